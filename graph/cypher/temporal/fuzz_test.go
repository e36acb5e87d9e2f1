package temporal

import (
	"testing"
	"time"

	"planatlas/graph"
)

var clockForTests = Clock{Now: time.Date(2026, 3, 9, 8, 30, 15, 0, time.UTC)}

var kinds = []graph.Kind{
	graph.KindDate, graph.KindTime, graph.KindLocalTime, graph.KindDateTime, graph.KindLocalDateTime,
}

// FuzzParse holds that whatever is read prints as text that reads as the same
// value.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"2015-07-21", "20150721", "2015-07", "201507", "2015-W30-2", "2015W302", "2015-202", "2015Q245", "2015-Q2-45",
		"+12345-01-01", "-0005-12-31", "21:40:32.142+0100", "214032.142Z", "2140-02", "T10:00", "24:00", "10:00:60",
		"2015-07-21T21:40:32.142-04[America/New_York]", "1818-07-21T21:40:32.142[Europe/Stockholm]",
		"2017-10-29T02:30+01:00[Europe/Stockholm]", "2017-03-26T02:30[Europe/Stockholm]", "2020-01-01T00:00[GMT+08:00]",
		"2015-07-21T10:00[../../etc/passwd]", "2015-07-21T10:00[Local]", "999999999-01-01", "2015-07-21T10:00[",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range kinds {
			v, err := Parse(kind, text, clockForTests)
			if err != nil {
				continue
			}
			printed, _ := Format(v)
			again, err := Parse(kind, printed, clockForTests)
			if err != nil {
				t.Fatalf("%q is %s, which is not read: %v", text, printed, err)
			}
			if reprinted, _ := Format(again); reprinted != printed {
				t.Fatalf("%q is %s, which reads as %s", text, printed, reprinted)
			}
		}
	})
}

// FuzzDuration holds the same of durations.
func FuzzDuration(f *testing.F) {
	for _, s := range []string{
		"P1Y2M3W4DT5H6M7.5S", "P0.75M", "P2.5W", "PT-1.5S", "-P1Y", "P2012-02-02T14:37:21.545", "P20120202T143721",
		"PT14:37", "P9223372036854775807D", "PT9223372036854775807S", "P1.5Y1M", "P", "PT", "P1YT",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDuration(text)
		if err != nil {
			return
		}
		if d.Nanos < 0 || d.Nanos > 999_999_999 {
			t.Fatalf("%q has %d nanoseconds", text, d.Nanos)
		}
		again, err := ParseDuration(d.String())
		if err != nil || again != d {
			t.Fatalf("%q is %s, which reads as %s: %v", text, d, again, err)
		}
	})
}

// FuzzArithmetic holds that no instant, duration or unit makes a panic, and that
// adding the difference of two instants leads from one to the other.
func FuzzArithmetic(f *testing.F) {
	f.Add(int64(0), int32(0), int64(1), int64(1), int64(1), int32(1))
	f.Add(int64(1509238200), int32(5), int64(-13), int64(-40), int64(-100_000), int32(999_999_999))
	f.Add(int64(-1)<<63, int32(0), int64(-1)<<63, int64(-1)<<63, int64(-1)<<63, int32(0))
	f.Fuzz(func(t *testing.T, seconds int64, nanos int32, months, days, secs int64, dn int32) {
		start := graph.LocalDateTime{Seconds: seconds % (maxDays * secondsPerDay), Nanos: nanos & (1<<29 - 1)}
		d, err := newDuration(months, days, secs, int64(dn))
		if err != nil {
			return
		}
		for _, sign := range []int64{1, -1} {
			v := graph.TemporalValue(start)
			w, err := Shift(v, d, sign)
			if err != nil {
				continue
			}
			between, err := Between(v, w, Seconds)
			if err != nil {
				t.Fatal(err)
			}
			back, err := Shift(v, between, 1)
			a, _ := Format(w)
			if b, _ := Format(back); err != nil || a != b {
				t.Fatalf("%s %+d × %s is %s, yet %s after it is %s (%v)", start, sign, d, a, between, b, err)
			}
		}
	})
}

func TestZonesAreRealOnes(t *testing.T) {
	for _, name := range []string{"", "Local", "EST", "posixrules", "right/UTC", "../UTC", "Europe/Nowhere", "+19:00", "+1", "UTC+1"} {
		if z, err := parseZone(name); err == nil {
			t.Errorf("%q was taken for the zone %v", name, z)
		}
	}
	for _, name := range []string{
		"Z", "z", "UTC", "GMT", "Asia/Shanghai", "asia/shanghai", "America/Port_of_Spain", "america/port_of_spain",
		"America/Port-au-Prince", "america/port-au-prince", "Etc/GMT+8", "GMT+08:00", "+08:00", "-02:05:07",
	} {
		if _, err := parseZone(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestMergedZonesExist(t *testing.T) {
	for name, zone := range representative() {
		if _, err := parseZone(name); err != nil {
			t.Errorf("%s, read as %s: %v", name, zone, err)
		}
	}
}
