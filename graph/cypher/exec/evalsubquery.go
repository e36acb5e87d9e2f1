package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/plan"
)

// This file evaluates what runs a pipeline of its own: EXISTS, COUNT, COLLECT,
// patterns and pattern comprehensions.

// gather runs a nested pipeline and collects what an expression gives for each
// of its rows.
type gather struct {
	*run
	first   step
	value   eval // nil: the rows are only counted
	rows    int64
	results growing
	once    bool // the first row is enough
}

func (r *run) gather(n *plan.Nested) (*gather, error) {
	g := &gather{run: r}
	if n.Result != nil {
		var err error
		if g.value, err = r.compile(n.Result); err != nil {
			return nil, err
		}
	}
	var err error
	g.first, err = r.chain(n.Pipeline, g)
	return g, err
}

func (g *gather) collect() error {
	g.rows, g.results = 0, growing{meter: g.meter}
	if err := drive(g.first); err != nil {
		return err
	}
	return nil
}

func (g *gather) push() error {
	if g.once && g.rows > 0 {
		return errStop
	}
	g.rows += g.weight
	if g.value != nil {
		v, err := g.value(g.run)
		if err != nil {
			return err
		}
		if err := g.meter.Work(1); err != nil {
			return err
		}
		if err := g.results.add(v); err != nil {
			return err
		}
	}
	if g.once {
		return errStop
	}
	return nil
}

func (*gather) finish() error { return nil }

func (r *run) patternComprehension(e *ast.PatternComprehension) (eval, error) {
	g, err := r.gather(r.plan.Nested[e])
	return func(*run) (graph.Value, error) {
		if err := g.collect(); err != nil {
			return graph.NullValue(), err
		}
		return g.results.list()
	}, err
}

// patternExpr evaluates a pattern as a condition, and shortest paths.
func (r *run) patternExpr(e *ast.PatternExpr) (eval, error) {
	if e.Pattern.Shortest == ast.NotShortest {
		p, err := r.probe(r.plan.Nested[e].Pipeline)
		return func(*run) (graph.Value, error) {
			found, err := p.exists()
			return graph.Bool(found), err
		}, err
	}
	g, err := r.gather(r.plan.Nested[e])
	one := e.Pattern.Shortest == ast.OneShortest
	return func(*run) (graph.Value, error) {
		if err := g.collect(); err != nil {
			return graph.NullValue(), err
		}
		if !one {
			return g.results.list()
		}
		if len(g.results.items) == 0 {
			return graph.NullValue(), nil
		}
		return g.results.items[0], nil
	}, err
}

func (r *run) subquery(e *ast.Subquery) (eval, error) {
	n := r.plan.Nested[e]
	switch e.Kind {
	case ast.ExistsSubquery:
		p, err := r.probe(n.Pipeline)
		return func(*run) (graph.Value, error) {
			found, err := p.exists()
			return graph.Bool(found), err
		}, err
	case ast.CountSubquery:
		g, err := r.gather(&plan.Nested{Pipeline: n.Pipeline})
		return func(*run) (graph.Value, error) {
			err := g.collect()
			return graph.Int(g.rows), err
		}, err
	default:
		g, err := r.gather(n)
		return func(*run) (graph.Value, error) {
			if err := g.collect(); err != nil {
				return graph.NullValue(), err
			}
			return g.results.list()
		}, err
	}
}
