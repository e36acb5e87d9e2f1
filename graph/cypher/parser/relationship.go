package parser

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
	"planatlas/graph/cypher/source"
)

// startsRelationship reports whether - or < here opens a relationship, and not
// a subtraction or a comparison.
func (p *parser) startsRelationship() bool {
	i := 0
	if p.peek(i).IsSymbol("<") {
		i++
	}
	return p.peek(i).IsSymbol("-") && (p.peek(i+1).IsSymbol("-") || p.peek(i+1).IsSymbol("["))
}

// Relationship = ["<"] "-" ["[" Filling "]"] "-" [">"] [Quantifier]
func (p *parser) relationship() *ast.RelationshipPattern {
	r := &ast.RelationshipPattern{At: p.place()}
	left := p.acceptSymbol("<")
	p.expectSymbol("-")
	if p.acceptSymbol("[") {
		p.relationshipFilling(r)
		p.expectSymbol("]")
	}
	p.expectSymbol("-")
	right := p.acceptSymbol(">")
	switch {
	case left && !right:
		r.Direction = ast.Leftward
	case right && !left:
		r.Direction = ast.Rightward
	}
	if quantifier := p.quantifier(); quantifier != nil {
		if r.Length != nil {
			p.fail(p.tok(), "a relationship takes either * or a quantifier, not both")
		}
		r.Quantifier = quantifier
	}
	return r
}

// Filling = [Variable] [":" LabelExpr] ["*" Range] [Properties] ["WHERE" Expr]
func (p *parser) relationshipFilling(r *ast.RelationshipPattern) {
	r.Variable = p.patternVariable()
	r.Types = p.labels()
	if p.acceptSymbol("*") {
		r.Length = p.lengthRange()
	} else if p.isSymbol("..") {
		panic(source.Hint(source.Syntax(p.tok().Pos, "InvalidRelationshipPattern", "a range of lengths needs an asterisk"), "write *.. or *1..3"))
	}
	r.Properties = p.properties()
	r.Where = p.where()
}

// Range = [Integer] [".." [Integer]]
func (p *parser) lengthRange() *ast.Length {
	l := &ast.Length{}
	if p.isSymbol("-") {
		panic(source.Syntax(p.tok().Pos, "InvalidRelationshipPattern", "the length of a path cannot be negative"))
	}
	if p.tok().Kind == lexer.Integer {
		n := p.integer()
		l.Min = &n
	}
	if p.acceptSymbol("..") {
		if p.isSymbol("-") {
			panic(source.Syntax(p.tok().Pos, "InvalidRelationshipPattern", "the length of a path cannot be negative"))
		}
		if p.tok().Kind == lexer.Integer {
			n := p.integer()
			l.Max = &n
		}
	} else {
		l.Max = l.Min
	}
	return l
}

// Quantifier = "*" | "+" | "{" Integer "}" | "{" [Integer] "," [Integer] "}"
func (p *parser) quantifier() *ast.Quantifier {
	switch {
	case p.acceptSymbol("*"):
		return &ast.Quantifier{Min: 0, Max: -1}
	case p.acceptSymbol("+"):
		return &ast.Quantifier{Min: 1, Max: -1}
	case !p.isSymbol("{"):
		return nil
	}
	open := p.next()
	q := &ast.Quantifier{Max: -1}
	if p.tok().Kind == lexer.Integer {
		q.Min = p.integer()
		q.Max = q.Min
	}
	if p.acceptSymbol(",") {
		q.Max = -1
		if p.tok().Kind == lexer.Integer {
			q.Max = p.integer()
		}
	} else if q.Max < 0 {
		p.fail(open, "a quantifier is *, +, {n}, {n,}, {,m} or {n,m}")
	}
	p.expectSymbol("}")
	if q.Max == 0 || q.Max > 0 && q.Max < q.Min {
		p.fail(open, "the upper bound of a quantifier must be at least 1 and not below the lower bound")
	}
	return q
}
