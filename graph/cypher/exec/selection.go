package exec

import (
	"container/heap"
	"slices"

	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// selection finds the shortest paths of a pattern between two bound nodes, in
// the order of their lengths, until it has as many as wanted.
//
// It searches forward along the pattern's automaton, always on with the way that
// can be finished soonest (A*). How far a way still is from the end comes from a
// search backwards, which visits each node in each state once. No relationship
// is used twice on one way; the search forward sees to that, so a way may turn
// out longer than hoped, and then others come first.
type selection struct {
	passing
	operator   *plan.StatefulShortestPath
	states     []selectionState
	conditions condition // on the whole path, nil for none
	target     int32
	ahead      backward
	queue      ways
	made       int64
	held       int64
}

// selectionState is a state of the automaton, made ready.
type selectionState struct {
	node       int
	list       int // -1 for none
	conditions condition
	round      condition
	roundStart int
	steps      []selectionStep
	before     []selectionStep // backwards: to is where the step comes from
}

type selectionStep struct {
	to         int
	rel        int // slot, -1 for a step at the same node
	list       int // -1 for none
	walker     walker
	conditions condition
}

func newSelection(pass passing, o *plan.StatefulShortestPath) (step, error) {
	s := &selection{passing: pass, operator: o, states: make([]selectionState, len(o.Automaton.States))}
	for i := range o.Automaton.States {
		if err := s.prepare(i, &o.Automaton.States[i]); err != nil {
			return nil, err
		}
	}
	var err error
	s.conditions, err = pass.all(o.Conditions)
	return s, err
}

func (s *selection) prepare(i int, from *plan.State) (err error) {
	st := &s.states[i]
	st.node, st.list = from.Node.Slot, -1
	if from.List != nil {
		st.list = from.List.Slot
	}
	if st.conditions, err = s.all(from.Conditions); err != nil {
		return err
	}
	if from.Round != nil {
		st.roundStart = from.Round.Start
		if st.round, err = s.all(from.Round.Conditions); err != nil {
			return err
		}
	}
	for _, step := range from.Steps {
		ready := selectionStep{to: step.To, rel: -1, list: -1}
		if step.Relationship != nil {
			ready.rel = step.Relationship.Slot
			ready.walker = newWalker(s.graph, &plan.Step{Direction: step.Direction, Types: step.Types})
		}
		if step.List != nil {
			ready.list = step.List.Slot
		}
		if ready.conditions, err = s.all(step.Conditions); err != nil {
			return err
		}
		st.steps = append(st.steps, ready)
		ready.to, ready.walker = i, ready.walker.opposite()
		s.states[step.To].before = append(s.states[step.To].before, ready)
	}
	return nil
}

func (s *selection) push() error {
	from, ok, err := nodeIn(s.row[s.operator.Start.Slot])
	if !ok {
		return err
	}
	if s.target, ok, err = nodeIn(s.row[s.operator.End.Slot]); !ok {
		return err
	}
	start, end := s.row[s.operator.Start.Slot], s.row[s.operator.End.Slot]
	s.queue, s.made = nil, 0
	s.ahead = backward{selection: s, left: map[place]int32{}}
	s.ahead.reach(place{s.operator.Automaton.Accept, s.target}, 0)
	err = s.search(from)
	_ = s.meter.Hold(-s.held) // giving back cannot fail
	s.held = 0
	s.row[s.operator.Start.Slot], s.row[s.operator.End.Slot] = start, end
	return err
}

func (s *selection) search(from int32) error {
	if err := s.add(&way{state: 0, node: from, rel: -1}); err != nil {
		return err
	}
	paths, lengths, last := int64(0), int64(0), int32(-1)
	for len(s.queue) > 0 {
		if err := s.meter.Work(1); err != nil {
			return err
		}
		w := heap.Pop(&s.queue).(*way)
		if w.state == s.operator.Automaton.Accept && w.node == s.target {
			if w.length != last && lengths == s.operator.Count && s.operator.Groups {
				return nil
			}
			found, err := s.report(w)
			if err != nil {
				return err
			}
			if found {
				paths++
				if w.length != last {
					lengths, last = lengths+1, w.length
				}
			}
			if !s.operator.Groups && paths == s.operator.Count {
				return nil
			}
			continue
		}
		if err := s.goOn(w); err != nil {
			return err
		}
	}
	return nil
}

// add puts a way into the queue, unless its state does not allow its node or
// the end cannot be reached from it.
func (s *selection) add(w *way) error {
	if ok, err := s.allowed(w.state, w.node); err != nil || !ok {
		return err
	}
	if ok, err := s.roundHolds(w); err != nil || !ok {
		return err
	}
	left, err := s.ahead.leftFrom(place{w.state, w.node})
	if err != nil || left < 0 {
		return err
	}
	s.made++
	w.left, w.made = left, s.made
	heap.Push(&s.queue, w)
	s.held += wayBytes
	return s.meter.Hold(wayBytes)
}

func (s *selection) allowed(state int, node int32) (bool, error) {
	st := &s.states[state]
	if st.conditions == nil {
		return true, nil
	}
	s.row[st.node] = s.graph.NodeValueAt(node)
	return st.conditions(s.run)
}

// roundHolds tests what a round through a group must fulfil as a whole.
func (s *selection) roundHolds(w *way) (bool, error) {
	st := &s.states[w.state]
	if st.round == nil {
		return true, nil
	}
	for p := w; ; p = p.before {
		s.row[s.states[p.state].node] = s.graph.NodeValueAt(p.node)
		if p.state == st.roundStart {
			break
		}
		s.row[s.stepTo(p).rel] = s.graph.RelationshipValueAt(p.rel)
	}
	return st.round(s.run)
}

// stepTo is the step that led to a way.
func (s *selection) stepTo(w *way) *selectionStep {
	steps := s.states[w.before.state].steps
	for i := range steps {
		if steps[i].to == w.state && (steps[i].rel < 0) == (w.rel < 0) {
			return &steps[i]
		}
	}
	panic("exec: a way without a step")
}

// goOn follows the steps of the automaton from a way.
func (s *selection) goOn(w *way) error {
	for i := range s.states[w.state].steps {
		step := &s.states[w.state].steps[i]
		if step.rel < 0 {
			if err := s.add(&way{before: w, state: step.to, node: w.node, rel: -1, length: w.length}); err != nil {
				return err
			}
			continue
		}
		err := s.along(step, w.node, func(h graph.Half) error {
			if w.uses(h.Relationship) {
				return nil
			}
			return s.add(&way{before: w, state: step.to, node: h.Node, rel: h.Relationship, length: w.length + 1})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// along visits the relationships at a node that a step follows.
func (s *selection) along(step *selectionStep, node int32, visit func(graph.Half) error) error {
	w := &step.walker
	for i, d := range w.directions {
		for _, h := range w.halves(node, d) {
			if err := s.meter.Work(1); err != nil {
				return err
			}
			if !w.follows(h, node, i > 0) {
				continue
			}
			if step.conditions != nil {
				s.row[step.rel] = s.graph.RelationshipValueAt(h.Relationship)
				if ok, err := step.conditions(s.run); err != nil || !ok {
					if err != nil {
						return err
					}
					continue
				}
			}
			if err := visit(h); err != nil {
				return err
			}
		}
	}
	return nil
}

// report binds the variables of the pattern along a way and passes the row on,
// if the conditions on the whole path hold.
func (s *selection) report(w *way) (bool, error) {
	var all []*way
	for p := w; p != nil; p = p.before {
		all = append(all, p)
	}
	slices.Reverse(all)
	lists := map[int][]graph.Value{}
	path := &graph.Path{}
	for i, p := range all {
		if p.rel >= 0 {
			step := s.stepTo(p)
			rel := s.graph.RelationshipValueAt(p.rel)
			path.Relationships = append(path.Relationships, s.graph.Relationship(p.rel))
			s.bindTo(lists, step.rel, step.list, rel)
		}
		if i == 0 || p.rel >= 0 {
			path.Nodes = append(path.Nodes, s.graph.Node(p.node))
		}
		st := &s.states[p.state]
		s.bindTo(lists, st.node, st.list, s.graph.NodeValueAt(p.node))
	}
	for _, list := range s.operator.Lists {
		s.row[list.Slot] = graph.ListOf(lists[list.Slot]...)
	}
	if s.operator.Path != nil {
		s.row[s.operator.Path.Slot] = graph.PathValue(path)
	}
	if s.conditions != nil {
		if ok, err := s.conditions(s.run); err != nil || !ok {
			return false, err
		}
	}
	return true, s.next.push()
}

func (s *selection) bindTo(lists map[int][]graph.Value, slot, list int, v graph.Value) {
	if list >= 0 {
		lists[list] = append(lists[list], v)
	} else {
		s.row[slot] = v
	}
}
