package parser

import (
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
)

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
