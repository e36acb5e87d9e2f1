package briefing

import (
	"slices"
	"strconv"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
	"planatlas/graph/question"
)

// Answer is a question with what the graph answered.
type Answer struct {
	Title, Description string
	// Columns word the keys of a saved question and say what their values are;
	// without them a key is its own wording and values stand as they are.
	Columns []question.Column
	Result  *graph.Result
}

// answers reports the results of questions, each as a table.
func (k *builder) answers() {
	for _, a := range k.Answers {
		var blocks []Block
		if a.Description != "" {
			blocks = append(blocks, Paragraph{Spans: []Span{{Text: a.Description}}})
		}
		t := k.answerTable(a)
		if len(t.Rows) == 0 {
			blocks = append(blocks, Paragraph{Spans: []Span{{Text: k.Lang.pick("没有符合条件的结果。", "Nothing answers the question.")}}})
		} else {
			blocks = append(blocks, t)
		}
		if a.Result.Truncated {
			blocks = append(blocks, Paragraph{Spans: []Span{{Text: k.Lang.pick("结果过多，只列出前面的部分。", "There was more; only the first part is listed.")}}})
		}
		k.section(1, a.Title, blocks...)
	}
}

// answerTable is a result in words, as the page shows it.
func (k *builder) answerTable(a Answer) *Table {
	t := &Table{}
	readings := make([]reading, len(a.Result.Keys))
	for i, key := range a.Result.Keys {
		readings[i] = reading{builder: k, key: key}
		title, kind := key, columnKind(a.Result, i)
		if at := slices.IndexFunc(a.Columns, func(c question.Column) bool { return c.Name == key }); at >= 0 {
			readings[i].column, title = &a.Columns[at], a.Columns[at].Title.In(string(k.Lang))
			if readings[i].placed() {
				kind = PlaceColumn
			}
		}
		t.Columns = append(t.Columns, Column{title, 1, kind})
	}
	for _, record := range a.Result.Records {
		row := make([]Cell, len(record))
		for i, v := range record {
			row[i] = readings[i].cell(v)
		}
		t.Rows = append(t.Rows, row)
	}
	t.weigh()
	return t
}

// reading is how the values of one column of an answer are read. The names of
// columns mean the same as on the page.
type reading struct {
	*builder
	key    string
	column *question.Column // nil outside saved questions
}

var (
	// placeColumns hold numbers of articles or chapters.
	placeColumns = map[string]string{"article": "art", "articles": "art", "chapter": "ch"}
	// codedColumns hold words that the ontology names.
	codedColumns = []string{"level", "kind", "strength", "status", "role", "comparator"}
	// incidentalColumns are those whose empty cells say nothing about the plan.
	incidentalColumns = []string{"strength", "verb", "unit", "comparator", "kind", "status", "role", "level", "fromYear", "basis",
		"articles", "article", "quote", "label", "rationale", "type", "aliases"}
)

// placed reports whether the values are places of the document.
func (r reading) placed() bool {
	return r.column != nil && (r.column.Kind == question.PlacesColumn || placeColumns[r.key] != "" && r.column.Kind != question.CountColumn)
}

// cell is a value as a cell.
func (r reading) cell(v graph.Value) Cell {
	list, isList := v.AsList()
	switch {
	case v.IsNull() || isList && len(list) == 0 || isText(v, ""):
		return r.nothing()
	case r.key == "quote" && r.column != nil && isList:
		return r.quotesCell(v.Strings())
	case isList:
		return words(r.list(list))
	case r.placed():
		return words(r.word(v))
	}
	if i, ok := v.AsInt(); ok {
		return number(float64(i))
	}
	if f, ok := v.AsFloat(); ok {
		return number(f)
	}
	if s, ok := v.AsString(); ok && r.isBasis() {
		if mark := InferredMark(r.Ontology, s, r.Lang); mark != "" {
			return Cell{Spans: []Span{{Text: mark, Voice: Inferred}}}
		}
	}
	return words(r.word(v))
}

func isText(v graph.Value, text string) bool {
	s, ok := v.AsString()
	return ok && s == text
}

// nothing is an empty cell: it says so only where that means something.
func (r reading) nothing() Cell {
	if r.column == nil {
		return Cell{Spans: []Span{blank(r.Lang)}}
	}
	empty := r.column.Empty
	if empty == "" && (r.column.Kind != "" || slices.Contains(incidentalColumns, r.key)) {
		empty = question.EmptyNone
	}
	switch empty {
	case question.EmptyNone:
		return words("")
	case question.EmptyText:
		return Cell{Spans: []Span{gap(r.Lang)}}
	}
	return Cell{Spans: []Span{blank(r.Lang)}}
}

func (r reading) isBasis() bool {
	return r.column != nil && (r.key == "basis" || r.column.Kind == question.BasisColumn)
}

// list joins the words of a list, places each once; items that hold the mark of
// a list are told apart by the next stronger one.
func (r reading) list(items []graph.Value) string {
	var parts []string
	between := r.Lang.pick("、", ", ")
	for _, item := range items {
		word := r.word(item)
		if word == "" || r.placed() && slices.Contains(parts, word) {
			continue
		}
		if strings.ContainsAny(word, "、，,；") {
			between = r.Lang.pick("；", "; ")
		}
		parts = append(parts, word)
	}
	return joinWith(parts, between)
}

// word is one value in words.
func (r reading) word(v graph.Value) string {
	if b, ok := v.AsBool(); ok {
		return map[bool]string{true: r.Lang.pick("是", "yes"), false: r.Lang.pick("否", "no")}[b]
	}
	if n, ok := v.AsNode(); ok {
		return NameOf(n, r.Lang)
	}
	if rel, ok := v.AsRelationship(); ok {
		return typeTitle(r.Ontology, rel.Type, r.Lang)
	}
	if items, ok := v.AsList(); ok {
		return r.list(items)
	}
	if i, ok := v.AsInt(); ok && r.placed() && placeColumns[r.key] == "ch" {
		return Place("ch:"+strconv.FormatInt(i, 10), r.Lang)
	}
	s, ok := v.AsString()
	if !ok || r.column == nil {
		return valueText(v)
	}
	switch {
	case r.placed():
		// The head says that a number is an article's.
		if number, isArticle := strings.CutPrefix(s, "art:"); isArticle {
			return number
		}
		return Place(s, r.Lang)
	case r.isBasis():
		return BasisTitle(r.Ontology, s, r.Lang)
	case r.key == "label":
		return labelTitle(r.Ontology, s, r.Lang)
	case r.key == "type":
		return typeTitle(r.Ontology, s, r.Lang)
	case r.key == "quote":
		return Quoted(s)
	case slices.Contains(codedColumns, r.key):
		return codedWord(r.Ontology, r.key, s, r.Lang)
	}
	return r.translated(s)
}

func typeTitle(o *ontology.Ontology, name string, l Lang) string {
	if t := o.Type(name); t != nil {
		return t.Title.In(string(l))
	}
	return name
}

// codedWord is the wording of a value, by whichever label or type has a property
// of that name with it.
func codedWord(o *ontology.Ontology, property, value string, l Lang) string {
	var all []ontology.Property
	for _, label := range o.Labels {
		all = append(all, label.Properties...)
	}
	for _, t := range o.Types {
		all = append(all, t.Properties...)
	}
	for _, p := range all {
		for _, v := range p.Values {
			if p.Name == property && v.Name == value {
				return v.Title.In(string(l))
			}
		}
	}
	return value
}

// translated is the English of words that the graph has in both languages: what
// stands beside a property of the same name with "En".
func (k *builder) translated(s string) string {
	if k.Lang != English {
		return s
	}
	if k.english == nil {
		k.english = map[string]string{}
		for _, n := range k.Graph.Nodes() {
			k.pairs(n.Properties)
		}
		for _, r := range k.Graph.Relationships() {
			k.pairs(r.Properties)
		}
	}
	if en, ok := k.english[s]; ok {
		return en
	}
	return s
}

func (k *builder) pairs(ps graph.Properties) {
	for _, p := range ps {
		key, ok := strings.CutSuffix(p.Key, "En")
		if !ok {
			continue
		}
		zh, _ := ps.Get(key).AsString()
		if en, _ := p.Value.AsString(); zh != "" && en != "" {
			k.english[zh] = straight.Replace(en)
		}
	}
}

func columnKind(r *graph.Result, column int) ColumnKind {
	numbers := 0
	for _, record := range r.Records {
		switch record[column].Kind() {
		case graph.Integer, graph.Float:
			numbers++
		case graph.Null:
		default:
			return TextColumn
		}
	}
	if numbers > 0 {
		return NumberColumn
	}
	return TextColumn
}
