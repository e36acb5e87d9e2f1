package ast

// Walk calls visit for the expression and, as long as visit returns true, for
// the expressions inside it. It goes into patterns and subqueries too.
func Walk(e Expr, visit func(Expr) bool) {
	if e == nil || !visit(e) {
		return
	}
	eachChild(e, func(c *Expr) { Walk(*c, visit) })
	switch e := e.(type) {
	case *PatternExpr:
		WalkPattern(e.Pattern, visit)
	case *PatternComprehension:
		WalkPattern(e.Pattern, visit)
	case *Subquery:
		WalkQuery(e.Query, visit)
	}
}

// WalkPattern walks the variables and expressions of a pattern.
func WalkPattern(p *Pattern, visit func(Expr) bool) {
	for _, el := range p.Elements {
		switch el := el.(type) {
		case *NodePattern:
			walkVariable(el.Variable, visit)
			walkAll(visit, el.Properties, el.Where)
		case *RelationshipPattern:
			walkVariable(el.Variable, visit)
			walkAll(visit, el.Properties, el.Where)
		case *Group:
			WalkPattern(el.Pattern, visit)
			walkAll(visit, el.Where)
		}
	}
	walkAll(visit, p.Where)
}

func walkVariable(v *Variable, visit func(Expr) bool) {
	if v != nil {
		visit(v)
	}
}

// WalkQuery walks the expressions of all clauses of a query.
func WalkQuery(q *Query, visit func(Expr) bool) {
	for _, part := range q.Parts {
		for _, c := range part.Clauses {
			walkClause(c, visit)
		}
	}
}

func walkClause(c Clause, visit func(Expr) bool) {
	switch c := c.(type) {
	case *Match:
		for _, p := range c.Patterns {
			WalkPattern(p, visit)
		}
		walkAll(visit, c.Where)
	case *Unwind:
		Walk(c.List, visit)
	case *With:
		walkProjection(&c.Projection, visit)
		walkAll(visit, c.Where)
	case *Return:
		walkProjection(&c.Projection, visit)
	case *Call:
		walkAll(visit, c.Args...)
		walkAll(visit, c.Where)
	case *CallSubquery:
		WalkQuery(c.Query, visit)
	case *Show:
		walkAll(visit, c.Where)
	case *Create:
		for _, p := range c.Patterns {
			WalkPattern(p, visit)
		}
	}
}

func walkProjection(p *Projection, visit func(Expr) bool) {
	for _, i := range p.Items {
		Walk(i.Expr, visit)
	}
	for _, s := range p.OrderBy {
		Walk(s.Expr, visit)
	}
	walkAll(visit, p.Skip, p.Limit)
}

func walkAll(visit func(Expr) bool, list ...Expr) {
	for _, e := range list {
		Walk(e, visit)
	}
}

// Rewrite returns the expression with parts of it replaced: where replace
// returns another expression, that stands in; otherwise the rewrite goes on
// inside. The original is not changed. Patterns and subqueries are kept as they
// are.
func Rewrite(e Expr, replace func(Expr) Expr) Expr {
	if e == nil {
		return nil
	}
	if r := replace(e); r != e {
		return r
	}
	c := clone(e)
	eachChild(c, func(child *Expr) { *child = Rewrite(*child, replace) })
	return c
}

// clone copies the node and the lists of children that it holds.
func clone(e Expr) Expr {
	switch e := e.(type) {
	case *Property:
		c := *e
		return &c
	case *Index:
		c := *e
		return &c
	case *Slice:
		c := *e
		return &c
	case *List:
		c := *e
		c.Items = append([]Expr(nil), e.Items...)
		return &c
	case *Map:
		c := *e
		c.Entries = append([]Entry(nil), e.Entries...)
		return &c
	case *MapProjection:
		c := *e
		c.Items = append([]ProjectionItem(nil), e.Items...)
		return &c
	case *FunctionCall:
		c := *e
		c.Args = append([]Expr(nil), e.Args...)
		return &c
	default:
		return cloneOperator(e)
	}
}

func cloneOperator(e Expr) Expr {
	switch e := e.(type) {
	case *Logic:
		c := *e
		c.Terms = append([]Expr(nil), e.Terms...)
		return &c
	case *Unary:
		c := *e
		return &c
	case *Arithmetic:
		c := *e
		c.Rest = append([]Step(nil), e.Rest...)
		return &c
	case *Comparison:
		c := *e
		c.Rest = append([]Step(nil), e.Rest...)
		return &c
	case *Test:
		c := *e
		return &c
	case *IsNull:
		c := *e
		return &c
	case *IsType:
		c := *e
		return &c
	case *IsNormalized:
		c := *e
		return &c
	case *HasLabels:
		c := *e
		return &c
	default:
		return cloneScoped(e)
	}
}

func cloneScoped(e Expr) Expr {
	switch e := e.(type) {
	case *Case:
		c := *e
		c.Whens = nil
		for _, w := range e.Whens {
			c.Whens = append(c.Whens, When{append([]Expr(nil), w.Tests...), w.Then})
		}
		return &c
	case *ListComprehension:
		c := *e
		return &c
	case *PatternComprehension:
		c := *e
		return &c
	case *ListPredicate:
		c := *e
		return &c
	case *Reduce:
		c := *e
		return &c
	default: // leaves, patterns and subqueries have no children to replace
		return e
	}
}

// eachChild calls f with the place of each expression directly inside e, in the
// order of the text, leaving out those that are nil.
func eachChild(e Expr, f func(*Expr)) {
	each := func(places ...*Expr) {
		for _, p := range places {
			if *p != nil {
				f(p)
			}
		}
	}
	eachOf := func(list []Expr) {
		for i := range list {
			f(&list[i])
		}
	}
	switch e := e.(type) {
	case *Property:
		each(&e.Subject)
	case *Index:
		each(&e.Subject, &e.Index)
	case *Slice:
		each(&e.Subject, &e.From, &e.To)
	case *List:
		eachOf(e.Items)
	case *Map:
		for i := range e.Entries {
			f(&e.Entries[i].Value)
		}
	case *MapProjection:
		for i := range e.Items {
			each(&e.Items[i].Value)
		}
	case *FunctionCall:
		eachOf(e.Args)
	case *Logic:
		eachOf(e.Terms)
	case *Unary:
		each(&e.Operand)
	case *Arithmetic:
		each(&e.First)
		eachStep(e.Rest, f)
	case *Comparison:
		each(&e.First)
		eachStep(e.Rest, f)
	case *Test:
		each(&e.Left, &e.Right)
	case *IsNull:
		each(&e.Operand)
	case *IsType:
		each(&e.Operand)
	case *IsNormalized:
		each(&e.Operand)
	case *HasLabels:
		each(&e.Subject)
	case *Case:
		each(&e.Subject)
		for i := range e.Whens {
			eachOf(e.Whens[i].Tests)
			f(&e.Whens[i].Then)
		}
		each(&e.Else)
	case *ListComprehension:
		each(&e.List, &e.Where, &e.Projection)
	case *PatternComprehension:
		each(&e.Where, &e.Projection)
	case *ListPredicate:
		each(&e.List, &e.Where)
	case *Reduce:
		each(&e.Init, &e.List, &e.Expr)
	}
}

func eachStep(steps []Step, f func(*Expr)) {
	for i := range steps {
		f(&steps[i].Operand)
	}
}

// Variables calls f for every variable that the expression reads or declares,
// patterns and subqueries included.
func Variables(e Expr, f func(*Variable)) {
	Walk(e, func(x Expr) bool {
		switch x := x.(type) {
		case *Variable:
			f(x)
		case *MapProjection:
			f(x.Subject)
		}
		return true
	})
}

// Same reports whether two expressions are the same text with the same symbols.
func Same(a, b Expr) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || a.String() != b.String() {
		return false
	}
	x, y := symbolsOf(a), symbolsOf(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}

func symbolsOf(e Expr) (list []*Symbol) {
	Variables(e, func(v *Variable) { list = append(list, v.Symbol) })
	return list
}
