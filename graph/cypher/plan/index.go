package plan

import (
	"math"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
)

// This file chooses indexes on properties. They exist for every property of
// every label and are made when a plan first considers one; small labels are
// scanned instead.

// smallLabel is the number of nodes up to which scanning beats an index.
const smallLabel = 64

// byIndex is the cheapest way to find a node by one of its properties.
func (m *matcher) byIndex(n *ast.Symbol) leaf {
	var best leaf
	for _, label := range m.labelsOf(n) {
		if m.statistics.withLabelOrAll(label) <= smallLabel {
			return leaf{}
		}
		for _, e := range m.conditions {
			for _, l := range []leaf{m.equalityIndex(n, label, e), m.rangeIndex(n, label, e), m.prefixIndex(n, label, e)} {
				if l.operator != nil && (best.operator == nil || l.rows < best.rows) {
					best = l
					best.uses = append(best.uses, m.labelCondition(n, label)...)
				}
			}
		}
	}
	return best
}

func (s statistics) withLabelOrAll(label string) float64 {
	if label == "" {
		return s.nodes()
	}
	return s.withLabel(label)
}

// labelsOf are the labels that the conditions ask of a node, or "" for none.
func (m *matcher) labelsOf(n *ast.Symbol) []string {
	var labels []string
	for _, e := range m.conditions {
		if l := m.byLabel(n, e); l.operator != nil {
			labels = append(labels, l.operator.(*NodeByLabelScan).Label)
		}
	}
	if labels == nil {
		labels = []string{""}
	}
	return labels
}

// labelCondition is the condition n:Label, which an index on the label makes
// superfluous.
func (m *matcher) labelCondition(n *ast.Symbol, label string) []ast.Expr {
	for _, e := range m.conditions {
		if l := m.byLabel(n, e); l.operator != nil && l.operator.(*NodeByLabelScan).Label == label {
			return []ast.Expr{e}
		}
	}
	return nil
}

// propertyOf reads n.key.
func propertyOf(e ast.Expr, n *ast.Symbol) (key string, ok bool) {
	p, ok := e.(*ast.Property)
	if !ok || !reads(p.Subject, n) {
		return "", false
	}
	return p.Key, true
}

// equalityIndex reads n.key = value and n.key IN list.
func (m *matcher) equalityIndex(n *ast.Symbol, label string, e ast.Expr) leaf {
	left, right, list := equality(e)
	if left == nil {
		return leaf{}
	}
	key, ok := propertyOf(left, n)
	if !ok && !list {
		key, ok = propertyOf(right, n)
		right = left
	}
	if !ok || !m.ready(right) {
		return leaf{}
	}
	index := m.graph.PropertyIndex(label, key)
	l := leaf{&NodeIndexSeek{Node: n, Label: label, Key: key, Value: right, List: list}, m.equalRows(index, right, list), nil}
	if v, ok := m.known(right); ok && !list && index.Seekable(v) {
		l.uses = []ast.Expr{e}
	}
	return l
}

func (m *matcher) equalRows(x *graph.PropertyIndex, value ast.Expr, list bool) float64 {
	guess := math.Sqrt(float64(x.Len())) + 1
	v, ok := m.known(value)
	if !ok {
		return guess
	}
	wanted := []graph.Value{v}
	if list {
		wanted, _ = v.AsList()
	}
	rows := 0.0
	for _, w := range wanted {
		if x.Seekable(w) {
			rows += float64(x.CountRange(&graph.Bound{Value: w}, &graph.Bound{Value: w}))
		} else {
			rows += guess + float64(x.Others)
		}
	}
	return rows
}

// known is the value of an expression that does not depend on rows: a literal,
// a list of them, or a parameter.
func (m *matcher) known(e ast.Expr) (graph.Value, bool) {
	switch e := e.(type) {
	case *ast.Literal:
		return e.Value, true
	case *ast.Parameter:
		v, ok := m.params[e.Name]
		return v, ok
	case *ast.List:
		var list []graph.Value
		for _, item := range e.Items {
			v, ok := m.known(item)
			if !ok {
				return v, false
			}
			list = append(list, v)
		}
		return graph.ListOf(list...), true
	}
	return graph.NullValue(), false
}

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

// byLabels reads n:A|B.
func (m *matcher) byLabels(n *ast.Symbol, e ast.Expr) leaf {
	h, ok := e.(*ast.HasLabels)
	if !ok || !reads(h.Subject, n) {
		return leaf{}
	}
	or, ok := h.Labels.(*ast.LabelOr)
	if !ok {
		return leaf{}
	}
	o := &UnionNodeByLabelsScan{Node: n}
	rows := 0.0
	for _, l := range or.Labels {
		name, ok := l.(*ast.Label)
		if !ok {
			return leaf{}
		}
		o.Labels = append(o.Labels, name.Name)
		rows += m.statistics.withLabel(name.Name)
	}
	return leaf{o, rows, []ast.Expr{e}}
}

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
