package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/plan"
)

// expandCounted makes one row that stands for all relationships at a node.
type expandCounted struct {
	expand
	others []plan.Taken
}

func (e *expandCounted) push() error {
	node, ok, err := nodeIn(e.row[e.from])
	if !ok {
		return err
	}
	if err := e.meter.Work(1); err != nil {
		return err
	}
	n := e.walker.count(node)
	for i := range e.others {
		n -= e.taken(&e.others[i], node)
	}
	return e.pushWeighted(n)
}

// count is the number of relationships to follow from a node.
func (w *walker) count(node int32) int {
	n := 0
	for i, d := range w.directions {
		halves := w.halves(node, d)
		if i == 0 && (w.all || w.one >= 0) {
			n += len(halves)
			continue
		}
		for _, h := range halves {
			if w.follows(h, node, i > 0) {
				n++
			}
		}
	}
	return n
}

// expandPair makes one row that stands for all pairs of different
// relationships, one of each of two expansions from a node.
type expandPair struct {
	expand
	other walker
}

func (e *expandPair) push() error {
	node, ok, err := nodeIn(e.row[e.from])
	if !ok {
		return err
	}
	if err := e.meter.Work(2); err != nil {
		return err
	}
	n := e.walker.count(node) * e.other.count(node)
	if len(e.distinct) > 0 && n > 0 {
		n -= e.inBoth(node)
	}
	return e.pushWeighted(n)
}

// inBoth counts the relationships that both expansions follow.
func (e *expandPair) inBoth(node int32) int {
	n := 0
	for i, d := range e.directions {
		for _, h := range e.halves(node, d) {
			if e.follows(h, node, i > 0) && e.other.reaches(h, node, d) {
				n++
			}
		}
	}
	return n
}

// taken counts the relationships that were counted at the node though another
// part of the pattern has them. Where the ends of that part are bound, they
// mostly tell that it is none of the node's.
func (e *expandCounted) taken(t *plan.Taken, node int32) int {
	if t.Start != nil && !e.touches(node, e.end(t.Start), e.end(t.End)) {
		return 0
	}
	v := e.row[t.Relationship.Slot]
	if rel, ok := relationshipNumber(v); ok {
		return e.countsAt(rel, node)
	}
	n := 0
	list, _ := v.AsList()
	for _, item := range list {
		if rel, ok := relationshipNumber(item); ok {
			n += e.countsAt(rel, node)
		}
	}
	return n
}

func (e *expandCounted) end(s *ast.Symbol) int32 {
	i, _ := e.row[s.Slot].NodeIndex()
	return i
}

// touches reports whether a relationship between two nodes stands at a node in
// one of the directions.
func (e *expandCounted) touches(node, start, end int32) bool {
	for _, d := range e.directions {
		if d == graph.Outgoing && start == node || d == graph.Incoming && end == node {
			return true
		}
	}
	return false
}

func (e *expandCounted) countsAt(rel, node int32) int {
	r := e.graph.Relationship(rel)
	ofType := e.all || e.follow[e.graph.TypeOf(rel)]
	if ofType && e.touches(node, int32(r.StartIndex()), int32(r.EndIndex())) {
		return 1
	}
	return 0
}

// taken are the slots of relationships that others must differ from.
func taken(list []plan.Taken) []int {
	slots := make([]int, len(list))
	for i, t := range list {
		slots[i] = t.Relationship.Slot
	}
	return slots
}
