package values

import (
	"math"

	"planatlas/graph"
)

// Equal is the operator =. A null on either side, or where lists and maps
// differ in nothing but nulls, makes it Unknown; values of different kinds are
// unequal, except that 1 = 1.0. NaN equals nothing.
func Equal(a, b graph.Value) Trinary {
	ka, kb := a.Kind(), b.Kind()
	if ka == graph.Null || kb == graph.Null {
		return Unknown
	}
	if ka != kb {
		return TrinaryOf(isNumber(ka) && isNumber(kb) && asFloat(a) == asFloat(b))
	}
	switch ka {
	case graph.List:
		return equalLists(a, b)
	case graph.Map:
		return equalMaps(a, b)
	}
	return TrinaryOf(equalScalars(ka, a, b))
}

func equalLists(a, b graph.Value) Trinary {
	x, _ := a.AsList()
	y, _ := b.AsList()
	if len(x) != len(y) {
		return False
	}
	result := True
	for i := range x {
		switch Equal(x[i], y[i]) {
		case False:
			return False
		case Unknown:
			result = Unknown
		}
	}
	return result
}

// equalMaps needs the same keys on both sides, even where a value is null.
func equalMaps(a, b graph.Value) Trinary {
	x, _ := a.AsMap()
	y, _ := b.AsMap()
	if len(x) != len(y) {
		return False
	}
	for k := range x {
		if _, ok := y[k]; !ok {
			return False
		}
	}
	result := True
	for k, v := range x {
		switch Equal(v, y[k]) {
		case False:
			return False
		case Unknown:
			result = Unknown
		}
	}
	return result
}

// equalScalars compares two values of one kind that is neither list nor map.
func equalScalars(k graph.Kind, a, b graph.Value) bool {
	switch k {
	case graph.String:
		x, _ := a.AsString()
		y, _ := b.AsString()
		return x == y
	case graph.Integer:
		x, _ := a.AsInt()
		y, _ := b.AsInt()
		return x == y
	case graph.Float:
		x, _ := a.AsFloat()
		y, _ := b.AsFloat()
		return x == y
	case graph.Boolean:
		x, _ := a.AsBool()
		y, _ := b.AsBool()
		return x == y
	case graph.KindNode:
		x, _ := a.AsNode()
		y, _ := b.AsNode()
		return sameNode(x, y)
	case graph.KindRelationship:
		x, _ := a.AsRelationship()
		y, _ := b.AsRelationship()
		return sameRelationship(x, y)
	case graph.KindPath:
		return equalPaths(a, b)
	case graph.KindPoint:
		x, _ := a.AsPoint()
		y, _ := b.AsPoint()
		return x == y
	}
	return compareTemporals(k, a, b) == 0
}

// sameNode holds for nodes of one snapshot by position, for detached ones by
// id.
func sameNode(a, b *graph.Node) bool {
	if a == b {
		return true
	}
	if a.Index() >= 0 && b.Index() >= 0 {
		return a.Index() == b.Index()
	}
	return a.ID != "" && a.ID == b.ID
}

func sameRelationship(a, b *graph.Relationship) bool {
	if a == b {
		return true
	}
	if a.Index() >= 0 && b.Index() >= 0 {
		return a.Index() == b.Index()
	}
	return a.ID != "" && a.ID == b.ID
}

// equalPaths compares the walks; a loop walked either way is the same.
func equalPaths(a, b graph.Value) bool {
	x, _ := a.AsPath()
	y, _ := b.AsPath()
	if len(x.Relationships) != len(y.Relationships) {
		return false
	}
	for i := range x.Nodes {
		if !sameNode(x.Nodes[i], y.Nodes[i]) {
			return false
		}
	}
	for i := range x.Relationships {
		if !sameRelationship(x.Relationships[i], y.Relationships[i]) {
			return false
		}
	}
	return true
}

// Equivalent is the equality of grouping and DISTINCT: null is equivalent to
// null, NaN to NaN, 1 to 1.0.
func Equivalent(a, b graph.Value) bool {
	ka, kb := a.Kind(), b.Kind()
	if isNumber(ka) && isNumber(kb) {
		return equivalentNumbers(a, b)
	}
	if ka != kb {
		return false
	}
	switch ka {
	case graph.Null:
		return true
	case graph.List:
		return equivalentLists(a, b)
	case graph.Map:
		return equivalentMaps(a, b)
	case graph.KindPoint:
		x, _ := a.AsPoint()
		y, _ := b.AsPoint()
		return string(appendPoint(nil, x)) == string(appendPoint(nil, y))
	}
	return equalScalars(ka, a, b)
}

func equivalentLists(a, b graph.Value) bool {
	x, _ := a.AsList()
	y, _ := b.AsList()
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !Equivalent(x[i], y[i]) {
			return false
		}
	}
	return true
}

func equivalentMaps(a, b graph.Value) bool {
	x, _ := a.AsMap()
	y, _ := b.AsMap()
	if len(x) != len(y) {
		return false
	}
	for k, v := range x {
		w, ok := y[k]
		if !ok || !Equivalent(v, w) {
			return false
		}
	}
	return true
}

// equivalentNumbers is exact also between a large integer and a float, because
// keys of grouping are.
func equivalentNumbers(a, b graph.Value) bool {
	i, aInt := canonicalInt(a)
	j, bInt := canonicalInt(b)
	if aInt || bInt {
		return aInt && bInt && i == j
	}
	x, y := asFloat(a), asFloat(b)
	return x == y || math.IsNaN(x) && math.IsNaN(y)
}

// canonicalInt returns an integer, or a float that is exactly one.
func canonicalInt(v graph.Value) (int64, bool) {
	if i, ok := v.AsInt(); ok {
		return i, true
	}
	f, _ := v.AsFloat()
	if f == math.Trunc(f) && f >= -1<<63 && f < 1<<63 {
		return int64(f), true
	}
	return 0, false
}

func isNumber(k graph.Kind) bool { return k == graph.Integer || k == graph.Float }

// asFloat returns a number as a float, 0 for anything else.
func asFloat(v graph.Value) float64 {
	if i, ok := v.AsInt(); ok {
		return float64(i)
	}
	f, _ := v.AsFloat()
	return f
}
