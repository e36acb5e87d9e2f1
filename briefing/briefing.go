package briefing

import (
	"context"
	"fmt"
	"io"
	"slices"

	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
)

// Kind is what a briefing is about.
type Kind string

// The kinds of briefing.
const (
	KindGraph            Kind = "graph"            // a view, or the plan as a whole
	KindDossier          Kind = "dossier"          // one node with its surroundings
	KindTrace            Kind = "trace"            // the chains between two nodes
	KindLayers           Kind = "layers"           // what a node serves and what carries it, in columns
	KindMatrix           Kind = "matrix"           // two labels against each other
	KindChainMap         Kind = "chain-map"        // 产业链图谱: clusters, industries, platforms, places, measures
	KindResponsibilities Kind = "responsibilities" // 责任分工表
	KindIndicators       Kind = "indicators"       // 指标表
	KindAlignment        Kind = "alignment"        // 对上衔接表
	KindComparison       Kind = "comparison"       // 规划对照表: two plans, or two versions of one
	KindFindings         Kind = "findings"         // 疑点清单: what the rules ask the drafter
	KindZones            Kind = "zones"            // 片区台账
	KindGlossary         Kind = "glossary"         // 术语表: the coded terms with what they stand for
	KindStory            Kind = "story"            // saved views with a note each
)

// Kinds lists the kinds of briefing in the order in which they are offered.
func Kinds() []Kind {
	return []Kind{KindGraph, KindDossier, KindTrace, KindLayers, KindMatrix, KindChainMap, KindResponsibilities, KindIndicators, KindAlignment, KindComparison, KindZones, KindFindings, KindGlossary, KindStory}
}

// Title is the wording of a kind.
func (k Kind) Title(l Lang) string {
	t := kindTitles[k]
	return l.pick(t[0], t[1])
}

// Needs is what a kind cannot do without: "focus", "trace", "story", "plans",
// "labels" (though a matrix of the usual ones can be had) or "".
func (k Kind) Needs() string {
	return map[Kind]string{KindDossier: "focus", KindTrace: "trace", KindStory: "story", KindComparison: "plans", KindLayers: "focus", KindMatrix: "labels"}[k]
}

var kindTitles = map[Kind][2]string{
	KindGraph: {"图谱概况", "Map overview"}, KindDossier: {"档案", "Dossier"}, KindTrace: {"追溯", "Trace"},
	KindLayers: {"分层图", "Layered picture"}, KindMatrix: {"矩阵", "Matrix"},
	KindChainMap: {"产业链图谱", "Industry chain map"}, KindResponsibilities: {"责任分工表", "Table of responsibilities"},
	KindIndicators: {"指标表", "Table of indicators"}, KindAlignment: {"对上衔接表", "Alignment with upper levels"},
	KindComparison: {"规划对照表", "Comparison of plans"}, KindFindings: {"疑点清单", "Findings"},
	KindZones: {"片区台账", "Register of areas"}, KindGlossary: {"术语表", "Glossary"}, KindStory: {"故事", "Story"},
}

// Briefing is a document before it takes the form of a file: what is said, in
// which order, and what each statement rests on. Every format writes the same
// briefing.
type Briefing struct {
	Kind  Kind
	Lang  Lang
	Title string
	// Plan says which document the briefing is drawn from.
	Plan Reference
	// Sections are numbered by the formats that number.
	Sections []Section
	// Citations are what statements refer to by number, from 1.
	Citations []Citation
	// Data are the nodes and relationships that the data formats write.
	Data graph.Subgraph
	// Picture is the main picture; a briefing without one is drawn from Data.
	Picture *Scene
	// Passages are the official text, where it was given, for the reader of the
	// offline page.
	Passages []Passage
	// Progress is told how many rows of how many are written; it may be nil.
	Progress func(done, total int)

	ontology *ontology.Ontology
	version  string
	subjects []string // ids of what the plans are about
	at       map[string]layout.Point
}

// Reference names the document that a briefing is drawn from.
type Reference struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Title  string `json:"title"`
	Number string `json:"number"`
	Date   string `json:"date"` // YYYY-MM-DD
	// Version is the data version of everything that was looked at.
	Version string `json:"version"`
}

// Passage is one paragraph of an official text.
type Passage struct {
	At   string `json:"at"` // art:12, ch:4, title, …
	Text string `json:"text"`
}

// Section is a part of a briefing under a heading. Level is 1 or 2; a section
// without a title is the preface.
type Section struct {
	Title  string
	Level  int
	Blocks []Block
}

// Block is what a section holds: a Paragraph, *Table, *Picture or *ChainBlock.
type Block interface{ isBlock() }

// Paragraph is running text, or one item of a list.
type Paragraph struct {
	Spans []Span
	// Item makes the paragraph an item of a numbered list; numbers run within a
	// section.
	Item bool
}

// Voice says who speaks in a span, or what it marks.
type Voice int8

// The voices.
const (
	Plain    Voice = iota
	Words          // the plan's own words
	Strong         // a name to be found at a glance
	Inferred       // the mark of what the text does not say
	Gap            // the mark of what the text leaves open
)

// Span is a piece of text in one voice. Cite is the number of a citation that
// stands after it, 0 for none.
type Span struct {
	Text  string
	Voice Voice
	Cite  int
}

// Table is a table with a head.
type Table struct {
	Caption string
	// Whole is what the table is a part of, where a briefing divides a list among
	// its sections: a workbook holds the list on one sheet, with the sections in a
	// column of that title.
	Whole, Part string
	Columns     []Column
	Rows        [][]Cell
}

// Column is a column of a table. Weight is its share of the width.
type Column struct {
	Title  string
	Weight float64
	Kind   ColumnKind
}

// ColumnKind is what a column holds.
type ColumnKind int8

// The kinds of columns.
const (
	TextColumn   ColumnKind = iota
	NumberColumn            // figures, set to the right
	PlaceColumn             // articles, centred
)

// Cell is a cell of a table: spans, and a number where the column holds numbers.
type Cell struct {
	Spans  []Span
	Number *float64
}

// Picture is a scene with what is written beneath it.
type Picture struct {
	Scene   *Scene
	Caption string
}

// ChainBlock is one chain of a trace as it is read.
type ChainBlock struct {
	Title string
	Nodes []string
	Hops  []Paragraph
}

func (Paragraph) isBlock()   {}
func (*Table) isBlock()      {}
func (*Picture) isBlock()    {}
func (*ChainBlock) isBlock() {}

// Citation is what a statement rests on: places with their words, how it is
// known, and why.
type Citation struct {
	Sources []Source
	Basis   string // wording, "" for the words themselves
	Why     string
}

// Text is the citation as one line.
func (c Citation) Text(l Lang) string {
	var parts []string
	for _, s := range c.Sources {
		words := Place(s.Ref, l)
		if s.Quote != "" {
			words += l.pick("：", ": ") + Quoted(s.Quote)
		}
		parts = append(parts, words)
	}
	line := joinWith(parts, l.pick("；", "; "))
	for _, more := range []struct{ head, text string }{{l.pick("依据：", "Basis: "), c.Basis}, {l.pick("理由：", "Why: "), c.Why}} {
		if more.text == "" {
			continue
		}
		if line != "" {
			line += l.pick("。", ". ")
		}
		line += more.head + trimStop(more.text)
	}
	return line + l.pick("。", ".")
}

func joinWith(parts []string, between string) string {
	s := ""
	for i, p := range parts {
		if i > 0 {
			s += between
		}
		s += p
	}
	return s
}

// open reports whether the cell is nothing but a mark of silence.
func (c Cell) open() bool { return c.is(Silent) || c.is(NotInGraph) }

func (c Cell) is(mark func(Lang) string) bool {
	return len(c.Spans) == 1 && (c.Spans[0].Text == mark(Chinese) || c.Spans[0].Text == mark(English))
}

func (t *Table) has(mark func(Lang) string) bool {
	return slices.ContainsFunc(t.Rows, func(row []Cell) bool {
		return slices.ContainsFunc(row, func(c Cell) bool { return c.is(mark) })
	})
}

// gaps reports whether a cell of the table is open. On paper such a cell holds
// the empty bracket alone, and a note beneath the table says what it means;
// where a table has both, the note says so.
func (t *Table) gaps() bool { return t.has(Silent) || t.has(NotInGraph) }

// printed is what stands in the cell on paper.
func (c Cell) printed() []Span {
	if c.open() {
		return []Span{{Text: emptyBracket, Voice: Gap}}
	}
	return c.Spans
}

const emptyBracket = "〔 〕"

// gapNote is the note beneath a table with open cells.
func (t *Table) gapNote(l Lang) string {
	switch text, graph := t.has(Silent), t.has(NotInGraph); {
	case text && graph:
		return l.pick("注：〔 〕表示原文未载明或图中未录，以条文为准。", "Note: 〔 〕 means: not stated in the text, or not in the graph; see the article.")
	case graph:
		return l.pick("注：〔 〕表示图中未录；原文有没有写，以条文为准。", "Note: 〔 〕 means: not in the graph; whether the text says it is seen by the article.")
	}
	return l.pick("注：〔 〕表示原文未载明。", "Note: 〔 〕 means: not stated in the text.")
}

// String is the text of the cell.
func (c Cell) String() string { return textOf(c.Spans) }

// String is the text of the paragraph without citations.
func (p Paragraph) String() string { return textOf(p.Spans) }

func textOf(spans []Span) string {
	s := ""
	for _, span := range spans {
		s += span.Text
	}
	return s
}

// Rows is the number of rows of all tables.
func (b *Briefing) Rows() int {
	n := 0
	for _, s := range b.Sections {
		for _, block := range s.Blocks {
			if t, ok := block.(*Table); ok {
				n += len(t.Rows)
			}
		}
	}
	return n
}

// Format is a form that a briefing is written in.
type Format struct {
	Name      string // docx
	Extension string // .docx; csv is a zip of two files
	MIME      string
	// Binary formats are not for a terminal.
	Binary bool
	// Data says that the format holds nodes and relationships, not text.
	Data  bool
	write func(ctx context.Context, b *Briefing, w io.Writer) error
}

// Formats lists all formats, documents first.
func Formats() []Format {
	return []Format{
		{"docx", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true, false, writeDOCX},
		{"pdf", ".pdf", "application/pdf", true, false, writePDF},
		{"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true, false, writeXLSX},
		{"pptx", ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", true, false, writePPTX},
		{"md", ".md", "text/markdown; charset=utf-8", false, false, writeMarkdown},
		{"html", ".html", "text/html; charset=utf-8", false, false, writeHTML},
		{"svg", ".svg", "image/svg+xml; charset=utf-8", false, false, writeSVG},
		{"png", ".png", "image/png", true, false, writePNG},
		{"json", ".json", "application/json; charset=utf-8", false, true, writeJSON},
		{"graphml", ".graphml", "application/graphml+xml; charset=utf-8", false, true, writeGraphML},
		{"gexf", ".gexf", "application/gexf+xml; charset=utf-8", false, true, writeGEXF},
		{"csv", ".zip", "application/zip", true, true, writeCSV},
		{"jsonld", ".jsonld", "application/ld+json; charset=utf-8", false, true, writeJSONLD},
		{"cypher", ".cypher", "text/plain; charset=utf-8", false, true, writeCypher},
	}
}

// FormatNames are the names of all formats.
func FormatNames() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// FormatOf returns the format of that name.
func FormatOf(name string) (Format, bool) {
	all := Formats()
	i := slices.IndexFunc(all, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return all[i], true
}

// Write writes the briefing in a format. The same briefing gives the same
// bytes. Errors are a *LimitError, the writer's, and the context's.
func (b *Briefing) Write(ctx context.Context, w io.Writer, f Format) error {
	if err := b.fits(f); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.write(ctx, b, w)
}

// LimitError says that a briefing is too large for a format.
type LimitError struct {
	Format     string
	What       string // rows, nodes
	Have, Most int
	Lang       Lang
}

// Error says what is too large and what to do, in the language of the briefing.
func (e *LimitError) Error() string { return e.In(e.Lang) }

// In is the error in a language.
func (e *LimitError) In(l Lang) string {
	if l == English {
		return fmt.Sprintf("%s holds %d %s at the most, this has %d; narrow it by a focus with fewer hops, or take csv or json", e.Format, e.Most, e.What, e.Have)
	}
	what := map[string]string{"rows": "行", "nodes": "个节点"}[e.What]
	return fmt.Sprintf("%s 最多容纳 %d %s，这里有 %d %s；请缩小范围（以一个节点为中心、减少跳数），或改用 csv、json", e.Format, e.Most, what, e.Have, what)
}

// mostRows and mostNodes are what programs that open the files still bear.
var (
	mostRows  = map[string]int{"docx": 20_000, "pdf": 20_000, "pptx": 2_000, "xlsx": 1_000_000, "md": 1_000_000, "html": 100_000}
	mostNodes = map[string]int{"docx": 5_000, "pdf": 5_000, "pptx": 5_000, "svg": 20_000, "png": 5_000, "html": 20_000}
)

func (b *Briefing) fits(f Format) error {
	if most := mostRows[f.Name]; most > 0 && b.Rows() > most {
		return &LimitError{f.Name, "rows", b.Rows(), most, b.Lang}
	}
	drawn := 0
	if b.Picture != nil {
		drawn = len(b.Picture.Marks)
	}
	if most := mostNodes[f.Name]; most > 0 && drawn > most {
		return &LimitError{f.Name, "nodes", drawn, most, b.Lang}
	}
	return nil
}

// step reports progress every so many rows, and ends when the context does.
func (b *Briefing) step(ctx context.Context, done, total int) error {
	if done%256 != 0 && done != total {
		return nil
	}
	if b.Progress != nil {
		b.Progress(done, total)
	}
	return ctx.Err()
}
