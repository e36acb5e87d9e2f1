package parser

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
	"planatlas/graph/cypher/source"
)

// Selector = "ALL" ["PATH" | "PATHS"] | "ANY" [Integer] […] | "ALL" "SHORTEST" […]
//   - | "ANY" "SHORTEST" […] | "SHORTEST" [Integer] […] ["GROUP" | "GROUPS"]
func (p *parser) selector() *ast.Selector {
	s := &ast.Selector{At: p.place(), Count: 1}
	switch {
	case p.accept("ALL", "SHORTEST"):
		s.Kind = ast.SelectAllShortest
	case p.accept("ANY", "SHORTEST"):
		s.Kind = ast.SelectShortest
	case p.is("SHORTEST") && !p.peek(1).IsSymbol("="):
		p.next()
		s.Kind = ast.SelectShortest
		p.selectorCount(s)
	case p.is("ANY"):
		p.next()
		s.Kind = ast.SelectAny
		p.selectorCount(s)
	case p.is("ALL"):
		p.next()
	default:
		return nil
	}
	if !p.accept("PATH") {
		p.accept("PATHS")
	}
	if p.accept("GROUP") || p.accept("GROUPS") {
		if s.Kind != ast.SelectShortest {
			p.fail(p.tok(), "GROUPS goes with SHORTEST k only")
		}
		s.Kind = ast.SelectShortestGroups
	}
	return s
}

func (p *parser) selectorCount(s *ast.Selector) {
	if t := p.tok(); t.Kind == lexer.Integer {
		s.Count = p.integer()
		if s.Count < 1 {
			p.fail(t, "the number of paths must be at least 1")
		}
	}
}

func (p *parser) shortestFunction() ast.Shortest {
	if !p.peek(1).IsSymbol("(") {
		return ast.NotShortest
	}
	switch t := p.tok(); {
	case t.Is("shortestPath"):
		return ast.OneShortest
	case t.Is("allShortestPaths"):
		return ast.AllShortest
	}
	return ast.NotShortest
}

// ShortestFunction = ("shortestPath" | "allShortestPaths") "(" PathElements ")"
func (p *parser) shortestPath() *ast.Pattern {
	form := p.shortestFunction()
	at := p.place()
	p.at += 2
	q := p.pathElements()
	q.At, q.Shortest = at, form
	p.expectSymbol(")")
	if len(q.Elements) != 3 || len(q.Nodes()) != 2 {
		panic(source.Syntax(at.Position, "UnexpectedSyntax", "a shortest path needs exactly one relationship between two nodes"))
	}
	return q
}
