package graph

import (
	"context"
	"math/bits"
	"slices"
)

// search looks for the chains of one request, strongest weakest hop first, then
// fewest hops, then by node ids. For each strength and each number of hops it
// walks from the start, in the order of ids, only where the rest of the hops can
// still lead to the end, so that what it finds is already in order.
type search struct {
	*Tracer
	q       TraceRequest
	ctx     context.Context
	err     error
	steps   int
	allowed []bool // by basis
	weakest int8   // the strength below which relationships are not walked now

	// known and reaches hold, for each number of remaining hops and each node, a
	// bit a state: whether it was asked, and whether the end can be reached.
	known, reaches [][]uint64

	path   []int32
	onPath []bool
	result []*Chain
}

func newSearch(ctx context.Context, t *Tracer, q TraceRequest) *search {
	s := &search{Tracer: t, q: q, ctx: ctx, onPath: make([]bool, t.g.NodeCount())}
	s.allowed = t.allow(q.Bases)
	s.known, s.reaches = make([][]uint64, q.MaxHops+1), make([][]uint64, q.MaxHops+1)
	for i := range s.known {
		s.known[i] = make([]uint64, t.g.NodeCount())
		s.reaches[i] = make([]uint64, t.g.NodeCount())
	}
	return s
}

func (s *search) chains() ([]*Chain, error) {
	for w := len(s.strengths) - 1; w >= 0; w-- {
		s.weakest = int8(w)
		for hops := 1; hops <= s.q.MaxHops; hops++ {
			if len(s.result) >= s.q.Paths || s.err != nil {
				return s.result, s.err
			}
			s.walk(s.q.From, 1<<s.state(0, 0), hops)
		}
		for i := range s.known {
			clear(s.known[i])
			clear(s.reaches[i])
		}
	}
	return s.result, s.err
}

// walkable reports whether a hop is one that this request may take now.
func (s *search) walkable(h *hop) bool {
	return h.strength >= s.weakest && s.allowed[h.basis] && (!h.structure || s.q.Structure)
}

// enterable reports whether a walk with rest hops left may stand on a node.
func (s *search) enterable(node int32, rest int) bool {
	if node == s.q.To || rest == 0 {
		return node == s.q.To && rest == 0
	}
	return !s.subject[node] && node != s.q.From
}

// canReach reports whether some walk of exactly rest hops leads from a node in a
// state to the end. It ignores that a chain meets no node twice.
func (s *search) canReach(node int32, st state, rest int) bool {
	if rest == 0 {
		return node == s.q.To
	}
	bit := uint64(1) << st
	if s.known[rest][node]&bit != 0 {
		return s.reaches[rest][node]&bit != 0
	}
	s.known[rest][node] |= bit
	hops := s.from(node)
	for i := range hops {
		h := &hops[i]
		if !s.walkable(h) || !s.enterable(h.node, rest-1) {
			continue
		}
		if next, ok := s.next(st, h); ok && s.canReach(h.node, next, rest-1) {
			s.reaches[rest][node] |= bit
			return true
		}
	}
	return false
}

// walk extends the path by node, which the path's relationships can reach in
// any of the states, and goes on with rest hops.
func (s *search) walk(node int32, states uint64, rest int) {
	if s.stopped() {
		return
	}
	s.path = append(s.path, node)
	s.onPath[node] = true
	if rest == 0 {
		s.found()
	} else {
		s.leave(node, states, rest)
	}
	s.onPath[node] = false
	s.path = s.path[:len(s.path)-1]
}

// leave takes all hops to each next node together, so that a sequence of nodes
// is walked once however many relationships join them.
func (s *search) leave(node int32, states uint64, rest int) {
	hops := s.from(node)
	for at := 0; at < len(hops); {
		to, from := hops[at].node, at
		for at < len(hops) && hops[at].node == to {
			at++
		}
		if s.onPath[to] || !s.enterable(to, rest-1) {
			continue
		}
		if next := s.statesAfter(states, hops[from:at], to, rest-1); next != 0 {
			s.walk(to, next, rest-1)
		}
		if len(s.result) >= s.q.Paths || s.err != nil {
			return
		}
	}
}

func (s *search) statesAfter(states uint64, hops []hop, to int32, rest int) (next uint64) {
	for i := range hops {
		if !s.walkable(&hops[i]) {
			continue
		}
		for m := states; m != 0; m &= m - 1 {
			st, ok := s.next(state(bits.TrailingZeros64(m)), &hops[i])
			if ok && s.canReach(to, st, rest) {
				next |= 1 << st
			}
		}
	}
	return next
}

// stopped looks at the context now and then.
func (s *search) stopped() bool {
	if s.steps++; s.steps&255 == 0 && s.err == nil {
		s.err = s.ctx.Err()
	}
	return s.err != nil
}

// found adds the path as a chain unless it was found before: a chain whose
// weakest hop is stronger is met again when weaker ones are looked for.
func (s *search) found() {
	for _, c := range s.result {
		if slices.EqualFunc(c.Nodes, s.path, func(n *Node, i int32) bool { return n.index == i }) {
			return
		}
	}
	hops := make([]*hop, 0, len(s.path))
	if hops = s.speak(hops, s.state(0, 0)); hops == nil {
		return
	}
	c := &Chain{}
	for _, i := range s.path {
		c.Nodes = append(c.Nodes, s.g.nodes[i])
	}
	for i, h := range hops {
		c.Relationships = append(c.Relationships, s.g.rels[h.rel])
		if h.strength < hops[c.WeakestHop].strength {
			c.WeakestHop = i
		}
	}
	c.Weakest = c.Relationships[c.WeakestHop].Basis()
	s.result = append(s.result, c)
}

// speak picks the relationship of each hop along the path: the strongest with
// which the rest of the path still counts as a chain.
func (s *search) speak(taken []*hop, st state) []*hop {
	if len(taken) == len(s.path)-1 {
		return taken
	}
	hops := s.from(s.path[len(taken)])
	for i := range hops {
		h := &hops[i]
		if h.node != s.path[len(taken)+1] || !s.walkable(h) {
			continue
		}
		if next, ok := s.next(st, h); ok {
			if all := s.speak(append(taken, h), next); all != nil {
				return all
			}
		}
	}
	return nil
}
