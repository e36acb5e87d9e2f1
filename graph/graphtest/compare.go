package graphtest

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"planatlas/graph"
)

// Difference says in words how two outcomes of a query differ, or "".
func Difference(q Query, want, got Outcome) string {
	if want.Err != nil || got.Err != nil {
		return errorsDiffer(want, got)
	}
	a, b := want.Result, got.Result
	if !slices.Equal(a.Keys, b.Keys) {
		return fmt.Sprintf("columns: %q, but %q", a.Keys, b.Keys)
	}
	if len(a.Records) != len(b.Records) {
		return fmt.Sprintf("%d rows, but %d\n%s\n%s", len(a.Records), len(b.Records), show(a.Records), show(b.Records))
	}
	x, y := rowsOf(a, q.Bags), rowsOf(b, q.Bags)
	if !q.Ordered {
		sortRows(x)
		sortRows(y)
	}
	if i := firstApart(x, y); i >= 0 {
		if !q.Ordered && sameSomeOrder(x, y) {
			return ""
		}
		return fmt.Sprintf("row %d: %s, but %s", i+1, showRow(x[i].values), showRow(y[i].values))
	}
	return ""
}

func errorsDiffer(want, got Outcome) string {
	if want.Kind() == got.Kind() {
		return ""
	}
	describe := func(o Outcome) string {
		if o.Err == nil {
			return "an answer: " + show(o.Result.Records)
		}
		return o.Kind() + ": " + o.Err.Error()
	}
	return describe(want) + "\n\tbut " + describe(got)
}

// row is a record with a key to sort by, in which floats are rounded.
type row struct {
	values []graph.Value
	key    string
}

func rowsOf(r *graph.Result, bags bool) []row {
	out := make([]row, len(r.Records))
	for i, rec := range r.Records {
		if bags {
			rec = slices.Clone(rec)
			for k := range rec {
				rec[k] = asBag(rec[k])
			}
		}
		var b strings.Builder
		for _, v := range rec {
			writeKey(&b, v)
			b.WriteByte(0)
		}
		out[i] = row{rec, b.String()}
	}
	return out
}

// asBag sorts the elements of lists.
func asBag(v graph.Value) graph.Value {
	l, ok := v.AsList()
	if !ok {
		return v
	}
	out := make([]graph.Value, len(l))
	for i, x := range l {
		out[i] = asBag(x)
	}
	sort.SliceStable(out, func(i, j int) bool { return keyOf(out[i]) < keyOf(out[j]) })
	return graph.ListOf(out...)
}

func keyOf(v graph.Value) string {
	var b strings.Builder
	writeKey(&b, v)
	return b.String()
}

// writeKey writes a value so that equal ones are written alike: floats to nine
// digits, labels in order, relationships without the id that an engine gives.
func writeKey(b *strings.Builder, v graph.Value) {
	switch v.Kind() {
	case graph.Float:
		f, _ := v.AsFloat()
		fmt.Fprintf(b, "%.9gf", f)
	case graph.List:
		l, _ := v.AsList()
		b.WriteByte('[')
		for _, x := range l {
			writeKey(b, x)
			b.WriteByte(',')
		}
		b.WriteByte(']')
	case graph.Map:
		m, _ := v.AsMap()
		writeMap(b, m)
	case graph.KindNode:
		n, _ := v.AsNode()
		writeNode(b, n)
	case graph.KindRelationship:
		r, _ := v.AsRelationship()
		writeRelationship(b, r)
	case graph.KindPath:
		p, _ := v.AsPath()
		for i, n := range p.Nodes {
			writeNode(b, n)
			if i < len(p.Relationships) {
				writeRelationship(b, p.Relationships[i])
			}
		}
	default:
		j, _ := v.MarshalJSON()
		b.Write(j)
	}
}

func writeMap(b *strings.Builder, m map[string]graph.Value) {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	b.WriteByte('{')
	for _, k := range keys {
		b.WriteString(k)
		b.WriteByte(':')
		writeKey(b, m[k])
		b.WriteByte(',')
	}
	b.WriteByte('}')
}

func writeNode(b *strings.Builder, n *graph.Node) {
	labels := slices.Clone(n.Labels)
	sort.Strings(labels)
	fmt.Fprintf(b, "(%s:%s", n.ID, strings.Join(labels, ":"))
	writeMap(b, n.Properties.Map())
	b.WriteByte(')')
}

func writeRelationship(b *strings.Builder, r *graph.Relationship) {
	fmt.Fprintf(b, "[%s-%s-%s", r.Start, r.Type, r.End)
	writeMap(b, r.Properties.Map())
	b.WriteByte(']')
}

func sortRows(r []row) {
	sort.SliceStable(r, func(i, j int) bool { return r[i].key < r[j].key })
}

// firstApart is the first row that differs, or -1.
func firstApart(a, b []row) int {
	for i := range a {
		if !sameRow(a[i], b[i]) {
			return i
		}
	}
	return -1
}

// sameSomeOrder pairs rows one by one: floats that lie at the edge of a rounding
// may have been sorted apart.
func sameSomeOrder(a, b []row) bool {
	rest := slices.Clone(b)
	for _, x := range a {
		i := slices.IndexFunc(rest, func(y row) bool { return sameRow(x, y) })
		if i < 0 {
			return false
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return true
}

func sameRow(a, b row) bool {
	return a.key == b.key || slices.EqualFunc(a.values, b.values, same)
}

// same compares values exactly, types included, but floats within what the
// order of additions may change.
func same(a, b graph.Value) bool {
	if a.Kind() != b.Kind() {
		return false
	}
	switch a.Kind() {
	case graph.Float:
		x, _ := a.AsFloat()
		y, _ := b.AsFloat()
		return x == y || math.IsNaN(x) && math.IsNaN(y) || math.Abs(x-y) <= 1e-9*math.Max(math.Abs(x), math.Abs(y))
	case graph.List:
		x, _ := a.AsList()
		y, _ := b.AsList()
		return slices.EqualFunc(x, y, same)
	case graph.Map:
		x, _ := a.AsMap()
		y, _ := b.AsMap()
		if len(x) != len(y) {
			return false
		}
		for k, v := range x {
			if w, ok := y[k]; !ok || !same(v, w) {
				return false
			}
		}
		return true
	}
	return keyOf(a) == keyOf(b)
}

const mostShown = 6 // rows of a message

func show(records [][]graph.Value) string {
	var lines []string
	for i, r := range records {
		if i == mostShown {
			lines = append(lines, fmt.Sprintf("… %d more", len(records)-i))
			break
		}
		lines = append(lines, "\t"+showRow(r))
	}
	return strings.Join(lines, "\n")
}

func showRow(r []graph.Value) string {
	cells := make([]string, len(r))
	for i, v := range r {
		b, _ := v.MarshalJSON()
		cells[i] = string(b)
		if len(cells[i]) > 300 {
			cells[i] = cells[i][:300] + "…"
		}
	}
	return strings.Join(cells, " | ")
}
