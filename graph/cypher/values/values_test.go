package values

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"planatlas/graph"
)

// all is a value or more of every kind, in the order of ORDER BY. Values of one
// row are equivalent.
func all(t *testing.T) [][]graph.Value {
	t.Helper()
	b := graph.NewBuilder()
	b.AddNode("a", []string{"A"}, nil)
	b.AddNode("b", []string{"B"}, nil)
	b.AddRelationship("a|R|b", "R", "a", "b", nil)
	b.AddRelationship("b|R|a", "R", "b", "a", nil)
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	n, r := g.Nodes(), g.Relationships()
	one := graph.Int(1)
	m := func(pairs ...any) graph.Value {
		out := map[string]graph.Value{}
		for i := 0; i < len(pairs); i += 2 {
			out[pairs[i].(string)] = pairs[i+1].(graph.Value)
		}
		return graph.MapOf(out)
	}
	short := &graph.Path{Nodes: n[:1]}
	long := &graph.Path{Nodes: n, Relationships: r[:1]}
	return [][]graph.Value{
		{m()},
		{m("a", graph.Text("x"))},
		{m("a", one), m("a", graph.Number(1))},
		{m("a", graph.NullValue())},
		{m("b", one)},
		{m("a", one, "b", one)},
		{graph.NodeValue(n[0])},
		{graph.NodeValue(n[1])},
		{graph.RelationshipValue(r[0])},
		{graph.RelationshipValue(r[1])},
		{graph.ListOf([]graph.Value{}...)},
		{graph.ListOf(graph.Text("a"))},
		{graph.ListOf(one), graph.ListOf(graph.Number(1))},
		{graph.ListOf(one, one)},
		{graph.ListOf(graph.NullValue())},
		{graph.PathValue(short)},
		{graph.PathValue(long)},
		{graph.PointValue(graph.Point{SRID: 4326, X: 9})},
		{graph.PointValue(graph.Point{SRID: 7203, X: 1, Y: 2})},
		{graph.PointValue(graph.Point{SRID: 9157, X: 0})},
		{graph.TemporalValue(graph.DateTime{Seconds: 5})},
		{graph.TemporalValue(graph.DateTime{Seconds: 5, Offset: 3600})},
		{graph.TemporalValue(graph.DateTime{Seconds: 5, Offset: 3600, Zone: "Europe/Berlin"})},
		{graph.TemporalValue(graph.DateTime{Seconds: 6})},
		{graph.TemporalValue(graph.LocalDateTime{Seconds: 5})},
		{graph.TemporalValue(graph.Date{Days: -1})},
		{graph.TemporalValue(graph.Date{Days: 1})},
		{graph.TemporalValue(graph.Time{Nanos: 3600e9, Offset: 3600})},
		{graph.TemporalValue(graph.Time{Nanos: 3600e9})},
		{graph.TemporalValue(graph.LocalTime{Nanos: 1})},
		{graph.TemporalValue(graph.Duration{Seconds: -1})},
		{graph.TemporalValue(graph.Duration{Days: 30})},
		{graph.TemporalValue(graph.Duration{Months: 1})},
		{graph.TemporalValue(graph.Duration{Days: 31})},
		{graph.TemporalValue(graph.Duration{Months: math.MaxInt64})},
		{graph.Text("")},
		{graph.Text("a")},
		{graph.Text("规划")},
		{graph.Bool(false)},
		{graph.Bool(true)},
		{graph.Number(math.Inf(-1))},
		{graph.Int(math.MinInt64), graph.Number(math.MinInt64)},
		{graph.Int(0), graph.Number(0), graph.Number(math.Copysign(0, -1))},
		{graph.Number(0.5)},
		{one, graph.Number(1)},
		{graph.Number(1 << 53), graph.Int(1 << 53)},
		{graph.Int(1<<53 + 1)},
		{graph.Int(math.MaxInt64)},
		{graph.Number(1 << 63)},
		{graph.Number(math.Inf(1))},
		{graph.Number(math.NaN()), graph.Number(math.Float64frombits(0x7ff8000000000002))},
		{graph.NullValue()},
	}
}

// Order, Equivalent and AppendKey must agree with one another and with the
// table above.
func TestOrderEquivalenceAndKeysAgree(t *testing.T) {
	rows := all(t)
	for i, row := range rows {
		for j, other := range rows {
			for _, a := range row {
				for _, b := range other {
					want := 0
					if i < j {
						want = -1
					} else if i > j {
						want = 1
					}
					if got := Order(a, b); got != want {
						t.Errorf("Order(%s, %s) = %d, want %d", Format(a), Format(b), got, want)
					}
					if got := Equivalent(a, b); got != (i == j) {
						t.Errorf("Equivalent(%s, %s) = %t", Format(a), Format(b), got)
					}
					if got := bytes.Equal(AppendKey(nil, a), AppendKey(nil, b)); got != (i == j) {
						t.Errorf("the keys of %s and %s are equal: %t", Format(a), Format(b), got)
					}
				}
			}
		}
	}
}

// Keys delimit themselves: no key is the beginning of another.
func TestKeysDelimitThemselves(t *testing.T) {
	rows := all(t)
	for i, row := range rows {
		for j, other := range rows {
			if i != j && bytes.HasPrefix(AppendKey(nil, other[0]), AppendKey(nil, row[0])) {
				t.Errorf("the key of %s begins that of %s", Format(row[0]), Format(other[0]))
			}
		}
	}
}

// What equals is equivalent, save null and NaN; what is less comes first.
func TestOperatorsFollowTheOrder(t *testing.T) {
	for _, row := range all(t) {
		for _, other := range all(t) {
			a, b := row[0], other[0]
			if Equal(a, b) == True && !Equivalent(a, b) && !slices.Contains([]graph.Kind{graph.Integer, graph.Float}, a.Kind()) {
				t.Errorf("%s = %s, yet they are not equivalent", Format(a), Format(b))
			}
			if Less(a, b) == True && Order(a, b) >= 0 {
				t.Errorf("%s < %s, yet it does not come first", Format(a), Format(b))
			}
			if Less(a, b) == True && LessEqual(b, a) == True {
				t.Errorf("%s < %s, and the other way round", Format(a), Format(b))
			}
			if (Less(a, b) == Unknown) != (Less(b, a) == Unknown) {
				t.Errorf("%s and %s compare in one direction only", Format(a), Format(b))
			}
		}
	}
}

func TestFormat(t *testing.T) {
	node := func(labels []string, m map[string]graph.Value) *graph.Node {
		return graph.DetachedNode("n", labels, graph.PropertiesOf(m))
	}
	a, b := graph.DetachedNode("a", []string{"A"}, nil), graph.DetachedNode("b", nil, nil)
	r := graph.DetachedRelationship("r", "T", "a", "b", graph.PropertiesOf(map[string]graph.Value{"w": graph.Int(1)}))
	cases := []struct {
		value graph.Value
		want  string
	}{
		{graph.Text(`it's \`), `'it\'s \\'`},
		{graph.ListOf(graph.Int(1), graph.NullValue(), graph.Number(2)), "[1, null, 2.0]"},
		{graph.MapOf(map[string]graph.Value{"b": graph.NullValue(), "a": graph.Bool(true)}), "{a: true, b: null}"},
		{graph.NodeValue(node([]string{"A", "B"}, map[string]graph.Value{"p": graph.Int(1)})), "(:A:B {p: 1})"},
		{graph.NodeValue(node(nil, map[string]graph.Value{"p": graph.Int(1)})), "({p: 1})"},
		{graph.NodeValue(node(nil, nil)), "()"},
		{graph.RelationshipValue(r), "[:T {w: 1}]"},
		{graph.PathValue(&graph.Path{Nodes: []*graph.Node{a, b}, Relationships: []*graph.Relationship{r}}), "<(:A)-[:T {w: 1}]->()>"},
		{graph.PathValue(&graph.Path{Nodes: []*graph.Node{b, a}, Relationships: []*graph.Relationship{r}}), "<()<-[:T {w: 1}]-(:A)>"},
		{graph.Number(math.Inf(-1)), "-Infinity"},
	}
	for _, c := range cases {
		if got := Format(c.value); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestKinds(t *testing.T) {
	cases := map[string]Kinds{
		"ANY": AnyKind, "INTEGER | FLOAT": Numbers, "STRING": KindsOf(graph.String), "NULL": KindsOf(graph.Null),
		"BOOLEAN | STRING | LIST<ANY>": KindsOf(graph.List, graph.String, graph.Boolean, graph.Null), "": NoKind,
	}
	for want, kinds := range cases {
		if got := kinds.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func BenchmarkAppendKey(b *testing.B) {
	buf := make([]byte, 0, 64)
	v := []graph.Value{graph.Int(42), graph.Text("产业集聚区")}
	for b.Loop() {
		buf = AppendKey(AppendKey(buf[:0], v[0]), v[1])
	}
}

func TestDivisionByZero(t *testing.T) {
	half, zero := graph.Number(0.5), graph.Int(0)
	if _, err := Divide(half, zero); err == nil {
		t.Error("0.5 divided by the integer 0 is no error")
	}
	if v, err := Divide(half, graph.Number(0)); err != nil || Format(v) != "Infinity" {
		t.Errorf("0.5 / 0.0 is %s, %v", Format(v), err)
	}
	if v, err := DivideLiterals(half, zero); err != nil || Format(v) != "Infinity" {
		t.Errorf("0.5 / 0 between literals is %s, %v", Format(v), err)
	}
	if _, err := DivideLiterals(graph.Int(1), zero); err == nil {
		t.Error("1 / 0 is no error")
	}
}
