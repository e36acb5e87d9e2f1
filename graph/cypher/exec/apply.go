package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// This file holds the steps that run a pipeline of their own for each row.

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

// optional runs a pipeline for each row; where it makes none, it makes one with
// nulls.
type optional struct {
	passing
	inner step
	out   *bridge
	nulls []int
}

func newOptional(pass passing, o *plan.Optional) (step, error) {
	s := &optional{passing: pass, out: &bridge{next: pass.next}, nulls: slots(o.Nulls)}
	var err error
	s.inner, err = pass.chain(o.Inner, s.out)
	return s, err
}

func (o *optional) push() error {
	if err := o.out.through(o.inner); err != nil || o.out.rows > 0 {
		return err
	}
	for _, slot := range o.nulls {
		o.row[slot] = graph.NullValue()
	}
	return o.next.push()
}

// semiApply keeps the rows for which a pipeline makes a row, or makes none.
type semiApply struct {
	passing
	inner *probe
	anti  bool
}

func newSemiApply(pass passing, o *plan.SemiApply) (step, error) {
	inner, err := pass.probe(o.Inner)
	return &semiApply{pass, inner, o.Anti}, err
}

func (s *semiApply) push() error {
	found, err := s.inner.exists()
	if err != nil || found == s.anti {
		return err
	}
	return s.next.push()
}

// probe runs a pipeline to see whether it makes a row.
type probe struct {
	first step
	found bool
}

func (r *run) probe(pipeline plan.Pipeline) (*probe, error) {
	p := &probe{}
	var err error
	p.first, err = r.chain(pipeline, p)
	return p, err
}

func (p *probe) exists() (bool, error) {
	p.found = false
	err := drive(p.first)
	return p.found, err
}

func (p *probe) push() error {
	p.found = true
	return errStop
}

func (*probe) finish() error { return nil }

// union runs several pipelines one after the other and copies what they return
// into the same columns.
type union struct {
	passing
	inner []step
	out   []*bridge
}

// columnCopy moves the columns of one part of a UNION.
type columnCopy struct {
	passing
	from, to []int
}

func newUnion(pass passing, o *plan.Union) (step, error) {
	u := &union{passing: pass}
	for i, pipeline := range o.Inner {
		c := &columnCopy{pass, slots(o.From[i]), slots(o.Columns)}
		out := &bridge{next: c}
		inner, err := pass.chain(pipeline, out)
		if err != nil {
			return nil, err
		}
		u.inner, u.out = append(u.inner, inner), append(u.out, out)
	}
	return u, nil
}

func (u *union) push() error {
	for i, inner := range u.inner {
		if err := u.out[i].through(inner); err != nil {
			return err
		}
	}
	return nil
}

func (c *columnCopy) push() error {
	for i := range c.from {
		c.row[c.to[i]] = c.row[c.from[i]]
	}
	return c.next.push()
}

// call makes a row of each row of a procedure.
type call struct {
	passing
	operator *plan.ProcedureCall
	args     []eval
}

func newCall(pass passing, o *plan.ProcedureCall) (step, error) {
	args, err := pass.compileAll(o.Args)
	return &call{pass, o, args}, err
}

func (c *call) push() error {
	args := make([]graph.Value, len(c.operator.Procedure.Parameters))
	for i, a := range c.args {
		v, err := a(c.run)
		if err != nil {
			return err
		}
		args[i] = v
	}
	return c.operator.Procedure.Rows(&c.functions, args, func(row []graph.Value) error {
		if err := c.meter.Work(1); err != nil {
			return err
		}
		for i, s := range c.operator.Columns {
			if s != nil {
				c.row[s.Slot] = row[i]
			}
		}
		return c.next.push()
	})
}
