package neo4j

import (
	"context"
	"fmt"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"planatlas/graph"
	"planatlas/graph/neo4j/neo4jtest"
)

func TestMain(m *testing.M) { neo4jtest.Main(m, removeProgram) }

// open returns an engine on the shared server, whose data are wiped first.
func open(t testing.TB) *Engine {
	t.Helper()
	e := openAt(t, neo4jtest.URI(t))
	execute(t, e, "MATCH (n) DETACH DELETE n")
	return e
}

func openAt(t testing.TB, uri string) *Engine {
	t.Helper()
	e, err := Open(context.Background(), Config{URI: uri, User: neo4jtest.User, Password: neo4jtest.Password})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close(context.Background()) })
	return e
}

// execute runs a statement that writes, which the engine itself never does
// outside Load.
func execute(t testing.TB, e *Engine, statement string) {
	t.Helper()
	ctx := context.Background()
	s := e.session(ctx, driver.AccessModeWrite)
	defer s.Close(ctx)
	res, err := s.Run(ctx, statement, nil)
	if err == nil {
		_, err = res.Consume(ctx)
	}
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// sample is a plan of n platforms in a row, each serving the next.
func sample(t testing.TB, n int, change func(i int, p map[string]graph.Value) bool) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	add := func(id, label string, p map[string]graph.Value) {
		p["id"], p["plan"] = graph.Text(id), graph.Text("s")
		b.AddNode(id, []string{label, graph.OwnedLabel}, graph.PropertiesOf(p))
	}
	add("s:plan", "Plan", map[string]graph.Value{"name": graph.Text("样例"), "date": graph.TemporalValue(graph.DateOf(2021, 2, 24))})
	last := ""
	for i := range n {
		id := fmt.Sprintf("s:platform.%06d", i)
		p := map[string]graph.Value{"name": graph.Text(fmt.Sprintf("平台“%d”", i)), "articles": graph.Ints([]int64{int64(i % 46), 99}), "aliases": graph.Texts([]string{"甲", "乙"})}
		if change != nil && !change(i, p) {
			continue
		}
		add(id, "Platform", p)
		if last != "" {
			b.AddRelationship(graph.RelationshipID(last, "SERVES", id, ""), "SERVES", last, id, graph.PropertiesOf(map[string]graph.Value{"basis": graph.Text("explicit"), "quotes": graph.Texts([]string{"", "字句"})}))
		}
		last = id
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
