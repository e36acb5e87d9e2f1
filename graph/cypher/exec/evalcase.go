package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/values"
)

// This file evaluates CASE.

// caseBranch is one compiled WHEN.
type caseBranch struct {
	tests []eval
	bare  []bool // the test is a value to compare with the subject
	then  eval
}

func (r *run) caseExpr(e *ast.Case) (eval, error) {
	subject, err := r.compileOptional(e.Subject)
	if err != nil {
		return nil, err
	}
	otherwise, err := r.compileOptional(e.Else)
	if err != nil {
		return nil, err
	}
	var branches []caseBranch
	for _, w := range e.Whens {
		b := caseBranch{}
		if b.tests, err = r.compileAll(w.Tests); err != nil {
			return nil, err
		}
		if b.then, err = r.compile(w.Then); err != nil {
			return nil, err
		}
		for _, t := range w.Tests {
			b.bare = append(b.bare, subject != nil && !readsCaseSubject(t))
		}
		branches = append(branches, b)
	}
	return func(r *run) (graph.Value, error) {
		value, err := r.optional(subject)
		if err != nil {
			return value, err
		}
		for i := range branches {
			ok, err := branches[i].applies(r, value)
			if err != nil {
				return value, err
			}
			if ok {
				return branches[i].then(r)
			}
		}
		return r.optional(otherwise)
	}, nil
}

// readsCaseSubject reports whether a test is the right half of a condition, as
// in WHEN > 3.
func readsCaseSubject(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CaseSubject:
		return true
	case *ast.Comparison:
		return readsCaseSubject(e.First)
	case *ast.Test:
		return readsCaseSubject(e.Left)
	case *ast.IsNull:
		return readsCaseSubject(e.Operand)
	case *ast.IsType:
		return readsCaseSubject(e.Operand)
	case *ast.IsNormalized:
		return readsCaseSubject(e.Operand)
	}
	return false
}

func (b *caseBranch) applies(r *run, subject graph.Value) (bool, error) {
	for i, test := range b.tests {
		before := r.subject
		r.subject = subject
		v, err := test(r)
		r.subject = before
		if err != nil {
			return false, err
		}
		if b.bare[i] {
			if values.Equal(subject, v) == values.True {
				return true, nil
			}
		} else if yes, _ := v.AsBool(); yes {
			return true, nil
		}
	}
	return false, nil
}
