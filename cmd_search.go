package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/ontology"
	"planatlas/graph/search"
	"planatlas/server"
)

func (p *program) searchCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "search TEXT",
		Short:   p.say("按名称、别名、拼音、提要、引文找节点", "Find nodes by name, other name, pinyin, summary or quote"),
		Args:    p.arguments(1, -1),
		Example: p.say("  planatlas search 新材料\n  planatlas search xcl", "  planatlas search “new materials”\n  planatlas search xcl"),
	}
	format := p.formatFlag(c, "text", "json")
	limit := c.Flags().Int("limit", 20, p.say("最多几个，0 为全部", "results at the most, 0 for all"))
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := p.checkFormat(*format, "text", "json"); err != nil {
			return err
		}
		if *limit < 0 {
			return p.usage("--limit 不能小于 0", "--limit cannot be below 0")
		}
		d, err := p.open(c.Context())
		if err != nil {
			return err
		}
		defer d.close()
		g, err := d.graph(c.Context())
		if err != nil {
			return err
		}
		r := search.New(g, d.ontology, d.searchTexts()...).Search(strings.Join(args, " "), search.Options{Limit: *limit, Plan: p.seeds.plan})
		if *format == "json" {
			return p.writeJSON(r)
		}
		p.printHits(r, d.ontology)
		return nil
	}
	return c
}

// printHits writes a table of hits and, under it, the hits by label.
func (p *program) printHits(r search.Results, o *ontology.Ontology) {
	if r.Total == 0 {
		fmt.Fprintf(p.out, p.say("没有找到“%s”\n", "nothing found for “%s”\n"), r.Query)
		return
	}
	rows := [][]string{{p.say("类型", "LABEL"), p.say("名称", "NAME"), p.say("条", "ART."), p.say("见于", "FOUND IN"), "ID"}}
	for _, h := range r.Hits {
		found := fieldTitle(h.Match.Field, p.lang)
		if h.Match.Field != search.FieldName && h.Match.Field != search.FieldID {
			found += " " + h.Match.Text
		}
		rows = append(rows, []string{labelTitle(o, h.Node.Label(), p.lang), briefing.NameOf(h.Node, p.lang), articleList(h.Node), cells.Truncate(found, 40, "…"), h.Node.ID})
	}
	p.table(rows)
	var counts []string
	for _, l := range o.Labels {
		if n := r.Labels[l.Name]; n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", l.Title.In(string(p.lang)), n))
		}
	}
	fmt.Fprintf(p.out, p.say("\n显示 %d / %d：%s\n", "\nShowing %d of %d: %s\n"), len(r.Hits), r.Total, strings.Join(counts, p.say("、", ", ")))
}

func labelTitle(o *ontology.Ontology, name string, l briefing.Lang) string {
	if label := o.Label(name); label != nil {
		return label.Title.In(string(l))
	}
	return name
}

var fieldTitles = map[search.Field][2]string{
	search.FieldID: {"id", "id"}, search.FieldName: {"名称", "name"}, search.FieldAlias: {"别名", "other name"},
	search.FieldFind:   {"检索词", "search word"},
	search.FieldNameEn: {"英文名", "English name"}, search.FieldPinyin: {"拼音", "pinyin"}, search.FieldInitials: {"拼音首字母", "initials"},
	search.FieldTitle: {"标题", "title"}, search.FieldSummary: {"提要", "summary"}, search.FieldQuote: {"引文", "quote"}, search.FieldText: {"原文", "text"},
}

func fieldTitle(f search.Field, l briefing.Lang) string {
	t := fieldTitles[f]
	if l == briefing.English {
		return t[1]
	}
	return t[0]
}

// articleList is a node's articles in short.
func articleList(n *graph.Node) string {
	var out []string
	for _, a := range n.Properties.Get(graph.PropArticles).Integers() {
		out = append(out, fmt.Sprint(a))
	}
	if len(out) > 4 {
		out = append(slices.Clone(out[:4]), "…")
	}
	return strings.Join(out, ",")
}

// writeJSON writes a value as indented JSON with Chinese and quotes unescaped.
func (p *program) writeJSON(v any) error {
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// searchTexts are the official texts as search takes them.
func (d *data) searchTexts() []search.Text {
	var out []search.Text
	for plan, passages := range d.texts() {
		out = append(out, server.SearchTexts(plan, passages)...)
	}
	return out
}
