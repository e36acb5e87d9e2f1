package loader

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
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

func (b *binder) add(p position, code string, h hint, args ...any) {
	b.problems = append(b.problems, found{p, code, h, args})
}

// noun is a word in both languages, as an argument of a message.
type noun struct{ en, zh string }

// start is the place where a node begins.
func (b *binder) start(n ast.Node) position {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return b.start(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return b.start(n.Key)
	case *ast.LiteralNode:
		return b.tokenAt(n.Start)
	}
	return b.tokenAt(n.GetToken())
}

func (b *binder) tokenAt(t *token.Token) position {
	p := tokenAt(t)
	return position{p.line + b.line, p.column}
}

var (
	textType   = reflect.TypeFor[Text]()
	fieldsType = reflect.TypeFor[[]Field]()
)

// bind fills v from n. The key names what is filled, for messages.
func (b *binder) bind(n ast.Node, v reflect.Value, key string) {
	if n == nil {
		return
	}
	b.field = key
	if _, null := n.(*ast.NullNode); null {
		b.add(b.start(n), "empty_value", hintf("leave_out"), key)
		return
	}
	if v.Type() == textType {
		if s, ok := b.text(n); ok {
			v.Set(reflect.ValueOf(Text{s, b.start(n)}))
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		b.bindStruct(n, v)
	case reflect.Slice:
		b.bindSlice(n, v, key)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		b.bind(n, v.Elem(), key)
	default:
		b.bindScalar(n, v)
	}
}

func (b *binder) bindScalar(n ast.Node, v reflect.Value) {
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

func (b *binder) bindSlice(n ast.Node, v reflect.Value, key string) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		b.add(b.start(n), "not_a_list", hint{}, describe(n))
		return
	}
	out := reflect.MakeSlice(v.Type(), len(list.Values), len(list.Values))
	for i, item := range list.Values {
		b.bind(item, out.Index(i), key)
	}
	v.Set(out)
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

func (b *binder) bindStruct(n ast.Node, v reflect.Value) {
	values, ok := entries(n)
	if !ok {
		b.add(b.start(n), "not_a_mapping", hint{}, describe(n))
		return
	}
	s := structureOf(v.Type())
	if s.at >= 0 {
		setPosition(v.Field(s.at), b.start(n))
	}
	seen := make([]string, 0, len(values))
	for _, e := range values {
		key, at := b.key(e.Key)
		if contains(seen, key) {
			b.add(at, "duplicate_field", hint{}, key)
			continue
		}
		seen = append(seen, key)
		b.bindField(s, v, Text{key, at}, e.Value)
	}
	for _, name := range s.required {
		if !contains(seen, name) {
			b.add(b.start(n), "missing_field", hint{}, name)
		}
	}
}

func (b *binder) bindField(s *structure, v reflect.Value, key Text, value ast.Node) {
	if i, ok := s.fields[key.Value]; ok {
		b.bind(value, v.Field(i), key.Value)
		return
	}
	if s.rest < 0 {
		b.add(key.at, "unknown_field", near(key.Value, s.names), key.Value)
		return
	}
	if f, ok := b.property(key, value); ok {
		rest := v.Field(s.rest)
		rest.Set(reflect.Append(rest, reflect.ValueOf(f)))
	}
}

func entries(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

func (b *binder) key(n ast.MapKeyNode) (string, position) {
	if s, ok := n.(*ast.StringNode); ok {
		return s.Value, b.start(n)
	}
	return written(n), b.start(n)
}

// field keeps a value whose type is not known before the ontology was asked.
func (b *binder) property(key Text, n ast.Node) (Field, bool) {
	b.field = key.Value
	f := Field{Key: key, at: b.start(n)}
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		s, ok := b.scalar(n, key.Value)
		f.Values = []scalar{s}
		return f, ok
	}
	f.List = true
	for _, item := range list.Values {
		if s, ok := b.scalar(item, key.Value); ok {
			f.Values = append(f.Values, s)
		}
	}
	return f, true
}

func (b *binder) scalar(n ast.Node, key string) (scalar, bool) {
	s := scalar{at: b.start(n), written: written(n)}
	switch n := n.(type) {
	case *ast.NullNode:
		b.add(s.at, "empty_value", hintf("leave_out"), key)
		return s, false
	case *ast.StringNode, *ast.LiteralNode:
		text, ok := b.text(n)
		s.kind, s.written = textScalar, text
		return s, ok
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		s.kind = numberScalar
	case *ast.BoolNode:
		s.kind = booleanScalar
	default:
		b.add(s.at, "not_text", hint{}, describe(n))
		return s, false
	}
	return s, true
}

// text is the text of a node; anything that was not written as text is refused.
func (b *binder) text(n ast.Node) (string, bool) {
	var s string
	switch n := n.(type) {
	case *ast.StringNode:
		s = n.Value
	case *ast.LiteralNode:
		s = strings.TrimRight(n.Value.Value, "\n")
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode, *ast.BoolNode:
		b.add(b.start(n), "number_for_text", hintf("quote_it", written(n)), describe(n), written(n))
		return "", false
	default:
		b.add(b.start(n), "not_text", hint{}, describe(n))
		return "", false
	}
	if strings.TrimSpace(s) == "" {
		b.add(b.start(n), "empty_value", hintf("leave_out"), b.field)
		return "", false
	}
	if strings.Contains(origin(n), "\n") && spaceInChinese(s) {
		b.add(b.start(n), "broken_line", hintf("one_line"))
		return "", false
	}
	return s, true
}

// spaceInChinese reports whether a space or a line break stands between two
// Chinese characters, as folding a broken line leaves it.
func spaceInChinese(s string) bool {
	r := []rune(s)
	for i := 1; i+1 < len(r); i++ {
		if (r[i] == ' ' || r[i] == '\n') && chinese(r[i-1]) && chinese(r[i+1]) {
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
	plainNumber  = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)
)

func (b *binder) integer(n ast.Node) (int64, bool) {
	if i, ok := parseInteger(written(n)); ok && n.Type() == ast.IntegerType {
		return i, true
	}
	b.add(b.start(n), "not_an_integer", hint{}, written(n))
	return 0, false
}

func (b *binder) number(n ast.Node) (float64, bool) {
	f, ok := parseNumber(written(n))
	if t := n.Type(); ok && (t == ast.IntegerType || t == ast.FloatType) {
		return f, true
	}
	b.add(b.start(n), "not_a_number", hint{}, written(n))
	return 0, false
}

func (b *binder) boolean(n ast.Node) (bool, bool) {
	if x, ok := n.(*ast.BoolNode); ok {
		return x.Value, true
	}
	b.add(b.start(n), "not_a_boolean", hint{}, written(n))
	return false, false
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

func origin(n ast.Node) string {
	if l, ok := n.(*ast.LiteralNode); ok {
		return l.Start.Value + "\n" + l.Value.GetToken().Origin
	}
	t := n.GetToken()
	if t == nil {
		return ""
	}
	return strings.TrimSpace(t.Origin)
}

// written is a scalar as it stands in the file.
func written(n ast.Node) string {
	if n == nil {
		return ""
	}
	s := origin(n)
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	return s
}

// describe names the kind of a node.
func describe(n ast.Node) noun {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return noun{"a mapping", "映射"}
	case *ast.SequenceNode:
		return noun{"a list", "列表"}
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return noun{"number", "数"}
	case *ast.BoolNode:
		return noun{"boolean", "布尔值"}
	case *ast.NullNode:
		return noun{"nothing", "空值"}
	}
	return noun{"text", "文本"}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func setPosition(v reflect.Value, p position) {
	*(v.Addr().Interface().(*position)) = p
}
