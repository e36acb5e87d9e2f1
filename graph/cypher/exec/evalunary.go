package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file evaluates NOT x, -x and +x.

func (r *run) unary(e *ast.Unary) (eval, error) {
	operand, err := r.compile(e.Operand)
	op, at := e.Operator, e.Pos()
	return func(r *run) (graph.Value, error) {
		v, err := operand(r)
		if err != nil {
			return v, err
		}
		switch op {
		case ast.Not:
			t, err := truth(v, at, op)
			if err != nil || t == values.Unknown {
				return graph.NullValue(), err
			}
			return graph.Bool(t == values.False), nil
		case ast.Subtract:
			v, err = values.Negate(v)
		default:
			_, err = values.Negate(v) // only numbers have a sign
		}
		return v, source.At(at, err)
	}, err
}
