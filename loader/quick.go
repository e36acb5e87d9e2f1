package loader

import (
	"strings"
	"unicode/utf8"
)

// This file reads the plain form of YAML in which seed files are written, some
// twenty times faster than the library: block lists and mappings, flow lists
// and mappings on one line, texts in double quotes on one line, literal texts,
// plain words and numbers, comments. It gives up at anything else, which the library then reads.
// It must never read a text otherwise than the library does; a fuzz test holds
// it to that.

// quick reads a text of the plain form; ok is false for any other.
func quick(text string) (n node, ok bool) {
	q := quickReader{}
	if !q.splitLines(text) || len(q.lines) == 0 {
		return node{}, false
	}
	n, ok = q.block(q.lines[0].indent)
	return n, ok && q.next == len(q.lines)
}

// quickLine is a line with something on it.
type quickLine struct {
	text   string // without indentation
	number int32
	indent int
	after  int // where the next line begins in the whole text
}

type quickReader struct {
	text  string
	lines []quickLine
	next  int
}

func (q *quickReader) splitLines(text string) bool {
	q.text, q.lines = text, make([]quickLine, 0, strings.Count(text, "\n")+1)
	number, offset := int32(0), 0
	for line := range strings.Lines(text) {
		number++
		offset += len(line)
		body := strings.TrimLeft(line, " ")
		indent := len(line) - len(body)
		body = strings.TrimRight(body, "\n")
		if body == "" || body[0] == '#' {
			continue
		}
		if body[0] == '\t' {
			return false
		}
		q.lines = append(q.lines, quickLine{body, number, indent, offset})
	}
	return true
}

// peek is the line to read next, nil at the end.
func (q *quickReader) peek() *quickLine {
	if q.next == len(q.lines) {
		return nil
	}
	return &q.lines[q.next]
}

// block reads the list or mapping whose lines have that indentation.
func (q *quickReader) block(indent int) (node, bool) {
	l := q.peek()
	if l == nil || l.indent != indent || indent > 2*maxDepth {
		return node{}, false
	}
	if strings.HasPrefix(l.text, "- ") {
		return q.list(indent)
	}
	return q.mapping(indent)
}

// list reads items "- …" at that indentation. The rest of an item's line stands
// as if it were a line of its own, two columns further in.
func (q *quickReader) list(indent int) (node, bool) {
	out := node{kind: listNode, at: position{q.peek().number, int32(indent) + 1}}
	for l := q.peek(); l != nil && l.indent == indent; l = q.peek() {
		rest, ok := strings.CutPrefix(l.text, "- ")
		if !ok || rest == "" || strings.ContainsRune(" -#", rune(rest[0])) {
			return node{}, false
		}
		l.text, l.indent = rest, indent+2
		item, ok := q.item(l)
		if !ok {
			return node{}, false
		}
		out.items = append(out.items, item)
	}
	return out, q.closes(indent)
}

func (q *quickReader) item(l *quickLine) (node, bool) {
	if _, _, ok := blockKey(l.text); ok {
		return q.mapping(l.indent)
	}
	q.next++
	c := cursor{line: l}
	n, ok := c.value(false)
	return n, ok && c.ends()
}

// closes reports whether the next line belongs to something outside a block of
// that indentation.
func (q *quickReader) closes(indent int) bool {
	l := q.peek()
	return l == nil || l.indent < indent
}

// blockKey cuts "key: value" or "key:" in two. Keys are plain words.
func blockKey(s string) (key, rest string, ok bool) {
	i := 0
	for i < len(s) && (wordByte(s[i]) && s[i] != '.' && s[i] != '/' && s[i] != '-') {
		i++
	}
	if i == 0 || !letter(s[0]) || i == len(s) || s[i] != ':' || reserved(s[:i]) {
		return "", "", false
	}
	rest = s[i+1:]
	if rest != "" && rest[0] != ' ' {
		return "", "", false
	}
	return s[:i], rest, true
}

func (q *quickReader) mapping(indent int) (node, bool) {
	out := node{kind: mappingNode, at: position{q.peek().number, int32(indent) + 1}}
	out.keys, out.items = make([]Text, 0, 8), make([]node, 0, 8)
	for l := q.peek(); l != nil && l.indent == indent; l = q.peek() {
		key, rest, ok := blockKey(l.text)
		if !ok {
			return node{}, false
		}
		q.next++
		out.keys = append(out.keys, Text{key, position{l.number, int32(indent) + 1}})
		var value node
		if trimmed := strings.TrimLeft(rest, " "); trimmed == "" || trimmed[0] == '#' {
			value, ok = q.under(indent)
		} else if trimmed == "|" {
			value, ok = q.literal(l, indent)
		} else {
			c := cursor{line: l, offset: len(l.text) - len(trimmed)}
			value, ok = c.value(false)
			ok = ok && c.ends()
		}
		if !ok {
			return node{}, false
		}
		out.items = append(out.items, value)
	}
	return out, q.closes(indent)
}

// under reads the block that stands under a key, further in than the key. A key
// without a block is left to the library.
func (q *quickReader) under(indent int) (node, bool) {
	l := q.peek()
	if l == nil || l.indent <= indent {
		return node{}, false
	}
	return q.block(l.indent)
}

// literal reads the lines of a literal text, "key: |", which are further in than
// the key. Empty lines at its ends are left to the library.
func (q *quickReader) literal(l *quickLine, indent int) (node, bool) {
	n := node{kind: textNode, block: true, written: "|"}
	n.at = position{l.number, int32(l.indent + utf8.RuneCountInString(l.text))}
	var b strings.Builder
	margin, number, empty := 0, l.number, 0
	for line := range strings.Lines(q.text[l.after:]) {
		number++
		body := strings.TrimLeft(line, " ")
		in := len(line) - len(body)
		switch {
		case line == "\n":
			empty++
			continue
		case strings.TrimRight(line, " \t\n") != strings.TrimRight(line, "\n"):
			return node{}, false // the library drops some white space at ends
		case margin == 0 && (in <= indent || empty > 0):
			return node{}, false
		case margin == 0:
			margin = in
		case in <= indent:
			return q.endLiteral(n, b.String(), number, empty)
		case in < margin:
			return node{}, false
		}
		b.WriteString(strings.Repeat("\n", empty))
		empty = 0
		b.WriteString(line[margin:])
	}
	return q.endLiteral(n, b.String(), number+1, empty)
}

// endLiteral goes on at the line of that number.
func (q *quickReader) endLiteral(n node, text string, number int32, empty int) (node, bool) {
	for q.next < len(q.lines) && q.lines[q.next].number < number {
		q.next++
	}
	n.text = strings.TrimRight(text, "\n")
	return n, text != "" && empty == 0
}

// cursor reads the flow values of one line.
type cursor struct {
	line   *quickLine
	offset int // in bytes
	// runes is the number of characters up to counted.
	counted, runes int
	depth          int
}

func (c *cursor) at() position {
	c.runes += utf8.RuneCountInString(c.line.text[c.counted:c.offset])
	c.counted = c.offset
	return position{c.line.number, int32(c.line.indent + c.runes + 1)}
}

func (c *cursor) rest() string { return c.line.text[c.offset:] }

func (c *cursor) spaces() {
	for c.offset < len(c.line.text) && c.line.text[c.offset] == ' ' {
		c.offset++
	}
}

// ends reports whether the line ends here, or only a comment follows. The
// library misplaces some values before white space at the end of a line, so
// such a line is left to it.
func (c *cursor) ends() bool {
	if c.rest() == "" {
		return true
	}
	before := c.offset
	c.spaces()
	return c.offset > before && c.rest() != "" && c.rest()[0] == '#'
}

// value reads a quoted text, a flow list or mapping, or a plain word.
func (c *cursor) value(flow bool) (node, bool) {
	if c.rest() == "" || c.depth > maxDepth/2 {
		return node{}, false
	}
	switch c.rest()[0] {
	case '"':
		return c.quoted()
	case '[':
		return c.flowList()
	case '{':
		return c.flowMapping()
	}
	return c.plain(flow)
}

// quoted reads a text in double quotes; of the escapes it knows \" and \\.
func (c *cursor) quoted() (node, bool) {
	n := node{kind: textNode, at: c.at()}
	s := c.rest()
	escaped := false
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i++; i == len(s) || s[i] != '"' && s[i] != '\\' {
				return node{}, false
			}
			escaped = true
		case '\t':
			return node{}, false
		case '"':
			n.text, n.written = s[1:i], s[:i+1]
			if escaped {
				n.text = unescape.Replace(n.text)
			}
			c.offset += i + 1
			return n, true
		}
	}
	return node{}, false
}

var unescape = strings.NewReplacer(`\\`, `\`, `\"`, `"`)

func (c *cursor) flowList() (node, bool) {
	out := node{kind: listNode, at: c.at()}
	ok := c.sequence(']', func() bool {
		item, ok := c.value(true)
		out.items = append(out.items, item)
		return ok
	})
	return out, ok
}

func (c *cursor) flowMapping() (node, bool) {
	out := node{kind: mappingNode, at: c.at()}
	ok := c.sequence('}', func() bool {
		at := c.at()
		key, rest, ok := blockKey(c.rest())
		if !ok || rest == "" {
			return false
		}
		c.offset += len(key) + 1
		c.spaces()
		value, ok := c.value(true)
		out.keys, out.items = append(out.keys, Text{key, at}), append(out.items, value)
		return ok
	})
	return out, ok
}

// sequence reads what stands between brackets, element by element. A trailing
// comma is left to the library.
func (c *cursor) sequence(end byte, element func() bool) bool {
	c.offset++
	if s := c.rest(); s != "" && s[0] == end {
		c.offset++
		return true
	}
	c.depth++
	for {
		c.spaces()
		if !element() {
			return false
		}
		c.spaces()
		switch s := c.rest(); {
		case s == "":
			return false
		case s[0] == end:
			c.offset++
			c.depth--
			return true
		case s[0] != ',' || len(s) < 2 || s[1] != ' ':
			return false
		}
		c.offset++
	}
}

// plain reads a word, a whole number or a decimal without quotes. What YAML
// gives another meaning, or may, is left to the library.
func (c *cursor) plain(flow bool) (node, bool) {
	n := node{kind: textNode, at: c.at()}
	s := c.rest()
	i := 0
	for i < len(s) && wordByte(s[i]) {
		i++
	}
	after := byte(' ')
	if i < len(s) {
		after = s[i]
	}
	if i == 0 || after != ' ' && !(flow && strings.IndexByte(",]}", after) >= 0) {
		return node{}, false
	}
	if rest := strings.TrimLeft(s[i:], " "); after == ' ' && rest != "" && rest[0] != '#' && !(flow && strings.IndexByte(",]}", rest[0]) >= 0) {
		return node{}, false // a plain text of several words
	}
	c.offset += i
	n.written = s[:i]
	switch {
	case n.written == "true" || n.written == "false":
		n.kind = booleanNode
	case letter(s[0]) && !reserved(n.written):
		n.text = n.written
	case plainNumber.MatchString(n.written):
		n.kind = numberNode
	case dateForm.MatchString(n.written):
		n.text = n.written
	default:
		return node{}, false
	}
	return n, true
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func wordByte(c byte) bool {
	return letter(c) || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-' || c == '/'
}

// reserved are the words that some version of YAML takes for something else
// than text.
func reserved(s string) bool {
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "null", "inf", "nan":
		return true
	}
	return false
}
