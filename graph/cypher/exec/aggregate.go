package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/functions"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// aggregation groups rows by keys and aggregates each group. Groups come out in
// the order in which they were first met.
type aggregation struct {
	passing
	keys     []eval
	keySlots []int
	calls    []aggregateCall
	groups   map[string]*group
	order    []*group
	scratch  []graph.Value
	key      []byte
	held     int64
}

// aggregateCall is one aggregate of the projection.
type aggregateCall struct {
	slot     int
	at       source.Pos
	make     func() functions.Aggregate // nil for count(*)
	distinct bool
	args     []eval
	values   []graph.Value // of the args, reused
}

// group is the rows with the same keys.
type group struct {
	keys   []graph.Value
	states []state
}

// state is one aggregate of one group.
type state struct {
	rows      int64 // for count(*)
	aggregate functions.Aggregate
	seen      map[string]struct{} // for DISTINCT
}

func newAggregation(pass passing, o *plan.EagerAggregation) (step, error) {
	a := &aggregation{passing: pass, groups: map[string]*group{}}
	for _, k := range o.Keys {
		e, err := pass.compile(k.Expr)
		if err != nil {
			return nil, err
		}
		a.keys, a.keySlots = append(a.keys, e), append(a.keySlots, k.Symbol.Slot)
	}
	a.scratch = make([]graph.Value, len(a.keys))
	for _, agg := range o.Aggregates {
		c, err := pass.aggregateCall(agg.Call)
		if err != nil {
			return nil, err
		}
		c.slot = agg.Symbol.Slot
		a.calls = append(a.calls, c)
	}
	return a, nil
}

func (r *run) aggregateCall(call *ast.FunctionCall) (aggregateCall, error) {
	c := aggregateCall{at: call.Pos(), distinct: call.Distinct}
	if call.Star {
		return c, nil
	}
	f, _ := functions.Lookup(call.Name)
	c.make = f.Aggregate
	var err error
	c.args, err = r.compileAll(call.Args)
	c.values = make([]graph.Value, len(c.args))
	return c, err
}

func (a *aggregation) push() error {
	if err := a.meter.Work(1); err != nil {
		return err
	}
	g, err := a.group()
	if err != nil {
		return err
	}
	for i := range a.calls {
		if err := a.add(&a.calls[i], &g.states[i]); err != nil {
			return source.At(a.calls[i].at, err)
		}
	}
	return nil
}

// group finds or makes the group of the row.
func (a *aggregation) group() (*group, error) {
	if len(a.keys) == 0 && len(a.order) > 0 {
		return a.order[0], nil
	}
	a.key = a.key[:0]
	for i, k := range a.keys {
		v, err := k(a.run)
		if err != nil {
			return nil, err
		}
		a.scratch[i] = v
		a.key = values.AppendKey(a.key, v)
	}
	if g, ok := a.groups[string(a.key)]; ok {
		return g, nil
	}
	return a.newGroup()
}

func (a *aggregation) newGroup() (*group, error) {
	g := &group{keys: append([]graph.Value(nil), a.scratch...), states: make([]state, len(a.calls))}
	for i := range a.calls {
		if a.calls[i].make != nil {
			g.states[i].aggregate = a.calls[i].make()
		}
	}
	a.groups[string(a.key)] = g
	a.order = append(a.order, g)
	size := int64(len(a.key)) + 96 + 64*int64(len(a.calls))
	for _, k := range g.keys {
		size += values.Size(k)
	}
	return g, a.hold(size)
}

func (a *aggregation) hold(bytes int64) error {
	a.held += bytes
	return a.meter.Hold(bytes)
}

// add gives a row to one aggregate.
func (a *aggregation) add(c *aggregateCall, s *state) error {
	if c.make == nil {
		s.rows += a.weight
		return nil
	}
	for i, arg := range c.args {
		v, err := arg(a.run)
		if err != nil {
			return err
		}
		c.values[i] = v
	}
	if c.distinct {
		if new, err := a.first(c, s); err != nil || !new {
			return err
		}
	}
	return s.aggregate.Add(&a.functions, c.values)
}

// first reports whether the arguments are new to the group.
func (a *aggregation) first(c *aggregateCall, s *state) (bool, error) {
	a.key = values.AppendKey(a.key[:0], c.values[0])
	if _, ok := s.seen[string(a.key)]; ok {
		return false, nil
	}
	if s.seen == nil {
		s.seen = map[string]struct{}{}
	}
	s.seen[string(a.key)] = struct{}{}
	return true, a.hold(int64(len(a.key)) + 40)
}

// finish passes on the groups; without keys there is always one.
func (a *aggregation) finish() error {
	if len(a.keys) == 0 && len(a.order) == 0 {
		if _, err := a.newGroup(); err != nil {
			return err
		}
	}
	for _, g := range a.order {
		if err := a.emit(g); err == errStop {
			break
		} else if err != nil {
			return err
		}
	}
	_ = a.meter.Hold(-a.held) // giving back cannot fail
	a.groups, a.order, a.held = map[string]*group{}, nil, 0
	return a.next.finish()
}

func (a *aggregation) emit(g *group) error {
	for i, slot := range a.keySlots {
		a.row[slot] = g.keys[i]
	}
	for i := range a.calls {
		c, s := &a.calls[i], &g.states[i]
		if c.make == nil {
			a.row[c.slot] = graph.Int(s.rows)
			continue
		}
		v, err := s.aggregate.Result(&a.functions)
		if err != nil {
			return source.At(c.at, err)
		}
		a.row[c.slot] = v
	}
	return a.next.push()
}
