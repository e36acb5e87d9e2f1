package fulltext

import (
	"strings"
	"unicode"
)

// token is one term of a text and its position. Wide tokens are characters of
// Chinese, Japanese or Korean that touch the next one, or the last before a gap.
type token struct {
	term     string
	position int
}

// analysis is the terms of a text as the index keeps them: words and pairs of
// characters, and beside them every single character.
type analysis struct {
	terms  []token
	single []token
	length int // positions used
}

// stop are the words that are not indexed, those of Lucene's cjk analyzer.
var stop = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("a and are as at be but by for if in into is it no not of on or s such t that the " +
		"their then there these they this to was will with www") {
		m[w] = true
	}
	return m
}()

// analyze takes a text apart. start is its first position.
func analyze(text string, start int) analysis {
	a := analysis{length: start}
	runes := []rune(text)
	for i := 0; i < len(runes); {
		r := normal(runes[i])
		switch {
		case wide(r):
			end := i
			for end < len(runes) && wide(normal(runes[end])) {
				end++
			}
			a.wideRun(runes[i:end])
			i = end
		case wordRune(r):
			end := wordEnd(runes, i)
			a.word(runes[i:end])
			i = end
		default:
			i++
		}
	}
	return a
}

// wideRun makes pairs; a character alone stays one.
func (a *analysis) wideRun(run []rune) {
	if len(run) == 1 {
		a.terms = append(a.terms, token{string(normal(run[0])), a.length})
	}
	for i := range run {
		r := normal(run[i])
		a.single = append(a.single, token{string(r), a.length + i})
		if i+1 < len(run) {
			a.terms = append(a.terms, token{string([]rune{r, normal(run[i+1])}), a.length + i})
		}
	}
	a.length += max(1, len(run)-1)
}

func (a *analysis) word(run []rune) {
	var b strings.Builder
	for _, r := range run {
		b.WriteRune(normal(r))
	}
	if w := b.String(); !stop[w] {
		a.terms = append(a.terms, token{w, a.length})
	}
	a.length++
}

// wordEnd finds the end of a word: letters, digits and underscores, with points
// and commas between digits, points and apostrophes between letters.
func wordEnd(runes []rune, i int) int {
	for i < len(runes) {
		r := normal(runes[i])
		if wordRune(r) && !wide(r) {
			i++
			continue
		}
		if i == 0 || i+1 == len(runes) || !joins(normal(runes[i-1]), r, normal(runes[i+1])) {
			return i
		}
		i++
	}
	return i
}

func joins(before, r, after rune) bool {
	if unicode.IsDigit(before) && unicode.IsDigit(after) {
		return strings.ContainsRune(".,;'", r)
	}
	if unicode.IsLetter(before) && unicode.IsLetter(after) && !wide(before) && !wide(after) {
		return strings.ContainsRune(".':’·", r)
	}
	return false
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '_'
}

// wide reports whether a character is of a script that is written without
// spaces.
func wide(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
		r == 'ー' || r == '〇'
}

// normal brings a character into half width and lower case.
func normal(r rune) rune {
	if r >= 0xFF01 && r <= 0xFF5E {
		r -= 0xFF01 - '!'
	}
	return unicode.ToLower(r)
}

// normalText is normal for a whole term, as wildcards and the like are compared.
func normalText(s string) string { return strings.Map(normal, s) }
