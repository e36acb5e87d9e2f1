package briefing

import (
	"fmt"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// Hop is one hop of a chain as it is read: from a node, along or against a
// relationship, to the next.
type Hop struct {
	From, To     *graph.Node
	Relationship *graph.Relationship
	Against      bool // walked from the relationship's end to its start
	Weakest      bool
}

// Hops splits a chain into its hops.
func Hops(c *graph.Chain) []Hop {
	out := make([]Hop, c.Len())
	for i, r := range c.Relationships {
		out[i] = Hop{c.Nodes[i], c.Nodes[i+1], r, r.End == c.Nodes[i].ID && r.Start != c.Nodes[i].ID, i == c.WeakestHop}
	}
	return out
}

// Verb is the wording of the hop's relationship in the direction in which it is
// walked.
func (h Hop) Verb(o *ontology.Ontology, l Lang) string {
	t := o.Type(h.Relationship.Type)
	switch {
	case t == nil:
		return h.Relationship.Type
	case h.Against:
		return t.Inverse.In(string(l))
	}
	return t.Title.In(string(l))
}

// Sentence says the hop.
func (h Hop) Sentence(o *ontology.Ontology, l Lang) string {
	verb := h.Verb(o, l)
	return fmt.Sprintf(l.pick("%s %s %s。", "%s %s %s."), NameOf(h.From, l), verb, NameOf(h.To, l))
}

// BasisTitle is the wording of a basis; "" for a relationship that needs none.
func BasisTitle(o *ontology.Ontology, name string, l Lang) string {
	if b := o.Basis(name); b != nil {
		return b.Title.In(string(l))
	}
	return name
}

// rationale is why a hop stands, for a basis weaker than coreference.
func (h Hop) rationale(l Lang) string {
	p := h.Relationship.Properties
	if en, ok := p.Get(graph.PropRationale + "En").AsString(); ok && l == English {
		return en
	}
	why, _ := p.Get(graph.PropRationale).AsString()
	return why
}

// TraceText writes the answer to a trace as plain text: each chain as sentences
// with basis, places and words, or what the text leaves open.
func TraceText(g *graph.Graph, t *graph.Trace, o *ontology.Ontology, l Lang) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s → %s\n", NameOf(t.From, l), NameOf(t.To, l))
	if t.Silent != nil {
		silenceText(&b, t, o, l)
	}
	for i, c := range t.Chains {
		chainText(&b, i+1, c, o, l)
	}
	return b.String()
}

func chainText(b *strings.Builder, number int, c *graph.Chain, o *ontology.Ontology, l Lang) {
	weakest := BasisTitle(o, c.Weakest, l)
	fmt.Fprintf(b, l.pick("\n链条 %d：%d 跳，最弱一环 %s\n", "\nChain %d: %d hops, weakest hop %s\n"), number, c.Len(), weakest)
	for i, h := range Hops(c) {
		fmt.Fprintf(b, "  %d. %s%s\n", i+1, h.Sentence(o, l), h.mark(c, l))
		hopEvidence(b, h, o, l)
	}
}

// mark points to the weakest hop. In a chain of one hop there is nothing to
// compare it with, and it is marked all the same: it is what the claim rests on.
func (h Hop) mark(c *graph.Chain, l Lang) string {
	if h.Weakest {
		return l.pick("  ◀ 最弱一环", "  ◀ weakest hop")
	}
	return ""
}

func hopEvidence(b *strings.Builder, h Hop, o *ontology.Ontology, l Lang) {
	p := h.Relationship.Properties
	if basis := h.Relationship.Basis(); basis != "" {
		fmt.Fprintf(b, l.pick("     依据：%s", "     Basis: %s"), BasisTitle(o, basis, l))
		if cited := Cited(p, l); len(cited) > 0 {
			fmt.Fprintf(b, l.pick("（%s）", " (%s)"), l.join(cited))
		}
		b.WriteByte('\n')
	}
	for _, s := range SourcesOf(p) {
		if s.Quote != "" {
			fmt.Fprintf(b, "     %s %s\n", Place(s.Ref, l), Quoted(s.Quote))
		}
	}
	if why := h.rationale(l); why != "" {
		fmt.Fprintf(b, l.pick("     理由：%s\n", "     Why: %s\n"), why)
	}
}

func silenceText(b *strings.Builder, t *graph.Trace, o *ontology.Ontology, l Lang) {
	fmt.Fprintf(b, "\n%s\n", SilenceMessage(t.From, t.To, l))
	endText(b, t.From, t.Silent.From, t.Silent.NeverFrom, o, l)
	endText(b, t.To, t.Silent.To, t.Silent.NeverTo, o, l)
}

// endText says how far one end of a trace gets, by label.
func endText(b *strings.Builder, end *graph.Node, last []*graph.Node, never []string, o *ontology.Ontology, l Lang) {
	name := NameOf(end, l)
	if len(last) == 1 && last[0] == end {
		fmt.Fprintf(b, l.pick("\n%s：没有可走的关系。\n", "\n%s: no relationship leads on.\n"), name)
		return
	}
	fmt.Fprintf(b, l.pick("\n%s 最后走到：\n", "\n%s gets as far as:\n"), name)
	for _, g := range byLabel(last, o) {
		fmt.Fprintf(b, "  %s  %s\n", g.title(l), g.names(l))
	}
	if len(never) > 0 {
		var titles []string
		for _, n := range never {
			titles = append(titles, labelTitle(o, n, l))
		}
		fmt.Fprintf(b, l.pick("  从未走到：%s\n", "  never reached: %s\n"), l.join(titles))
	}
}

func labelTitle(o *ontology.Ontology, name string, l Lang) string {
	if label := o.Label(name); label != nil {
		return label.Title.In(string(l))
	}
	return name
}

// labelled are the nodes of one label.
type labelled struct {
	label *ontology.Label
	nodes []*graph.Node
}

// byLabel groups nodes in the ontology's order of labels.
func byLabel(nodes []*graph.Node, o *ontology.Ontology) []labelled {
	var out []labelled
	for i := range o.Labels {
		g := labelled{label: &o.Labels[i]}
		for _, n := range nodes {
			if n.Label() == g.label.Name {
				g.nodes = append(g.nodes, n)
			}
		}
		if len(g.nodes) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (g labelled) title(l Lang) string { return g.label.Title.In(string(l)) }

const mostNames = 6 // of one label in a text

func (g labelled) names(l Lang) string {
	var names []string
	for _, n := range g.nodes[:min(len(g.nodes), mostNames)] {
		names = append(names, NameOf(n, l))
	}
	s := l.join(names)
	if more := len(g.nodes) - mostNames; more > 0 {
		s += fmt.Sprintf(l.pick(" 等 %d 个", " and %d more"), map[bool]int{true: more, false: len(g.nodes)}[l == English])
	}
	return s
}

// ReachText writes everything up or down from a node, by hops and label.
func ReachText(r *graph.Reach, o *ontology.Ontology, up bool, l Lang) string {
	var b strings.Builder
	name := NameOf(r.From, l)
	if len(r.Nodes) == 1 {
		fmt.Fprintf(&b, l.pick("%s：原文未载明\n", "%s: not stated in the text\n"), name)
		return b.String()
	}
	heading := l.pick("%s 由什么承载：%d 个\n", "What carries %s: %d\n")
	if up {
		heading = l.pick("%s 服务于什么：%d 个\n", "What %s serves: %d\n")
	}
	fmt.Fprintf(&b, heading, name, len(r.Nodes)-1)
	for at := 1; at < len(r.Nodes); {
		hops, from := r.Nodes[at].Hops, at
		var nodes []*graph.Node
		for at < len(r.Nodes) && r.Nodes[at].Hops == hops {
			nodes = append(nodes, r.Nodes[at].Node)
			at++
		}
		fmt.Fprintf(&b, l.pick("\n%d 跳（%d 个）\n", "\n%d hops (%d)\n"), hops, at-from)
		for _, g := range byLabel(nodes, o) {
			for _, n := range g.nodes {
				fmt.Fprintf(&b, "  %s  %s\n", g.title(l), NameOf(n, l))
			}
		}
	}
	return b.String()
}
