package temporal

import "planatlas/graph"

const (
	minYear = -999_999_999
	maxYear = 999_999_999

	secondsPerDay = 86_400
	nanosPerDay   = secondsPerDay * 1_000_000_000
)

// daysFrom is the number of days from 1970-01-01 to a civil date. The day may
// lie outside the month and then counts on.
func daysFrom(year, month, day int64) int64 {
	y := year
	if month <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	mp := (month + 9) % 12
	doy := (153*mp+2)/5 + day - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}

func civil(days int64) (year, month, day int64) {
	y, m, d := graph.Date{Days: days}.Civil()
	return y, int64(m), int64(d)
}

func leap(year int64) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func monthLength(year, month int64) int64 {
	switch month {
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// weekday is 1 for Monday to 7 for Sunday.
func weekday(days int64) int64 { return floorMod(days+3, 7) + 1 }

// firstMonday is the first day of the first ISO week of a year: the week that
// holds 4 January.
func firstMonday(year int64) int64 {
	fourth := daysFrom(year, 1, 4)
	return fourth - weekday(fourth) + 1
}

// isoWeek returns the ISO week and the year that it belongs to.
func isoWeek(days int64) (weekYear, week int64) {
	weekYear, _, _ = civil(days - weekday(days) + 4) // the week's Thursday decides
	return weekYear, (days-firstMonday(weekYear))/7 + 1
}

func dayOfYear(days int64) int64 {
	year, _, _ := civil(days)
	return days - daysFrom(year, 1, 1) + 1
}

func quarterOf(month int64) int64 { return (month-1)/3 + 1 }

func dayOfQuarter(days int64) int64 {
	year, month, _ := civil(days)
	return days - daysFrom(year, (quarterOf(month)-1)*3+1, 1) + 1
}

// addMonths moves a date by months and keeps its day where the month has it.
func addMonths(days, months int64) (int64, error) {
	year, month, day := civil(days)
	total, ok := addInt(year*12+month-1, months)
	if !ok {
		return 0, overflow()
	}
	year, month = floorDiv(total, 12), floorMod(total, 12)+1
	if year < minYear || year > maxYear {
		return 0, overflow()
	}
	return daysFrom(year, month, min(day, monthLength(year, month))), nil
}

var (
	minDays = daysFrom(minYear, 1, 1)
	maxDays = daysFrom(maxYear, 12, 31)
)

func addDays(days, n int64) (int64, error) {
	sum, ok := addInt(days, n)
	if !ok || sum < minDays || sum > maxDays {
		return 0, overflow()
	}
	return sum, nil
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }

func addInt(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

func mulInt(a, b int64) (int64, bool) {
	if a == 0 || b == 0 {
		return 0, true
	}
	p := a * b
	return p, p/b == a && !(a == -1 && b == -1<<63) && !(b == -1 && a == -1<<63)
}
