package check

import (
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/procedures"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// place says where a query stands, which decides how it may end.
type place uint8

const (
	topLevel  place = iota
	inCall          // CALL { … }
	inExists        // EXISTS or COUNT: RETURN may be left out
	inCollect       // COLLECT: exactly one column
)

// query checks the parts of a query and returns its columns. The parts of a
// UNION share the columns of the first.
func (c *checker) query(q *ast.Query, s *scope, at place) []*ast.Symbol {
	for i := 1; i < len(q.All); i++ {
		if q.All[i] != q.All[0] {
			c.fail(q.Parts[i+1], "InvalidClauseComposition", "UNION and UNION ALL cannot be mixed in one query")
		}
	}
	var columns []*ast.Symbol
	for i, part := range q.Parts {
		found := c.part(part, s, at)
		if i == 0 {
			columns = found
			continue
		}
		c.sameColumns(part, columns, found)
	}
	if len(q.Parts) > 1 {
		columns = c.unionColumns(q, columns)
	}
	if at == inCollect && len(columns) != 1 {
		c.fail(q, "InvalidClauseComposition", "COLLECT { … } must return exactly one column")
	}
	return columns
}

func (c *checker) sameColumns(part *ast.Part, a, b []*ast.Symbol) {
	same := len(a) == len(b)
	for i := 0; same && i < len(a); i++ {
		same = hasColumn(b, a[i].Name)
	}
	if !same {
		c.fail(part, "DifferentColumnsInUnion", "all parts of a UNION must return the same columns")
	}
}

func hasColumn(list []*ast.Symbol, name string) bool {
	for _, s := range list {
		if s.Name == name {
			return true
		}
	}
	return false
}

// unionColumns are columns of their own, into which each part is copied.
func (c *checker) unionColumns(q *ast.Query, first []*ast.Symbol) []*ast.Symbol {
	var list []*ast.Symbol
	for _, sym := range first {
		u := c.symbol(sym.Name, anything)
		u.Used = true
		list = append(list, u)
	}
	q.Columns = list
	return list
}

// part checks a sequence of clauses and returns what it returns.
func (c *checker) part(part *ast.Part, s *scope, at place) []*ast.Symbol {
	if _, ok := part.Clauses[0].(*ast.With); ok && s.imports != nil {
		s = &scope{local: s.imports.visible()}
	}
	s = &scope{base: s.base, local: s.local}
	for i, clause := range part.Clauses {
		last := i == len(part.Clauses)-1
		switch clause := clause.(type) {
		case *ast.Match:
			s = c.match(clause, s)
		case *ast.Unwind:
			s = c.unwind(clause, s)
		case *ast.With:
			s = c.with(clause, s)
		case *ast.Call:
			s = c.call(clause, s, last && i == 0)
		case *ast.CallSubquery:
			s = c.callSubquery(clause, s)
		case *ast.Show:
			s = c.show(clause)
		case *ast.Create:
			panic(source.ReadOnly(clause.Pos(), "CREATE"))
		case *ast.Return, *ast.Finish:
			if !last {
				c.fail(part.Clauses[i+1], "InvalidClauseComposition", "nothing but UNION can follow RETURN")
			}
		}
		if last {
			return c.ending(clause, s, at, i == 0)
		}
	}
	return nil
}

// ending checks the last clause of a part and returns the columns.
func (c *checker) ending(last ast.Clause, s *scope, at place, only bool) []*ast.Symbol {
	switch last := last.(type) {
	case *ast.Return:
		return c.returnClause(last, s)
	case *ast.Finish:
		return nil
	case *ast.Call, *ast.Show:
		if only && at == topLevel {
			return s.local
		}
	}
	if at == inExists {
		return nil
	}
	c.fail(last, "InvalidClauseComposition", "a query cannot end with %s; add RETURN", clauseName(last))
	return nil
}

func clauseName(clause ast.Clause) string {
	switch c := clause.(type) {
	case *ast.Match:
		return "MATCH"
	case *ast.Unwind:
		return "UNWIND"
	case *ast.With:
		return "WITH"
	default:
		name, _, _ := strings.Cut(c.String(), " ")
		return name
	}
}

func (c *checker) match(m *ast.Match, s *scope) *scope {
	s = c.patterns(m.Patterns, s, true)
	c.condition(m.Where, s)
	return s
}

// condition checks a predicate in WHERE.
func (c *checker) condition(e ast.Expr, s *scope) {
	if e == nil {
		return
	}
	defer c.setAggregates(forbidden)()
	c.predicate(e, s)
}

func (c *checker) unwind(u *ast.Unwind, s *scope) *scope {
	restore := c.setAggregates(forbidden)
	t := c.expr(u.List, s)
	restore()
	item := anything
	if t.kinds == values.KindsOf(graph.List) {
		item = kinds{t.item, values.AnyKind}
	}
	c.refuseShadow(u.Name, s)
	return s.with(c.declare(u.Name, item))
}

// refuseShadow refuses to declare a name that is taken.
func (c *checker) refuseShadow(v *ast.Variable, s *scope) {
	if s.find(v.Name) != nil {
		c.fail(v, "VariableAlreadyBound", "variable `%s` is already declared", v.Name)
	}
}

// callSubquery checks CALL { … }: what it returns joins the scope.
func (c *checker) callSubquery(call *ast.CallSubquery, s *scope) *scope {
	inner := &scope{}
	switch {
	case call.Scoped && call.Star:
		inner = s.inner()
		for _, sym := range inner.base {
			sym.Used = true
		}
	case call.Scoped:
		for _, v := range call.Imports {
			inner.base = append(inner.base, c.resolve(v, s))
		}
	default:
		c.importingWith(call, s)
		inner.imports = s
	}
	columns := c.query(call.Query, inner, inCall)
	if len(columns) == 0 {
		c.fail(call, "InvalidClauseComposition", "CALL { … } must return at least one column")
	}
	for _, sym := range columns {
		if s.find(sym.Name) != nil {
			c.fail(call, "VariableAlreadyBound", "variable `%s`, which CALL { … } returns, is already declared outside", sym.Name)
		}
	}
	return s.with(columns...)
}

// importingWith checks that the first WITH of each part only names variables.
func (c *checker) importingWith(call *ast.CallSubquery, s *scope) {
	for _, part := range call.Query.Parts {
		w, ok := part.Clauses[0].(*ast.With)
		if !ok {
			continue
		}
		plain := !w.Distinct && w.Where == nil && w.OrderBy == nil && w.Skip == nil && w.Limit == nil
		for _, item := range w.Items {
			v, isVariable := item.Expr.(*ast.Variable)
			if !isVariable || item.Alias != nil && item.Alias.Name != v.Name {
				if isVariable && s.find(v.Name) != nil || !isVariable && c.readsAny(item.Expr, s) {
					c.fail(item, "InvalidClauseComposition", "the WITH that imports into CALL { … } can only name variables")
				}
				plain = plain && isVariable
			}
		}
		if !plain && c.importsAny(w, s) {
			c.fail(w, "InvalidClauseComposition", "the WITH that imports into CALL { … } can only name variables; filter in a second WITH")
		}
	}
}

func (c *checker) importsAny(w *ast.With, s *scope) bool {
	if w.Star {
		return len(s.visible()) > 0
	}
	for _, item := range w.Items {
		if c.readsAny(item.Expr, s) {
			return true
		}
	}
	return false
}

func (c *checker) readsAny(e ast.Expr, s *scope) bool {
	found := false
	ast.Variables(e, func(v *ast.Variable) { found = found || s.find(v.Name) != nil })
	return found
}

// call checks CALL of a procedure. alone says that it is the whole query, which
// may leave out YIELD and the arguments.
func (c *checker) call(call *ast.Call, s *scope, alone bool) *scope {
	p, ok := procedures.Lookup(call.Procedure)
	if !ok {
		e := source.Error(call.Pos(), "ProcedureError", source.CompileTime, "ProcedureNotFound", "there is no procedure %s", call.Procedure)
		e.Hint = "SHOW PROCEDURES lists them"
		if near := procedures.Near(call.Procedure); near != "" {
			e.Hint = "did you mean " + near + "?"
		}
		panic(e)
	}
	c.callArguments(call, p, s, alone)
	if call.Star && !alone {
		c.fail(call, "UnexpectedSyntax", "YIELD * is for a CALL that stands alone; name the columns")
	}
	if call.Yield == nil {
		call.Yield = c.yieldAll(call, p, alone)
	}
	s = c.yields(call, p, s)
	c.condition(call.Where, s)
	return s
}

func (c *checker) callArguments(call *ast.Call, p *procedures.Procedure, s *scope, alone bool) {
	if call.Implicit {
		if !alone && len(p.Parameters) > 0 {
			c.fail(call, "InvalidArgumentPassingMode", "%s needs its arguments in parentheses", p.Name)
		}
		for _, param := range p.Parameters {
			if !param.Optional {
				call.Args = append(call.Args, &ast.Parameter{At: call.At, Name: param.Name})
			}
		}
	}
	if n := len(call.Args); n < p.Required() || n > len(p.Parameters) {
		c.fail(call, "InvalidNumberOfArguments", "%s takes %s, not %d", p.Name, p.Arity(), n)
	}
	defer c.setAggregates(forbidden)()
	for i, a := range call.Args {
		if t := c.expr(a, s); t.cannotBe(p.Parameters[i].Kinds) {
			c.fail(a, "InvalidArgumentType", "argument %s of %s must be %s", p.Parameters[i].Name, p.Name, p.Parameters[i].Kinds)
		}
	}
}

func (c *checker) yieldAll(call *ast.Call, p *procedures.Procedure, alone bool) []*ast.Yield {
	if !alone {
		c.fail(call, "UnexpectedSyntax", "CALL %s needs YIELD with the columns to use", p.Name)
	}
	var list []*ast.Yield
	for _, column := range p.Columns {
		list = append(list, &ast.Yield{At: call.At, Column: column.Name, Name: &ast.Variable{At: call.At, Name: column.Name}})
	}
	return list
}

func (c *checker) yields(call *ast.Call, p *procedures.Procedure, s *scope) *scope {
	for _, y := range call.Yield {
		column := p.Column(y.Column)
		if column == nil {
			e := source.Syntax(y.Pos(), "UndefinedVariable", "%s has no column `%s`", p.Name, y.Column)
			e.Hint = "its columns are " + strings.Join(p.ColumnNames(), ", ")
			panic(e)
		}
		c.refuseShadow(y.Name, s)
		sym := c.declare(y.Name, kinds{column.Kinds, values.AnyKind})
		sym.Used = true
		s = s.with(sym)
	}
	return s
}

// show checks SHOW …: it brings in the columns of a table.
func (c *checker) show(show *ast.Show) *scope {
	p := procedures.Show(show.What)
	all := &scope{}
	for _, column := range p.Columns {
		sym := c.symbol(column.Name, kinds{column.Kinds, values.AnyKind})
		sym.Used = true
		all = all.with(sym)
		show.Columns = append(show.Columns, sym)
	}
	if show.Yield == nil {
		c.condition(show.Where, all)
		return all
	}
	s := &scope{}
	for _, y := range show.Yield {
		sym := *c.resolve(&ast.Variable{At: y.At, Name: y.Column}, all)
		sym.Name = y.Name.Name
		y.Name.Symbol = &sym
		s = s.with(&sym)
	}
	c.condition(show.Where, s)
	return s
}
