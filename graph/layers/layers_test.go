package layers_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/layers"
	"planatlas/graph/ontology"
	"planatlas/loader"
	"planatlas/seeds"
)

const plan = "jianghai-14fyp"

// atlas is a graph with what a picture is made from.
type atlas struct {
	*testing.T
	g *graph.Graph
	o *ontology.Ontology
	t *graph.Tracer
}

func seed(t *testing.T) atlas {
	t.Helper()
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return of(t, s.Graph, s.Ontology)
}

func of(t *testing.T, g *graph.Graph, o *ontology.Ontology) atlas {
	t.Helper()
	tracer, err := graph.NewTracer(g, o.TraceRules(g))
	if err != nil {
		t.Fatal(err)
	}
	return atlas{t, g, o, tracer}
}

func (a atlas) picture(id string, options layers.Options) *layers.Picture {
	a.Helper()
	n := a.g.NodeByID(id)
	if n == nil {
		a.Fatalf("no node %s", id)
	}
	p, err := layers.Of(context.Background(), a.t, a.o, n, options)
	if err != nil {
		a.Fatal(err)
	}
	return p
}

// text shows a picture: its columns with the rows from top to bottom.
func text(p *layers.Picture) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d nodes, %d relationships, %d crossings, %d left out\n", p.Centre.ID, len(p.Nodes), len(p.Relationships), crossings(p), p.Left)
	for _, c := range p.Columns {
		fmt.Fprintf(&b, "  %+d at %v: %d of %d\n", c.At, c.X, c.Shown, c.Total)
		here := slices.DeleteFunc(slices.Clone(p.Nodes), func(n layers.Placed) bool { return n.Column != c.At })
		slices.SortFunc(here, func(x, y layers.Placed) int { return int(2 * (x.At.Y - y.At.Y)) })
		for _, n := range here {
			fmt.Fprintf(&b, "    %v, %v %s\n", n.At.X, n.At.Y, n.Node.ID)
		}
	}
	return b.String()
}

// TestSeedPictures holds what the page and the exports draw.
func TestSeedPictures(t *testing.T) {
	a := seed(t)
	var got strings.Builder
	for _, c := range []struct {
		id string
		layers.Options
	}{
		{"industry.new-materials", layers.Options{}},
		{"industry.new-materials", layers.Options{Bases: a.o.TextOnly()}},
		{"platform.six-bases", layers.Options{Way: layers.Up}},
		{"platform.six-bases", layers.Options{Way: layers.Down}},
		{"goal.cluster-effect", layers.Options{Most: 2}},
		{"cluster.three-plus-three", layers.Options{Hops: 1}},
		{"district.high-tech-zone", layers.Options{}},
		{"art.12", layers.Options{}},
	} {
		fmt.Fprintf(&got, "%+v ", c.Options)
		got.WriteString(text(a.picture(plan+":"+c.id, c.Options)))
	}
	const file = "testdata/seed.txt"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (UPDATE_GOLDEN=1 writes it)", err)
	}
	if got.String() != string(want) {
		t.Errorf("%s differs; UPDATE_GOLDEN=1 rewrites it\n%s", file, got.String())
	}
}

// TestEveryNodeHasLayers: whatever the node, nothing hangs in the air, no two
// nodes share a place, what is left out is counted, and the picture is the same
// for the same question.
func TestEveryNodeHasLayers(t *testing.T) {
	a := seed(t)
	for _, n := range a.g.Nodes() {
		for _, options := range []layers.Options{{}, {Way: layers.Up}, {Way: layers.Down, Most: 4}, {Most: 3, Hops: 2}} {
			p := a.picture(n.ID, options)
			if again := a.picture(n.ID, options); text(p) != text(again) {
				t.Fatalf("%s differs from itself", n.ID)
			}
			check(t, p, options)
		}
	}
}

// TestWorkIsBounded: where the search for fewer crossings is cut short, the
// picture is whole and the same each time.
func TestWorkIsBounded(t *testing.T) {
	a := seed(t)
	for _, most := range []int{96, 1000} {
		p := a.picture(plan+":goal.economy", layers.Options{Most: most})
		if again := a.picture(plan+":goal.economy", layers.Options{Most: most}); text(p) != text(again) || len(p.Nodes) < 100 {
			t.Errorf("%d nodes at the most: %d nodes, not the same twice", most, len(p.Nodes))
		}
		check(t, p, layers.Options{Most: most})
	}
}

func check(t *testing.T, p *layers.Picture, options layers.Options) {
	t.Helper()
	name, most := p.Centre.ID, max(options.Most, 0)
	if most == 0 {
		most = layers.DefaultMost
	}
	joined, column, places := map[string]bool{p.Centre.ID: true}, map[string]int{}, map[[2]float64]bool{}
	for _, x := range p.Nodes {
		column[x.Node.ID] = x.Column
		places[[2]float64{x.At.X, x.At.Y}] = true
		if x.Column == 0 && (x.Node != p.Centre || x.At.X != 0 || x.At.Y != 0) {
			t.Errorf("%s: %s stands in the middle at %v", name, x.Node.ID, x.At)
		}
		if options.Way == layers.Up && x.Column < 0 || options.Way == layers.Down && x.Column > 0 {
			t.Errorf("%s %+v: %s in column %d", name, options, x.Node.ID, x.Column)
		}
	}
	if len(places) != len(p.Nodes) {
		t.Errorf("%s: %d places for %d nodes", name, len(places), len(p.Nodes))
	}
	for _, r := range p.Relationships {
		start, ok := column[r.Start]
		end, also := column[r.End]
		if !ok || !also || start == end {
			t.Errorf("%s: %s joins no two columns", name, r.ID)
		}
		joined[r.Start], joined[r.End] = true, true
	}
	if len(joined) != len(p.Nodes) {
		t.Errorf("%s %+v: %d of %d nodes hang together", name, options, len(joined), len(p.Nodes))
	}
	shown, total := 0, 0
	for _, c := range p.Columns {
		shown, total = shown+c.Shown, total+c.Total
		if c.Shown > most || c.Shown > c.Total || c.Shown == 0 {
			t.Errorf("%s %+v: column %+v", name, options, c)
		}
	}
	if shown != len(p.Nodes) || total-shown > p.Left {
		t.Errorf("%s %+v: %d of %d in columns, %d nodes, %d left out", name, options, shown, total, len(p.Nodes), p.Left)
	}
}

// small is a graph by its relationships, as "a HOSTS b explicit".
func small(t *testing.T, rels ...string) atlas {
	t.Helper()
	b, seen := graph.NewBuilder(), map[string]bool{}
	for _, line := range rels {
		f := strings.Fields(line)
		for _, id := range []string{f[0], f[2]} {
			if !seen[id] {
				seen[id] = true
				b.AddNode(id, []string{"Platform", graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{"name": graph.Text(id)}))
			}
		}
		b.AddRelationship(graph.RelationshipID(f[0], f[1], f[2], ""), f[1], f[0], f[2], graph.PropertiesOf(map[string]graph.Value{"basis": graph.Text(f[3])}))
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return of(t, g, &ontology.Ontology{
		Types: []ontology.RelationshipType{{Name: "HOSTS", Trace: ontology.TraceUp}, {Name: "INCLUDES", Trace: ontology.TraceDown}},
		Bases: []ontology.Basis{{Name: "explicit", Strength: 5, TextOnly: true}, {Name: "inferred", Strength: 1}},
	})
}

func ids(p *layers.Picture) string {
	var out []string
	for _, n := range p.Nodes {
		out = append(out, fmt.Sprintf("%s%+d", n.Node.ID, n.Column))
	}
	return strings.Join(out, " ")
}

func TestWhoStandsWhere(t *testing.T) {
	a := small(t, "p:a HOSTS p:b explicit", "p:b HOSTS p:c inferred", "p:c HOSTS p:d explicit", "p:d HOSTS p:e explicit",
		"p:a HOSTS q:x explicit", "p:a INCLUDES p:f inferred", "p:f HOSTS p:c explicit", "p:a INCLUDES p:g explicit", "p:a INCLUDES p:h explicit")
	for _, c := range []struct {
		of   string
		opts layers.Options
		want string
		left int
	}{
		// A node of another plan stands in no column, nor does one beyond three hops.
		{"p:a", layers.Options{}, "p:a+0 p:b+1 p:c+2 p:d+3 p:f-1 p:g-1 p:h-1", 0},
		{"p:a", layers.Options{Hops: 1}, "p:a+0 p:b+1 p:f-1 p:g-1 p:h-1", 0},
		{"p:a", layers.Options{Hops: 5}, "p:a+0 p:b+1 p:c+2 p:d+3 p:e+4 p:f-1 p:g-1 p:h-1", 0},
		{"p:a", layers.Options{Way: layers.Up}, "p:a+0 p:b+1 p:c+2 p:d+3", 0},
		{"p:a", layers.Options{Way: layers.Down}, "p:a+0 p:f-1 p:g-1 p:h-1", 0},
		// The best supported come first; of equals the first id.
		{"p:a", layers.Options{Most: 2, Way: layers.Down}, "p:a+0 p:g-1 p:h-1", 1},
		{"p:a", layers.Options{Most: 1}, "p:a+0 p:b+1 p:c+2 p:d+3 p:g-1", 2},
		// Without the inferred hop nothing leads further.
		{"p:a", layers.Options{Bases: []string{"explicit"}}, "p:a+0 p:b+1 p:g-1 p:h-1", 0},
		{"q:x", layers.Options{}, "q:x+0", 0},
	} {
		p := a.picture(c.of, c.opts)
		if got := ids(p); got != c.want || p.Left != c.left {
			t.Errorf("%s %+v: %s, %d left out\nwant %s, %d", c.of, c.opts, got, p.Left, c.want, c.left)
		}
	}
}

// crossings counts the pairs of lines between the same two columns that cross.
func crossings(p *layers.Picture) (n int) {
	at := map[string]layers.Placed{}
	for _, x := range p.Nodes {
		at[x.Node.ID] = x
	}
	ends := func(r *graph.Relationship) (a, b layers.Placed) {
		if a, b = at[r.Start], at[r.End]; a.Column > b.Column {
			a, b = b, a
		}
		return a, b
	}
	for i, r := range p.Relationships {
		a, b := ends(r)
		for _, other := range p.Relationships[:i] {
			if c, d := ends(other); a.Column == c.Column && b.Column == d.Column && (a.At.Y-c.At.Y)*(b.At.Y-d.At.Y) < 0 {
				n++
			}
		}
	}
	return n
}

// TestNoNeedlessCrossing: an order in which no lines cross is found, also where
// the mean places of the neighbours do not give one.
func TestNoNeedlessCrossing(t *testing.T) {
	for name, rels := range map[string]string{
		"shuffled":        "m>b0 m>b1 m>b2 m>b3 b0>c2 b1>c0 b2>c3 b3>c1",
		"not by the mean": "m>b1 m>b2 m>b3 b1>c0 b2>c0 b3>c1 b1>c2 b3>c2 b3>c3 b3>c4",
	} {
		var lines []string
		for _, r := range strings.Fields(rels) {
			from, to, _ := strings.Cut(r, ">")
			lines = append(lines, fmt.Sprintf("p:%s HOSTS p:%s explicit", from, to))
		}
		if p := small(t, lines...).picture("p:m", layers.Options{}); crossings(p) != 0 || len(p.Relationships) != len(lines) {
			t.Errorf("%s: %d crossings\n%s", name, crossings(p), text(p))
		}
	}
}

// TestLongColumnsAreStaggered: every second name stands a little further out.
func TestLongColumnsAreStaggered(t *testing.T) {
	for n, want := range map[int][]float64{6: {210, 210}, 7: {188, 232}} {
		var rels []string
		for i := range n {
			rels = append(rels, fmt.Sprintf("p:m HOSTS p:b%02d explicit", i))
		}
		p := small(t, rels...).picture("p:m", layers.Options{})
		for i, x := range p.Nodes[:2] {
			if x.At.X != want[i] {
				t.Errorf("of %d nodes number %d stands at %v, want %v", n, i, x.At.X, want[i])
			}
		}
	}
}

// TestAboutAsHighAsWide: rows stand 84 to 150 apart.
func TestAboutAsHighAsWide(t *testing.T) {
	for n, row := range map[int]float64{1: 0, 2: 150, 4: 115, 5: 92, 6: 84, 12: 84} {
		var rels []string
		for i := range n {
			rels = append(rels, fmt.Sprintf("p:m HOSTS p:b%02d explicit", i))
		}
		p := small(t, rels...).picture("p:m", layers.Options{})
		low, high := math.Inf(1), math.Inf(-1)
		for _, x := range p.Nodes {
			low, high = min(low, x.At.Y), max(high, x.At.Y)
		}
		if got := (high - low) / max(1, float64(n-1)); got != row {
			t.Errorf("%d rows stand %v apart, want %v", n, got, row)
		}
	}
}

func TestCancelled(t *testing.T) {
	a := seed(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := layers.Of(ctx, a.t, a.o, a.g.NodeByID(plan+":industry.new-materials"), layers.Options{}); err == nil {
		t.Error("a walk that nobody waits for ends in a picture")
	}
}
