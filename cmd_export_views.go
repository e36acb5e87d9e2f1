package main

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/layers"
	"planatlas/graph/matrix"
)

// viewFlags say which layers or which matrix is exported.
type viewFlags struct {
	way           string
	most          int
	rows, columns string
	typ           string
	opening, all  bool
	bases         []string

	given []string // the flags that were given, of these and --hops
}

// ofLayers and ofMatrix are the flags that each takes.
var (
	ofLayers = []string{"way", "most", "basis", "hops"}
	ofMatrix = []string{"rows", "columns", "type", "opening", "all", "basis"}
)

func (p *program) viewFlags(c *cobra.Command, f *viewFlags) {
	flags := c.Flags()
	flags.StringVar(&f.way, "way", string(layers.Both), p.say("分层：both、up（服务于谁）或 down（由谁承载）", "of layers: both, up (what it serves) or down (what carries it)"))
	flags.IntVar(&f.most, "most", layers.DefaultMost, p.say("分层：每层最多几个", "of layers: nodes a column at the most"))
	flags.StringVar(&f.rows, "rows", "", p.say("矩阵的行：类型的名称，如 产业（默认产业 × 平台载体）", "rows of a matrix: a label, as Industry (Industry × Platform unless given)"))
	flags.StringVar(&f.columns, "columns", "", p.say("矩阵的列：类型的名称，如 平台载体", "columns of a matrix: a label, as Platform"))
	flags.StringVar(&f.typ, "type", "", p.say("矩阵：关系类型，如 承载（默认任何关系）", "of a matrix: type of relationship, as HOSTS (any unless given)"))
	flags.BoolVar(&f.opening, "opening", false, p.say("矩阵：只列总览里的", "of a matrix: only what the page opens on"))
	flags.BoolVar(&f.all, "all", false, p.say("矩阵：没有关系的也列出", "of a matrix: list what has no cell, too"))
	flags.StringSliceVar(&f.bases, "basis", nil, p.say("分层与矩阵：只算这些依据（逗号分隔）；text 为只看原文", "of layers and a matrix: count these bases only (comma-separated); text for the text only"))
}

// noted keeps which flags were given.
func (f *viewFlags) noted(c *cobra.Command) {
	f.given = nil
	for _, name := range append([]string{"hops"}, slices.Concat(ofLayers, ofMatrix)...) {
		if c.Flags().Changed(name) && !slices.Contains(f.given, name) {
			f.given = append(f.given, name)
		}
	}
}

// checkViews refuses flags that the kind has no use for.
func (p *program) checkViews(f exportFlags) error {
	var taken []string
	switch briefing.Kind(f.kind) {
	case briefing.KindLayers:
		taken = ofLayers
	case briefing.KindMatrix:
		taken = ofMatrix
	}
	for _, name := range f.views.given {
		if slices.Contains(taken, name) || name == "hops" {
			continue
		}
		kinds := "layers"
		if slices.Contains(ofMatrix, name) {
			kinds = "matrix"
		}
		return p.usage("--%s 只与 --kind %s 同用", "--%s goes with --kind %s only", name, kinds)
	}
	if f.kind != string(briefing.KindLayers) {
		return nil
	}
	switch {
	case !slices.Contains(layers.Ways(), layers.Way(f.views.way)):
		return p.usage("--way 须为 both、up 或 down", "--way must be both, up or down")
	case f.views.most < 1 || f.views.most > layers.MostMost:
		return p.usage("--most 须为 1 到 %d", "--most must be 1 to %d", layers.MostMost)
	case f.hops < 1:
		return p.usage("分层的 --hops 须为 1 到 %d", "--hops of layers must be 1 to %d", layers.MostHops)
	}
	return nil
}

// layers lays out what a node serves and what carries it, as the page does.
func (e *exporter) layers(ctx context.Context, f exportFlags) (*graph.Node, *layers.Picture, error) {
	focus, err := e.resolve(e.x, f.focus)
	if err != nil {
		return nil, nil, err
	}
	bases, err := e.bases(e.o, f.views.bases)
	if err != nil {
		return nil, nil, err
	}
	t, err := graph.NewTracer(e.g, e.o.TraceRules(e.g))
	if err != nil {
		return nil, nil, err
	}
	options := layers.Options{Way: layers.Way(f.views.way), Most: f.views.most, Bases: bases}
	if slices.Contains(f.views.given, "hops") {
		options.Hops = f.hops
	}
	p, err := layers.Of(ctx, t, e.o, focus, options)
	return focus, p, err
}

// matrix holds two labels against each other, as the page does.
func (e *exporter) matrix(f exportFlags) (*matrix.Matrix, error) {
	choice, err := matrix.Named(e.o, matrix.Choice{Rows: f.views.rows, Columns: f.views.columns, Type: f.views.typ, Opening: f.views.opening})
	if wrong := (*matrix.ChoiceError)(nil); errors.As(err, &wrong) {
		return nil, e.usage("%s", "%s", wrong.In(string(e.lang)))
	}
	bases, err := e.bases(e.o, f.views.bases)
	if err != nil {
		return nil, err
	}
	return matrix.Of(e.g, e.o, matrix.Options{Choice: choice, Plan: e.plan(), All: f.views.all, Bases: bases}), nil
}
