package temporal

import (
	"time"

	"planatlas/graph"
)

// moment is an instant taken apart. What a kind lacks is zero and marked so.
type moment struct {
	hasDate, hasTime, hasZone bool

	days  int64 // since 1970-01-01, local
	nanos int64 // since midnight, local
	zone  zone
	// offset is the zone's at this moment; of a local time that comes twice it
	// tells which one is meant.
	offset int32
}

// Names of the constructors, which errors use too.
var names = map[graph.Kind]string{
	graph.KindDate: "date", graph.KindTime: "time", graph.KindLocalTime: "localtime",
	graph.KindDateTime: "datetime", graph.KindLocalDateTime: "localdatetime", graph.KindDuration: "duration",
}

// split takes an instant apart; ok is false for any other value.
func split(v graph.Value) (m moment, ok bool) {
	switch v.Kind() {
	case graph.KindDate:
		d, _ := graph.AsTemporal[graph.Date](v)
		return moment{hasDate: true, days: d.Days}, true
	case graph.KindLocalTime:
		t, _ := graph.AsTemporal[graph.LocalTime](v)
		return moment{hasTime: true, nanos: t.Nanos}, true
	case graph.KindTime:
		t, _ := graph.AsTemporal[graph.Time](v)
		return moment{hasTime: true, nanos: t.Nanos, hasZone: true, zone: zone{offset: t.Offset}, offset: t.Offset}, true
	case graph.KindLocalDateTime:
		t, _ := graph.AsTemporal[graph.LocalDateTime](v)
		m = moment{hasDate: true, hasTime: true}
		m.setLocal(t.Seconds, t.Nanos)
		return m, true
	case graph.KindDateTime:
		t, _ := graph.AsTemporal[graph.DateTime](v)
		return splitDateTime(t), true
	}
	return moment{}, false
}

func splitDateTime(t graph.DateTime) moment {
	m := moment{hasDate: true, hasTime: true, hasZone: true, offset: t.Offset}
	m.zone = zone{offset: t.Offset}
	if t.Zone != "" {
		if z, err := parseZone(t.Zone); err == nil {
			m.zone = z
		}
	}
	m.setLocal(t.Seconds+int64(t.Offset), t.Nanos)
	return m
}

func (m *moment) setLocal(seconds int64, nanos int32) {
	m.days = floorDiv(seconds, secondsPerDay)
	m.nanos = floorMod(seconds, secondsPerDay)*1e9 + int64(nanos)
}

// local is the local time in seconds since 1970-01-01T00:00.
func (m moment) local() int64 { return m.days*secondsPerDay + m.nanos/1e9 }

// seconds is the instant in seconds since 1970-01-01T00:00Z.
func (m moment) seconds() int64 { return m.local() - int64(m.offset) }

// inZone gives the moment a zone and keeps its local time as far as the zone
// has it. A time without a date takes plain offsets only.
func (m moment) inZone(z zone) moment {
	m.hasZone, m.zone = true, z
	if z.rules == nil {
		m.offset = z.offset
		return m
	}
	return m.at(z.instant(m.local()))
}

// at moves the moment to another instant in its zone.
func (m moment) at(seconds int64) moment {
	m.offset = m.zone.at(seconds)
	m.setLocal(seconds+int64(m.offset), int32(m.nanos%1e9))
	return m
}

// settle finds the offset again after the local time has changed, and keeps the
// one it had where that still holds.
func (m moment) settle() moment {
	if m.zone.rules == nil || m.zone.holds(m.local(), m.offset) {
		return m
	}
	return m.inZone(m.zone)
}

// convert shows the same instant in another zone.
func (m moment) convert(z zone) moment {
	if !m.hasDate {
		m.nanos = floorMod(m.nanos+int64(z.offset-m.offset)*1e9, nanosPerDay)
		m.zone, m.offset = z, z.offset
		return m
	}
	seconds := m.seconds()
	m.zone = z
	return m.at(seconds)
}

// join puts a moment together as a kind. What the kind has beyond the moment is
// zero, and UTC.
func (m moment) join(kind graph.Kind) graph.Value {
	nanos := int32(m.nanos % 1e9)
	switch kind {
	case graph.KindDate:
		return graph.TemporalValue(graph.Date{Days: m.days})
	case graph.KindLocalTime:
		return graph.TemporalValue(graph.LocalTime{Nanos: m.nanos})
	case graph.KindTime:
		return graph.TemporalValue(graph.Time{Nanos: m.nanos, Offset: m.offset})
	case graph.KindLocalDateTime:
		return graph.TemporalValue(graph.LocalDateTime{Seconds: m.local(), Nanos: nanos})
	default:
		return graph.TemporalValue(graph.DateTime{
			Seconds: m.seconds(), Nanos: nanos, Offset: m.offset, Zone: m.zone.name,
		})
	}
}

// Clock is the time that a query takes for now, and the zone it is asked in.
type Clock struct {
	Now  time.Time
	Zone *time.Location // UTC where nil
}

func (c Clock) zone() zone {
	if c.Zone == nil || c.Zone == time.UTC {
		return utc
	}
	if z, err := parseZone(c.Zone.String()); err == nil {
		return z
	}
	return zone{name: c.Zone.String(), rules: c.Zone}
}

// in is now in a zone.
func (c Clock) in(z zone) moment {
	m := moment{hasDate: true, hasTime: true, hasZone: true, zone: z, nanos: int64(c.Now.Nanosecond())}
	return m.at(c.Now.Unix())
}

// Now returns the current date or time of a kind; zone may be "" for the clock's
// own.
func Now(kind graph.Kind, c Clock, zoneName string) (graph.Value, error) {
	z := c.zone()
	if zoneName != "" {
		var err error
		if z, err = parseZone(zoneName); err != nil {
			return graph.NullValue(), err
		}
	}
	return c.in(z).join(kind), nil
}
