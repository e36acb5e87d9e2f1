package graph

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Builder collects nodes and relationships and makes a snapshot of them. It is
// used by one goroutine and once.
type Builder struct {
	nodes []*Node
	rels  []*Relationship
	ends  [][2]*Node // parallel to rels; nil where the ends are named by id
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder { return &Builder{} }

// AddNode adds a node and returns it. The id may be empty for a node that
// relationships reach by Connect only.
func (b *Builder) AddNode(id string, labels []string, p Properties) *Node {
	n := &Node{ID: id, Labels: labels, Properties: p, index: -1}
	b.nodes = append(b.nodes, n)
	return n
}

// AddRelationship adds a relationship between two nodes named by id.
func (b *Builder) AddRelationship(id, typ, start, end string, p Properties) *Relationship {
	r := &Relationship{ID: id, Type: typ, Start: start, End: end, Properties: p, index: -1}
	b.rels = append(b.rels, r)
	b.ends = append(b.ends, [2]*Node{})
	return r
}

// Connect adds a relationship between two nodes of this builder.
func (b *Builder) Connect(id, typ string, start, end *Node, p Properties) *Relationship {
	r := b.AddRelationship(id, typ, start.ID, end.ID, p)
	b.ends[len(b.ends)-1] = [2]*Node{start, end}
	return r
}

// Build makes the snapshot. Nodes and relationships are ordered by id, those
// without one in the order they were added, so the order of adding never shows.
// An id used twice and a relationship without its ends are errors.
func (b *Builder) Build() (*Graph, error) {
	g := &Graph{nodes: b.nodes, rels: b.rels}
	if err := g.indexNodes(); err != nil {
		return nil, err
	}
	if err := g.resolveEnds(b.ends); err != nil {
		return nil, err
	}
	g.indexTypes()
	if err := g.sortRelationships(); err != nil {
		return nil, err
	}
	g.out = g.adjacency(func(r *Relationship) (int32, int32) { return r.start, r.end })
	g.in = g.adjacency(func(r *Relationship) (int32, int32) { return r.end, r.start })
	return g, nil
}

func (g *Graph) indexNodes() error {
	sort.SliceStable(g.nodes, func(i, j int) bool { return g.nodes[i].ID < g.nodes[j].ID })
	g.byID = make(map[string]int32, len(g.nodes))
	g.byLabel = map[string][]int32{}
	for i, n := range g.nodes {
		n.index = int32(i)
		if n.ID != "" {
			if _, dup := g.byID[n.ID]; dup {
				return fmt.Errorf("node id %q is used twice", n.ID)
			}
			g.byID[n.ID] = n.index
		}
		for _, l := range n.Labels {
			g.byLabel[l] = append(g.byLabel[l], n.index)
		}
	}
	for l := range g.byLabel {
		g.labels = append(g.labels, l)
	}
	sort.Strings(g.labels)
	return nil
}

func (g *Graph) resolveEnds(ends [][2]*Node) error {
	for i, r := range g.rels {
		if ends[i][0] != nil {
			r.start, r.end = ends[i][0].index, ends[i][1].index
			continue
		}
		start, ok := g.byID[r.Start]
		if !ok {
			return fmt.Errorf("relationship %s: no node %q", r.ID, r.Start)
		}
		end, ok := g.byID[r.End]
		if !ok {
			return fmt.Errorf("relationship %s: no node %q", r.ID, r.End)
		}
		r.start, r.end = start, end
	}
	return nil
}

func (g *Graph) indexTypes() {
	g.typeID = map[string]int32{}
	for _, r := range g.rels {
		if _, ok := g.typeID[r.Type]; !ok {
			g.typeID[r.Type] = 0
			g.types = append(g.types, r.Type)
		}
	}
	sort.Strings(g.types)
	for i, t := range g.types {
		g.typeID[t] = int32(i)
	}
	for _, r := range g.rels {
		r.typ = g.typeID[r.Type]
	}
}

func (g *Graph) sortRelationships() error {
	sort.SliceStable(g.rels, func(i, j int) bool { return g.rels[i].ID < g.rels[j].ID })
	for i, r := range g.rels {
		r.index = int32(i)
		if i > 0 && r.ID != "" && r.ID == g.rels[i-1].ID {
			return fmt.Errorf("relationship id %q is used twice", r.ID)
		}
	}
	return nil
}

// adjacency counts the halves of each node, then places them.
func (g *Graph) adjacency(ends func(*Relationship) (from, to int32)) adjacency {
	a := adjacency{offset: make([]int32, len(g.nodes)+1), halves: make([]Half, len(g.rels))}
	for _, r := range g.rels {
		from, _ := ends(r)
		a.offset[from+1]++
	}
	for i := range g.nodes {
		a.offset[i+1] += a.offset[i]
	}
	next := slices.Clone(a.offset)
	for _, r := range g.rels {
		from, to := ends(r)
		a.halves[next[from]] = Half{Relationship: r.index, Node: to, Type: r.typ}
		next[from]++
	}
	for i := range g.nodes {
		g.sortHalves(a.halves[a.offset[i]:a.offset[i+1]])
	}
	return a
}

func (g *Graph) sortHalves(h []Half) {
	slices.SortFunc(h, func(x, y Half) int {
		return cmp.Or(cmp.Compare(x.Type, y.Type), cmp.Compare(x.Node, y.Node), cmp.Compare(x.Relationship, y.Relationship))
	})
}

// RelationshipID is the id of the relationship of a type between two nodes;
// role tells several apart and is usually empty.
func RelationshipID(start, typ, end, role string) string {
	parts := []string{start, typ, end}
	if role != "" {
		parts = append(parts, role)
	}
	return strings.Join(parts, "|")
}
