package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

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
