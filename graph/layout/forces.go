package layout

import (
	"context"
	"math"
	"sync"
	"sync/atomic"
)

// The constants of ForceAtlas2 as its paper and Gephi have them, and our own
// pull of territories. Gravity grows with the distance (the paper's "strong
// gravity"), so that nodes without relationships stay in the picture; it is a
// little stronger upright than across, since screens are wider than high.
const (
	repulsion   = 40.0
	gravityX    = 0.15
	gravityY    = 0.22
	groupPull   = 0.25
	jitter      = 1.0
	theta2      = 1.2 * 1.2 // opening of a cell in Barnes–Hut, squared
	nearlyZero2 = 1e-6
)

// forces is the state of one ForceAtlas2 run on one level.
type forces struct {
	*level
	pos       []Point
	now, last []Point   // forces of this step and the one before
	swing     []float64 // of each node: by how much its force turned, times its mass
	tree      tree
	centre    []Point // of each group
	speed     float64
	efficacy  float64
	workers   int
}

func newForces(l *level, pos []Point, workers int) *forces {
	n := l.n()
	return &forces{
		level: l, pos: pos, now: make([]Point, n), last: make([]Point, n), swing: make([]float64, n),
		centre: make([]Point, l.groups), speed: 1, efficacy: 1, workers: workers,
	}
}

// run takes steps until the context ends.
func (f *forces) run(ctx context.Context, steps int) error {
	for range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		f.step()
	}
	return nil
}

func (f *forces) step() {
	f.tree.build(f.pos, f.mass)
	f.centres()
	f.last, f.now = f.now, f.last
	// What is near in the picture is near in the tree's memory.
	f.parallel(func(from, to int) {
		for _, b := range f.tree.bodies[from:to] {
			f.now[b.node] = f.forceOn(b.node)
		}
	})
	f.adapt()
	f.parallel(f.move)
}

// chunk is the number of nodes that a worker takes at a time: few enough that
// none waits long for another at the end.
const chunk = 256

// parallel runs work over all nodes. What is found for a node depends on nothing
// that is found for another, so neither the split nor who takes what shows in
// the result.
func (f *forces) parallel(work func(from, to int)) {
	n := f.n()
	if f.workers == 1 || n <= chunk {
		work(0, n)
		return
	}
	var taken atomic.Int64
	var wg sync.WaitGroup
	for range f.workers {
		wg.Go(func() {
			for to := int(taken.Add(chunk)); to-chunk < n; to = int(taken.Add(chunk)) {
				work(to-chunk, min(to, n))
			}
		})
	}
	wg.Wait()
}

// centres finds the middle of each group.
func (f *forces) centres() {
	mass := make([]float64, f.groups)
	clear(f.centre)
	for i, g := range f.group {
		f.centre[g].X += float64(f.pos[i].X * f.mass[i])
		f.centre[g].Y += float64(f.pos[i].Y * f.mass[i])
		mass[g] += f.mass[i]
	}
	for g := range f.centre {
		if mass[g] > 0 {
			f.centre[g].X /= mass[g]
			f.centre[g].Y /= mass[g]
		}
	}
}

// forceOn sums repulsion, attraction, gravity and the pull of the group.
func (f *forces) forceOn(i int32) Point {
	p, m := f.pos[i], f.mass[i]
	s := f.tree.repel(i, p)
	k := repulsion * m
	force := Point{s.X * k, s.Y * k}
	w := f.weights(i)
	for e, j := range f.neighbours(i) {
		q := f.pos[j]
		force.X -= float64(w[e] * (p.X - q.X))
		force.Y -= float64(w[e] * (p.Y - q.Y))
	}
	force.X -= float64(gravityX * m * p.X)
	force.Y -= float64(gravityY * m * p.Y)
	if g := f.group[i]; g != 0 {
		c := f.centre[g]
		force.X -= float64(groupPull * m * (p.X - c.X))
		force.Y -= float64(groupPull * m * (p.Y - c.Y))
	}
	return force
}

// adapt sets the global speed from how much nodes swing and how much they get
// on, as in section 3 of the ForceAtlas2 paper with Gephi's safeguards.
func (f *forces) adapt() {
	swinging, traction := 0.0, 0.0
	for i, a := range f.now {
		b := f.last[i]
		f.swing[i] = f.mass[i] * length(a.X-b.X, a.Y-b.Y)
		swinging += f.swing[i]
		traction += float64(0.5 * f.mass[i] * length(a.X+b.X, a.Y+b.Y))
	}
	if swinging == 0 {
		return
	}
	n := float64(f.n())
	optimal := 0.05 * math.Sqrt(n)
	tolerance := jitter * max(math.Sqrt(optimal), min(10, optimal*traction/(n*n)))
	if swinging > 2*traction {
		if f.efficacy > 0.05 {
			f.efficacy *= 0.5
		}
		tolerance = max(tolerance, jitter)
	}
	target := tolerance * f.efficacy * traction / swinging
	switch {
	case swinging > tolerance*traction:
		if f.efficacy > 0.05 {
			f.efficacy *= 0.7
		}
	case f.speed < 1000:
		f.efficacy *= 1.3
	}
	f.speed += min(target-f.speed, 0.5*f.speed)
}

// move takes the nodes of a range along their forces.
func (f *forces) move(from, to int) {
	for i := from; i < to; i++ {
		a := f.now[i]
		k := f.speed / (1 + math.Sqrt(f.speed*f.swing[i]))
		f.pos[i].X += float64(a.X * k)
		f.pos[i].Y += float64(a.Y * k)
	}
}

func length(x, y float64) float64 { return math.Sqrt(float64(x*x) + float64(y*y)) }
