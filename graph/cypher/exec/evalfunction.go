package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/functions"
	"planatlas/graph/cypher/source"
)

// This file evaluates calls of functions; the functions are in package functions.

// function evaluates a call through the table of functions.
func (r *run) function(e *ast.FunctionCall) (eval, error) {
	f, _ := functions.Lookup(e.Name)
	if f.Form {
		return r.exists(e.Args[0])
	}
	args, err := r.compileAll(e.Args)
	call, at := f.Eval, e.Pos()
	given := make([]graph.Value, len(args))
	return func(r *run) (graph.Value, error) {
		for i, a := range args {
			v, err := a(r)
			if err != nil {
				return v, err
			}
			given[i] = v
		}
		v, err := call(&r.functions, given)
		return v, source.At(at, err)
	}, err
}

// exists evaluates exists(n.key) and exists((a)-->(b)).
func (r *run) exists(e ast.Expr) (eval, error) {
	value, err := r.compile(e)
	if _, pattern := e.(*ast.PatternExpr); pattern {
		return value, err
	}
	return func(r *run) (graph.Value, error) {
		v, err := value(r)
		return graph.Bool(!v.IsNull()), err
	}, err
}
