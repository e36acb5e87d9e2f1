package functions

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

var trimParameters = []Parameter{
	{Name: "input", Kinds: str}, {Name: "trimCharacterString", Kinds: str, Optional: true},
}

var stringFunctions = []Function{
	{
		Name: "btrim", Category: String, Parameters: trimParameters, Returns: str, Eval: trimmer(true, true),
		Zh: "去掉两端的空白或给定字符。", En: "Removes whitespace, or given characters, from both ends.",
	},
	{
		Name: "trim", Category: String, Parameters: one("input", str), Returns: str, Eval: trimmer(true, true),
		Zh: "去掉两端的空白；trim(BOTH 'x' FROM s) 去掉给定字符，LEADING、TRAILING 只去一端。",
		En: "Removes whitespace from both ends; trim(BOTH 'x' FROM s) given characters, LEADING or TRAILING from one end.",
	},
	{
		Name: "ltrim", Category: String, Parameters: trimParameters, Returns: str, Eval: trimmer(true, false),
		Zh: "去掉开头的空白或给定字符。", En: "Removes whitespace, or given characters, from the start.",
	},
	{
		Name: "rtrim", Category: String, Parameters: trimParameters, Returns: str, Eval: trimmer(false, true),
		Zh: "去掉末尾的空白或给定字符。", En: "Removes whitespace, or given characters, from the end.",
	},
	{
		Name: "left", Category: String, Returns: str, Eval: left,
		Parameters: []Parameter{{Name: "original", Kinds: str}, {Name: "length", Kinds: integer}},
		Zh:         "开头的若干字符。", En: "The first characters of a string, as many as given.",
	},
	{
		Name: "right", Category: String, Returns: str, Eval: right,
		Parameters: []Parameter{{Name: "original", Kinds: str}, {Name: "length", Kinds: integer}},
		Zh:         "末尾的若干字符。", En: "The last characters of a string, as many as given.",
	},
	{
		Name: "lower", Category: String, Parameters: one("input", str), Returns: str, Eval: toLower,
		Zh: "转换为小写。", En: "Converts to lower case.",
	},
	{
		Name: "toLower", Category: String, Parameters: one("input", str), Returns: str, Eval: toLower,
		Zh: "转换为小写。", En: "Converts to lower case.",
	},
	{
		Name: "upper", Category: String, Parameters: one("input", str), Returns: str, Eval: toUpper,
		Zh: "转换为大写。", En: "Converts to upper case.",
	},
	{
		Name: "toUpper", Category: String, Parameters: one("input", str), Returns: str, Eval: toUpper,
		Zh: "转换为大写。", En: "Converts to upper case.",
	},
	{
		Name: "normalize", Category: String, Returns: str, Eval: normalize,
		Parameters: []Parameter{{Name: "input", Kinds: str}, {Name: "normalForm", Kinds: str, Optional: true}},
		Zh:         "按 Unicode 规范形式（NFC、NFD、NFKC、NFKD）转换。", En: "Brings text into a Unicode normal form: NFC, NFD, NFKC or NFKD.",
	},
	{
		Name: "replace", Category: String, Returns: str, Eval: replace,
		Parameters: []Parameter{{Name: "original", Kinds: str}, {Name: "search", Kinds: str}, {Name: "replace", Kinds: str}},
		Zh:         "把所有出现的文字换成另一段文字。", En: "Replaces every occurrence of a text by another.",
	},
	{
		Name: "split", Category: String, Returns: list, Eval: split,
		Parameters: []Parameter{{Name: "original", Kinds: str}, {Name: "splitDelimiters", Kinds: str | list}},
		Zh:         "按一个或多个分隔符切分字符串。", En: "Splits a string at one or several delimiters.",
	},
	{
		Name: "substring", Category: String, Returns: str, Eval: substring,
		Parameters: []Parameter{
			{Name: "original", Kinds: str}, {Name: "start", Kinds: integer}, {Name: "length", Kinds: integer, Optional: true},
		},
		Zh: "从某位置（自 0 起）开始的若干字符。", En: "Characters from a position, counted from 0, to the end or as many as given.",
	},
	{
		Name: "toString", Category: String, Parameters: one("input", textual), Returns: str, Eval: lift(toText),
		Zh: "转换为字符串。", En: "Converts to a string.",
	},
	{
		Name: "toStringOrNull", Category: String, Parameters: one("input", anything), Returns: str, Eval: orNull(toText),
		Zh: "转换为字符串，不能转换时为 null。", En: "Converts to a string, null where that cannot be done.",
	},
}

func toText(v graph.Value) (graph.Value, bool, error) {
	if v.Kind() == graph.String {
		return v, true, nil
	}
	s, err := values.Text(v)
	if err != nil {
		return graph.NullValue(), false, err
	}
	return graph.Text(s), true, nil
}

// text returns an argument that is a string, after counting the work of going
// through it.
func text(ctx *Context, v graph.Value) (string, error) {
	s, _ := v.AsString()
	return s, ctx.scanned(len(s))
}

// trimmer trims whitespace, or any of the characters of a second argument.
func trimmer(start, end bool) Evaluation {
	return func(ctx *Context, args []graph.Value) (graph.Value, error) {
		s, err := text(ctx, args[0])
		if err != nil {
			return graph.NullValue(), err
		}
		cut := isSpace
		if len(args) > 1 {
			set, _ := args[1].AsString()
			if err := ctx.Meter.Work(int64(len(s)) * int64(len(set)) >> 6); err != nil {
				return graph.NullValue(), err
			}
			cut = func(r rune) bool { return strings.ContainsRune(set, r) }
		}
		if start {
			s = strings.TrimLeftFunc(s, cut)
		}
		if end {
			s = strings.TrimRightFunc(s, cut)
		}
		return graph.Text(s), nil
	}
}

func negative(name string, n int64) error {
	return values.ArgumentError("NumberOutOfRange", "the %s of a string cannot be negative: %d", name, n)
}

func left(ctx *Context, args []graph.Value) (graph.Value, error) {
	s, err := text(ctx, args[0])
	n, _ := args[1].AsInt()
	if n < 0 {
		err = negative("length", n)
	}
	if err != nil {
		return graph.NullValue(), err
	}
	return graph.Text(s[:offset(s, n)]), nil
}

func right(ctx *Context, args []graph.Value) (graph.Value, error) {
	s, err := text(ctx, args[0])
	n, _ := args[1].AsInt()
	if n < 0 {
		err = negative("length", n)
	}
	if err != nil {
		return graph.NullValue(), err
	}
	return graph.Text(s[offset(s, int64(utf8.RuneCountInString(s))-n):]), nil
}

// offset is where the n-th character of a string begins, at most its end.
func offset(s string, n int64) int {
	if n <= 0 {
		return 0
	}
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

func substring(ctx *Context, args []graph.Value) (graph.Value, error) {
	s, err := text(ctx, args[0])
	start, _ := args[1].AsInt()
	if start < 0 {
		err = negative("start", start)
	}
	size := int64(len(s))
	if len(args) > 2 {
		if size, _ = args[2].AsInt(); size < 0 {
			err = negative("length", size)
		}
	}
	if err != nil {
		return graph.NullValue(), err
	}
	s = s[offset(s, start):]
	return graph.Text(s[:offset(s, size)]), nil
}

func toLower(ctx *Context, args []graph.Value) (graph.Value, error) {
	s, err := text(ctx, args[0])
	if err != nil {
		return graph.NullValue(), err
	}
	if ascii(s) {
		return graph.Text(strings.ToLower(s)), nil
	}
	return graph.Text(cases.Lower(language.Und).String(s)), nil
}

// toUpper follows Unicode: ß becomes SS.
func toUpper(ctx *Context, args []graph.Value) (graph.Value, error) {
	s, err := text(ctx, args[0])
	if err != nil {
		return graph.NullValue(), err
	}
	if ascii(s) {
		return graph.Text(strings.ToUpper(s)), nil
	}
	return graph.Text(cases.Upper(language.Und).String(s)), nil
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var normalForms = map[string]norm.Form{"NFC": norm.NFC, "NFD": norm.NFD, "NFKC": norm.NFKC, "NFKD": norm.NFKD}

func normalize(ctx *Context, args []graph.Value) (graph.Value, error) {
	s, err := text(ctx, args[0])
	if err != nil {
		return graph.NullValue(), err
	}
	form := norm.NFC
	if len(args) > 1 {
		name, _ := args[1].AsString()
		known := false
		if form, known = normalForms[strings.ToUpper(name)]; !known {
			return graph.NullValue(), values.ArgumentError("InvalidArgumentValue",
				"there is no normal form %q, only NFC, NFD, NFKC and NFKD", short(name))
		}
	}
	// A character may become eighteen in NFKC and NFKD.
	if err := ctx.made(int64(len(s))>>3, int64(len(s))); err != nil {
		return graph.NullValue(), err
	}
	return graph.Text(form.String(s)), nil
}

// replace counts the occurrences first, so that the result's size is known
// before it is made.
func replace(ctx *Context, args []graph.Value) (graph.Value, error) {
	s, err := text(ctx, args[0])
	if err != nil {
		return graph.NullValue(), err
	}
	search, _ := args[1].AsString()
	with, _ := args[2].AsString()
	n := int64(strings.Count(s, search))
	bytes := int64(len(s)) + n*int64(len(with)-len(search))
	if err := ctx.made(n+bytes>>6, bytes); err != nil {
		return graph.NullValue(), err
	}
	return graph.Text(strings.ReplaceAll(s, search, with)), nil
}

func reverseText(ctx *Context, s string) (graph.Value, error) {
	if err := ctx.made(int64(len(s))>>3, int64(len(s))); err != nil {
		return graph.NullValue(), err
	}
	out := make([]byte, len(s))
	at := len(s)
	for i := 0; i < len(s); {
		_, n := utf8.DecodeRuneInString(s[i:])
		at -= n
		copy(out[at:], s[i:i+n])
		i += n
	}
	return graph.Text(string(out)), nil
}

func split(ctx *Context, args []graph.Value) (graph.Value, error) {
	s, err := text(ctx, args[0])
	if err != nil {
		return graph.NullValue(), err
	}
	delimiters, null, err := splitDelimiters(args[1])
	if null || err != nil {
		return graph.NullValue(), err
	}
	n := int64(len(delimiters)) // an empty one cuts everywhere
	for _, d := range delimiters {
		if err := ctx.scanned(len(s)); err != nil {
			return graph.NullValue(), err
		}
		n += int64(strings.Count(s, d))
	}
	if err := ctx.made(n, 40*n); err != nil {
		return graph.NullValue(), err
	}
	return graph.Texts(cut(s, delimiters)), nil
}

// splitDelimiters reads one string or a list of them; null is a null among them.
func splitDelimiters(v graph.Value) (delimiters []string, null bool, err error) {
	if d, ok := v.AsString(); ok {
		return []string{d}, false, nil
	}
	l, _ := v.AsList()
	for _, x := range l {
		d, ok := x.AsString()
		switch {
		case x.IsNull():
			return nil, true, nil
		case !ok:
			return nil, false, values.TypeError("InvalidArgumentValue", "split() takes strings as delimiters, not %s", values.KindName(x.Kind()))
		}
		delimiters = append(delimiters, d)
	}
	return delimiters, false, nil
}

// cut splits at whichever delimiter comes first; an empty one cuts between any
// two characters.
func cut(s string, delimiters []string) []string {
	if len(delimiters) == 1 && s != "" {
		return strings.Split(s, delimiters[0])
	}
	out := []string{}
	start := 0
	for i := 0; i < len(s); {
		if n, found := delimiterAt(s[i:], delimiters); found && (n > 0 || i > start) {
			out = append(out, s[start:i])
			start = i + n
			if n > 0 {
				i = start
				continue
			}
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
	return append(out, s[start:])
}

func delimiterAt(s string, delimiters []string) (int, bool) {
	for _, d := range delimiters {
		if strings.HasPrefix(s, d) {
			return len(d), true
		}
	}
	return 0, false
}
