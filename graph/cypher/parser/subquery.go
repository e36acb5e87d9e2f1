package parser

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
)

func (p *parser) subqueryKind() ast.SubqueryKind {
	switch t := p.tok(); {
	case t.Is("EXISTS"):
		return ast.ExistsSubquery
	case t.Is("COUNT"):
		return ast.CountSubquery
	case t.Is("COLLECT"):
		return ast.CollectSubquery
	}
	return ast.NoSubquery
}

// Subquery = ("EXISTS" | "COUNT" | "COLLECT") "{" (Query | Pattern {"," Pattern} ["WHERE" Expr]) "}"
func (p *parser) subquery() ast.Expr {
	s := &ast.Subquery{At: p.place(), Kind: p.subqueryKind()}
	p.next()
	switch t := p.peek(1); {
	case t.Is("MATCH"), t.Is("OPTIONAL"), t.Is("UNWIND"), t.Is("WITH"), t.Is("RETURN"), t.Is("CALL"), t.Is("CREATE"):
		s.Query = p.braced()
		return s
	}
	p.enter()
	defer p.leave()
	bars := p.bars
	p.bars = nil
	p.expectSymbol("{")
	if t := p.tok(); t.Kind == lexer.Name {
		p.refuse(t)
	}
	m := &ast.Match{At: p.place()}
	m.Patterns = p.patterns()
	m.Where = p.where()
	p.expectSymbol("}")
	p.bars = bars
	s.Bare = true
	s.Query = &ast.Query{At: m.At, Parts: []*ast.Part{{At: m.At, Clauses: []ast.Clause{m}}}}
	return s
}

// braced reads a query in braces.
func (p *parser) braced() *ast.Query {
	p.enter()
	defer p.leave()
	bars := p.bars
	p.bars = nil
	p.expectSymbol("{")
	q := p.query()
	p.expectSymbol("}")
	p.bars = bars
	return q
}
