package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
	"planatlas/graph/search"
)

// exportFlags say what is exported, how and where to.
type exportFlags struct {
	format, out     string
	focus, from, to string
	hops            int
}

var exportFormats = []string{"json", "svg"}

func (p *program) exportCommand() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:     "export --format json|svg",
		Short:   p.say("导出数据或图", "Export data or a picture"),
		Long:    p.say("导出整张图谱、一个节点的周围（--focus）或一次追溯（--from、--to）。", "Export the whole graph, what stands around a node (--focus) or a trace (--from, --to)."),
		Example: "  planatlas export --format svg --focus 新材料 --hops 2 --out 新材料.svg\n  planatlas export --format json --out 图谱.json",
		Args:    p.arguments(0, 0),
	}
	c.Flags().StringVar(&f.format, "format", "", "json|svg")
	c.Flags().StringVar(&f.out, "out", "", p.say("写到文件（默认写到标准输出）", "file to write (stdout unless given)"))
	c.Flags().StringVar(&f.focus, "focus", "", p.say("以这个节点为中心", "around this node"))
	c.Flags().IntVar(&f.hops, "hops", 1, p.say("中心周围几跳", "hops around the focus"))
	c.Flags().StringVar(&f.from, "from", "", p.say("追溯的起点", "start of a trace"))
	c.Flags().StringVar(&f.to, "to", "", p.say("追溯的终点", "end of a trace"))
	c.RunE = func(c *cobra.Command, _ []string) error { return p.export(c.Context(), f) }
	return c
}

func (p *program) export(ctx context.Context, f exportFlags) error {
	if err := p.checkExport(f); err != nil {
		return err
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
	e := &exporter{program: p, g: g, o: d.ontology, x: search.New(g, d.ontology)}
	if err := e.choose(ctx, f); err != nil {
		return err
	}
	content, err := e.render(ctx, f.format)
	if err != nil {
		return err
	}
	return p.writeOut(f.out, content)
}

func (p *program) checkExport(f exportFlags) error {
	switch {
	case f.format == "":
		return p.usage("请用 --format 指明格式：json 或 svg", "name a format by --format: json or svg")
	case (f.from == "") != (f.to == ""):
		return p.usage("--from 与 --to 要一起用", "--from and --to go together")
	case f.focus != "" && f.from != "":
		return p.usage("--focus 与 --from 不能一起用", "--focus and --from do not go together")
	case f.hops < 0 || f.hops > 5:
		return p.usage("--hops 须为 0 到 5", "--hops must be 0 to 5")
	}
	return p.checkFormat(f.format, exportFormats...)
}

// exporter holds the view that is exported.
type exporter struct {
	*program
	g     *graph.Graph
	o     *ontology.Ontology
	x     *search.Index
	view  briefing.View
	title string // "" for the plan as a whole
	focus *graph.Node
}

func (e *exporter) choose(ctx context.Context, f exportFlags) (err error) {
	g, o := e.g, e.o
	switch {
	case f.focus != "":
		if e.focus, err = e.resolve(e.x, f.focus); err != nil {
			return err
		}
		e.view, _ = briefing.Around(g, o, e.focus, f.hops, 0)
		e.title = briefing.NameOf(e.focus, e.lang)
	case f.from != "":
		return e.chooseTrace(ctx, f)
	default:
		e.view = briefing.Content(g, o)
	}
	return nil
}

func (e *exporter) chooseTrace(ctx context.Context, f exportFlags) error {
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
	r, err := t.Find(ctx, graph.TraceRequest{From: int32(from.Index()), To: int32(to.Index())})
	if err != nil {
		return err
	}
	e.view = briefing.OfTrace(r)
	e.title = briefing.NameOf(from, e.lang) + " → " + briefing.NameOf(to, e.lang)
	if r.Silent != nil {
		fmt.Fprintln(e.err, briefing.SilenceMessage(from, to, e.lang))
	}
	return nil
}

func (e *exporter) render(ctx context.Context, format string) ([]byte, error) {
	if format == "json" {
		return e.json()
	}
	r, err := e.positions(ctx)
	if err != nil {
		return nil, err
	}
	scene, err := briefing.NewScene(ctx, e.view, r.Positions, e.o, briefing.Caption(e.g, e.view, e.title, e.focus, e.lang))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = scene.WriteSVG(&b)
	return b.Bytes(), err
}

// json is the whole graph, document structure included, or the view.
func (e *exporter) json() ([]byte, error) {
	part := graph.Subgraph{Nodes: e.view.Nodes, Relationships: e.view.Relationships}
	if e.title == "" {
		part = graph.Subgraph{Nodes: e.g.Nodes(), Relationships: e.g.Relationships()}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(part)
	return b.Bytes(), err
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
