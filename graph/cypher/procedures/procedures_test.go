package procedures

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/cypher/functions"
	"planatlas/graph/cypher/values"
)

type free struct{}

func (free) Work(int64) error { return nil }
func (free) Hold(int64) error { return nil }

// plan is a platform in two districts, one of which nothing else is known of.
func plan(t *testing.T) *functions.Context {
	t.Helper()
	b := graph.NewBuilder()
	add := func(id, label string, m map[string]graph.Value) {
		b.AddNode(id, []string{label, graph.OwnedLabel}, graph.PropertiesOf(m))
	}
	add("d.1", "District", map[string]graph.Value{"name": graph.Text("蓬江区"), "area": graph.Number(323.6)})
	add("d.2", "District", map[string]graph.Value{"name": graph.Text("新会区"), "aliases": graph.Texts([]string{"新会"})})
	add("p.1", "Platform", map[string]graph.Value{"name": graph.Text("新能源产业集聚区"), "since": graph.Int(2021)})
	b.AddRelationship("p.1|IN|d.1", "IN", "p.1", "d.1", graph.PropertiesOf(map[string]graph.Value{"basis": graph.Text("explicit")}))
	b.AddRelationship("p.1|IN|d.2", "IN", "p.1", "d.2", nil)
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return &functions.Context{Graph: g, Meter: free{}}
}

// call runs a procedure and prints a row a line.
func call(t *testing.T, p *Procedure, args ...graph.Value) string {
	t.Helper()
	var rows []string
	err := p.Rows(plan(t), args, func(row []graph.Value) error {
		var columns []string
		for _, v := range row {
			columns = append(columns, values.Format(v))
		}
		rows = append(rows, strings.Join(columns, " | "))
		return nil
	})
	var q *graph.QueryError
	if errors.As(err, &q) {
		return q.Kind + "/" + q.Detail
	}
	return strings.Join(rows, "\n")
}

func TestDescriptions(t *testing.T) {
	cases := []struct{ procedure, want string }{
		{"db.labels", "'District'\n'Planatlas'\n'Platform'"},
		{"db.relationshipTypes", "'IN'"},
		{"db.propertyKeys", "'aliases'\n'area'\n'basis'\n'name'\n'since'"},
		{"db.schema.nodeTypeProperties", "':`District`:`Planatlas`' | ['District', 'Planatlas'] | 'aliases' | ['StringArray'] | false\n" +
			"':`District`:`Planatlas`' | ['District', 'Planatlas'] | 'area' | ['Double'] | false\n" +
			"':`District`:`Planatlas`' | ['District', 'Planatlas'] | 'name' | ['String'] | true\n" +
			"':`Planatlas`:`Platform`' | ['Platform', 'Planatlas'] | 'name' | ['String'] | true\n" +
			"':`Planatlas`:`Platform`' | ['Platform', 'Planatlas'] | 'since' | ['Long'] | true"},
		{"db.schema.relTypeProperties", "':`IN`' | 'basis' | ['String'] | false"},
		{"db.schema.visualization", "[(:District {name: 'District'}), (:Planatlas {name: 'Planatlas'}), (:Platform {name: 'Platform'})] | " +
			"[[:IN {name: 'IN'}], [:IN {name: 'IN'}], [:IN {name: 'IN'}], [:IN {name: 'IN'}]]"},
	}
	for _, c := range cases {
		p, ok := Lookup(c.procedure)
		if !ok {
			t.Errorf("%s is missing", c.procedure)
			continue
		}
		if got := call(t, p); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.procedure, got, c.want)
		}
	}
}

func TestFullText(t *testing.T) {
	options := func(k string, v graph.Value) graph.Value { return graph.MapOf(map[string]graph.Value{k: v}) }
	index, query := graph.Text(graph.FullTextIndex), graph.Text("新会 OR 蓬江")
	cases := []struct {
		args []graph.Value
		want string
	}{
		{[]graph.Value{index, graph.Text("新会")}, "新会区"},
		{[]graph.Value{index, graph.Text("会")}, "新会区"},
		{[]graph.Value{index, query}, "新会区 蓬江区"},
		{[]graph.Value{index, query, options("limit", graph.Int(1))}, "新会区"},
		{[]graph.Value{index, query, options("skip", graph.Int(1))}, "蓬江区"},
		{[]graph.Value{index, query, options("skip", graph.Int(9))}, ""},
		{[]graph.Value{index, query, options("limit", graph.Int(-1))}, "ArgumentError/InvalidArgumentValue"},
		{[]graph.Value{index, query, options("analyzer", graph.Text("standard"))}, "ArgumentError/InvalidArgumentValue"},
		{[]graph.Value{graph.Text("other"), query}, "ArgumentError/InvalidArgumentValue"},
		{[]graph.Value{index, graph.Text("(新会")}, "ArgumentError/InvalidArgumentValue"},
		{[]graph.Value{index, graph.NullValue()}, "TypeError/InvalidArgumentValue"},
	}
	for _, c := range cases {
		got := call(t, fullTextNodes, c.args...)
		if !strings.Contains(got, "/") {
			var names []string
			for _, line := range strings.FieldsFunc(got, func(r rune) bool { return r == '\n' }) {
				_, rest, _ := strings.Cut(line, "name: '")
				name, _, _ := strings.Cut(rest, "'")
				names = append(names, name)
			}
			got = strings.Join(names, " ")
		}
		if got != c.want {
			t.Errorf("%s gave %q, want %q", values.Format(graph.ListOf(c.args...)), got, c.want)
		}
	}
}

func TestShowListsEverything(t *testing.T) {
	if n := strings.Count(call(t, Show("FUNCTIONS")), "\n") + 1; n != len(functions.All()) {
		t.Errorf("SHOW FUNCTIONS has %d rows, the table %d entries", n, len(functions.All()))
	}
	for _, p := range All() {
		if p.Zh == "" || p.En == "" || !strings.HasPrefix(p.Signature(), p.Name+"(") {
			t.Errorf("%s is not described", p.Name)
		}
		if !strings.Contains(call(t, Show("PROCEDURES")), "'"+p.Name+"'") {
			t.Errorf("SHOW PROCEDURES lacks %s", p.Name)
		}
	}
	if !slices.ContainsFunc(strings.Split(call(t, Show("INDEXES")), "\n"), func(s string) bool { return strings.Contains(s, "FULLTEXT") }) {
		t.Error("SHOW INDEXES lacks the full-text index")
	}
}
