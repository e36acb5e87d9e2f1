package temporal

import (
	"cmp"
	"math/bits"

	"planatlas/graph"
)

// Temporal is any of the temporal types.
type Temporal interface {
	graph.Date | graph.LocalTime | graph.Time | graph.LocalDateTime | graph.DateTime | graph.Duration
}

// Compare orders two values of a type: -1, 0 or 1. Times and datetimes go by
// instant, then by offset and zone, so that only identical ones are 0.
// Durations go by their average length.
func Compare[T Temporal](a, b T) int {
	switch x := any(a).(type) {
	case graph.Date:
		return cmp.Compare(x.Days, any(b).(graph.Date).Days)
	case graph.LocalTime:
		return cmp.Compare(x.Nanos, any(b).(graph.LocalTime).Nanos)
	case graph.Time:
		return compareTimes(x, any(b).(graph.Time))
	case graph.LocalDateTime:
		y := any(b).(graph.LocalDateTime)
		return cmp.Or(cmp.Compare(x.Seconds, y.Seconds), cmp.Compare(x.Nanos, y.Nanos))
	case graph.DateTime:
		return compareDateTimes(x, any(b).(graph.DateTime))
	case graph.Duration:
		return compareDurations(x, any(b).(graph.Duration))
	}
	return 0
}

func compareTimes(a, b graph.Time) int {
	return cmp.Or(
		cmp.Compare(a.Nanos-int64(a.Offset)*1e9, b.Nanos-int64(b.Offset)*1e9),
		cmp.Compare(a.Offset, b.Offset))
}

func compareDateTimes(a, b graph.DateTime) int {
	return cmp.Or(
		cmp.Compare(a.Seconds, b.Seconds), cmp.Compare(a.Nanos, b.Nanos),
		cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Zone, b.Zone))
}

// compareDurations goes by average length in 128 bits (no duration is too long
// for it), then by the parts.
func compareDurations(a, b graph.Duration) int {
	ah, al := averageSeconds(a)
	bh, bl := averageSeconds(b)
	return cmp.Or(
		cmp.Compare(ah, bh), cmp.Compare(al, bl), cmp.Compare(a.Nanos, b.Nanos),
		cmp.Compare(a.Months, b.Months), cmp.Compare(a.Days, b.Days), cmp.Compare(a.Seconds, b.Seconds))
}

// averageSeconds takes a month as a twelfth of 365.2425 days.
func averageSeconds(d graph.Duration) (hi int64, lo uint64) {
	hi, lo = mul128(d.Months, secondsPerMonth)
	h, l := mul128(d.Days, secondsPerDay)
	hi, lo = add128(hi, lo, h, l)
	return add128(hi, lo, d.Seconds>>63, uint64(d.Seconds))
}

func mul128(a, b int64) (hi int64, lo uint64) {
	h, l := bits.Mul64(uint64(a), uint64(b))
	if a < 0 {
		h -= uint64(b)
	}
	return int64(h), l
}

func add128(ah int64, al uint64, bh int64, bl uint64) (int64, uint64) {
	lo, carry := bits.Add64(al, bl, 0)
	hi, _ := bits.Add64(uint64(ah), uint64(bh), carry)
	return int64(hi), lo
}
