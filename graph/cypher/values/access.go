package values

import (
	"planatlas/graph"
	"planatlas/graph/cypher/temporal"
)

// Property is v.key: a property of a node or relationship, an entry of a map, a
// component of a temporal value, duration or point. What a node, relationship or
// map does not have is null; a component that does not exist is an error.
func Property(v graph.Value, key string) (graph.Value, error) {
	if n, ok := v.AsNode(); ok {
		return n.Properties.Get(key), nil
	}
	switch k := v.Kind(); {
	case k == graph.Null:
		return v, nil
	case k == graph.KindRelationship:
		r, _ := v.AsRelationship()
		return r.Properties.Get(key), nil
	case k == graph.Map:
		m, _ := v.AsMap()
		return m[key], nil
	case k == graph.KindPoint:
		p, _ := v.AsPoint()
		return pointComponent(p, key)
	case k == graph.KindDuration || Temporals.Has(k):
		return temporal.Component(v, key)
	default:
		return graph.NullValue(), TypeError("InvalidArgumentType",
			"%s has no properties; .%s needs a node, a relationship, a map, a temporal value or a point", KindName(k), key)
	}
}

func pointComponent(p graph.Point, key string) (graph.Value, error) {
	switch key {
	case "x":
		return graph.Number(p.X), nil
	case "y":
		return graph.Number(p.Y), nil
	case "crs":
		return graph.Text(p.CRS()), nil
	case "srid":
		return graph.Int(int64(p.SRID)), nil
	case "longitude", "latitude":
		if p.Geographic() {
			return graph.Number(map[bool]float64{true: p.X, false: p.Y}[key == "longitude"]), nil
		}
	case "z":
		if p.Dimensions() == 3 {
			return graph.Number(p.Z), nil
		}
	case "height":
		if p.SRID == 4979 {
			return graph.Number(p.Z), nil
		}
	}
	return graph.NullValue(), ArgumentError("InvalidArgumentValue", "the point %s has no %q", p, key)
}

// Index is v[i]: an element of a list by position, from the end where negative,
// or what Property gives by name. A position outside the list is null.
func Index(v, i graph.Value) (graph.Value, error) {
	switch k := v.Kind(); {
	case k == graph.Null:
		return v, nil
	case i.IsNull(): // whatever is looked into, as Neo4j does
		return i, nil
	case k == graph.List:
		return element(v, i)
	case k == graph.Map, k == graph.KindNode, k == graph.KindRelationship,
		k == graph.KindDuration, k == graph.KindPoint, Temporals.Has(k):
		return byName(v, i)
	default:
		return graph.NullValue(), TypeError("InvalidArgumentType", "%s has no elements to look up with []", KindName(k))
	}
}

func element(v, i graph.Value) (graph.Value, error) {
	l, _ := v.AsList()
	n, ok := i.AsInt()
	if !ok {
		return graph.NullValue(), TypeError("ListElementAccessByNonInteger",
			"the position in a list is an integer, not %s", KindName(i.Kind()))
	}
	if n < 0 {
		n += int64(len(l))
	}
	if n < 0 || n >= int64(len(l)) {
		return graph.NullValue(), nil
	}
	return l[n], nil
}

func byName(v, i graph.Value) (graph.Value, error) {
	key, ok := i.AsString()
	if !ok {
		return graph.NullValue(), TypeError("MapElementAccessByNonString",
			"the key of %s is a string, not %s", KindName(v.Kind()), KindName(i.Kind()))
	}
	return Property(v, key)
}

// Slice is v[from..to]; a bound that is not given is an end of the list, one
// that is null makes the result null. Negative bounds count from the end.
func Slice(v, from, to graph.Value, hasFrom, hasTo bool) (graph.Value, error) {
	if v.IsNull() {
		return v, nil
	}
	l, ok := v.AsList()
	if !ok {
		l = []graph.Value{v} // as in Neo4j, and as for In
	}
	low, lowOK, err := bound(from, hasFrom, 0, len(l))
	if err != nil {
		return graph.NullValue(), err
	}
	high, highOK, err := bound(to, hasTo, len(l), len(l))
	if err != nil || !lowOK || !highOK {
		return graph.NullValue(), err
	}
	if low >= high {
		return graph.ListOf([]graph.Value{}...), nil
	}
	return graph.ListOf(l[low:high:high]...), nil
}

// bound turns one bound of a slice into a position from 0 to size; ok is false
// for null.
func bound(v graph.Value, given bool, otherwise, size int) (position int, ok bool, err error) {
	if !given {
		return otherwise, true, nil
	}
	if v.IsNull() {
		return 0, false, nil
	}
	n, isInt := v.AsInt()
	if !isInt {
		return 0, false, TypeError("InvalidArgumentType", "the bound of a slice is an integer, not %s", KindName(v.Kind()))
	}
	if n < 0 {
		n += int64(size)
	}
	return int(max(0, min(n, int64(size)))), true, nil
}

// In is x IN list: True where an element equals x, Unknown where none does but
// one might (a null). What is no list counts as a list of one, as in Neo4j, where
// a property that holds one value or several can be asked alike. The error is
// always nil.
func In(x, list graph.Value) (Trinary, error) {
	if list.IsNull() {
		return Unknown, nil
	}
	l, ok := list.AsList()
	if !ok {
		return Equal(x, list), nil
	}
	result := False
	for _, e := range l {
		switch Equal(x, e) {
		case True:
			return True, nil
		case Unknown:
			result = Unknown
		}
	}
	return result, nil
}
