package search

import (
	"slices"
	"strings"
)

// Sentence is a sentence of a text in which some words stand.
type Sentence struct {
	Text string `json:"text"`
	// From and To are the runes of the words: the first, and that after the last.
	From int `json:"from"`
	To   int `json:"to"`
}

// stops end a sentence, or the part of one that a semicolon ends.
const stops = "。！？；;!?\n"

// Sentences finds the sentences of a paragraph in which words stand, in the
// forms in which names are compared. Words that reach over the end of a sentence
// give the sentences that they stand in as one. A sentence is given once, with
// the first place of the words.
func Sentences(paragraph, words string) []Sentence {
	folded := Fold(words)
	if folded == "" {
		return nil
	}
	runes := []rune(paragraph)
	var out []Sentence
	for at := 0; at < len(runes); {
		from, to := locate(runes[at:], folded)
		if to == 0 {
			break
		}
		from, to = at+from, at+to
		start := from
		for start > 0 && !strings.ContainsRune(stops, runes[start-1]) {
			start--
		}
		end := to
		for end < len(runes) && !strings.ContainsRune(stops, runes[end-1]) {
			end++
		}
		start += len(runes[start:from]) - len([]rune(strings.TrimLeft(string(runes[start:from]), " \u00a0\u3000")))
		out = append(out, Sentence{Text: string(runes[start:end]), From: from - start, To: to - start})
		at = end
	}
	return slices.Clip(out)
}
