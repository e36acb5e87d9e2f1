package check

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/functions"
)

// aggregation says whether an aggregate may stand at a place.
type aggregation uint8

const (
	forbidden aggregation = iota
	allowed
	nested // inside another aggregate
)

// setAggregates changes where aggregates may stand and returns what undoes it.
func (c *checker) setAggregates(a aggregation) func() {
	before := c.aggregates
	c.aggregates = a
	return func() { c.aggregates = before }
}

// IsAggregate reports whether an expression is a call of an aggregating
// function.
func IsAggregate(e ast.Expr) bool {
	call, ok := e.(*ast.FunctionCall)
	if !ok {
		return false
	}
	f, ok := functions.Lookup(call.Name)
	return ok && f.IsAggregate()
}

// HasAggregate reports whether an expression aggregates the rows it stands in;
// what a subquery inside it aggregates does not count.
func HasAggregate(e ast.Expr) bool {
	found := false
	ast.Walk(e, func(x ast.Expr) bool {
		if _, subquery := x.(*ast.Subquery); subquery {
			return false
		}
		found = found || IsAggregate(x)
		return !found
	})
	return found
}

// aggregateCall checks where an aggregate stands and what it is given.
func (c *checker) aggregateCall(call *ast.FunctionCall) {
	switch c.aggregates {
	case nested:
		c.fail(call, "NestedAggregation", "an aggregate cannot stand inside another; use WITH between them")
	case forbidden:
		c.fail(call, "InvalidAggregation", "%s(…) cannot aggregate here; use WITH first", call.Name)
	}
	for _, a := range call.Args {
		ast.Walk(a, func(x ast.Expr) bool {
			if inner, ok := x.(*ast.FunctionCall); ok && !IsAggregate(x) && isVolatile(inner.Name) {
				c.fail(x, "NonConstantExpression", "%s() differs from call to call, so it cannot be aggregated", inner.Name)
			}
			return true
		})
	}
}

func isVolatile(name string) bool {
	f, ok := functions.Lookup(name)
	return ok && f.Volatile
}

// unambiguous checks an expression that aggregates: whatever it reads outside
// its aggregates must be a grouping key, and one that is a variable or a
// property of one. Otherwise it is not clear by which value to group.
func (c *checker) unambiguous(e ast.Expr, j *ast.Projection) {
	if !HasAggregate(e) {
		return
	}
	c.readsOnlyKeys(e, j, nil)
}

// readsOnlyKeys goes through an expression. bound are the variables that the
// expression itself declares.
func (c *checker) readsOnlyKeys(e ast.Expr, j *ast.Projection, bound []string) {
	ast.Walk(e, func(x ast.Expr) bool {
		switch x := x.(type) {
		case *ast.FunctionCall:
			return !IsAggregate(x)
		case *ast.Subquery, *ast.PatternExpr, *ast.PatternComprehension:
			return false
		case *ast.ListComprehension:
			c.scopedReads(x.List, j, bound, []string{x.Variable.Name}, x.Where, x.Projection)
			return false
		case *ast.ListPredicate:
			c.scopedReads(x.List, j, bound, []string{x.Variable.Name}, x.Where)
			return false
		case *ast.Reduce:
			c.readsOnlyKeys(x.Init, j, bound)
			c.scopedReads(x.List, j, bound, []string{x.Variable.Name, x.Accumulator.Name}, x.Expr)
			return false
		case *ast.Property:
			return !c.isKey(x, j)
		case *ast.Variable:
			if !c.isKey(x, j) && !contains(bound, x.Name) {
				c.ambiguous(x, e, j)
			}
		}
		return true
	})
}

func (c *checker) scopedReads(list ast.Expr, j *ast.Projection, bound, names []string, inner ...ast.Expr) {
	c.readsOnlyKeys(list, j, bound)
	bound = append(bound[:len(bound):len(bound)], names...)
	for _, e := range inner {
		if e != nil {
			c.readsOnlyKeys(e, j, bound)
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// isKey reports whether an expression is itself a column of the projection, by
// its text or by its alias.
func (c *checker) isKey(e ast.Expr, j *ast.Projection) bool {
	text := e.String()
	for _, item := range j.Items {
		if HasAggregate(item.Expr) {
			continue
		}
		if item.Expr.String() == text {
			return true
		}
	}
	return false
}

func (c *checker) ambiguous(v *ast.Variable, e ast.Expr, j *ast.Projection) {
	for _, item := range j.Items { // an alias, read in ORDER BY
		if item.Alias != nil && item.Alias.Name == v.Name {
			return
		}
	}
	if c.inOrderBy && !readByKey(v, j) {
		c.fail(v, "UndefinedVariable", "variable `%s` can no longer be seen here: rows are grouped", v.Name)
	}
	c.fail(v, "AmbiguousAggregationExpression",
		"`%s` stands beside an aggregate but is not a column of its own; project it first", v.Name)
}

// readByKey reports whether some grouping key reads a variable.
func readByKey(v *ast.Variable, j *ast.Projection) bool {
	found := false
	for _, item := range j.Items {
		if !HasAggregate(item.Expr) {
			ast.Variables(item.Expr, func(x *ast.Variable) { found = found || x.Name == v.Name })
		}
	}
	return found
}
