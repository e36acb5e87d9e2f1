// Package parser turns the text of a query into its syntax tree. It is a
// recursive-descent parser with the grammar line quoted above the function that
// reads it.
//
// It takes the whole read grammar, and CREATE because tests set up graphs with
// it; every other clause that writes, administers or loads is refused by name.
// Each file holds the grammar of what its name says: statement, show, clause,
// call, projection; pattern, relationship, label, selector; expr, atom, literal,
// list, function, case, subquery.
//
// What a name stands for, and whether kinds fit, is for package check to say.
package parser

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
	"planatlas/graph/cypher/source"
)

// Parse parses a statement. nesting is the deepest that expressions, patterns
// and subqueries may stand in one another. An error is a *graph.QueryError with
// the position.
func Parse(text string, nesting int) (s *ast.Statement, err error) {
	tokens, err := lexer.Scan(text)
	if err != nil {
		return nil, err
	}
	p := &parser{text: text, tokens: tokens, nesting: nesting}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *graph.QueryError:
			s, err = nil, r
		default:
			panic(r)
		}
	}()
	return p.statement(), nil
}

type parser struct {
	text    string
	tokens  []lexer.Token
	at      int // index of the current token
	depth   int
	nesting int
	bars    []int // indexes of the brackets that close the comprehensions around
}

// The parser panics with a *graph.QueryError, which Parse recovers.

func (p *parser) fail(t *lexer.Token, format string, args ...any) {
	panic(source.Syntax(t.Pos, "UnexpectedSyntax", format, args...))
}

func (p *parser) tok() *lexer.Token { return &p.tokens[p.at] }

// peek is the token n places ahead; past the end it is EOF.
func (p *parser) peek(n int) *lexer.Token {
	return &p.tokens[min(p.at+n, len(p.tokens)-1)]
}

func (p *parser) next() *lexer.Token {
	t := p.tok()
	if t.Kind != lexer.EOF {
		p.at++
	}
	return t
}

func (p *parser) place() ast.At { return ast.At{Position: p.tok().Pos} }

// is reports whether the next tokens are the given keywords.
func (p *parser) is(keywords ...string) bool {
	for i, k := range keywords {
		if !p.peek(i).Is(k) {
			return false
		}
	}
	return true
}

// accept moves past the keywords if they come next.
func (p *parser) accept(keywords ...string) bool {
	if !p.is(keywords...) {
		return false
	}
	p.at += len(keywords)
	return true
}

func (p *parser) expect(keyword string) {
	if !p.accept(keyword) {
		p.fail(p.tok(), "expected %s, found %s", keyword, p.tok().Describe())
	}
}

func (p *parser) isSymbol(symbols ...string) bool {
	for i, s := range symbols {
		if !p.peek(i).IsSymbol(s) {
			return false
		}
	}
	return true
}

func (p *parser) acceptSymbol(symbols ...string) bool {
	if !p.isSymbol(symbols...) {
		return false
	}
	p.at += len(symbols)
	return true
}

func (p *parser) expectSymbol(s string) {
	if !p.acceptSymbol(s) {
		p.fail(p.tok(), "expected '%s', found %s", s, p.tok().Describe())
	}
}

// name reads a name; what says what it names, for the error.
func (p *parser) name(what string) string {
	if !p.tok().IsName() {
		p.fail(p.tok(), "expected %s, found %s", what, p.tok().Describe())
	}
	return p.next().Text
}

func (p *parser) variable() *ast.Variable {
	at := p.place()
	return &ast.Variable{At: at, Name: p.name("a variable")}
}

// enter counts one level of nesting; the caller defers p.leave().
func (p *parser) enter() {
	p.depth++
	if p.depth > p.nesting {
		e := source.Error(p.tok().Pos, "LimitError", source.CompileTime, "NestingTooDeep",
			"the query is nested more than %d levels deep", p.nesting)
		e.Limit, e.Hint = "nesting", "split the query with WITH, or raise the limit: --limit nesting=…"
		panic(e)
	}
}

func (p *parser) leave() { p.depth-- }

// textOf is the query from a token up to the current one.
func (p *parser) textOf(first int) string {
	return p.text[p.tokens[first].Pos.Offset:p.tokens[p.at-1].End]
}
