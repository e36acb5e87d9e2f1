package exec

import "planatlas/graph/cypher/plan"

// semiApply keeps the rows for which a pipeline makes a row, or makes none.
type semiApply struct {
	passing
	inner *probe
	anti  bool
}

func newSemiApply(pass passing, o *plan.SemiApply) (step, error) {
	inner, err := pass.probe(o.Inner)
	return &semiApply{pass, inner, o.Anti}, err
}

func (s *semiApply) push() error {
	found, err := s.inner.exists()
	if err != nil || found == s.anti {
		return err
	}
	return s.next.push()
}

// probe runs a pipeline to see whether it makes a row.
type probe struct {
	first step
	found bool
}

func (r *run) probe(pipeline plan.Pipeline) (*probe, error) {
	p := &probe{}
	var err error
	p.first, err = r.chain(pipeline, p)
	return p, err
}

func (p *probe) exists() (bool, error) {
	p.found = false
	err := drive(p.first)
	return p.found, err
}

func (p *probe) push() error {
	p.found = true
	return errStop
}

func (*probe) finish() error { return nil }
