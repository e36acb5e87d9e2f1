package graph

import (
	"cmp"
	"context"
	"slices"
)

// Reached is a node that a walk reaches, with the fewest hops that it takes.
type Reached struct {
	Node *Node
	Hops int
}

// Reach is everything up or down from a node.
type Reach struct {
	From *Node
	// Nodes begins with the start; the others follow by hops, then by id.
	Nodes []Reached
	// Relationships are those that lead from a node of Nodes to another in the
	// direction asked for, by id.
	Relationships []*Relationship
}

// Up walks to everything that a node serves: the whole, the end, the place, the
// upper level.
func (t *Tracer) Up(ctx context.Context, from int32, bases []string) (*Reach, error) {
	return t.reach(ctx, from, hopUp, bases)
}

// Down walks to everything that carries a node: its parts, carriers, measures
// and those responsible.
func (t *Tracer) Down(ctx context.Context, from int32, bases []string) (*Reach, error) {
	return t.reach(ctx, from, hopDown, bases)
}

// reach walks one kind of hop, and sameness, without bound. A subject of a plan
// is reached and not left, since it ties everything to everything.
func (t *Tracer) reach(ctx context.Context, from int32, kind hopKind, bases []string) (*Reach, error) {
	allowed := t.allow(bases)
	out := &Reach{From: t.g.nodes[from], Nodes: []Reached{{Node: t.g.nodes[from]}}}
	seen := map[int32]bool{from: true}
	rels := map[int32]bool{}
	for at := 0; at < len(out.Nodes); at++ {
		r := out.Nodes[at]
		if t.subject[r.Node.index] && at > 0 {
			continue
		}
		if at&255 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, h := range t.from(r.Node.index) {
			if h.structure || !allowed[h.basis] || (h.kind != kind && h.kind != hopSame) {
				continue
			}
			rels[h.rel] = true
			if !seen[h.node] {
				seen[h.node] = true
				out.Nodes = append(out.Nodes, Reached{t.g.nodes[h.node], r.Hops + 1})
			}
		}
	}
	for i := range rels {
		out.Relationships = append(out.Relationships, t.g.rels[i])
	}
	slices.SortFunc(out.Relationships, func(a, b *Relationship) int { return int(a.index - b.index) })
	slices.SortStableFunc(out.Nodes[1:], func(a, b Reached) int {
		return cmp.Or(cmp.Compare(a.Hops, b.Hops), cmp.Compare(a.Node.index, b.Node.index))
	})
	return out, nil
}

// silence says how far each end of a request gets.
func (t *Tracer) silence(q TraceRequest, allowed []bool) *Silence {
	s := &Silence{}
	s.From, s.NeverFrom = t.last(q.From, q, allowed)
	s.To, s.NeverTo = t.last(q.To, q, allowed)
	return s
}

// spot is a node in a state of the rule.
type spot struct {
	node  int32
	state state
}

// last walks from one end as a chain may and returns the nodes from which no hop
// leads further away, and the labels that no reached node carries. The rule is
// the same seen from either end of a chain, so one walk serves both.
func (t *Tracer) last(end int32, q TraceRequest, allowed []bool) ([]*Node, []string) {
	hops := map[int32]int{end: 0}
	leads := map[int32]bool{}
	seen := map[spot]bool{}
	level := []spot{{end, t.state(0, 0)}}
	for depth := 1; depth <= q.MaxHops && len(level) > 0; depth++ {
		var next []spot
		for _, at := range level {
			if t.subject[at.node] && at.node != end {
				continue
			}
			for _, h := range t.from(at.node) {
				st, ok := t.next(at.state, &h)
				if !ok || !allowed[h.basis] || (h.structure && !q.Structure) {
					continue
				}
				if _, met := hops[h.node]; !met {
					hops[h.node] = depth
				}
				if hops[h.node] == hops[at.node]+1 {
					leads[at.node] = true
				}
				if to := (spot{h.node, st}); !seen[to] {
					seen[to] = true
					next = append(next, to)
				}
			}
		}
		level = next
	}
	return t.lastOf(hops, leads), t.never(hops)
}

func (t *Tracer) lastOf(hops map[int32]int, leads map[int32]bool) []*Node {
	var last []*Node
	for i := range hops {
		if !leads[i] {
			last = append(last, t.g.nodes[i])
		}
	}
	slices.SortFunc(last, func(a, b *Node) int {
		return cmp.Or(cmp.Compare(hops[a.index], hops[b.index]), cmp.Compare(a.index, b.index))
	})
	return last
}

// never lists the labels of content, in use in the snapshot, that no reached
// node carries.
func (t *Tracer) never(hops map[int32]int) []string {
	met := map[string]bool{}
	for i := range hops {
		met[t.g.nodes[i].Label()] = true
	}
	var never []string
	for _, l := range t.rules.Labels {
		if !met[l] && len(t.g.WithLabel(l)) > 0 {
			never = append(never, l)
		}
	}
	return never
}

// MarshalJSON writes {"from","nodes":[{"id","hops"}],"relationships"}.
func (r *Reach) MarshalJSON() ([]byte, error) {
	type reached struct {
		ID   string `json:"id"`
		Hops int    `json:"hops"`
	}
	nodes := make([]reached, len(r.Nodes))
	for i, n := range r.Nodes {
		nodes[i] = reached{n.Node.ID, n.Hops}
	}
	return marshal(struct {
		From          string          `json:"from"`
		Nodes         []reached       `json:"nodes"`
		Relationships []*Relationship `json:"relationships"`
	}{r.From.ID, nodes, nonNil(r.Relationships)})
}
