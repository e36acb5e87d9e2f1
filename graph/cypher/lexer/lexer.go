package lexer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"planatlas/graph"
	"planatlas/graph/cypher/source"
)

// Scan cuts the text into tokens; the last one is EOF. An error is a
// *graph.QueryError.
func Scan(text string) ([]Token, error) {
	s := scanner{text: text, line: 1, column: 1, tokens: make([]Token, 0, len(text)/3+2)}
	for {
		t, err := s.next()
		if err != nil {
			return nil, err
		}
		s.tokens = append(s.tokens, t)
		if t.Kind == EOF {
			break
		}
	}
	pairBrackets(s.tokens)
	return s.tokens, nil
}

// pairBrackets sets Match. Brackets that do not pair keep -1; the parser says
// what is wrong with them.
func pairBrackets(tokens []Token) {
	closer := map[string]string{"(": ")", "[": "]", "{": "}"}
	var open []int
	for i := range tokens {
		tokens[i].Match = -1
		if tokens[i].Kind != Symbol {
			continue
		}
		switch t := tokens[i].Text; t {
		case "(", "[", "{":
			open = append(open, i)
		case ")", "]", "}":
			if n := len(open); n > 0 && closer[tokens[open[n-1]].Text] == t {
				tokens[open[n-1]].Match = int32(i)
				open = open[:n-1]
			}
		}
	}
}

type scanner struct {
	text   string
	offset int
	line   int32
	column int32
	tokens []Token
}

func (s *scanner) pos() source.Pos {
	return source.Pos{Offset: int32(s.offset), Line: s.line, Column: s.column}
}

// advance moves over n bytes.
func (s *scanner) advance(n int) {
	for _, r := range s.text[s.offset : s.offset+n] {
		if r == '\n' {
			s.line, s.column = s.line+1, 1
		} else {
			s.column++
		}
	}
	s.offset += n
}

func (s *scanner) rest() string { return s.text[s.offset:] }

func (s *scanner) next() (Token, error) {
	if err := s.skipBlanks(); err != nil {
		return Token{}, err
	}
	start := s.pos()
	t, err := s.scan()
	if err != nil {
		return Token{}, err
	}
	t.Pos, t.End = start, int32(s.offset)
	return t, nil
}

// skipBlanks moves past white space and comments.
func (s *scanner) skipBlanks() error {
	for s.offset < len(s.text) {
		rest := s.rest()
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case unicode.IsSpace(r) || r == '\ufeff' || 0x1c <= r && r <= 0x1f:
			s.advance(size)
		case strings.HasPrefix(rest, "//"):
			if n := strings.IndexByte(rest, '\n'); n >= 0 {
				s.advance(n)
			} else {
				s.advance(len(rest))
			}
		case strings.HasPrefix(rest, "/*"):
			n := strings.Index(rest[2:], "*/")
			if n < 0 {
				return source.Syntax(s.pos(), "UnexpectedSyntax", "this comment is never closed with */")
			}
			s.advance(n + 4)
		default:
			return nil
		}
	}
	return nil
}

func (s *scanner) scan() (Token, error) {
	rest := s.rest()
	if rest == "" {
		return Token{Kind: EOF}, nil
	}
	r, _ := utf8.DecodeRuneInString(rest)
	switch {
	case startsName(r):
		n := nameLength(rest)
		s.advance(n)
		return Token{Kind: Name, Text: rest[:n]}, nil
	case isDigit(rest[0]), rest[0] == '.' && len(rest) > 1 && isDigit(rest[1]) && !s.afterDot():
		return s.number()
	case r == '\'' || r == '"':
		return s.quotedString(rest[0])
	case r == '`':
		return s.quotedName(Quoted)
	case r == '$':
		return s.parameter()
	}
	return s.symbol(r)
}

// afterDot reports whether the previous token is a dot: in [1...5] and a..5 the
// second dot belongs to the range.
func (s *scanner) afterDot() bool {
	n := len(s.tokens)
	return n > 0 && s.tokens[n-1].IsSymbol(".") && int(s.tokens[n-1].End) == s.offset
}

func startsName(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Pc, r)
}

func continuesName(r rune) bool {
	return startsName(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func nameLength(text string) int {
	for i, r := range text {
		if !continuesName(r) {
			return i
		}
	}
	return len(text)
}

// twoByte are the symbols of two characters. Arrows are not among them, since
// a<-1 compares: the parser puts them together.
var twoByte = [...]string{"<=", ">=", "<>", "=~", "..", "::", "||", "+=", "!="}

const oneByte = "()[]{},.:;|&!%+-*/^=<>?"

func (s *scanner) symbol(r rune) (Token, error) {
	rest := s.rest()
	for _, t := range twoByte {
		if strings.HasPrefix(rest, t) {
			s.advance(2)
			return Token{Kind: Symbol, Text: t}, nil
		}
	}
	if i := strings.IndexRune(oneByte, r); i >= 0 {
		s.advance(1)
		return Token{Kind: Symbol, Text: oneByte[i : i+1]}, nil
	}
	return Token{}, s.strangeCharacter(r)
}

// fullWidth maps characters that a Chinese input method leaves behind to the
// ones that Cypher wants.
var fullWidth = map[rune]string{
	'（': "(", '）': ")", '，': ",", '：': ":", '；': ";", '【': "[", '】': "]", '｛': "{", '｝': "}",
	'“': "'", '”': "'", '‘': "'", '’': "'", '＝': "=", '＞': ">", '＜': "<", '。': ".", '、': ",",
	'—': "-", '–': "-", '－': "-", '…': "..", '｜': "|", '＊': "*", '！': "!", '＋': "+",
}

func (s *scanner) strangeCharacter(r rune) *graph.QueryError {
	detail := "UnexpectedSyntax"
	if r >= utf8.RuneSelf {
		detail = "InvalidUnicodeCharacter"
	}
	e := source.Syntax(s.pos(), detail, "unexpected character %q", r)
	if want := fullWidth[r]; want != "" {
		return source.Hint(e, "write %s instead of %c", want, r)
	}
	return e
}

// parameter scans $name, $0 or $`any name`.
func (s *scanner) parameter() (Token, error) {
	start := s.pos()
	s.advance(1)
	if strings.HasPrefix(s.rest(), "`") {
		return s.quotedName(Parameter)
	}
	n := nameLength(s.rest())
	if strings.HasPrefix(s.rest(), "(") {
		return Token{}, source.Unsupported(start, "a label or type from an expression, $(…),")
	}
	if n == 0 {
		return Token{}, source.Syntax(start, "UnexpectedSyntax", "a parameter needs a name after $")
	}
	name := s.rest()[:n]
	s.advance(n)
	return Token{Kind: Parameter, Text: name}, nil
}

// quotedName scans a name in backticks; a doubled backtick stands for one.
func (s *scanner) quotedName(kind Kind) (Token, error) {
	start, rest := s.pos(), s.rest()
	var name strings.Builder
	for i := 1; i < len(rest); i++ {
		switch {
		case rest[i] != '`':
			name.WriteByte(rest[i])
		case i+1 < len(rest) && rest[i+1] == '`':
			name.WriteByte('`')
			i++
		default:
			s.advance(i + 1)
			return Token{Kind: kind, Text: name.String()}, nil
		}
	}
	return Token{}, source.Syntax(start, "UnexpectedSyntax", "this name is never closed with a backtick")
}
