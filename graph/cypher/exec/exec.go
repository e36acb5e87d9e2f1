// Package exec runs a plan. Each operator of the plan becomes a step; a step
// gets a row pushed into it and pushes what it makes of it into the next one.
//
// All steps of a query share one row: a slice with a slot for each variable.
// Steps that must see all rows before they can go on (sorting, grouping) copy
// the slots that later ones read. Expressions are compiled once into functions
// over the row. Work, memory and time are metered throughout.
//
// Enter through Run. Operators live in the file of their name (scan, seek, expand,
// varlength, shortest, sort, union …), expressions in eval and their name
// (evallogic, evalcase, evalregex, evalsubquery …).
package exec

import (
	"context"
	"errors"
	"time"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/functions"
	"planatlas/graph/cypher/plan"
)

// Run answers a planned query. The limits must be filled. Errors are
// *graph.QueryError, or the context's.
func Run(ctx context.Context, p *plan.Plan, g *graph.Graph, params map[string]graph.Value, limits graph.Limits) (*graph.Result, error) {
	ctx, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()
	r := &run{graph: g, plan: p, params: params, row: make([]graph.Value, p.Slots), weight: 1}
	r.meter = &meter{ctx: ctx, limits: limits}
	r.functions = functions.Context{Graph: g, Clock: time.Now(), Zone: time.UTC, Meter: r.meter}
	out := &produce{run: r, limits: limits}
	for _, c := range p.Columns {
		out.result.Keys = append(out.result.Keys, c.Name)
	}
	if p.Mode == ast.Profile {
		r.profile = map[plan.Operator]*measured{}
	}
	if err := r.start(p.Pipeline, out); err != nil {
		return nil, err
	}
	if r.profile != nil {
		out.result.Plan = p.Explain(r.measure)
	}
	return &out.result, nil
}

// start compiles the pipeline and pushes the one row that every query begins
// with.
func (r *run) start(pipeline plan.Pipeline, out step) error {
	first, err := r.chain(pipeline, out)
	if err != nil {
		return err
	}
	return drive(first)
}

// drive pushes one row through a chain and ends it.
func drive(first step) error {
	if err := first.push(); err != nil && err != errStop {
		return err
	}
	return first.finish()
}

// run is the state of one query.
type run struct {
	graph     *graph.Graph
	plan      *plan.Plan
	params    map[string]graph.Value
	row       []graph.Value
	meter     *meter
	functions functions.Context
	profile   map[plan.Operator]*measured // nil unless profiling
	subject   graph.Value                 // of the CASE being evaluated
	// weight is how many equal rows the one being pushed stands for.
	weight int64
}

// errStop travels up a chain when a later step wants no more rows. It is caught
// where rows begin, and never leaves the package.
var errStop = errors.New("no more rows wanted")

// step is an operator at work. push is called with a new row in run.row and
// passes on what it makes of it; finish is called when no more rows come, and
// leaves the step as new, since the inside of a subquery runs many times.
// finish never returns errStop.
type step interface {
	push() error
	finish() error
}

// passing is the part of steps that hold nothing back.
type passing struct {
	*run
	next step
}

func (p *passing) finish() error { return p.next.finish() }

// pushWeighted pushes the row once in place of n times; what comes next only
// counts rows.
func (p *passing) pushWeighted(n int) error {
	if n == 0 {
		return nil
	}
	before := p.weight
	p.weight *= int64(n)
	err := p.next.push()
	p.weight = before
	return err
}

// chain makes the steps of a pipeline, the last one first; out receives the
// rows.
func (r *run) chain(pipeline plan.Pipeline, out step) (step, error) {
	next := out
	for i := len(pipeline) - 1; i >= 0; i-- {
		if combined(pipeline, i) {
			continue
		}
		s, err := r.step(pipeline[i], r.counted(pipeline[i], next))
		if err != nil {
			return nil, err
		}
		next = r.timed(pipeline[i], s)
	}
	return next, nil
}

// combined reports whether an operator is done by the one after it.
func combined(pipeline plan.Pipeline, i int) bool {
	if i+1 == len(pipeline) {
		return false
	}
	after, ok := pipeline[i+1].(*plan.Expand)
	return ok && after.With != nil && plan.Operator(after.With) == pipeline[i]
}

// step makes the step of one operator.
func (r *run) step(o plan.Operator, next step) (step, error) {
	pass := passing{r, next}
	switch o := o.(type) {
	case *plan.Expand:
		return newExpand(pass, o), nil
	case *plan.VarLengthExpand:
		return newVarLength(pass, o)
	case *plan.Repeat:
		return newRepeat(pass, o)
	case *plan.ProjectEndpoints:
		return newEndpoints(pass, o), nil
	case *plan.ShortestPath:
		return newShortest(pass, o)
	case *plan.StatefulShortestPath:
		return newSelection(pass, o)
	case *plan.ProjectPath:
		return newProjectPath(pass, o), nil
	default:
		return r.leafStep(o, pass)
	}
}

// leafStep makes the steps that find nodes.
func (r *run) leafStep(o plan.Operator, pass passing) (step, error) {
	switch o := o.(type) {
	case *plan.AllNodesScan:
		return &allNodesScan{pass, o.Node.Slot, o.Counted}, nil
	case *plan.NodeByLabelScan:
		return &labelScan{pass, o.Node.Slot, r.graph.WithLabel(o.Label), o.Counted}, nil
	case *plan.UnionNodeByLabelsScan:
		return &labelScan{pass, o.Node.Slot, r.unionOf(o.Labels), false}, nil
	case *plan.NodeUniqueIndexSeek:
		return newIDSeek(pass, o)
	case *plan.NodeByElementIDSeek:
		return newElementIDSeek(pass, o)
	case *plan.NodeIndexSeek:
		return newIndexSeek(pass, o)
	case *plan.NodeIndexSeekByRange:
		return newRangeSeek(pass, o)
	case *plan.ValueHashJoin:
		return newHashJoin(pass, o)
	default:
		return r.rowStep(o, pass)
	}
}

// rowStep makes the steps that look at rows, not at the graph.
func (r *run) rowStep(o plan.Operator, pass passing) (step, error) {
	switch o := o.(type) {
	case *plan.Filter:
		return newFilter(pass, o)
	case *plan.Projection:
		return newProjection(pass, o)
	case *plan.EagerAggregation:
		return newAggregation(pass, o)
	case *plan.Distinct:
		return &distinct{passing: pass, columns: slots(o.Columns)}, nil
	case *plan.Sort:
		return newSort(pass, o)
	case *plan.Skip:
		return newSkip(pass, o)
	case *plan.Limit:
		return newLimit(pass, o)
	case *plan.Unwind:
		return newUnwind(pass, o)
	case *plan.ProcedureCall:
		return newCall(pass, o)
	case *plan.ProduceResults:
		return newResults(pass, o), nil
	case *plan.EmptyResult:
		return &empty{pass}, nil
	default:
		return r.applyStep(o, pass)
	}
}

// applyStep makes the steps that run pipelines of their own.
func (r *run) applyStep(o plan.Operator, pass passing) (step, error) {
	switch o := o.(type) {
	case *plan.Apply:
		return newApply(pass, o)
	case *plan.Optional:
		return newOptional(pass, o)
	case *plan.SemiApply:
		return newSemiApply(pass, o)
	case *plan.Union:
		return newUnion(pass, o)
	}
	panic("exec: unknown operator " + o.Name())
}

func slots(symbols []*ast.Symbol) []int {
	list := make([]int, len(symbols))
	for i, s := range symbols {
		list[i] = s.Slot
	}
	return list
}
