package temporal

import (
	"strings"

	"planatlas/graph"
)

// Format prints a temporal value or duration; ok is false for any other value.
func Format(v graph.Value) (s string, ok bool) {
	switch v.Kind() {
	case graph.KindDate:
		return formatAs[graph.Date](v), true
	case graph.KindTime:
		return formatAs[graph.Time](v), true
	case graph.KindLocalTime:
		return formatAs[graph.LocalTime](v), true
	case graph.KindDateTime:
		return formatAs[graph.DateTime](v), true
	case graph.KindLocalDateTime:
		return formatAs[graph.LocalDateTime](v), true
	case graph.KindDuration:
		return formatAs[graph.Duration](v), true
	}
	return "", false
}

func formatAs[T interface {
	Temporal
	String() string
}](v graph.Value) string {
	t, _ := graph.AsTemporal[T](v)
	return t.String()
}

// Components are the names that a temporal value or duration of a kind answers
// to after a point, in the manual's spelling.
func Components(kind graph.Kind) []string {
	if kind == graph.KindDuration {
		return durationComponents
	}
	var out []string
	if hasDate(kind) {
		out = append(out, "year", "quarter", "month", "week", "weekYear", "day", "ordinalDay",
			"dayOfQuarter", "dayOfWeek", "weekDay")
	}
	if hasTime(kind) {
		out = append(out, "hour", "minute", "second", "millisecond", "microsecond", "nanosecond")
	}
	if hasZone(kind) {
		out = append(out, "timezone", "offset", "offsetMinutes", "offsetSeconds")
	}
	if kind == graph.KindDateTime {
		out = append(out, "epochSeconds", "epochMillis")
	}
	return out
}

// Component is one part of a temporal value or duration, as .year or
// .minutesOfHour; upper and lower case are one, as in Neo4j.
func Component(v graph.Value, name string) (graph.Value, error) {
	key := strings.ToLower(name)
	if d, ok := graph.AsTemporal[graph.Duration](v); ok {
		if n, ok := durationComponent(d, key); ok {
			return graph.Int(n), nil
		}
		return graph.NullValue(), noComponent(v, name)
	}
	m, _ := split(v)
	kind := v.Kind()
	if n, ok := m.number(key, kind); ok {
		return graph.Int(n), nil
	}
	if hasZone(kind) {
		switch key {
		case "timezone":
			return graph.Text(m.zoneText()), nil
		case "offset":
			return graph.Text(graph.FormatOffset(m.offset)), nil
		}
	}
	return graph.NullValue(), noComponent(v, name)
}

func noComponent(v graph.Value, name string) error {
	err := badType("a %s has no component %q", names[v.Kind()], name).(*graph.QueryError)
	err.Hint = strings.Join(Components(v.Kind()), ", ")
	return err
}

func (m moment) zoneText() string {
	if m.zone.name != "" {
		return m.zone.name
	}
	return graph.FormatOffset(m.offset)
}

func (m moment) number(key string, kind graph.Kind) (int64, bool) {
	if hasDate(kind) {
		if n, ok := m.dateNumber(key); ok {
			return n, true
		}
	}
	if hasTime(kind) {
		if n, ok := m.clockNumber(key); ok {
			return n, true
		}
	}
	if hasZone(kind) {
		switch key {
		case "offsetminutes":
			return int64(m.offset / 60), true
		case "offsetseconds":
			return int64(m.offset), true
		}
	}
	if kind == graph.KindDateTime {
		switch key {
		case "epochseconds":
			return m.seconds(), true
		case "epochmillis":
			return m.seconds()*1000 + m.nanos%1e9/1e6, true
		}
	}
	return 0, false
}

func (m moment) dateNumber(key string) (int64, bool) {
	year, month, day := civil(m.days)
	weekYear, week := isoWeek(m.days)
	switch key {
	case "year":
		return year, true
	case "quarter":
		return quarterOf(month), true
	case "month":
		return month, true
	case "week":
		return week, true
	case "weekyear":
		return weekYear, true
	case "day":
		return day, true
	case "ordinalday":
		return dayOfYear(m.days), true
	case "dayofquarter":
		return dayOfQuarter(m.days), true
	case "dayofweek", "weekday":
		return weekday(m.days), true
	}
	return 0, false
}

func (m moment) clockNumber(key string) (int64, bool) {
	seconds, nanos := m.nanos/1e9, m.nanos%1e9
	switch key {
	case "hour":
		return seconds / 3600, true
	case "minute":
		return seconds / 60 % 60, true
	case "second":
		return seconds % 60, true
	case "millisecond":
		return nanos / 1e6, true
	case "microsecond":
		return nanos / 1e3, true
	case "nanosecond":
		return nanos, true
	}
	return 0, false
}

var durationComponents = []string{
	"years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds",
	"milliseconds", "microseconds", "nanoseconds", "quartersOfYear", "monthsOfQuarter", "monthsOfYear",
	"daysOfWeek", "minutesOfHour", "secondsOfMinute", "millisecondsOfSecond", "microsecondsOfSecond",
	"nanosecondsOfSecond",
}

// durationComponent counts whole units. Seconds are those below the nanoseconds,
// which are never negative.
func durationComponent(d graph.Duration, key string) (int64, bool) {
	nanos := int64(d.Nanos)
	switch key {
	case "years":
		return d.Months / 12, true
	case "quarters":
		return d.Months / 3, true
	case "months":
		return d.Months, true
	case "quartersofyear":
		return d.Months % 12 / 3, true
	case "monthsofquarter":
		return d.Months % 3, true
	case "monthsofyear":
		return d.Months % 12, true
	case "weeks":
		return d.Days / 7, true
	case "days":
		return d.Days, true
	case "daysofweek":
		return d.Days % 7, true
	case "hours":
		return d.Seconds / 3600, true
	case "minutes":
		return d.Seconds / 60, true
	case "minutesofhour":
		return d.Seconds / 60 % 60, true
	case "seconds":
		return d.Seconds, true
	case "secondsofminute":
		return d.Seconds % 60, true
	case "milliseconds":
		return d.Seconds*1e3 + nanos/1e6, true
	case "microseconds":
		return d.Seconds*1e6 + nanos/1e3, true
	case "nanoseconds":
		return d.Seconds*1e9 + nanos, true
	case "millisecondsofsecond":
		return nanos / 1e6, true
	case "microsecondsofsecond":
		return nanos / 1e3, true
	case "nanosecondsofsecond":
		return nanos, true
	}
	return 0, false
}
