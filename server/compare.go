package server

import (
	"encoding/json"

	"planatlas/graph/alignment"
)

// compareRoutes hold a plan against what comes from above.
func (s *Server) compareRoutes() []route {
	return []route{
		{method: "GET", path: root + "/alignment", summary: "What takes up each upper strategy, and what is named and not taken up.",
			params: []param{paramPlan, paramBasis}, reply: "Alignment", statuses: []int{404}, handle: s.alignment, versioned: true},
	}
}

func (s *Server) alignment(q *request) (any, error) {
	v, err := q.view()
	if err != nil {
		return nil, err
	}
	plan, err := q.onlyPlan(v)
	if err != nil {
		return nil, err
	}
	bases, err := q.bases()
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
