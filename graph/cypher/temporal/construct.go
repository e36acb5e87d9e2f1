package temporal

import (
	"slices"
	"strings"

	"planatlas/graph"
)

// Construct makes an instant of a kind from text, from a map of fields, or from
// another instant that has the parts; null gives null.
func Construct(kind graph.Kind, arg graph.Value, c Clock) (graph.Value, error) {
	if text, ok := arg.AsString(); ok {
		return Parse(kind, text, c)
	}
	if fields, ok := arg.AsMap(); ok {
		return fromMap(kind, fields, c)
	}
	if m, ok := split(arg); ok {
		return selectFrom(kind, m, arg, c)
	}
	if arg.IsNull() {
		return arg, nil
	}
	return graph.NullValue(), badType("%s() takes text, a map or a temporal value", names[kind])
}

// selectFrom keeps the parts of an instant that a kind has.
func selectFrom(kind graph.Kind, m moment, v graph.Value, c Clock) (graph.Value, error) {
	if hasDate(kind) && !m.hasDate {
		return graph.NullValue(), badType("%s has no date", text(v))
	}
	if hasTime(kind) && !m.hasTime {
		return graph.NullValue(), badType("%s has no time", text(v))
	}
	if hasZone(kind) && !m.hasZone {
		m = m.inZone(c.plain(c.zone(), kind))
	}
	return m.join(kind), nil
}

func hasDate(kind graph.Kind) bool {
	return kind == graph.KindDate || kind == graph.KindDateTime || kind == graph.KindLocalDateTime
}

func hasTime(kind graph.Kind) bool { return kind != graph.KindDate }

func hasZone(kind graph.Kind) bool { return kind == graph.KindTime || kind == graph.KindDateTime }

func text(v graph.Value) string {
	s, _ := Format(v)
	return s
}

// Fields that a map may have, by the part they belong to.
var (
	dayFields   = []string{"year", "month", "day", "week", "dayofweek", "quarter", "dayofquarter", "ordinalday"}
	clockFields = []string{"hour", "minute", "second", "millisecond", "microsecond", "nanosecond"}
	epochFields = []string{"epochseconds", "epochmillis"}
	baseFields  = []string{"date", "time", "datetime", "timezone"}
)

// fieldSet is a map of fields, checked: numbers by lower-case name, and the
// values to start from.
type fieldSet struct {
	numbers map[string]int64
	bases   map[string]graph.Value
}

func (f fieldSet) has(name string) bool { _, ok := f.numbers[name]; return ok }

func (f fieldSet) starts(name string) bool { _, ok := f.bases[name]; return ok }

func (f fieldSet) hasAny(of ...string) bool {
	return slices.ContainsFunc(of, f.has)
}

// or is a field's number, or another where it is not given.
func (f fieldSet) or(name string, other int64) int64 {
	if n, ok := f.numbers[name]; ok {
		return n
	}
	return other
}

// readFields checks the names and kinds of a map's fields. A null counts as not
// given, except that Neo4j takes a null year for year 0.
func readFields(kind graph.Kind, m map[string]graph.Value) (fieldSet, error) {
	f := fieldSet{numbers: map[string]int64{}, bases: map[string]graph.Value{}}
	for key, v := range m {
		name := strings.ToLower(key)
		if err := checkField(kind, name, key); err != nil {
			return f, err
		}
		if slices.Contains(baseFields, name) {
			f.bases[name] = v
			continue
		}
		n, ok := v.AsInt()
		switch {
		case v.IsNull() && name != "year":
		case ok || v.IsNull():
			f.numbers[name] = n
		default:
			return f, badType("%s must be an integer", short(key))
		}
	}
	return f, nil
}

func checkField(kind graph.Kind, name, key string) error {
	var ok bool
	switch {
	case slices.Contains(dayFields, name), name == "date":
		ok = hasDate(kind)
	case slices.Contains(clockFields, name), name == "time":
		ok = hasTime(kind)
	case name == "datetime":
		ok = hasDate(kind) && hasTime(kind)
	case slices.Contains(epochFields, name):
		ok = kind == graph.KindDateTime
	case name == "timezone":
		ok = true
	default:
		return badArgument("a %s has no field %q", names[kind], short(key))
	}
	if !ok {
		return badType("a %s takes no %s", names[kind], key)
	}
	return nil
}

func fromMap(kind graph.Kind, fields map[string]graph.Value, c Clock) (graph.Value, error) {
	f, err := readFields(kind, fields)
	if err != nil {
		return graph.NullValue(), err
	}
	if len(fields) == 0 {
		return graph.NullValue(), badArgument("%s() needs at least one field", names[kind])
	}
	z, zoned, err := f.timezone()
	if err != nil {
		return graph.NullValue(), err
	}
	if zoned && len(fields) == 1 {
		return c.in(z).join(kind), nil
	}
	m, err := f.base()
	if err == nil {
		m, err = f.apply(m, kind)
	}
	if err != nil {
		return graph.NullValue(), err
	}
	if m, err = m.finish(kind, c, z, zoned); err != nil {
		return graph.NullValue(), err
	}
	return m.join(kind), nil
}

// timezone reads the field timezone.
func (f fieldSet) timezone() (z zone, ok bool, err error) {
	v, ok := f.bases["timezone"]
	if !ok {
		return utc, false, nil
	}
	name, isText := v.AsString()
	if !isText {
		return utc, false, badType("timezone must be text, as '+08:00' or 'Asia/Shanghai'")
	}
	z, err = parseZone(name)
	return z, true, err
}

// base collects what the fields date, time, datetime and the epoch give to start
// from.
func (f fieldSet) base() (moment, error) {
	if f.hasAny(epochFields...) {
		return f.epoch()
	}
	var m moment
	if v, ok := f.bases["datetime"]; ok {
		from, err := part(v, "datetime")
		if err != nil {
			return m, err
		}
		if f.starts("date") || f.starts("time") {
			return m, badArgument("datetime cannot be selected together with date or time")
		}
		return from, nil
	}
	if v, ok := f.bases["date"]; ok {
		from, err := part(v, "date")
		if err != nil {
			return m, err
		}
		m.hasDate, m.days = true, from.days
	}
	if v, ok := f.bases["time"]; ok {
		from, err := part(v, "time")
		if err != nil {
			return m, err
		}
		m.hasTime, m.nanos = true, from.nanos
		m.hasZone, m.zone, m.offset = from.hasZone, from.zone, from.offset
	}
	return m, nil
}

// part takes a value for one of the fields date, time and datetime apart.
func part(v graph.Value, field string) (moment, error) {
	m, ok := split(v)
	if !ok {
		return m, badArgument("%s must be a temporal value", field)
	}
	if field != "time" && !m.hasDate {
		return m, badType("%s has no date", text(v))
	}
	if field != "date" && !m.hasTime {
		return m, badType("%s has no time", text(v))
	}
	return m, nil
}

func (f fieldSet) epoch() (moment, error) {
	if f.starts("date") || f.starts("time") || f.starts("datetime") {
		return moment{}, badArgument("an epoch cannot be selected together with date, time or datetime")
	}
	seconds := f.or("epochseconds", 0)
	millis := f.or("epochmillis", 0)
	m := moment{hasDate: true, hasTime: true, hasZone: true}
	sum, ok := addInt(seconds, floorDiv(millis, 1000))
	if !ok || sum < minDays*secondsPerDay || sum > maxDays*secondsPerDay {
		return m, overflow()
	}
	m.setLocal(sum, int32(floorMod(millis, 1000)*1e6))
	return m, nil
}

// apply puts the numbers of the fields into the moment.
func (f fieldSet) apply(m moment, kind graph.Kind) (moment, error) {
	var err error
	if hasDate(kind) {
		timed := hasTime(kind) && (m.hasTime || f.hasAny(clockFields...))
		if m.days, err = f.date(m, timed); err != nil {
			return m, err
		}
		m.hasDate = true
	}
	if hasTime(kind) {
		if !hasDate(kind) && !m.hasTime && !f.has("hour") {
			return m, badArgument("hour must be specified")
		}
		if m.nanos, err = f.clock(m); err != nil {
			return m, err
		}
		m.hasTime = true
	}
	return m, nil
}

// finish settles the zone: the one of the value to start from, into which an
// explicit timezone then converts, or the explicit one, or the clock's.
func (m moment) finish(kind graph.Kind, c Clock, z zone, zoned bool) (moment, error) {
	if !hasZone(kind) {
		if zoned {
			return m, badType("a %s takes a timezone only alone, for the current one there", names[kind])
		}
		return m, nil
	}
	if !hasDate(kind) {
		m.hasDate = false
		m.zone = zone{offset: m.offset}
	}
	switch {
	case m.hasZone && zoned:
		return m.settle().convert(c.plain(z, kind)), nil
	case m.hasZone:
		return m.settle(), nil
	case zoned:
		return m.inZone(c.plain(z, kind)), nil
	}
	return m.inZone(c.plain(c.zone(), kind)), nil
}

// date finds the day. The form (calendar, week, quarter, ordinal) follows from
// the fields that are given; with a date to start from, the fields of that form
// that are not given come from it.
func (f fieldSet) date(m moment, timed bool) (int64, error) {
	switch {
	case f.hasAny("week", "dayofweek"):
		return f.week(m, timed)
	case f.hasAny("quarter", "dayofquarter"):
		return f.quarter(m, timed)
	case f.has("ordinalday"):
		return f.ordinal(m)
	}
	return f.calendar(m, timed)
}

// only refuses fields that do not belong to a form.
func (f fieldSet) only(form string, allowed ...string) error {
	for _, name := range dayFields {
		if f.has(name) && name != "year" && !slices.Contains(allowed, name) {
			return badType("cannot assign %s to a %s date", name, form)
		}
	}
	return nil
}

// needs refuses a date that starts from nothing and lacks a field: the year, the
// larger unit of a smaller one, and every unit where a time follows.
func (f fieldSet) needs(large, small string, timed bool) error {
	switch {
	case !f.has("year"):
		return badArgument("year must be specified")
	case f.has(small) && !f.has(large):
		return badArgument("%s cannot be specified without %s", small, large)
	case timed && !f.has(large):
		return badArgument("%s must be specified", large)
	case timed && !f.has(small):
		return badArgument("%s must be specified", small)
	}
	return nil
}

func (f fieldSet) calendar(m moment, timed bool) (int64, error) {
	d := dateFields{month: 1, day: 1}
	if m.hasDate {
		d.year, d.month, d.day = civil(m.days)
	} else if err := f.needs("month", "day", timed); err != nil {
		return 0, err
	}
	d.year, d.month = f.or("year", d.year), f.or("month", d.month)
	if f.has("day") {
		d.day = f.numbers["day"]
	} else {
		d.day = min(d.day, monthLength(d.year, d.month))
	}
	return daysOf(d)
}

func (f fieldSet) week(m moment, timed bool) (int64, error) {
	if err := f.only("week", "week", "dayofweek"); err != nil {
		return 0, err
	}
	d := dateFields{form: weekDate, day: 1}
	if m.hasDate {
		d.year, d.month = isoWeek(m.days)
		d.day = weekday(m.days)
	} else if err := f.needs("week", "dayofweek", timed); err != nil {
		return 0, err
	}
	d.year, d.month, d.day = f.or("year", d.year), f.or("week", d.month), f.or("dayofweek", d.day)
	return daysOf(d)
}

// quarter keeps the place of the month in the quarter and the day in the month
// where only the quarter is given, as Neo4j does.
func (f fieldSet) quarter(m moment, timed bool) (int64, error) {
	if err := f.only("quarter", "quarter", "dayofquarter"); err != nil {
		return 0, err
	}
	d := dateFields{form: quarterDate, month: 1, day: 1}
	var month, day int64
	if m.hasDate {
		d.year, month, day = civil(m.days)
		d.month, d.day = quarterOf(month), dayOfQuarter(m.days)
	} else if err := f.needs("quarter", "dayofquarter", timed); err != nil {
		return 0, err
	}
	d.year, d.month = f.or("year", d.year), f.or("quarter", d.month)
	if m.hasDate && !f.has("dayofquarter") {
		if err := inRange("quarter", d.month, 1, 4); err != nil {
			return 0, err
		}
		month = (d.month-1)*3 + (month-1)%3 + 1
		return daysOf(dateFields{year: d.year, month: month, day: min(day, monthLength(d.year, month))})
	}
	d.day = f.or("dayofquarter", d.day)
	return daysOf(d)
}

func (f fieldSet) ordinal(m moment) (int64, error) {
	if err := f.only("ordinal", "ordinalday"); err != nil {
		return 0, err
	}
	d := dateFields{form: ordinalDate, day: f.numbers["ordinalday"]}
	if m.hasDate {
		d.year, _, _ = civil(m.days)
	} else if !f.has("year") {
		return 0, badArgument("year must be specified")
	}
	d.year = f.or("year", d.year)
	return daysOf(d)
}

// clock finds the time of day.
func (f fieldSet) clock(m moment) (int64, error) {
	seconds, nanos := m.nanos/1e9, m.nanos%1e9
	if !m.hasTime {
		if err := f.clockNeeds(); err != nil {
			return 0, err
		}
	}
	if f.hasAny("millisecond", "microsecond", "nanosecond") {
		var err error
		if nanos, err = f.fraction(); err != nil {
			return 0, err
		}
	}
	return clockOf(f.or("hour", seconds/3600), f.or("minute", seconds/60%60), f.or("second", seconds%60), nanos)
}

func (f fieldSet) clockNeeds() error {
	larger := "hour"
	for i, name := range clockFields {
		if i > 0 && i < 4 {
			larger = clockFields[i-1]
		}
		if i > 0 && f.has(name) && !f.has("hour") {
			return badArgument("hour must be specified")
		}
		if i > 0 && f.has(name) && !f.has(larger) {
			return badArgument("%s cannot be specified without %s", name, larger)
		}
	}
	return nil
}

// fraction adds up the parts of a second. Beside a larger one a smaller one
// counts within its unit.
func (f fieldSet) fraction() (int64, error) {
	micros, nanos := int64(999_999), int64(999_999_999)
	if f.has("millisecond") {
		micros, nanos = 999, 999_999
	}
	if f.has("microsecond") {
		nanos = 999
	}
	for _, part := range []struct {
		name string
		most int64
	}{{"millisecond", 999}, {"microsecond", micros}, {"nanosecond", nanos}} {
		if err := inRange(part.name, f.or(part.name, 0), 0, part.most); err != nil {
			return 0, err
		}
	}
	return f.or("millisecond", 0)*1e6 + f.or("microsecond", 0)*1e3 + f.or("nanosecond", 0), nil
}

// FromEpoch is the datetime, in UTC, so many seconds and nanoseconds after
// 1970-01-01T00:00Z.
func FromEpoch(seconds, nanos int64) (graph.Value, error) {
	if err := inRange("nanosecond", nanos, 0, 999_999_999); err != nil {
		return graph.NullValue(), err
	}
	m, err := fieldSet{numbers: map[string]int64{"epochseconds": seconds}}.epoch()
	if err != nil {
		return graph.NullValue(), err
	}
	m.nanos += nanos
	return m.join(graph.KindDateTime), nil
}

// FromEpochMillis is the datetime, in UTC, so many milliseconds after
// 1970-01-01T00:00Z.
func FromEpochMillis(millis int64) (graph.Value, error) {
	m, err := fieldSet{numbers: map[string]int64{"epochmillis": millis}}.epoch()
	if err != nil {
		return graph.NullValue(), err
	}
	return m.join(graph.KindDateTime), nil
}
