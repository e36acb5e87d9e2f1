package plan

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/check"
)

// projection plans WITH and RETURN: project or aggregate, drop duplicates,
// sort, skip, limit, filter.
func (p *planner) projection(j *ast.Projection, where ast.Expr) Pipeline {
	var pipeline Pipeline
	if aggregates(j) {
		pipeline = p.aggregation(j)
	} else {
		pipeline = p.columns(j)
	}
	if j.Distinct {
		p.rows *= 0.8
		pipeline = append(pipeline, &Distinct{estimate{p.rows}, symbols(j.Items)})
	}
	pipeline = append(pipeline, p.order(j, where)...)
	return append(pipeline, p.filter(where)...)
}

func aggregates(j *ast.Projection) bool {
	for _, item := range j.Items {
		if hasAggregate(item.Expr) {
			return true
		}
	}
	return false
}

func symbols(items []*ast.Item) []*ast.Symbol {
	var list []*ast.Symbol
	for _, i := range items {
		list = append(list, i.Symbol)
	}
	return list
}

// columns projects the items that are not there already.
func (p *planner) columns(j *ast.Projection) Pipeline {
	var items []Item
	for _, i := range j.Items {
		if v, ok := i.Expr.(*ast.Variable); ok && v.Symbol == i.Symbol {
			continue
		}
		p.subqueries(i.Expr)
		items = append(items, Item{i.Symbol, i.Expr})
	}
	if len(items) == 0 {
		return nil
	}
	return Pipeline{&Projection{estimate{p.rows}, items}}
}

// aggregation groups by the items that do not aggregate. An item that does more
// than call one aggregate is worked out afterwards from the results.
func (p *planner) aggregation(j *ast.Projection) Pipeline {
	a := &EagerAggregation{}
	for _, i := range j.Items {
		if !hasAggregate(i.Expr) {
			p.subqueries(i.Expr)
			a.Keys = append(a.Keys, Item{i.Symbol, i.Expr})
		}
	}
	var after []Item
	for _, i := range j.Items {
		if !hasAggregate(i.Expr) {
			continue
		}
		if call, ok := i.Expr.(*ast.FunctionCall); ok && check.IsAggregate(call) {
			p.subqueries(call.Args...)
			a.Aggregates = append(a.Aggregates, Aggregate{i.Symbol, call})
			continue
		}
		after = append(after, Item{i.Symbol, p.extract(a, i.Expr)})
	}
	p.rows = groups(p.rows, len(a.Keys))
	a.rows = p.rows
	if len(after) == 0 {
		return Pipeline{a}
	}
	for _, i := range after {
		p.subqueries(i.Expr)
	}
	return Pipeline{a, &Projection{estimate{p.rows}, after}}
}

// extract takes the aggregates out of an expression: it returns the expression
// over their results and over the grouping keys.
func (p *planner) extract(a *EagerAggregation, e ast.Expr) ast.Expr {
	return ast.Rewrite(e, func(x ast.Expr) ast.Expr {
		if call, ok := x.(*ast.FunctionCall); ok && check.IsAggregate(call) {
			for _, done := range a.Aggregates {
				if ast.Same(done.Call, call) {
					return read(done.Symbol)
				}
			}
			sym := p.symbol(graph.Null)
			p.subqueries(call.Args...)
			a.Aggregates = append(a.Aggregates, Aggregate{sym, call})
			return read(sym)
		}
		for _, key := range a.Keys {
			if _, literal := x.(*ast.Literal); !literal && ast.Same(key.Expr, x) {
				return read(key.Symbol)
			}
		}
		return x
	})
}

// order plans ORDER BY, SKIP and LIMIT.
func (p *planner) order(j *ast.Projection, where ast.Expr) Pipeline {
	var pipeline Pipeline
	if len(j.OrderBy) > 0 {
		pipeline = append(pipeline, p.sort(j, where))
	}
	if j.Skip != nil {
		pipeline = append(pipeline, &Skip{estimate{p.rows}, j.Skip})
	}
	if j.Limit != nil && len(j.OrderBy) == 0 { // a sort with a limit keeps no more anyway
		p.rows = min(p.rows, limitOf(j.Limit))
		pipeline = append(pipeline, &Limit{estimate{p.rows}, j.Limit})
	}
	return pipeline
}

func (p *planner) sort(j *ast.Projection, where ast.Expr) Operator {
	s := &Sort{estimate: estimate{p.rows}, Keep: symbols(j.Items), Limit: j.Limit, Skip: j.Skip}
	for _, o := range j.OrderBy {
		p.subqueries(o.Expr)
		s.Items = append(s.Items, SortItem{o.Expr, o.Descending})
	}
	if where != nil { // may read variables from before the projection
		ast.Variables(where, func(v *ast.Variable) {
			if v.Symbol != nil {
				s.Keep = append(s.Keep, v.Symbol)
			}
		})
	}
	if j.Limit != nil {
		p.rows = min(p.rows, limitOf(j.Limit))
		s.rows = p.rows
	}
	return s
}
