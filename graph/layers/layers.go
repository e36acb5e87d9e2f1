// Package layers lays out what a node serves and what carries it: the node in
// the middle, what carries it to the left, what it serves to the right, one
// column a hop. The page and the exports draw the same picture, so it is made
// here, once. Enter by Of.
package layers

import (
	"cmp"
	"context"
	"slices"

	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
)

// Way says which side of a node is shown.
type Way string

// The ways. The empty one is Both.
const (
	Both Way = "both"
	Up   Way = "up"   // what the node serves
	Down Way = "down" // what carries it
)

// Ways lists the ways in the order in which they are offered.
func Ways() []Way { return []Way{Both, Up, Down} }

// Defaults and bounds of a layered picture.
const (
	DefaultMost = 12 // nodes a column
	DefaultHops = 3  // columns a side
	MostHops    = 5
	MostMost    = 5000
)

// Options say how much of the layers is shown.
type Options struct {
	Way   Way
	Most  int      // nodes a column at the most; 0 means DefaultMost
	Hops  int      // columns a side at the most; 0 means DefaultHops
	Bases []string // only relationships of these bases; nil means all
}

// Picture is the layers of one node, with places.
type Picture struct {
	Centre *graph.Node
	// Nodes are those that stand in a column, by id.
	Nodes []Placed
	// Relationships join two of them in different columns, by id.
	Relationships []*graph.Relationship
	Columns       []Column // from left to right
	Most          int      // nodes a column may hold
	Left          int      // nodes that stand in no column for want of room
}

// Placed is a node in its column.
type Placed struct {
	Node   *graph.Node
	Column int // hops from the middle: to the left below 0, to the right above
	At     layout.Point
}

// Column is one column of the picture.
type Column struct {
	At    int     `json:"at"`
	X     float64 `json:"x"`
	Shown int     `json:"shown"`
	Total int     `json:"total"`
}

// Of lays out the layers of a node of the tracer's graph. Only nodes of its plan
// stand in them. The only error is the context's.
func Of(ctx context.Context, t *graph.Tracer, o *ontology.Ontology, centre *graph.Node, options Options) (*Picture, error) {
	if options.Most <= 0 {
		options.Most = DefaultMost
	}
	if options.Hops <= 0 {
		options.Hops = DefaultHops
	}
	c := chooser{Options: options, o: o, centre: centre, column: map[*graph.Node]int{centre: 0}, ends: map[*graph.Relationship][2]*graph.Node{}}
	if err := c.walk(ctx, t); err != nil {
		return nil, err
	}
	chosen := c.choose()
	kept := map[*graph.Node]bool{}
	for _, n := range chosen {
		kept[n] = true
	}
	p := &Picture{Centre: centre, Most: options.Most, Left: len(c.column) - len(chosen)}
	for _, r := range c.relationships {
		start, end := c.ends[r][0], c.ends[r][1]
		if kept[start] && kept[end] && c.column[start] != c.column[end] {
			p.Relationships = append(p.Relationships, r)
		}
	}
	d := newDrawing(chosen, c.column, p.Relationships, c.ends)
	d.untangle()
	p.Nodes = d.places()
	p.Columns = c.columns(d)
	return p, ctx.Err()
}

// chooser finds who stands in which column.
type chooser struct {
	Options
	o             *ontology.Ontology
	centre        *graph.Node
	column        map[*graph.Node]int
	relationships []*graph.Relationship // of both walks, by id
	ends          map[*graph.Relationship][2]*graph.Node
}

// walk goes up and down. A node that both reach stands where it takes fewer
// hops, to the right where it takes as many.
func (c *chooser) walk(ctx context.Context, t *graph.Tracer) error {
	for _, side := range []struct {
		way  Way
		sign int
		walk func(context.Context, int32, []string) (*graph.Reach, error)
	}{{Up, 1, t.Up}, {Down, -1, t.Down}} {
		reach, err := side.walk(ctx, int32(c.centre.Index()), c.Bases)
		if err != nil {
			return err
		}
		c.gather(reach)
		if c.Way == Up && side.way == Down || c.Way == Down && side.way == Up {
			continue
		}
		for _, r := range reach.Nodes {
			if r.Hops == 0 || r.Hops > c.Hops || graph.PlanOf(r.Node.ID) != graph.PlanOf(c.centre.ID) {
				continue
			}
			if known, ok := c.column[r.Node]; !ok || r.Hops < max(known, -known) {
				c.column[r.Node] = side.sign * r.Hops
			}
		}
	}
	slices.SortFunc(c.relationships, func(a, b *graph.Relationship) int { return cmp.Compare(a.Index(), b.Index()) })
	return nil
}

// gather notes the relationships of a walk, each once.
func (c *chooser) gather(reach *graph.Reach) {
	byID := make(map[string]*graph.Node, len(reach.Nodes))
	for _, r := range reach.Nodes {
		byID[r.Node.ID] = r.Node
	}
	for _, r := range reach.Relationships {
		if _, ok := c.ends[r]; !ok {
			c.ends[r] = [2]*graph.Node{byID[r.Start], byID[r.End]}
			c.relationships = append(c.relationships, r)
		}
	}
}

// choose takes the best supported nodes of each column, from the middle
// outwards. Each is joined to one that was chosen before, so that nothing hangs
// in the air.
func (c *chooser) choose() []*graph.Node {
	best := map[*graph.Node]int{}
	joined := map[*graph.Node][]*graph.Node{}
	for _, r := range c.relationships {
		start, end := c.ends[r][0], c.ends[r][1]
		a, placed := c.column[start]
		b, also := c.column[end]
		if !placed || !also {
			continue
		}
		outer, inner := end, start
		if max(a, -a) > max(b, -b) {
			outer, inner = start, end
		}
		if basis := c.o.Basis(r.Basis()); basis != nil {
			best[outer] = max(best[outer], basis.Strength)
		}
		joined[outer] = append(joined[outer], inner)
	}
	members := map[int][]*graph.Node{}
	for n, at := range c.column {
		members[at] = append(members[at], n)
	}
	chosen, kept := []*graph.Node{c.centre}, map[*graph.Node]bool{c.centre: true}
	for hops := 1; hops <= c.Hops; hops++ {
		for _, at := range []int{-hops, hops} {
			here := slices.DeleteFunc(members[at], func(n *graph.Node) bool {
				return !slices.ContainsFunc(joined[n], func(m *graph.Node) bool { return kept[m] })
			})
			slices.SortFunc(here, func(a, b *graph.Node) int {
				return cmp.Or(cmp.Compare(best[b], best[a]), cmp.Compare(a.Index(), b.Index()))
			})
			for _, n := range here[:min(len(here), c.Most)] {
				chosen, kept[n] = append(chosen, n), true
			}
		}
	}
	return chosen
}

func (c *chooser) columns(d *drawing) []Column {
	total := map[int]int{}
	for _, at := range c.column {
		total[at]++
	}
	var out []Column
	for _, at := range d.order {
		out = append(out, Column{At: at, X: float64(at) * columnWidth, Shown: len(d.columns[at]), Total: total[at]})
	}
	return out
}
