package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// TraceDirection says where a relationship type leads from its start to its
// end.
type TraceDirection uint8

// The trace directions. Walked against its direction, up is down.
const (
	TraceUp    TraceDirection = iota + 1 // to what is served
	TraceDown                            // to what carries it
	TraceLevel                           // between equals
	TraceSame                            // between two names of one thing
)

// TraceRules say what counts as a chain. A chain may go down and then up, never
// up and then down: two things that share a part, a carrier or a measure hang
// together, two that merely share a group or a goal do not. A level type is not
// left by the reverse of the hop that entered.
type TraceRules struct {
	// Direction of each type that is content. Other types are document
	// structure.
	Direction map[string]TraceDirection
	// Strength orders the bases; higher is stronger. A relationship without a
	// basis is as strong as the strongest.
	Strength map[string]int
	// Subjects are the ids of what the plans are about. A subject may begin or
	// end a chain and never stands inside one.
	Subjects []string
	// Labels are those of content, in the order in which readers meet them.
	Labels []string
}

// TraceRequest asks for the chains between two nodes.
type TraceRequest struct {
	From, To int32    // indexes into the snapshot
	MaxHops  int      // 0 means DefaultMaxHops
	Paths    int      // how many chains at most; 0 means DefaultPaths
	Bases    []string // only relationships of these bases; nil means all
	// Structure walks document structure too, from a part of the document to
	// what stands in it as up, so that two things in one article hang together.
	Structure bool
}

// Defaults and bounds of a trace.
const (
	DefaultMaxHops = 8
	DefaultPaths   = 3
	MostHops       = 16
	MostPaths      = 50
)

// Chain is one path that counts as a chain.
type Chain struct {
	Path
	// Weakest is the basis of the weakest hop, WeakestHop its index.
	Weakest    string
	WeakestHop int
}

// MarshalJSON writes {"nodes":[ids],"relationships":[…],"weakest"}.
func (c *Chain) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		Nodes         []string        `json:"nodes"`
		Relationships []*Relationship `json:"relationships"`
		Weakest       string          `json:"weakest"`
	}{idsOf(c.Nodes), nonNil(c.Relationships), c.Weakest})
}

// Trace is the answer to a trace request: chains, strongest first, or where the
// plan is silent.
type Trace struct {
	From, To *Node
	Chains   []*Chain
	Silent   *Silence // nil where there is a chain
}

// MarshalJSON writes {"from","to","paths","silent"}.
func (t *Trace) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		From   string   `json:"from"`
		To     string   `json:"to"`
		Paths  []*Chain `json:"paths"`
		Silent *Silence `json:"silent"`
	}{t.From.ID, t.To.ID, nonNil(t.Chains), t.Silent})
}

// Silence says how far each end of a trace gets when no chain joins them.
type Silence struct {
	Message string // in the reader's language, filled by who answers
	// From and To are the last nodes that each end reaches: those from which no
	// hop leads further away. Nearest first, then by id.
	From, To []*Node
	// NeverFrom and NeverTo are the labels of content that no node reached from
	// that end carries.
	NeverFrom, NeverTo []string
}

// MarshalJSON writes {"message","from":[ids],"to":[ids],"neverFrom","neverTo"}.
func (s *Silence) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		Message   string   `json:"message"`
		From      []string `json:"from"`
		To        []string `json:"to"`
		NeverFrom []string `json:"neverFrom"`
		NeverTo   []string `json:"neverTo"`
	}{s.Message, idsOf(s.From), idsOf(s.To), nonNil(s.NeverFrom), nonNil(s.NeverTo)})
}

func idsOf(nodes []*Node) []string {
	ids := make([]string, len(nodes))
	for i, n := range nodes {
		ids[i] = n.ID
	}
	return ids
}

// ErrSameNode is the error of a trace from a node to itself.
var ErrSameNode = errors.New("a trace needs two different nodes")

// Tracer finds chains in one snapshot. It is prepared once and may be used by
// any number of goroutines.
type Tracer struct {
	g         *Graph
	rules     TraceRules
	offset    []int32 // hops of node i: hops[offset[i]:offset[i+1]]
	hops      []hop
	subject   []bool
	levels    int             // level types other than sameness
	strengths []int           // ascending
	bases     map[string]int8 // basis → its number, "" → 0
	strength  []int8          // by basis: position in strengths
}

// hop is one way to leave a node.
type hop struct {
	node, rel int32
	kind      hopKind
	basis     int8 // number in Tracer.bases
	strength  int8 // position in Tracer.strengths
	structure bool
	// entry is, for a level type, which and in what direction it was walked, and
	// back the entry that would undo it.
	entry, back uint8
}

type hopKind uint8

const (
	hopUp hopKind = iota
	hopDown
	hopLevel
	hopSame
)

// maxLevelTypes is how many level types a search state can tell apart.
const maxLevelTypes = 15

// NewTracer prepares a snapshot for tracing.
func NewTracer(g *Graph, rules TraceRules) (*Tracer, error) {
	t := &Tracer{g: g, rules: rules, subject: make([]bool, g.NodeCount())}
	for _, id := range rules.Subjects {
		if n := g.NodeByID(id); n != nil {
			t.subject[n.index] = true
		}
	}
	t.rankBases()
	entry := map[string]uint8{}
	for _, typ := range g.types {
		if rules.Direction[typ] == TraceLevel {
			entry[typ] = uint8(1 + 2*len(entry))
		}
	}
	if t.levels = len(entry); t.levels > maxLevelTypes {
		return nil, fmt.Errorf("%d level types; a trace tells %d apart", t.levels, maxLevelTypes)
	}
	t.connect(entry)
	return t, nil
}

func (t *Tracer) rankBases() {
	for _, s := range t.rules.Strength {
		t.strengths = append(t.strengths, s)
	}
	slices.Sort(t.strengths)
	t.strengths = slices.Compact(t.strengths)
	if len(t.strengths) == 0 {
		t.strengths = []int{0}
	}
	t.bases = map[string]int8{"": 0}
	t.strength = []int8{int8(len(t.strengths) - 1)}
	for _, b := range slices.Sorted(maps.Keys(t.rules.Strength)) {
		t.number(b, int8(slices.Index(t.strengths, t.rules.Strength[b])))
	}
	for _, r := range t.g.rels {
		if _, known := t.bases[r.Basis()]; !known {
			t.number(r.Basis(), 0) // an unknown basis is as weak as the weakest
		}
	}
}

func (t *Tracer) number(basis string, strength int8) {
	t.bases[basis] = int8(len(t.strength))
	t.strength = append(t.strength, strength)
}

// allow says, by number, which bases a request may walk. A relationship without
// a basis is part of the document and always allowed.
func (t *Tracer) allow(bases []string) []bool {
	allowed := make([]bool, len(t.strength))
	for b, i := range t.bases {
		allowed[i] = bases == nil || b == "" || slices.Contains(bases, b)
	}
	return allowed
}

// connect fills the hops, each node's by the node they lead to, the strongest
// first, then by relationship.
func (t *Tracer) connect(entry map[string]uint8) {
	n := t.g.NodeCount()
	t.offset = make([]int32, n+1)
	for i := range n {
		for _, h := range t.g.Halves(int32(i), Outgoing) {
			t.add(i, h, false, entry)
		}
		for _, h := range t.g.Halves(int32(i), Incoming) {
			t.add(i, h, true, entry)
		}
		slices.SortFunc(t.hops[t.offset[i]:], func(a, b hop) int {
			return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(b.strength, a.strength), cmp.Compare(a.rel, b.rel))
		})
		t.offset[i+1] = int32(len(t.hops))
	}
}

func (t *Tracer) add(from int, h Half, against bool, entry map[string]uint8) {
	if int(h.Node) == from {
		return // a loop joins nothing
	}
	r := t.g.rels[h.Relationship]
	out := hop{node: h.Node, rel: h.Relationship, basis: t.bases[r.Basis()]}
	out.strength = t.strength[out.basis]
	switch d := t.rules.Direction[r.Type]; d {
	case TraceUp, TraceDown, 0:
		out.structure = d == 0
		if out.kind = hopUp; (d == TraceDown) != against {
			out.kind = hopDown
		}
	case TraceSame:
		out.kind = hopSame
	case TraceLevel:
		out.kind = hopLevel
		out.entry, out.back = entry[r.Type], entry[r.Type]+1
		if against {
			out.entry, out.back = out.back, out.entry
		}
	}
	t.hops = append(t.hops, out)
}

func (t *Tracer) from(node int32) []hop { return t.hops[t.offset[node]:t.offset[node+1]] }

// state is where a walk stands in the rule: whether it has gone up (1) or not
// yet (0), and by which level hop it came to the node (0 for none).
type state uint8

func (t *Tracer) state(risen, entry uint8) state {
	return state(risen*uint8(1+2*t.levels) + entry)
}

// next is the state after a hop and whether the rule allows the hop. Sameness
// changes nothing: it stays at the thing.
func (t *Tracer) next(s state, h *hop) (state, bool) {
	width := uint8(1 + 2*t.levels)
	risen, entry := uint8(s)/width, uint8(s)%width
	switch h.kind {
	case hopUp:
		return t.state(1, 0), true
	case hopDown:
		return t.state(0, 0), risen == 0
	case hopLevel:
		return t.state(risen, h.entry), entry != h.back
	default:
		return s, true
	}
}

// Find answers a request. The errors are ErrSameNode and the context's.
func (t *Tracer) Find(ctx context.Context, q TraceRequest) (*Trace, error) {
	if q.From == q.To {
		return nil, ErrSameNode
	}
	q.MaxHops = bounded(q.MaxHops, DefaultMaxHops, MostHops)
	q.Paths = bounded(q.Paths, DefaultPaths, MostPaths)
	s := newSearch(ctx, t, q)
	out := &Trace{From: t.g.nodes[q.From], To: t.g.nodes[q.To]}
	var err error
	if out.Chains, err = s.chains(); err != nil {
		return nil, err
	}
	if len(out.Chains) == 0 {
		out.Silent = t.silence(q, s.allowed)
	}
	return out, ctx.Err()
}

func bounded(n, fallback, most int) int {
	if n <= 0 {
		return fallback
	}
	return min(n, most)
}
