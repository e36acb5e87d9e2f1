package layout

import (
	"fmt"
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

func TestOpeningHasMoreRoom(t *testing.T) {
	g := chainPlan(t)
	room := ForGraph(g, &ontology.Ontology{}).Room
	in, out := room(g.NodeByID("p:cluster.b")), room(g.NodeByID("p:cluster.a"))
	if in.Left < 2*out.Left || in.Bottom < 2*out.Bottom {
		t.Errorf("box of the opening view %v, of another %v", in, out)
	}
}
