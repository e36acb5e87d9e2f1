package exec

import "planatlas/graph/cypher/plan"

// filter keeps the rows for which the conditions are true.
type filter struct {
	passing
	holds condition
}

func newFilter(pass passing, o *plan.Filter) (step, error) {
	holds, err := pass.all(o.Predicates)
	return &filter{pass, holds}, err
}

func (f *filter) push() error {
	ok, err := f.holds(f.run)
	if err != nil || !ok {
		return err
	}
	return f.next.push()
}
