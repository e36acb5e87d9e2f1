package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

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

// projection evaluates expressions into slots.
type projection struct {
	passing
	slots  []int
	values []eval
}

func newProjection(pass passing, o *plan.Projection) (step, error) {
	p := &projection{passing: pass}
	for _, item := range o.Items {
		e, err := pass.compile(item.Expr)
		if err != nil {
			return nil, err
		}
		p.slots, p.values = append(p.slots, item.Symbol.Slot), append(p.values, e)
	}
	return p, nil
}

func (p *projection) push() error {
	if err := p.meter.Work(1); err != nil {
		return err
	}
	for i, e := range p.values {
		v, err := e(p.run)
		if err != nil {
			return err
		}
		p.row[p.slots[i]] = v
	}
	return p.next.push()
}

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

// empty drops all rows.
type empty struct{ passing }

func (*empty) push() error { return nil }
