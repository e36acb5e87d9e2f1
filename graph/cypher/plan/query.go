package plan

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/check"
	"planatlas/graph/cypher/procedures"
)

// query plans a query; what it returns lands in its columns.
func (p *planner) query(q *ast.Query) Pipeline {
	rows := max(p.rows, 1)
	if len(q.Parts) == 1 {
		p.rows = rows
		return p.part(q.Parts[0])
	}
	u := &Union{Columns: q.Columns}
	for _, part := range q.Parts {
		p.rows = rows
		u.Inner = append(u.Inner, p.part(part))
		u.From = append(u.From, inOrder(columnsOf(part), q.Columns))
		u.rows += p.rows
	}
	p.rows = u.rows
	if q.All[0] {
		return Pipeline{u}
	}
	return Pipeline{u, &Distinct{estimate{p.rows}, q.Columns}}
}

// columnsOf are the columns that a checked part returns.
func columnsOf(part *ast.Part) []*ast.Symbol {
	var list []*ast.Symbol
	switch last := part.Clauses[len(part.Clauses)-1].(type) {
	case *ast.Return:
		for _, i := range last.Items {
			list = append(list, i.Symbol)
		}
	case *ast.Call:
		for _, y := range last.Yield {
			list = append(list, y.Name.Symbol)
		}
	}
	return list
}

// inOrder puts columns into the order of others by name.
func inOrder(columns, order []*ast.Symbol) []*ast.Symbol {
	var list []*ast.Symbol
	for _, o := range order {
		for _, c := range columns {
			if c.Name == o.Name {
				list = append(list, c)
				break
			}
		}
	}
	return list
}

func (p *planner) part(part *ast.Part) Pipeline {
	var pipeline Pipeline
	for _, clause := range part.Clauses {
		pipeline = append(pipeline, p.clause(clause)...)
	}
	return pipeline
}

func (p *planner) clause(clause ast.Clause) Pipeline {
	switch c := clause.(type) {
	case *ast.Match:
		if c.Optional {
			return p.optionalMatch(c)
		}
		return p.match(c.Patterns, c.Where)
	case *ast.Unwind:
		p.subqueries(c.List)
		p.rows *= 10
		return Pipeline{&Unwind{estimate{p.rows}, c.List, c.Name.Symbol}}
	case *ast.With:
		return p.projection(&c.Projection, c.Where)
	case *ast.Return:
		return p.projection(&c.Projection, nil)
	case *ast.Call:
		return p.call(c)
	case *ast.CallSubquery:
		return p.callSubquery(c)
	case *ast.Show:
		return p.show(c)
	case *ast.Finish:
		p.rows = 0
		return Pipeline{&EmptyResult{}}
	}
	panic("plan: unknown clause " + clause.String())
}

func (p *planner) optionalMatch(m *ast.Match) Pipeline {
	rows := p.rows
	p.rows = 1
	o := &Optional{Inner: p.match(m.Patterns, m.Where)}
	for _, pattern := range m.Patterns {
		o.Nulls = append(o.Nulls, pattern.Declared...)
	}
	p.rows = rows * max(p.rows, 1)
	o.rows = p.rows
	return Pipeline{o}
}

func (p *planner) callSubquery(c *ast.CallSubquery) Pipeline {
	rows := p.rows
	p.rows = 1
	inner := p.query(c.Query)
	var op Operator
	if c.Optional {
		columns := c.Query.Columns
		if columns == nil {
			columns = columnsOf(c.Query.Parts[0])
		}
		p.rows = rows * max(p.rows, 1)
		op = &Optional{estimate{p.rows}, inner, columns}
	} else {
		p.rows *= rows
		op = &Apply{estimate{p.rows}, inner}
	}
	return Pipeline{op}
}

func (p *planner) call(c *ast.Call) Pipeline {
	procedure, _ := procedures.Lookup(c.Procedure)
	p.subqueries(c.Args...)
	rows := p.rows
	p.rows *= 10
	o := &ProcedureCall{estimate{p.rows}, procedure, c.Args, make([]*ast.Symbol, len(procedure.Columns))}
	var columns []*ast.Symbol
	for _, y := range c.Yield {
		for i := range procedure.Columns {
			if procedure.Columns[i].Name == y.Column {
				o.Columns[i] = y.Name.Symbol
			}
		}
		columns = append(columns, y.Name.Symbol)
	}
	pipeline := append(Pipeline{o}, p.filter(c.Where)...)
	if c.Optional {
		p.rows = max(p.rows, rows)
		return Pipeline{&Optional{estimate{p.rows}, pipeline, columns}}
	}
	return pipeline
}

// show plans a SHOW command as the call of the table behind it.
func (p *planner) show(s *ast.Show) Pipeline {
	p.rows = 100
	o := &ProcedureCall{estimate: estimate{p.rows}, Procedure: procedures.Show(s.What), Columns: s.Columns}
	return append(Pipeline{o}, p.filter(s.Where)...)
}

func (p *planner) filter(e ast.Expr) Pipeline {
	if e == nil {
		return nil
	}
	list := conjuncts(nil, e)
	p.subqueries(list...)
	return p.filters(list)
}

// filters keeps cheap conditions in front and turns subqueries among them into
// operators of their own.
func (p *planner) filters(list []ast.Expr) Pipeline {
	var plain []ast.Expr
	var applies Pipeline
	for _, e := range list {
		if semi := p.semiApply(e); semi != nil {
			applies = append(applies, semi)
		} else {
			plain = append(plain, e)
		}
	}
	var pipeline Pipeline
	if len(plain) > 0 {
		p.rows *= selectivity(plain)
		pipeline = Pipeline{&Filter{estimate{p.rows}, plain}}
	}
	for _, a := range applies {
		p.rows *= 0.5
		a.(*SemiApply).rows = p.rows
	}
	return append(pipeline, applies...)
}

// semiApply turns EXISTS { … }, a pattern, or NOT before one, into an operator.
func (p *planner) semiApply(e ast.Expr) Operator {
	anti := false
	if not, ok := e.(*ast.Unary); ok && not.Operator == ast.Not {
		e, anti = not.Operand, true
	}
	if call, ok := e.(*ast.FunctionCall); ok && len(call.Args) == 1 { // exists(pattern)
		if pattern, ok := call.Args[0].(*ast.PatternExpr); ok {
			e = pattern
		}
	}
	switch x := e.(type) {
	case *ast.Subquery:
		if x.Kind != ast.ExistsSubquery {
			return nil
		}
	case *ast.PatternExpr:
		if x.Pattern.Shortest != ast.NotShortest {
			return nil
		}
	default:
		return nil
	}
	return &SemiApply{Inner: p.nested[e].Pipeline, Anti: anti}
}

// subqueries plans the subqueries inside expressions.
func (p *planner) subqueries(list ...ast.Expr) {
	rows := p.rows
	for _, e := range list {
		ast.Walk(e, func(x ast.Expr) bool {
			p.rows = 1
			switch x := x.(type) {
			case *ast.Subquery:
				p.nested[x] = p.subquery(x)
				return false
			case *ast.PatternExpr:
				p.nested[x] = p.patternExpr(x)
				return false
			case *ast.PatternComprehension:
				n := &Nested{Pipeline: p.match([]*ast.Pattern{x.Pattern}, x.Where), Result: x.Projection}
				p.subqueries(x.Projection)
				p.nested[x] = n
				return false
			}
			return true
		})
	}
	p.rows = rows
}

func (p *planner) subquery(s *ast.Subquery) *Nested {
	n := &Nested{Pipeline: p.query(s.Query), Existence: s.Kind == ast.ExistsSubquery}
	if s.Kind == ast.CountSubquery && s.Bare {
		countFromDegrees(n.Pipeline)
	}
	if s.Kind == ast.CollectSubquery {
		columns := s.Query.Columns
		if columns == nil {
			columns = columnsOf(s.Query.Parts[0])
		}
		n.Result = read(columns[0])
	}
	return n
}

func (p *planner) patternExpr(e *ast.PatternExpr) *Nested {
	if e.Pattern.Shortest == ast.NotShortest {
		return &Nested{Pipeline: p.match([]*ast.Pattern{e.Pattern}, nil), Existence: true}
	}
	path := p.symbol(graph.KindPath)
	named := *e.Pattern
	named.Variable = read(path)
	named.Declared = append(named.Declared[:len(named.Declared):len(named.Declared)], path)
	return &Nested{Pipeline: p.match([]*ast.Pattern{&named}, nil), Result: read(path)}
}

// hasAggregate is check's, under a shorter name.
func hasAggregate(e ast.Expr) bool { return check.HasAggregate(e) }
