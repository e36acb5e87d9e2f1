package parser

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
)

// Case = "CASE" [Expr] {"WHEN" Test {"," Test} "THEN" Expr} ["ELSE" Expr] "END"
func (p *parser) caseExpr() ast.Expr {
	c := &ast.Case{At: p.place()}
	p.next()
	if !p.is("WHEN") {
		c.Subject = p.expr()
	}
	for p.accept("WHEN") {
		w := ast.When{Tests: []ast.Expr{p.whenTest(c.Subject != nil)}}
		for c.Subject != nil && p.acceptSymbol(",") {
			w.Tests = append(w.Tests, p.whenTest(true))
		}
		p.expect("THEN")
		w.Then = p.expr()
		c.Whens = append(c.Whens, w)
	}
	if len(c.Whens) == 0 {
		p.fail(p.tok(), "expected WHEN, found %s", p.tok().Describe())
	}
	if p.accept("ELSE") {
		c.Else = p.expr()
	}
	p.expect("END")
	return c
}

// whenTest reads a condition, or, with a subject, also the right half of one:
// WHEN > 3, WHEN IS NULL.
func (p *parser) whenTest(subject bool) ast.Expr {
	if !subject || !p.startsOperator() {
		return p.expr()
	}
	p.enter()
	defer p.leave()
	s := &ast.CaseSubject{At: p.place()}
	return p.comparisonRest(p.testRest(s))
}

func (p *parser) startsOperator() bool {
	t := p.tok()
	if t.Kind == lexer.Symbol {
		_, ok := comparisons[t.Text]
		return ok || t.Text == "=~" || t.Text == "::"
	}
	return (t.Is("IN") || t.Is("CONTAINS") || p.is("STARTS", "WITH") || p.is("ENDS", "WITH") || t.Is("IS")) &&
		!p.peek(1).Is("THEN") && !p.peek(1).IsSymbol(",")
}
