package briefing

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
)

// story tells a series of saved views: each as it stood on screen, with its
// note, and with what the plan says of the relationships in it.
func (k *builder) story(ctx context.Context) error {
	if k.Story == nil {
		return ErrNeedsStory
	}
	if err := k.Story.Check(); err != nil {
		return err
	}
	k.b.Title = strings.TrimSpace(k.Story.Title)
	if k.b.Title == "" {
		k.b.Title = k.Lang.pick(k.b.Plan.Name+"图谱故事", "A story of "+k.b.Plan.Name)
	}
	for i := range k.Story.Views {
		v := &k.Story.Views[i]
		title := strings.TrimSpace(v.Title)
		if title == "" {
			title = fmt.Sprintf(k.Lang.pick("第%s页", "View %d"), map[bool]any{true: chineseNumber(i + 1), false: i + 1}[k.Lang == Chinese])
		}
		blocks, err := k.savedBlocks(ctx, v, title, k.Story.Plan, k.Story.Data)
		if err != nil {
			return err
		}
		k.section(1, title, blocks...)
	}
	k.prefaceLast()
	return nil
}

// savedBlocks are what a section says of one saved view.
func (k *builder) savedBlocks(ctx context.Context, v *SavedView, title, plan, made string) ([]Block, error) {
	var out []Block
	for _, line := range strings.Split(v.Note, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, Paragraph{Spans: []Span{{Text: line}}})
		}
	}
	if v.Table != nil {
		out = append(out, savedTable(v.Table, k.Lang))
	}
	if v.Picture == nil {
		return out, nil
	}
	f := k.find(v.Picture, plan)
	s, err := k.pictured(ctx, v.Picture, f, title, plan)
	if err != nil {
		return nil, err
	}
	k.gather(f.View)
	if s == nil {
		out = append(out, Paragraph{Spans: []Span{{Text: k.Lang.pick("没有可画的节点。", "There is nothing to draw.")}}})
	} else {
		if k.b.Picture == nil {
			k.b.Picture = s
		}
		caption := fmt.Sprintf(k.Lang.pick("%s（%s）", "%s (%s)"), title, Size(len(f.Nodes), len(f.Relationships), k.Lang))
		out = append(out, &Picture{s, caption})
	}
	out = append(out, k.lost(f.missing, made)...)
	return append(out, k.evidence(v.Picture, f, plan)...), nil
}

// gather adds a view to the data of the briefing, each element once.
func (k *builder) gather(v View) {
	for _, n := range v.Nodes {
		if !slices.Contains(k.b.Data.Nodes, n) {
			k.b.Data.Nodes = append(k.b.Data.Nodes, n)
		}
	}
	for _, r := range v.Relationships {
		if !slices.Contains(k.b.Data.Relationships, r) {
			k.b.Data.Relationships = append(k.b.Data.Relationships, r)
		}
	}
}

// lost says what a view once showed and the data no longer hold: nodes by their
// ids, relationships by their number.
func (k *builder) lost(ids []string, made string) []Block {
	if len(ids) == 0 {
		return nil
	}
	var nodes []string
	for _, id := range ids {
		if !strings.Contains(id, "|") {
			nodes = append(nodes, id)
		}
	}
	text := ""
	if len(nodes) > 0 {
		text = fmt.Sprintf(k.Lang.pick("保存时画面中的 %d 个节点已不在当前数据中：%s。", "%d nodes of the saved view are no longer in the data: %s. "), len(nodes), k.Lang.join(nodes[:min(len(nodes), 5)]))
	}
	if n := len(ids) - len(nodes); n > 0 {
		text += fmt.Sprintf(k.Lang.pick("保存时画面中的 %d 条关系已不在当前数据中。", "%d relationships of the saved view are no longer in the data. "), n)
	}
	if made != "" && made != k.Graph.Version() {
		text += fmt.Sprintf(k.Lang.pick("画面作于数据版本 %s。", "It was saved on data version %s."), made)
	}
	return []Block{Paragraph{Spans: []Span{{Text: strings.TrimSpace(text), Voice: Gap}}}}
}

func savedTable(t *SavedTable, l Lang) *Table {
	out := &Table{}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, Column{c, 1, TextColumn})
	}
	for _, row := range t.Rows {
		cells := make([]Cell, len(row))
		for i, text := range row {
			cells[i] = words(text)
			switch text {
			case Silent(l):
				cells[i] = Cell{Spans: []Span{gap(l)}}
			case NotInGraph(l), emptyBracket:
				cells[i] = Cell{Spans: []Span{blank(l)}}
			}
		}
		out.Rows = append(out.Rows, cells)
	}
	out.weigh()
	return out
}

// What a section says of a view's relationships before it only counts them.
const (
	mostStatements = 12
	mostListed     = 40
)

// evidence says what the plan says of the relationships of a view: hop by hop
// where it shows a chain, around the selection where there is one, else all.
func (k *builder) evidence(p *SavedPicture, f savedView, plan string) []Block {
	if chain := k.hopsOf(p, f, plan); chain != nil {
		return []Block{chain}
	}
	var out []Block
	selected := idSet(p.Selected, func(id string) string { return fullID(id, plan) })
	rels := f.Relationships
	if len(selected) > 0 {
		rels = slices.DeleteFunc(slices.Clone(rels), func(r *graph.Relationship) bool { return !selected[r.Start] && !selected[r.End] })
	}
	switch {
	case len(rels) == 0:
	case len(selected) > 0 && len(rels) <= mostStatements:
		for _, r := range rels {
			out = append(out, k.statement(Hop{From: k.Graph.Node(int32(r.StartIndex())), To: k.Graph.Node(int32(r.EndIndex())), Relationship: r}))
		}
	case len(rels) <= mostListed:
		t := k.relationshipTable()
		for _, r := range rels {
			t.Rows = append(t.Rows, k.relationshipRow(r))
		}
		out = append(out, t)
	default:
		out = append(out, k.basisCounts(rels))
	}
	return out
}

// hopsOf is the chain of a view, nil where it shows none.
func (k *builder) hopsOf(p *SavedPicture, f savedView, plan string) *ChainBlock {
	byID := map[string]*graph.Relationship{}
	for _, r := range f.Relationships {
		byID[r.ID] = r
	}
	var rels []*graph.Relationship
	for _, id := range p.Chain {
		if r := byID[fullRelationship(id, plan)]; r != nil {
			rels = append(rels, r)
		}
	}
	if len(rels) == 0 || len(rels) < len(p.Chain) {
		return nil
	}
	b, at := &ChainBlock{}, chainStart(rels)
	b.Nodes = append(b.Nodes, NameOf(k.Graph.NodeByID(at), k.Lang))
	weakest := weakestOf(rels, k.Ontology)
	for i, r := range rels {
		h := Hop{From: k.Graph.NodeByID(r.Start), To: k.Graph.NodeByID(r.End), Relationship: r}
		if r.Start != at {
			h = Hop{From: h.To, To: h.From, Relationship: r, Against: true}
		}
		at = h.To.ID
		b.Nodes = append(b.Nodes, NameOf(h.To, k.Lang))
		said := k.statement(h)
		if i == weakest {
			said.Spans = append(said.Spans, Span{Text: k.Lang.pick("【最弱一环】", " [weakest hop]"), Voice: Strong})
		}
		b.Hops = append(b.Hops, said)
	}
	return b
}

// chainStart is the end of the first hop that the second does not touch.
func chainStart(rels []*graph.Relationship) string {
	first := rels[0]
	if len(rels) > 1 && (first.Start == rels[1].Start || first.Start == rels[1].End) {
		return first.End
	}
	return first.Start
}

// weakestOf is the first hop with the weakest basis, -1 without hops.
func weakestOf(rels []*graph.Relationship, o *ontology.Ontology) int {
	low, at := math.MaxInt, -1
	for i, r := range rels {
		strength := 0
		if b := o.Basis(r.Basis()); b != nil {
			strength = b.Strength
		}
		if strength < low {
			low, at = strength, i
		}
	}
	return at
}

// basisCounts says how many relationships there are of each basis.
func (k *builder) basisCounts(rels []*graph.Relationship) Paragraph {
	var parts []string
	for _, b := range k.Ontology.Bases {
		n := 0
		for _, r := range rels {
			if r.Basis() == b.Name {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf(k.Lang.pick("%s %d 条", "%s %d"), b.Title.In(string(k.Lang)), n))
		}
	}
	return Paragraph{Spans: []Span{{Text: fmt.Sprintf(k.Lang.pick("图中 %d 条关系，按依据分：%s。", "Of the %d relationships, by basis: %s."), len(rels), k.Lang.join(parts))}}}
}

// pictured draws a saved picture as it stood on screen: the same nodes at the
// same places to one another, the same emphasis; nil where nothing is left.
func (k *builder) pictured(ctx context.Context, p *SavedPicture, f savedView, title, plan string) (*Scene, error) {
	if len(f.Nodes) == 0 {
		return nil, ctx.Err()
	}
	s, boxes := unplaced(f.View, k.Ontology, Caption(k.Graph, f.View, title, nil, k.Lang))
	at := slices.Clone(f.at)
	scale := 1.0
	if p.Exact {
		scale = stretch(at, boxes)
	} else if err := layout.Tighten(ctx, at, boxes); err != nil {
		return nil, err
	}
	for _, c := range p.Captions {
		// Words keep their distance from the row below them, whatever the scale.
		s.Captions = append(s.Captions, SceneCaption{layout.Point{X: c.X * scale, Y: (c.Y+captionHeight)*scale - captionHeight}, c.Text})
	}
	if !p.Exact {
		at = airy(at)
	}
	s.place(f.View, at, boxes, k.Ontology)
	s.emphasise(p, plan, k.Ontology)
	return s, ctx.Err()
}

// stretch scales places about the origin until no two boxes overlap, or nearly
// so where two nodes share a place.
func stretch(at []layout.Point, boxes []layout.Box) float64 {
	scale := 0.5
	for ; scale < 8; scale *= 1.08 {
		if !overlapping(at, boxes, scale) {
			break
		}
	}
	for i, p := range at {
		at[i] = layout.Point{X: p.X * scale, Y: p.Y * scale}
	}
	return scale
}

func overlapping(at []layout.Point, boxes []layout.Box, scale float64) bool {
	for i, p := range at {
		for j, q := range at[:i] {
			if p == q {
				continue
			}
			dx, dy := (p.X-q.X)*scale, (p.Y-q.Y)*scale
			if dx < boxes[i].Left+boxes[j].Right && -dx < boxes[i].Right+boxes[j].Left && dy < boxes[i].Top+boxes[j].Bottom && -dy < boxes[i].Bottom+boxes[j].Top {
				return true
			}
		}
	}
	return false
}

// dim is how strongly what is not lit is still drawn.
const dim = 0.24

// emphasise draws the selection with a ring, dims what is not lit, and numbers
// the hops of the chain, its weakest in the colour that means just that.
func (s *Scene) emphasise(p *SavedPicture, plan string, o *ontology.Ontology) {
	node := func(id string) string { return fullID(id, plan) }
	selected, lit := idSet(p.Selected, node), idSet(p.Lit, node)
	hop := map[string]int{}
	for i, id := range p.Chain {
		hop[fullRelationship(id, plan)] = i + 1
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		m.Strong = m.Strong || selected[m.Node.ID]
		if len(lit) > 0 && !lit[m.Node.ID] && !m.Strong {
			m.Colour, m.Ink = mixed(m.Colour, s.Paper, dim), mixed(m.Ink, s.Paper, dim*1.6)
		}
	}
	var chain []*graph.Relationship
	for i := range s.Lines {
		l := &s.Lines[i]
		l.Hop = hop[l.Relationship.ID]
		switch {
		case l.Hop > 0:
			l.Colour = ink
			l.Name = l.Relationship.Type
			if t := o.Type(l.Relationship.Type); t != nil {
				l.Name = t.Title.In(string(s.Lang))
			}
			chain = append(chain, l.Relationship)
		case len(hop) > 0, len(lit) > 0 && (!lit[l.Relationship.Start] || !lit[l.Relationship.End]):
			l.Colour = mixed(l.Colour, s.Paper, dim)
		case len(hop) == 0 && (selected[l.Relationship.Start] || selected[l.Relationship.End]):
			l.Colour = ink
		}
	}
	slices.SortStableFunc(chain, func(a, b *graph.Relationship) int { return hop[a.ID] - hop[b.ID] })
	if at := weakestOf(chain, o); at >= 0 && o.Basis(chain[at].Basis()) != nil && !o.Basis(chain[at].Basis()).TextOnly {
		for i := range s.Lines {
			if s.Lines[i].Relationship == chain[at] {
				s.Lines[i].Colour = eyeColour
			}
		}
	}
	// What is lit lies over what is not.
	slices.SortStableFunc(s.Lines, func(a, b Line) int { return min(a.Hop, 1) - min(b.Hop, 1) })
}

// mixed is a colour as it shows when drawn that strongly on another.
func mixed(colour, ground string, strength float64) string {
	a, b := rgb(colour), rgb(ground)
	mix := func(x, y uint8) uint8 { return uint8(math.Round(float64(x)*strength + float64(y)*(1-strength))) }
	return fmt.Sprintf("#%02X%02X%02X", mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B))
}

// frameCaptions widens the corners to hold the words over columns.
func (s *Scene) frameCaptions() {
	for _, c := range s.Captions {
		half := layout.TextWidth(c.Text) / 2
		s.Low = layout.Point{X: min(s.Low.X, c.At.X-half), Y: min(s.Low.Y, c.At.Y-layout.LineHeight)}
		s.High = layout.Point{X: max(s.High.X, c.At.X+half), Y: max(s.High.Y, c.At.Y)}
	}
}
