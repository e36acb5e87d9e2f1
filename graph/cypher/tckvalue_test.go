package cypher_test

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/functions"
	"planatlas/graph/cypher/values"
)

// This file reads the values in the tables of the TCK and compares them with
// those of a result.

// expected is a value of a table.
type expected struct {
	scalar graph.Value // where none of the others is set
	list   []expected
	isList bool
	fields map[string]expected
	node   *expectedNode
	rel    *expectedRel
	path   []expectedHop // nil for no path
}

type expectedNode struct {
	labels []string
	fields map[string]expected
}

type expectedRel struct {
	typ    string
	fields map[string]expected
}

// expectedHop is a node of a path with the relationship that leads on from it.
type expectedHop struct {
	node    expectedNode
	rel     *expectedRel
	forward bool
}

type valueReader struct {
	text string
	at   int
}

// readExpected reads one cell. It panics on what it cannot read; the runner
// recovers.
func readExpected(text string) expected {
	r := &valueReader{text: text}
	v := r.value()
	r.blanks()
	if r.at < len(r.text) {
		panic(fmt.Sprintf("cannot read %q", text))
	}
	return v
}

func (r *valueReader) blanks() {
	for r.at < len(r.text) && r.text[r.at] == ' ' {
		r.at++
	}
}

func (r *valueReader) take(s string) bool {
	r.blanks()
	if strings.HasPrefix(r.text[r.at:], s) {
		r.at += len(s)
		return true
	}
	return false
}

func (r *valueReader) must(s string) {
	if !r.take(s) {
		panic(fmt.Sprintf("expected %q at %d in %q", s, r.at, r.text))
	}
}

func (r *valueReader) value() expected {
	r.blanks()
	switch rest := r.text[r.at:]; {
	case strings.HasPrefix(rest, "'"):
		return expected{scalar: graph.Text(r.quoted())}
	case strings.HasPrefix(rest, "[:"):
		rel := r.relationship()
		return expected{rel: &rel}
	case r.take("["):
		return r.listItems()
	case strings.HasPrefix(rest, "{"):
		return expected{fields: r.fieldMap()}
	case strings.HasPrefix(rest, "("):
		n := r.nodeValue()
		return expected{node: &n}
	case r.take("<"):
		return r.pathValue()
	}
	return expected{scalar: r.scalar()}
}

func (r *valueReader) quoted() string {
	var b strings.Builder
	for r.at++; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; {
		case c == '\\' && r.at+1 < len(r.text):
			r.at++
			if r.text[r.at] == 'n' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(r.text[r.at])
			}
		case c == '\'':
			r.at++
			return b.String()
		default:
			b.WriteByte(c)
		}
	}
	panic("a string is never closed in " + r.text)
}

func (r *valueReader) listItems() expected {
	e := expected{isList: true}
	for !r.take("]") {
		if len(e.list) > 0 {
			r.must(",")
		}
		e.list = append(e.list, r.value())
	}
	return e
}

func (r *valueReader) name() string {
	r.blanks()
	start := r.at
	for r.at < len(r.text) && !strings.ContainsRune(" :{}()[],|", rune(r.text[r.at])) {
		r.at++
	}
	return strings.Trim(r.text[start:r.at], "`")
}

func (r *valueReader) fieldMap() map[string]expected {
	m := map[string]expected{}
	r.must("{")
	for !r.take("}") {
		if len(m) > 0 {
			r.must(",")
		}
		key := r.name()
		r.must(":")
		m[key] = r.value()
	}
	return m
}

func (r *valueReader) nodeValue() expectedNode {
	n := expectedNode{fields: map[string]expected{}}
	r.must("(")
	for r.take(":") {
		n.labels = append(n.labels, r.name())
	}
	r.blanks()
	if strings.HasPrefix(r.text[r.at:], "{") {
		n.fields = r.fieldMap()
	}
	r.must(")")
	sort.Strings(n.labels)
	return n
}

func (r *valueReader) relationship() expectedRel {
	rel := expectedRel{fields: map[string]expected{}}
	r.must("[:")
	rel.typ = r.name()
	r.blanks()
	if strings.HasPrefix(r.text[r.at:], "{") {
		rel.fields = r.fieldMap()
	}
	r.must("]")
	return rel
}

func (r *valueReader) pathValue() expected {
	var e expected
	for {
		hop := expectedHop{node: r.nodeValue()}
		if r.take(">") {
			e.path = append(e.path, hop)
			return e
		}
		hop.forward = !r.take("<-")
		if hop.forward {
			r.must("-")
		}
		rel := r.relationship()
		hop.rel = &rel
		r.must("-")
		if hop.forward {
			r.must(">")
		}
		e.path = append(e.path, hop)
	}
}

func (r *valueReader) scalar() graph.Value {
	start := r.at
	for r.at < len(r.text) && !strings.ContainsRune(",]} ", rune(r.text[r.at])) {
		r.at++
	}
	word := r.text[start:r.at]
	switch word {
	case "null":
		return graph.NullValue()
	case "true", "false":
		return graph.Bool(word == "true")
	case "NaN":
		return graph.Number(math.NaN())
	case "Inf", "Infinity":
		return graph.Number(math.Inf(1))
	case "-Inf", "-Infinity":
		return graph.Number(math.Inf(-1))
	}
	if i, err := strconv.ParseInt(word, 10, 64); err == nil {
		return graph.Int(i)
	}
	f, err := strconv.ParseFloat(word, 64)
	if err != nil {
		panic(fmt.Sprintf("cannot read %q in %q", word, r.text))
	}
	return graph.Number(f)
}

// value is the expected value as a parameter.
func (e expected) value() graph.Value {
	switch {
	case e.isList:
		var list []graph.Value
		for _, x := range e.list {
			list = append(list, x.value())
		}
		return graph.ListOf(list...)
	case e.fields != nil:
		m := map[string]graph.Value{}
		for k, x := range e.fields {
			m[k] = x.value()
		}
		return graph.MapOf(m)
	}
	return e.scalar
}

// comparison says how lists are compared.
type comparison struct{ anyListOrder bool }

func (c comparison) matches(e expected, v graph.Value) bool {
	switch {
	case e.isList:
		return c.matchesList(e.list, v)
	case e.fields != nil:
		m, ok := v.AsMap()
		return ok && c.matchesFields(e.fields, m)
	case e.node != nil:
		n, ok := v.AsNode()
		return ok && c.matchesNode(*e.node, n)
	case e.rel != nil:
		r, ok := v.AsRelationship()
		return ok && c.matchesRel(*e.rel, r)
	case e.path != nil:
		p, ok := v.AsPath()
		return ok && c.matchesPath(e.path, p)
	}
	return matchesScalar(e.scalar, v)
}

func (c comparison) matchesList(list []expected, v graph.Value) bool {
	items, ok := v.AsList()
	if !ok || len(items) != len(list) {
		return false
	}
	if c.anyListOrder {
		return matchesSomeOrder(len(list), func(i, j int) bool { return c.matches(list[i], items[j]) })
	}
	for i := range list {
		if !c.matches(list[i], items[i]) {
			return false
		}
	}
	return true
}

// matchesSomeOrder pairs up n things with n others.
func matchesSomeOrder(n int, same func(i, j int) bool) bool {
	taken := make([]bool, n)
	for i := range n {
		found := false
		for j := 0; j < n && !found; j++ {
			if !taken[j] && same(i, j) {
				taken[j], found = true, true
			}
		}
		if !found {
			return false
		}
	}
	return true
}

func (c comparison) matchesFields(fields map[string]expected, m map[string]graph.Value) bool {
	if len(fields) != len(m) {
		return false
	}
	for k, e := range fields {
		v, ok := m[k]
		if !ok || !c.matches(e, v) {
			return false
		}
	}
	return true
}

func (c comparison) matchesNode(e expectedNode, n *graph.Node) bool {
	labels := append([]string(nil), n.Labels...)
	sort.Strings(labels)
	return strings.Join(labels, ":") == strings.Join(e.labels, ":") && c.matchesFields(e.fields, n.Properties.Map())
}

func (c comparison) matchesRel(e expectedRel, r *graph.Relationship) bool {
	return e.typ == r.Type && c.matchesFields(e.fields, r.Properties.Map())
}

func (c comparison) matchesPath(hops []expectedHop, p *graph.Path) bool {
	if len(hops) != len(p.Nodes) {
		return false
	}
	for i, hop := range hops {
		if !c.matchesNode(hop.node, p.Nodes[i]) {
			return false
		}
		if hop.rel == nil {
			continue
		}
		r := p.Relationships[i]
		forward := r.StartIndex() == p.Nodes[i].Index()
		loop := r.StartIndex() == r.EndIndex()
		if !c.matchesRel(*hop.rel, r) || forward != hop.forward && !loop {
			return false
		}
	}
	return true
}

// temporalFunctions read the text of a temporal value.
var temporalFunctions = map[graph.Kind]string{
	graph.KindDate: "date", graph.KindTime: "time", graph.KindLocalTime: "localtime",
	graph.KindDateTime: "datetime", graph.KindLocalDateTime: "localdatetime", graph.KindDuration: "duration",
}

// matchesScalar compares kinds and values. The TCK writes temporal values as
// strings; they are compared as values, since engines print them differently.
func matchesScalar(e, v graph.Value) bool {
	name, temporal := temporalFunctions[v.Kind()]
	if text, ok := e.AsString(); ok && temporal {
		f, _ := functions.Lookup(name)
		read, err := f.Eval(&functions.Context{Meter: noMeter{}}, []graph.Value{graph.Text(text)})
		return err == nil && values.Equivalent(read, v)
	}
	if e.Kind() != v.Kind() {
		return false
	}
	if f, ok := e.AsFloat(); ok {
		g, _ := v.AsFloat()
		return f == g && math.Signbit(f) == math.Signbit(g) || math.IsNaN(f) && math.IsNaN(g)
	}
	return values.Equivalent(e, v)
}

type noMeter struct{}

func (noMeter) Work(int64) error { return nil }
func (noMeter) Hold(int64) error { return nil }
