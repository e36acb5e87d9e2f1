package graph

import (
	"context"
	"slices"
)

// Betweenness says how many chains pass through each node.
type Betweenness struct {
	// Pairs is the number of pairs of nodes that a chain joins.
	Pairs int
	// Through is, by node index, the number of those pairs whose shortest chains
	// pass through the node; where several are shortest, each counts for its
	// share, so that a node on one of two adds a half.
	Through []float64
}

// Betweenness counts the shortest chains between all pairs of content nodes, by
// the rule of the trace: down and then up, no node twice, the plan's subject
// only at an end. It is Brandes' algorithm on the states of that rule, one walk
// from every node. The only error is the context's.
//
// A chain is missed where its beginning is longer than another to the same node
// in the same state and only the longer one can go on without meeting a node
// twice. That takes level hops in a ring: 2 of 4,500 dense random graphs held
// such a pair, and no plan is that dense.
func (t *Tracer) Betweenness(ctx context.Context, q TraceRequest) (*Betweenness, error) {
	b := &between{Tracer: t, q: q, allowed: t.allow(q.Bases), closure: t.closures(), at: make([][]int32, t.g.NodeCount())}
	b.q.MaxHops = bounded(q.MaxHops, DefaultMaxHops, MostHops)
	out := &Betweenness{Through: make([]float64, t.g.NodeCount())}
	for i := range t.g.nodes {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if b.end(int32(i)) {
			b.from(int32(i), out)
		}
	}
	out.Pairs /= 2
	for i := range out.Through {
		out.Through[i] /= 2 // a chain read backwards is the same chain
	}
	return out, nil
}

// between is the work of one count; at and steps are those of one source.
type between struct {
	*Tracer
	q       TraceRequest
	allowed []bool
	closure []uint64 // by state: itself and the states that can do no more

	source int32
	at     [][]int32 // steps by node
	steps  []step
}

// step is a node as the chains from the source meet it, in one set of states.
// The same sequence of nodes always leads to the same step, so that sigma counts
// sequences of nodes, as a trace does, however many relationships join them.
type step struct {
	node         int32
	hops         int32
	states       uint64
	sigma, delta float64
	parents      []int32
	copied       bool // only passed through, see avoiding
}

// end reports whether chains that begin or end at a node are counted.
func (b *between) end(node int32) bool {
	return len(b.rules.Labels) == 0 || slices.Contains(b.rules.Labels, b.g.nodes[node].Label())
}

// closures lists, for each state, the states that allow no more than it. A walk
// that has not risen may do whatever one that has risen may, and one that did
// not come by a level hop whatever one that did.
func (t *Tracer) closures() []uint64 {
	width := uint8(1 + 2*t.levels)
	out := make([]uint64, 2*width)
	for risen := range uint8(2) {
		for entry := range width {
			var set uint64
			for r := risen; r < 2; r++ {
				for e := range width {
					if entry == 0 || e == entry {
						set |= 1 << t.state(r, e)
					}
				}
			}
			out[t.state(risen, entry)] = set
		}
	}
	return out
}

// from counts the chains that begin at a node.
func (b *between) from(source int32, out *Betweenness) {
	b.source = source
	b.steps = append(b.steps[:0], step{node: source, states: b.closure[b.state(0, 0)], sigma: 1})
	b.at[source] = append(b.at[source], 0)
	for i := 0; i < len(b.steps); i++ {
		if s := &b.steps[i]; !s.copied && int(s.hops) < b.q.MaxHops && (s.node == source || !b.subject[s.node]) {
			b.leave(int32(i))
		}
	}
	b.collect(out)
	for _, s := range b.steps {
		b.at[s.node] = b.at[s.node][:0]
	}
}

// leave takes all hops to each next node together.
func (b *between) leave(from int32) {
	hops := b.Tracer.from(b.steps[from].node)
	for at := 0; at < len(hops); {
		to := hops[at].node
		var states uint64
		for ; at < len(hops) && hops[at].node == to; at++ {
			states |= b.after(b.steps[from].states, &hops[at])
		}
		if states != 0 && to != b.source {
			b.arrive(from, to, states)
		}
	}
}

// after is the set of states in which a hop can be left behind.
func (b *between) after(states uint64, h *hop) uint64 {
	if h.structure && !b.q.Structure || !b.allowed[h.basis] {
		return 0
	}
	var out uint64
	for s := range state(len(b.closure)) {
		if states&(1<<s) == 0 {
			continue
		}
		if next, ok := b.next(s, h); ok {
			out |= b.closure[next]
		}
	}
	return out
}

// arrive notes that the chains of a step lead on to a node. A node that was met
// sooner in states that allow as much is on no shortest chain here, and none
// meets a node twice.
func (b *between) arrive(from, to int32, states uint64) {
	hops := b.steps[from].hops + 1
	same, sooner := int32(-1), false
	for _, i := range b.at[to] {
		s := &b.steps[i]
		switch {
		case s.hops < hops && states&^s.states == 0:
			return
		case s.hops == hops && s.states == states:
			same = i
		}
		sooner = sooner || s.hops < hops
	}
	if sooner {
		if from = b.avoiding(from, to); from < 0 {
			return
		}
	}
	if same >= 0 {
		s := &b.steps[same]
		s.sigma += b.steps[from].sigma
		s.parents = append(s.parents, from)
		return
	}
	b.at[to] = append(b.at[to], int32(len(b.steps)))
	b.steps = append(b.steps, step{node: to, hops: hops, states: states, sigma: b.steps[from].sigma, parents: []int32{from}})
}

// avoiding is the step with those of its chains that do not meet a node: itself
// where none does, -1 where all do, else a copy that leads nowhere but where the
// caller takes it.
func (b *between) avoiding(at, node int32) int32 {
	if b.steps[at].node == node {
		return -1
	}
	parents := b.steps[at].parents
	kept := make([]int32, 0, len(parents))
	for _, p := range parents {
		if q := b.avoiding(p, node); q >= 0 {
			kept = append(kept, q)
		}
	}
	if slices.Equal(kept, parents) {
		return at
	}
	if len(kept) == 0 {
		return -1
	}
	s := step{node: b.steps[at].node, hops: b.steps[at].hops, copied: true, parents: kept}
	for _, p := range kept {
		s.sigma += b.steps[p].sigma
	}
	b.steps = append(b.steps, s)
	return int32(len(b.steps) - 1)
}

// collect adds what passes through each node, last steps first.
func (b *between) collect(out *Betweenness) {
	for i := len(b.steps) - 1; i > 0; i-- {
		s := &b.steps[i]
		through := s.delta
		if total := b.shortest(s); total > 0 {
			s.delta += s.sigma / total
			if b.at[s.node][0] == int32(i) {
				out.Pairs++
			}
		}
		for _, p := range s.parents {
			b.steps[p].delta += b.steps[p].sigma / s.sigma * s.delta
		}
		out.Through[s.node] += through
	}
}

// shortest is the number of shortest chains to the step's node, 0 where the
// step's are longer or the node is no end.
func (b *between) shortest(s *step) float64 {
	total := 0.0
	if s.copied || !b.end(s.node) {
		return 0
	}
	for _, i := range b.at[s.node] {
		switch other := &b.steps[i]; {
		case other.hops < s.hops:
			return 0
		case other.hops == s.hops:
			total += other.sigma
		}
	}
	return total
}
