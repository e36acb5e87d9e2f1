package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/values"
)

// results takes the columns out of the row.
type results struct {
	passing
	columns []int
}

func newResults(pass passing, o *plan.ProduceResults) step {
	return &results{pass, slots(o.Columns)}
}

func (s *results) push() error {
	record := make([]graph.Value, len(s.columns))
	for i, c := range s.columns {
		record[i] = s.row[c]
	}
	return s.next.(receiver).receive(record)
}

// receiver takes finished records.
type receiver interface {
	receive(record []graph.Value) error
}

// produce collects the records of the result, up to the limits on rows and
// bytes.
type produce struct {
	*run
	limits graph.Limits
	result graph.Result
	bytes  int64
}

func (p *produce) push() error { return nil }

func (p *produce) finish() error { return nil }

func (p *produce) receive(record []graph.Value) error {
	if err := p.meter.Work(1); err != nil {
		return err
	}
	if len(p.result.Records) >= p.limits.Rows {
		return p.cut("rows")
	}
	for _, v := range record {
		p.bytes += encodedSize(v)
	}
	if p.bytes > p.limits.Bytes {
		return p.cut("bytes")
	}
	p.result.Records = append(p.result.Records, record)
	return nil
}

func (p *produce) cut(limit string) error {
	p.result.Truncated, p.result.Limit = true, limit
	return errStop
}

// encodedSize is about the size of a value as JSON.
func encodedSize(v graph.Value) int64 {
	const around = 8
	n := int64(around)
	switch v.Kind() {
	case graph.String:
		s, _ := v.AsString()
		return n + int64(len(s))
	case graph.List:
		list, _ := v.AsList()
		for _, x := range list {
			n += encodedSize(x)
		}
	case graph.Map:
		m, _ := v.AsMap()
		for k, x := range m {
			n += int64(len(k)) + encodedSize(x)
		}
	case graph.KindNode:
		node, _ := v.AsNode()
		return n + int64(len(node.ID)) + 24*int64(len(node.Labels)) + propertiesSize(node.Properties)
	case graph.KindRelationship:
		r, _ := v.AsRelationship()
		return n + int64(len(r.ID)+len(r.Type)+len(r.Start)+len(r.End)) + 48 + propertiesSize(r.Properties)
	case graph.KindPath:
		path, _ := v.AsPath()
		for _, node := range path.Nodes {
			n += encodedSize(graph.NodeValue(node))
		}
		for _, r := range path.Relationships {
			n += encodedSize(graph.RelationshipValue(r))
		}
	default:
		return n + values.Size(v)
	}
	return n
}

func propertiesSize(list graph.Properties) (n int64) {
	for i := range list {
		n += int64(len(list[i].Key)) + encodedSize(list[i].Value)
	}
	return n
}

// empty drops all rows.
type empty struct{ passing }

func (*empty) push() error { return nil }
