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

func (p *parser) integer() int64 {
	t := p.next()
	n, err := parseInteger(t.Text, false)
	if err != nil {
		panic(source.Syntax(t.Pos, "IntegerOverflow", "%s is too large for an integer", t.Text))
	}
	return n
}

func (p *parser) parameter() ast.Expr {
	at := p.place()
	return &ast.Parameter{At: at, Name: p.next().Text}
}

var constants = map[string]graph.Value{
	"NULL": graph.NullValue(), "TRUE": graph.Bool(true), "FALSE": graph.Bool(false),
	"INF": graph.Number(math.Inf(1)), "INFINITY": graph.Number(math.Inf(1)), "NAN": graph.Number(math.NaN()),
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
