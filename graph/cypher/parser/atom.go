package parser

import (
	"math"
	"strconv"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
	"planatlas/graph/cypher/source"
)

func isNumber(t *lexer.Token) bool { return t.Kind == lexer.Integer || t.Kind == lexer.Float }

func startsLabel(t *lexer.Token) bool {
	return t.IsName() || t.IsSymbol("!") || t.IsSymbol("%") || t.IsSymbol("(")
}

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

func (p *parser) parameter() ast.Expr {
	at := p.place()
	return &ast.Parameter{At: at, Name: p.next().Text}
}

// number reads an integer or a float; a minus sign in front belongs to it, so
// that the least integer can be written.
func (p *parser) number(at ast.At, negative bool) ast.Expr {
	t := p.next()
	if t.Kind == lexer.Float {
		return &ast.Literal{At: at, Value: graph.Number(parseFloat(t, negative))}
	}
	n, err := parseInteger(t.Text, negative)
	if err != nil {
		if digits := strings.TrimLeft(t.Text, "0123456789_"); digits == "" || len(t.Text) > 2 {
			panic(source.Syntax(at.Position, "IntegerOverflow", "%s is too large for an integer", t.Text))
		}
		panic(source.Syntax(at.Position, "InvalidNumberLiteral", "%q is not a number", t.Text))
	}
	return &ast.Literal{At: at, Value: graph.Int(n)}
}

func parseFloat(t *lexer.Token, negative bool) float64 {
	f, err := strconv.ParseFloat(strings.ReplaceAll(t.Text, "_", ""), 64)
	if err != nil && math.IsInf(f, 0) {
		panic(source.Syntax(t.Pos, "FloatingPointOverflow", "%s is too large for a float", t.Text))
	}
	if negative {
		return -f
	}
	return f
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

// Map = "{" [Key ":" Expr {"," Key ":" Expr}] "}"
func (p *parser) mapLiteral() ast.Expr {
	m := &ast.Map{At: p.place()}
	bars := p.bars
	p.bars = nil
	p.expectSymbol("{")
	for !p.acceptSymbol("}") {
		if len(m.Entries) > 0 {
			p.expectSymbol(",")
		}
		key := p.name("a key")
		p.expectSymbol(":")
		m.Entries = append(m.Entries, ast.Entry{Key: key, Value: p.expr()})
	}
	p.bars = bars
	return m
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

var constants = map[string]graph.Value{
	"NULL": graph.NullValue(), "TRUE": graph.Bool(true), "FALSE": graph.Bool(false),
	"INF": graph.Number(math.Inf(1)), "INFINITY": graph.Number(math.Inf(1)), "NAN": graph.Number(math.NaN()),
}

func isListPredicate(t *lexer.Token) bool {
	return t.Is("ALL") || t.Is("ANY") || t.Is("NONE") || t.Is("SINGLE")
}

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

// MapProjection = Variable "{" [ProjectionItem {"," ProjectionItem}] "}"
// ProjectionItem = "." "*" | "." Name | Name ":" Expr | Variable
func (p *parser) mapProjection(subject *ast.Variable) ast.Expr {
	m := &ast.MapProjection{At: subject.At, Subject: subject}
	bars := p.bars
	p.bars = nil
	p.expectSymbol("{")
	for !p.acceptSymbol("}") {
		if len(m.Items) > 0 {
			p.expectSymbol(",")
		}
		m.Items = append(m.Items, p.projectionItem())
	}
	p.bars = bars
	return m
}

func (p *parser) projectionItem() ast.ProjectionItem {
	if p.acceptSymbol(".") {
		if p.acceptSymbol("*") {
			return ast.ProjectionItem{All: true}
		}
		return ast.ProjectionItem{Key: p.name("a property")}
	}
	at := p.place()
	key := p.name("a key, .key or .*")
	if p.acceptSymbol(":") {
		return ast.ProjectionItem{Key: key, Value: p.expr()}
	}
	return ast.ProjectionItem{Key: key, Value: &ast.Variable{At: at, Name: key}}
}
