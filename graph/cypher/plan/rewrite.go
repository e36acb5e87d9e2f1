package plan

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/functions"
)

// rewrites improve a finished pipeline, in this order. existence says that only
// whether the pipeline makes a row matters.
var rewrites = []func(p Pipeline, existence bool){
	pushCountDown,
	prune,
}

// eachInside applies a rewrite to the pipelines inside the operators.
func eachInside(p Pipeline, rewrite func(Pipeline, bool)) {
	for _, o := range p {
		_, exists := o.(*SemiApply)
		for _, inner := range inside(o) {
			rewrite(inner, exists)
		}
	}
}

// pushCountDown lets the last expansion or scan before a count give its number
// at once, instead of a row for each: count(*) of (a)-->(b) is a sum of degrees.
func pushCountDown(p Pipeline, _ bool) {
	eachInside(p, pushCountDown)
	for i := 1; i < len(p); i++ {
		a, ok := p[i].(*EagerAggregation)
		if !ok {
			continue
		}
		rel, node := bound(p[i-1])
		if node == nil || !onlyCounts(a, rel, node) {
			continue
		}
		if countFromDegrees(p[:i]) {
			for j := range a.Aggregates {
				a.Aggregates[j].Call = &ast.FunctionCall{At: a.Aggregates[j].Call.At, Name: "count", Star: true}
			}
		}
	}
}

// bound is what the last operator binds, if it is one that can count.
func bound(o Operator) (rel, node *ast.Symbol) {
	switch o := o.(type) {
	case *Expand:
		return o.Relationship, o.To
	case *AllNodesScan:
		return nil, o.Node
	case *NodeByLabelScan:
		return nil, o.Node
	case *NodeIndexSeek:
		return nil, o.Node
	case *NodeIndexSeekByRange:
		return nil, o.Node
	}
	return nil, nil
}

// onlyCounts reports whether an aggregation only counts rows, and reads the two
// symbols in no other way.
func onlyCounts(a *EagerAggregation, rel, node *ast.Symbol) bool {
	for _, k := range a.Keys {
		read := false
		ast.Variables(k.Expr, func(v *ast.Variable) { read = read || v.Symbol == rel || v.Symbol == node })
		if read || !constantOverRows(k.Expr) {
			return false
		}
	}
	for _, agg := range a.Aggregates {
		call := agg.Call
		f, _ := functions.Lookup(call.Name)
		if f == nil || f.Name != "count" || call.Distinct {
			return false
		}
		if call.Star {
			continue
		}
		v, ok := call.Args[0].(*ast.Variable)
		if !ok || v.Symbol != rel && v.Symbol != node {
			return false
		}
	}
	return len(a.Aggregates) > 0
}

// constantOverRows reports whether an expression gives the same for the same
// row.
func constantOverRows(e ast.Expr) bool {
	same := true
	ast.Walk(e, func(x ast.Expr) bool {
		if call, ok := x.(*ast.FunctionCall); ok {
			f, _ := functions.Lookup(call.Name)
			same = same && f != nil && !f.Volatile
		}
		return same
	})
	return same
}

// countFromDegrees makes the last operator of a pipeline count, if it can.
func countFromDegrees(p Pipeline) bool {
	if len(p) == 0 {
		return false
	}
	switch o := p[len(p)-1].(type) {
	case *Expand:
		o.Counted = !o.Into && !o.Keep && !o.Mark
		if o.Counted {
			p.combine(o)
		}
		return o.Counted
	case *AllNodesScan:
		o.Counted = true
		return true
	case *NodeByLabelScan:
		o.Counted = true
		return true
	case *NodeIndexSeek:
		o.Counted = !o.List
		return o.Counted
	case *NodeIndexSeekByRange:
		o.Counted = o.Prefix == nil
		return o.Counted
	}
	return false
}

// combine counts an expansion together with the one before it, where both start
// at the same node and only have to differ from one another: (a)<--(b)-->(c) is
// the product of two degrees, less the relationships that stand in both.
func (p Pipeline) combine(last *Expand) {
	if len(p) < 2 {
		return
	}
	before, ok := p[len(p)-2].(*Expand)
	if !ok || before.Into || before.Keep || before.From != last.From || before.To == last.To || len(before.Distinct) > 0 {
		return
	}
	if len(last.Distinct) > 1 || before.Mark && len(last.Distinct) == 0 || before.To.Used {
		return
	}
	if len(last.Distinct) == 1 && last.Distinct[0].Relationship != before.Relationship {
		return
	}
	last.With = before
	before.Counted = true
}

// prune lets variable-length expansions reach each node once where later
// operators drop duplicates anyway: the number of ways to a node grows
// exponentially with the length, the number of nodes does not.
func prune(p Pipeline, existence bool) {
	eachInside(p, prune)
	insensitive := existence
	for i := len(p) - 1; i >= 0; i-- {
		switch o := p[i].(type) {
		case *Distinct:
			insensitive = true
		case *EagerAggregation:
			insensitive = ignoresDuplicates(o)
		case *VarLengthExpand:
			o.Pruning = insensitive && canPrune(o)
		case *Filter, *Projection, *Expand, *SemiApply, *Optional, *Unwind, *AllNodesScan, *NodeByLabelScan,
			*NodeUniqueIndexSeek, *NodeByElementIDSeek, *NodeIndexSeek, *NodeIndexSeekByRange, *ValueHashJoin,
			*UnionNodeByLabelsScan:
		default:
			insensitive = false
		}
	}
}

// ignoresDuplicates reports whether an aggregation gives the same when a row
// comes twice.
func ignoresDuplicates(a *EagerAggregation) bool {
	for _, agg := range a.Aggregates {
		name := agg.Call.Name
		if f, ok := functions.Lookup(name); ok {
			name = f.Name
		}
		if !agg.Call.Distinct && name != "min" && name != "max" {
			return false
		}
	}
	return true
}

func canPrune(o *VarLengthExpand) bool {
	return !o.Keep && !o.Mark && !o.Into && o.Min <= 1 && (o.Max < 0 || o.Max > 1) && o.Direction <= graph.Both
}
