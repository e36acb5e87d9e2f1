// Package source holds what every stage of the query engine shares about the
// text of a query: positions in it, and errors that point at one.
//
// The kinds and details of errors are the words of the openCypher TCK, so that
// the test suite, the page and Neo4j's codes agree.
package source

import (
	"errors"
	"fmt"

	"planatlas/graph"
)

// Pos is a place in the text of a query. The zero Pos is unknown.
type Pos struct {
	Offset int32 // in bytes, from 0
	Line   int32 // from 1
	Column int32 // from 1, in characters
}

// Known reports whether the position is a real one.
func (p Pos) Known() bool { return p.Line > 0 }

// The phases in which a query can fail.
const (
	CompileTime = "compile time"
	Runtime     = "runtime"
)

// Syntax is an error found before the query runs.
func Syntax(p Pos, detail, format string, args ...any) *graph.QueryError {
	return Error(p, "SyntaxError", CompileTime, detail, format, args...)
}

// Unsupported refuses, by name, a feature that this engine does not have.
func Unsupported(p Pos, feature string) *graph.QueryError {
	e := Error(p, "SyntaxError", CompileTime, "NotSupported", "%s is not supported", feature)
	e.Hint = "docs/cypher.md lists what is supported"
	return e
}

// ReadOnly refuses a clause that would change data, or reach outside the graph.
func ReadOnly(p Pos, clause string) *graph.QueryError {
	e := Error(p, "AccessError", CompileTime, "ReadOnly", "%s is refused: queries here only read", clause)
	e.Hint = "change the seed files instead and load them"
	return e
}

// Error makes an error of any kind at a position.
func Error(p Pos, kind, phase, detail, format string, args ...any) *graph.QueryError {
	return &graph.QueryError{
		Kind: kind, Phase: phase, Detail: detail, Message: fmt.Sprintf(format, short(args)...),
		Line: int(p.Line), Column: int(p.Column),
	}
}

// longest is how much of a name or a text a message quotes, in characters.
const longest = 200

// Short cuts what a message quotes, so that it stays readable whatever stands in
// the query.
func Short(text string) string {
	if len(text) <= longest {
		return text
	}
	r := []rune(text)
	if len(r) <= longest {
		return text
	}
	return string(r[:longest]) + "…"
}

func short(args []any) []any {
	list := make([]any, len(args))
	for i, a := range args {
		if s, ok := a.(string); ok {
			a = Short(s)
		}
		list[i] = a
	}
	return list
}

// Hint adds what to do about the error and returns it.
func Hint(e *graph.QueryError, format string, args ...any) *graph.QueryError {
	e.Hint = fmt.Sprintf(format, short(args)...)
	return e
}

// At gives an error from a stage that knows no positions the position of the
// expression that raised it. Errors that have one keep it.
func At(p Pos, err error) error {
	if err == nil {
		return nil
	}
	return at(p, err)
}

func at(p Pos, err error) error {
	var q *graph.QueryError
	if !errors.As(err, &q) || q.Line != 0 || !p.Known() {
		return err
	}
	c := *q
	c.Line, c.Column = int(p.Line), int(p.Column)
	return &c
}

// Near returns the candidate that a misspelt name most likely means, or "".
func Near(name string, candidates []string) string {
	best, limit := "", len([]rune(name))/3
	for _, c := range candidates {
		if d := distance([]rune(name), []rune(c), limit); d < limit || d == limit && best == "" {
			best, limit = c, d
		}
	}
	return best
}

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours, cases folded; more than limit is
// reported as limit+1.
func distance(a, b []rune, limit int) int {
	if abs(len(a)-len(b)) > limit {
		return limit + 1
	}
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+differ(a[i-1], b[j-1]))
			if i > 1 && j > 1 && differ(a[i-1], b[j-2])+differ(a[i-2], b[j-1]) == 0 {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}

func differ(a, b rune) int {
	if fold(a) == fold(b) {
		return 0
	}
	return 1
}

func fold(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

func abs(n int) int { return max(n, -n) }
