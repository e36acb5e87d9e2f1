package server

import (
	"encoding/json"
	"errors"
	"mime"
	"strings"
	"time"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
	"planatlas/graph/search"
)

func (s *Server) health(*request) (any, error) { return map[string]string{"status": "ok"}, nil }

func (s *Server) ready(q *request) (any, error) {
	v, err := q.view()
	if err != nil {
		return nil, err
	}
	return map[string]string{"status": "ready", "dataVersion": v.g.Version()}, nil
}

func (s *Server) plans(q *request) (any, error) {
	v, err := q.view()
	if err != nil {
		return nil, err
	}
	return planList{v.plans, source{s.cfg.Source, v.read.UTC().Truncate(time.Second)}}, nil
}

// planList is the plans with where they come from.
type planList struct {
	Plans  []Plan `json:"plans"`
	Source source `json:"source"`
}

// source says which engine the data come from and how fresh they are: a Neo4j
// server is asked for changes every few seconds, so what was read at that time
// is what it holds.
type source struct {
	Engine string    `json:"engine"` // embedded or neo4j
	ReadAt time.Time `json:"readAt"`
}

// counted are the ontology's entries, each with the number of its elements.
type (
	countedLabel struct {
		ontology.Label
		Count int `json:"count"`
	}
	countedType struct {
		ontology.RelationshipType
		Count int `json:"count"`
	}
	countedBasis struct {
		ontology.Basis
		Count int `json:"count"`
	}
	countedOntology struct {
		Version string         `json:"version"`
		Labels  []countedLabel `json:"labels"`
		Types   []countedType  `json:"types"`
		Bases   []countedBasis `json:"bases"`
	}
)

func (s *Server) ontology(q *request) (any, error) {
	v, plan, err := q.viewOfPlan()
	if err != nil {
		return nil, err
	}
	b, err := v.reply("ontology "+plan, func() ([]byte, error) { return encode(s.counted(v.g, plan)) })
	return json.RawMessage(b), err
}

// counted is the ontology with how often each of its words occurs in a plan.
func (s *Server) counted(g *graph.Graph, plan string) countedOntology {
	labels, types, bases := map[string]int{}, map[string]int{}, map[string]int{}
	part := partOf(g, plan)
	for _, n := range part.Nodes {
		labels[n.Label()]++
	}
	for _, r := range part.Relationships {
		types[r.Type]++
		bases[r.Basis()]++
	}
	o := countedOntology{Version: s.cfg.Ontology.Version}
	for _, l := range s.cfg.Ontology.Labels {
		o.Labels = append(o.Labels, countedLabel{l, labels[l.Name]})
	}
	for _, t := range s.cfg.Ontology.Types {
		o.Types = append(o.Types, countedType{t, types[t.Name]})
	}
	for _, b := range s.cfg.Ontology.Bases {
		o.Bases = append(o.Bases, countedBasis{b, bases[b.Name]})
	}
	return o
}

// partOf is the part of a graph that belongs to a plan: its nodes, and the
// relationships whose two ends they are.
func partOf(g *graph.Graph, plan string) graph.Subgraph {
	if plan == "" {
		return graph.Subgraph{Nodes: g.Nodes(), Relationships: g.Relationships()}
	}
	var s graph.Subgraph
	for _, n := range g.Nodes() {
		if graph.PlanOf(n.ID) == plan {
			s.Nodes = append(s.Nodes, n)
		}
	}
	for _, r := range g.Relationships() {
		if graph.PlanOf(r.Start) == plan && graph.PlanOf(r.End) == plan {
			s.Relationships = append(s.Relationships, r)
		}
	}
	return s
}

func (s *Server) graph(q *request) (any, error) {
	v, plan, err := q.viewOfPlan()
	if err != nil {
		return nil, err
	}
	b, err := v.reply("graph "+plan, func() ([]byte, error) { return v.graphJSON(q, plan) })
	if err != nil || !takesGzip(q.Request) {
		return json.RawMessage(b), err
	}
	// The largest of all answers: pressing it anew for each visitor would take
	// longer than sending it.
	z, err := v.reply("graph.gz "+plan, func() ([]byte, error) { return gzipped(b) })
	return pressed(z), err
}

func (v *view) graphJSON(q *request, plan string) ([]byte, error) {
	placed, err := v.layout(q)
	if err != nil {
		return nil, err
	}
	part := partOf(v.g, plan)
	positions := make([]layout.Point, len(part.Nodes))
	for i, n := range part.Nodes {
		positions[i] = placed.Positions[n.Index()]
	}
	version := v.g.Version()
	if plan != "" {
		version = v.g.PlanVersion(plan)
	}
	type place struct {
		Hash      string         `json:"hash"`
		Positions []layout.Point `json:"positions"`
	}
	return encode(struct {
		Nodes         []*graph.Node         `json:"nodes"`
		Relationships []*graph.Relationship `json:"relationships"`
		DataVersion   string                `json:"dataVersion"`
		Layout        place                 `json:"layout"`
	}{nonNil(part.Nodes), nonNil(part.Relationships), version, place{placed.Hash, positions}})
}

func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// placeID is the id of the node that a place of the text belongs to, "" where
// that is the plan as a whole.
func placeID(plan, at string) string {
	kind, number, ok := strings.Cut(at, ":")
	if !ok {
		return ""
	}
	return plan + ":" + kind + "." + number
}

func (s *Server) text(q *request) (any, error) {
	_, plan, err := q.viewOfOnlyPlan()
	if err != nil {
		return nil, err
	}
	if s.cfg.Texts[plan] == nil {
		return nil, newError(codeText, plan)
	}
	return map[string]any{"plan": plan, "passages": s.cfg.Texts[plan]}, nil
}

func (s *Server) search(q *request) (any, error) {
	v, plan, err := q.viewOfPlan()
	if err != nil {
		return nil, err
	}
	limit, err := q.integer("limit", 20, 1, 200)
	if err != nil {
		return nil, err
	}
	text := q.Query("q")
	if len(text) > 400 {
		return nil, badParameter("q 太长", "q is too long")
	}
	return v.index.Search(text, search.Options{Limit: limit, Plan: plan}), nil
}

func (s *Server) node(q *request) (any, error) {
	v, n, err := q.viewOfNode()
	if err != nil {
		return nil, err
	}
	out := struct {
		Node          *graph.Node           `json:"node"`
		Relationships []*graph.Relationship `json:"relationships"`
		Neighbours    []*graph.Node         `json:"neighbours"`
	}{n, []*graph.Relationship{}, []*graph.Node{}}
	seen := map[int32]bool{int32(n.Index()): true}
	for _, d := range []graph.Direction{graph.Outgoing, graph.Incoming} {
		for _, h := range v.g.Halves(int32(n.Index()), d) {
			if d == graph.Outgoing || h.Node != int32(n.Index()) { // a loop stands in both
				out.Relationships = append(out.Relationships, v.g.Relationship(h.Relationship))
			}
			if !seen[h.Node] {
				seen[h.Node] = true
				out.Neighbours = append(out.Neighbours, v.g.Node(h.Node))
			}
		}
	}
	return out, nil
}

// count is how many relationships of a type a node has in each direction.
type count struct {
	In  int `json:"in"`
	Out int `json:"out"`
}

func (s *Server) neighbours(q *request) (any, error) {
	v, n, err := q.viewOfNode()
	if err != nil {
		return nil, err
	}
	hops, err := q.integer("hops", 1, 1, 5)
	if err != nil {
		return nil, err
	}
	limit, err := q.integer("limit", 500, 1, 5000)
	if err != nil {
		return nil, err
	}
	types, err := q.types()
	if err != nil {
		return nil, err
	}
	part, more := around(v.g, n, types, hops, limit)
	return struct {
		Nodes         []*graph.Node         `json:"nodes"`
		Relationships []*graph.Relationship `json:"relationships"`
		Counts        map[string]count      `json:"counts"`
		More          int                   `json:"more"` // nodes left out by the limit
	}{part.Nodes, nonNil(part.Relationships), countsOf(v.g, n), more}, nil
}

// types reads the relationship types to walk: those of content unless given.
func (q *request) types() (map[string]bool, error) {
	walk := map[string]bool{}
	for _, name := range q.list("type") {
		if q.server.cfg.Ontology.Type(name) == nil {
			return nil, badParameter("没有关系类型“"+name+"”", "there is no relationship type “"+name+"”")
		}
		walk[name] = true
	}
	if len(walk) == 0 {
		for _, t := range q.server.cfg.Ontology.Types {
			walk[t.Name] = t.Trace != ontology.TraceNone
		}
	}
	return walk, nil
}

func countsOf(g *graph.Graph, n *graph.Node) map[string]count {
	counts := map[string]count{}
	for _, h := range g.Halves(int32(n.Index()), graph.Outgoing) {
		t := g.Relationship(h.Relationship).Type
		counts[t] = count{counts[t].In, counts[t].Out + 1}
	}
	for _, h := range g.Halves(int32(n.Index()), graph.Incoming) {
		t := g.Relationship(h.Relationship).Type
		counts[t] = count{counts[t].In + 1, counts[t].Out}
	}
	return counts
}

// around walks hops from a node along some types, nearest first, to at most
// limit nodes, and says how many more there are.
func around(g *graph.Graph, from *graph.Node, types map[string]bool, hops, limit int) (part graph.Subgraph, more int) {
	seen := map[int32]bool{int32(from.Index()): true}
	part.Nodes = []*graph.Node{from}
	for at := 0; hops > 0 && at < len(part.Nodes); hops-- {
		for end := len(part.Nodes); at < end; at++ {
			for _, d := range []graph.Direction{graph.Outgoing, graph.Incoming} {
				for _, h := range g.Halves(int32(part.Nodes[at].Index()), d) {
					if types[g.Relationship(h.Relationship).Type] && !seen[h.Node] {
						seen[h.Node] = true
						part.Nodes = append(part.Nodes, g.Node(h.Node))
					}
				}
			}
		}
	}
	if len(part.Nodes) > limit {
		more = len(part.Nodes) - limit
		for _, n := range part.Nodes[limit:] {
			delete(seen, int32(n.Index()))
		}
		part.Nodes = part.Nodes[:limit]
	}
	for _, r := range g.Relationships() {
		if types[r.Type] && seen[int32(r.StartIndex())] && seen[int32(r.EndIndex())] {
			part.Relationships = append(part.Relationships, r)
		}
	}
	return part, more
}

func (s *Server) reach(q *request) (any, error) {
	v, n, err := q.viewOfNode()
	if err != nil {
		return nil, err
	}
	bases, err := q.bases()
	if err != nil {
		return nil, err
	}
	walk := v.tracer.Up
	switch q.Query("direction") {
	case "up":
	case "down":
		walk = v.tracer.Down
	default:
		return nil, badParameter("direction 须为 up 或 down", "direction must be up or down")
	}
	return walk(q, int32(n.Index()), bases)
}

func (s *Server) trace(q *request) (any, error) {
	v, err := q.view()
	if err != nil {
		return nil, err
	}
	return q.findTrace(v)
}

// findTrace answers a trace between the nodes in from and to.
func (q *request) findTrace(v *view) (*graph.Trace, error) {
	var t graph.TraceRequest
	from, err := q.named(v, "from")
	if err != nil {
		return nil, err
	}
	to, err := q.named(v, "to")
	if err != nil {
		return nil, err
	}
	if from == to {
		return nil, newError(codeSame, from.Name())
	}
	t.From, t.To = int32(from.Index()), int32(to.Index())
	if t.MaxHops, err = q.integer("maxHops", graph.DefaultMaxHops, 1, graph.MostHops); err != nil {
		return nil, err
	}
	if t.Paths, err = q.integer("paths", graph.DefaultPaths, 1, graph.MostPaths); err != nil {
		return nil, err
	}
	if t.Bases, err = q.bases(); err != nil {
		return nil, err
	}
	t.Structure = q.flag("structure")
	answer, err := v.tracer.Find(q, t)
	if err != nil {
		return nil, err
	}
	if answer.Silent != nil {
		answer.Silent.Message = briefing.SilenceMessage(from, to, briefing.LangOf(q.lang))
	}
	return answer, nil
}

// said is an answer with its notices in the language of the request.
func (q *request) said(r *graph.Result, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return q.worded(r), nil
}

// worded is a result with its notices in the reader's language.
func (q *request) worded(r *graph.Result) *graph.Result {
	answer := *r
	answer.Notices = make([]graph.Notice, len(r.Notices))
	for i, n := range r.Notices {
		answer.Notices[i] = q.server.cfg.Ontology.Meant(n).Said(q.lang)
	}
	return &answer
}

// queryBody is the body of a query.
type queryBody struct {
	Query  string                 `json:"query"`
	Params map[string]graph.Value `json:"params"`
}

func (s *Server) query(q *request) (any, error) {
	runner, ok := s.cfg.Engine.(Runner)
	if !ok {
		return nil, newError(codeRoute, q.Request.URL.Path)
	}
	body, err := q.queryBody()
	if err != nil {
		return nil, err
	}
	select {
	case s.queries <- struct{}{}:
		defer func() { <-s.queries }()
	default:
		return nil, newError(codeBusy, "")
	}
	return q.said(runner.Run(q, graph.Query{Text: body.Query, Params: body.Params}))
}

func (q *request) queryBody() (queryBody, error) {
	var b queryBody
	if t, _, err := mime.ParseMediaType(q.GetHeader("Content-Type")); err != nil || t != "application/json" {
		return b, newError(codeType, q.GetHeader("Content-Type"))
	}
	var raw struct {
		Query  *string                    `json:"query"`
		Params map[string]json.RawMessage `json:"params"`
	}
	d := json.NewDecoder(q.Request.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(&raw); err != nil {
		if e := errorOf(err); e.code == codeTooLarge {
			return b, e
		}
		return b, newError(codeBody, err.Error())
	}
	if raw.Query == nil || strings.TrimSpace(*raw.Query) == "" {
		return b, newError(codeBody, "query")
	}
	b.Query, b.Params = *raw.Query, map[string]graph.Value{}
	for name, text := range raw.Params {
		v, err := graph.ParseValue(text)
		if err != nil {
			return b, newError(codeBody, "params."+name+": "+err.Error())
		}
		b.Params[name] = v
	}
	return b, nil
}

func (s *Server) coverage(q *request) (any, error) {
	_, plan, err := q.viewOfOnlyPlan()
	if err != nil {
		return nil, err
	}
	if s.cfg.Coverage == nil {
		return nil, newError(codeText, plan)
	}
	report, err := s.cfg.Coverage(q, plan)
	if errors.Is(err, ErrNoText) {
		return nil, newError(codeText, plan)
	}
	return report, err
}
