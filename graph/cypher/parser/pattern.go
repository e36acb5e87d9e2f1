package parser

import (
	"strconv"

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

// Selector = "ALL" ["PATH" | "PATHS"] | "ANY" [Integer] […] | "ALL" "SHORTEST" […]
//   - | "ANY" "SHORTEST" […] | "SHORTEST" [Integer] […] ["GROUP" | "GROUPS"]
func (p *parser) selector() *ast.Selector {
	s := &ast.Selector{At: p.place(), Count: 1}
	switch {
	case p.accept("ALL", "SHORTEST"):
		s.Kind = ast.SelectAllShortest
	case p.accept("ANY", "SHORTEST"):
		s.Kind = ast.SelectShortest
	case p.is("SHORTEST") && !p.peek(1).IsSymbol("="):
		p.next()
		s.Kind = ast.SelectShortest
		p.selectorCount(s)
	case p.is("ANY"):
		p.next()
		s.Kind = ast.SelectAny
		p.selectorCount(s)
	case p.is("ALL"):
		p.next()
	default:
		return nil
	}
	if !p.accept("PATH") {
		p.accept("PATHS")
	}
	if p.accept("GROUP") || p.accept("GROUPS") {
		if s.Kind != ast.SelectShortest {
			p.fail(p.tok(), "GROUPS goes with SHORTEST k only")
		}
		s.Kind = ast.SelectShortestGroups
	}
	return s
}

func (p *parser) selectorCount(s *ast.Selector) {
	if t := p.tok(); t.Kind == lexer.Integer {
		s.Count = p.integer()
		if s.Count < 1 {
			p.fail(t, "the number of paths must be at least 1")
		}
	}
}

func (p *parser) shortestFunction() ast.Shortest {
	if !p.peek(1).IsSymbol("(") {
		return ast.NotShortest
	}
	switch t := p.tok(); {
	case t.Is("shortestPath"):
		return ast.OneShortest
	case t.Is("allShortestPaths"):
		return ast.AllShortest
	}
	return ast.NotShortest
}

// ShortestFunction = ("shortestPath" | "allShortestPaths") "(" PathElements ")"
func (p *parser) shortestPath() *ast.Pattern {
	form := p.shortestFunction()
	at := p.place()
	p.at += 2
	q := p.pathElements()
	q.At, q.Shortest = at, form
	p.expectSymbol(")")
	if len(q.Elements) != 3 || len(q.Nodes()) != 2 {
		panic(source.Syntax(at.Position, "UnexpectedSyntax", "a shortest path needs exactly one relationship between two nodes"))
	}
	return q
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

// Node = "(" [Variable] [":" LabelExpr | "IS" LabelExpr] [Properties] ["WHERE" Expr] ")"
func (p *parser) node() *ast.NodePattern {
	n := &ast.NodePattern{At: p.place()}
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

func (p *parser) labels() ast.LabelExpr {
	if p.isSymbol(":") || p.is("IS") {
		p.next()
		return p.labelExpr(true)
	}
	return nil
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

func (p *parser) integer() int64 {
	t := p.next()
	n, err := parseInteger(t.Text, false)
	if err != nil {
		panic(source.Syntax(t.Pos, "IntegerOverflow", "%s is too large for an integer", t.Text))
	}
	return n
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

func parseInteger(text string, negative bool) (int64, error) {
	if negative {
		text = "-" + text
	}
	return strconv.ParseInt(cleanNumber(text), 0, 64)
}

// cleanNumber removes underscores and leading zeroes, which Go would read as
// octal.
func cleanNumber(text string) string {
	sign, digits := "", make([]byte, 0, len(text))
	for i := range len(text) {
		switch {
		case text[i] == '-':
			sign = "-"
		case text[i] != '_':
			digits = append(digits, text[i])
		}
	}
	for len(digits) > 1 && digits[0] == '0' && '0' <= digits[1] && digits[1] <= '9' {
		digits = digits[1:]
	}
	return sign + string(digits)
}
