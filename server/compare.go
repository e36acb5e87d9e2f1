package server

import (
	"encoding/json"
	"slices"
	"strings"

	"planatlas/graph/alignment"
	"planatlas/graph/centrality"
)

// compareRoutes hold a plan against what comes from above, and its parts against
// one another.
func (s *Server) compareRoutes() []route {
	return []route{
		{method: "GET", path: root + "/alignment", summary: "What takes up each upper strategy, and what is named and not taken up.",
			params: []param{paramPlan, paramBasis}, reply: "Alignment", statuses: []int{404}, handle: s.alignment, versioned: true},
		{method: "GET", path: root + "/centrality", summary: "What most chains pass through, which goals hang by one support, and groups against chapters.",
			params: []param{paramPlan, paramBasis}, reply: "Centrality", statuses: []int{404, 503}, handle: s.centrality, versioned: true},
	}
}

// planAndBases are what an answer about one plan depends on.
func (q *request) planAndBases() (v *view, plan string, bases []string, err error) {
	if v, err = q.view(); err != nil {
		return nil, "", nil, err
	}
	if plan, err = q.onlyPlan(v); err != nil {
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
