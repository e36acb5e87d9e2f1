package graphtest

import (
	"fmt"
	"strings"

	"planatlas/graph/cypher/functions"
)

// values that expressionQuery puts together, of every type.
var anything = []string{
	"1", "0", "-3", "9223372036854775807", "1.5", "-0.25", "0.0 / 0", "1.0 / 0", "''", "'a'", "'新材料'", "'12'", "' x '", "true", "false", "null",
	"[]", "[1, 2, 3]", "['a', null]", "[[1], 2.5]", "{}", "{a: 1, b: 'x'}", "date('2021-02-24')", "time('10:35:00+08:00')", "localtime('10:35')",
	"datetime('2021-02-24T10:35:00+08:00')", "localdatetime('2021-02-24T10:35')", "duration('P1Y2M3DT4H')", "point({x: 1, y: 2})", "point({longitude: 113.1, latitude: 22.6})",
}

var operators = []string{"+", "-", "*", "/", "%", "^", "=", "<>", "<", "<=", ">", ">=", "AND", "OR", "XOR", "IN", "STARTS WITH", "ENDS WITH", "CONTAINS", "=~", "||"}

// callable are the functions whose value depends on their arguments alone.
var callable = func() []*functions.Function {
	var out []*functions.Function
	for _, f := range functions.All() {
		_, most := f.Arity()
		switch {
		case f.Volatile, most == 0, f.Name == "timestamp", f.Form, f.IsAggregate(), f.Name == "id", f.Name == "elementId",
			f.Name == "keys", // in no order
			f.Category == functions.Temporal && !strings.Contains(f.Name, "between") && !strings.Contains(f.Name, "truncate") && f.Name != "duration":
		default:
			out = append(out, f)
		}
	}
	return out
}()

// expressionQuery puts any functions and operators on any values: what is wrong
// must be wrong in the same way. The values come by way of a list, so that
// nothing is known of their types before the query runs.
func (w *writer) expressionQuery() string {
	values := make([]string, 3)
	for i := range values {
		values[i] = pick(w.choices, anything...)
	}
	text := fmt.Sprintf("WITH [%s] AS v\nWITH v[0] AS a, v[1] AS b, v[2] AS c\nRETURN %s AS x", strings.Join(values, ", "), w.operation(2))
	w.ordered, w.errors = true, max(w.errors, 1)
	return text
}

func (w *writer) operation(deep int) string {
	if deep == 0 || w.often(25) {
		return pick(w.choices, "a", "b", "c")
	}
	w.errors++
	switch w.n(10) {
	case 0, 1, 2:
		return fmt.Sprintf("(%s %s %s)", w.operation(deep-1), pick(w.choices, operators...), w.operation(deep-1))
	case 3:
		return fmt.Sprintf("%s[%s]", w.operation(deep-1), w.operation(deep-1))
	case 4:
		return fmt.Sprintf("%s[%s..%s]", w.operation(deep-1), w.operation(deep-1), pick(w.choices, "", "2"))
	case 5:
		return fmt.Sprintf("%s%s", pick(w.choices, "-", "NOT "), w.operation(deep-1))
	}
	f := pick(w.choices, callable...)
	least, most := f.Arity()
	n := least
	if most < 0 {
		n += w.n(2)
	} else if most > least {
		n += w.n(most - least + 1)
	}
	args := make([]string, n)
	for i := range args {
		args[i] = w.operation(deep - 1)
	}
	return f.Name + "(" + strings.Join(args, ", ") + ")"
}
