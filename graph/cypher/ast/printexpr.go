package ast

// Precedences, weakest first; an operand that binds weaker than its place needs
// parentheses.
const (
	bindsOr = iota
	bindsXor
	bindsAnd
	bindsNot
	bindsComparison
	bindsTest
	bindsAdd
	bindsMultiply
	bindsPower
	bindsUnary
	bindsPostfix
	bindsAtom
)

func binding(e Expr) int {
	switch e := e.(type) {
	case *Logic:
		return map[Operator]int{Or: bindsOr, Xor: bindsXor, And: bindsAnd}[e.Operator]
	case *Unary:
		if e.Operator == Not {
			return bindsNot
		}
		return bindsUnary
	case *Comparison:
		return bindsComparison
	case *Test, *IsNull, *IsType, *IsNormalized:
		return bindsTest
	case *Arithmetic:
		return arithmeticBinding(e.Rest[0].Operator)
	case *HasLabels:
		return bindsPostfix
	case *Literal:
		if i, ok := e.Value.AsInt(); ok && i < 0 {
			return bindsUnary
		}
		if f, ok := e.Value.AsFloat(); ok && f < 0 {
			return bindsUnary
		}
	case *Property, *Index, *Slice:
		return bindsPostfix
	}
	return bindsAtom
}

func arithmeticBinding(op Operator) int {
	switch op {
	case Add, Subtract, Concatenate:
		return bindsAdd
	case Power:
		return bindsPower
	default:
		return bindsMultiply
	}
}

// operand prints an expression in a place that needs at least this binding.
func (p *printer) operand(e Expr, least int) {
	if binding(e) < least {
		p.add("(", e.String(), ")")
		return
	}
	p.add(e.String())
}

func (p *printer) steps(rest []Step, least int) {
	for _, s := range rest {
		p.add(" ", string(s.Operator), " ")
		p.operand(s.Operand, least)
	}
}

// String is the literal as Cypher.
func (l *Literal) String() string { return literal(l.Value) }

// String is the parameter as Cypher.
func (e *Parameter) String() string {
	if plainName(e.Name) || onlyDigits(e.Name) {
		return "$" + e.Name
	}
	return "$`" + e.Name + "`"
}

func onlyDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// String is the name, quoted where it has to be.
func (e *Variable) String() string { return quote(e.Name) }

// String is the expression as Cypher.
func (e *Property) String() string {
	var p printer
	p.operand(e.Subject, bindsPostfix)
	if l, ok := e.Subject.(*Literal); ok && !l.Value.IsNull() { // 1.a would be a number
		p = printer{}
		p.add("(", e.Subject.String(), ")")
	}
	p.add(".", quote(e.Key))
	return p.String()
}

// String is the expression as Cypher.
func (e *Index) String() string {
	var p printer
	p.operand(e.Subject, bindsPostfix)
	p.add("[", e.Index.String(), "]")
	return p.String()
}

// String is the expression as Cypher.
func (e *Slice) String() string {
	var p printer
	p.operand(e.Subject, bindsPostfix)
	p.add("[")
	p.optional("", e.From)
	p.add("..")
	p.optional("", e.To)
	p.add("]")
	return p.String()
}

// String is the list as Cypher.
func (e *List) String() string {
	var p printer
	p.add("[")
	printList(&p, e.Items)
	p.add("]")
	return p.String()
}

// String is the map as Cypher.
func (e *Map) String() string {
	var p printer
	p.add("{")
	for i, entry := range e.Entries {
		if i > 0 {
			p.add(", ")
		}
		p.add(quote(entry.Key), ": ", entry.Value.String())
	}
	p.add("}")
	return p.String()
}

// String is the projection as Cypher.
func (e *MapProjection) String() string {
	var p printer
	p.add(e.Subject.String(), " {")
	for i, item := range e.Items {
		if i > 0 {
			p.add(", ")
		}
		switch {
		case item.All:
			p.add(".*")
		case item.Value == nil:
			p.add(".", quote(item.Key))
		default:
			p.add(quote(item.Key), ": ", item.Value.String())
		}
	}
	p.add("}")
	return p.String()
}

// String is the call as Cypher.
func (e *FunctionCall) String() string {
	var p printer
	p.add(quoteDotted(e.Name), "(")
	if e.Distinct {
		p.add("DISTINCT ")
	}
	if e.Star {
		p.add("*")
	}
	printList(&p, e.Args)
	p.add(")")
	return p.String()
}

// String is the chain as Cypher.
func (e *Logic) String() string {
	var p printer
	for i, t := range e.Terms {
		if i > 0 {
			p.add(" ", string(e.Operator), " ")
		}
		p.operand(t, binding(e)+1)
	}
	return p.String()
}

// String is the expression as Cypher.
func (e *Unary) String() string {
	var p printer
	if e.Operator == Not {
		p.add("NOT ")
		p.operand(e.Operand, bindsNot)
		return p.String()
	}
	p.add(string(e.Operator))
	_, nested := e.Operand.(*Unary)
	_, number := e.Operand.(*Literal)
	if nested || number { // --x would open a pattern, -1 is a literal
		p.add("(", e.Operand.String(), ")")
	} else {
		p.operand(e.Operand, bindsUnary)
	}
	return p.String()
}

// String is the chain as Cypher.
func (e *Arithmetic) String() string {
	var p printer
	b := binding(e)
	p.operand(e.First, b+1)
	p.steps(e.Rest, b+1)
	return p.String()
}

// String is the chain as Cypher.
func (e *Comparison) String() string {
	var p printer
	p.operand(e.First, bindsComparison+1)
	p.steps(e.Rest, bindsComparison+1)
	return p.String()
}

// String is the expression as Cypher.
func (e *Test) String() string {
	var p printer
	p.operand(e.Left, bindsTest+1)
	p.add(" ", string(e.Operator), " ")
	p.operand(e.Right, bindsTest+1)
	return p.String()
}

func (p *printer) is(operand Expr, not bool, what string) string {
	p.operand(operand, bindsTest+1)
	p.add(" IS ")
	if not {
		p.add("NOT ")
	}
	p.add(what)
	return p.String()
}

// String is the expression as Cypher.
func (e *IsNull) String() string {
	var p printer
	return p.is(e.Operand, e.Not, "NULL")
}

// String is the expression as Cypher.
func (e *IsType) String() string {
	var p printer
	return p.is(e.Operand, e.Not, ":: "+e.Type.String())
}

// String is the expression as Cypher.
func (e *IsNormalized) String() string {
	var p printer
	return p.is(e.Operand, e.Not, e.Form+" NORMALIZED")
}

// String is the type as Cypher.
func (t Type) String() string {
	s := t.Name
	switch {
	case t.Item != nil:
		s += "<" + t.Item.String() + ">"
	case len(t.Union) > 0:
		s = "ANY<"
		for i, u := range t.Union {
			if i > 0 {
				s += " | "
			}
			s += u.String()
		}
		s += ">"
	}
	if t.NotNull {
		s += " NOT NULL"
	}
	return s
}

// String is the expression as Cypher.
func (e *HasLabels) String() string {
	var p printer
	p.operand(e.Subject, bindsPostfix)
	p.add(":", labelOperand(e.Labels))
	return p.String()
}

// String is the expression as Cypher.
func (e *Case) String() string {
	var p printer
	p.add("CASE")
	p.optional(" ", e.Subject)
	for _, w := range e.Whens {
		p.add(" WHEN ")
		printList(&p, w.Tests)
		p.add(" THEN ", w.Then.String())
	}
	p.optional(" ELSE ", e.Else)
	p.add(" END")
	return p.String()
}

// String is empty: WHEN > 3 has nothing in front of the operator.
func (*CaseSubject) String() string { return "" }

// String is the comprehension as Cypher.
func (e *ListComprehension) String() string {
	var p printer
	p.add("[", e.Variable.String(), " IN ", e.List.String())
	if e.Where != nil {
		p.add(" WHERE ")
		p.beforeBar(e.Where)
	}
	p.optional(" | ", e.Projection)
	p.add("]")
	return p.String()
}

// String is the comprehension as Cypher.
func (e *PatternComprehension) String() string {
	var p printer
	p.add("[", e.Pattern.String())
	if e.Where != nil {
		p.add(" WHERE ")
		p.beforeBar(e.Where)
	}
	p.add(" | ", e.Projection.String(), "]")
	return p.String()
}

// beforeBar prints a condition in front of | so that a label expression at its
// end cannot swallow the bar.
func (p *printer) beforeBar(e Expr) { p.add("(", e.String(), ")") }

// String is the predicate as Cypher.
func (e *ListPredicate) String() string {
	var p printer
	p.add(e.Name, "(", e.Variable.String(), " IN ", e.List.String())
	p.optional(" WHERE ", e.Where)
	p.add(")")
	return p.String()
}

// String is the expression as Cypher.
func (e *Reduce) String() string {
	var p printer
	p.add("reduce(", e.Accumulator.String(), " = ", e.Init.String(), ", ",
		e.Variable.String(), " IN ", e.List.String(), " | ", e.Expr.String(), ")")
	return p.String()
}

// String is the pattern as Cypher.
func (e *PatternExpr) String() string { return e.Pattern.String() }

// String is the subquery as Cypher.
func (e *Subquery) String() string {
	name := [...]string{"EXISTS", "COUNT", "COLLECT"}[e.Kind]
	text := e.Query.String()
	if e.Bare {
		text = text[len("MATCH "):]
	}
	return name + " { " + text + " }"
}
