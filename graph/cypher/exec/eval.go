package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
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

// property reads subject.key. Nodes and relationships, by far the most common,
// are read directly; once many nodes were read, from the column of the property.
func (r *run) property(e *ast.Property) (eval, error) {
	subject, err := r.compile(e.Subject)
	if err != nil {
		return nil, err
	}
	key, at := e.Key, e.Pos()
	c := columnReader{graph: r.graph, key: key, after: max(256, r.graph.NodeCount()/16)}
	return func(r *run) (graph.Value, error) {
		v, err := subject(r)
		if err != nil {
			return v, err
		}
		if i, ok := v.NodeIndex(); ok {
			return c.read(i), nil
		}
		if rel, ok := v.AsRelationship(); ok {
			return rel.Properties.Get(key), nil
		}
		v, err = values.Property(v, key)
		return v, source.At(at, err)
	}, err
}

// columnReader reads one property of nodes.
type columnReader struct {
	graph  *graph.Graph
	key    string
	column []graph.Value
	after  int // reads after which the column is asked for
	reads  int
}

func (c *columnReader) read(node int32) graph.Value {
	if c.column != nil {
		return c.column[node]
	}
	if c.reads++; c.reads == c.after {
		c.column = c.graph.Column(c.key) // may be nil: the property is rare
	}
	return c.graph.Node(node).Properties.Get(c.key)
}

func (r *run) index(e *ast.Index) (eval, error) {
	subject, err := r.compile(e.Subject)
	if err != nil {
		return nil, err
	}
	index, err := r.compile(e.Index)
	at := e.Pos()
	return func(r *run) (graph.Value, error) {
		v, err := subject(r)
		if err != nil {
			return v, err
		}
		i, err := index(r)
		if err != nil {
			return i, err
		}
		v, err = values.Index(v, i)
		return v, source.At(at, err)
	}, err
}

func (r *run) slice(e *ast.Slice) (eval, error) {
	ends, err := r.compileAll([]ast.Expr{e.Subject})
	if err != nil {
		return nil, err
	}
	subject := ends[0]
	from, err := r.compileOptional(e.From)
	if err != nil {
		return nil, err
	}
	to, err := r.compileOptional(e.To)
	at := e.Pos()
	return func(r *run) (graph.Value, error) {
		v, err := subject(r)
		if err != nil {
			return v, err
		}
		a, err := r.optional(from)
		if err != nil {
			return a, err
		}
		b, err := r.optional(to)
		if err != nil {
			return b, err
		}
		v, err = values.Slice(v, a, b, from != nil, to != nil)
		return v, source.At(at, err)
	}, err
}

func (r *run) optional(e eval) (graph.Value, error) {
	if e == nil {
		return graph.NullValue(), nil
	}
	return e(r)
}

// list makes a list; one of literals is made once.
func (r *run) list(e *ast.List) (eval, error) {
	items, err := r.compileAll(e.Items)
	if err != nil {
		return nil, err
	}
	if onlyLiterals(e.Items) {
		v, err := r.listOf(items)
		return constant(v), err
	}
	return func(r *run) (graph.Value, error) { return r.listOf(items) }, nil
}

func onlyLiterals(list []ast.Expr) bool {
	for _, e := range list {
		if _, ok := e.(*ast.Literal); !ok {
			return false
		}
	}
	return true
}

func (r *run) listOf(items []eval) (graph.Value, error) {
	list := make([]graph.Value, len(items))
	for i, item := range items {
		v, err := item(r)
		if err != nil {
			return v, err
		}
		list[i] = v
	}
	v := graph.ListOf(list...)
	return v, r.meter.made(v)
}

func (r *run) mapping(e *ast.Map) (eval, error) {
	var keys []string
	var entries []eval
	for _, entry := range e.Entries {
		v, err := r.compile(entry.Value)
		if err != nil {
			return nil, err
		}
		keys, entries = append(keys, entry.Key), append(entries, v)
	}
	return func(r *run) (graph.Value, error) {
		m := make(map[string]graph.Value, len(keys))
		for i, entry := range entries {
			v, err := entry(r)
			if err != nil {
				return v, err
			}
			m[keys[i]] = v
		}
		v := graph.MapOf(m)
		return v, r.meter.made(v)
	}, nil
}

func (r *run) mapProjection(e *ast.MapProjection) (eval, error) {
	var items []eval
	for _, item := range e.Items {
		v, err := r.compileOptional(item.Value)
		if err != nil {
			return nil, err
		}
		items = append(items, v)
	}
	slot, at := e.Subject.Symbol.Slot, e.Pos()
	return func(r *run) (graph.Value, error) {
		subject := r.row[slot]
		if subject.IsNull() {
			return subject, nil
		}
		m := map[string]graph.Value{}
		for i, item := range e.Items {
			if err := r.projectInto(m, subject, item, items[i]); err != nil {
				return subject, source.At(at, err)
			}
		}
		v := graph.MapOf(m)
		return v, r.meter.made(v)
	}, nil
}

// projectInto adds one item of a map projection to a map.
func (r *run) projectInto(m map[string]graph.Value, subject graph.Value, item ast.ProjectionItem, value eval) (err error) {
	switch {
	case item.All:
		return copyEntries(m, subject)
	case value != nil:
		m[item.Key], err = value(r)
	default:
		m[item.Key], err = values.Property(subject, item.Key)
	}
	return err
}

func copyEntries(m map[string]graph.Value, subject graph.Value) error {
	if n, ok := subject.AsNode(); ok {
		for _, p := range n.Properties {
			m[p.Key] = p.Value
		}
		return nil
	}
	if rel, ok := subject.AsRelationship(); ok {
		for _, p := range rel.Properties {
			m[p.Key] = p.Value
		}
		return nil
	}
	entries, ok := subject.AsMap()
	if !ok {
		return values.TypeError("InvalidArgumentType", "a map projection needs a map, a node or a relationship")
	}
	for k, v := range entries {
		m[k] = v
	}
	return nil
}
