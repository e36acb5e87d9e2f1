// Package benchdata is what the engines are timed on: a graph of 100,000 nodes
// and 1,000,000 relationships from a generator with a fixed seed, and the
// questions that are asked of it. Only benchmarks and tests use it.
package benchdata

import (
	"fmt"
	"math/rand"

	"planatlas/graph"
)

// The size of the graph that the benchmarks ask.
const (
	Nodes         = 100_000
	Relationships = 1_000_000
)

// ID is the id of a node, by its number.
func ID(i int) string { return fmt.Sprintf("plan:n%06d", i) }

// Make makes a graph: nodes of two labels with a name, a value and a group,
// joined at random by relationships of four types.
func Make(nodes, relationships int) (*graph.Graph, error) {
	random := rand.New(rand.NewSource(1))
	builder := graph.NewBuilder()
	for i := range nodes {
		label := []string{"Project", "Body"}[i%2]
		builder.AddNode(ID(i), []string{label, graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{
			"id": graph.Text(ID(i)), "name": graph.Text(fmt.Sprintf("name %d", i)),
			"value": graph.Int(int64(random.Intn(1000))), "group": graph.Text(fmt.Sprintf("g%d", random.Intn(100))),
		}))
	}
	types := []string{"FEEDS", "HOSTS", "NEAR", "SERVES"}
	for i := range relationships {
		start, end := ID(random.Intn(nodes)), ID(random.Intn(nodes))
		builder.AddRelationship(fmt.Sprintf("r%07d", i), types[random.Intn(len(types))], start, end, nil)
	}
	return builder.Build()
}

// Question is one query of the benchmarks.
type Question struct {
	Name   string
	Query  string
	Budget string                             // what it may take on the embedded engine, or ""
	Params func(i int) map[string]graph.Value // of the i-th time that it is asked, or nil
}

// Questions are asked one after the other. They name the label that Planatlas's
// nodes have, because on Neo4j the index by id belongs to it.
var Questions = []Question{
	{"OneHop", "MATCH (:Planatlas {id: $id})-->(b) RETURN b.name", "0.1 ms", someID},
	{"TwoHops", "MATCH (:Planatlas {id: $id})-->()-->(c) RETURN c.name", "0.2 ms", someID},
	{"ThreeHops", "MATCH (:Planatlas {id: $id})-->()-->()-->(d) RETURN d.name", "1 ms", someID},
	{"TwoHopsOfType", "MATCH (:Planatlas {id: $id})-[:FEEDS]->()-[:HOSTS]->(c) RETURN c.name", "", someID},
	{"ShortestPath", "MATCH p = shortestPath((a:Planatlas {id: $a})-[*]-(b:Planatlas {id: $b})) RETURN length(p)", "0.2 ms", twoIDs},
	{"GroupBy", "MATCH (n:Planatlas) RETURN n.group AS g, count(*) AS c", "15 ms", nil},
	{"FilterScan", "MATCH (n:Project) WHERE n.value > 900 RETURN count(n)", "1 ms", nil},
	{"FilterScanComputed", "MATCH (n:Project) WHERE n.value * 2 > 1800 RETURN count(n)", "", nil},
	{"FilterScanEquality", "MATCH (n:Project) WHERE n.name = 'name 4242' RETURN n.id", "", nil},
	{"FilterScanContains", "MATCH (n:Project) WHERE n.name CONTAINS '4242' RETURN n.id", "", nil},
	{"CountTwoHopPaths", "MATCH (a)-->(b)-->(c) RETURN count(*)", "20 ms", nil},
	{"WalkTwoHopPaths", "MATCH (a)-->(b)-->(c) RETURN sum(1)", "400 ms", nil},
	{"TopK", "MATCH (n:Planatlas) RETURN n.name ORDER BY n.value DESC, n.name LIMIT 10", "", nil},
	{"Triangles", "MATCH (a:Planatlas {id: $id})-->(b)-->(c)-->(a) RETURN count(*)", "", someID},
	{"SemiApply", "MATCH (n:Project) WHERE NOT EXISTS { (n)-[:FEEDS]->(:Body) } RETURN count(n)", "", nil},
}

func someID(i int) map[string]graph.Value {
	return map[string]graph.Value{"id": graph.Text(ID(i * 7919 % Nodes))}
}

func twoIDs(i int) map[string]graph.Value {
	return map[string]graph.Value{"a": graph.Text(ID(i * 7919 % Nodes)), "b": graph.Text(ID((i*104729 + 1) % Nodes))}
}

// Limits are large enough for all of them.
var Limits = graph.Limits{Time: 1 << 40, Rows: 1 << 30, Bytes: 1 << 40, Work: 1 << 40, Memory: 1 << 34}
