package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
	"planatlas/graph/question"
	"planatlas/graph/search"
	"planatlas/loader"
)

// exportFlags say what is exported, how and where to.
type exportFlags struct {
	format, out, kind, title string
	focus, from, to          string
	cypher, saved, story     string
	params                   []string
	hops                     int
	views                    viewFlags
}

func (p *program) exportCommand() *cobra.Command {
	var f exportFlags
	formats, kinds := strings.Join(briefing.FormatNames(), "|"), strings.Join(kindNames(), "|")
	c := &cobra.Command{
		Use:   "export --format " + formats,
		Short: p.say("导出公文、图、表或数据", "Export a document, a picture, a table or data"),
		Long: p.say("导出一个节点的档案（--focus）、一次追溯（--from、--to）、一次查询（--cypher、--saved）或整份规划；--kind 选择分层图、矩阵、责任分工表、指标表等。csv 是 nodes.csv 与 relationships.csv 的压缩包。同样的数据导出同样的字节。",
			"Exports the dossier of a node (--focus), a trace (--from, --to), a query (--cypher, --saved) or the plan as a whole; --kind chooses layers, a matrix, the table of responsibilities, of indicators and so on. csv is a zip of nodes.csv and relationships.csv. The same data give the same bytes."),
		Example: "  planatlas export --format docx --focus 新材料 --hops 3 --out 新材料.docx\n" +
			"  planatlas export --format xlsx --kind responsibilities --out 责任分工表.xlsx\n" +
			"  planatlas export --format pdf --from 新材料 --to 产城人融合区 --out 追溯.pdf\n" +
			"  planatlas export --format svg --focus 新材料 --hops 2 --out 新材料.svg\n" +
			"  planatlas export --format png --kind layers --focus 新材料 --out 新材料分层.png\n" +
			"  planatlas export --format xlsx --kind matrix --rows 举措 --columns 责任主体 --out 举措与责任主体.xlsx\n" +
			"  planatlas export --format pptx --story 故事.json --out 故事.pptx",
		Args: p.arguments(0, 0),
	}
	flags := c.Flags()
	flags.StringVar(&f.format, "format", "", formats)
	flags.StringVar(&f.kind, "kind", "", kinds)
	flags.StringVar(&f.out, "out", "", p.say("写到文件（默认写到标准输出）", "file to write (stdout unless given)"))
	flags.StringVar(&f.title, "title", "", p.say("标题（默认自拟）", "title (made up unless given)"))
	flags.StringVar(&f.focus, "focus", "", p.say("以这个节点为中心", "around this node"))
	flags.IntVar(&f.hops, "hops", 1, p.say("中心周围几跳", "hops around the focus"))
	flags.StringVar(&f.from, "from", "", p.say("追溯的起点", "start of a trace"))
	flags.StringVar(&f.to, "to", "", p.say("追溯的终点", "end of a trace"))
	flags.StringVar(&f.cypher, "cypher", "", p.say("导出这个查询的结果", "export the answer to this query"))
	flags.StringVar(&f.saved, "saved", "", p.say("导出这个已存问题的答案（id）", "export the answer to this saved question (id)"))
	flags.StringVar(&f.story, "story", "", p.say("页面“故事”存成的文件（- 为标准输入）", "file that the page's Story view saved (- for stdin)"))
	flags.StringArrayVar(&f.params, "param", nil, p.say("查询的参数 名=值（可多个）", "parameter of the query, name=value (several)"))
	p.viewFlags(c, &f.views)
	c.RunE = func(c *cobra.Command, _ []string) error {
		f.views.noted(c)
		return p.export(c.Context(), f)
	}
	return c
}

func kindNames() []string {
	var names []string
	for _, k := range briefing.Kinds() {
		names = append(names, string(k))
	}
	return names
}

func (p *program) export(ctx context.Context, f exportFlags) error {
	if err := p.checkExport(f); err != nil {
		return err
	}
	if f.kind == string(briefing.KindComparison) {
		return p.exportComparison(ctx, f)
	}
	format, _ := briefing.FormatOf(f.format)
	if format.Binary && (f.out == "" || f.out == "-") && terminal(p.out) {
		return p.usage("%s 不是文本，请用 --out 写到文件", "%s is not text; write it to a file by --out", f.format)
	}
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	g, err := d.graph(ctx)
	if err != nil {
		return err
	}
	e := &exporter{program: p, d: d, g: g, o: d.ontology, x: search.New(g, d.ontology)}
	b, err := e.briefing(ctx, f)
	if err != nil {
		return err
	}
	b.Progress = p.progress(f.out)
	var content bytes.Buffer
	if err := b.Write(ctx, &content, format); err != nil {
		return err
	}
	return p.writeOut(f.out, content.Bytes())
}

// exportComparison is diff as a document.
func (p *program) exportComparison(ctx context.Context, f exportFlags) error {
	if format, _ := briefing.FormatOf(f.format); format.Binary && (f.out == "" || f.out == "-") && terminal(p.out) {
		return p.usage("%s 不是文本，请用 --out 写到文件", "%s is not text; write it to a file by --out", f.format)
	}
	from, to, o, err := p.sides(ctx, []string{f.from, f.to})
	if err != nil {
		return err
	}
	return p.writeComparison(ctx, from, to, o, f.format, f.out)
}

// terminal reports whether a writer is a person's screen.
func terminal(w any) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress shows how far a long export is, where somebody looks on.
func (p *program) progress(out string) func(done, total int) {
	if out == "" || out == "-" || !terminal(p.err) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if total < 2000 {
			return
		}
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.err), progressbar.OptionClearOnFinish())
		}
		_ = bar.Set(done)
	}
}

func (p *program) checkExport(f exportFlags) error {
	views := 0
	for _, given := range []bool{f.focus != "", f.from != "", f.cypher != "", f.saved != "", f.story != ""} {
		if given {
			views++
		}
	}
	names := strings.Join(briefing.FormatNames(), "、")
	switch {
	case f.format == "":
		return p.usage("请用 --format 指明格式：%s", "name a format by --format: %s", names)
	case (f.from == "") != (f.to == ""):
		return p.usage("--from 与 --to 要一起用", "--from and --to go together")
	case views > 1:
		return p.usage("--focus、--from、--cypher、--saved、--story 只能用一个", "--focus, --from, --cypher, --saved and --story exclude one another")
	case f.hops < 0 || f.hops > 5:
		return p.usage("--hops 须为 0 到 5", "--hops must be 0 to 5")
	case f.kind == string(briefing.KindLayers) && f.focus == "":
		return p.usage("--kind layers 要用 --focus 指明节点", "--kind layers needs a node by --focus")
	case f.kind == string(briefing.KindMatrix) && views > 0:
		return p.usage("--kind matrix 不与 --focus、--from、--cypher、--saved、--story 同用", "--kind matrix goes with none of --focus, --from, --cypher, --saved and --story")
	case f.kind != "" && !slices.Contains(kindNames(), f.kind):
		return p.usage("没有种类“%s”；有 %s", "there is no kind “%s”; there are %s", f.kind, strings.Join(kindNames(), "、"))
	case f.kind == string(briefing.KindDossier) && f.focus == "":
		return p.usage("--kind dossier 要用 --focus 指明节点", "--kind dossier needs a node by --focus")
	case f.kind == string(briefing.KindComparison) && f.from == "":
		return p.usage("--kind comparison 要用 --from 与 --to 指明两份规划", "--kind comparison needs two plans by --from and --to")
	case f.kind == string(briefing.KindTrace) && f.from == "":
		return p.usage("--kind trace 要用 --from 与 --to", "--kind trace needs --from and --to")
	case (f.kind == string(briefing.KindStory)) != (f.story != "") && (f.story == "" || f.kind != ""):
		return p.usage("--kind story 与 --story 要一起用", "--kind story and --story go together")
	}
	if err := p.checkViews(f); err != nil {
		return err
	}
	return p.checkFormat(f.format, briefing.FormatNames()...)
}

// exporter makes the briefing that is exported.
type exporter struct {
	*program
	d *data
	g *graph.Graph
	o *ontology.Ontology
	x *search.Index
}

func (e *exporter) briefing(ctx context.Context, f exportFlags) (*briefing.Briefing, error) {
	placed, err := e.positions(ctx)
	if err != nil {
		return nil, err
	}
	r := briefing.Request{Kind: briefing.Kind(f.kind), Lang: e.lang, Plan: e.seeds.plan, Title: f.title, Hops: f.hops}
	if err := e.choose(ctx, f, &r); err != nil {
		return nil, err
	}
	m := briefing.Material{Graph: e.g, Ontology: e.o, Positions: placed.Positions, Passages: map[string][]briefing.Passage{}}
	for plan, text := range e.d.texts() {
		for _, t := range text {
			m.Passages[plan] = append(m.Passages[plan], briefing.Passage{At: t.At, Text: t.Text})
		}
	}
	return briefing.New(ctx, m, r)
}

func (e *exporter) choose(ctx context.Context, f exportFlags, r *briefing.Request) (err error) {
	switch {
	case r.Kind == briefing.KindLayers:
		r.Focus, r.Layers, err = e.layers(ctx, f)
	case r.Kind == briefing.KindMatrix:
		r.Matrix, err = e.matrix(f)
	case f.focus != "":
		if r.Focus, err = e.resolve(e.x, f.focus); err != nil || r.Kind != briefing.KindGraph {
			return err
		}
		v, _ := briefing.Around(e.g, e.o, r.Focus, f.hops, 0)
		r.View = &v
	case f.from != "":
		return e.chooseTrace(ctx, f, r)
	case f.story != "":
		r.Story, err = e.readStory(f.story)
	case f.cypher != "" || f.saved != "":
		return e.chooseAnswer(ctx, f, r)
	case r.Kind == briefing.KindFindings:
		r.Findings, err = e.findings(ctx)
	}
	return err
}

// findings puts the rules with the analyst's relationships, as the command of
// that name does.
func (e *exporter) findings(ctx context.Context) (*briefing.Findings, error) {
	_, rules, err := e.questions()
	if err != nil {
		return nil, err
	}
	report, err := question.Run(ctx, e.d.engine, rules, e.o, e.plan())
	if err != nil {
		return nil, err
	}
	for _, b := range report.Broken {
		fmt.Fprintf(e.err, e.say("规则有误：%v\n", "broken rule: %v\n"), b)
	}
	return &briefing.Findings{Rules: rules, Report: report.On(false)}, nil
}

// readStory reads a story from a file or from stdin.
func (e *exporter) readStory(name string) (*briefing.Story, error) {
	in := e.in
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, e.usage("打不开故事文件 %s：%v", "the story file %s cannot be opened: %v", name, err)
		}
		defer file.Close()
		in = file
	}
	story, err := briefing.ReadStory(in)
	if wrong := (*briefing.StoryError)(nil); errors.As(err, &wrong) {
		return nil, fmt.Errorf("%s: %s", name, wrong.In(e.lang))
	}
	return story, err
}

func (e *exporter) chooseTrace(ctx context.Context, f exportFlags, r *briefing.Request) error {
	from, err := e.resolve(e.x, f.from)
	if err != nil {
		return err
	}
	to, err := e.resolve(e.x, f.to)
	if err != nil {
		return err
	}
	t, err := graph.NewTracer(e.g, e.o.TraceRules(e.g))
	if err != nil {
		return err
	}
	if from == to {
		return e.usage("起点与终点是同一个节点：%s", "start and end are the same node: %s", from.ID)
	}
	if r.Trace, err = t.Find(ctx, graph.TraceRequest{From: int32(from.Index()), To: int32(to.Index())}); err != nil {
		return err
	}
	if r.Trace.Silent != nil {
		fmt.Fprintln(e.err, briefing.SilenceMessage(from, to, e.lang))
	}
	return nil
}

// chooseAnswer asks a query and shows what it answers: the nodes and
// relationships as a picture, the records as a table.
func (e *exporter) chooseAnswer(ctx context.Context, f exportFlags, r *briefing.Request) error {
	q, err := e.readQuery(f.cypher, f.params)
	if err != nil {
		return err
	}
	a := briefing.Answer{Title: e.say("查询结果", "Answer"), Description: q.Text}
	if f.saved != "" {
		if a, err = e.d.answer(ctx, e.program, f.saved, e.plan(), f.params); err != nil {
			return err
		}
	} else if a.Result, err = e.d.engine.Run(ctx, q); err != nil {
		if failed := (*graph.QueryError)(nil); errors.As(err, &failed) {
			return &queryFailure{failed, q.Text}
		}
		return err
	}
	if r.Title == "" {
		r.Title = a.Title
	}
	v := briefing.OfResult(e.g, e.o, a.Result)
	r.Kind, r.View, r.Answers = briefing.KindGraph, &v, []briefing.Answer{a}
	return nil
}

// plan is the plan in question: the one asked for, or the only one.
func (e *exporter) plan() string { return planOf(e.g, e.seeds.plan) }

func planOf(g *graph.Graph, asked string) string {
	if asked != "" {
		return asked
	}
	for _, n := range g.Nodes() {
		if n.Label() == "Plan" {
			return graph.PlanOf(n.ID)
		}
	}
	return ""
}

func (e *exporter) positions(ctx context.Context) (*layout.Result, error) {
	kept := newLayouts()
	if r := kept.Load(e.g); r != nil {
		return r, nil
	}
	r, err := layout.Compute(ctx, e.g, layout.ForGraph(e.g, e.o))
	if err == nil {
		kept.Store(e.g, r)
	}
	return r, err
}

// answer puts one saved question, with the arguments of its example unless there
// are others.
func (d *data) answer(ctx context.Context, p *program, id, plan string, params []string) (briefing.Answer, error) {
	questions, err := loader.Questions(p.seedFiles())
	if err != nil {
		return briefing.Answer{}, err
	}
	var ids []string
	for i := range questions {
		q := &questions[i]
		ids = append(ids, q.ID)
		if q.ID != id {
			continue
		}
		args := q.Example
		if len(params) > 0 {
			args = map[string]string{}
		}
		for _, s := range params {
			name, value, _ := strings.Cut(s, "=")
			args[name] = value
		}
		return d.put(ctx, p, q, plan, args)
	}
	return briefing.Answer{}, p.usage("没有已存问题“%s”；有 %s", "there is no saved question “%s”; there are %s", id, strings.Join(ids, "、"))
}

func (d *data) put(ctx context.Context, p *program, q *question.Question, plan string, args map[string]string) (briefing.Answer, error) {
	r, err := q.Run(ctx, d.engine, plan, args, p.limits())
	if err != nil {
		return briefing.Answer{}, err
	}
	lang := string(p.lang)
	return briefing.Answer{Title: q.Title.In(lang), Description: q.Description.In(lang), Columns: q.Columns, Result: r}, nil
}
