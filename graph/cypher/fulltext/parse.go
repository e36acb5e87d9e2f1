package fulltext

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"planatlas/graph"
)

// A query is one of these.
type (
	// group is clauses in brackets, or the whole.
	group struct{ clauses []clause }
	// words is text to analyze: any of its terms, or all in a row.
	words struct {
		field  string // "" for every field
		text   string
		phrase bool
		slop   int
	}
	// pattern is one term with wildcards, a regular expression, a misspelling or
	// a range; like matches the terms of the index.
	pattern struct {
		field string
		like  matcher
	}
	// everything is *:*.
	everything struct{}
	// boosted multiplies the scores of a query.
	boosted struct {
		query query
		by    float64
	}
)

type query any

// occur says whether a clause must match, may, or must not.
type occur int8

const (
	should occur = iota
	must
	mustNot
)

type clause struct {
	occur occur
	query query
}

// maxNesting bounds brackets within one another.
const maxNesting = 50

// parser reads the syntax of Lucene's classic query parser:
//
//	query  = [mod] clause { [AND | OR | && | ||] [mod] clause }
//	mod    = + | - | ! | NOT
//	clause = [field:] (term | "phrase" | (query) | /regex/ | [a TO b]) [^boost]
//	term   = word | prefix* | w?ldcard | misspelt~1
type parser struct {
	text  string
	pos   int
	depth int
}

func parse(text string) (query, error) {
	p := &parser{text: text}
	q, err := p.query("")
	if err != nil {
		return nil, err
	}
	if p.pos < len(p.text) {
		return nil, p.fail("there is nothing to close")
	}
	return q, nil
}

// fail is an error at the place that was reached.
func (p *parser) fail(what string) error {
	rest := p.text[min(p.pos, len(p.text)):]
	if rest == "" {
		rest = "the end"
	} else {
		rest = "“" + rest + "”"
	}
	return &graph.QueryError{
		Kind: "ArgumentError", Phase: "runtime", Detail: "InvalidArgumentValue",
		Message: "the full-text query is not in Lucene's syntax: " + what + ", at " + rest,
		Hint:    `put a backslash before + - ! ( ) { } [ ] ^ " ~ * ? : \ / && || to search for them`,
	}
}

func (p *parser) space() {
	for p.pos < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[p.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		p.pos += n
	}
}

func (p *parser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

func (p *parser) take(token string) bool {
	if strings.HasPrefix(p.text[p.pos:], token) {
		p.pos += len(token)
		return true
	}
	return false
}

// word takes a whole upper-case word.
func (p *parser) word(w string) bool {
	rest := p.text[p.pos:]
	if !strings.HasPrefix(rest, w) {
		return false
	}
	if next, _ := utf8.DecodeRuneInString(rest[len(w):]); len(rest) > len(w) && !unicode.IsSpace(next) && !strings.ContainsRune("()\"", next) {
		return false
	}
	p.pos += len(w)
	return true
}

func (p *parser) query(field string) (query, error) {
	if p.depth++; p.depth > maxNesting {
		return nil, p.fail("brackets are nested too deep")
	}
	defer func() { p.depth-- }()
	g := &group{}
	for first := true; ; first = false {
		p.space()
		and, joined := p.conjunction()
		if joined && first {
			return nil, p.fail("AND and OR stand between two terms")
		}
		p.space()
		if p.pos == len(p.text) || p.peek() == ')' {
			if first || joined {
				return nil, p.fail("a term is missing")
			}
			return g, nil
		}
		o := p.modifier()
		q, err := p.clause(field)
		if err != nil {
			return nil, err
		}
		g.add(and, o, q)
	}
}

func (p *parser) conjunction() (and, joined bool) {
	if p.word("AND") || p.take("&&") {
		return true, true
	}
	return false, p.word("OR") || p.take("||")
}

// add is Lucene's rule: AND makes the clauses on both sides required, and what
// the analyzer leaves nothing of counts for nothing.
func (g *group) add(and bool, o occur, q query) {
	if and && len(g.clauses) > 0 {
		if last := &g.clauses[len(g.clauses)-1]; last.occur != mustNot {
			last.occur = must
		}
	}
	if empty(q) {
		return
	}
	if and && o != mustNot {
		o = must
	}
	g.clauses = append(g.clauses, clause{o, q})
}

// empty reports whether a query is words of which the analyzer leaves nothing.
func empty(q query) bool {
	w, ok := q.(words)
	return ok && len(analyze(w.text, 0).terms) == 0
}

func (p *parser) modifier() occur {
	switch {
	case p.take("+"):
		return must
	case p.take("-"), p.take("!"), p.word("NOT"):
		p.space()
		return mustNot
	}
	return should
}

func (p *parser) clause(field string) (query, error) {
	if p.take("*:*") {
		return p.boost(everything{})
	}
	start := p.pos
	if name, _, ok := p.term(); ok && p.take(":") && name != "" {
		field = name
		p.space()
	} else {
		p.pos = start
	}
	q, err := p.primary(field)
	if err != nil {
		return nil, err
	}
	return p.boost(q)
}

func (p *parser) primary(field string) (query, error) {
	switch p.peek() {
	case '(':
		p.pos++
		q, err := p.query(field)
		if err == nil && !p.take(")") {
			err = p.fail("a bracket is not closed")
		}
		return q, err
	case '"':
		return p.phrase(field)
	case '/':
		return p.regex(field)
	case '[', '{':
		return p.termRange(field)
	}
	text, wild, ok := p.term()
	if !ok {
		return nil, p.fail("this sign has a meaning of its own")
	}
	if wild {
		return wildcard(field, text), nil
	}
	if p.take("~") {
		edits, given := p.number()
		if !given {
			edits = 2
		}
		return misspelt(field, unescape(text), edits), nil
	}
	return words{field: field, text: unescape(text)}, nil
}

// term reads up to a sign with a meaning. Escapes stay in it, for wildcards.
func (p *parser) term() (text string, wild, ok bool) {
	start := p.pos
	for p.pos < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[p.pos:])
		switch {
		case r == '\\':
			if p.pos += 1; p.pos < len(p.text) {
				_, n = utf8.DecodeRuneInString(p.text[p.pos:])
				p.pos += n
			}
			continue
		case r == '*' || r == '?':
			wild = true
		case (r == '+' || r == '-') && p.pos > start:
		case unicode.IsSpace(r) || strings.ContainsRune(`+-!():^[]"{}~/`, r):
			return p.text[start:p.pos], wild, p.pos > start
		}
		p.pos += n
	}
	return p.text[start:p.pos], wild, p.pos > start
}

// unescape drops the backslashes.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// until reads to an end that is not escaped.
func (p *parser) until(end byte) (string, error) {
	start := p.pos
	for ; p.pos < len(p.text); p.pos++ {
		if p.text[p.pos] == '\\' {
			p.pos++
		} else if p.text[p.pos] == end {
			p.pos++
			return p.text[start : p.pos-1], nil
		}
	}
	p.pos = len(p.text)
	return "", p.fail("the closing " + string(end) + " is missing")
}

func (p *parser) phrase(field string) (query, error) {
	p.pos++
	text, err := p.until('"')
	if err != nil {
		return nil, err
	}
	w := words{field: field, text: unescape(text), phrase: true}
	if p.take("~") {
		slop, _ := p.number()
		w.slop = int(min(slop, 1000))
	}
	return w, nil
}

// number reads digits with a point.
func (p *parser) number() (float64, bool) {
	start := p.pos
	for p.pos < len(p.text) && strings.IndexByte("0123456789.", p.text[p.pos]) >= 0 {
		p.pos++
	}
	f, err := strconv.ParseFloat(p.text[start:p.pos], 64)
	return f, err == nil
}

func (p *parser) boost(q query) (query, error) {
	if !p.take("^") {
		return q, nil
	}
	by, ok := p.number()
	if !ok {
		return nil, p.fail("a number is missing after ^")
	}
	return boosted{q, by}, nil
}

// termRange reads [a TO b], in braces without the ends.
func (p *parser) termRange(field string) (query, error) {
	fromIncluded := p.peek() == '['
	p.pos++
	end := strings.IndexAny(p.text[p.pos:], "]}")
	if end < 0 {
		p.pos = len(p.text)
		return nil, p.fail("a range is not closed")
	}
	bounds := strings.Fields(p.text[p.pos : p.pos+end])
	if len(bounds) != 3 || bounds[1] != "TO" {
		return nil, p.fail("a range is [a TO b]")
	}
	p.pos += end
	toIncluded := p.peek() == ']'
	p.pos++
	return between(field, unescape(bounds[0]), unescape(bounds[2]), fromIncluded, toIncluded), nil
}
