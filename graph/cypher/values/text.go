package values

import (
	"math"
	"strconv"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/temporal"
)

// Text is toString(v) for a boolean, number, string, temporal value, duration
// or point; any other kind, also null, is an error.
func Text(v graph.Value) (string, error) {
	switch v.Kind() {
	case graph.String:
		s, _ := v.AsString()
		return s, nil
	case graph.Integer:
		i, _ := v.AsInt()
		return strconv.FormatInt(i, 10), nil
	case graph.Float:
		f, _ := v.AsFloat()
		return formatFloat(f), nil
	case graph.Boolean:
		b, _ := v.AsBool()
		return strconv.FormatBool(b), nil
	case graph.KindPoint:
		p, _ := v.AsPoint()
		return p.String(), nil
	}
	if s, ok := temporal.Format(v); ok {
		return s, nil
	}
	return "", TypeError("InvalidArgumentValue", "%s has no form as a string", KindName(v.Kind()))
}

func formatFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	}
	return graph.FormatFloat(f)
}

// Format writes any value for people, in the notation of the openCypher TCK:
// 'a', [1, 2], {k: v}, (:Label {p: 1}), [:TYPE {p: 1}], <(:A)-[:T]->(:B)>.
func Format(v graph.Value) string { return string(appendFormat(nil, v)) }

func appendFormat(b []byte, v graph.Value) []byte {
	switch v.Kind() {
	case graph.Null:
		return append(b, "null"...)
	case graph.String:
		s, _ := v.AsString()
		return appendQuoted(b, s)
	case graph.List:
		l, _ := v.AsList()
		b = append(b, '[')
		for i, x := range l {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = appendFormat(b, x)
		}
		return append(b, ']')
	case graph.Map:
		m, _ := v.AsMap()
		return appendEntries(b, graph.PropertiesOf(m), m)
	case graph.KindNode:
		n, _ := v.AsNode()
		return appendFormatNode(b, n)
	case graph.KindRelationship:
		r, _ := v.AsRelationship()
		return appendFormatRelationship(b, r)
	case graph.KindPath:
		p, _ := v.AsPath()
		return appendFormatPath(b, p)
	}
	s, _ := Text(v)
	return append(b, s...)
}

func appendQuoted(b []byte, s string) []byte {
	s = strings.ReplaceAll(s, `\`, `\\`)
	return append(append(append(b, '\''), strings.ReplaceAll(s, `'`, `\'`)...), '\'')
}

// appendEntries writes a map with its nulls, which a list of properties lacks.
func appendEntries(b []byte, p graph.Properties, m map[string]graph.Value) []byte {
	b = append(b, '{')
	if len(m) > len(p) {
		p = nil
		for _, k := range sortedKeys(m) {
			p = append(p, graph.Property{Key: k, Value: m[k]})
		}
	}
	for i, e := range p {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendFormat(append(append(b, e.Key...), ": "...), e.Value)
	}
	return append(b, '}')
}

func appendFormatNode(b []byte, n *graph.Node) []byte {
	b = append(b, '(')
	for _, l := range n.Labels {
		b = append(append(b, ':'), l...)
	}
	if len(n.Properties) > 0 {
		if len(n.Labels) > 0 {
			b = append(b, ' ')
		}
		b = appendEntries(b, n.Properties, nil)
	}
	return append(b, ')')
}

func appendFormatRelationship(b []byte, r *graph.Relationship) []byte {
	b = append(append(b, "[:"...), r.Type...)
	if len(r.Properties) > 0 {
		b = appendEntries(append(b, ' '), r.Properties, nil)
	}
	return append(b, ']')
}

func appendFormatPath(b []byte, p *graph.Path) []byte {
	b = append(b, '<')
	for i, n := range p.Nodes {
		b = appendFormatNode(b, n)
		if i == len(p.Relationships) {
			break
		}
		before, after := "-", "->"
		if !startsAt(p.Relationships[i], n) {
			before, after = "<-", "-"
		}
		b = appendFormatRelationship(append(b, before...), p.Relationships[i])
		b = append(b, after...)
	}
	return append(b, '>')
}

func startsAt(r *graph.Relationship, n *graph.Node) bool {
	if r.StartIndex() >= 0 && n.Index() >= 0 {
		return r.StartIndex() == n.Index()
	}
	return r.Start == n.ID
}
