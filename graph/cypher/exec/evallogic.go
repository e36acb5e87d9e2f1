package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file evaluates AND, OR and XOR; NOT is in evalunary.go.

// truth reads an operand of a logical operator.
func truth(v graph.Value, at source.Pos, operator ast.Operator) (values.Trinary, error) {
	if b, ok := v.AsBool(); ok {
		return values.TrinaryOf(b), nil
	}
	if v.IsNull() {
		return values.Unknown, nil
	}
	return values.Unknown, source.Error(at, "TypeError", source.Runtime, "InvalidArgumentType",
		"%s needs booleans, not %s", operator, values.KindName(v.Kind()))
}

// logic evaluates a chain of AND, OR or XOR. AND ends at the first false and OR
// at the first true, XOR at the first null.
func (r *run) logic(e *ast.Logic) (eval, error) {
	terms, err := r.compileAll(e.Terms)
	op, at := e.Operator, e.Pos()
	return func(r *run) (graph.Value, error) {
		result := values.TrinaryOf(op == ast.And)
		for _, term := range terms {
			v, err := term(r)
			if err != nil {
				return v, err
			}
			t, err := truth(v, at, op)
			if err != nil {
				return v, err
			}
			if result = combine(op, result, t); decided(op, result) {
				break
			}
		}
		return result.Value(), nil
	}, err
}

func combine(op ast.Operator, a, b values.Trinary) values.Trinary {
	switch op {
	case ast.And:
		if a == values.False || b == values.False {
			return values.False
		}
	case ast.Or:
		if a == values.True || b == values.True {
			return values.True
		}
	default:
		if a != values.Unknown && b != values.Unknown {
			return values.TrinaryOf(a != b)
		}
	}
	if a == values.Unknown || b == values.Unknown {
		return values.Unknown
	}
	return b
}

func decided(op ast.Operator, t values.Trinary) bool {
	return op == ast.And && t == values.False || op == ast.Or && t == values.True
}
