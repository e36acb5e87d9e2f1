package functions

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

var numericFunctions = []Function{
	{
		Name: "abs", Category: Numeric, Parameters: one("input", numbers), Returns: numbers, Eval: abs,
		Zh: "绝对值。", En: "The absolute value of a number.",
	},
	{
		Name: "ceil", Category: Numeric, Parameters: one("input", numbers), Returns: float, Eval: real(math.Ceil),
		Zh: "不小于该数的最小整数，为浮点数。", En: "The smallest whole number that is not less, as a float.",
	},
	{
		Name: "floor", Category: Numeric, Parameters: one("input", numbers), Returns: float, Eval: real(math.Floor),
		Zh: "不大于该数的最大整数，为浮点数。", En: "The largest whole number that is not greater, as a float.",
	},
	{
		Name: "isNaN", Category: Numeric, Parameters: one("input", numbers), Returns: boolean, Eval: isNaN,
		Zh: "是否不是一个数（NaN）。", En: "Whether a number is NaN.",
	},
	{
		Name: "rand", Category: Numeric, Returns: float, Volatile: true, Eval: random,
		Zh: "0（含）到 1（不含）之间的随机数。", En: "A random number from 0, included, to 1, not included.",
	},
	{
		Name: "round", Category: Numeric, Returns: float, Eval: round,
		Parameters: []Parameter{
			{Name: "value", Kinds: numbers}, {Name: "precision", Kinds: numbers, Optional: true},
			{Name: "mode", Kinds: str, Optional: true},
		},
		Zh: "四舍五入到整数或给定的小数位，可指定舍入方式。", En: "Rounds to a whole number or to decimals, in a given mode.",
	},
	{
		Name: "sign", Category: Numeric, Parameters: one("input", numbers), Returns: integer, Eval: sign,
		Zh: "数的符号：-1、0 或 1。", En: "The sign of a number: -1, 0 or 1.",
	},
}

var logarithms = []Function{
	{
		Name: "e", Category: Logarithmic, Returns: float, Eval: constant(math.E),
		Zh: "自然对数的底。", En: "The base of the natural logarithm.",
	},
	{
		Name: "exp", Category: Logarithmic, Parameters: one("input", numbers), Returns: float, Eval: real(math.Exp),
		Zh: "e 的幂。", En: "A power of e.",
	},
	{
		Name: "log", Category: Logarithmic, Parameters: one("input", numbers), Returns: float, Eval: real(math.Log),
		Zh: "自然对数。", En: "The natural logarithm.",
	},
	{
		Name: "log10", Category: Logarithmic, Parameters: one("input", numbers), Returns: float, Eval: real(log10),
		Zh: "以 10 为底的对数。", En: "The logarithm to base 10.",
	},
	{
		Name: "sqrt", Category: Logarithmic, Parameters: one("input", numbers), Returns: float, Eval: real(math.Sqrt),
		Zh: "平方根。", En: "The square root.",
	},
}

var trigonometry = []Function{
	{
		Name: "acos", Category: Trigonometric, Parameters: one("input", numbers), Returns: float, Eval: real(math.Acos),
		Zh: "反余弦（弧度）。", En: "The arccosine in radians.",
	},
	{
		Name: "asin", Category: Trigonometric, Parameters: one("input", numbers), Returns: float, Eval: real(math.Asin),
		Zh: "反正弦（弧度）。", En: "The arcsine in radians.",
	},
	{
		Name: "atan", Category: Trigonometric, Parameters: one("input", numbers), Returns: float, Eval: real(math.Atan),
		Zh: "反正切（弧度）。", En: "The arctangent in radians.",
	},
	{
		Name: "atan2", Category: Trigonometric, Returns: float, Eval: atan2,
		Parameters: []Parameter{{Name: "y", Kinds: numbers}, {Name: "x", Kinds: numbers}},
		Zh:         "坐标的反正切（弧度）。", En: "The arctangent of two coordinates in radians.",
	},
	{
		Name: "cos", Category: Trigonometric, Parameters: one("input", numbers), Returns: float, Eval: real(math.Cos),
		Zh: "余弦。", En: "The cosine.",
	},
	{
		Name: "cot", Category: Trigonometric, Parameters: one("input", numbers), Returns: float,
		Eval: real(func(x float64) float64 { return 1 / math.Tan(x) }),
		Zh:   "余切。", En: "The cotangent.",
	},
	{
		Name: "degrees", Category: Trigonometric, Parameters: one("input", numbers), Returns: float,
		Eval: real(func(x float64) float64 { return x * (180 / math.Pi) }),
		Zh:   "弧度换算为角度。", En: "Converts radians to degrees.",
	},
	{
		Name: "haversin", Category: Trigonometric, Parameters: one("input", numbers), Returns: float,
		Eval: real(func(x float64) float64 { return (1 - math.Cos(x)) / 2 }),
		Zh:   "半正矢。", En: "Half the versine.",
	},
	{
		Name: "pi", Category: Trigonometric, Returns: float, Eval: constant(math.Pi),
		Zh: "圆周率。", En: "The number pi.",
	},
	{
		Name: "radians", Category: Trigonometric, Parameters: one("input", numbers), Returns: float,
		Eval: real(func(x float64) float64 { return x / 180 * math.Pi }),
		Zh:   "角度换算为弧度。", En: "Converts degrees to radians.",
	},
	{
		Name: "sin", Category: Trigonometric, Parameters: one("input", numbers), Returns: float, Eval: real(math.Sin),
		Zh: "正弦。", En: "The sine.",
	},
	{
		Name: "tan", Category: Trigonometric, Parameters: one("input", numbers), Returns: float, Eval: real(math.Tan),
		Zh: "正切。", En: "The tangent.",
	},
}

// number is a number as a float.
func number(v graph.Value) float64 {
	if i, ok := v.AsInt(); ok {
		return float64(i)
	}
	f, _ := v.AsFloat()
	return f
}

// real makes a function of one over the reals.
func real(f func(float64) float64) Evaluation {
	return func(_ *Context, args []graph.Value) (graph.Value, error) {
		return graph.Number(f(number(args[0]))), nil
	}
}

// log10 is exact for powers of ten, which math.Log10 is not: log10(1000) is 3.0.
func log10(x float64) float64 {
	y := math.Log10(x)
	if whole := math.Round(y); math.Abs(whole) <= 308 && math.Pow10(int(whole)) == x {
		return whole
	}
	return y
}

func constant(f float64) Evaluation {
	return func(*Context, []graph.Value) (graph.Value, error) { return graph.Number(f), nil }
}

func abs(_ *Context, args []graph.Value) (graph.Value, error) {
	if i, ok := args[0].AsInt(); ok {
		if i == math.MinInt64 {
			return graph.NullValue(), values.ArithmeticError("NumberOutOfRange", "integer overflow: abs(%d) does not fit into 64 bits", i)
		}
		return graph.Int(max(i, -i)), nil
	}
	return graph.Number(math.Abs(number(args[0]))), nil
}

func isNaN(_ *Context, args []graph.Value) (graph.Value, error) {
	return graph.Bool(math.IsNaN(number(args[0]))), nil
}

func random(*Context, []graph.Value) (graph.Value, error) { return graph.Number(rand.Float64()), nil }

func sign(_ *Context, args []graph.Value) (graph.Value, error) {
	switch f := number(args[0]); {
	case f > 0:
		return graph.Int(1), nil
	case f < 0:
		return graph.Int(-1), nil
	}
	return graph.Int(0), nil
}

func atan2(_ *Context, args []graph.Value) (graph.Value, error) {
	return graph.Number(math.Atan2(number(args[0]), number(args[1]))), nil
}

// round without a precision, or with 0 and no mode, takes halves up (-2.5 is
// -2.0); with one, halves go away from zero unless a mode says otherwise.
func round(_ *Context, args []graph.Value) (graph.Value, error) {
	x := number(args[0])
	if len(args) == 1 {
		return graph.Number(halfUp(x)), nil
	}
	precision := saturate(number(args[1]))
	if precision < 0 {
		return graph.NullValue(), values.ArgumentError("NumberOutOfRange", "the precision of round() cannot be negative: %d", precision)
	}
	mode := "HALF_UP"
	if len(args) > 2 {
		m, _ := args[2].AsString()
		mode = strings.ToUpper(m)
	} else if precision == 0 {
		return graph.Number(halfUp(x)), nil
	}
	if !roundingModes[mode] {
		return graph.NullValue(), values.ArgumentError("InvalidArgumentValue",
			"there is no rounding mode %q, only CEILING, FLOOR, UP, DOWN, HALF_EVEN, HALF_UP, HALF_DOWN", short(mode))
	}
	if math.IsNaN(x) || math.IsInf(x, 0) || precision > 400 {
		return graph.Number(x), nil
	}
	return graph.Number(roundDecimal(x, int(precision), mode)), nil
}

func halfUp(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	f := math.Floor(x)
	if x-f >= 0.5 {
		f++
	}
	return f + 0 // no -0.0
}

var roundingModes = map[string]bool{
	"CEILING": true, "FLOOR": true, "UP": true, "DOWN": true,
	"HALF_EVEN": true, "HALF_UP": true, "HALF_DOWN": true,
}

// roundDecimal rounds the number as it prints and not its binary value, so that
// 2.345 has a half to round.
func roundDecimal(x float64, precision int, mode string) float64 {
	mantissa, exponent := decimalParts(x)
	cut := -precision - exponent // digits to drop
	if cut <= 0 {
		return x
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(cut)), nil)
	whole, rest := new(big.Int).QuoRem(mantissa, unit, new(big.Int))
	if rest.Sign() != 0 && awayFromZero(whole, rest, unit, mode, x < 0) {
		whole.Add(whole, big.NewInt(1))
	}
	f, _ := strconv.ParseFloat(whole.String()+"e"+strconv.Itoa(-precision), 64)
	if x < 0 {
		return 0 - f
	}
	return f
}

// decimalParts writes |x| as an integer times a power of ten, with the fewest
// digits that tell it from other floats.
func decimalParts(x float64) (mantissa *big.Int, exponent int) {
	digits, power, _ := strings.Cut(strconv.FormatFloat(math.Abs(x), 'e', -1, 64), "e")
	exponent, _ = strconv.Atoi(power)
	whole, decimals, _ := strings.Cut(digits, ".")
	mantissa, _ = new(big.Int).SetString(whole+decimals, 10)
	return mantissa, exponent - len(decimals)
}

func awayFromZero(whole, rest, unit *big.Int, mode string, negative bool) bool {
	half := new(big.Int).Lsh(rest, 1).Cmp(unit)
	switch mode {
	case "UP":
		return true
	case "DOWN":
		return false
	case "CEILING":
		return !negative
	case "FLOOR":
		return negative
	case "HALF_DOWN":
		return half > 0
	case "HALF_EVEN":
		return half > 0 || half == 0 && whole.Bit(0) == 1
	}
	return half >= 0
}
