// Package layout computes where the nodes of a graph stand: ForceAtlas2 with
// Barnes–Hut repulsion on a hierarchy of coarser graphs, then the removal of
// overlaps so that every node has room for its label.
//
// Same graph, same positions, on every machine: nodes start from a hash of
// their ids, sums run in a fixed order whatever the number of cores, every
// product is rounded before it is added (so that no compiler fuses the two), no
// function is used that libraries round differently, and results are rounded to
// 0.01. Enter by Compute.
package layout

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime"
	"strconv"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// Version names the way of computing: it changes whenever the same graph would
// get other positions, so that kept ones are not mistaken for them.
const Version = "2"

// StructureWeight is the pull of document structure beside content, which
// pulls with 1.
const StructureWeight = 0.05

// Point is a position in CSS pixels at zoom 1, y downwards.
type Point struct{ X, Y float64 }

// MarshalJSON writes [x,y].
func (p Point) MarshalJSON() ([]byte, error) {
	b := strconv.AppendFloat([]byte{'['}, p.X, 'f', -1, 64)
	b = strconv.AppendFloat(append(b, ','), p.Y, 'f', -1, 64)
	return append(b, ']'), nil
}

// UnmarshalJSON reads [x,y].
func (p *Point) UnmarshalJSON(b []byte) error {
	var xy [2]float64
	if err := json.Unmarshal(b, &xy); err != nil {
		return err
	}
	*p = Point{xy[0], xy[1]}
	return nil
}

// Box is the room that a node needs, as distances from its position to the four
// sides, in CSS pixels.
type Box struct{ Left, Top, Right, Bottom float64 }

// Options say what pulls, what belongs together and how much room a node needs.
// Nil functions mean weight 1, no groups and the room of the node's name.
type Options struct {
	Weight func(*graph.Relationship) float64
	// Group names the territory of a node, "" for none. Nodes of a group are
	// drawn together.
	Group func(*graph.Node) string
	Room  func(*graph.Node) Box
	// Front tells the nodes that are seen on their own when a page opens. They
	// are laid out first, by themselves, and the others around them.
	Front func(*graph.Node) bool
	// Workers is the number of goroutines, 0 for one a core. It does not change
	// the result.
	Workers int
}

// Result is the layout of one graph.
type Result struct {
	Positions []Point `json:"positions"` // by node index
	// Hash is the first 16 hex digits of SHA-256 over the positions.
	Hash string `json:"hash"`
}

// Check returns an error if the hash is not that of the positions, as in a
// damaged file.
func (r *Result) Check() error {
	if h := hash(r.Positions); h != r.Hash {
		return fmt.Errorf("the positions have the hash %s, not %s", h, r.Hash)
	}
	return nil
}

// ForOntology returns the options of a plan graph: document structure pulls
// weakly, and the ontology's categories form territories, except for measures,
// which stand beside what they act on.
func ForOntology(o *ontology.Ontology) Options {
	structure := map[string]bool{}
	for _, t := range o.Types {
		structure[t.Name] = t.Trace == ontology.TraceNone
	}
	territory := map[string]string{}
	for _, l := range o.Labels {
		territory[l.Name] = territoryOf(l)
	}
	return Options{
		Weight: func(r *graph.Relationship) float64 {
			if structure[r.Type] {
				return StructureWeight
			}
			return 1
		},
		Group: func(n *graph.Node) string { return territory[n.Label()] },
	}
}

func territoryOf(l ontology.Label) string {
	switch {
	case l.Name == "Measure" || l.Category == "evidence" || l.Category == "glossary":
		return ""
	case l.Name == "Strategy":
		return "strategies"
	}
	return l.Category
}

// Compute lays a graph out. The only error is the context's.
func Compute(ctx context.Context, g *graph.Graph, o Options) (*Result, error) {
	if o.Weight == nil {
		o.Weight = func(*graph.Relationship) float64 { return 1 }
	}
	if o.Group == nil {
		o.Group = func(*graph.Node) string { return "" }
	}
	if o.Room == nil {
		o.Room = func(n *graph.Node) Box { return LabelOf(n.Name()).Room() }
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	pos := make([]Point, g.NodeCount())
	if len(pos) > 0 {
		l := finest(g, o)
		if err := l.solve(ctx, pos, o.Workers); err != nil {
			return nil, err
		}
		if err := o.bringForward(ctx, g, pos); err != nil {
			return nil, err
		}
		boxes := make([]Box, len(pos))
		for i, n := range g.Nodes() {
			boxes[i] = o.Room(n)
		}
		if err := makeRoom(ctx, pos, boxes); err != nil {
			return nil, err
		}
		centre(pos)
	}
	return &Result{Positions: pos, Hash: hash(pos)}, nil
}

// centre moves the middle of the bounding box to the origin and rounds.
func centre(pos []Point) {
	lo, hi := bounds(pos)
	cx, cy := (lo.X+hi.X)/2, (lo.Y+hi.Y)/2
	for i := range pos {
		pos[i] = Point{round(pos[i].X - cx), round(pos[i].Y - cy)}
	}
}

// round rounds to 0.01 and never returns a negative zero, which would print
// differently.
func round(x float64) float64 {
	n := int64(float64(x*100) + 0.5)
	if x < 0 {
		n = -int64(0.5 - float64(x*100))
	}
	return float64(n) / 100
}

func bounds(pos []Point) (lo, hi Point) {
	lo, hi = pos[0], pos[0]
	for _, p := range pos[1:] {
		lo.X, lo.Y = min(lo.X, p.X), min(lo.Y, p.Y)
		hi.X, hi.Y = max(hi.X, p.X), max(hi.Y, p.Y)
	}
	return lo, hi
}

func hash(pos []Point) string {
	h := sha256.New()
	var b []byte
	for _, p := range pos {
		b, _ = p.MarshalJSON()
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
