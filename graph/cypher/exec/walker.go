package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/source"
)

// walker follows relationships of some types from a node in a direction.
type walker struct {
	in         *graph.Graph
	directions []graph.Direction
	all        bool
	one        int32  // the only type, or -1
	follow     []bool // by type number, where there are several
}

func newWalker(g *graph.Graph, s *plan.Step) walker {
	w := walker{in: g, all: s.Types.All, one: -1}
	w.directions = []graph.Direction{s.Direction}
	if s.Direction == graph.Both {
		w.directions = []graph.Direction{graph.Outgoing, graph.Incoming}
	}
	if !w.all && len(s.Types.IDs) == 1 {
		w.one = s.Types.IDs[0]
	}
	if !w.all {
		w.follow = make([]bool, len(g.Types()))
		for _, id := range s.Types.IDs {
			w.follow[id] = true
		}
	}
	return w
}

// opposite follows the same relationships backwards.
func (w walker) opposite() walker {
	if len(w.directions) == 1 {
		w.directions = []graph.Direction{graph.Incoming - w.directions[0]}
	}
	return w
}

// halves are the relationships at a node in one direction; those of other
// types may be among them.
func (w *walker) halves(node int32, d graph.Direction) []graph.Half {
	if w.one >= 0 {
		return w.in.HalvesOfType(node, d, w.one)
	}
	return w.in.Halves(node, d)
}

// follows reports whether a half counts: its type is among the wanted ones, and
// it is no loop that was met already.
func (w *walker) follows(h graph.Half, node int32, second bool) bool {
	if second && h.Node == node {
		return false
	}
	return w.all || w.one >= 0 || w.follow[h.Type]
}

// reaches reports whether a walk follows a relationship that stands at the node
// in a direction; a loop stands there in both.
func (w *walker) reaches(h graph.Half, node int32, d graph.Direction) bool {
	if !w.all && !w.follow[h.Type] {
		return false
	}
	return len(w.directions) > 1 || w.directions[0] == d || h.Node == node
}

// relationshipNumber is the index of a relationship in a slot: the relationship
// itself, or its number where nothing reads it.
func relationshipNumber(v graph.Value) (int32, bool) {
	if i, ok := v.RelationshipIndex(); ok {
		return i, true
	}
	i, ok := v.AsInt()
	return int32(i), ok
}

// met reports whether a relationship is bound already in one of the slots, as
// itself or in a list.
func (r *run) met(rel int32, slots []int) bool {
	for _, s := range slots {
		v := r.row[s]
		if x, ok := relationshipNumber(v); ok {
			if x == rel {
				return true
			}
			continue
		}
		list, _ := v.AsList()
		for _, item := range list {
			if x, ok := relationshipNumber(item); ok && x == rel {
				return true
			}
		}
	}
	return false
}

// nodeIn takes the index of a node out of a slot. ok is false without an error where it
// holds null, which nothing can be connected to.
func nodeIn(v graph.Value) (node int32, ok bool, err error) {
	if i, ok := v.NodeIndex(); ok {
		return i, true, nil
	}
	if _, detached := v.AsNode(); detached || v.IsNull() {
		return 0, false, nil
	}
	return 0, false, source.Error(source.Pos{}, "TypeError", source.Runtime, "InvalidArgumentType",
		"a pattern expected a node, but found a different value")
}
