package parser

import (
	"strings"

	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
	"planatlas/graph/cypher/source"
)

// expr reads an expression. Each function reads one precedence, from the
// weakest; chains of one precedence are read in a loop and kept flat.
//
// Expr = Or
func (p *parser) expr() ast.Expr {
	p.enter()
	defer p.leave()
	return p.logic(ast.Or, func() ast.Expr {
		return p.logic(ast.Xor, func() ast.Expr {
			return p.logic(ast.And, p.not)
		})
	})
}

// Or  = Xor {"OR" Xor}
// Xor = And {"XOR" And}
// And = Not {"AND" Not}
func (p *parser) logic(op ast.Operator, operand func() ast.Expr) ast.Expr {
	first := operand()
	if !p.is(string(op)) {
		return first
	}
	l := &ast.Logic{At: ast.At{Position: first.Pos()}, Operator: op, Terms: []ast.Expr{first}}
	for p.accept(string(op)) {
		l.Terms = append(l.Terms, operand())
	}
	return l
}

// Not = {"NOT"} Comparison
func (p *parser) not() ast.Expr {
	if !p.is("NOT") || p.endsExpression(1) {
		return p.comparison()
	}
	p.enter()
	defer p.leave()
	at := p.place()
	p.next()
	return &ast.Unary{At: at, Operator: ast.Not, Operand: p.not()}
}

// endsExpression reports whether the token n places ahead cannot continue an
// expression, so that the word before it must be a name.
func (p *parser) endsExpression(n int) bool {
	t := p.peek(n)
	if t.Kind == lexer.EOF || t.Is("AS") || t.Is("IS") {
		return true
	}
	return t.Kind == lexer.Symbol && strings.Contains(" ) ] } , | = <> <= >= > . : ; * / % ^ ", " "+t.Text+" ")
}

var comparisons = map[string]ast.Operator{
	"=": ast.Equal, "<>": ast.NotEqual, "<": ast.Less, "<=": ast.LessEqual, ">": ast.Greater, ">=": ast.GreaterEqual,
}

// Comparison = Test {("=" | "<>" | "<" | "<=" | ">" | ">=") Test}
func (p *parser) comparison() ast.Expr {
	first := p.test()
	return p.comparisonRest(first)
}

func (p *parser) comparisonRest(first ast.Expr) ast.Expr {
	var c *ast.Comparison
	for p.tok().Kind == lexer.Symbol {
		op, ok := comparisons[p.tok().Text]
		if !ok {
			if p.isSymbol("!=") {
				panic(source.Hint(source.Syntax(p.tok().Pos, "UnexpectedSyntax", "'!=' is no operator"), "write <> for “not equal”"))
			}
			break
		}
		if c == nil {
			c = &ast.Comparison{At: ast.At{Position: first.Pos()}, First: first}
		}
		at := p.place()
		p.next()
		if op == ast.Equal && p.isSymbol("=") {
			panic(source.Hint(source.Syntax(at.Position, "UnexpectedSyntax", "'==' is no operator"), "write = for “equal”"))
		}
		c.Rest = append(c.Rest, ast.Step{At: at, Operator: op, Operand: p.test()})
	}
	if c == nil {
		return first
	}
	return c
}

// Test = Add {("IN" | "STARTS" "WITH" | "ENDS" "WITH" | "CONTAINS" | "=~") Add | "IS" …}
func (p *parser) test() ast.Expr { return p.testRest(p.add()) }

func (p *parser) testRest(left ast.Expr) ast.Expr {
	for depth := p.depth; ; p.enter() {
		op, ok := p.testOperator()
		at := ast.At{Position: left.Pos()}
		switch {
		case ok:
			left = &ast.Test{At: at, Operator: op, Left: left, Right: p.add()}
		case p.is("IS"):
			left = p.isTest(left)
		case p.isSymbol("::"):
			p.next()
			left = &ast.IsType{At: at, Operand: left, Type: p.typeName()}
		default:
			p.depth = depth
			return left
		}
	}
}

func (p *parser) testOperator() (ast.Operator, bool) {
	switch {
	case p.accept("IN"):
		return ast.In, true
	case p.accept("STARTS", "WITH"):
		return ast.StartsWith, true
	case p.accept("ENDS", "WITH"):
		return ast.EndsWith, true
	case p.accept("CONTAINS"):
		return ast.Contains, true
	case p.acceptSymbol("=~"):
		return ast.Matches, true
	}
	return "", false
}

// Is = "IS" ["NOT"] ("NULL" | ("::" | "TYPED") Type | [Form] "NORMALIZED")
func (p *parser) isTest(left ast.Expr) ast.Expr {
	at := ast.At{Position: left.Pos()}
	p.expect("IS")
	not := p.accept("NOT")
	switch {
	case p.accept("NULL"):
		return &ast.IsNull{At: at, Operand: left, Not: not}
	case p.acceptSymbol("::"), p.accept("TYPED"):
		return &ast.IsType{At: at, Operand: left, Not: not, Type: p.typeName()}
	case p.accept("NORMALIZED"):
		return &ast.IsNormalized{At: at, Operand: left, Not: not, Form: "NFC"}
	case p.peek(1).Is("NORMALIZED"):
		form := strings.ToUpper(p.next().Text)
		p.next()
		switch form {
		case "NFC", "NFD", "NFKC", "NFKD":
			return &ast.IsNormalized{At: at, Operand: left, Not: not, Form: form}
		}
	}
	p.fail(p.tok(), "expected NULL, :: TYPE or NORMALIZED after IS, found %s", p.tok().Describe())
	return nil
}

// Add      = Multiply {("+" | "-" | "||") Multiply}
// Multiply = Power {("*" | "/" | "%") Power}
// Power    = Unary {"^" Unary}
func (p *parser) add() ast.Expr {
	return p.arithmetic(p.multiply, "+", "-", "||")
}

func (p *parser) multiply() ast.Expr {
	return p.arithmetic(p.power, "*", "/", "%")
}

func (p *parser) power() ast.Expr {
	return p.arithmetic(p.unary, "^")
}

func (p *parser) arithmetic(operand func() ast.Expr, operators ...string) ast.Expr {
	return p.arithmeticRest(operand(), operand, operators)
}

func (p *parser) arithmeticRest(first ast.Expr, operand func() ast.Expr, operators []string) ast.Expr {
	var a *ast.Arithmetic
	for p.isOneOf(operators) {
		if a == nil {
			a = &ast.Arithmetic{At: ast.At{Position: first.Pos()}, First: first}
		}
		at := p.place()
		op := ast.Operator(p.next().Text)
		a.Rest = append(a.Rest, ast.Step{At: at, Operator: op, Operand: operand()})
	}
	if a == nil {
		return first
	}
	return a
}

func (p *parser) isOneOf(symbols []string) bool {
	for _, s := range symbols {
		if p.isSymbol(s) {
			return true
		}
	}
	return false
}

// Unary = {"-" | "+"} Postfix
func (p *parser) unary() ast.Expr {
	if !p.isSymbol("-") && !p.isSymbol("+") {
		return p.postfix()
	}
	p.enter()
	defer p.leave()
	at := p.place()
	op := ast.Operator(p.next().Text)
	if op == ast.Subtract && isNumber(p.tok()) {
		return p.postfixRest(p.number(at, true))
	}
	return &ast.Unary{At: at, Operator: op, Operand: p.unary()}
}

// Postfix = Atom {"." Name | "[" … "]" | ":" LabelExpr}
func (p *parser) postfix() ast.Expr { return p.postfixRest(p.atom()) }

func (p *parser) postfixRest(e ast.Expr) ast.Expr {
	for depth := p.depth; ; p.enter() {
		at := ast.At{Position: e.Pos()}
		switch {
		case p.acceptSymbol("."):
			e = &ast.Property{At: at, Subject: e, Key: p.name("a property")}
		case p.isSymbol("["):
			e = p.subscript(at, e)
		case p.isSymbol(":") && startsLabel(p.peek(1)):
			p.next()
			e = &ast.HasLabels{At: at, Subject: e, Labels: p.labelExpr(true)}
		default:
			p.depth = depth
			return e
		}
	}
}

// Subscript = "[" Expr "]" | "[" [Expr] ".." [Expr] "]"
func (p *parser) subscript(at ast.At, subject ast.Expr) ast.Expr {
	p.expectSymbol("[")
	var from ast.Expr
	if !p.isSymbol("..") {
		from = p.expr()
	}
	if p.acceptSymbol("]") {
		return &ast.Index{At: at, Subject: subject, Index: from}
	}
	p.expectSymbol("..")
	s := &ast.Slice{At: at, Subject: subject, From: from}
	if !p.isSymbol("]") {
		s.To = p.expr()
	}
	p.expectSymbol("]")
	return s
}
