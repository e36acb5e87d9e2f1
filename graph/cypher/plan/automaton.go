package plan

import (
	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
)

// Automaton is a path pattern as a finite automaton: a state for each node of
// the pattern, quantified parts written out. A path matches if it leads from
// state 0 to Accept.
type Automaton struct {
	States []State
	Accept int
}

// State is a place in the pattern: a node that Node is bound to.
type State struct {
	Node *ast.Symbol
	List *ast.Symbol // collects the node, nil outside groups
	// Conditions read Node only.
	Conditions []ast.Expr
	Steps      []AutomatonStep
	// Round is set where a round through a group ends.
	Round *Round
}

// AutomatonStep leads to another state, along a relationship or, without one,
// at the same node.
type AutomatonStep struct {
	To           int
	Relationship *ast.Symbol // nil for a step at the same node
	List         *ast.Symbol // collects the relationship, nil outside groups
	Direction    graph.Direction
	Types        Types
	Conditions   []ast.Expr // read Relationship only
}

// Round is one round through a group: what it must fulfil as a whole.
type Round struct {
	Start      int // the state it began with
	Conditions []ast.Expr
}

// maxStates bounds the size of an automaton.
const maxStates = 2000

// automatonBuilder writes a pattern out.
type automatonBuilder struct {
	*matcher
	automaton  Automaton
	conditions []ast.Expr // that read several elements
	lists      []*ast.Symbol
}

func (b *automatonBuilder) state(node, list *ast.Symbol, conditions []ast.Expr) int {
	if len(b.automaton.States) >= maxStates {
		panic(source.Unsupported(source.Pos{}, "a path selector over a pattern with bounds this large"))
	}
	b.automaton.States = append(b.automaton.States, State{Node: node, List: list, Conditions: conditions})
	return len(b.automaton.States) - 1
}

func (b *automatonBuilder) step(from int, s AutomatonStep) {
	b.automaton.States[from].Steps = append(b.automaton.States[from].Steps, s)
}

// build writes out the elements of a pattern. The ends are bound before, so
// their conditions are not the automaton's.
func (b *automatonBuilder) build(p *ast.Pattern) {
	at := b.state(p.Elements[0].(*ast.NodePattern).Symbol, nil, nil)
	for i := 1; i < len(p.Elements); i += 2 {
		n := p.Elements[i+1].(*ast.NodePattern)
		var conditions []ast.Expr
		if i+2 < len(p.Elements) {
			conditions = b.local(n.Symbol, nodeConditions(n))
		}
		next := b.state(n.Symbol, nil, conditions)
		switch e := p.Elements[i].(type) {
		case *ast.RelationshipPattern:
			b.relationship(e, at, next)
		case *ast.Group:
			b.rounds(e.Quantifier.Min, e.Quantifier.Max, at, next, func() (int, int) { return b.group(e) })
		}
		at = next
	}
	b.automaton.Accept = at
	b.conditions = conjuncts(b.conditions, p.Where)
}

func nodeConditions(n *ast.NodePattern) []ast.Expr {
	subject := read(n.Symbol)
	list := append(labelConditions(subject, n.Labels), propertyConditions(subject, n.Properties)...)
	return conjuncts(list, n.Where)
}

func relationshipConditions(r *ast.RelationshipPattern, through *ast.Symbol) []ast.Expr {
	return conjuncts(propertyConditions(read(through), r.Properties), r.Where)
}

// local takes the conditions that read one element and nothing else that the
// pattern binds; the others wait for the whole path.
func (b *automatonBuilder) local(element *ast.Symbol, list []ast.Expr) (local []ast.Expr) {
	for _, e := range list {
		if b.readsOnlyOpen(e, element) {
			local = append(local, e)
		} else {
			b.conditions = append(b.conditions, e)
		}
	}
	b.subqueries(local...)
	return local
}

// readsOnlyOpen reports whether an expression reads, of what is not bound yet,
// nothing but one element.
func (b *automatonBuilder) readsOnlyOpen(e ast.Expr, element *ast.Symbol) bool {
	only := true
	ast.Variables(e, func(v *ast.Variable) { only = only && (v.Symbol == element || !b.open[v.Symbol]) })
	return only
}

func (b *automatonBuilder) relationship(r *ast.RelationshipPattern, from, to int) {
	c := connection{pattern: r}
	if c.single() {
		b.step(from, AutomatonStep{
			To: to, Relationship: r.Symbol, Direction: direction(r.Direction, false), Types: b.types(r.Types),
			Conditions: b.local(r.Symbol, relationshipConditions(r, r.Symbol)),
		})
		return
	}
	each := r.Each
	if each == nil {
		each = b.symbol(graph.KindRelationship)
	}
	b.lists = append(b.lists, r.Symbol)
	conditions := relationshipConditions(r, each)
	b.subqueries(conditions...)
	least, most := c.bounds()
	b.rounds(least, most, from, to, func() (int, int) {
		node := b.symbol(graph.KindNode)
		start, end := b.state(node, nil, nil), b.state(node, nil, nil)
		b.step(start, AutomatonStep{
			To: end, Relationship: each, List: r.Symbol, Direction: direction(r.Direction, false), Types: b.types(r.Types),
			Conditions: conditions,
		})
		return start, end
	})
}

// rounds writes out a part that repeats: as often as it must, then as often as
// it may, the last time in a loop where there is no bound.
func (b *automatonBuilder) rounds(least, most int64, from, to int, round func() (start, end int)) {
	if least == 0 {
		b.step(from, AutomatonStep{To: to})
	}
	copies := most
	if most < 0 {
		copies = max(least, 1)
	}
	at := from
	for i := int64(1); i <= copies; i++ {
		start, end := round()
		b.step(at, AutomatonStep{To: start})
		if i >= least {
			b.step(end, AutomatonStep{To: to})
		}
		if most < 0 && i == copies {
			b.step(end, AutomatonStep{To: start})
		}
		at = end
	}
}

// group writes out one round through a group.
func (b *automatonBuilder) group(g *ast.Group) (start, end int) {
	outer := map[*ast.Symbol]*ast.Symbol{}
	for i, inner := range g.Inner {
		outer[inner] = g.Outer[i]
	}
	var whole []ast.Expr
	own := func(s *ast.Symbol, list []ast.Expr) (local []ast.Expr) {
		for _, e := range list {
			if readsOnlyOf(e, s, g.Pattern.Declared) {
				local = append(local, e)
			} else {
				whole = append(whole, e)
			}
		}
		b.subqueries(local...)
		return local
	}
	at := -1
	for i, e := range g.Pattern.Elements {
		n, ok := e.(*ast.NodePattern)
		if !ok {
			continue
		}
		next := b.state(n.Symbol, outer[n.Symbol], own(n.Symbol, nodeConditions(n)))
		if i == 0 {
			start = next
		} else {
			r := g.Pattern.Elements[i-1].(*ast.RelationshipPattern)
			b.step(at, AutomatonStep{
				To: next, Relationship: r.Symbol, List: outer[r.Symbol], Direction: direction(r.Direction, false),
				Types: b.types(r.Types), Conditions: own(r.Symbol, relationshipConditions(r, r.Symbol)),
			})
		}
		at = next
	}
	whole = conjuncts(whole, g.Where)
	if len(whole) > 0 {
		b.subqueries(whole...)
		b.automaton.States[at].Round = &Round{Start: start, Conditions: whole}
	}
	return start, at
}

// readsOnlyOf reports whether an expression reads, of some symbols, no other
// than one.
func readsOnlyOf(e ast.Expr, one *ast.Symbol, of []*ast.Symbol) bool {
	only := true
	ast.Variables(e, func(v *ast.Variable) {
		for _, s := range of {
			only = only && (v.Symbol != s || s == one)
		}
	})
	return only
}

// selected plans a pattern with a path selector: its ends are found first, then
// the shortest paths between them.
func (m *matcher) selected(p *ast.Pattern) {
	first, last := p.Elements[0].(*ast.NodePattern), p.Elements[len(p.Elements)-1].(*ast.NodePattern)
	m.node(first, false)
	m.node(last, false)
	m.uses[first.Symbol] += 2
	m.uses[last.Symbol] += 2
	b := &automatonBuilder{matcher: m}
	b.build(p)
	for _, e := range p.Elements {
		if g, ok := e.(*ast.Group); ok {
			b.lists = append(b.lists, g.Outer...)
		}
	}
	o := &StatefulShortestPath{
		Start: first.Symbol, End: last.Symbol, Automaton: &b.automaton, Lists: b.lists, Conditions: b.conditions,
		Count: p.Selector.Count, text: p.String(),
		Groups: p.Selector.Kind == ast.SelectAllShortest || p.Selector.Kind == ast.SelectShortestGroups,
	}
	if p.Variable != nil {
		o.Path = p.Variable.Symbol
	}
	m.subqueries(b.conditions...)
	m.search = &selection{operator: o, binds: p.Declared}
}

// selection is a pattern with a path selector that waits for its ends.
type selection struct {
	operator *StatefulShortestPath
	binds    []*ast.Symbol
}

// bindSelection searches the paths once both ends are bound.
func (m *matcher) bindSelection() bool {
	s := m.search
	if s == nil || m.open[s.operator.Start] || m.open[s.operator.End] {
		return false
	}
	m.search = nil
	m.rows *= float64(min(s.operator.Count, 10))
	s.operator.estimate = estimate{m.rows}
	m.add(s.operator)
	for _, symbol := range s.binds {
		delete(m.open, symbol)
	}
	return true
}
