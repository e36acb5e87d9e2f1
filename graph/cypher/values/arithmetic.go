package values

import (
	"math"

	"planatlas/graph"
	"planatlas/graph/cypher/temporal"
)

// Add is a + b: numbers, strings with whatever has a text, lists with anything,
// temporal values and durations with durations. Null on either side gives null.
func Add(a, b graph.Value) (graph.Value, error) {
	if x, ok := a.AsInt(); ok {
		if y, ok := b.AsInt(); ok {
			return addInts(x, y)
		}
	}
	ka, kb := a.Kind(), b.Kind()
	switch {
	case ka == graph.Null || kb == graph.Null:
		return graph.NullValue(), nil
	case ka == graph.List || kb == graph.List:
		return concatenate(a, b), nil
	case isNumber(ka) && isNumber(kb):
		return graph.Number(asFloat(a) + asFloat(b)), nil
	case ka == graph.String || kb == graph.String:
		return join(a, b)
	case kb == graph.KindDuration:
		return addDuration(a, as[graph.Duration](b), 1)
	case ka == graph.KindDuration && Temporals.Has(kb):
		return addDuration(b, as[graph.Duration](a), 1)
	}
	return graph.NullValue(), operands("+", a, b)
}

func addInts(x, y int64) (graph.Value, error) {
	sum := x + y
	if (sum > x) != (y > 0) {
		return graph.NullValue(), integerOverflow(x, "+", y)
	}
	return graph.Int(sum), nil
}

func integerOverflow(x int64, operator string, y int64) error {
	return ArithmeticError("NumberOutOfRange", "integer overflow: %d %s %d does not fit into 64 bits", x, operator, y)
}

func operands(operator string, a, b graph.Value) error {
	return TypeError("InvalidArgumentType", "cannot apply %s to %s and %s", operator, KindName(a.Kind()), KindName(b.Kind()))
}

// join puts the texts of a string and of a value that has one together.
func join(a, b graph.Value) (graph.Value, error) {
	x, errA := Text(a)
	y, errB := Text(b)
	if errA != nil || errB != nil {
		return graph.NullValue(), operands("+", a, b)
	}
	return graph.Text(x + y), nil
}

// concatenate joins two lists, or puts a value before or after one.
func concatenate(a, b graph.Value) graph.Value {
	x, okA := a.AsList()
	y, okB := b.AsList()
	if !okA {
		x = []graph.Value{a}
	}
	if !okB {
		y = []graph.Value{b}
	}
	l := make([]graph.Value, 0, len(x)+len(y))
	return graph.ListOf(append(append(l, x...), y...)...)
}

func addDuration(v graph.Value, d graph.Duration, sign int64) (graph.Value, error) {
	if e, ok := graph.AsTemporal[graph.Duration](v); ok {
		return duration(temporal.AddDurations(e, d, sign))
	}
	if !Temporals.Has(v.Kind()) {
		operator := "+"
		if sign < 0 {
			operator = "-"
		}
		return graph.NullValue(), operands(operator, v, graph.TemporalValue(d))
	}
	return temporal.Shift(v, d, sign)
}

func duration(d graph.Duration, err error) (graph.Value, error) {
	if err != nil {
		return graph.NullValue(), err
	}
	return graph.TemporalValue(d), nil
}

// Subtract is a - b: numbers, or a temporal value or duration less a duration.
func Subtract(a, b graph.Value) (graph.Value, error) {
	if x, ok := a.AsInt(); ok {
		if y, ok := b.AsInt(); ok {
			return subtractInts(x, y)
		}
	}
	ka, kb := a.Kind(), b.Kind()
	switch {
	case ka == graph.Null || kb == graph.Null:
		return graph.NullValue(), nil
	case isNumber(ka) && isNumber(kb):
		return graph.Number(asFloat(a) - asFloat(b)), nil
	case kb == graph.KindDuration:
		return addDuration(a, as[graph.Duration](b), -1)
	}
	return graph.NullValue(), operands("-", a, b)
}

func subtractInts(x, y int64) (graph.Value, error) {
	diff := x - y
	if (diff < x) != (y > 0) {
		return graph.NullValue(), integerOverflow(x, "-", y)
	}
	return graph.Int(diff), nil
}

// Multiply is a * b: numbers, or a duration and a number.
func Multiply(a, b graph.Value) (graph.Value, error) {
	if x, ok := a.AsInt(); ok {
		if y, ok := b.AsInt(); ok {
			return multiplyInts(x, y)
		}
	}
	ka, kb := a.Kind(), b.Kind()
	switch {
	case ka == graph.Null || kb == graph.Null:
		return graph.NullValue(), nil
	case isNumber(ka) && isNumber(kb):
		return graph.Number(asFloat(a) * asFloat(b)), nil
	case ka == graph.KindDuration && isNumber(kb):
		return duration(temporal.Multiply(as[graph.Duration](a), b))
	case isNumber(ka) && kb == graph.KindDuration:
		return duration(temporal.Multiply(as[graph.Duration](b), a))
	}
	return graph.NullValue(), operands("*", a, b)
}

func multiplyInts(x, y int64) (graph.Value, error) {
	if x == 0 || y == 0 {
		return graph.Int(0), nil
	}
	p := x * y
	if p/y != x || x == -1 && y == math.MinInt64 || y == -1 && x == math.MinInt64 {
		return graph.NullValue(), integerOverflow(x, "*", y)
	}
	return graph.Int(p), nil
}

// Divide is a / b. Integers divide towards zero; anything divided by the integer
// 0 is an error, by the float 0.0 what IEEE 754 gives.
func Divide(a, b graph.Value) (graph.Value, error) {
	x, aInt := a.AsInt()
	y, bInt := b.AsInt()
	ka, kb := a.Kind(), b.Kind()
	switch {
	case ka == graph.Null || kb == graph.Null:
		return graph.NullValue(), nil
	case bInt && y == 0 && isNumber(ka):
		return graph.NullValue(), divisionByZero()
	case aInt && bInt:
		return graph.Int(x / y), nil
	case isNumber(ka) && isNumber(kb):
		return graph.Number(asFloat(a) / asFloat(b)), nil
	case ka == graph.KindDuration && isNumber(kb):
		return duration(temporal.Divide(as[graph.Duration](a), b))
	}
	return graph.NullValue(), operands("/", a, b)
}

// DivideLiterals is a / b between two literals. Neo4j works those out when it
// plans, and then 1.0 / 0 is Infinity, though x / 0 is an error.
func DivideLiterals(a, b graph.Value) (graph.Value, error) {
	if x, ok := a.AsFloat(); ok && isNumber(b.Kind()) {
		return graph.Number(x / asFloat(b)), nil
	}
	return Divide(a, b)
}

func divisionByZero() error { return ArithmeticError("DivisionByZero", "division by zero") }

// Modulo is a % b with the sign of a.
func Modulo(a, b graph.Value) (graph.Value, error) {
	x, aInt := a.AsInt()
	y, bInt := b.AsInt()
	if aInt && bInt {
		if y == 0 {
			return graph.NullValue(), divisionByZero()
		}
		return graph.Int(x % y), nil
	}
	if a.IsNull() || b.IsNull() {
		return graph.NullValue(), nil
	}
	if !isNumber(a.Kind()) || !isNumber(b.Kind()) {
		return graph.NullValue(), operands("%", a, b)
	}
	return graph.Number(math.Mod(asFloat(a), asFloat(b))), nil
}

// Power is a ^ b, always a float.
func Power(a, b graph.Value) (graph.Value, error) {
	if a.IsNull() || b.IsNull() {
		return graph.NullValue(), nil
	}
	if !isNumber(a.Kind()) || !isNumber(b.Kind()) {
		return graph.NullValue(), operands("^", a, b)
	}
	return graph.Number(math.Pow(asFloat(a), asFloat(b))), nil
}

// Negate is -a.
func Negate(a graph.Value) (graph.Value, error) {
	if i, ok := a.AsInt(); ok {
		return subtractInts(0, i)
	}
	if f, ok := a.AsFloat(); ok {
		return graph.Number(-f), nil
	}
	if a.IsNull() {
		return a, nil
	}
	return a, TypeError("InvalidArgumentType", "cannot negate %s", KindName(a.Kind()))
}
