package check

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/values"
)

func (c *checker) with(w *ast.With, s *scope) *scope {
	after, visible := c.projection(&w.Projection, s)
	for _, item := range w.Items {
		if _, ok := item.Expr.(*ast.Variable); !ok && item.Alias == nil {
			c.fail(item, "NoExpressionAlias", "give this expression a name with AS")
		}
	}
	if w.Where != nil {
		w.Where = c.afterProjection(&w.Projection, w.Where, visible)
		c.condition(w.Where, visible)
	}
	return after
}

func (c *checker) returnClause(r *ast.Return, s *scope) []*ast.Symbol {
	c.projection(&r.Projection, s)
	var columns []*ast.Symbol
	for _, item := range r.Items {
		item.Symbol.Used = true
		columns = append(columns, item.Symbol)
	}
	return columns
}

// projection checks the common part of WITH and RETURN. It returns the scope of
// the next clause, and the scope that ORDER BY and WHERE see: that is also the
// variables from before, unless DISTINCT or an aggregate has folded them.
func (c *checker) projection(j *ast.Projection, s *scope) (after, visible *scope) {
	c.writeOutStar(j, s)
	aggregates := false
	for _, item := range j.Items {
		aggregates = aggregates || HasAggregate(item.Expr)
	}
	after = &scope{base: s.base}
	for _, item := range j.Items {
		c.item(item, s)
		if hasColumn(after.local, item.Name()) {
			c.fail(item, "ColumnNameConflict", "two columns are named `%s`", item.Name())
		}
		after = after.with(item.Symbol)
	}
	visible = after
	if !aggregates && !j.Distinct {
		visible = &scope{base: s.base, local: append(s.local[:len(s.local):len(s.local)], after.local...)}
	}
	if aggregates {
		for _, item := range j.Items {
			c.unambiguous(item.Expr, j)
		}
	}
	c.orderBy(j, visible, aggregates)
	c.count(j.Skip, "SKIP")
	c.count(j.Limit, "LIMIT")
	return after, visible
}

// writeOutStar replaces * by the variables that it stands for.
func (c *checker) writeOutStar(j *ast.Projection, s *scope) {
	if !j.Star {
		return
	}
	var items []*ast.Item
	for _, sym := range (&scope{local: s.local}).visible() {
		items = append(items, &ast.Item{Expr: &ast.Variable{Name: sym.Name}, Text: sym.Name})
	}
	if len(items) == 0 && len(s.base) == 0 {
		c.fail(firstOf(j), "NoVariablesInScope", "* stands for no variable here")
	}
	j.Star, j.Items = false, append(items, j.Items...)
}

// firstOf is a node of the projection to point at.
func firstOf(j *ast.Projection) ast.Node {
	if len(j.Items) > 0 {
		return j.Items[0]
	}
	return &ast.Variable{}
}

// item checks one column. A variable that keeps its name keeps its symbol.
func (c *checker) item(item *ast.Item, s *scope) {
	restore := c.setAggregates(allowed)
	t := c.expr(item.Expr, s)
	restore()
	if v, ok := item.Expr.(*ast.Variable); ok && item.Name() == v.Name {
		item.Symbol = v.Symbol
	} else {
		item.Symbol = c.symbol(item.Name(), t)
	}
	if item.Alias != nil {
		if s.inBase(item.Alias.Name) && item.Symbol != s.find(item.Alias.Name) {
			c.fail(item.Alias, "VariableAlreadyBound", "variable `%s` is already declared outside the subquery", item.Alias.Name)
		}
		item.Alias.Symbol = item.Symbol
	}
}

func (c *checker) orderBy(j *ast.Projection, visible *scope, aggregates bool) {
	for _, sort := range j.OrderBy {
		if !aggregates && HasAggregate(sort.Expr) {
			c.fail(sort, "InvalidAggregation", "ORDER BY can only aggregate where the projection does")
		}
		if aggregates && HasAggregate(sort.Expr) {
			c.inOrderBy = true
			c.unambiguous(sort.Expr, j)
			c.inOrderBy = false
		}
		sort.Expr = c.afterProjection(j, sort.Expr, visible)
		if HasAggregate(sort.Expr) { // not projected, so what it reads is gone
			c.refuseLost(sort.Expr, visible)
		}
		restore := c.setAggregates(forbidden)
		c.expr(sort.Expr, visible)
		restore()
	}
}

// afterProjection replaces the parts of an expression that are columns of a
// folding projection by those columns: once rows are folded, a.num can only be
// read where it was projected.
func (c *checker) afterProjection(j *ast.Projection, e ast.Expr, visible *scope) ast.Expr {
	return ast.Rewrite(e, func(x ast.Expr) ast.Expr {
		if v, ok := x.(*ast.Variable); ok && visible.find(v.Name) != nil {
			return x
		}
		for _, item := range j.Items {
			if !isLiteral(x) && item.Expr.String() == x.String() && c.folded(x, visible) {
				return &ast.Variable{At: ast.At{Position: x.Pos()}, Name: item.Name(), Symbol: item.Symbol}
			}
		}
		return x
	})
}

// refuseLost refuses an expression that reads a variable which can no longer
// be seen.
func (c *checker) refuseLost(e ast.Expr, visible *scope) {
	ast.Variables(e, func(v *ast.Variable) {
		if visible.find(v.Name) == nil {
			c.resolve(v, visible) // fails
		}
	})
}

func isLiteral(e ast.Expr) bool {
	_, ok := e.(*ast.Literal)
	return ok
}

// folded reports whether an expression aggregates or reads a variable that can
// no longer be seen, or is now something else.
func (c *checker) folded(e ast.Expr, visible *scope) bool {
	lost := HasAggregate(e)
	ast.Variables(e, func(v *ast.Variable) {
		sym := visible.find(v.Name)
		lost = lost || sym == nil || v.Symbol != nil && sym != v.Symbol
	})
	return lost
}

// count checks the number after SKIP or LIMIT: it cannot depend on the row.
func (c *checker) count(e ast.Expr, clause string) {
	if e == nil {
		return
	}
	ast.Variables(e, func(v *ast.Variable) {
		c.fail(v, "NonConstantExpression", "%s cannot depend on variables", clause)
	})
	restore := c.setAggregates(forbidden)
	t := c.expr(e, &scope{})
	restore()
	if l, ok := e.(*ast.Literal); ok {
		if n, ok := l.Value.AsInt(); ok && n < 0 {
			c.fail(e, "NegativeIntegerArgument", "%s cannot be negative", clause)
		}
	}
	if t.cannotBe(values.KindsOf(graph.Integer)) {
		c.fail(e, "InvalidArgumentType", "%s needs an integer", clause)
	}
}
