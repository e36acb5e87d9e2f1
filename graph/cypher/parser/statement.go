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
