package server

import (
	"slices"

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
