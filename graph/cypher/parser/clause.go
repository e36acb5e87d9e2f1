package parser

import (
	"strings"

	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
	"planatlas/graph/cypher/source"
)

// Statement = ["EXPLAIN" | "PROFILE"] (Query | Show {Clause}) [";"]
func (p *parser) statement() *ast.Statement {
	s := &ast.Statement{At: p.place()}
	if t := p.tok(); p.is("CYPHER") {
		panic(source.Unsupported(t.Pos, "a query option (CYPHER …)"))
	}
	if p.accept("EXPLAIN") {
		s.Mode = ast.Explain
	} else if p.accept("PROFILE") {
		s.Mode = ast.Profile
	}
	if p.is("SHOW") {
		s.Query = p.showQuery()
	} else {
		s.Query = p.query()
	}
	ended := p.acceptSymbol(";")
	if t := p.tok(); t.Kind != lexer.EOF {
		p.unexpected(t, ended)
	}
	return s
}

// unexpected reports a token that no rule takes, with the likely reason; ended
// says that a semicolon stands before it.
func (p *parser) unexpected(t *lexer.Token, ended bool) {
	e := source.Syntax(t.Pos, "UnexpectedSyntax", "%s is not expected here", t.Describe())
	near := ""
	if t.Kind == lexer.Name {
		near = source.Near(strings.ToUpper(t.Text), clauseWords)
	}
	switch {
	case ended:
		e.Hint = "ask one query at a time"
	case t.Is("WHERE"):
		e.Hint = "WHERE stands after MATCH or WITH, before RETURN"
	case t.Is("SELECT") && p.at == 0:
		e.Hint = "this looks like SQL; in Cypher it is MATCH (n:Label) WHERE … RETURN n"
	case near != "" && !t.Is(near):
		e.Hint = "did you mean " + near + "?"
	}
	panic(e)
}

var clauseWords = []string{
	"MATCH", "OPTIONAL", "WHERE", "WITH", "UNWIND", "RETURN", "ORDER", "SKIP", "LIMIT", "UNION", "CALL", "YIELD",
	"AND", "OR", "XOR", "NOT", "CONTAINS", "STARTS", "ENDS", "DISTINCT", "ASC", "DESC",
}

// showQuery reads SHOW with the clauses after it. ORDER BY, SKIP and LIMIT may
// follow directly; they stand for WITH * and the same.
func (p *parser) showQuery() *ast.Query {
	q := &ast.Query{At: p.place()}
	part := &ast.Part{At: q.At, Clauses: []ast.Clause{p.show()}}
	q.Parts = []*ast.Part{part}
	if p.is("ORDER") || p.is("SKIP") || p.is("LIMIT") {
		with := &ast.With{At: p.place(), Projection: ast.Projection{Star: true}}
		p.ordering(&with.Projection)
		with.Where = p.where()
		part.Clauses = append(part.Clauses, with)
	}
	for c := p.clause(); c != nil; c = p.clause() {
		part.Clauses = append(part.Clauses, c)
	}
	if with, ok := part.Clauses[len(part.Clauses)-1].(*ast.With); ok {
		part.Clauses = append(part.Clauses, &ast.Return{At: with.At, Projection: ast.Projection{Star: true}})
	}
	return q
}

// Show = "SHOW" ["ALL" | "BUILT" "IN"] What ["YIELD" ("*" | Yields)] ["WHERE" Expr]
func (p *parser) show() *ast.Show {
	s := &ast.Show{At: p.place()}
	p.expect("SHOW")
	p.accept("ALL")
	p.accept("BUILT", "IN")
	t := p.next()
	switch {
	case t.Is("FUNCTIONS"), t.Is("FUNCTION"):
		s.What = "FUNCTIONS"
	case t.Is("PROCEDURES"), t.Is("PROCEDURE"):
		s.What = "PROCEDURES"
	case t.Is("INDEXES"), t.Is("INDEX"):
		s.What = "INDEXES"
	default:
		panic(source.Hint(source.Unsupported(t.Pos, "SHOW "+strings.ToUpper(t.Text)),
			"SHOW FUNCTIONS, SHOW PROCEDURES and SHOW INDEXES are"))
	}
	if p.accept("YIELD") && !p.acceptSymbol("*") {
		s.Yield = p.yields()
	}
	s.Where = p.where()
	return s
}

// Query = Part {"UNION" ["ALL" | "DISTINCT"] Part}
func (p *parser) query() *ast.Query {
	q := &ast.Query{At: p.place()}
	q.Parts = append(q.Parts, p.part())
	for p.accept("UNION") {
		all := p.accept("ALL")
		if !all {
			p.accept("DISTINCT")
		}
		q.All = append(q.All, all)
		q.Parts = append(q.Parts, p.part())
	}
	return q
}

// Part = Clause {Clause}
func (p *parser) part() *ast.Part {
	part := &ast.Part{At: p.place()}
	for {
		c := p.clause()
		if c == nil {
			break
		}
		part.Clauses = append(part.Clauses, c)
	}
	if len(part.Clauses) == 0 {
		if p.tok().Kind == lexer.EOF {
			p.fail(p.tok(), "expected a clause such as MATCH or RETURN, found the end of the query")
		}
		p.unexpected(p.tok(), false)
	}
	return part
}

// clause reads one clause, or returns nil where none begins.
func (p *parser) clause() ast.Clause {
	switch t := p.tok(); {
	case t.Is("MATCH"), p.is("OPTIONAL", "MATCH"):
		return p.match()
	case t.Is("UNWIND"):
		return p.unwind()
	case t.Is("WITH"):
		return p.with()
	case t.Is("RETURN"):
		return p.returnClause()
	case t.Is("CALL"), p.is("OPTIONAL", "CALL"):
		return p.call()
	case t.Is("CREATE"):
		return p.create()
	case t.Is("FINISH"):
		at := p.place()
		p.next()
		return &ast.Finish{At: at}
	case t.Kind == lexer.Name:
		p.refuse(t)
	}
	return nil
}

// refuse ends the parse with the name of a clause that only reads are allowed
// instead of.
func (p *parser) refuse(t *lexer.Token) {
	word := strings.ToUpper(t.Text)
	switch word {
	case "MERGE", "SET", "DELETE", "REMOVE", "FOREACH", "INSERT", "DROP", "ALTER", "GRANT", "DENY", "REVOKE",
		"START", "STOP", "RENAME", "TERMINATE", "DRYRUN", "ENABLE", "REALLOCATE", "DEALLOCATE", "NODETACH":
		panic(source.ReadOnly(t.Pos, word))
	case "DETACH":
		panic(source.ReadOnly(t.Pos, "DETACH DELETE"))
	case "LOAD":
		panic(source.ReadOnly(t.Pos, "LOAD CSV"))
	case "USING":
		panic(source.Unsupported(t.Pos, "a planner hint (USING)"))
	case "USE":
		panic(source.Hint(source.Unsupported(t.Pos, "USE"), "leave it out: there is one graph"))
	case "LET", "FILTER", "FOR":
		panic(source.Unsupported(t.Pos, word))
	}
}

// Match = ["OPTIONAL"] "MATCH" Pattern {"," Pattern} ["WHERE" Expr]
func (p *parser) match() ast.Clause {
	m := &ast.Match{At: p.place()}
	m.Optional = p.accept("OPTIONAL")
	p.expect("MATCH")
	if p.is("REPEATABLE") || p.is("DIFFERENT") {
		panic(source.Unsupported(p.tok().Pos, "a match mode ("+strings.ToUpper(p.tok().Text)+" …)"))
	}
	m.Patterns = p.patterns()
	m.Where = p.where()
	return m
}

func (p *parser) where() ast.Expr {
	if !p.accept("WHERE") {
		return nil
	}
	return p.expr()
}

// Unwind = "UNWIND" Expr "AS" Variable
func (p *parser) unwind() ast.Clause {
	u := &ast.Unwind{At: p.place()}
	p.expect("UNWIND")
	u.List = p.expr()
	p.expect("AS")
	u.Name = p.variable()
	return u
}

// With = "WITH" Projection ["WHERE" Expr]
func (p *parser) with() ast.Clause {
	w := &ast.With{At: p.place()}
	p.expect("WITH")
	w.Projection = p.projection()
	w.Where = p.where()
	return w
}

// Return = "RETURN" Projection
func (p *parser) returnClause() ast.Clause {
	r := &ast.Return{At: p.place()}
	p.expect("RETURN")
	r.Projection = p.projection()
	return r
}

// Projection = ["DISTINCT"] ("*" | Item) {"," Item} Ordering
func (p *parser) projection() ast.Projection {
	var j ast.Projection
	if p.tok().Is("DISTINCT") && !p.peek(1).IsSymbol(",") {
		p.next()
		j.Distinct = true
	}
	if p.acceptSymbol("*") {
		j.Star = true
		for p.acceptSymbol(",") {
			j.Items = append(j.Items, p.item())
		}
	} else {
		j.Items = append(j.Items, p.item())
		for p.acceptSymbol(",") {
			j.Items = append(j.Items, p.item())
		}
	}
	p.ordering(&j)
	return j
}

// Ordering = ["ORDER" "BY" SortItem {"," SortItem}] [("SKIP" | "OFFSET") Expr] ["LIMIT" Expr]
func (p *parser) ordering(j *ast.Projection) {
	if p.accept("ORDER", "BY") {
		j.OrderBy = p.sortItems()
	}
	if p.accept("SKIP") || p.accept("OFFSET") {
		j.Skip = p.expr()
	}
	if p.accept("LIMIT") {
		j.Limit = p.expr()
	}
}

// Item = Expr ["AS" Variable]
func (p *parser) item() *ast.Item {
	first := p.at
	i := &ast.Item{At: p.place(), Expr: p.expr()}
	i.Text = p.textOf(first)
	if p.accept("AS") {
		i.Alias = p.variable()
	}
	return i
}

// SortItem = Expr ["ASC" | "ASCENDING" | "DESC" | "DESCENDING"]
func (p *parser) sortItems() []*ast.SortItem {
	var list []*ast.SortItem
	for {
		s := &ast.SortItem{At: p.place(), Expr: p.expr()}
		if p.accept("DESC") || p.accept("DESCENDING") {
			s.Descending = true
		} else if !p.accept("ASC") {
			p.accept("ASCENDING")
		}
		list = append(list, s)
		if !p.acceptSymbol(",") {
			return list
		}
	}
}

// Call = ["OPTIONAL"] "CALL" (Subquery | Procedure)
func (p *parser) call() ast.Clause {
	at := p.place()
	optional := p.accept("OPTIONAL")
	p.expect("CALL")
	if p.isSymbol("{") || p.isSymbol("(") {
		return p.callSubquery(at, optional)
	}
	return p.callProcedure(at, optional)
}

// Subquery = ["(" ["*" | Variable {"," Variable}] ")"] "{" Query "}"
func (p *parser) callSubquery(at ast.At, optional bool) ast.Clause {
	c := &ast.CallSubquery{At: at, Optional: optional}
	if p.acceptSymbol("(") {
		c.Scoped = true
		if p.acceptSymbol("*") {
			c.Star = true
		} else if !p.isSymbol(")") {
			c.Imports = append(c.Imports, p.variable())
			for p.acceptSymbol(",") {
				c.Imports = append(c.Imports, p.variable())
			}
		}
		p.expectSymbol(")")
	}
	c.Query = p.braced()
	if p.is("IN") {
		panic(source.Unsupported(p.tok().Pos, "CALL { … } IN TRANSACTIONS"))
	}
	return c
}

// braced reads a query in braces.
func (p *parser) braced() *ast.Query {
	p.enter()
	defer p.leave()
	bars := p.bars
	p.bars = nil
	p.expectSymbol("{")
	q := p.query()
	p.expectSymbol("}")
	p.bars = bars
	return q
}

// Procedure = Name {"." Name} ["(" [Expr {"," Expr}] ")"] ["YIELD" ("*" | Yields) ["WHERE" Expr]]
func (p *parser) callProcedure(at ast.At, optional bool) ast.Clause {
	c := &ast.Call{At: at, Optional: optional, Implicit: true}
	c.Procedure = p.dottedName("the name of a procedure")
	if p.acceptSymbol("(") {
		c.Implicit = false
		c.Args = p.exprsUntil(")")
	}
	if p.accept("YIELD") {
		if p.acceptSymbol("*") {
			c.Star = true
		} else {
			c.Yield = p.yields()
		}
		c.Where = p.where()
	}
	return c
}

func (p *parser) dottedName(what string) string {
	name := p.name(what)
	for p.acceptSymbol(".") {
		name += "." + p.name("a name after the dot")
	}
	return name
}

// Yields = Name ["AS" Variable] {"," Name ["AS" Variable]}
func (p *parser) yields() []*ast.Yield {
	var list []*ast.Yield
	for {
		y := &ast.Yield{At: p.place()}
		y.Column = p.name("a column")
		y.Name = &ast.Variable{At: y.At, Name: y.Column}
		if p.accept("AS") {
			y.Name = p.variable()
		}
		list = append(list, y)
		if !p.acceptSymbol(",") {
			return list
		}
	}
}

// Create = "CREATE" Pattern {"," Pattern}
func (p *parser) create() ast.Clause {
	c := &ast.Create{At: p.place()}
	p.expect("CREATE")
	if t := p.tok(); !t.IsSymbol("(") && !(t.IsName() && p.peek(1).IsSymbol("=")) {
		panic(source.ReadOnly(c.Pos(), "CREATE "+strings.ToUpper(t.Text)))
	}
	c.Patterns = p.patterns()
	return c
}
