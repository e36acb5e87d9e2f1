package exec

import "planatlas/graph"

// place is a node in a state of the automaton.
type place struct {
	state int
	node  int32
}

// backward is the search from the end: how many relationships are left from a
// place. It goes as far as it is asked.
type backward struct {
	*selection
	left  map[place]int32
	level []place
	depth int32
}

func (b *backward) reach(p place, left int32) {
	b.left[p] = left
	b.level = append(b.level, p)
}

// leftFrom is the number of relationships left, -1 where the end cannot be
// reached.
func (b *backward) leftFrom(p place) (int32, error) {
	for {
		if left, ok := b.left[p]; ok && left <= b.depth {
			return left, nil
		}
		if len(b.level) == 0 {
			return -1, nil
		}
		if err := b.grow(); err != nil {
			return 0, err
		}
	}
}

// grow goes one relationship further back. Steps at the same node cost none, so
// those are followed first.
func (b *backward) grow() error {
	level := b.level
	for i := 0; i < len(level); i++ {
		for j := range b.states[level[i].state].before {
			step := &b.states[level[i].state].before[j]
			if step.rel >= 0 {
				continue
			}
			p := place{step.to, level[i].node}
			if ok, err := b.isNew(p); err != nil {
				return err
			} else if ok {
				b.left[p] = b.depth
				level = append(level, p)
			}
		}
	}
	b.level = nil
	for _, at := range level {
		for j := range b.states[at.state].before {
			step := &b.states[at.state].before[j]
			if step.rel < 0 {
				continue
			}
			err := b.along(step, at.node, func(h graph.Half) error {
				p := place{step.to, h.Node}
				ok, err := b.isNew(p)
				if ok {
					b.reach(p, b.depth+1)
				}
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	b.depth++
	return nil
}

// isNew reports whether a place was not reached before and its state allows it.
func (b *backward) isNew(p place) (bool, error) {
	if _, seen := b.left[p]; seen {
		return false, nil
	}
	ok, err := b.allowed(p.state, p.node)
	if ok {
		b.held += wayBytes
		err = b.meter.Hold(wayBytes)
	}
	return ok, err
}
