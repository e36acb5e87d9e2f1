package plan

import (
	"strings"

	"planatlas/graph/cypher/ast"
)

// This file holds the operators that find and bind paths.

// ShortestPath finds a shortest path between two bound nodes, or all of them.
type ShortestPath struct {
	estimate
	Step
	All      bool
	Min, Max int64
	// Path is bound to the path, and may be nil.
	Path       *ast.Symbol
	Each       *ast.Symbol
	Predicates []ast.Expr
	// Conditions read the path as a whole.
	Conditions []ast.Expr
	// Single says that the relationship is one, not a list.
	Single bool
}

// Name is the operator's name in a plan.
func (*ShortestPath) Name() string { return "ShortestPath" }

// Details is the pattern that is followed.
func (o *ShortestPath) Details() string {
	d := o.pattern(lengthText(o.Min, o.Max))
	if o.Path != nil {
		d = nameOf(o.Path) + " = " + d
	}
	if all := append(o.Predicates[:len(o.Predicates):len(o.Predicates)], o.Conditions...); len(all) > 0 {
		d += " WHERE " + conditions(all)
	}
	return d
}

// StatefulShortestPath finds the shortest paths of a pattern between two bound
// nodes: Count paths, or with Groups all paths of the Count least lengths.
type StatefulShortestPath struct {
	estimate
	Start, End *ast.Symbol
	Automaton  *Automaton
	Count      int64
	Groups     bool
	Path       *ast.Symbol // may be nil
	// Lists are the variables that collect values on the way.
	Lists []*ast.Symbol
	// Conditions read more of the path than one element.
	Conditions []ast.Expr
	text       string
}

// Name is the operator's name in a plan.
func (*StatefulShortestPath) Name() string { return "StatefulShortestPath(Into)" }

// Details is the pattern.
func (o *StatefulShortestPath) Details() string { return o.text }

// ProjectPath binds the name of a path to its nodes and relationships.
type ProjectPath struct {
	estimate
	Path *ast.Symbol
	// Elements alternates between nodes and relationships or lists of them.
	Elements []*ast.Symbol
}

// Name is the operator's name in a plan.
func (*ProjectPath) Name() string { return "Projection" }

// Details is the elements of the path.
func (o *ProjectPath) Details() string {
	var names []string
	for _, s := range o.Elements {
		names = append(names, nameOf(s))
	}
	return nameOf(o.Path) + " = (" + strings.Join(names, ", ") + ")"
}
