package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file evaluates what makes or walks lists: [a, b], x[1..3], comprehensions,
// all(), any(), none(), single() and reduce().

// list makes a list; one of literals is made once.
func (r *run) list(e *ast.List) (eval, error) {
	items, err := r.compileAll(e.Items)
	if err != nil {
		return nil, err
	}
	if onlyLiterals(e.Items) {
		v, err := r.listOf(items)
		return constant(v), err
	}
	return func(r *run) (graph.Value, error) { return r.listOf(items) }, nil
}

func onlyLiterals(list []ast.Expr) bool {
	for _, e := range list {
		if _, ok := e.(*ast.Literal); !ok {
			return false
		}
	}
	return true
}

func (r *run) listOf(items []eval) (graph.Value, error) {
	list := make([]graph.Value, len(items))
	for i, item := range items {
		v, err := item(r)
		if err != nil {
			return v, err
		}
		list[i] = v
	}
	v := graph.ListOf(list...)
	return v, r.meter.made(v)
}

func (r *run) slice(e *ast.Slice) (eval, error) {
	ends, err := r.compileAll([]ast.Expr{e.Subject})
	if err != nil {
		return nil, err
	}
	subject := ends[0]
	from, err := r.compileOptional(e.From)
	if err != nil {
		return nil, err
	}
	to, err := r.compileOptional(e.To)
	at := e.Pos()
	return func(r *run) (graph.Value, error) {
		v, err := subject(r)
		if err != nil {
			return v, err
		}
		a, err := r.optional(from)
		if err != nil {
			return a, err
		}
		b, err := r.optional(to)
		if err != nil {
			return b, err
		}
		v, err = values.Slice(v, a, b, from != nil, to != nil)
		return v, source.At(at, err)
	}, err
}

// items evaluates a list to go through; ok is false for null.
func (r *run) items(list eval, at source.Pos) (items []graph.Value, ok bool, err error) {
	v, err := list(r)
	if err != nil || v.IsNull() {
		return nil, false, err
	}
	items, ok = v.AsList()
	if !ok {
		return nil, false, source.Error(at, "TypeError", source.Runtime, "InvalidArgumentType",
			"expected a list, not %s", values.KindName(v.Kind()))
	}
	return items, true, nil
}

func (r *run) listComprehension(e *ast.ListComprehension) (eval, error) {
	list, err := r.compile(e.List)
	if err != nil {
		return nil, err
	}
	var where condition
	if e.Where != nil {
		if where, err = r.condition(e.Where); err != nil {
			return nil, err
		}
	}
	project, err := r.compileOptional(e.Projection)
	slot, at := e.Variable.Symbol.Slot, e.Pos()
	return func(r *run) (graph.Value, error) {
		items, ok, err := r.items(list, at)
		if !ok {
			return graph.NullValue(), err
		}
		result := growing{meter: r.meter}
		for _, item := range items {
			if err := r.meter.Work(1); err != nil {
				return item, err
			}
			r.row[slot] = item
			if where != nil {
				if keep, err := where(r); err != nil || !keep {
					if err != nil {
						return item, err
					}
					continue
				}
			}
			if project != nil {
				if item, err = project(r); err != nil {
					return item, err
				}
			}
			if err := result.add(item); err != nil {
				return item, err
			}
		}
		return result.list()
	}, err
}

// listPredicate evaluates all, any, none and single: it counts for how many
// items the condition is true, and for how many null.
func (r *run) listPredicate(e *ast.ListPredicate) (eval, error) {
	list, err := r.compile(e.List)
	if err != nil {
		return nil, err
	}
	var where ast.Expr = e.Variable
	if e.Where != nil {
		where = e.Where
	}
	holds, err := r.compile(where)
	slot, at, name := e.Variable.Symbol.Slot, e.Pos(), e.Name
	return func(r *run) (graph.Value, error) {
		items, ok, err := r.items(list, at)
		if !ok {
			return graph.NullValue(), err
		}
		yes, unknown := 0, 0
		for _, item := range items {
			if err := r.meter.Work(1); err != nil {
				return item, err
			}
			r.row[slot] = item
			v, err := holds(r)
			if err != nil {
				return v, err
			}
			t, err := truth(v, at, ast.Operator(name))
			switch {
			case err != nil:
				return v, err
			case t == values.True:
				yes++
			case t == values.Unknown:
				unknown++
			}
		}
		return quantify(name, len(items), yes, unknown).Value(), nil
	}, err
}

func quantify(name string, all, yes, unknown int) values.Trinary {
	switch name {
	case "all":
		return bound(yes == all, yes+unknown < all)
	case "any":
		return bound(yes > 0, yes+unknown == 0)
	case "none":
		return bound(yes+unknown == 0, yes > 0)
	default: // single
		return bound(yes == 1 && unknown == 0, yes > 1 || yes+unknown == 0)
	}
}

// bound is true where it certainly holds, false where it certainly does not.
func bound(yes, no bool) values.Trinary {
	switch {
	case yes:
		return values.True
	case no:
		return values.False
	}
	return values.Unknown
}

func (r *run) reduce(e *ast.Reduce) (eval, error) {
	compiled, err := r.compileAll([]ast.Expr{e.Init, e.List, e.Expr})
	if err != nil {
		return nil, err
	}
	init, list, next := compiled[0], compiled[1], compiled[2]
	accumulator, slot, at := e.Accumulator.Symbol.Slot, e.Variable.Symbol.Slot, e.Pos()
	return func(r *run) (graph.Value, error) {
		result, err := init(r)
		if err != nil {
			return result, err
		}
		items, ok, err := r.items(list, at)
		if !ok {
			return graph.NullValue(), err
		}
		for _, item := range items {
			if err := r.meter.Work(1); err != nil {
				return item, err
			}
			r.row[accumulator], r.row[slot] = result, item
			if result, err = next(r); err != nil {
				return result, err
			}
		}
		return result, nil
	}, nil
}
