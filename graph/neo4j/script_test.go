package neo4j

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/loader"
	"planatlas/seeds"
)

// TestExportedScript runs the Cypher script that `planatlas export --format
// cypher` writes on a real server, twice, and compares what then stands there
// with the graph that was exported.
func TestExportedScript(t *testing.T) {
	e := open(t)
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m := briefing.Material{Graph: s.Graph, Ontology: s.Ontology, Positions: make([]layout.Point, s.Graph.NodeCount())}
	focus := s.Graph.NodeByID("jianghai-14fyp:industry.new-materials")
	b, err := briefing.New(context.Background(), m, briefing.Request{Kind: briefing.KindGraph, Lang: briefing.Chinese, View: around(s.Graph, m, focus)})
	if err != nil {
		t.Fatal(err)
	}
	f, _ := briefing.FormatOf("cypher")
	var script bytes.Buffer
	if err := b.Write(context.Background(), &script, f); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for _, line := range strings.Split(script.String(), "\n") {
			if line = strings.TrimSuffix(strings.TrimSpace(line), ";"); line != "" && !strings.HasPrefix(line, "//") {
				execute(t, e, line)
			}
		}
	}
	back, err := e.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if back.NodeCount() != len(b.Data.Nodes) || back.RelationshipCount() != len(b.Data.Relationships) {
		t.Fatalf("%d nodes and %d relationships stand there, want %d and %d", back.NodeCount(), back.RelationshipCount(), len(b.Data.Nodes), len(b.Data.Relationships))
	}
	want := graph.NewBuilder()
	for _, n := range b.Data.Nodes {
		want.AddNode(n.ID, n.Labels, n.Properties)
	}
	for _, r := range b.Data.Relationships {
		want.AddRelationship(r.ID, r.Type, r.Start, r.End, r.Properties)
	}
	g, err := want.Build()
	if err != nil {
		t.Fatal(err)
	}
	if back.Version() != g.Version() {
		t.Errorf("what stands there has version %s, what was exported %s", back.Version(), g.Version())
	}
}

// around is the surroundings of a node.
func around(g *graph.Graph, m briefing.Material, focus *graph.Node) *briefing.View {
	v, _ := briefing.Around(g, m.Ontology, focus, 2, 0)
	return &v
}
