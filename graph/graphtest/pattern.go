package graphtest

import (
	"fmt"
	"strings"
)

// match writes MATCH with its patterns and, often, WHERE.
func (w *writer) match() string {
	if !w.quantifiers && w.often(5) {
		return w.shortest()
	}
	patterns := []string{w.giveName(w.pattern())}
	if w.schema.Small && w.often(15) {
		patterns = append(patterns, w.pattern().text)
	}
	text := "MATCH " + strings.Join(patterns, ", ")
	if w.often(45) {
		text += "\nWHERE " + w.expr(kBool)
		if nodes := w.inScope(kNode); len(nodes) > 0 && w.often(15) { // a pattern stands as a condition only
			text += pick(w.choices, " AND ", " OR ", " AND NOT ") + w.around(pick(w.choices, nodes...))
		}
	}
	return text
}

// written is a pattern's text; path says that a variable may be given to it.
type written struct {
	text string
	path bool
}

func (w *writer) giveName(p written) string {
	if p.path && w.often(12) {
		return w.bind(kPath) + " = " + p.text
	}
	return p.text
}

// pattern writes nodes joined by relationships. Variables that it names are in
// scope afterwards.
func (w *writer) pattern() written {
	var b strings.Builder
	b.WriteString(w.startNode())
	hops := w.n(3)
	if w.schema.Small && w.often(20) {
		hops++
	}
	fixed := true
	for range hops {
		if fixed && w.quantifiers && w.schema.Small && w.often(15) {
			b.WriteString(w.quantified())
			fixed = false
			continue
		}
		b.WriteString(w.relationship())
		b.WriteString(w.node(true))
	}
	return written{b.String(), hops > 0} // see the listed difference optional-path
}

// quantified writes ((x)-[:R]->(y)){1,2} and the node after it.
func (w *writer) quantified() string {
	return fmt.Sprintf("(()%s()){%s}%s", w.step(""), pick(w.choices, "1", "1,2", "0,1"), w.node(false))
}

// startNode is a node from which the match goes out: on a large graph one that
// is bound already, or few.
func (w *writer) startNode() string {
	if nodes := w.inScope(kNode); len(nodes) > 0 && w.often(w.choose(50, 90)) {
		return "(" + pick(w.choices, nodes...) + ")"
	}
	if w.schema.Small {
		return w.node(true)
	}
	if w.often(50) {
		return fmt.Sprintf("(%s {id: %s})", w.bind(kNode), quoted(pick(w.choices, w.schema.IDs...)))
	}
	return fmt.Sprintf("(%s:%s)", w.bind(kNode), pick(w.choices, w.schema.Labels...))
}

func (w *writer) choose(small, large int) int {
	if w.schema.Small {
		return small
	}
	return large
}

// node writes a node: anonymous, new, or one that is bound.
func (w *writer) node(mayBeBound bool) string {
	name, fresh := "", false
	switch nodes := w.inScope(kNode); {
	case mayBeBound && len(nodes) > 0 && w.often(12):
		return "(" + pick(w.choices, nodes...) + ")"
	case w.often(75):
		name, fresh = w.name(), true
	}
	text := "(" + name
	if w.often(40) {
		text += w.label()
	}
	if w.often(10) {
		text += fmt.Sprintf(" {%s: %s}", pick(w.choices, w.schema.Node[kInt]...), w.literal(kInt))
	}
	if fresh {
		w.scope = append(w.scope, variable{name, kNode})
		if w.often(4) {
			text += fmt.Sprintf(" WHERE %s.%s IS NOT NULL", name, pick(w.choices, w.schema.Node[kText]...))
		}
	}
	return text + ")"
}

func (w *writer) label() string {
	a, b := pick(w.choices, w.schema.Labels...), pick(w.choices, w.schema.Labels...)
	switch w.n(12) {
	case 9, 10:
		if w.colons { // Neo4j does not let both styles stand in one statement
			return ":" + a + ":" + b
		}
		return pick(w.choices, ":"+a+"|"+b, ":!"+a, ":%", ":"+a+"&!"+b, ":("+a+"|"+b+")&%")
	}
	return ":" + a
}

// relationship writes one relationship of fixed or variable length.
func (w *writer) relationship() string {
	switch {
	case !w.quantifiers && w.often(18): // nor both ways to repeat
		name := ""
		if w.often(40) {
			name = w.bind(kRelationships)
		}
		return w.step(name + w.types() + pick(w.choices, "*1..2", "*2", "*0..1", "*..2", w.longest()))
	case w.often(45):
		return w.step(w.bind(kRelationship) + w.types())
	case w.often(20):
		return w.step("")
	}
	return w.step(w.types())
}

// longest bounds what a walk may find.
func (w *writer) longest() string {
	if w.schema.Small {
		return "*1..3"
	}
	return "*0..2"
}

func (w *writer) types() string {
	if w.often(35) {
		return ""
	}
	text := ":" + pick(w.choices, w.schema.Types...)
	if w.often(25) {
		text += "|" + pick(w.choices, w.schema.Types...)
	}
	return text
}

// step draws an arrow in one of three directions around what is inside.
func (w *writer) step(inside string) string {
	body := "-[" + inside + "]-"
	if inside == "" {
		body = "--"
	}
	switch w.n(4) {
	case 2:
		return "<" + body
	case 3:
		return body
	}
	return body + ">"
}

// shortest asks for shortest paths between two nodes that differ, which Neo4j
// wants.
func (w *writer) shortest() string {
	a, b := w.bind(kNode), w.bind(kNode)
	p := w.bind(kPath)
	where := fmt.Sprintf("WHERE %s <> %s", a, b)
	if !w.schema.Small {
		where = fmt.Sprintf("WHERE %s.id = %s AND %s.id = %s", a, quoted(pick(w.choices, w.schema.IDs...)), b, quoted(pick(w.choices, w.schema.IDs...)))
		if strings.Count(where, "'") == 4 {
			if parts := strings.Split(where, "'"); parts[1] == parts[3] {
				where = fmt.Sprintf("WHERE %s.id = %s AND %s:%s AND %s <> %s", a, quoted(w.schema.IDs[0]), b, w.schema.Labels[0], a, b)
			}
		}
	}
	step := w.step(w.types() + "*" + pick(w.choices, "..4", "", "1..3"))
	p2 := fmt.Sprintf("MATCH %s = allShortestPaths((%s)%s(%s))", p, a, step, b)
	if w.often(50) { // one of several shortest ones: only its length is the same
		w.scope = w.scope[:len(w.scope)-1]
		n := w.bind(kInt)
		return fmt.Sprintf("MATCH (%s), (%s) %s\nMATCH %s = shortestPath((%s)%s(%s))\nWITH %s, %s, length(%s) AS %s", a, b, where, p, a, step, b, a, b, p, n) + w.keep(a, b, n)
	}
	return fmt.Sprintf("MATCH (%s), (%s) %s\n%s", a, b, where, p2)
}

// keep carries the rest of the scope through a WITH that names some.
func (w *writer) keep(names ...string) string {
	text := ""
	for _, v := range w.scope {
		known := false
		for _, n := range names {
			known = known || n == v.name
		}
		if !known {
			text += ", " + v.name
		}
	}
	return text
}

func quoted(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}
