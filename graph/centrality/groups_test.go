package centrality

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"

	"planatlas/graph"
)

const networkx = `
import json, sys
import networkx as nx

answers = []
for example in json.load(sys.stdin):
    g = nx.Graph()
    g.add_nodes_from(range(example["nodes"]))
    g.add_edges_from(example["edges"])
    groups = {}
    for node, group in enumerate(example["groups"]):
        groups.setdefault(group, set()).add(node)
    answers.append({
        "modularity": nx.community.modularity(g, groups.values()),
        "best": nx.community.modularity(g, nx.community.louvain_communities(g, seed=1)),
    })
json.dump(answers, sys.stdout)
`

// python runs the script with the examples; without networkx the test is
// skipped, unless CI says that everything must run.
func python(t *testing.T, input, output any) {
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
	c := exec.Command(program, "-c", networkx)
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

type example struct {
	Nodes  int      `json:"nodes"`
	Edges  [][2]int `json:"edges"`
	Groups []int    `json:"groups"`
}

// planted is a random graph of parts that are dense inside and thin between.
func planted(r *rand.Rand, parts, size int, inside, between float64) (example, *network) {
	e := example{Nodes: parts * size}
	net := newNetwork(e.Nodes)
	for i := range e.Nodes {
		for j := range i {
			p := between
			if i/size == j/size {
				p = inside
			}
			if r.Float64() < p {
				e.Edges = append(e.Edges, [2]int{i, j})
				net.join(i, j)
				net.join(j, i) // once more ties no closer
			}
		}
	}
	e.Groups = net.louvain()
	return e, net
}

func TestGroupsAgreeWithNetworkx(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2026))
	var examples []example
	var ours []float64
	for i := range 30 {
		e, net := planted(r, 2+i%5, 4+i%9, 0.3+0.5*r.Float64(), 0.02+0.1*r.Float64())
		examples = append(examples, e)
		ours = append(ours, net.modularity(e.Groups))
	}
	var want []struct{ Modularity, Best float64 }
	python(t, examples, &want)
	sum, best := 0.0, 0.0
	for i, w := range want {
		sum, best = sum+ours[i], best+w.Best
		if math.Abs(ours[i]-w.Modularity) > 1e-9 {
			t.Errorf("graph %d: modularity %v, networkx has %v", i, ours[i], w.Modularity)
		}
		if ours[i] < 0.9*w.Best {
			t.Errorf("graph %d: our groups reach %v, those of networkx %v", i, ours[i], w.Best)
		}
	}
	if sum < 0.98*best {
		t.Errorf("over all graphs our groups reach %v, those of networkx %v", sum, best)
	}
}

func TestPlantedGroupsAreFound(t *testing.T) {
	e, _ := planted(rand.New(rand.NewPCG(1, 1)), 4, 12, 0.8, 0.02)
	for i := range e.Nodes {
		for j := range i {
			if (e.Groups[i] == e.Groups[j]) != (i/12 == j/12) {
				t.Fatalf("%d and %d: groups %v", i, j, e.Groups)
			}
		}
	}
}

func TestNothingTiedIsNoGroup(t *testing.T) {
	net := newNetwork(3)
	net.join(0, 1)
	if got := numbered(net.louvain(), net); got[0] != 1 || got[1] != 1 || got[2] != 0 {
		t.Errorf("numbers %v", got)
	}
	if q := newNetwork(2).modularity([]int{0, 1}); q != 0 {
		t.Errorf("modularity of nothing is %v", q)
	}
}

func TestAgreement(t *testing.T) {
	node := func(group int, chapter int64) Node { return Node{Group: group, Chapter: chapter, Item: graph.Item{}} }
	if got := agreement([]Node{node(1, 3), node(1, 3), node(2, 4), node(0, 4), node(2, 0)}); math.Abs(got-1) > 1e-12 {
		t.Errorf("the same partition agrees by %v", got)
	}
	if got := agreement([]Node{node(1, 3), node(1, 4), node(2, 3), node(2, 4)}); math.Abs(got) > 1e-12 {
		t.Errorf("independent ones agree by %v", got)
	}
	if got := agreement(nil); got != 0 {
		t.Errorf("nothing agrees by %v", got)
	}
}
