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
	"planatlas/graph/graphtest"
	"planatlas/graph/memory"
	"planatlas/graph/neo4j/neo4jtest"
)

// BenchmarkCypher asks a real Neo4j what BenchmarkQuery in graph/cypher asks the
// embedded engine, over the same graph, through the engine of this package, and
// says how many times as long it takes as the embedded engine here and now. The
// server has a heap and a page cache that hold the graph, and the index by id
// that Planatlas makes; each question is asked until it is warm.
func BenchmarkCypher(b *testing.B) {
	e := benchEngine(b)
	for _, x := range benchdata.Questions {
		b.Run(x.Name, func(b *testing.B) {
			for i, start := 0, time.Now(); time.Since(start) < 2*time.Second; i++ { // warm
				askOnce(b, e, x, i)
			}
			b.ResetTimer()
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				took = append(took, askOnce(b, e, x, i))
			}
			slices.Sort(took)
			median := took[len(took)/2]
			b.ReportMetric(float64(median.Nanoseconds())/1e6, "p50-ms")
			b.ReportMetric(float64(median)/float64(embedded(b, x)), "x-embedded")
		})
	}
}

// embedded is the median time of the embedded engine for a question.
func embedded(b *testing.B, x benchdata.Question) time.Duration {
	var took []time.Duration
	for i, start := 0, time.Now(); i < 5 || time.Since(start) < time.Second/2; i++ {
		took = append(took, askOnce(b, benchServer.embedded, x, i))
	}
	slices.Sort(took)
	return took[len(took)/2]
}

func askOnce(b *testing.B, e graphtest.Engine, x benchdata.Question, i int) time.Duration {
	q := graph.Query{Text: x.Query, Limits: benchdata.Limits}
	q.Limits.Time = 10 * time.Minute
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
	once     sync.Once
	engine   *Engine
	embedded graphtest.Engine
}

// benchEngine starts a server of its own and fills it, once.
func benchEngine(b *testing.B) *Engine {
	b.Helper()
	benchServer.once.Do(func() {
		s := neo4jtest.New(b, "NEO4J_LOCAL_HEAP=2g", "NEO4J_LOCAL_PAGECACHE=512m", neo4jtest.Thorough)
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
		benchServer.embedded = memory.New(g)
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
