package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"mime"
	"slices"
	"strings"
	"unicode"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/layers"
	"planatlas/graph/question"
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
	Saved  string                     `json:"saved"` // id of a saved question, with params
	Params map[string]json.RawMessage `json:"params"`
	Story  *briefing.Story            `json:"story"`
	View   *briefing.SavedView        `json:"view"` // as it stands on screen

	Way  string `json:"way"` // of layers around the focus
	Most int    `json:"most"`

	Rows    string `json:"rows"` // of a matrix
	Columns string `json:"columns"`
	Type    string `json:"type"`
	Opening bool   `json:"opening"`
	All     bool   `json:"all"`
	Basis   string `json:"basis"` // of layers and of a matrix
}

const (
	maxViewNodes = 5000 // of a view that is posted
	maxHops      = 5
)

func (s *Server) export(q *request) (any, error) {
	ask := exportAsk{Format: q.Query("format"), Kind: q.Query("kind"), Title: q.Query("title"), Focus: q.Query("focus"), From: q.Query("from"), To: q.Query("to"),
		Way: q.Query("way"), Rows: q.Query("rows"), Columns: q.Query("columns"), Type: q.Query("type"), Opening: q.flag("opening"), All: q.flag("all"), Basis: q.Query("basis")}
	hops, err := q.integer("hops", 1, 0, maxHops)
	if err != nil {
		return nil, err
	}
	if q.Query("hops") != "" {
		ask.Hops = &hops
	}
	if ask.Most, err = q.integer("most", 0, 1, layers.MostMost); err != nil {
		return nil, err
	}
	return q.exportFile(ask)
}

// exportChoices lists what may be exported and how, for those who choose.
func (s *Server) exportChoices(*request) (any, error) {
	type kind struct {
		Name  string            `json:"name"`
		Title map[string]string `json:"title"`
		Needs string            `json:"needs"`
	}
	type format struct {
		Name      string `json:"name"`
		Extension string `json:"extension"`
		Data      bool   `json:"data"`
	}
	var out struct {
		Kinds   []kind   `json:"kinds"`
		Formats []format `json:"formats"`
	}
	for _, k := range briefing.Kinds() {
		out.Kinds = append(out.Kinds, kind{string(k), map[string]string{"zh": k.Title(briefing.Chinese), "en": k.Title(briefing.English)}, k.Needs()})
	}
	for _, f := range briefing.Formats() {
		out.Formats = append(out.Formats, format{f.Name, f.Extension, f.Data})
	}
	return out, nil
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
	m, err := q.material(v, ask, &r)
	if err != nil {
		return nil, err
	}
	b, err := briefing.New(q, m, r)
	if err != nil {
		return nil, exportError(err)
	}
	job := q.server.jobs.begin(q.Query("job"))
	defer q.server.jobs.end(q.Query("job"))
	b.Progress = job
	var content bytes.Buffer
	if err := b.Write(q, &content, format); err != nil {
		return nil, exportError(err)
	}
	return file{fileName(b.Title) + format.Extension, format.MIME, content.Bytes()}, nil
}

// material is what the file is made from: the graph, or the sheet of the two
// plans that a comparison asks for.
func (q *request) material(v *view, ask exportAsk, r *briefing.Request) (m briefing.Material, err error) {
	o := q.server.cfg.Ontology
	if r.Kind == briefing.KindComparison {
		sides, err := q.sides(v, ask.From, ask.To)
		if err != nil {
			return m, err
		}
		r.Comparison, m, err = briefing.Compare(q, sides[0], sides[1], o)
		return m, err
	}
	placed, err := v.layout(q)
	if err != nil {
		return m, err
	}
	return briefing.Material{Graph: v.g, Ontology: o, Positions: placed.Positions, Passages: q.server.passages()}, nil
}

func exportError(err error) error {
	var limit *briefing.LimitError
	var story *briefing.StoryError
	switch {
	case errors.As(err, &limit):
		return badParameter(limit.In(briefing.Chinese), limit.In(briefing.English))
	case errors.Is(err, briefing.ErrNeedsFocus):
		return badParameter("缺少 focus=", "focus= is missing")
	case errors.As(err, &story):
		return badParameter(story.In(briefing.Chinese), story.In(briefing.English))
	case errors.Is(err, briefing.ErrNeedsComparison):
		return badParameter("缺少 from= 与 to=（两份规划）", "from= and to= (two plans) are missing")
	case errors.Is(err, briefing.ErrNeedsStory):
		return badParameter("缺少 story", "story is missing")
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
	case r.Kind == briefing.KindComparison: // see material
	case r.Kind == briefing.KindLayers:
		err = q.layered(v, ask, &r)
	case r.Kind == briefing.KindMatrix:
		r.Matrix, err = q.matrixAsked(v, ask)
	case ask.Focus != "":
		if r.Focus, err = q.resolve(v, ask.Focus); err == nil && r.Kind == briefing.KindGraph {
			part, _ := briefing.Around(v.g, q.server.cfg.Ontology, r.Focus, r.Hops, 0)
			r.View = &part
		}
	case ask.From != "" || ask.To != "":
		r.Trace, err = q.traceBetween(v, ask.From, ask.To)
	case ask.Query != "":
		err = q.asked(v, ask, &r)
	case ask.Saved != "":
		err = q.askedSaved(v, ask, plan, &r)
	case ask.Story != nil:
		r.Story = ask.Story
	case ask.View != nil:
		r.Saved, r.Kind = ask.View, briefing.KindGraph
	case ask.Nodes != nil:
		err = q.viewed(v, ask, &r)
	case r.Kind == briefing.KindFindings:
		r.Findings, err = q.findings(v)
	}
	return r, err
}

// findings puts the rules, with the analyst's relationships. The export holds a
// query's place already.
func (q *request) findings(v *view) (*briefing.Findings, error) {
	runner, ok := q.server.cfg.Engine.(Runner)
	if !ok {
		return nil, newError(codeRoute, q.Request.URL.Path)
	}
	plan, err := q.onlyPlan(v)
	if err != nil {
		return nil, err
	}
	report, err := question.Run(q, runner, q.server.cfg.Rules, q.server.cfg.Ontology, plan)
	if err != nil {
		return nil, err
	}
	return &briefing.Findings{Rules: q.server.cfg.Rules, Report: report.On(false)}, nil
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
	title := map[briefing.Lang]string{briefing.Chinese: "查询结果", briefing.English: "Answer"}[r.Lang]
	q.answered(v, briefing.Answer{Title: title, Description: ask.Query, Result: result}, r)
	return nil
}

// askedSaved puts a saved question.
func (q *request) askedSaved(v *view, ask exportAsk, plan string, r *briefing.Request) error {
	runner, ok := q.server.cfg.Engine.(Runner)
	if !ok {
		return newError(codeRoute, q.Request.URL.Path)
	}
	x, _ := question.ByID(q.server.cfg.Questions, ask.Saved)
	if x == nil {
		return newError(codeQuestion, ask.Saved)
	}
	args := map[string]string{}
	for name, text := range ask.Params {
		var value string
		if err := json.Unmarshal(text, &value); err != nil {
			return newError(codeBody, "params."+name+": "+err.Error())
		}
		args[name] = value
	}
	result, err := x.Run(q, runner, plan, args, graph.Limits{})
	if err != nil {
		return err
	}
	lang := string(r.Lang)
	a := briefing.Answer{Title: x.Title.In(lang), Description: x.Description.In(lang), Columns: x.Columns, Result: result}
	q.answered(v, a, r)
	return nil
}

// answered makes an answer the briefing.
func (q *request) answered(v *view, a briefing.Answer, r *briefing.Request) {
	part := briefing.OfResult(v.g, q.server.cfg.Ontology, a.Result)
	r.Kind, r.View, r.Answers = briefing.KindGraph, &part, []briefing.Answer{a}
	if r.Title == "" {
		r.Title = a.Title
	}
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

// fileName is a title that every file system takes as a name.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7F || strings.ContainsRune(`\/:*?"<>|`, r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, title)
	runes := []rune(strings.Trim(name, " ."))
	if len(runes) > 60 {
		runes = runes[:60]
	}
	if len(runes) == 0 {
		return "planatlas"
	}
	return string(runes)
}
