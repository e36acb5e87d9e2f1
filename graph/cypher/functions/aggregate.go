package functions

import (
	"math"
	"slices"

	"planatlas/graph"
	"planatlas/graph/cypher/temporal"
	"planatlas/graph/cypher/values"
)

var percentileParameters = []Parameter{{Name: "input", Kinds: numbers}, {Name: "percentile", Kinds: numbers}}

var aggregates = []Function{
	{
		Name: "avg", Category: Aggregating, Parameters: one("input", numbers|length), Returns: float | length,
		Aggregate: func() Aggregate { return &average{} },
		Zh:        "数或时长的平均值。", En: "The average of numbers or durations.",
	},
	{
		Name: "collect", Category: Aggregating, Parameters: one("input", anything), Returns: list,
		Aggregate: func() Aggregate { return &collector{} },
		Zh:        "把值收集为列表，略去 null。", En: "Collects values into a list, leaving out nulls.",
	},
	{
		Name: "count", Category: Aggregating, Parameters: one("input", anything), Returns: integer,
		Aggregate: func() Aggregate { return &counter{} },
		Zh:        "非 null 值的个数；count(*) 为行数。", En: "The number of values that are not null; count(*) is the number of rows.",
	},
	{
		Name: "max", Category: Aggregating, Parameters: one("input", anything), Returns: anything,
		Aggregate: func() Aggregate { return &extreme{sign: 1} },
		Zh:        "最大值。", En: "The greatest value.",
	},
	{
		Name: "min", Category: Aggregating, Parameters: one("input", anything), Returns: anything,
		Aggregate: func() Aggregate { return &extreme{sign: -1} },
		Zh:        "最小值。", En: "The least value.",
	},
	{
		Name: "percentileCont", Category: Aggregating, Parameters: percentileParameters, Returns: numbers,
		Aggregate: func() Aggregate { return &percentile{name: "percentileCont", pick: interpolate} },
		Zh:        "百分位数，在相邻两值间插值。", En: "A percentile, interpolated between two values.",
	},
	{
		Name: "percentileDisc", Category: Aggregating, Parameters: percentileParameters, Returns: numbers,
		Aggregate: func() Aggregate { return &percentile{name: "percentileDisc", pick: nearest} },
		Zh:        "百分位数，取最接近的值。", En: "A percentile, the nearest of the values.",
	},
	{
		Name: "stDev", Category: Aggregating, Parameters: one("input", numbers), Returns: float,
		Aggregate: func() Aggregate { return &deviation{name: "stDev", sample: 1} },
		Zh:        "样本标准差。", En: "The standard deviation of a sample.",
	},
	{
		Name: "stDevP", Category: Aggregating, Parameters: one("input", numbers), Returns: float,
		Aggregate: func() Aggregate { return &deviation{name: "stDevP"} },
		Zh:        "总体标准差。", En: "The standard deviation of a whole population.",
	},
	{
		Name: "sum", Category: Aggregating, Parameters: one("input", numbers|length), Returns: numbers | length,
		Aggregate: func() Aggregate { return &sum{} },
		Zh:        "数或时长的总和。", En: "The sum of numbers or durations.",
	},
}

// counter is count.
type counter struct{ n int64 }

func (c *counter) Add(_ *Context, args []graph.Value) error {
	if !args[0].IsNull() {
		c.n++
	}
	return nil
}

func (c *counter) Result(*Context) (graph.Value, error) { return graph.Int(c.n), nil }

// collector is collect. It holds a list that grows by doubling and accounts for
// the whole of it.
type collector struct {
	items []graph.Value
}

func (c *collector) Add(ctx *Context, args []graph.Value) error {
	v := args[0]
	if v.IsNull() {
		return nil
	}
	before := cap(c.items)
	if len(c.items) == before {
		if err := ctx.Meter.Hold(24 * int64(max(before, 4))); err != nil {
			return err
		}
	}
	if n := values.Size(v); n > 0 {
		if err := ctx.Meter.Hold(n); err != nil {
			return err
		}
	}
	c.items = append(c.items, v)
	return nil
}

func (c *collector) Result(*Context) (graph.Value, error) {
	if c.items == nil {
		c.items = []graph.Value{}
	}
	return graph.ListOf(c.items...), nil
}

// extreme is min or max over the order of everything.
type extreme struct {
	sign int
	best graph.Value
}

func (e *extreme) Add(_ *Context, args []graph.Value) error {
	if v := args[0]; !v.IsNull() && (e.best.IsNull() || e.sign*values.Order(v, e.best) > 0) {
		e.best = v
	}
	return nil
}

func (e *extreme) Result(*Context) (graph.Value, error) { return e.best, nil }

// sum stays an integer while it can: a float among the numbers, or an overflow,
// makes it a float, as in Neo4j.
type sum struct {
	whole    int64
	real     float64
	isReal   bool
	duration graph.Duration
	kind     graph.Kind // Integer for numbers, KindDuration, Null before the first
}

func (s *sum) Add(_ *Context, args []graph.Value) error {
	v := args[0]
	if v.IsNull() {
		return nil
	}
	if err := sameSort("sum", &s.kind, v); err != nil {
		return err
	}
	if d, ok := graph.AsTemporal[graph.Duration](v); ok {
		var err error
		s.duration, err = temporal.AddDurations(s.duration, d, 1)
		return err
	}
	if i, ok := v.AsInt(); ok && !s.isReal {
		total := s.whole + i
		if (total > s.whole) == (i > 0) {
			s.whole = total
			return nil
		}
	}
	if !s.isReal {
		s.isReal, s.real = true, float64(s.whole)
	}
	s.real += number(v)
	return nil
}

func (s *sum) Result(*Context) (graph.Value, error) {
	switch {
	case s.kind == graph.KindDuration:
		return graph.TemporalValue(s.duration), nil
	case s.isReal:
		return graph.Number(s.real), nil
	}
	return graph.Int(s.whole), nil
}

// sameSort refuses what is neither a number nor a duration, and both together.
func sameSort(name string, sort *graph.Kind, v graph.Value) error {
	kind := v.Kind()
	if values.Numbers.Has(kind) {
		kind = graph.Integer
	}
	switch {
	case kind != graph.Integer && kind != graph.KindDuration:
		return values.TypeError("InvalidArgumentType", "%s() takes numbers or durations, not %s", name, values.KindName(kind))
	case *sort == graph.Null:
		*sort = kind
	case *sort != kind:
		return values.TypeError("InvalidArgumentType", "%s() cannot mix numbers and durations", name)
	}
	return nil
}

// average keeps a running mean, which cannot overflow, and for durations the
// sum.
type average struct {
	n        int64
	mean     float64
	duration graph.Duration
	kind     graph.Kind
}

func (a *average) Add(_ *Context, args []graph.Value) error {
	v := args[0]
	if v.IsNull() {
		return nil
	}
	if err := sameSort("avg", &a.kind, v); err != nil {
		return err
	}
	a.n++
	if d, ok := graph.AsTemporal[graph.Duration](v); ok {
		var err error
		a.duration, err = temporal.AddDurations(a.duration, d, 1)
		return err
	}
	a.mean += (number(v) - a.mean) / float64(a.n)
	return nil
}

func (a *average) Result(*Context) (graph.Value, error) {
	switch {
	case a.n == 0:
		return graph.NullValue(), nil
	case a.kind == graph.KindDuration:
		d, err := temporal.Divide(a.duration, graph.Int(a.n))
		return graph.TemporalValue(d), err
	}
	return graph.Number(a.mean), nil
}

// deviation is stDev (sample 1) or stDevP (sample 0), by Welford's method: exact
// enough and without holding the values.
type deviation struct {
	name       string
	sample     int64
	n          int64
	mean, sums float64
}

func (d *deviation) Add(_ *Context, args []graph.Value) error {
	v := args[0]
	if v.IsNull() {
		return nil
	}
	if err := onlyNumbers(d.name, v); err != nil {
		return err
	}
	x := number(v)
	d.n++
	delta := x - d.mean
	d.mean += delta / float64(d.n)
	d.sums += delta * (x - d.mean)
	return nil
}

func (d *deviation) Result(*Context) (graph.Value, error) {
	switch {
	case d.n == 0:
		return graph.NullValue(), nil
	case d.n == 1:
		return graph.Number(0), nil
	}
	return graph.Number(math.Sqrt(d.sums / float64(d.n-d.sample))), nil
}

func onlyNumbers(name string, v graph.Value) error {
	if values.Numbers.Has(v.Kind()) {
		return nil
	}
	return values.TypeError("InvalidArgumentType", "%s() takes numbers, not %s", name, values.KindName(v.Kind()))
}

// percentile holds all numbers of a group and sorts them at the end.
type percentile struct {
	name  string
	pick  func(sorted []graph.Value, fraction float64) graph.Value
	items []graph.Value
	share float64
	given bool
}

func (p *percentile) Add(ctx *Context, args []graph.Value) error {
	if !p.given {
		if err := p.takeShare(args[1]); err != nil {
			return err
		}
	}
	if args[0].IsNull() {
		return nil
	}
	if err := onlyNumbers(p.name, args[0]); err != nil {
		return err
	}
	if len(p.items) == cap(p.items) {
		if err := ctx.Meter.Hold(24 * int64(max(cap(p.items), 4))); err != nil {
			return err
		}
	}
	p.items = append(p.items, args[0])
	return nil
}

// takeShare reads the percentile from the first row of the group.
func (p *percentile) takeShare(v graph.Value) error {
	p.given = true
	if !v.IsNull() {
		if err := onlyNumbers(p.name, v); err != nil {
			return err
		}
	}
	p.share = number(v)
	if v.IsNull() || !(p.share >= 0 && p.share <= 1) {
		return values.ArgumentError("NumberOutOfRange", "the percentile of %s() lies between 0.0 and 1.0, not %s", p.name, values.Format(v))
	}
	return nil
}

func (p *percentile) Result(ctx *Context) (graph.Value, error) {
	if len(p.items) == 0 {
		return graph.NullValue(), nil
	}
	if err := ctx.Meter.Work(int64(len(p.items))); err != nil {
		return graph.NullValue(), err
	}
	slices.SortStableFunc(p.items, values.Order)
	return p.pick(p.items, p.share), nil
}

// interpolate weighs the two values around the place.
func interpolate(sorted []graph.Value, share float64) graph.Value {
	place := share * float64(len(sorted)-1)
	low, high := math.Floor(place), math.Ceil(place)
	if low == high || len(sorted) == 1 {
		return sorted[int(place)]
	}
	return graph.Number(number(sorted[int(low)])*(high-place) + number(sorted[int(high)])*(place-low))
}

func nearest(sorted []graph.Value, share float64) graph.Value {
	place := share * float64(len(sorted))
	i := int(place)
	if float64(i) == place && i > 0 {
		i--
	}
	return sorted[i]
}
