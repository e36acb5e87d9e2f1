package question

import (
	"bytes"
	"encoding/json"

	"planatlas/graph"
	"planatlas/graph/search"
)

// Passage is one paragraph of an official text.
type Passage struct{ At, Text string }

// InText says where the official text has the words that a question looks for.
// Quotations in the graph are extracts: that none of them holds the words says
// nothing about the text.
type InText struct {
	Words string `json:"words"`
	// Given tells whether the text was at hand; where it was not, nothing can be
	// said of it.
	Given  bool    `json:"given"`
	Places []Found `json:"places"`
}

// Found is a sentence of the text that holds the words.
type Found struct {
	At string `json:"at"` // art:12, ch:4, title, …
	search.Sentence
}

// InText looks for the words of the question's parameter in the official text.
// It is nil for a question about the graph alone and for an empty blank.
func (q *Question) InText(args map[string]string, text []Passage) *InText {
	if q.Text == "" {
		return nil
	}
	words, given := args[q.Text]
	if !given {
		for _, p := range q.Parameters {
			if p.Name == q.Text {
				words = p.Default
			}
		}
	}
	if words == "" {
		return nil
	}
	out := &InText{Words: words, Given: len(text) > 0, Places: []Found{}}
	for _, p := range text {
		for _, s := range search.Sentences(p.Text, words) {
			out.Places = append(out.Places, Found{p.At, s})
		}
	}
	return out
}

// Answer is a result with what the text says.
type Answer struct {
	*graph.Result
	InText *InText
}

// MarshalJSON is the result's object, with "text" for a question that looks
// into the text.
func (a *Answer) MarshalJSON() ([]byte, error) {
	b, err := a.Result.MarshalJSON()
	if err != nil || a.InText == nil {
		return b, err
	}
	text, err := json.Marshal(a.InText)
	if err != nil {
		return nil, err
	}
	b = bytes.TrimSuffix(bytes.TrimSpace(b), []byte("}"))
	return append(append(append(b, `,"text":`...), text...), '}'), nil
}
