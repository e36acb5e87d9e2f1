package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file writes graphs and values as JSON. The shapes are promises to other
// programs; docs/api.md describes them.

// MarshalJSON writes {"id","labels","properties"}; the property id is not
// repeated.
func (n *Node) MarshalJSON() ([]byte, error) { return appendNode(nil, n), nil }

// MarshalJSON writes {"id","type","start","end","properties"}.
func (r *Relationship) MarshalJSON() ([]byte, error) { return appendRelationship(nil, r), nil }

func appendNode(b []byte, n *Node) []byte {
	id := n.ID
	if id == "" && n.index >= 0 {
		id = strconv.Itoa(int(n.index))
	}
	b = appendMember(append(b, '{'), "id", id)
	b = append(b, `,"labels":[`...)
	for i, l := range n.Labels {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, l)
	}
	b = append(b, `],"properties":`...)
	return append(appendProperties(b, n.Properties), '}')
}

func appendRelationship(b []byte, r *Relationship) []byte {
	id, start, end := r.ends()
	b = appendMember(append(b, '{'), "id", id)
	b = appendMember(append(b, ','), "type", r.Type)
	b = appendMember(append(b, ','), "start", start)
	b = appendMember(append(b, ','), "end", end)
	b = append(b, `,"properties":`...)
	return append(appendProperties(b, r.Properties), '}')
}

// ends are the ids of the relationship and its ends; what has none of its own
// goes by its index.
func (r *Relationship) ends() (id, start, end string) {
	id, start, end = r.ID, r.Start, r.End
	if id == "" && r.index >= 0 {
		id = strconv.Itoa(int(r.index))
	}
	if start == "" && r.start >= 0 {
		start, end = strconv.Itoa(int(r.start)), strconv.Itoa(int(r.end))
	}
	return id, start, end
}

func appendMember(b []byte, key, value string) []byte {
	return appendString(append(appendString(b, key), ':'), value)
}

// marshal is json.Marshal without the escapes for HTML, so that Chinese quotes
// and angle brackets stay readable. The server sets the content type that makes
// this safe.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func appendProperties(b []byte, p Properties) []byte {
	b = append(b, '{')
	first := true
	for i := range p {
		if p[i].Key == PropID {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(appendString(b, p[i].Key), ':')
		b = appendValue(b, p[i].Value)
	}
	return append(b, '}')
}

// MarshalJSON writes a value as a query result holds it: JSON's own types where
// they are exact, otherwise an object whose one key begins with "$".
func (v Value) MarshalJSON() ([]byte, error) { return appendValue(nil, v), nil }

// maxExact is the largest integer that every JSON reader holds exactly.
const maxExact = 1<<53 - 1

func appendValue(b []byte, v Value) []byte {
	switch v.Kind() {
	case Null:
		return append(b, "null"...)
	case Boolean:
		return strconv.AppendBool(b, v.num != 0)
	case Integer:
		return appendInteger(b, int64(v.num))
	case Float:
		return appendFloat(b, math.Float64frombits(v.num))
	case String:
		return appendString(b, v.ref.(string))
	case List:
		return appendList(b, v.ref.([]Value))
	case Map:
		return appendMap(b, v.ref.(map[string]Value))
	case KindNode:
		return appendTagged(b, "$node", v.ref)
	case KindRelationship:
		return appendTagged(b, "$relationship", v.ref)
	case KindPath:
		return appendTagged(b, "$path", v.ref)
	case KindPoint:
		return appendTagged(b, "$point", v.ref)
	default:
		return appendTagged(b, temporalTag[v.Kind()], fmt.Sprint(v.ref))
	}
}

var temporalTag = map[Kind]string{
	KindDate: "$date", KindTime: "$time", KindLocalTime: "$localtime",
	KindDateTime: "$datetime", KindLocalDateTime: "$localdatetime", KindDuration: "$duration",
}

func appendInteger(b []byte, i int64) []byte {
	if i > maxExact || i < -maxExact {
		return appendTagged(b, "$integer", strconv.FormatInt(i, 10))
	}
	return strconv.AppendInt(b, i, 10)
}

func appendFloat(b []byte, f float64) []byte {
	if math.IsNaN(f) {
		return appendTagged(b, "$float", "NaN")
	}
	if math.IsInf(f, 0) {
		return appendTagged(b, "$float", map[bool]string{true: "Infinity", false: "-Infinity"}[f > 0])
	}
	return append(b, FormatFloat(f)...)
}

// FormatFloat writes a finite float so that it always carries a point or an
// exponent, as Neo4j prints it: 1.0, 0.1, 1.0E10.
func FormatFloat(f float64) string {
	abs := math.Abs(f)
	if abs != 0 && (abs < 1e-3 || abs >= 1e7) {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'E', -1, 64), "E")
		if !strings.Contains(mantissa, ".") {
			mantissa += ".0"
		}
		n, _ := strconv.Atoi(exponent)
		return mantissa + "E" + strconv.Itoa(n)
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// appendString writes a JSON string. Most need no escape and are copied.
func appendString(b []byte, s string) []byte {
	if plain(s) {
		b = append(b, '"')
		b = append(b, s...)
		return append(b, '"')
	}
	j, err := marshal(s)
	if err != nil {
		return append(b, `""`...)
	}
	return append(b, j...)
}

// plain reports whether encoding/json writes the string as it is: nothing to
// escape, no line separator (U+2028, U+2029), valid UTF-8.
func plain(s string) bool {
	ascii := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c < ' ' || c == '"' || c == '\\':
			return false
		case c >= utf8.RuneSelf:
			ascii = false
			if c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&^1 == 0xA8 {
				return false
			}
		}
	}
	return ascii || utf8.ValidString(s)
}

func appendList(b []byte, l []Value) []byte {
	b = append(b, '[')
	for i, v := range l {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, v)
	}
	return append(b, ']')
}

// appendMap sorts the keys; a map that could be taken for a tagged value is
// wrapped.
func appendMap(b []byte, m map[string]Value) []byte {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	wrap := len(keys) == 1 && len(keys[0]) > 0 && keys[0][0] == '$'
	if wrap {
		b = append(b, `{"$map":`...)
	}
	b = append(b, '{')
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, k)
		b = append(b, ':')
		b = appendValue(b, m[k])
	}
	b = append(b, '}')
	if wrap {
		b = append(b, '}')
	}
	return b
}

func appendTagged(b []byte, tag string, v any) []byte {
	j, err := marshal(v)
	if err != nil {
		j = []byte("null")
	}
	b = append(b, '{')
	b = appendString(b, tag)
	b = append(b, ':')
	b = append(b, j...)
	return append(b, '}')
}

// MarshalJSON writes {"nodes":[…],"relationships":[…]}.
func (p *Path) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		Nodes         []*Node         `json:"nodes"`
		Relationships []*Relationship `json:"relationships"`
	}{p.Nodes, nonNil(p.Relationships)})
}

// MarshalJSON writes the coordinates under the names of their system.
func (p Point) MarshalJSON() ([]byte, error) {
	m := map[string]Value{"srid": Int(int64(p.SRID)), "x": Number(p.X), "y": Number(p.Y)}
	if p.SRID == 9157 || p.SRID == 4979 {
		m["z"] = Number(p.Z)
	}
	return appendMap(nil, m), nil
}

// MarshalJSON writes the graph whole: nodes and relationships by id.
func (g *Graph) MarshalJSON() ([]byte, error) {
	return marshal(Subgraph{g.nodes, g.rels})
}

// Subgraph is some nodes and relationships of a graph, as they leave the
// program.
type Subgraph struct {
	Nodes         []*Node
	Relationships []*Relationship
}

// MarshalJSON writes {"nodes":[…],"relationships":[…]}.
func (s Subgraph) MarshalJSON() ([]byte, error) {
	b := []byte(`{"nodes":[`)
	for i, n := range s.Nodes {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendNode(b, n)
	}
	b = append(b, `],"relationships":[`...)
	for i, r := range s.Relationships {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendRelationship(b, r)
	}
	return append(b, `]}`...), nil
}

func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// MarshalJSON writes the result in the shape that page, command line and API
// share.
func (r *Result) MarshalJSON() ([]byte, error) {
	var limit *string
	if r.Limit != "" {
		limit = &r.Limit
	}
	records := make([]json.RawMessage, len(r.Records))
	for i, rec := range r.Records {
		records[i] = appendList(nil, rec)
	}
	return marshal(struct {
		Keys      []string          `json:"keys"`
		Records   []json.RawMessage `json:"records"`
		Notices   []Notice          `json:"notices"`
		Plan      *Plan             `json:"plan"`
		Truncated bool              `json:"truncated"`
		Limit     *string           `json:"limit"`
		ElapsedMs float64           `json:"elapsedMs"`
	}{nonNil(r.Keys), records, nonNil(r.Notices), r.Plan, r.Truncated, limit,
		math.Round(float64(r.Elapsed.Nanoseconds())/1e4) / 100})
}
