// Package graph is the property graph that everything else stands on: nodes
// with labels, relationships with a type, properties with typed values, and an
// immutable snapshot of them with adjacency in compressed sparse rows.
//
// A snapshot is made once by a Builder and never changes afterwards, so any
// number of goroutines may read it without locks. Traversals, traces, searches,
// layouts and exports all run on a snapshot; it does not matter which engine it
// came from. The package uses the standard library only.
package graph

import (
	"sort"
	"strings"
	"sync"
)

// Names of properties that the evidence model gives a meaning. They are
// ordinary properties in every engine.
const (
	PropID        = "id"        // the node's id, "<plan>:<id in the YAML>"
	PropPlan      = "plan"      // the id of the plan that a node belongs to
	PropName      = "name"      // the plan's own wording
	PropNameEn    = "nameEn"    // our English for it
	PropAliases   = "aliases"   // other forms of the name that stand in the text
	PropFind      = "find"      // words to search by that are no name of it in the text
	PropBasis     = "basis"     // how a relationship is known
	PropRationale = "rationale" // why, for a basis weaker than coreference
	PropArticles  = "articles"  // article numbers of the evidence, ascending
	PropRefs      = "refs"      // places of the evidence: "art:12", "ch:7", "title", …
	PropQuotes    = "quotes"    // words at those places, parallel to refs, "" for none
	PropVersion   = "dataVersion"
)

// OwnedLabel is the last label of every node that Planatlas wrote. In a shared
// database the uniqueness constraint and the look-ups by id stand on it.
const OwnedLabel = "Planatlas"

// FullTextIndex is the name of the full-text index over FullTextProperties, on
// either engine; db.index.fulltext.queryNodes takes it.
const FullTextIndex = "planatlas_text"

// FullTextProperties are the properties that the full-text index covers.
var FullTextProperties = []string{PropName, PropNameEn, PropAliases, PropFind, "summary", PropQuotes}

// Node is one node of a graph or of a query result. It must not be changed
// once it is part of a snapshot.
type Node struct {
	// ID is the node's id, also its property "id" where it has one. Nodes that
	// come from outside Planatlas may have none.
	ID string
	// Labels holds the ontology label first and OwnedLabel last.
	Labels []string
	// Properties is sorted by key.
	Properties Properties

	index int32 // position in its snapshot, -1 outside one
}

// Index is the node's position in its snapshot: 0 to NodeCount-1, in the order
// of ids. A node of a query result that belongs to no snapshot has -1.
func (n *Node) Index() int { return int(n.index) }

// Label is the node's first label, the one of the ontology, or "".
func (n *Node) Label() string {
	if len(n.Labels) == 0 {
		return ""
	}
	return n.Labels[0]
}

// HasLabel reports whether the node carries the label.
func (n *Node) HasLabel(label string) bool {
	for _, l := range n.Labels {
		if l == label {
			return true
		}
	}
	return false
}

// Name is the node's name, or its id where it has none.
func (n *Node) Name() string {
	if s, ok := n.Properties.Get(PropName).AsString(); ok {
		return s
	}
	return n.ID
}

// Relationship is one directed relationship of a graph or of a query result.
type Relationship struct {
	// ID is "<start>|<TYPE>|<end>", with "|<role>" for RESPONSIBLE_FOR.
	ID string
	// Type is the relationship's type, as HOSTS.
	Type string
	// Start and End are ids of nodes.
	Start, End string
	// Properties is sorted by key.
	Properties Properties

	index, start, end int32
	typ               int32
}

// Index is the relationship's position in its snapshot, -1 outside one.
func (r *Relationship) Index() int { return int(r.index) }

// StartIndex is the index of the start node in the snapshot, -1 outside one.
func (r *Relationship) StartIndex() int { return int(r.start) }

// EndIndex is the index of the end node in the snapshot, -1 outside one.
func (r *Relationship) EndIndex() int { return int(r.end) }

// Basis is how the relationship is known, or "" where it says nothing.
func (r *Relationship) Basis() string {
	s, _ := r.Properties.Get(PropBasis).AsString()
	return s
}

// DetachedNode returns a node outside any snapshot, as a query result of a
// server holds them.
func DetachedNode(id string, labels []string, p Properties) *Node {
	return &Node{ID: id, Labels: labels, Properties: p, index: -1}
}

// DetachedRelationship returns a relationship outside any snapshot.
func DetachedRelationship(id, typ, start, end string, p Properties) *Relationship {
	return &Relationship{ID: id, Type: typ, Start: start, End: end, Properties: p, index: -1, start: -1, end: -1, typ: -1}
}

// Path is an alternating walk: Nodes has one element more than Relationships,
// and Relationships[i] joins Nodes[i] and Nodes[i+1] in either direction.
type Path struct {
	Nodes         []*Node
	Relationships []*Relationship
}

// Len is the number of relationships.
func (p *Path) Len() int { return len(p.Relationships) }

// Half is one end of a relationship as seen from a node: the relationship and
// the node at its other end, both as indexes into the snapshot, and the number
// of its type.
type Half struct {
	Relationship int32
	Node         int32
	Type         int32
}

// Direction says along which relationships to look from a node.
type Direction int8

// The directions of an expansion.
const (
	Outgoing Direction = iota
	Incoming
	Both
)

// Graph is an immutable snapshot.
type Graph struct {
	nodes    []*Node
	rels     []*Relationship
	types    []string         // type names, sorted; Relationship.typ indexes it
	typeID   map[string]int32 // name → index in types
	labels   []string         // sorted
	byLabel  map[string][]int32
	byID     map[string]int32
	out, in  adjacency
	keysOnce sync.Once
	keys     []string
	version  versions
	reading  string
	stored   *Graph // what this is a reading of, nil for the data as they stand

	statistics statistics
	indexes    indexes
	memos      memos
}

// adjacency is one direction in compressed sparse rows. The halves of node i
// are halves[offset[i]:offset[i+1]], sorted by type, other node, relationship.
type adjacency struct {
	offset []int32
	halves []Half
}

// NodeCount is the number of nodes.
func (g *Graph) NodeCount() int { return len(g.nodes) }

// RelationshipCount is the number of relationships.
func (g *Graph) RelationshipCount() int { return len(g.rels) }

// Nodes returns all nodes by index. The slice must not be changed.
func (g *Graph) Nodes() []*Node { return g.nodes }

// Relationships returns all relationships by index. The slice must not be
// changed.
func (g *Graph) Relationships() []*Relationship { return g.rels }

// Node returns the node at an index.
func (g *Graph) Node(i int32) *Node { return g.nodes[i] }

// Relationship returns the relationship at an index.
func (g *Graph) Relationship(i int32) *Relationship { return g.rels[i] }

// NodeByID returns the node with that id, or nil.
func (g *Graph) NodeByID(id string) *Node {
	if i, ok := g.byID[id]; ok {
		return g.nodes[i]
	}
	return nil
}

// Labels returns the labels in use, sorted.
func (g *Graph) Labels() []string { return g.labels }

// Types returns the relationship types in use, sorted.
func (g *Graph) Types() []string { return g.types }

// WithLabel returns the indexes of the nodes that carry a label, ascending.
func (g *Graph) WithLabel(label string) []int32 { return g.byLabel[label] }

// TypeID returns the number of a relationship type in this snapshot.
func (g *Graph) TypeID(name string) (int32, bool) {
	id, ok := g.typeID[name]
	return id, ok
}

// TypeOf returns the type number of the relationship at an index.
func (g *Graph) TypeOf(rel int32) int32 { return g.rels[rel].typ }

// Halves returns the relationships that leave (Outgoing) or enter (Incoming) a
// node, sorted by type. A loop stands in both. The slice must not be changed.
func (g *Graph) Halves(node int32, d Direction) []Half {
	a := &g.out
	if d == Incoming {
		a = &g.in
	}
	return a.halves[a.offset[node]:a.offset[node+1]]
}

// HalvesOfType returns the part of Halves that has one type.
func (g *Graph) HalvesOfType(node int32, d Direction, typ int32) []Half {
	h := g.Halves(node, d)
	lo := firstOfType(h, typ)
	return h[lo : lo+firstOfType(h[lo:], typ+1)]
}

// firstOfType finds where a type begins among halves sorted by type. Most nodes
// have few relationships, so short lists are gone through.
func firstOfType(h []Half, typ int32) int {
	if len(h) > 32 {
		return sort.Search(len(h), func(i int) bool { return h[i].Type >= typ })
	}
	i := 0
	for i < len(h) && h[i].Type < typ {
		i++
	}
	return i
}

// Degree is the number of relationships at a node in a direction; for Both a
// loop counts twice.
func (g *Graph) Degree(node int32, d Direction) int {
	switch d {
	case Both:
		return len(g.Halves(node, Outgoing)) + len(g.Halves(node, Incoming))
	default:
		return len(g.Halves(node, d))
	}
}

// PropertyKeys returns all property keys of nodes and relationships, sorted.
func (g *Graph) PropertyKeys() []string {
	g.keysOnce.Do(func() {
		seen := map[string]bool{}
		for _, n := range g.nodes {
			n.Properties.each(func(k string, _ Value) { seen[k] = true })
		}
		for _, r := range g.rels {
			r.Properties.each(func(k string, _ Value) { seen[k] = true })
		}
		for k := range seen {
			g.keys = append(g.keys, k)
		}
		sort.Strings(g.keys)
	})
	return g.keys
}

// PlanOf is the part of an id before the first colon, or "".
func PlanOf(id string) string {
	plan, _, ok := strings.Cut(id, ":")
	if !ok {
		return ""
	}
	return plan
}
