package values

import "planatlas/graph"

// valueBytes is what one Value takes where it lies.
const valueBytes = 24

// Size is roughly the bytes that a value holds beside its own 24: the letters
// of a string, the slots of a list or map. Elements that are shared (nodes,
// nested lists) count as a slot.
func Size(v graph.Value) int64 {
	switch v.Kind() {
	case graph.Null, graph.Boolean, graph.Integer, graph.Float:
		return 0
	case graph.String:
		s, _ := v.AsString()
		return 16 + int64(len(s))
	case graph.List:
		l, _ := v.AsList()
		return valueBytes * int64(len(l)+1)
	case graph.Map:
		m, _ := v.AsMap()
		return 48 + int64(len(m))*(valueBytes+48)
	case graph.KindPath:
		p, _ := v.AsPath()
		return 48 + 16*int64(len(p.Nodes))
	case graph.KindNode, graph.KindRelationship:
		return 0
	}
	return 40
}
