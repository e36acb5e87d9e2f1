package parser

import (
	"strings"

	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
	"planatlas/graph/cypher/source"
)

// clause reads one clause, or returns nil where none begins.
func (p *parser) clause() ast.Clause {
	switch t := p.tok(); {
	case t.Is("MATCH"), p.is("OPTIONAL", "MATCH"):
		return p.match()
	case t.Is("UNWIND"):
		return p.unwind()
	case t.Is("WITH"):
		return p.with()
	case t.Is("RETURN"):
		return p.returnClause()
	case t.Is("CALL"), p.is("OPTIONAL", "CALL"):
		return p.call()
	case t.Is("CREATE"):
		return p.create()
	case t.Is("FINISH"):
		at := p.place()
		p.next()
		return &ast.Finish{At: at}
	case t.Kind == lexer.Name:
		p.refuse(t)
	}
	return nil
}

// Match = ["OPTIONAL"] "MATCH" Pattern {"," Pattern} ["WHERE" Expr]
func (p *parser) match() ast.Clause {
	m := &ast.Match{At: p.place()}
	m.Optional = p.accept("OPTIONAL")
	p.expect("MATCH")
	if p.is("REPEATABLE") || p.is("DIFFERENT") {
		panic(source.Unsupported(p.tok().Pos, "a match mode ("+strings.ToUpper(p.tok().Text)+" …)"))
	}
	m.Patterns = p.patterns()
	m.Where = p.where()
	return m
}

func (p *parser) where() ast.Expr {
	if !p.accept("WHERE") {
		return nil
	}
	return p.expr()
}

// Unwind = "UNWIND" Expr "AS" Variable
func (p *parser) unwind() ast.Clause {
	u := &ast.Unwind{At: p.place()}
	p.expect("UNWIND")
	u.List = p.expr()
	p.expect("AS")
	u.Name = p.variable()
	return u
}

// Create = "CREATE" Pattern {"," Pattern}
func (p *parser) create() ast.Clause {
	c := &ast.Create{At: p.place()}
	p.expect("CREATE")
	if t := p.tok(); !t.IsSymbol("(") && !(t.IsName() && p.peek(1).IsSymbol("=")) {
		panic(source.ReadOnly(c.Pos(), "CREATE "+strings.ToUpper(t.Text)))
	}
	c.Patterns = p.patterns()
	return c
}
