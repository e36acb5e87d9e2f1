package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/values"
)

// indexed is the part that seeks in property indexes share.
type indexed struct {
	passing
	node  int
	label string
	index *graph.PropertyIndex
}

func newIndexed(pass passing, node int, label, key string) indexed {
	return indexed{pass, node, label, pass.graph.PropertyIndex(label, key)}
}

// visit passes a node on.
func (x *indexed) visit(node int32) error {
	if err := x.meter.Work(1); err != nil {
		return err
	}
	x.row[x.node] = x.graph.NodeValueAt(node)
	return x.next.push()
}

// scan passes on all nodes of the label: the value looked for is of a kind that
// the index does not hold. The condition behind the seek does the rest.
func (x *indexed) scan() error {
	if x.label == "" {
		for i := range int32(x.graph.NodeCount()) {
			if err := x.visit(i); err != nil {
				return err
			}
		}
		return nil
	}
	for _, i := range x.graph.WithLabel(x.label) {
		if err := x.visit(i); err != nil {
			return err
		}
	}
	return nil
}

// collecting visits nodes until one fails, for the callbacks of the index.
func (x *indexed) collecting(err *error) func(int32) bool {
	return func(node int32) bool {
		*err = x.visit(node)
		return *err == nil
	}
}

// indexSeek finds nodes by the value of a property.
type indexSeek struct {
	indexed
	value   eval
	list    bool
	counted bool
}

func newIndexSeek(pass passing, o *plan.NodeIndexSeek) (step, error) {
	value, err := pass.compile(o.Value)
	return &indexSeek{newIndexed(pass, o.Node.Slot, o.Label, o.Key), value, o.List, o.Counted}, err
}

func (s *indexSeek) push() error {
	v, err := s.value(s.run)
	if err != nil || v.IsNull() {
		return err
	}
	if !s.list {
		return s.equal(v)
	}
	list, _ := v.AsList()
	for _, item := range list {
		if !s.index.Seekable(item) && !item.IsNull() {
			return s.scan()
		}
	}
	seen := map[string]bool{} // each node once, however often its value is listed
	for _, item := range list {
		key := string(values.AppendKey(nil, item))
		if item.IsNull() || seen[key] {
			continue
		}
		seen[key] = true
		if err := s.equal(item); err != nil {
			return err
		}
	}
	return nil
}

func (s *indexSeek) equal(v graph.Value) (err error) {
	if !s.index.Seekable(v) {
		return s.scan()
	}
	at := &graph.Bound{Value: v}
	if s.counted {
		return s.pushWeighted(s.index.CountRange(at, at))
	}
	s.index.Range(at, at, s.collecting(&err))
	return err
}

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

// hashJoin joins nodes with the rows before them by a key. The nodes are found
// once, when the first row comes.
type hashJoin struct {
	passing
	node     int
	inner    step
	innerKey eval
	outerKey eval
	table    map[string][]graph.Value
	key      []byte
	held     int64
}

// joinInput receives the nodes of the inner side.
type joinInput struct{ *hashJoin }

func newHashJoin(pass passing, o *plan.ValueHashJoin) (step, error) {
	j := &hashJoin{passing: pass, node: o.Node.Slot}
	var err error
	if j.innerKey, err = pass.compile(o.InnerKey); err != nil {
		return nil, err
	}
	if j.outerKey, err = pass.compile(o.OuterKey); err != nil {
		return nil, err
	}
	j.inner, err = pass.chain(o.Inner, joinInput{j})
	return j, err
}

func (j *hashJoin) push() error {
	if j.table == nil {
		j.table = map[string][]graph.Value{}
		if err := drive(j.inner); err != nil {
			return err
		}
	}
	v, err := j.outerKey(j.run)
	if err != nil || v.IsNull() {
		return err
	}
	j.key = values.AppendKey(j.key[:0], v)
	for _, node := range j.table[string(j.key)] {
		if err := j.meter.Work(1); err != nil {
			return err
		}
		j.row[j.node] = node
		if err := j.next.push(); err != nil {
			return err
		}
	}
	return nil
}

func (i joinInput) push() error {
	v, err := i.innerKey(i.run)
	if err != nil || v.IsNull() {
		return err
	}
	i.key = values.AppendKey(i.key[:0], v)
	i.table[string(i.key)] = append(i.table[string(i.key)], i.row[i.node])
	size := int64(len(i.key)) + 64
	i.held += size
	return i.meter.Hold(size)
}

func (joinInput) finish() error { return nil }

func (j *hashJoin) finish() error {
	_ = j.meter.Hold(-j.held) // giving back cannot fail
	j.table, j.held = nil, 0
	return j.next.finish()
}
