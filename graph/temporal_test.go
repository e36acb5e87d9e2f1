package graph

import (
	"fmt"
	"testing"
	"time"
)

func TestTemporalStrings(t *testing.T) {
	cases := []struct {
		value fmt.Stringer
		want  string
	}{
		{Date{}, "1970-01-01"},
		{Date{-1}, "1969-12-31"},
		{DateOf(2024, time.February, 29), "2024-02-29"},
		{DateOf(12345, time.January, 2), "+12345-01-02"},
		{DateOf(-5, time.March, 1), "-0005-03-01"},
		{DateOf(999999999, time.December, 31), "+999999999-12-31"},
		{LocalTime{12 * 3600 * 1e9}, "12:00:00"},
		{LocalTime{645876120}, "00:00:00.64587612"},
		{Time{45074e9, 3600}, "12:31:14+01:00"},
		{Time{0, 0}, "00:00:00Z"},
		{LocalDateTime{-1, 5e8}, "1969-12-31T23:59:59.5"},
		{DateTime{Seconds: 0, Offset: 8 * 3600, Zone: "Asia/Shanghai"}, "1970-01-01T08:00:00+08:00[Asia/Shanghai]"},
		{DateTime{Seconds: 0, Offset: -3208}, "1969-12-31T23:06:32-00:53:28"},
		{Duration{}, "PT0S"},
		{Duration{Months: 149, Days: 14, Seconds: 58390, Nanos: 1}, "P12Y5M14DT16H13M10.000000001S"},
		{Duration{Seconds: -1, Nanos: 999e6}, "PT-0.001S"},
		{Duration{Seconds: -61, Nanos: 999e6}, "PT-1M-0.001S"},
		{Duration{Days: 1, Seconds: -2, Nanos: 1e6}, "P1DT-1.999S"},
		{Point{SRID: 4979, X: 1, Y: 2, Z: 3.5}, "point({x: 1.0, y: 2.0, z: 3.5, crs: 'wgs-84-3d'})"},
		{Point{SRID: 7203, X: 1, Y: 2}, "point({x: 1.0, y: 2.0, crs: 'cartesian'})"},
	}
	for _, c := range cases {
		if got := c.value.String(); got != c.want {
			t.Errorf("%#v prints %s, want %s", c.value, got, c.want)
		}
	}
}

func TestCivilIsTheInverseOfDateOf(t *testing.T) {
	for days := int64(-800_000); days < 800_000; days += 97 {
		y, m, d := Date{days}.Civil()
		if back := DateOf(int(y), m, d); back.Days != days {
			t.Fatalf("day %d is %d-%d-%d, which is day %d", days, y, m, d, back.Days)
		}
	}
}

func TestFormatFloat(t *testing.T) {
	cases := map[float64]string{
		0: "0.0", 1: "1.0", -2.5: "-2.5", 1e10: "1.0E10", 1e-4: "1.0E-4", 1.5e-4: "1.5E-4",
		123456.789: "123456.789", 12345678: "1.2345678E7", 0.001: "0.001", 5e-324: "5.0E-324",
	}
	for f, want := range cases {
		if got := FormatFloat(f); got != want {
			t.Errorf("FormatFloat(%g) = %s, want %s", f, got, want)
		}
	}
}
