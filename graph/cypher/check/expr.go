package check

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// Sets of kinds that operators take. Null passes everywhere.
var (
	booleans     = values.KindsOf(graph.Boolean)
	lists        = values.KindsOf(graph.List)
	texts        = values.KindsOf(graph.String)
	integers     = values.KindsOf(graph.Integer)
	withKeys     = values.KindsOf(graph.Map, graph.KindNode, graph.KindRelationship)
	withFields   = withKeys | values.Temporals | values.KindsOf(graph.KindDuration, graph.KindPoint)
	arithmetical = values.Numbers | values.Temporals | values.KindsOf(graph.KindDuration)
)

// predicate checks an expression that stands as a condition.
func (c *checker) predicate(e ast.Expr, s *scope) {
	if p, ok := e.(*ast.PatternExpr); ok {
		if t := c.patternExpr(p, s); t.cannotBe(booleans) {
			c.fail(e, "InvalidArgumentType", "a condition must be a boolean, not a %s", t.describe())
		}
		return
	}
	c.want(e, s, booleans, "a condition")
}

// want checks an expression and that it can be of one of the wanted kinds.
func (c *checker) want(e ast.Expr, s *scope, kinds values.Kinds, what string) kinds {
	t := c.expr(e, s)
	if t.cannotBe(kinds) {
		c.fail(e, "InvalidArgumentType", "%s must be %s, not %s", what, kinds, t.describe())
	}
	return t
}

// expr checks an expression and returns what is known of its value.
func (c *checker) expr(e ast.Expr, s *scope) kinds {
	switch e := e.(type) {
	case *ast.Literal:
		return kindOf(e.Value.Kind())
	case *ast.Parameter:
		return c.parameter(e)
	case *ast.Variable:
		return c.variable(e, s)
	case *ast.Property:
		if v, ok := e.Subject.(*ast.Variable); ok {
			c.resolve(v, s)
		}
		if t := c.expr(e.Subject, s); t.kinds == values.KindsOf(graph.KindPath) {
			c.fail(e.Subject, "InvalidArgumentType", "a path has no properties; nodes(…) and relationships(…) take it apart")
		} else if t.cannotBe(withFields) {
			c.failProperty(e, t)
		}
		return anything
	case *ast.Index:
		return c.index(e, s)
	case *ast.Slice:
		return c.slice(e, s)
	case *ast.List:
		return c.list(e, s)
	case *ast.Map:
		for _, entry := range e.Entries {
			c.expr(entry.Value, s)
		}
		return kindOf(graph.Map)
	case *ast.MapProjection:
		return c.mapProjection(e, s)
	case *ast.FunctionCall:
		return c.function(e, s)
	default:
		return c.operator(e, s)
	}
}

// failProperty refuses the property of what has none. A variable length binds a
// list, whose elements have them.
func (c *checker) failProperty(e *ast.Property, t kinds) {
	err := source.Error(e.Subject.Pos(), "TypeError", source.CompileTime, "InvalidArgumentType",
		"%s has no properties, so there is no .%s", t.describe(), e.Key)
	if v, ok := e.Subject.(*ast.Variable); ok && t.kinds == values.KindsOf(graph.List) {
		source.Hint(err, "ask each element: any(x IN %s WHERE x.%s …), or [x IN %s | x.%s]", v.Name, e.Key, v.Name, e.Key)
	}
	panic(err)
}

func (c *checker) parameter(e *ast.Parameter) kinds {
	c.seen[e.Name] = true
	if c.params != nil {
		if _, ok := c.params[e.Name]; !ok {
			err := source.Error(e.Pos(), "ParameterMissing", source.CompileTime, "MissingParameter", "parameter $%s is not given", e.Name)
			source.Hint(err, "on the command line, give it as --param %s=…", e.Name)
			panic(err)
		}
	}
	return anything
}

func (c *checker) index(e *ast.Index, s *scope) kinds {
	t := c.expr(e.Subject, s)
	if t.cannotBe(lists | withKeys) {
		c.failType(e.Subject, "[…] needs a list, a map, a node or a relationship, not %s", t.describe())
	}
	i := c.expr(e.Index, s)
	if t.kinds == lists && i.cannotBe(integers) {
		c.failType(e.Index, "the index of a list must be INTEGER, not %s", i.describe())
	}
	if t.kinds == lists {
		return kinds{t.item | null, values.AnyKind}
	}
	return anything
}

func (c *checker) slice(e *ast.Slice, s *scope) kinds {
	t := c.want(e.Subject, s, lists, "what stands before [..]")
	for _, end := range []ast.Expr{e.From, e.To} {
		if end != nil {
			c.want(end, s, integers, "an end of a slice")
		}
	}
	return kinds{lists | null, t.item}
}

func (c *checker) list(e *ast.List, s *scope) kinds {
	var item values.Kinds
	for _, x := range e.Items {
		item |= c.expr(x, s).kinds
	}
	if item == 0 {
		item = values.AnyKind
	}
	return listOf(item)
}

func (c *checker) mapProjection(e *ast.MapProjection, s *scope) kinds {
	c.want(e.Subject, s, withKeys, "what a map projection projects")
	for _, item := range e.Items {
		if item.Value != nil {
			c.expr(item.Value, s)
		}
	}
	return kindOf(graph.Map, graph.Null)
}

// operator checks operators and the expressions that declare variables.
func (c *checker) operator(e ast.Expr, s *scope) kinds {
	switch e := e.(type) {
	case *ast.Logic:
		for _, t := range e.Terms {
			c.operand(t, s, string(e.Operator))
		}
		return kindOf(graph.Boolean, graph.Null)
	case *ast.Unary:
		return c.unary(e, s)
	case *ast.Arithmetic:
		return c.arithmetic(e, s)
	case *ast.Comparison:
		c.expr(e.First, s)
		for _, step := range e.Rest {
			c.expr(step.Operand, s)
		}
		return kindOf(graph.Boolean, graph.Null)
	case *ast.Test:
		return c.test(e, s)
	case *ast.IsNull:
		c.expr(e.Operand, s)
		return kindOf(graph.Boolean)
	case *ast.IsType:
		c.expr(e.Operand, s)
		return kindOf(graph.Boolean)
	case *ast.IsNormalized:
		c.want(e.Operand, s, texts|values.AnyKind, "what IS NORMALIZED looks at")
		return kindOf(graph.Boolean, graph.Null)
	case *ast.HasLabels:
		c.want(e.Subject, s, values.KindsOf(graph.KindNode, graph.KindRelationship), "what has a label")
		return kindOf(graph.Boolean, graph.Null)
	case *ast.Case:
		return c.caseExpr(e, s)
	case *ast.CaseSubject:
		return anything
	default:
		return c.scoped(e, s)
	}
}

// operand checks an operand of AND, OR, XOR, NOT, which may be a pattern.
func (c *checker) operand(e ast.Expr, s *scope, operator string) {
	if p, ok := e.(*ast.PatternExpr); ok && p.Pattern.Shortest == ast.NotShortest {
		c.patternExpr(p, s)
		return
	}
	c.want(e, s, booleans, "an operand of "+operator)
}

func (c *checker) unary(e *ast.Unary, s *scope) kinds {
	if e.Operator == ast.Not {
		c.operand(e.Operand, s, "NOT")
		return kindOf(graph.Boolean, graph.Null)
	}
	return c.want(e.Operand, s, values.Numbers|values.KindsOf(graph.KindDuration), "what follows "+string(e.Operator))
}

func (c *checker) arithmetic(e *ast.Arithmetic, s *scope) kinds {
	t := c.expr(e.First, s)
	for i, step := range e.Rest {
		right := c.expr(step.Operand, s)
		if step.Operator != ast.Add && step.Operator != ast.Concatenate {
			if i == 0 {
				c.arithmeticOperand(e.First, t, step.Operator)
			}
			c.arithmeticOperand(step.Operand, right, step.Operator)
		}
		t = c.result(t, step, right)
	}
	return t
}

func (c *checker) arithmeticOperand(e ast.Expr, t kinds, op ast.Operator) {
	if t.cannotBe(arithmetical) {
		c.fail(e, "InvalidArgumentType", "%s cannot be applied to %s", op, t.describe())
	}
}

// result is what is known of left operator right.
func (c *checker) result(left kinds, step ast.Step, right kinds) kinds {
	both := left.kinds | right.kinds
	switch {
	case both&^(values.Numbers|null) == 0:
		if both == integers && step.Operator != ast.Power {
			return kinds{integers, values.AnyKind}
		}
		return kinds{values.Numbers | both&null, values.AnyKind}
	case (step.Operator == ast.Add || step.Operator == ast.Concatenate) && both == lists:
		return listOf(left.item | right.item)
	case step.Operator == ast.Add && (left.kinds == lists || right.kinds == lists):
		return kinds{lists | null, values.AnyKind}
	}
	return anything
}

func (c *checker) test(e *ast.Test, s *scope) kinds {
	if e.Operator == ast.In {
		c.expr(e.Left, s)
		c.want(e.Right, s, lists, "what follows IN")
		return kindOf(graph.Boolean, graph.Null)
	}
	c.expr(e.Left, s)
	c.expr(e.Right, s)
	return kindOf(graph.Boolean, graph.Null)
}

func (c *checker) caseExpr(e *ast.Case, s *scope) kinds {
	if e.Subject != nil {
		c.expr(e.Subject, s)
	}
	t := kinds{null, values.NoKind}
	for i, w := range e.Whens {
		for _, test := range w.Tests {
			if e.Subject == nil {
				c.predicate(test, s)
			} else {
				c.expr(test, s)
			}
		}
		if then := c.expr(w.Then, s); i == 0 {
			t = then
		} else {
			t = t.or(then)
		}
	}
	if e.Else == nil {
		return kinds{t.kinds | null, t.item}
	}
	return t.or(c.expr(e.Else, s))
}

// scoped checks the expressions that declare variables of their own.
func (c *checker) scoped(e ast.Expr, s *scope) kinds {
	switch e := e.(type) {
	case *ast.ListComprehension:
		return c.listComprehension(e, s)
	case *ast.ListPredicate:
		inner := s.with(c.declare(e.Variable, c.itemOf(e.List, s)))
		defer c.setAggregates(forbidden)()
		if e.Where != nil {
			c.predicate(e.Where, inner)
		}
		return kindOf(graph.Boolean, graph.Null)
	case *ast.Reduce:
		return c.reduce(e, s)
	case *ast.PatternComprehension:
		defer c.setAggregates(forbidden)()
		inner := c.patterns([]*ast.Pattern{e.Pattern}, s, true)
		c.condition(e.Where, inner)
		return listOf(c.expr(e.Projection, inner).kinds)
	case *ast.PatternExpr:
		if e.Pattern.Shortest == ast.NotShortest {
			c.fail(e, "UnexpectedSyntax", "a pattern can only stand as a condition here; use EXISTS { … }, COUNT { … } or [pattern | expression]")
		}
		return c.patternExpr(e, s)
	case *ast.Subquery:
		return c.subquery(e, s)
	}
	panic("check: unknown expression " + e.String())
}

// itemOf checks a list that a variable goes through, and returns what is known
// of its items.
func (c *checker) itemOf(list ast.Expr, s *scope) kinds {
	t := c.want(list, s, lists, "what follows IN")
	if t.kinds == lists {
		return kinds{t.item, values.AnyKind}
	}
	return anything
}

func (c *checker) listComprehension(e *ast.ListComprehension, s *scope) kinds {
	item := c.itemOf(e.List, s)
	inner := s.with(c.declare(e.Variable, item))
	defer c.setAggregates(forbidden)()
	if e.Where != nil {
		c.predicate(e.Where, inner)
	}
	if e.Projection != nil {
		item = c.expr(e.Projection, inner)
	}
	return kinds{lists | null, item.kinds}
}

func (c *checker) reduce(e *ast.Reduce, s *scope) kinds {
	c.expr(e.Init, s)
	item := c.itemOf(e.List, s)
	inner := s.with(c.declare(e.Accumulator, anything), c.declare(e.Variable, item))
	defer c.setAggregates(forbidden)()
	c.expr(e.Expr, inner)
	return anything
}

func (c *checker) subquery(e *ast.Subquery, s *scope) kinds {
	defer c.setAggregates(forbidden)()
	switch e.Kind {
	case ast.CountSubquery:
		c.query(e.Query, s.inner(), inExists)
		return kindOf(graph.Integer)
	case ast.CollectSubquery:
		columns := c.query(e.Query, s.inner(), inCollect)
		return listOf(columns[0].Kinds)
	default:
		c.query(e.Query, s.inner(), inExists)
		return kindOf(graph.Boolean)
	}
}
