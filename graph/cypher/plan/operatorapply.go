package plan

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/procedures"
)

// This file holds the operators that run or join other pipelines.

// Optional runs a pipeline for each row; where that makes no row, it makes one
// with nulls.
type Optional struct {
	estimate
	Inner Pipeline
	Nulls []*ast.Symbol
}

// Name is the operator's name in a plan.
func (*Optional) Name() string { return "Optional" }

// Details is the variables that may become null.
func (o *Optional) Details() string {
	var named []*ast.Symbol
	for _, s := range o.Nulls {
		if !s.Hidden {
			named = append(named, s)
		}
	}
	return join(named, nameOf)
}

// Apply runs a pipeline for each row.
type Apply struct {
	estimate
	Inner Pipeline
}

// Name is the operator's name in a plan.
func (*Apply) Name() string { return "Apply" }

// Details is empty.
func (*Apply) Details() string { return "" }

// SemiApply keeps the rows for which a pipeline makes a row; with Anti, those
// for which it makes none.
type SemiApply struct {
	estimate
	Inner Pipeline
	Anti  bool
}

// Name is the operator's name in a plan.
func (o *SemiApply) Name() string {
	if o.Anti {
		return "AntiSemiApply"
	}
	return "SemiApply"
}

// Details is empty.
func (*SemiApply) Details() string { return "" }

// Union runs several pipelines one after the other into the same columns.
type Union struct {
	estimate
	Inner   []Pipeline
	From    [][]*ast.Symbol // the columns of each pipeline, in the order of Columns
	Columns []*ast.Symbol
}

// Name is the operator's name in a plan.
func (*Union) Name() string { return "Union" }

// Details is the columns.
func (o *Union) Details() string { return join(o.Columns, nameOf) }

// ValueHashJoin joins nodes with the rows before them where two expressions are
// equal. Inner finds the nodes and runs once.
type ValueHashJoin struct {
	estimate
	Node               *ast.Symbol
	Inner              Pipeline
	InnerKey, OuterKey ast.Expr
}

// Name is the operator's name in a plan.
func (*ValueHashJoin) Name() string { return "ValueHashJoin" }

// Details is the equality.
func (o *ValueHashJoin) Details() string { return o.OuterKey.String() + " = " + o.InnerKey.String() }

// ProcedureCall makes a row of each row of a procedure.
type ProcedureCall struct {
	estimate
	Procedure *procedures.Procedure
	Args      []ast.Expr
	// Columns are, for each column of the procedure, where it goes; nil for
	// nowhere.
	Columns []*ast.Symbol
}

// Name is the operator's name in a plan.
func (*ProcedureCall) Name() string { return "ProcedureCall" }

// Details is the call.
func (o *ProcedureCall) Details() string {
	return o.Procedure.Name + "(" + join(o.Args, ast.Expr.String) + ")"
}
