package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"mime"
	"slices"
	"strings"

	"planatlas/briefing"
	"planatlas/graph"
)

// exportAsk says which file is wanted.
type exportAsk struct {
	Format string                     `json:"format"`
	Kind   string                     `json:"kind"`
	Title  string                     `json:"title"`
	Focus  string                     `json:"focus"`
	Hops   *int                       `json:"hops"`
	From   string                     `json:"from"`
	To     string                     `json:"to"`
	Nodes  []string                   `json:"nodes"` // ids of a view
	Query  string                     `json:"query"`
	Params map[string]json.RawMessage `json:"params"`
}

const (
	maxViewNodes = 5000 // of a view that is posted
	maxHops      = 5
)

func (s *Server) export(q *request) (any, error) {
	ask := exportAsk{Format: q.Query("format"), Kind: q.Query("kind"), Title: q.Query("title"), Focus: q.Query("focus"), From: q.Query("from"), To: q.Query("to")}
	hops, err := q.integer("hops", 1, 0, maxHops)
	if err != nil {
		return nil, err
	}
	ask.Hops = &hops
	return q.exportFile(ask)
}

func (s *Server) exportBody(q *request) (any, error) {
	if t, _, err := mime.ParseMediaType(q.GetHeader("Content-Type")); err != nil || t != "application/json" {
		return nil, newError(codeType, q.GetHeader("Content-Type"))
	}
	var ask exportAsk
	d := json.NewDecoder(q.Request.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(&ask); err != nil {
		if e := errorOf(err); e.code == codeTooLarge {
			return nil, e
		}
		return nil, newError(codeBody, err.Error())
	}
	if ask.Hops != nil && (*ask.Hops < 0 || *ask.Hops > maxHops) {
		return nil, badParameter("hops 须为 0 到 5", "hops must be 0 to 5")
	}
	return q.exportFile(ask)
}

// exportFile makes the file. Two at a time share the queries' places, since a
// large one takes as much work as a query.
func (q *request) exportFile(ask exportAsk) (any, error) {
	format, ok := briefing.FormatOf(ask.Format)
	if !ok {
		names := strings.Join(briefing.FormatNames(), "、")
		return nil, badParameter("format 须为 "+names, "format must be one of "+names)
	}
	if ask.Kind != "" && !slices.Contains(briefing.Kinds(), briefing.Kind(ask.Kind)) {
		return nil, badParameter("没有种类“"+ask.Kind+"”", "there is no kind “"+ask.Kind+"”")
	}
	v, err := q.view()
	if err != nil {
		return nil, err
	}
	select {
	case q.server.queries <- struct{}{}:
		defer func() { <-q.server.queries }()
	default:
		return nil, newError(codeBusy, "")
	}
	r, err := q.briefingRequest(v, ask)
	if err != nil {
		return nil, err
	}
	placed, err := v.layout(q)
	if err != nil {
		return nil, err
	}
	m := briefing.Material{Graph: v.g, Ontology: q.server.cfg.Ontology, Positions: placed.Positions, Passages: q.server.passages()}
	b, err := briefing.New(q, m, r)
	if err != nil {
		return nil, exportError(err)
	}
	var content bytes.Buffer
	if err := b.Write(q, &content, format); err != nil {
		return nil, exportError(err)
	}
	return file{"planatlas" + format.Extension, format.MIME, content.Bytes()}, nil
}

func exportError(err error) error {
	var limit *briefing.LimitError
	switch {
	case errors.As(err, &limit):
		return badParameter(limit.In(briefing.Chinese), limit.In(briefing.English))
	case errors.Is(err, briefing.ErrNeedsFocus):
		return badParameter("缺少 focus=", "focus= is missing")
	case errors.Is(err, briefing.ErrNeedsTrace):
		return badParameter("缺少 from= 与 to=", "from= and to= are missing")
	}
	return err
}

// passages are the official texts in the form that briefings take.
func (s *Server) passages() map[string][]briefing.Passage {
	out := map[string][]briefing.Passage{}
	for plan, text := range s.cfg.Texts {
		for _, t := range text {
			out[plan] = append(out[plan], briefing.Passage{At: t.At, Text: t.Text})
		}
	}
	return out
}

// briefingRequest resolves names, traces and asks what the briefing is of.
func (q *request) briefingRequest(v *view, ask exportAsk) (briefing.Request, error) {
	plan, err := q.plan(v)
	r := briefing.Request{Kind: briefing.Kind(ask.Kind), Lang: briefing.LangOf(q.lang), Plan: plan, Title: ask.Title, Hops: 1}
	if err != nil {
		return r, err
	}
	if ask.Hops != nil {
		r.Hops = *ask.Hops
	}
	switch {
	case ask.Focus != "":
		if r.Focus, err = q.resolve(v, ask.Focus); err == nil && r.Kind == briefing.KindGraph {
			part, _ := briefing.Around(v.g, q.server.cfg.Ontology, r.Focus, r.Hops, 0)
			r.View = &part
		}
	case ask.From != "" || ask.To != "":
		r.Trace, err = q.traceBetween(v, ask.From, ask.To)
	case ask.Query != "":
		err = q.asked(v, ask, &r)
	case ask.Nodes != nil:
		err = q.viewed(v, ask, &r)
	case r.Kind == briefing.KindGlossary && q.server.cfg.Answers != nil:
		r.Answers, err = q.server.cfg.Answers(q, plan)
	}
	return r, err
}

func (q *request) traceBetween(v *view, from, to string) (*graph.Trace, error) {
	if from == "" || to == "" {
		return nil, badParameter("from= 与 to= 要一起用", "from= and to= go together")
	}
	a, err := q.resolve(v, from)
	if err != nil {
		return nil, err
	}
	b, err := q.resolve(v, to)
	if err != nil {
		return nil, err
	}
	return v.tracer.Find(q, graph.TraceRequest{From: int32(a.Index()), To: int32(b.Index())})
}

// asked puts a query; its answer is the table, its nodes the picture.
func (q *request) asked(v *view, ask exportAsk, r *briefing.Request) error {
	runner, ok := q.server.cfg.Engine.(Runner)
	if !ok {
		return newError(codeRoute, q.Request.URL.Path)
	}
	params := map[string]graph.Value{}
	for name, text := range ask.Params {
		value, err := graph.ParseValue(text)
		if err != nil {
			return newError(codeBody, "params."+name+": "+err.Error())
		}
		params[name] = value
	}
	result, err := runner.Run(q, graph.Query{Text: ask.Query, Params: params})
	if err != nil {
		return err
	}
	title := ask.Title
	if title == "" {
		title = map[briefing.Lang]string{briefing.Chinese: "查询结果", briefing.English: "Answer"}[r.Lang]
	}
	part := briefing.OfResult(v.g, q.server.cfg.Ontology, result)
	r.Kind, r.View, r.Title = briefing.KindGraph, &part, title
	r.Answers = []briefing.Answer{{Title: title, Description: ask.Query, Result: result}}
	return nil
}

// viewed is a view that somebody arranged: the nodes that are shown.
func (q *request) viewed(v *view, ask exportAsk, r *briefing.Request) error {
	if len(ask.Nodes) > maxViewNodes {
		return badParameter("nodes 最多 5000 个", "nodes may be 5000 at the most")
	}
	var nodes []*graph.Node
	for _, id := range ask.Nodes {
		n := v.g.NodeByID(id)
		if n == nil {
			return newError(codeName, id)
		}
		nodes = append(nodes, n)
	}
	part := briefing.Among(v.g, q.server.cfg.Ontology, nodes)
	if r.Kind == "" {
		r.Kind = briefing.KindGraph
	}
	r.View = &part
	return nil
}
