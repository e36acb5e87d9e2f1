package exec

import (
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/functions"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file evaluates calls, and what goes through lists or patterns.

// function evaluates a call through the table of functions.
func (r *run) function(e *ast.FunctionCall) (eval, error) {
	f, _ := functions.Lookup(e.Name)
	if f.Form {
		return r.exists(e.Args[0])
	}
	args, err := r.compileAll(e.Args)
	call, at := f.Eval, e.Pos()
	given := make([]graph.Value, len(args))
	return func(r *run) (graph.Value, error) {
		for i, a := range args {
			v, err := a(r)
			if err != nil {
				return v, err
			}
			given[i] = v
		}
		v, err := call(&r.functions, given)
		return v, source.At(at, err)
	}, err
}

// exists evaluates exists(n.key) and exists((a)-->(b)).
func (r *run) exists(e ast.Expr) (eval, error) {
	value, err := r.compile(e)
	if _, pattern := e.(*ast.PatternExpr); pattern {
		return value, err
	}
	return func(r *run) (graph.Value, error) {
		v, err := value(r)
		return graph.Bool(!v.IsNull()), err
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

// gather runs a nested pipeline and collects what an expression gives for each
// of its rows.
type gather struct {
	*run
	first   step
	value   eval // nil: the rows are only counted
	rows    int64
	results growing
	once    bool // the first row is enough
}

func (r *run) gather(n *plan.Nested) (*gather, error) {
	g := &gather{run: r}
	if n.Result != nil {
		var err error
		if g.value, err = r.compile(n.Result); err != nil {
			return nil, err
		}
	}
	var err error
	g.first, err = r.chain(n.Pipeline, g)
	return g, err
}

func (g *gather) collect() error {
	g.rows, g.results = 0, growing{meter: g.meter}
	if err := drive(g.first); err != nil {
		return err
	}
	return nil
}

func (g *gather) push() error {
	if g.once && g.rows > 0 {
		return errStop
	}
	g.rows += g.weight
	if g.value != nil {
		v, err := g.value(g.run)
		if err != nil {
			return err
		}
		if err := g.meter.Work(1); err != nil {
			return err
		}
		if err := g.results.add(v); err != nil {
			return err
		}
	}
	if g.once {
		return errStop
	}
	return nil
}

func (*gather) finish() error { return nil }

func (r *run) patternComprehension(e *ast.PatternComprehension) (eval, error) {
	g, err := r.gather(r.plan.Nested[e])
	return func(*run) (graph.Value, error) {
		if err := g.collect(); err != nil {
			return graph.NullValue(), err
		}
		return g.results.list()
	}, err
}

// patternExpr evaluates a pattern as a condition, and shortest paths.
func (r *run) patternExpr(e *ast.PatternExpr) (eval, error) {
	if e.Pattern.Shortest == ast.NotShortest {
		p, err := r.probe(r.plan.Nested[e].Pipeline)
		return func(*run) (graph.Value, error) {
			found, err := p.exists()
			return graph.Bool(found), err
		}, err
	}
	g, err := r.gather(r.plan.Nested[e])
	one := e.Pattern.Shortest == ast.OneShortest
	return func(*run) (graph.Value, error) {
		if err := g.collect(); err != nil {
			return graph.NullValue(), err
		}
		if !one {
			return g.results.list()
		}
		if len(g.results.items) == 0 {
			return graph.NullValue(), nil
		}
		return g.results.items[0], nil
	}, err
}

func (r *run) subquery(e *ast.Subquery) (eval, error) {
	n := r.plan.Nested[e]
	switch e.Kind {
	case ast.ExistsSubquery:
		p, err := r.probe(n.Pipeline)
		return func(*run) (graph.Value, error) {
			found, err := p.exists()
			return graph.Bool(found), err
		}, err
	case ast.CountSubquery:
		g, err := r.gather(&plan.Nested{Pipeline: n.Pipeline})
		return func(*run) (graph.Value, error) {
			err := g.collect()
			return graph.Int(g.rows), err
		}, err
	default:
		g, err := r.gather(n)
		return func(*run) (graph.Value, error) {
			if err := g.collect(); err != nil {
				return graph.NullValue(), err
			}
			return g.results.list()
		}, err
	}
}

// isNormalized evaluates IS NORMALIZED through the function normalize.
func (r *run) isNormalized(e *ast.IsNormalized) (eval, error) {
	operand, err := r.compile(e.Operand)
	normalize, _ := functions.Lookup("normalize")
	form, not, at := graph.Text(e.Form), e.Not, e.Pos()
	return func(r *run) (graph.Value, error) {
		v, err := operand(r)
		if err != nil {
			return v, err
		}
		s, ok := v.AsString()
		if !ok {
			return graph.NullValue(), nil
		}
		n, err := normalize.Eval(&r.functions, []graph.Value{v, form})
		t, _ := n.AsString()
		return graph.Bool(strings.Compare(s, t) == 0 != not), source.At(at, err)
	}, err
}
