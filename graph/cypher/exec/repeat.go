package exec

import (
	"slices"

	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// repeat goes through a quantified group again and again, depth first. The
// steps of the group push each round that they find into a round, which goes on
// from there before the steps look for the next one. No relationship is used
// twice on one way.
type repeat struct {
	passing
	operator      *plan.Repeat
	inner         step
	distinct      []int
	relationships []int
	singles       []int
	bound         []int
	into          bool
	target        int32
	// The way so far: its rounds, and the relationships they used.
	rounds int64
	way    []int32
	lists  [][]graph.Value // for each of the singles
}

// roundBytes is about what one round holds: it is a few calls deep.
const roundBytes = 2048

func newRepeat(pass passing, o *plan.Repeat) (step, error) {
	r := &repeat{passing: pass, operator: o, distinct: taken(o.Distinct), into: o.Into}
	r.relationships, r.singles = slots(o.Relationships), slots(o.Singles)
	r.bound = slots(o.Bound)
	r.lists = make([][]graph.Value, len(r.singles))
	var err error
	r.inner, err = pass.chain(o.Inner, &round{r})
	return r, err
}

func (r *repeat) push() error {
	from, ok, err := nodeIn(r.row[r.operator.From.Slot])
	if !ok {
		return err
	}
	r.target = -1
	if r.into {
		if r.target, ok, err = nodeIn(r.row[r.operator.To.Slot]); !ok {
			return err
		}
	}
	r.rounds, r.way = 0, r.way[:0]
	for i := range r.lists {
		r.lists[i] = nil
	}
	return r.goOn(from)
}

// goOn reports the way to a node, if it has enough rounds, and tries another.
func (r *repeat) goOn(node int32) error {
	if err := r.meter.Work(1); err != nil {
		return err
	}
	if r.rounds >= r.operator.Min && (r.target < 0 || r.target == node) {
		if err := r.emit(node); err != nil {
			return err
		}
	}
	if r.operator.Max >= 0 && r.rounds >= r.operator.Max {
		return nil
	}
	if err := r.meter.Hold(roundBytes); err != nil {
		return err
	}
	r.row[r.operator.InnerFrom.Slot] = r.graph.NodeValueAt(node)
	err := r.inner.push()
	_ = r.meter.Hold(-roundBytes) // giving back cannot fail
	return err
}

func (r *repeat) emit(node int32) error {
	if err := r.meter.Work(int64(len(r.way))); err != nil {
		return err
	}
	for i, list := range r.operator.Lists {
		r.row[list.Slot] = r.list(r.lists[i])
	}
	if r.operator.Keep || r.operator.Mark {
		way := make([]graph.Value, len(r.way))
		for i, rel := range r.way {
			way[i] = r.graph.RelationshipValueAt(rel)
		}
		r.row[r.operator.Relationship.Slot] = r.list(way)
	}
	if r.target < 0 {
		r.row[r.operator.To.Slot] = r.graph.NodeValueAt(node)
	}
	return r.next.push()
}

// list copies a list into the order of the pattern.
func (r *repeat) list(items []graph.Value) graph.Value {
	items = slices.Clone(items)
	if r.operator.Reversed {
		slices.Reverse(items)
	}
	return graph.ListOf(items...)
}

// round receives the rounds that the steps of the group find.
type round struct{ *repeat }

func (r *round) push() error {
	if err := r.meter.Work(int64(len(r.way))>>4 + 1); err != nil || r.repeats() {
		return err
	}
	node, ok, err := nodeIn(r.row[r.operator.InnerTo.Slot])
	if !ok {
		return err
	}
	way := len(r.way)
	for _, slot := range r.relationships {
		rel, _ := relationshipNumber(r.row[slot])
		r.way = append(r.way, rel)
	}
	for i, slot := range r.singles {
		r.lists[i] = append(r.lists[i], r.row[slot])
	}
	saved := make([]graph.Value, len(r.bound)) // the rounds after this one overwrite them
	for i, slot := range r.bound {
		saved[i] = r.row[slot]
	}
	r.rounds++
	err = r.goOn(node)
	r.rounds--
	for i, slot := range r.bound {
		r.row[slot] = saved[i]
	}
	for i := range r.singles {
		r.lists[i] = r.lists[i][:len(r.lists[i])-1]
	}
	r.way = r.way[:way]
	return err
}

// repeats reports whether the round uses a relationship that the way, or
// another part of the pattern, has used.
func (r *round) repeats() bool {
	for _, slot := range r.relationships {
		rel, _ := relationshipNumber(r.row[slot])
		if slices.Contains(r.way, rel) || r.met(rel, r.distinct) {
			return true
		}
	}
	return false
}

func (*round) finish() error { return nil }
