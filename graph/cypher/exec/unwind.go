package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// unwind makes a row of each item of a list.
type unwind struct {
	passing
	list eval
	item int
}

func newUnwind(pass passing, o *plan.Unwind) (step, error) {
	list, err := pass.compile(o.List)
	return &unwind{pass, list, o.Item.Slot}, err
}

func (u *unwind) push() error {
	v, err := u.list(u.run)
	if err != nil || v.IsNull() {
		return err
	}
	list, ok := v.AsList()
	if !ok { // anything else is a list of one
		list = []graph.Value{v}
	}
	for _, item := range list {
		if err := u.meter.Work(1); err != nil {
			return err
		}
		u.row[u.item] = item
		if err := u.next.push(); err != nil {
			return err
		}
	}
	return nil
}
