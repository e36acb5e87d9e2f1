// Package briefing turns graphs and chains into what people read: sentences with
// their sources, and pictures. Enter by ChainText, NewScene and Scene.WriteSVG.
package briefing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"planatlas/graph"
)

// Lang is the language of what is written: Chinese or English.
type Lang string

// The languages.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// LangOf is the language of that name, Chinese unless it is "en".
func LangOf(name string) Lang {
	if name == string(English) {
		return English
	}
	return Chinese
}

// pick returns the wording of the language.
func (l Lang) pick(zh, en string) string {
	if l == English {
		return en
	}
	return zh
}

// join joins the items of a list as the language does.
func (l Lang) join(items []string) string { return strings.Join(items, l.pick("、", ", ")) }

// Size says how many nodes and relationships there are.
func Size(nodes, relationships int, l Lang) string {
	if l != English {
		return fmt.Sprintf("%d 个节点，%d 条关系", nodes, relationships)
	}
	one := func(n int, noun string) string {
		if n == 1 {
			return "1 " + noun
		}
		return fmt.Sprintf("%d %ss", n, noun)
	}
	return one(nodes, "node") + ", " + one(relationships, "relationship")
}

// NameOf is a node's name in a language; a node without an English name keeps
// its own.
func NameOf(n *graph.Node, l Lang) string {
	if l == English {
		if en, ok := n.Properties.Get(graph.PropNameEn).AsString(); ok {
			return straight.Replace(en)
		}
	}
	return n.Name()
}

// straight makes the curly quotation marks of an English name straight: Chinese
// fonts set them full width. The page does the same.
var straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'")

// Place is the wording of a reference such as "art:12".
func Place(ref string, l Lang) string {
	kind, number, _ := strings.Cut(ref, ":")
	switch kind {
	case "art":
		return l.pick("第"+number+"条", "Art. "+number)
	case "ch":
		n, _ := strconv.Atoi(number)
		return l.pick("第"+chineseNumber(n)+"章", "Ch. "+number)
	}
	zh, ok := places[kind]
	if !ok {
		return ref
	}
	return l.pick(zh, kind)
}

var places = map[string]string{
	"title": "标题", "number": "文号", "preface": "序言", "closing": "结语", "signature": "落款",
}

// chineseNumber writes 1 to 99 as chapters are counted.
func chineseNumber(n int) string {
	digits := []rune("〇一二三四五六七八九")
	if n < 1 || n > 99 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	if n >= 20 {
		b.WriteRune(digits[n/10])
	}
	if n >= 10 {
		b.WriteRune('十')
	}
	if n%10 > 0 {
		b.WriteRune(digits[n%10])
	}
	return b.String()
}

// Source is one place of the evidence with its words, "" where there are none.
type Source struct{ Ref, Quote string }

// SourcesOf is the evidence of a node or relationship, as it stands in the data.
func SourcesOf(p graph.Properties) []Source {
	refs, quotes := p.Get(graph.PropRefs).Strings(), p.Get(graph.PropQuotes).Strings()
	out := make([]Source, len(refs))
	for i, ref := range refs {
		out[i].Ref = ref
		if i < len(quotes) {
			out[i].Quote = quotes[i]
		}
	}
	return out
}

// Cited lists the places of the evidence, each once, in a language.
func Cited(p graph.Properties, l Lang) []string {
	var out []string
	for _, s := range SourcesOf(p) {
		if w := Place(s.Ref, l); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// Quoted puts words into quotation marks as they are printed: words that are
// themselves one quotation stay as they are, marks inside others are single ones
// (GB/T 15834-2011, 4.8.3.2).
func Quoted(words string) string {
	if strings.Count(words, "“") == 1 && strings.HasPrefix(words, "“") && strings.HasSuffix(words, "”") {
		return words
	}
	return "“" + inner.Replace(words) + "”"
}

// inner turns quotation marks into those of the next level, and back.
var inner = strings.NewReplacer("“", "‘", "”", "’", "‘", "“", "’", "”")

// SilenceMessage says that no chain joins two nodes.
func SilenceMessage(from, to *graph.Node, l Lang) string {
	if l == English {
		return fmt.Sprintf("The text does not say how %s and %s connect.", NameOf(from, l), NameOf(to, l))
	}
	return fmt.Sprintf("原文未载明%s与%s如何相连。", Quoted(from.Name()), Quoted(to.Name()))
}
