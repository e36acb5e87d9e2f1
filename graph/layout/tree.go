package layout

import "slices"

// tree is the quadtree of Barnes–Hut, rebuilt each step. It is kept in the order
// in which it is walked, so that a walk reads memory from front to back.
type tree struct {
	cells  []cell
	bodies []body
	spare  []body // room to sort bodies in
}

// cell is a square with bodies in it; empty ones are left out. The cells within
// it follow, up to past. A leaf holds the bodies from first to last.
type cell struct {
	centre      Point // of mass
	mass        float64
	size2       float64 // square of its side
	past        int32
	first, last int32
	leaf        bool
}

// body is a node in the tree.
type body struct {
	at   Point
	mass float64
	node int32
}

const (
	leafBodies = 8
	maxDepth   = 40 // below it bodies share a leaf, however many
)

func (t *tree) build(pos []Point, mass []float64) {
	lo, hi := bounds(pos)
	half := max(hi.X-lo.X, hi.Y-lo.Y)/2 + 1
	t.cells, t.bodies = t.cells[:0], t.bodies[:0]
	for i, p := range pos {
		t.bodies = append(t.bodies, body{p, mass[i], int32(i)})
	}
	t.spare = slices.Grow(t.spare[:0], len(pos))[:len(pos)]
	t.grow(0, len(pos), Point{(lo.X + hi.X) / 2, (lo.Y + hi.Y) / 2}, half, 0)
}

// grow appends the cell of the bodies from first to last, and what is in it.
//
// Sums depend on the order of bodies. It is the one that comes about when bodies
// are put into a tree one by one, each at the head of its leaf's list, and a
// list of nine is given to four new leaves: known positions stand on it.
func (t *tree) grow(first, last int, middle Point, half float64, depth int) {
	here, size := len(t.cells), 2*half
	t.cells = append(t.cells, cell{size2: size * size, first: int32(first), last: int32(last)})
	bodies := t.bodies[first:last]
	if len(bodies) <= leafBodies || depth == maxDepth {
		slices.Reverse(bodies)
		t.cells[here].close(weighBodies(bodies), here+1, true)
		return
	}
	slices.Reverse(bodies[:leafBodies+1])
	ends := t.quarter(first, last, middle)
	var parts [4]int // indexes of the quarters' cells, 0 for an empty one
	h := half / 2
	for k := 3; k >= 0; k-- {
		if end := ends[k]; end > first {
			parts[k] = len(t.cells)
			t.grow(first, end, Point{middle.X + side(k&1, h), middle.Y + side(k&2, h)}, h, depth+1)
			first = end
		}
	}
	t.cells[here].close(t.weighCells(parts), len(t.cells), false)
}

// side is h to the right and below, else -h.
func side(bit int, h float64) float64 {
	if bit != 0 {
		return h
	}
	return -h
}

// quarter sorts bodies by the quarter of their cell, the last quarter first, and
// returns where the bodies of each end.
func (t *tree) quarter(first, last int, middle Point) (ends [4]int) {
	spare := t.spare[first:last]
	copy(spare, t.bodies[first:last])
	var counts, next [4]int
	for i := range spare {
		counts[quarterOf(spare[i].at, middle)]++
	}
	end := first
	for k := 3; k >= 0; k-- {
		next[k] = end
		end += counts[k]
		ends[k] = end
	}
	for i := range spare {
		k := quarterOf(spare[i].at, middle)
		t.bodies[next[k]] = spare[i]
		next[k]++
	}
	return ends
}

func quarterOf(p, middle Point) int {
	k := 0
	if p.X >= middle.X {
		k++
	}
	if p.Y >= middle.Y {
		k += 2
	}
	return k
}

// moment is a mass and the sum of mass times position.
type moment struct{ x, y, mass float64 }

func (m moment) plus(at Point, mass float64) moment {
	return moment{m.x + float64(at.X*mass), m.y + float64(at.Y*mass), m.mass + mass}
}

func weighBodies(bodies []body) (m moment) {
	for _, b := range bodies {
		m = m.plus(b.at, b.mass)
	}
	return m
}

func (t *tree) weighCells(parts [4]int) (m moment) {
	for _, at := range parts {
		if at > 0 {
			m = m.plus(t.cells[at].centre, t.cells[at].mass)
		}
	}
	return m
}

// close fills in what is known when all within the cell stands.
func (c *cell) close(m moment, past int, leaf bool) {
	c.centre, c.mass = Point{m.x / m.mass, m.y / m.mass}, m.mass
	c.past, c.leaf = int32(past), leaf
}

// repel sums, over all other bodies, mass times the vector from it divided by
// the square of the distance; far cells count as one body.
func (t *tree) repel(i int32, p Point) Point {
	var sum Point
	for at := 0; at < len(t.cells); {
		c := &t.cells[at]
		if c.leaf {
			sum = push(sum, i, p, t.bodies[c.first:c.last])
			at++
			continue
		}
		dx, dy := p.X-c.centre.X, p.Y-c.centre.Y
		d2 := float64(dx*dx) + float64(dy*dy)
		if c.size2 >= float64(theta2*d2) {
			at++
			continue
		}
		k := c.mass / d2
		sum.X += float64(dx * k)
		sum.Y += float64(dy * k)
		at = int(c.past)
	}
	return sum
}

// push adds the push of bodies on body i.
func push(sum Point, i int32, p Point, bodies []body) Point {
	for k := range bodies {
		b := &bodies[k]
		if b.node != i {
			sum = add(sum, p, b.at, b.mass, i < b.node)
		}
	}
	return sum
}

// add adds the push of one body. Two bodies at one place part along a fixed
// line, the lower index to the left.
func add(sum, p, q Point, m float64, lower bool) Point {
	dx, dy := p.X-q.X, p.Y-q.Y
	d2 := float64(dx*dx) + float64(dy*dy)
	if d2 < nearlyZero2 {
		dx, dy, d2 = 0.1, 0.05, 0.0125
		if lower {
			dx, dy = -dx, -dy
		}
	}
	k := m / d2
	return Point{sum.X + float64(dx*k), sum.Y + float64(dy*k)}
}
