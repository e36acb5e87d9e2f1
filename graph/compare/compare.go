// Package compare holds two plans, or two versions of one, against each other:
// what was added, what is gone, what goes by another name, and which values,
// commitments and relationships changed. Enter by Plans. Nothing is merged: a
// pair is a proposal that says by what it was found.
package compare

import (
	"cmp"
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// Side is one of the two: a plan of a graph. The graphs may be the same, and so
// may the plans of two graphs.
type Side struct {
	Graph *graph.Graph
	Plan  string
}

// Item is a node as a comparison names it.
type Item = graph.Item

// How says by what two nodes were found to be a pair, strongest first.
type How string

// The ways in which a pair is found.
const (
	SameAs     How = "same_as"    // a relationship SAME_AS joins them
	Succeeds   How = "succeeds"   // the later one SUCCEEDS the earlier
	ID         How = "id"         // two versions of one plan, and the same id
	Name       How = "name"       // label and name are equal
	Alias      How = "alias"      // the name of one is another name of the other
	Value      How = "value"      // targets of a pair of indicators for one year
	Similarity How = "similarity" // the names are alike, by Score
)

// Renamed is a pair whose names differ.
type Renamed struct {
	From  Item    `json:"from"`
	To    Item    `json:"to"`
	How   How     `json:"how"`
	Score float64 `json:"score"` // 0 to 1, of the names
}

// Change is a property of a pair with its two values, "" where there is none.
type Change struct {
	From     Item   `json:"from"`
	To       Item   `json:"to"`
	Property string `json:"property"`
	Before   string `json:"before"`
	After    string `json:"after"`
	// Direction is weaker or stronger for a strength, up or down for a number,
	// "" where the two cannot be ordered.
	Direction string `json:"direction,omitempty"`
}

// RelationshipChange is a relationship between two nodes that both sides have.
type RelationshipChange struct {
	Kind   string `json:"kind"` // added, gone or basis
	Type   string `json:"type"`
	Role   string `json:"role,omitempty"`
	Start  Item   `json:"start"` // of the later side, of the earlier where it is gone
	End    Item   `json:"end"`
	Before string `json:"before,omitempty"` // basis
	After  string `json:"after,omitempty"`
}

// Diff is what changed from one plan to the other.
type Diff struct {
	From          Item                 `json:"from"` // the Plan nodes
	To            Item                 `json:"to"`
	Kept          int                  `json:"kept"`  // pairs with the same name
	Pairs         map[How]int          `json:"pairs"` // all pairs by how they were found
	Added         []Item               `json:"added"`
	Gone          []Item               `json:"gone"`
	Renamed       []Renamed            `json:"renamed"`
	Targets       []Change             `json:"targets"`
	Strengths     []Change             `json:"strengths"`
	Properties    []Change             `json:"properties"` // other properties of the label
	Relationships []RelationshipChange `json:"relationships"`
}

// Empty reports whether nothing changed.
func (d *Diff) Empty() bool {
	return len(d.Added)+len(d.Gone)+len(d.Renamed)+len(d.Targets)+len(d.Strengths)+len(d.Properties)+len(d.Relationships) == 0
}

// Plans compares an earlier plan with a later one. The ontology gives the order
// of strengths of commitment and says which types are document structure.
func Plans(from, to Side, o *ontology.Ontology) *Diff {
	m := newMatching(from, to)
	m.run()
	return m.diff(o)
}

func (m *matching) diff(o *ontology.Ontology) *Diff {
	d := &Diff{
		From: planItem(m.a), To: planItem(m.b), Pairs: map[How]int{},
		Added: []Item{}, Gone: []Item{}, Renamed: []Renamed{}, Targets: []Change{}, Strengths: []Change{}, Properties: []Change{}, Relationships: []RelationshipChange{},
	}
	m.fill(d)
	for _, p := range m.pairs {
		d.Pairs[p.how]++
		switch p.from.Label() {
		case "Target":
			d.Targets = append(d.Targets, targetChanges(p)...)
		case "Measure":
			d.Strengths = append(d.Strengths, strengthChange(p, o)...)
		}
		d.Properties = append(d.Properties, propertyChanges(p, o)...)
	}
	d.Relationships = append(d.Relationships, m.relationships(o)...)
	return d
}

func planItem(s Side) Item {
	if n := s.Graph.NodeByID(s.Plan + ":plan"); n != nil {
		return itemOf(n)
	}
	return Item{ID: s.Plan + ":plan", Label: "Plan", Name: s.Plan, NameEn: s.Plan, Articles: []int64{}}
}

func itemOf(n *graph.Node) Item { return graph.ItemOf(n) }

// nodesOf are the nodes of a side but its Plan, by id.
func nodesOf(s Side) []*graph.Node {
	var out []*graph.Node
	for _, n := range s.Graph.Nodes() {
		if graph.PlanOf(n.ID) == s.Plan && n.Label() != "Plan" {
			out = append(out, n)
		}
	}
	return out
}

func local(id string) string {
	_, rest, _ := strings.Cut(id, ":")
	return rest
}

// fill writes what was added, is gone or renamed, by label and name.
func (m *matching) fill(d *Diff) {
	for _, n := range m.from {
		if m.later[n] == nil {
			d.Gone = append(d.Gone, itemOf(n))
		}
	}
	for _, n := range m.to {
		if m.earlier[n] == nil {
			d.Added = append(d.Added, itemOf(n))
		}
	}
	for _, p := range m.pairs {
		if p.from.Name() == p.to.Name() || p.from.Label() == "Target" {
			d.Kept++
			continue
		}
		d.Renamed = append(d.Renamed, Renamed{itemOf(p.from), itemOf(p.to), p.how, p.score})
	}
	byItem := func(a, b Item) int { return cmp.Or(cmp.Compare(a.Label, b.Label), cmp.Compare(a.ID, b.ID)) }
	slices.SortFunc(d.Added, byItem)
	slices.SortFunc(d.Gone, byItem)
	slices.SortFunc(d.Renamed, func(a, b Renamed) int { return byItem(a.From, b.From) })
}
