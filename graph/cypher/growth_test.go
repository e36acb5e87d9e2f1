package cypher

import (
	"context"
	"errors"
	"testing"
	"time"

	"planatlas/graph"
)

// What expressions make is bounded: in depth, because walking through a value is
// recursive, and in size, at once and in all.
func TestGrowthEndsAtLimits(t *testing.T) {
	g, err := graph.NewBuilder().Build()
	if err != nil {
		t.Fatal(err)
	}
	// A tenth of a visitor's limits, for speed, and time enough for a busy machine.
	limits := graph.Limits{Time: time.Hour, Work: 5_000_000, Memory: 25 << 20}
	cases := map[string]string{
		"RETURN reduce(acc = [], x IN range(1, 100000) | [acc]) AS x":                                           "nesting",
		"RETURN reduce(acc = {}, x IN range(1, 100000) | {k: acc}) AS x":                                        "nesting",
		"RETURN reduce(acc = [], x IN range(1, 100000) | [acc, {k: acc}]) = [] AS x":                            "nesting",
		"RETURN size([x IN range(1, 800000) | [x, x, x]]) AS x":                                                 "memory",
		"RETURN size(reduce(s = 'x', i IN range(1, 60) | s + s)) AS x":                                          "memory",
		"RETURN size(reduce(l = [1], i IN range(1, 60) | l + l)) AS x":                                          "memory",
		"WITH reduce(s = 'x', i IN range(1, 23) | s + s) AS s UNWIND range(1, 99) AS i RETURN sum(size(s + i))": "work",
		"RETURN range(1, 1000000000000) AS x":                                                                   "work",
		"UNWIND range(1, 800000) AS x RETURN collect({a: x}) AS x":                                              "memory",
	}
	for text, want := range cases {
		_, err := Run(context.Background(), g, graph.Query{Text: text, Limits: limits})
		var q *graph.QueryError
		if !errors.As(err, &q) || q.Limit != want {
			t.Errorf("%s\n ended with %v, want the limit %s", text, err, want)
		}
	}
}
