package cypher_test

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"planatlas/graph"
	"planatlas/graph/cypher"
	"planatlas/graph/cypher/benchdata"
	"planatlas/graph/cypher/check"
	"planatlas/graph/cypher/parser"
	"planatlas/graph/cypher/plan"
)

// go test -run '^$' -bench . ./graph/cypher prints the figures of
// docs/benchmarks.md; graph/neo4j asks a real Neo4j the same.

var (
	benchOnce sync.Once
	benchData *graph.Graph
)

func benchGraph(b *testing.B) *graph.Graph {
	b.Helper()
	benchOnce.Do(func() { benchData = makeGraph(b, benchdata.Nodes, benchdata.Relationships) })
	b.ResetTimer()
	return benchData
}

func makeGraph(b *testing.B, nodes, relationships int) *graph.Graph {
	b.Helper()
	g, err := benchdata.Make(nodes, relationships)
	if err != nil {
		b.Fatal(err)
	}
	return g
}

// BenchmarkQuery asks each question again and again, with parameters that
// change, and prints the median beside the mean.
func BenchmarkQuery(b *testing.B) {
	for _, x := range benchdata.Questions {
		b.Run(x.Name, func(b *testing.B) {
			g := benchGraph(b)
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				q := graph.Query{Text: x.Query, Limits: benchdata.Limits}
				if x.Params != nil {
					q.Params = x.Params(i)
				}
				start := time.Now()
				if _, err := cypher.Run(context.Background(), g, q); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1e6, "p50-ms")
		})
	}
}

// The questions are well formed and find something.
func TestBenchmarkQuestions(t *testing.T) {
	g, err := benchdata.Make(2000, 40_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range benchdata.Questions {
		q := graph.Query{Text: x.Query, Limits: benchdata.Limits, Params: map[string]graph.Value{
			"id": graph.Text(benchdata.ID(0)), "a": graph.Text(benchdata.ID(0)), "b": graph.Text(benchdata.ID(1)),
		}}
		r, err := cypher.Run(context.Background(), g, q)
		if err != nil {
			t.Errorf("%s: %v", x.Name, err)
		} else if len(r.Records) == 0 && x.Name != "FilterScanEquality" && x.Name != "FilterScanContains" {
			t.Errorf("%s: no rows", x.Name)
		}
	}
}

// BenchmarkPrepare parses, checks and plans a query of ordinary size.
func BenchmarkPrepare(b *testing.B) {
	g := benchGraph(b)
	const query = `MATCH (p:Project {id: $id})-[r:FEEDS|HOSTS]->(b:Body)<-[:SERVES*1..2]-(q:Project)
		WHERE p.value > 10 AND NOT (q)-[:NEAR]->(p) AND b.name STARTS WITH 'name'
		WITH p, q, count(DISTINCT b) AS shared, collect(r)[..3] AS some
		ORDER BY shared DESC LIMIT 20
		RETURN p.name AS from, q {.name, .value, shared: shared} AS to, [x IN some | type(x)] AS types`
	params := map[string]graph.Value{"id": graph.Text("x")}
	for b.Loop() {
		s, err := parser.Parse(query, 200)
		if err != nil {
			b.Fatal(err)
		}
		info, err := check.Statement(s, params)
		if err != nil {
			b.Fatal(err)
		}
		plan.Build(s, info, g, params)
	}
}

// BenchmarkGraphSize prints how much memory the graph takes: a node with its
// four properties, and what each relationship adds, ids and index included.
func BenchmarkGraphSize(b *testing.B) {
	nodes, all := heapOf(b, 0), heapOf(b, benchdata.Relationships)
	for b.Loop() {
		runtime.Gosched()
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(nodes/benchdata.Nodes, "B/node")
	b.ReportMetric((all-nodes)/benchdata.Relationships, "B/relationship")
	b.ReportMetric(all/(1<<20), "MiB")
}

// heapOf measures the heap that a graph holds.
func heapOf(b *testing.B, relationships int) float64 {
	b.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	g := makeGraph(b, benchdata.Nodes, relationships)
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(g)
	return float64(after.HeapAlloc) - float64(before.HeapAlloc)
}
