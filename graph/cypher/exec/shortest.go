package exec

import (
	"sync"

	"planatlas/graph"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/source"
)

// shortest finds shortest paths between two bound nodes by breadth-first search
// from both ends: level by level, always on the side with fewer nodes to look
// at. Where a condition reads the path as a whole, that cannot be known before
// the path is complete; then paths are tried in order of length (exhaustive.go).
type shortest struct {
	passing
	forward, backward walker
	from, rel, to     int
	all, keep, single bool
	least, most       int64
	path              int // -1 for none
	each              int
	predicates        condition // on each relationship, nil for none
	conditions        condition // on the path, nil for none
	two               *frontiers
}

func newShortest(pass passing, o *plan.ShortestPath) (step, error) {
	s := &shortest{passing: pass, forward: newWalker(pass.graph, &o.Step), path: -1, least: o.Min, most: o.Max}
	s.backward = s.forward.opposite()
	s.from, s.rel, s.to = o.From.Slot, o.Relationship.Slot, o.To.Slot
	s.all, s.keep, s.single = o.All, o.Keep, o.Single
	if o.Path != nil {
		s.path = o.Path.Slot
	}
	if o.Each != nil {
		s.each = o.Each.Slot
	}
	var err error
	if s.predicates, err = pass.all(o.Predicates); err != nil {
		return nil, err
	}
	s.conditions, err = pass.all(o.Conditions)
	return s, err
}

func (s *shortest) push() error {
	from, ok, err := nodeIn(s.row[s.from])
	if !ok {
		return err
	}
	to, ok, err := nodeIn(s.row[s.to])
	if !ok {
		return err
	}
	if from == to && s.least > 0 {
		return sameEnds()
	}
	if s.conditions != nil {
		return s.exhaustive(from, to)
	}
	if from == to {
		return s.emit([]*graph.Node{s.graph.Node(from)}, nil)
	}
	s.two = borrowFrontiers(s.graph.NodeCount())
	defer func() { s.two.giveBack(); s.two = nil }()
	return s.search(from, to)
}

// sameEnds is what Neo4j says by default: a shortest path from a node to itself
// is more often a mistake than a question.
func sameEnds() error {
	return source.Hint(source.Error(source.Pos{}, "ArgumentError", source.Runtime, "InvalidArgumentValue",
		"a shortest path needs two different end nodes, and they are the same here"),
		"add WHERE a <> b before the shortest path")
}

// frontiers is the state of one search. The distances are stamped with the
// number of the search, so that they need not be cleared.
type frontiers struct {
	stamp uint32
	sides [2]side
}

// side is the search from one end.
type side struct {
	stamps   []uint32
	distance []int32
	level    []int32 // the nodes at the greatest distance so far
	next     []int32
	depth    int32
}

var frontierPool sync.Pool

func borrowFrontiers(nodes int) *frontiers {
	f, _ := frontierPool.Get().(*frontiers)
	if f == nil || len(f.sides[0].stamps) < nodes || f.stamp == 1<<32-1 {
		f = &frontiers{}
		for i := range f.sides {
			f.sides[i].stamps, f.sides[i].distance = make([]uint32, nodes), make([]int32, nodes)
		}
	}
	f.stamp++
	for i := range f.sides {
		f.sides[i].level, f.sides[i].next, f.sides[i].depth = f.sides[i].level[:0], f.sides[i].next[:0], 0
	}
	return f
}

func (f *frontiers) giveBack() { frontierPool.Put(f) }

func (f *frontiers) reached(i int, node int32) bool { return f.sides[i].stamps[node] == f.stamp }

func (f *frontiers) reach(i int, node, distance int32) {
	s := &f.sides[i]
	s.stamps[node], s.distance[node] = f.stamp, distance
	s.next = append(s.next, node)
}

// search grows the smaller side until the two meet.
func (s *shortest) search(from, to int32) error {
	two := s.two
	two.reach(0, from, 0)
	two.reach(1, to, 0)
	for i := range two.sides {
		two.sides[i].level, two.sides[i].next = two.sides[i].next, two.sides[i].level
	}
	for {
		a, b := &two.sides[0], &two.sides[1]
		if len(a.level) == 0 || len(b.level) == 0 || s.most >= 0 && int64(a.depth+b.depth) >= s.most {
			return nil
		}
		i := 0
		if len(b.level) < len(a.level) {
			i = 1
		}
		meetings, err := s.grow(i)
		if err != nil {
			return err
		}
		if len(meetings) > 0 {
			return s.report(meetings)
		}
	}
}

// grow goes one level further on one side and returns the nodes that the other
// side has reached too. All of them lie on paths of the same, shortest length.
func (s *shortest) grow(i int) (meetings []int32, err error) {
	side := &s.two.sides[i]
	w := &s.forward
	if i == 1 {
		w = &s.backward
	}
	side.depth++
	side.next = side.next[:0]
	for _, node := range side.level {
		for d, dir := range w.directions {
			for _, h := range w.halves(node, dir) {
				if err := s.meter.Work(1); err != nil {
					return nil, err
				}
				if s.two.reached(i, h.Node) || !w.follows(h, node, d > 0) {
					continue
				}
				if ok, err := s.passes(h.Relationship); err != nil || !ok {
					if err != nil {
						return nil, err
					}
					continue
				}
				s.two.reach(i, h.Node, side.depth)
				if s.two.reached(1-i, h.Node) {
					meetings = append(meetings, h.Node)
				}
			}
		}
	}
	side.level, side.next = side.next, side.level
	return meetings, nil
}

func (s *shortest) passes(rel int32) (bool, error) {
	if s.predicates == nil {
		return true, nil
	}
	s.row[s.each] = s.graph.RelationshipValueAt(rel)
	return s.predicates(s.run)
}

// report passes on the paths through the nodes where the sides met: the first
// one, or all of them.
func (s *shortest) report(meetings []int32) error {
	for _, meeting := range meetings {
		err := s.halfPaths(0, meeting, nil, func(before []graph.Half) error {
			return s.halfPaths(1, meeting, nil, func(after []graph.Half) error {
				return s.join(meeting, before, after)
			})
		})
		if err == errEnough {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// halfPaths calls found with each shortest way from a node back to the end of
// one side: the relationships and the nodes they lead to, nearest first.
func (s *shortest) halfPaths(i int, node int32, way []graph.Half, found func([]graph.Half) error) error {
	distance := s.two.sides[i].distance[node]
	if distance == 0 {
		return found(way)
	}
	w := &s.backward
	if i == 1 {
		w = &s.forward
	}
	for d, dir := range w.directions {
		for _, h := range w.halves(node, dir) {
			if err := s.meter.Work(1); err != nil {
				return err
			}
			if !s.two.reached(i, h.Node) || s.two.sides[i].distance[h.Node] != distance-1 || !w.follows(h, node, d > 0) {
				continue
			}
			if ok, err := s.passes(h.Relationship); err != nil || !ok {
				if err != nil {
					return err
				}
				continue
			}
			if err := s.halfPaths(i, h.Node, append(way[:len(way):len(way)], h), found); err != nil {
				return err
			}
		}
	}
	return nil
}

// errEnough ends the search after the one path that was asked for.
var errEnough = stopError("enough")

type stopError string

func (e stopError) Error() string { return string(e) }

// join puts the two halves together and passes the path on.
func (s *shortest) join(meeting int32, before, after []graph.Half) error {
	nodes := make([]*graph.Node, 0, len(before)+len(after)+1)
	rels := make([]*graph.Relationship, 0, len(before)+len(after))
	for i := len(before) - 1; i >= 0; i-- {
		nodes = append(nodes, s.graph.Node(before[i].Node))
		rels = append(rels, s.graph.Relationship(before[i].Relationship))
	}
	nodes = append(nodes, s.graph.Node(meeting))
	for _, h := range after {
		nodes = append(nodes, s.graph.Node(h.Node))
		rels = append(rels, s.graph.Relationship(h.Relationship))
	}
	if err := s.emit(nodes, rels); err != nil {
		return err
	}
	if !s.all {
		return errEnough
	}
	return nil
}

func (s *shortest) emit(nodes []*graph.Node, rels []*graph.Relationship) error {
	s.bind(nodes, rels)
	return s.next.push()
}

func (s *shortest) bind(nodes []*graph.Node, rels []*graph.Relationship) {
	if s.path >= 0 {
		s.row[s.path] = graph.PathValue(&graph.Path{Nodes: nodes, Relationships: rels})
	}
	switch {
	case !s.keep:
	case s.single && len(rels) == 1:
		s.row[s.rel] = graph.RelationshipValue(rels[0])
	default:
		s.row[s.rel] = relationshipList(rels)
	}
}

func relationshipList(rels []*graph.Relationship) graph.Value {
	list := make([]graph.Value, len(rels))
	for i, rel := range rels {
		list[i] = graph.RelationshipValue(rel)
	}
	return graph.ListOf(list...)
}
