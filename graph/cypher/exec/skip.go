package exec

import "planatlas/graph/cypher/plan"

// skip drops the first rows.
type skip struct {
	passing
	count, seen int64
}

func newSkip(pass passing, o *plan.Skip) (step, error) {
	n, err := pass.count(o.Count, "SKIP")
	return &skip{pass, n, 0}, err
}

func (s *skip) push() error {
	if s.seen < s.count {
		s.seen++
		return nil
	}
	return s.next.push()
}

func (s *skip) finish() error {
	s.seen = 0
	return s.next.finish()
}
