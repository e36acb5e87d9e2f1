package briefing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"planatlas/graph"
	"planatlas/graph/compare"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
)

// Comparison is what a comparison briefing reports: two plans on one sheet.
type Comparison struct {
	*compare.Aligned
	From, To compare.Side
}

// Compare puts two plans on one sheet, with the places of everything on it. It
// gives the material that a comparison briefing is made from.
func Compare(ctx context.Context, from, to compare.Side, o *ontology.Ontology) (*Comparison, Material, error) {
	a, err := compare.Align(from, to, o)
	if err != nil {
		return nil, Material{}, err
	}
	placed, err := layout.Compute(ctx, a.Graph, layout.ForGraph(a.Graph, o))
	if err != nil {
		return nil, Material{}, err
	}
	return &Comparison{a, from, to}, Material{Graph: a.Graph, Ontology: o, Positions: placed.Positions}, nil
}

// ErrNeedsComparison is the error of a comparison without two plans.
var ErrNeedsComparison = errors.New("a comparison needs two plans")

// howTitles word by what two things were found to be a pair.
var howTitles = map[compare.How][2]string{
	compare.SameAs: {"注明相同", "stated to be the same"}, compare.Succeeds: {"注明承接", "stated to succeed"}, compare.ID: {"同一 id", "same id"},
	compare.Name: {"同名", "same name"}, compare.Alias: {"别名", "other name"}, compare.Value: {"同一指标", "same indicator"}, compare.Similarity: {"名称相近", "names alike"},
}

// HowTitle is the wording of how a pair was found.
func HowTitle(h compare.How, l Lang) string { return l.pick(howTitles[h][0], howTitles[h][1]) }

var directionTitles = map[string][2]string{"weaker": {"减弱", "weaker"}, "stronger": {"增强", "stronger"}, "up": {"上调", "up"}, "down": {"下调", "down"}}

// DirectionTitle is the wording of where a change leads, "" where it cannot be
// said.
func DirectionTitle(d string, l Lang) string {
	return l.pick(directionTitles[d][0], directionTitles[d][1])
}

// StateMark is the sign of a state in a picture.
func StateMark(s compare.State) string {
	return map[compare.State]string{compare.Added: "＋", compare.Gone: "－", compare.Changed: "≠"}[s]
}

// comparison is the 规划对照表: what was added, is gone or goes by another name,
// which values, strengths and relationships changed, with the words of both
// sides.
func (k *builder) comparison(ctx context.Context) error {
	if k.Comparison == nil {
		return ErrNeedsComparison
	}
	d := k.Comparison.Diff
	k.b.Title = k.Lang.pick(d.To.Name+"对照表", "Comparison: "+d.To.NameEn)
	k.section(1, k.Lang.pick("总体情况", "In short"), k.compared(), k.stateCounts())
	k.changes(k.Lang.pick("指标值变化", "Changed values"), d.Targets)
	k.changes(k.Lang.pick("承诺力度变化", "Changed strength of commitment"), d.Strengths)
	k.renamed(d.Renamed)
	k.items(k.Lang.pick("新增", "Added"), d.Added, k.Comparison.To)
	k.items(k.Lang.pick("不再有", "Gone"), d.Gone, k.Comparison.From)
	k.changes(k.Lang.pick("其他变化", "Other changes"), d.Properties)
	k.relationshipChanges(d.Relationships)
	return k.drawComparison(ctx)
}

func (k *builder) compared() Paragraph {
	d := k.Comparison.Diff
	name := func(i compare.Item, s compare.Side) string {
		n := s.Graph.NodeByID(i.ID)
		number := ""
		if n != nil {
			number, _ = n.Properties.Get("number").AsString()
		}
		more := joinWith(nonEmpty(number, k.Lang.pick("数据版本 ", "data version ")+s.Graph.PlanVersion(s.Plan)), k.Lang.pick("，", ", "))
		return k.quoted(k.Lang.pick(i.Name, i.NameEn)) + k.Lang.pick("（"+more+"）", " ("+more+")")
	}
	return Paragraph{Spans: []Span{{Text: fmt.Sprintf(k.Lang.pick(
		"前：%s；后：%s。两边相同 %d 项，新增 %d 项，不再有 %d 项，改名或改写 %d 项，指标值变化 %d 处，力度变化 %d 处，其他属性变化 %d 处，关系变化 %d 条。配对是建议：凭什么配成一对，逐条写明；没有只凭名称合并任何事物。",
		"Before: %s. After: %s. Kept %d, added %d, gone %d, renamed %d; changed values %d, strengths %d, other properties %d, relationships %d. A pair is a proposal that says how it was found; nothing is merged by its name."),
		name(d.From, k.Comparison.From), name(d.To, k.Comparison.To), d.Kept, len(d.Added), len(d.Gone), len(d.Renamed), len(d.Targets), len(d.Strengths), len(d.Properties), len(d.Relationships))}}}
}

// stateCounts counts by label what became of things.
func (k *builder) stateCounts() *Table {
	states := []compare.State{compare.Added, compare.Gone, compare.Changed, compare.Kept}
	t := &Table{Columns: []Column{{k.Lang.pick("类型", "Label"), 2, TextColumn}, {k.Lang.pick("新增", "Added"), 1, NumberColumn}, {k.Lang.pick("不再有", "Gone"), 1, NumberColumn},
		{k.Lang.pick("有变化", "Changed"), 1, NumberColumn}, {k.Lang.pick("未变", "Unchanged"), 1, NumberColumn}}}
	for _, l := range k.Ontology.Labels {
		counts, any := map[compare.State]int{}, false
		for _, i := range k.Graph.WithLabel(l.Name) {
			counts[k.Comparison.Nodes[k.Graph.Node(i).ID]]++
			any = true
		}
		if !any {
			continue
		}
		row := []Cell{words(l.Title.In(string(k.Lang)))}
		for _, s := range states {
			row = append(row, number(float64(counts[s])))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (k *builder) changes(title string, list []compare.Change) {
	if len(list) == 0 {
		return
	}
	t := &Table{Columns: []Column{{k.Lang.pick("名称", "Name"), 3, TextColumn}, {k.Lang.pick("何处变化", "What"), 1.3, TextColumn}, {k.Lang.pick("前", "Before"), 1.8, TextColumn},
		{k.Lang.pick("后", "After"), 1.8, TextColumn}, {k.Lang.pick("变化", "Change"), 1, TextColumn}, {k.Lang.pick("条号（前→后）", "Articles"), 1.4, PlaceColumn}, {k.Lang.pick("原文（前｜后）", "Words (before | after)"), 3.2, TextColumn}}}
	for _, c := range list {
		what := k.propertyTitle(c.To.Label, c.Property)
		t.Rows = append(t.Rows, []Cell{words(k.Lang.pick(c.To.Name, c.To.NameEn)), words(what), k.orGap(k.changedValue(c, c.Before)), k.orGap(k.changedValue(c, c.After)),
			k.plainOr(DirectionTitle(c.Direction, k.Lang)), k.twoPlaces(c.From, c.To), k.twoQuotes(c.From, c.To)})
	}
	k.section(1, title, t)
}

func (k *builder) changedValue(c compare.Change, v string) string {
	return k.valueTitle(c.To.Label, c.Property, v)
}

func (k *builder) propertyTitle(label, property string) string {
	if l := k.Ontology.Label(label); l != nil {
		for _, p := range l.Properties {
			if p.Name == property {
				return p.Title.In(string(k.Lang))
			}
		}
	}
	return property
}

// plainOr is a cell with a text, or a dash where there is nothing to say.
func (k *builder) plainOr(s string) Cell { return words(cmp.Or(s, "—")) }

func (k *builder) twoPlaces(from, to compare.Item) Cell {
	before, after := numbers(from.Articles), numbers(to.Articles)
	return words(cmp.Or(before, "—") + "→" + cmp.Or(after, "—"))
}

func numbers(articles []int64) string {
	var parts []string
	for _, a := range articles {
		parts = append(parts, strconv.FormatInt(a, 10))
	}
	return strings.Join(parts, "、")
}

// twoQuotes holds the first words of each side.
func (k *builder) twoQuotes(from, to compare.Item) Cell {
	before, after := firstQuote(k.Comparison.From, from.ID), firstQuote(k.Comparison.To, to.ID)
	var c Cell
	for i, q := range []string{before, after} {
		if i > 0 {
			c.Spans = append(c.Spans, Span{Text: "｜"})
		}
		if q == "" {
			c.Spans = append(c.Spans, Span{Text: emptyBracket, Voice: Gap})
		} else {
			c.Spans = append(c.Spans, Span{Text: Quoted(q), Voice: Words})
		}
	}
	return c
}

func firstQuote(s compare.Side, id string) string {
	n := s.Graph.NodeByID(id)
	if n == nil {
		return ""
	}
	for _, q := range n.Properties.Get(graph.PropQuotes).Strings() {
		if q != "" {
			return q
		}
	}
	return ""
}

func (k *builder) renamed(list []compare.Renamed) {
	if len(list) == 0 {
		return
	}
	t := &Table{Columns: []Column{{k.Lang.pick("类型", "Label"), 1, TextColumn}, {k.Lang.pick("前", "Before"), 3, TextColumn}, {k.Lang.pick("后", "After"), 3, TextColumn},
		{k.Lang.pick("凭什么配对", "Found by"), 1.3, TextColumn}, {k.Lang.pick("名称相似度", "Likeness"), 1, NumberColumn}, {k.Lang.pick("条号（前→后）", "Articles"), 1.4, PlaceColumn}}}
	for _, r := range list {
		score, _ := strconv.ParseFloat(strconv.FormatFloat(r.Score, 'f', 2, 64), 64)
		t.Rows = append(t.Rows, []Cell{words(labelTitle(k.Ontology, r.To.Label, k.Lang)), words(k.Lang.pick(r.From.Name, r.From.NameEn)), words(k.Lang.pick(r.To.Name, r.To.NameEn)),
			words(HowTitle(r.How, k.Lang)), number(score), k.twoPlaces(r.From, r.To)})
	}
	k.section(1, k.Lang.pick("改名与改写", "Renamed and reworded"), t)
}

func (k *builder) items(title string, list []compare.Item, side compare.Side) {
	if len(list) == 0 {
		return
	}
	t := &Table{Columns: []Column{{k.Lang.pick("类型", "Label"), 1.1, TextColumn}, {k.Lang.pick("名称", "Name"), 4, TextColumn}, {k.Lang.pick("条号", "Articles"), 1.3, PlaceColumn}, {k.Lang.pick("原文", "Words"), 3.4, TextColumn}}}
	for _, i := range list {
		quote := Cell{Spans: []Span{blank(k.Lang)}}
		if q := firstQuote(side, i.ID); q != "" {
			quote = Cell{Spans: []Span{{Text: Quoted(q), Voice: Words}}}
		}
		t.Rows = append(t.Rows, []Cell{words(labelTitle(k.Ontology, i.Label, k.Lang)), words(k.Lang.pick(i.Name, i.NameEn)), k.orGap(numbers(i.Articles)), quote})
	}
	k.section(1, title, t)
}

func (k *builder) relationshipChanges(list []compare.RelationshipChange) {
	if len(list) == 0 {
		return
	}
	t := &Table{Columns: []Column{{k.Lang.pick("变化", "Change"), 1, TextColumn}, {k.Lang.pick("起点", "Start"), 3, TextColumn}, {k.Lang.pick("关系", "Relationship"), 1.2, TextColumn},
		{k.Lang.pick("终点", "End"), 3, TextColumn}, {k.Lang.pick("依据（前）", "Basis before"), 1.4, TextColumn}, {k.Lang.pick("依据（后）", "Basis after"), 1.4, TextColumn}}}
	kinds := map[string][2]string{"added": {"新增", "added"}, "gone": {"不再有", "gone"}, "basis": {"依据变化", "other basis"}}
	for _, r := range list {
		typ := r.Type
		if x := k.Ontology.Type(r.Type); x != nil {
			typ = x.Title.In(string(k.Lang))
		}
		t.Rows = append(t.Rows, []Cell{words(k.Lang.pick(kinds[r.Kind][0], kinds[r.Kind][1])), words(k.Lang.pick(r.Start.Name, r.Start.NameEn)), words(typ), words(k.Lang.pick(r.End.Name, r.End.NameEn)),
			k.plainOr(BasisTitle(k.Ontology, r.Before, k.Lang)), k.plainOr(BasisTitle(k.Ontology, r.After, k.Lang))})
	}
	k.section(1, k.Lang.pick("关系变化", "Changed relationships"), t)
}

// drawComparison draws what changed with what it is joined to, and puts all that
// both sides hold beneath it as data.
func (k *builder) drawComparison(ctx context.Context) error {
	k.b.Data = graph.Subgraph{Nodes: k.Graph.Nodes(), Relationships: k.Graph.Relationships()}
	v := k.changedView(maxChanged)
	if len(v.Nodes) == 0 {
		return ctx.Err()
	}
	s, err := k.comparisonScene(ctx, v)
	if err != nil {
		return err
	}
	for i := range s.Lines {
		if k.Comparison.Relationships[s.Lines[i].Relationship.ID] == compare.Gone {
			s.Lines[i].Colour = goneColour
		}
	}
	k.b.Picture = s
	caption := k.Lang.pick("＋ 新增，－ 不再有，≠ 有变化；浅色线是不再有的关系", "＋ added, － gone, ≠ changed; light lines are relationships that are gone")
	if all := k.changedView(0); len(all.Nodes) > len(v.Nodes) {
		caption += fmt.Sprintf(k.Lang.pick("（画出 %d 个，共 %d 个）", " (%d of %d drawn)"), len(v.Nodes), len(all.Nodes))
	}
	k.section(1, k.Lang.pick("对照图", "Picture"), k.picture(caption))
	return nil
}

// comparisonScene places the view with the sign of its state before each name.
func (k *builder) comparisonScene(ctx context.Context, v View) (*Scene, error) {
	s, boxes := unplaced(v, k.Ontology, Caption(k.Graph, v, k.b.Title, nil, k.Lang))
	at := make([]layout.Point, len(v.Nodes))
	for i, n := range v.Nodes {
		at[i] = k.Positions[n.Index()]
		if mark := StateMark(k.Comparison.Nodes[n.ID]); mark != "" {
			s.Marks[i].Label = layout.LabelOf(mark + NameOf(n, k.Lang))
			boxes[i] = s.Marks[i].Label.Room()
		}
	}
	if err := layout.Tighten(ctx, at, boxes); err != nil {
		return nil, err
	}
	s.place(v, at, boxes, k.Ontology)
	s.Source = SourceLine(k.Comparison.To.Graph, k.Comparison.To.Plan, k.Lang)
	return s, nil
}

const (
	goneColour = "#C3CCC8"
	maxChanged = 60 // nodes of a picture that a page can hold
)

// changedView holds what was added, is gone or changed and the ends of changed
// relationships, first those of most ties. 0 is no limit.
func (k *builder) changedView(most int) View {
	var v View
	touched := map[string]bool{}
	for _, r := range k.Graph.Relationships() {
		if k.Comparison.Relationships[r.ID] != compare.Kept {
			touched[r.Start], touched[r.End] = true, true
		}
	}
	for _, n := range k.Graph.Nodes() {
		if k.Comparison.Nodes[n.ID] != compare.Kept || touched[n.ID] {
			v.Nodes = append(v.Nodes, n)
		}
	}
	if most > 0 && len(v.Nodes) > most {
		degree := func(n *graph.Node) int { return k.Graph.Degree(int32(n.Index()), graph.Both) }
		slices.SortStableFunc(v.Nodes, func(a, b *graph.Node) int { return cmp.Or(cmp.Compare(degree(b), degree(a)), cmp.Compare(a.ID, b.ID)) })
		v.Nodes = v.Nodes[:most]
	}
	v.Relationships = between(k.Graph, v.Nodes, k.Ontology)
	return v
}
