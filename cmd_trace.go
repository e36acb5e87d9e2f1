package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/ontology"
	"planatlas/graph/search"
)

// traceFlags are what can be said about a trace.
type traceFlags struct {
	format    *string
	hops      int
	paths     int
	bases     []string
	structure bool
	up, down  bool
}

func (p *program) traceCommand() *cobra.Command {
	var f traceFlags
	c := &cobra.Command{
		Use:   "trace FROM TO",
		Short: p.say("追溯两个节点之间的链条，或说明原文哪里没有写", "Trace the chains between two nodes, or say where the text is silent"),
		Long: p.say("追溯两个节点之间的链条：每一跳都写出依据、条号与原文，最弱一环有标记。\n没有链条时说明原文未载明，以及两端各走到哪里。\n--up 与 --down 只要一个节点：它服务于什么，由什么承载。",
			"Trace the chains between two nodes: every hop with its basis, article and words, the weakest marked.\nWhere there is none it says so, and how far each end gets.\n--up and --down take one node: what it serves, what carries it."),
		Example: "  planatlas trace 新材料 新能源新材料产业集聚区\n  planatlas trace 智慧照明 新能源新材料产业集聚区\n  planatlas trace --up 江门高新港",
		Args:    p.arguments(1, 2),
	}
	f.format = p.formatFlag(c, "text", "json")
	c.Flags().IntVar(&f.hops, "max-hops", graph.DefaultMaxHops, p.say("最多几跳", "hops at the most"))
	c.Flags().IntVar(&f.paths, "paths", graph.DefaultPaths, p.say("最多几条链条", "chains at the most"))
	c.Flags().StringSliceVar(&f.bases, "basis", nil, p.say("只走这些依据（逗号分隔）；text 为只看原文", "walk these bases only (comma-separated); text for the text only"))
	c.Flags().BoolVar(&f.structure, "structure", false, p.say("也走文件结构（同条、同章）", "walk document structure too"))
	c.Flags().BoolVar(&f.up, "up", false, p.say("它服务于什么", "what it serves"))
	c.Flags().BoolVar(&f.down, "down", false, p.say("由什么承载", "what carries it"))
	c.RunE = func(c *cobra.Command, args []string) error { return p.trace(c, f, args) }
	return c
}

func (p *program) trace(c *cobra.Command, f traceFlags, args []string) error {
	if err := p.checkTrace(f, args); err != nil {
		return err
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
	bases, err := p.bases(d.ontology, f.bases)
	if err != nil {
		return err
	}
	x := search.New(g, d.ontology)
	t, err := graph.NewTracer(g, d.ontology.TraceRules(g))
	if err != nil {
		return err
	}
	from, err := p.resolve(x, args[0])
	if err != nil {
		return err
	}
	if len(args) == 1 {
		return p.reach(c, f, d.ontology, t, from, bases)
	}
	to, err := p.resolve(x, args[1])
	if err != nil {
		return err
	}
	if from == to {
		return p.usage("“%s”与“%s”是同一个节点：%s", "“%s” and “%s” are the same node: %s", args[0], args[1], from.ID)
	}
	r, err := t.Find(c.Context(), graph.TraceRequest{
		From: int32(from.Index()), To: int32(to.Index()), MaxHops: f.hops, Paths: f.paths, Bases: bases, Structure: f.structure,
	})
	if err != nil {
		return err
	}
	if r.Silent != nil {
		r.Silent.Message = briefing.SilenceMessage(from, to, p.lang)
	}
	if *f.format == "json" {
		return p.writeJSON(r)
	}
	_, err = fmt.Fprint(p.out, briefing.TraceText(g, r, d.ontology, p.lang))
	return err
}

func (p *program) checkTrace(f traceFlags, args []string) error {
	if err := p.checkFormat(*f.format, "text", "json"); err != nil {
		return err
	}
	oneWay := f.up || f.down
	switch {
	case f.up && f.down:
		return p.usage("--up 与 --down 只能用一个", "use --up or --down, not both")
	case oneWay != (len(args) == 1):
		return p.usage("追溯要两个节点；--up 或 --down 要一个", "a trace takes two nodes; --up or --down takes one")
	case f.hops < 1 || f.hops > graph.MostHops:
		return p.usage("--max-hops 须为 1 到 %d", "--max-hops must be 1 to %d", graph.MostHops)
	case f.paths < 1 || f.paths > graph.MostPaths:
		return p.usage("--paths 须为 1 到 %d", "--paths must be 1 to %d", graph.MostPaths)
	}
	return nil
}

// bases checks the bases that may be walked; nil means all.
func (p *program) bases(o *ontology.Ontology, names []string) ([]string, error) {
	if len(names) == 1 && names[0] == "text" {
		return o.TextOnly(), nil
	}
	known := []string{"text"}
	for _, b := range o.Bases {
		known = append(known, b.Name)
	}
	for _, n := range names {
		if o.Basis(n) == nil {
			return nil, p.usage("没有依据“%s”；有 %s", "there is no basis “%s”; there are %s", n, strings.Join(known, ", "))
		}
	}
	return names, nil
}

func (p *program) reach(c *cobra.Command, f traceFlags, o *ontology.Ontology, t *graph.Tracer, from *graph.Node, bases []string) error {
	walk := t.Up
	if f.down {
		walk = t.Down
	}
	r, err := walk(c.Context(), int32(from.Index()), bases)
	if err != nil {
		return err
	}
	if *f.format == "json" {
		return p.writeJSON(r)
	}
	_, err = fmt.Fprint(p.out, briefing.ReachText(r, o, f.up, p.lang))
	return err
}
