package values

import (
	"encoding/binary"
	"math"

	"planatlas/graph"
)

// The first byte of each part of a key.
const (
	keyNull = iota
	keyFalse
	keyTrue
	keyInt
	keyFloat
	keyString
	keyList
	keyMap
	keyNode
	keyNodeID
	keyRelationship
	keyRelationshipID
	keyPath
	keyDate
	keyTime
	keyLocalTime
	keyDateTime
	keyLocalDateTime
	keyDuration
	keyPoint
)

// AppendKey appends bytes that two values share exactly when they are
// Equivalent. Keys delimit themselves, so those of several columns may follow
// one another.
func AppendKey(buf []byte, v graph.Value) []byte {
	switch v.Kind() {
	case graph.Null:
		return append(buf, keyNull)
	case graph.Boolean:
		b, _ := v.AsBool()
		return append(buf, keyFalse+byte(bit(b)))
	case graph.Integer, graph.Float:
		return appendNumber(buf, v)
	case graph.String:
		s, _ := v.AsString()
		return appendText(append(buf, keyString), s)
	case graph.KindNode:
		n, _ := v.AsNode()
		return appendNode(buf, n)
	case graph.KindRelationship:
		r, _ := v.AsRelationship()
		return appendRelationship(buf, r)
	case graph.List:
		l, _ := v.AsList()
		buf = binary.AppendUvarint(append(buf, keyList), uint64(len(l)))
		for _, x := range l {
			buf = AppendKey(buf, x)
		}
		return buf
	case graph.Map:
		return appendMap(buf, v)
	case graph.KindPath:
		return appendPath(buf, v)
	case graph.KindPoint:
		p, _ := v.AsPoint()
		return appendPoint(append(buf, keyPoint), p)
	}
	return appendTemporal(buf, v)
}

func appendText(buf []byte, s string) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(s))), s...)
}

func appendNumber(buf []byte, v graph.Value) []byte {
	if i, ok := canonicalInt(v); ok {
		return binary.LittleEndian.AppendUint64(append(buf, keyInt), uint64(i))
	}
	f, _ := v.AsFloat()
	return appendFloat(append(buf, keyFloat), f)
}

// appendFloat writes -0.0 as 0.0 and every NaN alike.
func appendFloat(buf []byte, f float64) []byte {
	if f == 0 {
		f = 0
	}
	if math.IsNaN(f) {
		f = math.NaN()
	}
	return binary.LittleEndian.AppendUint64(buf, math.Float64bits(f))
}

func appendNode(buf []byte, n *graph.Node) []byte {
	if n.Index() >= 0 {
		return binary.LittleEndian.AppendUint32(append(buf, keyNode), uint32(n.Index()))
	}
	return appendText(append(buf, keyNodeID), n.ID)
}

func appendRelationship(buf []byte, r *graph.Relationship) []byte {
	if r.Index() >= 0 {
		return binary.LittleEndian.AppendUint32(append(buf, keyRelationship), uint32(r.Index()))
	}
	return appendText(append(buf, keyRelationshipID), r.ID)
}

func appendMap(buf []byte, v graph.Value) []byte {
	m, _ := v.AsMap()
	buf = binary.AppendUvarint(append(buf, keyMap), uint64(len(m)))
	for _, k := range sortedKeys(m) {
		buf = AppendKey(appendText(buf, k), m[k])
	}
	return buf
}

func appendPath(buf []byte, v graph.Value) []byte {
	p, _ := v.AsPath()
	buf = binary.AppendUvarint(append(buf, keyPath), uint64(len(p.Relationships)))
	for i, n := range p.Nodes {
		buf = appendNode(buf, n)
		if i < len(p.Relationships) {
			buf = appendRelationship(buf, p.Relationships[i])
		}
	}
	return buf
}

func appendPoint(buf []byte, p graph.Point) []byte {
	buf = binary.LittleEndian.AppendUint32(buf, uint32(p.SRID))
	return appendFloat(appendFloat(appendFloat(buf, p.X), p.Y), p.Z)
}

func appendTemporal(buf []byte, v graph.Value) []byte {
	switch v.Kind() {
	case graph.KindDate:
		return appendInts(append(buf, keyDate), as[graph.Date](v).Days)
	case graph.KindLocalTime:
		return appendInts(append(buf, keyLocalTime), as[graph.LocalTime](v).Nanos)
	case graph.KindTime:
		t := as[graph.Time](v)
		return appendInts(append(buf, keyTime), t.Nanos, int64(t.Offset))
	case graph.KindLocalDateTime:
		t := as[graph.LocalDateTime](v)
		return appendInts(append(buf, keyLocalDateTime), t.Seconds, int64(t.Nanos))
	case graph.KindDateTime:
		t := as[graph.DateTime](v)
		return appendText(appendInts(append(buf, keyDateTime), t.Seconds, int64(t.Nanos), int64(t.Offset)), t.Zone)
	default:
		d := as[graph.Duration](v)
		return appendInts(append(buf, keyDuration), d.Months, d.Days, d.Seconds, int64(d.Nanos))
	}
}

func appendInts(buf []byte, ints ...int64) []byte {
	for _, i := range ints {
		buf = binary.AppendVarint(buf, i)
	}
	return buf
}
