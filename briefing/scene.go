package briefing

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
)

// View is the part of a graph that is shown.
type View struct {
	Nodes         []*graph.Node
	Relationships []*graph.Relationship
}

// Content is the view of a whole graph without document structure.
func Content(g *graph.Graph, o *ontology.Ontology) View {
	var v View
	for _, n := range g.Nodes() {
		if l := o.Label(n.Label()); l == nil || l.Category != ontology.Evidence {
			v.Nodes = append(v.Nodes, n)
		}
	}
	v.Relationships = between(g, v.Nodes, o)
	return v
}

// Around is the view of the nodes within some hops of one, over content. A node
// with very many neighbours can fill any picture, so that limit nodes are shown
// at the most, nearest first; cut tells how many more there are.
func Around(g *graph.Graph, o *ontology.Ontology, focus *graph.Node, hops, limit int) (v View, cut int) {
	structure := structural(o)
	seen := map[int]bool{focus.Index(): true}
	v.Nodes = []*graph.Node{focus}
	for from := 0; hops > 0 && from < len(v.Nodes); hops-- {
		to := len(v.Nodes)
		for _, n := range v.Nodes[from:to] {
			for _, d := range []graph.Direction{graph.Outgoing, graph.Incoming} {
				for _, h := range g.Halves(int32(n.Index()), d) {
					if !seen[int(h.Node)] && !structure[g.Relationship(h.Relationship).Type] {
						seen[int(h.Node)] = true
						v.Nodes = append(v.Nodes, g.Node(h.Node))
					}
				}
			}
		}
		from = to
	}
	if limit > 0 && len(v.Nodes) > limit {
		cut = len(v.Nodes) - limit
		v.Nodes = v.Nodes[:limit]
	}
	v.Relationships = between(g, v.Nodes, o)
	return v, cut
}

// OfTrace is the view of the chains of a trace, or of its two ends where there
// is none.
func OfTrace(t *graph.Trace) View {
	var v View
	seen := map[string]bool{}
	addNode := func(n *graph.Node) {
		if !seen[n.ID] {
			seen[n.ID] = true
			v.Nodes = append(v.Nodes, n)
		}
	}
	addNode(t.From)
	addNode(t.To)
	for _, c := range t.Chains {
		for _, n := range c.Nodes {
			addNode(n)
		}
		for _, r := range c.Relationships {
			if !seen[r.ID] {
				seen[r.ID] = true
				v.Relationships = append(v.Relationships, r)
			}
		}
	}
	return v
}

func structural(o *ontology.Ontology) map[string]bool {
	m := map[string]bool{}
	for _, t := range o.Types {
		m[t.Name] = t.Trace == ontology.TraceNone
	}
	return m
}

// between are the content relationships whose two ends are among the nodes.
func between(g *graph.Graph, nodes []*graph.Node, o *ontology.Ontology) []*graph.Relationship {
	in := make([]bool, g.NodeCount())
	for _, n := range nodes {
		in[n.Index()] = true
	}
	structure := structural(o)
	var out []*graph.Relationship
	for _, r := range g.Relationships() {
		if in[r.StartIndex()] && in[r.EndIndex()] && !structure[r.Type] {
			out = append(out, r)
		}
	}
	return out
}

// Scene is a picture before it is drawn: where everything stands, how it looks
// and what is written, in CSS pixels. Every format draws the same scene.
type Scene struct {
	Title, Subtitle, Source string
	Lang                    Lang
	Paper                   string // colour of the background
	Marks                   []Mark
	Lines                   []Line
	Labels                  []LabelEntry   // legend
	Bases                   []BasisEntry   // legend
	Captions                []SceneCaption // words over columns
	Low, High               layout.Point   // corners of what is drawn, without title and legend
}

// SceneCaption is a word that names a part of the picture.
type SceneCaption struct {
	At   layout.Point // middle of the line
	Text string
}

// Mark is a node as drawn.
type Mark struct {
	Node   *graph.Node
	At     layout.Point
	Shape  string
	Colour string
	Label  layout.Label
	Ink    string // colour of the name
	Strong bool   // drawn with a ring, its name in bold
}

// Line is a relationship as drawn: from one point to another, bent by Bend
// pixels to the left of the middle.
type Line struct {
	Relationship *graph.Relationship
	From, To     layout.Point
	Bend         float64
	Style        ontology.Line
	Colour       string
	Hop          int    // its number in the chain that is shown, 0 for none
	Name         string // stands beside the number
}

// LabelEntry is a label in the legend.
type LabelEntry struct {
	Title, Shape, Colour string
	Count                int
}

// BasisEntry is a basis in the legend.
type BasisEntry struct {
	Title, Colour string
	Style         ontology.Line
	Count         int
}

// SceneOptions say what a scene is of.
type SceneOptions struct {
	Title, Subtitle, Source string
	Lang                    Lang
	Focus                   *graph.Node // drawn strongly; may be nil
}

// Colours of the picture that mean nothing in the ontology.
const (
	paper         = "#FBFCFB"
	ink           = "#14201D"
	ink2          = "#42504B"
	ink3          = "#5C6964"
	hairline      = "#DEE4E2"
	relationship  = "#84918C"
	externalColor = "#1C6988"
	eyeColour     = "#B8321B" // the weakest hop
)

// NewScene places a view: nodes stand where the layout of the whole graph has
// them, brought together where others are left out.
func NewScene(ctx context.Context, v View, positions []layout.Point, o *ontology.Ontology, opts SceneOptions) (*Scene, error) {
	s, boxes := unplaced(v, o, opts)
	at := make([]layout.Point, len(v.Nodes))
	for i, n := range v.Nodes {
		at[i] = positions[n.Index()]
	}
	if err := layout.Tighten(ctx, at, boxes); err != nil {
		return nil, err
	}
	s.place(v, airy(at), boxes, o)
	return s, nil
}

// airy spreads the places of a small picture, which has room for its lines to be
// seen.
func airy(at []layout.Point) []layout.Point {
	k := 1.0
	switch n := len(at); {
	case n <= 8:
		k = 1.6
	case n <= 20:
		k = 1.45
	case n <= 40:
		k = 1.15
	}
	for i, p := range at {
		at[i] = layout.Point{X: p.X * k, Y: p.Y * k}
	}
	return at
}

// placedScene draws a view with its nodes at given places, parallel to its nodes.
func placedScene(v View, at []layout.Point, o *ontology.Ontology, opts SceneOptions) *Scene {
	s, boxes := unplaced(v, o, opts)
	s.place(v, at, boxes, o)
	return s
}

func unplaced(v View, o *ontology.Ontology, opts SceneOptions) (*Scene, []layout.Box) {
	s := &Scene{Title: opts.Title, Subtitle: opts.Subtitle, Source: opts.Source, Lang: opts.Lang, Paper: paper}
	boxes := make([]layout.Box, len(v.Nodes))
	for i, n := range v.Nodes {
		s.Marks = append(s.Marks, markOf(n, o, opts))
		boxes[i] = s.Marks[i].Label.Room()
	}
	return s, boxes
}

func (s *Scene) place(v View, at []layout.Point, boxes []layout.Box, o *ontology.Ontology) {
	for i := range s.Marks {
		s.Marks[i].At = at[i]
	}
	s.frame(boxes)
	s.frameCaptions()
	s.connect(v.Relationships, o)
	s.legend(v, o)
}

func markOf(n *graph.Node, o *ontology.Ontology, opts SceneOptions) Mark {
	m := Mark{Node: n, Shape: "disc", Colour: ink3, Label: layout.LabelOf(NameOf(n, opts.Lang)), Ink: ink, Strong: n == opts.Focus}
	if l := o.Label(n.Label()); l != nil {
		m.Shape, m.Colour = l.Shape, l.Colour.Light
	}
	return m
}

// frame finds the corners of all boxes.
func (s *Scene) frame(boxes []layout.Box) {
	for i, m := range s.Marks {
		b := boxes[i]
		low := layout.Point{X: m.At.X - b.Left, Y: m.At.Y - b.Top}
		high := layout.Point{X: m.At.X + b.Right, Y: m.At.Y + b.Bottom}
		if i == 0 {
			s.Low, s.High = low, high
		}
		s.Low = layout.Point{X: min(s.Low.X, low.X), Y: min(s.Low.Y, low.Y)}
		s.High = layout.Point{X: max(s.High.X, high.X), Y: max(s.High.Y, high.Y)}
	}
}

// connect places the relationships; several between the same two nodes are bent
// apart, and one in two is drawn first, so that the strongest lie on top.
func (s *Scene) connect(rels []*graph.Relationship, o *ontology.Ontology) {
	at := map[string]layout.Point{}
	for _, m := range s.Marks {
		at[m.Node.ID] = m.At
	}
	pair := func(r *graph.Relationship) string { return min(r.Start, r.End) + "\x00" + max(r.Start, r.End) }
	total, drawn := map[string]int{}, map[string]int{}
	for _, r := range rels {
		total[pair(r)]++
	}
	for _, r := range rels {
		k := pair(r)
		l := Line{Relationship: r, From: at[r.Start], To: at[r.End], Style: ontology.Line{Width: 1}, Colour: relationship}
		if b := o.Basis(r.Basis()); b != nil {
			l.Style = b.Line
		}
		if r.Basis() == "external" {
			l.Colour = externalColor
		}
		l.Bend = 14 * (2*float64(drawn[k]) - float64(total[k]-1))
		if r.Start > r.End {
			l.Bend = -l.Bend
		}
		drawn[k]++
		if r.Start != r.End {
			s.Lines = append(s.Lines, l)
		}
	}
	slices.SortStableFunc(s.Lines, func(a, b Line) int { return cmp.Compare(a.Style.Width, b.Style.Width) })
}

func (s *Scene) legend(v View, o *ontology.Ontology) {
	for _, l := range o.Labels {
		e := LabelEntry{Title: l.Title.In(string(s.Lang)), Shape: l.Shape, Colour: l.Colour.Light}
		for _, n := range v.Nodes {
			if n.Label() == l.Name {
				e.Count++
			}
		}
		if e.Count > 0 {
			s.Labels = append(s.Labels, e)
		}
	}
	for _, b := range o.Bases {
		e := BasisEntry{Title: b.Title.In(string(s.Lang)), Style: b.Line, Colour: relationship}
		if b.Name == "external" {
			e.Colour = externalColor
		}
		for _, r := range v.Relationships {
			if r.Basis() == b.Name {
				e.Count++
			}
		}
		if e.Count > 0 {
			s.Bases = append(s.Bases, e)
		}
	}
}

// SourceLine names the plan and the version of the data under a picture.
func SourceLine(g *graph.Graph, plan string, l Lang) string {
	var parts []string
	if n := g.NodeByID(plan + ":plan"); n != nil {
		name := NameOf(n, l)
		if number, ok := n.Properties.Get("number").AsString(); ok {
			name += l.pick("（"+number+"）", " ("+number+")")
		}
		parts = append(parts, l.pick("来源：", "Source: ")+name)
	}
	parts = append(parts, l.pick("数据版本 ", "data version ")+g.Version(), "Planatlas "+l.pick("规划图谱", ""))
	return strings.TrimSpace(strings.Join(parts, " · "))
}

// unitVector is the direction from one point to another and their distance.
func unitVector(a, b layout.Point) (x, y, d float64) {
	x, y = b.X-a.X, b.Y-a.Y
	d = math.Sqrt(x*x + y*y)
	if d == 0 {
		return 1, 0, 0
	}
	return x / d, y / d, d
}

// Caption titles a picture: what is shown, how much of it, and from where. The
// title "" stands for the plan itself.
func Caption(g *graph.Graph, v View, title string, focus *graph.Node, l Lang) SceneOptions {
	plan := ""
	if len(v.Nodes) > 0 {
		plan = graph.PlanOf(v.Nodes[0].ID)
	}
	if n := g.NodeByID(plan + ":plan"); n != nil && title == "" {
		title = NameOf(n, l)
	}
	shown := Size(len(v.Nodes), len(v.Relationships), l)
	return SceneOptions{Title: title, Subtitle: shown, Source: SourceLine(g, plan, l), Lang: l, Focus: focus}
}
