package briefing

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
)

func text(zh, en string) ontology.Text { return ontology.Text{Zh: zh, En: en} }

var vocabulary = &ontology.Ontology{
	Labels: []ontology.Label{
		{Name: "Article", Category: "evidence", Title: text("条", "Article"), Shape: "page-lines", Colour: ontology.Colour{Light: "#849488"}},
		{Name: "Industry", Category: "industries", Title: text("产业", "Industry"), Shape: "disc", Colour: ontology.Colour{Light: "#A56E11"}},
		{Name: "Cluster", Category: "industries", Title: text("产业集群", "Cluster"), Shape: "hexagon", Colour: ontology.Colour{Light: "#5C3B08"}},
		{Name: "Platform", Category: "platforms", Title: text("平台载体", "Platform"), Shape: "square-round", Colour: ontology.Colour{Light: "#3E63C5"}},
	},
	Types: []ontology.RelationshipType{
		{Name: "HOSTS", Trace: ontology.TraceUp, Title: text("承载", "hosts"), Inverse: text("承载于", "is hosted by")},
		{Name: "INCLUDES", Trace: ontology.TraceDown, Title: text("包含", "includes"), Inverse: text("属于", "belongs to")},
		{Name: "MENTIONS", Trace: ontology.TraceNone, Title: text("提及", "mentions"), Inverse: text("见于", "is mentioned in")},
	},
	Bases: []ontology.Basis{
		{Name: "explicit", Strength: 5, Title: text("原文明示", "Stated"), Line: ontology.Line{Width: 2.25}},
		{Name: "name_match", Strength: 2, Title: text("名称对应", "Name match"), Line: ontology.Line{Width: 2.6, Dash: []float64{0.1, 5.4}, Round: true}},
	},
}

func testGraph(t *testing.T) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	add := func(id, label, name, en string) {
		p := map[string]graph.Value{"name": graph.Text(name)}
		if en != "" {
			p["nameEn"] = graph.Text(en)
		}
		b.AddNode("j:"+id, []string{label, graph.OwnedLabel}, graph.PropertiesOf(p))
	}
	b.AddNode("j:plan", []string{"Plan"}, graph.PropertiesOf(map[string]graph.Value{"name": graph.Text("某规划"), "nameEn": graph.Text("A plan"), "number": graph.Text("某发〔2021〕1号")}))
	add("art.12", "Article", "壮大集群", "")
	add("industry.new", "Industry", "新材料", "New materials")
	add("industry.light", "Industry", "智慧照明", "Smart lighting")
	add("cluster.all", "Cluster", "“3+3”先进制造业集群体系", "“3+3” clusters")
	add("platform.base", "Platform", `基地<script>alert("1")</script>`, "Base")
	add("platform.group", "Platform", "六个产业核心基地", "Six bases")
	rel := func(start, typ, end, basis string, more map[string]graph.Value) {
		p := map[string]graph.Value{"basis": graph.Text(basis)}
		for k, v := range more {
			p[k] = v
		}
		start, end = "j:"+start, "j:"+end
		b.AddRelationship(graph.RelationshipID(start, typ, end, ""), typ, start, end, graph.PropertiesOf(p))
	}
	rel("platform.base", "HOSTS", "industry.new", "name_match", map[string]graph.Value{
		"refs": graph.Texts([]string{"art:14", "ch:4", "art:14"}), "quotes": graph.Texts([]string{"基地", "“3+3”", ""}),
		"rationale": graph.Text("名称相同"), "rationaleEn": graph.Text("the names agree"),
	})
	rel("platform.group", "INCLUDES", "platform.base", "explicit", map[string]graph.Value{"refs": graph.Texts([]string{"preface"}), "quotes": graph.Texts([]string{"六个基地"})})
	rel("cluster.all", "INCLUDES", "industry.new", "explicit", nil)
	rel("cluster.all", "INCLUDES", "industry.light", "explicit", nil)
	rel("platform.group", "HOSTS", "platform.base", "name_match", nil)
	rel("art.12", "MENTIONS", "industry.new", "explicit", nil)
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func find(t *testing.T, g *graph.Graph, from, to string) *graph.Trace {
	t.Helper()
	tr, err := graph.NewTracer(g, vocabulary.TraceRules(g))
	if err != nil {
		t.Fatal(err)
	}
	r, err := tr.Find(context.Background(), graph.TraceRequest{From: int32(g.NodeByID("j:" + from).Index()), To: int32(g.NodeByID("j:" + to).Index())})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// golden compares with a file of testdata; UPDATE_GOLDEN=1 rewrites it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got\n%s\nUPDATE_GOLDEN=1 rewrites it", name, got)
	}
}

func TestTraceText(t *testing.T) {
	g := testGraph(t)
	for _, l := range []Lang{Chinese, English} {
		golden(t, "chain."+string(l)+".txt", []byte(TraceText(g, find(t, g, "cluster.all", "platform.group"), vocabulary, l)))
		golden(t, "silence."+string(l)+".txt", []byte(TraceText(g, find(t, g, "industry.light", "platform.base"), vocabulary, l)))
	}
}

func TestReachText(t *testing.T) {
	g := testGraph(t)
	tr, err := graph.NewTracer(g, vocabulary.TraceRules(g))
	if err != nil {
		t.Fatal(err)
	}
	up, err := tr.Up(context.Background(), int32(g.NodeByID("j:platform.base").Index()), nil)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "up.zh.txt", []byte(ReachText(up, vocabulary, true, Chinese)))
	alone, err := tr.Down(context.Background(), int32(g.NodeByID("j:industry.light").Index()), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := ReachText(alone, vocabulary, false, English); !strings.Contains(got, "not stated") {
		t.Errorf("nothing carries it, yet: %s", got)
	}
}

func TestPlace(t *testing.T) {
	for ref, want := range map[string][2]string{
		"art:12": {"第12条", "Art. 12"}, "ch:11": {"第十一章", "Ch. 11"}, "ch:20": {"第二十章", "Ch. 20"}, "title": {"标题", "title"}, "signature": {"落款", "signature"}, "odd": {"odd", "odd"},
	} {
		if zh, en := Place(ref, Chinese), Place(ref, English); zh != want[0] || en != want[1] {
			t.Errorf("%s: %s, %s", ref, zh, en)
		}
	}
}

func TestQuoted(t *testing.T) {
	for in, want := range map[string]string{"新材料": "“新材料”", "“3+3”": "“3+3”", "“3+3”体系": "“‘3+3’体系”", "“一”和“二”": "“‘一’和‘二’”"} {
		if got := Quoted(in); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}

func sceneOf(t *testing.T, g *graph.Graph, v View, l Lang) *Scene {
	t.Helper()
	r, err := layout.Compute(context.Background(), g, layout.ForOntology(vocabulary))
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewScene(context.Background(), v, r.Positions, vocabulary, Caption(g, v, "", nil, l))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func svgOf(t *testing.T, s *Scene) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSVG(t *testing.T) {
	g := testGraph(t)
	v := Content(g, vocabulary)
	if len(v.Nodes) != 6 || len(v.Relationships) != 5 {
		t.Fatalf("content has %d nodes and %d relationships", len(v.Nodes), len(v.Relationships))
	}
	svg := svgOf(t, sceneOf(t, g, v, Chinese))
	golden(t, "content.svg", svg)
	for _, want := range []string{"某规划", "某发〔2021〕1号", g.Version(), "名称对应 2", "stroke-dasharray=\"0.1 5.4\" stroke-linecap=\"round\"", "Q"} {
		if !bytes.Contains(svg, []byte(want)) {
			t.Errorf("no %q in the picture", want)
		}
	}
	if bytes.Contains(svg, []byte("<script")) {
		t.Error("a name is markup")
	}
	wellFormed(t, svg)
}

func wellFormed(t *testing.T, b []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
	}
}

func TestOddPictures(t *testing.T) {
	g := testGraph(t)
	for name, v := range map[string]View{
		"empty": {}, "one node": {Nodes: g.Nodes()[:1]},
		"control characters": {Nodes: []*graph.Node{g.NodeByID("j:platform.base")}},
	} {
		svg := svgOf(t, sceneOf(t, g, v, English))
		if wellFormed(t, svg); !bytes.HasSuffix(svg, []byte("</svg>\n")) || bytes.Contains(svg, []byte("NaN")) || bytes.Contains(svg, []byte("Inf")) {
			t.Errorf("%s: %s", name, svg)
		}
	}
}

func TestAround(t *testing.T) {
	g := testGraph(t)
	focus := g.NodeByID("j:industry.new")
	for _, c := range []struct{ hops, limit, nodes, cut int }{{0, 0, 1, 0}, {1, 0, 3, 0}, {2, 0, 5, 0}, {2, 2, 2, 3}} {
		v, cut := Around(g, vocabulary, focus, c.hops, c.limit)
		if len(v.Nodes) != c.nodes || cut != c.cut || v.Nodes[0] != focus {
			t.Errorf("%d hops, at most %d: %d nodes, %d cut", c.hops, c.limit, len(v.Nodes), cut)
		}
	}
}

func TestOfTrace(t *testing.T) {
	g := testGraph(t)
	if v := OfTrace(find(t, g, "cluster.all", "platform.group")); len(v.Nodes) != 4 || len(v.Relationships) != 3 {
		t.Errorf("%d nodes, %d relationships", len(v.Nodes), len(v.Relationships))
	}
	if v := OfTrace(find(t, g, "industry.light", "platform.base")); len(v.Nodes) != 2 || len(v.Relationships) != 0 {
		t.Errorf("a silence shows %d nodes, %d relationships", len(v.Nodes), len(v.Relationships))
	}
}

func TestEveryShapeIsDrawn(t *testing.T) {
	for name := range shapes {
		wellFormed(t, []byte("<g>"+shapeSVG(name, "#000", "#fff")+"</g>"))
	}
	if shapeSVG("unheard-of", "#000", "#fff") != shapeSVG("disc", "#000", "#fff") {
		t.Error("an unknown shape is not a disc")
	}
}
