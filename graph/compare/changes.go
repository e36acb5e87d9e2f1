package compare

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// This file tells what changed within pairs and between them.

// text is a property as text, "" where the node has none.
func text(n *graph.Node, key string) string {
	v := n.Properties.Get(key)
	if s, ok := v.AsString(); ok || v.IsNull() {
		return s
	}
	if f, ok := v.AsFloat(); ok {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	if list := v.Strings(); list != nil {
		return strings.Join(list, "、")
	}
	b, err := v.MarshalJSON()
	if err != nil {
		return ""
	}
	return string(b)
}

func targetChanges(p pair) []Change {
	var out []Change
	for _, key := range []string{"value", "unit", "comparator", "fromYear", "toYear", "year", "text"} {
		before, after := text(p.from, key), text(p.to, key)
		if before == after {
			continue
		}
		c := Change{From: itemOf(p.from), To: itemOf(p.to), Property: key, Before: before, After: after}
		c.Direction = direction(p.from.Properties.Get(key), p.to.Properties.Get(key))
		out = append(out, c)
	}
	return out
}

// direction is up or down for two numbers.
func direction(before, after graph.Value) string {
	x, okX := number(before)
	y, okY := number(after)
	switch {
	case !okX || !okY:
		return ""
	case y > x:
		return "up"
	}
	return "down"
}

func number(v graph.Value) (float64, bool) {
	if i, ok := v.AsInt(); ok {
		return float64(i), true
	}
	return v.AsFloat()
}

// unordered are strengths that say what is kept or controlled, not how firmly.
var unordered = []string{"坚持", "管控"}

func strengthChange(p pair, o *ontology.Ontology) []Change {
	before, after := text(p.from, "strength"), text(p.to, "strength")
	if before == after {
		return nil
	}
	c := Change{From: itemOf(p.from), To: itemOf(p.to), Property: "strength", Before: before, After: after}
	x, y := firmness(o, before), firmness(o, after)
	switch {
	case x < 0 || y < 0:
	case x < y:
		c.Direction = "weaker"
	default:
		c.Direction = "stronger"
	}
	return []Change{c}
}

// besides are properties that are compared elsewhere, or only word a thing anew.
var besides = []string{"strength", "verb", "clauses", "clausesEn", "summary", "summaryEn", "number", "text", "value", "unit", "comparator", "fromYear", "toYear", "year", "descriptor"}

// propertyChanges compares what else the label's nodes may say of themselves:
// kind, level, status, year of completion and the like.
func propertyChanges(p pair, o *ontology.Ontology) []Change {
	label := o.Label(p.from.Label())
	if label == nil || label.Category == ontology.Evidence {
		return nil
	}
	var out []Change
	for _, def := range label.Properties {
		if slices.Contains(besides, def.Name) || strings.HasSuffix(def.Name, "En") {
			continue
		}
		if before, after := text(p.from, def.Name), text(p.to, def.Name); before != after {
			out = append(out, Change{From: itemOf(p.from), To: itemOf(p.to), Property: def.Name, Before: before, After: after,
				Direction: direction(p.from.Properties.Get(def.Name), p.to.Properties.Get(def.Name))})
		}
	}
	return out
}

// firmness is the place of a strength on the ontology's scale, firmest first,
// or -1.
func firmness(o *ontology.Ontology, strength string) int {
	label := o.Label("Measure")
	if label == nil || slices.Contains(unordered, strength) {
		return -1
	}
	for _, p := range label.Properties {
		if p.Name == "strength" {
			return slices.IndexFunc(p.Values, func(v ontology.Value) bool { return v.Name == strength })
		}
	}
	return -1
}

// relationshipKey is a relationship by the later side's nodes.
type relationshipKey struct{ start, typ, end, role string }

// relationships compares those of content whose two ends have partners; what
// comes or goes with a node follows from the node.
func (m *matching) relationships(o *ontology.Ontology) []RelationshipChange {
	before := m.keyed(m.a, o, m.later, func(n *graph.Node) string { return m.later[n].ID })
	after := m.keyed(m.b, o, m.earlier, func(n *graph.Node) string { return n.ID })
	var out []RelationshipChange
	for k, r := range after {
		old := before[k]
		switch {
		case old == nil:
			out = append(out, m.change("added", m.b, r, "", r.Basis()))
		case old.Basis() != r.Basis():
			out = append(out, m.change("basis", m.b, r, old.Basis(), r.Basis()))
		}
	}
	for k, r := range before {
		if after[k] == nil {
			out = append(out, m.change("gone", m.a, r, r.Basis(), ""))
		}
	}
	slices.SortFunc(out, func(x, y RelationshipChange) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Type, y.Type), cmp.Compare(x.Start.ID, y.Start.ID), cmp.Compare(x.End.ID, y.End.ID), cmp.Compare(x.Role, y.Role))
	})
	return out
}

func (m *matching) keyed(s Side, o *ontology.Ontology, partner map[*graph.Node]*graph.Node, id func(*graph.Node) string) map[relationshipKey]*graph.Relationship {
	out := map[relationshipKey]*graph.Relationship{}
	for _, r := range s.Graph.Relationships() {
		t := o.Type(r.Type)
		if t == nil || t.Trace == ontology.TraceNone {
			continue
		}
		start, end := s.Graph.NodeByID(r.Start), s.Graph.NodeByID(r.End)
		if partner[start] == nil || partner[end] == nil {
			continue
		}
		role, _ := r.Properties.Get("role").AsString()
		out[relationshipKey{id(start), r.Type, id(end), role}] = r
	}
	return out
}

func (m *matching) change(kind string, s Side, r *graph.Relationship, before, after string) RelationshipChange {
	role, _ := r.Properties.Get("role").AsString()
	return RelationshipChange{
		Kind: kind, Type: r.Type, Role: role, Before: before, After: after,
		Start: itemOf(s.Graph.NodeByID(r.Start)), End: itemOf(s.Graph.NodeByID(r.End)),
	}
}
