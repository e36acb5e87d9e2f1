package cypher_test

import (
	"context"
	"fmt"
	"math/rand"
	"runtime"
	"sync"
	"testing"

	"planatlas/graph"
	"planatlas/graph/cypher"
	"planatlas/graph/cypher/check"
	"planatlas/graph/cypher/parser"
	"planatlas/graph/cypher/plan"
)

// The benchmarks ask a graph of 100,000 nodes and 1,000,000 relationships, made
// by a generator with a fixed seed. go test -bench . ./graph/cypher prints them.

const (
	benchNodes         = 100_000
	benchRelationships = 1_000_000
)

var (
	benchOnce  sync.Once
	benchData  *graph.Graph
	benchBytes uint64 // of the heap that the graph holds
)

// benchGraph makes the graph once: nodes of two labels with a name, a value and
// a group, joined at random by relationships of four types.
func benchGraph(b *testing.B) *graph.Graph {
	benchOnce.Do(func() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		benchData = makeBenchGraph(b)
		runtime.GC()
		runtime.ReadMemStats(&after)
		benchBytes = after.HeapAlloc - before.HeapAlloc
	})
	b.ResetTimer()
	return benchData
}

func benchID(i int) string { return fmt.Sprintf("plan:n%06d", i) }

func makeBenchGraph(b *testing.B) *graph.Graph {
	random := rand.New(rand.NewSource(1))
	builder := graph.NewBuilder()
	ids := make([]string, benchNodes)
	for i := range ids {
		ids[i] = benchID(i)
		label := []string{"Project", "Body"}[i%2]
		builder.AddNode(ids[i], []string{label, graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{
			"id": graph.Text(ids[i]), "name": graph.Text(fmt.Sprintf("name %d", i)),
			"value": graph.Int(int64(random.Intn(1000))), "group": graph.Text(fmt.Sprintf("g%d", random.Intn(100))),
		}))
	}
	types := []string{"FEEDS", "HOSTS", "NEAR", "SERVES"}
	for i := range benchRelationships {
		start, end := ids[random.Intn(benchNodes)], ids[random.Intn(benchNodes)]
		builder.AddRelationship(fmt.Sprintf("r%07d", i), types[random.Intn(len(types))], start, end, nil)
	}
	g, err := builder.Build()
	if err != nil {
		b.Fatal(err)
	}
	return g
}

// ask runs one query per iteration, with a parameter that changes.
func ask(b *testing.B, query string, params func(i int) map[string]graph.Value) {
	g := benchGraph(b)
	limits := graph.Limits{Rows: 1 << 30, Bytes: 1 << 40, Work: 1 << 40}
	for i := 0; b.Loop(); i++ {
		q := graph.Query{Text: query, Limits: limits}
		if params != nil {
			q.Params = params(i)
		}
		if _, err := cypher.Run(context.Background(), g, q); err != nil {
			b.Fatal(err)
		}
	}
}

func someID(i int) map[string]graph.Value {
	return map[string]graph.Value{"id": graph.Text(benchID(i * 7919 % benchNodes))}
}

func twoIDs(i int) map[string]graph.Value {
	return map[string]graph.Value{
		"a": graph.Text(benchID(i * 7919 % benchNodes)), "b": graph.Text(benchID((i*104729 + 1) % benchNodes)),
	}
}

func BenchmarkOneHop(b *testing.B) {
	ask(b, "MATCH ({id: $id})-->(b) RETURN b.name", someID)
}

func BenchmarkTwoHops(b *testing.B) {
	ask(b, "MATCH ({id: $id})-->()-->(c) RETURN c.name", someID)
}

func BenchmarkThreeHops(b *testing.B) {
	ask(b, "MATCH ({id: $id})-->()-->()-->(d) RETURN d.name", someID)
}

func BenchmarkTwoHopsOfType(b *testing.B) {
	ask(b, "MATCH ({id: $id})-[:FEEDS]->()-[:HOSTS]->(c) RETURN c.name", someID)
}

func BenchmarkShortestPath(b *testing.B) {
	ask(b, "MATCH p = shortestPath((a {id: $a})-[*]-(b {id: $b})) RETURN length(p)", twoIDs)
}

func BenchmarkGroupBy(b *testing.B) {
	ask(b, "MATCH (n) RETURN n.group AS g, count(*) AS c", nil)
}

func BenchmarkFilterScan(b *testing.B) {
	ask(b, "MATCH (n:Project) WHERE n.value > 900 RETURN count(n)", nil)
}

func BenchmarkFilterScanEquality(b *testing.B) {
	ask(b, "MATCH (n:Project) WHERE n.name = 'name 4242' RETURN n.id", nil)
}

func BenchmarkFilterScanContains(b *testing.B) {
	ask(b, "MATCH (n:Project) WHERE n.name CONTAINS '4242' RETURN n.id", nil)
}

func BenchmarkCountTwoHopPaths(b *testing.B) {
	ask(b, "MATCH (a)-->(b)-->(c) RETURN count(*)", nil)
}

func BenchmarkWalkTwoHopPaths(b *testing.B) {
	ask(b, "MATCH (a)-->(b)-->(c) RETURN sum(1)", nil)
}

func BenchmarkTopK(b *testing.B) {
	ask(b, "MATCH (n) RETURN n.name ORDER BY n.value DESC, n.name LIMIT 10", nil)
}

func BenchmarkTriangles(b *testing.B) {
	ask(b, "MATCH (a {id: $id})-->(b)-->(c)-->(a) RETURN count(*)", someID)
}

func BenchmarkSemiApply(b *testing.B) {
	ask(b, "MATCH (n:Project) WHERE NOT EXISTS { (n)-[:FEEDS]->(:Body) } RETURN count(n)", nil)
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

// BenchmarkGraphSize prints how much memory the graph takes.
func BenchmarkGraphSize(b *testing.B) {
	benchGraph(b)
	for b.Loop() {
		runtime.Gosched()
	}
	b.ReportMetric(float64(benchBytes)/benchNodes, "B/node-with-its-10-relationships")
	b.ReportMetric(float64(benchBytes)/(1<<20), "MiB")
}
