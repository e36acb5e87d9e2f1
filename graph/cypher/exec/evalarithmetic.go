package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

var arithmetics = map[ast.Operator]func(a, b graph.Value) (graph.Value, error){
	ast.Add: values.Add, ast.Subtract: values.Subtract, ast.Multiply: values.Multiply,
	ast.Divide: values.Divide, ast.Modulo: values.Modulo, ast.Power: values.Power,
	ast.Concatenate: concatenate,
}

// concatenate is ||, which takes two strings or two lists.
func concatenate(a, b graph.Value) (graph.Value, error) {
	both := values.KindsOf(a.Kind(), b.Kind())
	if both&^values.KindsOf(graph.String, graph.Null) != 0 && both&^values.KindsOf(graph.List, graph.Null) != 0 {
		return graph.NullValue(), values.TypeError("InvalidArgumentType", "|| joins two strings or two lists, not %s and %s",
			values.KindName(a.Kind()), values.KindName(b.Kind()))
	}
	return values.Add(a, b)
}

// operation is one compiled step of a chain.
type operation struct {
	apply   func(a, b graph.Value) (graph.Value, error)
	op      ast.Operator
	operand eval
	at      source.Pos
}

func (r *run) operations(steps []ast.Step) ([]operation, error) {
	var list []operation
	for _, s := range steps {
		operand, err := r.compile(s.Operand)
		if err != nil {
			return nil, err
		}
		list = append(list, operation{arithmetics[s.Operator], s.Operator, operand, s.Pos()})
	}
	return list, nil
}

func (r *run) arithmetic(e *ast.Arithmetic) (eval, error) {
	first, err := r.compile(e.First)
	if err != nil {
		return nil, err
	}
	rest, err := r.operations(e.Rest)
	if len(rest) == 1 && rest[0].op == ast.Divide && onlyLiterals([]ast.Expr{e.First, e.Rest[0].Operand}) {
		rest[0].apply = values.DivideLiterals
	}
	return func(r *run) (graph.Value, error) {
		v, err := first(r)
		for i := 0; err == nil && i < len(rest); i++ {
			v, err = r.operate(v, &rest[i])
		}
		return v, err
	}, err
}

func (r *run) operate(v graph.Value, o *operation) (graph.Value, error) {
	x, err := o.operand(r)
	if err != nil {
		return x, err
	}
	v, err = o.apply(v, x)
	if err != nil {
		return v, source.At(o.at, err)
	}
	return v, source.At(o.at, r.grown(v))
}

// grown counts strings and lists that an operator made: doubling a string forty
// times must end.
func (r *run) grown(v graph.Value) error {
	var size int64
	if s, ok := v.AsString(); ok {
		size = int64(len(s))
	} else if list, ok := v.AsList(); ok {
		size = int64(len(list)) * 24
	}
	if size < 1024 {
		return nil
	}
	return r.meter.made(v)
}
