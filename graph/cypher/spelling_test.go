package cypher

import (
	"context"
	"errors"
	"testing"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

// Functions with words of their own among the arguments.
func TestCallsWithWords(t *testing.T) {
	g, err := graph.NewBuilder().Build()
	if err != nil {
		t.Fatal(err)
	}
	cases := [][2]string{
		{"trim('  a ')", "'a'"},
		{"trim(BOTH 'x' FROM 'xxaxx')", "'a'"},
		{"trim(leading 'x' from 'xxaxx')", "'axx'"},
		{"trim(TRAILING 'x' FROM 'xxaxx')", "'xxa'"},
		{"trim(BOTH FROM '  a ')", "'a'"},
		{"trim(LEADING FROM '  a')", "'a'"},
		{"trim('x' FROM 'xax')", "'a'"},
		{"trim(null FROM 'xax')", "null"},
		{"[both IN [' b '] | trim(both)]", "['b']"},
		{"[from IN [' b '] | trim(from)]", "['b']"},
		{"trim()", "SyntaxError/InvalidNumberOfArguments"},
		{"trim('a', 'b')", "SyntaxError/InvalidNumberOfArguments"},
		{"trim(BOTH 'x')", "SyntaxError/UnexpectedSyntax"},
		{"trim(1)", "SyntaxError/InvalidArgumentType"},
		{"size(normalize('A\u030A', NFC))", "1"},
		{"size(normalize('\u00C5', nfd))", "2"},
		{"size(normalize('\u00C5'))", "1"},
		{"[nfc IN ['NFD'] | size(normalize('\u00C5', nfc + ''))]", "[2]"},
		{"normalize()", "SyntaxError/InvalidNumberOfArguments"},
		{"btrim('xyaxy', 'yx') + ltrim('xxa', 'x') + rtrim('axx', 'x')", "'aaa'"},
	}
	for _, c := range cases {
		res, err := Run(context.Background(), g, graph.Query{Text: "RETURN " + c[0] + " AS x"})
		var q *graph.QueryError
		got := ""
		switch {
		case errors.As(err, &q):
			got = q.Kind + "/" + q.Detail
		case err != nil:
			got = err.Error()
		default:
			got = values.Format(res.Records[0][0])
		}
		if got != c[1] {
			t.Errorf("%s is %s, want %s (%v)", c[0], got, c[1], err)
		}
	}
}
