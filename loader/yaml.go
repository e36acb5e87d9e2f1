package loader

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxDepth bounds nesting; the deepest thing in a seed file is five levels deep.
const maxDepth = 24

// chunk is a piece of a file that is parsed on its own.
type chunk struct {
	text string
	line int32 // number of lines before it
}

// section is what stands under one key at the top of a file.
type section struct {
	key    string
	at     position
	chunks []chunk
}

// chunkSize is the size, in bytes, at which a list is cut before its next item.
// The YAML library needs fifty times the size of what it parses, so pieces keep
// the memory of a large file flat, and they can be parsed side by side.
const chunkSize = 32 << 10

var keyLine = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_-]*):([ \t]+#.*|[ \t]*)$`)

// blockText ends a line below which a literal or folded text stands.
var blockText = regexp.MustCompile(`(^|[ \t])[|>][-+0-9]*([ \t]+#.*)?$`)

// split cuts a file of the usual form (keys at the line's beginning, each with
// an indented list or mapping) into pieces. It answers false for any other
// form, which is then parsed as a whole. The cut looks at lines only: where it
// fell inside a value, the piece is no valid YAML and the file is parsed as a
// whole, too.
func split(data string, size int) ([]section, bool) {
	s := splitter{data: data, size: size}
	for line := range strings.Lines(data) {
		if !s.take(line) {
			return nil, false
		}
		s.lines++
		s.end += len(line)
	}
	s.flush()
	return s.sections, len(s.sections) > 0
}

type splitter struct {
	sections []section
	data     string
	start    int   // of the piece at hand, in bytes
	end      int   // of the lines taken, in bytes
	first    int32 // number of lines before the piece
	lines    int32 // number of lines taken
	size     int   // at which a list is cut
	indent   int   // of the items of this section, -1 before the first
	list     bool
}

func (s *splitter) take(line string) bool {
	body := strings.TrimLeft(line, " ")
	indent := len(line) - len(body)
	trimmed := strings.TrimSpace(body)
	item := strings.HasPrefix(trimmed, "- ")
	switch {
	case strings.HasPrefix(body, "\t"), trimmed == "-", strings.HasPrefix(trimmed, "- #"),
		strings.ContainsAny(trimmed, "|>") && blockText.MatchString(trimmed):
		return false
	case trimmed == "" || trimmed[0] == '#':
	case indent == 0 && !item:
		m := keyLine.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			return false
		}
		s.flush()
		s.sections = append(s.sections, section{key: m[1], at: position{s.lines + 1, 1}})
		s.indent, s.start, s.first = -1, s.end+len(line), s.lines+1
	case len(s.sections) == 0:
		return false
	case s.indent < 0:
		if _, _, key := blockKey(trimmed); !item && !key {
			return false // a bare text: the library folds it by what is around it
		}
		s.indent, s.list = indent, item
	case indent < s.indent, s.list && indent == s.indent && !item:
		return false
	case s.list && indent == s.indent && item && s.end-s.start > s.size:
		s.flush()
	}
	return true
}

// flush ends the piece at hand before the line that is being taken. What stands
// before the first key is no piece.
func (s *splitter) flush() {
	if s.end > s.start && len(s.sections) > 0 {
		last := &s.sections[len(s.sections)-1]
		last.chunks = append(last.chunks, chunk{s.data[s.start:s.end], s.first})
	}
	s.start, s.first = s.end, s.lines
}

// yamlError is what keeps a text from being parsed.
type yamlError struct {
	at   position
	code string
	hint hint
	args []any
}

// parse makes the tree of a text, or says all that the tokens have against it,
// or the first thing that the grammar has. The body is nil for a text without
// content. A panic of the library is such an error, too.
func parse(text string) (body *node, errs []yamlError) {
	if n, ok := quick(text); ok {
		return &n, nil
	}
	return parseWhole(text)
}

// parseWhole is parse by the library alone.
func parseWhole(text string) (body *node, errs []yamlError) {
	defer func() {
		if r := recover(); r != nil {
			body, errs = nil, []yamlError{{code: "syntax", args: []any{fmt.Sprint(r)}}}
		}
	}()
	tokens := lexer.Tokenize(text)
	if errs := refuse(tokens); len(errs) > 0 {
		return nil, errs
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, []yamlError{syntaxError(err)}
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, nil
	}
	n := convert(file.Docs[0].Body)
	return &n, nil
}

func syntaxError(err error) yamlError {
	var y yaml.Error
	if !errors.As(err, &y) {
		return yamlError{code: "syntax", args: []any{err}}
	}
	e := yamlError{code: "syntax", args: []any{y.GetMessage()}}
	if t := y.GetToken(); t != nil && t.Position != nil {
		e.at = position{int32(t.Position.Line), int32(t.Position.Column)}
	}
	return e
}

// refused are the tokens of those parts of YAML that make a file mean something
// else than it shows.
var refused = map[token.Type]string{
	token.AnchorType: "anchor", token.AliasType: "alias", token.MergeKeyType: "merge_key",
	token.TagType: "tag", token.MappingKeyType: "complex_key", token.DirectiveType: "document_marker",
	token.DocumentEndType: "document_marker", token.DocumentHeaderType: "second_document",
}

// maxRefused bounds how many such tokens are reported of one text.
const maxRefused = 100

func refuse(tokens token.Tokens) []yamlError {
	var errs []yamlError
	depth, dashes, line, content := 0, 0, 0, false
	for _, t := range tokens {
		code := refused[t.Type]
		switch t.Type {
		case token.DocumentHeaderType:
			if !content { // a lone marker in front of the one document
				code = ""
			}
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType:
			if t.Position.Line != line {
				line, dashes = t.Position.Line, 0
			}
			dashes++
		}
		if code != "" {
			h := hint{}
			if code == "alias" || code == "merge_key" {
				h = hintf("write_out")
			}
			errs = append(errs, yamlError{at: tokenAt(t), code: code, hint: h})
		}
		if len(errs) == maxRefused {
			return errs
		}
		if depth > maxDepth || dashes > maxDepth || t.Position.IndentNum > 200 {
			return append(errs, yamlError{at: tokenAt(t), code: "too_deep", args: []any{maxDepth}})
		}
		content = content || t.Type != token.CommentType
	}
	return errs
}

func tokenAt(t *token.Token) position {
	if t == nil || t.Position == nil {
		return position{}
	}
	return position{int32(t.Position.Line), int32(max(t.Position.Column, 1))}
}
