package graph

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
)

// bases is a small graph: a group of two bases, one of which hosts an industry.
func bases(t *testing.T) *Graph {
	t.Helper()
	b := NewBuilder()
	b.AddNode("p:industry.x", []string{"Industry", OwnedLabel}, PropertiesOf(map[string]Value{"id": Text("p:industry.x"), "name": Text("新材料"), "articles": Ints([]int64{12})}))
	b.AddNode("p:platform.group", []string{"Platform", OwnedLabel}, PropertiesOf(map[string]Value{"id": Text("p:platform.group"), "name": Text("六基地")}))
	b.AddNode("p:platform.a", []string{"Platform", OwnedLabel}, nil)
	b.AddNode("p:platform.b", []string{"Platform", OwnedLabel}, nil)
	add := func(start, typ, end string) {
		b.AddRelationship(RelationshipID(start, typ, end, ""), typ, start, end, PropertiesOf(map[string]Value{"basis": Text("explicit")}))
	}
	add("p:platform.group", "INCLUDES", "p:platform.b")
	add("p:platform.group", "INCLUDES", "p:platform.a")
	add("p:platform.a", "HOSTS", "p:industry.x")
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestSnapshotIsOrderedAndConnected(t *testing.T) {
	g := bases(t)
	if g.NodeCount() != 4 || g.RelationshipCount() != 3 {
		t.Fatalf("got %d nodes, %d relationships", g.NodeCount(), g.RelationshipCount())
	}
	ids := []string{}
	for _, n := range g.Nodes() {
		ids = append(ids, n.ID)
	}
	if !slices.IsSorted(ids) {
		t.Errorf("nodes are not ordered by id: %v", ids)
	}
	group := g.NodeByID("p:platform.group")
	includes, ok := g.TypeID("INCLUDES")
	if !ok {
		t.Fatal("no type INCLUDES")
	}
	var members []string
	for _, h := range g.HalvesOfType(int32(group.Index()), Outgoing, includes) {
		members = append(members, g.Node(h.Node).ID)
	}
	if want := []string{"p:platform.a", "p:platform.b"}; !slices.Equal(members, want) {
		t.Errorf("members %v, want %v", members, want)
	}
	x := g.NodeByID("p:industry.x")
	if d := g.Degree(int32(x.Index()), Incoming); d != 1 {
		t.Errorf("in-degree of the industry is %d, want 1", d)
	}
	if got := g.WithLabel("Platform"); len(got) != 3 {
		t.Errorf("%d platforms, want 3", len(got))
	}
	if g.NodeByID("p:nobody") != nil {
		t.Error("an unknown id found a node")
	}
}

func TestBuildRefuses(t *testing.T) {
	tests := map[string]struct {
		fill func(*Builder)
		want string
	}{
		"the same node twice": {func(b *Builder) { b.AddNode("a", nil, nil); b.AddNode("a", nil, nil) }, `node id "a" is used twice`},
		"the same relationship twice": {func(b *Builder) {
			n := b.AddNode("a", nil, nil)
			b.Connect("r", "T", n, n, nil)
			b.Connect("r", "T", n, n, nil)
		}, `relationship id "r" is used twice`},
		"a missing end": {func(b *Builder) { b.AddNode("a", nil, nil); b.AddRelationship("r", "T", "a", "b", nil) }, `relationship r: no node "b"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := NewBuilder()
			tt.fill(b)
			if _, err := b.Build(); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestNodesWithoutIDsAreConnectedByPointer(t *testing.T) {
	b := NewBuilder()
	z := b.AddNode("", []string{"Z"}, nil)
	a := b.AddNode("", []string{"A"}, nil)
	b.Connect("", "KNOWS", z, a, nil)
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	r := g.Relationship(0)
	if g.Node(int32(r.StartIndex())).Label() != "Z" || g.Node(int32(r.EndIndex())).Label() != "A" {
		t.Errorf("the relationship joins %v and %v", g.Node(int32(r.StartIndex())), g.Node(int32(r.EndIndex())))
	}
}

func TestValuesAsJSON(t *testing.T) {
	tests := []struct {
		v    Value
		want string
	}{
		{NullValue(), `null`},
		{Bool(true), `true`},
		{Int(7), `7`},
		{Int(1<<53 - 1), `9007199254740991`},
		{Int(1 << 53), `{"$integer":"9007199254740992"}`},
		{Int(math.MinInt64), `{"$integer":"-9223372036854775808"}`},
		{Number(7), `7.0`},
		{Number(0.1), `0.1`},
		{Number(1e10), `1.0E10`},
		{Number(1.5e-7), `1.5E-7`},
		{Number(math.NaN()), `{"$float":"NaN"}`},
		{Number(math.Inf(-1)), `{"$float":"-Infinity"}`},
		{Text("“3+3”<b>\x00"), `"“3+3”<b>\u0000"`},
		{ListOf(Int(1), NullValue(), Text("a")), `[1,null,"a"]`},
		{MapOf(map[string]Value{"b": Int(1), "a": Int(2)}), `{"a":2,"b":1}`},
		{MapOf(map[string]Value{"$node": Int(1)}), `{"$map":{"$node":1}}`},
		{TemporalValue(DateOf(2021, 2, 24)), `{"$date":"2021-02-24"}`},
		{PointValue(Point{SRID: 7203, X: 1, Y: 2}), `{"$point":{"srid":7203,"x":1.0,"y":2.0}}`},
	}
	for _, tt := range tests {
		b, err := json.Marshal(tt.v)
		if err != nil {
			t.Errorf("%v: %v", tt.v, err)
			continue
		}
		// json.Marshal escapes < and > on its own; undo it to read the table.
		got := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(b))
		if got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestElementsAsJSON(t *testing.T) {
	g := bases(t)
	n, err := g.NodeByID("p:industry.x").MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"id":"p:industry.x","labels":["Industry","Planatlas"],"properties":{"articles":[12],"name":"新材料"}}`; string(n) != want {
		t.Errorf("node\n got %s\nwant %s", n, want)
	}
	r, err := g.Relationship(0).MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"id":"p:platform.a|HOSTS|p:industry.x","type":"HOSTS","start":"p:platform.a","end":"p:industry.x","properties":{"basis":"explicit"}}`; string(r) != want {
		t.Errorf("relationship\n got %s\nwant %s", r, want)
	}
}

func TestVersionDependsOnDataOnly(t *testing.T) {
	build := func(order []string, version string) *Graph {
		b := NewBuilder()
		for _, id := range order {
			p := map[string]Value{"id": Text(id)}
			if version != "" {
				p[PropVersion] = Text(version)
			}
			b.AddNode(id, []string{"Term"}, PropertiesOf(p))
		}
		b.AddRelationship("r", "SAME_AS", "p:a", "p:b", nil)
		g, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	g := build([]string{"p:a", "p:b"}, "")
	if len(g.Version()) != 16 {
		t.Errorf("version %q is not 16 digits", g.Version())
	}
	if v := build([]string{"p:b", "p:a"}, "").Version(); v != g.Version() {
		t.Error("the order of adding shows in the version")
	}
	if v := build([]string{"p:a", "p:b"}, "old").Version(); v != g.Version() {
		t.Error("dataVersion is part of its own hash")
	}
	if v := build([]string{"p:a", "p:b", "q:c"}, "").PlanVersion("p"); v != g.PlanVersion("p") {
		t.Error("another plan changed this plan's version")
	}
	if v := build([]string{"p:a", "p:b", "q:c"}, "").Version(); v == g.Version() {
		t.Error("a new node did not change the version")
	}
}

func TestLimitsFillFromDefaults(t *testing.T) {
	l := Limits{Rows: 5}.Or(DefaultLimits())
	if l.Rows != 5 || l.Time != DefaultLimits().Time || l.Memory != DefaultLimits().Memory {
		t.Errorf("got %+v", l)
	}
}
