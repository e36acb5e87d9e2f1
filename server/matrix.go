package server

import (
	"errors"
	"slices"

	"planatlas/graph/matrix"
)

// matrixReply is a matrix with the choices that a planner usually makes.
type matrixReply struct {
	*matrix.Matrix
	Presets []matrix.Choice `json:"presets"`
}

// matrix holds two groups of nodes against each other.
func (s *Server) matrix(q *request) (any, error) {
	v, plan, bases, err := q.planAndBases()
	if err != nil {
		return nil, err
	}
	choice, err := matrix.Named(s.cfg.Ontology, matrix.Choice{Rows: q.Query("rows"), Columns: q.Query("columns"), Type: q.Query("type"), Opening: q.flag("opening")})
	if err != nil {
		return nil, matrixError(err)
	}
	options := matrix.Options{Choice: choice, Plan: plan, All: q.flag("all"), Bases: bases}
	return matrixReply{matrix.Of(v.g, s.cfg.Ontology, options), matrix.Presets()}, q.Err()
}

func matrixError(err error) error {
	if wrong := (*matrix.ChoiceError)(nil); errors.As(err, &wrong) {
		return badParameter(wrong.In("zh"), wrong.In("en"))
	}
	return err
}

// flag reads a parameter that is on as 1 or true.
func (q *request) flag(name string) bool {
	return slices.Contains([]string{"1", "true"}, q.Query(name))
}
