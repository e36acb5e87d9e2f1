package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// expand follows one relationship.
type expand struct {
	passing
	walker
	from, rel, to int
	keep, mark    bool
	unread        bool // nothing reads the node
	distinct      []int
}

func newExpand(pass passing, o *plan.Expand) step {
	e := expand{passing: pass, walker: newWalker(pass.graph, &o.Step)}
	e.from, e.rel, e.to = o.From.Slot, o.Relationship.Slot, o.To.Slot
	e.keep, e.mark, e.unread, e.distinct = o.Keep, o.Mark, o.Unread, taken(o.Distinct)
	switch {
	case o.With != nil:
		return &expandPair{e, newWalker(pass.graph, &o.With.Step)}
	case o.Counted:
		return &expandCounted{e, o.Distinct}
	case o.Into:
		return &expandInto{e}
	}
	return &e
}

func (e *expand) push() error {
	node, ok, err := nodeIn(e.row[e.from])
	if !ok {
		return err
	}
	for i, d := range e.directions {
		for _, h := range e.halves(node, d) {
			if err := e.meter.Work(1); err != nil {
				return err
			}
			if !e.follows(h, node, i > 0) || len(e.distinct) > 0 && e.met(h.Relationship, e.distinct) {
				continue
			}
			e.bind(h.Relationship)
			if !e.unread {
				e.row[e.to] = e.graph.NodeValueAt(h.Node)
			}
			if err := e.next.push(); err != nil {
				return err
			}
		}
	}
	return nil
}

// bind puts a relationship into its slot. Where later ones only have to differ
// from it, its number will do, which needs no look at the relationship.
func (e *expand) bind(rel int32) {
	if e.keep {
		e.row[e.rel] = e.graph.RelationshipValueAt(rel)
	} else if e.mark {
		e.row[e.rel] = graph.Int(int64(rel))
	}
}

// expandInto follows relationships between two bound nodes, looking from the
// one that has fewer.
type expandInto struct{ expand }

func (e *expandInto) push() error {
	from, ok, err := nodeIn(e.row[e.from])
	if !ok {
		return err
	}
	to, ok, err := nodeIn(e.row[e.to])
	if !ok {
		return err
	}
	for i, d := range e.directions {
		if i > 0 && from == to { // loops stand in both directions
			break
		}
		halves, target := e.halves(from, d), to
		if back := e.halves(to, graph.Incoming-d); len(back) < len(halves) {
			halves, target = back, from
		}
		if err := e.between(halves, target); err != nil {
			return err
		}
	}
	return nil
}

func (e *expandInto) between(halves []graph.Half, target int32) error {
	for _, h := range halves {
		if err := e.meter.Work(1); err != nil {
			return err
		}
		if h.Node != target || !e.follows(h, -1, false) || e.met(h.Relationship, e.distinct) {
			continue
		}
		e.bind(h.Relationship)
		if err := e.next.push(); err != nil {
			return err
		}
	}
	return nil
}
