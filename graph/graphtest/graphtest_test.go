package graphtest

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/memory"
)

func answer(keys []string, rows ...[]graph.Value) Outcome {
	return Outcome{Result: &graph.Result{Keys: keys, Records: rows}}
}

func row1(v ...graph.Value) []graph.Value { return v }

func TestDifferenceSeesWhatDiffers(t *testing.T) {
	one, two := graph.Int(1), graph.Int(2)
	x := []string{"x"}
	kind := func(k string) Outcome { return Outcome{Err: &graph.QueryError{Kind: k, Message: "m"}} }
	tests := map[string]struct {
		q    Query
		a, b Outcome
		want bool // that they differ
	}{
		"rows in another order":          {Query{}, answer(x, row1(one), row1(two)), answer(x, row1(two), row1(one)), false},
		"rows in another order, ordered": {Query{Ordered: true}, answer(x, row1(one), row1(two)), answer(x, row1(two), row1(one)), true},
		"a row twice":                    {Query{}, answer(x, row1(one), row1(two)), answer(x, row1(one), row1(one)), true},
		"a row missing":                  {Query{}, answer(x, row1(one)), answer(x), true},
		"another column name":            {Query{}, answer(x), answer([]string{"y"}), true},
		"1 and 1.0":                      {Query{}, answer(x, row1(one)), answer(x, row1(graph.Number(1))), true},
		"1 and '1'":                      {Query{}, answer(x, row1(one)), answer(x, row1(graph.Text("1"))), true},
		"null and a value":               {Query{}, answer(x, row1(graph.NullValue())), answer(x, row1(one)), true},
		"the last bit of a sum":          {Query{}, answer(x, row1(graph.Number(0.1+0.2))), answer(x, row1(graph.Number(0.3))), false},
		"another float":                  {Query{}, answer(x, row1(graph.Number(0.3))), answer(x, row1(graph.Number(0.3001))), true},
		"a list in another order":        {Query{}, answer(x, row1(graph.ListOf(one, two))), answer(x, row1(graph.ListOf(two, one))), true},
		"a bag in another order":         {Query{Bags: true}, answer(x, row1(graph.ListOf(one, two))), answer(x, row1(graph.ListOf(two, one))), false},
		"another bag":                    {Query{Bags: true}, answer(x, row1(graph.ListOf(one, two))), answer(x, row1(graph.ListOf(two, two))), true},
		"errors of one kind":             {Query{}, kind("TypeError"), kind("TypeError"), false},
		"errors of two kinds":            {Query{}, kind("TypeError"), kind("SyntaxError"), true},
		"an error and an answer":         {Query{}, kind("TypeError"), answer(x), true},
		"an error that is no query's":    {Query{}, kind("TypeError"), Outcome{Err: errors.New("broken")}, true},
		"labels in another order": {Query{}, answer(x, row1(graph.NodeValue(graph.DetachedNode("n", []string{"A", "B"}, nil)))),
			answer(x, row1(graph.NodeValue(graph.DetachedNode("n", []string{"B", "A"}, nil)))), false},
		"another label": {Query{}, answer(x, row1(graph.NodeValue(graph.DetachedNode("n", []string{"A"}, nil)))),
			answer(x, row1(graph.NodeValue(graph.DetachedNode("n", []string{"B"}, nil)))), true},
	}
	for name, tt := range tests {
		if got := Difference(tt.q, tt.a, tt.b); (got != "") != tt.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// wrong is an engine that loses the last row of every answer.
type wrong struct{ Engine }

func (w wrong) Run(ctx context.Context, q graph.Query) (*graph.Result, error) {
	r, err := w.Engine.Run(ctx, q)
	if err == nil && len(r.Records) > 0 {
		r.Records = r.Records[:len(r.Records)-1]
	}
	return r, err
}

func TestSuiteReportsAWrongEngine(t *testing.T) {
	g, _ := RandomGraph(1)
	right := memory.New(g)
	s := &Suite{Reference: right, Tested: wrong{right}}
	reports := s.All(context.Background(), []Query{{Text: "MATCH (n) RETURN n"}, {Text: "RETURN nosuch"}}, 2)
	if len(reports) != 1 || s.Compared != 2 || !strings.Contains(reports[0].What, "rows") {
		t.Errorf("compared %d, reports %v", s.Compared, reports)
	}
	if r := s.Compare(context.Background(), Query{Text: "RETURN nosuch", Differs: "utf-16"}); r == nil {
		t.Error("a listed difference that is none passes")
	}
	if r := s.Compare(context.Background(), Query{Text: "MATCH (n) RETURN n", Differs: "nosuch"}); r == nil {
		t.Error("a difference without an entry passes")
	}
}

func TestTablesAreReadable(t *testing.T) {
	queries, err := Tables()
	if err != nil {
		t.Fatal(err)
	}
	if len(queries) < 250 {
		t.Errorf("%d queries", len(queries))
	}
	seen := map[string]string{}
	for _, q := range queries {
		if at, twice := seen[q.Text]; twice {
			t.Errorf("%s: stands at %s, too", q.Place, at)
		}
		seen[q.Text] = q.Place
		if q.Differs != "" && !listed(q.Differs) {
			t.Errorf("%s: no listed difference %s", q.Place, q.Differs)
		}
	}
	for _, bad := range []string{"//@ nosuch\nRETURN 1", "//@ params {\nRETURN 1"} {
		if _, err := readTable("x", bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// TestGeneratedQueriesAreValid runs the generator's queries on the embedded
// engine: they are the same again for the same seed, hardly any is refused but
// those that are meant to be, and every kind of clause comes up.
func TestGeneratedQueriesAreValid(t *testing.T) {
	words := map[string]int{}
	refused, rows := 0, 0
	const count = 2000
	for i := range uint64(count) {
		g, schema := RandomGraph(i / 100)
		q := Generator{schema}.Query(i)
		if again := (Generator{schema}).Query(i); again.Text != q.Text {
			t.Fatalf("seed %d gave two queries", i)
		}
		r, err := memory.New(g).Run(context.Background(), graph.Query{Text: q.Text, Limits: graph.Limits{Work: 2_000_000, Rows: 2000}})
		var qe *graph.QueryError
		if errors.As(err, &qe) && qe.Phase == "compile time" && q.Errors == 0 {
			t.Errorf("%s\n%v", q.Text, err)
		}
		if err != nil && q.Errors == 0 {
			refused++
		}
		if err == nil && len(r.Records) > 0 {
			rows++
		}
		for _, w := range []string{"OPTIONAL MATCH", "WITH", "UNWIND", "UNION", "CALL (", "CALL {", "EXISTS {", "COUNT {", "COLLECT {", "DISTINCT", "ORDER BY", "SKIP", "LIMIT", "count(", "collect(", "CASE", "shortestPath", "*1..2", "{1,2}", "reduce(", "| x", "=~"} {
			if strings.Contains(q.Text, w) {
				words[w]++
			}
		}
	}
	for w, n := range words {
		if n < 5 {
			t.Errorf("%q stands in %d of %d queries", w, n, count)
		}
	}
	if len(words) < 22 || refused > count/50 || rows < count/2 {
		t.Errorf("%d words, %d refused, %d found something", len(words), refused, rows)
	}
}

func TestShrinkKeepsWhatFails(t *testing.T) {
	_, schema := RandomGraph(1)
	g := Generator{schema}
	fails := func(q Query) bool { return strings.Contains(q.Text, "UNWIND") }
	for seed := range uint64(2000) {
		q := g.Query(seed)
		if !fails(q) || len(q.Text) < 300 {
			continue
		}
		small := g.Shrink(seed, fails)
		if !fails(small) || len(small.Text) > 150 {
			t.Errorf("shrunk to\n%s\nfrom\n%s", small.Text, q.Text)
		}
		return
	}
	t.Fatal("no long query to shrink")
}

// TestDifferencesAreDocumented holds the pages against the list.
func TestDifferencesAreDocumented(t *testing.T) {
	for page, text := range map[string]func(Entry) string{
		"../../docs/neo4j.md":    func(e Entry) string { return e.Zh },
		"../../docs/neo4j.en.md": func(e Entry) string { return e.En },
	} {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range Differences {
			if line := "- `" + e.Key + "` " + text(e) + "\n"; !strings.Contains(string(b), line) {
				t.Errorf("%s lacks the line\n%s", page, line)
			}
		}
	}
}
