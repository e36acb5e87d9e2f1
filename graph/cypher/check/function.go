package check

import (
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/functions"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// function checks a call against the table of functions.
func (c *checker) function(call *ast.FunctionCall, s *scope) kinds {
	f, ok := functions.Lookup(call.Name)
	if !ok {
		c.unknownFunction(call)
	}
	if call.Distinct && !f.IsAggregate() {
		c.fail(call, "UnexpectedSyntax", "DISTINCT goes with aggregating functions only, and %s is none", f.Name)
	}
	if f.IsAggregate() {
		c.aggregateCall(call)
		defer c.setAggregates(nested)()
	}
	if call.Star {
		return kindOf(graph.Integer)
	}
	if f.Form {
		return c.form(call, f, s)
	}
	args := c.arguments(call, f, s)
	return resultOf(f, args)
}

func (c *checker) unknownFunction(call *ast.FunctionCall) {
	e := source.Syntax(call.Pos(), "UnknownFunction", "there is no function %s", call.Name)
	e.Hint = "SHOW FUNCTIONS lists them"
	if near := functions.Near(call.Name); near != "" {
		e.Hint = "did you mean " + near + "?"
	}
	panic(e)
}

func (c *checker) arguments(call *ast.FunctionCall, f *functions.Function, s *scope) []kinds {
	if n := len(call.Args); n < required(f) || n > len(f.Parameters) && !f.Variadic {
		c.fail(call, "InvalidNumberOfArguments", "wrong number of arguments: %s", f.Signature())
	}
	var list []kinds
	for i, a := range call.Args {
		p := f.Parameters[min(i, len(f.Parameters)-1)]
		t := c.expr(a, s)
		if t.cannotBe(p.Kinds) {
			c.fail(a, "InvalidArgumentType", "argument %s of %s must be %s, not %s", p.Name, f.Name, p.Kinds, t.describe())
		}
		list = append(list, t)
	}
	return list
}

func required(f *functions.Function) int {
	n := 0
	for _, p := range f.Parameters {
		if !p.Optional {
			n++
		}
	}
	return n
}

// form checks the functions that the evaluator knows by name: exists(n.key) and
// exists((a)-->(b)). The others are read by the parser, so a call here has the
// wrong shape.
func (c *checker) form(call *ast.FunctionCall, f *functions.Function, s *scope) kinds {
	if !strings.EqualFold(f.Name, "exists") || len(call.Args) != 1 {
		c.fail(call, "UnexpectedSyntax", "wrong form: %s", f.Signature())
	}
	switch a := call.Args[0].(type) {
	case *ast.PatternExpr:
		c.patternExpr(a, s)
	case *ast.Property, *ast.Index:
		c.expr(a, s)
	default:
		c.fail(a, "InvalidArgumentType", "exists(…) takes a property or a pattern")
	}
	return kindOf(graph.Boolean)
}

// resultOf is what is known of a function's result, more exactly than the table
// says where lists go in and out.
func resultOf(f *functions.Function, args []kinds) kinds {
	switch strings.ToLower(f.Name) {
	case "collect":
		return listOf(args[0].kinds)
	case "head", "last":
		if args[0].kinds == lists {
			return kinds{args[0].item | null, values.AnyKind}
		}
	case "tail", "reverse":
		if args[0].kinds == lists {
			return args[0]
		}
	case "nodes":
		return kinds{lists | null, values.KindsOf(graph.KindNode)}
	case "relationships":
		return kinds{lists | null, values.KindsOf(graph.KindRelationship)}
	case "range":
		return listOf(integers)
	case "labels", "keys", "split":
		return kinds{lists | null, texts}
	case "coalesce":
		t := args[0]
		for _, a := range args[1:] {
			t = t.or(a)
		}
		return t
	}
	return kinds{f.Returns | null, values.AnyKind}
}
