package briefing_test

import (
	"context"
	"strings"
	"testing"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/memory"
	"planatlas/graph/question"
	"planatlas/loader"
	"planatlas/seeds"
)

// cellsOf are the cells of all tables of a briefing but the words of the text.
func cellsOf(b *briefing.Briefing) []string {
	var out []string
	for _, s := range b.Sections {
		for _, block := range s.Blocks {
			t, ok := block.(*briefing.Table)
			if !ok {
				continue
			}
			for _, row := range t.Rows {
				for _, c := range row {
					out = append(out, c.String())
				}
			}
		}
	}
	return out
}

// TestAnswersInWords: no code of the data stands in the answer to any saved
// question, in either language; whatever the ontology words is worded.
func TestAnswersInWords(t *testing.T) {
	m := mustReal(t)
	questions, err := loader.Questions(seeds.FS)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{"true": true, "false": true}
	for _, l := range m.Ontology.Labels {
		codes[l.Name] = l.Title.En != l.Name
	}
	for _, x := range m.Ontology.Types {
		codes[x.Name] = true
	}
	for _, x := range m.Ontology.Bases {
		codes[x.Name] = x.Title.En != x.Name
	}
	for i := range questions {
		q := &questions[i]
		result, err := q.Run(context.Background(), memory.New(m.Graph), "jianghai-14fyp", q.Example, graph.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", q.ID, err)
		}
		for _, lang := range []briefing.Lang{briefing.Chinese, briefing.English} {
			a := briefing.Answer{Title: q.Title.In(string(lang)), Columns: q.Columns, Result: result}
			r := briefing.Request{Kind: briefing.KindGraph, Lang: lang, View: &briefing.View{}, Answers: []briefing.Answer{a}}
			for _, cell := range cellsOf(mustBriefing(t, m, r)) {
				for _, word := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("、；;,，", r) }) {
					word = strings.TrimSpace(word)
					if codes[word] || strings.HasPrefix(word, "art:") || strings.HasPrefix(word, "ch:") || lang == briefing.Chinese && strings.Contains(word, "_") {
						t.Errorf("%s in %s: %q", q.ID, lang, cell)
						break
					}
				}
			}
		}
	}
}

// TestAnswerCells: what each kind of value becomes.
func TestAnswerCells(t *testing.T) {
	m := mustReal(t)
	list := func(words ...string) graph.Value { return graph.Texts(words) }
	columns := func(names ...string) (out []question.Column) {
		for _, n := range names {
			out = append(out, question.Column{Name: n})
		}
		return out
	}
	for _, c := range []struct {
		key    string
		value  graph.Value
		zh, en string
	}{
		{"basis", graph.Text("name_match"), "〔推断·名称对应〕", "〔inferred: Name match〕"},
		{"basis", graph.Text("explicit"), "原文明示", "Stated"},
		{"label", graph.Text("Measure"), "举措", "Measure"},
		{"type", graph.Text("HOSTS"), "承载", "hosts"},
		{"decoded", graph.Bool(false), "否", "no"},
		{"articles", list("ch:6", "art:12"), "第六章、12", "Ch. 6, 12"},
		{"articles", list("art:12", "art:12", "art:14"), "12、14", "12, 14"},
		{"chapter", graph.Int(6), "第六章", "Ch. 6"},
		{"objects", list("甲、乙", "丙"), "甲、乙；丙", "甲、乙; 丙"},
		{"objects", list(), "〔 〕图中未录", "〔 〕 not in the graph"},
		{"kind", graph.NullValue(), "", ""},
		{"count", graph.Int(3), "3", "3"},
	} {
		result := &graph.Result{Keys: []string{c.key}, Records: [][]graph.Value{{c.value}}}
		for lang, want := range map[briefing.Lang]string{briefing.Chinese: c.zh, briefing.English: c.en} {
			r := briefing.Request{Kind: briefing.KindGraph, Lang: lang, View: &briefing.View{}, Answers: []briefing.Answer{{Title: "答", Columns: columns(c.key), Result: result}}}
			if got := cellsOf(mustBriefing(t, m, r)); len(got) != 1 || got[0] != want {
				t.Errorf("%s %v in %s is %q, want %q", c.key, c.value, lang, got, want)
			}
		}
	}
}
