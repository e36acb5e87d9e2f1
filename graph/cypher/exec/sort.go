package exec

import (
	"container/heap"
	"sort"

	"planatlas/graph"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/values"
)

// sorter puts rows in order. With a limit it keeps no more than that many: the
// greatest of them is on top of a heap and makes way for smaller ones.
type sorter struct {
	passing
	keys       []eval
	descending []bool
	keep       []int
	limit      int64 // -1 for none
	rows       []sorted
	arrived    int64
	held       int64
	scratch    []graph.Value
}

// sorted is a row that waits: its keys and the slots that later steps read.
// Rows with equal keys stay in the order in which they came.
type sorted struct {
	keys, slots []graph.Value
	arrived     int64
}

func newSort(pass passing, o *plan.Sort) (step, error) {
	s := &sorter{passing: pass, keep: slots(o.Keep), limit: -1}
	for _, item := range o.Items {
		key, err := pass.compile(item.Expr)
		if err != nil {
			return nil, err
		}
		s.keys, s.descending = append(s.keys, key), append(s.descending, item.Descending)
	}
	s.scratch = make([]graph.Value, len(s.keys))
	if o.Limit == nil {
		return s, nil
	}
	limit, err := pass.count(o.Limit, "LIMIT")
	if err != nil {
		return nil, err
	}
	if o.Skip != nil {
		n, err := pass.count(o.Skip, "SKIP")
		if err != nil {
			return nil, err
		}
		limit += n
	}
	if limit >= 0 { // the sum may overflow: then there is no limit
		s.limit = limit
	}
	return s, nil
}

func (s *sorter) push() error {
	if err := s.meter.Work(1); err != nil {
		return err
	}
	for i, key := range s.keys {
		v, err := key(s.run)
		if err != nil {
			return err
		}
		s.scratch[i] = v
	}
	s.arrived++
	if s.limit < 0 || int64(len(s.rows)) < s.limit {
		return s.add()
	}
	if s.limit > 0 && s.compare(s.scratch, s.rows[0].keys) < 0 {
		top := &s.rows[0]
		copy(top.keys, s.scratch)
		s.save(top.slots)
		top.arrived = s.arrived
		heap.Fix(s, 0)
	}
	return nil
}

func (s *sorter) add() error {
	both := make([]graph.Value, len(s.keys)+len(s.keep))
	row := sorted{both[:len(s.keys):len(s.keys)], both[len(s.keys):], s.arrived}
	copy(row.keys, s.scratch)
	s.save(row.slots)
	size := int64(64)
	for _, v := range both {
		size += values.Size(v)
	}
	s.held += size
	if err := s.meter.Hold(size); err != nil {
		return err
	}
	if s.limit < 0 {
		s.rows = append(s.rows, row)
	} else {
		heap.Push(s, row)
	}
	return nil
}

func (s *sorter) save(to []graph.Value) {
	for i, slot := range s.keep {
		to[i] = s.row[slot]
	}
}

func (s *sorter) compare(a, b []graph.Value) int {
	for i := range a {
		c := values.Order(a[i], b[i])
		if s.descending[i] {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// before reports whether one row comes before another in the result.
func (s *sorter) before(a, b *sorted) bool {
	if c := s.compare(a.keys, b.keys); c != 0 {
		return c < 0
	}
	return a.arrived < b.arrived
}

// The heap of a limited sort has the last row on top.

// Len is part of heap.Interface.
func (s *sorter) Len() int { return len(s.rows) }

// Less is part of heap.Interface.
func (s *sorter) Less(i, j int) bool { return s.before(&s.rows[j], &s.rows[i]) }

// Swap is part of heap.Interface.
func (s *sorter) Swap(i, j int) { s.rows[i], s.rows[j] = s.rows[j], s.rows[i] }

// Push is part of heap.Interface.
func (s *sorter) Push(x any) { s.rows = append(s.rows, x.(sorted)) }

// Pop is part of heap.Interface.
func (s *sorter) Pop() any {
	last := s.rows[len(s.rows)-1]
	s.rows = s.rows[:len(s.rows)-1]
	return last
}

func (s *sorter) finish() error {
	if err := s.order(); err != nil {
		return err
	}
	for i := range s.rows {
		for j, slot := range s.keep {
			s.row[slot] = s.rows[i].slots[j]
		}
		if err := s.next.push(); err == errStop {
			break
		} else if err != nil {
			return err
		}
	}
	_ = s.meter.Hold(-s.held) // giving back cannot fail
	s.rows, s.held, s.arrived = nil, 0, 0
	return s.next.finish()
}

// order sorts the rows, looking at the limits now and then: the comparison
// cannot return an error, so it panics, and this recovers.
func (s *sorter) order() (err error) {
	type interrupted struct{ error }
	defer func() {
		switch r := recover().(type) {
		case nil:
		case interrupted:
			err = r.error
		default:
			panic(r)
		}
	}()
	sort.Slice(s.rows, func(i, j int) bool {
		if err := s.meter.Work(1); err != nil {
			panic(interrupted{err})
		}
		return s.before(&s.rows[i], &s.rows[j])
	})
	return nil
}
