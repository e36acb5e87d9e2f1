package lexer

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"planatlas/graph/cypher/source"
)

// number scans an integer (10, 0x1f, 0o17, 1_000) or a float (1.5, .5, 1e9).
// The parser works out the value: a minus sign in front may belong to it.
func (s *scanner) number() (Token, error) {
	start, rest := s.pos(), s.rest()
	n, kind := numberLength(rest)
	if extra := nameLength(rest[n:]); extra > 0 {
		if k := len(s.tokens); k > 0 && s.tokens[k-1].IsSymbol("{") {
			return Token{}, source.Syntax(start, "UnexpectedSyntax", "a key cannot begin with a digit; put it in backticks")
		}
		return Token{}, source.Syntax(start, "InvalidNumberLiteral", "%q is not a number", rest[:n+extra])
	}
	s.advance(n)
	return Token{Kind: kind, Text: rest[:n]}, nil
}

// numberLength measures the longest number at the start of the text.
func numberLength(text string) (int, Kind) {
	if len(text) > 1 && text[0] == '0' && strings.IndexByte("xXo", text[1]) >= 0 {
		return 2 + digits(text[2:], isHexDigit), Integer
	}
	n, kind := digits(text, isDigit), Integer
	if n+1 < len(text) && text[n] == '.' && isDigit(text[n+1]) {
		n, kind = n+1+digits(text[n+1:], isDigit), Float
	}
	if m := exponentLength(text[n:]); m > 0 {
		n, kind = n+m, Float
	}
	return n, kind
}

func digits(text string, is func(byte) bool) int {
	n := 0
	for n < len(text) && (is(text[n]) || text[n] == '_' && n+1 < len(text) && is(text[n+1])) {
		n++
	}
	return n
}

func isHexDigit(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func exponentLength(text string) int {
	if text == "" || text[0] != 'e' && text[0] != 'E' {
		return 0
	}
	n := 1
	if n < len(text) && (text[n] == '-' || text[n] == '+') {
		n++
	}
	d := digits(text[n:], isDigit)
	if d == 0 {
		return 0
	}
	return n + d
}

// quotedString scans a string and resolves its escapes.
func (s *scanner) quotedString(quote byte) (Token, error) {
	start, rest := s.pos(), s.rest()
	var value strings.Builder
	for i := 1; i < len(rest); {
		switch c := rest[i]; {
		case c == quote:
			s.advance(i + 1)
			return Token{Kind: String, Text: value.String()}, nil
		case c == '\\' && i+1 < len(rest):
			n, ok := unescape(&value, rest[i:])
			if !ok {
				s.advance(i)
				return Token{}, source.Syntax(s.pos(), "InvalidUnicodeLiteral", "\\u needs four hexadecimal digits, \\U eight")
			}
			i += n
		default:
			value.WriteByte(c)
			i++
		}
	}
	return Token{}, source.Syntax(start, "UnexpectedSyntax", "this string is never closed with %c", quote)
}

var simpleEscapes = map[byte]byte{
	'\\': '\\', '\'': '\'', '"': '"', '`': '`', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

// unescape writes what the escape at the start of the text stands for and
// returns its length. A backslash before any other character stands for itself,
// as in Neo4j.
func unescape(value *strings.Builder, text string) (int, bool) {
	c := text[1]
	if plain, ok := simpleEscapes[c]; ok {
		value.WriteByte(plain)
		return 2, true
	}
	width := map[byte]int{'u': 4, 'U': 8}[c]
	if width == 0 {
		value.WriteByte('\\')
		return 1, true
	}
	if len(text) < 2+width {
		return 0, false
	}
	r, err := strconv.ParseUint(text[2:2+width], 16, 32)
	if err != nil || r > utf8.MaxRune {
		return 0, false
	}
	return 2 + width + writeRune(value, rune(r), text[2+width:]), true
}

// writeRune writes a character; two escapes that are a surrogate pair make one.
// It returns how much of the rest it used up.
func writeRune(value *strings.Builder, r rune, rest string) int {
	if 0xd800 <= r && r < 0xdc00 && len(rest) >= 6 && rest[:2] == `\u` {
		if low, err := strconv.ParseUint(rest[2:6], 16, 32); err == nil && 0xdc00 <= low && low < 0xe000 {
			value.WriteRune((r-0xd800)<<10 + (rune(low) - 0xdc00) + 0x10000)
			return 6
		}
	}
	value.WriteRune(r)
	return 0
}
