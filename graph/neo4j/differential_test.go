package neo4j

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"planatlas/graph"
	"planatlas/graph/graphtest"
	"planatlas/graph/memory"
)

// How many generated queries are asked. PLANATLAS_DIFFERENTIAL asks for more,
// PLANATLAS_DIFFERENTIAL_SEED for others.
const (
	generated  = 3000
	perGraph   = 250 // queries on one random graph
	atOnce     = 3   // queries in flight
	mostShrunk = 8   // differences that are shrunk and shown
)

// differentialLimits keep a query that finds too much from holding up the rest.
var differentialLimits = graph.Limits{Time: 4 * time.Second, Rows: 2000, Bytes: 8 << 20, Work: 2_000_000, Memory: 64 << 20}

func environment(t *testing.T, name string, otherwise int) int {
	t.Helper()
	s := os.Getenv(name)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// TestGeneratedQueries asks both engines queries that a generator wrote, over
// random graphs and over the seeds.
func TestGeneratedQueries(t *testing.T) {
	total := environment(t, "PLANATLAS_DIFFERENTIAL", generated)
	first := uint64(environment(t, "PLANATLAS_DIFFERENTIAL_SEED", 1)) << 32
	d := &differential{t: t}
	s, suite := loadSeeds(t)
	d.ask(suite, graphtest.SchemaOf(s.Graph, false), first, total/5)
	e := suite.Reference.(*Engine)
	for seed := first; d.asked.Load() < int64(total); seed += perGraph {
		g, schema := graphtest.RandomGraph(seed)
		replaceAll(t, e, g)
		suite = &graphtest.Suite{Reference: e, Tested: memory.New(g)}
		d.ask(suite, schema, seed, min(perGraph, total-int(d.asked.Load())))
	}
	fmt.Printf("neo4j differential: compared %d generated queries (%d with an error on both, %d left out at a limit), %d differences (%d unlisted)\n",
		d.compared.Load(), d.failing.Load(), d.limited.Load(), d.listed.Load()+d.differ.Load(), d.differ.Load())
	if d.limited.Load()*10 > d.asked.Load() {
		t.Error("more than a tenth of the queries met a limit: the generator writes too large ones")
	}
}

type differential struct {
	t                                                 *testing.T
	asked, compared, failing, limited, listed, differ atomic.Int64
	mu                                                sync.Mutex
}

// ask puts count queries, several at a time.
func (d *differential) ask(suite *graphtest.Suite, schema *graphtest.Schema, first uint64, count int) {
	suite.Limits = differentialLimits
	var wg sync.WaitGroup
	seeds := make(chan uint64)
	for range atOnce {
		wg.Go(func() {
			for seed := range seeds {
				d.one(suite, graphtest.Generator{Schema: schema}, seed)
			}
		})
	}
	for i := range count {
		seeds <- first + uint64(i)
	}
	close(seeds)
	wg.Wait()
	d.listed.Add(int64(suite.Listed))
}

func (d *differential) one(suite *graphtest.Suite, g graphtest.Generator, seed uint64) {
	d.asked.Add(1)
	q := g.Query(seed)
	want, got, ok := outcomes(suite, q)
	if !ok {
		d.limited.Add(1)
		return
	}
	d.compared.Add(1)
	if got.Err != nil && want.Err != nil {
		d.failing.Add(1)
	}
	report := suite.Judge(q, want, got)
	if report == nil {
		return
	}
	d.mu.Lock() // one at a time is looked into
	defer d.mu.Unlock()
	if d.differ.Add(1) <= mostShrunk {
		small := g.Shrink(seed, func(q graphtest.Query) bool { return judge(suite, q) != nil })
		if r := judge(suite, small); r != nil {
			report = r
		}
	}
	d.t.Errorf("the engines differ: %s", report)
}

func judge(suite *graphtest.Suite, q graphtest.Query) *graphtest.Report {
	if want, got, ok := outcomes(suite, q); ok {
		return suite.Judge(q, want, got)
	}
	return nil
}

// outcomes asks the embedded engine first, and the server only where no limit
// bites; ok says that there is something to compare.
func outcomes(suite *graphtest.Suite, q graphtest.Query) (want, got graphtest.Outcome, ok bool) {
	ctx := context.Background()
	if got = graphtest.Ask(ctx, suite.Tested, q, suite.Limits); got.Limited() {
		return want, got, false
	}
	want = graphtest.Ask(ctx, suite.Reference, q, suite.Limits)
	return want, got, !want.Limited()
}

// replaceAll makes the database hold nothing but a graph.
func replaceAll(t testing.TB, e *Engine, g *graph.Graph) {
	t.Helper()
	ctx := context.Background()
	s := e.session(ctx, driver.AccessModeWrite)
	defer s.Close(ctx)
	_, err := s.ExecuteWrite(ctx, func(tx driver.ManagedTransaction) (any, error) {
		if _, err := collect(ctx, tx, "MATCH (n) DETACH DELETE n", nil); err != nil {
			return nil, err
		}
		for _, n := range g.Nodes() {
			if _, err := collect(ctx, tx, "CREATE (n"+labelList(n.Labels)+") SET n = $p", map[string]any{"p": driverProperties(n.Properties)}); err != nil {
				return nil, err
			}
		}
		for _, r := range g.Relationships() {
			params := map[string]any{"a": r.Start, "b": r.End, "p": driverProperties(r.Properties)}
			if _, err := collect(ctx, tx, "MATCH (a {id: $a}), (b {id: $b}) CREATE (a)-[r:"+quote(r.Type)+"]->(b) SET r = $p", params); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
