package exec

import "planatlas/graph/cypher/plan"

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
