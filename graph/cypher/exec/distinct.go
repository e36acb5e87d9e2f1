package exec

import "planatlas/graph/cypher/values"

// distinct drops rows that are equal to an earlier one.
type distinct struct {
	passing
	columns []int
	seen    map[string]struct{}
	key     []byte
	held    int64
}

func (d *distinct) push() error {
	if err := d.meter.Work(1); err != nil {
		return err
	}
	d.key = d.key[:0]
	for _, c := range d.columns {
		d.key = values.AppendKey(d.key, d.row[c])
	}
	if _, ok := d.seen[string(d.key)]; ok {
		return nil
	}
	if err := d.remember(); err != nil {
		return err
	}
	return d.next.push()
}

func (d *distinct) remember() error {
	if d.seen == nil {
		d.seen = map[string]struct{}{}
	}
	d.seen[string(d.key)] = struct{}{}
	size := int64(len(d.key)) + 40
	d.held += size
	return d.meter.Hold(size)
}

func (d *distinct) finish() error {
	d.seen = nil
	_ = d.meter.Hold(-d.held) // giving back cannot fail
	d.held = 0
	return d.next.finish()
}
