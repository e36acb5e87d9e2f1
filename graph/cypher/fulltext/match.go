package fulltext

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// matcher says how well a pattern fits a term of the index, 0 for not at all;
// scored tells whether rarity and length count too.
type matcher struct {
	fit    func(term string) float64
	scored bool
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// wildcard is a term with * for any letters and ? for one.
func wildcard(field, text string) query {
	pieces := []rune(normalText(text))
	return pattern{field, matcher{fit: func(term string) float64 { return yes(glob(pieces, []rune(term))) }}}
}

// glob matches with the usual step back to the last *: time is the product of
// both lengths at worst.
func glob(pattern, term []rune) bool {
	p, t := 0, 0
	star, from := -1, 0
	for t < len(term) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, t
			p++
		case p+1 < len(pattern) && pattern[p] == '\\' && pattern[p+1] == term[t]:
			p, t = p+2, t+1
		case p < len(pattern) && pattern[p] != '\\' && (pattern[p] == '?' || pattern[p] == term[t]):
			p, t = p+1, t+1
		case star >= 0:
			from++
			p, t = star+1, from
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// regex is /expression/ over whole terms, in RE2.
func (p *parser) regex(field string) (query, error) {
	p.pos++
	text, err := p.until('/')
	if err != nil {
		return nil, err
	}
	text = strings.ReplaceAll(text, `\/`, `/`)
	_, alone := regexp.Compile(text) // a)|(b is none, though it is between brackets
	re, err := regexp.Compile(`^(?:` + text + `)\z`)
	if alone != nil || err != nil {
		return nil, p.fail("between the slashes is no regular expression of RE2")
	}
	return pattern{field, matcher{fit: func(term string) float64 { return yes(re.MatchString(term)) }}}, nil
}

// between is a range of terms; * is no bound.
func between(field, from, to string, fromIncluded, toIncluded bool) query {
	from, to = normalText(from), normalText(to)
	return pattern{field, matcher{fit: func(term string) float64 {
		low := from == "*" || term > from || fromIncluded && term == from
		high := to == "*" || term < to || toIncluded && term == to
		return yes(low && high)
	}}}
}

// misspelt is a term within one or two edits; an older form gives the share of
// the letters that must agree.
func misspelt(field, text string, edits float64) query {
	text = normalText(text)
	letters := utf8.RuneCountInString(text)
	most := int(edits)
	if edits > 0 && edits < 1 {
		most = int((1 - edits) * float64(letters))
	}
	most = min(most, 2)
	return pattern{field, matcher{scored: true, fit: func(term string) float64 {
		d := distance(text, term, most)
		if d > most {
			return 0
		}
		return 1 - float64(d)/float64(max(1, min(letters, utf8.RuneCountInString(term))))
	}}}
}

// distance counts edits, a swap of neighbours being one, up to a limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
