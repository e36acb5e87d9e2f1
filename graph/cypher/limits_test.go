package cypher_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"planatlas/graph"
	"planatlas/graph/cypher"
)

// dense is a graph in which every node is connected to every other.
func dense(t testing.TB, nodes int) *graph.Graph {
	b := graph.NewBuilder()
	id := func(i int) string { return fmt.Sprintf("d%03d", i) }
	for i := range nodes {
		b.AddNode(id(i), []string{"N"}, graph.PropertiesOf(map[string]graph.Value{
			"id": graph.Text(id(i)), "text": graph.Text(strings.Repeat("a", 2000)),
		}))
	}
	for i := range nodes {
		for j := range nodes {
			if i != j {
				b.AddRelationship(fmt.Sprintf("%d-%d", i, j), "R", id(i), id(j), nil)
			}
		}
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestLimits trips every limit. Each query would run for hours, or take all
// memory, without it.
func TestLimits(t *testing.T) {
	g := dense(t, 60)
	nested := "RETURN " + strings.Repeat("(", 10_000) + "1" + strings.Repeat(")", 10_000)
	lists := "RETURN " + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
	few := graph.Limits{Work: 1 << 20} // the default would be reached too, only later
	for _, c := range []struct {
		name, query, limit string
		limits             graph.Limits
	}{
		{"a cartesian product of everything", "MATCH (a), (b), (c), (d), (e), (f) RETURN count(a.id + b.id + f.id)", "work", few},
		{"every way through a dense graph", "MATCH p = (a)-[*]->(b) RETURN count(p)", "work", few},
		{"a group through a dense graph", "MATCH (a) ((x)-->(y))+ (b) RETURN count(x)", "work", few},
		{"a shortest path that no path fulfils", "MATCH p = shortestPath((a {id: 'd000'})-[*]->(b {id: 'd001'})) WHERE length(p) > 100 RETURN p", "work", few},
		{"a selector that no path fulfils", "MATCH p = SHORTEST 1 ((a {id: 'd000'})-[r]->+(b {id: 'd001'}) WHERE size(r) > 100) RETURN p", "memory", graph.Limits{Memory: 8 << 20, Work: 1 << 40}},
		{"all that time allows", "MATCH (a), (b), (c), (d), (e), (f) RETURN count(a.id + b.id + f.id)", "time",
			graph.Limits{Time: 50 * time.Millisecond, Work: 1 << 40}},
		{"time within a breadth-first search", "MATCH p = shortestPath((a)-[*]->(b)) WHERE a <> b AND length(p) > 50 RETURN count(p)", "time",
			graph.Limits{Time: 50 * time.Millisecond, Work: 1 << 40}},
		{"a collect of everything", "MATCH (a), (b), (c) RETURN collect([a.text, b.text + 'x'])", "memory", graph.Limits{Memory: 16 << 20}},
		{"a sort of everything", "MATCH (a), (b), (c), (d) RETURN a.id + b.id + c.id AS x ORDER BY x", "memory", graph.Limits{Memory: 16 << 20}},
		{"many groups", "UNWIND range(1, 10000000) AS x RETURN x, count(*)", "memory", graph.Limits{Memory: 16 << 20}},
		{"many distinct rows", "UNWIND range(1, 10000000) AS x RETURN DISTINCT x + 1", "memory", graph.Limits{Memory: 16 << 20, Rows: 1 << 30}},
		{"many distinct values in an aggregate", "UNWIND range(1, 10000000) AS x RETURN count(DISTINCT x)", "memory", graph.Limits{Memory: 16 << 20}},
		{"a hash join", "UNWIND range(1, 300) AS i MATCH (n) WITH collect(n) AS ns UNWIND ns AS a UNWIND ns AS b MATCH (c) WHERE c.id + '' = b.id RETURN count(*)", "work", graph.Limits{Work: 1 << 20}},
		{"a range of a trillion", "RETURN range(1, 1000000000000)", "work", graph.Limits{}},
		{"a range of a million", "RETURN size(range(1, 10000000))", "memory", graph.Limits{Memory: 16 << 20}},
		{"a string doubled sixty times", "RETURN reduce(s = 'a', x IN range(1, 60) | s + s)", "memory", graph.Limits{}},
		{"a list doubled sixty times", "RETURN reduce(s = [1], x IN range(1, 60) | s + s)", "memory", graph.Limits{}},
		{"brackets ten thousand deep", nested, "nesting", graph.Limits{}},
		{"lists ten thousand deep", lists, "nesting", graph.Limits{}},
		{"subqueries three hundred deep", "RETURN " + strings.Repeat("EXISTS { RETURN ", 300) + "1" + strings.Repeat("}", 300), "nesting", graph.Limits{}},
		{"NOT three hundred times", "RETURN " + strings.Repeat("NOT ", 300) + "true", "nesting", graph.Limits{}},
		{"a hundred thousand subscripts", "WITH [1] AS x RETURN x" + strings.Repeat("[0]", 10_000), "nesting", graph.Limits{}},
		{"a megabyte of query", "RETURN " + strings.Repeat("1 + ", 300_000) + "1", "text", graph.Limits{}},
		{"slow regular expressions", "UNWIND range(1, 100000) AS i RETURN count(reduce(s = 'a', x IN range(1, 12) | s + s) =~ '(a?){200}a{200}b.*')", "work", few},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			_, err := cypher.Run(context.Background(), g, graph.Query{Text: c.query, Limits: c.limits})
			var e *graph.QueryError
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want the limit on %s", err, c.limit)
			}
			if e.Limit != c.limit {
				t.Fatalf("got the limit on %q (%v), want %s", e.Limit, err, c.limit)
			}
			if !strings.Contains(e.Hint, "--limit "+e.Limit+"=") {
				t.Errorf("the hint %q does not say how to raise the limit", e.Hint)
			}
			if d := time.Since(start); d > 2*time.Minute {
				t.Errorf("it took %s to stop", d)
			}
		})
	}
}

// A long chain needs no deep recursion, neither in the parser nor in the
// evaluator.
func TestLongChains(t *testing.T) {
	g := dense(t, 2)
	for _, query := range []string{
		"RETURN 1" + strings.Repeat(" + 1", 100_000),
		"RETURN true" + strings.Repeat(" AND true", 100_000),
		"RETURN 1" + strings.Repeat(" <= 1", 100_000),
		"RETURN [1" + strings.Repeat(", 1", 100_000) + "]",
		"MATCH (n) WHERE n.id = 'x'" + strings.Repeat(" OR n.id = 'x'", 20_000) + " RETURN n",
	} {
		_, err := cypher.Run(context.Background(), g, graph.Query{Text: query, Limits: graph.Limits{Text: 1 << 20}})
		if err != nil {
			t.Errorf("%.40s…: %v", query, err)
		}
	}
}

// TestTruncated cuts results that are too long, and says so.
func TestTruncated(t *testing.T) {
	g := dense(t, 20)
	for _, c := range []struct {
		query, limit string
		limits       graph.Limits
		rows         int
	}{
		{"UNWIND range(1, 100) AS x RETURN x", "rows", graph.Limits{Rows: 7}, 7},
		{"UNWIND range(1, 20000) AS x RETURN x", "rows", graph.Limits{}, 10_000},
		{"UNWIND range(1, 7) AS x RETURN x", "", graph.Limits{Rows: 7}, 7},
		{"MATCH (n) RETURN n ORDER BY n.id", "bytes", graph.Limits{Bytes: 10_000}, 4},
		{"MATCH (n) RETURN n.id UNION ALL MATCH (n) RETURN n.id", "rows", graph.Limits{Rows: 25}, 25},
	} {
		r, err := cypher.Run(context.Background(), g, graph.Query{Text: c.query, Limits: c.limits})
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if len(r.Records) != c.rows || r.Limit != c.limit || r.Truncated != (c.limit != "") {
			t.Errorf("%s: %d rows, truncated %v by %q; want %d by %q", c.query, len(r.Records), r.Truncated, r.Limit, c.rows, c.limit)
		}
	}
}

// A cancelled query ends with the context's error.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := cypher.Run(ctx, dense(t, 20), graph.Query{Text: "MATCH (a), (b), (c), (d) RETURN count(a.id + d.id)"})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// While queries run into limits, others are answered, and memory stays bounded.
func TestOthersGoOn(t *testing.T) {
	g := dense(t, 60)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			_, err := cypher.Run(context.Background(), g, graph.Query{
				Text:   "MATCH (a), (b), (c), (d) RETURN collect([a.text, b.id + c.id])",
				Limits: graph.Limits{Memory: 32 << 20},
			})
			if limit, _ := cypher.IsLimit(err); limit != "memory" {
				t.Errorf("got %v", err)
			}
		})
	}
	var most uint64
	for range 50 {
		r, err := cypher.Run(context.Background(), g, graph.Query{Text: "MATCH (n {id: 'd007'})-->(m) RETURN count(m)"})
		if err != nil || rows(r) != "59" {
			t.Fatalf("%v, %v", r, err)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapAlloc)
	}
	group.Wait()
	if most > 2<<30 {
		t.Errorf("the heap grew to %d MiB", most>>20)
	}
}
