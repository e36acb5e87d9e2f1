package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file evaluates x.key and x[key].

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
