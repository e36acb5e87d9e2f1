package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file evaluates n:Label and r:TYPE.

// hasLabels evaluates n:A|B, and r:TYPE.
func (r *run) hasLabels(e *ast.HasLabels) (eval, error) {
	subject, err := r.compile(e.Subject)
	labels, at := e.Labels, e.Pos()
	return func(r *run) (graph.Value, error) {
		v, err := subject(r)
		if err != nil || v.IsNull() {
			return v, err
		}
		if n, ok := v.AsNode(); ok {
			return graph.Bool(plan.MatchesLabels(labels, n.HasLabel, len(n.Labels) > 0)), nil
		}
		if rel, ok := v.AsRelationship(); ok {
			return graph.Bool(plan.MatchesLabels(labels, func(l string) bool { return l == rel.Type }, true)), nil
		}
		return v, source.Error(at, "TypeError", source.Runtime, "InvalidArgumentType",
			"only nodes and relationships have labels, not %s", values.KindName(v.Kind()))
	}, err
}

// labelCondition is the condition n:Label, or nil for anything else.
func labelCondition(h *ast.HasLabels) condition {
	v, isVariable := h.Subject.(*ast.Variable)
	l, isLabel := h.Labels.(*ast.Label)
	if !isVariable || !isLabel {
		return nil
	}
	slot, label := v.Symbol.Slot, l.Name
	return func(r *run) (bool, error) {
		if n, ok := r.row[slot].AsNode(); ok {
			return n.HasLabel(label), nil
		}
		rel, ok := r.row[slot].AsRelationship()
		return ok && rel.Type == label, nil
	}
}
