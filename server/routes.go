package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"planatlas/briefing"
	"planatlas/graph"
)

// route is one address of the API: what answers it, and what the OpenAPI
// document says about it.
type route struct {
	method, path string
	summary      string
	params       []param
	body         string // name of the schema of the body, "" for none
	reply        string // name of the schema of the answer
	statuses     []int  // of errors beside those of every route
	handle       func(*request) (any, error)
	// versioned answers depend on nothing but the address and the data, so a
	// client may keep them until the data change.
	versioned bool
}

// param is one parameter of a route.
type param struct {
	name, in, kind, about string
	required              bool
}

const (
	root     = "/api/v1"
	jsonType = "application/json; charset=utf-8"
)

var (
	paramPlan  = param{name: "plan", in: "query", kind: "string", about: "Id of a plan; the only one where there is one."}
	paramLang  = param{name: "lang", in: "query", kind: "string", about: "Language of messages: zh or en."}
	paramBasis = param{name: "basis", in: "query", kind: "string", about: "Comma-separated bases that count; text stands for the text-only graph, none for no basis."}
	paramID    = param{name: "id", in: "path", kind: "string", about: "Id or name of a node.", required: true}
)

// routes is the whole API.
func (s *Server) routes() []route {
	return slices.Concat(s.graphRoutes(), s.questionRoutes(), s.compareRoutes())
}

// graphRoutes answer from the graph and the official text.
func (s *Server) graphRoutes() []route {
	return []route{
		{method: "GET", path: "/healthz", summary: "Whether the process answers.", reply: "Health", handle: s.health},
		{method: "GET", path: "/readyz", summary: "Whether the graph is loaded.", reply: "Health", statuses: []int{503}, handle: s.ready},
		{method: "GET", path: root + "/openapi.json", summary: "This document.", reply: "Object", handle: s.openapi},
		{method: "GET", path: root + "/plans", summary: "The plans, where they come from and when they were read.", reply: "Plans", statuses: []int{501, 503}, handle: s.plans},
		{method: "GET", path: root + "/ontology", summary: "Labels, types and bases with the number of elements of each.",
			params: []param{paramPlan}, reply: "Ontology", handle: s.ontology, versioned: true},
		{method: "GET", path: root + "/graph", summary: "All nodes and relationships with positions.",
			params: []param{paramPlan}, reply: "Graph", handle: s.graph, versioned: true},
		{method: "GET", path: root + "/text", summary: "The official text by places, where it was given.",
			params: []param{paramPlan}, reply: "Text", statuses: []int{404}, handle: s.text, versioned: true},
		{method: "GET", path: root + "/search", summary: "Nodes by name, other name, pinyin, title, summary or quote.",
			params: []param{
				{name: "q", in: "query", kind: "string", about: "What to look for.", required: true},
				{name: "limit", in: "query", kind: "integer", about: "Results at the most, 1 to 200; 20 unless given."}, paramPlan,
			}, reply: "Search", handle: s.search, versioned: true},
		{method: "GET", path: root + "/nodes/:id", summary: "A node with its relationships and neighbours.",
			params: []param{paramID, paramPlan}, reply: "Node", statuses: []int{404, 409}, handle: s.node, versioned: true},
		{method: "GET", path: root + "/nodes/:id/neighbours", summary: "What stands around a node.",
			params: []param{paramID, paramPlan,
				{name: "type", in: "query", kind: "string", about: "Comma-separated relationship types; all of content unless given."},
				{name: "hops", in: "query", kind: "integer", about: "1 to 5; 1 unless given."},
				{name: "limit", in: "query", kind: "integer", about: "Nodes at the most, 1 to 5000; 500 unless given."},
			}, reply: "Neighbours", statuses: []int{404, 409}, handle: s.neighbours, versioned: true},
		{method: "GET", path: root + "/nodes/:id/reach", summary: "Everything that a node serves (up) or that carries it (down).",
			params: []param{paramID, paramPlan, paramBasis,
				{name: "direction", in: "query", kind: "string", about: "up or down.", required: true},
			}, reply: "Reach", statuses: []int{404, 409}, handle: s.reach, versioned: true},
		{method: "GET", path: root + "/layers", summary: "What a node serves and what carries it as a layered picture: columns by hops, with positions.",
			params: []param{
				{name: "focus", in: "query", kind: "string", about: "Id or name of the node in the middle.", required: true},
				{name: "way", in: "query", kind: "string", about: "up: what it serves; down: what carries it; both unless given."},
				{name: "most", in: "query", kind: "integer", about: "Nodes a column at the most, 1 to 5000; 12 unless given."},
				{name: "hops", in: "query", kind: "integer", about: "Columns a side, 1 to 5; 3 unless given."},
				paramBasis, paramPlan,
			}, reply: "Layers", statuses: []int{404, 409}, handle: s.layers, versioned: true},
		{method: "GET", path: root + "/matrix", summary: "Two labels against each other: rows, columns and the relationships in the cells, with what stays empty.",
			params: []param{
				{name: "rows", in: "query", kind: "string", about: "Label, by its name or title; Industry × Platform unless given."},
				{name: "columns", in: "query", kind: "string", about: "Label, by its name or title."},
				{name: "type", in: "query", kind: "string", about: "Relationship type, by its name or title; any of content unless given."},
				{name: "opening", in: "query", kind: "boolean", about: "Only nodes of the view that the page opens on."},
				{name: "all", in: "query", kind: "boolean", about: "Rows and columns without a cell, too."},
				paramBasis, paramPlan,
			}, reply: "Matrix", statuses: []int{404}, handle: s.matrix, versioned: true},
		{method: "GET", path: root + "/trace", summary: "The chains between two nodes, or where the text is silent.",
			params: []param{
				{name: "from", in: "query", kind: "string", about: "Id or name.", required: true},
				{name: "to", in: "query", kind: "string", about: "Id or name.", required: true},
				{name: "maxHops", in: "query", kind: "integer", about: "1 to 16; 8 unless given."},
				{name: "paths", in: "query", kind: "integer", about: "1 to 50; 3 unless given."},
				paramBasis,
				{name: "structure", in: "query", kind: "boolean", about: "Walk document structure too."},
				paramPlan, paramLang,
			}, reply: "Trace", statuses: []int{404, 409}, handle: s.trace, versioned: true},
		{method: "POST", path: root + "/query", summary: "A read-only Cypher query.", body: "Query", reply: "Result",
			params: []param{paramLang}, statuses: []int{413, 415, 422, 503}, handle: s.query},
		{method: "GET", path: root + "/coverage", summary: "How much of the text stands in the graph.",
			params: []param{paramPlan, paramLang}, reply: "Object", statuses: []int{404}, handle: s.coverage, versioned: true},
		{method: "GET", path: root + "/export", summary: "A file: a briefing of a node, a trace or the plan, in any format.",
			params: []param{
				{name: "format", in: "query", kind: "string", about: strings.Join(briefing.FormatNames(), ", ") + ".", required: true},
				{name: "kind", in: "query", kind: "string", about: kindNames() + "."},
				{name: "title", in: "query", kind: "string", about: "Replaces the usual title."},
				{name: "focus", in: "query", kind: "string", about: "Id or name of a node."},
				{name: "hops", in: "query", kind: "integer", about: "Around the focus, 0 to 5; 1 unless given. Of layers: columns a side, 1 to 5; 3 unless given."},
				{name: "from", in: "query", kind: "string", about: "Start of a trace."},
				{name: "to", in: "query", kind: "string", about: "End of a trace."},
				{name: "way", in: "query", kind: "string", about: "Of layers, as in /layers."},
				{name: "most", in: "query", kind: "integer", about: "Of layers, as in /layers."},
				{name: "rows", in: "query", kind: "string", about: "Of a matrix, as in /matrix."},
				{name: "columns", in: "query", kind: "string", about: "Of a matrix, as in /matrix."},
				{name: "type", in: "query", kind: "string", about: "Of a matrix, as in /matrix."},
				{name: "opening", in: "query", kind: "boolean", about: "Of a matrix, as in /matrix."},
				{name: "all", in: "query", kind: "boolean", about: "Of a matrix, as in /matrix."},
				{name: "basis", in: "query", kind: "string", about: "Of layers and a matrix, as in /layers and /matrix."},
				paramPlan, paramLang,
			}, reply: "File", statuses: []int{404, 409, 413}, handle: s.export, versioned: true},
		{method: "GET", path: root + "/export/choices", summary: "The kinds of briefing and the formats.", reply: "ExportChoices", handle: s.exportChoices, versioned: true},
		{method: "GET", path: root + "/export/progress", summary: "How far an export is.",
			params: []param{{name: "job", in: "query", kind: "string", about: "The id that the export was given.", required: true}}, reply: "ExportProgress", handle: s.exportProgress},
		{method: "POST", path: root + "/export", summary: "A file of a view, of a story or of a query's answer.", body: "Export", reply: "File",
			params: []param{paramPlan, paramLang, {name: "job", in: "query", kind: "string", about: "An id of the caller's, to ask for the progress by."}}, statuses: []int{404, 409, 413, 415, 422, 503}, handle: s.exportBody},
	}
}

func kindNames() string {
	var names []string
	for _, k := range briefing.Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// request is what a handler sees of a request.
type request struct {
	*gin.Context
	server *Server
	lang   string
}

// file is an answer that is not JSON.
type file struct {
	name, contentType string
	content           []byte
}

// answer makes gin's handler of a route.
func (s *Server) answer(r route) gin.HandlerFunc {
	return func(c *gin.Context) {
		q := &request{c, s, s.lang(c)}
		if r.versioned && s.unchanged(q) {
			return
		}
		v, err := r.handle(q)
		if err == nil {
			err = c.Request.Context().Err()
		}
		if err != nil {
			s.fail(c, err)
			return
		}
		s.write(c, v)
	}
}

// unchanged sets the tag of an answer that lasts as long as the data, and ends
// the request if the client has it already.
func (s *Server) unchanged(q *request) bool {
	g, err := s.cfg.Engine.Snapshot(q)
	if err != nil {
		return false // the handler meets the error, too
	}
	tag := `W/"` + g.Version() + g.Reading() + "-" + s.cfg.Version + "-" + q.lang + `"`
	q.Header("ETag", tag)
	q.Header("Cache-Control", "no-cache")
	if q.Request.Header.Get("If-None-Match") != tag {
		return false
	}
	q.Status(http.StatusNotModified)
	q.Writer.WriteHeaderNow()
	return true
}

func (s *Server) write(c *gin.Context, v any) {
	switch v := v.(type) {
	case pressed:
		c.Header("Content-Encoding", "gzip")
		c.Data(http.StatusOK, jsonType, v)
	case json.RawMessage:
		c.Data(http.StatusOK, jsonType, v)
	case file:
		c.Header("Content-Disposition", `attachment; filename="planatlas`+path.Ext(v.name)+`"; filename*=UTF-8''`+url.PathEscape(v.name))
		c.Data(http.StatusOK, v.contentType, v.content)
	default:
		b, err := encode(v)
		if err != nil {
			s.fail(c, err)
			return
		}
		c.Data(http.StatusOK, jsonType, b)
	}
}

// encode is JSON without the escapes for HTML; the content type makes that safe.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// lang is the language of a request: lang=, then the browser's first choice,
// then the server's.
func (s *Server) lang(c *gin.Context) string {
	switch l := c.Query("lang"); l {
	case "zh", "en":
		return l
	}
	switch accepted := strings.ToLower(c.Request.Header.Get("Accept-Language")); {
	case strings.HasPrefix(accepted, "zh"):
		return "zh"
	case strings.HasPrefix(accepted, "en"):
		return "en"
	}
	if s.cfg.Lang == "en" {
		return "en"
	}
	return "zh"
}

// integer reads a number between two bounds.
func (q *request) integer(name string, fallback, least, most int) (int, error) {
	text := q.Query(name)
	if text == "" {
		return fallback, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, badParameter(
			name+" 须为 "+strconv.Itoa(least)+" 到 "+strconv.Itoa(most)+" 的整数，而不是“"+text+"”",
			name+" must be an integer from "+strconv.Itoa(least)+" to "+strconv.Itoa(most)+", not “"+text+"”")
	}
	return n, nil
}

// list reads a comma-separated list, nil where there is none.
func (q *request) list(name string) []string { return items(q.Query(name)) }

func items(text string) []string {
	var out []string
	for _, s := range strings.Split(text, ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// plan reads the plan asked for: "" means all.
func (q *request) plan(v *view) (string, error) {
	id := q.Query("plan")
	if id == "" || slices.ContainsFunc(v.plans, func(p Plan) bool { return p.ID == id }) {
		return id, nil
	}
	return "", newError(codePlan, id)
}

// onlyPlan reads the plan asked for, or the only one.
func (q *request) onlyPlan(v *view) (string, error) {
	if q.Query("plan") != "" {
		return q.plan(v)
	}
	if len(v.plans) != 1 {
		return "", badParameter("有几份规划，请用 plan= 指明一份", "there are several plans; name one by plan=")
	}
	return v.plans[0].ID, nil
}

// view returns the current view.
func (q *request) view() (*view, error) {
	v, err := q.server.views.now(q)
	if errors.Is(err, ErrTooLarge) {
		return nil, newError(codeHuge, "")
	}
	if err != nil && q.Request.Context().Err() == nil {
		e := newError(codeEngine, "")
		e.cause = err
		return nil, e
	}
	return v, err
}

// viewOfPlan is the view with the plan that was named, "" where none was.
func (q *request) viewOfPlan() (v *view, plan string, err error) {
	if v, err = q.view(); err != nil {
		return nil, "", err
	}
	plan, err = q.plan(v)
	return v, plan, err
}

// viewOfOnlyPlan is the view with the plan that was named, or the only one.
func (q *request) viewOfOnlyPlan() (v *view, plan string, err error) {
	if v, err = q.view(); err != nil {
		return nil, "", err
	}
	plan, err = q.onlyPlan(v)
	return v, plan, err
}

// viewOfNode is the view with the node that the address names.
func (q *request) viewOfNode() (v *view, n *graph.Node, err error) {
	if v, err = q.view(); err != nil {
		return nil, nil, err
	}
	n, err = q.resolve(v, q.Param("id"))
	return v, n, err
}

// resolve finds the node that a name or id stands for.
func (q *request) resolve(v *view, name string) (*graph.Node, error) {
	plan, err := q.plan(v)
	if err != nil {
		return nil, err
	}
	r := v.index.Resolve(name, plan)
	switch {
	case r.Node != nil:
		return r.Node, nil
	case r.Candidates != nil:
		e := newError(codeAmbiguous, name)
		e.candidates = r.Candidates
		return nil, e
	}
	e := newError(codeName, name)
	e.near = r.Near
	return nil, e
}

// named resolves the name in a required parameter.
func (q *request) named(v *view, param string) (*graph.Node, error) {
	name := q.Query(param)
	if name == "" {
		return nil, badParameter("缺少 "+param+"=", param+"= is missing")
	}
	n, err := q.resolve(v, name)
	if e := (*apiError)(nil); errors.As(err, &e) {
		e.parameter = param
	}
	return n, err
}

// bases reads and checks the bases that may be walked, nil for all.
func (q *request) bases() ([]string, error) { return q.basesIn(q.Query("basis")) }

// basesIn reads the bases of a comma-separated list.
func (q *request) basesIn(text string) ([]string, error) {
	names := items(text)
	if len(names) == 1 && names[0] == "text" {
		return q.server.cfg.Ontology.TextOnly(), nil
	}
	if len(names) == 1 && names[0] == "none" {
		return []string{}, nil
	}
	var known []string
	for _, b := range q.server.cfg.Ontology.Bases {
		known = append(known, b.Name)
	}
	for _, n := range names {
		if q.server.cfg.Ontology.Basis(n) == nil {
			return nil, badParameter("没有依据“"+n+"”；有 text、"+strings.Join(known, "、"), "there is no basis “"+n+"”; there are text, "+strings.Join(known, ", "))
		}
	}
	return names, nil
}
