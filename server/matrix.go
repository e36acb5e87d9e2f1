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
	v, err := q.view()
	if err != nil {
		return nil, err
	}
	m, err := q.matrixAsked(v, exportAsk{Rows: q.Query("rows"), Columns: q.Query("columns"), Type: q.Query("type"), Opening: q.flag("opening"), All: q.flag("all"), Basis: q.Query("basis")})
	if err != nil {
		return nil, err
	}
	return matrixReply{m, matrix.Presets()}, nil
}

// matrixAsked is the matrix that a request or an export asks for.
func (q *request) matrixAsked(v *view, ask exportAsk) (*matrix.Matrix, error) {
	plan, err := q.onlyPlan(v)
	if err != nil {
		return nil, err
	}
	o := q.server.cfg.Ontology
	choice, err := matrix.Named(o, matrix.Choice{Rows: ask.Rows, Columns: ask.Columns, Type: ask.Type, Opening: ask.Opening})
	if err != nil {
		return nil, matrixError(err)
	}
	bases, err := q.basesIn(ask.Basis)
	if err != nil {
		return nil, err
	}
	return matrix.Of(v.g, o, matrix.Options{Choice: choice, Plan: plan, All: ask.All, Bases: bases}), q.Err()
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
