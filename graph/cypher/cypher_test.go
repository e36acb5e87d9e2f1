package cypher_test

import (
	"context"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/cypher"
	"planatlas/graph/cypher/values"
)

// small is a graph that most of the tables below ask about:
// two plans' worth of parks, industries and a chain between them.
func small(t testing.TB) *graph.Graph {
	b := graph.NewBuilder()
	text := func(kv ...string) graph.Properties {
		m := map[string]graph.Value{}
		for i := 0; i < len(kv); i += 2 {
			m[kv[i]] = graph.Text(kv[i+1])
		}
		return graph.PropertiesOf(m)
	}
	b.AddNode("n:a", []string{"Industry"}, text("id", "n:a", "name", "a"))
	b.AddNode("n:b", []string{"Industry", "Old"}, text("id", "n:b", "name", "b"))
	b.AddNode("n:c", []string{"Platform"}, text("id", "n:c", "name", "c", "kind", "base"))
	b.AddNode("n:d", []string{"Platform"}, text("id", "n:d", "name", "d"))
	rel := func(start, typ, end string) {
		b.AddRelationship(graph.RelationshipID(start, typ, end, ""), typ, start, end, text("basis", "explicit"))
	}
	rel("n:a", "FEEDS", "n:b")
	rel("n:b", "FEEDS", "n:a")
	rel("n:c", "HOSTS", "n:a")
	rel("n:c", "HOSTS", "n:b")
	rel("n:d", "NEAR", "n:c")
	rel("n:d", "NEAR", "n:d")
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// rows prints a result: one line a record, columns separated by " | ".
func rows(r *graph.Result) string {
	var lines []string
	for _, record := range r.Records {
		var cells []string
		for _, v := range record {
			cells = append(cells, values.Format(v))
		}
		lines = append(lines, strings.Join(cells, " | "))
	}
	return strings.Join(lines, "\n")
}

// runCases are queries over the small graph and their rows.
var runCases = []struct{ query, want string }{
	{"RETURN 1 AS one", "1"},
	{"MATCH (n) RETURN count(*)", "4"},
	{"MATCH (n:Industry) RETURN n.name AS name ORDER BY name DESC", "'b'\n'a'"},
	{"MATCH (p:Platform)-[:HOSTS]->(i) RETURN p.name, i.name ORDER BY i.name", "'c' | 'a'\n'c' | 'b'"},
	{"MATCH (n {id: 'n:c'})-[r]->(m) RETURN type(r) AS t, count(m)", "'HOSTS' | 2"},
	{"MATCH (d)-[*1..3]->(x) WHERE d.name = 'd' RETURN x.name ORDER BY x.name",
		"'a'\n'a'\n'a'\n'b'\n'b'\n'b'\n'c'\n'c'\n'd'"},
	{"MATCH p = shortestPath((d {name: 'd'})-[*]->(b {name: 'b'})) RETURN [n IN nodes(p) | n.name]", "['d', 'c', 'b']"},
	{"MATCH p = shortestPath((d {name: 'd'})-[*]->(b {name: 'b'})) WHERE length(p) > 2 RETURN length(p)", "3"},
	{"MATCH (n) WHERE NOT (n)-->() RETURN count(n)", "0"},
	{"MATCH (n) WHERE EXISTS { (n)-[:NEAR]->(n) } RETURN n.name", "'d'"},
	{"MATCH (n) OPTIONAL MATCH (n)-[:HOSTS]->(m) RETURN n.name, collect(m.name) ORDER BY n.name",
		"'a' | []\n'b' | []\n'c' | ['a', 'b']\n'd' | []"},
	{"UNWIND [3, 1, 2] AS x RETURN x ORDER BY x LIMIT 2", "1\n2"},
	{"UNWIND range(1, 3) AS x WITH x WHERE x <> 2 RETURN sum(x)", "4"},
	{"RETURN 1 AS x UNION RETURN 1 AS x UNION RETURN 2 AS x", "1\n2"},
	{"MATCH (n) RETURN COUNT { (n)-->() } AS c ORDER BY c", "1\n1\n2\n2"},
	{"MATCH (n:Industry) CALL (n) { MATCH (n)--(m) RETURN count(m) AS c } RETURN n.name, c ORDER BY n.name", "'a' | 3\n'b' | 3"},
	{"CALL db.labels()", "'Industry'\n'Old'\n'Platform'"},
}

func TestRun(t *testing.T) {
	g := small(t)
	for _, c := range runCases {
		r, err := cypher.Run(context.Background(), g, graph.Query{Text: c.query})
		if err != nil {
			t.Errorf("%s\n%v", c.query, err)
			continue
		}
		if got := rows(r); got != c.want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", c.query, got, c.want)
		}
	}
}
