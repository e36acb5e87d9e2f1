package cypher

import (
	"context"
	"errors"
	"testing"

	"planatlas/graph"
)

// What expressions make is bounded: in depth, because walking through a value is
// recursive, and in size, at once and in all.
func TestGrowthEndsAtLimits(t *testing.T) {
	g, err := graph.NewBuilder().Build()
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{
		"RETURN reduce(acc = [], x IN range(1, 1000000) | [acc]) AS x":                                          "nesting",
		"RETURN reduce(acc = {}, x IN range(1, 1000000) | {k: acc}) AS x":                                       "nesting",
		"RETURN reduce(acc = [], x IN range(1, 1000000) | [acc, {k: acc}]) = [] AS x":                           "nesting",
		"RETURN size([x IN range(1, 8000000) | [x, x, x]]) AS x":                                                "memory",
		"RETURN size(reduce(s = 'x', i IN range(1, 60) | s + s)) AS x":                                          "memory",
		"RETURN size(reduce(l = [1], i IN range(1, 60) | l + l)) AS x":                                          "memory",
		"WITH reduce(s = 'x', i IN range(1, 26) | s + s) AS s UNWIND range(1, 99) AS i RETURN sum(size(s + i))": "work",
		"RETURN range(1, 1000000000000) AS x":                                                                   "work",
		"UNWIND range(1, 8000000) AS x RETURN collect({a: x}) AS x":                                             "memory",
	}
	for text, want := range cases {
		_, err := Run(context.Background(), g, graph.Query{Text: text})
		var q *graph.QueryError
		if !errors.As(err, &q) || q.Limit != want {
			t.Errorf("%s\n ended with %v, want the limit %s", text, err, want)
		}
	}
}
