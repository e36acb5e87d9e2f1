package exec

import "planatlas/graph/cypher/plan"

// This file holds what runs a pipeline of its own for each row, as Apply does;
// optional.go, semiapply.go and union.go build on it.

// bridge ends an inner pipeline and hands its rows to the step after the outer
// one. It remembers whether that one wants no more: an inner LIMIT stops only
// the inner pipeline, an outer one everything.
type bridge struct {
	next    step
	rows    int64
	stopped bool
}

func (b *bridge) push() error {
	b.rows++
	if b.stopped {
		return errStop
	}
	err := b.next.push()
	b.stopped = err == errStop
	return err
}

func (*bridge) finish() error { return nil }

// through runs the inner pipeline on the row at hand. It returns errStop only
// where the outer pipeline is to stop.
func (b *bridge) through(inner step) error {
	b.rows, b.stopped = 0, false
	if err := drive(inner); err != nil {
		return err
	}
	if b.stopped {
		return errStop
	}
	return nil
}

// apply runs a subquery for each row.
type apply struct {
	passing
	inner step
	out   *bridge
}

func newApply(pass passing, o *plan.Apply) (step, error) {
	a := &apply{passing: pass, out: &bridge{next: pass.next}}
	var err error
	a.inner, err = pass.chain(o.Inner, a.out)
	return a, err
}

func (a *apply) push() error { return a.out.through(a.inner) }
