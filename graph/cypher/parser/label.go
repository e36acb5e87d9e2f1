package parser

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
)

func startsLabel(t *lexer.Token) bool {
	return t.IsName() || t.IsSymbol("!") || t.IsSymbol("%") || t.IsSymbol("(")
}

func (p *parser) labels() ast.LabelExpr {
	if p.isSymbol(":") || p.is("IS") {
		p.next()
		return p.labelExpr(true)
	}
	return nil
}

// LabelExpr = LabelAnd {"|" [":"] LabelAnd}
//
// A | inside a comprehension may also open its projection; bars says whether
// this one does. colons allows :A:B.
func (p *parser) labelExpr(colons bool) ast.LabelExpr {
	p.enter()
	defer p.leave()
	first := p.labelAnd(colons)
	if !p.isSymbol("|") || p.opensProjection() {
		return first
	}
	or := &ast.LabelOr{At: ast.At{Position: first.Pos()}, Labels: []ast.LabelExpr{first}}
	for p.isSymbol("|") && !p.opensProjection() {
		p.next()
		p.acceptSymbol(":")
		or.Labels = append(or.Labels, p.labelAnd(false))
	}
	return or
}

// opensProjection reports whether the | here begins the projection of the
// comprehension around, which is so when no other | of its own follows.
func (p *parser) opensProjection() bool {
	if len(p.bars) == 0 {
		return false
	}
	end := p.bars[len(p.bars)-1]
	for i := p.at + 1; i < end; i++ {
		t := &p.tokens[i]
		if t.IsSymbol("|") {
			return false
		}
		if t.Match > 0 {
			i = int(t.Match)
		}
	}
	return true
}

// LabelAnd = LabelNot {("&" | ":") LabelNot}
func (p *parser) labelAnd(colons bool) ast.LabelExpr {
	first := p.labelNot()
	if !p.isSymbol("&") && !(colons && p.isSymbol(":")) {
		return first
	}
	and := &ast.LabelAnd{At: ast.At{Position: first.Pos()}, Labels: []ast.LabelExpr{first}}
	and.Colons = p.isSymbol(":")
	for p.acceptSymbol("&") || colons && p.acceptSymbol(":") {
		and.Labels = append(and.Labels, p.labelNot())
	}
	return and
}

// LabelNot = {"!"} (Name | "%" | "(" LabelExpr ")")
func (p *parser) labelNot() ast.LabelExpr {
	at := p.place()
	switch {
	case p.acceptSymbol("!"):
		p.enter()
		defer p.leave()
		return &ast.LabelNot{At: at, Label: p.labelNot()}
	case p.acceptSymbol("%"):
		return &ast.LabelAny{At: at}
	case p.acceptSymbol("("):
		bars := p.bars
		p.bars = nil
		e := p.labelExpr(true)
		p.bars = bars
		p.expectSymbol(")")
		return e
	case p.isSymbol("$"):
		p.fail(p.tok(), "a label cannot come from a parameter")
	}
	return &ast.Label{At: at, Name: p.name("a label or type")}
}
