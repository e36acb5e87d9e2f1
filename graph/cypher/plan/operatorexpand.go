package plan

import (
	"fmt"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
)

// This file holds the operators that follow relationships.

// Types are the relationship types that an expansion follows.
type Types struct {
	All bool
	IDs []int32 // where not All
	// Text is the types as the query wrote them.
	Text string
}

// Taken is a relationship, or a list of them, that a MATCH has bound.
type Taken struct {
	Relationship *ast.Symbol
	// Start and End are its ends, where it is one whose direction is known.
	Start, End *ast.Symbol
}

// Step is what expansions have in common: from a bound node along a
// relationship to another node.
type Step struct {
	From, Relationship, To *ast.Symbol
	Direction              graph.Direction
	Types                  Types
	// Into says that To is bound already and only connections to it count.
	Into bool
	// Distinct are the relationships of the same MATCH which this one must
	// differ from.
	Distinct []Taken
	// Keep says that something reads the relationship's slot, Mark that later
	// relationships are only told apart from it.
	Keep, Mark bool
	// Unread says that nothing reads To's slot.
	Unread bool
}

func (s *Step) suffix() string {
	if s.Into {
		return "(Into)"
	}
	return "(All)"
}

func (s *Step) pattern(length string) string {
	left, right := "-", "->"
	switch s.Direction {
	case graph.Incoming:
		left, right = "<-", "-"
	case graph.Both:
		right = "-"
	}
	text := s.Types.Text
	if text != "" {
		text = ":" + text
	}
	return fmt.Sprintf("(%s)%s[%s%s%s]%s(%s)", nameOf(s.From), left, nameOf(s.Relationship), text, length, right, nameOf(s.To))
}

// Expand follows one relationship. Counted ones make one row that stands for as
// many as there are relationships: the rows are only counted afterwards.
type Expand struct {
	estimate
	Step
	Counted bool
	// With is another counted expansion from the same node, to be combined with
	// this one, or nil.
	With *Expand
}

// Name is the operator's name in a plan.
func (o *Expand) Name() string { return "Expand" + o.suffix() }

// Details is the pattern that is followed.
func (o *Expand) Details() string {
	if o.With != nil {
		return o.With.pattern("") + ", " + o.pattern("") + " counted from degrees"
	}
	if o.Counted {
		return o.pattern("") + " counted from degrees"
	}
	return o.pattern("")
}

// VarLengthExpand follows Min to Max relationships; Max -1 is without bound.
type VarLengthExpand struct {
	estimate
	Step
	Min, Max int64
	// Reversed says that the pattern was written the other way round, so that
	// the list of relationships must be turned.
	Reversed bool
	// Each is what the Predicates read each relationship through.
	Each       *ast.Symbol
	Predicates []ast.Expr
	// Pruning says that only which nodes can be reached matters, not how often.
	Pruning bool
}

// Name is the operator's name in a plan.
func (o *VarLengthExpand) Name() string {
	if o.Pruning {
		return "VarLengthExpand(Pruning)"
	}
	return "VarLengthExpand" + o.suffix()
}

// Details is the pattern that is followed.
func (o *VarLengthExpand) Details() string {
	d := o.pattern(lengthText(o.Min, o.Max))
	if len(o.Predicates) > 0 {
		d += " WHERE " + conditions(o.Predicates)
	}
	return d
}

// Repeat follows a quantified group Min to Max times; Max -1 is without bound.
// Its Relationship is the list of all relationships on the way.
type Repeat struct {
	estimate
	Step
	Min, Max int64
	// Inner goes once through the group, from InnerFrom to InnerTo.
	Inner              Pipeline
	InnerFrom, InnerTo *ast.Symbol
	// Relationships are those of the group, in the order in which the way goes.
	Relationships []*ast.Symbol
	// Each of Singles is a variable of the group, whose values on the way are
	// collected into the one of Lists.
	Singles, Lists []*ast.Symbol
	// Bound is all that one round binds.
	Bound    []*ast.Symbol
	Reversed bool
	text     string
}

// Name is the operator's name in a plan.
func (*Repeat) Name() string { return "Repeat(Trail)" }

// Details is the pattern that is followed.
func (o *Repeat) Details() string {
	return "(" + nameOf(o.From) + ") " + o.text + " (" + nameOf(o.To) + ")"
}

// ProjectEndpoints binds the end nodes of a relationship, or of a list of them,
// that is bound already.
type ProjectEndpoints struct {
	estimate
	Step
	Length    bool // Relationship holds a list
	Min, Max  int64
	FromBound bool
}

// Name is the operator's name in a plan.
func (*ProjectEndpoints) Name() string { return "ProjectEndpoints" }

// Details is the pattern that is followed.
func (o *ProjectEndpoints) Details() string { return o.pattern("") }

func lengthText(least, most int64) string {
	switch {
	case most < 0 && least == 1:
		return "*"
	case most < 0:
		return fmt.Sprintf("*%d..", least)
	default:
		return fmt.Sprintf("*%d..%d", least, most)
	}
}
