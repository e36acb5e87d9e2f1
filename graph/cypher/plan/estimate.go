package plan

import (
	"math"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
)

// This file guesses numbers of rows. Only their order matters: the planner
// compares ways to go with them.

// statistics answers how many nodes and relationships a snapshot has.
type statistics struct{ graph *graph.Graph }

func (s statistics) nodes() float64 { return float64(s.graph.NodeCount()) }

func (s statistics) withLabel(label string) float64 {
	return float64(len(s.graph.WithLabel(label)))
}

// labelled is the share of nodes that carry a label.
func (s statistics) labelled(label string) float64 {
	if s.nodes() == 0 {
		return 0
	}
	return s.withLabel(label) / s.nodes()
}

// relationships is the number of relationships of some types.
func (s statistics) relationships(t Types) float64 {
	if t.All {
		return float64(s.graph.RelationshipCount())
	}
	n := 0.0
	for _, id := range t.IDs {
		n += float64(s.graph.CountOfType(id))
	}
	return n
}

// degree is the mean number of relationships of some types at a node.
func (s statistics) degree(t Types, d graph.Direction) float64 {
	if s.nodes() == 0 {
		return 0
	}
	n := s.relationships(t) / s.nodes()
	if d == graph.Both {
		n *= 2
	}
	return n
}

// selectivity is the share of rows that pass conditions.
func selectivity(list []ast.Expr) float64 {
	s := 1.0
	for _, e := range list {
		s *= selectivityOf(e)
	}
	return s
}

func selectivityOf(e ast.Expr) float64 {
	switch e := e.(type) {
	case *ast.Comparison:
		if e.Rest[0].Operator == ast.Equal {
			return 0.1
		}
		return 0.3
	case *ast.Test:
		return 0.2
	case *ast.IsNull:
		return 0.5
	case *ast.Logic:
		if e.Operator == ast.And {
			return selectivity(e.Terms)
		}
		s := 0.0
		for _, t := range e.Terms {
			s += selectivityOf(t)
		}
		return min(s, 1)
	case *ast.Unary:
		return max(0.1, 1-selectivityOf(e.Operand))
	default:
		return 0.5
	}
}

// groups is the number of groups that rows fall into.
func groups(rows float64, keys int) float64 {
	if keys == 0 {
		return 1
	}
	return math.Sqrt(max(rows, 1))
}

// limitOf is the number after LIMIT where it is written down.
func limitOf(e ast.Expr) float64 {
	if l, ok := e.(*ast.Literal); ok {
		if n, ok := l.Value.AsInt(); ok {
			return float64(n)
		}
	}
	return 10
}
