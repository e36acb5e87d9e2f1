// Package wording words the errors and notices of the query engine in Chinese.
//
// The engine writes English; a sentence of the table matches a message by its
// format, and the words in it are put into the Chinese one. A test holds the
// table against every message that the engine's sources write.
package wording

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
	"sync"
)

// Chinese is a message or a hint in Chinese; one that the table does not have
// stays as it is.
func Chinese(text string) string {
	for _, s := range sentences() {
		m := s.pattern.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		words := make([]any, len(m)-1)
		for i, word := range m[1:] {
			words[i] = phrase(word)
		}
		return unseamed.Replace(loose.ReplaceAllString(fmt.Sprintf(s.zh, words...), "$1$2"))
	}
	return text
}

// The table has a space where a name or a word of Cypher goes into a sentence.
// A Chinese phrase needs none; seam stands at both its ends until the sentence
// is whole.
const seam = "\x00"

var (
	loose    = regexp.MustCompile(`(\p{Han}) \x00|\x00 (\p{Han})`)
	unseamed = strings.NewReplacer(seam, "")
)

// phrase is a part of a message in Chinese: a phrase that the engine puts into
// sentences, or a name, which stays.
func phrase(text string) string {
	if zh, ok := phrases[text]; ok {
		return seam + zh + seam
	}
	for _, s := range around() {
		if m := s.pattern.FindStringSubmatch(text); m != nil {
			return seam + fmt.Sprintf(s.zh, m[1]) + seam
		}
	}
	return text
}

type sentence struct {
	pattern *regexp.Regexp
	zh      string
	fixed   int // how much of the pattern is fixed text
}

// compiled puts those with the most fixed text first, since
// "%s is not supported" would match many.
var (
	sentences = sync.OnceValue(func() []sentence { return compiled(table) })
	around    = sync.OnceValue(func() []sentence { return compiled(patterns) })
)

func compiled(table map[string]string) []sentence {
	list := make([]sentence, 0, len(table))
	for en, zh := range table {
		list = append(list, sentence{patternOf(en), zh, len(verb.ReplaceAllString(en, ""))})
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].fixed != list[j].fixed {
			return list[i].fixed > list[j].fixed
		}
		return list[i].zh < list[j].zh
	})
	return list
}

var verb = regexp.MustCompile(`%[sdqc]`)

// patternOf matches what a format makes.
func patternOf(format string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`(?s)\A`)
	last := 0
	for _, at := range verb.FindAllStringIndex(format, -1) {
		b.WriteString(regexp.QuoteMeta(format[last:at[0]]))
		switch format[at[0]+1] {
		case 'd':
			b.WriteString(`(-?\d+)`)
		case 'q':
			b.WriteString(`(".*"|'.*')`)
		case 'c':
			b.WriteString(`(.)`)
		default:
			b.WriteString(`(.*?)`)
		}
		last = at[1]
	}
	b.WriteString(regexp.QuoteMeta(format[last:]) + `\z`)
	return regexp.MustCompile(b.String())
}
