package temporal

import (
	"planatlas/graph"
)

// Shift adds a duration to an instant, or subtracts it with sign -1. Months go
// first, then days, then the clock; dates take only the whole days of the clock
// and times only the clock.
func Shift(v graph.Value, d graph.Duration, sign int64) (graph.Value, error) {
	m, ok := split(v)
	if !ok {
		return graph.NullValue(), badType("a duration can be added only to a temporal value or a duration")
	}
	kind := v.Kind()
	if kind == graph.KindDate {
		return m.shiftDate(d, sign)
	}
	if hasDate(kind) {
		days, err := addMonths(m.days, sign*d.Months)
		if err == nil {
			m.days, err = shiftDays(days, sign, d.Days)
		}
		if err != nil {
			return graph.NullValue(), err
		}
		if hasZone(kind) {
			m = m.settle()
		}
	}
	m, err := m.shiftClock(kind, d, sign)
	if err != nil {
		return graph.NullValue(), err
	}
	return m.join(kind), nil
}

func shiftDays(days, sign, n int64) (int64, error) {
	if n == -1<<63 {
		return 0, overflow()
	}
	return addDays(days, sign*n)
}

func (m moment) shiftDate(d graph.Duration, sign int64) (graph.Value, error) {
	days, err := addMonths(m.days, sign*d.Months)
	if err == nil {
		days, err = shiftDays(days, sign, d.Days)
	}
	if err == nil {
		seconds := d.Seconds
		if seconds < 0 && d.Nanos > 0 {
			seconds++ // whole days towards zero, whatever the nanoseconds
		}
		days, err = shiftDays(days, sign, seconds/secondsPerDay)
	}
	if err != nil {
		return graph.NullValue(), err
	}
	return graph.TemporalValue(graph.Date{Days: days}), nil
}

// shiftClock moves along the instants of a datetime, so that an hour is an hour
// where clocks change, and round the day of a time.
func (m moment) shiftClock(kind graph.Kind, d graph.Duration, sign int64) (moment, error) {
	nanos := m.nanos%1e9 + sign*int64(d.Nanos)
	carry := floorDiv(nanos, 1e9)
	if !hasDate(kind) {
		seconds := m.nanos/1e9 + sign*(d.Seconds%secondsPerDay) + carry
		m.nanos = floorMod(seconds, secondsPerDay)*1e9 + floorMod(nanos, 1e9)
		return m, nil
	}
	seconds, ok := addInt(m.seconds()+carry, sign*d.Seconds)
	if !ok || d.Seconds == -1<<63 || seconds < minDays*secondsPerDay || seconds > (maxDays+1)*secondsPerDay-1 {
		return m, overflow()
	}
	m.nanos = floorMod(nanos, 1e9)
	if !hasZone(kind) {
		m.setLocal(seconds, int32(m.nanos))
		return m, nil
	}
	return m.at(seconds), nil
}

// AddDurations is a + b, or a - b with sign -1, part by part.
func AddDurations(a, b graph.Duration, sign int64) (graph.Duration, error) {
	months, ok1 := addInt(a.Months, sign*b.Months)
	days, ok2 := addInt(a.Days, sign*b.Days)
	seconds, ok3 := addInt(a.Seconds, sign*b.Seconds)
	least := b.Months == -1<<63 || b.Days == -1<<63 || b.Seconds == -1<<63
	if !ok1 || !ok2 || !ok3 || least && sign < 0 {
		return graph.Duration{}, overflowOf("duration")
	}
	return newDuration(months, days, seconds, int64(a.Nanos)+sign*int64(b.Nanos))
}

// Multiply is a duration times a number. By an integer it is exact; by a float
// the fraction of each part runs into the next smaller one.
func Multiply(d graph.Duration, by graph.Value) (graph.Duration, error) {
	if n, ok := by.AsInt(); ok {
		return multiplyExactly(d, n)
	}
	f, ok := by.AsFloat()
	if !ok {
		return graph.Duration{}, badType("a duration can be multiplied only by a number")
	}
	return approximate(float64(d.Months)*f, float64(d.Days)*f, float64(d.Seconds)*f, float64(d.Nanos)*f)
}

func multiplyExactly(d graph.Duration, n int64) (graph.Duration, error) {
	months, ok1 := mulInt(d.Months, n)
	days, ok2 := mulInt(d.Days, n)
	seconds, ok3 := mulInt(d.Seconds, n)
	// The nanoseconds of one duration are below a second: those times n carry
	// at most n seconds.
	whole, rest := mulNanos(int64(d.Nanos), n)
	seconds, ok4 := addInt(seconds, whole)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return graph.Duration{}, badArgument("%s times %d is too long", d, n)
	}
	return newDuration(months, days, seconds, rest)
}

// mulNanos is nanos × n as seconds and nanoseconds, without overflow.
func mulNanos(nanos, n int64) (seconds, rest int64) {
	high, low := n/1e9, n%1e9
	product := nanos * low
	return nanos*high + floorDiv(product, 1e9), floorMod(product, 1e9)
}

// Divide is a duration divided by a number; 0 is an error, 0.0 gives none.
func Divide(d graph.Duration, by graph.Value) (graph.Duration, error) {
	f, ok := by.AsFloat()
	if n, isInt := by.AsInt(); isInt {
		if n == 0 {
			return graph.Duration{}, fail("ArithmeticError", "DivisionByZero", "division by zero")
		}
		f, ok = float64(n), true
	}
	if !ok {
		return graph.Duration{}, badType("a duration can be divided only by a number")
	}
	if f == 0 || f != f {
		return graph.Duration{}, nil
	}
	return approximate(float64(d.Months)/f, float64(d.Days)/f, float64(d.Seconds)/f, float64(d.Nanos)/f)
}
