package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"planatlas/briefing"
	"planatlas/graph/compare"
	"planatlas/graph/ontology"
	"planatlas/loader"
)

func (p *program) diffCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "diff PLAN PLAN",
		Short: p.say("比较两份规划，或一份规划的两个版本", "Compare two plans, or two versions of one"),
		Long: p.say("比较两份规划：新增、不再有、改名、指标值、承诺力度与关系的变化。\n参数是已载入规划的 id，或两个文件夹（规划的文件夹，或只有一份规划的数据目录）。",
			"Compares two plans: what was added, is gone, was renamed; changed values, strengths of commitment, relationships.\nThe arguments are ids of loaded plans, or two folders (of a plan, or of seeds with one plan)."),
		Example: "  planatlas diff jianyi gangyao\n  planatlas diff v1/jianghai-14fyp v2/jianghai-14fyp --format docx --out 对照表.docx",
		Args:    p.arguments(2, 2),
	}
	formats := append([]string{"text", "json"}, documents()...)
	format := p.formatFlag(c, formats...)
	out := c.Flags().String("out", "", p.say("写到文件（文档格式）", "file to write, for a document"))
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := p.checkFormat(*format, formats...); err != nil {
			return err
		}
		if f, ok := briefing.FormatOf(*format); ok && f.Binary && (*out == "" || *out == "-") && terminal(p.out) {
			return p.usage("%s 不是文本，请用 --out 写到文件", "%s is not text; write it to a file by --out", *format)
		}
		from, to, o, err := p.sides(c.Context(), args)
		if err != nil {
			return err
		}
		switch *format {
		case "text":
			p.printDiff(compare.Plans(from, to, o), o)
			return nil
		case "json":
			return p.writeJSON(compare.Plans(from, to, o))
		}
		return p.writeComparison(c.Context(), from, to, o, *format, *out)
	}
	return c
}

// documents are the formats that a comparison is written in as a document.
func documents() []string {
	var names []string
	for _, f := range briefing.Formats() {
		if !f.Data {
			names = append(names, f.Name)
		}
	}
	return names
}

func (p *program) writeComparison(ctx context.Context, from, to compare.Side, o *ontology.Ontology, format, out string) error {
	r, m, err := briefing.Compare(ctx, from, to, o)
	if err != nil {
		return err
	}
	b, err := briefing.New(ctx, m, briefing.Request{Kind: briefing.KindComparison, Lang: p.lang, Comparison: r})
	if err != nil {
		return err
	}
	f, _ := briefing.FormatOf(format)
	var content bytes.Buffer
	if err := b.Write(ctx, &content, f); err != nil {
		return err
	}
	return p.writeOut(out, content.Bytes())
}

// sides are the two plans that the arguments name.
func (p *program) sides(ctx context.Context, args []string) (from, to compare.Side, o *ontology.Ontology, err error) {
	if isFolder(args[0]) && isFolder(args[1]) {
		return p.folderSides(args)
	}
	d, err := p.open(ctx)
	if err != nil {
		return from, to, nil, err
	}
	defer d.close()
	g, err := d.graph(ctx)
	if err != nil {
		return from, to, nil, err
	}
	var sides []compare.Side
	for _, id := range args {
		if g.NodeByID(id+":plan") == nil {
			return from, to, nil, p.usage("没有规划“%s”，也没有这个文件夹", "there is no plan “%s”, nor a folder of that name", id)
		}
		sides = append(sides, compare.Side{Graph: g, Plan: id})
	}
	return sides[0], sides[1], d.ontology, nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// folderSides loads two folders: together where they lie side by side, so that
// one may refer to the other, else each by itself.
func (p *program) folderSides(args []string) (from, to compare.Side, o *ontology.Ontology, err error) {
	o, err = loader.ReadOntology(p.seedFiles())
	if err != nil {
		return from, to, nil, err
	}
	a, b := filepath.Clean(args[0]), filepath.Clean(args[1])
	if isPlan(a) && isPlan(b) && a != b && filepath.Dir(a) == filepath.Dir(b) {
		names := []string{filepath.Base(a), filepath.Base(b)}
		s, err := loader.Load(os.DirFS(filepath.Dir(a)), loader.Options{Ontology: o, Folders: names})
		if err == nil && s.Plans[0].Folder == names[0] {
			return compare.Side{Graph: s.Graph, Plan: s.Plans[0].ID}, compare.Side{Graph: s.Graph, Plan: s.Plans[1].ID}, o, nil
		}
		if err == nil {
			return compare.Side{Graph: s.Graph, Plan: s.Plans[1].ID}, compare.Side{Graph: s.Graph, Plan: s.Plans[0].ID}, o, nil
		}
	}
	if from, err = p.folderSide(a, o); err != nil {
		return from, to, nil, err
	}
	to, err = p.folderSide(b, o)
	return from, to, o, err
}

func isPlan(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "plan.yaml"))
	return err == nil
}

func (p *program) folderSide(folder string, o *ontology.Ontology) (compare.Side, error) {
	opts, root := loader.Options{Ontology: o}, folder
	if isPlan(folder) {
		full, err := filepath.Abs(folder)
		if err != nil {
			return compare.Side{}, err
		}
		root, opts.Folders = filepath.Dir(full), []string{filepath.Base(full)}
	}
	s, err := loader.Load(os.DirFS(root), opts)
	if err != nil {
		return compare.Side{}, fmt.Errorf("%s: %w", folder, err)
	}
	i, ok := s.Plan(p.seeds.plan)
	if !ok {
		return compare.Side{}, p.usage("%s 里有几份规划，请用 --plan 指明一份", "%s has several plans; name one by --plan", folder)
	}
	return compare.Side{Graph: s.Graph, Plan: i.ID}, nil
}

func (p *program) printDiff(d *compare.Diff, o *ontology.Ontology) {
	fmt.Fprintf(p.out, "%s → %s\n", p.itemName(d.From), p.itemName(d.To))
	fmt.Fprintf(p.out, p.say("相同 %d，新增 %d，不再有 %d，改名 %d，指标值变化 %d，力度变化 %d，其他变化 %d，关系变化 %d\n", "kept %d, added %d, gone %d, renamed %d, values %d, strengths %d, other %d, relationships %d\n"),
		d.Kept, len(d.Added), len(d.Gone), len(d.Renamed), len(d.Targets), len(d.Strengths), len(d.Properties), len(d.Relationships))
	p.section(p.say("新增", "Added"), len(d.Added), func(i int) string { return "+ " + p.item(d.Added[i], o) })
	p.section(p.say("不再有", "Gone"), len(d.Gone), func(i int) string { return "- " + p.item(d.Gone[i], o) })
	p.section(p.say("改名", "Renamed"), len(d.Renamed), func(i int) string {
		r := d.Renamed[i]
		return fmt.Sprintf("~ %s → %s  [%s %.2f]", p.item(r.From, o), p.itemName(r.To), briefing.HowTitle(r.How, p.lang), r.Score)
	})
	p.section(p.say("指标值", "Values"), len(d.Targets), func(i int) string { return p.change(d.Targets[i], o) })
	p.section(p.say("力度", "Strength of commitment"), len(d.Strengths), func(i int) string { return p.change(d.Strengths[i], o) })
	p.section(p.say("其他变化", "Other changes"), len(d.Properties), func(i int) string { return p.change(d.Properties[i], o) })
	p.section(p.say("关系", "Relationships"), len(d.Relationships), func(i int) string {
		r := d.Relationships[i]
		mark := map[string]string{"added": "+", "gone": "-", "basis": "~"}[r.Kind]
		s := fmt.Sprintf("%s %s —%s→ %s", mark, p.itemName(r.Start), r.Type, p.itemName(r.End))
		if r.Kind == "basis" {
			s += fmt.Sprintf("  %s → %s", r.Before, r.After)
		}
		return s
	})
}

func (p *program) section(title string, n int, line func(int) string) {
	if n == 0 {
		return
	}
	fmt.Fprintf(p.out, "\n%s\n", title)
	for i := range n {
		fmt.Fprintln(p.out, "  "+plainText(line(i)))
	}
}

func (p *program) itemName(i compare.Item) string { return p.say(i.Name, i.NameEn) }

func (p *program) item(i compare.Item, o *ontology.Ontology) string {
	label := i.Label
	if l := o.Label(label); l != nil {
		label = l.Title.In(string(p.lang))
	}
	s := label + " " + p.itemName(i)
	if len(i.Articles) == 0 {
		return s
	}
	places := strings.Trim(strings.ReplaceAll(fmt.Sprint(i.Articles), " ", p.say("、", ", ")), "[]")
	return s + p.say("（第"+places+"条）", " (Art. "+places+")")
}

func (p *program) change(c compare.Change, o *ontology.Ontology) string {
	property, none := c.Property, p.say("无", "none")
	before, after := c.Before, c.After
	if l := o.Label(c.From.Label); l != nil {
		for _, x := range l.Properties {
			if x.Name != c.Property {
				continue
			}
			property = x.Title.In(string(p.lang))
			for _, v := range x.Values {
				if v.Name == c.Before {
					before = v.Title.In(string(p.lang))
				}
				if v.Name == c.After {
					after = v.Title.In(string(p.lang))
				}
			}
		}
	}
	if before == "" {
		before = none
	}
	if after == "" {
		after = none
	}
	s := fmt.Sprintf(p.say("%s  %s：%s → %s", "%s  %s: %s → %s"), p.item(c.To, o), property, before, after)
	if w := briefing.DirectionTitle(c.Direction, p.lang); w != "" {
		s += p.say("（"+w+"）", " ("+w+")")
	}
	return s
}
