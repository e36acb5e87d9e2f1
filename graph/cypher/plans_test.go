package cypher_test

import (
	"context"
	"fmt"
	"math/rand"
	"sort"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/cypher"
)

// randomGraph is a small dense graph with loops and parallel relationships.
func randomGraph(t testing.TB, random *rand.Rand, nodes, rels int) *graph.Graph {
	b := graph.NewBuilder()
	id := func(i int) string { return fmt.Sprintf("n%03d", i) }
	for i := range nodes {
		p := map[string]graph.Value{"id": graph.Text(id(i)), "x": graph.Int(int64(random.Intn(8)))}
		switch random.Intn(6) {
		case 0:
			delete(p, "x")
		case 1:
			p["x"] = graph.Number(float64(random.Intn(16)) / 2)
		case 2:
			p["x"] = graph.Text(string(rune('a' + random.Intn(4))))
		case 3:
			p["x"] = graph.ListOf(graph.Int(1))
		}
		b.AddNode(id(i), [][]string{{"A"}, {"B"}, {"A", "B"}, nil}[random.Intn(4)], graph.PropertiesOf(p))
	}
	for i := range rels {
		b.AddRelationship(fmt.Sprintf("r%03d", i), []string{"T", "U", "V"}[random.Intn(3)],
			id(random.Intn(nodes)), id(random.Intn(nodes)), graph.PropertiesOf(map[string]graph.Value{"w": graph.Int(int64(random.Intn(3)))}))
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestPlansAgree asks for the same in two ways, of which one takes a short cut
// of the planner and the other cannot: counts from degrees, pruned expansions,
// indexes, hash joins, expansions into a bound node, starts in the middle.
func TestPlansAgree(t *testing.T) {
	pairs := [][2]string{
		{"MATCH (a)-->(b)-->(c) RETURN count(*)", "MATCH (a)-->(b)-->(c) RETURN sum(1)"},
		{"MATCH (a)-->(b)<--(c) RETURN count(*)", "MATCH (a)-->(b)<--(c) RETURN sum(1)"},
		{"MATCH (a)--(b)--(c) RETURN count(*)", "MATCH (a)--(b)--(c) RETURN sum(1)"},
		{"MATCH (a)-[:T]-(b)-[:T|U]->(c) RETURN count(*)", "MATCH (a)-[:T]-(b)-[:T|U]->(c) RETURN sum(1)"},
		{"MATCH (a)-[:T|V]-(b)-[:T|U]-(c) RETURN count(*)", "MATCH (a)-[:T|V]-(b)-[:T|U]-(c) RETURN sum(1)"},
		{"MATCH (a:A)-->(b)-[:T]->(c) RETURN count(c)", "MATCH (a:A)-->(b)-[:T]->(c) RETURN sum(1)"},
		{"MATCH (a:A)-[*1..2]->(b)-->(c) RETURN count(*)", "MATCH (a:A)-[*1..2]->(b)-->(c) RETURN sum(1)"},
		{"MATCH (a)-->(b)-->(c)-->(d) RETURN count(*)", "MATCH (a)-->(b)-->(c)-->(d) RETURN sum(1)"},
		{"MATCH (b)-->(a) MATCH (b)-->(c) RETURN b.id, count(*)", "MATCH (b)-->(a) MATCH (b)-->(c) RETURN b.id, sum(1)"},
		{"MATCH (n:A) RETURN count(n)", "MATCH (n:A) RETURN sum(1)"},
		{"MATCH (n:A) RETURN n.id, COUNT { (n)-->() }, COUNT { (n)--() }", "MATCH (n:A) RETURN n.id, size([(n)-->(m) | 1]), size([(n)--(m) | 1])"},
		{"MATCH (a)-[*1..3]->(b) RETURN DISTINCT a.id, b.id", "MATCH (a)-[r*1..3]->(b) WITH a, b, count(r) AS c RETURN a.id, b.id"},
		{"MATCH (a)-[*1..3]-(b) RETURN DISTINCT a.id, b.id", "MATCH (a)-[r*1..3]-(b) WITH a, b, count(r) AS c RETURN a.id, b.id"},
		{"MATCH (a)-[:T*..4]-(b) RETURN DISTINCT a.id, b.id", "MATCH (a)-[r:T*..4]-(b) WITH a, b, count(r) AS c RETURN a.id, b.id"},
		{"MATCH (a)-[:T*0..2]-(b:B) RETURN DISTINCT a.id, b.id", "MATCH (a)-[r:T*0..2]-(b:B) WITH a, b, count(r) AS c RETURN a.id, b.id"},
		{"MATCH (a)-[:U]->(m)-[*1..2 {w: 1}]->(b) RETURN DISTINCT a.id, b.id", "MATCH (a)-[:U]->(m)-[r*1..2 {w: 1}]->(b) WITH a, b, count(r) AS c RETURN a.id, b.id"},
		{"MATCH (a:A) WHERE EXISTS { (a)-[:T*1..3]->(:B) } RETURN a.id", "MATCH (a:A) WHERE size([(a)-[r:T*1..3]->(:B) | r]) > 0 RETURN a.id"},
		{"MATCH (n) WHERE n.x > 2 RETURN n.id", "MATCH (n) WITH n, n.x AS x WHERE x > 2 RETURN n.id"},
		{"MATCH (n) WHERE n.x >= 2 AND n.x < 5.5 RETURN n.id", "MATCH (n) WITH n, n.x AS x WHERE x >= 2 AND x < 5.5 RETURN n.id"},
		{"MATCH (n) WHERE 1 < n.x <= 3 RETURN n.id", "MATCH (n) WITH n, n.x AS x WHERE 1 < x <= 3 RETURN n.id"},
		{"MATCH (n:A) WHERE n.x = 3 RETURN n.id", "MATCH (n:A) WITH n, n.x AS x WHERE x = 3 RETURN n.id"},
		{"MATCH (n) WHERE n.x = 3 RETURN count(n)", "MATCH (n) WITH n, n.x AS x WHERE x = 3 RETURN count(n)"},
		{"MATCH (n) WHERE n.x = [1] RETURN n.id", "MATCH (n) WITH n, n.x AS x WHERE x = [1] RETURN n.id"},
		{"MATCH (n) WHERE n.x > 'b' RETURN n.id", "MATCH (n) WITH n, n.x AS x WHERE x > 'b' RETURN n.id"},
		{"MATCH (n) WHERE n.x IN [1, 2.0, 'c', null, 1] RETURN n.id", "MATCH (n) WITH n, n.x AS x WHERE x IN [1, 2, 'c'] RETURN n.id"},
		{"MATCH (n) WHERE n.x IN [1, [1]] RETURN n.id", "MATCH (n) WITH n, n.x AS x WHERE x IN [1, [1]] RETURN n.id"},
		{"MATCH (n) WHERE n.x STARTS WITH 'a' RETURN n.id", "MATCH (n) WITH n, n.x AS x WHERE x STARTS WITH 'a' RETURN n.id"},
		{"MATCH (n) WHERE n.x = null RETURN n.id", "MATCH (n) WHERE false RETURN n.id"},
		{"MATCH (n {x: 3}), (m {x: 3}) RETURN n.id, m.id", "MATCH (n) MATCH (m) WITH n, m, n.x AS x, m.x AS y WHERE x = 3 AND y = 3 RETURN n.id, m.id"},
		{"MATCH (n:A), (m:B) WHERE n.x = m.x RETURN n.id, m.id", "MATCH (n:A) MATCH (m:B) WITH n, m, n.x AS x, m.x AS y WHERE x = y RETURN n.id, m.id"},
		{"MATCH (n:A), (m:B) WHERE coalesce(toStringOrNull(n.x), n.x) + 'k' = coalesce(toStringOrNull(m.x), m.x) + 'k' RETURN n.id, m.id",
			"MATCH (n:A) MATCH (m:B) WITH n, m, coalesce(toStringOrNull(n.x), n.x) + 'k' AS x, coalesce(toStringOrNull(m.x), m.x) + 'k' AS y WHERE x = y RETURN n.id, m.id"},
		{"MATCH (n:A|B) RETURN n.id", "MATCH (n) WHERE n:A OR n:B RETURN n.id"},
		{"MATCH (a)-->(b)-->(c)-->(a) RETURN a.id, b.id, c.id", "MATCH (a)-->(b)-->(c)-->(d) WITH a, b, c, d WHERE a = d RETURN a.id, b.id, c.id"},
		{"MATCH (a {id: 'n003'})--(b), (b)--(c:A) RETURN b.id, c.id", "MATCH (a)--(b)--(c) WITH a.id AS i, b, c WHERE i = 'n003' AND c:A RETURN b.id, c.id"},
		{"MATCH (a)-[r:T|U]->{1,3}(b) RETURN a.id, b.id, size(r)", "MATCH (a)-[r:T|U*1..3]->(b) RETURN a.id, b.id, size(r)"},
		{"MATCH (a:A) ((x)-[r:T|U]->(y)){1,3} (b) RETURN a.id, b.id, [r IN r | elementId(r)], [x IN x | x.id], [y IN y | y.id]",
			"MATCH p = (a:A)-[r:T|U*1..3]->(b) RETURN a.id, b.id, [r IN r | elementId(r)], [x IN nodes(p)[..-1] | x.id], [y IN nodes(p)[1..] | y.id]"},
		{"MATCH (a) ((x)-[r]->(y))* (b:B {id: 'n004'}) WHERE size(r) < 3 RETURN a.id, [r IN r | elementId(r)], [x IN x | x.id]",
			"MATCH p = (a)-[r*0..2]->(b:B) WITH b.id AS i, a, r, p WHERE i = 'n004' RETURN a.id, [r IN r | elementId(r)], [x IN nodes(p)[..-1] | x.id]"},
		{"MATCH p = (a:A) ((x)-[r]->(m:A)<-[s]-(y)){1,2} (b) RETURN [n IN nodes(p) | n.id] AS n, [r IN relationships(p) | elementId(r)] AS r, size(r) AS s",
			"MATCH p = (a:A)-->(:A)<--() RETURN [n IN nodes(p) | n.id] AS n, [r IN relationships(p) | elementId(r)] AS r, 1 AS s UNION ALL MATCH p = (a:A)-->(:A)<--()-->(:A)<--() RETURN [n IN nodes(p) | n.id] AS n, [r IN relationships(p) | elementId(r)] AS r, 2 AS s"},
		{"MATCH (a)-[:V]->(b) ((x)--(y) WHERE x.x < y.x)+ (c) RETURN a.id, c.id, size(x)",
			"MATCH (a)-[:V]->(b), p = (b)-[*1..9]-(c) WHERE all(i IN range(0, length(p) - 1) WHERE nodes(p)[i].x < nodes(p)[i + 1].x) RETURN a.id, c.id, length(p)"},
		{"MATCH p = shortestPath((a:A)-[*]-(b:B)) WHERE a <> b RETURN a.id, b.id, length(p)",
			"MATCH p = (a:A)-[*1..4]-(b:B) WHERE a <> b RETURN a.id, b.id, min(length(p))"},
		{"MATCH p = allShortestPaths((a:A)-[:T|U*]->(b:B)) WHERE a <> b RETURN a.id, b.id, [r IN relationships(p) | elementId(r)] AS way",
			"MATCH p = (a:A)-[:T|U*1..9]->(b:B) WHERE a <> b WITH a, b, collect(p) AS all, min(length(p)) AS least UNWIND [q IN all WHERE length(q) = least] AS p RETURN a.id, b.id, [r IN relationships(p) | elementId(r)] AS way"},
		{"MATCH p = ALL SHORTEST (a:A)-[:T|U]->+(b:B) WHERE a <> b RETURN a.id, b.id, [r IN relationships(p) | elementId(r)]",
			"MATCH p = allShortestPaths((a:A)-[:T|U*]->(b:B)) WHERE a <> b RETURN a.id, b.id, [r IN relationships(p) | elementId(r)]"},
		{"MATCH p = ANY SHORTEST (a:A)-[*]-(b:B) WHERE a <> b RETURN a.id, b.id, length(p)",
			"MATCH p = shortestPath((a:A)-[*]-(b:B)) WHERE a <> b RETURN a.id, b.id, length(p)"},
		{"MATCH p = SHORTEST 2 GROUPS (a:A)-[r:T|V {w: 1}]-+(b:B) RETURN a.id, b.id, [r IN r | elementId(r)]",
			"MATCH p = (a:A)-[r:T|V*1..6 {w: 1}]-(b:B) WITH a, b, length(p) AS l, collect(r) AS rs ORDER BY l WITH a, b, collect(rs) AS groups UNWIND groups[..2] AS g UNWIND g AS r RETURN a.id, b.id, [x IN r | elementId(x)] AS r"},
		{"MATCH SHORTEST 3 (a:A) ((x)-[r]->(m WHERE m.x > 1)-[q:U]-(y)){1,2} (b:B) RETURN a.id, b.id, size(r)",
			"MATCH (a:A) ((x)-[r]->(m WHERE m.x > 1)-[q:U]-(y)){1,2} (b:B) WITH a, b, size(r) AS s ORDER BY s WITH a, b, collect(s)[..3] AS least UNWIND least AS s RETURN a.id, b.id, s"},
		{"MATCH p = SHORTEST 1 ((a:A)-[r]->{0,4}(b:B) WHERE size(r) <> 1) RETURN a.id, b.id, size(r)",
			"MATCH (a:A)-[r*0..4]->(b:B) WHERE size(r) <> 1 RETURN a.id, b.id, min(size(r))"},
	}
	for seed := range int64(4) {
		random := rand.New(rand.NewSource(seed))
		small, large := randomGraph(t, random, 8, 14), randomGraph(t, random, 80, 60)
		for i, pair := range pairs {
			g := large
			if i >= len(pairs)-8 { // their second form tries all paths
				g = small
			}
			for _, g := range []*graph.Graph{small, g} {
				a, b := sortedRows(t, g, pair[0]), sortedRows(t, g, pair[1])
				if a != b {
					t.Errorf("seed %d, %d nodes\n%s\n%s\n\n%s\n%s", seed, g.NodeCount(), pair[0], a, pair[1], b)
				}
			}
		}
	}
}

func sortedRows(t *testing.T, g *graph.Graph, query string) string {
	r, err := cypher.Run(context.Background(), g, graph.Query{Text: query, Limits: graph.Limits{Rows: 1 << 20, Bytes: 1 << 30}})
	if err != nil {
		t.Fatalf("%s\n%v", query, err)
	}
	lines := strings.Split(rows(r), "\n")
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}
