package values

import "planatlas/graph"

// Trinary is the outcome of a predicate: false, true, or unknown (null).
type Trinary int8

// The three outcomes.
const (
	False Trinary = iota
	True
	Unknown
)

// TrinaryOf returns True or False.
func TrinaryOf(b bool) Trinary {
	if b {
		return True
	}
	return False
}

// Value returns the outcome as a value: true, false or null.
func (t Trinary) Value() graph.Value {
	switch t {
	case True:
		return graph.Bool(true)
	case False:
		return graph.Bool(false)
	}
	return graph.NullValue()
}

// Not is the negation; unknown stays unknown.
func (t Trinary) Not() Trinary {
	switch t {
	case True:
		return False
	case False:
		return True
	}
	return Unknown
}
