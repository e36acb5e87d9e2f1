package functions

import (
	"math"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

var vectorParameters = []Parameter{{Name: "a", Kinds: list}, {Name: "b", Kinds: list}}

var vectorFunctions = []Function{
	{
		Name: "vector.similarity.cosine", Category: Vector, Parameters: vectorParameters, Returns: float, Eval: cosine,
		Zh: "两个向量的余弦相似度，0 到 1。", En: "The similarity of two vectors by their cosine, 0 to 1.",
	},
	{
		Name: "vector.similarity.euclidean", Category: Vector, Parameters: vectorParameters, Returns: float, Eval: euclidean,
		Zh: "两个向量按欧氏距离的相似度，0 到 1。", En: "The similarity of two vectors by their Euclidean distance, 0 to 1.",
	},
}

// vectors reads two lists of numbers of the same length.
func vectors(ctx *Context, args []graph.Value) (a, b []float64, err error) {
	for i, out := range []*[]float64{&a, &b} {
		l, _ := args[i].AsList()
		if err = ctx.made(int64(len(l)), 8*int64(len(l))); err != nil {
			return nil, nil, err
		}
		for _, v := range l {
			if !values.Numbers.Has(v.Kind()) {
				return nil, nil, values.TypeError("InvalidArgumentValue", "a vector is a list of numbers, not of %s", values.KindName(v.Kind()))
			}
			*out = append(*out, number(v))
		}
	}
	if len(a) != len(b) || len(a) == 0 {
		err = values.ArgumentError("InvalidArgumentValue", "two vectors need the same dimensions, at least one: %d and %d", len(a), len(b))
	}
	return a, b, err
}

func cosine(ctx *Context, args []graph.Value) (graph.Value, error) {
	a, b, err := vectors(ctx, args)
	if err != nil {
		return graph.NullValue(), err
	}
	var dot, aa, bb float64
	for i := range a {
		dot += a[i] * b[i]
		aa += a[i] * a[i]
		bb += b[i] * b[i]
	}
	if aa == 0 || bb == 0 {
		return graph.NullValue(), values.ArgumentError("InvalidArgumentValue", "a vector of zeros has no direction")
	}
	return graph.Number((1 + dot/math.Sqrt(aa*bb)) / 2), nil
}

func euclidean(ctx *Context, args []graph.Value) (graph.Value, error) {
	a, b, err := vectors(ctx, args)
	if err != nil {
		return graph.NullValue(), err
	}
	var sum float64
	for i := range a {
		sum += (a[i] - b[i]) * (a[i] - b[i])
	}
	return graph.Number(1 / (1 + sum)), nil
}
