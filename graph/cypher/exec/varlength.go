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
	from, rel, to int
	into          bool
	keep, mark    bool
	reversed      bool
	distinct      []int
	least, most   int64
	each          int
	predicates    condition // nil for none
	way           []int32
	used          map[int32]bool
	stack         []fork
	target        int32
}

// fork is a node on the way with the relationships still to follow from it.
type fork struct {
	node      int32
	direction int // index into directions
	halves    []graph.Half
}

func newVarLength(pass passing, o *plan.VarLengthExpand) (step, error) {
	if o.Pruning {
		return newPruning(pass, o)
	}
	v := &varLength{passing: pass, walker: newWalker(pass.graph, &o.Step), least: o.Min, most: o.Max}
	v.from, v.rel, v.to = o.From.Slot, o.Relationship.Slot, o.To.Slot
	v.into, v.keep, v.mark, v.reversed, v.distinct = o.Into, o.Keep, o.Mark, o.Reversed, taken(o.Distinct)
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
		v.target = to
	}
	v.way, v.stack = v.way[:0], v.stack[:0]
	v.used = map[int32]bool{}
	return v.search(from)
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
		if fits, err := v.fits(h, node); err != nil || !fits {
			if err != nil {
				return err
			}
			continue
		}
		if err := v.step(h.Relationship, h.Node); err != nil {
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

func (v *varLength) fits(h graph.Half, node int32) (bool, error) {
	second := v.stack[len(v.stack)-1].direction > 0
	if !v.follows(h, node, second) || v.used[h.Relationship] || v.met(h.Relationship, v.distinct) {
		return false, nil
	}
	if v.predicates == nil {
		return true, nil
	}
	v.row[v.each] = v.graph.RelationshipValueAt(h.Relationship)
	return v.predicates(v.run)
}

// step goes along a relationship, reports the way if it is long enough, and
// prepares to go on.
func (v *varLength) step(rel, to int32) error {
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
	if v.keep || v.mark {
		if err := v.meter.Work(int64(len(v.way))); err != nil {
			return err
		}
		v.row[v.rel] = v.relationships()
	}
	if v.target < 0 {
		v.row[v.to] = v.graph.NodeValueAt(to)
	}
	return v.next.push()
}

// relationships is the way as a list, in the order of the pattern.
func (v *varLength) relationships() graph.Value {
	list := make([]graph.Value, len(v.way))
	for i, rel := range v.way {
		list[i] = v.graph.RelationshipValueAt(rel)
	}
	if v.reversed {
		slices.Reverse(list)
	}
	return graph.ListOf(list...)
}
