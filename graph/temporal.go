package graph

import (
	"strconv"
	"time"
)

// This file prints the temporal types and points in the forms that Neo4j prints
// and Cypher's functions read back.

// Civil returns the year, month and day of the date.
func (d Date) Civil() (year int64, month time.Month, day int) {
	// Howard Hinnant's days-to-civil: eras of 400 years that begin in March, so
	// that the leap day comes last.
	z := d.Days + 719468
	era := z / 146097
	if z%146097 < 0 {
		era--
	}
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = int(doy - (153*mp+2)/5 + 1)
	year = yoe + era*400
	if mp < 10 {
		return year, time.Month(mp + 3), day
	}
	return year + 1, time.Month(mp - 9), day
}

// String is the date as YYYY-MM-DD; years beyond four digits carry a sign.
func (d Date) String() string { return string(appendDate(nil, d)) }

func appendDate(b []byte, d Date) []byte {
	year, month, day := d.Civil()
	switch {
	case year < 0:
		b = append(b, '-')
		year = -year
	case year > 9999:
		b = append(b, '+')
	}
	b = appendPadded(b, year, 4)
	b = append(b, '-')
	b = appendPadded(b, int64(month), 2)
	b = append(b, '-')
	return appendPadded(b, int64(day), 2)
}

func appendPadded(b []byte, n int64, width int) []byte {
	s := strconv.FormatInt(n, 10)
	for i := len(s); i < width; i++ {
		b = append(b, '0')
	}
	return append(b, s...)
}

// String is the time as HH:MM:SS with as many decimals as it needs.
func (t LocalTime) String() string { return string(appendClock(nil, t.Nanos)) }

func appendClock(b []byte, nanos int64) []byte {
	seconds := nanos / 1e9
	b = appendPadded(b, seconds/3600, 2)
	b = append(b, ':')
	b = appendPadded(b, seconds/60%60, 2)
	b = append(b, ':')
	b = appendPadded(b, seconds%60, 2)
	return appendFraction(b, nanos%1e9)
}

// appendFraction writes the decimals of a second without trailing zeros.
func appendFraction(b []byte, nanos int64) []byte {
	if nanos == 0 {
		return b
	}
	b = append(b, '.')
	b = appendPadded(b, nanos, 9)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}

// String is the time with its offset, as 12:31:14.5+01:00 or 10:00:00Z.
func (t Time) String() string {
	return string(appendOffset(appendClock(nil, t.Nanos), t.Offset))
}

// FormatOffset writes an offset in seconds east of UTC as Z, +08:00 or
// +00:53:28.
func FormatOffset(seconds int32) string { return string(appendOffset(nil, seconds)) }

func appendOffset(b []byte, seconds int32) []byte {
	if seconds == 0 {
		return append(b, 'Z')
	}
	sign := byte('+')
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	b = append(b, sign)
	b = appendPadded(b, int64(seconds/3600), 2)
	b = append(b, ':')
	b = appendPadded(b, int64(seconds/60%60), 2)
	if seconds%60 != 0 {
		b = append(b, ':')
		b = appendPadded(b, int64(seconds%60), 2)
	}
	return b
}

// String is the date and time as YYYY-MM-DDTHH:MM:SS.
func (t LocalDateTime) String() string { return string(appendLocal(nil, t.Seconds, t.Nanos)) }

func appendLocal(b []byte, seconds int64, nanos int32) []byte {
	days := seconds / 86400
	if seconds%86400 < 0 {
		days--
	}
	b = appendDate(b, Date{days})
	b = append(b, 'T')
	return appendClock(b, (seconds-days*86400)*1e9+int64(nanos))
}

// String is the local date and time, its offset, and the named zone in
// brackets.
func (t DateTime) String() string {
	b := appendLocal(nil, t.Seconds+int64(t.Offset), t.Nanos)
	b = appendOffset(b, t.Offset)
	if t.Zone != "" {
		b = append(append(append(b, '['), t.Zone...), ']')
	}
	return string(b)
}

// String is the duration in ISO 8601, as P1Y2M10DT2H30M, PT0S for none. Months
// make years and seconds make hours; days stay days.
func (d Duration) String() string {
	b := []byte{'P'}
	b = appendAmount(b, d.Months/12, 'Y')
	b = appendAmount(b, d.Months%12, 'M')
	b = appendAmount(b, d.Days, 'D')
	date := len(b)
	seconds, nanos := d.clock()
	b = append(b, 'T')
	b = appendAmount(b, seconds/3600, 'H')
	b = appendAmount(b, seconds/60%60, 'M')
	b = appendSeconds(b, seconds%60, nanos)
	switch {
	case len(b) > date+1:
		return string(b)
	case date > 1:
		return string(b[:date])
	}
	return "PT0S"
}

// clock returns seconds and nanoseconds of one sign.
func (d Duration) clock() (seconds, nanos int64) {
	seconds, nanos = d.Seconds, int64(d.Nanos)
	switch {
	case seconds < 0 && nanos > 0:
		return seconds + 1, nanos - 1e9
	case seconds > 0 && nanos < 0:
		return seconds - 1, nanos + 1e9
	}
	return seconds, nanos
}

func appendAmount(b []byte, n int64, unit byte) []byte {
	if n == 0 {
		return b
	}
	return append(strconv.AppendInt(b, n, 10), unit)
}

func appendSeconds(b []byte, seconds, nanos int64) []byte {
	if seconds == 0 && nanos == 0 {
		return b
	}
	if seconds < 0 || nanos < 0 {
		b = append(b, '-')
		seconds, nanos = -seconds, -nanos
	}
	b = strconv.AppendInt(b, seconds, 10)
	return append(appendFraction(b, nanos), 'S')
}

// CRS is the name of the point's coordinate reference system.
func (p Point) CRS() string {
	switch p.SRID {
	case 4326:
		return "wgs-84"
	case 4979:
		return "wgs-84-3d"
	case 9157:
		return "cartesian-3d"
	}
	return "cartesian"
}

// Dimensions is 2 or 3.
func (p Point) Dimensions() int {
	if p.SRID == 4979 || p.SRID == 9157 {
		return 3
	}
	return 2
}

// Geographic reports whether the coordinates are longitude and latitude.
func (p Point) Geographic() bool { return p.SRID == 4326 || p.SRID == 4979 }

// String is the point as point({x: 1.0, y: 2.0, crs: 'cartesian'}).
func (p Point) String() string {
	s := "point({x: " + FormatFloat(p.X) + ", y: " + FormatFloat(p.Y)
	if p.Dimensions() == 3 {
		s += ", z: " + FormatFloat(p.Z)
	}
	return s + ", crs: '" + p.CRS() + "'})"
}
