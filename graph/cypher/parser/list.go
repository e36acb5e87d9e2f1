package parser

import (
	"strings"

	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
)

// Bracketed = List | ListComprehension | PatternComprehension
func (p *parser) bracketed() ast.Expr {
	open := p.at
	end := int(p.tok().Match)
	if end < 0 {
		p.fail(p.tok(), "this bracket is never closed with ]")
	}
	bars := p.bars
	defer func() { p.bars = bars }()
	switch {
	case p.peek(1).IsName() && p.peek(2).Is("IN") && !p.has(open, end, ","):
		p.bars = append(bars[:len(bars):len(bars)], end)
		return p.listComprehension()
	case p.startsPatternComprehension(open) && p.has(open, end, "|"):
		p.bars = append(bars[:len(bars):len(bars)], end)
		return p.patternComprehension()
	}
	p.bars = nil
	l := &ast.List{At: p.place()}
	p.next()
	l.Items = p.exprsUntil("]")
	return l
}

func (p *parser) startsPatternComprehension(open int) bool {
	if p.peek(1).IsName() && p.peek(2).IsSymbol("=") {
		open += 2
	}
	return p.startsPattern(open + 1)
}

// has reports whether a symbol stands directly between two brackets.
func (p *parser) has(open, end int, symbol string) bool {
	for i := open + 1; i < end; i++ {
		t := &p.tokens[i]
		if t.IsSymbol(symbol) {
			return true
		}
		if t.Match > 0 {
			i = int(t.Match)
		}
	}
	return false
}

// exprsUntil reads expressions separated by commas, and the closing symbol.
func (p *parser) exprsUntil(end string) []ast.Expr {
	var list []ast.Expr
	if p.acceptSymbol(end) {
		return list
	}
	for {
		list = append(list, p.expr())
		if p.acceptSymbol(end) {
			return list
		}
		if !p.acceptSymbol(",") {
			p.fail(p.tok(), "expected ',' or '%s', found %s", end, p.tok().Describe())
		}
	}
}

// ListComprehension = "[" Variable "IN" Expr ["WHERE" Expr] ["|" Expr] "]"
func (p *parser) listComprehension() ast.Expr {
	c := &ast.ListComprehension{At: p.place()}
	p.next()
	c.Variable = p.variable()
	p.expect("IN")
	c.List = p.expr()
	c.Where = p.where()
	if p.acceptSymbol("|") {
		c.Projection = p.expr()
	}
	p.expectSymbol("]")
	return c
}

// PatternComprehension = "[" [Variable "="] PathElements ["WHERE" Expr] "|" Expr "]"
func (p *parser) patternComprehension() ast.Expr {
	c := &ast.PatternComprehension{At: p.place()}
	p.next()
	var name *ast.Variable
	if p.tok().IsName() {
		name = p.variable()
		p.next()
	}
	c.Pattern = p.pathElements()
	c.Pattern.Variable = name
	c.Where = p.where()
	p.expectSymbol("|")
	c.Projection = p.expr()
	p.expectSymbol("]")
	return c
}

func isListPredicate(t *lexer.Token) bool {
	return t.Is("ALL") || t.Is("ANY") || t.Is("NONE") || t.Is("SINGLE")
}

// ListPredicate = ("all" | "any" | "none" | "single") "(" Variable "IN" Expr ["WHERE" Expr] ")"
func (p *parser) listPredicate() ast.Expr {
	e := &ast.ListPredicate{At: p.place(), Name: strings.ToLower(p.next().Text)}
	p.expectSymbol("(")
	e.Variable = p.variable()
	p.expect("IN")
	bars := p.bars
	p.bars = nil
	e.List = p.expr()
	e.Where = p.where()
	p.expectSymbol(")")
	p.bars = bars
	return e
}

// Reduce = "reduce" "(" Variable "=" Expr "," Variable "IN" Expr "|" Expr ")"
func (p *parser) reduce() ast.Expr {
	e := &ast.Reduce{At: p.place()}
	p.next()
	bars := p.bars
	p.bars = append([]int(nil), int(p.tok().Match))
	p.expectSymbol("(")
	e.Accumulator = p.variable()
	p.expectSymbol("=")
	e.Init = p.expr()
	p.expectSymbol(",")
	e.Variable = p.variable()
	p.expect("IN")
	e.List = p.expr()
	p.expectSymbol("|")
	e.Expr = p.expr()
	p.expectSymbol(")")
	p.bars = bars
	return e
}
