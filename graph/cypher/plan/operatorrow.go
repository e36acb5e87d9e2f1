package plan

import (
	"strings"

	"planatlas/graph/cypher/ast"
)

// This file holds the operators that keep, change, group and order rows.

// Item is a column and the expression that makes it.
type Item struct {
	Symbol *ast.Symbol
	Expr   ast.Expr
}

func (i Item) String() string {
	if v, ok := i.Expr.(*ast.Variable); ok && v.Symbol == i.Symbol {
		return nameOf(i.Symbol)
	}
	return i.Expr.String() + " AS " + nameOf(i.Symbol)
}

// Filter keeps the rows for which all conditions are true.
type Filter struct {
	estimate
	Predicates []ast.Expr
}

// Name is the operator's name in a plan.
func (*Filter) Name() string { return "Filter" }

// Details is the conditions.
func (o *Filter) Details() string { return conditions(o.Predicates) }

// Projection evaluates expressions into columns.
type Projection struct {
	estimate
	Items []Item
}

// Name is the operator's name in a plan.
func (*Projection) Name() string { return "Projection" }

// Details is the columns.
func (o *Projection) Details() string { return join(o.Items, Item.String) }

// Aggregate is one aggregating call and the column of its result.
type Aggregate struct {
	Symbol *ast.Symbol
	Call   *ast.FunctionCall
}

// EagerAggregation groups rows by keys and aggregates each group.
type EagerAggregation struct {
	estimate
	Keys       []Item
	Aggregates []Aggregate
}

// Name is the operator's name in a plan.
func (*EagerAggregation) Name() string { return "EagerAggregation" }

// Details is the keys and the aggregates.
func (o *EagerAggregation) Details() string {
	keys := join(o.Keys, Item.String)
	aggregates := join(o.Aggregates, func(a Aggregate) string { return a.Call.String() + " AS " + nameOf(a.Symbol) })
	switch {
	case keys == "":
		return aggregates
	case aggregates == "":
		return keys
	}
	return keys + ", " + aggregates
}

// Distinct drops rows that are equal to an earlier one in all the columns.
type Distinct struct {
	estimate
	Columns []*ast.Symbol
}

// Name is the operator's name in a plan.
func (*Distinct) Name() string { return "Distinct" }

// Details is the columns.
func (o *Distinct) Details() string { return join(o.Columns, nameOf) }

// SortItem is one key of a sort.
type SortItem struct {
	Expr       ast.Expr
	Descending bool
}

// Sort puts all rows in order; with Limit only the first ones.
type Sort struct {
	estimate
	Items []SortItem
	Keep  []*ast.Symbol // what later operators read
	Limit ast.Expr      // nil for all; with Skip, the sum of both is kept
	Skip  ast.Expr
}

// Name is the operator's name in a plan.
func (o *Sort) Name() string {
	if o.Limit != nil {
		return "Top"
	}
	return "Sort"
}

// Details is the keys, and the number of rows kept.
func (o *Sort) Details() string {
	d := join(o.Items, func(i SortItem) string {
		if i.Descending {
			return i.Expr.String() + " DESC"
		}
		return i.Expr.String() + " ASC"
	})
	if o.Limit != nil {
		d += " LIMIT " + o.Limit.String()
	}
	return d
}

// Skip drops the first rows.
type Skip struct {
	estimate
	Count ast.Expr
}

// Name is the operator's name in a plan.
func (*Skip) Name() string { return "Skip" }

// Details is the number of rows.
func (o *Skip) Details() string { return o.Count.String() }

// Limit drops all but the first rows.
type Limit struct {
	estimate
	Count ast.Expr
}

// Name is the operator's name in a plan.
func (*Limit) Name() string { return "Limit" }

// Details is the number of rows.
func (o *Limit) Details() string { return o.Count.String() }

// Unwind makes a row of each item of a list.
type Unwind struct {
	estimate
	List ast.Expr
	Item *ast.Symbol
}

// Name is the operator's name in a plan.
func (*Unwind) Name() string { return "Unwind" }

// Details is the list and the variable.
func (o *Unwind) Details() string { return o.List.String() + " AS " + nameOf(o.Item) }

// ProduceResults hands the rows to the caller.
type ProduceResults struct {
	estimate
	Columns []*ast.Symbol
}

// Name is the operator's name in a plan.
func (*ProduceResults) Name() string { return "ProduceResults" }

// Details is the columns.
func (o *ProduceResults) Details() string { return join(o.Columns, nameOf) }

// EmptyResult drops all rows: the query ends with FINISH.
type EmptyResult struct{ estimate }

// Name is the operator's name in a plan.
func (*EmptyResult) Name() string { return "EmptyResult" }

// Details is empty.
func (*EmptyResult) Details() string { return "" }

func conditions(list []ast.Expr) string {
	var s []string
	for _, e := range list {
		s = append(s, e.String())
	}
	return strings.Join(s, " AND ")
}

func join[T any](list []T, text func(T) string) string {
	var s []string
	for _, x := range list {
		s = append(s, text(x))
	}
	return strings.Join(s, ", ")
}
