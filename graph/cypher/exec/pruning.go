package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// pruning follows relationships over several hops, breadth first, and reaches
// each node once: what comes next does not ask in how many ways. It finds the
// nodes that some way without a repeated relationship leads to. A shortest way
// to another node never repeats one; for the way back to the start see cycles.
type pruning struct {
	passing
	walker
	from, to    int
	distinct    []int
	least, most int64
	each        int
	predicates  condition
	reached     map[int32]arrival
}

// arrival is how a node was first reached.
type arrival struct {
	depth  int64
	rel    int32 // along this relationship
	branch int32 // and, from the start, along this one
}

func newPruning(pass passing, o *plan.VarLengthExpand) (step, error) {
	p := &pruning{passing: pass, walker: newWalker(pass.graph, &o.Step), least: o.Min, most: o.Max}
	p.from, p.to, p.distinct = o.From.Slot, o.To.Slot, taken(o.Distinct)
	if o.Each != nil {
		p.each = o.Each.Slot
	}
	var err error
	p.predicates, err = pass.all(o.Predicates)
	return p, err
}

func (p *pruning) push() error {
	start, ok, err := nodeIn(p.row[p.from])
	if !ok {
		return err
	}
	p.reached = map[int32]arrival{start: {rel: -1, branch: -1}}
	if p.least == 0 {
		if err := p.emit(start); err != nil {
			return err
		}
	}
	back := p.least == 0 // whether the start was passed on already
	level := []int32{start}
	for depth := int64(1); len(level) > 0 && (p.most < 0 || depth <= p.most); depth++ {
		var next []int32
		for _, node := range level {
			more, cycle, err := p.around(node, start, depth)
			if err != nil {
				return err
			}
			if cycle && !back {
				back = true
				if err := p.emit(start); err != nil {
					return err
				}
			}
			next = append(next, more...)
		}
		level = next
	}
	return nil
}

// around goes from a node to those not reached yet and passes them on. cycle
// says that a way back to the start, no longer than allowed, was closed.
func (p *pruning) around(node, start int32, depth int64) (next []int32, cycle bool, err error) {
	for i, d := range p.directions {
		for _, h := range p.halves(node, d) {
			if err := p.meter.Work(1); err != nil {
				return nil, false, err
			}
			if ok, err := p.fits(h, node, i > 0); err != nil || !ok {
				if err != nil {
					return nil, false, err
				}
				continue
			}
			known, seen := p.reached[h.Node]
			if seen {
				cycle = cycle || p.closes(h, p.reached[node], known, start)
				continue
			}
			p.reach(h, p.reached[node], depth)
			next = append(next, h.Node)
			if err := p.emit(h.Node); err != nil {
				return nil, false, err
			}
		}
	}
	return next, cycle, nil
}

func (p *pruning) fits(h graph.Half, node int32, second bool) (bool, error) {
	if !p.follows(h, node, second) || p.met(h.Relationship, p.distinct) {
		return false, nil
	}
	if p.predicates == nil {
		return true, nil
	}
	p.row[p.each] = p.graph.RelationshipValueAt(h.Relationship)
	return p.predicates(p.run)
}

func (p *pruning) reach(h graph.Half, from arrival, depth int64) {
	a := arrival{depth, h.Relationship, from.branch}
	if from.rel < 0 { // from the start
		a.branch = h.Relationship
	}
	p.reached[h.Node] = a
}

// closes reports whether a relationship from a reached node to another closes a
// way from the start back to it: directed, by arriving there; undirected, also
// by joining two branches, the second of which is then gone backwards.
func (p *pruning) closes(h graph.Half, from, to arrival, start int32) bool {
	if h.Relationship == from.rel {
		return false
	}
	if h.Node == start {
		return from.branch != h.Relationship
	}
	if len(p.directions) < 2 || from.branch < 0 || from.branch == to.branch {
		return false
	}
	return p.most < 0 || from.depth+to.depth+1 <= p.most
}

func (p *pruning) emit(node int32) error {
	p.row[p.to] = p.graph.NodeValueAt(node)
	return p.next.push()
}
