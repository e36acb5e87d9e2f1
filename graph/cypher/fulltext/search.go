package fulltext

import "unicode/utf8"

// search runs one query.
type search struct {
	index *Index
	work  Work
}

// scores are the nodes found so far.
type scores map[int32]float64

func (s *search) run(q query) (scores, error) {
	switch q := q.(type) {
	case *group:
		return s.group(q)
	case words:
		return s.inFields(q.field, func(f *field) (scores, error) { return s.words(f, q) })
	case pattern:
		return s.inFields(q.field, func(f *field) (scores, error) { return s.pattern(f, q.like) })
	case boosted:
		found, err := s.run(q.query)
		for node := range found {
			found[node] *= q.by
		}
		return found, err
	}
	return s.everything()
}

// inFields adds up what every field gives, or one that is named.
func (s *search) inFields(name string, run func(*field) (scores, error)) (scores, error) {
	sum := scores{}
	for i := range s.index.fields {
		f := &s.index.fields[i]
		if name != "" && name != f.name {
			continue
		}
		found, err := run(f)
		if err != nil {
			return nil, err
		}
		for node, score := range found {
			sum[node] += score
		}
	}
	return sum, nil
}

// group needs every clause that must match and, where there is none, one that
// may.
func (s *search) group(g *group) (scores, error) {
	var required, optional, forbidden []scores
	for _, c := range g.clauses {
		found, err := s.run(c.query)
		if err != nil {
			return nil, err
		}
		switch c.occur {
		case must:
			required = append(required, found)
		case should:
			optional = append(optional, found)
		default:
			forbidden = append(forbidden, found)
		}
	}
	sum := scores{}
	if len(required) > 0 {
		sum = intersect(required)
	}
	for _, found := range optional {
		for node, score := range found {
			if _, ok := sum[node]; ok || len(required) == 0 {
				sum[node] += score
			}
		}
	}
	for _, found := range forbidden {
		for node := range found {
			delete(sum, node)
		}
	}
	return sum, s.work(int64(len(sum)))
}

func intersect(list []scores) scores {
	sum := scores{}
	for node, score := range list[0] {
		everywhere := true
		for _, other := range list[1:] {
			more, ok := other[node]
			score += more
			everywhere = everywhere && ok
		}
		if everywhere {
			sum[node] = score
		}
	}
	return sum
}

func (s *search) everything() (scores, error) {
	all := scores{}
	for _, f := range s.index.fields {
		for node := range f.length {
			all[node] = 1
		}
	}
	return all, s.work(int64(len(all)))
}

// words looks up the terms of a text: any of them, or as a phrase all in a row.
// A lone Chinese character is looked up among all characters, not only among
// those that stand alone, where alone Lucene finds it.
func (s *search) words(f *field, q words) (scores, error) {
	a := analyze(q.text, 0)
	if len(a.terms) == 1 && len(a.single) == 1 && utf8.RuneCountInString(a.terms[0].term) == 1 {
		return s.term(f, f.single[a.terms[0].term], 1)
	}
	if q.phrase && len(a.terms) > 1 {
		return s.phrase(f, a.terms, q.slop)
	}
	sum := scores{}
	for _, t := range a.terms {
		found, err := s.term(f, f.terms[t.term], 1)
		if err != nil {
			return nil, err
		}
		for node, score := range found {
			sum[node] += score
		}
	}
	return sum, nil
}

func (s *search) term(f *field, p postings, times float64) (scores, error) {
	found := make(scores, len(p))
	weight := f.weight(len(p)) * times
	for _, x := range p {
		found[x.node] = weight * f.score(x.node, float64(len(x.positions)))
	}
	return found, s.work(int64(len(p)) + 1)
}

// pattern adds up the terms that fit. Wildcards, ranges and regular expressions
// score 1 a field, whatever they find.
func (s *search) pattern(f *field, like matcher) (scores, error) {
	if err := s.work(int64(len(f.terms))); err != nil {
		return nil, err
	}
	sum := scores{}
	for term, p := range f.terms {
		fit := like.fit(term)
		if fit == 0 {
			continue
		}
		found, err := s.term(f, p, fit)
		if err != nil {
			return nil, err
		}
		for node, score := range found {
			if like.scored {
				sum[node] += score
			} else {
				sum[node] = 1
			}
		}
	}
	return sum, nil
}

// phrase finds the nodes where the terms stand at their distances from one
// another, give or take the slop.
func (s *search) phrase(f *field, terms []token, slop int) (scores, error) {
	lists := make([]postings, len(terms))
	var weight float64
	for i, t := range terms {
		lists[i] = f.terms[t.term]
		weight += f.weight(len(lists[i]))
		if err := s.work(int64(len(lists[i])) + 1); err != nil {
			return nil, err
		}
	}
	found := scores{}
	at := make([]int, len(terms))
	for _, first := range lists[0] {
		if !advance(lists, at, first.node) {
			continue
		}
		frequency, err := s.occurrences(lists, at, terms, first, slop)
		if err != nil {
			return nil, err
		}
		if frequency > 0 {
			found[first.node] = weight * f.score(first.node, frequency)
		}
	}
	return found, nil
}

// advance moves along every list but the first to a node; false where one of
// them does not hold it.
func advance(lists []postings, at []int, node int32) bool {
	all := true
	for i := 1; i < len(lists); i++ {
		for at[i] < len(lists[i]) && lists[i][at[i]].node < node {
			at[i]++
		}
		all = all && at[i] < len(lists[i]) && lists[i][at[i]].node == node
	}
	return all
}

// occurrences counts where the phrase begins; one that needs moves counts the
// less the more it needs.
func (s *search) occurrences(lists []postings, at []int, terms []token, first posting, slop int) (float64, error) {
	var sum float64
	for _, start := range first.positions {
		moves := 0
		for i := 1; i < len(terms); i++ {
			want := start + int32(terms[i].position-terms[0].position)
			positions := lists[i][at[i]].positions
			if err := s.work(1 + int64(len(positions))>>4); err != nil {
				return 0, err
			}
			moves = max(moves, nearest(positions, want))
		}
		if moves <= slop {
			sum += 1 / float64(moves+1)
		}
	}
	return sum, nil
}

// nearest is how far the position that comes closest lies away.
func nearest(positions []int32, want int32) int {
	best := 1 << 30
	for _, p := range positions {
		best = min(best, max(int(p-want), int(want-p)))
	}
	return best
}
