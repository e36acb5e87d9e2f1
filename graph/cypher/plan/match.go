package plan

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
)

// matcher plans the patterns of one MATCH. It takes the cheapest step that it
// can, again and again: expand from what is bound, or start somewhere new; and
// applies every condition as soon as what it reads is bound.
type matcher struct {
	*planner
	open       map[*ast.Symbol]bool // declared by the clause and not bound yet
	nodes      []*ast.Symbol        // of the patterns, each once
	rels       []*connection
	paths      []*namedPath
	conditions []ast.Expr
	pipeline   Pipeline
	taken      []*connection        // relationships bound by this clause
	keep       map[*ast.Symbol]bool // relationships that something reads
	mark       map[*ast.Symbol]bool // relationships that others must differ from
	uses       map[*ast.Symbol]int  // how often the patterns read a node
	search     *selection           // a pattern with a path selector, or nil
}

// connection is one relationship of the patterns.
type connection struct {
	pattern  *ast.RelationshipPattern
	from, to *ast.Symbol
	types    Types
	group    *ast.Group // of a quantified group, or nil
	shortest ast.Shortest
	path     *ast.Symbol // of a shortest path, or nil
	step     *Step       // once planned
}

// namedPath is a path that something reads.
type namedPath struct {
	symbol   *ast.Symbol
	elements []*ast.Symbol
}

// match plans patterns with a condition.
func (p *planner) match(patterns []*ast.Pattern, where ast.Expr) Pipeline {
	m := &matcher{planner: p, open: map[*ast.Symbol]bool{}, keep: map[*ast.Symbol]bool{}, mark: map[*ast.Symbol]bool{}, uses: map[*ast.Symbol]int{}}
	p.rows = max(p.rows, 1)
	for _, pattern := range patterns {
		for _, s := range pattern.Declared {
			m.open[s] = true
		}
	}
	for _, pattern := range patterns {
		if pattern.Selector != nil && pattern.Selector.Kind != ast.SelectAll {
			m.selected(pattern)
		} else {
			m.collect(pattern)
		}
	}
	m.conditions = conjuncts(m.conditions, where)
	for _, e := range m.conditions {
		ast.Variables(e, func(v *ast.Variable) { m.uses[v.Symbol] += 2 })
	}
	return m.solve()
}

// conjuncts adds the terms of a conjunction to a list.
func conjuncts(list []ast.Expr, e ast.Expr) []ast.Expr {
	if e == nil {
		return list
	}
	if l, ok := e.(*ast.Logic); ok && l.Operator == ast.And {
		for _, t := range l.Terms {
			list = conjuncts(list, t)
		}
		return list
	}
	return append(list, e)
}

// collect takes a pattern apart.
func (m *matcher) collect(p *ast.Pattern) {
	var path []*ast.Symbol
	for i, e := range p.Elements {
		switch e := e.(type) {
		case *ast.NodePattern:
			m.node(e, len(p.Elements) == 1)
			path = append(path, e.Symbol)
		case *ast.RelationshipPattern:
			from, to := p.Elements[i-1].(*ast.NodePattern), p.Elements[i+1].(*ast.NodePattern)
			m.relationship(e, from.Symbol, to.Symbol, p)
			path = append(path, e.Symbol)
		case *ast.Group:
			from, to := p.Elements[i-1].(*ast.NodePattern), p.Elements[i+1].(*ast.NodePattern)
			path = append(path, m.group(e, from.Symbol, to.Symbol).pattern.Symbol)
		}
	}
	m.conditions = conjuncts(m.conditions, p.Where)
	if p.Variable != nil && p.Shortest == ast.NotShortest && p.Variable.Symbol.Used {
		m.paths = append(m.paths, &namedPath{p.Variable.Symbol, path})
		for _, s := range path {
			m.keep[s] = true
			m.uses[s] += 2
		}
	}
}

func (m *matcher) node(n *ast.NodePattern, alone bool) {
	seen := false
	for _, s := range m.nodes {
		seen = seen || s == n.Symbol
	}
	if !seen {
		m.nodes = append(m.nodes, n.Symbol)
	}
	subject := read(n.Symbol)
	if alone && !m.open[n.Symbol] { // bound by an OPTIONAL MATCH, it may be null
		m.conditions = append(m.conditions, &ast.IsNull{At: n.At, Operand: subject, Not: true})
	}
	m.conditions = append(m.conditions, labelConditions(subject, n.Labels)...)
	m.conditions = append(m.conditions, propertyConditions(subject, n.Properties)...)
	m.conditions = conjuncts(m.conditions, n.Where)
}

// labelConditions are the label expression as conditions, a&b as two.
func labelConditions(subject ast.Expr, labels ast.LabelExpr) []ast.Expr {
	switch l := labels.(type) {
	case nil:
		return nil
	case *ast.LabelAnd:
		var list []ast.Expr
		for _, x := range l.Labels {
			list = append(list, labelConditions(subject, x)...)
		}
		return list
	}
	return []ast.Expr{&ast.HasLabels{At: ast.At{Position: labels.Pos()}, Subject: subject, Labels: labels}}
}

// propertyConditions are {key: value} as equalities.
func propertyConditions(subject ast.Expr, properties ast.Expr) []ast.Expr {
	var list []ast.Expr
	if properties, ok := properties.(*ast.Map); ok {
		for _, entry := range properties.Entries {
			at := ast.At{Position: entry.Value.Pos()}
			list = append(list, &ast.Comparison{
				At:    at,
				First: &ast.Property{At: at, Subject: subject, Key: entry.Key},
				Rest:  []ast.Step{{At: at, Operator: ast.Equal, Operand: entry.Value}},
			})
		}
	}
	return list
}

func (m *matcher) relationship(r *ast.RelationshipPattern, from, to *ast.Symbol, p *ast.Pattern) {
	c := &connection{pattern: r, from: from, to: to, types: m.types(r.Types), shortest: p.Shortest}
	if p.Shortest != ast.NotShortest && p.Variable != nil {
		c.path = p.Variable.Symbol
	}
	m.rels = append(m.rels, c)
	m.uses[from]++
	m.uses[to]++
	if m.open[r.Symbol] && r.Symbol.Used {
		m.keep[r.Symbol] = true
	}
	if c.single() {
		m.conditions = append(m.conditions, propertyConditions(read(r.Symbol), r.Properties)...)
		m.conditions = conjuncts(m.conditions, r.Where)
		if r.Properties != nil || r.Where != nil {
			m.keep[r.Symbol] = true
		}
	}
}

// types resolves a type expression against the types of the snapshot.
func (p *planner) types(e ast.LabelExpr) Types {
	if e == nil {
		return Types{All: true}
	}
	t := Types{Text: e.String()}
	for i, name := range p.graph.Types() {
		if MatchesLabels(e, func(l string) bool { return l == name }, true) {
			t.IDs = append(t.IDs, int32(i))
		}
	}
	return t
}

// MatchesLabels evaluates a label expression; has says which labels are there,
// any whether there is one at all.
func MatchesLabels(e ast.LabelExpr, has func(string) bool, any bool) bool {
	switch e := e.(type) {
	case *ast.Label:
		return has(e.Name)
	case *ast.LabelNot:
		return !MatchesLabels(e.Label, has, any)
	case *ast.LabelAnd:
		for _, l := range e.Labels {
			if !MatchesLabels(l, has, any) {
				return false
			}
		}
		return true
	case *ast.LabelOr:
		for _, l := range e.Labels {
			if MatchesLabels(l, has, any) {
				return true
			}
		}
		return false
	default: // %
		return any
	}
}

// single reports whether the relationship pattern matches exactly one.
func (c *connection) single() bool {
	return c.pattern.Length == nil && c.pattern.Quantifier == nil && c.shortest == ast.NotShortest
}

// bounds are the least and the greatest length.
func (c *connection) bounds() (least, most int64) {
	switch {
	case c.pattern.Length != nil:
		return c.pattern.Length.Bounds()
	case c.pattern.Quantifier != nil:
		return c.pattern.Quantifier.Min, c.pattern.Quantifier.Max
	default:
		return 1, 1
	}
}

func (m *matcher) solve() Pipeline {
	m.settle()
	for m.bindRelationship() || m.bindSelection() || m.start() {
		m.settle()
	}
	for _, c := range m.taken {
		c.step.Keep, c.step.Mark = m.keep[c.pattern.Symbol], m.mark[c.pattern.Symbol]
		c.step.Unread = !c.step.To.Used && m.uses[c.step.To] < 2
	}
	return m.pipeline
}

// settle builds the paths and applies the conditions that have become possible.
func (m *matcher) settle() {
	var paths []*namedPath
	for _, p := range m.paths {
		if m.anyOpen(p.elements) {
			paths = append(paths, p)
			continue
		}
		m.add(&ProjectPath{estimate{m.rows}, p.symbol, p.elements})
		delete(m.open, p.symbol)
	}
	m.paths = paths
	var ready, later []ast.Expr
	for _, e := range m.conditions {
		if m.ready(e) {
			ready = append(ready, e)
		} else {
			later = append(later, e)
		}
	}
	m.conditions = later
	if len(ready) > 0 {
		m.subqueries(ready...)
		m.pipeline = append(m.pipeline, m.filters(ready)...)
	}
}

func (m *matcher) add(o Operator) { m.pipeline = append(m.pipeline, o) }

func (m *matcher) anyOpen(list []*ast.Symbol) bool {
	for _, s := range list {
		if m.open[s] {
			return true
		}
	}
	return false
}

// ready reports whether all that an expression reads is bound.
func (m *matcher) ready(e ast.Expr) bool {
	ok := true
	ast.Variables(e, func(v *ast.Variable) { ok = ok && !m.open[v.Symbol] })
	return ok
}

// bindRelationship takes the cheapest relationship that can be reached from
// what is bound.
func (m *matcher) bindRelationship() bool {
	best, cost := -1, 0.0
	for i, c := range m.rels {
		if k, ok := m.cost(c); ok && (best < 0 || k < cost) {
			best, cost = i, k
		}
	}
	if best < 0 {
		return false
	}
	c := m.rels[best]
	m.rels = append(m.rels[:best:best], m.rels[best+1:]...)
	m.connect(c)
	m.taken = append(m.taken, c)
	return true
}

func direction(d ast.Direction, reversed bool) graph.Direction {
	switch {
	case d == ast.Undirected:
		return graph.Both
	case (d == ast.Rightward) != reversed:
		return graph.Outgoing
	default:
		return graph.Incoming
	}
}
