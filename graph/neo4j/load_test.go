package neo4j

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"planatlas/graph"
)

func mustLoad(t *testing.T, e *Engine, g *graph.Graph, opts LoadOptions) *Changes {
	t.Helper()
	c, err := e.Load(context.Background(), g, "s", opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLoadWritesOnlyWhatDiffers(t *testing.T) {
	e := open(t)
	rename := func(i int, p map[string]graph.Value) bool {
		if i == 3 {
			p["name"] = graph.Text("改了名")
		}
		return true
	}
	drop := func(i int, p map[string]graph.Value) bool { return i != 5 && rename(i, p) }
	steps := []struct {
		name         string
		graph        *graph.Graph
		dry          bool
		nodes, rels  Counts
		wantProperty string
	}{
		{"dry run into nothing", sample(t, 12, nil), true, Counts{Add: 13}, Counts{Add: 11}, ""},
		{"first load", sample(t, 12, nil), false, Counts{Add: 13}, Counts{Add: 11}, ""},
		{"second load", sample(t, 12, nil), false, Counts{Same: 13}, Counts{Same: 11}, ""},
		{"one name edited", sample(t, 12, rename), false, Counts{Change: 1, Same: 12}, Counts{Same: 11}, "name"},
		{"one node removed", sample(t, 12, drop), false, Counts{Remove: 1, Same: 12}, Counts{Add: 1, Remove: 2, Same: 9}, ""},
		{"again", sample(t, 12, drop), false, Counts{Same: 12}, Counts{Same: 10}, ""},
	}
	for _, s := range steps {
		c := mustLoad(t, e, s.graph, LoadOptions{DryRun: s.dry})
		if c.Nodes != s.nodes || c.Relationships != s.rels {
			t.Fatalf("%s: nodes %+v, relationships %+v; want %+v, %+v\n%+v", s.name, c.Nodes, c.Relationships, s.nodes, s.rels, c.Items)
		}
		if s.wantProperty != "" && !slices.Equal(c.Items[0].Properties, []string{s.wantProperty}) {
			t.Errorf("%s: changed properties %v", s.name, c.Items[0].Properties)
		}
	}
}

func TestSnapshotIsWhatWasLoaded(t *testing.T) {
	e := open(t)
	g := sample(t, page+50, nil) // more than one page
	mustLoad(t, e, g, LoadOptions{})
	back, err := e.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if back.Version() != g.Version() {
		t.Errorf("version %s, want %s (%d nodes, %d relationships)", back.Version(), g.Version(), back.NodeCount(), back.RelationshipCount())
	}
	versions, err := e.Versions(context.Background())
	if err != nil || versions["s"] != g.PlanVersion("s") {
		t.Errorf("versions %v, %v", versions, err)
	}
}

func TestLoadLeavesOthersAlone(t *testing.T) {
	e := open(t)
	execute(t, e, "CREATE (:Customer {id: 'c-1', name: 'x'})-[:OWNS]->(:Planatlas {id: 't:other', plan: 't'})")
	mustLoad(t, e, sample(t, 3, nil), LoadOptions{})
	mustLoad(t, e, sample(t, 4, nil), LoadOptions{})
	res, err := e.Run(context.Background(), graph.Query{Text: "MATCH (c:Customer)-[:OWNS]->(o:Planatlas) RETURN c.id, o.id"})
	if err != nil || len(res.Records) != 1 {
		t.Errorf("the others are gone: %+v, %v", res, err)
	}
	execute(t, e, "CREATE (:Customer {id: 's:platform.000004'})")
	_, err = e.Load(context.Background(), sample(t, 5, nil), "s", LoadOptions{})
	var foreign *ForeignError
	if !errors.As(err, &foreign) || !strings.Contains(err.Error(), "s:platform.000004") {
		t.Errorf("a foreign node with our id: got %v", err)
	}
}

func TestRemovingMuchNeedsLeave(t *testing.T) {
	e := open(t)
	mustLoad(t, e, sample(t, 20, nil), LoadOptions{})
	half := sample(t, 20, func(i int, _ map[string]graph.Value) bool { return i < 10 })
	_, err := e.Load(context.Background(), half, "s", LoadOptions{})
	var much *DeleteError
	if !errors.As(err, &much) || !strings.Contains(err.Error(), "--allow-delete") {
		t.Fatalf("got %v", err)
	}
	if c := mustLoad(t, e, sample(t, 20, nil), LoadOptions{}); !c.None() {
		t.Errorf("the refused load changed %+v", c.Items)
	}
	if c := mustLoad(t, e, half, LoadOptions{AllowDelete: true}); c.Nodes.Remove != 10 {
		t.Errorf("removed %d nodes, want 10", c.Nodes.Remove)
	}
}

func TestTwoLoadsAtOnce(t *testing.T) {
	e := open(t)
	g := sample(t, 300, nil)
	var wg sync.WaitGroup
	changes := make([]*Changes, 4)
	errs := make([]error, len(changes))
	for i := range changes {
		wg.Go(func() { changes[i], errs[i] = e.Load(context.Background(), g, "s", LoadOptions{}) })
	}
	wg.Wait()
	added := 0
	for i, c := range changes {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		added += c.Nodes.Add
	}
	if added != 301 {
		t.Errorf("%d nodes were added by all loads together, want 301: one load writes, the others find it done", added)
	}
}

func TestUnknownPlan(t *testing.T) {
	e := open(t)
	if _, err := e.Load(context.Background(), sample(t, 1, nil), "nobody", LoadOptions{}); err == nil {
		t.Error("loading a plan that is not there succeeded")
	}
}

// TestAnEarlierFullTextIndexIsReplaced: a database loaded by an earlier version
// covers fewer properties, which IF NOT EXISTS would leave so.
func TestAnEarlierFullTextIndexIsReplaced(t *testing.T) {
	e := open(t)
	mustLoad(t, e, sample(t, 3, nil), LoadOptions{})
	s := e.session(t.Context(), driver.AccessModeWrite)
	defer s.Close(context.Background())
	run := func(statement string) []any {
		t.Helper()
		res, err := s.Run(t.Context(), statement, nil)
		if err != nil {
			t.Fatal(err)
		}
		records, err := res.Collect(t.Context())
		if err != nil || len(records) == 0 {
			return nil
		}
		return records[0].Values
	}
	run("DROP INDEX " + FullTextIndex)
	run("CREATE FULLTEXT INDEX " + FullTextIndex + " FOR (n:Planatlas) ON EACH [n.name]")
	mustLoad(t, e, sample(t, 3, nil), LoadOptions{})
	got := run("SHOW FULLTEXT INDEXES YIELD name, properties WHERE name = '" + FullTextIndex + "' RETURN properties")
	if len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(graph.FullTextProperties) {
		t.Errorf("the index covers %v, want %v", got, graph.FullTextProperties)
	}
}
