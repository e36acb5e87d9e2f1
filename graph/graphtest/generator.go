package graphtest

import (
	"fmt"
	"regexp"
	"strings"
)

// Generator writes read queries that are valid, find something and have one
// right answer: LIMIT only after an order that is total, lists without an order
// only where none shows. The same seed gives the same query.
type Generator struct {
	Schema *Schema
}

// Query is the query of a seed.
func (g Generator) Query(seed uint64) Query {
	q, _ := g.query(newChoices(seed))
	q.Place = fmt.Sprintf("seed %d", seed)
	return q
}

func (g Generator) query(c *choices) (Query, []uint32) {
	w := &writer{choices: c, schema: g.Schema}
	w.colons, w.quantifiers = w.often(20), w.often(15)
	text := w.query()
	return Query{Text: text, Ordered: w.ordered, Bags: w.bags, Errors: w.errors}, c.made[:c.at]
}

// Shrink looks for a smaller query that still fails.
func (g Generator) Shrink(seed uint64, fails func(Query) bool) Query {
	_, made := g.query(newChoices(seed))
	small := shrink(made, func(s []uint32) bool {
		q, _ := g.query(replay(s))
		return fails(q)
	})
	q, _ := g.query(replay(small))
	q.Place = fmt.Sprintf("seed %d, shrunk", seed)
	return q
}

// variable is a name in scope.
type variable struct {
	name string
	kind kind
}

// writer writes one query.
type writer struct {
	*choices
	schema *Schema
	scope  []variable
	named  int
	depth  int // of nested expressions and subqueries
	// ordered and bags say how the answer is to be compared.
	ordered, bags bool
	errors        int // operations in an expression that may go wrong
	// colons writes :A:B, otherwise label expressions; quantifiers writes
	// ((a)-->(b)){1,2}, otherwise -[*1..2]->.
	colons, quantifiers bool
}

func (w *writer) name() string {
	w.named++
	return fmt.Sprintf("v%d", w.named)
}

func (w *writer) bind(k kind) string {
	n := w.name()
	w.scope = append(w.scope, variable{n, k})
	return n
}

// inScope are the variables of a kind.
func (w *writer) inScope(k kind) []string {
	var out []string
	for _, v := range w.scope {
		if v.kind == k {
			out = append(out, v.name)
		}
	}
	return out
}

func (w *writer) query() string {
	if w.often(12) {
		return w.expressionQuery()
	}
	if w.often(8) {
		return w.union()
	}
	return w.part(nil)
}

// union joins two parts with columns of the same names.
func (w *writer) union() string {
	kinds := make([]kind, 1+w.n(2))
	for i := range kinds {
		kinds[i] = pick(w.choices, kInt, kText, kNode, kFloat)
	}
	joint := pick(w.choices, "UNION", "UNION ALL")
	first := w.part(kinds)
	w.scope = nil
	return first + "\n" + joint + "\n" + w.part(kinds)
}

// part writes clauses up to a RETURN, of the given kinds where there are any.
func (w *writer) part(kinds []kind) string {
	clauses := []string{w.first()}
	for range w.n(4) {
		clauses = append(clauses, w.clause())
	}
	if kinds != nil {
		items := make([]string, len(kinds))
		for i, k := range kinds {
			items[i] = fmt.Sprintf("%s AS c%d", w.expr(k), i)
		}
		return strings.Join(append(clauses, "RETURN "+strings.Join(items, ", ")), "\n")
	}
	return strings.Join(append(clauses, w.returning()), "\n")
}

func (w *writer) first() string {
	switch {
	case w.often(10):
		return w.unwind()
	case w.often(8):
		return "OPTIONAL " + w.match()
	}
	return w.match()
}

func (w *writer) clause() string {
	switch w.n(9) {
	case 0, 1:
		return w.match()
	case 2, 3:
		return "OPTIONAL " + w.match()
	case 4:
		return w.unwind()
	case 5:
		return w.call()
	}
	return w.with()
}

func (w *writer) unwind() string {
	list := w.expr(pick(w.choices, kInts, kTexts, kBag))
	// The elements' type is known to nobody here.
	return "UNWIND " + list + " AS " + w.bind(kAny)
}

// call writes a subquery that sees one variable, by either form.
func (w *writer) call() string {
	nodes := w.inScope(kNode)
	if len(nodes) == 0 || w.depth > 1 {
		return w.with()
	}
	outer, n := w.scope, pick(w.choices, nodes...)
	form := w.n(2)
	w.scope = []variable{{n, kNode}}
	w.depth++
	body := w.match()
	k := pick(w.choices, kInt, kText)
	inner := w.expr(k)
	if w.often(50) {
		k, inner = kInt, w.count("", inner)
	}
	w.depth--
	w.scope = outer
	out := w.bind(k)
	if form == 0 {
		return fmt.Sprintf("CALL (%s) {\n  %s\n  RETURN %s AS %s\n}", n, body, inner, out)
	}
	return fmt.Sprintf("CALL {\n  WITH %s\n  %s\n  RETURN %s AS %s\n}", n, body, inner, out)
}

// with projects, groups, filters and, where the order is total, cuts.
func (w *writer) with() string {
	items, after := w.items(false)
	text := "WITH " + items
	w.scope = after
	if w.often(25) {
		text += w.orderAndCut()
	}
	if w.often(40) {
		text += "\nWHERE " + w.expr(kBool)
	}
	return text
}

func (w *writer) returning() string {
	items, after := w.items(true)
	w.scope = after
	text := "RETURN " + items
	for _, v := range after {
		w.bags = w.bags || v.kind == kBag
	}
	if w.often(45) {
		order := w.orderAndCut()
		w.ordered = order != ""
		text += order
	}
	return text
}

// items writes what WITH and RETURN project, and returns the scope after it.
func (w *writer) items(last bool) (string, []variable) {
	distinct, group := w.often(15), w.often(30)
	var items []string
	var after []variable
	add := func(text string, k kind) {
		name := w.name()
		items = append(items, text+" AS "+name)
		after = append(after, variable{name, k})
	}
	if !last && w.often(25) && len(w.scope) > 0 && !group {
		items, after = append(items, "*"), append(after, w.scope...)
	}
	for range w.n(3) {
		k := w.projectedKind()
		add(w.expr(k), k)
	}
	if group || len(items) == 0 {
		for range 1 + w.n(2) {
			text, k := w.aggregate()
			add(text, k)
		}
	}
	text := strings.Join(items, ", ")
	if distinct {
		for _, v := range after {
			if v.kind == kBag { // equal bags in other orders are not the same
				return text, after
			}
		}
		text = "DISTINCT " + text
	}
	return text, after
}

func (w *writer) projectedKind() kind {
	if len(w.scope) > 0 && w.often(60) {
		return pick(w.choices, w.scope...).kind
	}
	return pick(w.choices, kInt, kText, kBool, kFloat, kInts, kTexts, kDate, kAny)
}

func (w *writer) aggregate() (string, kind) {
	distinct := pick(w.choices, "", "", "DISTINCT ")
	switch w.n(10) {
	case 0:
		return "count(*)", kInt
	case 1, 2:
		return w.count(distinct, w.expr(w.projectedKind())), kInt
	case 3:
		return fmt.Sprintf("sum(%s%s)", distinct, w.expr(kInt)), kInt
	case 4:
		return fmt.Sprintf("sum(%s)", w.expr(kFloat)), kFloat
	case 5:
		return fmt.Sprintf("avg(%s)", w.expr(pick(w.choices, kInt, kFloat))), kFloat
	case 6:
		k := pick(w.choices, kInt, kText, kDate, kFloat)
		return fmt.Sprintf("%s(%s)", pick(w.choices, "min", "max"), w.expr(k)), k
	case 7:
		return fmt.Sprintf("%s(%s, %s)", pick(w.choices, "percentileCont", "percentileDisc"), w.expr(kFloat), pick(w.choices, "0.5", "0.0", "0.25", "1.0")), kFloat
	case 8:
		return w.count("", w.expr(kAny)) + pick(w.choices, " + 1", " + 2"), kInt
	}
	return fmt.Sprintf("collect(%s%s)", distinct, w.expr(pick(w.choices, kInt, kText, kNode))), kBag
}

// count counts values, but not a bare property: see the listed difference
// count-store.
func (w *writer) count(distinct, of string) string {
	if distinct == "" && property.MatchString(of) {
		return "count(CASE WHEN " + of + " IS NOT NULL THEN 1 END)"
	}
	return "count(" + distinct + of + ")"
}

var property = regexp.MustCompile(`^v\d+\.\w+$`)

// orderAndCut orders by everything that is in scope, so that the order is total
// but for equal rows, and then may cut. Where that cannot be, it writes nothing.
func (w *writer) orderAndCut() string {
	var keys []string
	for _, v := range w.scope {
		key := v.name
		switch v.kind {
		case kNode:
			key += ".id"
		case kRelationship:
			if w.schema.RelationshipKey == "" {
				return ""
			}
			key += "." + w.schema.RelationshipKey
		case kPath, kBag, kRelationships, kAny, kFloat:
			// 1 and 1.0 are ordered as equal but not the same; sums of floats
			// depend on the order of rows.
			return ""
		}
		keys = append(keys, key+pick(w.choices, "", " DESC", " ASC"))
	}
	if len(keys) == 0 {
		return ""
	}
	text := "\nORDER BY " + strings.Join(keys, ", ")
	if w.often(20) {
		text += fmt.Sprintf("\nSKIP %d", w.n(4))
	}
	if w.often(60) {
		text += fmt.Sprintf("\nLIMIT %d", 1+w.n(8))
	}
	return text
}
