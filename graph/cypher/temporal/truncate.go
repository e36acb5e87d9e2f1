package temporal

import (
	"slices"

	"planatlas/graph"
)

// units are the units of truncation from large to small.
var units = []string{
	"millennium", "century", "decade", "year", "weekYear", "quarter", "month", "week", "day",
	"hour", "minute", "second", "millisecond", "microsecond",
}

var unitDay = slices.Index(units, "day")

// clockUnits are the nanoseconds of the units below a day.
var clockUnits = map[string]int64{
	"hour": 3600e9, "minute": 60e9, "second": 1e9, "millisecond": 1e6, "microsecond": 1e3,
}

// Truncate cuts an instant down to a unit, as date.truncate('month', …) does,
// and gives it a kind; fields then override parts of the result and may be nil.
func Truncate(kind graph.Kind, unit string, v graph.Value, fields map[string]graph.Value, c Clock) (graph.Value, error) {
	m, ok := split(v)
	if !ok {
		return graph.NullValue(), badType("%s.truncate() takes a temporal value", names[kind])
	}
	level := slices.Index(units, unit)
	if level < 0 {
		return graph.NullValue(), badArgument("there is no unit %q to truncate to", short(unit))
	}
	if err := truncatable(kind, unit, level, m, v); err != nil {
		return graph.NullValue(), err
	}
	m = m.truncate(unit, level)
	m.hasTime = true
	return m.override(kind, unit, fields, c)
}

func truncatable(kind graph.Kind, unit string, level int, m moment, v graph.Value) error {
	switch {
	case hasDate(kind) && !m.hasDate:
		return badType("%s has no date", text(v))
	case !hasDate(kind) && !m.hasTime:
		return badType("%s has no time", text(v))
	case !hasDate(kind) && level < unitDay:
		return badType("the unit %s is too large to truncate a %s", unit, names[kind])
	case kind == graph.KindDate && level > unitDay:
		return badType("the unit %s is too small to truncate a date", unit)
	case !m.hasTime && level > unitDay:
		return badType("%s has no time to truncate to a %s", text(v), unit)
	}
	return nil
}

func (m moment) truncate(unit string, level int) moment {
	if level > unitDay {
		m.nanos -= m.nanos % clockUnits[unit]
		return m
	}
	m.nanos = 0
	if m.hasDate {
		m.days = truncateDay(m.days, unit)
	}
	return m
}

func truncateDay(days int64, unit string) int64 {
	year, month, _ := civil(days)
	switch unit {
	case "millennium":
		return daysFrom(year/1000*1000, 1, 1)
	case "century":
		return daysFrom(year/100*100, 1, 1)
	case "decade":
		return daysFrom(year/10*10, 1, 1)
	case "year":
		return daysFrom(year, 1, 1)
	case "weekYear":
		weekYear, _ := isoWeek(days)
		return firstMonday(weekYear)
	case "quarter":
		return daysFrom(year, (quarterOf(month)-1)*3+1, 1)
	case "month":
		return daysFrom(year, month, 1)
	case "week":
		return days - weekday(days) + 1
	}
	return days
}

// override sets fields of a truncated moment. The part of the second that the
// unit left stays below a finer field, so that truncating to milliseconds and
// then setting nanoseconds keeps the milliseconds; a timezone replaces the zone
// and converts nothing.
func (m moment) override(kind graph.Kind, unit string, fields map[string]graph.Value, c Clock) (graph.Value, error) {
	f, err := readFields(kind, fields)
	if err != nil {
		return graph.NullValue(), err
	}
	z, zoned, err := f.timezone()
	if err != nil {
		return graph.NullValue(), err
	}
	if f.starts("date") || f.starts("time") || f.starts("datetime") {
		return graph.NullValue(), badType("truncation takes only numbers and a timezone as fields")
	}
	if f.hasAny("millisecond", "microsecond", "nanosecond") {
		f.keepFraction(m, unit)
	}
	if zoned && hasZone(kind) {
		m.hasZone = false
	}
	if m, err = f.apply(m, kind); err != nil {
		return graph.NullValue(), err
	}
	if m, err = m.finish(kind, c, z, zoned); err != nil {
		return graph.NullValue(), err
	}
	return m.join(kind), nil
}

func (f fieldSet) keepFraction(m moment, unit string) {
	nanos := m.nanos % 1e9
	switch {
	case unit == "millisecond" && !f.has("millisecond"):
		f.numbers["millisecond"] = nanos / 1e6
	case unit == "microsecond" && !f.hasAny("millisecond", "microsecond"):
		f.numbers["microsecond"] = nanos / 1e3
	}
}
