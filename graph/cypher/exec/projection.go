package exec

import "planatlas/graph/cypher/plan"

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
