// Package lexer cuts the text of a query into tokens with positions.
//
// Cypher reserves no words, so keywords are ordinary names here; the parser
// asks Token.Is. Enter through Scan, which also pairs up brackets: the parser
// looks past a bracket in one step to tell a pattern from an expression.
package lexer

import (
	"strings"

	"planatlas/graph/cypher/source"
)

// Kind tells what a token is.
type Kind uint8

// The kinds of token.
const (
	EOF       Kind = iota
	Name           // a name or a keyword
	Quoted         // a name in backticks, never a keyword
	String         // Text holds the value, escapes resolved
	Integer        // Text holds the digits as written
	Float          // Text holds the number as written
	Parameter      // Text holds the name without the $
	Symbol         // Text holds the punctuation
)

// Token is one word or symbol of a query.
type Token struct {
	Kind Kind
	Text string
	Pos  source.Pos
	End  int32 // offset just past the token
	// Match is, for an opening bracket, the index of the token that closes it,
	// or -1.
	Match int32
}

// Is reports whether the token is the given keyword, in any case.
func (t *Token) Is(keyword string) bool {
	return t.Kind == Name && len(t.Text) == len(keyword) && strings.EqualFold(t.Text, keyword)
}

// IsSymbol reports whether the token is the given punctuation.
func (t *Token) IsSymbol(s string) bool { return t.Kind == Symbol && t.Text == s }

// IsName reports whether the token can stand where a name is wanted.
func (t *Token) IsName() bool { return t.Kind == Name || t.Kind == Quoted }

// Describe names the token for an error message.
func (t *Token) Describe() string {
	switch t.Kind {
	case EOF:
		return "the end of the query"
	case String:
		return "a string"
	case Parameter:
		return "$" + t.Text
	default:
		return "'" + t.Text + "'"
	}
}
