package graph

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"
)

// indexes are what queries find nodes by, each made when first asked for.
type indexes struct {
	byProperty sync.Map // label + "\x00" + key → *lazy[*PropertyIndex]
	columns    sync.Map // key → *lazy[[]Value]
}

// lazy is something made once, when first asked for.
type lazy[T any] struct {
	once sync.Once
	made T
}

func (l *lazy[T]) get(make func() T) T {
	l.once.Do(func() { l.made = make() })
	return l.made
}

// PropertyIndex finds nodes of a label by the value of a property. It knows
// strings and numbers; nodes whose value is of another kind are not in it.
type PropertyIndex struct {
	numbers, texts []indexed
	// Others is the number of nodes whose value is of another kind.
	Others int
}

type indexed struct {
	value Value
	node  int32
}

// PropertyIndex returns the index of a property over the nodes of a label, or
// over all nodes where the label is "". It is made once and kept.
func (g *Graph) PropertyIndex(label, key string) *PropertyIndex {
	entry, _ := g.indexes.byProperty.LoadOrStore(label+"\x00"+key, &lazy[*PropertyIndex]{})
	return entry.(*lazy[*PropertyIndex]).get(func() *PropertyIndex { return g.indexProperty(label, key) })
}

func (g *Graph) indexProperty(label, key string) *PropertyIndex {
	x := &PropertyIndex{}
	add := func(n *Node) {
		switch v := n.Properties.Get(key); v.Kind() {
		case Null:
		case Integer, Float:
			x.numbers = append(x.numbers, indexed{v, n.index})
		case String:
			x.texts = append(x.texts, indexed{v, n.index})
		default:
			x.Others++
		}
	}
	if label == "" {
		for _, n := range g.nodes {
			add(n)
		}
	} else {
		for _, i := range g.byLabel[label] {
			add(g.nodes[i])
		}
	}
	slices.SortStableFunc(x.numbers, func(a, b indexed) int { return compareNumbers(a.value, b.value) })
	slices.SortStableFunc(x.texts, func(a, b indexed) int { return strings.Compare(a.value.ref.(string), b.value.ref.(string)) })
	return x
}

// compareNumbers orders integers and floats by value, exactly; NaN comes last.
func compareNumbers(a, b Value) int {
	i, aInt := a.AsInt()
	j, bInt := b.AsInt()
	if aInt && bInt {
		return cmp.Compare(i, j)
	}
	x, _ := a.AsFloat()
	y, _ := b.AsFloat()
	switch {
	case aInt:
		return compareIntFloat(i, y)
	case bInt:
		return -compareIntFloat(j, x)
	case x != x || y != y:
		return compareNaN(x != x, y != y)
	}
	return cmp.Compare(x, y)
}

func compareNaN(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}

// compareIntFloat compares without rounding the integer.
func compareIntFloat(i int64, f float64) int {
	switch {
	case f != f || f >= 1<<63:
		return -1
	case f < -(1 << 63):
		return 1
	}
	whole := int64(f)
	if c := cmp.Compare(i, whole); c != 0 {
		return c
	}
	return cmp.Compare(0, f-float64(whole))
}

// Len is the number of nodes in the index.
func (x *PropertyIndex) Len() int { return len(x.numbers) + len(x.texts) }

// Seekable reports whether the index knows all nodes whose property could be
// equal to, or ordered against, a value of that kind.
func (x *PropertyIndex) Seekable(v Value) bool {
	switch v.Kind() {
	case Integer, Float, String:
		return true
	}
	return false
}

// Bound is one end of a range of values.
type Bound struct {
	Value Value
	// Open says that the value itself is outside.
	Open bool
}

// Range calls visit with the nodes whose value is of the same kind as the
// bounds and between them, in the order of values, until visit returns false. A
// bound may be nil, not both.
func (x *PropertyIndex) Range(low, high *Bound, visit func(node int32) bool) {
	for _, entry := range x.between(low, high) {
		if !visit(entry.node) {
			return
		}
	}
}

// CountRange is the number of nodes that Range visits.
func (x *PropertyIndex) CountRange(low, high *Bound) int { return len(x.between(low, high)) }

func (x *PropertyIndex) between(low, high *Bound) []indexed {
	some := low
	if some == nil {
		some = high
	}
	list, compare := x.numbers, compareNumbers
	if some.Value.Kind() == String {
		list, compare = x.texts, func(a, b Value) int { return strings.Compare(a.ref.(string), b.ref.(string)) }
	}
	from, to := 0, len(list)
	if low != nil {
		from = sort.Search(len(list), func(i int) bool { return beyond(compare(list[i].value, low.Value), low.Open) })
	}
	if high != nil {
		to = sort.Search(len(list), func(i int) bool { return beyond(compare(list[i].value, high.Value), !high.Open) })
	}
	return list[from:max(from, to)]
}

func beyond(c int, open bool) bool { return c > 0 || c == 0 && !open }

// Prefix calls visit with the nodes whose value is a string that begins with a
// prefix, in the order of values, until visit returns false.
func (x *PropertyIndex) Prefix(prefix string, visit func(node int32) bool) {
	from := sort.Search(len(x.texts), func(i int) bool { return x.texts[i].value.ref.(string) >= prefix })
	for _, entry := range x.texts[from:] {
		if !strings.HasPrefix(entry.value.ref.(string), prefix) || !visit(entry.node) {
			return
		}
	}
}

// Column returns the values of a property by the index of the node, null where
// a node has none; or nil where few nodes have the property. It is made once and
// kept. Reading many nodes is quicker through it.
func (g *Graph) Column(key string) []Value {
	entry, _ := g.indexes.columns.LoadOrStore(key, &lazy[[]Value]{})
	return entry.(*lazy[[]Value]).get(func() []Value { return g.makeColumn(key) })
}

func (g *Graph) makeColumn(key string) []Value {
	column, filled := make([]Value, len(g.nodes)), 0
	for i, n := range g.nodes {
		if column[i] = n.Properties.Get(key); column[i].ref != nil {
			filled++
		}
	}
	if filled < len(column)/8 {
		return nil
	}
	return column
}
