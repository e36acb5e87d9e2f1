package layout

import (
	"context"
	"math"
	"slices"
)

// Tighten brings positions as near to one another as their boxes allow and keeps
// their arrangement: a view of a few nodes, taken from the layout of a large
// graph, becomes a compact picture of the same shape. The only error is the
// context's.
func Tighten(ctx context.Context, pos []Point, boxes []Box) error {
	if len(pos) == 0 {
		return nil
	}
	if err := makeRoom(ctx, pos, boxes); err != nil {
		return err
	}
	centre(pos)
	return nil
}

// makeRoom scales the picture so that few boxes overlap and then pushes those
// apart, so that no two overlap. Boxes move along the axis on which they need to
// move less, measured against the largest box, which keeps the picture's shape.
func makeRoom(ctx context.Context, pos []Point, boxes []Box) error {
	r := newRoom(pos, boxes)
	r.spread()
	for round := 1; ; round++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !r.push() || round == 2000 {
			return nil
		}
		if round%60 == 0 {
			r.scale(1.04)
		}
	}
}

// room finds overlapping boxes by a grid whose cells are at least as large as
// the largest box.
type room struct {
	pos          []Point
	boxes        []Box
	cellW, cellH float64 // the largest box
	low          Point   // corner of the grid
	w, h         float64 // of a cell, now
	columns      int
	rows         int
	cell         []int32 // of each node
	first        []int32 // of each cell: where its nodes begin in order
	order        []int32 // nodes by cell
	candidates   []int32
	moved        []bool // nodes pushed in the round before
	moving       []bool // nodes pushed in this round
	stirred      []bool // cells with a node of either, and those next to them
}

// tolerance is the overlap that is let be, less than the rounding shows.
const tolerance = 0.02

func newRoom(pos []Point, boxes []Box) *room {
	n := len(pos)
	r := &room{
		pos: pos, boxes: boxes, cellW: 1, cellH: 1, cell: make([]int32, n), order: make([]int32, n),
		moved: slices.Repeat([]bool{true}, n), moving: make([]bool, n),
	}
	for _, b := range boxes {
		r.cellW = max(r.cellW, b.Left+b.Right)
		r.cellH = max(r.cellH, b.Top+b.Bottom)
	}
	return r
}

// index sorts the nodes into cells, at most four cells a node.
func (r *room) index() {
	lo, hi := bounds(r.pos)
	r.low, r.w, r.h = lo, r.cellW, r.cellH
	for {
		r.columns = int((hi.X-lo.X)/r.w) + 1
		r.rows = int((hi.Y-lo.Y)/r.h) + 1
		if r.columns <= (4*len(r.pos)+64)/r.rows {
			break
		}
		r.w, r.h = r.w*2, r.h*2
	}
	r.first = slices.Grow(r.first[:0], r.columns*r.rows+1)[:r.columns*r.rows+1]
	clear(r.first)
	for i, p := range r.pos {
		x, y := r.place(p)
		r.cell[i] = int32(y*r.columns + x)
		r.first[r.cell[i]+1]++
	}
	for c := 1; c < len(r.first); c++ {
		r.first[c] += r.first[c-1]
	}
	r.fill()
}

// fill puts the nodes behind one another, by cell and in each by index.
func (r *room) fill() {
	for i := len(r.cell) - 1; i >= 0; i-- {
		end := &r.first[r.cell[i]+1]
		*end--
		r.order[*end] = int32(i)
	}
	// Each end has moved down to its beginning: shift them back by one cell.
	copy(r.first, r.first[1:])
	r.first[len(r.first)-1] = int32(len(r.order))
}

func (r *room) place(p Point) (x, y int) {
	return int((p.X - r.low.X) / r.w), int((p.Y - r.low.Y) / r.h)
}

// near returns the nodes with a higher index in the nine cells around node i,
// as they stood when the index was made.
func (r *room) near(i int32) []int32 {
	r.candidates = r.candidates[:0]
	x, y := int(r.cell[i])%r.columns, int(r.cell[i])/r.columns
	for row := max(y-1, 0); row <= min(y+1, r.rows-1); row++ {
		from := r.first[row*r.columns+max(x-1, 0)]
		to := r.first[row*r.columns+min(x+1, r.columns-1)+1]
		for _, j := range r.order[from:to] {
			if j > i {
				r.candidates = append(r.candidates, j)
			}
		}
	}
	return r.candidates
}

// overlap is how far two boxes reach into each other on each axis; both are
// above 0 when they overlap.
func (r *room) overlap(i, j int32) (x, y float64) {
	p, q, a, b := r.pos[i], r.pos[j], r.boxes[i], r.boxes[j]
	x = min(p.X+a.Right, q.X+b.Right) - max(p.X-a.Left, q.X-b.Left)
	y = min(p.Y+a.Bottom, q.Y+b.Bottom) - max(p.Y-a.Top, q.Y-b.Top)
	return x, y
}

// spread scales until few enough nodes overlap another for push to part them:
// more of them in a small graph, where it is quick and air is dear.
func (r *room) spread() {
	share := 0.55
	if len(r.pos) > 3000 {
		share = 0.4
	}
	r.pack()
	for range 200 {
		if float64(r.crowded()) <= share*float64(len(r.pos)) {
			return
		}
		r.scale(1.06)
	}
}

// pack scales so that the picture is about as large as all boxes together.
func (r *room) pack() {
	area := 0.0
	for _, b := range r.boxes {
		area += float64((b.Left + b.Right) * (b.Top + b.Bottom))
	}
	lo, hi := bounds(r.pos)
	long := max(hi.X-lo.X, hi.Y-lo.Y)
	if long > 0 && area > 0 {
		r.scale(math.Sqrt(area) / long)
	}
}

func (r *room) scale(k float64) {
	for i := range r.pos {
		r.pos[i].X *= k
		r.pos[i].Y *= k
		r.moved[i] = true
	}
}

// crowded counts the nodes that overlap one with a higher index.
func (r *room) crowded() int {
	r.index()
	n := 0
	for i := range r.pos {
		for _, j := range r.near(int32(i)) {
			if x, y := r.overlap(int32(i), j); x > tolerance && y > tolerance {
				n++
				break
			}
		}
	}
	return n
}

// push moves every overlapping pair apart once and reports whether there was
// one. Two nodes that have not moved since they were last compared are not
// compared again: late rounds look at the few places that are not yet at rest.
func (r *room) push() bool {
	r.index()
	r.stir()
	pushed := false
	for i := range r.pos {
		if !r.stirred[r.cell[i]] {
			continue
		}
		for _, j := range r.near(int32(i)) {
			x, y := r.overlap(int32(i), j)
			if x <= tolerance || y <= tolerance {
				continue
			}
			pushed = true
			r.part(int32(i), j, x, y)
			r.note(int32(i))
			r.note(j)
		}
	}
	r.moved, r.moving = r.moving, r.moved
	return pushed
}

// stir finds the cells with nodes that the round before moved, and those next to
// them.
func (r *room) stir() {
	n := r.columns * r.rows
	r.stirred = slices.Grow(r.stirred[:0], n)[:n]
	clear(r.stirred)
	clear(r.moving)
	for i, moved := range r.moved {
		if moved {
			r.stirAround(int32(i))
		}
	}
}

// note remembers that this round moved a node.
func (r *room) note(i int32) {
	if r.moving[i] {
		return
	}
	r.moving[i] = true
	if !r.moved[i] {
		r.stirAround(i)
	}
}

func (r *room) stirAround(i int32) {
	x, y := int(r.cell[i])%r.columns, int(r.cell[i])/r.columns
	for row := max(y-1, 0); row <= min(y+1, r.rows-1); row++ {
		from, to := row*r.columns+max(x-1, 0), row*r.columns+min(x+1, r.columns-1)
		for c := from; c <= to; c++ {
			r.stirred[c] = true
		}
	}
}

// part moves two boxes apart. A hair is added so that rounding does not bring
// them together again.
func (r *room) part(i, j int32, x, y float64) {
	p, q := &r.pos[i], &r.pos[j]
	if x*r.cellH < y*r.cellW {
		d := x/2 + tolerance
		if p.X > q.X {
			d = -d
		}
		p.X, q.X = p.X-d, q.X+d
		return
	}
	d := y/2 + tolerance
	if p.Y > q.Y {
		d = -d
	}
	p.Y, q.Y = p.Y-d, q.Y+d
}
