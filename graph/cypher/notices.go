package cypher

import (
	"fmt"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/wording"
)

// notices tells the author of a query what is no error but probably not meant:
// labels, types and property keys that nothing in the graph has. Where there are
// rows, a key is only mentioned that looks like a misspelt one, since a query may
// well look for properties that no node has yet.
func notices(c *Checked, g *graph.Graph, empty bool) []graph.Notice {
	n := &noticer{graph: g, seen: map[string]bool{}}
	n.query(c.Statement.Query)
	n.onlyNear = !empty
	n.patternKeys(c.Statement.Query)
	ast.WalkQuery(c.Statement.Query, n.propertyKeys)
	return n.list
}

type noticer struct {
	graph    *graph.Graph
	seen     map[string]bool
	onlyNear bool // skips names that no known one is near
	list     []graph.Notice
}

func (n *noticer) query(q *ast.Query) {
	for _, part := range q.Parts {
		for _, clause := range part.Clauses {
			switch c := clause.(type) {
			case *ast.Match:
				n.patterns(c.Patterns)
			case *ast.CallSubquery:
				n.query(c.Query)
			}
		}
	}
	ast.WalkQuery(q, n.nested)
}

// nested looks into the patterns of expressions, and at x:Label.
func (n *noticer) nested(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.PatternExpr:
		n.patterns([]*ast.Pattern{e.Pattern})
	case *ast.PatternComprehension:
		n.patterns([]*ast.Pattern{e.Pattern})
	case *ast.Subquery:
		n.query(e.Query)
		return false
	case *ast.HasLabels:
		for _, l := range ast.LabelNames(nil, e.Labels) {
			if !contains(n.graph.Types(), l.Name) { // r:TYPE looks the same
				n.label(l)
			}
		}
	}
	return true
}

func (n *noticer) patterns(list []*ast.Pattern) {
	for _, p := range list {
		for _, e := range p.Elements {
			switch e := e.(type) {
			case *ast.NodePattern:
				for _, l := range ast.LabelNames(nil, e.Labels) {
					n.label(l)
				}
			case *ast.RelationshipPattern:
				for _, l := range ast.LabelNames(nil, e.Types) {
					n.unknown(l, l.Name, "UnknownRelationshipTypeWarning", "no relationship has the type %s", n.graph.Types())
				}
			case *ast.Group:
				n.patterns([]*ast.Pattern{e.Pattern})
			}
		}
	}
}

func (n *noticer) label(l *ast.Label) {
	n.unknown(l, l.Name, "UnknownLabelWarning", "no node has the label :%s", n.graph.Labels())
}

func (n *noticer) propertyKeys(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Property:
		if v, ok := e.Subject.(*ast.Variable); ok && v.Symbol != nil && isElement(v.Symbol) {
			n.propertyKey(e, e.Key)
		}
	case *ast.Subquery:
		n.patternKeys(e.Query)
	case *ast.PatternExpr:
		n.keysOf(e.Pattern)
	case *ast.PatternComprehension:
		n.keysOf(e.Pattern)
	}
	return true
}

func (n *noticer) propertyKey(at ast.Node, key string) {
	n.unknown(at, key, "UnknownPropertyKeyWarning", "nothing has a property %s", n.graph.PropertyKeys())
}

// patternKeys looks at the properties that the patterns of a query ask for.
func (n *noticer) patternKeys(q *ast.Query) {
	for _, part := range q.Parts {
		for _, clause := range part.Clauses {
			switch c := clause.(type) {
			case *ast.Match:
				for _, p := range c.Patterns {
					n.keysOf(p)
				}
			case *ast.CallSubquery:
				n.patternKeys(c.Query)
			}
		}
	}
}

// keysOf looks at the properties in one pattern: ({key: value}).
func (n *noticer) keysOf(p *ast.Pattern) {
	for _, e := range p.Elements {
		var properties ast.Expr
		switch e := e.(type) {
		case *ast.NodePattern:
			properties = e.Properties
		case *ast.RelationshipPattern:
			properties = e.Properties
		case *ast.Group:
			n.keysOf(e.Pattern)
		}
		if m, ok := properties.(*ast.Map); ok {
			for _, entry := range m.Entries {
				n.propertyKey(m, entry.Key)
			}
		}
	}
}

func isElement(s *ast.Symbol) bool {
	return s.Kinds.Has(graph.KindNode) != s.Kinds.Has(graph.KindRelationship)
}

// unknown adds a notice about a name that is not among the known ones.
func (n *noticer) unknown(at ast.Node, name, code, message string, known []string) {
	if contains(known, name) || n.seen[code+name] {
		return
	}
	n.seen[code+name] = true
	near := source.Near(name, known)
	if near == "" && n.onlyNear {
		return
	}
	notice := graph.Notice{
		Code: code, Message: fmt.Sprintf(message, source.Short(name)), Name: name,
		Line: int(at.Pos().Line), Column: int(at.Pos().Column),
	}
	if near != "" {
		notice.Hint = "did you mean " + near + "?"
	}
	notice.MessageZh, notice.HintZh = wording.Chinese(notice.Message), wording.Chinese(notice.Hint)
	n.list = append(n.list, notice)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
