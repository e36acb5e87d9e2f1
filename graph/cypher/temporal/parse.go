package temporal

import (
	"strings"

	"planatlas/graph"
)

// Parse reads an instant of a kind from text, in any of these forms, with or
// without the separators:
//
//	date:   2015-07-21  2015-07  2015  2015-W30-2  2015-W30  2015-Q3-21  2015-Q3
//	        2015-202  +12345-01-01
//	time:   21:40:32.142  21:40  21
//	offset: Z  +01:00  +0100  +01
//	both:   <date>T<time><offset>[Europe/Stockholm]
//
// A date or datetime without offset and zone is in the zone of the clock.
func Parse(kind graph.Kind, text string, c Clock) (graph.Value, error) {
	s := scanner{text: text}
	m, err := s.moment(kind)
	if err != nil {
		return graph.NullValue(), err
	}
	if !s.ok || !s.done() {
		return graph.NullValue(), badText(text, names[kind])
	}
	if kind == graph.KindTime || kind == graph.KindDateTime {
		if m, err = s.zoned(m, kind, c); err != nil {
			return graph.NullValue(), err
		}
	}
	return m.join(kind), nil
}

// scanner walks through text. The parts it finds that belong to the whole (the
// offset and the zone's name) stay in it.
type scanner struct {
	text string
	pos  int
	ok   bool // the text fits a form so far

	hasOffset bool
	offsetEnd int32
	zoneName  string
}

func (s *scanner) done() bool { return s.pos == len(s.text) }

func (s *scanner) peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

// take steps over one of the bytes.
func (s *scanner) take(set string) bool {
	if s.pos < len(s.text) && strings.IndexByte(set, s.text[s.pos]) >= 0 {
		s.pos++
		return true
	}
	return false
}

// run is the number of digits ahead.
func (s *scanner) run() int {
	n := 0
	for s.pos+n < len(s.text) && s.text[s.pos+n] >= '0' && s.text[s.pos+n] <= '9' {
		n++
	}
	return n
}

// number reads n digits that are known to be there.
func (s *scanner) number(n int) int64 {
	var v int64
	for range n {
		v = v*10 + int64(s.text[s.pos]-'0')
		s.pos++
	}
	return v
}

func (s *scanner) moment(kind graph.Kind) (moment, error) {
	var m moment
	var err error
	s.ok = true
	if kind == graph.KindTime || kind == graph.KindLocalTime {
		s.take("Tt")
	} else {
		m.hasDate = true
		m.days, err = s.date()
		if err != nil || !s.ok || kind == graph.KindDate {
			return m, err
		}
		if s.done() {
			m.hasTime = true
			return m, nil
		}
		if !s.take("Tt") {
			s.ok = s.peek() == '['
		}
	}
	m.hasTime = true
	if s.ok && s.peek() != '[' {
		m.nanos, err = s.clock()
	}
	if err == nil && s.ok && kind != graph.KindLocalTime && kind != graph.KindLocalDateTime {
		err = s.zone()
	}
	return m, err
}

// date reads any form of a date.
func (s *scanner) date() (int64, error) {
	year, signed := s.year()
	if !s.ok {
		return 0, nil
	}
	dash := s.take("-")
	switch {
	case s.done() || s.peek() == 'T' || s.peek() == 't':
		s.ok = !dash && !signed
		return daysOf(dateFields{year: year, month: 1, day: 1})
	case s.take("Ww"):
		return s.weekDate(year, dash)
	case s.take("Qq"):
		return s.quarterDate(year, dash)
	}
	switch n := s.run(); {
	case n == 3:
		return daysOf(dateFields{year: year, form: ordinalDate, day: s.number(3)})
	case dash && (n == 1 || n == 2):
		return s.monthDate(year, n)
	case !dash && n == 2:
		return daysOf(dateFields{year: year, month: s.number(2), day: 1})
	case !dash && n == 4:
		return daysOf(dateFields{year: year, month: s.number(2), day: s.number(2)})
	}
	s.ok = false
	return 0, nil
}

// year reads four digits, or a sign and up to nine, after which a dash must
// come.
func (s *scanner) year() (year int64, signed bool) {
	sign := int64(1)
	if s.peek() == '-' {
		sign = -1
	}
	if signed = s.take("+-"); signed {
		n := s.run()
		s.ok = n >= 1 && n <= 9 && s.pos+n < len(s.text) && s.text[s.pos+n] == '-'
		if s.ok {
			year = sign * s.number(n)
		}
		return year, true
	}
	if s.ok = s.run() >= 4; s.ok {
		year = s.number(4)
	}
	return year, false
}

func (s *scanner) monthDate(year int64, digits int) (int64, error) {
	f := dateFields{year: year, month: s.number(digits), day: 1}
	if s.take("-") {
		n := s.run()
		if s.ok = n == 1 || n == 2; !s.ok {
			return 0, nil
		}
		f.day = s.number(n)
	}
	return daysOf(f)
}

func (s *scanner) weekDate(year int64, dash bool) (int64, error) {
	f := dateFields{year: year, form: weekDate, day: 1}
	n := s.run()
	if s.ok = n == 2 || !dash && n == 3 || dash && n == 1; !s.ok {
		return 0, nil
	}
	f.month = s.number(min(n, 2))
	if n == 3 {
		f.day = s.number(1)
	} else if dash && s.take("-") {
		if s.ok = s.run() == 1; !s.ok {
			return 0, nil
		}
		f.day = s.number(1)
	}
	return daysOf(f)
}

func (s *scanner) quarterDate(year int64, dash bool) (int64, error) {
	f := dateFields{year: year, form: quarterDate, day: 1}
	n := s.run()
	if s.ok = n == 1 || !dash && (n == 2 || n == 3); !s.ok {
		return 0, nil
	}
	f.month = s.number(1)
	if dash && s.take("-") {
		n = s.run() + 1
		if s.ok = n == 2 || n == 3; !s.ok {
			return 0, nil
		}
	}
	if n > 1 {
		f.day = s.number(n - 1)
	}
	return daysOf(f)
}

// clock reads a time of day into nanoseconds.
func (s *scanner) clock() (int64, error) {
	var part [3]int64
	n := s.run()
	if n != 2 && n != 4 && n != 6 && n != 1 {
		s.ok = false
		return 0, nil
	}
	count := 1
	if n > 2 {
		for count = 0; count < n/2; count++ {
			part[count] = s.number(2)
		}
	} else {
		part[0] = s.number(n)
		for count < 3 && s.take(":") {
			if n = s.run(); n < 1 || n > 2 {
				s.ok = false
				return 0, nil
			}
			part[count] = s.number(n)
			count++
		}
	}
	nanos := int64(0)
	if count == 3 && s.take(".,") {
		if nanos = s.fraction(); !s.ok {
			return 0, nil
		}
	}
	return clockOf(part[0], part[1], part[2], nanos)
}

// fraction reads up to nine decimals as nanoseconds.
func (s *scanner) fraction() int64 {
	n := s.run()
	if s.ok = n >= 1 && n <= 9; !s.ok {
		return 0
	}
	v := s.number(n)
	for ; n < 9; n++ {
		v *= 10
	}
	return v
}

// zone reads an offset and a name in brackets; both may be missing.
func (s *scanner) zone() error {
	switch s.peek() {
	case 'Z', 'z', '+', '-':
		s.offsetEnd, s.ok = s.offset()
		s.hasOffset = true
	}
	if s.ok && s.take("[") {
		name, _, found := strings.Cut(s.text[s.pos:], "]")
		s.ok = found && name != ""
		s.zoneName = name
		s.pos += min(len(name)+1, len(s.text)-s.pos)
	}
	if s.ok && (s.offsetEnd > maxOffset || s.offsetEnd < -maxOffset) {
		return badArgument("an offset lies between -18:00 and +18:00")
	}
	return nil
}

// offset reads Z, +01, +0100, +01:00 or +00:53:28.
func (s *scanner) offset() (int32, bool) {
	if s.take("Zz") {
		return 0, true
	}
	sign := int32(1)
	if s.peek() == '-' {
		sign = -1
	}
	if !s.take("+-") {
		return 0, false
	}
	var part [3]int32
	for i := range part {
		if i > 0 && !s.take(":") && s.run() == 0 {
			break
		}
		if s.run() < 2 {
			return 0, false
		}
		part[i] = int32(s.number(2))
	}
	if part[1] > 59 || part[2] > 59 {
		return 0, false
	}
	return sign * (part[0]*3600 + part[1]*60 + part[2]), true
}

// zoned puts the moment into the zone that was read, or the clock's.
func (s *scanner) zoned(m moment, kind graph.Kind, c Clock) (moment, error) {
	if s.zoneName == "" {
		z := c.zone()
		if s.hasOffset {
			z = zone{offset: s.offsetEnd}
		}
		return m.inZone(c.plain(z, kind)), nil
	}
	if kind == graph.KindTime {
		return m, badArgument("a time without a date takes an offset as +08:00, not the zone [%s]", short(s.zoneName))
	}
	z, err := parseZone(s.zoneName)
	if err != nil {
		return m, err
	}
	if !s.hasOffset {
		return m.inZone(z), nil
	}
	if !z.holds(m.local(), s.offsetEnd) {
		return m, badArgument("%s has not the offset %s at %s",
			s.zoneName, graph.FormatOffset(s.offsetEnd), text(m.join(graph.KindLocalDateTime)))
	}
	m.hasZone, m.zone, m.offset = true, z, s.offsetEnd
	return m, nil
}

// plain turns a named zone into its offset now for a kind without dates.
func (c Clock) plain(z zone, kind graph.Kind) zone {
	if kind == graph.KindTime && z.rules != nil {
		return zone{offset: z.at(c.Now.Unix())}
	}
	return z
}
