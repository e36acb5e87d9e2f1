package ast

import (
	"strconv"
	"strings"

	"planatlas/graph"
)

// This file prints clauses and patterns, printexpr.go expressions.

// String is the statement as Cypher.
func (s *Statement) String() string {
	var p printer
	p.add([]string{"", "EXPLAIN ", "PROFILE "}[s.Mode])
	p.add(s.Query.String())
	return p.String()
}

// String is the command as Cypher.
func (s *Show) String() string {
	var p printer
	p.add("SHOW ", s.What)
	if s.Yield != nil {
		p.add(" YIELD ")
		p.yields(s.Yield)
	}
	p.optional(" WHERE ", s.Where)
	return p.String()
}

// String is the query as Cypher.
func (q *Query) String() string {
	var p printer
	for i, part := range q.Parts {
		if i > 0 {
			p.add(" UNION ")
			if q.All[i-1] {
				p.add("ALL ")
			}
		}
		p.add(part.String())
	}
	return p.String()
}

// String is the clauses as Cypher.
func (q *Part) String() string {
	var p printer
	for i, c := range q.Clauses {
		if i > 0 {
			p.add(" ")
		}
		p.add(c.String())
	}
	return p.String()
}

// String is the clause as Cypher.
func (m *Match) String() string {
	var p printer
	if m.Optional {
		p.add("OPTIONAL ")
	}
	p.add("MATCH ")
	printList(&p, m.Patterns)
	p.optional(" WHERE ", m.Where)
	return p.String()
}

// String is the clause as Cypher.
func (u *Unwind) String() string {
	return "UNWIND " + u.List.String() + " AS " + u.Name.String()
}

// String is the clause as Cypher.
func (w *With) String() string {
	var p printer
	p.add("WITH ")
	p.projection(&w.Projection)
	p.optional(" WHERE ", w.Where)
	return p.String()
}

// String is the clause as Cypher.
func (r *Return) String() string {
	var p printer
	p.add("RETURN ")
	p.projection(&r.Projection)
	return p.String()
}

// String is the item as Cypher.
func (i *Item) String() string {
	if i.Alias == nil {
		return i.Expr.String()
	}
	return i.Expr.String() + " AS " + i.Alias.String()
}

// String is the item as Cypher.
func (s *SortItem) String() string {
	if s.Descending {
		return s.Expr.String() + " DESC"
	}
	return s.Expr.String()
}

// String is the clause as Cypher.
func (c *Call) String() string {
	var p printer
	if c.Optional {
		p.add("OPTIONAL ")
	}
	p.add("CALL ", quoteDotted(c.Procedure))
	if !c.Implicit {
		p.add("(")
		printList(&p, c.Args)
		p.add(")")
	}
	if c.Star {
		p.add(" YIELD *")
	} else if c.Yield != nil {
		p.add(" YIELD ")
		p.yields(c.Yield)
	}
	p.optional(" WHERE ", c.Where)
	return p.String()
}

// String is the column as Cypher.
func (y *Yield) String() string {
	if y.Name.Name == y.Column {
		return quote(y.Column)
	}
	return quote(y.Column) + " AS " + y.Name.String()
}

// String is the clause as Cypher.
func (c *CallSubquery) String() string {
	var p printer
	if c.Optional {
		p.add("OPTIONAL ")
	}
	p.add("CALL ")
	if c.Scoped {
		p.add("(")
		if c.Star {
			p.add("*")
		}
		printList(&p, c.Imports)
		p.add(") ")
	}
	p.add("{ ", c.Query.String(), " }")
	return p.String()
}

// String is the clause as Cypher.
func (c *Create) String() string {
	var p printer
	p.add("CREATE ")
	printList(&p, c.Patterns)
	return p.String()
}

// String is the clause as Cypher.
func (*Finish) String() string { return "FINISH" }

// String is the pattern as Cypher.
func (p *Pattern) String() string {
	var b printer
	if p.Variable != nil {
		b.add(p.Variable.String(), " = ")
	}
	if p.Selector != nil {
		b.add(p.Selector.String(), " ")
	}
	switch p.Shortest {
	case OneShortest:
		b.add("shortestPath(")
	case AllShortest:
		b.add("allShortestPaths(")
	}
	if p.Where != nil {
		b.add("(")
	}
	for _, e := range p.Elements {
		b.add(e.String())
	}
	if p.Where != nil {
		b.add(" WHERE ", p.Where.String(), ")")
	}
	if p.Shortest != NotShortest {
		b.add(")")
	}
	return b.String()
}

// String is the selector as Cypher.
func (s *Selector) String() string {
	count := strconv.FormatInt(s.Count, 10)
	switch s.Kind {
	case SelectAny:
		return "ANY " + count
	case SelectShortest:
		return "SHORTEST " + count
	case SelectAllShortest:
		return "ALL SHORTEST"
	case SelectShortestGroups:
		return "SHORTEST " + count + " GROUPS"
	default:
		return "ALL"
	}
}

// String is the pattern as Cypher.
func (n *NodePattern) String() string {
	var p printer
	p.add("(")
	p.filling(n.Variable, n.Labels, nil, n.Properties, n.Where)
	p.add(")")
	return p.String()
}

// String is the pattern as Cypher.
func (r *RelationshipPattern) String() string {
	var p printer
	if r.Direction == Leftward {
		p.add("<")
	}
	p.add("-")
	if r.Variable != nil || r.Types != nil || r.Length != nil || r.Properties != nil || r.Where != nil {
		p.add("[")
		p.filling(r.Variable, r.Types, r.Length, r.Properties, r.Where)
		p.add("]")
	}
	p.add("-")
	if r.Direction == Rightward {
		p.add(">")
	}
	if r.Quantifier != nil {
		p.add(r.Quantifier.String())
	}
	return p.String()
}

// String is the group as Cypher.
func (g *Group) String() string {
	var p printer
	p.add("(", g.Pattern.String())
	p.optional(" WHERE ", g.Where)
	p.add(")")
	if g.Quantifier != nil {
		p.add(g.Quantifier.String())
	}
	return p.String()
}

// String is the range as Cypher.
func (l *Length) String() string {
	s := "*"
	if l.Min != nil {
		s += strconv.FormatInt(*l.Min, 10)
	}
	if l.Max == nil {
		if l.Min == nil {
			return s
		}
		return s + ".."
	}
	return s + ".." + strconv.FormatInt(*l.Max, 10)
}

// String is the quantifier as Cypher.
func (q *Quantifier) String() string {
	if q.Max < 0 {
		return "{" + strconv.FormatInt(q.Min, 10) + ",}"
	}
	return "{" + strconv.FormatInt(q.Min, 10) + "," + strconv.FormatInt(q.Max, 10) + "}"
}

// String is the label as Cypher.
func (l *Label) String() string { return quote(l.Name) }

// String is the expression as Cypher.
func (*LabelAny) String() string { return "%" }

// String is the expression as Cypher.
func (l *LabelNot) String() string { return "!" + labelOperand(l.Label) }

// String is the expression as Cypher.
func (l *LabelAnd) String() string {
	if l.Colons {
		return joinLabels(l.Labels, ":")
	}
	return joinLabels(l.Labels, "&")
}

// String is the expression as Cypher.
func (l *LabelOr) String() string { return joinLabels(l.Labels, "|") }

func joinLabels(labels []LabelExpr, operator string) string {
	var s []string
	for _, l := range labels {
		s = append(s, labelOperand(l))
	}
	return strings.Join(s, operator)
}

func labelOperand(l LabelExpr) string {
	switch l.(type) {
	case *LabelAnd, *LabelOr:
		return "(" + l.String() + ")"
	default:
		return l.String()
	}
}

type printer struct{ strings.Builder }

func (p *printer) add(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}

// optional prints an expression after a prefix where there is one.
func (p *printer) optional(prefix string, e Expr) {
	if e != nil {
		p.add(prefix, e.String())
	}
}

func printList[N Node](p *printer, list []N) {
	for i, n := range list {
		if i > 0 {
			p.add(", ")
		}
		p.add(n.String())
	}
}

func (p *printer) yields(list []*Yield) { printList(p, list) }

func (p *printer) projection(j *Projection) {
	if j.Distinct {
		p.add("DISTINCT ")
	}
	if j.Star {
		p.add("*")
		if len(j.Items) > 0 {
			p.add(", ")
		}
	}
	printList(p, j.Items)
	if len(j.OrderBy) > 0 {
		p.add(" ORDER BY ")
		printList(p, j.OrderBy)
	}
	p.optional(" SKIP ", j.Skip)
	p.optional(" LIMIT ", j.Limit)
}

// filling prints what stands between the brackets of a pattern.
func (p *printer) filling(v *Variable, labels LabelExpr, l *Length, properties, where Expr) {
	start := p.Len()
	if v != nil {
		p.add(v.String())
	}
	if labels != nil {
		p.add(":", labels.String())
	}
	if l != nil {
		p.add(l.String())
	}
	if properties != nil {
		if p.Len() > start {
			p.add(" ")
		}
		p.add(properties.String())
	}
	p.optional(" WHERE ", where)
}

// quote writes a name, in backticks where it needs them. Words that open an
// expression of their own are quoted too, so that a variable with such a name
// stays a variable.
func quote(name string) string {
	if plainName(name) && !opensExpression[strings.ToUpper(name)] {
		return name
	}
	return "`" + strings.ReplaceAll(name, "`", "``") + "`"
}

// quoteDotted quotes the parts of the name of a function or procedure.
func quoteDotted(name string) string {
	parts := strings.Split(name, ".")
	for i, s := range parts {
		if !plainName(s) {
			parts[i] = "`" + strings.ReplaceAll(s, "`", "``") + "`"
		}
	}
	return strings.Join(parts, ".")
}

var opensExpression = map[string]bool{
	"NULL": true, "TRUE": true, "FALSE": true, "NOT": true, "CASE": true, "WHERE": true, "WHEN": true,
	"INF": true, "INFINITY": true, "NAN": true, "DISTINCT": true, "IS": true,
	"COUNT": true, "EXISTS": true, "COLLECT": true, "ANY": true, "ALL": true, "SHORTEST": true,
}

func plainName(name string) bool {
	for i, r := range name {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || 0x4e00 <= r && r <= 0x9fff
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return name != ""
}

// quoteString writes a string literal.
func quoteString(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch r {
		case '\'', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

func literal(v graph.Value) string {
	switch v.Kind() {
	case graph.Boolean:
		b, _ := v.AsBool()
		return strconv.FormatBool(b)
	case graph.Integer:
		i, _ := v.AsInt()
		return strconv.FormatInt(i, 10)
	case graph.Float:
		f, _ := v.AsFloat()
		return floatLiteral(f)
	case graph.String:
		s, _ := v.AsString()
		return quoteString(s)
	default:
		return "null"
	}
}

func floatLiteral(f float64) string {
	switch {
	case f != f:
		return "NaN"
	case f-f != 0:
		return "Infinity"
	default:
		return graph.FormatFloat(f)
	}
}
