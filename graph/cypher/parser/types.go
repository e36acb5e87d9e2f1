package parser

import (
	"strings"

	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/lexer"
)

// Type = SimpleType {"|" SimpleType}
func (p *parser) typeName() ast.Type {
	p.enter()
	defer p.leave()
	first := p.simpleType()
	if !p.isSymbol("|") || p.opensProjection() {
		return first
	}
	union := ast.Type{Name: "ANY", Union: []ast.Type{first}}
	for p.isSymbol("|") && !p.opensProjection() {
		p.next()
		union.Union = append(union.Union, p.simpleType())
	}
	return union
}

// typeSpellings lists the words of a type, longest first, with its one name.
var typeSpellings = []struct {
	words []string
	name  string
}{
	{[]string{"TIME", "WITHOUT", "TIMEZONE"}, "LOCAL TIME"},
	{[]string{"TIME", "WITH", "TIMEZONE"}, "ZONED TIME"},
	{[]string{"TIMESTAMP", "WITHOUT", "TIMEZONE"}, "LOCAL DATETIME"},
	{[]string{"TIMESTAMP", "WITH", "TIMEZONE"}, "ZONED DATETIME"},
	{[]string{"LOCAL", "TIME"}, "LOCAL TIME"},
	{[]string{"ZONED", "TIME"}, "ZONED TIME"},
	{[]string{"LOCAL", "DATETIME"}, "LOCAL DATETIME"},
	{[]string{"ZONED", "DATETIME"}, "ZONED DATETIME"},
	{[]string{"SIGNED", "INTEGER"}, "INTEGER"},
	{[]string{"PROPERTY", "VALUE"}, "PROPERTY VALUE"},
	{[]string{"ANY", "PROPERTY", "VALUE"}, "PROPERTY VALUE"},
	{[]string{"ANY", "NODE"}, "NODE"},
	{[]string{"ANY", "VERTEX"}, "NODE"},
	{[]string{"ANY", "RELATIONSHIP"}, "RELATIONSHIP"},
	{[]string{"ANY", "EDGE"}, "RELATIONSHIP"},
	{[]string{"ANY", "MAP"}, "MAP"},
	{[]string{"ANY", "VALUE"}, "ANY"},
	{[]string{"BOOLEAN"}, "BOOLEAN"}, {[]string{"BOOL"}, "BOOLEAN"},
	{[]string{"STRING"}, "STRING"}, {[]string{"VARCHAR"}, "STRING"},
	{[]string{"INTEGER"}, "INTEGER"}, {[]string{"INT"}, "INTEGER"},
	{[]string{"INTEGER64"}, "INTEGER"}, {[]string{"INT64"}, "INTEGER"},
	{[]string{"FLOAT"}, "FLOAT"}, {[]string{"FLOAT64"}, "FLOAT"},
	{[]string{"DATE"}, "DATE"}, {[]string{"DURATION"}, "DURATION"}, {[]string{"POINT"}, "POINT"},
	{[]string{"NODE"}, "NODE"}, {[]string{"VERTEX"}, "NODE"},
	{[]string{"RELATIONSHIP"}, "RELATIONSHIP"}, {[]string{"EDGE"}, "RELATIONSHIP"},
	{[]string{"MAP"}, "MAP"}, {[]string{"PATH"}, "PATH"}, {[]string{"VALUE"}, "ANY"},
	{[]string{"NULL"}, "NULL"}, {[]string{"NOTHING"}, "NOTHING"}, {[]string{"ANY"}, "ANY"},
}

// SimpleType = (Spelling | ("LIST" | "ARRAY") "<" Type ">" | "ANY" ["VALUE"] "<" Type ">") ["NOT" "NULL"] {"LIST" | "ARRAY"}
func (p *parser) simpleType() ast.Type {
	t := p.bareType()
	t.NotNull = p.notNull()
	for p.is("LIST") || p.is("ARRAY") {
		p.next()
		item := t
		t = ast.Type{Name: "LIST", Item: &item, NotNull: p.notNull()}
	}
	return t
}

func (p *parser) notNull() bool { return p.accept("NOT", "NULL") || p.acceptSymbol("!") }

func (p *parser) bareType() ast.Type {
	if p.accept("LIST") || p.accept("ARRAY") {
		p.expectSymbol("<")
		item := p.typeName()
		p.closeAngle()
		return ast.Type{Name: "LIST", Item: &item}
	}
	for _, s := range typeSpellings {
		if p.accept(s.words...) {
			if s.name == "ANY" && p.acceptSymbol("<") {
				inner := p.typeName()
				p.closeAngle()
				return inner
			}
			return ast.Type{Name: s.name}
		}
	}
	t := p.tok()
	if t.Kind == lexer.Name {
		p.fail(t, "unknown type %s", strings.ToUpper(t.Text))
	}
	p.fail(t, "expected a type, found %s", t.Describe())
	return ast.Type{}
}

func (p *parser) closeAngle() { p.expectSymbol(">") }
