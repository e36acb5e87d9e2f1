package plan

import (
	"strings"

	"planatlas/graph/cypher/ast"
)

// This file holds the operators that begin with nodes: scans and seeks.

// AllNodesScan makes a row of each node.
type AllNodesScan struct {
	estimate
	Node    *ast.Symbol
	Counted bool
}

// Name is the operator's name in a plan.
func (o *AllNodesScan) Name() string {
	if o.Counted {
		return "NodeCountFromCountStore"
	}
	return "AllNodesScan"
}

// Details says which node is bound.
func (o *AllNodesScan) Details() string { return nameOf(o.Node) }

// NodeByLabelScan makes a row of each node with a label.
type NodeByLabelScan struct {
	estimate
	Node    *ast.Symbol
	Label   string
	Counted bool
}

// Name is the operator's name in a plan.
func (o *NodeByLabelScan) Name() string {
	if o.Counted {
		return "NodeCountFromCountStore"
	}
	return "NodeByLabelScan"
}

// Details says which node is bound, and the label.
func (o *NodeByLabelScan) Details() string { return nameOf(o.Node) + ":" + o.Label }

// UnionNodeByLabelsScan makes a row of each node with at least one of several
// labels.
type UnionNodeByLabelsScan struct {
	estimate
	Node   *ast.Symbol
	Labels []string
}

// Name is the operator's name in a plan.
func (*UnionNodeByLabelsScan) Name() string { return "UnionNodeByLabelsScan" }

// Details says which node is bound, and the labels.
func (o *UnionNodeByLabelsScan) Details() string {
	return nameOf(o.Node) + ":" + strings.Join(o.Labels, "|")
}

// NodeIndexSeek makes a row of each node of a label (of all nodes where Label
// is "") whose property has the value, or one of those in the list. It finds too
// many nodes where the value is of a kind that no index holds; unless the value
// is known when planning, the condition stays in place after it.
type NodeIndexSeek struct {
	estimate
	Node       *ast.Symbol
	Label, Key string
	Value      ast.Expr
	List       bool
	Counted    bool
}

// Name is the operator's name in a plan.
func (*NodeIndexSeek) Name() string { return "NodeIndexSeek" }

// Details says which node is bound, and the value.
func (o *NodeIndexSeek) Details() string {
	return indexed(o.Node, o.Label, o.Key) + " " + seekOperator(o.List) + " " + o.Value.String()
}

// NodeIndexSeekByRange makes a row of each node whose property lies between
// bounds, either of which may be nil, or begins with Prefix. It may find too many
// nodes, as NodeIndexSeek.
type NodeIndexSeekByRange struct {
	estimate
	Node              *ast.Symbol
	Label, Key        string
	Low, High         ast.Expr
	LowOpen, HighOpen bool
	Prefix            ast.Expr
	Counted           bool
}

// Name is the operator's name in a plan.
func (*NodeIndexSeekByRange) Name() string { return "NodeIndexSeekByRange" }

// Details says which node is bound, and the range.
func (o *NodeIndexSeekByRange) Details() string {
	d := indexed(o.Node, o.Label, o.Key)
	if o.Prefix != nil {
		return d + " STARTS WITH " + o.Prefix.String()
	}
	if o.Low != nil {
		d += map[bool]string{true: " > ", false: " >= "}[o.LowOpen] + o.Low.String()
	}
	if o.High != nil {
		d += map[bool]string{true: " < ", false: " <= "}[o.HighOpen] + o.High.String()
	}
	return d
}

// NodeUniqueIndexSeek makes a row of each node whose property id is one of the
// values.
type NodeUniqueIndexSeek struct {
	estimate
	Node  *ast.Symbol
	Value ast.Expr
	List  bool // Value is a list of ids
}

// Name is the operator's name in a plan.
func (*NodeUniqueIndexSeek) Name() string { return "NodeUniqueIndexSeek" }

// Details says which node is bound, and the id.
func (o *NodeUniqueIndexSeek) Details() string {
	return nameOf(o.Node) + ".id " + seekOperator(o.List) + " " + o.Value.String()
}

// NodeByElementIDSeek makes a row of each node with one of the internal ids, as
// id() or elementId() give them.
type NodeByElementIDSeek struct {
	estimate
	Node    *ast.Symbol
	Value   ast.Expr
	List    bool
	Numbers bool // id(), not elementId()
}

// Name is the operator's name in a plan.
func (*NodeByElementIDSeek) Name() string { return "NodeByElementIdSeek" }

// Details says which node is bound, and the id.
func (o *NodeByElementIDSeek) Details() string {
	function := "elementId"
	if o.Numbers {
		function = "id"
	}
	return function + "(" + nameOf(o.Node) + ") " + seekOperator(o.List) + " " + o.Value.String()
}

func indexed(node *ast.Symbol, label, key string) string {
	if label != "" {
		label = ":" + label
	}
	return nameOf(node) + label + "(" + key + ")"
}

func seekOperator(list bool) string {
	if list {
		return "IN"
	}
	return "="
}
