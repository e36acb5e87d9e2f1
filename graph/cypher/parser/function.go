package parser

import (
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
)

// startsCall reports whether a name, possibly with dots, and a bracket follow.
func (p *parser) startsCall() bool {
	i := 1
	for p.peek(i).IsSymbol(".") && p.peek(i+1).IsName() {
		i += 2
	}
	return p.peek(i).IsSymbol("(")
}

// FunctionCall = Name {"." Name} "(" ("*" | ["DISTINCT"] [Expr {"," Expr}]) ")"
func (p *parser) functionCall() ast.Expr {
	c := &ast.FunctionCall{At: p.place()}
	c.Name = p.dottedName("the name of a function")
	bars := p.bars
	p.bars = nil
	p.expectSymbol("(")
	if strings.EqualFold(c.Name, "count") && p.acceptSymbol("*") {
		c.Star = true
		p.expectSymbol(")")
	} else {
		if p.is("DISTINCT") && !p.endsExpression(1) {
			p.next()
			c.Distinct = true
		} else if p.is("ALL") && !p.endsExpression(1) && !p.peek(1).IsSymbol("(") {
			p.next()
		}
		p.arguments(c)
	}
	p.bars = bars
	return c
}

// arguments reads the arguments of a call and the bracket after them. Two
// functions take words of their own among them.
func (p *parser) arguments(c *ast.FunctionCall) {
	switch {
	case strings.EqualFold(c.Name, "trim"):
		p.trim(c)
	case strings.EqualFold(c.Name, "normalize"):
		p.normalize(c)
	default:
		c.Args = p.exprsUntil(")")
	}
}

// trimmed are the functions that trim one end or both.
var trimmed = map[string]string{"BOTH": "btrim", "LEADING": "ltrim", "TRAILING": "rtrim"}

// Trim = "trim" "(" [["BOTH" | "LEADING" | "TRAILING"] [Expr] "FROM"] Expr ")"
//
// It is read as a call of the function that trims these ends.
func (p *parser) trim(c *ast.FunctionCall) {
	name, spelled := "btrim", false
	for word, f := range trimmed {
		if p.is(word) && !p.endsExpression(1) && p.accept(word) {
			name, spelled = f, true
		}
	}
	var characters []ast.Expr
	if !spelled || !p.atFrom() {
		characters = p.trimArguments()
	}
	if !spelled && !p.atFrom() {
		p.expectSymbol(")")
		c.Args = characters
		return
	}
	p.expect("FROM")
	c.Name, c.Args = name, append([]ast.Expr{p.expr()}, characters...)
	p.expectSymbol(")")
}

// atFrom reports whether FROM comes next, and not a variable of that name.
func (p *parser) atFrom() bool { return p.is("FROM") && !p.endsExpression(1) }

// trimArguments reads expressions up to FROM or the bracket, which stay.
func (p *parser) trimArguments() (list []ast.Expr) {
	for !p.atFrom() && !p.isSymbol(")") {
		if len(list) > 0 {
			p.expectSymbol(",")
		}
		list = append(list, p.expr())
	}
	return list
}

// Normalize = "normalize" "(" Expr ["," ("NFC" | "NFD" | "NFKC" | "NFKD")] ")"
//
// The name of the form becomes a string, which is read as well.
func (p *parser) normalize(c *ast.FunctionCall) {
	if p.acceptSymbol(")") {
		return
	}
	c.Args = []ast.Expr{p.expr()}
	if !p.acceptSymbol(",") {
		p.expectSymbol(")")
		return
	}
	for _, form := range []string{"NFC", "NFD", "NFKC", "NFKD"} {
		if p.is(form) && p.endsExpression(1) {
			c.Args = append(c.Args, &ast.Literal{At: p.place(), Value: graph.Text(form)})
			p.next()
			p.expectSymbol(")")
			return
		}
	}
	c.Args = append(c.Args, p.exprsUntil(")")...)
}
