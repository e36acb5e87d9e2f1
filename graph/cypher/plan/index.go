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
