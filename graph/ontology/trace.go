package ontology

import (
	"slices"
	"strings"

	"planatlas/graph"
)

// TraceRules are the rules by which chains are traced in a graph of this
// ontology. What the plans are about is read from their Plan nodes.
func (o *Ontology) TraceRules(g *graph.Graph) graph.TraceRules {
	rules := graph.TraceRules{Direction: map[string]graph.TraceDirection{}, Strength: map[string]int{}, Subjects: subjects(g)}
	for _, t := range o.Types {
		switch {
		case t.Name == SameAs:
			rules.Direction[t.Name] = graph.TraceSame
		case t.Trace == TraceUp:
			rules.Direction[t.Name] = graph.TraceUp
		case t.Trace == TraceDown:
			rules.Direction[t.Name] = graph.TraceDown
		case t.Trace == TraceLevel:
			rules.Direction[t.Name] = graph.TraceLevel
		}
	}
	for _, b := range o.Bases {
		rules.Strength[b.Name] = b.Strength
	}
	for _, l := range o.Labels {
		if l.Category != Evidence {
			rules.Labels = append(rules.Labels, l.Name)
		}
	}
	return rules
}

// TextOnly are the bases that stay in the text-only graph.
func (o *Ontology) TextOnly() []string {
	var names []string
	for _, b := range o.Bases {
		if b.TextOnly {
			names = append(names, b.Name)
		}
	}
	return names
}

// Names with a meaning of their own in tracing.
const (
	SameAs   = "SAME_AS"  // the type that joins two names of one thing
	Evidence = "evidence" // the category of the document's own parts
)

// subjects are the ids in the property subject of the Plan nodes; an id without
// a plan is in the Plan's own.
func subjects(g *graph.Graph) []string {
	var ids []string
	for _, i := range g.WithLabel("Plan") {
		n := g.Node(i)
		s, ok := n.Properties.Get("subject").AsString()
		if !ok {
			continue
		}
		if !strings.Contains(s, ":") {
			s = graph.PlanOf(n.ID) + ":" + s
		}
		ids = append(ids, s)
	}
	slices.Sort(ids)
	return ids
}
