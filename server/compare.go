package server

import (
	"encoding/json"
	"slices"
	"strings"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/alignment"
	"planatlas/graph/centrality"
	"planatlas/graph/compare"
	"planatlas/graph/layout"
)

// compareRoutes hold a plan against what comes from above, and its parts against
// one another.
func (s *Server) compareRoutes() []route {
	sides := []param{
		{name: "from", in: "query", kind: "string", about: "Id of the earlier plan, one of /diff/sides.", required: true},
		{name: "to", in: "query", kind: "string", about: "Id of the later plan.", required: true},
	}
	return []route{
		{method: "GET", path: root + "/diff", summary: "What changed from one plan to another.", params: sides, reply: "Diff", statuses: []int{404}, handle: s.diff, versioned: true},
		{method: "GET", path: root + "/diff/sides", summary: "What can be compared: the plans, and other versions of them.", reply: "Sides", handle: s.diffSides, versioned: true},
		{method: "GET", path: root + "/diff/sheet", summary: "Two plans on one sheet, with positions: what both have stands there once.", params: sides, reply: "Sheet",
			statuses: []int{404, 503}, handle: s.diffSheet, versioned: true},
		{method: "GET", path: root + "/alignment", summary: "What takes up each upper strategy, and what is named and not taken up.",
			params: []param{paramPlan, paramBasis}, reply: "Alignment", statuses: []int{404}, handle: s.alignment, versioned: true},
		{method: "GET", path: root + "/centrality", summary: "What most chains pass through, which goals hang by one support, and groups against chapters.",
			params: []param{paramPlan, paramBasis}, reply: "Centrality", statuses: []int{404, 503}, handle: s.centrality, versioned: true},
	}
}

// planAndBases are what an answer about one plan depends on.
func (q *request) planAndBases() (v *view, plan string, bases []string, err error) {
	if v, plan, err = q.viewOfOnlyPlan(); err != nil {
		return nil, "", nil, err
	}
	bases, err = q.bases()
	return v, plan, bases, err
}

func (s *Server) alignment(q *request) (any, error) {
	v, plan, bases, err := q.planAndBases()
	if err != nil {
		return nil, err
	}
	if bases != nil {
		return alignment.Of(v.g, s.cfg.Ontology, plan, bases), nil
	}
	b, err := v.reply("alignment "+plan, func() ([]byte, error) {
		return encode(alignment.Of(v.g, s.cfg.Ontology, plan, nil))
	})
	return json.RawMessage(b), err
}

// centrality takes a place among the queries that may run, since it walks from
// every node; of any bases it is kept once.
func (s *Server) centrality(q *request) (any, error) {
	v, plan, bases, err := q.planAndBases()
	if err != nil {
		return nil, err
	}
	slices.Sort(bases)
	b, err := v.reply("centrality "+plan+" "+strings.Join(slices.Compact(bases), ","), func() ([]byte, error) {
		select {
		case s.queries <- struct{}{}:
			defer func() { <-s.queries }()
		default:
			return nil, newError(codeBusy, "")
		}
		r, err := centrality.Of(q, v.g, s.cfg.Ontology, plan, bases)
		if err != nil {
			return nil, err
		}
		return encode(r)
	})
	return json.RawMessage(b), err
}

// side is one plan that can be compared.
type side struct {
	ID          string `json:"id"`
	Plan        string `json:"plan"`
	Name        string `json:"name"`
	NameEn      string `json:"nameEn"`
	Title       string `json:"title"`
	DataVersion string `json:"dataVersion"`
	// Loaded plans are part of the graph and can be opened.
	Loaded bool `json:"loaded"`
}

func (s *Server) diffSides(q *request) (any, error) {
	v, err := q.view()
	if err != nil {
		return nil, err
	}
	out := []side{}
	for _, p := range v.plans {
		out = append(out, sideOf(p.ID, compare.Side{Graph: v.g, Plan: p.ID}, true))
	}
	for _, a := range s.cfg.Against {
		out = append(out, sideOf(a.ID, a.Side, false))
	}
	return map[string][]side{"sides": out}, nil
}

func sideOf(id string, s compare.Side, loaded bool) side {
	out := side{ID: id, Plan: s.Plan, Name: s.Plan, NameEn: s.Plan, DataVersion: s.Graph.PlanVersion(s.Plan), Loaded: loaded}
	if n := s.Graph.NodeByID(s.Plan + ":plan"); n != nil {
		i := graph.ItemOf(n)
		out.Name, out.NameEn = i.Name, i.NameEn
		out.Title, _ = n.Properties.Get("title").AsString()
	}
	return out
}

// sides are the two plans that a comparison asks for.
func (q *request) sides(v *view, from, to string) (sides [2]compare.Side, err error) {
	for i, x := range []struct{ name, id string }{{"from", from}, {"to", to}} {
		if x.id == "" {
			return sides, badParameter("缺少 "+x.name+"=", x.name+"= is missing")
		}
		side, ok := q.server.sideByID(v, x.id)
		if !ok {
			return sides, newError(codePlan, x.id)
		}
		sides[i] = side
	}
	return sides, nil
}

func (s *Server) sideByID(v *view, id string) (compare.Side, bool) {
	if slices.ContainsFunc(v.plans, func(p Plan) bool { return p.ID == id }) {
		return compare.Side{Graph: v.g, Plan: id}, true
	}
	for _, a := range s.cfg.Against {
		if a.ID == id {
			return a.Side, true
		}
	}
	return compare.Side{}, false
}

func (s *Server) diff(q *request) (any, error) {
	v, err := q.view()
	if err != nil {
		return nil, err
	}
	sides, err := q.sides(v, q.Query("from"), q.Query("to"))
	if err != nil {
		return nil, err
	}
	return compare.Plans(sides[0], sides[1], s.cfg.Ontology), nil
}

// sheet is a comparison with what its page draws.
type sheet struct {
	Diff          *compare.Diff            `json:"diff"`
	Nodes         []*graph.Node            `json:"nodes"`
	Relationships []*graph.Relationship    `json:"relationships"`
	States        map[string]compare.State `json:"states"` // by id of a node or relationship
	Earlier       map[string]*graph.Node   `json:"earlier"`
	DataVersion   string                   `json:"dataVersion"`
	Layout        struct {
		Hash      string         `json:"hash"`
		Positions []layout.Point `json:"positions"`
	} `json:"layout"`
}

func (s *Server) diffSheet(q *request) (any, error) {
	v, err := q.view()
	if err != nil {
		return nil, err
	}
	sides, err := q.sides(v, q.Query("from"), q.Query("to"))
	if err != nil {
		return nil, err
	}
	b, err := v.reply("sheet "+q.Query("from")+" "+q.Query("to"), func() ([]byte, error) {
		select {
		case s.queries <- struct{}{}:
			defer func() { <-s.queries }()
		default:
			return nil, newError(codeBusy, "")
		}
		c, m, err := briefing.Compare(q, sides[0], sides[1], s.cfg.Ontology)
		if err != nil {
			return nil, err
		}
		return encode(sheetOf(c, m))
	})
	return json.RawMessage(b), err
}

func sheetOf(c *briefing.Comparison, m briefing.Material) sheet {
	out := sheet{Diff: c.Diff, Nodes: m.Graph.Nodes(), Relationships: m.Graph.Relationships(), States: map[string]compare.State{}, Earlier: c.Earlier, DataVersion: m.Graph.Version()}
	for _, states := range []map[string]compare.State{c.Nodes, c.Aligned.Relationships} {
		for id, s := range states {
			out.States[id] = s
		}
	}
	out.Layout.Positions = m.Positions
	out.Layout.Hash = m.Graph.Version()
	return out
}
