package functions

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

// The tables of these tests are written in Cypher. This file evaluates the few
// expressions that they need (literals, calls, operators, access), so that the
// functions are tested without the parser that stands above them.

// budget is a meter with limits.
type budget struct{ work, bytes int64 }

func (b *budget) Work(n int64) error {
	if b.work -= n; b.work < 0 {
		return &graph.QueryError{Kind: "LimitError", Limit: "work", Message: "too much work"}
	}
	return nil
}

func (b *budget) Hold(n int64) error {
	if b.bytes -= n; b.bytes < 0 {
		return &graph.QueryError{Kind: "LimitError", Limit: "memory", Message: "too much memory"}
	}
	return nil
}

var testClock = time.Date(2026, 3, 9, 8, 30, 15, 123456789, time.UTC)

func testContext() *Context {
	return &Context{Clock: testClock, Meter: &budget{work: 1_000_000, bytes: 16 << 20}}
}

// evaluate computes an expression; what is wrong with its syntax panics.
func evaluate(text string, variables map[string]graph.Value) (graph.Value, error) {
	e := &evaluator{text: text, ctx: testContext(), variables: variables}
	v, err := e.expression()
	if err == nil && e.space() && e.pos < len(e.text) {
		panic(fmt.Sprintf("%q: cannot read on at %q", text, e.text[e.pos:]))
	}
	return v, err
}

// outcome evaluates and prints the value, or "Kind/Detail" of an error.
func outcome(text string, variables map[string]graph.Value) string {
	v, err := evaluate(text, variables)
	var q *graph.QueryError
	switch {
	case errors.As(err, &q):
		return q.Kind + "/" + q.Detail + q.Limit
	case err != nil:
		return err.Error()
	}
	return values.Format(v)
}

// check runs cases of an expression and its outcome.
func check(t *testing.T, cases [][2]string) {
	t.Helper()
	for _, c := range cases {
		if got := outcome(c[0], nil); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

type evaluator struct {
	text      string
	pos       int
	ctx       *Context
	variables map[string]graph.Value
}

func (e *evaluator) space() bool {
	for e.pos < len(e.text) && strings.IndexByte(" \t\n", e.text[e.pos]) >= 0 {
		e.pos++
	}
	return true
}

// accept steps over a token that comes next; words end at a letter.
func (e *evaluator) accept(token string) bool {
	e.space()
	rest := e.text[e.pos:]
	if !strings.HasPrefix(rest, token) {
		return false
	}
	if letter(token[0]) && len(rest) > len(token) && letter(rest[len(token)]) {
		return false
	}
	e.pos += len(token)
	return true
}

func letter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf || c >= '0' && c <= '9'
}

func (e *evaluator) expect(token string) {
	if !e.accept(token) {
		panic(fmt.Sprintf("%q: want %q at %q", e.text, token, e.text[e.pos:]))
	}
}

type binary func(a, b graph.Value) (graph.Value, error)

func predicate(f func(a, b graph.Value) values.Trinary) binary {
	return func(a, b graph.Value) (graph.Value, error) { return f(a, b).Value(), nil }
}

// operators by precedence, loosest first; longer tokens before their starts.
var operators = [][]struct {
	token string
	apply binary
}{
	{
		{"<=", predicate(values.LessEqual)},
		{">=", predicate(func(a, b graph.Value) values.Trinary { return values.LessEqual(b, a) })},
		{"<>", predicate(func(a, b graph.Value) values.Trinary { return values.Equal(a, b).Not() })},
		{"<", predicate(values.Less)},
		{">", predicate(func(a, b graph.Value) values.Trinary { return values.Less(b, a) })},
		{"=", predicate(values.Equal)},
		{"IN", func(a, b graph.Value) (graph.Value, error) {
			r, err := values.In(a, b)
			return r.Value(), err
		}},
	},
	{{"+", values.Add}, {"-", values.Subtract}},
	{{"*", values.Multiply}, {"/", values.DivideLiterals}, {"%", values.Modulo}},
	{{"^", values.Power}},
}

func (e *evaluator) expression() (graph.Value, error) { return e.level(0) }

func (e *evaluator) level(n int) (graph.Value, error) {
	if n == len(operators) {
		return e.unary()
	}
	left, err := e.level(n + 1)
	for err == nil {
		apply := e.operator(n)
		if apply == nil {
			break
		}
		var right graph.Value
		if right, err = e.level(n + 1); err == nil {
			left, err = apply(left, right)
		}
	}
	return left, err
}

func (e *evaluator) operator(n int) binary {
	for _, o := range operators[n] {
		if e.accept(o.token) {
			return o.apply
		}
	}
	return nil
}

func (e *evaluator) unary() (graph.Value, error) {
	if e.accept("-") {
		e.space()
		if c := e.text[e.pos]; c >= '0' && c <= '9' {
			return e.number("-"), nil
		}
		v, err := e.unary()
		if err != nil {
			return v, err
		}
		return values.Negate(v)
	}
	v, err := e.primary()
	for err == nil {
		switch {
		case !strings.HasPrefix(e.text[e.pos:], "..") && e.accept("."):
			v, err = values.Property(v, e.word())
		case e.accept("["):
			v, err = e.index(v)
		default:
			return v, nil
		}
	}
	return v, err
}

func (e *evaluator) index(v graph.Value) (graph.Value, error) {
	var from, to graph.Value
	var err error
	hasFrom := !e.accept("..")
	if hasFrom {
		if from, err = e.expression(); err != nil {
			return v, err
		}
		if e.accept("]") {
			return values.Index(v, from)
		}
		e.expect("..")
	}
	hasTo := !e.accept("]")
	if hasTo {
		to, err = e.expression()
		e.expect("]")
	}
	if err != nil {
		return v, err
	}
	return values.Slice(v, from, to, hasFrom, hasTo)
}

func (e *evaluator) word() string {
	e.space()
	start := e.pos
	for e.pos < len(e.text) && letter(e.text[e.pos]) {
		e.pos++
	}
	return e.text[start:e.pos]
}

func (e *evaluator) primary() (graph.Value, error) {
	e.space()
	switch c := e.text[e.pos]; {
	case c >= '0' && c <= '9':
		return e.number(""), nil
	case c == '\'':
		return e.string(), nil
	case e.accept("("):
		v, err := e.expression()
		e.expect(")")
		return v, err
	case e.accept("["):
		l, err := e.list("]")
		return graph.ListOf(l...), err
	case e.accept("{"):
		return e.mapping()
	case e.accept("true"):
		return graph.Bool(true), nil
	case e.accept("false"):
		return graph.Bool(false), nil
	case e.accept("null"):
		return graph.NullValue(), nil
	}
	return e.nameOrCall()
}

func (e *evaluator) number(sign string) graph.Value {
	start := e.pos
	real := false
	for ; e.pos < len(e.text); e.pos++ {
		c := e.text[e.pos]
		if c == '.' && (strings.HasPrefix(e.text[e.pos:], "..") || real) {
			break
		}
		exponent := e.pos > start && (c == '-' || c == '+') && e.text[e.pos-1] == 'e'
		if (c < '0' || c > '9') && c != '.' && c != 'e' && !exponent {
			break
		}
		real = real || c == '.' || c == 'e'
	}
	text := sign + e.text[start:e.pos]
	if real {
		f, _ := strconv.ParseFloat(text, 64)
		return graph.Number(f)
	}
	i, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return graph.Int(i)
}

func (e *evaluator) string() graph.Value {
	var b strings.Builder
	for e.pos++; e.text[e.pos] != '\''; e.pos++ {
		if e.text[e.pos] == '\\' {
			e.pos++
			b.WriteString(map[byte]string{'n': "\n", 't': "\t"}[e.text[e.pos]])
			continue
		}
		b.WriteByte(e.text[e.pos])
	}
	e.pos++
	return graph.Text(b.String())
}

func (e *evaluator) list(end string) ([]graph.Value, error) {
	l := []graph.Value{}
	for !e.accept(end) {
		v, err := e.expression()
		if err != nil {
			return l, err
		}
		l = append(l, v)
		if !e.accept(",") {
			e.expect(end)
			break
		}
	}
	return l, nil
}

func (e *evaluator) mapping() (graph.Value, error) {
	m := map[string]graph.Value{}
	for !e.accept("}") {
		key := e.word()
		e.expect(":")
		v, err := e.expression()
		if err != nil {
			return v, err
		}
		m[key] = v
		if !e.accept(",") {
			e.expect("}")
			break
		}
	}
	return graph.MapOf(m), nil
}

// nameOrCall reads a variable, or a call of a function or aggregate. An
// aggregate takes a list of rows: sum([1, 2, 3]).
func (e *evaluator) nameOrCall() (graph.Value, error) {
	start := e.pos
	name := e.word()
	if v, ok := e.variables[name]; ok {
		return v, nil
	}
	for strings.HasPrefix(e.text[e.pos:], ".") {
		e.pos++
		name += "." + e.word()
	}
	f, ok := Lookup(name)
	if !ok {
		panic(fmt.Sprintf("%q: no function or variable %q at %d", e.text, name, start))
	}
	e.expect("(")
	args, err := e.list(")")
	if err != nil {
		return graph.NullValue(), err
	}
	if f.IsAggregate() {
		return aggregate(e.ctx, f, args)
	}
	return f.Eval(e.ctx, args)
}

func aggregate(ctx *Context, f *Function, args []graph.Value) (graph.Value, error) {
	a := f.Aggregate()
	rows, _ := args[0].AsList()
	for _, row := range rows {
		if err := a.Add(ctx, append([]graph.Value{row}, args[1:]...)); err != nil {
			return graph.NullValue(), err
		}
	}
	return a.Result(ctx)
}
