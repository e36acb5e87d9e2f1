package briefing_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"planatlas/briefing"
)

// toPDF lets LibreOffice open a file and print it.
func toPDF(t *testing.T, dir, file string) string {
	t.Helper()
	mustRun(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, file)
	return strings.TrimSuffix(file, filepath.Ext(file)) + ".pdf"
}

func needsOffice(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("LibreOffice takes its time")
	}
	needs(t, "apt-get install libreoffice-writer libreoffice-impress libreoffice-calc", "soffice", "--version")
	needs(t, "apt-get install poppler-utils", "pdftotext", "-v")
}

// fullPages is a briefing of one paragraph that fills pages.
func fullPages(t *testing.T) *briefing.Briefing {
	b := mustBriefing(t, mustReal(t), briefing.Request{Kind: briefing.KindGraph, Lang: briefing.Chinese, View: &briefing.View{}})
	b.Title = "版心"
	b.Sections = []briefing.Section{{Blocks: []briefing.Block{briefing.Paragraph{Spans: []briefing.Span{{Text: strings.Repeat("国", 28*22*4)}}}}}}
	return b
}

// TestGrid: a full page holds 22 lines of 28 characters, in DOCX as LibreOffice
// sets it and in PDF; page numbers stand right on odd pages, left on even ones.
func TestGrid(t *testing.T) {
	needsOffice(t)
	dir := t.TempDir()
	b := fullPages(t)
	for name, file := range map[string]string{
		"docx": toPDF(t, dir, mustFile(t, dir, "word.docx", mustWrite(t, b, "docx"))),
		"pdf":  mustFile(t, dir, "own.pdf", mustWrite(t, b, "pdf")),
	} {
		lines := 0
		for _, line := range strings.Split(mustRun(t, "pdftotext", "-raw", "-f", "2", "-l", "2", file, "-"), "\n") {
			if n := strings.Count(line, "国"); n > 0 {
				lines++
				if n != 28 {
					t.Errorf("%s: a line of %d characters", name, n)
				}
			}
		}
		if lines != 22 {
			t.Errorf("%s: %d lines on a page", name, lines)
		}
		odd, even := numberAt(t, file, 3), numberAt(t, file, 2)
		if odd < 450 || odd > 520 || even < 80 || even > 120 {
			t.Errorf("%s: page numbers begin at %.0f on odd and %.0f on even pages", name, odd, even)
		}
	}
}

var bbox = regexp.MustCompile(`<word xMin="([\d.]+)"[^>]*>—</word>`)

// numberAt is where the page number begins, in points from the left.
func numberAt(t *testing.T, file string, page int) float64 {
	t.Helper()
	n := fmt.Sprint(page)
	found := bbox.FindStringSubmatch(mustRun(t, "pdftotext", "-bbox", "-f", n, "-l", n, file, "-"))
	if found == nil {
		t.Fatalf("%s has no number on page %d", file, page)
	}
	var x float64
	if _, err := fmt.Sscan(found[1], &x); err != nil {
		t.Fatal(err)
	}
	return x
}

// said is all text of a briefing in the order in which it is printed, without
// white space; pictures are left out.
func said(b *briefing.Briefing, voice func(s string)) {
	spans := func(all []briefing.Span) {
		for _, s := range all {
			voice(s.Text)
			if s.Cite > 0 {
				voice(fmt.Sprint(s.Cite))
			}
		}
	}
	for _, s := range b.Sections {
		voice(s.Title)
		item := 0
		for _, block := range s.Blocks {
			switch block := block.(type) {
			case briefing.Paragraph:
				if block.Item {
					item++
					voice(fmt.Sprintf("%d.", item))
				}
				spans(block.Spans)
			case *briefing.ChainBlock:
				voice(strings.Join(block.Nodes, "→"))
				for i, p := range block.Hops {
					voice(fmt.Sprintf("%d.", i+1))
					spans(p.Spans)
				}
			case *briefing.Table:
				for _, row := range block.Rows {
					for _, c := range row {
						if s := c.String(); s == "〔 〕原文未载明" || s == "〔 〕图中未录" {
							voice("〔 〕")
							continue
						}
						spans(c.Spans)
					}
				}
			}
		}
	}
	for i, c := range b.Citations {
		voice(fmt.Sprint(i+1) + c.Text(b.Lang))
	}
}

var (
	white      = regexp.MustCompile(`\s+`)
	pageNumber = regexp.MustCompile(`(?m)^\f?— \d+ —$`)
)

func squeezed(s string) string { return white.ReplaceAllString(s, "") }

// TestPDFTextIsWhole: what is copied out of the PDF is what was put in, to the
// last character, also where a character lies beyond the basic plane or no font
// draws it.
func TestPDFTextIsWhole(t *testing.T) {
	needs(t, "apt-get install poppler-utils", "pdftotext", "-v")
	m := mustReal(t)
	dir := t.TempDir()
	rare := mustBriefing(t, m, briefing.Request{Kind: briefing.KindGraph, Lang: briefing.Chinese, View: &briefing.View{}})
	rare.Sections = []briefing.Section{{Title: "生僻字", Level: 1, Blocks: []briefing.Block{briefing.Paragraph{Spans: []briefing.Span{{Text: "朱镕基、垚、喆、二〇三五、𠮷野家、𬭊、龘、鿍、ไทย、（Latin words and numbers 3.14%）" + strings.Repeat("“引号”，《书名》；", 30)}}}}}}
	all := map[string]*briefing.Briefing{"rare": rare}
	for name, r := range requests(t, m) {
		if name == "trace" || name == "indicators" || name == "glossary" || name == "responsibilities" {
			all[name] = mustBriefing(t, m, r)
			for i := range all[name].Sections { // names in a picture are checked below
				all[name].Sections[i].Blocks = withoutPictures(all[name].Sections[i].Blocks)
			}
		}
	}
	for name, b := range all {
		text := pageNumber.ReplaceAllString(mustRun(t, "pdftotext", "-raw", mustFile(t, dir, name+".pdf", mustWrite(t, b, "pdf")), "-"), "")
		text = squeezed(text)
		if n := checkSaid(b, text); n != "" {
			t.Errorf("%s: %s", name, n)
		}
	}
}

func withoutPictures(blocks []briefing.Block) []briefing.Block {
	var out []briefing.Block
	for _, b := range blocks {
		if _, ok := b.(*briefing.Picture); !ok {
			out = append(out, b)
		}
	}
	return out
}

// checkSaid finds each piece in the text after the one before; nothing but table
// heads, numbers of sections and notes may stand between.
func checkSaid(b *briefing.Briefing, text string) (problem string) {
	at, skipped := 0, 0
	said(b, func(s string) {
		s = squeezed(s)
		if s == "" || problem != "" {
			return
		}
		i := strings.Index(text[at:], s)
		if i < 0 {
			// A table's head may stand inside a cell that is cut by the page.
			problem = fmt.Sprintf("lost %q after %q", s, text[max(0, at-60):at])
			return
		}
		skipped += i
		at += i + len(s)
	})
	if problem == "" && skipped > len(text)/8 {
		problem = fmt.Sprintf("%d of %d bytes are nobody's", skipped, len(text))
	}
	return problem
}

// TestPDFPictureHoldsItsNames: names in a picture are text, too.
func TestPDFPictureHoldsItsNames(t *testing.T) {
	needs(t, "apt-get install poppler-utils", "pdftotext", "-v")
	m := mustReal(t)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindTrace, Lang: briefing.Chinese, Trace: mustTrace(t, m, "新材料", "产城人融合区")})
	text := squeezed(mustRun(t, "pdftotext", "-raw", mustFile(t, t.TempDir(), "t.pdf", mustWrite(t, b, "pdf")), "-"))
	for _, mark := range b.Picture.Marks {
		if name := squeezed(strings.Join(mark.Label.Lines, "")); !strings.Contains(text, name) {
			t.Errorf("no %q in the picture", name)
		}
	}
}

// TestPDFEmbedsItsFonts: a page looks the same everywhere.
func TestPDFEmbedsItsFonts(t *testing.T) {
	needs(t, "apt-get install poppler-utils", "pdffonts", "-v")
	m := mustReal(t)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindIndicators, Lang: briefing.Chinese})
	lines := strings.Split(strings.TrimSpace(mustRun(t, "pdffonts", mustFile(t, t.TempDir(), "t.pdf", mustWrite(t, b, "pdf")))), "\n")
	for _, line := range lines[2:] {
		if !strings.Contains(line, "yes yes yes") {
			t.Errorf("not embedded, cut or mapped: %s", line)
		}
	}
}

// TestOfficeOpensEveryDocument: LibreOffice opens each, and prints every section
// and no table beyond the page.
func TestOfficeOpensEveryDocument(t *testing.T) {
	needsOffice(t)
	m := mustReal(t)
	dir := t.TempDir()
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindDossier, Lang: briefing.Chinese, Focus: mustNode(t, m, "新材料"), Hops: 2})
	for _, format := range []string{"docx", "pptx", "xlsx"} {
		text := squeezed(mustRun(t, "pdftotext", "-raw", toPDF(t, dir, mustFile(t, dir, "of-"+format+"."+format, mustWrite(t, b, format))), "-"))
		for _, s := range b.Sections {
			if format == "xlsx" && len(s.Blocks) == 0 { // a heading with nothing under it but headings
				continue
			}
			if !strings.Contains(text, squeezed(s.Title)) {
				t.Errorf("%s: no section %q", format, s.Title)
			}
		}
		if strings.ContainsRune(text, '\ufffd') {
			t.Errorf("%s: a character is lost", format)
		}
	}
}

// pyReads are read-backs by the libraries that people use.
const pyReads = `
import json, sys
kind, file = sys.argv[1], sys.argv[2]
if kind == "docx":
    import docx
    d = docx.Document(file)
    head = [t.rows[0]._tr.trPr is not None and t.rows[0]._tr.trPr.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblHeader") is not None for t in d.tables]
    print(json.dumps({"text": [p.text for p in d.paragraphs], "rows": [len(t.rows) for t in d.tables], "heads": head, "pictures": len(d.inline_shapes), "title": d.core_properties.title}))
elif kind == "pptx":
    import pptx
    p = pptx.Presentation(file)
    print(json.dumps({"slides": len(p.slides), "text": [s.text_frame.text for x in p.slides for s in x.shapes if s.has_text_frame], "rows": [len(s.table.rows) for x in p.slides for s in x.shapes if s.has_table], "notes": [x.notes_slide.notes_text_frame.text for x in p.slides]}))
else:
    import networkx
    g = (networkx.read_graphml if kind == "graphml" else networkx.read_gexf)(file)
    node = g.nodes["jianghai-14fyp:industry.new-materials"]
    print(json.dumps({"nodes": len(g), "edges": g.number_of_edges(), "name": node.get("name")}))
`

func python(t *testing.T, kind, file string) map[string]any {
	t.Helper()
	interpreter := os.Getenv("PLANATLAS_PYTHON")
	if interpreter == "" {
		interpreter = "python3"
	}
	needs(t, "pip install python-docx python-pptx networkx; PLANATLAS_PYTHON names the interpreter", interpreter, "-c", "import docx, pptx, networkx")
	var out map[string]any
	if err := json.Unmarshal([]byte(mustRun(t, interpreter, "-c", pyReads, kind, file)), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestOtherLibrariesReadTheFiles(t *testing.T) {
	m := mustReal(t)
	dir := t.TempDir()
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindDossier, Lang: briefing.Chinese, Focus: mustNode(t, m, "新材料"), Hops: 2})
	tables, rows := 0, 0
	for _, s := range b.Sections {
		for _, block := range s.Blocks {
			if table, ok := block.(*briefing.Table); ok {
				tables, rows = tables+1, rows+len(table.Rows)
			}
		}
	}
	read := func(kind string) map[string]any {
		return python(t, kind, mustFile(t, dir, "f."+kind, mustWrite(t, b, kind)))
	}

	word := read("docx")
	if got := word["rows"].([]any); len(got) != tables || sum(got) != rows+tables {
		t.Errorf("docx: tables of %v rows, want %d with %d", got, tables, rows)
	}
	for _, head := range word["heads"].([]any) {
		if head != true {
			t.Error("docx: a table does not repeat its head")
		}
	}
	if word["pictures"] != 1.0 || word["title"] != b.Title {
		t.Errorf("docx: %v pictures, title %v", word["pictures"], word["title"])
	}
	slides := read("pptx")
	notes := fmt.Sprint(slides["notes"])
	for i, c := range b.Citations[:3] {
		if !strings.Contains(notes, c.Text(b.Lang)) {
			t.Errorf("pptx: citation %d is in no notes", i+1)
		}
	}
	for _, kind := range []string{"graphml", "gexf"} {
		g := read(kind)
		if g["nodes"] != float64(len(b.Data.Nodes)) || g["edges"] != float64(len(b.Data.Relationships)) || g["name"] != "新材料" {
			t.Errorf("%s: %v, want %d nodes and %d relationships", kind, g, len(b.Data.Nodes), len(b.Data.Relationships))
		}
	}
}

func sum(items []any) int {
	n := 0
	for _, i := range items {
		n += int(i.(float64))
	}
	return n
}

// TestOfflinePageInChromium opens the page as from a USB stick and looks at what
// it shows: the dossier that its address names, without a request to anyone.
func TestOfflinePageInChromium(t *testing.T) {
	needs(t, "apt-get install chromium", "chromium", "--version")
	m := mustReal(t)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindGraph, Lang: briefing.Chinese})
	dir := t.TempDir()
	// A script of the test's own uses the page after it has loaded.
	use := `<script>addEventListener("load",()=>{const q=(s)=>document.querySelector(s);
q("#search").value="六大产业基地";q("#search").dispatchEvent(new Event("input"));
document.querySelector('[data-tab="table"]').click();document.querySelector('[data-tab="reader"]').click();document.querySelector('[data-tab="trace"]').click();
const [from,to]=document.querySelectorAll("#trace input");from.value="新材料";to.value="产城人融合区";q("#trace form").requestSubmit();
document.body.dataset.chain=document.querySelectorAll("ol.chain li").length;
from.value="智慧照明";to.value="创新创业大道";q("#trace form").requestSubmit();
document.body.dataset.silent=q("#trace h2").textContent;
document.body.dataset.rows=document.querySelectorAll("#table tbody tr").length;
document.body.dataset.articles=document.querySelectorAll("#reader article").length;
document.body.dataset.hits=q("#results").textContent;
document.body.dataset.first=q("#dossier h2").textContent;
document.body.dataset.sheets=document.querySelectorAll("#map .sheet svg").length;
document.querySelector('[data-tab="map"]').click();q("#search").dispatchEvent(new KeyboardEvent("keydown",{key:"Enter",isComposing:true}));
document.body.dataset.composing=q("#dossier h2").textContent;
const box=()=>[...document.querySelectorAll("#map .sheet:not([hidden]) svg")].map(s=>s.getAttribute("viewBox")).join();const before=box();
q("#search").dispatchEvent(new KeyboardEvent("keydown",{key:"Enter"}));
document.body.dataset.opened=q("#dossier h2").textContent;document.body.dataset.moved=String(box()!==before);
q('[data-zoom="fit"]').click();document.body.dataset.on=document.querySelectorAll("#map .on").length;})</script></body>`
	page := strings.Replace(string(mustWrite(t, b, "html")), "</body>", use, 1)
	file := mustFile(t, dir, "plan.html", []byte(page))
	dom := mustRun(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"), "--virtual-time-budget=20000", "--dump-dom",
		"file://"+file+"#jianghai-14fyp%3Aindustry.new-materials")
	for _, want := range []string{`data-first="新材料"`, `data-sheets="2"`, `data-composing="新材料"`, `data-opened="六个产业核心基地"`, `data-moved="true"`, `data-on="2"`, `推断·名称对应`, `data-chain="3"`, `data-silent="〔 〕原文未载明"`, `data-articles="57"`, `data-hits="六个产业核心基地 平台载体`} {
		if !strings.Contains(dom, want) {
			body := regexp.MustCompile(`<body[^>]*>`).FindString(dom)
			t.Errorf("no %s in the page; %s", want, body)
		}
	}
	if regexp.MustCompile(`(?i)(src|href)="?https?:`).MatchString(page) {
		t.Error("the page asks somebody for something")
	}
}

func benchmark(b *testing.B, format string, request func(briefing.Material) briefing.Request) {
	m := mustReal(b)
	r := request(m)
	f, _ := briefing.FormatOf(format)
	for b.Loop() {
		made, err := briefing.New(context.Background(), m, r)
		if err != nil {
			b.Fatal(err)
		}
		if err := made.Write(context.Background(), discard{}, f); err != nil {
			b.Fatal(err)
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

func dossier(b *testing.B) func(briefing.Material) briefing.Request {
	return func(m briefing.Material) briefing.Request {
		return briefing.Request{Kind: briefing.KindDossier, Lang: briefing.Chinese, Focus: mustNode(b, m, "新材料"), Hops: 1}
	}
}

func wholeSeed(briefing.Material) briefing.Request {
	return briefing.Request{Kind: briefing.KindGraph, Lang: briefing.Chinese}
}

// Promised: DOCX 200 ms, PDF 400 ms, PNG of the whole seed 1.5 s, XLSX of
// 100,000 rows 3 s.
func BenchmarkDossierDOCX(b *testing.B) { benchmark(b, "docx", dossier(b)) }
func BenchmarkDossierPDF(b *testing.B)  { benchmark(b, "pdf", dossier(b)) }
func BenchmarkSeedPNG(b *testing.B)     { benchmark(b, "png", wholeSeed) }
func BenchmarkSeedHTML(b *testing.B)    { benchmark(b, "html", wholeSeed) }

func BenchmarkXLSX100kRows(b *testing.B) {
	m := mustReal(b)
	made, err := briefing.New(context.Background(), m, briefing.Request{Kind: briefing.KindGraph, Lang: briefing.Chinese, View: &briefing.View{}})
	if err != nil {
		b.Fatal(err)
	}
	t := &briefing.Table{Columns: []briefing.Column{{Title: "名称", Weight: 3}, {Title: "数", Weight: 1, Kind: briefing.NumberColumn}, {Title: "出处", Weight: 2, Kind: briefing.PlaceColumn}}}
	for i := range 100_000 {
		n := float64(i)
		t.Rows = append(t.Rows, []briefing.Cell{{Spans: []briefing.Span{{Text: fmt.Sprintf("第%d行的名称", i)}}}, {Number: &n}, {Spans: []briefing.Span{{Text: "第12条"}}}})
	}
	made.Sections = []briefing.Section{{Title: "十万行", Level: 1, Blocks: []briefing.Block{t}}}
	f, _ := briefing.FormatOf("xlsx")
	for b.Loop() {
		if err := made.Write(context.Background(), discard{}, f); err != nil {
			b.Fatal(err)
		}
	}
}
