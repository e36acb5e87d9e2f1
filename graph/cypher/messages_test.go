package cypher_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/cypher"
)

// What is not supported or would not only read is refused by name, at its
// place, and with what to do.
func TestRefused(t *testing.T) {
	g := small(t)
	for _, c := range []struct {
		query  string
		place  string // line:column
		detail string
		parts  string // of the message and the hint, apart by |
	}{
		// Writing.
		{"CREATE (n:X)", "1:1", "ReadOnly", "CREATE is refused|seed files"},
		{"MATCH (n) SET n.x = 1", "1:11", "ReadOnly", "SET is refused"},
		{"MATCH (n)\nDETACH DELETE n", "2:1", "ReadOnly", "DETACH DELETE is refused"},
		{"MATCH (n) DELETE n", "1:11", "ReadOnly", "DELETE is refused"},
		{"MATCH (n) REMOVE n.name", "1:11", "ReadOnly", "REMOVE is refused"},
		{"MERGE (n:X)", "1:1", "ReadOnly", "MERGE is refused"},
		{"FOREACH (x IN [1] | CREATE (:X))", "1:1", "ReadOnly", "FOREACH is refused"},
		{"INSERT (:X)", "1:1", "ReadOnly", "INSERT is refused"},
		{"MATCH (n) CALL (n) { SET n.x = 1 } RETURN n", "1:22", "ReadOnly", "SET is refused"},
		{"CALL { CREATE (n) RETURN n } RETURN n", "1:8", "ReadOnly", "CREATE is refused"},
		{"RETURN EXISTS { MATCH (n) DELETE n }", "1:27", "ReadOnly", "DELETE is refused"},
		{"UNWIND [1] AS x CALL { WITH x RETURN 1 AS y } IN TRANSACTIONS RETURN y", "1:47", "NotSupported", "IN TRANSACTIONS"},
		// Outside the graph, and administration.
		{"LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "1:1", "ReadOnly", "LOAD CSV is refused"},
		{"CREATE INDEX FOR (n:X) ON (n.y)", "1:1", "ReadOnly", "CREATE INDEX is refused"},
		{"CREATE CONSTRAINT FOR (n:X) REQUIRE n.y IS UNIQUE", "1:1", "ReadOnly", "CREATE CONSTRAINT"},
		{"DROP INDEX x", "1:1", "ReadOnly", "DROP is refused"},
		{"GRANT ROLE a TO b", "1:1", "ReadOnly", "GRANT is refused"},
		{"TERMINATE TRANSACTION 'x'", "1:1", "ReadOnly", "TERMINATE is refused"},
		{"SHOW DATABASES", "1:6", "NotSupported", "SHOW DATABASES is not supported|SHOW FUNCTIONS"},
		{"SHOW SETTINGS YIELD *", "1:6", "NotSupported", "SHOW SETTINGS"},
		{"SHOW CURRENT USER", "1:6", "NotSupported", "SHOW CURRENT"},
		{"CALL dbms.listConfig()", "1:1", "ProcedureNotFound", "dbms.listConfig|SHOW PROCEDURES"},
		{"CALL apoc.load.json('http://x') YIELD value RETURN value", "1:1", "ProcedureNotFound", "apoc.load.json"},
		{"CALL db.lables()", "1:1", "ProcedureNotFound", "did you mean db.labels?"},
		{"RETURN apoc.text.join(['a'], ',')", "1:8", "UnknownFunction", "apoc.text.join|SHOW FUNCTIONS"},
		{"RETURN siez([1])", "1:8", "UnknownFunction", "did you mean size?"},
		// Not supported.
		{"USE neo4j MATCH (n) RETURN n", "1:1", "NotSupported", "USE is not supported|one graph"},
		{"MATCH (n) USING INDEX n:X(y) RETURN n", "1:11", "NotSupported", "USING"},
		{"CYPHER runtime=slotted RETURN 1", "1:1", "NotSupported", "a query option (CYPHER …) is not supported"},
		{"MATCH REPEATABLE ELEMENTS (a)--(b) RETURN a", "1:7", "NotSupported", "a match mode (REPEATABLE …)"},
		{"MATCH (n:$($label)) RETURN n", "1:10", "NotSupported", "$(…)|docs/cypher.md"},
		{"MATCH ()-[:$($type)]->() RETURN 1", "1:12", "NotSupported", "$(…)"},
		{"MATCH (p = (a)-->(b))+ RETURN 1", "1:8", "NotSupported", "named path inside a group"},
		{"MATCH ((a)-[*1..2]->(b))+ RETURN 1", "1:11", "NotSupported", "variable length inside a quantified group"},
		{"MATCH (((a)-->(b))+ (c)-->(d))+ RETURN 1", "", "NotSupported", "quantified group inside another"},
		{"LET x = 1 RETURN x", "1:1", "NotSupported", "LET is not supported"},
		{"MATCH (n) FILTER n.x = 1 RETURN n", "1:11", "NotSupported", "FILTER is not supported"},
		// Slips of people who know other languages, or Chinese keyboards.
		{"SELECT * FROM x", "1:1", "UnexpectedSyntax", "this looks like SQL|MATCH"},
		{"MATCH (n) WHERE n.name == 'a' RETURN n", "1:24", "UnexpectedSyntax", "'==' is no operator|write ="},
		{"MATCH (n) WHERE n.name != 'a' RETURN n", "1:24", "UnexpectedSyntax", "write <>"},
		{"MATCH (n) RETURN n; MATCH (n) RETURN n", "1:21", "UnexpectedSyntax", "one query at a time"},
		{"MATCH (n) RETURN n WHERE n.x = 1", "1:20", "UnexpectedSyntax", "before RETURN"},
		{"MATCH (n)->(m) RETURN n", "1:10", "UnexpectedSyntax", "--> or -[:TYPE]->"},
		{"MATCH (n)-(m) RETURN n", "1:10", "UnexpectedSyntax", "--> or -[:TYPE]->"},
		{"MATCH n RETURN n", "1:7", "UnexpectedSyntax", "expected '('|(n:Label)"},
		{"MATCH (n) WHERE n.name LIKE '%a%' RETURN n", "1:24", "UnexpectedSyntax", "CONTAINS"},
		{"MATCH (n) WHERE n.name NOT IN ['a'] RETURN n", "1:24", "UnexpectedSyntax", "NOT x IN list"},
		{"MATCH (n) RETURN n.name ORDER n.name", "1:25", "UnexpectedSyntax", "ORDER BY"},
		{"MATCH (n) GROUP BY n.kind RETURN n", "1:11", "UnexpectedSyntax", "leave GROUP BY out"},
		{"MATCH (n) RETURN count(n) AS c HAVING c > 1", "1:32", "UnexpectedSyntax", "WITH … WHERE"},
		{"MATCH (n) WHERE n.x BETWEEN 1 AND 2 RETURN n", "1:21", "UnexpectedSyntax", "low <= x <= high"},
		{"MATCH (n) WHERE n.name = 新材料 RETURN n", "1:26", "UndefinedVariable", "not defined|quotes: '新材料'"},
		{"MATCH (n) RETURN 产业.name", "1:18", "UndefinedVariable", "`产业` is not defined"},
		{"MATCH (industry) RETURN industri.name", "1:25", "UndefinedVariable", "did you mean `industry`?"},
		{"MATCH ()-[r*]->() WHERE r.basis = 'x' RETURN 1", "1:25", "InvalidArgumentType", "any(x IN r WHERE x.basis …)"},
		{"RETURN date('2021年2月24日')", "1:8", "InvalidArgumentValue", "is not a date|write it as 2021-02-24"},
		{"RETURN duration('5年')", "1:8", "InvalidArgumentValue", "write it as P5Y"},
		{"MATCH (n) RETRUN n", "1:11", "UnexpectedSyntax", "did you mean RETURN?"},
		{"MATCH（n）RETURN n", "1:6", "InvalidUnicodeCharacter", "write ( instead of （"},
		{"RETURN “新材料” AS x", "1:8", "InvalidUnicodeCharacter", "write ' instead of “"},
		{"MATCH (n) WHERE n.name = $名 RETURN n", "1:26", "MissingParameter", "$名 is not given|--param 名="},
		{"RETURN 'a' =~ 'a)|(b'", "1:8", "InvalidArgumentValue", "not a regular expression"},
		{"RETURN 'a' =~ '(?<=x)a'", "1:8", "InvalidArgumentValue", "no look-around"},
		{`RETURN 'aa' =~ '(a)\\1'`, "1:8", "InvalidArgumentValue", "no back-references"},
	} {
		_, err := cypher.Run(context.Background(), g, graph.Query{Text: c.query})
		var e *graph.QueryError
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		place := fmt.Sprintf("%d:%d", e.Line, e.Column)
		if e.Detail != c.detail || c.place != "" && place != c.place {
			t.Errorf("%s: %s at %s, want %s at %s (%v)", c.query, e.Detail, place, c.detail, c.place, err)
		}
		for _, part := range strings.Split(c.parts, "|") {
			if !strings.Contains(e.Message+"\n"+e.Hint, part) {
				t.Errorf("%s: %q with the hint %q does not say %q", c.query, e.Message, e.Hint, part)
			}
		}
		if message, _ := e.Said("zh"); message == e.Message {
			t.Errorf("%s: %q is not worded in Chinese", c.query, message)
		}
		if message, _ := e.Said("en"); message != e.Message {
			t.Errorf("%s: %q in English", c.query, message)
		}
	}
}

// A message stays readable, and soon worded, whatever stands in the query.
func TestLongNames(t *testing.T) {
	long := strings.Repeat("甲", 20_000)
	for _, query := range []string{
		"RETURN " + long, "RETURN " + long + "(1)", "RETURN $" + long, "MATCH (n) " + long, "CALL " + long + "()",
		"WITH 1 AS " + long + " RETURN " + long + "乙", "MATCH ()-[" + long + "*]-() RETURN " + long + ".x",
		"RETURN date('" + long + "')", "RETURN 1 IS :: " + long, "MATCH (n) RETURN `" + long + "`", "RETURN '" + long + "'.x",
	} {
		_, err := cypher.Run(context.Background(), small(t), graph.Query{Text: query})
		var e *graph.QueryError
		if !errors.As(err, &e) {
			t.Errorf("%.30s…: %v", query, err)
			continue
		}
		if len([]rune(e.Message)) > 500 || len([]rune(e.Hint)) > 1000 {
			t.Errorf("%.30s…: a message of %d characters and a hint of %d", query, len([]rune(e.Message)), len([]rune(e.Hint)))
		}
	}
}

// What nothing in the graph has is no error but a notice, with a near name.
func TestNotices(t *testing.T) {
	g := small(t)
	for _, c := range []struct{ query, want string }{
		{"MATCH (n:Industy) RETURN n", "1:10 no node has the label :Industy, did you mean Industry?"},
		{"MATCH (n:Industry&!Plaform) RETURN n", "1:20 no node has the label :Plaform, did you mean Platform?"},
		{"MATCH (n) WHERE n:Zebra RETURN n", "1:19 no node has the label :Zebra, "},
		{"MATCH ()-[:HOST|FEEDS]->() RETURN 1", "1:12 no relationship has the type HOST, did you mean HOSTS?"},
		{"RETURN EXISTS { (:Platform)-[:HOST]->() }", "1:31 no relationship has the type HOST, did you mean HOSTS?"},
		{"MATCH (n) CALL (n) { MATCH (n)-->(m:Od) RETURN m } RETURN m", "1:37 no node has the label :Od, "},
		{"MATCH (n) RETURN n.nmae", "1:18 nothing has a property nmae, did you mean name?"},
		{"MATCH (n) RETURN n.height", ""},
		{"MATCH (n {nmae: 'a'}) RETURN n", "1:10 nothing has a property nmae, did you mean name?"},
		{"MATCH ()-[{bassi: 'a'}]->() RETURN 1", "1:11 nothing has a property bassi, did you mean basis?"},
		{"MATCH (n) WHERE NOT EXISTS { (n)--({height: 1}) } RETURN n.name", ""},
		{"MATCH (n) WHERE EXISTS { (n)--({height: 1}) } RETURN n", "1:32 nothing has a property height, "},
		{"MATCH (n) WHERE (n)--({nmae: 1}) RETURN n", "1:23 nothing has a property nmae, did you mean name?"},
		{"MATCH (n) WHERE n.height > 1 RETURN n", "1:17 nothing has a property height, "},
		{"MATCH (n:Industry)-[:FEEDS]->(m) RETURN n.name", ""},
		{"WITH {nmae: 1} AS m RETURN m.nmae", ""},
	} {
		r, err := cypher.Run(context.Background(), g, graph.Query{Text: c.query})
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		var got []string
		for _, n := range r.Notices {
			got = append(got, fmt.Sprintf("%d:%d %s, %s", n.Line, n.Column, n.Message, n.Hint))
			if said := n.Said("zh"); said.Message == n.Message || n.Hint != "" && said.Hint == n.Hint {
				t.Errorf("%s: %+v is not worded in Chinese", c.query, n)
			}
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: notices\n%s\nwant\n%s", c.query, strings.Join(got, "\n"), c.want)
		}
	}
}
