package compare

import (
	"cmp"
	"slices"

	"planatlas/graph"
)

// This file finds which node of one side is which of the other.

// leastScore is the similarity from which two names are proposed as a pair. At
// 0.6, six in ten of the pairs of neighbouring characters agree.
const leastScore = 0.6

type pair struct {
	from, to *graph.Node
	how      How
	score    float64
}

type matching struct {
	a, b     Side
	from, to []*graph.Node
	// later and earlier give the partner of a node that has one.
	later, earlier map[*graph.Node]*graph.Node
	pairs          []pair
}

func newMatching(a, b Side) *matching {
	return &matching{
		a: a, b: b, from: nodesOf(a), to: nodesOf(b),
		later: map[*graph.Node]*graph.Node{}, earlier: map[*graph.Node]*graph.Node{},
	}
}

// run takes the ways in order of their strength, so that a weaker one only sees
// what is left.
func (m *matching) run() {
	if m.a.Plan != m.b.Plan {
		m.byRelationship("SAME_AS", SameAs)
		m.byRelationship("SUCCEEDS", Succeeds)
	} else { // a SAME_AS inside one plan says nothing about its versions
		m.byKey(ID, func(n *graph.Node) []string { return []string{local(n.ID)} }, nil)
	}
	m.byKey(Name, nameOf, nil)
	m.byKey(Alias, nameOf, aliasesOf)
	m.byKey(Alias, aliasesOf, nameOf)
	m.byIndicator()
	m.bySimilarity()
	slices.SortFunc(m.pairs, func(x, y pair) int { return cmp.Compare(x.from.ID, y.from.ID) })
}

func nameOf(n *graph.Node) []string { return []string{n.Name()} }

func aliasesOf(n *graph.Node) []string {
	return append(n.Properties.Get(graph.PropAliases).Strings(), n.Properties.Get(graph.PropFind).Strings()...)
}

func (m *matching) join(from, to *graph.Node, how How, score float64) {
	if m.later[from] != nil || m.earlier[to] != nil {
		return
	}
	m.later[from], m.earlier[to] = to, from
	m.pairs = append(m.pairs, pair{from, to, how, score})
}

// byRelationship joins what a relationship of either graph says to belong
// together, in whichever direction it points.
func (m *matching) byRelationship(typ string, how How) {
	from, to := byID(m.from), byID(m.to)
	for _, g := range []*graph.Graph{m.a.Graph, m.b.Graph} {
		for _, r := range g.Relationships() {
			if r.Type != typ {
				continue
			}
			for _, ends := range [][2]string{{r.Start, r.End}, {r.End, r.Start}} {
				if x, y := from[ends[0]], to[ends[1]]; x != nil && y != nil {
					m.join(x, y, how, similarity(x.Name(), y.Name()))
				}
			}
		}
	}
}

func byID(nodes []*graph.Node) map[string]*graph.Node {
	out := make(map[string]*graph.Node, len(nodes))
	for _, n := range nodes {
		out[n.ID] = n
	}
	return out
}

// byKey joins nodes of one label that share a key, where only one of each side
// has it. Without keys for the later side both take the same.
func (m *matching) byKey(how How, keys, laterKeys func(*graph.Node) []string) {
	if laterKeys == nil {
		laterKeys = keys
	}
	from, to := m.index(m.from, m.later, keys), m.index(m.to, m.earlier, laterKeys)
	for _, n := range m.from {
		for _, key := range keys(n) {
			k := [2]string{n.Label(), key}
			if len(from[k]) == 1 && len(to[k]) == 1 {
				m.join(n, to[k][0], how, similarity(n.Name(), to[k][0].Name()))
			}
		}
	}
}

// index holds the nodes without a partner by label and key.
func (m *matching) index(nodes []*graph.Node, taken map[*graph.Node]*graph.Node, keys func(*graph.Node) []string) map[[2]string][]*graph.Node {
	out := map[[2]string][]*graph.Node{}
	for _, n := range nodes {
		if taken[n] != nil {
			continue
		}
		for _, key := range keys(n) {
			k := [2]string{n.Label(), key}
			if !slices.Contains(out[k], n) {
				out[k] = append(out[k], n)
			}
		}
	}
	return out
}

// byIndicator joins the targets of a pair of indicators that have the same kind
// and year, then the only ones of a kind that are left.
func (m *matching) byIndicator() {
	for _, p := range slices.Clone(m.pairs) {
		if p.from.Label() != "Indicator" {
			continue
		}
		for _, key := range []func(*graph.Node) string{kindAndYear, kindOnly} {
			m.joinTargets(m.targets(m.a, p.from, m.later), m.targets(m.b, p.to, m.earlier), key)
		}
	}
}

func (m *matching) joinTargets(from, to []*graph.Node, key func(*graph.Node) string) {
	only := func(nodes []*graph.Node, k string) *graph.Node {
		var found *graph.Node
		for _, n := range nodes {
			if key(n) != k {
				continue
			}
			if found != nil {
				return nil
			}
			found = n
		}
		return found
	}
	for _, x := range from {
		k := key(x)
		if y := only(to, k); only(from, k) == x && y != nil {
			m.join(x, y, Value, similarity(x.Name(), y.Name()))
		}
	}
}

func kindOnly(n *graph.Node) string { return text(n, "kind") }

func kindAndYear(n *graph.Node) string { return text(n, "kind") + " " + text(n, "toYear") }

func (m *matching) targets(s Side, indicator *graph.Node, taken map[*graph.Node]*graph.Node) []*graph.Node {
	var out []*graph.Node
	for _, r := range s.Graph.Relationships() {
		if r.Type == "HAS_TARGET" && r.Start == indicator.ID {
			if n := s.Graph.NodeByID(r.End); taken[n] == nil {
				out = append(out, n)
			}
		}
	}
	return out
}

// bySimilarity proposes the pairs of one label whose names are most alike, the
// best first; a tie goes to the smaller ids.
func (m *matching) bySimilarity() {
	var candidates []pair
	byLabel := map[string][]*graph.Node{}
	for _, n := range m.to {
		if m.earlier[n] == nil {
			byLabel[n.Label()] = append(byLabel[n.Label()], n)
		}
	}
	for _, x := range m.from {
		if m.later[x] != nil || x.Label() == "Target" {
			continue
		}
		for _, y := range byLabel[x.Label()] {
			if s := similarity(x.Name(), y.Name()); s >= leastScore {
				candidates = append(candidates, pair{x, y, Similarity, s})
			}
		}
	}
	slices.SortFunc(candidates, func(p, q pair) int {
		return cmp.Or(-cmp.Compare(p.score, q.score), cmp.Compare(p.from.ID, q.from.ID), cmp.Compare(p.to.ID, q.to.ID))
	})
	for _, c := range candidates {
		m.join(c.from, c.to, c.how, c.score)
	}
}

// similarity is the Dice coefficient of the pairs of neighbouring characters of
// two names: 1 for equal ones, 0 where they share none.
func similarity(a, b string) float64 {
	if a == b {
		return 1
	}
	x, y := bigrams(a), bigrams(b)
	total, shared := 0, 0
	for _, n := range x {
		total += n
	}
	for k, n := range y {
		total += n
		shared += min(n, x[k])
	}
	if total == 0 {
		return 0
	}
	return float64(2*shared) / float64(total)
}

func bigrams(s string) map[[2]rune]int {
	out := map[[2]rune]int{}
	r := []rune(s)
	for i := 1; i < len(r); i++ {
		out[[2]rune{r[i-1], r[i]}]++
	}
	return out
}
