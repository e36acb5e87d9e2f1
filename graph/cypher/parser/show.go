package parser

import (
	"strings"

	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
)

// showQuery reads SHOW with the clauses after it. ORDER BY, SKIP and LIMIT may
// follow directly; they stand for WITH * and the same.
func (p *parser) showQuery() *ast.Query {
	q := &ast.Query{At: p.place()}
	part := &ast.Part{At: q.At, Clauses: []ast.Clause{p.show()}}
	q.Parts = []*ast.Part{part}
	if p.is("ORDER") || p.is("SKIP") || p.is("LIMIT") {
		with := &ast.With{At: p.place(), Projection: ast.Projection{Star: true}}
		p.ordering(&with.Projection)
		with.Where = p.where()
		part.Clauses = append(part.Clauses, with)
	}
	for c := p.clause(); c != nil; c = p.clause() {
		part.Clauses = append(part.Clauses, c)
	}
	if with, ok := part.Clauses[len(part.Clauses)-1].(*ast.With); ok {
		part.Clauses = append(part.Clauses, &ast.Return{At: with.At, Projection: ast.Projection{Star: true}})
	}
	return q
}

// Show = "SHOW" ["ALL" | "BUILT" "IN"] What ["YIELD" ("*" | Yields)] ["WHERE" Expr]
func (p *parser) show() *ast.Show {
	s := &ast.Show{At: p.place()}
	p.expect("SHOW")
	p.accept("ALL")
	p.accept("BUILT", "IN")
	t := p.next()
	switch {
	case t.Is("FUNCTIONS"), t.Is("FUNCTION"):
		s.What = "FUNCTIONS"
	case t.Is("PROCEDURES"), t.Is("PROCEDURE"):
		s.What = "PROCEDURES"
	case t.Is("INDEXES"), t.Is("INDEX"):
		s.What = "INDEXES"
	default:
		panic(source.Hint(source.Unsupported(t.Pos, "SHOW "+strings.ToUpper(t.Text)),
			"SHOW FUNCTIONS, SHOW PROCEDURES and SHOW INDEXES are"))
	}
	if p.accept("YIELD") && !p.acceptSymbol("*") {
		s.Yield = p.yields()
	}
	s.Where = p.where()
	return s
}
