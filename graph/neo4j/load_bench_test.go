package neo4j

import (
	"context"
	"fmt"
	"testing"

	"planatlas/graph"
	"planatlas/graph/neo4j/neo4jtest"
	"planatlas/loader"
	"planatlas/seeds"
)

// BenchmarkLoad times `planatlas load` into an empty database, and again without
// a change: schema, comparison, one transaction, counts held. The server has a
// heap of 2 GB.
func BenchmarkLoad(b *testing.B) {
	s := neo4jtest.New(b, "NEO4J_LOCAL_HEAP=2g", "NEO4J_LOCAL_PAGECACHE=512m", neo4jtest.Thorough)
	uri, err := s.Start()
	if err != nil {
		b.Fatal(err)
	}
	e := openAt(b, uri)
	seed, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		b.Fatal(err)
	}
	large := largePlan(b, 100_000, 3)
	for _, x := range []struct {
		name, plan string
		g          *graph.Graph
	}{{"seed", seed.Plans[0].ID, seed.Graph}, {"100k-nodes-300k-relationships", "s", large}} {
		b.Run(x.name+"/empty", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				wipe(b, e)
				b.StartTimer()
				loadFor(b, e, x.g, x.plan)
			}
			b.ReportMetric(float64(x.g.NodeCount()), "nodes")
			b.ReportMetric(float64(x.g.RelationshipCount()), "relationships")
		})
		b.Run(x.name+"/unchanged", func(b *testing.B) {
			for b.Loop() {
				if c := loadFor(b, e, x.g, x.plan); !c.None() {
					b.Fatalf("%d changes", len(c.Items))
				}
			}
		})
		b.Run(x.name+"/snapshot", func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Snapshot(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func loadFor(b *testing.B, e *Engine, g *graph.Graph, plan string) *Changes {
	b.Helper()
	c, err := e.Load(context.Background(), g, plan, LoadOptions{})
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// wipe empties the database in batches, which a small heap bears.
func wipe(b *testing.B, e *Engine) {
	b.Helper()
	execute(b, e, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")
}

// largePlan is a plan of platforms, each joined to some others.
func largePlan(b *testing.B, nodes, degree int) *graph.Graph {
	b.Helper()
	builder := graph.NewBuilder()
	add := func(id, label, name string) {
		builder.AddNode(id, []string{label, graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{
			"id": graph.Text(id), "plan": graph.Text("s"), "name": graph.Text(name), "articles": graph.Ints([]int64{1, 2}),
		}))
	}
	add("s:plan", "Plan", "大样例")
	id := func(i int) string { return fmt.Sprintf("s:platform.%06d", i) }
	for i := range nodes - 1 {
		add(id(i), "Platform", fmt.Sprintf("平台 %d", i))
	}
	for i := range nodes * degree {
		from := i % (nodes - 1)
		to := (from*31 + 7 + i/(nodes-1)*997) % (nodes - 1)
		typ := []string{"SERVES", "INCLUDES", "CONNECTS_TO", "HOSTS"}[i/(nodes-1)]
		builder.AddRelationship(graph.RelationshipID(id(from), typ, id(to), ""), typ, id(from), id(to), graph.PropertiesOf(map[string]graph.Value{
			"basis": graph.Text("explicit"), "articles": graph.Ints([]int64{1}), "quotes": graph.Texts([]string{"字句"}),
		}))
	}
	g, err := builder.Build()
	if err != nil {
		b.Fatal(err)
	}
	return g
}
