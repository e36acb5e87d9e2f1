package briefing_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	_ "image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"
	"github.com/xuri/excelize/v2"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/layout"
)

// hard is a graph that is made to hurt: rare characters, what a spreadsheet
// takes for formulas, control characters, markup, names without end.
func hard(t testing.TB, nodes int) briefing.Material {
	t.Helper()
	names := []string{
		"镕垚喆〇𠮷𬭊", "=HYPERLINK(\"http://example.org\",\"x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "a\x00b\x01c\x0bd\ufffe",
		"</script><script>alert(1)</script>", "]]>&amp;<b>\"'", strings.Repeat("很长的名称", 400), "混合 mixed العربية ไทย 😀👩‍👩‍👧", "A\u0301e\u0301 \u200b\u202e",
	}
	b := graph.NewBuilder()
	b.AddNode("j:plan", []string{"Plan", "Planatlas"}, graph.PropertiesOf(map[string]graph.Value{
		"name": graph.Text("难"), "title": graph.Text("难以排印的规划"), "number": graph.Text("难〔2021〕1号"), "date": graph.TemporalValue(graph.DateOf(2021, 2, 24)), "plan": graph.Text("j")}))
	for i := range nodes {
		b.AddNode(fmt.Sprintf("j:industry.n%05d", i), []string{"Industry", "Planatlas"}, graph.PropertiesOf(map[string]graph.Value{
			"name": graph.Text(names[i%len(names)]), "plan": graph.Text("j"), "aliases": graph.Texts(names[:2]),
			"articles": graph.Ints([]int64{12}), "refs": graph.Texts([]string{"art:12"}), "quotes": graph.Texts([]string{names[i%len(names)]})}))
	}
	b.AddNode("j:cluster.all", []string{"Cluster", "Planatlas"}, graph.PropertiesOf(map[string]graph.Value{"name": graph.Text("“3+3”集群"), "plan": graph.Text("j")}))
	for i := range nodes {
		end := fmt.Sprintf("j:industry.n%05d", i)
		b.AddRelationship("j:cluster.all|INCLUDES|"+end, "INCLUDES", "j:cluster.all", end, graph.PropertiesOf(map[string]graph.Value{
			"basis": graph.Text("name_match"), "rationale": graph.Text(names[i%len(names)]), "refs": graph.Texts([]string{"art:12"}), "quotes": graph.Texts([]string{"=1"}), "articles": graph.Ints([]int64{12})}))
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	m := mustReal(t)
	at := make([]layout.Point, g.NodeCount())
	for i := range at {
		at[i] = layout.Point{X: float64(i%60) * 120, Y: float64(i/60) * 90}
	}
	return briefing.Material{Graph: g, Ontology: m.Ontology, Positions: at}
}

func TestSameInputSameBytes(t *testing.T) {
	m := mustReal(t)
	for name, r := range requests(t, m) {
		if testing.Short() && name != "trace" {
			continue
		}
		a, b := mustBriefing(t, m, r), mustBriefing(t, m, r)
		for _, f := range briefing.Formats() {
			// The small kinds in every format; of the larger ones, the forms with parts.
			if !slices.Contains([]string{"trace", "dossier-en", "silence", "story", "zones"}, name) && f.Name != "docx" && f.Name != "pdf" && f.Name != "xlsx" {
				continue
			}
			if !bytes.Equal(mustWrite(t, a, f.Name), mustWrite(t, b, f.Name)) {
				t.Errorf("%s as %s: two exports differ", name, f.Name)
			}
		}
	}
}

func TestHardInputIsWrittenInEveryFormat(t *testing.T) {
	m := hard(t, 24)
	requests := map[string]briefing.Request{
		"dossier": {Kind: briefing.KindDossier, Focus: m.Graph.NodeByID("j:cluster.all"), Hops: 2},
		"english": {Kind: briefing.KindDossier, Lang: briefing.English, Focus: m.Graph.NodeByID("j:industry.n00009"), Hops: 1},
		"empty":   {Kind: briefing.KindGraph, View: &briefing.View{}},
		"none":    {Kind: briefing.KindGlossary, Plan: "nothing"},
		"graph":   {Kind: briefing.KindGraph},
	}
	for name, r := range requests {
		if r.Lang == "" {
			r.Lang = briefing.Chinese
		}
		b := mustBriefing(t, m, r)
		for _, f := range briefing.Formats() {
			checkForm(t, name, f, mustWrite(t, b, f.Name))
		}
	}
}

// checkForm opens a file as the programs that read it would.
func checkForm(t *testing.T, name string, f briefing.Format, file []byte) {
	t.Helper()
	if len(file) == 0 {
		t.Errorf("%s as %s is empty", name, f.Name)
	}
	var err error
	switch f.Name {
	case "docx", "pptx", "xlsx", "csv":
		err = wellFormedParts(file)
	case "svg", "graphml", "gexf":
		err = wellFormed(file)
	case "json", "jsonld":
		if !json.Valid(file) {
			err = errors.New("no JSON")
		}
	case "png":
		_, _, err = image.Decode(bytes.NewReader(file))
	case "html":
		if bytes.Count(file, []byte("</script>")) != 2 {
			err = errors.New("a text ends the script")
		}
	}
	if err != nil {
		t.Errorf("%s as %s: %v", name, f.Name, err)
	}
}

func wellFormed(file []byte) error {
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func wellFormedParts(file []byte) error {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return err
	}
	for _, part := range z.File {
		if ext := filepath.Ext(part.Name); ext != ".xml" && ext != ".rels" {
			continue
		}
		if err := wellFormed(mustPart(z, part.Name)); err != nil {
			return fmt.Errorf("%s: %w", part.Name, err)
		}
	}
	return nil
}

func mustPart(z *zip.Reader, name string) []byte {
	f, err := z.Open(name)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		panic(err)
	}
	return b
}

func TestNoFormulaFromData(t *testing.T) {
	m := hard(t, 24)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindDossier, Lang: briefing.Chinese, Focus: m.Graph.NodeByID("j:cluster.all"), Hops: 1})
	file := mustWrite(t, b, "xlsx")
	if z, _ := zip.NewReader(bytes.NewReader(file), int64(len(file))); z != nil {
		for _, part := range z.File {
			if strings.Contains(part.Name, "worksheets/sheet") && bytes.Contains(mustPart(z, part.Name), []byte("<f>")) {
				t.Errorf("%s holds a formula", part.Name)
			}
		}
	}
	z, err := zip.NewReader(bytes.NewReader(mustWrite(t, b, "csv")), int64(len(mustWrite(t, b, "csv"))))
	if err != nil {
		t.Fatal(err)
	}
	text := mustPart(z, "nodes.csv")
	if !bytes.HasPrefix(text, []byte("\ufeff")) {
		t.Error("no byte order mark")
	}
	rows, err := csv.NewReader(bytes.NewReader(text[3:])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t", rune(cell[0])) {
				t.Errorf("a cell begins like a formula: %q", cell)
			}
		}
	}
}

// TestFiveThousandRows: every document takes them; beyond its limit, a format
// says what to do.
func TestFiveThousandRows(t *testing.T) {
	if testing.Short() {
		t.Skip("a large briefing")
	}
	m := hard(t, 12)
	result := &graph.Result{Keys: []string{"名称", "数"}}
	for i := range 5000 {
		result.Records = append(result.Records, []graph.Value{graph.Text(fmt.Sprintf("第%d行", i)), graph.Int(int64(i))})
	}
	r := briefing.Request{Kind: briefing.KindGraph, Lang: briefing.Chinese, Title: "五千行", View: &briefing.View{}, Answers: []briefing.Answer{{Title: "五千行", Result: result}}}
	b := mustBriefing(t, m, r)
	for _, name := range []string{"docx", "pdf", "xlsx", "md"} {
		f, _ := briefing.FormatOf(name)
		checkForm(t, "rows", f, mustWrite(t, b, name))
	}
	x, err := excelize.OpenReader(bytes.NewReader(mustWrite(t, b, "xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	if kind, _ := x.GetCellType("五千行", "B5003"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("a number is kept as %v", kind)
	}
	if v, _ := x.GetCellValue("五千行", "B5003"); v != "4999" {
		t.Errorf("the last row holds %q", v)
	}
	if p, err := x.GetPanes("五千行"); err != nil || !p.Freeze || p.YSplit != 3 {
		t.Errorf("the head is not frozen: %+v %v", p, err)
	}
	if l, err := x.GetPageLayout("五千行"); err != nil || *l.FitToWidth != 1 {
		t.Errorf("the page is not set up: %v", err)
	}
	f, _ := briefing.FormatOf("pptx")
	var limit *briefing.LimitError
	if err := b.Write(context.Background(), io.Discard, f); !errors.As(err, &limit) || !strings.Contains(err.Error(), "最多容纳 2000 行") {
		t.Errorf("pptx of 5,000 rows: %v", err)
	}
}

// TestPNGIsForPrint: a picture says that it has 300 dots an inch, and every
// colour of the ontology that it needs stands in it.
func TestPNGIsForPrint(t *testing.T) {
	m := mustReal(t)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindTrace, Lang: briefing.Chinese, Trace: mustTrace(t, m, "新材料", "产城人融合区")})
	file := mustWrite(t, b, "png")
	if !bytes.Contains(file[:80], []byte("pHYs\x00\x00\x2e\x23\x00\x00\x2e\x23\x01")) {
		t.Error("the resolution is not 300 dpi")
	}
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	found := map[[3]uint32]bool{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, g, b, _ := img.At(x, y).RGBA()
			found[[3]uint32{r >> 11, g >> 11, b >> 11}] = true
		}
	}
	for _, mark := range b.Picture.Marks {
		var r, g, blue uint32
		if _, err := fmt.Sscanf(mark.Colour, "#%02x%02x%02x", &r, &g, &blue); err != nil {
			t.Fatal(err)
		}
		if !found[[3]uint32{r >> 3, g >> 3, blue >> 3}] {
			t.Errorf("no %s of %s in the picture", mark.Colour, mark.Node.Name())
		}
	}
}

func TestTwoThousandNodes(t *testing.T) {
	if testing.Short() {
		t.Skip("a large picture")
	}
	m := hard(t, 2000)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindGraph, Lang: briefing.Chinese})
	for _, name := range []string{"svg", "png", "html", "docx"} {
		f, _ := briefing.FormatOf(name)
		checkForm(t, "nodes", f, mustWrite(t, b, name))
	}
}

func TestCancelledExportEnds(t *testing.T) {
	m := mustReal(t)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindResponsibilities, Lang: briefing.Chinese})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, f := range briefing.Formats() {
		if err := b.Write(ctx, io.Discard, f); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// TestJSONLDExpands: every node becomes a SKOS concept with its name, every
// relationship a resource with its evidence.
func TestJSONLDExpands(t *testing.T) {
	m := mustReal(t)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindDossier, Lang: briefing.Chinese, Focus: mustNode(t, m, "新材料"), Hops: 2})
	var doc any
	if err := json.Unmarshal(mustWrite(t, b, "jsonld"), &doc); err != nil {
		t.Fatal(err)
	}
	expanded, err := ld.NewJsonLdProcessor().Expand(doc, ld.NewJsonLdOptions(""))
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]map[string]any{}
	for _, item := range expanded {
		byID[item.(map[string]any)["@id"].(string)] = item.(map[string]any)
	}
	if want := len(b.Data.Nodes) + len(b.Data.Relationships); len(byID) != want {
		t.Fatalf("%d resources, want %d", len(byID), want)
	}
	n := byID["urn:planatlas:jianghai-14fyp:industry.new-materials"]
	for _, key := range []string{"http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2004/02/skos/core#hiddenLabel", "http://www.w3.org/ns/prov#wasQuotedFrom", "http://www.w3.org/ns/prov#wasDerivedFrom"} {
		if n[key] == nil {
			t.Errorf("no %s in %v", key, n)
		}
	}
	if s, _ := json.Marshal(n); !bytes.Contains(s, []byte(`"@value":"新材料"`)) {
		t.Errorf("the name is lost: %s", s)
	}
}

// TestGoldenTexts holds the text forms of one dossier and one trace.
func TestGoldenTexts(t *testing.T) {
	m := hard(t, 3)
	for name, r := range map[string]briefing.Request{
		"dossier.zh": {Kind: briefing.KindDossier, Lang: briefing.Chinese, Focus: m.Graph.NodeByID("j:industry.n00000"), Hops: 2},
		"dossier.en": {Kind: briefing.KindDossier, Lang: briefing.English, Focus: m.Graph.NodeByID("j:industry.n00000"), Hops: 2},
	} {
		for _, format := range []string{"md", "cypher", "graphml"} {
			golden(t, filepath.Join("testdata", name+"."+format), mustWrite(t, mustBriefing(t, m, r), format))
		}
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; UPDATE_GOLDEN=1 go test rewrites it\n%s", file, got)
	}
}

// needs skips a test whose tool is missing; in CI that is a failure.
func needs(t *testing.T, hint string, command ...string) {
	t.Helper()
	if err := exec.Command(command[0], command[1:]...).Run(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s: %v (%s)", command[0], err, hint)
		}
		t.Skipf("%s is missing: %s", strings.Join(command, " "), hint)
	}
}

func mustRun(t *testing.T, command ...string) string {
	t.Helper()
	var out, failed bytes.Buffer
	c := exec.Command(command[0], command[1:]...)
	c.Stdout, c.Stderr = &out, &failed
	if err := c.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(command, " "), err, failed.String())
	}
	return out.String()
}

func mustFile(t *testing.T, dir, name string, content []byte) string {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestPNGIsTheSameOnAnyNumberOfProcessors: bands are painted side by side, and
// that shows in no byte.
func TestPNGIsTheSameOnAnyNumberOfProcessors(t *testing.T) {
	m := mustReal(t)
	v, _ := briefing.Around(m.Graph, m.Ontology, mustNode(t, m, "新材料"), 2, 0)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindGraph, Lang: briefing.Chinese, View: &v})
	before := runtime.GOMAXPROCS(1)
	one := mustWrite(t, b, "png")
	runtime.GOMAXPROCS(4)
	four := mustWrite(t, b, "png")
	runtime.GOMAXPROCS(before)
	if !bytes.Equal(one, four) {
		t.Error("one and four processors give different files")
	}
	if img, _, err := image.Decode(bytes.NewReader(one)); err != nil || img.Bounds().Dy() <= 2*512 {
		t.Errorf("the picture must span several bands to tell: %v %v", img.Bounds(), err)
	}
}

// TestGoldenPicture holds a small picture pixel by pixel: signs, lines, names,
// title, legend and source line. A few may differ by their antialiasing.
func TestGoldenPicture(t *testing.T) {
	m := hard(t, 4)
	story := &briefing.Story{Format: briefing.StoryFormat, Version: 1, Plan: "j", Views: []briefing.SavedView{{Title: "镕垚喆〇与三个产业", Picture: &briefing.SavedPicture{
		Nodes: []string{"cluster.all", "industry.n00000", "industry.n00002", "industry.n00003"}, At: [][2]float64{{0, 0}, {120, 20}, {-90, 60}, {40, 110}},
		Relationships: []string{"cluster.all|INCLUDES|industry.n00000", "cluster.all|INCLUDES|industry.n00002", "cluster.all|INCLUDES|industry.n00003"},
		Selected:      []string{"cluster.all"}, Chain: []string{"cluster.all|INCLUDES|industry.n00000"}}}}}
	file := mustWrite(t, mustBriefing(t, m, briefing.Request{Lang: briefing.Chinese, Story: story}), "png")
	name := filepath.Join("testdata", "story.png")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(name, file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if off, all := pixelsApart(t, file, golden); off*1000 > all {
		t.Errorf("%d of %d pixels differ from %s; UPDATE_GOLDEN=1 go test rewrites it", off, all, name)
	}
}

// pixelsApart counts the pixels of two pictures that differ by more than a
// shade.
func pixelsApart(t *testing.T, a, b []byte) (off, all int) {
	t.Helper()
	one, _, err := image.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	two, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if one.Bounds() != two.Bounds() {
		t.Fatalf("sizes %v and %v", one.Bounds(), two.Bounds())
	}
	far := func(x, y uint32) bool { return max(x, y)-min(x, y) > 0x1800 }
	for y := range one.Bounds().Dy() {
		for x := range one.Bounds().Dx() {
			r, g, b, _ := one.At(x, y).RGBA()
			r2, g2, b2, _ := two.At(x, y).RGBA()
			if all++; far(r, r2) || far(g, g2) || far(b, b2) {
				off++
			}
		}
	}
	return off, all
}
