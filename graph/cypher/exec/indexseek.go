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
