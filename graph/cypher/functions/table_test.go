package functions

import (
	"strings"
	"testing"
	"unicode"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

// outcomeOf prints a value or the words of an error.
func outcomeOf(v graph.Value, err error) string {
	if q, ok := err.(*graph.QueryError); ok {
		return q.Kind + "/" + q.Detail + q.Limit
	}
	return values.Format(v)
}

func texts(s ...string) []graph.Value {
	l, _ := graph.Texts(s).AsList()
	return l
}

// smallGraph is a chapter with two articles, and names for its parts.
func smallGraph(t *testing.T) (*graph.Graph, map[string]graph.Value) {
	t.Helper()
	b := graph.NewBuilder()
	for _, n := range [][3]string{{"p:ch.1", "Chapter", "一"}, {"p:art.1", "Article", "总体"}, {"p:art.2", "Article", "目标"}} {
		b.AddNode(n[0], []string{n[1], graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{
			"id": graph.Text(n[0]), "name": graph.Text(n[2]),
		}))
	}
	b.AddRelationship("p:ch.1|HAS_PART|p:art.1", "HAS_PART", "p:ch.1", "p:art.1",
		graph.PropertiesOf(map[string]graph.Value{"basis": graph.Text("explicit")}))
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	a, end, r := g.NodeByID("p:ch.1"), g.NodeByID("p:art.1"), g.Relationship(0)
	return g, map[string]graph.Value{
		"a": graph.NodeValue(a), "b": graph.NodeValue(g.NodeByID("p:art.2")), "r": graph.RelationshipValue(r),
		"p": graph.PathValue(&graph.Path{Nodes: []*graph.Node{a, end}, Relationships: []*graph.Relationship{r}}),
	}
}

func TestEveryFunctionIsDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range All() {
		lower := strings.ToLower(f.Name)
		if seen[lower] {
			t.Errorf("%s stands in the table twice", f.Name)
		}
		seen[lower] = true
		if !strings.HasSuffix(f.Zh, "。") || !strings.ContainsFunc(f.Zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: the Chinese line %q is no sentence", f.Name, f.Zh)
		}
		if !strings.HasSuffix(f.En, ".") || strings.ContainsFunc(f.En, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: the English line %q is no sentence", f.Name, f.En)
		}
		if f.Category == "" || f.Returns == 0 {
			t.Errorf("%s has no category or returns nothing", f.Name)
		}
		if kinds := count(f.Eval != nil, f.Aggregate != nil, f.Form); kinds != 1 {
			t.Errorf("%s is %d of evaluation, aggregate and form", f.Name, kinds)
		}
		if f.Form != (f.Syntax != "") {
			t.Errorf("%s: a form, and only a form, has a syntax", f.Name)
		}
	}
}

func count(facts ...bool) (n int) {
	for _, f := range facts {
		if f {
			n++
		}
	}
	return n
}

// Every function takes nulls, too few and too many arguments and arguments of
// any kind without a panic, and gives null for null unless it says it sees them.
func TestEveryFunctionTakesAnything(t *testing.T) {
	g, vars := smallGraph(t)
	some := []graph.Value{
		graph.NullValue(), graph.Bool(true), graph.Int(-1), graph.Int(7), graph.Number(0.5), graph.Text(""), graph.Text("day"),
		graph.ListOf(graph.Int(1)), graph.MapOf(map[string]graph.Value{"year": graph.Int(2020)}), vars["a"], vars["r"], vars["p"],
		graph.TemporalValue(graph.Date{Days: 3}), graph.TemporalValue(graph.Time{}), graph.TemporalValue(graph.DateTime{Zone: "Asia/Shanghai"}),
		graph.TemporalValue(graph.Duration{Months: 1}), graph.PointValue(graph.Point{SRID: 4326, X: 1, Y: 2}),
	}
	for _, f := range All() {
		if f.Eval == nil {
			continue
		}
		_, most := f.Arity()
		for n := 0; n <= max(most, 2)+1; n++ {
			for i := range some {
				args := make([]graph.Value, n)
				for j := range args {
					args[j] = some[(i+j*5)%len(some)]
				}
				ctx := testContext()
				ctx.Graph = g
				v, err := f.Eval(ctx, args)
				if err == nil && n > 0 && args[0].IsNull() && !f.NullSafe && !v.IsNull() {
					t.Errorf("%s(null, …) is %s", f.Name, values.Format(v))
				}
				if err == nil && !f.Returns.Has(v.Kind()) && !v.IsNull() {
					t.Errorf("%s returned %s, its entry says %s", f.Name, values.KindName(v.Kind()), f.Returns)
				}
			}
		}
	}
}

func TestLookup(t *testing.T) {
	for _, name := range []string{"toUpper", "TOUPPER", "date.truncate", "DateTime.FromEpochMillis", "stdevp", "count"} {
		if _, ok := Lookup(name); !ok {
			t.Errorf("%s is not found", name)
		}
	}
	if _, ok := Lookup("nothing"); ok {
		t.Error("a function that is none was found")
	}
	near := map[string]string{
		"toUper": "toUpper", "cuont": "count", "datetime.truncat": "datetime.truncate", "substr": "substring", "xyzzyplugh": "", "lenght": "length",
	}
	for wrong, want := range near {
		if got := Near(wrong); got != want {
			t.Errorf("near %s is %q, want %q", wrong, got, want)
		}
	}
}

func TestSignatures(t *testing.T) {
	want := map[string]string{
		"toUpper":        "toUpper(input :: STRING) :: STRING",
		"coalesce":       "coalesce(input :: ANY, …) :: ANY",
		"round":          "round(value :: INTEGER | FLOAT, precision? :: INTEGER | FLOAT, mode? :: STRING) :: FLOAT",
		"date.truncate":  "date.truncate(unit :: STRING, input? :: DATE | LOCAL TIME | ZONED TIME | LOCAL DATETIME | ZONED DATETIME, fields? :: MAP) :: DATE",
		"all":            "all(variable IN list :: LIST<ANY> WHERE predicate :: BOOLEAN) :: BOOLEAN",
		"percentileCont": "percentileCont(input :: INTEGER | FLOAT, percentile :: INTEGER | FLOAT) :: INTEGER | FLOAT",
	}
	for name, signature := range want {
		f, _ := Lookup(name)
		if got := f.Signature(); got != signature {
			t.Errorf("%s\n got %s\nwant %s", name, got, signature)
		}
	}
}
