package plan

import (
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
)

// leaf is a way to find a node without any that is bound.
type leaf struct {
	operator Operator
	rows     float64
	uses     []ast.Expr // the conditions that the operator makes superfluous
}

// start begins at the open node that is cheapest to find; among equals, at the
// one with most relationships to follow.
func (m *matcher) start() bool {
	var best leaf
	var node *ast.Symbol
	cost := 0.0
	for _, n := range m.nodes {
		if !m.open[n] {
			continue
		}
		l := m.leaf(n)
		c := l.rows * m.otherSelectivity(n, l)
		if node == nil || c < cost || c == cost && m.degree(n) > m.degree(node) {
			best, node, cost = l, n, c
		}
	}
	if node == nil {
		return false
	}
	if !m.hashJoin(node, best) {
		m.begin(best, node)
	}
	return true
}

// degree is the number of relationships of the patterns at a node that are
// still to follow.
func (m *matcher) degree(n *ast.Symbol) int {
	d := 0
	for _, c := range m.rels {
		if c.from == n || c.to == n {
			d++
		}
	}
	return d
}

// otherSelectivity is the share of a leaf's rows that pass the other conditions
// on the node; it counts for less than rows that need not be looked at.
func (m *matcher) otherSelectivity(n *ast.Symbol, l leaf) float64 {
	s := 1.0
	for _, e := range m.conditions {
		if !slices.Contains(l.uses, e) && m.readsOnly(e, n) {
			s *= selectivityOf(e)
		}
	}
	return 0.5 + s/2
}

func (m *matcher) begin(l leaf, node *ast.Symbol) {
	m.rows *= max(l.rows, 0)
	m.setRows(l.operator)
	m.add(l.operator)
	delete(m.open, node)
	m.conditions = slices.DeleteFunc(slices.Clone(m.conditions), func(e ast.Expr) bool { return slices.Contains(l.uses, e) })
}

func (m *matcher) setRows(o Operator) {
	e := estimate{m.rows}
	switch o := o.(type) {
	case *AllNodesScan:
		o.estimate = e
	case *NodeByLabelScan:
		o.estimate = e
	case *NodeUniqueIndexSeek:
		o.estimate = e
	case *NodeByElementIDSeek:
		o.estimate = e
	case *UnionNodeByLabelsScan:
		o.estimate = e
	case *NodeIndexSeek:
		o.estimate = e
	case *NodeIndexSeekByRange:
		o.estimate = e
	}
}

// leaf is the cheapest way to find a node: by id, by a property, by label, or
// among all.
func (m *matcher) leaf(n *ast.Symbol) leaf {
	best := leaf{&AllNodesScan{Node: n}, m.statistics.nodes(), nil}
	for _, e := range m.conditions {
		for _, l := range []leaf{m.byLabel(n, e), m.byLabels(n, e), m.byID(n, e)} {
			if l.operator != nil && l.rows <= best.rows {
				best = l
			}
		}
	}
	if best.rows <= smallLabel {
		return best
	}
	if l := m.byIndex(n); l.operator != nil && l.rows < best.rows/2 {
		return l
	}
	return best
}

// byLabel reads n:Label.
func (m *matcher) byLabel(n *ast.Symbol, e ast.Expr) leaf {
	if h, ok := e.(*ast.HasLabels); ok && reads(h.Subject, n) {
		if l, ok := h.Labels.(*ast.Label); ok {
			return leaf{&NodeByLabelScan{Node: n, Label: l.Name}, m.statistics.withLabel(l.Name), []ast.Expr{e}}
		}
	}
	return leaf{}
}

func reads(e ast.Expr, s *ast.Symbol) bool {
	v, ok := e.(*ast.Variable)
	return ok && v.Symbol == s
}

// byID reads n.id = value, n.id IN list, id(n) = value, elementId(n) IN list.
// The condition stays: the seek only has to find every node that passes.
func (m *matcher) byID(n *ast.Symbol, e ast.Expr) leaf {
	left, right, list := equality(e)
	if left == nil {
		return leaf{}
	}
	for range 2 {
		if o := m.seek(n, left, right, list); o != nil {
			return leaf{o, 1, nil}
		}
		if list {
			break
		}
		left, right = right, left
	}
	return leaf{}
}

// equality takes a = b or a IN b apart.
func equality(e ast.Expr) (left, right ast.Expr, list bool) {
	switch e := e.(type) {
	case *ast.Comparison:
		if len(e.Rest) == 1 && e.Rest[0].Operator == ast.Equal {
			return e.First, e.Rest[0].Operand, false
		}
	case *ast.Test:
		if e.Operator == ast.In {
			return e.Left, e.Right, true
		}
	}
	return nil, nil, false
}

func (m *matcher) seek(n *ast.Symbol, key, value ast.Expr, list bool) Operator {
	if !m.ready(value) {
		return nil
	}
	switch k := key.(type) {
	case *ast.Property:
		if k.Key == graph.PropID && reads(k.Subject, n) && m.graph.HasUniqueIDs() {
			return &NodeUniqueIndexSeek{Node: n, Value: value, List: list}
		}
	case *ast.FunctionCall:
		if len(k.Args) == 1 && reads(k.Args[0], n) {
			switch strings.ToLower(k.Name) {
			case "id":
				return &NodeByElementIDSeek{Node: n, Value: value, List: list, Numbers: true}
			case "elementid":
				return &NodeByElementIDSeek{Node: n, Value: value, List: list}
			}
		}
	}
	return nil
}
