package functions

import (
	"math"
	"slices"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

var listFunctions = []Function{
	{
		Name: "range", Category: List, Returns: list, NullSafe: true, Eval: rangeList,
		Parameters: []Parameter{
			{Name: "start", Kinds: anything}, {Name: "end", Kinds: anything},
			{Name: "step", Kinds: anything, Optional: true},
		},
		Zh: "从起点到终点（含）的整数列表，可带步长。", En: "The integers from a start to an end, both included, by a step.",
	},
	{
		Name: "reverse", Category: List, Parameters: one("input", str|list), Returns: str | list, Eval: reverse,
		Zh: "倒序的列表或字符串。", En: "A list or string in reverse order.",
	},
	{
		Name: "tail", Category: List, Parameters: one("list", list), Returns: list, Eval: tail,
		Zh: "去掉第一个元素的列表。", En: "A list without its first element.",
	},
	{
		Name: "toBooleanList", Category: List, Parameters: one("input", list), Returns: list, Eval: each(toBoolean),
		Zh: "把每个元素转换为布尔值，不能转换的为 null。", En: "Converts every element to a boolean, null where that cannot be done.",
	},
	{
		Name: "toFloatList", Category: List, Parameters: one("input", list), Returns: list, Eval: each(toFloat),
		Zh: "把每个元素转换为浮点数，不能转换的为 null。", En: "Converts every element to a float, null where that cannot be done.",
	},
	{
		Name: "toIntegerList", Category: List, Parameters: one("input", list), Returns: list, Eval: each(toInteger),
		Zh: "把每个元素转换为整数，不能转换的为 null。", En: "Converts every element to an integer, null where that cannot be done.",
	},
	{
		Name: "toStringList", Category: List, Parameters: one("input", list), Returns: list, Eval: each(toText),
		Zh: "把每个元素转换为字符串，不能转换的为 null。", En: "Converts every element to a string, null where that cannot be done.",
	},
}

// rangeList counts the elements before it makes the first, so that a range of a
// billion ends at the limit and not in memory.
func rangeList(ctx *Context, args []graph.Value) (graph.Value, error) {
	bounds := [3]int64{2: 1}
	for i, a := range args {
		n, ok := a.AsInt()
		if !ok {
			return graph.NullValue(), values.ArgumentError("InvalidArgumentType",
				"range() takes integers, not %s", values.KindName(a.Kind()))
		}
		bounds[i] = n
	}
	start, end, step := bounds[0], bounds[1], bounds[2]
	if step == 0 {
		return graph.NullValue(), values.ArgumentError("NumberOutOfRange", "the step of range() cannot be 0")
	}
	n := rangeLength(start, end, step)
	if err := ctx.made(n, 24*min(n, math.MaxInt64/24)); err != nil {
		return graph.NullValue(), err
	}
	out := make([]graph.Value, n)
	for i := range out {
		out[i] = graph.Int(start + int64(i)*step)
	}
	return graph.ListOf(out...), nil
}

// rangeLength is the number of elements, at most the largest integer.
func rangeLength(start, end, step int64) int64 {
	if step > 0 && start > end || step < 0 && start < end {
		return 0
	}
	distance, stride := uint64(end)-uint64(start), uint64(step)
	if step < 0 {
		distance, stride = uint64(start)-uint64(end), -uint64(step)
	}
	n := distance / stride
	if n >= math.MaxInt64 {
		return math.MaxInt64
	}
	return int64(n) + 1
}

func reverse(ctx *Context, args []graph.Value) (graph.Value, error) {
	if s, ok := args[0].AsString(); ok {
		return reverseText(ctx, s)
	}
	l, _ := args[0].AsList()
	if err := ctx.made(int64(len(l)), 24*int64(len(l))); err != nil {
		return graph.NullValue(), err
	}
	out := slices.Clone(l)
	slices.Reverse(out)
	return graph.ListOf(out...), nil
}

func tail(_ *Context, args []graph.Value) (graph.Value, error) {
	l, _ := args[0].AsList()
	if len(l) == 0 {
		return args[0], nil
	}
	return graph.ListOf(l[1:]...), nil
}
