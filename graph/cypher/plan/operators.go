package plan

import (
	"fmt"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/procedures"
)

// Item is a column and the expression that makes it.
type Item struct {
	Symbol *ast.Symbol
	Expr   ast.Expr
}

func (i Item) String() string {
	if v, ok := i.Expr.(*ast.Variable); ok && v.Symbol == i.Symbol {
		return nameOf(i.Symbol)
	}
	return i.Expr.String() + " AS " + nameOf(i.Symbol)
}

// AllNodesScan makes a row of each node.
type AllNodesScan struct {
	estimate
	Node    *ast.Symbol
	Counted bool
}

// NodeByLabelScan makes a row of each node with a label.
type NodeByLabelScan struct {
	estimate
	Node    *ast.Symbol
	Label   string
	Counted bool
}

// UnionNodeByLabelsScan makes a row of each node with at least one of several
// labels.
type UnionNodeByLabelsScan struct {
	estimate
	Node   *ast.Symbol
	Labels []string
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

// ValueHashJoin joins nodes with the rows before them where two expressions are
// equal. Inner finds the nodes and runs once.
type ValueHashJoin struct {
	estimate
	Node               *ast.Symbol
	Inner              Pipeline
	InnerKey, OuterKey ast.Expr
}

// NodeUniqueIndexSeek makes a row of each node whose property id is one of the
// values.
type NodeUniqueIndexSeek struct {
	estimate
	Node  *ast.Symbol
	Value ast.Expr
	List  bool // Value is a list of ids
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

// ProjectEndpoints binds the end nodes of a relationship, or of a list of them,
// that is bound already.
type ProjectEndpoints struct {
	estimate
	Step
	Length    bool // Relationship holds a list
	Min, Max  int64
	FromBound bool
}

// ShortestPath finds a shortest path between two bound nodes, or all of them.
type ShortestPath struct {
	estimate
	Step
	All      bool
	Min, Max int64
	// Path is bound to the path, and may be nil.
	Path       *ast.Symbol
	Each       *ast.Symbol
	Predicates []ast.Expr
	// Conditions read the path as a whole.
	Conditions []ast.Expr
	// Single says that the relationship is one, not a list.
	Single bool
}

// StatefulShortestPath finds the shortest paths of a pattern between two bound
// nodes: Count paths, or with Groups all paths of the Count least lengths.
type StatefulShortestPath struct {
	estimate
	Start, End *ast.Symbol
	Automaton  *Automaton
	Count      int64
	Groups     bool
	Path       *ast.Symbol // may be nil
	// Lists are the variables that collect values on the way.
	Lists []*ast.Symbol
	// Conditions read more of the path than one element.
	Conditions []ast.Expr
	text       string
}

// ProjectPath binds the name of a path to its nodes and relationships.
type ProjectPath struct {
	estimate
	Path *ast.Symbol
	// Elements alternates between nodes and relationships or lists of them.
	Elements []*ast.Symbol
}

// Filter keeps the rows for which all conditions are true.
type Filter struct {
	estimate
	Predicates []ast.Expr
}

// Projection evaluates expressions into columns.
type Projection struct {
	estimate
	Items []Item
}

// Aggregate is one aggregating call and the column of its result.
type Aggregate struct {
	Symbol *ast.Symbol
	Call   *ast.FunctionCall
}

// EagerAggregation groups rows by keys and aggregates each group.
type EagerAggregation struct {
	estimate
	Keys       []Item
	Aggregates []Aggregate
}

// Distinct drops rows that are equal to an earlier one in all the columns.
type Distinct struct {
	estimate
	Columns []*ast.Symbol
}

// SortItem is one key of a sort.
type SortItem struct {
	Expr       ast.Expr
	Descending bool
}

// Sort puts all rows in order; with Limit only the first ones.
type Sort struct {
	estimate
	Items []SortItem
	Keep  []*ast.Symbol // what later operators read
	Limit ast.Expr      // nil for all; with Skip, the sum of both is kept
	Skip  ast.Expr
}

// Skip drops the first rows.
type Skip struct {
	estimate
	Count ast.Expr
}

// Limit drops all but the first rows.
type Limit struct {
	estimate
	Count ast.Expr
}

// Unwind makes a row of each item of a list.
type Unwind struct {
	estimate
	List ast.Expr
	Item *ast.Symbol
}

// Optional runs a pipeline for each row; where that makes no row, it makes one
// with nulls.
type Optional struct {
	estimate
	Inner Pipeline
	Nulls []*ast.Symbol
}

// Apply runs a pipeline for each row.
type Apply struct {
	estimate
	Inner Pipeline
}

// SemiApply keeps the rows for which a pipeline makes a row; with Anti, those
// for which it makes none.
type SemiApply struct {
	estimate
	Inner Pipeline
	Anti  bool
}

// Union runs several pipelines one after the other into the same columns.
type Union struct {
	estimate
	Inner   []Pipeline
	From    [][]*ast.Symbol // the columns of each pipeline, in the order of Columns
	Columns []*ast.Symbol
}

// ProcedureCall makes a row of each row of a procedure.
type ProcedureCall struct {
	estimate
	Procedure *procedures.Procedure
	Args      []ast.Expr
	// Columns are, for each column of the procedure, where it goes; nil for
	// nowhere.
	Columns []*ast.Symbol
}

// ProduceResults hands the rows to the caller.
type ProduceResults struct {
	estimate
	Columns []*ast.Symbol
}

// EmptyResult drops all rows: the query ends with FINISH.
type EmptyResult struct{ estimate }

// Name is the operator's name in a plan.
func (o *AllNodesScan) Name() string {
	if o.Counted {
		return "NodeCountFromCountStore"
	}
	return "AllNodesScan"
}

// Name is the operator's name in a plan.
func (o *NodeByLabelScan) Name() string {
	if o.Counted {
		return "NodeCountFromCountStore"
	}
	return "NodeByLabelScan"
}

// Name is the operator's name in a plan.
func (*UnionNodeByLabelsScan) Name() string { return "UnionNodeByLabelsScan" }

// Name is the operator's name in a plan.
func (*NodeIndexSeek) Name() string { return "NodeIndexSeek" }

// Name is the operator's name in a plan.
func (*NodeIndexSeekByRange) Name() string { return "NodeIndexSeekByRange" }

// Name is the operator's name in a plan.
func (*ValueHashJoin) Name() string { return "ValueHashJoin" }

// Name is the operator's name in a plan.
func (*NodeUniqueIndexSeek) Name() string { return "NodeUniqueIndexSeek" }

// Name is the operator's name in a plan.
func (*NodeByElementIDSeek) Name() string { return "NodeByElementIdSeek" }

// Name is the operator's name in a plan.
func (o *Expand) Name() string { return "Expand" + o.suffix() }

// Name is the operator's name in a plan.
func (o *VarLengthExpand) Name() string {
	if o.Pruning {
		return "VarLengthExpand(Pruning)"
	}
	return "VarLengthExpand" + o.suffix()
}

// Name is the operator's name in a plan.
func (*Repeat) Name() string { return "Repeat(Trail)" }

// Name is the operator's name in a plan.
func (*ProjectEndpoints) Name() string { return "ProjectEndpoints" }

// Name is the operator's name in a plan.
func (*ShortestPath) Name() string { return "ShortestPath" }

// Name is the operator's name in a plan.
func (*StatefulShortestPath) Name() string { return "StatefulShortestPath(Into)" }

// Name is the operator's name in a plan.
func (*ProjectPath) Name() string { return "Projection" }

// Name is the operator's name in a plan.
func (*Filter) Name() string { return "Filter" }

// Name is the operator's name in a plan.
func (*Projection) Name() string { return "Projection" }

// Name is the operator's name in a plan.
func (*EagerAggregation) Name() string { return "EagerAggregation" }

// Name is the operator's name in a plan.
func (*Distinct) Name() string { return "Distinct" }

// Name is the operator's name in a plan.
func (o *Sort) Name() string {
	if o.Limit != nil {
		return "Top"
	}
	return "Sort"
}

// Name is the operator's name in a plan.
func (*Skip) Name() string { return "Skip" }

// Name is the operator's name in a plan.
func (*Limit) Name() string { return "Limit" }

// Name is the operator's name in a plan.
func (*Unwind) Name() string { return "Unwind" }

// Name is the operator's name in a plan.
func (*Optional) Name() string { return "Optional" }

// Name is the operator's name in a plan.
func (*Apply) Name() string { return "Apply" }

// Name is the operator's name in a plan.
func (o *SemiApply) Name() string {
	if o.Anti {
		return "AntiSemiApply"
	}
	return "SemiApply"
}

// Name is the operator's name in a plan.
func (*Union) Name() string { return "Union" }

// Name is the operator's name in a plan.
func (*ProcedureCall) Name() string { return "ProcedureCall" }

// Name is the operator's name in a plan.
func (*ProduceResults) Name() string { return "ProduceResults" }

// Name is the operator's name in a plan.
func (*EmptyResult) Name() string { return "EmptyResult" }

// Details says which node is bound.
func (o *AllNodesScan) Details() string { return nameOf(o.Node) }

// Details says which node is bound, and the label.
func (o *NodeByLabelScan) Details() string { return nameOf(o.Node) + ":" + o.Label }

// Details says which node is bound, and the labels.
func (o *UnionNodeByLabelsScan) Details() string {
	return nameOf(o.Node) + ":" + strings.Join(o.Labels, "|")
}

// Details says which node is bound, and the value.
func (o *NodeIndexSeek) Details() string {
	return indexed(o.Node, o.Label, o.Key) + " " + seekOperator(o.List) + " " + o.Value.String()
}

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

func indexed(node *ast.Symbol, label, key string) string {
	if label != "" {
		label = ":" + label
	}
	return nameOf(node) + label + "(" + key + ")"
}

// Details is the equality.
func (o *ValueHashJoin) Details() string { return o.OuterKey.String() + " = " + o.InnerKey.String() }

// Details says which node is bound, and the id.
func (o *NodeUniqueIndexSeek) Details() string {
	return nameOf(o.Node) + ".id " + seekOperator(o.List) + " " + o.Value.String()
}

// Details says which node is bound, and the id.
func (o *NodeByElementIDSeek) Details() string {
	function := "elementId"
	if o.Numbers {
		function = "id"
	}
	return function + "(" + nameOf(o.Node) + ") " + seekOperator(o.List) + " " + o.Value.String()
}

func seekOperator(list bool) string {
	if list {
		return "IN"
	}
	return "="
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

// Details is the pattern that is followed.
func (o *VarLengthExpand) Details() string {
	d := o.pattern(lengthText(o.Min, o.Max))
	if len(o.Predicates) > 0 {
		d += " WHERE " + conditions(o.Predicates)
	}
	return d
}

// Details is the pattern that is followed.
func (o *Repeat) Details() string {
	return "(" + nameOf(o.From) + ") " + o.text + " (" + nameOf(o.To) + ")"
}

// Details is the pattern that is followed.
func (o *ProjectEndpoints) Details() string { return o.pattern("") }

// Details is the pattern that is followed.
func (o *ShortestPath) Details() string {
	d := o.pattern(lengthText(o.Min, o.Max))
	if o.Path != nil {
		d = nameOf(o.Path) + " = " + d
	}
	if all := append(o.Predicates[:len(o.Predicates):len(o.Predicates)], o.Conditions...); len(all) > 0 {
		d += " WHERE " + conditions(all)
	}
	return d
}

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

// Details is the pattern.
func (o *StatefulShortestPath) Details() string { return o.text }

// Details is the elements of the path.
func (o *ProjectPath) Details() string {
	var names []string
	for _, s := range o.Elements {
		names = append(names, nameOf(s))
	}
	return nameOf(o.Path) + " = (" + strings.Join(names, ", ") + ")"
}

// Details is the conditions.
func (o *Filter) Details() string { return conditions(o.Predicates) }

func conditions(list []ast.Expr) string {
	var s []string
	for _, e := range list {
		s = append(s, e.String())
	}
	return strings.Join(s, " AND ")
}

// Details is the columns.
func (o *Projection) Details() string { return join(o.Items, Item.String) }

func join[T any](list []T, text func(T) string) string {
	var s []string
	for _, x := range list {
		s = append(s, text(x))
	}
	return strings.Join(s, ", ")
}

// Details is the keys and the aggregates.
func (o *EagerAggregation) Details() string {
	keys := join(o.Keys, Item.String)
	aggregates := join(o.Aggregates, func(a Aggregate) string { return a.Call.String() + " AS " + nameOf(a.Symbol) })
	switch {
	case keys == "":
		return aggregates
	case aggregates == "":
		return keys
	}
	return keys + ", " + aggregates
}

// Details is the columns.
func (o *Distinct) Details() string { return join(o.Columns, nameOf) }

// Details is the keys, and the number of rows kept.
func (o *Sort) Details() string {
	d := join(o.Items, func(i SortItem) string {
		if i.Descending {
			return i.Expr.String() + " DESC"
		}
		return i.Expr.String() + " ASC"
	})
	if o.Limit != nil {
		d += " LIMIT " + o.Limit.String()
	}
	return d
}

// Details is the number of rows.
func (o *Skip) Details() string { return o.Count.String() }

// Details is the number of rows.
func (o *Limit) Details() string { return o.Count.String() }

// Details is the list and the variable.
func (o *Unwind) Details() string { return o.List.String() + " AS " + nameOf(o.Item) }

// Details is the variables that may become null.
func (o *Optional) Details() string {
	var named []*ast.Symbol
	for _, s := range o.Nulls {
		if !s.Hidden {
			named = append(named, s)
		}
	}
	return join(named, nameOf)
}

// Details is empty.
func (*Apply) Details() string { return "" }

// Details is empty.
func (*SemiApply) Details() string { return "" }

// Details is the columns.
func (o *Union) Details() string { return join(o.Columns, nameOf) }

// Details is the call.
func (o *ProcedureCall) Details() string {
	return o.Procedure.Name + "(" + join(o.Args, ast.Expr.String) + ")"
}

// Details is the columns.
func (o *ProduceResults) Details() string { return join(o.Columns, nameOf) }

// Details is empty.
func (*EmptyResult) Details() string { return "" }
