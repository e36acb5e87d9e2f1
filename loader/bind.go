package loader

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// binder fills Go values from a tree, reporting every field that does not fit.
// It is strict: no number becomes text, no text a number, nothing is ignored.
type binder struct {
	line     int32  // number of lines before the text that was parsed
	field    string // the key whose value is being bound, for messages
	problems []found
}

// found is a problem whose file is not yet named.
type found struct {
	at   position
	code string
	hint hint
	args []any
}

// maxProblems bounds what is reported of one piece of a file; beyond it the
// file is of another kind.
const maxProblems = 1000

func (b *binder) add(p position, code string, h hint, args ...any) {
	if len(b.problems) == maxProblems {
		return
	}
	b.problems = append(b.problems, found{b.place(p), code, h, args})
}

// noun is a word in both languages, as an argument of a message.
type noun struct{ en, zh string }

// place moves a position from the text that was parsed to the file.
func (b *binder) place(p position) position { return position{p.line + b.line, p.column} }

var (
	textType   = reflect.TypeFor[Text]()
	numberType = reflect.TypeFor[Number]()
	cypherType = reflect.TypeFor[Cypher]()
	fieldsType = reflect.TypeFor[[]Field]()
)

// bind fills v from n. The key names what is filled, for messages.
func (b *binder) bind(n *node, v reflect.Value, key string) {
	b.field = key
	if n.kind == nullNode {
		b.add(n.at, "empty_value", hintf("leave_out"), key)
		return
	}
	if v.Type() == textType {
		if n.kind == textNode && strings.Contains(n.text, "\n") {
			b.add(n.at, "broken_line", hintf("one_line"))
		} else if s, ok := b.text(n); ok {
			*v.Addr().Interface().(*Text) = Text{s, b.place(n.at)}
		}
		return
	}
	switch v.Type() {
	case numberType:
		if i, ok := b.integer(n); ok {
			*v.Addr().Interface().(*Number) = Number{i, b.place(n.at)}
		}
		return
	case cypherType:
		if s, ok := b.text(n); ok {
			*v.Addr().Interface().(*Cypher) = Cypher{s, b.place(n.at), n.block}
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		b.bindStruct(n, v)
	case reflect.Slice:
		b.bindSlice(n, v, key)
	case reflect.Map:
		b.bindMap(n, v)
	default:
		b.bindScalar(n, v)
	}
}

func (b *binder) bindScalar(n *node, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if s, ok := b.text(n); ok {
			v.SetString(s)
		}
	case reflect.Bool:
		if x, ok := b.boolean(n); ok {
			v.SetBool(x)
		}
	case reflect.Int, reflect.Int32, reflect.Int64:
		if i, ok := b.integer(n); ok {
			v.SetInt(i)
		}
	case reflect.Float64:
		if f, ok := b.number(n); ok {
			v.SetFloat(f)
		}
	default:
		panic("loader: cannot decode into " + v.Type().String())
	}
}

func (b *binder) bindSlice(n *node, v reflect.Value, key string) {
	if n.kind != listNode {
		b.add(n.at, "not_a_list", hint{}, n.name())
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
	for i := range n.items {
		b.bind(&n.items[i], out.Index(i), key)
	}
	v.Set(out)
}

// bindMap fills a map of strings.
func (b *binder) bindMap(n *node, v reflect.Value) {
	if n.kind != mappingNode {
		b.add(n.at, "not_a_mapping", hint{}, n.name())
		return
	}
	out := make(map[string]string, len(n.keys))
	for i, key := range n.keys {
		b.field = key.Value
		if s, ok := b.text(&n.items[i]); ok {
			out[key.Value] = s
		}
	}
	v.Set(reflect.ValueOf(out))
}

// structure is what bind knows of a struct type: its fields by their names in
// YAML, those that must be there, and the index of the field that takes the
// rest, or -1.
type structure struct {
	fields   map[string]int
	names    []string
	required []string
	rest     int
	at       int // field that takes the position of the mapping, or -1
}

var structures sync.Map // reflect.Type → *structure

func structureOf(t reflect.Type) *structure {
	if s, ok := structures.Load(t); ok {
		return s.(*structure)
	}
	s := &structure{fields: map[string]int{}, rest: -1, at: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		name := f.Tag.Get("yaml")
		switch {
		case f.Type == fieldsType:
			s.rest = i
		case f.Type == reflect.TypeFor[position]():
			s.at = i
		case name != "" && name != "-":
			s.fields[name] = i
			s.names = append(s.names, name)
			if f.Tag.Get("required") == "true" {
				s.required = append(s.required, name)
			}
		}
	}
	structures.Store(t, s)
	return s
}

func (b *binder) bindStruct(n *node, v reflect.Value) {
	if n.kind != mappingNode {
		b.add(n.at, "not_a_mapping", hint{}, n.name())
		return
	}
	s := structureOf(v.Type())
	if s.at >= 0 {
		*v.Field(s.at).Addr().Interface().(*position) = b.place(n.at)
	}
	seen := make(map[string]bool, len(n.keys))
	for i, key := range n.keys {
		if seen[key.Value] {
			b.add(key.at, "duplicate_field", hint{}, key.Value)
			continue
		}
		seen[key.Value] = true
		b.bindField(s, v, key, &n.items[i])
	}
	for _, name := range s.required {
		if !seen[name] {
			b.add(n.at, "missing_field", hint{}, name)
		}
	}
}

func (b *binder) bindField(s *structure, v reflect.Value, key Text, value *node) {
	if i, ok := s.fields[key.Value]; ok {
		b.bind(value, v.Field(i), key.Value)
		return
	}
	if s.rest < 0 {
		b.add(key.at, "unknown_field", near(key.Value, s.names), key.Value)
		return
	}
	if f, ok := b.property(key, value); ok {
		rest := v.Field(s.rest).Addr().Interface().(*[]Field)
		*rest = append(*rest, f)
	}
}

// property keeps a value whose type is not known before the ontology was asked.
func (b *binder) property(key Text, n *node) (Field, bool) {
	b.field = key.Value
	f := Field{Key: Text{key.Value, b.place(key.at)}, at: b.place(n.at)}
	if n.kind != listNode {
		s, ok := b.scalar(n)
		f.Values = []scalar{s}
		return f, ok
	}
	f.List = true
	for i := range n.items {
		if s, ok := b.scalar(&n.items[i]); ok {
			f.Values = append(f.Values, s)
		}
	}
	return f, true
}

func (b *binder) scalar(n *node) (scalar, bool) {
	s := scalar{at: b.place(n.at), written: n.written}
	switch n.kind {
	case textNode:
		text, ok := b.text(n)
		s.kind, s.written = textScalar, text
		return s, ok
	case numberNode:
		s.kind = numberScalar
	case booleanNode:
		s.kind = booleanScalar
	case nullNode:
		b.add(n.at, "empty_value", hintf("leave_out"), b.field)
		return s, false
	default:
		b.add(n.at, "not_text", hint{}, n.name())
		return s, false
	}
	return s, true
}

// text is the text of a node; anything that was not written as text is refused.
func (b *binder) text(n *node) (string, bool) {
	switch {
	case n.kind == numberNode || n.kind == booleanNode:
		b.add(n.at, "number_for_text", hintf("quote_it", n.written), n.name(), n.written)
	case n.kind != textNode:
		b.add(n.at, "not_text", hint{}, n.name())
	case strings.TrimSpace(n.text) == "":
		b.add(n.at, "empty_value", hintf("leave_out"), b.field)
	case n.folded && spaceInChinese(n.text):
		b.add(n.at, "broken_line", hintf("one_line"))
	default:
		return n.text, true
	}
	return "", false
}

// spaceInChinese reports whether a space stands between two Chinese characters,
// as folding a broken line leaves it.
func spaceInChinese(s string) bool {
	r := []rune(s)
	for i := 1; i+1 < len(r); i++ {
		if r[i] == ' ' && chinese(r[i-1]) && chinese(r[i+1]) {
			return true
		}
	}
	return false
}

func chinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r == '“' || r == '”'
}

var (
	plainInteger = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
	dateForm     = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	plainNumber  = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)
)

func (b *binder) integer(n *node) (int64, bool) {
	i, ok := parseInteger(n.written)
	if !ok || n.kind != numberNode {
		b.add(n.at, "not_an_integer", hint{}, n.written)
		return 0, false
	}
	return i, true
}

func (b *binder) number(n *node) (float64, bool) {
	f, ok := parseNumber(n.written)
	if !ok || n.kind != numberNode {
		b.add(n.at, "not_a_number", hint{}, n.written)
		return 0, false
	}
	return f, true
}

func (b *binder) boolean(n *node) (bool, bool) {
	if n.kind != booleanNode {
		b.add(n.at, "not_a_boolean", hint{}, n.written)
		return false, false
	}
	return strings.EqualFold(n.written, "true"), true
}

func parseInteger(s string) (int64, bool) {
	if !plainInteger.MatchString(s) {
		return 0, false
	}
	i, err := strconv.ParseInt(s, 10, 64)
	return i, err == nil
}

func parseNumber(s string) (float64, bool) {
	if !plainNumber.MatchString(s) {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}
