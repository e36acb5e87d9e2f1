package plan

import "planatlas/graph"

// Measure tells what an operator did when a query was profiled.
type Measure func(o Operator) (rows int64, ms float64, ok bool)

// Explain is the plan as a tree, the last operator on top, as Neo4j shows it.
// measure may be nil.
func (p *Plan) Explain(measure Measure) *graph.Plan {
	return tree(p.Pipeline, measure)
}

func tree(pipeline Pipeline, measure Measure) *graph.Plan {
	var below *graph.Plan
	for i, o := range pipeline {
		if i+1 < len(pipeline) {
			if after, ok := pipeline[i+1].(*Expand); ok && after.With != nil {
				continue // shown with the one after it
			}
		}
		node := &graph.Plan{Operator: o.Name(), Details: o.Details(), Estimated: o.Rows()}
		if measure != nil {
			if rows, ms, ok := measure(o); ok {
				node.Rows, node.TimeMs = &rows, &ms
			}
		}
		if below != nil {
			node.Children = append(node.Children, below)
		}
		for _, inner := range inside(o) {
			if t := tree(inner, measure); t != nil {
				node.Children = append(node.Children, t)
			}
		}
		below = node
	}
	return below
}

// inside are the pipelines that an operator runs.
func inside(o Operator) []Pipeline {
	switch o := o.(type) {
	case *Optional:
		return []Pipeline{o.Inner}
	case *Apply:
		return []Pipeline{o.Inner}
	case *SemiApply:
		return []Pipeline{o.Inner}
	case *Union:
		return o.Inner
	case *Repeat:
		return []Pipeline{o.Inner}
	case *ValueHashJoin:
		return []Pipeline{o.Inner}
	}
	return nil
}
