package ast

import "planatlas/graph"

// Expr is an expression.
type Expr interface {
	Node
	expr()
}

// Literal is null, a boolean, a number or a string.
type Literal struct {
	At
	Value graph.Value
}

// Parameter is $name.
type Parameter struct {
	At
	Name string
}

// Variable is a name that stands for a value, where it is declared and where
// it is read.
type Variable struct {
	At
	Name   string
	Symbol *Symbol // check sets it
}

// Property is subject.key.
type Property struct {
	At
	Subject Expr
	Key     string
}

// Index is subject[index].
type Index struct {
	At
	Subject, Index Expr
}

// Slice is subject[from..to]; either end may be nil.
type Slice struct {
	At
	Subject, From, To Expr
}

// List is [a, b].
type List struct {
	At
	Items []Expr
}

// Map is {key: value}.
type Map struct {
	At
	Entries []Entry
}

// Entry is one entry of a map.
type Entry struct {
	Key   string
	Value Expr
}

// MapProjection is subject {.key, .*, name, key: value}.
type MapProjection struct {
	At
	Subject *Variable
	Items   []ProjectionItem
}

// ProjectionItem is one item of a map projection.
type ProjectionItem struct {
	All   bool   // .*
	Key   string // the key in the result
	Value Expr   // nil for .key and .*
}

// FunctionCall is name(args), or count(*).
type FunctionCall struct {
	At
	Name     string
	Distinct bool
	Star     bool
	Args     []Expr
}

// Operator is the spelling of an operator.
type Operator string

// The operators.
const (
	Or           Operator = "OR"
	Xor          Operator = "XOR"
	And          Operator = "AND"
	Not          Operator = "NOT"
	Equal        Operator = "="
	NotEqual     Operator = "<>"
	Less         Operator = "<"
	LessEqual    Operator = "<="
	Greater      Operator = ">"
	GreaterEqual Operator = ">="
	Add          Operator = "+"
	Subtract     Operator = "-"
	Concatenate  Operator = "||"
	Multiply     Operator = "*"
	Divide       Operator = "/"
	Modulo       Operator = "%"
	Power        Operator = "^"
	In           Operator = "IN"
	StartsWith   Operator = "STARTS WITH"
	EndsWith     Operator = "ENDS WITH"
	Contains     Operator = "CONTAINS"
	Matches      Operator = "=~"
)

// Logic is a chain of OR, of XOR or of AND.
type Logic struct {
	At
	Operator Operator
	Terms    []Expr
}

// Unary is NOT x, -x or +x.
type Unary struct {
	At
	Operator Operator
	Operand  Expr
}

// Arithmetic is a chain of operators of one precedence, worked out from the
// left: + - ||, or * / %, or ^. Chains are flat so that long ones need no deep
// recursion.
type Arithmetic struct {
	At
	First Expr
	Rest  []Step
}

// Step is one operator of a chain with its right operand.
type Step struct {
	At
	Operator Operator
	Operand  Expr
}

// Comparison is a chain a < b <= c, which means a < b AND b <= c.
type Comparison struct {
	At
	First Expr
	Rest  []Step
}

// Test is left operator right for IN, STARTS WITH, ENDS WITH, CONTAINS, =~.
type Test struct {
	At
	Operator    Operator
	Left, Right Expr
}

// IsNull is x IS NULL or x IS NOT NULL.
type IsNull struct {
	At
	Operand Expr
	Not     bool
}

// IsType is x IS [NOT] :: TYPE.
type IsType struct {
	At
	Operand Expr
	Not     bool
	Type    Type
}

// Type is a type of the Cypher type system, as in x IS :: LIST<INTEGER NOT NULL>.
type Type struct {
	Name    string // canonical: "INTEGER", "ZONED DATETIME", "ANY", …
	NotNull bool
	Item    *Type  // of LIST
	Union   []Type // of ANY<…> and A | B
}

// IsNormalized is x IS [NOT] [NFC] NORMALIZED.
type IsNormalized struct {
	At
	Operand Expr
	Not     bool
	Form    string // "NFC", "NFD", "NFKC", "NFKD"
}

// HasLabels is n:Label, or r:TYPE.
type HasLabels struct {
	At
	Subject Expr
	Labels  LabelExpr
}

// Case is CASE … END. With a subject, the tests are values to compare with it
// or conditions that hold a CaseSubject.
type Case struct {
	At
	Subject Expr // may be nil
	Whens   []When
	Else    Expr // may be nil
}

// When is one branch of CASE.
type When struct {
	Tests []Expr
	Then  Expr
}

// CaseSubject stands for the subject of the CASE around it, in WHEN > 3.
type CaseSubject struct{ At }

// ListComprehension is [x IN list WHERE p | e].
type ListComprehension struct {
	At
	Variable   *Variable
	List       Expr
	Where      Expr // may be nil
	Projection Expr // may be nil
}

// PatternComprehension is [p = (a)-->(b) WHERE c | e].
type PatternComprehension struct {
	At
	Pattern    *Pattern
	Where      Expr // may be nil
	Projection Expr
}

// ListPredicate is all(x IN list WHERE p), and any, none, single.
type ListPredicate struct {
	At
	Name     string // "all", "any", "none", "single"
	Variable *Variable
	List     Expr
	Where    Expr // nil: the items themselves
}

// Reduce is reduce(acc = init, x IN list | e).
type Reduce struct {
	At
	Accumulator *Variable
	Init        Expr
	Variable    *Variable
	List        Expr
	Expr        Expr
}

// PatternExpr is a pattern as an expression: a predicate, or a shortest path.
type PatternExpr struct {
	At
	Pattern *Pattern
}

// SubqueryKind tells the forms of Subquery.
type SubqueryKind int8

// The subquery expressions.
const (
	NoSubquery SubqueryKind = iota - 1
	ExistsSubquery
	CountSubquery
	CollectSubquery
)

// Subquery is EXISTS { … }, COUNT { … } or COLLECT { … }. Patterns without a
// MATCH are held as a query of one MATCH, with Bare set.
type Subquery struct {
	At
	Kind  SubqueryKind
	Bare  bool
	Query *Query
}

func (*Literal) expr()              {}
func (*Parameter) expr()            {}
func (*Variable) expr()             {}
func (*Property) expr()             {}
func (*Index) expr()                {}
func (*Slice) expr()                {}
func (*List) expr()                 {}
func (*Map) expr()                  {}
func (*MapProjection) expr()        {}
func (*FunctionCall) expr()         {}
func (*Logic) expr()                {}
func (*Unary) expr()                {}
func (*Arithmetic) expr()           {}
func (*Comparison) expr()           {}
func (*Test) expr()                 {}
func (*IsNull) expr()               {}
func (*IsType) expr()               {}
func (*IsNormalized) expr()         {}
func (*HasLabels) expr()            {}
func (*Case) expr()                 {}
func (*CaseSubject) expr()          {}
func (*ListComprehension) expr()    {}
func (*PatternComprehension) expr() {}
func (*ListPredicate) expr()        {}
func (*Reduce) expr()               {}
func (*PatternExpr) expr()          {}
func (*Subquery) expr()             {}
