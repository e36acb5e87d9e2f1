package exec

import (
	"time"

	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// measured is what an operator did: the rows that came out of it, and the time
// spent in it and in what came after.
type measured struct {
	rows  int64
	whole time.Duration
	after time.Duration // spent in the steps that it pushed rows into
}

// counter counts the rows that an operator pushes.
type counter struct {
	next step
	m    *measured
}

func (c *counter) push() error {
	c.m.rows++
	start := time.Now()
	err := c.next.push()
	c.m.after += time.Since(start)
	return err
}

func (c *counter) finish() error {
	start := time.Now()
	err := c.next.finish()
	c.m.after += time.Since(start)
	return err
}

func (c *counter) receive(record []graph.Value) error {
	c.m.rows++
	return c.next.(receiver).receive(record)
}

// timer times an operator.
type timer struct {
	step
	m *measured
}

func (t *timer) push() error {
	start := time.Now()
	err := t.step.push()
	t.m.whole += time.Since(start)
	return err
}

func (t *timer) finish() error {
	start := time.Now()
	err := t.step.finish()
	t.m.whole += time.Since(start)
	return err
}

// counted puts a counter behind an operator, when profiling.
func (r *run) counted(o plan.Operator, next step) step {
	if r.profile == nil {
		return next
	}
	if r.profile[o] == nil {
		r.profile[o] = &measured{}
	}
	return &counter{next, r.profile[o]}
}

// timed puts a clock around an operator, when profiling.
func (r *run) timed(o plan.Operator, s step) step {
	if r.profile == nil {
		return s
	}
	return &timer{s, r.profile[o]}
}

func (r *run) measure(o plan.Operator) (rows int64, ms float64, ok bool) {
	m := r.profile[o]
	if m == nil {
		return 0, 0, false
	}
	return m.rows, float64((m.whole - m.after).Microseconds()) / 1000, true
}
