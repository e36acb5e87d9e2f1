package functions

import (
	"crypto/rand"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

var scalarFunctions = []Function{
	{
		Name: "char_length", Category: Scalar, Parameters: one("input", str), Returns: integer, Eval: textLength,
		Zh: "字符串的字符数。", En: "The number of characters of a string.",
	},
	{
		Name: "character_length", Category: Scalar, Parameters: one("input", str), Returns: integer, Eval: textLength,
		Zh: "字符串的字符数。", En: "The number of characters of a string.",
	},
	{
		Name: "coalesce", Category: Scalar, Parameters: one("input", anything), Variadic: true, Returns: anything,
		NullSafe: true, Eval: coalesce,
		Zh: "第一个不为 null 的参数。", En: "The first argument that is not null.",
	},
	{
		Name: "head", Category: Scalar, Parameters: one("list", list), Returns: anything, Eval: head,
		Zh: "列表的第一个元素。", En: "The first element of a list.",
	},
	{
		Name: "last", Category: Scalar, Parameters: one("list", list), Returns: anything, Eval: last,
		Zh: "列表的最后一个元素。", En: "The last element of a list.",
	},
	{
		Name: "isEmpty", Category: Predicate, Parameters: one("input", str|list|mapping), Returns: boolean, Eval: isEmpty,
		Zh: "字符串、列表或映射是否为空。", En: "Whether a string, list or map is empty.",
	},
	{
		Name: "nullIf", Category: Scalar, Returns: anything, NullSafe: true, Eval: nullIf,
		Parameters: []Parameter{{Name: "v1", Kinds: anything}, {Name: "v2", Kinds: anything}},
		Zh:         "两值相等时为 null，否则为第一个值。", En: "Null where both values are equal, otherwise the first.",
	},
	{
		Name: "randomUUID", Category: Scalar, Returns: str, Volatile: true, Eval: randomUUID,
		Zh: "随机的 UUID。", En: "A random UUID.",
	},
	{
		Name: "size", Category: Scalar, Parameters: one("input", str|list), Returns: integer, Eval: size,
		Zh: "列表的元素数，或字符串的字符数。", En: "The number of elements of a list or characters of a string.",
	},
	{
		Name: "timestamp", Category: Scalar, Returns: integer, Eval: timestamp,
		Zh: "当前时间，自 1970 年起的毫秒数。", En: "The current time in milliseconds since 1970.",
	},
	{
		Name: "toBoolean", Category: Scalar, Parameters: one("input", boolean|str|integer), Returns: boolean, Eval: lift(toBoolean),
		Zh: "转换为布尔值；文字不是 true 或 false 时为 null。", En: "Converts to a boolean; null for text other than true and false.",
	},
	{
		Name: "toBooleanOrNull", Category: Scalar, Parameters: one("input", anything), Returns: boolean, Eval: orNull(toBoolean),
		Zh: "转换为布尔值，不能转换时为 null。", En: "Converts to a boolean, null where that cannot be done.",
	},
	{
		Name: "toFloat", Category: Scalar, Parameters: one("input", str|numbers), Returns: float, Eval: lift(toFloat),
		Zh: "转换为浮点数；文字不是数字时为 null。", En: "Converts to a float; null for text that is no number.",
	},
	{
		Name: "toFloatOrNull", Category: Scalar, Parameters: one("input", anything), Returns: float, Eval: orNull(toFloat),
		Zh: "转换为浮点数，不能转换时为 null。", En: "Converts to a float, null where that cannot be done.",
	},
	{
		Name: "toInteger", Category: Scalar, Parameters: one("input", boolean|str|numbers), Returns: integer, Eval: lift(toInteger),
		Zh: "转换为整数，舍去小数；文字不是数字时为 null。", En: "Converts to an integer, cutting decimals; null for text that is no number.",
	},
	{
		Name: "toIntegerOrNull", Category: Scalar, Parameters: one("input", anything), Returns: integer, Eval: orNull(toInteger),
		Zh: "转换为整数，不能转换时为 null。", En: "Converts to an integer, null where that cannot be done.",
	},
	{
		Name: "valueType", Category: Scalar, Parameters: one("input", anything), Returns: str, NullSafe: true, Eval: valueType,
		Zh: "值的类型名，如 INTEGER NOT NULL。", En: "The name of a value's type, as INTEGER NOT NULL.",
	},
}

// conversion turns a value into another kind; ok is false for a kind that it
// does not take. Text that does not fit gives null.
type conversion func(v graph.Value) (out graph.Value, ok bool, err error)

// lift makes a function of a conversion; the kinds were checked before.
func lift(convert conversion) Evaluation {
	return func(_ *Context, args []graph.Value) (graph.Value, error) {
		v, _, err := convert(args[0])
		return v, err
	}
}

// orNull makes a function of a conversion that gives null for all it cannot
// convert.
func orNull(convert conversion) Evaluation {
	return func(_ *Context, args []graph.Value) (graph.Value, error) {
		return convertOrNull(convert, args[0]), nil
	}
}

func convertOrNull(convert conversion, v graph.Value) graph.Value {
	out, ok, err := convert(v)
	if !ok || err != nil {
		return graph.NullValue()
	}
	return out
}

// each makes a function that converts every element of a list.
func each(convert conversion) Evaluation {
	return func(ctx *Context, args []graph.Value) (graph.Value, error) {
		l, _ := args[0].AsList()
		if err := ctx.made(int64(len(l)), 24*int64(len(l))); err != nil {
			return graph.NullValue(), err
		}
		out := make([]graph.Value, len(l))
		for i, v := range l {
			out[i] = convertOrNull(convert, v)
		}
		return graph.ListOf(out...), nil
	}
}

func toBoolean(v graph.Value) (graph.Value, bool, error) {
	switch v.Kind() {
	case graph.Boolean:
		return v, true, nil
	case graph.Integer:
		i, _ := v.AsInt()
		return graph.Bool(i != 0), true, nil
	case graph.String:
		s, _ := v.AsString()
		switch strings.ToLower(strings.TrimFunc(s, isSpace)) {
		case "true":
			return graph.Bool(true), true, nil
		case "false":
			return graph.Bool(false), true, nil
		}
		return graph.NullValue(), true, nil
	}
	return graph.NullValue(), false, nil
}

func toFloat(v graph.Value) (graph.Value, bool, error) {
	switch v.Kind() {
	case graph.Float:
		return v, true, nil
	case graph.Integer:
		i, _ := v.AsInt()
		return graph.Number(float64(i)), true, nil
	case graph.String:
		s, _ := v.AsString()
		if f, ok := parseFloat(s); ok {
			return graph.Number(f), true, nil
		}
		return graph.NullValue(), true, nil
	}
	return graph.NullValue(), false, nil
}

// parseFloat reads what Java's Double.valueOf reads: also a letter for the type
// behind the number, and NaN and Infinity in exactly this spelling.
func parseFloat(s string) (float64, bool) {
	s = strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	bare := strings.TrimLeft(s, "+-")
	if bare == "Infinity" || bare == "NaN" {
		f, err := strconv.ParseFloat(s, 64)
		return f, err == nil || bare == "NaN"
	}
	if bare == "" || strings.Contains(s, "_") || !(bare[0] == '.' || bare[0] >= '0' && bare[0] <= '9') {
		return 0, false
	}
	if !strings.HasPrefix(strings.ToLower(bare), "0x") {
		s = strings.TrimRight(s, "fFdD")
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0, false
	}
	return f, true
}

func toInteger(v graph.Value) (graph.Value, bool, error) {
	switch v.Kind() {
	case graph.Integer:
		return v, true, nil
	case graph.Float:
		f, _ := v.AsFloat()
		return graph.Int(saturate(f)), true, nil
	case graph.Boolean:
		b, _ := v.AsBool()
		if b {
			return graph.Int(1), true, nil
		}
		return graph.Int(0), true, nil
	case graph.String:
		s, _ := v.AsString()
		out, err := parseInteger(s)
		return out, true, err
	}
	return graph.NullValue(), false, nil
}

// saturate cuts decimals; what is too large becomes the largest integer, NaN 0.
func saturate(f float64) int64 {
	switch {
	case f != f:
		return 0
	case f >= 1<<63:
		return math.MaxInt64
	case f < -1<<63:
		return math.MinInt64
	}
	return int64(f)
}

// parseInteger reads an integer or a decimal number, whose decimals it cuts.
func parseInteger(s string) (graph.Value, error) {
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		return graph.Int(i), nil
	}
	if !decimal(s) {
		return graph.NullValue(), nil
	}
	f, _ := strconv.ParseFloat(s, 64)
	if f >= 1<<63 || f < -1<<63 {
		return graph.NullValue(), values.TypeError("InvalidArgumentValue", "the integer %s is too large", short(s))
	}
	return graph.Int(int64(f)), nil
}

// decimal reports whether s is digits with a sign, a point and an exponent at
// most.
func decimal(s string) bool {
	digits := false
	for i, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			digits = true
		case c == '+' || c == '-':
			if i > 0 && s[i-1] != 'e' && s[i-1] != 'E' {
				return false
			}
		case c != '.' && c != 'e' && c != 'E':
			return false
		}
	}
	_, err := strconv.ParseFloat(s, 64)
	return digits && (err == nil || strings.Contains(err.Error(), "range"))
}

// isSpace is Java's whitespace: Unicode's without the spaces that do not break.
func isSpace(r rune) bool {
	switch r {
	case 0x85, 0xa0, 0x2007, 0x202f:
		return false
	case 0x1c, 0x1d, 0x1e, 0x1f:
		return true
	}
	return unicode.IsSpace(r)
}

func textLength(ctx *Context, args []graph.Value) (graph.Value, error) {
	s, _ := args[0].AsString()
	return graph.Int(int64(utf8.RuneCountInString(s))), ctx.scanned(len(s))
}

func coalesce(_ *Context, args []graph.Value) (graph.Value, error) {
	for _, a := range args {
		if !a.IsNull() {
			return a, nil
		}
	}
	return graph.NullValue(), nil
}

func head(_ *Context, args []graph.Value) (graph.Value, error) {
	if l, _ := args[0].AsList(); len(l) > 0 {
		return l[0], nil
	}
	return graph.NullValue(), nil
}

func last(_ *Context, args []graph.Value) (graph.Value, error) {
	if l, _ := args[0].AsList(); len(l) > 0 {
		return l[len(l)-1], nil
	}
	return graph.NullValue(), nil
}

func isEmpty(_ *Context, args []graph.Value) (graph.Value, error) {
	switch v := args[0]; v.Kind() {
	case graph.String:
		s, _ := v.AsString()
		return graph.Bool(s == ""), nil
	case graph.List:
		l, _ := v.AsList()
		return graph.Bool(len(l) == 0), nil
	default:
		m, _ := v.AsMap()
		return graph.Bool(len(m) == 0), nil
	}
}

func nullIf(_ *Context, args []graph.Value) (graph.Value, error) {
	if values.Equal(args[0], args[1]) == values.True {
		return graph.NullValue(), nil
	}
	return args[0], nil
}

// randomUUID is a version 4 UUID.
func randomUUID(*Context, []graph.Value) (graph.Value, error) {
	var u [16]byte
	_, _ = rand.Read(u[:]) // never fails
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	h := hex.EncodeToString(u[:])
	return graph.Text(h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]), nil
}

func size(ctx *Context, args []graph.Value) (graph.Value, error) {
	if l, ok := args[0].AsList(); ok {
		return graph.Int(int64(len(l))), nil
	}
	return textLength(ctx, args)
}

func timestamp(ctx *Context, _ []graph.Value) (graph.Value, error) {
	return graph.Int(ctx.Clock.UnixMilli()), nil
}

func valueType(ctx *Context, args []graph.Value) (graph.Value, error) {
	name, err := values.TypeName(args[0], func(elements int) error { return ctx.Meter.Work(int64(elements)) })
	return graph.Text(name), err
}
