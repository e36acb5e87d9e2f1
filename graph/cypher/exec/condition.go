package exec

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file compiles predicates into conditions, where null counts as false.

// all joins predicates into one condition, nil for none.
func (r *run) all(list []ast.Expr) (condition, error) {
	var conditions []condition
	for _, e := range list {
		c, err := r.condition(e)
		if err != nil {
			return nil, err
		}
		conditions = append(conditions, c)
	}
	switch len(conditions) {
	case 0:
		return nil, nil
	case 1:
		return conditions[0], nil
	}
	return func(r *run) (bool, error) {
		for _, c := range conditions {
			if ok, err := c(r); err != nil || !ok {
				return false, err
			}
		}
		return true, nil
	}, nil
}

// condition compiles a predicate.
func (r *run) condition(e ast.Expr) (condition, error) {
	if h, ok := e.(*ast.HasLabels); ok {
		if c := labelCondition(h); c != nil {
			return c, nil
		}
	}
	value, err := r.compile(e)
	at := e.Pos()
	return func(r *run) (bool, error) {
		v, err := value(r)
		if err != nil {
			return false, err
		}
		b, ok := v.AsBool()
		if !ok && !v.IsNull() {
			return false, source.Error(at, "TypeError", source.Runtime, "InvalidArgumentType",
				"a condition must be a boolean, not %s", values.KindName(v.Kind()))
		}
		return b, nil
	}, err
}
