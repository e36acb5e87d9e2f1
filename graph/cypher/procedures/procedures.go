// Package procedures is the table of procedures that CALL may name, and of the
// SHOW commands, which are tables too. Nothing else can be called.
//
// Each entry has its parameters, its columns and the code that makes its rows.
package procedures

import (
	"fmt"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/functions"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// Column is one column of the rows that a procedure makes.
type Column struct {
	Name  string
	Kinds values.Kinds
}

// Procedure is one procedure.
type Procedure struct {
	Name       string
	Parameters []functions.Parameter
	Columns    []Column
	Zh, En     string // one line each
	// Rows calls yield with each row; it stops at the first error, which it
	// returns. yield may keep the row.
	Rows func(ctx *functions.Context, args []graph.Value, yield func([]graph.Value) error) error
}

// Required is the number of parameters that must be given.
func (p *Procedure) Required() int {
	n := 0
	for _, x := range p.Parameters {
		if !x.Optional {
			n++
		}
	}
	return n
}

// Arity says in words how many arguments the procedure takes.
func (p *Procedure) Arity() string {
	least, most := p.Required(), len(p.Parameters)
	switch {
	case most == 0:
		return "no arguments"
	case least == most && most == 1:
		return "1 argument"
	case least == most:
		return fmt.Sprintf("%d arguments", most)
	default:
		return fmt.Sprintf("%d to %d arguments", least, most)
	}
}

// Column returns the column of that name, or nil.
func (p *Procedure) Column(name string) *Column {
	for i := range p.Columns {
		if p.Columns[i].Name == name {
			return &p.Columns[i]
		}
	}
	return nil
}

// ColumnNames lists the columns.
func (p *Procedure) ColumnNames() []string {
	var list []string
	for _, c := range p.Columns {
		list = append(list, c.Name)
	}
	return list
}

// Signature is the procedure with its parameters and columns, as Neo4j writes
// it.
func (p *Procedure) Signature() string {
	var in, out []string
	for _, x := range p.Parameters {
		s := x.Name + " :: " + x.Kinds.String()
		if x.Optional {
			s = x.Name + " = null :: " + x.Kinds.String()
		}
		in = append(in, s)
	}
	for _, c := range p.Columns {
		out = append(out, c.Name+" :: "+c.Kinds.String())
	}
	return p.Name + "(" + strings.Join(in, ", ") + ") :: (" + strings.Join(out, ", ") + ")"
}

// Lookup finds a procedure by name. Names are case-sensitive, as in Neo4j.
func Lookup(name string) (*Procedure, bool) {
	for _, p := range All() {
		if p.Name == name {
			return p, true
		}
	}
	return nil, false
}

// Near is a procedure whose name is close to the given one, or "".
func Near(name string) string {
	var names []string
	for _, p := range All() {
		names = append(names, p.Name)
	}
	return source.Near(name, names)
}

var (
	text    = values.KindsOf(graph.String)
	float   = values.KindsOf(graph.Float)
	boolean = values.KindsOf(graph.Boolean)
	list    = values.KindsOf(graph.List)
	mapping = values.KindsOf(graph.Map)
	node    = values.KindsOf(graph.KindNode)
)

// All lists the procedures, by name.
func All() []*Procedure { return all }

var all []*Procedure

// The table refers to functions that list the table, so it is filled when the
// program starts.
func init() {
	all = []*Procedure{
		fullTextNodes, labelNames, propertyKeyNames, typeNames,
		nodeProperties, relationshipProperties, visualization,
	}
}
