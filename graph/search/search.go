// Package search finds nodes by what people type: names, other names, English
// names, titles, summaries, quotes, and for names also pinyin and initials. It
// also resolves a name to the one node that it stands for, or says which it
// could be. Enter by New.
package search

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// Field says in what a search text was found.
type Field string

// The fields, as they stand in JSON.
const (
	FieldID       Field = "id"
	FieldName     Field = "name"
	FieldAlias    Field = "alias"
	FieldFind     Field = "find" // a word to search by, no name
	FieldNameEn   Field = "nameEn"
	FieldPinyin   Field = "pinyin"
	FieldInitials Field = "initials"
	FieldTitle    Field = "title"
	FieldSummary  Field = "summary"
	FieldQuote    Field = "quote"
	FieldText     Field = "text"
)

// Text is the words of a node that are not in the graph, such as an article of
// the official text.
type Text struct{ NodeID, Text string }

// Index is what is searched. It never changes, so any number of goroutines may
// use it.
type Index struct {
	g       *graph.Graph
	entries []entry // by node
	first   []int32 // entries of node i: entries[first[i]:first[i+1]]
	order   map[string]int
	names   names
}

// entry is one searchable text of a node.
type entry struct {
	node   int32
	field  Field
	text   string
	folded string
	sounds []sound // of names, aliases and search words only
}

// New indexes a graph. The ontology orders labels; texts are optional.
func New(g *graph.Graph, o *ontology.Ontology, texts ...Text) *Index {
	x := &Index{g: g, order: map[string]int{}, first: make([]int32, g.NodeCount()+1)}
	for i, l := range o.Labels {
		x.order[l.Name] = i
	}
	more := map[string][]string{}
	for _, t := range texts {
		more[t.NodeID] = append(more[t.NodeID], t.Text)
	}
	e := newEar()
	for i, n := range g.Nodes() {
		x.addNode(e, n)
		for _, t := range more[n.ID] {
			x.add(e, n, FieldText, t)
		}
		x.first[i+1] = int32(len(x.entries))
	}
	x.names = x.collectNames()
	return x
}

func (x *Index) addNode(e *ear, n *graph.Node) {
	x.add(e, n, FieldName, n.Properties.Get(graph.PropName).Strings()...)
	x.add(e, n, FieldAlias, n.Properties.Get(graph.PropAliases).Strings()...)
	x.add(e, n, FieldAlias, numbered(n)...)
	x.add(e, n, FieldFind, n.Properties.Get(graph.PropFind).Strings()...)
	x.add(e, n, FieldNameEn, n.Properties.Get(graph.PropNameEn).Strings()...)
	x.add(e, n, FieldTitle, n.Properties.Get("title").Strings()...)
	x.add(e, n, FieldTitle, n.Properties.Get("decoding").Strings()...)
	x.add(e, n, FieldSummary, n.Properties.Get("summary").Strings()...)
	x.add(e, n, FieldSummary, n.Properties.Get("summaryEn").Strings()...)
	x.add(e, n, FieldQuote, n.Properties.Get(graph.PropQuotes).Strings()...)
}

func (x *Index) add(e *ear, n *graph.Node, f Field, texts ...string) {
	for _, t := range texts {
		folded := Fold(t)
		if folded == "" {
			continue
		}
		it := entry{node: int32(n.Index()), field: f, text: t, folded: folded}
		if f == FieldName || f == FieldAlias || f == FieldFind {
			it.sounds = e.soundsOf(t)
		}
		x.entries = append(x.entries, it)
	}
}

// Options bound and narrow a search.
type Options struct {
	Limit int    // 0 for all
	Plan  string // "" for all plans
}

// Match says where a search text was found.
type Match struct {
	Field Field  `json:"field"`
	Text  string `json:"text"`
}

// Hit is one node found.
type Hit struct {
	Node  *graph.Node
	Match Match
}

// MarshalJSON writes {"id","label","name","nameEn","match","articles"}.
func (h Hit) MarshalJSON() ([]byte, error) {
	en, _ := h.Node.Properties.Get(graph.PropNameEn).AsString()
	articles := h.Node.Properties.Get(graph.PropArticles).Integers()
	if articles == nil {
		articles = []int64{}
	}
	return json.Marshal(struct {
		ID       string  `json:"id"`
		Label    string  `json:"label"`
		Name     string  `json:"name"`
		NameEn   string  `json:"nameEn"`
		Match    Match   `json:"match"`
		Articles []int64 `json:"articles"`
	}{h.Node.ID, h.Node.Label(), h.Node.Name(), en, h.Match, articles})
}

// Results are the hits of a search, best first.
type Results struct {
	Query  string         `json:"query"`
	Total  int            `json:"total"` // before the limit
	Hits   []Hit          `json:"results"`
	Labels map[string]int `json:"labels"` // hits by label, before the limit
}

// rank orders hits; lower is better.
type rank uint8

const (
	rankID rank = iota
	rankName
	rankAlias
	rankNamePrefix
	rankAliasPrefix
	rankNameInside
	rankAliasInside
	rankEnglish
	rankPinyin
	rankPinyinPrefix
	rankInitials
	rankInitialsPrefix
	rankSoundInside
	rankSoundMixed
	rankTitle
	rankWords // each word somewhere
	rankSummary
	rankQuote
	rankText
	rankSoundRare
	rankNone
)

// found is the best match of one node.
type found struct {
	node  int32
	rank  rank
	entry *entry
	field Field
}

// Search finds the nodes that a text matches in any field.
func (x *Index) Search(text string, o Options) Results {
	res := Results{Query: text, Hits: []Hit{}, Labels: map[string]int{}}
	q := newQuery(text)
	if q.folded == "" {
		return res
	}
	var all []found
	for i := range x.g.NodeCount() {
		if o.Plan != "" && graph.PlanOf(x.g.Node(int32(i)).ID) != o.Plan {
			continue
		}
		if f := x.best(int32(i), q); f.rank != rankNone {
			all = append(all, f)
			res.Labels[x.g.Node(int32(i)).Label()]++
		}
	}
	slices.SortFunc(all, x.compare)
	res.Total = len(all)
	if o.Limit > 0 && len(all) > o.Limit {
		all = all[:o.Limit]
	}
	for _, f := range all {
		res.Hits = append(res.Hits, Hit{x.g.Node(f.node), Match{f.field, shown(f, q)}})
	}
	return res
}

// compare puts better ranks first, then shorter texts, then the order of the
// ontology, then nodes with more relationships.
func (x *Index) compare(a, b found) int {
	na, nb := x.g.Node(a.node), x.g.Node(b.node)
	return cmp.Or(
		cmp.Compare(a.rank, b.rank),
		cmp.Compare(len(a.text()), len(b.text())),
		cmp.Compare(x.order[na.Label()], x.order[nb.Label()]),
		cmp.Compare(x.g.Degree(b.node, graph.Both), x.g.Degree(a.node, graph.Both)),
		cmp.Compare(a.node, b.node))
}

func (f found) text() string {
	if f.entry == nil || f.entry.field == FieldSummary || f.entry.field == FieldText {
		return ""
	}
	return f.entry.folded
}

// query is a search text in the forms in which it is compared.
type query struct {
	text, folded string
	keys         string   // as pinyin, "" if it cannot be
	words        []string // folded; nil for one word
}

func newQuery(text string) query {
	q := query{text: strings.TrimSpace(text), folded: Fold(text), keys: keystrokes(text)}
	if len(q.keys) < 2 {
		q.keys = "" // one letter begins too many names
	}
	if parts := strings.FieldsFunc(q.text, isSpace); len(parts) > 1 {
		for _, p := range parts {
			if f := Fold(p); f != "" {
				q.words = append(q.words, f)
			}
		}
	}
	return q
}

func isSpace(r rune) bool { return r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\t' }

// best is the best match of a node in all its entries.
func (x *Index) best(node int32, q query) found {
	f := found{node: node, rank: rankNone}
	n := x.g.Node(node)
	if id := strings.ToLower(q.text); n.ID == id || strings.HasSuffix(n.ID, ":"+id) {
		return found{node, rankID, nil, FieldID}
	}
	entries := x.entries[x.first[node]:x.first[node+1]]
	for i := range entries {
		e := &entries[i]
		r, field := e.match(q, n)
		if r < f.rank || (r == f.rank && r != rankNone && len(e.folded) < len(f.entry.folded)) {
			f.rank, f.entry, f.field = r, e, field
		}
	}
	if f.rank > rankWords && q.words != nil {
		if e := everyWord(entries, q.words); e != nil {
			f.rank, f.entry, f.field = rankWords, e, e.field
		}
	}
	return f
}

// everyWord returns the entry with the first word if each word occurs in some
// entry of the node.
func everyWord(entries []entry, words []string) *entry {
	var first *entry
	for _, w := range words {
		at := slices.IndexFunc(entries, func(e entry) bool { return strings.Contains(e.folded, w) })
		if at < 0 {
			return nil
		}
		if first == nil {
			first = &entries[at]
		}
	}
	return first
}

func (e *entry) match(q query, n *graph.Node) (rank, Field) {
	at := strings.Index(e.folded, q.folded)
	if at < 0 {
		return e.matchSound(q)
	}
	exact, prefix := len(e.folded) == len(q.folded), at == 0
	switch e.field {
	case FieldName:
		if n.Label() == "Article" || n.Label() == "Chapter" {
			return pick(exact, prefix, rankName, rankTitle, rankTitle), FieldTitle
		}
		return pick(exact, prefix, rankName, rankNamePrefix, rankNameInside), FieldName
	case FieldAlias, FieldFind:
		return pick(exact, prefix, rankAlias, rankAliasPrefix, rankAliasInside), e.field
	case FieldNameEn:
		return pick(exact, prefix, rankAlias, rankEnglish, rankEnglish), FieldNameEn
	case FieldTitle:
		return rankTitle, FieldTitle
	case FieldSummary:
		return rankSummary, FieldSummary
	case FieldQuote:
		return rankQuote, FieldQuote
	}
	return rankText, e.field
}

func pick(exact, prefix bool, ifExact, ifPrefix, otherwise rank) rank {
	switch {
	case exact:
		return ifExact
	case prefix:
		return ifPrefix
	}
	return otherwise
}

func (e *entry) matchSound(q query) (rank, Field) {
	if q.keys == "" || e.sounds == nil {
		return rankNone, ""
	}
	m, start, whole := spelling{e.sounds, q.keys}.match()
	switch m {
	case soundFull:
		return pick(whole, start == 0, rankPinyin, rankPinyinPrefix, rankSoundInside), FieldPinyin
	case soundInitials:
		return pick(whole, start == 0, rankInitials, rankInitialsPrefix, rankSoundInside), FieldInitials
	case soundMixed:
		return rankSoundMixed, FieldPinyin
	case soundRare:
		return rankSoundRare, FieldPinyin
	}
	return rankNone, ""
}

// shown is the text of a match: whole, or for a long one the part around it.
func shown(f found, q query) string {
	if f.entry == nil {
		return q.text
	}
	if f.field != FieldText {
		return f.entry.text
	}
	return around(f.entry.text, q.folded)
}

const aroundRunes = 18

// around cuts a passage from a long text: the words that fold to the search
// text and some before and after.
func around(text, folded string) string {
	runes := []rune(text)
	from, to := locate(runes, folded)
	start, end := max(from-aroundRunes, 0), min(to+aroundRunes, len(runes))
	s := string(runes[start:end])
	if start > 0 {
		s = "…" + s
	}
	if end < len(runes) {
		s += "…"
	}
	return s
}

// locate finds the runes whose folded forms make up the folded text.
func locate(runes []rune, folded string) (from, to int) {
	var b strings.Builder
	var at []int // rune index of each byte of b
	for i, r := range runes {
		if r = foldRune(r); r != 0 {
			n, _ := b.WriteRune(r)
			for range n {
				at = append(at, i)
			}
		}
	}
	i := strings.Index(b.String(), folded)
	if i < 0 || len(folded) == 0 {
		return 0, 0
	}
	return at[i], at[i+len(folded)-1] + 1
}
