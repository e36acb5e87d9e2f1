package exec

import (
	"strconv"

	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// seek makes rows of the nodes that values lead to, each node once.
type seek struct {
	passing
	node  int
	value eval
	list  bool
	find  func(graph.Value) *graph.Node
}

// newIDSeek finds nodes by their property id.
func newIDSeek(pass passing, o *plan.NodeUniqueIndexSeek) (step, error) {
	value, err := pass.compile(o.Value)
	return &seek{pass, o.Node.Slot, value, o.List, func(v graph.Value) *graph.Node {
		id, ok := v.AsString()
		if !ok {
			return nil
		}
		return pass.graph.NodeByID(id)
	}}, err
}

// newElementIDSeek finds nodes by id() or elementId().
func newElementIDSeek(pass passing, o *plan.NodeByElementIDSeek) (step, error) {
	value, err := pass.compile(o.Value)
	find := pass.byElementID
	if o.Numbers {
		find = pass.byNumber
	}
	return &seek{pass, o.Node.Slot, value, o.List, find}, err
}

func (r *run) byNumber(v graph.Value) *graph.Node {
	i, ok := v.AsInt()
	if f, isFloat := v.AsFloat(); isFloat && f == float64(int64(f)) {
		i, ok = int64(f), true
	}
	if !ok || i < 0 || i >= int64(r.graph.NodeCount()) {
		return nil
	}
	return r.graph.Node(int32(i))
}

// byElementID reads an id as elementId() writes it: the node's id, or its
// number where it has none.
func (r *run) byElementID(v graph.Value) *graph.Node {
	s, ok := v.AsString()
	if !ok {
		return nil
	}
	if n := r.graph.NodeByID(s); n != nil {
		return n
	}
	i, err := strconv.ParseInt(s, 10, 32)
	if err != nil {
		return nil
	}
	if n := r.byNumber(graph.Int(i)); n != nil && n.ID == "" {
		return n
	}
	return nil
}

func (s *seek) push() error {
	v, err := s.value(s.run)
	if err != nil {
		return err
	}
	wanted := []graph.Value{v}
	if s.list {
		wanted, _ = v.AsList()
	}
	seen := map[*graph.Node]bool{nil: true}
	for _, w := range wanted {
		n := s.find(w)
		if seen[n] {
			continue
		}
		seen[n] = true
		if err := s.meter.Work(1); err != nil {
			return err
		}
		s.row[s.node] = graph.NodeValue(n)
		if err := s.next.push(); err != nil {
			return err
		}
	}
	return nil
}
