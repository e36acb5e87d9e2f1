package plan

import "planatlas/graph/cypher/ast"

// cost estimates by how much following a relationship multiplies the rows; ok
// is false where it cannot be followed yet.
func (m *matcher) cost(c *connection) (cost float64, ok bool) {
	from, to := !m.open[c.from], !m.open[c.to]
	switch {
	case !m.open[c.pattern.Symbol] && c.shortest == ast.NotShortest:
		return 0, true
	case !m.ready(c.pattern.Properties) || !m.whereReady(c):
		return 0, false
	case from && to:
		return 0.1, true
	case c.shortest != ast.NotShortest:
		return 0, false
	case from:
		return m.expansion(c, c.to), true
	case to:
		return m.expansion(c, c.from), true
	}
	return 0, false
}

// whereReady reports whether the conditions of a variable-length relationship,
// which are looked at on the way, read only what is bound.
func (m *matcher) whereReady(c *connection) bool {
	return c.single() || c.pattern.Where == nil || m.ready(c.pattern.Where)
}

// expansion estimates how many rows come of one when a relationship is followed
// to a node that is not bound yet.
func (m *matcher) expansion(c *connection, to *ast.Symbol) float64 {
	least, most := c.bounds()
	n := m.statistics.degree(c.types, direction(c.pattern.Direction, false))
	if !c.single() {
		if most < 0 {
			most = least + 4
		}
		total, power := 0.0, 1.0
		for i := int64(1); i <= min(most, 8); i++ {
			power *= max(n, 1)
			total += power
		}
		n = total
	}
	return n * m.localSelectivity(to)
}

// localSelectivity is the share of nodes that pass the conditions on a node
// alone.
func (m *matcher) localSelectivity(node *ast.Symbol) float64 {
	s := 1.0
	for _, e := range m.conditions {
		if !m.readsOnly(e, node) {
			continue
		}
		if h, ok := e.(*ast.HasLabels); ok {
			if l, ok := h.Labels.(*ast.Label); ok {
				s *= m.statistics.labelled(l.Name)
				continue
			}
		}
		s *= selectivityOf(e)
	}
	return s
}

// readsOnly reports whether an expression reads this open symbol and no other.
func (m *matcher) readsOnly(e ast.Expr, node *ast.Symbol) bool {
	reads, others := false, false
	ast.Variables(e, func(v *ast.Variable) {
		reads = reads || v.Symbol == node
		others = others || v.Symbol != node && m.open[v.Symbol]
	})
	return reads && !others
}
