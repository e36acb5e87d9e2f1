package layout

// tree is the quadtree of Barnes–Hut in one slice, rebuilt each step.
type tree struct {
	cells []cell
	next  []int32 // chains the bodies of a leaf, -1 at the end
}

// cell is a square. A leaf holds a chain of bodies; any other cell has four
// children in a row from child.
type cell struct {
	middle Point
	half   float64
	centre Point // of mass
	mass   float64
	child  int32 // of the first child, 0 for a leaf
	body   int32 // first of the chain, -1 for none
	count  int32 // bodies in the chain
}

const (
	leafBodies = 8
	maxDepth   = 40 // below it bodies share a leaf, however many
)

func (t *tree) build(pos []Point, mass []float64) {
	lo, hi := bounds(pos)
	half := max(hi.X-lo.X, hi.Y-lo.Y)/2 + 1
	t.cells = append(t.cells[:0], cell{middle: Point{(lo.X + hi.X) / 2, (lo.Y + hi.Y) / 2}, half: half, body: -1})
	if len(t.next) != len(pos) {
		t.next = make([]int32, len(pos))
	}
	for i := range pos {
		t.insert(int32(i), pos)
	}
	t.weigh(pos, mass)
}

func (t *tree) insert(i int32, pos []Point) {
	at, depth := int32(0), 0
	for t.cells[at].child != 0 {
		at, depth = t.childOf(at, pos[i]), depth+1
	}
	c := &t.cells[at]
	t.next[i], c.body = c.body, i
	c.count++
	if c.count > leafBodies && depth < maxDepth {
		t.split(at, depth, pos)
	}
}

// childOf is the child of a cell that a point lies in.
func (t *tree) childOf(at int32, p Point) int32 {
	c := &t.cells[at]
	k := c.child
	if p.X >= c.middle.X {
		k++
	}
	if p.Y >= c.middle.Y {
		k += 2
	}
	return k
}

func (t *tree) split(at int32, depth int, pos []Point) {
	c := t.cells[at]
	h := c.half / 2
	first := int32(len(t.cells))
	for k := range 4 {
		m := Point{c.middle.X - h, c.middle.Y - h}
		if k&1 != 0 {
			m.X = c.middle.X + h
		}
		if k&2 != 0 {
			m.Y = c.middle.Y + h
		}
		t.cells = append(t.cells, cell{middle: m, half: h, body: -1})
	}
	t.cells[at].child, t.cells[at].body, t.cells[at].count = first, -1, 0
	for b := c.body; b >= 0; {
		next := t.next[b]
		k := &t.cells[t.childOf(at, pos[b])]
		t.next[b], k.body = k.body, b
		k.count++
		b = next
	}
	for k := first; k < first+4; k++ {
		if t.cells[k].count > leafBodies && depth+1 < maxDepth {
			t.split(k, depth+1, pos)
		}
	}
}

// bodies appends all bodies, cell by cell, so that neighbours in the picture
// follow one another.
func (t *tree) bodies(order []int32) []int32 {
	var stack [4 * maxDepth]int32
	top := 1 // the root
	for top > 0 {
		top--
		c := &t.cells[stack[top]]
		for b := c.body; b >= 0; b = t.next[b] {
			order = append(order, b)
		}
		for k := c.child; c.child != 0 && k < c.child+4; k++ {
			stack[top] = k
			top++
		}
	}
	return order
}

// weigh fills mass and centre of mass; children stand behind their parents, so
// one pass from the end does.
func (t *tree) weigh(pos []Point, mass []float64) {
	for at := len(t.cells) - 1; at >= 0; at-- {
		c := &t.cells[at]
		x, y, m := 0.0, 0.0, 0.0
		for b := c.body; b >= 0; b = t.next[b] {
			x, y, m = x+float64(pos[b].X*mass[b]), y+float64(pos[b].Y*mass[b]), m+mass[b]
		}
		if c.child != 0 {
			for _, k := range t.cells[c.child : c.child+4] {
				x, y, m = x+float64(k.centre.X*k.mass), y+float64(k.centre.Y*k.mass), m+k.mass
			}
		}
		if c.mass = m; m > 0 {
			c.centre = Point{x / m, y / m}
		}
	}
}

// repel sums, over all other bodies, mass times the vector from it divided by
// the square of the distance; far cells count as one body.
func (t *tree) repel(i int32, p Point, pos []Point, mass []float64) Point {
	var sum Point
	var stack [4 * maxDepth]int32
	top := 1 // the root
	for top > 0 {
		top--
		c := &t.cells[stack[top]]
		if c.mass == 0 {
			continue
		}
		dx, dy := p.X-c.centre.X, p.Y-c.centre.Y
		d2 := float64(dx*dx) + float64(dy*dy)
		size := 2 * c.half
		switch {
		case c.child != 0 && size*size < theta2*d2:
			k := c.mass / d2
			sum.X += float64(dx * k)
			sum.Y += float64(dy * k)
		case c.child != 0:
			for k := range int32(4) {
				stack[top] = c.child + k
				top++
			}
		default:
			for b := c.body; b >= 0; b = t.next[b] {
				if b != i {
					sum = add(sum, p, pos[b], mass[b], i < b)
				}
			}
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
