package briefing_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/layers"
	"planatlas/graph/matrix"
)

func mustLayers(t testing.TB, m briefing.Material, name string, o layers.Options) *layers.Picture {
	t.Helper()
	tracer, err := graph.NewTracer(m.Graph, m.Ontology.TraceRules(m.Graph))
	if err != nil {
		t.Fatal(err)
	}
	p, err := layers.Of(context.Background(), tracer, m.Ontology, mustNode(t, m, name), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func mustMatrix(t testing.TB, m briefing.Material, c matrix.Choice) *matrix.Matrix {
	t.Helper()
	return matrix.Of(m.Graph, m.Ontology, matrix.Options{Choice: c, Plan: plan})
}

// TestLayersStandAsOnThePage: the picture has the nodes of the layers at their
// places to one another, each column under its words.
func TestLayersStandAsOnThePage(t *testing.T) {
	m := mustReal(t)
	p := mustLayers(t, m, "新材料", layers.Options{})
	b := mustBriefing(t, m, briefing.Request{Lang: briefing.Chinese, Layers: p})
	if b.Kind != briefing.KindLayers || b.Title != "“新材料”的分层" {
		t.Errorf("%s %q", b.Kind, b.Title)
	}
	at := map[string][2]float64{}
	for _, x := range b.Picture.Marks {
		at[x.Node.ID] = [2]float64{x.At.X, x.At.Y}
		if x.Strong != (x.Node == p.Centre) {
			t.Errorf("%s is drawn strongly: %v", x.Node.ID, x.Strong)
		}
	}
	if len(at) != len(p.Nodes) || len(b.Data.Relationships) != len(p.Relationships) {
		t.Fatalf("%d marks for %d nodes, %d relationships for %d", len(at), len(p.Nodes), len(b.Data.Relationships), len(p.Relationships))
	}
	middle := at[p.Centre.ID]
	scale := 0.0
	for _, n := range p.Nodes {
		dx, dy := at[n.Node.ID][0]-middle[0], at[n.Node.ID][1]-middle[1]
		if scale == 0 && n.At.X != 0 {
			scale = dx / n.At.X
		}
		if near := func(a, b float64) bool { return a-b < 0.01 && b-a < 0.01 }; scale != 0 && !(near(dx, n.At.X*scale) && near(dy, n.At.Y*scale)) {
			t.Errorf("%s stands at %v, %v from the middle, want %v times %v", n.Node.ID, dx, dy, n.At, scale)
		}
	}
	var words []string
	for _, c := range b.Picture.Captions {
		words = append(words, c.Text)
	}
	if got := strings.Join(words, "|"); got != "承载者 · 第 1 层|本节点|服务于 · 第 1 层|服务于 · 第 2 层|服务于 · 第 3 层" {
		t.Error(got)
	}
}

// TestMatrixCells: what stands in each cell, and what is marked as empty.
func TestMatrixCells(t *testing.T) {
	m := mustReal(t)
	x := mustMatrix(t, m, matrix.Presets()[0])
	b := mustBriefing(t, m, briefing.Request{Lang: briefing.Chinese, Matrix: x})
	if b.Kind != briefing.KindMatrix || b.Title != "产业 × 平台载体" {
		t.Errorf("%s %q", b.Kind, b.Title)
	}
	table := tableOf(t, b)
	joined := map[string]bool{}
	for _, c := range x.Cells {
		joined[m.Graph.NodeByID(c.Row).Name()+m.Graph.NodeByID(c.Column).Name()] = true
	}
	for _, row := range table.Rows {
		for i, cell := range row[1:] {
			want := ""
			switch pair := row[0].String() + table.Columns[i+1].Title; {
			case joined[pair]:
				want = "名称对应 第14条 第12条"
			case row[0].String() == "智慧照明" || table.Columns[i+1].Title == "现代服务产业园":
				want = briefing.NotInGraph(briefing.Chinese)
			}
			if got := cell.String(); got != want {
				t.Errorf("%s × %s: %q, want %q", row[0].String(), table.Columns[i+1].Title, got, want)
			}
		}
	}
	if len(joined) != 5 || len(b.Data.Relationships) != 5 || len(b.Data.Nodes) != 12 {
		t.Errorf("%d cells, %d relationships, %d nodes", len(joined), len(b.Data.Relationships), len(b.Data.Nodes))
	}
	// A story that holds the table says the same.
	var saved briefing.SavedTable
	for _, c := range table.Columns {
		saved.Columns = append(saved.Columns, c.Title)
	}
	for _, row := range table.Rows {
		var texts []string
		for _, c := range row {
			texts = append(texts, strings.Replace(c.String(), briefing.NotInGraph(briefing.Chinese), "〔 〕", 1))
		}
		saved.Rows = append(saved.Rows, texts)
	}
	again := tableOf(t, mustBriefing(t, m, briefing.Request{Lang: briefing.Chinese, Kind: briefing.KindGraph, Saved: &briefing.SavedView{Title: "矩阵", Table: &saved}}))
	if !reflect.DeepEqual(table, again) {
		t.Errorf("the saved table differs:\n%+v\n%+v", table, again)
	}
}

func tableOf(t *testing.T, b *briefing.Briefing) *briefing.Table {
	t.Helper()
	for _, s := range b.Sections {
		for _, block := range s.Blocks {
			if table, ok := block.(*briefing.Table); ok {
				return table
			}
		}
	}
	t.Fatal("no table")
	return nil
}

// TestViewsNeedWhatTheyShow: a kind without its picture or matrix says so.
func TestViewsNeedWhatTheyShow(t *testing.T) {
	m := mustReal(t)
	for kind, want := range map[briefing.Kind]error{briefing.KindLayers: briefing.ErrNeedsFocus, briefing.KindMatrix: briefing.ErrNeedsMatrix} {
		if _, err := briefing.New(context.Background(), m, briefing.Request{Kind: kind, Focus: mustNode(t, m, "新材料")}); !errors.Is(err, want) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// TestEmptyMatrixIsWritten: nothing joined, and nothing to join.
func TestEmptyMatrixIsWritten(t *testing.T) {
	m := mustReal(t)
	for _, c := range []matrix.Choice{{Rows: "Target", Columns: "Body", Type: "HOSTS"}, {Rows: "Nothing", Columns: "Body"}} {
		b := mustBriefing(t, m, briefing.Request{Lang: briefing.Chinese, Matrix: mustMatrix(t, m, c)})
		for _, f := range briefing.Formats() {
			if out := mustWrite(t, b, f.Name); len(out) == 0 {
				t.Errorf("%+v as %s is empty", c, f.Name)
			}
		}
	}
}
