package loader

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"planatlas/graph"
)

// maxQuote is the longest quote, in characters.
const maxQuote = 60

// place is a place of an official text: an article or chapter with its number,
// or one of the named parts.
type place struct {
	kind   string // "art", "ch", or the named part itself
	number int
}

// namedPlaces are the parts without a number, in the order of the text.
var namedPlaces = []string{"title", "number", "preface", "closing", "signature"}

func parsePlace(s string) (place, bool) {
	kind, digits, ok := strings.Cut(s, ":")
	if !ok {
		return place{kind: s}, slices.Contains(namedPlaces, s)
	}
	n, isNumber := parseInteger(digits)
	return place{kind, int(n)}, isNumber && n > 0 && n < 1e6 && (kind == "art" || kind == "ch")
}

func (p place) String() string {
	if p.number == 0 {
		return p.kind
	}
	return p.kind + ":" + strconv.Itoa(p.number)
}

// checkEvidence holds the sources of all items and relationships against the
// form of a place and a quote, and against the text where there is one.
func (l *loading) checkEvidence() {
	for _, p := range l.plans {
		for _, it := range p.items {
			if it.global == "" {
				continue
			}
			if len(it.Sources) == 0 && it.label.Category != "evidence" {
				l.add(it.file, it.Pos, "missing_sources", hint{})
			}
			l.checkSources(p, it.file, it.Sources)
			for _, r := range it.Relationships {
				l.checkSources(p, it.file, r.Sources)
			}
			for _, c := range it.Context {
				l.checkContext(p, it, c)
			}
		}
		l.checkAliases(p)
	}
}

func (l *loading) checkSources(p *plan, s *source, sources []Source) {
	for _, src := range sources {
		if src.At.Value == "" {
			continue
		}
		at, ok := parsePlace(src.At.Value)
		if !ok {
			l.add(s, src.At.at, "bad_place", hintf("places"), src.At.Value)
			continue
		}
		if at.number > 0 && l.placeItem(p, s, src.At, at) == nil {
			continue
		}
		if l.checkQuote(s, src.Quote) && p.document != nil {
			l.holdQuote(p.document, s, src)
		}
	}
}

// checkAliases holds the other names of all items against the text: what is
// shown as a name must stand there, and not only as a part of other names.
func (l *loading) checkAliases(p *plan) {
	if p.document == nil {
		return
	}
	found := p.ownForms()
	for _, it := range p.items {
		if !nameable(it) {
			continue
		}
		for _, a := range it.Aliases {
			switch {
			case a.Value == "" || found[it][a.Value]:
			case p.document.contains(a.Value):
				l.add(it.file, a.at, "alias_inside", hintf("use_find"), a.Value)
			default:
				l.add(it.file, a.at, "alias_not_in_text", hintf("use_find"), a.Value)
			}
		}
	}
}

// placeItem is the article or chapter that a place names.
func (l *loading) placeItem(p *plan, s *source, ref Text, at place) *item {
	if it := p.byID[at.kind+"."+strconv.Itoa(at.number)]; it != nil {
		return it
	}
	if !l.incomplete {
		what := noun{"article", "条"}
		if at.kind == "ch" {
			what = noun{"chapter", "章"}
		}
		l.add(s, ref.at, "unknown_place", hint{}, what, at.number)
	}
	return nil
}

// ellipsis stands in a quote for the words left out.
const ellipsis = "…"

// quoteParts are the words of a quote around its ellipses; a part is "" where an
// ellipsis has no words on one side.
func quoteParts(quote string) []string {
	parts := strings.Split(strings.ReplaceAll(quote, ellipsis+ellipsis, ellipsis), ellipsis)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func (l *loading) checkQuote(s *source, q Text) bool {
	if q.Value == "" {
		return false
	}
	if n := utf8.RuneCountInString(q.Value); n > maxQuote {
		l.add(s, q.at, "quote_too_long", hintf("shorten"), n, maxQuote)
		return false
	}
	if parts := quoteParts(q.Value); slices.Contains(parts, "") {
		l.add(s, q.at, "quote_parts", hint{})
		return false
	}
	return true
}

// holdQuote looks the quote up in the text and, where it is not there, says
// where it is, or what the text has instead.
func (l *loading) holdQuote(d *Document, s *source, src Source) {
	if _, ok := d.Find(src.At.Value, src.Quote.Value); ok {
		return
	}
	l.add(s, src.Quote.at, "quote_not_found", d.near(src.At.Value, src.Quote.Value), src.At.Value)
}

func (l *loading) checkContext(p *plan, it *item, c Context) {
	if c.Form.Value != "" && !slices.Contains(it.forms(), c.Form.Value) {
		l.add(it.file, c.Form.at, "context_form", near(c.Form.Value, it.forms()), c.Form.Value)
	}
	if len(c.Only)+len(c.Except)+len(c.NotInside) == 0 {
		l.add(it.file, c.Pos, "context_nothing", hint{})
	}
	for _, ref := range slices.Concat(c.Only, c.Except) {
		at, ok := parsePlace(ref.Value)
		if !ok || at.number == 0 {
			l.add(it.file, ref.at, "bad_place", hintf("places"), ref.Value)
			continue
		}
		l.placeItem(p, it.file, ref, at)
	}
}

// sourceFile is the official text beside the YAML of a plan.
const sourceFile = "source.txt"

// attachTexts reads the official texts that were given.
func (l *loading) attachTexts() {
	given := map[string]string{}
	for id, text := range l.opts.Sources {
		if id == "" {
			if len(l.plans) != 1 {
				l.addFile(".", "which_plan", hint{})
				continue
			}
			id = l.plans[0].id
		}
		if l.byID[id] == nil {
			l.addFile(".", "unknown_source", hint{}, id)
		}
		given[id] = text
	}
	for _, p := range l.plans {
		text, ok := given[p.id]
		if !ok {
			b, err := fs.ReadFile(l.fsys, path.Join(p.folder, sourceFile))
			if err != nil {
				continue
			}
			text = string(b)
		}
		l.attachText(p, text)
	}
}

func (l *loading) attachText(p *plan, text string) {
	d, err := ParseText(text)
	if err != nil {
		l.add(p.item.file, position{}, "unreadable_text", hint{}, err)
		return
	}
	p.document = d
	if want, ok := p.item.props.Get("textHash").AsString(); ok && want != d.Hash() {
		l.warnings = append(l.warnings, p.item.file.problem(p.item.field("textHash"), "other_text", hintf("hash"), d.Hash()))
	}
	for _, it := range p.items {
		if it.global != "" && numbered(it.label.Name) {
			l.checkHeading(p, it)
		}
	}
}

// field is the place of a property's value.
func (it *item) field(name string) position {
	for _, f := range it.Rest {
		if f.Key.Value == name {
			return f.at
		}
	}
	return it.Pos
}

// longestWhole is how many characters a quote may have that is written out: one
// that spans half an article is clearer by its first and last clause.
const longestWhole = 120

// Documents are the official texts that were given, by plan.
func (s *Seeds) Documents() map[string]*Document {
	documents := map[string]*Document{}
	for _, p := range s.Plans {
		if p.Document != nil {
			documents[p.ID] = p.Document
		}
	}
	return documents
}

// WholeQuotes is a graph as it is read: a quote that leaves words out is written
// out from the official text where that was given, and a name that it gives by
// its beginning and end from the plan's own mentions.
func WholeQuotes(g *graph.Graph, documents map[string]*Document) *graph.Graph {
	return g.WithQuotes(func(plan, ref, quote string) string {
		if d := documents[plan]; d != nil {
			if at, ok := d.Find(ref, quote); ok {
				return bounded(at.Text)
			}
		}
		return g.WholeQuote(plan, ref, quote)
	})
}

// bounded is a passage, or the first and last clause of a long one: it is never
// cut within a word.
func bounded(passage string) string {
	if utf8.RuneCountInString(passage) <= longestWhole {
		return passage
	}
	isEnd := func(r rune) bool { return strings.ContainsRune(",;:。，；：", r) }
	first := strings.IndexFunc(passage, isEnd)
	last := strings.LastIndexFunc(strings.TrimRightFunc(passage, isEnd), isEnd)
	if first < 0 || last <= first {
		return passage
	}
	_, size := utf8.DecodeRuneInString(passage[last:])
	return passage[:first] + ellipsis + ellipsis + passage[last+size:]
}

// checkHeading holds the name of a chapter or article against its heading.
func (l *loading) checkHeading(p *plan, it *item) {
	heading, ok := p.document.heading(it.label.Prefix, it.number)
	at := place{it.label.Prefix, it.number}
	switch {
	case !ok:
		l.add(it.file, it.ID.at, "text_structure", hint{}, at)
	case normal(heading) != normal(it.Name.Value):
		l.add(it.file, it.Name.at, "heading_not_found", hint{}, at, heading)
	}
}

// sourceProperties are the evidence of an item or a relationship.
func sourceProperties(sources []Source) graph.Properties {
	if len(sources) == 0 {
		return nil
	}
	refs, quotes := make([]graph.Value, len(sources)), make([]graph.Value, len(sources))
	var articles []int64
	for i, s := range sources {
		refs[i], quotes[i] = graph.Text(s.At.Value), graph.Text(s.Quote.Value)
		if at, ok := parsePlace(s.At.Value); ok && at.kind == "art" {
			articles = append(articles, int64(at.number))
		}
	}
	props := graph.Properties{{Key: graph.PropRefs, Value: graph.ListOf(refs...)}, {Key: graph.PropQuotes, Value: graph.ListOf(quotes...)}}
	if len(articles) > 0 {
		slices.Sort(articles)
		props = append(props, graph.Property{Key: graph.PropArticles, Value: graph.Ints(slices.Compact(articles))})
	}
	return props
}
