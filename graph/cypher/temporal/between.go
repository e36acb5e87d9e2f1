package temporal

import "planatlas/graph"

// Unit says into what Between splits a difference.
type Unit int8

// The functions duration.between, inMonths, inDays and inSeconds.
const (
	AllUnits Unit = iota
	Months
	Days
	Seconds
)

// Between is the difference between two instants. What one of them lacks it
// takes from the other: a time the day of a datetime, a local time the zone; a
// date without a time is midnight.
func Between(a, b graph.Value, unit Unit) (graph.Duration, error) {
	from, ok := split(a)
	to, ok2 := split(b)
	if !ok || !ok2 {
		return graph.Duration{}, badType("a duration lies between two temporal values")
	}
	dated := from.hasDate && to.hasDate
	if !from.hasDate && !to.hasDate && (unit == Months || unit == Days) {
		return graph.Duration{}, badType("two times have no days or months between them")
	}
	from, to = align(from, to)
	switch unit {
	case Months:
		return newDuration(monthsBetween(from, to), 0, 0, 0)
	case Days:
		return newDuration(0, daysBetween(from, to), 0, 0)
	case Seconds:
		return clockBetween(0, 0, from, to)
	}
	if !dated {
		return clockBetween(0, 0, from, to)
	}
	return split3(from, to)
}

// align gives both moments a day, a time and, where one has a zone, a zone; the
// second is then shown in the zone of the first.
func align(from, to moment) (moment, moment) {
	if from.hasDate && !to.hasDate {
		to.days = from.days
	} else if to.hasDate && !from.hasDate {
		from.days = to.days
	}
	from.hasDate, to.hasDate = true, true
	switch {
	case from.hasZone && !to.hasZone:
		to = to.inZone(from.zone)
	case to.hasZone && !from.hasZone:
		from = from.inZone(to.zone)
	}
	if from.hasZone {
		from, to = from.settle(), to.settle()
		to = to.convert(from.zone)
	}
	return from, to
}

// split3 takes whole months, then whole days, then the rest.
func split3(from, to moment) (graph.Duration, error) {
	months := monthsBetween(from, to)
	var err error
	if from.days, err = addMonths(from.days, months); err != nil {
		return graph.Duration{}, err
	}
	from = from.settleIfZoned()
	days := daysBetween(from, to)
	from.days += days
	return clockBetween(months, days, from.settleIfZoned(), to)
}

func (m moment) settleIfZoned() moment {
	if m.hasZone {
		return m.settle()
	}
	return m
}

// towards moves the day of to by one where its time of day has not been reached
// on the way from from.
func towards(from, to moment) int64 {
	switch {
	case to.days > from.days && to.nanos < from.nanos:
		return to.days - 1
	case to.days < from.days && to.nanos > from.nanos:
		return to.days + 1
	}
	return to.days
}

func monthsBetween(from, to moment) int64 {
	fy, fm, fd := civil(from.days)
	ty, tm, td := civil(towards(from, to))
	return ((ty*12+tm)*32 + td - (fy*12+fm)*32 - fd) / 32
}

func daysBetween(from, to moment) int64 { return towards(from, to) - from.days }

func clockBetween(months, days int64, from, to moment) (graph.Duration, error) {
	return newDuration(months, days, to.seconds()-from.seconds(), to.nanos%1e9-from.nanos%1e9)
}
