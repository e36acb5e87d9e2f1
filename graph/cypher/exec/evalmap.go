package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// This file evaluates maps and map projections.

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
