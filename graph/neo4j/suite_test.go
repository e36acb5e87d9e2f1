package neo4j

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/graphtest"
	"planatlas/graph/memory"
	"planatlas/graph/question"
	"planatlas/loader"
	"planatlas/seeds"
)

// suiteLimits are those under which both engines are asked.
var suiteLimits = graph.Limits{Rows: 100_000, Bytes: 1 << 30, Work: 200_000_000}

// loadSeeds puts the seed graph into the server and returns both engines.
func loadSeeds(t testing.TB) (*loader.Seeds, *graphtest.Suite) {
	t.Helper()
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := open(t)
	for _, p := range s.Plans {
		if _, err := e.Load(context.Background(), s.Graph, p.ID, LoadOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return s, &graphtest.Suite{Reference: e, Tested: memory.New(s.Graph), Limits: suiteLimits}
}

// TestSuite asks both engines every query of the project.
func TestSuite(t *testing.T) {
	s, suite := loadSeeds(t)
	reports := suite.All(context.Background(), suiteQueries(t, s), atOnce)
	for _, r := range reports {
		t.Errorf("the engines differ: %s", r)
	}
	for _, d := range graphtest.Differences {
		if suite.Seen[d.Key] == 0 {
			t.Errorf("no query of the suite shows the listed difference %s", d.Key)
		}
	}
	fmt.Printf("neo4j suite: compared %d queries, %d differences (%d unlisted)\n", suite.Compared, suite.Listed+len(reports), len(reports))
}

// suiteQueries are the suite's own tables, the cases of the functions, the
// saved questions with their choices and the rules, both ways that they are
// put.
func suiteQueries(t testing.TB, s *loader.Seeds) []graphtest.Query {
	t.Helper()
	queries, err := graphtest.Tables()
	if err != nil {
		t.Fatal(err)
	}
	queries = append(queries, caseQueries(t)...)
	plan := s.Plans[0].ID
	for i := range s.Questions {
		queries = append(queries, questionQueries(t, &s.Questions[i], plan)...)
	}
	for _, r := range s.Rules {
		for _, bases := range [][]string{question.TextBases(s.Ontology), question.AllBases(s.Ontology)} {
			params := map[string]graph.Value{"plan": graph.Text(plan), "bases": graph.Texts(bases)}
			queries = append(queries, graphtest.Query{Place: r.Place, Text: r.Cypher, Params: params, Ordered: true})
		}
	}
	return queries
}

func questionQueries(t testing.TB, q *question.Question, plan string) []graphtest.Query {
	t.Helper()
	var out []graphtest.Query
	for _, args := range []map[string]string{q.Example, nil} {
		params, err := q.Bind(plan, args)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, graphtest.Query{Place: q.Place, Text: q.Cypher, Params: params, Ordered: true})
	}
	for _, p := range q.Parameters {
		if p.Choices != "" {
			params := map[string]graph.Value{"plan": graph.Text(plan)}
			out = append(out, graphtest.Query{Place: q.Place + " choices of " + p.Name, Text: p.Choices, Params: params, Ordered: true})
		}
	}
	return out
}

// caseQueries are the expressions by which the functions are tested on their
// own: "expression => outcome" a line.
func caseQueries(t testing.TB) []graphtest.Query {
	t.Helper()
	files, err := filepath.Glob("../cypher/functions/testdata/*.cases")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var out []graphtest.Query
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		for n := 1; lines.Scan(); n++ {
			if expression, _, ok := strings.Cut(lines.Text(), " => "); ok && !strings.HasPrefix(expression, "#") {
				q := graphtest.Query{Place: fmt.Sprintf("%s:%d", filepath.Base(name), n), Text: "RETURN " + expression + " AS x"}
				q.Errors = strings.Count(expression, "(")
				if strings.Contains(expression, "split('😀") {
					q.Differs = "utf-16"
				}
				out = append(out, q)
			}
		}
	}
	return out
}
