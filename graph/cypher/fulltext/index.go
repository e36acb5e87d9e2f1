package fulltext

import (
	"cmp"
	"math"
	"slices"

	"planatlas/graph"
)

// Index is a full-text index over some properties of the nodes of a snapshot.
type Index struct {
	fields []field
}

// field is the index of one property.
type field struct {
	name    string
	terms   map[string]postings
	single  map[string]postings // single characters of Chinese, Japanese, Korean
	length  map[int32]int       // terms of each node
	average float64
}

// postings are the nodes that hold a term, ascending, with its positions.
type postings []posting

type posting struct {
	node      int32
	positions []int32
}

// Hit is one node found, with its score; more is better.
type Hit struct {
	Node  int32
	Score float64
}

// memoKey is the key under which a graph keeps its index.
type memoKey struct{}

// Of returns the index over graph.FullTextProperties of a snapshot. It is made
// when first asked for and kept with the snapshot.
func Of(g *graph.Graph) *Index {
	return g.Memo(memoKey{}, func() any { return New(g, graph.FullTextProperties) }).(*Index)
}

// New makes an index over the properties of all nodes.
func New(g *graph.Graph, properties []string) *Index {
	x := &Index{}
	for _, p := range properties {
		f := field{name: p, terms: map[string]postings{}, single: map[string]postings{}, length: map[int32]int{}}
		for i, n := range g.Nodes() {
			f.add(int32(i), n.Properties.Get(p).Strings())
		}
		f.finish()
		x.fields = append(x.fields, f)
	}
	return x
}

// valueGap lies between the positions of two values of a list, so that no phrase
// reaches from one into the next.
const valueGap = 100

func (f *field) add(node int32, texts []string) {
	position := 0
	for _, text := range texts {
		a := analyze(text, position)
		post(f.terms, node, a.terms)
		post(f.single, node, a.single)
		f.length[node] += len(a.terms)
		position = a.length + valueGap
	}
}

func post(index map[string]postings, node int32, tokens []token) {
	for _, t := range tokens {
		p := index[t.term]
		if len(p) == 0 || p[len(p)-1].node != node {
			p = append(p, posting{node: node})
		}
		last := &p[len(p)-1]
		last.positions = append(last.positions, int32(t.position))
		index[t.term] = p
	}
}

func (f *field) finish() {
	sum := 0
	for _, n := range f.length {
		sum += n
	}
	f.average = float64(sum) / float64(max(1, len(f.length)))
}

// The constants of BM25, Lucene's.
const (
	saturation    = 1.2
	lengthPenalty = 0.75
)

// weight is the rarity of a term that so many nodes hold.
func (f *field) weight(nodes int) float64 {
	n := float64(nodes)
	return math.Log(1 + (float64(len(f.length))-n+0.5)/(n+0.5))
}

// score is the part of BM25 that depends on the node.
func (f *field) score(node int32, frequency float64) float64 {
	norm := 1 - lengthPenalty + lengthPenalty*float64(f.length[node])/f.average
	return frequency / (frequency + saturation*norm)
}

// Work is called with what a search costs, in nodes and terms looked at; its
// error ends the search.
type Work func(units int64) error

// Search finds the nodes that a query matches, best first and then in the order
// of the snapshot. The error is of the query's syntax, or work's.
func (x *Index) Search(query string, work Work) ([]Hit, error) {
	q, err := parse(query)
	if err != nil {
		return nil, err
	}
	s := &search{index: x, work: work}
	found, err := s.run(q)
	if err != nil {
		return nil, err
	}
	hits := make([]Hit, 0, len(found))
	for node, score := range found {
		hits = append(hits, Hit{node, score})
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Node, b.Node))
	})
	return hits, nil
}
