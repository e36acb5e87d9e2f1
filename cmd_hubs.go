package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"planatlas/graph"
	"planatlas/graph/centrality"
	"planatlas/graph/question"
)

func (p *program) hubsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "hubs",
		Short: p.say("枢纽：多数链条经过的平台与举措，图中只有一项支撑的目标", "What a plan hangs by: hubs of its chains, goals with one support"),
		Long: p.say("列出多数链条经过的平台与举措（经过的链条数与占比）、图中只有一项支撑的目标，以及彼此相连的组与章的异同。\n链条按追溯的规则走：先向下后向上，不超过 8 跳。",
			"Lists the platforms and measures that most chains pass through, the goals that one support carries, and the groups that hang together against the chapters.\nChains follow the rule of the trace: down, then up, 8 hops at the most."),
		Example: "  planatlas hubs\n  planatlas hubs --label Platform,Measure --limit 10\n  planatlas hubs --graph text --format json",
		Args:    p.arguments(0, 0),
	}
	format := p.formatFlag(c, "table", "json")
	labels := c.Flags().String("label", "Platform,Measure", p.say("列哪些类型，逗号分开；* 为全部", "which labels, with commas; * for all"))
	limit := c.Flags().Int("limit", 20, p.say("最多列几个", "how many at the most"))
	on := c.Flags().String("graph", "analyst", p.say("看哪张图：analyst 含推断，text 只看原文", "which graph: analyst with the analyst's relationships, or text"))
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := p.checkFormat(*format, "table", "json"); err != nil {
			return err
		}
		if *on != "analyst" && *on != "text" {
			return p.usage("--graph 须为 analyst 或 text，而不是“%s”", "--graph is analyst or text, not “%s”", *on)
		}
		if *limit < 1 {
			return p.usage("--limit 须为正整数", "--limit must be 1 or more")
		}
		return p.hubs(c, *format, strings.Split(*labels, ","), *limit, *on == "text")
	}
	return c
}

func (p *program) hubs(c *cobra.Command, format string, labels []string, limit int, textOnly bool) error {
	d, err := p.open(c.Context())
	if err != nil {
		return err
	}
	defer d.close()
	for _, l := range labels {
		if l != "*" && d.ontology.Label(l) == nil {
			return p.usage("没有类型“%s”", "there is no label “%s”", l)
		}
	}
	plan, err := p.onlyPlan(c, d)
	if err != nil {
		return err
	}
	g, err := d.graph(c.Context())
	if err != nil {
		return err
	}
	var bases []string
	if textOnly {
		bases = question.TextBases(d.ontology)
	}
	r, err := centrality.Of(c.Context(), g, d.ontology, plan, bases)
	if err != nil {
		return err
	}
	if format == "json" {
		return p.writeJSON(r)
	}
	p.printHubs(r, labels, limit, d)
	return nil
}

func (p *program) printHubs(r *centrality.Report, labels []string, limit int, d *data) {
	title := func(label string) string { return d.ontology.Label(label).Title.In(string(p.lang)) }
	name := func(i graph.Item) string { return plainText(p.say(i.Name, i.NameEn)) }
	fmt.Fprintf(p.out, p.say("相连的两两组合 %d 对。经过链条最多的：\n", "%d pairs hang together. Most chains pass through:\n"), r.Pairs)
	rows := [][]string{{p.say("名称", "Name"), p.say("类型", "Label"), p.say("链条", "Chains"), p.say("占比", "Share"), p.say("章", "Chapter"), p.say("组", "Group")}}
	for _, n := range r.Nodes {
		if len(rows) > limit || n.Through == 0 {
			break
		}
		if labels[0] == "*" || contains(labels, n.Label) {
			rows = append(rows, []string{cells.Truncate(name(n.Item), cellWidth, "…"), title(n.Label), strconv.FormatFloat(n.Through, 'f', 0, 64), fmt.Sprintf("%.1f%%", 100*n.Share), number(n.Chapter), number(int64(n.Group))})
		}
	}
	p.table(rows)
	fmt.Fprintln(p.out, p.say("\n图中只有一项支撑的目标：", "\nGoals with one support in the graph:"))
	rows = [][]string{{p.say("目标", "Goal"), p.say("唯一的支撑", "Its only support"), p.say("类型", "Label"), p.say("依据", "Basis")}}
	for _, x := range r.Goals {
		if x.Only != nil {
			rows = append(rows, []string{cells.Truncate(name(x.Item), cellWidth, "…"), cells.Truncate(name(*x.Only), cellWidth, "…"), title(x.Only.Label), d.ontology.Basis(x.Basis).Title.In(string(p.lang))})
		}
	}
	p.table(rows)
	fmt.Fprintf(p.out, p.say("\n彼此相连的组（模块度 %.2f，与章的吻合度 %.2f）：\n", "\nGroups that hang together (modularity %.2f, agreement with the chapters %.2f):\n"), r.Modularity, r.Agreement)
	rows = [][]string{{p.say("组", "Group"), p.say("个数", "Size"), p.say("各章个数", "By chapter"), p.say("代表", "Such as")}}
	for _, x := range r.Groups {
		if len(rows) <= limit {
			rows = append(rows, []string{strconv.Itoa(x.ID), strconv.Itoa(x.Size), p.byChapter(x), cells.Truncate(p.namesOf(x.Names), cellWidth, "…")})
		}
	}
	p.table(rows)
	if len(r.Groups) > limit {
		fmt.Fprintf(p.out, p.say("另有 %d 组\n", "and %d more\n"), len(r.Groups)-limit)
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// number is a chapter or group, "" for none.
func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func (p *program) byChapter(x centrality.Group) string {
	var parts []string
	for _, c := range x.Chapters {
		where := p.say("章外", "none")
		if c.Chapter > 0 {
			where = fmt.Sprintf(p.say("第%d章", "ch. %d"), c.Chapter)
		}
		if len(parts) == 3 {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, fmt.Sprintf("%s %d", where, c.Count))
	}
	return strings.Join(parts, p.say("、", ", "))
}

func (p *program) namesOf(items []graph.Item) string {
	var names []string
	for _, i := range items {
		names = append(names, plainText(p.say(i.Name, i.NameEn)))
	}
	return strings.Join(names, p.say("、", ", "))
}
