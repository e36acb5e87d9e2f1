package briefing

import (
	"context"
	"fmt"
	"slices"

	"planatlas/graph"
	"planatlas/graph/alignment"
	"planatlas/graph/layout"
)

// statusTitles word how far a strategy is taken up.
var statusTitles = map[alignment.Status][2]string{
	alignment.Carried: {"有承接", "carried out"}, alignment.Guiding: {"总论援引", "guiding, in the general part"}, alignment.Professed: {"仅提及", "named in general words"},
	alignment.Part: {"随所属战略", "by the whole it belongs to"}, alignment.Reviewed: {"回顾已述", "reported in the review"}, alignment.Silent: {"未见承接", "not seen to be taken up"},
}

// StatusTitle is the wording of how far a strategy is taken up.
func StatusTitle(s alignment.Status, l Lang) string {
	t := statusTitles[s]
	return l.pick(t[0], t[1])
}

// alignment is the 对上衔接表: every upper strategy with what takes it up, each
// line with basis, place and words; what guides the plan as a whole, what is only
// named, what the review reports, and what is left.
func (k *builder) alignment(ctx context.Context) error {
	k.b.Title = k.Lang.pick(k.b.Plan.Name+"对上衔接表", "Alignment with upper levels: "+k.b.Plan.Name)
	r := alignment.Of(k.Graph, k.Ontology, k.Plan, nil)
	if err := k.drawAlignment(ctx, r); err != nil {
		return err
	}
	k.section(1, k.Lang.pick("总体情况", "In short"), k.alignmentShort(r), k.alignmentCounts(r))
	for _, level := range alignment.LevelsOf(k.Ontology) {
		k.alignmentLevel(r, level)
	}
	k.invoked(r, alignment.Guiding, k.Lang.pick("总论援引的指导思想和总体要求", "Guiding thought and general requirements"), k.Lang.pick(
		"以下各项在引言、总论中作为指导思想和总体要求援引，贯穿全文，不另列举措。",
		"These are invoked in the preface or the general articles as guiding thought and requirements for the whole."))
	k.invoked(r, alignment.Professed, k.Lang.pick("仅在章首或条中提及的上级战略", "Strategies named in general words"), k.Lang.pick(
		"以下各项在章首或条中提及，图中未录与之衔接的举措、目标、集群、平台或项目。",
		"These are named in a chapter's heading or an article; the graph has no measure, goal, cluster, platform or project that is aligned with them."))
	k.notTakenUp(r, alignment.Reviewed, k.Lang.pick("回顾中已述的上级战略", "Strategies reported in the review"))
	k.notTakenUp(r, alignment.Silent, k.Lang.pick("提到而未见承接的上级战略", "Strategies named and not seen to be taken up"))
	k.alignmentPictures(r)
	return nil
}

func (k *builder) alignmentShort(r *alignment.Report) Paragraph {
	n := func(s alignment.Status) int { return r.Totals[s] }
	return Paragraph{Spans: []Span{{Text: fmt.Sprintf(k.Lang.pick(
		"全文援引上级战略与部署 %d 项：%d 项由举措、目标、集群、平台或项目承接，%d 项作为指导思想和总体要求在引言、总论中援引，%d 项仅在章首或条中提及，%d 项随所属战略承接，%d 项在回顾中已述，%d 项未见承接。",
		"The plan invokes %d upper strategies: %d are taken up by measures, goals, clusters, platforms or projects, %d guide it as a whole from the preface or the general articles, %d are named in general words, %d go with the strategy they belong to, %d are reported in the review, %d are not seen to be taken up."),
		len(r.Strategies), n(alignment.Carried), n(alignment.Guiding), n(alignment.Professed), n(alignment.Part), n(alignment.Reviewed), n(alignment.Silent))}}}
}

func (k *builder) alignmentCounts(r *alignment.Report) *Table {
	t := &Table{Columns: []Column{{k.Lang.pick("层级", "Level"), 2, TextColumn}, {k.Lang.pick("援引", "Invoked"), 1, NumberColumn}}}
	for _, s := range alignment.Statuses() {
		t.Columns = append(t.Columns, Column{StatusTitle(s, k.Lang), 1.2, NumberColumn})
	}
	for _, level := range alignment.LevelsOf(k.Ontology) {
		counts, all := map[alignment.Status]int{}, 0
		for _, s := range r.Strategies {
			if s.Level == level {
				counts[s.Status]++
				all++
			}
		}
		if all == 0 {
			continue
		}
		row := []Cell{words(k.valueTitle("Strategy", "level", level)), number(float64(all))}
		for _, s := range alignment.Statuses() {
			row = append(row, number(float64(counts[s])))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// alignmentLevel lists what carries out the strategies of one level.
func (k *builder) alignmentLevel(r *alignment.Report, level string) {
	t := &Table{Columns: []Column{
		{k.Lang.pick("上级战略", "Upper strategy"), 2.4, TextColumn}, {k.Lang.pick("由何承接", "Taken up by"), 3.2, TextColumn}, {k.Lang.pick("类型", "Label"), 1.1, TextColumn},
		{k.Lang.pick("依据", "Basis"), 1.5, TextColumn}, {k.Lang.pick("条号", "Places"), 1.2, PlaceColumn}, {k.Lang.pick("原文", "Words"), 3.6, TextColumn}}}
	for _, s := range carriedOf(r, level) {
		for _, l := range s.Lines {
			t.Rows = append(t.Rows, k.alignmentRow(s, l))
		}
	}
	if len(t.Rows) > 0 {
		k.section(1, fmt.Sprintf(k.Lang.pick("%s层面战略的承接", "What takes up the strategies of level %s"), k.levelTitle(level)), t)
	}
}

// levelTitle words a level.
func (k *builder) levelTitle(level string) string { return k.valueTitle("Strategy", "level", level) }

// carriedOf are the strategies of a level that are taken up by more than words.
func carriedOf(r *alignment.Report, level string) []alignment.Strategy {
	var out []alignment.Strategy
	for _, s := range r.Strategies {
		if s.Level == level && (s.Status == alignment.Carried || s.Status == alignment.Part) {
			out = append(out, s)
		}
	}
	return out
}

// alignmentPictures draws the levels, as many strategies on a page as can be
// read.
func (k *builder) alignmentPictures(r *alignment.Report) {
	var blocks []Block
	for _, level := range alignment.LevelsOf(k.Ontology) {
		parts := pageful(carriedOf(r, level))
		for i, part := range parts {
			caption := fmt.Sprintf(k.Lang.pick("%s层面：左为举措，中为战略，右为目标、集群、平台与章条", "%s: measures, strategies, and goals, clusters, platforms, chapters, articles"), k.levelTitle(level))
			if len(parts) > 1 {
				caption += fmt.Sprintf(k.Lang.pick("（%d／%d）", " (%d of %d)"), i+1, len(parts))
			}
			blocks = append(blocks, &Picture{k.alignmentScene(part, k.b.Title), caption})
		}
	}
	if len(blocks) > 0 {
		k.section(1, k.Lang.pick("分层图", "Layered pictures"), blocks...)
	}
}

func (k *builder) alignmentRow(s alignment.Strategy, l alignment.Line) []Cell {
	r := k.Graph.Relationship(int32(k.relationship(l.Relationship)))
	name := words(k.Lang.pick(s.Name, s.NameEn))
	if l.Via != nil {
		name.Spans = append(name.Spans, Span{Text: k.Lang.pick("（随"+l.Via.Name+"）", " (with "+l.Via.NameEn+")")})
	}
	return []Cell{name, words(k.Lang.pick(l.By.Name, l.By.NameEn)), words(labelTitle(k.Ontology, l.By.Label, k.Lang)),
		k.basisCell(r), k.placesCell(r.Properties), k.quotesCell(l.Quotes)}
}

// relationship is the index of the relationship with that id.
func (k *builder) relationship(id string) int {
	return slices.IndexFunc(k.Graph.Relationships(), func(r *graph.Relationship) bool { return r.ID == id })
}

// quotesCell holds the plan's own words, each once.
func (k *builder) quotesCell(quotes []string) Cell {
	var c Cell
	seen := map[string]bool{"": true}
	for _, q := range quotes {
		if seen[q] {
			continue
		}
		seen[q] = true
		if len(c.Spans) > 0 {
			c.Spans = append(c.Spans, Span{Text: k.Lang.pick("；", "; ")})
		}
		c.Spans = append(c.Spans, Span{Text: Quoted(q), Voice: Words})
	}
	if len(c.Spans) == 0 {
		c.Spans = []Span{blank(k.Lang)}
	}
	return c
}

// invoked lists the strategies of a status that only the document's own words take
// up, with where and in which.
func (k *builder) invoked(r *alignment.Report, status alignment.Status, title, about string) {
	t := &Table{Columns: []Column{
		{k.Lang.pick("上级战略", "Upper strategy"), 3, TextColumn}, {k.Lang.pick("层级", "Level"), 1, TextColumn}, {k.Lang.pick("援引之处", "Invoked in"), 2, PlaceColumn}, {k.Lang.pick("原文", "Words"), 3.4, TextColumn}}}
	for _, s := range r.Strategies {
		if s.Status != status {
			continue
		}
		var places, quotes []string
		for _, l := range s.Lines {
			for _, ref := range l.Refs {
				if w := Place(ref, k.Lang); !slices.Contains(places, w) {
					places = append(places, w)
				}
			}
			quotes = append(quotes, l.Quotes...)
		}
		t.Rows = append(t.Rows, []Cell{words(k.Lang.pick(s.Name, s.NameEn)), words(k.valueTitle("Strategy", "level", s.Level)), words(k.Lang.join(places)), k.quotesCell(quotes)})
	}
	if len(t.Rows) > 0 {
		k.section(1, title, Paragraph{Spans: []Span{{Text: about}}}, t)
	}
}

// notTakenUp lists the strategies of a status that are named and that nothing
// takes up.
func (k *builder) notTakenUp(r *alignment.Report, status alignment.Status, title string) {
	t := &Table{Columns: []Column{
		{k.Lang.pick("上级战略", "Upper strategy"), 3, TextColumn}, {k.Lang.pick("层级", "Level"), 1, TextColumn}, {k.Lang.pick("提到之处", "Named in"), 1.4, PlaceColumn},
		{k.Lang.pick("承接情况", "How it is taken up"), 2, TextColumn}, {k.Lang.pick("原文", "Words"), 3, TextColumn}}}
	for _, s := range r.Strategies {
		if s.Status == status {
			n := k.Graph.NodeByID(s.ID)
			t.Rows = append(t.Rows, []Cell{words(k.Lang.pick(s.Name, s.NameEn)), words(k.valueTitle("Strategy", "level", s.Level)), k.placesCell(n.Properties),
				words(StatusTitle(status, k.Lang)), k.quotesCell(n.Properties.Get(graph.PropQuotes).Strings())})
		}
	}
	if len(t.Rows) > 0 {
		k.section(1, title, t)
	}
}

// A page's picture holds this many rows of names that can still be read.
const alignmentRows = 10

const (
	alignmentColumn = 310.0
	alignmentRow    = 88.0 // a symbol with three lines beneath
)

// pageful splits strategies into pictures that a page can hold.
func pageful(all []alignment.Strategy) [][]alignment.Strategy {
	var out [][]alignment.Strategy
	var part []alignment.Strategy
	rows := 0
	for _, s := range all {
		need := alignmentHeight(s)
		if len(part) > 0 && rows+need > alignmentRows {
			out, part, rows = append(out, part), nil, 0
		}
		part, rows = append(part, s), rows+need
	}
	if len(part) > 0 {
		out = append(out, part)
	}
	return out
}

// alignmentHeight is how many rows the strategy takes.
func alignmentHeight(s alignment.Strategy) int {
	left, right := 0, 0
	for _, l := range s.Lines {
		switch l.By.Label {
		case "Measure":
			left++
		case "Plan": // the preface speaks of everything; it would join all to all
		default:
			right++
		}
	}
	return max(left, right, 1)
}

// drawAlignment makes the whole layered picture, and the data beneath it.
func (k *builder) drawAlignment(ctx context.Context, r *alignment.Report) error {
	if len(r.Strategies) == 0 {
		return ctx.Err()
	}
	v, _ := k.alignmentView(r.Strategies)
	k.b.Data = graph.Subgraph{Nodes: v.Nodes, Relationships: v.Relationships}
	k.b.Picture = k.alignmentScene(r.Strategies, k.b.Title)
	return ctx.Err()
}

// alignmentView holds the strategies with what takes them up, in three columns:
// measures, strategies, all else.
func (k *builder) alignmentView(strategies []alignment.Strategy) (View, [3][]*graph.Node) {
	var v View
	var columns [3][]*graph.Node
	seen := map[string]bool{}
	add := func(column int, id string) {
		if !seen[id] {
			seen[id] = true
			n := k.Graph.NodeByID(id)
			v.Nodes = append(v.Nodes, n)
			columns[column] = append(columns[column], n)
		}
	}
	for _, s := range strategies {
		add(1, s.ID)
		for _, l := range s.Lines {
			switch l.By.Label {
			case "Measure":
				add(0, l.By.ID)
			case "Plan":
				continue
			default:
				add(2, l.By.ID)
			}
			if l.Via != nil {
				add(1, l.Via.ID)
			}
			if !seen[l.Relationship] {
				seen[l.Relationship] = true
				v.Relationships = append(v.Relationships, k.Graph.Relationship(int32(k.relationship(l.Relationship))))
			}
		}
	}
	return v, columns
}

// alignmentScene draws strategies down the middle, each as tall as what takes it
// up, and that beside it.
func (k *builder) alignmentScene(strategies []alignment.Strategy, title string) *Scene {
	v, columns := k.alignmentView(strategies)
	need := map[string]float64{}
	for _, s := range strategies {
		need[s.ID] = float64(alignmentHeight(s))
	}
	rows := map[string]float64{}
	next := 0.0
	for _, n := range columns[1] {
		height := max(need[n.ID], 1)
		rows[n.ID] = next + (height-1)/2
		next += height
	}
	for _, c := range []int{0, 2} {
		want := map[string]float64{}
		for i, n := range columns[c] {
			want[n.ID] = wanted(n, float64(i), v, rows)
		}
		slices.SortStableFunc(columns[c], func(a, b *graph.Node) int { return compareFloat(want[a.ID], want[b.ID]) })
		spread(columns[c], want, rows, 1)
	}
	at := map[string]layout.Point{}
	for c, nodes := range columns {
		for _, n := range nodes {
			at[n.ID] = layout.Point{X: float64(c) * alignmentColumn, Y: rows[n.ID] * alignmentRow}
		}
	}
	points := make([]layout.Point, len(v.Nodes))
	for i, n := range v.Nodes {
		points[i] = at[n.ID]
	}
	return placedScene(v, points, k.Ontology, Caption(k.Graph, v, title, nil, k.Lang))
}
