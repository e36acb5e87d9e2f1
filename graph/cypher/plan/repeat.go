package plan

import (
	"slices"

	"planatlas/graph/cypher/ast"
)

// group makes a connection of a quantified group between two nodes: like a
// relationship of variable length whose one hop is a pattern.
func (m *matcher) group(g *ast.Group, from, to *ast.Symbol) *connection {
	way := m.symbol(0)
	m.open[way] = true
	m.uses[from]++
	m.uses[to]++
	c := &connection{
		pattern: &ast.RelationshipPattern{At: g.At, Symbol: way, Quantifier: g.Quantifier},
		group:   g, from: from, to: to, types: Types{All: true},
	}
	m.rels = append(m.rels, c)
	return c
}

// repeat plans the operator of a group. The group is gone through from the side
// that is bound.
func (m *matcher) repeat(c *connection, s Step, reversed bool) *Repeat {
	nodes := c.group.Pattern.Nodes()
	o := &Repeat{
		estimate: estimate{m.rows}, Step: s, Min: c.group.Quantifier.Min, Max: c.group.Quantifier.Max,
		InnerFrom: nodes[0].Symbol, InnerTo: nodes[len(nodes)-1].Symbol, Reversed: reversed, text: c.group.String(),
		Bound: c.group.Pattern.Declared,
	}
	for _, r := range c.group.Pattern.Relationships() {
		o.Relationships = append(o.Relationships, r.Symbol)
		r.Symbol.Used = true // to tell the relationships of the way apart
	}
	if reversed {
		o.InnerFrom, o.InnerTo = o.InnerTo, o.InnerFrom
		slices.Reverse(o.Relationships)
	}
	o.InnerTo.Used = true
	for i, list := range c.group.Outer {
		if list.Used {
			o.Singles, o.Lists = append(o.Singles, c.group.Inner[i]), append(o.Lists, list)
			c.group.Inner[i].Used = true
		}
	}
	o.Inner = m.inner(c.group, o.InnerFrom)
	return o
}

// inner plans one round through a group, whose start is bound.
func (m *matcher) inner(g *ast.Group, start *ast.Symbol) Pipeline {
	rows := m.planner.rows
	m.planner.rows = 1
	round := *g.Pattern
	round.Declared = slices.DeleteFunc(slices.Clone(round.Declared), func(s *ast.Symbol) bool { return s == start })
	pipeline := m.planner.match([]*ast.Pattern{&round}, g.Where)
	m.planner.rows = rows
	return pipeline
}
