// Package functions is the table of Cypher's functions. One entry holds
// everything about one: its parameters and their kinds for the check before a
// query runs, its evaluation, its place in SHOW FUNCTIONS and the manual, and a
// line about it in Chinese and English. Start at Lookup and All.
//
// The files are the manual's categories. To add a function, add an entry to the
// category's slice.
package functions

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

// Meter counts what a query uses against its limits; each method returns the
// error that ends the query.
type Meter interface {
	// Work counts units: an element made, a stretch of text gone through.
	Work(units int64) error
	// Hold counts bytes held; a negative number gives some back.
	Hold(bytes int64) error
}

// Context is what an evaluation may depend on beside its arguments.
type Context struct {
	Graph *graph.Graph
	Clock time.Time      // the query's now, one for the whole query
	Zone  *time.Location // default zone, UTC where nil
	Meter Meter          // never nil
}

// Parameter is one parameter of a function.
type Parameter struct {
	Name     string
	Kinds    values.Kinds
	Optional bool
}

// Category is the manual's chapter that a function stands in.
type Category = string

// The categories.
const (
	Aggregating   Category = "Aggregating"
	List          Category = "List"
	Logarithmic   Category = "Logarithmic"
	Numeric       Category = "Numeric"
	Path          Category = "Path"
	Predicate     Category = "Predicate"
	Scalar        Category = "Scalar"
	Spatial       Category = "Spatial"
	String        Category = "String"
	Temporal      Category = "Temporal"
	Trigonometric Category = "Trigonometric"
	Vector        Category = "Vector"
)

// Evaluation computes a function's value. The arguments are as many as the
// function takes and of the kinds of its parameters, or null.
type Evaluation func(ctx *Context, args []graph.Value) (graph.Value, error)

// Function is one entry of the table.
type Function struct {
	Name       string // in the manual's spelling, as "toUpper" or "date.truncate"
	Category   Category
	Parameters []Parameter
	Variadic   bool // the last parameter repeats
	Returns    values.Kinds
	Zh, En     string // one line about it
	// Eval is nil for aggregates and forms. It checks the kinds of arguments
	// and gives null for null where the function does.
	Eval Evaluation
	// Aggregate starts an aggregation; nil for other functions.
	Aggregate func() Aggregate
	// Form marks what has a syntax of its own, as all(x IN list WHERE …): it is
	// listed here and evaluated elsewhere.
	Form bool
	// Syntax is the signature of a form, which parameters cannot express.
	Syntax string
	// Volatile marks a function whose value may differ between two calls with
	// the same arguments.
	Volatile bool
	// NullSafe marks a function that sees null arguments; any other is null
	// where one of its arguments is.
	NullSafe bool
}

// Aggregate collects the values of one group.
type Aggregate interface {
	// Add takes the arguments of one row. Aggregates skip nulls themselves;
	// repeated values are left out by the caller where DISTINCT says so.
	Add(ctx *Context, args []graph.Value) error
	// Result is the value of the group.
	Result(ctx *Context) (graph.Value, error)
}

// IsAggregate reports whether the function aggregates rows.
func (f *Function) IsAggregate() bool { return f.Aggregate != nil }

// Arity is the least and the greatest number of arguments; most is -1 where
// there is no end.
func (f *Function) Arity() (least, most int) {
	for _, p := range f.Parameters {
		if !p.Optional {
			least++
		}
	}
	if f.Variadic {
		return least, -1
	}
	return least, len(f.Parameters)
}

// Parameter returns the parameter that takes the argument at a position, nil
// where the function takes fewer.
func (f *Function) Parameter(i int) *Parameter {
	if f.Variadic && i >= len(f.Parameters) {
		i = len(f.Parameters) - 1
	}
	if i < 0 || i >= len(f.Parameters) {
		return nil
	}
	return &f.Parameters[i]
}

// Signature writes the function as SHOW FUNCTIONS does:
// "toUpper(input :: STRING) :: STRING".
func (f *Function) Signature() string {
	if f.Syntax != "" {
		return f.Syntax
	}
	var b strings.Builder
	b.WriteString(f.Name + "(")
	for i, p := range f.Parameters {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(p.Name)
		if p.Optional {
			b.WriteString("?")
		}
		b.WriteString(" :: " + p.Kinds.String())
	}
	if f.Variadic {
		b.WriteString(", …")
	}
	b.WriteString(") :: " + f.Returns.String())
	return b.String()
}

// table holds every function by lower-case name, sorted holds them by name.
var (
	table  = map[string]*Function{}
	sorted []*Function
)

func init() {
	for _, list := range [][]Function{
		aggregates, forms, graphFunctions, listFunctions, logarithms, numericFunctions,
		scalarFunctions, spatialFunctions, stringFunctions, temporalFunctions(), trigonometry, vectorFunctions,
	} {
		for i := range list {
			f := &list[i]
			if f.Eval != nil {
				f.Eval = guard(f, f.Eval)
			}
			table[strings.ToLower(f.Name)] = f
			sorted = append(sorted, f)
		}
	}
	slices.SortFunc(sorted, func(a, b *Function) int {
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
}

// guard checks arguments before the evaluation: their number, nulls, kinds.
func guard(f *Function, eval Evaluation) Evaluation {
	least, most := f.Arity()
	return func(ctx *Context, args []graph.Value) (graph.Value, error) {
		if len(args) < least || most >= 0 && len(args) > most {
			return graph.NullValue(), values.Runtime("SyntaxError", "InvalidNumberOfArguments",
				"%s cannot take %d arguments: %s", f.Name, len(args), f.Signature())
		}
		for i, a := range args {
			kind := a.Kind()
			if kind == graph.Null {
				if f.NullSafe {
					continue
				}
				return graph.NullValue(), nil
			}
			if p := f.Parameter(i); !p.Kinds.Has(kind) {
				return graph.NullValue(), f.refuse(p, kind)
			}
		}
		return eval(ctx, args)
	}
}

func (f *Function) refuse(p *Parameter, kind graph.Kind) error {
	return values.TypeError("InvalidArgumentValue", "%s() takes %s for %s, not %s",
		f.Name, p.Kinds, p.Name, values.KindName(kind))
}

// short keeps a message readable whatever text it quotes.
func short(text string) string {
	r := []rune(text)
	if len(r) <= 60 {
		return text
	}
	return string(r[:60]) + "…"
}

// Lookup finds a function by name in any case.
func Lookup(name string) (*Function, bool) {
	if f, ok := table[name]; ok {
		return f, true
	}
	f, ok := table[strings.ToLower(name)]
	return f, ok
}

// All returns every function, sorted by name. The slice must not be changed.
func All() []*Function { return sorted }

// Near returns the name of the function that is closest to a misspelt one, or
// "" where none is close.
func Near(name string) string {
	lower := strings.ToLower(name)
	best, distance := "", len(lower)/3+2
	for _, f := range sorted {
		if d := editDistance(lower, strings.ToLower(f.Name), distance); d < distance {
			best, distance = f.Name, d
		}
	}
	return best
}

// editDistance counts insertions, deletions, replacements and swaps of
// neighbours that turn a into b, up to a limit.
func editDistance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// Kinds as the entries use them.
const (
	anything  = values.AnyKind
	numbers   = values.Numbers
	boolean   = values.Kinds(1 << graph.Boolean)
	integer   = values.Kinds(1 << graph.Integer)
	float     = values.Kinds(1 << graph.Float)
	str       = values.Kinds(1 << graph.String)
	list      = values.Kinds(1 << graph.List)
	mapping   = values.Kinds(1 << graph.Map)
	node      = values.Kinds(1 << graph.KindNode)
	rel       = values.Kinds(1 << graph.KindRelationship)
	path      = values.Kinds(1 << graph.KindPath)
	point     = values.Kinds(1 << graph.KindPoint)
	length    = values.Kinds(1 << graph.KindDuration)
	instant   = values.Temporals
	textual   = boolean | numbers | str | point | length | instant
	container = node | rel | mapping
)

// one is a single parameter.
func one(name string, kinds values.Kinds) []Parameter {
	return []Parameter{{Name: name, Kinds: kinds}}
}

// made counts elements or stretches of text that a function has made, and looks
// whether so many bytes may be held at once. Sixteen bytes count as a unit of
// work, so that what many calls make together is bounded too.
func (c *Context) made(units, bytes int64) error {
	if err := c.Meter.Work(max(units, bytes>>4)); err != nil {
		return err
	}
	if bytes < 1<<16 {
		return nil
	}
	if err := c.Meter.Hold(bytes); err != nil {
		return err
	}
	return c.Meter.Hold(-bytes)
}

// scanned counts the work of going through text.
func (c *Context) scanned(bytes int) error { return c.Meter.Work(int64(bytes)>>6 + 1) }
