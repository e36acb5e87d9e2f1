package neo4j

import (
	"context"
	"errors"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/neo4j/neo4jtest"
)

// TestEveryWayToReachAServer loads and asks a single server by each scheme. The
// encrypted ones meet a certificate that nobody vouches for.
func TestEveryWayToReachAServer(t *testing.T) {
	address := neo4jtest.Encrypted(t)
	execute(t, openAt(t, "bolt://"+address), "MATCH (n) DETACH DELETE n")
	ctx := context.Background()
	for i, scheme := range []string{"bolt", "neo4j", "bolt+ssc", "neo4j+ssc"} {
		t.Run(scheme, func(t *testing.T) {
			e := openAt(t, scheme+"://"+address)
			g := sample(t, 10+i, nil)
			if c := mustLoad(t, e, g, LoadOptions{}); c.None() {
				t.Error("nothing was loaded")
			}
			back, err := e.Snapshot(ctx)
			if err != nil || back.Version() != g.Version() {
				t.Errorf("the snapshot is not what was loaded: %v", err)
			}
			res, err := e.Run(ctx, graph.Query{Text: "MATCH (p:Platform) RETURN count(p) AS n"})
			if err != nil {
				t.Fatal(err)
			}
			if n, _ := res.Records[0][0].AsInt(); n != int64(10+i) {
				t.Errorf("%d platforms", n)
			}
		})
	}
	for _, scheme := range []string{"bolt+s", "neo4j+s"} {
		_, err := Open(ctx, Config{URI: scheme + "://" + address, User: neo4jtest.User, Password: neo4jtest.Password})
		if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "certificate") || strings.Contains(err.Error(), neo4jtest.Password) {
			t.Errorf("%s took a certificate that nobody vouches for: %v", scheme, err)
		}
	}
}
