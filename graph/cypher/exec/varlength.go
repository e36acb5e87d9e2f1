package exec

import (
	"slices"

	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// varLength follows relationships over several hops, depth first. No
// relationship is used twice on one way. The stack is a slice, so that long
// ways need no deep recursion.
type varLength struct {
	passing
	walker
	from, rel, to  int
	into, keep     bool
	reversed       bool
	distinct       []int
	least, most    int64
	each           int
	predicates     condition // nil for none
	way            []*graph.Relationship
	used           map[*graph.Relationship]bool
	stack          []fork
	target, origin int32
}

// fork is a node on the way with the relationships still to follow from it.
type fork struct {
	node      int32
	direction int // index into directions
	halves    []graph.Half
}

func newVarLength(pass passing, o *plan.VarLengthExpand) (step, error) {
	v := &varLength{passing: pass, walker: newWalker(pass.graph, &o.Step), least: o.Min, most: o.Max}
	v.from, v.rel, v.to = o.From.Slot, o.Relationship.Slot, o.To.Slot
	v.into, v.keep, v.reversed, v.distinct = o.Into, o.Keep, o.Reversed, slots(o.Distinct)
	if o.Each != nil {
		v.each = o.Each.Slot
	}
	var err error
	v.predicates, err = pass.all(o.Predicates)
	return v, err
}

func (v *varLength) push() error {
	from, ok, err := nodeIn(v.row[v.from])
	if !ok {
		return err
	}
	v.target = -1
	if v.into {
		to, ok, err := nodeIn(v.row[v.to])
		if !ok {
			return err
		}
		v.target = int32(to.Index())
	}
	v.way, v.stack = v.way[:0], v.stack[:0]
	v.used = map[*graph.Relationship]bool{}
	return v.search(int32(from.Index()))
}

func (v *varLength) search(origin int32) error {
	if v.least == 0 {
		if err := v.emit(origin); err != nil {
			return err
		}
	}
	v.visit(origin)
	for len(v.stack) > 0 {
		if err := v.meter.Work(1); err != nil {
			return err
		}
		h, node, ok := v.advance()
		if !ok {
			v.retreat()
			continue
		}
		rel := v.graph.Relationship(h.Relationship)
		if fits, err := v.fits(rel, h, node); err != nil || !fits {
			if err != nil {
				return err
			}
			continue
		}
		if err := v.step(rel, h.Node); err != nil {
			return err
		}
	}
	return nil
}

// advance takes the next half from the fork on top.
func (v *varLength) advance() (h graph.Half, node int32, ok bool) {
	f := &v.stack[len(v.stack)-1]
	for len(f.halves) == 0 {
		f.direction++
		if f.direction >= len(v.directions) {
			return h, f.node, false
		}
		f.halves = v.halves(f.node, v.directions[f.direction])
	}
	h = f.halves[0]
	f.halves = f.halves[1:]
	return h, f.node, true
}

func (v *varLength) fits(rel *graph.Relationship, h graph.Half, node int32) (bool, error) {
	second := v.stack[len(v.stack)-1].direction > 0
	if !v.follows(h, node, second) || v.used[rel] || v.met(rel, v.distinct) {
		return false, nil
	}
	if v.predicates == nil {
		return true, nil
	}
	v.row[v.each] = graph.RelationshipValue(rel)
	return v.predicates(v.run)
}

// step goes along a relationship, reports the way if it is long enough, and
// prepares to go on.
func (v *varLength) step(rel *graph.Relationship, to int32) error {
	v.way = append(v.way, rel)
	v.used[rel] = true
	if int64(len(v.way)) >= v.least {
		if err := v.emit(to); err != nil {
			return err
		}
	}
	v.visit(to)
	return nil
}

// visit puts a node on the stack, unless the way is as long as it may be.
func (v *varLength) visit(node int32) {
	f := fork{node: node, direction: -1}
	if v.most >= 0 && int64(len(v.way)) >= v.most {
		f.direction = len(v.directions)
	}
	v.stack = append(v.stack, f)
}

// retreat leaves the fork on top and the relationship that led to it.
func (v *varLength) retreat() {
	v.stack = v.stack[:len(v.stack)-1]
	if n := len(v.way); n > 0 {
		delete(v.used, v.way[n-1])
		v.way = v.way[:n-1]
	}
}

func (v *varLength) emit(to int32) error {
	if v.most >= 0 && v.least > v.most || v.target >= 0 && to != v.target {
		return nil
	}
	if v.keep {
		if err := v.meter.Work(int64(len(v.way))); err != nil {
			return err
		}
		v.row[v.rel] = relationshipList(v.way, v.reversed)
	}
	if v.target < 0 {
		v.row[v.to] = graph.NodeValue(v.graph.Node(to))
	}
	return v.next.push()
}

func relationshipList(way []*graph.Relationship, reversed bool) graph.Value {
	list := make([]graph.Value, len(way))
	for i, rel := range way {
		list[i] = graph.RelationshipValue(rel)
	}
	if reversed {
		slices.Reverse(list)
	}
	return graph.ListOf(list...)
}
