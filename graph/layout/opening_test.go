package layout

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// chainPlan is a plan with two cluster systems, of which one has a base in a
// zone, and with nodes that belong to neither.
func chainPlan(t testing.TB) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	node := func(id, label, kind string) {
		b.AddNode("p:"+id, []string{label}, graph.PropertiesOf(map[string]graph.Value{
			"plan": graph.Text("p"), "name": graph.Text(id), "kind": graph.Text(kind),
		}))
	}
	node("cluster.a", "Cluster", "system")
	node("cluster.b", "Cluster", "system")
	node("industry.1", "Industry", "strategic")
	node("industry.2", "Industry", "basic")
	node("industry.far", "Industry", "other")
	node("platform.base", "Platform", "base")
	node("platform.group", "Platform", "group")
	node("platform.sibling", "Platform", "base")
	node("district.zone", "District", "functional")
	node("goal.g", "Goal", "objective")
	for i, r := range [][3]string{
		{"cluster.a", "INCLUDES", "industry.far"},
		{"cluster.b", "INCLUDES", "industry.1"}, {"cluster.b", "INCLUDES", "industry.2"},
		{"platform.base", "HOSTS", "industry.1"}, {"platform.group", "INCLUDES", "platform.base"},
		{"platform.group", "INCLUDES", "platform.sibling"}, {"platform.group", "LOCATED_IN", "district.zone"},
		{"cluster.b", "ADVANCES", "goal.g"},
	} {
		b.AddRelationship(fmt.Sprintf("r%d", i), r[1], "p:"+r[0], "p:"+r[2], nil)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestOpening(t *testing.T) {
	g := chainPlan(t)
	var got []string
	for _, i := range Opening(g, &ontology.Ontology{}) {
		got = append(got, g.Node(i).ID[2:])
	}
	want := []string{
		"cluster.b", "district.zone", "goal.g", "industry.1", "industry.2",
		"platform.base", "platform.group", "platform.sibling",
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("opening view\n got %q\nwant %q", got, want)
	}
	if n := len(Opening(synthetic(t, 30, 60), &ontology.Ontology{})); n != 0 {
		t.Errorf("a plan without clusters opens on %d nodes, want none", n)
	}
}

func TestOpeningStandsInFront(t *testing.T) {
	g := synthetic(t, 400, 900)
	front := func(n *graph.Node) bool { return n.ID < "t:n.00020" }
	apart := func(o Options) float64 {
		r := mustCompute(t, g, o)
		nearest, all := 0.0, radius(r.Positions, mean(r.Positions))
		for i := range 20 {
			best := math.Inf(1)
			for j := range 20 {
				if i != j {
					p, q := r.Positions[i], r.Positions[j]
					best = min(best, length(p.X-q.X, p.Y-q.Y))
				}
			}
			nearest += best / 20
		}
		return nearest / all
	}
	knot, spread := apart(Options{}), apart(Options{Front: front})
	if spread < 1.2*knot {
		t.Errorf("nodes in front lie %.3f of the picture apart, %.3f without", spread, knot)
	}
}

func TestFrontIsDeterministic(t *testing.T) {
	g := synthetic(t, 300, 700)
	o := Options{Front: func(n *graph.Node) bool { return n.ID < "t:n.00015" }}
	one := mustCompute(t, g, o)
	o.Workers = 1
	if two := mustCompute(t, g, o); one.Hash != two.Hash {
		t.Errorf("hash %s, with one worker %s", one.Hash, two.Hash)
	}
}

func TestTurn(t *testing.T) {
	like := []Point{{10, 5}, {10, 7}, {13, 5}, {16, 9}}
	for _, mirror := range []float64{1, -1} {
		pos := make([]Point, len(like))
		for i, p := range like { // a quarter turn, then mirrored or not
			pos[i] = Point{-p.Y * mirror, p.X}
		}
		turn(pos, like)
		m := mean(like)
		for i, p := range pos {
			if d := length(p.X-like[i].X+m.X, p.Y-like[i].Y+m.Y); d > 1e-9 {
				t.Errorf("mirror %v: point %d is %v off", mirror, i, d)
			}
		}
	}
}

// TestOverview: of each plan what its page opens on, also where it has no
// clusters, or clusters that no system holds.
func TestOverview(t *testing.T) {
	b := graph.NewBuilder()
	for _, n := range chainPlan(t).Nodes() {
		b.AddNode(n.ID, n.Labels, n.Properties)
	}
	for _, r := range chainPlan(t).Relationships() {
		b.AddRelationship(r.ID, r.Type, r.Start, r.End, r.Properties)
	}
	node := func(id, label string) {
		b.AddNode(id, []string{label}, graph.PropertiesOf(map[string]graph.Value{"plan": graph.Text(graph.PlanOf(id)), "name": graph.Text(id)}))
	}
	relate := func(start, typ, end string) { b.AddRelationship(start+typ+end, typ, start, end, nil) }
	node("q:cluster", "Cluster")
	node("q:industry", "Industry")
	relate("q:cluster", "INCLUDES", "q:industry")
	node("r:art.1", "Article")
	node("r:alone", "Goal")
	node("r:hub", "Goal")
	for i := range 60 {
		id := fmt.Sprintf("r:m%02d", i)
		node(id, "Measure")
		relate(id, "ADVANCES", "r:hub")
		relate("r:art.1", "MENTIONS", id)
		relate("r:art.1", "STATES", id)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	o := &ontology.Ontology{
		Labels: []ontology.Label{{Name: "Article", Category: ontology.Evidence}},
		Types:  []ontology.RelationshipType{{Name: "MENTIONS", Trace: ontology.TraceNone}, {Name: "STATES", Trace: ontology.TraceNone}},
	}
	for plan, want := range map[string]int{"p": 8, "q": 2, "r": nearBy, "s": 0} {
		found := Overview(g, o, plan)
		if len(found) != want || !slices.IsSorted(found) {
			t.Errorf("%s opens on %d nodes, want %d", plan, len(found), want)
		}
		for _, i := range found {
			if id := g.Node(i).ID; graph.PlanOf(id) != plan || id == "r:art.1" || id == "r:alone" {
				t.Errorf("%s opens on %s", plan, id)
			}
		}
	}
}
