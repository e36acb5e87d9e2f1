package exec

import (
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file evaluates IN, STARTS WITH, ENDS WITH and CONTAINS; =~ is in evalregex.go.

// test evaluates IN, STARTS WITH, ENDS WITH, CONTAINS and =~.
func (r *run) test(e *ast.Test) (eval, error) {
	left, err := r.compile(e.Left)
	if err != nil {
		return nil, err
	}
	right, err := r.compile(e.Right)
	if err != nil {
		return nil, err
	}
	var apply func(r *run, a, b graph.Value) (graph.Value, error)
	switch e.Operator {
	case ast.In:
		apply = in
	case ast.Matches:
		apply = (&matcher{}).matches
	default:
		apply = textTest(map[ast.Operator]func(s, t string) bool{
			ast.StartsWith: strings.HasPrefix, ast.EndsWith: strings.HasSuffix, ast.Contains: strings.Contains,
		}[e.Operator])
	}
	at := e.Pos()
	return func(r *run) (graph.Value, error) {
		a, err := left(r)
		if err != nil {
			return a, err
		}
		b, err := right(r)
		if err != nil {
			return b, err
		}
		v, err := apply(r, a, b)
		return v, source.At(at, err)
	}, nil
}

func in(r *run, a, b graph.Value) (graph.Value, error) {
	if list, ok := b.AsList(); ok {
		if err := r.meter.Work(int64(len(list)) / 8); err != nil {
			return b, err
		}
	}
	t, err := values.In(a, b)
	return t.Value(), err
}

// textTest compares two strings; anything else gives null.
func textTest(holds func(s, t string) bool) func(*run, graph.Value, graph.Value) (graph.Value, error) {
	return func(r *run, a, b graph.Value) (graph.Value, error) {
		s, ok1 := a.AsString()
		t, ok2 := b.AsString()
		if !ok1 || !ok2 {
			return graph.NullValue(), nil
		}
		return graph.Bool(holds(s, t)), r.meter.Work(int64(len(s)) >> 6)
	}
}
