package temporal

// The ways to name a day within a year.
type dateForm int8

const (
	calendarDate dateForm = iota
	weekDate              // month is the ISO week, day the day of the week
	quarterDate           // month is the quarter, day the day in it
	ordinalDate           // day is the day of the year
)

// dateFields names a day.
type dateFields struct {
	year, month, day int64
	form             dateForm
}

// daysOf counts the days from 1970-01-01 to the day that the fields name.
func daysOf(f dateFields) (int64, error) {
	if err := inRange("year", f.year, minYear, maxYear); err != nil {
		return 0, err
	}
	switch f.form {
	case weekDate:
		return weekDays(f)
	case quarterDate:
		return quarterDays(f)
	case ordinalDate:
		return ordinalDays(f)
	}
	return calendarDays(f)
}

func calendarDays(f dateFields) (int64, error) {
	if err := inRange("month", f.month, 1, 12); err != nil {
		return 0, err
	}
	if err := inRange("day", f.day, 1, 31); err != nil {
		return 0, err
	}
	if f.day > monthLength(f.year, f.month) {
		return 0, badArgument("month %d of %d has no day %d", f.month, f.year, f.day)
	}
	return daysFrom(f.year, f.month, f.day), nil
}

// weekDays lets week 53 of a year with 52 run into the next, as Neo4j does.
func weekDays(f dateFields) (int64, error) {
	if err := inRange("week", f.month, 1, 53); err != nil {
		return 0, err
	}
	if err := inRange("dayOfWeek", f.day, 1, 7); err != nil {
		return 0, err
	}
	return firstMonday(f.year) + (f.month-1)*7 + f.day - 1, nil
}

// quarterDays lets day 92 of a shorter quarter run into the next, as Neo4j does.
func quarterDays(f dateFields) (int64, error) {
	if err := inRange("quarter", f.month, 1, 4); err != nil {
		return 0, err
	}
	if err := inRange("dayOfQuarter", f.day, 1, 92); err != nil {
		return 0, err
	}
	return daysFrom(f.year, f.month*3-2, 1) + f.day - 1, nil
}

func ordinalDays(f dateFields) (int64, error) {
	if err := inRange("ordinalDay", f.day, 1, 366); err != nil {
		return 0, err
	}
	if f.day == 366 && !leap(f.year) {
		return 0, badArgument("%d is no leap year and has no day 366", f.year)
	}
	return daysFrom(f.year, 1, 1) + f.day - 1, nil
}

// clockOf is the time of day in nanoseconds since midnight.
func clockOf(hour, minute, second, nanos int64) (int64, error) {
	if err := inRange("hour", hour, 0, 23); err != nil {
		return 0, err
	}
	if err := inRange("minute", minute, 0, 59); err != nil {
		return 0, err
	}
	if err := inRange("second", second, 0, 59); err != nil {
		return 0, err
	}
	return (hour*3600+minute*60+second)*1e9 + nanos, nil
}

func inRange(field string, n, low, high int64) error {
	if n < low || n > high {
		return badArgument("%s %d is not between %d and %d", field, n, low, high)
	}
	return nil
}
