// Package plan turns a checked statement into a pipeline of operators, named as
// in Neo4j's plans: where to start, which way to expand, when to filter.
//
// Enter through Build. A plan belongs to one snapshot: it knows the numbers of
// its labels and types. The operators (operator*.go) say what to do; package exec
// does it.
package plan

import (
	"strconv"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/check"
	"planatlas/graph/cypher/values"
)

// Plan is a statement made ready to run.
type Plan struct {
	Mode     ast.Mode
	Pipeline Pipeline
	Columns  []*ast.Symbol
	Slots    int // the width of a row
	// Nested are the pipelines of the subqueries inside expressions.
	Nested map[ast.Expr]*Nested
}

// Pipeline is a chain of operators: each row that one makes goes into the next.
// The first one takes the row that the pipeline is started with.
type Pipeline []Operator

// Nested is the plan of a subquery, pattern or comprehension in an expression.
type Nested struct {
	Pipeline Pipeline
	// Result is the column of a COLLECT, the expression of a comprehension, the
	// path of a shortest path; nil otherwise.
	Result ast.Expr
	// Existence says that only whether there is a row matters.
	Existence bool
}

// Operator is one step of a plan.
type Operator interface {
	// Name is the operator's name in Neo4j's plans.
	Name() string
	// Details says what the operator does here.
	Details() string
	// Rows is the estimated number of rows that come out.
	Rows() float64
}

// Build plans a statement over a snapshot. info is what check found out; params
// serve to guess numbers of rows and may be nil.
func Build(s *ast.Statement, info *check.Info, g *graph.Graph, params map[string]graph.Value) *Plan {
	p := &planner{graph: g, params: params, slots: info.Slots, nested: map[ast.Expr]*Nested{}, statistics: statistics{g}}
	pipeline := p.query(s.Query)
	for _, rewrite := range rewrites {
		rewrite(pipeline, false)
	}
	for _, n := range p.nested {
		for _, rewrite := range rewrites {
			rewrite(n.Pipeline, n.Existence)
		}
	}
	pipeline = append(pipeline, &ProduceResults{estimate{p.rows}, info.Columns})
	return &Plan{Mode: s.Mode, Pipeline: pipeline, Columns: info.Columns, Slots: p.slots, Nested: p.nested}
}

// planner holds the state of planning one statement.
type planner struct {
	graph      *graph.Graph
	params     map[string]graph.Value
	statistics statistics
	slots      int
	nested     map[ast.Expr]*Nested
	rows       float64 // estimate of the rows that reach the next operator
}

// symbol makes a hidden symbol with a slot of its own.
func (p *planner) symbol(k graph.Kind) *ast.Symbol {
	s := &ast.Symbol{Name: "", Kinds: values.KindsOf(k), Slot: p.slots, Hidden: true, Used: true}
	p.slots++
	return s
}

// estimate is the part of every operator that says how many rows come out.
type estimate struct{ rows float64 }

// Rows is the estimated number of rows.
func (e estimate) Rows() float64 { return e.rows }

// nameOf names a symbol in the details of an operator.
func nameOf(s *ast.Symbol) string {
	if s.Name == "" {
		return "anon_" + strconv.Itoa(s.Slot)
	}
	return s.Name
}

// read is an expression that reads a symbol.
func read(s *ast.Symbol) *ast.Variable {
	return &ast.Variable{Name: nameOf(s), Symbol: s}
}
