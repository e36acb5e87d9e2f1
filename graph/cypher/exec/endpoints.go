package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// endpoints binds the end nodes of a relationship, or of a list of them, that
// is bound already.
type endpoints struct {
	passing
	walker
	from, rel, to      int
	fromBound, toBound bool
	length             bool
	least, most        int64
	distinct           []int
	outgoing, incoming bool
}

func newEndpoints(pass passing, o *plan.ProjectEndpoints) step {
	e := &endpoints{passing: pass, walker: newWalker(pass.graph, &o.Step)}
	e.from, e.rel, e.to = o.From.Slot, o.Relationship.Slot, o.To.Slot
	e.fromBound, e.toBound, e.length = o.FromBound, o.Into, o.Length
	e.least, e.most, e.distinct = o.Min, o.Max, taken(o.Distinct)
	e.outgoing = o.Direction != graph.Incoming
	e.incoming = o.Direction != graph.Outgoing
	return e
}

func (e *endpoints) push() error {
	way, ok := e.way()
	if !ok {
		return nil
	}
	starts := []*graph.Node{}
	switch {
	case len(way) > 0:
		first := way[0]
		g := e.graph
		starts = append(starts, g.Node(int32(first.StartIndex())))
		if first.StartIndex() != first.EndIndex() {
			starts = append(starts, g.Node(int32(first.EndIndex())))
		}
	case e.fromBound:
		if n, ok := e.row[e.from].AsNode(); ok {
			starts = append(starts, n)
		}
	default:
		starts = e.graph.Nodes()
	}
	for _, start := range starts {
		if err := e.walkFrom(start, way); err != nil {
			return err
		}
	}
	return nil
}

// way is the relationships in the slot, if they are of the right types and of
// the right number.
func (e *endpoints) way() ([]*graph.Relationship, bool) {
	var way []*graph.Relationship
	if rel, ok := e.row[e.rel].AsRelationship(); ok && !e.length {
		way = append(way, rel)
	} else {
		list, ok := e.row[e.rel].AsList()
		if !ok || !e.length {
			return nil, false
		}
		for _, v := range list {
			rel, ok := v.AsRelationship()
			if !ok {
				return nil, false
			}
			way = append(way, rel)
		}
		if n := int64(len(way)); n < e.least || e.most >= 0 && n > e.most {
			return nil, false
		}
	}
	for _, rel := range way {
		if rel.Index() < 0 || !e.ofType(rel) || e.met(int32(rel.Index()), e.distinct) {
			return nil, false
		}
	}
	return way, true
}

func (e *endpoints) ofType(rel *graph.Relationship) bool {
	return e.all || e.follow[e.graph.TypeOf(int32(rel.Index()))]
}

// walkFrom walks the way from a node and, if it leads anywhere, passes its ends on.
func (e *endpoints) walkFrom(start *graph.Node, way []*graph.Relationship) error {
	at := start.Index()
	for _, rel := range way {
		switch {
		case e.outgoing && rel.StartIndex() == at:
			at = rel.EndIndex()
		case e.incoming && rel.EndIndex() == at:
			at = rel.StartIndex()
		default:
			return nil
		}
	}
	end := e.graph.Node(int32(at))
	if e.fromBound && !holds(e.row[e.from], start) || e.toBound && !holds(e.row[e.to], end) {
		return nil
	}
	if e.from == e.to && start != end {
		return nil
	}
	if err := e.meter.Work(int64(len(way)) + 1); err != nil {
		return err
	}
	e.row[e.from], e.row[e.to] = graph.NodeValue(start), graph.NodeValue(end)
	return e.next.push()
}

func holds(v graph.Value, n *graph.Node) bool {
	x, ok := v.AsNode()
	return ok && x == n
}
