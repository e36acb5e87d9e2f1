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
	return w.all || w.one >= 0 || w.follow[w.in.TypeOf(h.Relationship)]
}

// expand follows one relationship.
type expand struct {
	passing
	walker
	from, rel, to int
	into, keep    bool
	distinct      []int
}

func newExpand(pass passing, o *plan.Expand) step {
	e := &expand{passing: pass, walker: newWalker(pass.graph, &o.Step)}
	e.from, e.rel, e.to = o.From.Slot, o.Relationship.Slot, o.To.Slot
	e.into, e.keep, e.distinct = o.Into, o.Keep, slots(o.Distinct)
	return e
}

func (e *expand) push() error {
	from, ok, err := nodeIn(e.row[e.from])
	if !ok {
		return err
	}
	target := int32(-1)
	if e.into {
		to, ok, err := nodeIn(e.row[e.to])
		if !ok {
			return err
		}
		target = int32(to.Index())
	}
	node := int32(from.Index())
	for i, d := range e.directions {
		if err := e.along(node, target, e.halves(node, d), i > 0); err != nil {
			return err
		}
	}
	return nil
}

func (e *expand) along(node, target int32, halves []graph.Half, second bool) error {
	g := e.graph
	for _, h := range halves {
		if err := e.meter.Work(1); err != nil {
			return err
		}
		if !e.follows(h, node, second) || target >= 0 && h.Node != target {
			continue
		}
		if e.keep || len(e.distinct) > 0 {
			rel := g.Relationship(h.Relationship)
			if e.met(rel, e.distinct) {
				continue
			}
			e.row[e.rel] = graph.RelationshipValue(rel)
		}
		if target < 0 {
			e.row[e.to] = graph.NodeValue(g.Node(h.Node))
		}
		if err := e.next.push(); err != nil {
			return err
		}
	}
	return nil
}

// met reports whether a relationship is bound already in one of the slots, as
// itself or in a list.
func (r *run) met(rel *graph.Relationship, slots []int) bool {
	for _, s := range slots {
		v := r.row[s]
		if x, ok := v.AsRelationship(); ok {
			if x == rel {
				return true
			}
			continue
		}
		list, _ := v.AsList()
		for _, item := range list {
			if x, ok := item.AsRelationship(); ok && x == rel {
				return true
			}
		}
	}
	return false
}

// nodeIn takes a node out of a slot. ok is false without an error where it
// holds null, which nothing can be connected to.
func nodeIn(v graph.Value) (n *graph.Node, ok bool, err error) {
	if n, ok := v.AsNode(); ok {
		return n, n.Index() >= 0, nil
	}
	if v.IsNull() {
		return nil, false, nil
	}
	return nil, false, source.Error(source.Pos{}, "TypeError", source.Runtime, "InvalidArgumentType",
		"a pattern expected a node, but found a different value")
}
