package ast

// Pattern is one path pattern: elements that alternate between nodes and
// relationships (or groups), beginning and ending with a node or a group.
type Pattern struct {
	At
	// Variable names the path, or is nil.
	Variable *Variable
	Selector *Selector // may be nil
	Shortest Shortest
	Elements []Element
	// Where is a condition inside the brackets around the whole pattern, or nil:
	// a selector only selects among paths that pass it.
	Where Expr
	// Declared are the symbols that the pattern brings in, named or not; check
	// sets them. All others in it were bound before.
	Declared []*Symbol
}

// Shortest says whether a pattern is wrapped in a shortest-path function.
type Shortest uint8

// The forms of shortest-path function.
const (
	NotShortest Shortest = iota
	OneShortest          // shortestPath(…)
	AllShortest          // allShortestPaths(…)
)

// SelectorKind tells the forms of Selector.
type SelectorKind uint8

// The path selectors.
const (
	SelectAll            SelectorKind = iota // ALL
	SelectAny                                // ANY k
	SelectShortest                           // SHORTEST k, ANY SHORTEST
	SelectAllShortest                        // ALL SHORTEST
	SelectShortestGroups                     // SHORTEST k GROUPS
)

// Selector picks some of the paths between each pair of end nodes.
type Selector struct {
	At
	Kind  SelectorKind
	Count int64 // k, at least 1
}

// Element is a part of a path pattern.
type Element interface {
	Node
	element()
}

// NodePattern is (n:Label {key: value} WHERE …).
type NodePattern struct {
	At
	Variable   *Variable // may be nil
	Labels     LabelExpr // may be nil
	Properties Expr      // a Map or a Parameter, or nil
	Where      Expr      // may be nil
	// Symbol is what the node is bound to, named or not; check sets it.
	Symbol *Symbol
}

// Direction is the direction of a relationship pattern.
type Direction uint8

// The directions of a relationship pattern.
const (
	Undirected Direction = iota
	Rightward            // -->
	Leftward             // <--
)

// RelationshipPattern is -[r:TYPE*1..3 {key: value} WHERE …]->.
type RelationshipPattern struct {
	At
	Direction  Direction
	Variable   *Variable   // may be nil
	Types      LabelExpr   // may be nil
	Length     *Length     // *, nil for exactly one
	Quantifier *Quantifier // +, {1,3}, nil for none
	Properties Expr        // a Map or a Parameter, or nil
	Where      Expr        // may be nil
	// Symbol is what the relationship, or the list of them, is bound to, and
	// Each what Where reads of a list in turn; check sets them.
	Symbol, Each *Symbol
}

// Length is the range of a variable-length relationship; nil bounds were left
// out.
type Length struct {
	Min, Max *int64
}

// Bounds are the least and the greatest length; -1 is without bound.
func (l *Length) Bounds() (least, most int64) {
	least, most = 1, -1
	if l.Min != nil {
		least = *l.Min
	}
	if l.Max != nil {
		most = *l.Max
	}
	return least, most
}

// Quantifier is how often a part of a pattern repeats. Max -1 is without bound.
type Quantifier struct {
	Min, Max int64
}

// Group is a parenthesised part of a pattern, ((a)-->(b) WHERE …){1,3}.
type Group struct {
	At
	Pattern    *Pattern
	Where      Expr        // may be nil
	Quantifier *Quantifier // nil: exactly once; only a whole pattern may be so
	// Outer are the lists that the inner variables become outside; check sets
	// it, in the order of Inner.
	Inner, Outer []*Symbol
}

func (*NodePattern) element()         {}
func (*RelationshipPattern) element() {}
func (*Group) element()               {}

// LabelExpr is an expression over labels or types.
type LabelExpr interface {
	Node
	labelExpr()
}

// Label is one label or type.
type Label struct {
	At
	Name string
}

// LabelAny is %: any label.
type LabelAny struct{ At }

// LabelNot is !x.
type LabelNot struct {
	At
	Label LabelExpr
}

// LabelAnd is a&b, or :a:b with Colons.
type LabelAnd struct {
	At
	Colons bool
	Labels []LabelExpr
}

// LabelOr is a|b.
type LabelOr struct {
	At
	Labels []LabelExpr
}

func (*Label) labelExpr()    {}
func (*LabelAny) labelExpr() {}
func (*LabelNot) labelExpr() {}
func (*LabelAnd) labelExpr() {}
func (*LabelOr) labelExpr()  {}

// LabelNames adds the names in a label expression to list.
func LabelNames(list []*Label, e LabelExpr) []*Label {
	switch e := e.(type) {
	case *Label:
		return append(list, e)
	case *LabelNot:
		return LabelNames(list, e.Label)
	case *LabelAnd:
		for _, l := range e.Labels {
			list = LabelNames(list, l)
		}
	case *LabelOr:
		for _, l := range e.Labels {
			list = LabelNames(list, l)
		}
	}
	return list
}

// Nodes are the node patterns of a pattern outside groups.
func (p *Pattern) Nodes() []*NodePattern {
	var list []*NodePattern
	for _, e := range p.Elements {
		if n, ok := e.(*NodePattern); ok {
			list = append(list, n)
		}
	}
	return list
}

// Relationships are the relationship patterns of a pattern outside groups.
func (p *Pattern) Relationships() []*RelationshipPattern {
	var list []*RelationshipPattern
	for _, e := range p.Elements {
		if r, ok := e.(*RelationshipPattern); ok {
			list = append(list, r)
		}
	}
	return list
}
