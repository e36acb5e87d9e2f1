package server

import (
	"slices"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/layers"
)

// layersReply is a layered picture as JSON.
type layersReply struct {
	Focus         string                `json:"focus"`
	Way           layers.Way            `json:"way"`
	Nodes         []placedNode          `json:"nodes"`
	Relationships []*graph.Relationship `json:"relationships"`
	Columns       []layers.Column       `json:"columns"`
	Left          int                   `json:"left"` // nodes that stand in no column for want of room
}

type placedNode struct {
	ID     string  `json:"id"`
	Column int     `json:"column"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
}

// layers lays out what a node serves and what carries it.
func (s *Server) layers(q *request) (any, error) {
	v, err := q.view()
	if err != nil {
		return nil, err
	}
	focus, err := q.named(v, "focus")
	if err != nil {
		return nil, err
	}
	options, err := q.layersOptions()
	if err != nil {
		return nil, err
	}
	p, err := layers.Of(q, v.tracer, s.cfg.Ontology, focus, options)
	if err != nil {
		return nil, err
	}
	out := layersReply{Focus: focus.ID, Way: options.Way, Relationships: nonNil(p.Relationships), Columns: p.Columns, Left: p.Left}
	for _, n := range p.Nodes {
		out.Nodes = append(out.Nodes, placedNode{n.Node.ID, n.Column, n.At.X, n.At.Y})
	}
	return out, nil
}

func (q *request) layersOptions() (layers.Options, error) {
	var o layers.Options
	var err error
	if o.Way, err = wayOf(q.Query("way")); err != nil {
		return o, err
	}
	if o.Most, err = q.integer("most", layers.DefaultMost, 1, layers.MostMost); err != nil {
		return o, err
	}
	if o.Hops, err = q.integer("hops", layers.DefaultHops, 1, layers.MostHops); err != nil {
		return o, err
	}
	o.Bases, err = q.bases()
	return o, err
}

// layered is the layered picture that an export asks for.
func (q *request) layered(v *view, ask exportAsk, r *briefing.Request) error {
	if ask.Focus == "" {
		return badParameter("缺少 focus=", "focus= is missing")
	}
	var err error
	if r.Focus, err = q.resolve(v, ask.Focus); err != nil {
		return err
	}
	o := layers.Options{Most: ask.Most}
	if o.Way, err = wayOf(ask.Way); err != nil {
		return err
	}
	if ask.Most < 0 || ask.Most > layers.MostMost {
		return badParameter("most 须为 1 到 5000 的整数", "most must be an integer from 1 to 5000")
	}
	if ask.Hops != nil {
		if o.Hops = *ask.Hops; o.Hops < 1 || o.Hops > layers.MostHops {
			return badParameter("分层的 hops 须为 1 到 5", "hops of layers must be 1 to 5")
		}
	}
	if o.Bases, err = q.basesIn(ask.Basis); err != nil {
		return err
	}
	r.Layers, err = layers.Of(q, v.tracer, q.server.cfg.Ontology, r.Focus, o)
	return err
}

// wayOf reads a way; none is both.
func wayOf(text string) (layers.Way, error) {
	if text == "" {
		return layers.Both, nil
	}
	if !slices.Contains(layers.Ways(), layers.Way(text)) {
		return "", badParameter("way 须为 both、up 或 down", "way must be both, up or down")
	}
	return layers.Way(text), nil
}
