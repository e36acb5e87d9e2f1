// Package ast is the syntax tree of a query: statements, clauses, patterns and
// expressions under the names of the Cypher grammar.
//
// Every node knows its position and prints itself as Cypher; what is printed
// parses to the same tree. The parser builds the tree, check fills in the
// symbols that names stand for, and plan reads both. Walk and Rewrite go
// through expressions without knowing each kind.
package ast

import (
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// Node is any part of the tree.
type Node interface {
	Pos() source.Pos
	String() string
}

// At is the position of a node; every node embeds it.
type At struct{ Position source.Pos }

// Pos is where the node starts in the query.
func (a At) Pos() source.Pos { return a.Position }

// Mode says what to do with a query.
type Mode uint8

// The modes of a statement.
const (
	Run     Mode = iota
	Explain      // show the plan, run nothing
	Profile      // run, and show the plan with actual rows and time
)

// Statement is a whole text: a query, which may begin with a SHOW command.
type Statement struct {
	At
	Mode  Mode
	Query *Query
}

// Query is one or more parts joined by UNION.
type Query struct {
	At
	Parts []*Part
	// All[i] says whether Parts[i] and Parts[i+1] are joined by UNION ALL.
	All []bool
	// Columns are what the parts of a UNION are copied into; check sets them.
	Columns []*Symbol
}

// Part is a sequence of clauses.
type Part struct {
	At
	Clauses []Clause
}

// Clause is a clause of a query.
type Clause interface {
	Node
	clause()
}

// Match is MATCH or OPTIONAL MATCH.
type Match struct {
	At
	Optional bool
	Patterns []*Pattern
	Where    Expr // may be nil
}

// Unwind is UNWIND list AS name.
type Unwind struct {
	At
	List Expr
	Name *Variable
}

// Projection is the common part of WITH and RETURN.
type Projection struct {
	Distinct bool
	Star     bool // *, before the items
	Items    []*Item
	OrderBy  []*SortItem
	Skip     Expr // may be nil
	Limit    Expr // may be nil
}

// Item is one expression of a projection.
type Item struct {
	At
	Expr Expr
	// Alias is the name after AS, or nil.
	Alias *Variable
	// Text is the expression as the query has it: the column's name where there
	// is no alias.
	Text string
	// Symbol is the projected column; check sets it.
	Symbol *Symbol
}

// Name is the name of the column.
func (i *Item) Name() string {
	if i.Alias != nil {
		return i.Alias.Name
	}
	return i.Text
}

// SortItem is one expression of ORDER BY.
type SortItem struct {
	At
	Expr       Expr
	Descending bool
}

// With is WITH.
type With struct {
	At
	Projection
	Where Expr // may be nil
}

// Return is RETURN.
type Return struct {
	At
	Projection
}

// Call is CALL of a procedure.
type Call struct {
	At
	Procedure string
	// Args is nil where there are no parentheses: the parameters of the query
	// are then taken by name.
	Args     []Expr
	Implicit bool // no parentheses
	Star     bool // YIELD *
	Yield    []*Yield
	Where    Expr // may be nil
	Optional bool
}

// Yield is one column of YIELD.
type Yield struct {
	At
	Column string
	Name   *Variable
}

// CallSubquery is CALL { … } or CALL (a, b) { … }.
type CallSubquery struct {
	At
	// Scoped says that the form with a list of imports was used.
	Scoped   bool
	Star     bool // CALL (*)
	Imports  []*Variable
	Query    *Query
	Optional bool
}

// Create is CREATE. Queries may not contain it; tests set up graphs with it.
type Create struct {
	At
	Patterns []*Pattern
}

// Show is SHOW FUNCTIONS, PROCEDURES or INDEXES, with its columns as a table.
type Show struct {
	At
	What  string   // "FUNCTIONS", "PROCEDURES", "INDEXES"
	Yield []*Yield // nil for all columns
	Where Expr     // may be nil
	// Columns are all columns of the command; check sets them.
	Columns []*Symbol
}

// Finish is FINISH: the query runs and returns nothing.
type Finish struct{ At }

func (*Match) clause()        {}
func (*Unwind) clause()       {}
func (*With) clause()         {}
func (*Return) clause()       {}
func (*Call) clause()         {}
func (*CallSubquery) clause() {}
func (*Create) clause()       {}
func (*Show) clause()         {}
func (*Finish) clause()       {}

// Symbol is a declared variable after resolution. Two variables of one name in
// different scopes have different symbols.
type Symbol struct {
	Name string
	// Kinds is what is known of the values it holds, and Item of their items
	// where they are lists.
	Kinds, Item values.Kinds
	// Slot is its place in a row.
	Slot int
	// Used says that some expression reads it.
	Used bool
	// Hidden marks symbols that the query does not name.
	Hidden bool
}
