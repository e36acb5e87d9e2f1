package layout

import (
	"context"
	"math"

	"planatlas/graph"
)

const (
	// frontWidth and frontHeight are how many times larger than its label the box
	// of a node in front is while these nodes are arranged.
	frontWidth  = 1.15
	frontHeight = 1.9
	// frontShare is the size of the arrangement, as a share of the whole picture's.
	frontShare = 0.8
)

// bringForward lays out the nodes in front by themselves, turns that picture so
// that it agrees best with where they stand among all, spreads it over the sheet
// and moves the others along with their neighbours.
func (o Options) bringForward(ctx context.Context, g *graph.Graph, pos []Point) error {
	if o.Front == nil {
		return nil
	}
	var front []int32
	for i, n := range g.Nodes() {
		if o.Front(n) {
			front = append(front, int32(i))
		}
	}
	if len(front) < 3 || len(front) == len(pos) {
		return nil
	}
	target, err := o.arrange(ctx, g, front, pos)
	if err != nil {
		return err
	}
	follow(pos, front, target)
	return nil
}

// arrange returns where the nodes in front are to stand, in their order.
func (o Options) arrange(ctx context.Context, g *graph.Graph, front []int32, pos []Point) ([]Point, error) {
	part, err := subgraph(g, front)
	if err != nil {
		return nil, err
	}
	alone := make([]Point, len(front))
	if err := finest(part, o).solve(ctx, alone, o.Workers); err != nil {
		return nil, err
	}
	among := make([]Point, len(front))
	boxes := make([]Box, len(front))
	for k, i := range front {
		among[k] = pos[i]
		b := o.Room(g.Node(i))
		boxes[k] = Box{float64(b.Left * frontWidth), float64(b.Top * frontHeight), float64(b.Right * frontWidth), float64(b.Bottom * frontHeight)}
	}
	turn(alone, among)
	if err := makeRoom(ctx, alone, boxes); err != nil {
		return nil, err
	}
	recentre(alone)
	middle := mean(pos)
	k := frontShare * radius(pos, middle) / max(radius(alone, Point{}), 1e-9)
	for i, p := range alone {
		alone[i] = Point{float64(p.X*k) + middle.X, float64(p.Y*k) + middle.Y}
	}
	return alone, nil
}

// subgraph holds some nodes, given ascending, and what joins them.
func subgraph(g *graph.Graph, nodes []int32) (*graph.Graph, error) {
	b := graph.NewBuilder()
	in := map[int]bool{}
	for _, i := range nodes {
		n := g.Node(i)
		in[int(i)] = true
		b.AddNode(n.ID, n.Labels, n.Properties)
	}
	for _, r := range g.Relationships() {
		if in[r.StartIndex()] && in[r.EndIndex()] {
			b.AddRelationship(r.ID, r.Type, r.Start, r.End, r.Properties)
		}
	}
	return b.Build()
}

func mean(pos []Point) Point {
	var m Point
	for _, p := range pos {
		m.X += p.X
		m.Y += p.Y
	}
	n := float64(len(pos))
	return Point{m.X / n, m.Y / n}
}

// radius is the root of the mean squared distance to a point.
func radius(pos []Point, middle Point) float64 {
	sum := 0.0
	for _, p := range pos {
		dx, dy := p.X-middle.X, p.Y-middle.Y
		sum += float64(dx*dx) + float64(dy*dy)
	}
	return math.Sqrt(sum / float64(len(pos)))
}

func recentre(pos []Point) {
	m := mean(pos)
	for i := range pos {
		pos[i] = Point{pos[i].X - m.X, pos[i].Y - m.Y}
	}
}

// turn turns and, where that agrees better, mirrors the first picture so that it
// lies as the second does, both around their middles.
func turn(pos, like []Point) {
	recentre(pos)
	m := mean(like)
	var straight, mirrored Point // X is the cosine's part, Y the sine's
	for i, p := range pos {
		q := Point{like[i].X - m.X, like[i].Y - m.Y}
		straight.X += float64(p.X*q.X) + float64(p.Y*q.Y)
		straight.Y += float64(p.X*q.Y) - float64(p.Y*q.X)
		mirrored.X += float64(p.X*q.X) - float64(p.Y*q.Y)
		mirrored.Y += float64(p.X*q.Y) + float64(p.Y*q.X)
	}
	flip, best := 1.0, straight
	if length(mirrored.X, mirrored.Y) > length(straight.X, straight.Y) {
		flip, best = -1.0, mirrored
	}
	l := length(best.X, best.Y)
	if l == 0 {
		return
	}
	cos, sin := best.X/l, best.Y/l
	for i, p := range pos {
		y := p.Y * flip
		pos[i] = Point{float64(cos*p.X) - float64(sin*y), float64(sin*p.X) + float64(cos*y)}
	}
}

// follow moves the nodes in front to their targets and every other one by the
// mean of those moves, weighted by nearness.
func follow(pos []Point, front []int32, target []Point) {
	move := make([]Point, len(front))
	was := make([]Point, len(front))
	ahead := make(map[int]int, len(front))
	for k, i := range front {
		was[k] = pos[i]
		move[k] = Point{target[k].X - pos[i].X, target[k].Y - pos[i].Y}
		ahead[int(i)] = k
	}
	soft := float64(radius(pos, mean(pos)) * 0.05)
	soft *= soft
	for i, p := range pos {
		if k, ok := ahead[i]; ok {
			pos[i] = target[k]
			continue
		}
		var sum Point
		total := 0.0
		for k, q := range was {
			dx, dy := p.X-q.X, p.Y-q.Y
			d := float64(dx*dx) + float64(dy*dy) + soft
			w := 1 / float64(d*d)
			sum.X += float64(move[k].X * w)
			sum.Y += float64(move[k].Y * w)
			total += w
		}
		pos[i] = Point{p.X + sum.X/total, p.Y + sum.Y/total}
	}
}
