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
	"planatlas/graph/layers"
	"planatlas/graph/layout"
	"planatlas/graph/matrix"
	"planatlas/graph/ontology"
)

// Material is what briefings are made from.
type Material struct {
	Graph    *graph.Graph
	Ontology *ontology.Ontology
	// Positions of all nodes by index.
	Positions []layout.Point
	// Passages of the official text by plan; may be nil.
	Passages map[string][]Passage
}

// Request says which briefing is wanted.
type Request struct {
	Kind Kind // "": a dossier of a focus, the trace of a trace, otherwise the graph
	Lang Lang
	Plan string // id; "" for the only plan, or the one that the focus belongs to
	// Title replaces the usual title.
	Title string
	Focus *graph.Node
	Hops  int // around the focus; 0 shows it alone
	// Trace is the answer that a trace briefing reports.
	Trace *graph.Trace
	// Layers is the picture that a briefing of layers shows, Matrix what one of a
	// matrix holds.
	Layers *layers.Picture
	Matrix *matrix.Matrix
	// View narrows a briefing of the graph; nil shows the content of the plan.
	View *View
	// Story is what a story briefing tells.
	Story *Story
	// Saved is a view as it stands on screen; a briefing of the graph shows it.
	Saved *SavedView
	// Comparison is what a comparison briefing reports; the material is the one
	// that Compare gives with it.
	Comparison *Comparison
	// Findings are what a report of findings lists.
	Findings *Findings
	// Answers are put into a briefing of the graph.
	Answers []Answer
}

// Errors of requests that lack something.
var (
	ErrNeedsFocus  = errors.New("a dossier and layers need a focus")
	ErrNeedsTrace  = errors.New("a trace briefing needs two ends")
	ErrNeedsStory  = errors.New("a story briefing needs a story")
	ErrNeedsMatrix = errors.New("a briefing of a matrix needs a matrix")
	ErrKind        = errors.New("there is no briefing of that kind")
)

// builder makes one briefing.
type builder struct {
	Material
	Request
	b         *Briefing
	structure map[string]bool
	cited     map[string]int    // citations by their text
	english   map[string]string // of Chinese words, once it is asked for
	asking    int               // open findings listed so far
}

// New makes a briefing. Errors are ErrNeedsFocus, ErrNeedsTrace, ErrNeedsStory,
// ErrNeedsMatrix, ErrKind, a *StoryError and the context's.
func New(ctx context.Context, m Material, r Request) (*Briefing, error) {
	r.Kind = r.kind()
	k := &builder{Material: m, Request: r, structure: structural(m.Ontology), cited: map[string]int{}}
	k.Plan = k.plan()
	rules := m.Ontology.TraceRules(m.Graph)
	k.b = &Briefing{Kind: r.Kind, Lang: r.Lang, Plan: k.reference(), ontology: m.Ontology, version: m.Graph.Version(),
		Passages: m.Passages[k.Plan], subjects: rules.Subjects, at: map[string]layout.Point{}}
	if err := k.build(ctx); err != nil {
		return nil, err
	}
	for _, n := range k.b.Data.Nodes {
		k.b.at[n.ID] = m.Positions[n.Index()]
	}
	return k.b, nil
}

func (r Request) kind() Kind {
	switch {
	case r.Kind != "":
		return r.Kind
	case r.Story != nil:
		return KindStory
	case r.Comparison != nil:
		return KindComparison
	case r.Trace != nil:
		return KindTrace
	case r.Layers != nil:
		return KindLayers
	case r.Matrix != nil:
		return KindMatrix
	case r.Focus != nil:
		return KindDossier
	}
	return KindGraph
}

func (k *builder) build(ctx context.Context) error {
	makers := map[Kind]func(context.Context) error{
		KindGraph: k.graph, KindDossier: k.dossier, KindTrace: k.trace, KindLayers: k.layers, KindMatrix: k.matrix, KindChainMap: k.chainMap,
		KindResponsibilities: k.responsibilities, KindIndicators: k.indicators, KindAlignment: k.alignment, KindComparison: k.comparison, KindZones: k.zones, KindFindings: k.findings,
		KindGlossary: k.glossary, KindStory: k.story,
	}
	build, ok := makers[k.Kind]
	if !ok {
		return fmt.Errorf("%w: %s", ErrKind, k.Kind)
	}
	k.preface()
	if err := build(ctx); err != nil {
		return err
	}
	if k.Request.Title != "" {
		k.b.Title = k.Request.Title
	}
	return nil
}

// plan is the plan in question: the one asked for, the one that the focus or
// trace is of, or the first.
func (k *builder) plan() string {
	switch {
	case k.Comparison != nil:
		return k.Comparison.To.Plan
	case k.Request.Plan != "":
		return k.Request.Plan
	case k.Focus != nil:
		return graph.PlanOf(k.Focus.ID)
	case k.Trace != nil:
		return graph.PlanOf(k.Trace.From.ID)
	case k.Story != nil && k.Story.Plan != "":
		return k.Story.Plan
	}
	for _, n := range k.Graph.Nodes() {
		if n.Label() == "Plan" {
			return graph.PlanOf(n.ID)
		}
	}
	return ""
}

func (k *builder) reference() Reference {
	r := Reference{ID: k.Plan, Version: k.Graph.Version()}
	g := k.Graph
	if k.Comparison != nil {
		g = k.Comparison.To.Graph // the sheet of both holds no document
		r.Version = g.Version()
	}
	n := g.NodeByID(k.Plan + ":plan")
	if n == nil {
		return r
	}
	r.Name = NameOf(n, k.Lang)
	r.Title, _ = n.Properties.Get("title").AsString()
	r.Number, _ = n.Properties.Get("number").AsString()
	if d, ok := graph.AsTemporal[graph.Date](n.Properties.Get("date")); ok {
		r.Date = d.String()
	}
	return r
}

// preface says what the briefing is drawn from and how its marks are read.
func (k *builder) preface() {
	p := k.b.Plan
	if p.Title == "" {
		return
	}
	issued := joinWith(nonEmpty(p.Number, chineseDate(p.Date)), "，")
	if issued != "" {
		issued = "（" + issued + "）"
	}
	from := fmt.Sprintf("本材料依据《%s》%s整理。", p.Title, issued)
	marks := "条号与引文标明字句所在；标“推断”者，两者的关系原文未写明，系按名称对应或分析判断得出；标“〔 〕图中未录”者图谱没有录到，原文有无以条文为准；标“〔 〕原文未载明”者原文没有相应文字。"
	data := fmt.Sprintf("（规划图谱数据%.8s）", p.Version)
	if k.Lang == English {
		from = fmt.Sprintf("Drawn from %s (%s). ", p.Name, joinWith(nonEmpty(p.Number, p.Date), ", "))
		data = fmt.Sprintf(" (Planatlas data %.8s)", p.Version)
		marks = "Articles and quotes say where the words stand. “Inferred” marks a relationship that the text does not state and a shared name or an analyst's judgement suggests; “〔 〕 not in the graph” marks what the graph does not have, whatever the article may say; “〔 〕 not stated in the text” marks what the text leaves open."
	}
	k.b.Sections = append(k.b.Sections, Section{Blocks: []Block{Paragraph{Spans: []Span{{Text: from + marks + data}}}}})
}

func nonEmpty(items ...string) []string {
	return slices.DeleteFunc(items, func(s string) bool { return s == "" })
}

// chineseDate writes 2021-02-24 as 2021年2月24日.
func chineseDate(iso string) string {
	parts := strings.Split(iso, "-")
	if len(parts) != 3 {
		return iso
	}
	n := func(s string) string { return strings.TrimLeft(s, "0") }
	return parts[0] + "年" + n(parts[1]) + "月" + n(parts[2]) + "日"
}

func (k *builder) section(level int, title string, blocks ...Block) {
	k.b.Sections = append(k.b.Sections, Section{Title: title, Level: level, Blocks: blocks})
}

// cite numbers the evidence of a node or relationship; the same evidence keeps
// its number.
func (k *builder) cite(p graph.Properties) int {
	c := Citation{Sources: SourcesOf(p)}
	if basis, ok := p.Get(graph.PropBasis).AsString(); ok {
		if b := k.Ontology.Basis(basis); b != nil && b.Name != "explicit" {
			c.Basis = b.Title.In(string(k.Lang))
		}
		c.Why = rationaleOf(p, k.Lang)
	}
	if len(c.Sources) == 0 && c.Why == "" {
		return 0
	}
	key := c.Text(k.Lang)
	if n := k.cited[key]; n > 0 {
		return n
	}
	k.b.Citations = append(k.b.Citations, c)
	k.cited[key] = len(k.b.Citations)
	return len(k.b.Citations)
}

func rationaleOf(p graph.Properties, l Lang) string {
	if en, ok := p.Get(graph.PropRationale + "En").AsString(); ok && l == English {
		return en
	}
	why, _ := p.Get(graph.PropRationale).AsString()
	return why
}

// InferredMark is the mark that a basis takes in a document: everything that a
// shared name or an analyst suggests is marked 推断, with the basis itself.
// "" is the mark of what the text says.
func InferredMark(o *ontology.Ontology, basis string, l Lang) string {
	b := o.Basis(basis)
	switch {
	case b == nil || b.TextOnly:
		return ""
	case basis == "external":
		return "〔" + b.Title.In(string(l)) + "〕"
	case basis == "inferred":
		return l.pick("〔推断〕", "〔inferred〕")
	}
	return l.pick("〔推断·", "〔inferred: ") + b.Title.In(string(l)) + "〕"
}

// Silent is the mark of what a text leaves open: said only where the text has
// been read for it, as for the bases of industries and the numbers and years of
// target values.
func Silent(l Lang) string { return l.pick("〔 〕原文未载明", "〔 〕 not stated in the text") }

func gap(l Lang) Span { return Span{Text: Silent(l), Voice: Gap} }

// NotInGraph is the mark of what the graph does not have. The text may say it:
// that is seen by the article beside it.
func NotInGraph(l Lang) string { return l.pick("〔 〕图中未录", "〔 〕 not in the graph") }

func blank(l Lang) Span { return Span{Text: NotInGraph(l), Voice: Gap} }

// sentence says the hop with both names in quotation marks, as running text
// needs them.
func (k *builder) sentence(h Hop) string {
	if k.Lang == English {
		return h.Sentence(k.Ontology, k.Lang)
	}
	return named(h.From.Name()) + h.Verb(k.Ontology, k.Lang) + named(h.To.Name()) + "。"
}

// quoted is a name in the quotation marks of the language.
func (k *builder) quoted(name string) string {
	if k.Lang == English {
		return "“" + name + "”"
	}
	return named(name)
}

// named puts a name into quotation marks; marks within it become the inner ones,
// as running text sets them (GB/T 15834).
func named(name string) string {
	if inner, ok := strings.CutPrefix(name, "“"); ok && strings.HasSuffix(inner, "”") && !strings.Contains(inner, "“") {
		return name
	}
	return "“" + strings.NewReplacer("“", "‘", "”", "’").Replace(name) + "”"
}

// statement says a relationship with its places, its mark and its citation.
func (k *builder) statement(h Hop) Paragraph {
	p := Paragraph{Spans: []Span{{Text: k.sentence(h)}}, Item: true}
	props := h.Relationship.Properties
	if h.Relationship.Type == "RESPONSIBLE_FOR" {
		if role, ok := props.Get("role").AsString(); ok {
			p.Spans = append(p.Spans, Span{Text: k.Lang.pick("（"+k.valueTitle("RESPONSIBLE_FOR", "role", role)+"）", " ("+role+")")})
		}
	}
	if mark := InferredMark(k.Ontology, h.Relationship.Basis(), k.Lang); mark != "" {
		p.Spans = append(p.Spans, Span{Text: mark, Voice: Inferred})
	}
	p.Spans = append(p.Spans, k.places(props))
	return p
}

// places are the articles of the evidence in brackets, with its citation.
func (k *builder) places(p graph.Properties) Span {
	cited := Cited(p, k.Lang)
	s := Span{Cite: k.cite(p)}
	if len(cited) > 0 {
		s.Text = k.Lang.pick("（"+k.Lang.join(cited)+"）", " ("+k.Lang.join(cited)+")")
	}
	return s
}

// valueTitle is the wording of a property's value on a label or type.
func (k *builder) valueTitle(owner, property, value string) string {
	var props []ontology.Property
	if l := k.Ontology.Label(owner); l != nil {
		props = l.Properties
	} else if t := k.Ontology.Type(owner); t != nil {
		props = t.Properties
	}
	for _, p := range props {
		for _, v := range p.Values {
			if p.Name == property && v.Name == value {
				return v.Title.In(string(k.Lang))
			}
		}
	}
	return value
}

// text is a property's value in words.
func (k *builder) text(owner string, p graph.Property) string {
	if items := p.Value.Strings(); len(items) > 0 {
		for i, s := range items {
			items[i] = k.valueTitle(owner, p.Key, s)
		}
		return k.Lang.join(items)
	}
	if b, ok := p.Value.AsBool(); ok {
		return map[bool]string{true: k.Lang.pick("是", "yes"), false: k.Lang.pick("否", "no")}[b]
	}
	return valueText(p.Value)
}

// valueText is a value as people read it.
func valueText(v graph.Value) string {
	if s, ok := v.AsString(); ok {
		return s
	}
	if i, ok := v.AsInt(); ok {
		return strconv.FormatInt(i, 10)
	}
	if f, ok := v.AsFloat(); ok {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	if items, ok := v.AsList(); ok {
		var parts []string
		for _, item := range items {
			parts = append(parts, valueText(item))
		}
		return strings.Join(parts, "、")
	}
	if n, ok := v.AsNode(); ok {
		return n.Name()
	}
	if r, ok := v.AsRelationship(); ok {
		return r.Type
	}
	if d, ok := graph.AsTemporal[graph.Date](v); ok {
		return d.String()
	}
	if v.IsNull() {
		return ""
	}
	b, err := v.MarshalJSON()
	if err != nil {
		return ""
	}
	return string(b)
}

// ofLabel are the plan's nodes of a label, by their first article, then by id.
func (k *builder) ofLabel(label string) []*graph.Node {
	var out []*graph.Node
	for _, i := range k.Graph.WithLabel(label) {
		if n := k.Graph.Node(i); k.Plan == "" || graph.PlanOf(n.ID) == k.Plan {
			out = append(out, n)
		}
	}
	sortByArticle(out)
	return out
}

func sortByArticle(nodes []*graph.Node) {
	slices.SortStableFunc(nodes, func(a, b *graph.Node) int {
		return cmp.Or(cmp.Compare(firstArticle(a), firstArticle(b)), cmp.Compare(a.ID, b.ID))
	})
}

func firstArticle(n *graph.Node) int64 {
	if a := n.Properties.Get(graph.PropArticles).Integers(); len(a) > 0 {
		return a[0]
	}
	return 1 << 30
}

// ends are the relationships of a type at a node with the nodes at their other
// ends, by article.
func (k *builder) ends(n *graph.Node, typ string, d graph.Direction) []Hop {
	id, ok := k.Graph.TypeID(typ)
	if !ok {
		return nil
	}
	var out []Hop
	for _, h := range k.Graph.HalvesOfType(int32(n.Index()), d, id) {
		out = append(out, Hop{From: n, To: k.Graph.Node(h.Node), Relationship: k.Graph.Relationship(h.Relationship), Against: d == graph.Incoming})
	}
	slices.SortStableFunc(out, func(a, b Hop) int {
		return cmp.Or(cmp.Compare(firstArticle(a.To), firstArticle(b.To)), cmp.Compare(a.To.ID, b.To.ID))
	})
	return out
}

// names puts the far ends of hops into a cell, each with its mark; an empty cell
// says that the graph has none.
func (k *builder) names(hops []Hop) Cell { return k.namesOr(hops, blank(k.Lang)) }

// namesOr is names with what stands where there are none.
func (k *builder) namesOr(hops []Hop, none Span) Cell {
	var c Cell
	for i, h := range hops {
		if i > 0 {
			c.Spans = append(c.Spans, Span{Text: k.Lang.pick("；", "; ")})
		}
		c.Spans = append(c.Spans, Span{Text: NameOf(h.To, k.Lang)})
		if mark := InferredMark(k.Ontology, h.Relationship.Basis(), k.Lang); mark != "" {
			c.Spans = append(c.Spans, Span{Text: mark, Voice: Inferred})
		}
	}
	if len(hops) == 0 {
		c.Spans = []Span{none}
	}
	return c
}

func words(s string) Cell { return Cell{Spans: []Span{{Text: s}}} }

// orGap is a cell with a text, or with the mark of what the graph does not have.
func (k *builder) orGap(s string) Cell { return orSpan(s, blank(k.Lang)) }

func orSpan(s string, none Span) Cell {
	if s == "" {
		return Cell{Spans: []Span{none}}
	}
	return words(s)
}

func number(f float64) Cell {
	return Cell{Spans: []Span{{Text: strconv.FormatFloat(f, 'f', -1, 64)}}, Number: &f}
}

func (k *builder) integer(n *graph.Node, key string, none Span) Cell {
	if i, ok := n.Properties.Get(key).AsInt(); ok {
		return number(float64(i))
	}
	return Cell{Spans: []Span{none}}
}

// placesCell lists where a node stands in the text: articles by their numbers
// alone, as the column's head says what they are, other places after them.
func (k *builder) placesCell(p graph.Properties) Cell {
	var parts []string
	for _, n := range p.Get(graph.PropArticles).Integers() {
		parts = append(parts, strconv.FormatInt(n, 10))
	}
	for _, s := range SourcesOf(p) {
		if w := Place(s.Ref, k.Lang); !strings.HasPrefix(s.Ref, "art:") && !slices.Contains(parts, w) {
			parts = append(parts, w)
		}
	}
	return k.orGap(joinWith(parts, k.Lang.pick("、", ", ")))
}

// scene places a view among the whole graph's positions.
func (k *builder) scene(ctx context.Context, v View, title string, focus *graph.Node) (*Scene, error) {
	if len(v.Nodes) == 0 {
		return nil, nil
	}
	return NewScene(ctx, v, k.Positions, k.Ontology, Caption(k.Graph, v, title, focus, k.Lang))
}

// show makes a view the main picture and the data of the briefing.
func (k *builder) show(ctx context.Context, v View, title string, focus *graph.Node) error {
	k.b.Data = graph.Subgraph{Nodes: v.Nodes, Relationships: v.Relationships}
	s, err := k.scene(ctx, v, title, focus)
	k.b.Picture = s
	return err
}

// whole is all that belongs to the plan, document structure included.
func (k *builder) whole() graph.Subgraph {
	var s graph.Subgraph
	for _, n := range k.Graph.Nodes() {
		if k.Request.Plan == "" || graph.PlanOf(n.ID) == k.Plan {
			s.Nodes = append(s.Nodes, n)
		}
	}
	for _, r := range k.Graph.Relationships() {
		if k.Request.Plan == "" || graph.PlanOf(r.Start) == k.Plan && graph.PlanOf(r.End) == k.Plan {
			s.Relationships = append(s.Relationships, r)
		}
	}
	return s
}

func (k *builder) picture(caption string) Block {
	if k.b.Picture == nil {
		return Paragraph{Spans: []Span{{Text: k.Lang.pick("没有可画的节点。", "There is nothing to draw.")}}}
	}
	return &Picture{k.b.Picture, caption}
}

// Among is the view of some nodes with the content relationships between them.
func Among(g *graph.Graph, o *ontology.Ontology, nodes []*graph.Node) View {
	return View{nodes, between(g, nodes, o)}
}

// OfResult is the view of the nodes and relationships in a query's answer, with
// the relationships between those nodes where it holds none.
func OfResult(g *graph.Graph, o *ontology.Ontology, r *graph.Result) View {
	c := &collector{g: g, nodes: map[string]bool{}, relationships: map[string]bool{}}
	for _, record := range r.Records {
		for _, v := range record {
			c.value(v)
		}
	}
	if len(c.view.Relationships) == 0 {
		c.view.Relationships = between(g, c.view.Nodes, o)
	}
	return c.view
}

// collector gathers the graph elements of values, each once, as the snapshot
// holds them.
type collector struct {
	g                    *graph.Graph
	view                 View
	nodes, relationships map[string]bool
}

func (c *collector) value(v graph.Value) {
	if n, ok := v.AsNode(); ok {
		c.node(n.ID)
	}
	if r, ok := v.AsRelationship(); ok {
		c.relationship(r)
	}
	if p, ok := v.AsPath(); ok {
		for _, n := range p.Nodes {
			c.node(n.ID)
		}
		for _, r := range p.Relationships {
			c.relationship(r)
		}
	}
	if items, ok := v.AsList(); ok {
		for _, item := range items {
			c.value(item)
		}
	}
}

func (c *collector) node(id string) {
	if n := c.g.NodeByID(id); n != nil && !c.nodes[id] {
		c.nodes[id] = true
		c.view.Nodes = append(c.view.Nodes, n)
	}
}

func (c *collector) relationship(r *graph.Relationship) {
	c.node(r.Start)
	c.node(r.End)
	if r.Index() < 0 {
		for _, own := range c.g.Relationships() {
			if own.ID == r.ID {
				r = own
				break
			}
		}
	}
	if !c.relationships[r.ID] && r.Index() >= 0 {
		c.relationships[r.ID] = true
		c.view.Relationships = append(c.view.Relationships, r)
	}
}
