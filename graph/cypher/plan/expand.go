package plan

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
)

// connect adds the operator that follows a relationship whose one end, or
// itself, is bound.
func (m *matcher) connect(c *connection) {
	reversed := m.open[c.from] && !m.open[c.to]
	s := Step{
		From: c.from, Relationship: c.pattern.Symbol, To: c.to,
		Direction: direction(c.pattern.Direction, reversed), Types: c.types,
		Distinct: m.distinctFrom(c),
	}
	if reversed {
		s.From, s.To = c.to, c.from
	}
	s.Into = !m.open[s.To]
	m.rows = m.rowsAfter(c, s)
	least, most := c.bounds()
	switch {
	case c.shortest != ast.NotShortest:
		m.add(m.shortestPath(c, s, least, most))
	case c.group != nil:
		o := m.repeat(c, s, reversed)
		c.step = &o.Step
		m.add(o)
		for _, list := range c.group.Outer {
			delete(m.open, list)
		}
	case !m.open[c.pattern.Symbol]:
		o := &ProjectEndpoints{estimate{m.rows}, s, !c.single(), least, most, !m.open[s.From]}
		c.step = &o.Step
		m.add(o)
	case c.single():
		o := &Expand{estimate: estimate{m.rows}, Step: s}
		c.step = &o.Step
		m.add(o)
	default:
		each, predicates := m.eachPredicates(c)
		o := &VarLengthExpand{
			estimate: estimate{m.rows}, Step: s, Min: least, Max: most, Reversed: reversed,
			Each: each, Predicates: predicates,
		}
		c.step = &o.Step
		m.add(o)
	}
	delete(m.open, s.From)
	delete(m.open, s.To)
	delete(m.open, c.pattern.Symbol)
}

// shortestPath takes the conditions that read the path into the search: the
// shortest path that passes them is wanted.
func (m *matcher) shortestPath(c *connection, s Step, least, most int64) Operator {
	each, predicates := m.eachPredicates(c)
	o := &ShortestPath{
		estimate: estimate{m.rows}, Step: s, All: c.shortest == ast.AllShortest, Min: least, Max: most,
		Path: c.path, Each: each, Predicates: predicates, Single: c.pattern.Length == nil,
	}
	c.step = &o.Step
	delete(m.open, c.path)
	delete(m.open, c.pattern.Symbol)
	var others []ast.Expr
	for _, e := range m.conditions {
		if m.ready(e) {
			o.Conditions = append(o.Conditions, e)
		} else {
			others = append(others, e)
		}
	}
	m.conditions = others
	m.subqueries(o.Conditions...)
	return o
}

// distinctFrom lists the relationships of the clause that this one might
// coincide with: a relationship matches only once in a MATCH.
func (m *matcher) distinctFrom(c *connection) []Taken {
	var list []Taken
	if c.shortest != ast.NotShortest {
		return nil
	}
	for _, t := range m.taken {
		if t.shortest == ast.NotShortest && overlap(c.types, t.types) {
			other := t.taken()
			list = append(list, other)
			m.uses[other.Start] += 2
			m.uses[other.End] += 2
			m.mark[t.pattern.Symbol] = true
		}
	}
	return list
}

func (c *connection) taken() Taken {
	t := Taken{Relationship: c.pattern.Symbol}
	if c.single() && c.pattern.Direction != ast.Undirected {
		t.Start, t.End = c.from, c.to
		if c.pattern.Direction == ast.Leftward {
			t.Start, t.End = c.to, c.from
		}
	}
	return t
}

func overlap(a, b Types) bool {
	if a.All || b.All {
		return true
	}
	for _, x := range a.IDs {
		for _, y := range b.IDs {
			if x == y {
				return true
			}
		}
	}
	return false
}

func (m *matcher) rowsAfter(c *connection, s Step) float64 {
	switch {
	case !m.open[c.pattern.Symbol]:
		return m.rows
	case s.Into:
		n := m.statistics.degree(c.types, s.Direction) / max(m.statistics.nodes(), 1)
		return m.rows * min(n, 1)
	default:
		return m.rows * m.expansion(c, s.To) / max(m.localSelectivity(s.To), 1e-9)
	}
}

// eachPredicates are the conditions on each relationship of a variable length,
// and the symbol they read it through.
func (m *matcher) eachPredicates(c *connection) (*ast.Symbol, []ast.Expr) {
	r := c.pattern
	each := r.Each
	if each == nil && r.Properties != nil {
		each = m.symbol(graph.KindRelationship)
	}
	var list []ast.Expr
	if each != nil {
		list = propertyConditions(read(each), r.Properties)
	}
	list = conjuncts(list, r.Where)
	m.subqueries(list...)
	return each, list
}
