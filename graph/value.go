package graph

import (
	"math"
	"sort"
	"time"
)

// Kind tells what a Value holds.
type Kind uint8

// The kinds of value. Properties hold Boolean to Date and lists of one of
// them; query results may hold any.
const (
	Null Kind = iota
	Boolean
	Integer
	Float
	String
	List
	Map
	KindNode
	KindRelationship
	KindPath
	KindDate
	KindTime
	KindLocalTime
	KindDateTime
	KindLocalDateTime
	KindDuration
	KindPoint
)

// Value is one value of a property or a query. The zero Value is null. Values
// are small and are passed by value; lists, maps and graph elements are shared
// and must not be changed.
type Value struct {
	num uint64 // Boolean, Integer, Float; of a List or Map the levels below it; of a node or relationship its index + 1
	ref any    // kindMark for the first three; otherwise the value itself
}

// kindMark stands in ref for the kinds that live in num: an interface over a
// one-byte value needs no allocation.
type kindMark uint8

// Constructors.

// NullValue is null.
func NullValue() Value { return Value{} }

// Bool returns a boolean value.
func Bool(b bool) Value {
	v := Value{ref: kindMark(Boolean)}
	if b {
		v.num = 1
	}
	return v
}

// Int returns an integer value.
func Int(i int64) Value { return Value{num: uint64(i), ref: kindMark(Integer)} }

// Number returns a float value.
func Number(f float64) Value { return Value{num: math.Float64bits(f), ref: kindMark(Float)} }

// Text returns a string value.
func Text(s string) Value { return Value{ref: s} }

// ListOf returns a list value; the slice is kept.
func ListOf(items ...Value) Value {
	v := Value{ref: items}
	for i := range items {
		v.num = max(v.num, items[i].levels())
	}
	return v
}

// levels is how deep lists and maps lie in one another, 0 for any other value.
func (v Value) levels() uint64 {
	switch v.ref.(type) {
	case []Value, map[string]Value:
		return v.num + 1
	}
	return 0
}

// Depth is how deep lists and maps lie in one another: 1 for a list of numbers,
// 0 for a number. Whoever walks through values recursively may rely on it,
// because a query can put a list into a list a million times.
func (v Value) Depth() int { return int(v.levels()) }

// Texts returns a list of strings.
func Texts(items []string) Value {
	l := make([]Value, len(items))
	for i, s := range items {
		l[i] = Text(s)
	}
	return Value{ref: l}
}

// Ints returns a list of integers.
func Ints(items []int64) Value {
	l := make([]Value, len(items))
	for i, n := range items {
		l[i] = Int(n)
	}
	return Value{ref: l}
}

// MapOf returns a map value; the map is kept.
func MapOf(m map[string]Value) Value {
	v := Value{ref: m}
	for _, item := range m {
		v.num = max(v.num, item.levels())
	}
	return v
}

// NodeValue returns a node as a value, null for nil.
func NodeValue(n *Node) Value {
	if n == nil {
		return Value{}
	}
	return Value{num: uint64(n.index + 1), ref: n}
}

// RelationshipValue returns a relationship as a value, null for nil.
func RelationshipValue(r *Relationship) Value {
	if r == nil {
		return Value{}
	}
	return Value{num: uint64(r.index + 1), ref: r}
}

// NodeValueAt returns the node at an index as a value, without looking at the
// node.
func (g *Graph) NodeValueAt(i int32) Value { return Value{num: uint64(i) + 1, ref: g.nodes[i]} }

// RelationshipValueAt returns the relationship at an index as a value, without
// looking at the relationship.
func (g *Graph) RelationshipValueAt(i int32) Value { return Value{num: uint64(i) + 1, ref: g.rels[i]} }

// NodeIndex returns the index of the node and whether the value is a node of a
// snapshot.
func (v Value) NodeIndex() (int32, bool) {
	_, ok := v.ref.(*Node)
	return int32(v.num) - 1, ok && v.num != 0
}

// RelationshipIndex returns the index of the relationship and whether the value
// is a relationship of a snapshot.
func (v Value) RelationshipIndex() (int32, bool) {
	_, ok := v.ref.(*Relationship)
	return int32(v.num) - 1, ok && v.num != 0
}

// PathValue returns a path as a value, null for nil.
func PathValue(p *Path) Value {
	if p == nil {
		return Value{}
	}
	return Value{ref: p}
}

// Date is a calendar date in the proleptic Gregorian calendar.
type Date struct{ Days int64 } // days since 1970-01-01

// DateOf returns the date of a year, month and day.
func DateOf(year int, month time.Month, day int) Date {
	return Date{Days: time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400}
}

// LocalTime is a time of day without a zone.
type LocalTime struct{ Nanos int64 } // since midnight

// Time is a time of day with an offset from UTC.
type Time struct {
	Nanos  int64 // since midnight, local
	Offset int32 // seconds east of UTC
}

// LocalDateTime is a date and time without a zone.
type LocalDateTime struct {
	Seconds int64 // since 1970-01-01T00:00:00, local
	Nanos   int32
}

// DateTime is an instant with an offset or a named zone.
type DateTime struct {
	Seconds int64 // since 1970-01-01T00:00:00Z
	Nanos   int32
	Offset  int32  // seconds east of UTC at this instant
	Zone    string // IANA name, or "" for a plain offset
}

// Duration is an amount of time in four parts that are not converted into one
// another, as in Cypher.
type Duration struct {
	Months, Days, Seconds int64
	Nanos                 int32
}

// Point is a point of two or three dimensions in a coordinate reference system.
type Point struct {
	SRID    int32 // 7203, 9157 cartesian; 4326, 4979 WGS-84
	X, Y, Z float64
}

// TemporalValue returns a date, time, datetime or duration as a value.
func TemporalValue[T Date | LocalTime | Time | LocalDateTime | DateTime | Duration](t T) Value {
	return Value{ref: t}
}

// PointValue returns a point as a value.
func PointValue(p Point) Value { return Value{ref: p} }

// Kind tells what the value holds.
func (v Value) Kind() Kind {
	switch r := v.ref.(type) {
	case nil:
		return Null
	case kindMark:
		return Kind(r)
	case string:
		return String
	case []Value:
		return List
	case *Node:
		return KindNode
	case *Relationship:
		return KindRelationship
	case map[string]Value:
		return Map
	case *Path:
		return KindPath
	case Date:
		return KindDate
	case Time:
		return KindTime
	case LocalTime:
		return KindLocalTime
	case DateTime:
		return KindDateTime
	case LocalDateTime:
		return KindLocalDateTime
	case Duration:
		return KindDuration
	case Point:
		return KindPoint
	}
	return Null
}

// IsNull reports whether the value is null.
func (v Value) IsNull() bool { return v.ref == nil }

// AsBool returns the boolean and whether the value is one.
func (v Value) AsBool() (b, ok bool) {
	k, ok := v.ref.(kindMark)
	return v.num != 0, ok && Kind(k) == Boolean
}

// AsInt returns the integer and whether the value is one.
func (v Value) AsInt() (int64, bool) {
	k, ok := v.ref.(kindMark)
	return int64(v.num), ok && Kind(k) == Integer
}

// AsFloat returns the float and whether the value is one; integers are not.
func (v Value) AsFloat() (float64, bool) {
	k, ok := v.ref.(kindMark)
	return math.Float64frombits(v.num), ok && Kind(k) == Float
}

// AsString returns the string and whether the value is one.
func (v Value) AsString() (string, bool) { s, ok := v.ref.(string); return s, ok }

// AsList returns the items and whether the value is a list.
func (v Value) AsList() ([]Value, bool) { l, ok := v.ref.([]Value); return l, ok }

// AsMap returns the entries and whether the value is a map.
func (v Value) AsMap() (map[string]Value, bool) { m, ok := v.ref.(map[string]Value); return m, ok }

// AsNode returns the node and whether the value is one.
func (v Value) AsNode() (*Node, bool) { n, ok := v.ref.(*Node); return n, ok }

// AsRelationship returns the relationship and whether the value is one.
func (v Value) AsRelationship() (*Relationship, bool) { r, ok := v.ref.(*Relationship); return r, ok }

// AsPath returns the path and whether the value is one.
func (v Value) AsPath() (*Path, bool) { p, ok := v.ref.(*Path); return p, ok }

// AsPoint returns the point and whether the value is one.
func (v Value) AsPoint() (Point, bool) { p, ok := v.ref.(Point); return p, ok }

// AsTemporal returns the value as one of the temporal types.
func AsTemporal[T Date | LocalTime | Time | LocalDateTime | DateTime | Duration](v Value) (T, bool) {
	t, ok := v.ref.(T)
	return t, ok
}

// Strings returns a list's strings, a lone string as a list of one, and nothing
// for anything else.
func (v Value) Strings() []string {
	if s, ok := v.AsString(); ok {
		return []string{s}
	}
	l, _ := v.AsList()
	var out []string
	for _, x := range l {
		if s, ok := x.AsString(); ok {
			out = append(out, s)
		}
	}
	return out
}

// Integers returns a list's integers, a lone integer as a list of one.
func (v Value) Integers() []int64 {
	if i, ok := v.AsInt(); ok {
		return []int64{i}
	}
	l, _ := v.AsList()
	var out []int64
	for _, x := range l {
		if i, ok := x.AsInt(); ok {
			out = append(out, i)
		}
	}
	return out
}

// Property is one key and its value.
type Property struct {
	Key   string
	Value Value
}

// Properties is a list of properties sorted by key, each key once, none null.
type Properties []Property

// PropertiesOf makes a sorted list of a map, leaving out nulls.
func PropertiesOf(m map[string]Value) Properties {
	p := make(Properties, 0, len(m))
	for k, v := range m {
		if !v.IsNull() {
			p = append(p, Property{k, v})
		}
	}
	sort.Slice(p, func(i, j int) bool { return p[i].Key < p[j].Key })
	return p
}

// Get returns the value of a key, null where there is none. Property lists are
// short, so a scan beats a binary search.
func (p Properties) Get(key string) Value {
	for i := range p {
		if p[i].Key == key {
			return p[i].Value
		}
	}
	return Value{}
}

func (p Properties) each(f func(string, Value)) {
	for i := range p {
		f(p[i].Key, p[i].Value)
	}
}

// Map returns the properties as a fresh map.
func (p Properties) Map() map[string]Value {
	m := make(map[string]Value, len(p))
	p.each(func(k string, v Value) { m[k] = v })
	return m
}
