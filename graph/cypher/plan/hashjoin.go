package plan

import "planatlas/graph/cypher/ast"

// hashJoin joins a node that is not connected to what is bound, but equal to it
// in some expression: t(a.x) = u(b.y).
func (m *matcher) hashJoin(n *ast.Symbol, l leaf) bool {
	if len(m.pipeline) == 0 || l.rows < 8 || !independent(l.operator) {
		return false
	}
	for _, e := range m.conditions {
		left, right, list := equality(e)
		if left == nil || list {
			continue
		}
		if !m.readsOnly(left, n) {
			left, right = right, left
		}
		if !m.readsOnly(left, n) || !m.ready(right) || !readsAny(right) {
			continue
		}
		m.join(n, l, left, right)
		return true
	}
	return false
}

// independent reports whether a leaf can run without the rows before it.
func independent(o Operator) bool {
	switch o.(type) {
	case *AllNodesScan, *NodeByLabelScan, *UnionNodeByLabelsScan:
		return true
	}
	return false
}

// readsAny reports whether an expression reads a variable; one that does not is
// a filter, not a join.
func readsAny(e ast.Expr) bool {
	found := false
	ast.Variables(e, func(*ast.Variable) { found = true })
	return found
}

// join plans the inner side of a hash join: the leaf, and the conditions on the
// node alone. The equality stays as a condition, since null joins nothing.
func (m *matcher) join(n *ast.Symbol, l leaf, inner, outer ast.Expr) {
	rows, pipeline := m.rows, m.pipeline
	m.rows, m.pipeline = 1, nil
	m.begin(l, n)
	var local, others []ast.Expr
	for _, e := range m.conditions {
		if m.readsOnlySymbol(e, n) {
			local = append(local, e)
		} else {
			others = append(others, e)
		}
	}
	if len(local) > 0 {
		m.subqueries(local...)
		m.pipeline = append(m.pipeline, m.filters(local)...)
	}
	join := &ValueHashJoin{Node: n, Inner: m.pipeline, InnerKey: inner, OuterKey: outer}
	m.subqueries(inner, outer)
	m.rows = max(rows, m.rows)
	join.estimate = estimate{m.rows}
	m.pipeline, m.conditions = append(pipeline, join), others
}

// readsOnlySymbol reports whether an expression reads no variable but one.
func (m *matcher) readsOnlySymbol(e ast.Expr, n *ast.Symbol) bool {
	only := true
	ast.Variables(e, func(v *ast.Variable) { only = only && v.Symbol == n })
	return only
}
