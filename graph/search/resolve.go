package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"planatlas/graph"
)

// names are the look-up steps of Resolve after the id.
type names struct {
	local                map[string][]int32 // ids without their plan
	exact, alias, folded map[string][]int32
}

func (x *Index) collectNames() names {
	m := names{map[string][]int32{}, map[string][]int32{}, map[string][]int32{}, map[string][]int32{}}
	put := func(in map[string][]int32, key string, node int32) {
		if !slices.Contains(in[key], node) {
			in[key] = append(in[key], node)
		}
	}
	for i, n := range x.g.Nodes() {
		if _, local, ok := strings.Cut(n.ID, ":"); ok {
			put(m.local, local, int32(i))
		}
	}
	for _, e := range x.entries {
		switch e.field {
		case FieldName:
			put(m.exact, e.text, e.node)
		case FieldAlias, FieldFind:
			put(m.alias, e.text, e.node)
		case FieldNameEn:
		default:
			continue
		}
		put(m.folded, e.folded, e.node)
	}
	return m
}

// numbered are the ways in which people call a chapter or an article.
func numbered(n *graph.Node) []string {
	number, ok := n.Properties.Get("number").AsInt()
	switch {
	case !ok:
		return nil
	case n.Label() == "Article":
		return []string{fmt.Sprintf("第%d条", number), fmt.Sprintf("Article %d", number)}
	case n.Label() == "Chapter":
		return []string{fmt.Sprintf("第%s章", chineseNumber(number)), fmt.Sprintf("Chapter %d", number)}
	}
	return nil
}

// chineseNumber writes 1 to 99 as chapters are counted.
func chineseNumber(n int64) string {
	digits := []rune("〇一二三四五六七八九")
	switch {
	case n < 1 || n > 99:
		return fmt.Sprint(n)
	case n < 10:
		return string(digits[n])
	}
	s := "十"
	if n >= 20 {
		s = string(digits[n/10]) + s
	}
	if n%10 > 0 {
		s += string(digits[n%10])
	}
	return s
}

// Resolution is what a name stands for.
type Resolution struct {
	Node *graph.Node // nil unless it is one
	// Candidates are the nodes of a name that stands for several.
	Candidates []*graph.Node
	// Near are existing names that look or sound like one that stands for none.
	Near []string
}

// Resolve looks a name up as id (with or without its plan), exact name, other
// name, folded form, in that order, within a plan if one is given. The first
// step with a hit decides; several hits there are candidates.
func (x *Index) Resolve(name, plan string) Resolution {
	name = strings.TrimSpace(name)
	for _, nodes := range [][]int32{
		x.byID(name), x.names.exact[name], x.names.alias[name], x.names.folded[Fold(name)],
	} {
		switch hits := x.within(nodes, plan); len(hits) {
		case 0:
		case 1:
			return Resolution{Node: hits[0]}
		default:
			return Resolution{Candidates: hits}
		}
	}
	return Resolution{Near: x.near(name, plan)}
}

// byID finds a node by its whole id, or several by the part after the plan.
func (x *Index) byID(id string) []int32 {
	if n := x.g.NodeByID(id); n != nil {
		return []int32{int32(n.Index())}
	}
	return x.names.local[id]
}

func (x *Index) within(nodes []int32, plan string) []*graph.Node {
	var out []*graph.Node
	for _, i := range nodes {
		if n := x.g.Node(i); plan == "" || graph.PlanOf(n.ID) == plan {
			out = append(out, n)
		}
	}
	return out
}

const mostNear = 5

// near suggests names: first those that a search finds by name, then those that
// are spelt or sound alike.
func (x *Index) near(name, plan string) []string {
	var out []string
	suggest := func(s string) {
		if len(out) < mostNear && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if folded := Fold(name); len(folded) < 2 {
		return nil // one letter is like everything
	}
	for _, h := range x.Search(name, Options{Limit: mostNear, Plan: plan}).Hits {
		switch h.Match.Field {
		case FieldName, FieldAlias, FieldFind, FieldNameEn, FieldPinyin, FieldInitials:
			suggest(h.Node.Name())
		}
	}
	for _, s := range x.alike(name, plan) {
		suggest(s)
	}
	return out
}

// alike orders names by likeness and keeps those that are near enough.
func (x *Index) alike(name, plan string) []string {
	type scored struct {
		name  string
		score float64
	}
	folded := []rune(Fold(name))
	var all []scored
	if len(folded) == 0 {
		return nil
	}
	ear := newEar()
	heard := ear.firstSounds(name)
	for _, e := range x.entries {
		if e.field != FieldName && e.field != FieldAlias && e.field != FieldNameEn {
			continue
		}
		n := x.g.Node(e.node)
		if plan != "" && graph.PlanOf(n.ID) != plan {
			continue
		}
		s := likeness(folded, []rune(e.folded))
		if len(folded) > 1 && heard == ear.firstSounds(e.text) {
			s = 1
		}
		if s >= 0.45 {
			all = append(all, scored{n.Name(), s})
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.name, b.name))
	})
	var out []string
	for _, s := range all {
		out = append(out, s.name)
	}
	return out
}

// firstSounds spells a name by the usual reading of each character.
func (e *ear) firstSounds(name string) string {
	var b strings.Builder
	for _, s := range e.soundsOf(name) {
		b.WriteString(s[0])
		b.WriteByte(' ')
	}
	return b.String()
}

// likeness is 1 for equal texts and 0 for texts with nothing in common: 1 minus
// the edit distance over the longer length, or the share of common pairs of
// neighbouring characters, whichever is more.
func likeness(a, b []rune) float64 {
	longest := max(len(a), len(b))
	edit := 1 - float64(distance(a, b))/float64(longest)
	pairs := map[[2]rune]int{}
	for i := 1; i < len(a); i++ {
		pairs[[2]rune{a[i-1], a[i]}]++
	}
	common := 0
	for i := 1; i < len(b); i++ {
		if k := [2]rune{b[i-1], b[i]}; pairs[k] > 0 {
			pairs[k]--
			common++
		}
	}
	return max(edit, 2*float64(common)/float64(max(len(a)+len(b)-2, 1)))
}

// distance is the number of characters to put in, take out, change or swap with
// a neighbour to make b of a.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			same := 1
			if a[i-1] == b[j-1] {
				same = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+same)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
