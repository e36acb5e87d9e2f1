package temporal

import (
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // desktops without a zone database still know Asia/Shanghai
)

// zone is a plain offset, or a named zone with its rules.
type zone struct {
	name   string // "" for a plain offset
	rules  *time.Location
	offset int32 // of a plain offset, in seconds east of UTC
}

var utc = zone{}

// maxOffset is 18 hours, as in Java and so in Neo4j.
const maxOffset = 18 * 3600

// zoneCache holds the zones that were asked for by name. There are about 600,
// and only real ones are kept.
var zoneCache sync.Map // name → *time.Location

// parseZone reads a zone: Z, an offset as +08:00, a name as Asia/Shanghai (in
// any case), or UTC, GMT and UT alone or with an offset.
func parseZone(text string) (zone, error) {
	if text == "Z" || text == "z" {
		return utc, nil
	}
	if text != "" && (text[0] == '+' || text[0] == '-') {
		if offset, ok := wholeOffset(text); ok {
			return zone{offset: offset}, nil
		}
		return utc, badZone(text)
	}
	for _, prefix := range []string{"UTC", "GMT", "UT"} {
		rest, ok := strings.CutPrefix(text, prefix)
		if !ok {
			continue
		}
		if offset, ok := wholeOffset(rest); ok {
			return zone{name: text, rules: time.FixedZone(text, int(offset))}, nil
		}
	}
	return namedZone(text)
}

// wholeOffset reads +hh:mm or +hh:mm:ss, between -18:00 and +18:00.
func wholeOffset(text string) (int32, bool) {
	if len(text) != 6 && len(text) != 9 {
		return 0, false
	}
	s := scanner{text: text}
	offset, ok := s.offset()
	return offset, ok && s.done() && offset <= maxOffset && offset >= -maxOffset
}

func badZone(text string) error {
	return fail("SyntaxError", "InvalidArgumentValue", "there is no time zone %q", short(text))
}

// namedZone looks a name up as written, then with Capitals as the zone database
// has them.
func namedZone(text string) (zone, error) {
	for _, name := range []string{text, capitals(text), strings.ToUpper(text)} {
		if rules, ok := lookupZone(name); ok {
			return zone{name: name, rules: rules}, nil
		}
	}
	return utc, badZone(text)
}

func lookupZone(name string) (*time.Location, bool) {
	if rules, ok := zoneCache.Load(name); ok {
		return rules.(*time.Location), true
	}
	if !zoneName(name) {
		return nil, false
	}
	database := name
	if other, ok := representative()[name]; ok {
		database = other
	}
	rules, err := time.LoadLocation(database)
	if err != nil {
		return nil, false
	}
	zoneCache.Store(name, rules)
	return rules, true
}

// zoneName keeps out what time.LoadLocation takes and is no zone: "", "Local",
// paths into other trees of the database, and the names that Java leaves out
// because they are offsets in disguise.
func zoneName(name string) bool {
	switch name {
	case "", "Local", "Factory", "EST", "MST", "HST", "ROC", "GMT+0", "GMT-0":
		return false
	}
	if len(name) > 40 || strings.HasPrefix(name, "posix") || strings.HasPrefix(name, "right/") {
		return false
	}
	for _, c := range []byte(name) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && !strings.ContainsRune("/_+-", rune(c)) {
			return false
		}
	}
	return true
}

// capitals turns america/port_of_spain into America/Port_of_Spain.
func capitals(text string) string {
	b := []byte(strings.ToLower(text))
	start := true
	for i, c := range b {
		rest := string(b[i:])
		small := strings.HasPrefix(rest, "of_") || strings.HasPrefix(rest, "es_") || strings.HasPrefix(rest, "au-")
		if start && c >= 'a' && c <= 'z' && !small {
			b[i] = c - 'a' + 'A'
		}
		start = c == '/' || c == '_' || c == '-'
	}
	return string(b)
}

// at is the zone's offset at an instant.
func (z zone) at(seconds int64) int32 {
	if z.rules == nil {
		return z.offset
	}
	_, offset := time.Unix(seconds, 0).In(z.rules).Zone()
	return int32(offset)
}

// holds reports whether the offset is one that the zone has at a local time.
func (z zone) holds(local int64, offset int32) bool { return z.at(local-int64(offset)) == offset }

// instant finds the instant of a local time. Of a time that comes twice, when
// clocks go back, the first is taken; one that is left out, when they go
// forward, keeps the offset before and so moves on by the gap.
func (z zone) instant(local int64) int64 {
	before := z.at(local - secondsPerDay)
	if z.holds(local, before) {
		return local - int64(before)
	}
	after := z.at(local + secondsPerDay)
	if z.holds(local, after) {
		return local - int64(after)
	}
	return local - int64(before)
}
