package exec

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file evaluates operators: AND, NOT, +, =, IN, =~, IS NULL, :Label, CASE.

// all joins predicates into one condition, nil for none.
func (r *run) all(list []ast.Expr) (condition, error) {
	var conditions []condition
	for _, e := range list {
		c, err := r.condition(e)
		if err != nil {
			return nil, err
		}
		conditions = append(conditions, c)
	}
	switch len(conditions) {
	case 0:
		return nil, nil
	case 1:
		return conditions[0], nil
	}
	return func(r *run) (bool, error) {
		for _, c := range conditions {
			if ok, err := c(r); err != nil || !ok {
				return false, err
			}
		}
		return true, nil
	}, nil
}

// condition compiles a predicate.
func (r *run) condition(e ast.Expr) (condition, error) {
	if h, ok := e.(*ast.HasLabels); ok {
		if c := labelCondition(h); c != nil {
			return c, nil
		}
	}
	value, err := r.compile(e)
	at := e.Pos()
	return func(r *run) (bool, error) {
		v, err := value(r)
		if err != nil {
			return false, err
		}
		b, ok := v.AsBool()
		if !ok && !v.IsNull() {
			return false, source.Error(at, "TypeError", source.Runtime, "InvalidArgumentType",
				"a condition must be a boolean, not %s", values.KindName(v.Kind()))
		}
		return b, nil
	}, err
}

// labelCondition is the condition n:Label, or nil for anything else.
func labelCondition(h *ast.HasLabels) condition {
	v, isVariable := h.Subject.(*ast.Variable)
	l, isLabel := h.Labels.(*ast.Label)
	if !isVariable || !isLabel {
		return nil
	}
	slot, label := v.Symbol.Slot, l.Name
	return func(r *run) (bool, error) {
		if n, ok := r.row[slot].AsNode(); ok {
			return n.HasLabel(label), nil
		}
		rel, ok := r.row[slot].AsRelationship()
		return ok && rel.Type == label, nil
	}
}

// truth reads an operand of a logical operator.
func truth(v graph.Value, at source.Pos, operator ast.Operator) (values.Trinary, error) {
	if b, ok := v.AsBool(); ok {
		return values.TrinaryOf(b), nil
	}
	if v.IsNull() {
		return values.Unknown, nil
	}
	return values.Unknown, source.Error(at, "TypeError", source.Runtime, "InvalidArgumentType",
		"%s needs booleans, not %s", operator, values.KindName(v.Kind()))
}

// logic evaluates a chain of AND, OR or XOR. AND ends at the first false and OR
// at the first true, XOR at the first null.
func (r *run) logic(e *ast.Logic) (eval, error) {
	terms, err := r.compileAll(e.Terms)
	op, at := e.Operator, e.Pos()
	return func(r *run) (graph.Value, error) {
		result := values.TrinaryOf(op == ast.And)
		for _, term := range terms {
			v, err := term(r)
			if err != nil {
				return v, err
			}
			t, err := truth(v, at, op)
			if err != nil {
				return v, err
			}
			if result = combine(op, result, t); decided(op, result) {
				break
			}
		}
		return result.Value(), nil
	}, err
}

func combine(op ast.Operator, a, b values.Trinary) values.Trinary {
	switch op {
	case ast.And:
		if a == values.False || b == values.False {
			return values.False
		}
	case ast.Or:
		if a == values.True || b == values.True {
			return values.True
		}
	default:
		if a != values.Unknown && b != values.Unknown {
			return values.TrinaryOf(a != b)
		}
	}
	if a == values.Unknown || b == values.Unknown {
		return values.Unknown
	}
	return b
}

func decided(op ast.Operator, t values.Trinary) bool {
	return op == ast.And && t == values.False || op == ast.Or && t == values.True
}

func (r *run) unary(e *ast.Unary) (eval, error) {
	operand, err := r.compile(e.Operand)
	op, at := e.Operator, e.Pos()
	return func(r *run) (graph.Value, error) {
		v, err := operand(r)
		if err != nil {
			return v, err
		}
		switch op {
		case ast.Not:
			t, err := truth(v, at, op)
			if err != nil || t == values.Unknown {
				return graph.NullValue(), err
			}
			return graph.Bool(t == values.False), nil
		case ast.Subtract:
			v, err = values.Negate(v)
		default:
			_, err = values.Negate(v) // only numbers have a sign
		}
		return v, source.At(at, err)
	}, err
}

var arithmetics = map[ast.Operator]func(a, b graph.Value) (graph.Value, error){
	ast.Add: values.Add, ast.Subtract: values.Subtract, ast.Multiply: values.Multiply,
	ast.Divide: values.Divide, ast.Modulo: values.Modulo, ast.Power: values.Power,
	ast.Concatenate: concatenate,
}

// concatenate is ||, which takes two strings or two lists.
func concatenate(a, b graph.Value) (graph.Value, error) {
	both := values.KindsOf(a.Kind(), b.Kind())
	if both&^values.KindsOf(graph.String, graph.Null) != 0 && both&^values.KindsOf(graph.List, graph.Null) != 0 {
		return graph.NullValue(), values.TypeError("InvalidArgumentType", "|| joins two strings or two lists, not %s and %s",
			values.KindName(a.Kind()), values.KindName(b.Kind()))
	}
	return values.Add(a, b)
}

// operation is one compiled step of a chain.
type operation struct {
	apply   func(a, b graph.Value) (graph.Value, error)
	op      ast.Operator
	operand eval
	at      source.Pos
}

func (r *run) operations(steps []ast.Step) ([]operation, error) {
	var list []operation
	for _, s := range steps {
		operand, err := r.compile(s.Operand)
		if err != nil {
			return nil, err
		}
		list = append(list, operation{arithmetics[s.Operator], s.Operator, operand, s.Pos()})
	}
	return list, nil
}

func (r *run) arithmetic(e *ast.Arithmetic) (eval, error) {
	first, err := r.compile(e.First)
	if err != nil {
		return nil, err
	}
	rest, err := r.operations(e.Rest)
	if len(rest) == 1 && rest[0].op == ast.Divide && onlyLiterals([]ast.Expr{e.First, e.Rest[0].Operand}) {
		rest[0].apply = values.DivideLiterals
	}
	return func(r *run) (graph.Value, error) {
		v, err := first(r)
		for i := 0; err == nil && i < len(rest); i++ {
			v, err = r.operate(v, &rest[i])
		}
		return v, err
	}, err
}

func (r *run) operate(v graph.Value, o *operation) (graph.Value, error) {
	x, err := o.operand(r)
	if err != nil {
		return x, err
	}
	v, err = o.apply(v, x)
	if err != nil {
		return v, source.At(o.at, err)
	}
	return v, source.At(o.at, r.grown(v))
}

// grown counts strings and lists that an operator made: doubling a string forty
// times must end.
func (r *run) grown(v graph.Value) error {
	var size int64
	if s, ok := v.AsString(); ok {
		size = int64(len(s))
	} else if list, ok := v.AsList(); ok {
		size = int64(len(list)) * 24
	}
	if size < 1024 {
		return nil
	}
	return r.meter.made(v)
}

// comparison evaluates a chain: a < b < c is a < b AND b < c, b worked out once.
func (r *run) comparison(e *ast.Comparison) (eval, error) {
	first, err := r.compile(e.First)
	if err != nil {
		return nil, err
	}
	rest, err := r.operations(e.Rest)
	if len(rest) == 1 {
		one := rest[0]
		return func(r *run) (graph.Value, error) {
			a, err := first(r)
			if err != nil {
				return a, err
			}
			b, err := one.operand(r)
			if err != nil {
				return b, err
			}
			return compare(one.op, a, b).Value(), nil
		}, err
	}
	return func(r *run) (graph.Value, error) {
		left, err := first(r)
		result := values.True
		for i := 0; err == nil && i < len(rest) && result != values.False; i++ {
			var right graph.Value
			if right, err = rest[i].operand(r); err == nil {
				result = combine(ast.And, result, compare(rest[i].op, left, right))
				left = right
			}
		}
		return result.Value(), err
	}, err
}

func compare(op ast.Operator, a, b graph.Value) values.Trinary {
	switch op {
	case ast.Equal:
		return values.Equal(a, b)
	case ast.NotEqual:
		return not(values.Equal(a, b))
	case ast.Less:
		return values.Less(a, b)
	case ast.LessEqual:
		return values.LessEqual(a, b)
	case ast.Greater:
		return values.Less(b, a)
	default:
		return values.LessEqual(b, a)
	}
}

func not(t values.Trinary) values.Trinary {
	if t == values.Unknown {
		return t
	}
	return values.TrinaryOf(t == values.False)
}

// test evaluates IN, STARTS WITH, ENDS WITH, CONTAINS and =~.
func (r *run) test(e *ast.Test) (eval, error) {
	left, err := r.compile(e.Left)
	if err != nil {
		return nil, err
	}
	right, err := r.compile(e.Right)
	if err != nil {
		return nil, err
	}
	var apply func(r *run, a, b graph.Value) (graph.Value, error)
	switch e.Operator {
	case ast.In:
		apply = in
	case ast.Matches:
		apply = (&matcher{}).matches
	default:
		apply = textTest(map[ast.Operator]func(s, t string) bool{
			ast.StartsWith: strings.HasPrefix, ast.EndsWith: strings.HasSuffix, ast.Contains: strings.Contains,
		}[e.Operator])
	}
	at := e.Pos()
	return func(r *run) (graph.Value, error) {
		a, err := left(r)
		if err != nil {
			return a, err
		}
		b, err := right(r)
		if err != nil {
			return b, err
		}
		v, err := apply(r, a, b)
		return v, source.At(at, err)
	}, nil
}

func in(r *run, a, b graph.Value) (graph.Value, error) {
	if list, ok := b.AsList(); ok {
		if err := r.meter.Work(int64(len(list)) / 8); err != nil {
			return b, err
		}
	}
	t, err := values.In(a, b)
	return t.Value(), err
}

// textTest compares two strings; anything else gives null.
func textTest(holds func(s, t string) bool) func(*run, graph.Value, graph.Value) (graph.Value, error) {
	return func(r *run, a, b graph.Value) (graph.Value, error) {
		s, ok1 := a.AsString()
		t, ok2 := b.AsString()
		if !ok1 || !ok2 {
			return graph.NullValue(), nil
		}
		return graph.Bool(holds(s, t)), r.meter.Work(int64(len(s)) >> 6)
	}
}

// matcher evaluates =~. It keeps the last pattern compiled, which is nearly
// always the only one.
type matcher struct {
	text     string
	compiled *regexp.Regexp
	size     int // instructions of the compiled pattern
}

// maxPattern bounds the text of a regular expression.
const maxPattern = 4096

func (m *matcher) matches(r *run, a, b graph.Value) (graph.Value, error) {
	s, ok1 := a.AsString()
	pattern, ok2 := b.AsString()
	if ok1 && !ok2 && !b.IsNull() {
		return graph.NullValue(), values.TypeError("InvalidArgumentType", "a regular expression is a string, not %s", values.KindName(b.Kind()))
	}
	if !ok1 || !ok2 {
		return graph.NullValue(), nil
	}
	if m.compiled == nil || m.text != pattern {
		if err := m.prepare(pattern); err != nil {
			return graph.NullValue(), err
		}
	}
	// RE2 needs time linear in the string and in the compiled pattern. It cannot
	// be interrupted, so all of it is counted beforehand.
	if err := r.meter.Work(int64(len(s))*int64(m.size)>>3 + 1); err != nil {
		return graph.NullValue(), err
	}
	return graph.Bool(m.compiled.MatchString(s)), nil
}

func (m *matcher) prepare(pattern string) error {
	if len(pattern) > maxPattern {
		return limitError("work", "a regular expression can have %d bytes at most", maxPattern)
	}
	if _, err := regexp.Compile(pattern); err != nil {
		return badPattern(pattern, err)
	}
	compiled, err := regexp.Compile(`^(?:` + pattern + `)\z`)
	if err != nil {
		return badPattern(pattern, err)
	}
	m.text, m.compiled, m.size = pattern, compiled, instructions(pattern)
	return nil
}

// badPattern says what is wrong with a regular expression; what Java's have and
// RE2's lack is named.
func badPattern(pattern string, err error) error {
	e := values.ArgumentError("InvalidArgumentValue", "%q is not a regular expression of RE2", pattern)
	var s *syntax.Error
	switch {
	case lacking.MatchString(pattern):
		e.Hint = "RE2 has no look-around and no back-references"
	case errors.As(err, &s):
		e.Hint = "look at " + s.Expr
	}
	return e
}

// lacking matches look-around and back-references.
var lacking = regexp.MustCompile(`\(\?<?[=!]|\\[1-9]`)

func instructions(pattern string) int {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return len(pattern)
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return len(pattern)
	}
	return len(program.Inst)
}

func (r *run) isNull(e *ast.IsNull) (eval, error) {
	operand, err := r.compile(e.Operand)
	not := e.Not
	return func(r *run) (graph.Value, error) {
		v, err := operand(r)
		return graph.Bool(v.IsNull() != not), err
	}, err
}

// hasLabels evaluates n:A|B, and r:TYPE.
func (r *run) hasLabels(e *ast.HasLabels) (eval, error) {
	subject, err := r.compile(e.Subject)
	labels, at := e.Labels, e.Pos()
	return func(r *run) (graph.Value, error) {
		v, err := subject(r)
		if err != nil || v.IsNull() {
			return v, err
		}
		if n, ok := v.AsNode(); ok {
			return graph.Bool(plan.MatchesLabels(labels, n.HasLabel, len(n.Labels) > 0)), nil
		}
		if rel, ok := v.AsRelationship(); ok {
			return graph.Bool(plan.MatchesLabels(labels, func(l string) bool { return l == rel.Type }, true)), nil
		}
		return v, source.Error(at, "TypeError", source.Runtime, "InvalidArgumentType",
			"only nodes and relationships have labels, not %s", values.KindName(v.Kind()))
	}, err
}

// caseBranch is one compiled WHEN.
type caseBranch struct {
	tests []eval
	bare  []bool // the test is a value to compare with the subject
	then  eval
}

func (r *run) caseExpr(e *ast.Case) (eval, error) {
	subject, err := r.compileOptional(e.Subject)
	if err != nil {
		return nil, err
	}
	otherwise, err := r.compileOptional(e.Else)
	if err != nil {
		return nil, err
	}
	var branches []caseBranch
	for _, w := range e.Whens {
		b := caseBranch{}
		if b.tests, err = r.compileAll(w.Tests); err != nil {
			return nil, err
		}
		if b.then, err = r.compile(w.Then); err != nil {
			return nil, err
		}
		for _, t := range w.Tests {
			b.bare = append(b.bare, subject != nil && !readsCaseSubject(t))
		}
		branches = append(branches, b)
	}
	return func(r *run) (graph.Value, error) {
		value, err := r.optional(subject)
		if err != nil {
			return value, err
		}
		for i := range branches {
			ok, err := branches[i].applies(r, value)
			if err != nil {
				return value, err
			}
			if ok {
				return branches[i].then(r)
			}
		}
		return r.optional(otherwise)
	}, nil
}

// readsCaseSubject reports whether a test is the right half of a condition, as
// in WHEN > 3.
func readsCaseSubject(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CaseSubject:
		return true
	case *ast.Comparison:
		return readsCaseSubject(e.First)
	case *ast.Test:
		return readsCaseSubject(e.Left)
	case *ast.IsNull:
		return readsCaseSubject(e.Operand)
	case *ast.IsType:
		return readsCaseSubject(e.Operand)
	case *ast.IsNormalized:
		return readsCaseSubject(e.Operand)
	}
	return false
}

func (b *caseBranch) applies(r *run, subject graph.Value) (bool, error) {
	for i, test := range b.tests {
		before := r.subject
		r.subject = subject
		v, err := test(r)
		r.subject = before
		if err != nil {
			return false, err
		}
		if b.bare[i] {
			if values.Equal(subject, v) == values.True {
				return true, nil
			}
		} else if yes, _ := v.AsBool(); yes {
			return true, nil
		}
	}
	return false, nil
}
