package compare

import (
	"planatlas/graph"
	"planatlas/graph/ontology"
)

// This file puts two plans on one sheet: what both have stands there once, so
// that both sides are seen at the same place.

// State says what became of a node or relationship.
type State string

// The states.
const (
	Added   State = "added"
	Gone    State = "gone"
	Changed State = "changed" // renamed, or with another value, strength, property or basis
	Kept    State = "kept"
)

// Aligned is a comparison with the graph of both sides.
type Aligned struct {
	Diff *Diff
	// Graph holds the content of the later side and, of the earlier, what it
	// has no more. A node that both have is the later one.
	Graph *graph.Graph
	// Nodes and Relationships give the state of each by id.
	Nodes         map[string]State
	Relationships map[string]State
	// Earlier is the earlier side's node of a pair, by the later one's id.
	Earlier map[string]*graph.Node
}

// Align compares two plans and puts them on one sheet.
func Align(from, to Side, o *ontology.Ontology) (*Aligned, error) {
	m := newMatching(from, to)
	m.run()
	a := &Aligned{Diff: m.diff(o), Nodes: map[string]State{}, Relationships: map[string]State{}, Earlier: map[string]*graph.Node{}}
	b := graph.NewBuilder()
	m.placeNodes(a, b, o)
	m.placeRelationships(a, b)
	var err error
	a.Graph, err = b.Build()
	return a, err
}

func content(n *graph.Node, o *ontology.Ontology) bool {
	l := o.Label(n.Label())
	return l == nil || l.Category != ontology.Evidence
}

func (m *matching) placeNodes(a *Aligned, b *graph.Builder, o *ontology.Ontology) {
	changed := map[string]bool{}
	for _, list := range [][]Change{a.Diff.Targets, a.Diff.Strengths, a.Diff.Properties} {
		for _, c := range list {
			changed[c.To.ID] = true
		}
	}
	for _, r := range a.Diff.Renamed {
		changed[r.To.ID] = true
	}
	for _, n := range m.to {
		if !content(n, o) {
			continue
		}
		b.AddNode(n.ID, n.Labels, n.Properties)
		earlier := m.earlier[n]
		switch {
		case earlier == nil:
			a.Nodes[n.ID] = Added
			continue
		case changed[n.ID]:
			a.Nodes[n.ID] = Changed
		default:
			a.Nodes[n.ID] = Kept
		}
		a.Earlier[n.ID] = earlier
	}
	for _, n := range m.from {
		if m.later[n] == nil && content(n, o) {
			b.AddNode(n.ID, n.Labels, n.Properties)
			a.Nodes[n.ID] = Gone
		}
	}
}

// placed is the id under which a node of the earlier side stands on the sheet.
func (m *matching) placed(n *graph.Node) string {
	if later := m.later[n]; later != nil {
		return later.ID
	}
	return n.ID
}

func (m *matching) placeRelationships(a *Aligned, b *graph.Builder) {
	before := map[relationshipKey]*graph.Relationship{}
	for _, r := range m.a.Graph.Relationships() {
		if !within(r, m.a.Plan) { // both plans may stand in one graph
			continue
		}
		start, end := m.a.Graph.NodeByID(r.Start), m.a.Graph.NodeByID(r.End)
		before[keyOf(r, m.placed(start), m.placed(end))] = r
	}
	there := map[string]bool{}
	for _, r := range m.b.Graph.Relationships() {
		if !within(r, m.b.Plan) || a.Nodes[r.Start] == "" || a.Nodes[r.End] == "" {
			continue
		}
		k := keyOf(r, r.Start, r.End)
		old := before[k]
		switch {
		case old == nil:
			a.Relationships[r.ID] = Added
		case old.Basis() != r.Basis():
			a.Relationships[r.ID] = Changed
		default:
			a.Relationships[r.ID] = Kept
		}
		delete(before, k)
		there[r.ID] = true
		b.AddRelationship(r.ID, r.Type, r.Start, r.End, r.Properties)
	}
	for k, r := range before {
		id := graph.RelationshipID(k.start, k.typ, k.end, k.role)
		if a.Nodes[k.start] == "" || a.Nodes[k.end] == "" || k.start == k.end || there[id] {
			continue
		}
		a.Relationships[id] = Gone
		b.AddRelationship(id, k.typ, k.start, k.end, r.Properties)
	}
}

func within(r *graph.Relationship, plan string) bool {
	return graph.PlanOf(r.Start) == plan && graph.PlanOf(r.End) == plan
}

func keyOf(r *graph.Relationship, start, end string) relationshipKey {
	role, _ := r.Properties.Get("role").AsString()
	return relationshipKey{start, r.Type, end, role}
}
