package layout

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"planatlas/graph"
)

// synthetic is a graph like a plan's: hubs with members, chains between them, a
// few nodes on their own. It is the same on every run.
func synthetic(t testing.TB, nodes, rels int) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for i := range nodes {
		name := strings.Repeat("节点", 1+i%6)
		id := fmt.Sprintf("t:n.%05d", i)
		b.AddNode(id, []string{[]string{"Industry", "Platform", "Goal"}[i%3]}, graph.PropertiesOf(map[string]graph.Value{"name": graph.Text(name)}))
	}
	state := uint64(1)
	random := func(n int) int {
		state += 0x9e3779b97f4a7c15
		return int(mix(state) % uint64(n))
	}
	for i := range rels {
		from, to := random(nodes), random(nodes)
		if i%3 > 0 {
			to = from / 20 * 20
		}
		b.AddRelationship(fmt.Sprintf("r%06d", i), "HOSTS", fmt.Sprintf("t:n.%05d", from), fmt.Sprintf("t:n.%05d", to), nil)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func mustCompute(t testing.TB, g *graph.Graph, o Options) *Result {
	t.Helper()
	r, err := Compute(context.Background(), g, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestGolden holds the positions themselves: they may change only on purpose,
// since links, exports and people's memories stand on them.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		nodes, rels int
		hash        string
	}{
		{1, 0, "3d5812abc84c1176"},
		{60, 90, "32c5d78f169105be"},
		{800, 1500, "e51365f61d0418a9"},
	} {
		if got := mustCompute(t, synthetic(t, c.nodes, c.rels), Options{}).Hash; got != c.hash {
			t.Errorf("%d nodes: hash %s, want %s", c.nodes, got, c.hash)
		}
	}
}

func TestWorkersDoNotShow(t *testing.T) {
	g := synthetic(t, 700, 1200)
	one := mustCompute(t, g, Options{Workers: 1})
	five := mustCompute(t, g, Options{Workers: 5})
	if one.Hash != five.Hash {
		t.Errorf("hash %s with one worker, %s with five", one.Hash, five.Hash)
	}
}

func TestNoBoxesOverlap(t *testing.T) {
	for _, n := range []int{2, 30, 400} {
		g := synthetic(t, n, 2*n)
		pos := mustCompute(t, g, Options{}).Positions
		r := newRoom(pos, make([]Box, n))
		for i, node := range g.Nodes() {
			r.boxes[i] = LabelOf(node.Name()).Room()
		}
		for i := range n {
			for j := i + 1; j < n; j++ {
				if x, y := r.overlap(int32(i), int32(j)); x > 0.1 && y > 0.1 {
					t.Fatalf("%d nodes: %d and %d overlap by %.2f × %.2f", n, i, j, x, y)
				}
			}
		}
	}
}

// TestNeighboursStandTogether says what a layout is for: a node is nearer to
// its neighbours than to others.
func TestNeighboursStandTogether(t *testing.T) {
	g := synthetic(t, 400, 700)
	pos := mustCompute(t, g, Options{}).Positions
	joined, all, pairs := 0.0, 0.0, 0.0
	for _, r := range g.Relationships() {
		joined += distance(pos[r.StartIndex()], pos[r.EndIndex()])
	}
	joined /= float64(g.RelationshipCount())
	for i := range pos {
		for j := range i {
			all += distance(pos[i], pos[j])
			pairs++
		}
	}
	if all /= pairs; joined > all/2 {
		t.Errorf("joined nodes stand %.0f apart, any two %.0f", joined, all)
	}
}

func TestGroupsStandTogether(t *testing.T) {
	g := synthetic(t, 300, 300)
	spread := func(o Options) float64 {
		pos := mustCompute(t, g, o).Positions
		within, n := 0.0, 0.0
		for i, a := range g.Nodes() {
			for j, b := range g.Nodes()[:i] {
				if a.Label() == b.Label() {
					within += distance(pos[i], pos[j])
					n++
				}
			}
		}
		lo, hi := bounds(pos)
		return within / n / distance(lo, hi)
	}
	free := spread(Options{})
	grouped := spread(Options{Group: func(n *graph.Node) string { return n.Label() }})
	if grouped > 0.85*free {
		t.Errorf("nodes of a group stand %.3f of the picture apart, %.3f without groups", grouped, free)
	}
}

func TestWeightPulls(t *testing.T) {
	b := graph.NewBuilder()
	for i := range 12 {
		b.AddNode(fmt.Sprintf("n%02d", i), []string{"A"}, nil)
		if i > 0 {
			typ := []string{"STRONG", "WEAK"}[i%2]
			b.AddRelationship(fmt.Sprint(i), typ, "n00", fmt.Sprintf("n%02d", i), nil)
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	small := func(*graph.Node) Box { return Box{1, 1, 1, 1} }
	pos := mustCompute(t, g, Options{Room: small, Weight: func(r *graph.Relationship) float64 {
		if r.Type == "WEAK" {
			return StructureWeight
		}
		return 1
	}}).Positions
	near, far := 0.0, math.Inf(1)
	for i := 1; i < 12; i++ {
		d := distance(pos[0], pos[i])
		if i%2 == 0 {
			near = max(near, d)
		} else {
			far = min(far, d)
		}
	}
	if near >= far {
		t.Errorf("a strong neighbour stands at %.0f, a weak one at %.0f", near, far)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Compute(ctx, synthetic(t, 50, 80), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestEmptyAndCoinciding(t *testing.T) {
	empty, err := graph.NewBuilder().Build()
	if err != nil {
		t.Fatal(err)
	}
	if r := mustCompute(t, empty, Options{}); len(r.Positions) != 0 || r.Hash == "" {
		t.Errorf("empty graph: %+v", r)
	}
	// Bodies at one place would split cells for ever.
	var tr tree
	pos, mass := make([]Point, 100), slices.Repeat([]float64{1}, 100)
	tr.build(pos, mass)
	if p := tr.repel(0, pos[0]); p.X >= 0 || math.IsNaN(p.X) {
		t.Errorf("the first of coinciding bodies is pushed by %v", p)
	}
}

func distance(a, b Point) float64 { return length(a.X-b.X, a.Y-b.Y) }

func TestLabelOf(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
	}{
		{"新材料", []string{"新材料"}},
		{"新能源新材料产业集聚区", []string{"新能源新材料", "产业集聚区"}},
		{"“3+3”先进制造业集群体系", []string{"“3+3”先进制", "造业集群体系"}},
		{"New Energy Cluster Zone", []string{"New Energy", "Cluster Zone"}},
		{"", []string{""}},
		{strings.Repeat("很", 40), []string{strings.Repeat("很", 10), strings.Repeat("很", 10), strings.Repeat("很", 9) + "…"}},
	} {
		if got := LabelOf(c.name).Lines; !slices.Equal(got, c.lines) {
			t.Errorf("%s: %q, want %q", c.name, got, c.lines)
		}
	}
}

func benchmark(b *testing.B, nodes, rels int) {
	g := synthetic(b, nodes, rels)
	for b.Loop() {
		mustCompute(b, g, Options{})
	}
}

func BenchmarkCompute500(b *testing.B) { benchmark(b, 500, 1000) }
func BenchmarkCompute5k(b *testing.B)  { benchmark(b, 5000, 15000) }
func BenchmarkCompute50k(b *testing.B) { benchmark(b, 50000, 150000) }

func TestTightenKeepsTheArrangement(t *testing.T) {
	pos := []Point{{-9000, 0}, {9000, 100}, {0, 7000}, {0, 7000}}
	boxes := slices.Repeat([]Box{{50, 15, 50, 25}}, len(pos))
	if err := Tighten(context.Background(), pos, boxes); err != nil {
		t.Fatal(err)
	}
	lo, hi := bounds(pos)
	if hi.X-lo.X > 600 || hi.Y-lo.Y > 600 {
		t.Errorf("four nodes take %.0f × %.0f", hi.X-lo.X, hi.Y-lo.Y)
	}
	if pos[0].X >= pos[2].X || pos[2].X > pos[1].X || pos[2].Y <= pos[0].Y {
		t.Errorf("left, right and below are no longer so: %v", pos)
	}
	if x, y := newRoom(pos, boxes).overlap(2, 3); x > 0.1 && y > 0.1 {
		t.Errorf("two that stood at one place overlap by %.1f × %.1f", x, y)
	}
}

// TestRestingBoxesAreLeftAlone holds that comparing only what moved gives the
// same picture as comparing all.
func TestRestingBoxesAreLeftAlone(t *testing.T) {
	const n = 600
	some, all := make([]Point, n), make([]Point, n)
	boxes := make([]Box, n)
	for i := range n {
		u := unit(mix(uint64(i)))
		some[i] = Point{u.X * 700, u.Y * 700}
		boxes[i] = Box{20, 10, 20 + float64(i%5*10), 15}
	}
	copy(all, some)
	a, b := newRoom(some, boxes), newRoom(all, boxes)
	skipped := false
	for round := range 2000 {
		for i := range b.moved {
			b.moved[i] = true
			skipped = skipped || round > 0 && !a.moved[i]
		}
		going := a.push()
		if b.push() != going || !slices.Equal(some, all) {
			t.Fatalf("round %d differs", round)
		}
		if !going {
			break
		}
	}
	if !skipped {
		t.Error("no box ever rested")
	}
}
