package parser

import (
	"strings"

	"planatlas/graph/cypher/lexer"
	"planatlas/graph/cypher/source"
)

// slips are words of other languages, or of Cypher in the wrong place, with what
// to write instead.
var slips = map[string]string{
	"SELECT":  "this looks like SQL; in Cypher it is MATCH (n:Label) WHERE … RETURN n",
	"WHERE":   "WHERE stands after MATCH or WITH, before RETURN",
	"ORDER":   "write ORDER BY",
	"GROUP":   "leave GROUP BY out: rows are grouped by the columns that stand beside an aggregate in WITH or RETURN",
	"HAVING":  "write WITH … WHERE: it filters after aggregation",
	"LIKE":    "write CONTAINS, STARTS WITH, ENDS WITH or =~",
	"ILIKE":   "write toLower(x) CONTAINS 'text', or =~ '(?i).*text.*'",
	"JOIN":    "write a pattern: MATCH (a)-[:TYPE]->(b)",
	"TOP":     "write LIMIT at the end",
	"BETWEEN": "write low <= x <= high",
}

// unexpected reports a token that no rule takes, with the likely reason; ended
// says that a semicolon stands before it.
func (p *parser) unexpected(t *lexer.Token, ended bool) {
	e := source.Syntax(t.Pos, "UnexpectedSyntax", "%s is not expected here", t.Describe())
	word, near := "", ""
	if t.Kind == lexer.Name {
		word = strings.ToUpper(t.Text)
		near = source.Near(word, clauseWords)
	}
	switch {
	case ended:
		e.Hint = "ask one query at a time"
	case t.IsSymbol("-"), t.IsSymbol("<"):
		e.Hint = "a relationship is written --, --> or -[:TYPE]->"
	case word == "NOT" && p.peek(1).Is("IN"):
		e.Hint = "write NOT x IN list"
	case slips[word] != "":
		e.Hint = slips[word]
	case near != "" && near != word:
		e.Hint = "did you mean " + near + "?"
	}
	panic(e)
}

var clauseWords = []string{
	"MATCH", "OPTIONAL", "WHERE", "WITH", "UNWIND", "RETURN", "ORDER", "SKIP", "LIMIT", "UNION", "CALL", "YIELD",
	"AND", "OR", "XOR", "NOT", "CONTAINS", "STARTS", "ENDS", "DISTINCT", "ASC", "DESC",
}
