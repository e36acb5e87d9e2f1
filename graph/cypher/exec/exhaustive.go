package exec

import "planatlas/graph"

// exhaustive finds the shortest paths that pass conditions on the path as a
// whole: it tries the paths of each length in turn. It is as slow as it sounds,
// and metered; Neo4j does the same.
func (s *shortest) exhaustive(from, to int32) error {
	longest := int64(s.graph.RelationshipCount())
	if s.most >= 0 {
		longest = min(longest, s.most)
	}
	for length := s.least; length <= longest; length++ {
		t := &trial{shortest: s, to: to, length: int(length), used: map[int32]bool{}}
		t.nodes = append(t.nodes, s.graph.Node(from))
		if err := t.extend(from); err == errEnough {
			return nil
		} else if err != nil {
			return err
		}
		if t.found || !t.reached {
			return nil
		}
	}
	return nil
}

// trial looks for paths of one length.
type trial struct {
	*shortest
	to      int32
	length  int
	nodes   []*graph.Node
	rels    []*graph.Relationship
	used    map[int32]bool
	found   bool
	reached bool // some way is of this length, so longer ones may be too
}

func (t *trial) extend(node int32) error {
	if len(t.rels) == t.length {
		t.reached = true
		if node != t.to {
			return nil
		}
		return t.test()
	}
	w := &t.forward
	for d, dir := range w.directions {
		for _, h := range w.halves(node, dir) {
			if err := t.meter.Work(1); err != nil {
				return err
			}
			if t.used[h.Relationship] || !w.follows(h, node, d > 0) {
				continue
			}
			if ok, err := t.passes(h.Relationship); err != nil || !ok {
				if err != nil {
					return err
				}
				continue
			}
			if err := t.along(h); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *trial) along(h graph.Half) error {
	t.used[h.Relationship] = true
	t.nodes = append(t.nodes, t.graph.Node(h.Node))
	t.rels = append(t.rels, t.graph.Relationship(h.Relationship))
	err := t.extend(h.Node)
	delete(t.used, h.Relationship)
	t.nodes, t.rels = t.nodes[:len(t.nodes)-1], t.rels[:len(t.rels)-1]
	return err
}

// test passes the path on if the conditions hold for it.
func (t *trial) test() error {
	nodes := append([]*graph.Node(nil), t.nodes...)
	rels := append([]*graph.Relationship(nil), t.rels...)
	t.bind(nodes, rels)
	if ok, err := t.conditions(t.run); err != nil || !ok {
		return err
	}
	t.found = true
	if err := t.next.push(); err != nil {
		return err
	}
	if !t.all {
		return errEnough
	}
	return nil
}
