package centrality

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"planatlas/graph"
)

// This file finds groups of nodes that hang together (Louvain's method), always
// the same on the same graph: nodes are taken in the order of their ids and ties
// go to the smaller group.

// groups gives each node of content its group by index, the largest first, 0 for
// one that nothing joins. The subject is left out: everything hangs by it.
func (c *counter) groups(subjects []string) (map[int]int, float64) {
	var nodes []*graph.Node
	place := map[int32]int{}
	for _, n := range c.g.Nodes() {
		if c.content(n) && !slices.Contains(subjects, n.ID) {
			place[int32(n.Index())] = len(nodes)
			nodes = append(nodes, n)
		}
	}
	net := newNetwork(len(nodes))
	for _, r := range c.g.Relationships() {
		a, okA := place[int32(r.StartIndex())]
		b, okB := place[int32(r.EndIndex())]
		if okA && okB && a != b && c.counts(r) {
			net.join(a, b)
		}
	}
	found := net.louvain()
	out := map[int]int{}
	for i, g := range numbered(found, net) {
		out[nodes[i].Index()] = g
	}
	return out, net.modularity(found)
}

// numbered numbers groups from 1, the largest first; a node without ties gets 0.
func numbered(found []int, net *network) []int {
	size := map[int]int{}
	for i, g := range found {
		if net.degree[i] > 0 {
			size[g]++
		}
	}
	order := slices.SortedFunc(maps.Keys(size), func(a, b int) int { return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a, b)) })
	out := make([]int, len(found))
	for i, g := range found {
		out[i] = slices.Index(order, g) + 1
	}
	return out
}

// network is an undirected graph with weights.
type network struct {
	weight []map[int]float64 // of a node to others; to itself, both ways counted
	degree []float64
	total  float64 // of all degrees
}

func newNetwork(n int) *network {
	net := &network{weight: make([]map[int]float64, n), degree: make([]float64, n)}
	for i := range net.weight {
		net.weight[i] = map[int]float64{}
	}
	return net
}

// join ties two nodes; several relationships between the same two tie them once.
func (n *network) join(a, b int) {
	if n.weight[a][b] == 0 {
		n.add(a, b, 1)
	}
}

func (n *network) add(a, b int, w float64) {
	n.weight[a][b] += w
	n.degree[a] += w
	n.total += w
	if a != b {
		n.weight[b][a] += w
		n.degree[b] += w
		n.total += w
	}
}

// modularity is how much more weight lies within groups than chance would put
// there.
func (n *network) modularity(group []int) float64 {
	if n.total == 0 {
		return 0
	}
	inside, degree := 0.0, map[int]float64{}
	for i, ties := range n.weight {
		degree[group[i]] += n.degree[i]
		for _, j := range slices.Sorted(maps.Keys(ties)) {
			if group[i] == group[j] {
				inside += ties[j]
			}
		}
	}
	q := inside / n.total
	for _, g := range slices.Sorted(maps.Keys(degree)) {
		share := degree[g] / n.total
		q -= share * share
	}
	return q
}

// louvain moves nodes to the group that gains most, then takes groups as nodes
// and does so again, until nothing gains.
func (n *network) louvain() []int {
	group := make([]int, len(n.weight))
	for i := range group {
		group[i] = i
	}
	for net := n; ; {
		moved, any := net.move()
		if !any {
			return group
		}
		index := map[int]int{}
		for _, g := range moved {
			if _, known := index[g]; !known {
				index[g] = len(index)
			}
		}
		for i := range group {
			group[i] = index[moved[group[i]]]
		}
		net = net.contract(moved, index)
	}
}

// least is the gain below which a move counts for none; it ends the search in
// spite of rounding.
const least = 1e-12

func (n *network) move() (group []int, any bool) {
	group = make([]int, len(n.weight))
	inGroup := make([]float64, len(n.weight))
	for i := range group {
		group[i], inGroup[i] = i, n.degree[i]
	}
	for again := true; again; {
		again = false
		for i := range group {
			if to := n.best(i, group, inGroup); to != group[i] {
				inGroup[group[i]] -= n.degree[i]
				inGroup[to] += n.degree[i]
				group[i] = to
				again, any = true, true
			}
		}
	}
	return group, any
}

// best is the group that a node belongs to most.
func (n *network) best(i int, group []int, inGroup []float64) int {
	if n.total == 0 {
		return group[i]
	}
	ties := map[int]float64{group[i]: 0}
	for _, j := range slices.Sorted(maps.Keys(n.weight[i])) {
		if j != i {
			ties[group[j]] += n.weight[i][j]
		}
	}
	gain := func(g int) float64 {
		rest := inGroup[g]
		if g == group[i] {
			rest -= n.degree[i]
		}
		return ties[g] - rest*n.degree[i]/n.total
	}
	to, most := group[i], gain(group[i])
	for _, g := range slices.Sorted(maps.Keys(ties)) {
		if x := gain(g); x > most+least {
			to, most = g, x
		}
	}
	return to
}

// contract makes each group a node.
func (n *network) contract(group []int, index map[int]int) *network {
	out := newNetwork(len(index))
	for i, ties := range n.weight {
		for _, j := range slices.Sorted(maps.Keys(ties)) {
			a, b := index[group[i]], index[group[j]]
			out.weight[a][b] += ties[j]
			out.degree[a] += ties[j]
			out.total += ties[j]
		}
	}
	return out
}

// agreement is the normalised mutual information of groups and chapters, over
// the nodes that have both.
func agreement(nodes []Node) float64 {
	groups, chapters, both, total := map[int]float64{}, map[int64]float64{}, map[[2]int64]float64{}, 0.0
	for _, n := range nodes {
		if n.Group > 0 && n.Chapter > 0 {
			groups[n.Group]++
			chapters[n.Chapter]++
			both[[2]int64{int64(n.Group), n.Chapter}]++
			total++
		}
	}
	mutual := 0.0
	keys := slices.SortedFunc(maps.Keys(both), func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for _, k := range keys {
		mutual += both[k] / total * math.Log(both[k]*total/(groups[int(k[0])]*chapters[k[1]]))
	}
	mean := (entropy(groups, total) + entropy(chapters, total)) / 2
	if mean == 0 {
		return 0
	}
	return mutual / mean
}

func entropy[K cmp.Ordered](counts map[K]float64, total float64) float64 {
	h := 0.0
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		h -= counts[k] / total * math.Log(counts[k]/total)
	}
	return h
}
