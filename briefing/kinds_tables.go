package briefing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"planatlas/graph"
	"planatlas/graph/layout"
)

// textUnits is the length of a text in half-width characters.
func textUnits(s string) int { return layout.Units(s) }

func sortByNumber(nodes []*graph.Node) {
	order := func(n *graph.Node) int64 {
		i, _ := n.Properties.Get("number").AsInt()
		if n.Label() == "Chapter" {
			return i - 1000
		}
		return i
	}
	slices.SortStableFunc(nodes, func(a, b *graph.Node) int { return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.ID, b.ID)) })
}

// responsibilities is the 责任分工表: every measure with what it acts on, who is
// responsible and until when, by chapter.
func (k *builder) responsibilities(ctx context.Context) error {
	k.b.Title = k.Lang.pick(k.b.Plan.Name+"责任分工表", "Responsibilities: "+k.b.Plan.Name)
	measures := k.ofLabel("Measure")
	if err := k.show(ctx, k.with(measures, "TARGETS", "RESPONSIBLE_FOR"), k.b.Title, nil); err != nil {
		return err
	}
	stated := k.statedIn(measures)
	slices.SortStableFunc(measures, func(a, b *graph.Node) int { return stated[a.ID].compare(stated[b.ID]) })
	tables := map[string]*Table{}
	named := 0
	for i, m := range measures {
		ch := stated[m.ID].chapter
		if tables[ch] == nil {
			tables[ch] = k.responsibilityTable()
		}
		row, has := k.responsibilityRow(m)
		row = slices.Insert(row, 0, number(float64(i+1)))
		if has {
			named++
		}
		tables[ch].Rows = append(tables[ch].Rows, row)
	}
	k.section(1, k.Lang.pick("总体情况", "In short"), Paragraph{Spans: []Span{{Text: fmt.Sprintf(k.Lang.pick(
		"全文共 %d 项举措，其中 %d 项录有责任主体，其余 %d 项图中未录。空缺处照实留空，不作推定；原文有没有写，以条文为准。",
		"The plan has %d measures; for %d a responsible body is in the graph and for %d none is. Gaps are left open; whether the text names one is seen by the article."), len(measures), named, len(measures)-named)}}})
	for _, ch := range append(k.ofLabelByNumber("Chapter"), nil) {
		id, title := "", k.Lang.pick("其他", "Other")
		if ch != nil {
			id, title = ch.ID, NameOf(ch, k.Lang)+k.Lang.pick("（"+placeOf(ch, k.Lang)+"）", " ("+placeOf(ch, k.Lang)+")")
		}
		if t := tables[id]; t != nil {
			k.section(1, title, t)
		}
	}
	return nil
}

func (k *builder) ofLabelByNumber(label string) []*graph.Node {
	nodes := k.ofLabel(label)
	sortByNumber(nodes)
	return nodes
}

// statement is where a thing is stated first: the chapter's id, and the numbers
// of chapter and article (0 for the chapter's own words) and the order there.
type statement struct {
	chapter string
	at      [3]int64
}

func (s statement) compare(other statement) int { return slices.Compare(s.at[:], other.at[:]) }

// statedIn is where things are stated first, by id, in the order of the text.
func (k *builder) statedIn(nodes []*graph.Node) map[string]statement {
	number := func(n *graph.Node) int64 { i, _ := n.Properties.Get("number").AsInt(); return i }
	out := map[string]statement{}
	for _, n := range nodes {
		for _, h := range k.ends(n, "STATES", graph.Incoming) {
			s := statement{chapter: h.To.ID, at: [3]int64{number(h.To)}}
			if h.To.Label() == "Article" {
				for _, up := range k.ends(h.To, "HAS_PART", graph.Incoming) {
					s = statement{chapter: up.To.ID, at: [3]int64{number(up.To), number(h.To)}}
				}
			}
			s.at[2], _ = h.Relationship.Properties.Get("order").AsInt()
			if old, ok := out[n.ID]; !ok || s.compare(old) < 0 {
				out[n.ID] = s
			}
		}
	}
	return out
}

func (k *builder) responsibilityTable() *Table {
	return &Table{Whole: k.Lang.pick("责任分工表", "Responsibilities"), Part: k.Lang.pick("章", "Chapter"), Columns: []Column{
		k.counter(), {k.Lang.pick("条号", "Article"), 1.1, PlaceColumn}, {k.Lang.pick("举措", "Measure"), 4.4, TextColumn}, {k.Lang.pick("对象", "Acts on"), 2.8, TextColumn},
		{k.Lang.pick("责任主体", "Responsible"), 2, TextColumn}, {k.Lang.pick("时限", "By"), 1, NumberColumn},
	}}
}

// counter is the column that numbers the rows.
func (k *builder) counter() Column { return Column{k.Lang.pick("序号", "No."), 0.6, NumberColumn} }

func (k *builder) responsibilityRow(m *graph.Node) (row []Cell, named bool) {
	bodies := k.ends(m, "RESPONSIBLE_FOR", graph.Incoming)
	measure := words(NameOf(m, k.Lang))
	if more := k.clauses(m); more != "" {
		measure.Spans = append(measure.Spans, Span{Text: k.Lang.pick("（含：", " (with: ") + more + k.Lang.pick("）", ")")})
	}
	who := k.names(bodies)
	for i, h := range bodies {
		if role, ok := h.Relationship.Properties.Get("role").AsString(); ok && len(bodies) == 1 && i == 0 {
			who.Spans = append(who.Spans, Span{Text: k.Lang.pick("（", " (") + k.valueTitle("RESPONSIBLE_FOR", "role", role) + k.Lang.pick("）", ")")})
		}
	}
	return []Cell{k.placesCell(m.Properties), measure, k.names(k.ends(m, "TARGETS", graph.Outgoing)), who, k.integer(m, "byYear", blank(k.Lang))}, len(bodies) > 0
}

func (k *builder) clauses(m *graph.Node) string {
	if en := m.Properties.Get("clausesEn").Strings(); k.Lang == English && len(en) > 0 {
		return joinWith(en, "; ")
	}
	return joinWith(m.Properties.Get("clauses").Strings(), "；")
}

// with is the view of some nodes and what their relationships of these types
// lead to.
func (k *builder) with(nodes []*graph.Node, types ...string) View {
	var v View
	seen := map[string]bool{}
	add := func(n *graph.Node) {
		if !seen[n.ID] {
			seen[n.ID] = true
			v.Nodes = append(v.Nodes, n)
		}
	}
	for _, n := range nodes {
		add(n)
	}
	for _, n := range nodes {
		for _, t := range types {
			for _, d := range []graph.Direction{graph.Outgoing, graph.Incoming} {
				for _, h := range k.ends(n, t, d) {
					add(h.To)
				}
			}
		}
	}
	for _, r := range between(k.Graph, v.Nodes, k.Ontology) {
		if slices.Contains(types, r.Type) {
			v.Relationships = append(v.Relationships, r)
		}
	}
	return v
}

// indicators is the 指标表: one row an indicator, then one row a value.
func (k *builder) indicators(ctx context.Context) error {
	k.b.Title = k.Lang.pick(k.b.Plan.Name+"指标表", "Indicators: "+k.b.Plan.Name)
	all := k.ofLabel("Indicator")
	if err := k.show(ctx, k.with(all, "MEASURED_BY", "HAS_TARGET"), k.b.Title, nil); err != nil {
		return err
	}
	main := &Table{Columns: []Column{
		{k.Lang.pick("指标", "Indicator"), 3, TextColumn}, {k.Lang.pick("基期", "Baseline"), 2.2, TextColumn}, {k.Lang.pick("已完成", "Actual"), 2.2, TextColumn},
		{k.Lang.pick("目标", "Target"), 2.6, TextColumn}, {k.Lang.pick("年限", "Year"), 1.5, TextColumn}, {k.Lang.pick("条号", "Articles"), 1.5, PlaceColumn}}}
	values := &Table{Columns: []Column{
		{k.Lang.pick("指标", "Indicator"), 3, TextColumn}, {k.Lang.pick("种类", "Kind"), 1.3, TextColumn}, {k.Lang.pick("原文表述", "Wording"), 3, TextColumn},
		{k.Lang.pick("比较", "Comparator"), 1.1, TextColumn}, {k.Lang.pick("数值", "Value"), 1.1, NumberColumn}, {k.Lang.pick("单位", "Unit"), 1.1, TextColumn},
		{k.Lang.pick("年份", "Year"), 1.2, NumberColumn}, {k.Lang.pick("条号", "Articles"), 1.3, PlaceColumn}}}
	open := 0
	for _, n := range all {
		targets := k.ends(n, "HAS_TARGET", graph.Outgoing)
		row, has := k.indicatorRow(n, targets)
		if !has {
			open++
		}
		main.Rows = append(main.Rows, row)
		for _, h := range targets {
			values.Rows = append(values.Rows, k.valueRow(n, h.To))
		}
	}
	k.section(1, k.Lang.pick("总体情况", "In short"), Paragraph{Spans: []Span{{Text: fmt.Sprintf(k.Lang.pick(
		"全文共 %d 个指标、%d 个指标值；其中 %d 个指标原文未载明目标。", "The plan has %d indicators with %d values; for %d indicators it sets no target."), len(all), len(values.Rows), open)}}})
	k.section(1, k.Lang.pick("指标一览", "Indicators"), main)
	k.section(1, k.Lang.pick("指标值明细", "Values"), values)
	return nil
}

func (k *builder) indicatorRow(n *graph.Node, targets []Hop) (row []Cell, hasTarget bool) {
	texts, years := map[string][]string{}, []string{}
	p := n.Properties
	for _, h := range targets {
		kind, _ := h.To.Properties.Get("kind").AsString()
		texts[kind] = append(texts[kind], k.wording(h.To))
		if y := yearsOf(h.To); kind == "target" && y != "" && !slices.Contains(years, y) {
			years = append(years, y)
		}
	}
	join := func(items []string) Cell { return k.orGap(joinWith(items, k.Lang.pick("；", "; "))) }
	return []Cell{words(NameOf(n, k.Lang)), join(texts["baseline"]), join(texts["actual"]), join(texts["target"]), join(years), k.placesCell(p)}, len(texts["target"]) > 0
}

// wording is a value as the text puts it.
func (k *builder) wording(t *graph.Node) string {
	if s, ok := t.Properties.Get("text").AsString(); ok && k.Lang == Chinese {
		return s
	}
	return NameOf(t, k.Lang)
}

// yearsOf is the year of a value, or its span of years.
func yearsOf(t *graph.Node) string {
	from, hasFrom := t.Properties.Get("fromYear").AsInt()
	to, hasTo := t.Properties.Get("toYear").AsInt()
	year, hasYear := t.Properties.Get("year").AsInt()
	switch {
	case hasFrom && hasTo:
		return strconv.FormatInt(from, 10) + "—" + strconv.FormatInt(to, 10)
	case hasTo:
		return strconv.FormatInt(to, 10)
	case hasYear:
		return strconv.FormatInt(year, 10)
	}
	return ""
}

func (k *builder) valueRow(n, t *graph.Node) []Cell {
	p := t.Properties
	kind, _ := p.Get("kind").AsString()
	comparator, _ := p.Get("comparator").AsString()
	unit, _ := p.Get("unit").AsString()
	value := Cell{Spans: []Span{gap(k.Lang)}}
	if f, ok := p.Get("value").AsFloat(); ok {
		value = number(f)
	}
	year := k.integer(t, "toYear", gap(k.Lang))
	if year.Number == nil {
		year = k.integer(t, "year", gap(k.Lang))
	}
	if comparator != "" {
		comparator = k.valueTitle("Target", "comparator", comparator)
	}
	return []Cell{words(NameOf(n, k.Lang)), words(k.valueTitle("Target", "kind", kind)), words(k.wording(t)),
		orSpan(comparator, gap(k.Lang)), value, orSpan(unit, gap(k.Lang)), year, k.placesCell(p)}
}

// zones is the 片区台账: each area with where it lies, what stands in it and what
// is done for it.
func (k *builder) zones(ctx context.Context) error {
	k.b.Title = k.Lang.pick(k.b.Plan.Name+"片区台账", "Register of areas: "+k.b.Plan.Name)
	areas := k.ofLabel("District")
	if err := k.show(ctx, k.with(areas, "LOCATED_IN", "INCLUDES", "TARGETS", "SERVES"), k.b.Title, nil); err != nil {
		return err
	}
	byKind := map[string][]*graph.Node{}
	for _, n := range areas {
		kind, _ := n.Properties.Get("kind").AsString()
		byKind[kind] = append(byKind[kind], n)
	}
	label := k.Ontology.Label("District")
	if label == nil || len(areas) == 0 {
		k.section(1, k.Lang.pick("总体情况", "In short"), Paragraph{Spans: []Span{blank(k.Lang)}})
		return nil
	}
	for _, p := range label.Properties {
		for _, v := range p.Values {
			if nodes := byKind[v.Name]; p.Name == "kind" && len(nodes) > 0 {
				k.section(1, v.Title.In(string(k.Lang)), k.zoneTable(nodes))
				delete(byKind, v.Name)
			}
		}
	}
	return nil
}

func (k *builder) zoneTable(areas []*graph.Node) *Table {
	t := &Table{Whole: k.Lang.pick("片区台账", "Areas"), Part: k.Lang.pick("类别", "Kind"), Columns: []Column{
		{k.Lang.pick("片区", "Area"), 1.5, TextColumn}, {k.Lang.pick("所在", "Lies in"), 1.5, TextColumn}, {k.Lang.pick("平台、项目与片区", "Platforms, projects, parts"), 4.2, TextColumn},
		{k.Lang.pick("相关举措", "Measures"), 3, TextColumn}, {k.Lang.pick("条号", "Articles"), 1.5, PlaceColumn}}}
	for _, n := range areas {
		inside := append(k.ends(n, "LOCATED_IN", graph.Incoming), k.ends(n, "INCLUDES", graph.Outgoing)...)
		inside = append(inside, k.ends(n, "SERVES", graph.Incoming)...)
		within := append(k.ends(n, "LOCATED_IN", graph.Outgoing), k.ends(n, "INCLUDES", graph.Incoming)...)
		t.Rows = append(t.Rows, []Cell{words(NameOf(n, k.Lang)), k.names(within), k.names(inside), k.names(k.ends(n, "TARGETS", graph.Incoming)), k.placesCell(n.Properties)})
	}
	return t
}

// glossary lists the terms with what they stand for.
func (k *builder) glossary(ctx context.Context) error {
	k.b.Title = k.Lang.pick(k.b.Plan.Name+"术语表", "Glossary: "+k.b.Plan.Name)
	terms := k.ofLabel("Term")
	if err := k.show(ctx, k.with(terms, "INCLUDES", "ADVANCES"), k.b.Title, nil); err != nil {
		return err
	}
	tables := [2]*Table{k.termTable(), k.termTable()}
	for _, n := range terms {
		decoded, _ := n.Properties.Get("decoded").AsBool()
		decoding, _ := n.Properties.Get("decoding").AsString()
		meaning, t := words(decoding), tables[0]
		if !decoded || decoding == "" {
			meaning, t = Cell{Spans: []Span{{Text: k.Lang.pick("〔 〕原文未解", "〔 〕 not explained in the text"), Voice: Gap}}}, tables[1]
		}
		if members := k.ends(n, "INCLUDES", graph.Outgoing); len(members) > 0 {
			meaning.Spans = append(meaning.Spans, Span{Text: k.Lang.pick("。包括：", ". Includes: ")})
			meaning.Spans = append(meaning.Spans, k.names(members).Spans...)
		}
		t.Rows = append(t.Rows, []Cell{words(NameOf(n, k.Lang)), meaning, k.placesCell(n.Properties)})
	}
	k.section(1, k.Lang.pick("总体情况", "In short"), Paragraph{Spans: []Span{{Text: fmt.Sprintf(k.Lang.pick(
		"全文共 %d 个代称、口号，其中 %d 个原文作了解释，%d 个原文未解。", "The plan has %d coded terms; it explains %d and leaves %d unexplained."),
		len(terms), len(tables[0].Rows), len(tables[1].Rows))}}})
	for i, title := range []string{k.Lang.pick("原文已解释的术语", "Terms that the text explains"), k.Lang.pick("原文未解的术语", "Terms that it does not explain")} {
		if len(tables[i].Rows) > 0 {
			k.section(1, title, tables[i])
		}
	}
	return nil
}

func (k *builder) termTable() *Table {
	return &Table{Whole: k.Lang.pick("术语表", "Glossary"), Part: k.Lang.pick("解释", "Explained"), Columns: []Column{{k.Lang.pick("术语", "Term"), 2.4, TextColumn}, {k.Lang.pick("含义", "What it stands for"), 5, TextColumn}, {k.Lang.pick("条号", "Articles"), 1.8, PlaceColumn}}}
}
