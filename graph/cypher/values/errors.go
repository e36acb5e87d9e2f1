package values

import (
	"fmt"

	"planatlas/graph"
)

// Runtime returns an error that is found while a query runs; kind and detail
// are the TCK's words.
func Runtime(kind, detail, format string, args ...any) *graph.QueryError {
	return &graph.QueryError{Kind: kind, Phase: "runtime", Detail: detail, Message: fmt.Sprintf(format, args...)}
}

// TypeError is for a value of a kind that an operation does not take.
func TypeError(detail, format string, args ...any) *graph.QueryError {
	return Runtime("TypeError", detail, format, args...)
}

// ArgumentError is for a value of the right kind outside its range.
func ArgumentError(detail, format string, args ...any) *graph.QueryError {
	return Runtime("ArgumentError", detail, format, args...)
}

// ArithmeticError is for overflow and division by zero.
func ArithmeticError(detail, format string, args ...any) *graph.QueryError {
	return Runtime("ArithmeticError", detail, format, args...)
}
