package parser

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
	"planatlas/graph/cypher/source"
)

func (p *parser) patterns() []*ast.Pattern {
	list := []*ast.Pattern{p.pattern()}
	for p.acceptSymbol(",") {
		list = append(list, p.pattern())
	}
	return list
}

// Pattern = [Variable "="] [Selector] (ShortestFunction | PathElements)
func (p *parser) pattern() *ast.Pattern {
	at := p.place()
	var name *ast.Variable
	if p.tok().IsName() && p.peek(1).IsSymbol("=") {
		name = p.variable()
		p.next()
	}
	selector := p.selector()
	var q *ast.Pattern
	if p.shortestFunction() != ast.NotShortest {
		q = p.shortestPath()
	} else {
		q = p.pathElements()
	}
	q.At, q.Variable, q.Selector = at, name, selector
	unwrap(q)
	return q
}

// unwrap takes the brackets off a pattern that is one group without a
// quantifier: SHORTEST 1 ((a)-->+(b) WHERE …).
func unwrap(q *ast.Pattern) {
	if len(q.Elements) != 3 {
		return
	}
	g, ok := q.Elements[1].(*ast.Group)
	if !ok || g.Quantifier != nil || !empty(q.Elements[0]) || !empty(q.Elements[2]) {
		return
	}
	q.Elements, q.Where = g.Pattern.Elements, g.Where
}

func empty(e ast.Element) bool {
	n, ok := e.(*ast.NodePattern)
	return ok && n.Variable == nil && n.Labels == nil && n.Properties == nil && n.Where == nil
}

// PathElements = (Node | Group) {[Relationship] (Node | Group)}
func (p *parser) pathElements() *ast.Pattern {
	p.enter()
	defer p.leave()
	q := &ast.Pattern{At: p.place()}
	p.element(q, p.nodeOrGroup())
	for {
		switch {
		case p.startsRelationship():
			p.element(q, p.relationship())
			p.element(q, p.nodeOrGroup())
		case p.isSymbol("("):
			p.element(q, p.nodeOrGroup())
		default:
			if _, group := q.Elements[len(q.Elements)-1].(*ast.Group); group {
				q.Elements = append(q.Elements, &ast.NodePattern{At: p.place()})
			}
			return q
		}
	}
}

// element adds an element to a pattern. A node stands on each side of a group;
// where the query left it out, an empty one is put in.
func (p *parser) element(q *ast.Pattern, e ast.Element) {
	var last ast.Element
	if n := len(q.Elements); n > 0 {
		last = q.Elements[n-1]
	}
	_, afterNode := last.(*ast.NodePattern)
	_, afterGroup := last.(*ast.Group)
	switch e := e.(type) {
	case *ast.NodePattern:
		if afterNode {
			panic(source.Syntax(e.Pos(), "UnexpectedSyntax", "two nodes need a relationship between them, as (a)-->(b)"))
		}
	case *ast.RelationshipPattern:
		if afterGroup {
			q.Elements = append(q.Elements, &ast.NodePattern{At: e.At})
		}
	case *ast.Group:
		if !afterNode {
			q.Elements = append(q.Elements, &ast.NodePattern{At: e.At})
		}
	}
	q.Elements = append(q.Elements, e)
}

func (p *parser) nodeOrGroup() ast.Element {
	if p.isSymbol("(", "(") || p.isSymbol("(") && p.peek(1).IsName() && p.peek(2).IsSymbol("=") {
		return p.group()
	}
	return p.node()
}

// Group = "(" PathElements ["WHERE" Expr] ")" Quantifier
func (p *parser) group() *ast.Group {
	g := &ast.Group{At: p.place()}
	p.expectSymbol("(")
	if p.tok().IsName() {
		panic(source.Unsupported(p.tok().Pos, "a named path inside a group"))
	}
	g.Pattern = p.pathElements()
	g.Where = p.where()
	p.expectSymbol(")")
	g.Quantifier = p.quantifier()
	return g
}

// Node = "(" [Variable] [":" LabelExpr | "IS" LabelExpr] [Properties] ["WHERE" Expr] ")"
func (p *parser) node() *ast.NodePattern {
	n := &ast.NodePattern{At: p.place()}
	if !p.isSymbol("(") {
		panic(source.Hint(source.Syntax(p.tok().Pos, "UnexpectedSyntax", "expected '%s', found %s", "(", p.tok().Describe()),
			"a node stands in brackets: (n) or (n:Label)"))
	}
	p.expectSymbol("(")
	n.Variable = p.patternVariable()
	n.Labels = p.labels()
	n.Properties = p.properties()
	n.Where = p.where()
	if !p.isSymbol(")") {
		p.fail(p.tok(), "expected ')' to close the node, found %s", p.tok().Describe())
	}
	p.next()
	return n
}

// patternVariable reads the variable of a node or relationship, if there is
// one: IS and WHERE are variables only where nothing follows that they open.
func (p *parser) patternVariable() *ast.Variable {
	t, after := p.tok(), p.peek(1)
	if !t.IsName() {
		return nil
	}
	ends := after.IsSymbol(")") || after.IsSymbol("]") || after.IsSymbol(":") || after.IsSymbol("{") || after.IsSymbol("*")
	if (t.Is("WHERE") || t.Is("IS")) && !ends {
		return nil
	}
	return p.variable()
}

func (p *parser) properties() ast.Expr {
	switch t := p.tok(); {
	case t.IsSymbol("{"):
		return p.mapLiteral()
	case t.Kind == lexer.Parameter:
		return p.parameter()
	}
	return nil
}
