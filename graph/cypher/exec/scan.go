package exec

import (
	"slices"
	"strconv"

	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// allNodesScan makes a row of each node.
type allNodesScan struct {
	passing
	node    int
	counted bool
}

func (s *allNodesScan) push() error {
	n := s.graph.NodeCount()
	if s.counted {
		return s.pushWeighted(n)
	}
	for i := range int32(n) {
		if err := s.meter.Work(1); err != nil {
			return err
		}
		s.row[s.node] = s.graph.NodeValueAt(i)
		if err := s.next.push(); err != nil {
			return err
		}
	}
	return nil
}

// labelScan makes a row of each node with a label.
type labelScan struct {
	passing
	node    int
	indexes []int32
	counted bool
}

func (s *labelScan) push() error {
	if s.counted {
		return s.pushWeighted(len(s.indexes))
	}
	for _, i := range s.indexes {
		if err := s.meter.Work(1); err != nil {
			return err
		}
		s.row[s.node] = s.graph.NodeValueAt(i)
		if err := s.next.push(); err != nil {
			return err
		}
	}
	return nil
}

// unionOf are the nodes with at least one of the labels, in order.
func (r *run) unionOf(labels []string) []int32 {
	var all []int32
	for _, l := range labels {
		all = append(all, r.graph.WithLabel(l)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

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
