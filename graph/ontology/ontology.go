// Package ontology says what may stand in a plan graph: the labels of nodes,
// the types of relationships with their allowed ends, and the scale of how a
// relationship is known. It holds plain types; seeds/ontology.yaml is the one
// place with the values, and loader, legend, completion, exports and
// documentation all read them from there.
package ontology

import "slices"

// Ontology is the whole vocabulary.
type Ontology struct {
	Version string             `json:"version" yaml:"version"`
	Labels  []Label            `json:"labels" yaml:"labels"`
	Types   []RelationshipType `json:"types" yaml:"types"`
	Bases   []Basis            `json:"bases" yaml:"bases"` // strongest first
}

// Text is a wording in both languages.
type Text struct {
	Zh string `json:"zh" yaml:"zh"`
	En string `json:"en" yaml:"en"`
}

// In returns the wording in a language, "zh" or "en".
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.En
	}
	return t.Zh
}

// Label is one kind of node.
type Label struct {
	Name       string     `json:"name" yaml:"name"`             // Platform
	Title      Text       `json:"title" yaml:"title"`           // 平台载体
	Definition Text       `json:"definition" yaml:"definition"` // one sentence
	Category   string     `json:"category" yaml:"category"`     // evidence, goals, industries, platforms, districts, bodies, glossary
	Collection string     `json:"collection" yaml:"collection"` // key of its list in a plan file: platforms
	Prefix     string     `json:"prefix" yaml:"prefix"`         // first part of its ids: platform
	Shape      string     `json:"shape" yaml:"shape"`           // square-round
	Colour     Colour     `json:"colour" yaml:"colour"`
	Properties []Property `json:"properties" yaml:"properties"` // beside those that every node has
}

// Colour is a CSS colour for each theme.
type Colour struct {
	Light string `json:"light" yaml:"light"`
	Dark  string `json:"dark" yaml:"dark"`
}

// Property is a property that a label's nodes may have.
type Property struct {
	Name   string  `json:"name" yaml:"name"`
	Title  Text    `json:"title" yaml:"title"`
	Type   string  `json:"type" yaml:"type"` // string, integer, float, boolean, date, strings
	Values []Value `json:"values,omitempty" yaml:"values"`
	// Required makes the loader refuse a node without it.
	Required bool `json:"required,omitempty" yaml:"required"`
}

// Value is one allowed value of a property with its wording.
type Value struct {
	Name  string `json:"name" yaml:"name"`
	Title Text   `json:"title" yaml:"title"`
}

// RelationshipType is one type of relationship.
type RelationshipType struct {
	Name       string     `json:"name" yaml:"name"`             // HOSTS
	Title      Text       `json:"title" yaml:"title"`           // 承载: start … end
	Inverse    Text       `json:"inverse" yaml:"inverse"`       // 承载于: end … start
	Definition Text       `json:"definition" yaml:"definition"` // one sentence
	Trace      Trace      `json:"trace" yaml:"trace"`
	Endpoints  []Endpoint `json:"endpoints" yaml:"endpoints"`
	Properties []Property `json:"properties,omitempty" yaml:"properties"` // beside the evidence
	// Derived types are made by the loader and never written in a plan file.
	Derived bool `json:"derived,omitempty" yaml:"derived"`
}

// Endpoint is a set of allowed pairs: any of From to any of To. "*" stands for
// every label.
type Endpoint struct {
	From []string `json:"from" yaml:"from"`
	To   []string `json:"to" yaml:"to"`
	// Same demands that both ends carry the same label.
	Same bool `json:"same,omitempty" yaml:"same"`
}

// Trace is the direction in which a type is walked from start to end.
type Trace string

// The trace directions. A type without one is document structure.
const (
	TraceUp    Trace = "up"    // to what is served
	TraceDown  Trace = "down"  // to what carries it
	TraceLevel Trace = "level" // between equals
	TraceNone  Trace = "none"  // document structure, walked only when asked for
)

// Basis is one way in which a relationship is known.
type Basis struct {
	Name       string `json:"name" yaml:"name"` // explicit
	Title      Text   `json:"title" yaml:"title"`
	Definition Text   `json:"definition" yaml:"definition"`
	Strength   int    `json:"strength" yaml:"strength"` // higher is stronger, for ordering chains
	TextOnly   bool   `json:"textOnly" yaml:"textOnly"` // stays in the text-only graph
	Rationale  bool   `json:"rationale" yaml:"rationale"`
	Line       Line   `json:"line" yaml:"line"` // how it is drawn
}

// Line is how a relationship of a basis is drawn, in CSS pixels.
type Line struct {
	Width float64   `json:"width" yaml:"width"`
	Dash  []float64 `json:"dash" yaml:"dash"` // empty: solid
	Round bool      `json:"round" yaml:"round"`
}

// Label returns the label of that name, or nil.
func (o *Ontology) Label(name string) *Label {
	i := slices.IndexFunc(o.Labels, func(l Label) bool { return l.Name == name })
	if i < 0 {
		return nil
	}
	return &o.Labels[i]
}

// Collection returns the label whose nodes stand under that key, or nil.
func (o *Ontology) Collection(key string) *Label {
	i := slices.IndexFunc(o.Labels, func(l Label) bool { return l.Collection == key })
	if i < 0 {
		return nil
	}
	return &o.Labels[i]
}

// Type returns the relationship type of that name, or nil.
func (o *Ontology) Type(name string) *RelationshipType {
	i := slices.IndexFunc(o.Types, func(t RelationshipType) bool { return t.Name == name })
	if i < 0 {
		return nil
	}
	return &o.Types[i]
}

// Basis returns the basis of that name, or nil.
func (o *Ontology) Basis(name string) *Basis {
	i := slices.IndexFunc(o.Bases, func(b Basis) bool { return b.Name == name })
	if i < 0 {
		return nil
	}
	return &o.Bases[i]
}

// Allows reports whether a relationship of the type may join the labels.
func (t *RelationshipType) Allows(from, to string) bool {
	for _, e := range t.Endpoints {
		if has(e.From, from) && has(e.To, to) && (!e.Same || from == to) {
			return true
		}
	}
	return false
}

func has(set []string, label string) bool {
	return slices.Contains(set, "*") || slices.Contains(set, label)
}
