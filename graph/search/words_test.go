package search_test

import (
	"testing"

	"planatlas/graph/search"
)

func TestSentences(t *testing.T) {
	const paragraph = "　　40.健全体系。推进养老保险,实施渐进式延迟退休年龄;完善“评定分离”机制。再推进养老。"
	for _, c := range []struct {
		words string
		want  []string // the sentences, with the words between bars
	}{
		{"渐进式延迟", []string{"推进养老保险,实施|渐进式延迟|退休年龄;"}},
		{"推进养老", []string{"|推进养老|保险,实施渐进式延迟退休年龄;", "再|推进养老|。"}},
		{"养老保险，实施", []string{"推进|养老保险,实施|渐进式延迟退休年龄;"}}, // commas as keyboards write them
		{"评定分离机制", []string{"完善“|评定分离”机制|。"}},          // without the quotation marks
		{"体系。推进", []string{"40.健全|体系。推进|养老保险,实施渐进式延迟退休年龄;"}},
		{"没有的话", nil},
		{"“”", nil},
		{"", nil},
	} {
		got := search.Sentences(paragraph, c.words)
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v", c.words, got)
			continue
		}
		for i, s := range got {
			r := []rune(s.Text)
			if barred := string(r[:s.From]) + "|" + string(r[s.From:s.To]) + "|" + string(r[s.To:]); barred != c.want[i] {
				t.Errorf("%s: %s, want %s", c.words, barred, c.want[i])
			}
		}
	}
}
