package graphtest

import "fmt"

// literals of each kind, the simplest first.
var literals = map[kind][]string{
	kInt:   {"1", "0", "2", "3", "-1", "7", "12", "null"},
	kFloat: {"1.5", "0.25", "-2.75", "1000000.5", "null"},
	kText:  {"'a'", "''", "'新材料'", "'Ab c'", "'ab'", "'12'", "null"},
	kBool:  {"true", "false", "null"},
	kInts:  {"[1, 2]", "[]", "[3, 1, 2, 1]", "[null, 1]", "range(0, 3)", "range(5, 1, -2)"},
	kTexts: {"['a', 'b']", "[]", "['新', 'a', '新']", "['', null]"},
	kDate:  {"date('2021-02-24')", "date({year: 2020, month: 12})", "null"},
	kAny:   {"1", "'a'", "true", "1.5", "null", "[1, 'a']", "date('2021-02-24')"},
	kBag:   {"[1, 2, 3]", "[]", "['a', 1, null]"},
}

func (w *writer) literal(k kind) string { return pick(w.choices, literals[k]...) }

const deepest = 3 // expressions within expressions

// expr writes an expression of a kind.
func (w *writer) expr(k kind) string {
	if w.depth >= deepest {
		return w.leaf(k)
	}
	w.depth++
	defer func() { w.depth-- }()
	if w.often(45) {
		return w.compound(k)
	}
	return w.leaf(k)
}

// leaf is a variable, a property or a literal.
func (w *writer) leaf(k kind) string {
	if names := w.inScope(k); len(names) > 0 && w.often(70) {
		return pick(w.choices, names...)
	}
	switch k {
	case kNode, kRelationship, kPath, kRelationships:
		return w.element(k)
	case kBool:
		return w.comparison()
	}
	if p := w.property(k); p != "" && w.often(75) {
		return p
	}
	return w.literal(k)
}

// property is one of a node or relationship in scope, or "".
func (w *writer) property(k kind) string {
	nodes, rels := w.inScope(kNode), w.inScope(kRelationship)
	if len(rels) > 0 && len(w.schema.Relationship[k]) > 0 && w.often(30) {
		return pick(w.choices, rels...) + "." + pick(w.choices, w.schema.Relationship[k]...)
	}
	if len(nodes) > 0 && len(w.schema.Node[k]) > 0 {
		return pick(w.choices, nodes...) + "." + pick(w.choices, w.schema.Node[k]...)
	}
	return ""
}

// element is a part of the graph where no variable is of its kind: null is one
// of any kind.
func (w *writer) element(k kind) string {
	if rels := w.inScope(kRelationship); k == kNode && len(rels) > 0 {
		return pick(w.choices, "startNode", "endNode") + "(" + pick(w.choices, rels...) + ")"
	}
	if paths := w.inScope(kPath); len(paths) > 0 {
		switch k {
		case kNode:
			return pick(w.choices, "head", "last") + "(nodes(" + pick(w.choices, paths...) + "))"
		case kRelationships:
			return "relationships(" + pick(w.choices, paths...) + ")"
		}
	}
	return "null"
}

// number writes a binary operation on numbers.
func (w *writer) number(k kind) string {
	return fmt.Sprintf("(%s %s %s)", w.expr(k), pick(w.choices, "+", "-", "*"), w.expr(k))
}

func (w *writer) conditional(k kind) string {
	switch w.n(4) {
	case 0:
		return fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", w.expr(kBool), w.expr(k), w.expr(k))
	case 1:
		return fmt.Sprintf("CASE %s WHEN %s THEN %s WHEN %s THEN %s END", w.expr(kInt), w.literal(kInt), w.expr(k), w.literal(kInt), w.expr(k))
	case 2:
		return fmt.Sprintf("coalesce(%s, %s)", w.expr(k), w.expr(k))
	}
	return fmt.Sprintf("nullIf(%s, %s)", w.expr(k), w.expr(k))
}

func (w *writer) compound(k kind) string {
	if w.often(12) && k != kBag && k != kRelationships && k != kPath {
		return w.conditional(k)
	}
	switch k {
	case kInt:
		return w.intExpr()
	case kFloat:
		return w.floatExpr()
	case kText:
		return w.textExpr()
	case kBool:
		return w.boolExpr()
	case kInts:
		return w.intsExpr()
	case kTexts:
		return w.textsExpr()
	case kDate:
		return w.dateExpr()
	case kAny:
		return w.expr(pick(w.choices, kInt, kText, kBool, kFloat, kInts, kDate))
	case kBag:
		return w.bagExpr()
	}
	return w.leaf(k)
}

func (w *writer) intExpr() string {
	switch w.n(16) {
	case 0, 1:
		return w.number(kInt)
	case 2:
		return fmt.Sprintf("size(%s)", w.expr(pick(w.choices, kInts, kTexts, kBag)))
	case 3:
		return fmt.Sprintf("size(%s)", w.expr(kText))
	case 4:
		return fmt.Sprintf("(%s %% %s)", w.expr(kInt), pick(w.choices, "2", "3", "-2"))
	case 5:
		return fmt.Sprintf("(%s / %s)", w.expr(kInt), pick(w.choices, "2", "3", "-2"))
	case 6:
		return fmt.Sprintf("%s(%s)", pick(w.choices, "abs", "-", "toInteger", "sign"), w.expr(kInt))
	case 7:
		return fmt.Sprintf("toInteger(%s)", w.expr(pick(w.choices, kFloat, kText)))
	case 8:
		return fmt.Sprintf("reduce(s = 0, x IN %s | s + coalesce(x, 1))", w.expr(kInts))
	case 9:
		return fmt.Sprintf("%s[%s]", w.expr(kInts), w.literal(kInt))
	case 10:
		return fmt.Sprintf("%s(%s)", pick(w.choices, "head", "last"), w.expr(kInts))
	case 11:
		return w.subquery("COUNT")
	case 12:
		return fmt.Sprintf("%s.%s", w.expr(kDate), pick(w.choices, "day", "month", "year", "week", "dayOfWeek"))
	case 13:
		if paths := w.inScope(kPath); len(paths) > 0 {
			return "length(" + pick(w.choices, paths...) + ")"
		}
	case 14:
		if rels := w.inScope(kRelationships); len(rels) > 0 {
			return "size(" + pick(w.choices, rels...) + ")"
		}
	case 15:
		if nodes := w.inScope(kNode); len(nodes) > 0 {
			return "size(labels(" + pick(w.choices, nodes...) + "))"
		}
	}
	return w.leaf(kInt)
}

func (w *writer) floatExpr() string {
	switch w.n(7) {
	case 0, 1:
		return w.number(kFloat)
	case 2:
		return fmt.Sprintf("toFloat(%s)", w.expr(pick(w.choices, kInt, kText)))
	case 3:
		return fmt.Sprintf("%s(%s)", pick(w.choices, "round", "floor", "ceil", "abs"), w.expr(kFloat))
	case 4:
		return fmt.Sprintf("(%s / %s)", w.expr(kInt), pick(w.choices, "2.0", "-4.0"))
	case 5:
		return fmt.Sprintf("sqrt(abs(%s))", w.expr(kInt))
	}
	return fmt.Sprintf("(%s + %s)", w.expr(kInt), w.expr(kFloat))
}

func (w *writer) textExpr() string {
	switch w.n(12) {
	case 0, 1:
		return fmt.Sprintf("(%s + %s)", w.expr(kText), w.expr(kText))
	case 2:
		return fmt.Sprintf("%s(%s)", pick(w.choices, "toUpper", "toLower", "trim", "reverse", "ltrim", "rtrim"), w.expr(kText))
	case 3:
		return fmt.Sprintf("%s(%s, %s)", pick(w.choices, "left", "right"), w.expr(kText), pick(w.choices, "1", "2", "0"))
	case 4:
		return fmt.Sprintf("substring(%s, %s)", w.expr(kText), pick(w.choices, "1", "0", "3", "0, 2", "1, 1"))
	case 5:
		return fmt.Sprintf("replace(%s, %s, %s)", w.expr(kText), w.literal(kText), w.literal(kText))
	case 6:
		return fmt.Sprintf("toString(%s)", w.expr(pick(w.choices, kInt, kBool, kFloat, kDate)))
	case 7:
		return fmt.Sprintf("%s(split(%s, %s))", pick(w.choices, "head", "last"), w.expr(kText), pick(w.choices, "'a'", "' '", "'-'"))
	case 8:
		if rels := w.inScope(kRelationship); len(rels) > 0 {
			return "type(" + pick(w.choices, rels...) + ")"
		}
	case 9:
		return fmt.Sprintf("%s[%s]", w.expr(kTexts), pick(w.choices, "0", "1", "-1"))
	case 10:
		return fmt.Sprintf("(%s + %s)", w.expr(kText), w.expr(kInt))
	case 11:
		if nodes := w.inScope(kNode); len(nodes) > 0 {
			return fmt.Sprintf("%s {.%s}.%[2]s", pick(w.choices, nodes...), pick(w.choices, w.schema.Node[kText]...))
		}
	}
	return w.leaf(kText)
}

// comparison is the simplest truth.
func (w *writer) comparison() string {
	k := pick(w.choices, kInt, kText, kFloat, kAny, kDate, kBool, kInts)
	if k == kBool {
		return pick(w.choices, "true", "false", "null")
	}
	if k == kAny || w.often(10) {
		return fmt.Sprintf("(%s %s %s)", w.leaf(kAny), pick(w.choices, "=", "<>", "<", ">="), w.leaf(pick(w.choices, kAny, kInt, kText)))
	}
	return fmt.Sprintf("(%s %s %s)", w.leaf(k), pick(w.choices, "=", "<>", "<", "<=", ">", ">="), w.leaf(k))
}

func (w *writer) boolExpr() string {
	switch w.n(20) {
	case 0, 1:
		return w.comparison()
	case 2, 3, 4:
		return fmt.Sprintf("(%s %s %s)", w.expr(kBool), pick(w.choices, "AND", "OR", "XOR"), w.expr(kBool))
	case 5:
		return fmt.Sprintf("NOT %s", w.expr(kBool))
	case 6:
		return fmt.Sprintf("(%s %s)", w.expr(w.projectedKind()), pick(w.choices, "IS NULL", "IS NOT NULL"))
	case 7:
		return fmt.Sprintf("(%s IN %s)", w.expr(kInt), w.expr(kInts))
	case 8:
		return fmt.Sprintf("(%s IN %s)", w.expr(kText), w.expr(kTexts))
	case 9, 10:
		return fmt.Sprintf("(%s %s %s)", w.expr(kText), pick(w.choices, "STARTS WITH", "CONTAINS", "ENDS WITH"), w.expr(kText))
	case 11:
		return fmt.Sprintf("(%s =~ %s)", w.expr(kText), pick(w.choices, "'.*a.*'", "'[a-c]+'", "'(?i)AB.*'", "'新.+'", "''"))
	case 12:
		return fmt.Sprintf("%s(x IN %s WHERE x %s %s)", pick(w.choices, "any", "all", "none", "single"), w.expr(kInts), pick(w.choices, "=", ">", "<>"), w.expr(kInt))
	case 13, 14:
		return w.subquery("EXISTS")
	case 15:
		if nodes := w.inScope(kNode); len(nodes) > 0 {
			return "exists(" + w.around(pick(w.choices, nodes...)) + ")"
		}
	case 16:
		if nodes := w.inScope(kNode); len(nodes) > 0 {
			return fmt.Sprintf("%s%s", pick(w.choices, nodes...), w.label())
		}
	case 17:
		return fmt.Sprintf("(%s %s %s)", w.expr(kNode), pick(w.choices, "=", "<>"), w.expr(kNode))
	case 18:
		return fmt.Sprintf("isEmpty(%s)", w.expr(pick(w.choices, kText, kInts)))
	case 19:
		return fmt.Sprintf("(%s %s %s %s %s)", w.expr(kInt), pick(w.choices, "<", "<="), w.expr(kInt), pick(w.choices, "<", "<=", ">"), w.expr(kInt))
	}
	return w.comparison()
}

// around is a pattern that goes out from a node.
func (w *writer) around(node string) string {
	return fmt.Sprintf("(%s)%s(%s)", node, w.step(w.types()), pick(w.choices, "", w.label()))
}

// subquery writes EXISTS { … } or COUNT { … } that goes out from a node in
// scope, if there is one.
func (w *writer) subquery(word string) string {
	outer := w.scope
	if len(w.inScope(kNode)) == 0 || w.depth > 2 {
		return map[string]string{"EXISTS": "true", "COUNT": "1"}[word]
	}
	text := w.pattern().text
	switch {
	case w.often(40):
		text = "MATCH " + text + " WHERE " + w.expr(kBool)
	case w.often(20):
		text = "MATCH " + text + " RETURN 1 AS one"
	}
	w.scope = outer
	return word + " { " + text + " }"
}

func (w *writer) intsExpr() string {
	switch w.n(8) {
	case 0:
		return fmt.Sprintf("[x IN %s WHERE x > %s]", w.expr(kInts), w.expr(kInt))
	case 1:
		return fmt.Sprintf("[x IN %s | x %s %s]", w.expr(kInts), pick(w.choices, "+", "*"), w.expr(kInt))
	case 2:
		return fmt.Sprintf("%s(%s)", pick(w.choices, "tail", "reverse"), w.expr(kInts))
	case 3:
		return fmt.Sprintf("%s[%s]", w.expr(kInts), pick(w.choices, "0..1", "1..", "..-1", "-2.."))
	case 4:
		return fmt.Sprintf("(%s + %s)", w.expr(kInts), w.expr(kInts))
	case 5:
		return fmt.Sprintf("(%s + %s)", w.expr(kInts), w.expr(kInt))
	case 6:
		return fmt.Sprintf("[%s, %s]", w.expr(kInt), w.expr(kInt))
	}
	return fmt.Sprintf("range(%s, %s)", pick(w.choices, "0", "1", "-1"), pick(w.choices, "2", "4", "-3"))
}

func (w *writer) textsExpr() string {
	switch w.n(5) {
	case 0:
		return fmt.Sprintf("[x IN %s WHERE x CONTAINS %s]", w.expr(kTexts), w.expr(kText))
	case 1:
		return fmt.Sprintf("[x IN %s | toString(x)]", w.expr(kInts))
	case 2:
		return fmt.Sprintf("split(%s, %s)", w.expr(kText), pick(w.choices, "'a'", "' '", "'-'"))
	case 3:
		return fmt.Sprintf("(%s + %s)", w.expr(kTexts), w.expr(kText))
	}
	return fmt.Sprintf("%s(%s)", pick(w.choices, "tail", "reverse"), w.expr(kTexts))
}

func (w *writer) dateExpr() string {
	if w.n(2) == 0 {
		return fmt.Sprintf("(%s + duration(%s))", w.expr(kDate), pick(w.choices, "'P1M'", "{days: 3}", "'P1Y2D'"))
	}
	// A truncated null is an error, on which row depends on the plan.
	return fmt.Sprintf("date.truncate(%s, coalesce(%s, date('2021-03-04')))", pick(w.choices, "'month'", "'week'", "'year'"), w.expr(kDate))
}

// bagExpr is a list whose order nobody may see.
func (w *writer) bagExpr() string {
	nodes := w.inScope(kNode)
	if len(nodes) == 0 || w.depth > 2 {
		return w.leaf(kBag)
	}
	outer := w.scope
	defer func() { w.scope = outer }()
	n := pick(w.choices, nodes...)
	step, m := w.step(w.types()), w.bind(kNode)
	if w.n(2) == 0 {
		return fmt.Sprintf("[(%s)%s(%s) | %s]", n, step, m, w.expr(pick(w.choices, kText, kInt)))
	}
	return fmt.Sprintf("COLLECT { MATCH (%s)%s(%s) RETURN %s AS x }", n, step, m, w.expr(pick(w.choices, kText, kInt)))
}
