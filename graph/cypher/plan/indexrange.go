package plan

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
)

// rangeIndex reads n.key > a, a < n.key, a <= n.key < b.
func (m *matcher) rangeIndex(n *ast.Symbol, label string, e ast.Expr) leaf {
	c, ok := e.(*ast.Comparison)
	if !ok {
		return leaf{}
	}
	r := &NodeIndexSeekByRange{Node: n, Label: label}
	left := c.First
	for _, step := range c.Rest {
		m.bounds(r, left, step.Operator, step.Operand)
		left = step.Operand
	}
	if r.Low == nil && r.High == nil {
		return leaf{}
	}
	rows, exact := m.rangeRows(r)
	l := leaf{r, rows, nil}
	if exact && len(c.Rest) == 1 {
		l.uses = []ast.Expr{e}
	}
	return l
}

// bounds takes one comparison as a bound, if it is one.
func (m *matcher) bounds(r *NodeIndexSeekByRange, left ast.Expr, op ast.Operator, right ast.Expr) {
	if key, ok := propertyOf(right, r.Node); ok {
		m.bound(r, key, mirrored[op], left)
	} else if key, ok := propertyOf(left, r.Node); ok {
		m.bound(r, key, op, right)
	}
}

var mirrored = map[ast.Operator]ast.Operator{
	ast.Less: ast.Greater, ast.LessEqual: ast.GreaterEqual, ast.Greater: ast.Less, ast.GreaterEqual: ast.LessEqual,
}

func (m *matcher) bound(r *NodeIndexSeekByRange, key string, op ast.Operator, value ast.Expr) {
	if r.Key != "" && r.Key != key || !m.ready(value) {
		return
	}
	switch op {
	case ast.Greater, ast.GreaterEqual:
		r.Key, r.Low, r.LowOpen = key, value, op == ast.Greater
	case ast.Less, ast.LessEqual:
		r.Key, r.High, r.HighOpen = key, value, op == ast.Less
	}
}

// rangeRows is the number of nodes in a range; exact says that it is known.
func (m *matcher) rangeRows(r *NodeIndexSeekByRange) (rows float64, exact bool) {
	x := m.graph.PropertyIndex(r.Label, r.Key)
	low, lowKnown := m.knownBound(r.Low, r.LowOpen)
	high, highKnown := m.knownBound(r.High, r.HighOpen)
	if !lowKnown || !highKnown || low != nil && high != nil && low.Value.Kind() != high.Value.Kind() {
		return float64(x.Len()) * 0.3, false
	}
	return float64(x.CountRange(low, high)), true
}

func (m *matcher) knownBound(e ast.Expr, open bool) (*graph.Bound, bool) {
	if e == nil {
		return nil, true
	}
	v, ok := m.known(e)
	switch v.Kind() {
	case graph.Integer, graph.Float, graph.String:
		return &graph.Bound{Value: v, Open: open}, ok
	}
	return nil, false
}

// prefixIndex reads n.key STARTS WITH prefix.
func (m *matcher) prefixIndex(n *ast.Symbol, label string, e ast.Expr) leaf {
	t, ok := e.(*ast.Test)
	if !ok || t.Operator != ast.StartsWith || !m.ready(t.Right) {
		return leaf{}
	}
	key, ok := propertyOf(t.Left, n)
	if !ok {
		return leaf{}
	}
	x := m.graph.PropertyIndex(label, key)
	return leaf{&NodeIndexSeekByRange{Node: n, Label: label, Key: key, Prefix: t.Right}, float64(x.Len())*0.05 + 1, nil}
}
