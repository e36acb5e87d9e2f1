package exec

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/source"
)

// count evaluates the number after SKIP or LIMIT.
func (r *run) count(e ast.Expr, clause string) (int64, error) {
	value, err := r.compile(e)
	if err != nil {
		return 0, err
	}
	v, err := value(r)
	if err != nil {
		return 0, err
	}
	n, ok := v.AsInt()
	if !ok {
		return 0, source.Error(e.Pos(), "SyntaxError", source.Runtime, "InvalidArgumentType", "%s needs an integer", clause)
	}
	if n < 0 {
		return 0, source.Error(e.Pos(), "SyntaxError", source.Runtime, "NegativeIntegerArgument", "%s cannot be negative", clause)
	}
	return n, nil
}

// limit passes on the first rows and then stops what comes before it.
type limit struct {
	passing
	count, seen int64
}

func newLimit(pass passing, o *plan.Limit) (step, error) {
	n, err := pass.count(o.Count, "LIMIT")
	return &limit{pass, n, 0}, err
}

func (l *limit) push() error {
	if l.seen >= l.count {
		return errStop
	}
	l.seen++
	if err := l.next.push(); err != nil {
		return err
	}
	if l.seen >= l.count {
		return errStop
	}
	return nil
}

func (l *limit) finish() error {
	l.seen = 0
	return l.next.finish()
}
