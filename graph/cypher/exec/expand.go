package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
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

// reaches reports whether a walk follows a relationship that stands at the node
// in a direction; a loop stands there in both.
func (w *walker) reaches(h graph.Half, node int32, d graph.Direction) bool {
	if !w.all && !w.follow[h.Type] {
		return false
	}
	return len(w.directions) > 1 || w.directions[0] == d || h.Node == node
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
