package values

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/temporal"
)

// The results of comparing two values for the operators <, <=, > and >=,
// besides -1, 0 and 1.
const (
	unordered    = 2 // NaN: each of the operators is false
	incomparable = 3 // different kinds, null: each of them is null
)

// Less is a < b: Unknown for values that do not compare, as 1 < 'a', and for
// points and durations, even equal ones; False where NaN takes part.
func Less(a, b graph.Value) Trinary {
	switch c := compare(a, b); {
	case c == incomparable, c == 0 && (a.Kind() == graph.KindPoint || a.Kind() == graph.KindDuration):
		return Unknown
	default:
		return TrinaryOf(c == -1)
	}
}

// LessEqual is a <= b.
func LessEqual(a, b graph.Value) Trinary {
	switch c := compare(a, b); c {
	case incomparable:
		return Unknown
	default:
		return TrinaryOf(c == -1 || c == 0)
	}
}

func compare(a, b graph.Value) int {
	ka, kb := a.Kind(), b.Kind()
	if isNumber(ka) && isNumber(kb) {
		return compareNumbers(a, b)
	}
	if ka != kb || ka == graph.Null {
		return incomparable
	}
	switch ka {
	case graph.List:
		return compareLists(a, b)
	case graph.Map:
		return compareMaps(a, b, compare)
	case graph.KindDuration, graph.KindPoint:
		// Two of them have no order, yet equal ones are <= each other.
		if equalScalars(ka, a, b) {
			return 0
		}
		return incomparable
	}
	return orderScalars(ka, a, b)
}

func compareNumbers(a, b graph.Value) int {
	if i, ok := a.AsInt(); ok {
		if j, ok := b.AsInt(); ok {
			return cmp.Compare(i, j)
		}
	}
	x, y := asFloat(a), asFloat(b)
	if math.IsNaN(x) || math.IsNaN(y) {
		return unordered
	}
	return cmp.Compare(x, y)
}

// compareLists goes by the first elements that are not equal, then by length.
func compareLists(a, b graph.Value) int {
	x, _ := a.AsList()
	y, _ := b.AsList()
	for i := 0; i < len(x) && i < len(y); i++ {
		if c := compare(x[i], y[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(x), len(y))
}

// compareMaps goes by size, then keys, then values in the order of the keys, as
// Neo4j does; the openCypher specification gives maps no order.
func compareMaps(a, b graph.Value, values func(a, b graph.Value) int) int {
	x, _ := a.AsMap()
	y, _ := b.AsMap()
	if c := cmp.Compare(len(x), len(y)); c != 0 {
		return c
	}
	kx, ky := sortedKeys(x), sortedKeys(y)
	if c := slices.Compare(kx, ky); c != 0 {
		return c
	}
	for _, k := range kx {
		if c := values(x[k], y[k]); c != 0 {
			return c
		}
	}
	return 0
}

func sortedKeys(m map[string]graph.Value) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// rank is the place of a kind in the order of everything.
var rank = [...]int8{
	graph.Map: 1, graph.KindNode: 2, graph.KindRelationship: 3, graph.List: 4,
	graph.KindPath: 5, graph.KindPoint: 6, graph.KindDateTime: 7, graph.KindLocalDateTime: 8,
	graph.KindDate: 9, graph.KindTime: 10, graph.KindLocalTime: 11, graph.KindDuration: 12,
	graph.String: 13, graph.Boolean: 14, graph.Integer: 15, graph.Float: 15, graph.Null: 16,
}

// Order is the total order of ORDER BY ascending, of min and max: -1, 0 or 1.
// Values of different kinds go MAP < NODE < RELATIONSHIP < LIST < PATH < POINT
// < ZONED DATETIME < LOCAL DATETIME < DATE < ZONED TIME < LOCAL TIME < DURATION
// < STRING < BOOLEAN < number < null; NaN is the largest number.
func Order(a, b graph.Value) int {
	ka, kb := a.Kind(), b.Kind()
	if c := cmp.Compare(rank[ka], rank[kb]); c != 0 {
		return c
	}
	switch ka {
	case graph.Null:
		return 0
	case graph.Integer, graph.Float:
		return orderNumbers(a, b)
	case graph.List:
		return orderLists(a, b)
	case graph.Map:
		return compareMaps(a, b, Order)
	}
	return orderScalars(ka, a, b)
}

// orderNumbers is exact: a float does not swallow the last digits of a large
// integer, so that the order stays transitive.
func orderNumbers(a, b graph.Value) int {
	i, aInt := a.AsInt()
	j, bInt := b.AsInt()
	switch {
	case aInt && bInt:
		return cmp.Compare(i, j)
	case aInt:
		y, _ := b.AsFloat()
		return -compareFloatInt(y, i)
	case bInt:
		x, _ := a.AsFloat()
		return compareFloatInt(x, j)
	}
	x, y := asFloat(a), asFloat(b)
	switch {
	case math.IsNaN(x) && math.IsNaN(y):
		return 0
	case math.IsNaN(x):
		return 1
	case math.IsNaN(y):
		return -1
	}
	return cmp.Compare(x, y)
}

func compareFloatInt(f float64, i int64) int {
	switch {
	case math.IsNaN(f) || f >= 1<<63:
		return 1
	case f < -1<<63:
		return -1
	}
	whole := math.Trunc(f)
	if c := cmp.Compare(int64(whole), i); c != 0 {
		return c
	}
	return cmp.Compare(f, whole)
}

func orderLists(a, b graph.Value) int {
	x, _ := a.AsList()
	y, _ := b.AsList()
	for i := 0; i < len(x) && i < len(y); i++ {
		if c := Order(x[i], y[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(x), len(y))
}

// orderScalars orders two values of one kind that is neither a number, a list
// nor a map.
func orderScalars(k graph.Kind, a, b graph.Value) int {
	switch k {
	case graph.String:
		x, _ := a.AsString()
		y, _ := b.AsString()
		return strings.Compare(x, y)
	case graph.Boolean:
		x, _ := a.AsBool()
		y, _ := b.AsBool()
		return cmp.Compare(bit(x), bit(y))
	case graph.KindNode:
		x, _ := a.AsNode()
		y, _ := b.AsNode()
		return orderNodes(x, y)
	case graph.KindRelationship:
		x, _ := a.AsRelationship()
		y, _ := b.AsRelationship()
		return orderRelationships(x, y)
	case graph.KindPath:
		return orderPaths(a, b)
	case graph.KindPoint:
		return orderPoints(a, b)
	}
	return compareTemporals(k, a, b)
}

func bit(b bool) int8 {
	if b {
		return 1
	}
	return 0
}

func orderNodes(a, b *graph.Node) int {
	if c := cmp.Compare(a.Index(), b.Index()); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}

func orderRelationships(a, b *graph.Relationship) int {
	if c := cmp.Compare(a.Index(), b.Index()); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}

// orderPaths goes by nodes, then relationships, then length.
func orderPaths(a, b graph.Value) int {
	x, _ := a.AsPath()
	y, _ := b.AsPath()
	if c := slices.CompareFunc(x.Nodes, y.Nodes, orderNodes); c != 0 {
		return c
	}
	return slices.CompareFunc(x.Relationships, y.Relationships, orderRelationships)
}

func orderPoints(a, b graph.Value) int {
	x, _ := a.AsPoint()
	y, _ := b.AsPoint()
	return cmp.Or(cmp.Compare(x.SRID, y.SRID), cmp.Compare(x.X, y.X), cmp.Compare(x.Y, y.Y), cmp.Compare(x.Z, y.Z))
}

// compareTemporals orders two temporal values or durations of one kind.
func compareTemporals(k graph.Kind, a, b graph.Value) int {
	switch k {
	case graph.KindDate:
		return temporal.Compare(as[graph.Date](a), as[graph.Date](b))
	case graph.KindTime:
		return temporal.Compare(as[graph.Time](a), as[graph.Time](b))
	case graph.KindLocalTime:
		return temporal.Compare(as[graph.LocalTime](a), as[graph.LocalTime](b))
	case graph.KindDateTime:
		return temporal.Compare(as[graph.DateTime](a), as[graph.DateTime](b))
	case graph.KindLocalDateTime:
		return temporal.Compare(as[graph.LocalDateTime](a), as[graph.LocalDateTime](b))
	default:
		return temporal.Compare(as[graph.Duration](a), as[graph.Duration](b))
	}
}

type temporalType interface {
	graph.Date | graph.LocalTime | graph.Time | graph.LocalDateTime | graph.DateTime | graph.Duration
}

// as returns the temporal value that v is known to hold.
func as[T temporalType](v graph.Value) T {
	t, _ := graph.AsTemporal[T](v)
	return t
}
