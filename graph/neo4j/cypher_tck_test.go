package neo4j

import (
	"context"
	"math"
	"testing"

	"planatlas/graph"
)

// TestTCKDivergences asks a real server what graph/cypher/testdata/tck.txt says
// that it answers otherwise than the openCypher TCK wants.
func TestTCKDivergences(t *testing.T) {
	e := open(t)
	for scenario, query := range map[string]string{
		"Literals5 [9]":  "RETURN -0.0 AS literal",
		"Literals5 [10]": "RETURN -.0 AS literal",
	} {
		r, err := e.Run(context.Background(), graph.Query{Text: query})
		if err != nil {
			t.Errorf("%s: %v", scenario, err)
			continue
		}
		if f, ok := r.Records[0][0].AsFloat(); !ok || f != 0 || !math.Signbit(f) {
			t.Errorf("%s: %s gives %v; the TCK wants 0.0, so it is no divergence any more", scenario, query, r.Records[0][0])
		}
	}
}
