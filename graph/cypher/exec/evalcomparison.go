package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/values"
)

// This file evaluates = <> < <= > >= and chains of them.

// comparison evaluates a chain: a < b < c is a < b AND b < c, b worked out once.
func (r *run) comparison(e *ast.Comparison) (eval, error) {
	first, err := r.compile(e.First)
	if err != nil {
		return nil, err
	}
	rest, err := r.operations(e.Rest)
	if len(rest) == 1 {
		one := rest[0]
		return func(r *run) (graph.Value, error) {
			a, err := first(r)
			if err != nil {
				return a, err
			}
			b, err := one.operand(r)
			if err != nil {
				return b, err
			}
			return compare(one.op, a, b).Value(), nil
		}, err
	}
	return func(r *run) (graph.Value, error) {
		left, err := first(r)
		result := values.True
		for i := 0; err == nil && i < len(rest) && result != values.False; i++ {
			var right graph.Value
			if right, err = rest[i].operand(r); err == nil {
				result = combine(ast.And, result, compare(rest[i].op, left, right))
				left = right
			}
		}
		return result.Value(), err
	}, err
}

func compare(op ast.Operator, a, b graph.Value) values.Trinary {
	switch op {
	case ast.Equal:
		return values.Equal(a, b)
	case ast.NotEqual:
		return not(values.Equal(a, b))
	case ast.Less:
		return values.Less(a, b)
	case ast.LessEqual:
		return values.LessEqual(a, b)
	case ast.Greater:
		return values.Less(b, a)
	default:
		return values.LessEqual(b, a)
	}
}

func not(t values.Trinary) values.Trinary {
	if t == values.Unknown {
		return t
	}
	return values.TrinaryOf(t == values.False)
}
