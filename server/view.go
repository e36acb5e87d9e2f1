package server

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/search"
)

// view is a snapshot with what is computed from it: once, and thrown away when
// the data change.
type view struct {
	g      *graph.Graph
	plans  []Plan
	read   time.Time // when the snapshot came
	tracer *graph.Tracer
	index  *search.Index
	server *Server

	layoutMu sync.Mutex
	placed   *layout.Result

	repliesMu sync.Mutex
	replies   map[string][]byte // large answers, by name
}

// views keeps the view of the newest snapshot.
type views struct {
	server *Server
	mu     sync.Mutex
	newest *view
}

// now returns the view of the engine's snapshot.
func (vs *views) now(ctx context.Context) (*view, error) {
	g, err := vs.server.cfg.Engine.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	vs.mu.Lock()
	defer vs.mu.Unlock()
	if vs.newest == nil || vs.newest.g != g {
		v, err := vs.server.newView(g)
		if err != nil {
			return nil, err
		}
		vs.newest = v
	}
	return vs.newest, nil
}

func (s *Server) newView(g *graph.Graph) (*view, error) {
	t, err := graph.NewTracer(g, s.cfg.Ontology.TraceRules(g))
	if err != nil {
		return nil, err
	}
	return &view{g: g, plans: s.plansOf(g), read: time.Now(), tracer: t, index: search.New(g, s.cfg.Ontology, s.texts()...), server: s, replies: map[string][]byte{}}, nil
}

// texts are the official texts by the node of their article or chapter.
func (s *Server) texts() []search.Text {
	var out []search.Text
	for _, plan := range slices.Sorted(maps.Keys(s.cfg.Texts)) {
		out = append(out, SearchTexts(plan, s.cfg.Texts[plan])...)
	}
	return out
}

// SearchTexts joins the passages of a plan to the nodes of their articles and
// chapters. Passages elsewhere, such as the title, belong to none.
func SearchTexts(plan string, passages []Passage) []search.Text {
	var out []search.Text
	for _, t := range passages {
		if id := placeID(plan, t.At); id != "" {
			out = append(out, search.Text{NodeID: id, Text: t.Text})
		}
	}
	return out
}

// plansOf reads the plans from their nodes, by id.
func (s *Server) plansOf(g *graph.Graph) []Plan {
	plans := []Plan{}
	for _, i := range g.WithLabel("Plan") {
		n := g.Node(i)
		get := func(key string) string { v, _ := n.Properties.Get(key).AsString(); return v }
		id := graph.PlanOf(n.ID)
		part := partOf(g, id)
		p := Plan{
			ID: id, Name: n.Name(), NameEn: get(graph.PropNameEn), Title: get("title"), Number: get("number"), Subject: get("subject"),
			DataVersion: g.PlanVersion(id), Nodes: len(part.Nodes), Relationships: len(part.Relationships), HasText: s.cfg.Texts[id] != nil,
		}
		if d, ok := graph.AsTemporal[graph.Date](n.Properties.Get("date")); ok {
			p.Date = d.String()
		}
		if p.Subject != "" && !strings.Contains(p.Subject, ":") {
			p.Subject = id + ":" + p.Subject
		}
		for _, m := range part.Nodes {
			switch m.Label() {
			case "Chapter":
				p.Chapters++
			case "Article":
				p.Articles++
			}
		}
		plans = append(plans, p)
	}
	return plans
}

// layout returns the positions: kept ones, or freshly computed. Whoever asks
// while they are being computed waits for them.
func (v *view) layout(ctx context.Context) (*layout.Result, error) {
	v.layoutMu.Lock()
	defer v.layoutMu.Unlock()
	if v.placed != nil {
		return v.placed, nil
	}
	if kept := v.server.cfg.Layouts; kept != nil {
		if v.placed = kept.Load(v.g); v.placed != nil && len(v.placed.Positions) == v.g.NodeCount() {
			return v.placed, nil
		}
	}
	// The one that computes does it for all, so its own request's end does not
	// end the work.
	r, err := layout.Compute(context.WithoutCancel(ctx), v.g, layout.ForGraph(v.g, v.server.cfg.Ontology))
	if err != nil {
		return nil, err
	}
	v.placed = r
	if kept := v.server.cfg.Layouts; kept != nil {
		kept.Store(v.g, r)
	}
	return r, nil
}

// reply returns a large answer, made once.
func (v *view) reply(name string, make func() ([]byte, error)) ([]byte, error) {
	v.repliesMu.Lock()
	defer v.repliesMu.Unlock()
	if b, ok := v.replies[name]; ok {
		return b, nil
	}
	b, err := make()
	if err == nil {
		v.replies[name] = b
	}
	return b, err
}
