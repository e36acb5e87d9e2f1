package neo4j

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"planatlas/graph"
	"planatlas/graph/cypher/benchdata"
	"planatlas/graph/neo4j/neo4jtest"
)

// BenchmarkCypher asks a real Neo4j what BenchmarkQuery in graph/cypher asks the
// embedded engine, over the same graph, through the engine of this package. The
// server has a heap and a page cache that hold the graph, and the index by id
// that Planatlas makes; each question is asked until it is warm.
func BenchmarkCypher(b *testing.B) {
	e := benchEngine(b)
	for _, x := range benchdata.Questions {
		b.Run(x.Name, func(b *testing.B) {
			askFor(b, e, x, 2*time.Second) // warm
			b.ResetTimer()
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				took = append(took, askOnce(b, e, x, i))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1e6, "p50-ms")
		})
	}
}

func askFor(b *testing.B, e *Engine, x benchdata.Question, d time.Duration) {
	for i, start := 0, time.Now(); time.Since(start) < d; i++ {
		askOnce(b, e, x, i)
	}
}

func askOnce(b *testing.B, e *Engine, x benchdata.Question, i int) time.Duration {
	q := graph.Query{Text: x.Query, Limits: benchdata.Limits}
	q.Limits.Time = time.Minute
	if x.Params != nil {
		q.Params = x.Params(i)
	}
	start := time.Now()
	if _, err := e.Run(context.Background(), q); err != nil {
		b.Fatalf("%s: %v", x.Query, err)
	}
	return time.Since(start)
}

var benchServer struct {
	once   sync.Once
	engine *Engine
}

// benchEngine starts a server of its own and fills it, once.
func benchEngine(b *testing.B) *Engine {
	b.Helper()
	benchServer.once.Do(func() {
		s := neo4jtest.New(b, "NEO4J_LOCAL_HEAP=2g", "NEO4J_LOCAL_PAGECACHE=512m")
		uri, err := s.Start()
		if err != nil {
			b.Fatal(err)
		}
		benchServer.engine = openAt(b, uri)
		g, err := benchdata.Make(benchdata.Nodes, benchdata.Relationships)
		if err != nil {
			b.Fatal(err)
		}
		fill(b, benchServer.engine, g)
	})
	return benchServer.engine
}

// fill writes a graph in batches. The labels and types are the generator's own.
func fill(b *testing.B, e *Engine, g *graph.Graph) {
	b.Helper()
	const batch = 10_000
	ctx := context.Background()
	s := e.session(ctx, driver.AccessModeWrite)
	defer s.Close(ctx)
	write := func(statement string, rows []any) {
		res, err := s.Run(ctx, statement, map[string]any{"rows": rows})
		if err == nil {
			_, err = res.Consume(ctx)
		}
		if err != nil {
			b.Fatalf("%s: %v", statement, err)
		}
	}
	write("CREATE CONSTRAINT bench_id IF NOT EXISTS FOR (n:Planatlas) REQUIRE n.id IS UNIQUE", nil)
	byLabel, byType := map[string][]any{}, map[string][]any{}
	for _, n := range g.Nodes() {
		row := map[string]any{}
		for _, p := range n.Properties {
			row[p.Key] = toDriver(p.Value)
		}
		byLabel[n.Label()] = append(byLabel[n.Label()], row)
	}
	for _, r := range g.Relationships() {
		byType[r.Type] = append(byType[r.Type], []any{r.Start, r.End})
	}
	for label, rows := range byLabel {
		for part := range slices.Chunk(rows, batch) {
			write("UNWIND $rows AS row CREATE (n:"+label+":Planatlas) SET n = row", part)
		}
	}
	for typ, rows := range byType {
		for part := range slices.Chunk(rows, batch) {
			write("UNWIND $rows AS row MATCH (a:Planatlas {id: row[0]}), (b:Planatlas {id: row[1]}) CREATE (a)-[:"+typ+"]->(b)", part)
		}
	}
	write("CALL db.awaitIndexes(120)", nil)
}
