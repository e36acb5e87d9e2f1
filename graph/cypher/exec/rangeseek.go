package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// rangeSeek finds nodes by bounds on a property, or by a prefix.
type rangeSeek struct {
	indexed
	low, high, prefix eval
	lowOpen, highOpen bool
	counted           bool
}

func newRangeSeek(pass passing, o *plan.NodeIndexSeekByRange) (step, error) {
	s := &rangeSeek{indexed: newIndexed(pass, o.Node.Slot, o.Label, o.Key), lowOpen: o.LowOpen, highOpen: o.HighOpen, counted: o.Counted}
	var err error
	if s.low, err = pass.compileOptional(o.Low); err != nil {
		return nil, err
	}
	if s.high, err = pass.compileOptional(o.High); err != nil {
		return nil, err
	}
	s.prefix, err = pass.compileOptional(o.Prefix)
	return s, err
}

func (s *rangeSeek) push() error {
	if s.prefix != nil {
		return s.byPrefix()
	}
	low, lowOK, err := s.bound(s.low, s.lowOpen)
	if err != nil {
		return err
	}
	high, highOK, err := s.bound(s.high, s.highOpen)
	if err != nil {
		return err
	}
	if !lowOK || !highOK || low != nil && high != nil && isText(low.Value) != isText(high.Value) {
		return s.scan()
	}
	if s.counted {
		return s.pushWeighted(s.index.CountRange(low, high))
	}
	s.index.Range(low, high, s.collecting(&err))
	return err
}

func isText(v graph.Value) bool { return v.Kind() == graph.String }

// bound evaluates a bound; ok is false where the index cannot hold its kind.
func (s *rangeSeek) bound(e eval, open bool) (b *graph.Bound, ok bool, err error) {
	if e == nil {
		return nil, true, nil
	}
	v, err := e(s.run)
	return &graph.Bound{Value: v, Open: open}, s.index.Seekable(v), err
}

func (s *rangeSeek) byPrefix() error {
	v, err := s.prefix(s.run)
	if err != nil {
		return err
	}
	prefix, ok := v.AsString()
	if !ok { // STARTS WITH anything else is null
		return nil
	}
	s.index.Prefix(prefix, s.collecting(&err))
	return err
}
