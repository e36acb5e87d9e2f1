package briefing_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/layers"
	"planatlas/graph/layout"
	"planatlas/graph/matrix"
	"planatlas/graph/search"
	"planatlas/loader"
	"planatlas/seeds"
)

// real is the shipped plan with its positions, made once for all tests.
var real = sync.OnceValues(func() (briefing.Material, error) {
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		return briefing.Material{}, err
	}
	placed, err := layout.Compute(context.Background(), s.Graph, layout.ForGraph(s.Graph, s.Ontology))
	if err != nil {
		return briefing.Material{}, err
	}
	return briefing.Material{Graph: s.Graph, Ontology: s.Ontology, Positions: placed.Positions}, nil
})

func mustReal(t testing.TB) briefing.Material {
	t.Helper()
	m, err := real()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func mustNode(t testing.TB, m briefing.Material, name string) *graph.Node {
	t.Helper()
	r := search.New(m.Graph, m.Ontology).Resolve(name, "")
	if r.Node == nil {
		t.Fatalf("no node is called %s", name)
	}
	return r.Node
}

func mustTrace(t testing.TB, m briefing.Material, from, to string) *graph.Trace {
	t.Helper()
	tr, err := graph.NewTracer(m.Graph, m.Ontology.TraceRules(m.Graph))
	if err != nil {
		t.Fatal(err)
	}
	r, err := tr.Find(context.Background(), graph.TraceRequest{From: int32(mustNode(t, m, from).Index()), To: int32(mustNode(t, m, to).Index())})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func mustBriefing(t testing.TB, m briefing.Material, r briefing.Request) *briefing.Briefing {
	t.Helper()
	b, err := briefing.New(context.Background(), m, r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func mustWrite(t testing.TB, b *briefing.Briefing, format string) []byte {
	t.Helper()
	f, ok := briefing.FormatOf(format)
	if !ok {
		t.Fatalf("no format %s", format)
	}
	var out bytes.Buffer
	if err := b.Write(context.Background(), &out, f); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// requests are one of each kind on the real plan.
func requests(t testing.TB, m briefing.Material) map[string]briefing.Request {
	return map[string]briefing.Request{
		"dossier":          {Kind: briefing.KindDossier, Lang: briefing.Chinese, Focus: mustNode(t, m, "新材料"), Hops: 3},
		"dossier-en":       {Kind: briefing.KindDossier, Lang: briefing.English, Focus: mustNode(t, m, "新材料")},
		"trace":            {Kind: briefing.KindTrace, Lang: briefing.Chinese, Trace: mustTrace(t, m, "新材料", "产城人融合区")},
		"silence":          {Kind: briefing.KindTrace, Lang: briefing.Chinese, Trace: mustTrace(t, m, "智慧照明", "产城人融合区")},
		"layers":           {Kind: briefing.KindLayers, Lang: briefing.Chinese, Layers: mustLayers(t, m, "高新区(江海区)", layers.Options{})},
		"matrix":           {Kind: briefing.KindMatrix, Lang: briefing.Chinese, Matrix: mustMatrix(t, m, matrix.Presets()[0])},
		"matrix-goals":     {Kind: briefing.KindMatrix, Lang: briefing.English, Matrix: mustMatrix(t, m, matrix.Presets()[2])},
		"chain-map":        {Kind: briefing.KindChainMap, Lang: briefing.Chinese},
		"responsibilities": {Kind: briefing.KindResponsibilities, Lang: briefing.Chinese},
		"indicators":       {Kind: briefing.KindIndicators, Lang: briefing.Chinese},
		"alignment":        {Kind: briefing.KindAlignment, Lang: briefing.Chinese},
		"findings":         {Kind: briefing.KindFindings, Lang: briefing.Chinese, Findings: mustFindings(t, m)},
		"zones":            {Kind: briefing.KindZones, Lang: briefing.Chinese},
		"glossary":         {Kind: briefing.KindGlossary, Lang: briefing.Chinese},
		"graph":            {Kind: briefing.KindGraph, Lang: briefing.Chinese},
		"story":            {Kind: briefing.KindStory, Lang: briefing.Chinese, Story: storyOf(t, m)},
	}
}

// TestPages leaves every kind in every format in a folder, to be looked at:
// PLANATLAS_PAGES=dir go test -run TestPages ./briefing
func TestPages(t *testing.T) {
	dir := os.Getenv("PLANATLAS_PAGES")
	if dir == "" {
		t.Skip("set PLANATLAS_PAGES to a folder to look at the files")
	}
	m := mustReal(t)
	for name, r := range requests(t, m) {
		b := mustBriefing(t, m, r)
		for _, f := range briefing.Formats() {
			if err := os.WriteFile(filepath.Join(dir, name+f.Extension), mustWrite(t, b, f.Name), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
