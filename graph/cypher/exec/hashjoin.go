package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/values"
)

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
