package exec

import "slices"

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
