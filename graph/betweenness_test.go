package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
)

var betweenRules = TraceRules{Direction: map[string]TraceDirection{
	"UP": TraceUp, "DOWN": TraceDown, "LEVEL": TraceLevel, "BESIDE": TraceLevel, "SAME": TraceSame,
}}

// edge is a relationship of a random graph.
type edge struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Type string `json:"type"`
}

type example struct {
	Nodes int    `json:"nodes"`
	Edges []edge `json:"edges"`
	Hops  int    `json:"hops"`
}

// randomExample is a graph with at most one relationship a pair.
func randomExample(r *rand.Rand, nodes int, density float64, hops int, types ...string) example {
	e := example{Nodes: nodes, Hops: hops, Edges: []edge{}}
	for i := range nodes {
		for j := range i {
			if r.Float64() < density {
				from, to := i, j
				if r.IntN(2) == 0 {
					from, to = j, i
				}
				e.Edges = append(e.Edges, edge{from, to, types[r.IntN(len(types))]})
			}
		}
	}
	return e
}

func (e example) through(t *testing.T) *Betweenness {
	t.Helper()
	b := NewBuilder()
	id := func(i int) string { return fmt.Sprintf("p:n.%03d", i) }
	for i := range e.Nodes {
		b.AddNode(id(i), []string{"Thing"}, Properties{})
	}
	for _, x := range e.Edges {
		b.AddRelationship(RelationshipID(id(x.From), x.Type, id(x.To), ""), x.Type, id(x.From), id(x.To), Properties{})
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	tr, err := NewTracer(g, betweenRules)
	if err != nil {
		t.Fatal(err)
	}
	got, err := tr.Betweenness(context.Background(), TraceRequest{MaxHops: e.Hops})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// networkx counts the same with networkx: its own betweenness where every chain
// is allowed, and all simple paths put to the rule where types lead up and down.
const networkx = `
import itertools, json, sys
import networkx as nx

LEVELS = ("LEVEL", "BESIDE")

def allowed(graph, path):
    risen, entry = False, None
    for a, b in zip(path, path[1:]):
        e = graph.edges[a, b]
        kind, along = e["type"], e["start"] == a
        if kind == "SAME":
            continue
        if kind in LEVELS:
            if entry == (kind, not along):
                return False
            entry = (kind, along)
            continue
        up = (kind == "UP") == along
        if not up and risen:
            return False
        risen, entry = up, None
    return True

def by_rule(graph, hops):
    through, pairs = dict.fromkeys(graph, 0.0), 0
    for s, t in itertools.combinations(graph, 2):
        chains = [p for p in nx.all_simple_paths(graph, s, t, cutoff=hops) if allowed(graph, p)]
        if not chains:
            continue
        pairs += 1
        least = min(map(len, chains))
        chains = [p for p in chains if len(p) == least]
        for p in chains:
            for n in p[1:-1]:
                through[n] += 1 / len(chains)
    return through, pairs

answers = []
for example in json.load(sys.stdin):
    g = nx.Graph()
    g.add_nodes_from(range(example["nodes"]))
    for e in example["edges"]:
        g.add_edge(e["from"], e["to"], type=e["type"], start=e["from"])
    if all(e["type"] == "SAME" for e in example["edges"]):
        through = nx.betweenness_centrality(g, normalized=False)
        pairs = sum(len(c) * (len(c) - 1) // 2 for c in nx.connected_components(g))
    else:
        through, pairs = by_rule(g, example["hops"])
    answers.append({"pairs": pairs, "through": [through[i] for i in range(example["nodes"])]})
json.dump(answers, sys.stdout)
`

// python runs a script with the examples; the test is skipped without networkx,
// unless CI says that everything must run.
func python(t *testing.T, script string, input, output any) {
	t.Helper()
	program := os.Getenv("PLANATLAS_PYTHON")
	if program == "" {
		program = "python3"
	}
	if err := exec.Command(program, "-c", "import networkx").Run(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no networkx: pip install networkx, and name the interpreter by PLANATLAS_PYTHON")
		}
		t.Skip("no networkx: pip install networkx, and name the interpreter by PLANATLAS_PYTHON")
	}
	in, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-c", script)
	var complaints bytes.Buffer
	c.Stdin, c.Stderr = bytes.NewReader(in), &complaints
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &complaints)
	}
	if err := json.Unmarshal(out, output); err != nil {
		t.Fatal(err)
	}
}

func TestBetweennessAgreesWithNetworkx(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 2026))
	var examples []example
	for range 12 { // no rule: plain betweenness
		examples = append(examples, randomExample(r, 8+r.IntN(7), 0.12+0.3*r.Float64(), MostHops, "SAME"))
	}
	for i := range 160 { // every kind of hop
		types := [][]string{{"UP", "DOWN"}, {"UP", "DOWN", "LEVEL"}, {"LEVEL", "BESIDE", "UP"}, {"UP", "DOWN", "LEVEL", "BESIDE", "SAME"}}[i%4]
		examples = append(examples, randomExample(r, 4+r.IntN(5), 0.2+0.35*r.Float64(), 3+r.IntN(6), types...))
	}
	var want []struct {
		Pairs   int
		Through []float64
	}
	python(t, networkx, examples, &want)
	for i, e := range examples {
		got := e.through(t)
		if got.Pairs != want[i].Pairs {
			t.Errorf("%+v: %d pairs, networkx has %d", e, got.Pairs, want[i].Pairs)
		}
		for n := range got.Through {
			if math.Abs(got.Through[n]-want[i].Through[n]) > 1e-9 {
				t.Errorf("%+v: node %d: %v, networkx has %v", e, n, got.Through[n], want[i].Through[n])
			}
		}
	}
}

func TestBetweennessByHand(t *testing.T) {
	// 0 and 1 go down to 2; 2 goes up to 3. Chains: 0–2, 1–2, 2–3, 0–2–3, 1–2–3,
	// and 0–2–1, since both hold 2.
	e := example{Nodes: 4, Edges: []edge{{0, 2, "DOWN"}, {1, 2, "DOWN"}, {2, 3, "UP"}}, Hops: 8}
	if got := e.through(t); got.Pairs != 6 || got.Through[2] != 3 || got.Through[0] != 0 {
		t.Errorf("%+v", got)
	}
	// Two things that merely serve one goal hang together by nothing.
	e.Edges = []edge{{0, 2, "UP"}, {1, 2, "UP"}, {2, 3, "DOWN"}}
	if got := e.through(t); got.Pairs != 3 || got.Through[2] != 0 {
		t.Errorf("%+v", got)
	}
}
