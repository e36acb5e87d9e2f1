package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

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
