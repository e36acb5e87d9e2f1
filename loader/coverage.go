package loader

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// QuotedLimit is the share of an official text that may stand under quotes.
const QuotedLimit = 0.35

// CoverageReport says how much of an official text the graph holds.
type CoverageReport struct {
	Plan     string          `json:"plan"`
	Title    string          `json:"title"`
	Articles []PlaceCoverage `json:"articles"` // chapters (heading and preamble), too, in the order of the text
	Totals   CoverageTotals  `json:"totals"`
}

// PlaceCoverage is the coverage of one article, or of one chapter's heading and
// preamble.
type PlaceCoverage struct {
	At         string     `json:"at"` // art:12, ch:4
	Name       string     `json:"name"`
	Sentences  int        `json:"sentences"`
	Covered    int        `json:"covered"`   // sentences with at least one fact
	Uncovered  []Sentence `json:"uncovered"` // the others
	Facts      int        `json:"facts"`     // nodes and relationships with a source here
	Measures   int        `json:"measures"`
	Mentions   int        `json:"mentions"`
	Unlinked   []Unlinked `json:"unlinked"`
	Characters int        `json:"characters"`
	Quoted     int        `json:"quoted"` // characters under the quotes of nodes and relationships
	Shown      int        `json:"shown"`  // with headings and the names that are mentioned
}

// Sentence is a sentence, or a part of one that a semicolon ends, with its place
// in the text as given, from 1.
type Sentence struct {
	Text   string `json:"text"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// Unlinked is a name that the graph knows at a place that the graph does not
// join it to.
type Unlinked struct {
	Form string `json:"form"`
	// Nodes are the ids of the items that have this name: several where nothing
	// says which is meant, one where mentions.yaml is stale.
	Nodes  []string `json:"nodes"`
	Line   int      `json:"line"`
	Column int      `json:"column"`
}

// CoverageTotals sums up all places.
type CoverageTotals struct {
	Sentences   int     `json:"sentences"`
	Covered     int     `json:"covered"`
	Facts       int     `json:"facts"`
	Measures    int     `json:"measures"`
	Mentions    int     `json:"mentions"`
	Unlinked    int     `json:"unlinked"`
	Characters  int     `json:"characters"`
	Quoted      int     `json:"quoted"`
	Shown       int     `json:"shown"`
	QuotedShare float64 `json:"quotedShare"` // 0 to 1
	ShownShare  float64 `json:"shownShare"`
	QuotedLimit float64 `json:"quotedLimit"`
}

// Coverage holds a plan against its official text. It fails where the text was
// not given to Load.
func Coverage(s *Seeds, plan string) (*CoverageReport, error) {
	p, err := s.withText(plan)
	if err != nil {
		return nil, err
	}
	r := &CoverageReport{Plan: p.id, Title: p.document.Title}
	facts, found := p.facts(), p.unlinked()
	for _, at := range p.document.Places() {
		c := p.cover(at, facts[at])
		if where, _ := parsePlace(at); where.number > 0 {
			c.Unlinked = append(c.Unlinked, found[at]...)
			r.Articles = append(r.Articles, c)
			r.Totals.add(&c)
		} else { // title, preface and so on count for the share only
			r.Totals.Characters += c.Characters
			r.Totals.Quoted += c.Quoted
			r.Totals.Shown += c.Shown
		}
	}
	if r.Totals.Characters > 0 {
		r.Totals.QuotedShare = float64(r.Totals.Quoted) / float64(r.Totals.Characters)
		r.Totals.ShownShare = float64(r.Totals.Shown) / float64(r.Totals.Characters)
	}
	r.Totals.QuotedLimit = QuotedLimit
	return r, nil
}

func (t *CoverageTotals) add(c *PlaceCoverage) {
	t.Sentences += c.Sentences
	t.Covered += c.Covered
	t.Facts += c.Facts
	t.Measures += c.Measures
	t.Mentions += c.Mentions
	t.Unlinked += len(c.Unlinked)
	t.Characters += c.Characters
	t.Quoted += c.Quoted
	t.Shown += c.Shown
}

// Problems are those findings of the report that break a promise: too much of
// the text under quotes.
func (r *CoverageReport) Problems() Problems {
	if r.Totals.QuotedShare < QuotedLimit {
		return nil
	}
	p := newProblem("quoted_share", r.Totals.QuotedShare*100, QuotedLimit*100)
	p.File = r.Plan
	return Problems{p}
}

// placeFacts is what rests on one place.
type placeFacts struct {
	quotes   []string // of nodes and relationships
	shown    []string // other words of the text that the graph holds: headings, forms of mentions
	facts    int
	measures int
	mentions int
}

// facts collects by place what the plan's items and relationships quote.
func (p *plan) facts() map[string]*placeFacts {
	all := map[string]*placeFacts{}
	at := func(place string) *placeFacts {
		if all[place] == nil {
			all[place] = &placeFacts{}
		}
		return all[place]
	}
	for _, it := range p.items {
		if numbered(it.label.Name) {
			own := at(place{it.label.Prefix, it.number}.String())
			own.shown = append(own.shown, it.Name.Value)
		}
		for i, s := range it.Sources {
			f := at(s.At.Value)
			f.quotes = append(f.quotes, s.Quote.Value)
			f.facts++
			if it.label.Name == "Measure" && !slices.ContainsFunc(it.Sources[:i], func(x Source) bool { return x.At.Value == s.At.Value }) {
				f.measures++
			}
		}
		for _, r := range it.rels {
			for _, s := range r.Sources {
				f := at(s.At.Value)
				f.quotes = append(f.quotes, s.Quote.Value)
				f.facts++
			}
		}
	}
	for _, m := range p.mentions {
		f := at(m.At.Value)
		f.shown = append(f.shown, m.Form.Value)
		f.mentions++
	}
	return all
}

// cover marks what the facts quote in the paragraphs of a place and counts the
// sentences and characters.
func (p *plan) cover(at string, f *placeFacts) PlaceCoverage {
	if f == nil {
		f = &placeFacts{}
	}
	c := PlaceCoverage{At: at, Facts: f.facts, Measures: f.measures, Mentions: f.mentions, Uncovered: []Sentence{}, Unlinked: []Unlinked{}}
	heading := ""
	if where, _ := parsePlace(at); where.number > 0 {
		c.Name, _ = p.document.heading(where.kind, where.number)
		heading = c.Name
	}
	for i, par := range p.document.Paragraphs(at) {
		under := marks(par.Text, f.quotes, nil)
		c.count(par, under, i == 0, heading)
		shown := marks(par.Text, f.shown, slices.Clone(under))
		for k := range par.Text {
			c.Characters++
			c.Quoted += truth(under[k])
			c.Shown += truth(shown[k])
		}
	}
	return c
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// marks marks the bytes of a paragraph that the quotes hold, in under or a new
// slice.
func marks(text string, quotes []string, under []bool) []bool {
	if under == nil {
		under = make([]bool, len(text))
	}
	for _, q := range quotes {
		for _, part := range findParts(text, normal(q)) {
			for k := part[0]; k < part[1]; k++ {
				under[k] = true
			}
		}
	}
	return under
}

// count counts the sentences of a paragraph, the heading left out.
func (c *PlaceCoverage) count(par Paragraph, under []bool, first bool, heading string) {
	skip := 0
	if first && heading != "" {
		if i := strings.Index(par.Text, heading); i >= 0 {
			skip = i + len(heading)
		}
	}
	for _, s := range sentences(par.Text, skip) {
		c.Sentences++
		if slices.Contains(under[s[0]:s[1]], true) {
			c.Covered++
			continue
		}
		c.Uncovered = append(c.Uncovered, Sentence{
			Text: par.Text[s[0]:s[1]], Line: par.Line, Column: par.Column + utf8.RuneCountInString(par.Text[:s[0]]),
		})
	}
}

// sentences returns the byte offsets of the sentences of a paragraph from an
// offset on; a piece without a letter is none.
func sentences(text string, from int) [][2]int {
	var out [][2]int
	start := from
	add := func(end int) {
		s := strings.TrimLeft(text[start:end], " 。；;.—")
		if utf8.RuneCountInString(s) > 2 {
			out = append(out, [2]int{end - len(s), end})
		}
		start = end
	}
	for i, r := range text[from:] {
		if strings.ContainsRune("。！？；;!?", r) {
			add(from + i + utf8.RuneLen(r))
		}
	}
	add(len(text))
	return out
}

// unlinked lists by place the names that occur there without a relationship or
// source that joins them, each once.
func (p *plan) unlinked() map[string][]Unlinked {
	linked := map[[2]string]bool{}
	for _, m := range p.mentions {
		linked[[2]string{m.At.Value, m.node.global}] = true
	}
	out := map[string][]Unlinked{}
	seen := map[[2]string]bool{}
	for _, o := range p.occurrences() {
		if len(o.items) == 1 && linked[[2]string{o.at, o.items[0].global}] || seen[[2]string{o.at, o.form}] {
			continue
		}
		seen[[2]string{o.at, o.form}] = true
		u := Unlinked{Form: o.form}
		for _, it := range o.items {
			u.Nodes = append(u.Nodes, it.global)
		}
		slices.Sort(u.Nodes)
		par := p.document.Paragraphs(o.at)[o.paragraph]
		u.Line, u.Column = par.Line, par.Column+utf8.RuneCountInString(par.Text[:o.start])
		out[o.at] = append(out[o.at], u)
	}
	return out
}

// WriteText writes the report as a table, then the sentences without a fact and
// the names without a link, in a language, "zh" or "en".
func (r *CoverageReport) WriteText(w io.Writer, lang string) error {
	t := coverageTexts[lang]
	if t == nil {
		t = coverageTexts["en"]
	}
	var b strings.Builder
	b.WriteString(r.Plan + "  " + r.Title + "\n\n")
	tableRow(&b, t["place"], t["name"], t["covered"], t["facts"], t["measures"], t["mentions"], t["unlinked"], t["quoted"])
	for _, c := range r.Articles {
		tableRow(&b, c.At, c.Name, fmt.Sprintf("%d/%d", c.Covered, c.Sentences), fmt.Sprint(c.Facts), fmt.Sprint(c.Measures),
			fmt.Sprint(c.Mentions), fmt.Sprint(len(c.Unlinked)), percent(c.Quoted, c.Characters))
	}
	x := r.Totals
	tableRow(&b, t["total"], "", fmt.Sprintf("%d/%d", x.Covered, x.Sentences), fmt.Sprint(x.Facts), fmt.Sprint(x.Measures),
		fmt.Sprint(x.Mentions), fmt.Sprint(x.Unlinked), percent(x.Quoted, x.Characters))
	fmt.Fprintf(&b, "\n"+t["share"]+"\n", x.QuotedShare*100, QuotedLimit*100, x.ShownShare*100)
	r.writeGaps(&b, t)
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *CoverageReport) writeGaps(b *strings.Builder, t map[string]string) {
	if r.Totals.Covered < r.Totals.Sentences {
		b.WriteString("\n" + t["gaps"] + "\n")
	}
	for _, c := range r.Articles {
		for _, s := range c.Uncovered {
			fmt.Fprintf(b, "  %-7s %d:%d  %s\n", c.At, s.Line, s.Column, s.Text)
		}
	}
	if r.Totals.Unlinked > 0 {
		b.WriteString("\n" + t["names"] + "\n")
	}
	for _, c := range r.Articles {
		for _, u := range c.Unlinked {
			fmt.Fprintf(b, "  %-7s %d:%d  %s  → %s\n", c.At, u.Line, u.Column, u.Form, strings.Join(u.Nodes, ", "))
		}
	}
}

var coverageTexts = map[string]map[string]string{
	"zh": {
		"place": "位置", "name": "标题", "covered": "有据句", "facts": "事实", "measures": "举措", "mentions": "提及",
		"unlinked": "未连", "quoted": "引文", "total": "合计", "share": "引文占正文 %.1f%%（上限 %.0f%%）；连同标题与所提及的名称为 %.1f%%",
		"gaps": "没有任何事实的句子：", "names": "图中已有、此处出现而未连的名称：",
	},
	"en": {
		"place": "place", "name": "heading", "covered": "covered", "facts": "facts", "measures": "measures", "mentions": "mentions",
		"unlinked": "unlinked", "quoted": "quoted", "total": "total", "share": "%.1f %% of the text stands under quotes (%.0f %% allowed); with headings and mentioned names %.1f %%",
		"gaps": "Sentences without a fact:", "names": "Names of the graph that occur without a link:",
	},
}

func percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f%%", 100*float64(part)/float64(whole))
}

// tableRow writes one row; the heading is the one wide column.
func tableRow(b *strings.Builder, at, name string, numbers ...string) {
	b.WriteString(cells.FillRight(at, 7) + cells.FillRight(cells.Truncate(name, 44, "…"), 45))
	for _, n := range numbers {
		b.WriteString(cells.FillLeft(n, 10))
	}
	b.WriteString("\n")
}
