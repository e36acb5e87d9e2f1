package check

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// patterns checks the patterns of a MATCH and returns the scope with their
// variables. Variables are declared first, since a property or a condition in
// one part may read those of another. declaring is false in expressions, where
// a pattern cannot introduce variables.
func (c *checker) patterns(list []*ast.Pattern, s *scope, declaring bool) *scope {
	b := &binder{checker: c, before: s, scope: s, declaring: declaring}
	for _, p := range list {
		b.declared = nil
		b.pattern(p)
		p.Declared = b.declared
	}
	for _, p := range list {
		b.path(p)
	}
	for _, p := range list {
		c.conditions(p, b.scope)
		if len(list) > 1 && p.Selector != nil && p.Selector.Kind != ast.SelectAll {
			c.fail(p, "UnexpectedSyntax", "a pattern with a path selector needs a MATCH of its own")
		}
	}
	return b.scope
}

// binder declares the variables of the patterns of one clause.
type binder struct {
	*checker
	before    *scope // from before the clause
	scope     *scope // with what the clause has declared so far
	declaring bool
	rels      []*ast.Symbol // relationships bound by this clause
	paths     []string      // names of paths of this clause
	declared  []*ast.Symbol // by the pattern at hand
}

func (b *binder) pattern(p *ast.Pattern) {
	for _, e := range p.Elements {
		switch e := e.(type) {
		case *ast.NodePattern:
			e.Symbol = b.bind(e.Variable, kindOf(graph.KindNode))
		case *ast.RelationshipPattern:
			b.relationship(e)
		case *ast.Group:
			b.group(e)
		}
	}
	if p.Variable != nil { // later patterns of the clause cannot use the name
		b.paths = append(b.paths, p.Variable.Name)
	}
}

func (b *binder) relationship(r *ast.RelationshipPattern) {
	if r.Length == nil && r.Quantifier == nil {
		r.Symbol = b.bind(r.Variable, kindOf(graph.KindRelationship))
	} else {
		r.Symbol = b.bind(r.Variable, listOf(values.KindsOf(graph.KindRelationship)))
	}
	for _, sym := range b.rels {
		if sym == r.Symbol {
			b.fail(r, "RelationshipUniquenessViolation", "relationship `%s` stands twice in one MATCH, and each matches only once", sym.Name)
		}
	}
	b.rels = append(b.rels, r.Symbol)
	if and, ok := r.Types.(*ast.LabelAnd); ok && and.Colons {
		b.fail(and, "UnexpectedSyntax", "a relationship has one type; write A|B for either")
	}
}

// bind finds or declares the variable of a part of a pattern.
func (b *binder) bind(v *ast.Variable, t kinds) *ast.Symbol {
	if v == nil {
		sym := b.symbol("", t)
		sym.Hidden = true
		b.declared = append(b.declared, sym)
		return sym
	}
	if contains(b.paths, v.Name) && b.scope.find(v.Name) == nil {
		b.fail(v, "VariableTypeConflict", "`%s` is already the name of a path", v.Name)
	}
	sym := b.scope.find(v.Name)
	switch {
	case sym == nil && !b.declaring:
		b.resolve(v, b.scope) // fails
	case sym == nil:
		sym = b.declare(v, t)
		b.scope = b.scope.with(sym)
		b.declared = append(b.declared, sym)
	default:
		b.sameKind(v, sym, t)
		v.Symbol, sym.Used = sym, true
	}
	return sym
}

func (b *binder) sameKind(v *ast.Variable, sym *ast.Symbol, t kinds) {
	have := kinds{sym.Kinds, sym.Item}
	conflict := have.cannotBe(t.kinds)
	if !conflict && t.kinds == values.KindsOf(graph.List) {
		conflict = kinds{sym.Item, values.AnyKind}.cannotBe(t.item)
	}
	if conflict {
		b.fail(v, "VariableTypeConflict", "`%s` is already a %s and cannot be a %s here", v.Name, have.describe(), t.describe())
	}
}

// path declares the name of a path.
func (b *binder) path(p *ast.Pattern) {
	if p.Variable == nil {
		return
	}
	if b.scope.find(p.Variable.Name) != nil {
		b.fail(p.Variable, "VariableAlreadyBound", "variable `%s` is already declared", p.Variable.Name)
	}
	sym := b.declare(p.Variable, kindOf(graph.KindPath))
	b.scope = b.scope.with(sym)
	p.Declared = append(p.Declared, sym)
}

// group declares the variables inside a quantified group, and outside it a list
// for each of them.
func (b *binder) group(g *ast.Group) {
	if g.Quantifier == nil {
		panic(source.Unsupported(g.Pos(), "a part of a pattern in brackets without a quantifier"))
	}
	b.simple(g)
	inner := &binder{checker: b.checker, before: b.before, scope: b.before, declaring: true}
	inner.pattern(g.Pattern)
	g.Pattern.Declared = inner.declared
	b.conditions(g.Pattern, inner.scope)
	b.condition(g.Where, inner.scope)
	for _, sym := range inner.scope.local[len(b.before.local):] {
		if b.scope.find(sym.Name) != nil {
			b.fail(g, "VariableAlreadyBound", "variable `%s` of the group is already declared", sym.Name)
		}
		outer := b.symbol(sym.Name, listOf(sym.Kinds))
		g.Inner, g.Outer = append(g.Inner, sym), append(g.Outer, outer)
		b.scope = b.scope.with(outer)
		b.declared = append(b.declared, outer)
	}
}

// simple refuses what cannot stand inside a quantified group: no relationship
// at all, one of variable length, another group, a variable from outside.
func (b *binder) simple(g *ast.Group) {
	rels := g.Pattern.Relationships()
	if len(rels) == 0 {
		b.fail(g, "UnexpectedSyntax", "a quantified group needs a relationship")
	}
	for _, r := range rels {
		if r.Length != nil || r.Quantifier != nil {
			panic(source.Unsupported(r.Pos(), "a variable length inside a quantified group"))
		}
		b.refuseBound(r.Variable)
	}
	for _, n := range g.Pattern.Nodes() {
		b.refuseBound(n.Variable)
	}
	if len(rels)+len(g.Pattern.Nodes()) != len(g.Pattern.Elements) {
		panic(source.Unsupported(g.Pos(), "a quantified group inside another"))
	}
}

func (b *binder) refuseBound(v *ast.Variable) {
	if v != nil && b.before.find(v.Name) != nil {
		b.fail(v, "VariableAlreadyBound", "variable `%s` is already declared, and a quantified group needs its own", v.Name)
	}
}

// conditions checks the properties and the inline WHERE of a pattern.
func (c *checker) conditions(p *ast.Pattern, s *scope) {
	defer c.setAggregates(forbidden)()
	for _, e := range p.Elements {
		switch e := e.(type) {
		case *ast.NodePattern:
			c.properties(e.Properties, s)
			c.condition(e.Where, s)
		case *ast.RelationshipPattern:
			c.properties(e.Properties, s)
			c.relationshipWhere(e, s)
		}
	}
	c.condition(p.Where, s)
	c.selector(p)
}

// relationshipWhere checks the inline WHERE of a relationship; where the
// pattern has a length, the variable stands for each relationship in turn.
func (c *checker) relationshipWhere(r *ast.RelationshipPattern, s *scope) {
	if r.Where == nil {
		return
	}
	if r.Length == nil && r.Quantifier == nil {
		c.condition(r.Where, s)
		return
	}
	r.Each = c.symbol("", kindOf(graph.KindRelationship))
	if r.Variable != nil {
		r.Each.Name = r.Variable.Name
	} else {
		r.Each.Hidden = true
	}
	c.condition(r.Where, s.with(r.Each))
}

func (c *checker) properties(e ast.Expr, s *scope) {
	switch e := e.(type) {
	case nil:
	case *ast.Parameter:
		c.fail(e, "InvalidParameterUse", "a parameter cannot stand for all properties of a pattern; write {key: $%s.key}", e.Name)
	default:
		c.expr(e, s)
	}
}

// selector refuses combinations that have no meaning.
func (c *checker) selector(p *ast.Pattern) {
	if p.Selector != nil && p.Selector.Kind != ast.SelectAll && p.Shortest != ast.NotShortest {
		c.fail(p, "UnexpectedSyntax", "shortestPath(…) cannot be combined with a path selector")
	}
	if p.Shortest == ast.NotShortest {
		return
	}
	r := p.Relationships()[0]
	if r.Length != nil && r.Length.Min != nil && *r.Length.Min > 1 {
		panic(source.Hint(source.Syntax(r.Pos(), "InvalidRelationshipPattern", "a shortest path can begin at length 0 or 1 only"),
			"filter by length(p) in WHERE instead"))
	}
}

// patternExpr checks a pattern used as an expression.
func (c *checker) patternExpr(e *ast.PatternExpr, s *scope) kinds {
	c.patterns([]*ast.Pattern{e.Pattern}, s, e.Pattern.Shortest != ast.NotShortest)
	switch e.Pattern.Shortest {
	case ast.OneShortest:
		return kindOf(graph.KindPath, graph.Null)
	case ast.AllShortest:
		return listOf(values.KindsOf(graph.KindPath))
	}
	return kindOf(graph.Boolean)
}

// describe names the kinds for an error.
func (k kinds) describe() string {
	if k.kinds == values.KindsOf(graph.List) && k.item&null == 0 && k.item != values.AnyKind {
		return "LIST<" + k.item.String() + ">"
	}
	return k.kinds.String()
}
