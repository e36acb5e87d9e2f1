package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
)

// eval is a compiled expression: it works out the value for the row at hand.
type eval func(*run) (graph.Value, error)

// condition is a compiled predicate: null counts as false.
type condition func(*run) (bool, error)

// compile turns an expression into a function over the row.
func (r *run) compile(e ast.Expr) (eval, error) {
	switch e := e.(type) {
	case *ast.Literal:
		return constant(e.Value), nil
	case *ast.Parameter:
		return constant(r.params[e.Name]), nil
	case *ast.Variable:
		return slotOf(e.Symbol.Slot), nil
	case *ast.Property:
		return r.property(e)
	case *ast.Index:
		return r.index(e)
	case *ast.Slice:
		return r.slice(e)
	case *ast.List:
		return r.list(e)
	case *ast.Map:
		return r.mapping(e)
	case *ast.MapProjection:
		return r.mapProjection(e)
	case *ast.FunctionCall:
		return r.function(e)
	case *ast.Logic:
		return r.logic(e)
	case *ast.Unary:
		return r.unary(e)
	case *ast.Arithmetic:
		return r.arithmetic(e)
	case *ast.Comparison:
		return r.comparison(e)
	case *ast.Test:
		return r.test(e)
	default:
		return r.compileOther(e)
	}
}

func (r *run) compileOther(e ast.Expr) (eval, error) {
	switch e := e.(type) {
	case *ast.IsNull:
		return r.isNull(e)
	case *ast.IsType:
		return r.isType(e)
	case *ast.IsNormalized:
		return r.isNormalized(e)
	case *ast.HasLabels:
		return r.hasLabels(e)
	case *ast.Case:
		return r.caseExpr(e)
	case *ast.CaseSubject:
		return func(r *run) (graph.Value, error) { return r.subject, nil }, nil
	case *ast.ListComprehension:
		return r.listComprehension(e)
	case *ast.ListPredicate:
		return r.listPredicate(e)
	case *ast.Reduce:
		return r.reduce(e)
	case *ast.PatternComprehension:
		return r.patternComprehension(e)
	case *ast.PatternExpr:
		return r.patternExpr(e)
	case *ast.Subquery:
		return r.subquery(e)
	}
	panic("exec: unknown expression " + e.String())
}

func (r *run) compileAll(list []ast.Expr) ([]eval, error) {
	var compiled []eval
	for _, e := range list {
		c, err := r.compile(e)
		if err != nil {
			return nil, err
		}
		compiled = append(compiled, c)
	}
	return compiled, nil
}

// compileOptional compiles an expression that may be left out.
func (r *run) compileOptional(e ast.Expr) (eval, error) {
	if e == nil {
		return nil, nil
	}
	return r.compile(e)
}

func constant(v graph.Value) eval {
	return func(*run) (graph.Value, error) { return v, nil }
}

func slotOf(slot int) eval {
	return func(r *run) (graph.Value, error) { return r.row[slot], nil }
}

func (r *run) optional(e eval) (graph.Value, error) {
	if e == nil {
		return graph.NullValue(), nil
	}
	return e(r)
}
