package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var testRules = TraceRules{
	Direction: map[string]TraceDirection{
		"ADVANCES": TraceUp, "HOSTS": TraceUp, "LOCATED_IN": TraceUp,
		"INCLUDES": TraceDown, "TARGETS": TraceDown,
		"CONNECTS_TO": TraceLevel, "PARTNERS_WITH": TraceLevel, "SAME_AS": TraceSame,
	},
	Strength: map[string]int{"explicit": 5, "coreference": 4, "external": 3, "name_match": 2, "inferred": 1},
	Subjects: []string{"subject"},
	Labels:   []string{"Cluster", "Industry", "Platform", "Goal", "District", "Measure"},
}

// graphOf builds a graph of lines "start TYPE end [basis]"; a node is labelled
// by the first letter of its id.
func graphOf(t testing.TB, lines ...string) *Graph {
	t.Helper()
	labels := map[byte]string{'c': "Cluster", 'i': "Industry", 'p': "Platform", 'g': "Goal", 'd': "District", 'm': "Measure", 'a': "Article", 's': "District"}
	b, seen := NewBuilder(), map[string]bool{}
	for n, line := range lines {
		f := append(strings.Fields(line), "explicit")
		for _, id := range []string{f[0], f[2]} {
			if !seen[id] {
				seen[id] = true
				b.AddNode(id, []string{labels[id[0]]}, nil)
			}
		}
		b.AddRelationship(fmt.Sprintf("%s|%d", strings.Join(f[:3], "|"), n), f[1], f[0], f[2], PropertiesOf(map[string]Value{"basis": Text(f[3])}))
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func mustTrace(t testing.TB, g *Graph, from, to string, q TraceRequest) *Trace {
	t.Helper()
	tr, err := NewTracer(g, testRules)
	if err != nil {
		t.Fatal(err)
	}
	q.From, q.To = g.NodeByID(from).index, g.NodeByID(to).index
	out, err := tr.Find(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// chainsText writes chains as "a>b>c weakest".
func chainsText(cs []*Chain) []string {
	var out []string
	for _, c := range cs {
		out = append(out, strings.Join(idsOf(c.Nodes), ">")+" "+c.Weakest)
	}
	return out
}

func TestChains(t *testing.T) {
	plan := []string{
		"c.all INCLUDES i.new", "c.all INCLUDES i.light", "c.all INCLUDES i.health",
		"p.group INCLUDES p.new", "p.group INCLUDES p.health",
		"p.new HOSTS i.new name_match", "p.health HOSTS i.health name_match",
		"p.group LOCATED_IN d.zone coreference",
		"c.all ADVANCES g.economy inferred", "p.group ADVANCES g.economy inferred",
		"m.a TARGETS p.group", "m.a TARGETS i.light",
		"p.port CONNECTS_TO p.east", "p.port CONNECTS_TO p.south", "p.south CONNECTS_TO p.far",
		"p.port SAME_AS p.harbour", "p.harbour CONNECTS_TO p.north",
		"d.zone LOCATED_IN subject", "d.old LOCATED_IN subject", "i.light ADVANCES subject",
		"a.1 MENTIONS i.light", "a.1 MENTIONS p.new",
	}
	for _, c := range []struct {
		from, to string
		q        TraceRequest
		want     []string // none: silent
	}{
		{from: "i.new", to: "p.new", want: []string{"i.new>p.new name_match"}},
		{from: "p.new", to: "i.new", want: []string{"p.new>i.new name_match"}},
		// From the whole down to the member and its base, then up to group and zone.
		{from: "c.all", to: "d.zone", want: []string{
			"c.all>i.health>p.health>p.group>d.zone name_match", "c.all>i.new>p.new>p.group>d.zone name_match"}},
		{from: "c.all", to: "d.zone", q: TraceRequest{Paths: 1}, want: []string{"c.all>i.health>p.health>p.group>d.zone name_match"}},
		{from: "c.all", to: "d.zone", q: TraceRequest{MaxHops: 3}},
		{from: "c.all", to: "d.zone", q: TraceRequest{Bases: []string{"explicit", "coreference"}}},
		{from: "m.a", to: "d.zone", want: []string{"m.a>p.group>d.zone coreference"}},
		// They share a group, a goal, a measure's list, the subject: no chain.
		{from: "i.light", to: "p.new"},
		{from: "i.light", to: "p.group"},
		{from: "d.zone", to: "d.old"},
		// The subject may end a chain.
		{from: "d.old", to: "subject", want: []string{"d.old>subject explicit"}},
		// A level type is not left by the reverse of the hop that entered.
		{from: "p.east", to: "p.south"},
		{from: "p.east", to: "p.north"},
		{from: "p.port", to: "p.far", want: []string{"p.port>p.south>p.far explicit"}},
		{from: "p.port", to: "p.north", want: []string{"p.port>p.harbour>p.north explicit"}},
		// Document structure only when asked for.
		{from: "i.light", to: "p.new", q: TraceRequest{Structure: true}, want: []string{"i.light>a.1>p.new explicit"}},
	} {
		got := chainsText(mustTrace(t, graphOf(t, plan...), c.from, c.to, c.q).Chains)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s → %s %+v:\n got %q\nwant %q", c.from, c.to, c.q, got, c.want)
		}
	}
}

// TestParallel: between two nodes the strongest relationship speaks, unless the
// rest of the chain then no longer holds.
func TestParallel(t *testing.T) {
	g := graphOf(t, "m.a TARGETS p.b inferred", "m.a INCLUDES p.b explicit", "p.b ADVANCES g.c", "m.a ADVANCES p.b", "p.b INCLUDES p.d coreference")
	if c := mustTrace(t, g, "m.a", "g.c", TraceRequest{}).Chains[0]; c.Weakest != "explicit" || c.Relationships[0].Type == "TARGETS" {
		t.Errorf("got %s by %s", c.Weakest, c.Relationships[0].Type)
	}
	if c := mustTrace(t, g, "m.a", "p.d", TraceRequest{}).Chains[0]; c.Relationships[0].Type != "INCLUDES" || c.WeakestHop != 1 {
		t.Errorf("goes by %s, weakest hop %d; up and then down is no chain", c.Relationships[0].Type, c.WeakestHop)
	}
}

func TestSilence(t *testing.T) {
	g := graphOf(t, "c.all INCLUDES i.light", "c.all ADVANCES g.up", "p.group INCLUDES p.base", "c.all INCLUDES i.other")
	s := mustTrace(t, g, "i.light", "p.base", TraceRequest{}).Silent
	if s == nil {
		t.Fatal("want silence")
	}
	got := fmt.Sprint(idsOf(s.From), idsOf(s.To), s.NeverFrom, s.NeverTo)
	if want := "[g.up] [p.group] [Platform] [Cluster Industry Goal]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	alone := mustTrace(t, graphOf(t, "i.a MENTIONS p.x", "c.b INCLUDES i.z"), "i.a", "i.z", TraceRequest{}).Silent
	if got := fmt.Sprint(idsOf(alone.From)); got != "[i.a]" {
		t.Errorf("a node without relationships ends at itself, not at %s", got)
	}
}

func TestReach(t *testing.T) {
	g := graphOf(t, "c.all INCLUDES i.new", "p.new HOSTS i.new name_match", "p.group INCLUDES p.new", "p.new LOCATED_IN subject", "subject LOCATED_IN d.city", "i.new SAME_AS i.neu", "c.x INCLUDES i.neu", "p.new CONNECTS_TO p.far")
	tr, err := NewTracer(g, testRules)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from  string
		walk  func(context.Context, int32, []string) (*Reach, error)
		bases []string
		want  string
	}{
		{"p.new", tr.Up, nil, "p.new0 i.new1 p.group1 subject1 c.all2 i.neu2 c.x3"},
		{"p.new", tr.Up, []string{"explicit"}, "p.new0 p.group1 subject1"},
		{"c.x", tr.Down, nil, "c.x0 i.neu1 i.new2 p.new3"},
	} {
		r, err := c.walk(context.Background(), g.NodeByID(c.from).index, c.bases)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range r.Nodes {
			got = append(got, fmt.Sprint(n.Node.ID, n.Hops))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("from %s: got %s, want %s", c.from, s, c.want)
		}
	}
}

func TestTraceErrors(t *testing.T) {
	g := graphOf(t, "i.a ADVANCES g.b")
	tr, err := NewTracer(g, testRules)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Find(context.Background(), TraceRequest{From: 1, To: 1}); !errors.Is(err, ErrSameNode) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tr.Find(ctx, TraceRequest{From: 0, To: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestTraceJSON(t *testing.T) {
	g := graphOf(t, "i.a ADVANCES g.b inferred", "i.a ADVANCES g.c")
	b, err := json.Marshal(mustTrace(t, g, "i.a", "g.b", TraceRequest{}))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"from":"i.a","to":"g.b","paths":[{"nodes":["i.a","g.b"],"relationships":[{"id":"i.a|ADVANCES|g.b|0","type":"ADVANCES","start":"i.a","end":"g.b","properties":{"basis":"inferred"}}],"weakest":"inferred"}],"silent":null}`
	if string(b) != want {
		t.Errorf("got %s", b)
	}
	b, err = json.Marshal(mustTrace(t, g, "g.c", "g.b", TraceRequest{MaxHops: 1}))
	if err != nil {
		t.Fatal(err)
	}
	want = `{"from":"g.c","to":"g.b","paths":[],"silent":{"message":"","from":["i.a"],"to":["i.a"],"neverFrom":[],"neverTo":[]}}`
	if string(b) != want {
		t.Errorf("got %s", b)
	}
}

// The oracle: every simple path, judged hop by hop as the rule reads, sorted.

type oracleChain struct {
	nodes []int32
	rels  []int32
}

type oracle struct {
	g      *Graph
	q      TraceRequest
	chains []oracleChain
}

func (o *oracle) extend(c oracleChain) {
	at := c.nodes[len(c.nodes)-1]
	if at == o.q.To {
		o.chains = append(o.chains, oracleChain{slices.Clone(c.nodes), slices.Clone(c.rels)})
		return
	}
	if len(c.rels) == o.q.MaxHops || (len(c.rels) > 0 && o.g.nodes[at].ID == "subject") {
		return
	}
	for _, r := range o.g.rels {
		for _, e := range [][2]int32{{r.start, r.end}, {r.end, r.start}} {
			if e[0] != at || slices.Contains(c.nodes, e[1]) {
				continue
			}
			next := oracleChain{append(slices.Clone(c.nodes), e[1]), append(slices.Clone(c.rels), r.index)}
			if o.allowed(next) {
				o.extend(next)
			}
		}
	}
}

func (o *oracle) allowed(c oracleChain) bool {
	up := false
	last, lastForward := "", false
	for i, ri := range c.rels {
		r := o.g.rels[ri]
		if o.q.Bases != nil && !slices.Contains(o.q.Bases, r.Basis()) {
			return false
		}
		forward := r.start == c.nodes[i]
		switch d := testRules.Direction[r.Type]; {
		case d == 0:
			return false
		case d == TraceSame:
			continue // still at the same thing
		case d == TraceLevel:
			if last == r.Type && forward != lastForward {
				return false
			}
			last, lastForward = r.Type, forward
			continue
		case (d == TraceUp) == forward:
			up = true
		case up:
			return false
		}
		last = ""
	}
	return true
}

func (o *oracle) strengths(c oracleChain) []int {
	var s []int
	for _, r := range c.rels {
		s = append(s, testRules.Strength[o.g.rels[r].Basis()])
	}
	return s
}

// best sorts the chains and keeps the first for each sequence of nodes.
func (o *oracle) best() []string {
	slices.SortFunc(o.chains, func(a, b oracleChain) int {
		sa, sb := o.strengths(a), o.strengths(b)
		return cmp.Or(cmp.Compare(slices.Min(sb), slices.Min(sa)), cmp.Compare(len(a.rels), len(b.rels)),
			slices.Compare(a.nodes, b.nodes), slices.Compare(sb, sa), slices.Compare(a.rels, b.rels))
	})
	var out []string
	var seen [][]int32
	for _, c := range o.chains {
		if slices.ContainsFunc(seen, func(s []int32) bool { return slices.Equal(s, c.nodes) }) || len(out) == o.q.Paths {
			continue
		}
		seen = append(seen, c.nodes)
		out = append(out, fmt.Sprint(c.nodes, c.rels))
	}
	return out
}

func TestAgainstOracle(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	types := []string{"ADVANCES", "HOSTS", "INCLUDES", "TARGETS", "CONNECTS_TO", "PARTNERS_WITH", "SAME_AS", "MENTIONS"}
	bases := []string{"explicit", "coreference", "name_match", "inferred"}
	chains, silent := 0, 0
	for range 400 {
		nodes := 4 + rnd.IntN(6)
		ids := []string{"subject"}
		for i := range nodes {
			ids = append(ids, fmt.Sprintf("p.%d", i))
		}
		var lines []string
		for _, id := range ids { // so that every node is there
			lines = append(lines, id+" NOWHERE "+ids[0])
		}
		for range nodes + rnd.IntN(2*nodes) {
			lines = append(lines, fmt.Sprint(ids[rnd.IntN(len(ids))], " ", types[rnd.IntN(len(types))], " ", ids[rnd.IntN(len(ids))], " ", bases[rnd.IntN(len(bases))]))
		}
		g := graphOf(t, lines...)
		q := TraceRequest{From: int32(rnd.IntN(len(ids))), To: int32(rnd.IntN(len(ids))), MaxHops: 1 + rnd.IntN(7), Paths: 1 + rnd.IntN(5)}
		if rnd.IntN(4) == 0 {
			q.Bases = bases[:1+rnd.IntN(3)]
		}
		if q.From == q.To {
			continue
		}
		o := &oracle{g: g, q: q}
		o.extend(oracleChain{nodes: []int32{q.From}})
		want := o.best()
		tr, err := NewTracer(g, testRules)
		if err != nil {
			t.Fatal(err)
		}
		res, err := tr.Find(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range res.Chains {
			var ns, rs []int32
			for _, n := range c.Nodes {
				ns = append(ns, n.index)
			}
			for _, r := range c.Relationships {
				rs = append(rs, r.index)
			}
			got = append(got, fmt.Sprint(ns, rs))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v\n%+v\n got %v\nwant %v", lines, q, got, want)
		}
		if len(want) > 0 {
			chains++
		} else {
			silent++
		}
	}
	if chains < 50 || silent < 50 {
		t.Errorf("the random graphs hold %d chains and %d silences; want plenty of both", chains, silent)
	}
}

func BenchmarkTrace(b *testing.B) {
	rnd := rand.New(rand.NewPCG(3, 4))
	types := []string{"ADVANCES", "HOSTS", "INCLUDES", "TARGETS", "CONNECTS_TO"}
	bases := []string{"explicit", "coreference", "name_match", "inferred"}
	var lines []string
	for range 2000 {
		lines = append(lines, fmt.Sprintf("p.%d %s p.%d %s", rnd.IntN(1000), types[rnd.IntN(5)], rnd.IntN(1000), bases[rnd.IntN(4)]))
	}
	g := graphOf(b, lines...)
	tr, err := NewTracer(g, testRules)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		from, to := int32(rnd.IntN(g.NodeCount())), int32(rnd.IntN(g.NodeCount()))
		if _, err := tr.Find(context.Background(), TraceRequest{From: from, To: to}); err != nil && from != to {
			b.Fatal(err)
		}
	}
}
