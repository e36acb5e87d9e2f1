package layout

import (
	"cmp"
	"context"
	"hash/fnv"
	"math"
	"slices"

	"planatlas/graph"
)

// level is one graph of the hierarchy, undirected, in compressed sparse rows.
type level struct {
	offset []int32
	to     []int32
	weight []float64 // parallel to to
	mass   []float64 // 1 + weighted degree, summed over what a node stands for
	group  []int32   // 0 for none
	groups int       // number of groups, with 0
	seed   []uint64  // hash of the id, of the first id for a node that stands for several
}

func (l *level) n() int { return len(l.mass) }

// link is one undirected relationship while a level is built.
type link struct {
	a, b int32
	w    float64
}

// finest makes the first level of a graph: parallel relationships are added up
// to a weight of 2 at the most, loops left out.
func finest(g *graph.Graph, o Options) *level {
	n := g.NodeCount()
	l := &level{mass: make([]float64, n), group: make([]int32, n), seed: make([]uint64, n), groups: 1}
	names := map[string]int32{"": 0}
	for i, node := range g.Nodes() {
		l.seed[i] = seedOf(node.ID, i)
		name := o.Group(node)
		if _, ok := names[name]; !ok {
			names[name] = int32(l.groups)
			l.groups++
		}
		l.group[i] = names[name]
	}
	links := make([]link, 0, g.RelationshipCount())
	for _, r := range g.Relationships() {
		links = append(links, link{int32(r.StartIndex()), int32(r.EndIndex()), o.Weight(r)})
	}
	l.connect(merge(links, 2))
	for i := range l.mass {
		m := 1.0
		for _, w := range l.weights(int32(i)) {
			m += w
		}
		l.mass[i] = m
	}
	l.loosen()
	return l
}

// loosen weakens the links of hubs by the fourth root of their degree, so that a hub's
// many leaves get as much room each as other nodes and do not heap up.
func (l *level) loosen() {
	for i := range l.mass {
		w := l.weights(int32(i))
		for k, j := range l.neighbours(int32(i)) {
			w[k] /= math.Sqrt(math.Sqrt(max(l.mass[i], l.mass[j]) / 2))
		}
	}
}

func seedOf(id string, index int) uint64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	if id == "" {
		h.Write([]byte{byte(index), byte(index >> 8), byte(index >> 16), byte(index >> 24)})
	}
	return mix(h.Sum64())
}

// mix spreads the bits of a hash (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// unit makes two numbers in [-1, 1) of a hash.
func unit(h uint64) Point {
	const span = 1 << 32
	return Point{float64(h>>32)/(span/2) - 1, float64(h&(span-1))/(span/2) - 1}
}

// merge sorts links, adds up those between the same two nodes (to at most limit
// if that is above 0) and drops loops.
func merge(links []link, limit float64) []link {
	for i, k := range links {
		if k.a > k.b {
			links[i].a, links[i].b = k.b, k.a
		}
	}
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.w, y.w))
	})
	out := links[:0]
	for _, k := range links {
		switch last := len(out) - 1; {
		case k.a == k.b:
		case last >= 0 && out[last].a == k.a && out[last].b == k.b:
			out[last].w += k.w
			if limit > 0 {
				out[last].w = min(out[last].w, limit)
			}
		default:
			out = append(out, k)
		}
	}
	return out
}

// connect fills the rows from merged links.
func (l *level) connect(links []link) {
	n := l.n()
	l.offset = make([]int32, n+1)
	for _, k := range links {
		l.offset[k.a+1]++
		l.offset[k.b+1]++
	}
	for i := range n {
		l.offset[i+1] += l.offset[i]
	}
	l.to = make([]int32, 2*len(links))
	l.weight = make([]float64, 2*len(links))
	next := slices.Clone(l.offset)
	put := func(a, b int32, w float64) {
		l.to[next[a]], l.weight[next[a]] = b, w
		next[a]++
	}
	for _, k := range links {
		put(k.a, k.b, k.w)
		put(k.b, k.a, k.w)
	}
}

func (l *level) neighbours(i int32) []int32 { return l.to[l.offset[i]:l.offset[i+1]] }
func (l *level) weights(i int32) []float64  { return l.weight[l.offset[i]:l.offset[i+1]] }
func (l *level) degree(i int32) int32       { return l.offset[i+1] - l.offset[i] }

const (
	coarsest   = 120 // nodes below which a level is not made coarser
	maxMembers = 4   // nodes that one coarser node may stand for
)

// solve lays the level out: first a coarser graph, then this one from the
// positions found there.
func (l *level) solve(ctx context.Context, pos []Point, workers int) error {
	c, parent := l.coarsen()
	if c == nil {
		for i := range pos {
			u := unit(l.seed[i])
			pos[i] = Point{u.X * 100, u.Y * 100}
		}
		return newForces(l, pos, workers).run(ctx, 400)
	}
	above := make([]Point, c.n())
	if err := c.solve(ctx, above, workers); err != nil {
		return err
	}
	// Several nodes now stand where one stood: make room, and begin beside the
	// parent's place.
	for i := range pos {
		u, p := unit(l.seed[i]), above[parent[i]]
		pos[i] = Point{float64(p.X*1.4) + float64(u.X*6), float64(p.Y*1.4) + float64(u.Y*6)}
	}
	return newForces(l, pos, workers).run(ctx, iterations(l.n()))
}

func iterations(n int) int { return max(50, min(300, 700_000/n)) }

// coarsen joins nodes to their strongest neighbour, leaves first, at most four
// to one and never across groups. It returns nil when the graph is small or
// would hardly shrink.
func (l *level) coarsen() (*level, []int32) {
	n := l.n()
	if n <= coarsest {
		return nil, nil
	}
	parent, count := l.join()
	if count > n*9/10 {
		return nil, nil
	}
	c := &level{mass: make([]float64, count), group: make([]int32, count), seed: make([]uint64, count), groups: l.groups}
	var links []link
	for i := range n {
		p := parent[i]
		if c.mass[p] == 0 {
			c.seed[p], c.group[p] = mix(l.seed[i]), l.group[i]
		}
		c.mass[p] += l.mass[i]
		for k, j := range l.neighbours(int32(i)) {
			if int32(i) < j {
				links = append(links, link{p, parent[j], l.weights(int32(i))[k]})
			}
		}
	}
	c.connect(merge(links, 0))
	return c, parent
}

// join gives each node the number of its coarser node.
func (l *level) join() (parent []int32, count int) {
	n := l.n()
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(l.degree(a), l.degree(b)), cmp.Compare(a, b))
	})
	head := make([]int32, n) // the node that stands for it, -1 for none yet
	members := make([]int, n)
	for i := range head {
		head[i] = -1
	}
	for _, i := range order {
		if head[i] < 0 {
			h := l.partner(i, head, members)
			head[i] = h
			head[h] = h
			members[h] = max(members[h], 1)
			if h != i {
				members[h]++
			}
		}
	}
	return number(head)
}

// partner is the head that node i joins, or i itself.
func (l *level) partner(i int32, head []int32, members []int) int32 {
	best, bestWeight := i, 0.0
	for k, j := range l.neighbours(i) {
		h := j
		if head[j] >= 0 {
			h = head[j]
		}
		if members[h] >= maxMembers || l.group[h] != l.group[i] {
			continue
		}
		if w := l.weights(i)[k] / (l.mass[h] + l.mass[i]); w > bestWeight {
			best, bestWeight = h, w
		}
	}
	return best
}

// number replaces heads by consecutive numbers in the order of the nodes.
func number(head []int32) (parent []int32, count int) {
	of := make(map[int32]int32, len(head))
	parent = make([]int32, len(head))
	for i, h := range head {
		p, ok := of[h]
		if !ok {
			p = int32(count)
			of[h] = p
			count++
		}
		parent[i] = p
	}
	return parent, count
}
