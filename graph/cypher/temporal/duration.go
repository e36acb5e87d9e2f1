package temporal

import (
	"math"
	"strconv"
	"strings"

	"planatlas/graph"
)

// A month is on average a twelfth of 365.2425 days.
const secondsPerMonth = 2_629_746

// Duration makes a duration from text (ParseDuration) or from a map of amounts;
// null gives null.
func Duration(arg graph.Value) (graph.Value, error) {
	if arg.IsNull() {
		return arg, nil
	}
	var d graph.Duration
	err := badType("duration() takes text or a map")
	if s, ok := arg.AsString(); ok {
		d, err = ParseDuration(s)
	} else if m, ok := arg.AsMap(); ok {
		d, err = durationOf(m)
	}
	if err != nil {
		return graph.NullValue(), err
	}
	return graph.TemporalValue(d), nil
}

// newDuration brings the nanoseconds into 0 to 999,999,999 and refuses what is
// longer than 64 bits of seconds.
func newDuration(months, days, seconds, nanos int64) (graph.Duration, error) {
	seconds, ok := addInt(seconds, floorDiv(nanos, 1e9))
	d := graph.Duration{Months: months, Days: days, Seconds: seconds, Nanos: int32(floorMod(nanos, 1e9))}
	if ok {
		hi, lo := averageSeconds(d)
		ok = hi == int64(lo)>>63 // the 128 bits fit into 64
	}
	if !ok {
		return d, badArgument("the duration of %d months, %d days and %d seconds is too long", months, days, seconds)
	}
	return d, nil
}

// amounts of the fields of a duration in terms of the four parts.
var durationFields = map[string]struct {
	part int // index into the sums below
	size int64
}{
	"years": {0, 12}, "months": {0, 1}, "weeks": {1, 7}, "days": {1, 1},
	"hours": {2, 3600}, "minutes": {2, 60}, "seconds": {2, 1},
	"milliseconds": {3, 1e6}, "microseconds": {3, 1e3}, "nanoseconds": {3, 1},
}

// durationOrder sums floats in one order, so that a result never depends on that
// of a map.
var durationOrder = []string{
	"years", "months", "weeks", "days", "hours", "minutes", "seconds",
	"milliseconds", "microseconds", "nanoseconds",
}

// durationOf sums whole numbers exactly and others as floats, whose fraction
// runs down into the next smaller part.
func durationOf(m map[string]graph.Value) (graph.Duration, error) {
	given, err := durationAmounts(m)
	if err != nil {
		return graph.Duration{}, err
	}
	var whole [4]int64
	var real [4]float64
	exact := true
	for _, name := range durationOrder {
		v, ok := given[name]
		if !ok {
			continue
		}
		f := durationFields[name]
		if i, ok := v.AsInt(); ok {
			product, fits := mulInt(i, f.size)
			sum, fits2 := addInt(whole[f.part], product)
			if !fits || !fits2 {
				return graph.Duration{}, overflowOf(name)
			}
			whole[f.part] = sum
			real[f.part] += float64(i) * float64(f.size)
			continue
		}
		exact = false
		x, _ := v.AsFloat()
		real[f.part] += x * float64(f.size)
	}
	if exact {
		return newDuration(whole[0], whole[1], whole[2], whole[3])
	}
	return approximate(real[0], real[1], real[2], real[3])
}

// durationAmounts checks names and kinds of a map's fields.
func durationAmounts(m map[string]graph.Value) (map[string]graph.Value, error) {
	if len(m) == 0 {
		return nil, badArgument("duration() needs at least one field")
	}
	given := map[string]graph.Value{}
	for key, v := range m {
		name := strings.ToLower(key)
		if _, ok := durationFields[name]; !ok {
			return nil, badArgument("a duration has no field %q", short(key))
		}
		if v.Kind() != graph.Integer && v.Kind() != graph.Float {
			return nil, badType("%s must be a number", short(key))
		}
		given[name] = v
	}
	return given, nil
}

func overflowOf(what string) error {
	return fail("ArithmeticError", "NumberOutOfRange", "%s: the number is too large for a duration", short(what))
}

// approximate lets the fraction of a month run into days, that of a day into
// seconds and that of a second into nanoseconds. The steps and their order are
// Neo4j's, so that the last nanosecond is the same.
func approximate(months, days, seconds, nanos float64) (graph.Duration, error) {
	for _, x := range []float64{months, days, seconds, nanos} {
		if math.Abs(x) >= 1<<63 {
			return graph.Duration{}, overflowOf("duration")
		}
	}
	// The conversions keep other processors from fusing × and +, which would
	// change the last digit.
	days += float64(fraction(months)*(secondsPerMonth*1e9)) / nanosPerDay
	seconds += float64(fraction(days)*nanosPerDay) / 1e9
	nanos += float64(fraction(seconds) * 1e9)
	return newDuration(trunc(months), trunc(days), trunc(seconds), trunc(nanos))
}

// fraction is what lies behind the point, with the sign, 0 for NaN.
func fraction(f float64) float64 {
	if f != f {
		return 0
	}
	return math.Mod(f, 1)
}

// trunc is the whole part, 0 for NaN.
func trunc(f float64) int64 {
	if f != f {
		return 0
	}
	return int64(f)
}

// ParseDuration reads P1Y2M10DT2H30M5.5S, where the last amount may have
// decimals, or P2012-02-02T14:37:21.545.
func ParseDuration(text string) (graph.Duration, error) {
	s := scanner{text: text, ok: true}
	sign := int64(1)
	if s.peek() == '-' {
		sign = -1
	}
	s.take("+-")
	if !s.take("Pp") || s.done() {
		return graph.Duration{}, badText(text, "duration")
	}
	if n := s.dashed(); n {
		return s.civilDuration(sign)
	}
	p := durationParser{scanner: &s, sign: sign}
	d, err := p.parse()
	if err == nil && !s.ok {
		return graph.Duration{}, badText(text, "duration")
	}
	return d, err
}

// dashed reports whether the text goes on as a date or a clock and not as
// amounts with units.
func (s *scanner) dashed() bool {
	rest := s.text[s.pos:]
	if strings.ContainsAny(rest, "YyMmWwDdHhSs") {
		return false
	}
	return strings.ContainsAny(rest, ":") || len(rest) >= 8
}

// durationParser reads amounts with units and sums them, as whole numbers and,
// once one has decimals that need it, as floats.
type durationParser struct {
	*scanner
	sign     int64
	whole    [4]int64
	real     [4]float64
	exact    bool
	decimals bool // an amount with decimals was read: it must be the last
}

// durationUnits are the letters and sizes of units in their order.
var durationUnits = []struct {
	letters string
	part    int
	size    int64
}{
	{"Yy", 0, 12}, {"Mm", 0, 1}, {"Ww", 1, 7}, {"Dd", 1, 1},
	{"Hh", 2, 3600}, {"Mm", 2, 60}, {"Ss", 2, 1},
}

const (
	firstClockUnit = 4
	secondUnit     = 6
)

func (p *durationParser) parse() (graph.Duration, error) {
	p.exact = true
	count, err := p.amounts(0, firstClockUnit)
	if err == nil && p.ok && p.take("Tt") {
		var n int
		n, err = p.amounts(firstClockUnit, len(durationUnits))
		p.ok = p.ok && n > 0
		count += n
	}
	p.ok = p.ok && p.done() && count > 0
	if err != nil || !p.ok {
		return graph.Duration{}, err
	}
	if p.exact {
		return newDuration(p.whole[0], p.whole[1], p.whole[2], p.whole[3])
	}
	return approximate(p.real[0], p.real[1], p.real[2], p.real[3])
}

// amounts reads units from one of them up to another, each at most once and in
// order, and counts them.
func (p *durationParser) amounts(from, to int) (count int, err error) {
	for unit := from; p.ok && !p.done() && p.peek() != 'T' && p.peek() != 't'; count++ {
		a, err := p.amount()
		if err != nil || !p.ok {
			return count, err
		}
		for unit < to && !p.take(durationUnits[unit].letters) {
			unit++
		}
		if p.ok = unit < to; !p.ok {
			return count, nil
		}
		if err := p.add(unit, a); err != nil {
			return count, err
		}
		unit++
	}
	return count, nil
}

// amount is a number with a sign, its decimals also as billionths.
type amount struct {
	whole, billionths int64
	real              float64
	decimals          bool
}

func (p *durationParser) amount() (a amount, err error) {
	if p.ok = !p.decimals; !p.ok {
		return a, nil
	}
	sign := p.sign
	if p.peek() == '-' {
		sign = -sign
	}
	p.take("+-")
	start, digits := p.pos, p.run()
	if p.ok = digits > 0; !p.ok {
		return a, nil
	}
	p.pos += digits
	a.whole, err = strconv.ParseInt(p.text[start:p.pos], 10, 64)
	if err != nil {
		return a, overflowOf(p.text)
	}
	if p.take(".,") {
		a.decimals = true
		a.billionths = sign * p.fraction()
	}
	a.real, _ = strconv.ParseFloat(strings.Replace(p.text[start:p.pos], ",", ".", 1), 64)
	a.whole, a.real = sign*a.whole, float64(sign)*a.real
	return a, nil
}

// add counts an amount; decimals of seconds are exact.
func (p *durationParser) add(unit int, a amount) error {
	u := durationUnits[unit]
	product, ok := mulInt(a.whole, u.size)
	sum, ok2 := addInt(p.whole[u.part], product)
	if !ok || !ok2 {
		return overflowOf(p.text)
	}
	p.whole[u.part] = sum
	p.decimals = a.decimals
	if unit == secondUnit {
		p.whole[3], p.real[3] = a.billionths, float64(a.billionths)
		p.real[2] += float64(a.whole)
		return nil
	}
	p.exact = !a.decimals
	p.real[u.part] += a.real * float64(u.size)
	return nil
}

// civilDuration reads years, months and days written as a date, and hours,
// minutes and seconds as a clock.
func (s *scanner) civilDuration(sign int64) (graph.Duration, error) {
	var months, days, nanos int64
	var err error
	if !s.take("Tt") {
		months, days, err = s.civilParts()
		if err == nil && s.ok && !s.done() {
			s.ok = s.take("Tt")
			if s.ok {
				nanos, err = s.clock()
			}
		}
	} else {
		nanos, err = s.clock()
	}
	if err == nil && (!s.ok || !s.done()) {
		err = badText(s.text, "duration")
	}
	if err != nil {
		return graph.Duration{}, err
	}
	return newDuration(sign*months, sign*days, sign*(nanos/1e9), sign*(nanos%1e9))
}

// civilParts reads YYYY-MM-DD or YYYYMMDD as amounts.
func (s *scanner) civilParts() (months, days int64, err error) {
	if s.ok = s.run() == 4 || s.run() == 8; !s.ok {
		return 0, 0, nil
	}
	dash := s.run() == 4
	years := s.number(4)
	for _, field := range []struct {
		name string
		most int64
		sum  *int64
	}{{"months", 12, &months}, {"days", 31, &days}} {
		if s.ok = s.take("-") == dash && s.run() >= 2; !s.ok {
			return 0, 0, nil
		}
		*field.sum = s.number(2)
		if err = inRange(field.name, *field.sum, 0, field.most); err != nil {
			return 0, 0, err
		}
	}
	return years*12 + months, days, nil
}
