package graph

import "sync"

// statistics are counts over a snapshot, each worked out when first asked for.
// Query plans are made with them.
type statistics struct {
	types     sync.Once
	ofType    []int32
	ids       sync.Once
	uniqueIDs bool
}

// CountOfType is the number of relationships of a type, given by its number.
func (g *Graph) CountOfType(typ int32) int {
	g.statistics.types.Do(func() {
		g.statistics.ofType = make([]int32, len(g.types))
		for _, r := range g.rels {
			g.statistics.ofType[r.typ]++
		}
	})
	return int(g.statistics.ofType[typ])
}

// HasUniqueIDs reports whether the property id of every node that has one is
// the node's id, so that a node with that property can be found by it.
func (g *Graph) HasUniqueIDs() bool {
	g.statistics.ids.Do(func() {
		g.statistics.uniqueIDs = true
		for _, n := range g.nodes {
			v := n.Properties.Get(PropID)
			if s, ok := v.AsString(); !v.IsNull() && (!ok || s != n.ID) {
				g.statistics.uniqueIDs = false
				return
			}
		}
	})
	return g.statistics.uniqueIDs
}
