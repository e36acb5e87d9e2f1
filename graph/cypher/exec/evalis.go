package exec

import (
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/functions"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file evaluates IS NULL, IS :: TYPE and IS NORMALIZED.

func (r *run) isNull(e *ast.IsNull) (eval, error) {
	operand, err := r.compile(e.Operand)
	not := e.Not
	return func(r *run) (graph.Value, error) {
		v, err := operand(r)
		return graph.Bool(v.IsNull() != not), err
	}, err
}

// isType evaluates x IS :: TYPE.
func (r *run) isType(e *ast.IsType) (eval, error) {
	operand, err := r.compile(e.Operand)
	typ, not := e.Type, e.Not
	return func(r *run) (graph.Value, error) {
		v, err := operand(r)
		if err != nil {
			return v, err
		}
		ok, err := r.hasType(v, &typ)
		return graph.Bool(ok != not), err
	}, err
}

// kindOfType is the kind behind the name of a type.
var kindOfType = map[string]graph.Kind{
	"BOOLEAN": graph.Boolean, "STRING": graph.String, "INTEGER": graph.Integer, "FLOAT": graph.Float,
	"DATE": graph.KindDate, "LOCAL TIME": graph.KindLocalTime, "ZONED TIME": graph.KindTime,
	"LOCAL DATETIME": graph.KindLocalDateTime, "ZONED DATETIME": graph.KindDateTime,
	"DURATION": graph.KindDuration, "POINT": graph.KindPoint, "NODE": graph.KindNode,
	"RELATIONSHIP": graph.KindRelationship, "MAP": graph.Map, "PATH": graph.KindPath,
}

func (r *run) hasType(v graph.Value, t *ast.Type) (bool, error) {
	if len(t.Union) > 0 {
		for i := range t.Union {
			if ok, err := r.hasType(v, &t.Union[i]); err != nil || ok {
				return ok, err
			}
		}
		return false, nil
	}
	if v.IsNull() {
		return !t.NotNull && t.Name != "NOTHING", nil
	}
	switch t.Name {
	case "ANY":
		return true, nil
	case "NULL", "NOTHING":
		return false, nil
	case "LIST":
		return r.hasListType(v, t)
	case "PROPERTY VALUE":
		return isPropertyValue(v), nil
	}
	return v.Kind() == kindOfType[t.Name], nil
}

func (r *run) hasListType(v graph.Value, t *ast.Type) (bool, error) {
	list, ok := v.AsList()
	if !ok || t.Item == nil {
		return ok, nil
	}
	if err := r.meter.Work(int64(len(list))); err != nil {
		return false, err
	}
	for _, item := range list {
		if ok, err := r.hasType(item, t.Item); err != nil || !ok {
			return false, err
		}
	}
	return true, nil
}

// isPropertyValue reports whether a value could be stored in a property: a
// scalar, or a list of one kind of scalar.
func isPropertyValue(v graph.Value) bool {
	scalars := values.AnyKind &^ values.KindsOf(graph.Null, graph.List, graph.Map,
		graph.KindNode, graph.KindRelationship, graph.KindPath)
	list, ok := v.AsList()
	if !ok {
		return scalars.Has(v.Kind())
	}
	for _, item := range list {
		if !scalars.Has(item.Kind()) || item.Kind() != list[0].Kind() {
			return false
		}
	}
	return true
}

// isNormalized evaluates IS NORMALIZED through the function normalize.
func (r *run) isNormalized(e *ast.IsNormalized) (eval, error) {
	operand, err := r.compile(e.Operand)
	normalize, _ := functions.Lookup("normalize")
	form, not, at := graph.Text(e.Form), e.Not, e.Pos()
	return func(r *run) (graph.Value, error) {
		v, err := operand(r)
		if err != nil {
			return v, err
		}
		s, ok := v.AsString()
		if !ok {
			return graph.NullValue(), nil
		}
		n, err := normalize.Eval(&r.functions, []graph.Value{v, form})
		t, _ := n.AsString()
		return graph.Bool(strings.Compare(s, t) == 0 != not), source.At(at, err)
	}, err
}
