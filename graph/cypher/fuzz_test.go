package cypher_test

import (
	"context"
	"errors"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planatlas/graph"
	"planatlas/graph/cypher"
	"planatlas/graph/cypher/check"
	"planatlas/graph/cypher/parser"
)

// seeds adds the queries of the tables, and those of the TCK where it has been
// fetched, to a fuzz test.
func seeds(f *testing.F) {
	for _, query := range beyondTCK {
		f.Add(query)
	}
	for _, c := range runCases {
		f.Add(c.query)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return
	}
	jar := filepath.Join(cache, "planatlas", "tck", "tck-1.0.0-M23.jar")
	if _, err := os.Stat(jar); err != nil {
		return
	}
	run := &tckRun{graphs: map[string]string{}}
	for _, s := range run.load(f, jar) {
		for _, step := range s.steps {
			if strings.HasPrefix(step.text, "executing") {
				f.Add(step.doc)
			}
		}
	}
}

// FuzzParse parses, prints and parses again; and checks. Nothing may panic, and
// what is printed must mean the same.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parser.Parse(text, 60)
		if err != nil {
			isQueryError(t, err)
			return
		}
		printed := s.String()
		again, err := parser.Parse(printed, 200)
		if err != nil {
			t.Fatalf("%q printed as %q: %v", text, printed, err)
		}
		if twice := again.String(); twice != printed {
			t.Fatalf("%q printed as %q, then as %q", text, printed, twice)
		}
		if _, err := check.Statement(s, nil); err != nil {
			isQueryError(t, err)
		}
	})
}

// FuzzRun runs queries under tight limits. It must end in time, with rows or
// with an error of a query.
func FuzzRun(f *testing.F) {
	seeds(f)
	g := randomGraph(f, rand.New(rand.NewSource(7)), 12, 24)
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		_, err := cypher.Run(context.Background(), g, graph.Query{
			Text: text,
			Limits: graph.Limits{
				Work: 200_000, Memory: 8 << 20, Rows: 100, Bytes: 1 << 20, Text: 4 << 10, Nesting: 60, Time: 10 * time.Second,
			},
			Params: map[string]graph.Value{
				"p": graph.Int(1), "n": graph.Int(2), "s": graph.Text("a"), "l": graph.ListOf(graph.Int(1), graph.NullValue()),
				"m": graph.MapOf(map[string]graph.Value{"k": graph.Number(0.5)}),
			},
		})
		if err != nil {
			isQueryError(t, err)
		}
		if d := time.Since(start); d > 9*time.Second {
			t.Fatalf("%q took %s", text, d)
		}
	})
}

func isQueryError(t *testing.T, err error) {
	var e *graph.QueryError
	if !errors.As(err, &e) {
		t.Fatalf("an error that is no query error: %v", err)
	}
	if e.Message == "" || e.Kind == "" || e.Phase == "" || e.Detail == "" {
		t.Fatalf("an error without kind, phase, detail or message: %+v", e)
	}
}
