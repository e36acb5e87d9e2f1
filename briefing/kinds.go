package briefing

import (
	"context"
	"fmt"
	"strconv"

	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
)

// dossier reports one node: what it is, what it stands in relation to, what lies
// further around it, where the plan speaks of it, and what the plan leaves open.
func (k *builder) dossier(ctx context.Context) error {
	if k.Focus == nil {
		return ErrNeedsFocus
	}
	name := NameOf(k.Focus, k.Lang)
	k.b.Title = k.Lang.pick(k.quoted(name)+"档案", "Dossier: "+name)
	v, _ := Around(k.Graph, k.Ontology, k.Focus, k.Hops, 0)
	if err := k.show(ctx, v, name, k.Focus); err != nil {
		return err
	}
	k.section(1, k.Lang.pick("基本情况", "What it is"), k.about(k.Focus)...)
	picture, err := k.around(ctx, len(v.Nodes))
	if err != nil {
		return err
	}
	k.relations(k.Focus)
	k.section(1, k.Lang.pick("关系图", "Picture"), picture)
	k.further(v)
	k.spoken(k.Focus)
	k.silences(k.Focus)
	return nil
}

// A page takes a picture of this size, in the scene's pixels, whose names can
// still be read when it is scaled to the width of the text.
const (
	pageSceneWidth  = 1000.0
	pageSceneHeight = 1250.0
)

// around draws as many of the nodes around the focus, nearest first, as a page
// shows legibly.
func (k *builder) around(ctx context.Context, all int) (Block, error) {
	name := NameOf(k.Focus, k.Lang)
	for most := 60; ; most = most * 3 / 4 {
		v, _ := Around(k.Graph, k.Ontology, k.Focus, k.Hops, most)
		s, err := k.scene(ctx, v, name, k.Focus)
		if err != nil {
			return nil, err
		}
		if w, h := s.size(false); most > 8 && (w > pageSceneWidth || h > pageSceneHeight) {
			continue
		}
		caption := fmt.Sprintf(k.Lang.pick("%s周边 %d 跳以内", "%s, up to %d hops around"), k.quoted(name), k.Hops)
		if left := all - len(v.Nodes); left > 0 {
			caption += fmt.Sprintf(k.Lang.pick("（由近及远画出 %d 个节点，另有 %d 个未画出）", " (the %d nearest nodes; %d more not drawn)"), len(v.Nodes), left)
		}
		return &Picture{s, caption}, nil
	}
}

// about says what a node is, by its label, names, properties and words.
func (k *builder) about(n *graph.Node) []Block {
	var out []Block
	label := k.Ontology.Label(n.Label())
	title := n.Label()
	if label != nil {
		title = label.Title.In(string(k.Lang))
	}
	kind := ""
	if s, ok := n.Properties.Get("kind").AsString(); ok {
		kind = k.Lang.pick("（", " (") + k.valueTitle(n.Label(), "kind", s) + k.Lang.pick("）", ")")
	}
	first := Paragraph{Spans: []Span{{Text: k.Lang.pick("名称：", "Name: ")}, {Text: NameOf(n, k.Lang), Voice: Strong},
		{Text: k.Lang.pick("。类型：", ". Type: ") + title + kind + k.Lang.pick("。", ".")}, k.places(n.Properties)}}
	out = append(out, first)
	if aliases := n.Properties.Get(graph.PropAliases).Strings(); len(aliases) > 0 {
		out = append(out, k.field(k.Lang.pick("别称", "Other names"), k.Lang.join(aliases)))
	}
	if label != nil {
		out = append(out, k.properties(n, label)...)
	}
	for _, s := range SourcesOf(n.Properties) {
		if s.Quote != "" {
			out = append(out, Paragraph{Spans: []Span{{Text: Place(s.Ref, k.Lang) + k.Lang.pick("原文：", ", in the text: ")}, {Text: Quoted(s.Quote), Voice: Words}}})
		}
	}
	return out
}

func (k *builder) field(title, text string) Paragraph {
	return Paragraph{Spans: []Span{{Text: title + k.Lang.pick("：", ": ") + text + k.Lang.pick("。", ".")}}}
}

// properties are the label's own ones; of a pair in two languages, the one that
// is asked for.
func (k *builder) properties(n *graph.Node, label *ontology.Label) []Block {
	var out []Block
	for _, def := range label.Properties {
		en := len(def.Name) > 2 && def.Name[len(def.Name)-2:] == "En"
		twin := !n.Properties.Get(def.Name + "En").IsNull()
		if def.Name == "kind" || en != (k.Lang == English) && (en || twin) {
			continue
		}
		if v := n.Properties.Get(def.Name); !v.IsNull() {
			out = append(out, k.field(def.Title.In(string(k.Lang)), k.text(n.Label(), graph.Property{Key: def.Name, Value: v})))
		}
	}
	return out
}

// relations lists a node's relationships by type and direction.
func (k *builder) relations(n *graph.Node) {
	k.section(1, k.Lang.pick("直接关系", "Relationships"))
	any := false
	for _, t := range k.Ontology.Types {
		if k.structure[t.Name] {
			continue
		}
		for _, d := range []graph.Direction{graph.Outgoing, graph.Incoming} {
			hops := k.ends(n, t.Name, d)
			if len(hops) == 0 {
				continue
			}
			any = true
			title := t.Title
			if d == graph.Incoming {
				title = t.Inverse
			}
			var blocks []Block
			for _, h := range hops {
				blocks = append(blocks, k.statement(h))
			}
			k.section(2, title.In(string(k.Lang)), blocks...)
		}
	}
	if !any {
		last := &k.b.Sections[len(k.b.Sections)-1]
		last.Blocks = append(last.Blocks, Paragraph{Spans: []Span{blank(k.Lang)}})
	}
}

// further lists the relationships of a view that do not touch its middle.
func (k *builder) further(v View) {
	t := k.relationshipTable()
	for _, r := range v.Relationships {
		if r.Start != k.Focus.ID && r.End != k.Focus.ID {
			t.Rows = append(t.Rows, k.relationshipRow(r))
		}
	}
	if len(t.Rows) > 0 {
		k.section(1, fmt.Sprintf(k.Lang.pick("周边关系（%d 跳以内，%d 条）", "Further around (up to %d hops, %d relationships)"), k.Hops, len(t.Rows)), t)
	}
}

func (k *builder) relationshipTable() *Table {
	return &Table{Columns: []Column{
		{k.Lang.pick("起点", "Start"), 2.7, TextColumn}, {k.Lang.pick("关系", "Relationship"), 1.1, TextColumn},
		{k.Lang.pick("终点", "End"), 2.7, TextColumn}, {k.Lang.pick("依据", "Basis"), 2, TextColumn}, {k.Lang.pick("条号", "Articles"), 1.5, PlaceColumn},
	}}
}

func (k *builder) relationshipRow(r *graph.Relationship) []Cell {
	verb := r.Type
	if t := k.Ontology.Type(r.Type); t != nil {
		verb = t.Title.In(string(k.Lang))
	}
	return []Cell{words(NameOf(k.Graph.Node(int32(r.StartIndex())), k.Lang)), words(verb),
		words(NameOf(k.Graph.Node(int32(r.EndIndex())), k.Lang)), k.basisCell(r), k.placesCell(r.Properties)}
}

func (k *builder) basisCell(r *graph.Relationship) Cell {
	if mark := InferredMark(k.Ontology, r.Basis(), k.Lang); mark != "" {
		return Cell{Spans: []Span{{Text: mark, Voice: Inferred}}}
	}
	return words(BasisTitle(k.Ontology, r.Basis(), k.Lang))
}

// spoken lists the articles and chapters that speak of a node.
func (k *builder) spoken(n *graph.Node) {
	t := &Table{Columns: []Column{{k.Lang.pick("条号", "Place"), 1, PlaceColumn}, {k.Lang.pick("标题", "Title"), 3, TextColumn}, {k.Lang.pick("提要", "Summary"), 6, TextColumn}}}
	seen := map[string]bool{}
	hops := append(k.ends(n, "STATES", graph.Incoming), k.ends(n, "MENTIONS", graph.Incoming)...)
	var places []*graph.Node
	for _, h := range hops {
		if !seen[h.To.ID] {
			seen[h.To.ID] = true
			places = append(places, h.To)
		}
	}
	sortByNumber(places)
	for _, p := range places {
		t.Rows = append(t.Rows, []Cell{words(placeOf(p, k.Lang)), words(NameOf(p, k.Lang)), k.orGap(k.summary(p))})
	}
	if len(t.Rows) > 0 {
		k.section(1, k.Lang.pick("涉及条文", "Where the plan speaks of it"), t)
	}
}

func (k *builder) summary(n *graph.Node) string {
	if s, ok := n.Properties.Get("summaryEn").AsString(); ok && k.Lang == English {
		return s
	}
	s, _ := n.Properties.Get("summary").AsString()
	return s
}

// placeOf names the article or chapter that a node is.
func placeOf(n *graph.Node, l Lang) string {
	i, _ := n.Properties.Get("number").AsInt()
	kind := "art:"
	if n.Label() == "Chapter" {
		kind = "ch:"
	}
	return Place(kind+strconv.FormatInt(i, 10), l)
}

// silences lists the types of relationships that a node of this label may have
// and this one has not.
func (k *builder) silences(n *graph.Node) {
	var blocks []Block
	for _, t := range k.Ontology.Types {
		if k.structure[t.Name] || t.Name == ontology.SameAs || t.Name == "SUCCEEDS" || t.Name == "DERIVED_FROM" {
			continue
		}
		starts, ends := mayStand(t, n.Label())
		if starts && len(k.ends(n, t.Name, graph.Outgoing)) == 0 {
			blocks = append(blocks, k.silence(t.Title.In(string(k.Lang)), t.Definition.In(string(k.Lang)), k.absence(t.Name)))
		}
		if ends && t.Title != t.Inverse && len(k.ends(n, t.Name, graph.Incoming)) == 0 {
			blocks = append(blocks, k.silence(t.Inverse.In(string(k.Lang)), t.Definition.In(string(k.Lang)), k.absence(t.Name)))
		}
	}
	if len(blocks) > 0 {
		k.section(1, k.Lang.pick("图中未录的事项", "What the graph does not have"), blocks...)
	}
}

func mayStand(t ontology.RelationshipType, label string) (starts, ends bool) {
	for _, e := range t.Endpoints {
		for _, from := range e.From {
			starts = starts || from == label
		}
		for _, to := range e.To {
			ends = ends || to == label
		}
	}
	return starts, ends
}

// absence is the mark of a type of which a node has no relationship: what hosts
// what has been looked for in the whole text, the others may be there.
func (k *builder) absence(typ string) Span {
	if typ == "HOSTS" {
		return gap(k.Lang)
	}
	return blank(k.Lang)
}

func (k *builder) silence(title, definition string, mark Span) Paragraph {
	return Paragraph{Item: true, Spans: []Span{{Text: title + k.Lang.pick("（"+trimStop(definition)+"）：", " ("+trimStop(definition)+"): ")}, mark, {Text: k.Lang.pick("。", ".")}}}
}

func trimStop(s string) string {
	for _, stop := range []string{"。", "."} {
		if len(s) > len(stop) && s[len(s)-len(stop):] == stop {
			return s[:len(s)-len(stop)]
		}
	}
	return s
}

// trace reports the chains between two nodes, or the silence between them.
func (k *builder) trace(ctx context.Context) error {
	if k.Trace == nil {
		return ErrNeedsTrace
	}
	t := k.Trace
	from, to := NameOf(t.From, k.Lang), NameOf(t.To, k.Lang)
	k.b.Title = k.Lang.pick("从"+k.quoted(from)+"到"+k.quoted(to)+"的追溯", "Trace: "+from+" → "+to)
	v := OfTrace(t)
	if err := k.show(ctx, v, from+" → "+to, t.From); err != nil {
		return err
	}
	emphasis := SavedPicture{Selected: []string{t.From.ID, t.To.ID}}
	if len(t.Chains) == 1 {
		for _, r := range t.Chains[0].Relationships {
			emphasis.Chain = append(emphasis.Chain, r.ID)
		}
	}
	k.b.Picture.emphasise(&emphasis, k.Plan, k.Ontology)
	k.section(1, k.Lang.pick("结论", "Answer"), k.answer())
	if t.Silent == nil {
		k.section(1, k.Lang.pick("关系图", "Picture"), k.picture(from+" → "+to))
		k.section(1, k.Lang.pick("链条", "Chains"))
		for i, c := range t.Chains {
			k.section(2, k.chainTitle(i, c), k.chain(c))
		}
		return nil
	}
	k.ended(t.From, t.Silent.From, t.Silent.NeverFrom)
	k.ended(t.To, t.Silent.To, t.Silent.NeverTo)
	return nil
}

func (k *builder) answer() Paragraph {
	t := k.Trace
	if t.Silent != nil {
		return Paragraph{Spans: []Span{gap(k.Lang), {Text: k.Lang.pick("。", ". ") + SilenceMessage(t.From, t.To, k.Lang)}}}
	}
	c := t.Chains[0]
	text := fmt.Sprintf(k.Lang.pick("%s与%s之间有 %d 条链条。最强的一条为 %d 跳，最弱一环的依据为“%s”。",
		"%s and %s are joined by %d chains. The strongest has %d hops; its weakest hop is known by “%s”."),
		k.quoted(NameOf(t.From, k.Lang)), k.quoted(NameOf(t.To, k.Lang)), len(t.Chains), c.Len(), BasisTitle(k.Ontology, c.Weakest, k.Lang))
	p := Paragraph{Spans: []Span{{Text: text}}}
	if mark := InferredMark(k.Ontology, c.Weakest, k.Lang); mark != "" {
		p.Spans = append(p.Spans, Span{Text: mark, Voice: Inferred})
	}
	return p
}

func (k *builder) chainTitle(i int, c *graph.Chain) string {
	return fmt.Sprintf(k.Lang.pick("链条 %d：%d 跳，最弱一环%s", "Chain %d: %d hops, weakest %s"), i+1, c.Len(), BasisTitle(k.Ontology, c.Weakest, k.Lang))
}

func (k *builder) chain(c *graph.Chain) *ChainBlock {
	b := &ChainBlock{}
	for _, n := range c.Nodes {
		b.Nodes = append(b.Nodes, NameOf(n, k.Lang))
	}
	for _, h := range Hops(c) {
		p := k.statement(h)
		if h.Weakest {
			p.Spans = append(p.Spans, Span{Text: k.Lang.pick("【最弱一环】", " [weakest hop]"), Voice: Strong})
		}
		if why := rationaleOf(h.Relationship.Properties, k.Lang); why != "" {
			p.Spans = append(p.Spans, Span{Text: k.Lang.pick("理由：", " Why: ") + trimStop(why) + k.Lang.pick("。", ".")})
		}
		b.Hops = append(b.Hops, p)
	}
	return b
}

// ended says how far one end of a trace gets.
func (k *builder) ended(end *graph.Node, last []*graph.Node, never []string) {
	name := k.quoted(NameOf(end, k.Lang))
	var blocks []Block
	for _, g := range byLabel(last, k.Ontology) {
		if len(last) > 1 || last[0] != end {
			blocks = append(blocks, Paragraph{Item: true, Spans: []Span{{Text: g.title(k.Lang) + k.Lang.pick("：", ": ") + g.names(k.Lang) + k.Lang.pick("。", ".")}}})
		}
	}
	if len(blocks) == 0 {
		blocks = append(blocks, Paragraph{Spans: []Span{{Text: k.Lang.pick("没有可走的关系。", "No relationship leads on.")}}})
	}
	if len(never) > 0 {
		var titles []string
		for _, n := range never {
			titles = append(titles, labelTitle(k.Ontology, n, k.Lang))
		}
		blocks = append(blocks, Paragraph{Spans: []Span{{Text: k.Lang.pick("从未走到：", "Never reached: ") + k.Lang.join(titles) + k.Lang.pick("。", ".")}}})
	}
	k.section(1, fmt.Sprintf(k.Lang.pick("%s最后走到", "%s gets as far as"), name), blocks...)
}

// graph reports a view, or the content of the plan: the picture, counts, answers
// and what stands in it.
func (k *builder) graph(ctx context.Context) error {
	if k.Saved != nil {
		return k.onScreen(ctx)
	}
	v, whole := k.viewed()
	title := k.Request.Title
	if title == "" {
		title = k.Lang.pick(k.b.Plan.Name+"图谱", "Map of "+k.b.Plan.Name)
	}
	k.b.Title = title
	if err := k.show(ctx, v, title, k.Focus); err != nil {
		return err
	}
	if whole {
		k.b.Data = k.whole()
	}
	// An answer that names no node has nothing to draw or count.
	if len(v.Nodes) > 0 || len(k.Answers) == 0 {
		picture, err := k.excerpt(ctx, v)
		if err != nil {
			return err
		}
		k.section(1, k.Lang.pick("图谱", "Picture"), picture)
		k.counts(v)
	}
	k.answers()
	k.listed(v, whole)
	return nil
}

// onScreen reports a view as it stands on screen.
func (k *builder) onScreen(ctx context.Context) error {
	return k.shown(ctx, k.Saved, k.Lang.pick("当前画面", "On screen"))
}

// shown reports a view: its picture or table, counts, and what stands in it.
func (k *builder) shown(ctx context.Context, view *SavedView, heading string) error {
	if err := view.check(); err != nil {
		return err
	}
	k.b.Title = view.Title
	if k.b.Title == "" {
		k.b.Title = k.Lang.pick(k.b.Plan.Name+"图谱", "Map of "+k.b.Plan.Name)
	}
	blocks, err := k.savedBlocks(ctx, view, k.b.Title, k.Plan, "")
	if err != nil {
		return err
	}
	k.section(1, heading, blocks...)
	v := View{k.b.Data.Nodes, k.b.Data.Relationships}
	if view.Picture != nil {
		k.counts(v)
		if chain := k.hopsOf(view.Picture, k.find(view.Picture, k.Plan), k.Plan); chain != nil || len(v.Relationships) > mostListed || len(view.Picture.Selected) > 0 {
			k.listed(v, false)
		}
	}
	k.answers()
	return nil
}

// excerpt draws a view for a page: whole where it can be read there, otherwise
// the part that the map opens on.
func (k *builder) excerpt(ctx context.Context, v View) (Block, error) {
	if len(v.Nodes) == 0 {
		return k.picture(""), nil
	}
	caption := Size(len(v.Nodes), len(v.Relationships), k.Lang)
	if w, h := k.b.Picture.size(false); w <= pageSceneWidth*1.3 && h <= pageSceneHeight*1.3 {
		return k.picture(caption), nil
	}
	in := map[string]bool{}
	for _, n := range v.Nodes {
		in[n.ID] = true
	}
	var part View
	for _, i := range layout.Opening(k.Graph, k.Ontology) {
		if n := k.Graph.Node(i); in[n.ID] {
			part.Nodes = append(part.Nodes, n)
		}
	}
	if len(part.Nodes) == 0 {
		part.Nodes = v.Nodes[:min(len(v.Nodes), 40)]
	}
	part.Relationships = between(k.Graph, part.Nodes, k.Ontology)
	s, err := k.scene(ctx, part, k.b.Title, k.Focus)
	caption += fmt.Sprintf(k.Lang.pick("（节选 %d 个节点；全图见 SVG、PNG）", " (%d nodes shown; SVG and PNG show all)"), len(part.Nodes))
	return &Picture{s, caption}, err
}

func (k *builder) viewed() (v View, whole bool) {
	if k.View != nil {
		return *k.View, false
	}
	all := Content(k.Graph, k.Ontology)
	if k.Request.Plan == "" {
		return all, true
	}
	for _, n := range all.Nodes {
		if graph.PlanOf(n.ID) == k.Plan {
			v.Nodes = append(v.Nodes, n)
		}
	}
	v.Relationships = between(k.Graph, v.Nodes, k.Ontology)
	return v, true
}

// counts tells how many nodes there are of each label, and how much of the
// relationships the text bears out.
func (k *builder) counts(v View) {
	if len(v.Nodes) == 0 {
		k.section(1, k.Lang.pick("构成", "What it holds"), Paragraph{Spans: []Span{{Text: k.Lang.pick("所选范围内没有节点。", "There are no nodes in what was chosen.")}}})
		return
	}
	labels := &Table{Columns: []Column{{k.Lang.pick("类型", "Label"), 2, TextColumn}, {k.Lang.pick("数量", "Number"), 1, NumberColumn}, {k.Lang.pick("含义", "Meaning"), 6, TextColumn}}}
	for _, g := range byLabel(v.Nodes, k.Ontology) {
		labels.Rows = append(labels.Rows, []Cell{words(g.title(k.Lang)), number(float64(len(g.nodes))), words(g.label.Definition.In(string(k.Lang)))})
	}
	bases := &Table{Columns: []Column{{k.Lang.pick("依据", "Basis"), 2, TextColumn}, {k.Lang.pick("数量", "Number"), 1, NumberColumn}, {k.Lang.pick("含义", "Meaning"), 6, TextColumn}}}
	for _, basis := range k.Ontology.Bases {
		n := 0
		for _, r := range v.Relationships {
			if r.Basis() == basis.Name {
				n++
			}
		}
		if n > 0 {
			bases.Rows = append(bases.Rows, []Cell{words(basis.Title.In(string(k.Lang))), number(float64(n)), words(basis.Definition.In(string(k.Lang)))})
		}
	}
	k.section(1, k.Lang.pick("构成", "What it holds"))
	k.section(2, k.Lang.pick("节点类型", "Labels of nodes"), labels)
	if len(bases.Rows) > 0 {
		k.section(2, k.Lang.pick("关系依据", "How relationships are known"), bases)
	}
}

// listed lists the relationships of a view; those of a whole plan fill a book
// and stand in the data formats.
func (k *builder) listed(v View, whole bool) {
	if whole || len(v.Relationships) == 0 {
		return
	}
	t := k.relationshipTable()
	for _, r := range v.Relationships {
		t.Rows = append(t.Rows, k.relationshipRow(r))
	}
	k.section(1, k.Lang.pick("关系清单", "Relationships"), t)
}

// weigh gives each column of a table a share by its longest cells.
func (t *Table) weigh() {
	for c := range t.Columns {
		longest := textUnits(t.Columns[c].Title)
		for _, row := range t.Rows {
			longest = max(longest, min(textUnits(row[c].String()), 60))
		}
		t.Columns[c].Weight = float64(max(longest, 6))
	}
}
