package parser

import (
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
)

// Atom = Literal | Parameter | "(" Expr ")" | Pattern | List | Map | Name …
func (p *parser) atom() ast.Expr {
	at := p.place()
	switch t := p.tok(); {
	case isNumber(t):
		return p.number(at, false)
	case t.Kind == lexer.String:
		p.next()
		return &ast.Literal{At: at, Value: graph.Text(t.Text)}
	case t.Kind == lexer.Parameter:
		return p.parameter()
	case t.IsSymbol("("):
		return p.parenthesised()
	case t.IsSymbol("["):
		return p.bracketed()
	case t.IsSymbol("{"):
		return p.mapLiteral()
	case t.IsName():
		return p.named()
	}
	p.fail(p.tok(), "expected an expression, found %s", p.tok().Describe())
	return nil
}

// Parenthesised = "(" Expr ")", unless the bracket opens a pattern.
func (p *parser) parenthesised() ast.Expr {
	at := p.place()
	if p.startsPattern(p.at) {
		return &ast.PatternExpr{At: at, Pattern: p.pathElements()}
	}
	bars := p.bars
	p.bars = nil
	p.expectSymbol("(")
	e := p.expr()
	p.expectSymbol(")")
	p.bars = bars
	return e
}

// startsPattern reports whether the bracket at an index opens the first node of
// a pattern: what it holds looks like a node, and a relationship and another
// node follow it.
func (p *parser) startsPattern(open int) bool {
	t := &p.tokens[open]
	if !t.IsSymbol("(") || t.Match < 0 || !p.holdsNode(open+1) {
		return false
	}
	i := int(t.Match) + 1
	if p.tokens[i].IsSymbol("<") {
		i++
	}
	if !p.tokens[i].IsSymbol("-") {
		return false
	}
	i++
	if p.tokens[i].IsSymbol("[") {
		if p.tokens[i].Match < 0 {
			return false
		}
		i = int(p.tokens[i].Match) + 1
	}
	if !p.tokens[i].IsSymbol("-") {
		return false
	}
	i++
	if p.tokens[i].IsSymbol(">") {
		i++
	}
	return p.tokens[i].IsSymbol("(") || p.tokens[i].IsSymbol("+") || p.tokens[i].IsSymbol("*") || p.tokens[i].IsSymbol("{")
}

func (p *parser) holdsNode(i int) bool {
	t := &p.tokens[i]
	if t.IsName() {
		t = &p.tokens[i+1]
	}
	return t.IsSymbol(")") || t.IsSymbol(":") || t.IsSymbol("{") || t.Kind == lexer.Parameter || t.Is("WHERE") || t.Is("IS")
}

// named reads what begins with a name: literals, CASE, subqueries, list
// predicates, reduce, shortest paths, calls, map projections, variables.
func (p *parser) named() ast.Expr {
	if p.tok().Kind == lexer.Name {
		if e := p.keyword(); e != nil {
			return e
		}
	}
	if p.startsCall() {
		return p.functionCall()
	}
	v := p.variable()
	if p.isSymbol("{") {
		return p.mapProjection(v)
	}
	return v
}

func (p *parser) keyword() ast.Expr {
	at := p.place()
	open := p.peek(1).IsSymbol("(")
	if v, ok := constants[strings.ToUpper(p.tok().Text)]; ok && !open {
		p.next()
		return &ast.Literal{At: at, Value: v}
	}
	switch t := p.tok(); {
	case t.Is("CASE") && !p.endsExpression(1):
		return p.caseExpr()
	case p.peek(1).IsSymbol("{") && !p.peek(2).IsSymbol(".") && p.subqueryKind() >= 0:
		return p.subquery()
	case open && p.peek(2).IsName() && p.peek(3).Is("IN") && isListPredicate(t):
		return p.listPredicate()
	case open && t.Is("REDUCE") && p.peek(2).IsName() && p.peek(3).IsSymbol("="):
		return p.reduce()
	case p.shortestFunction() != ast.NotShortest:
		return &ast.PatternExpr{At: at, Pattern: p.shortestPath()}
	}
	return nil
}
