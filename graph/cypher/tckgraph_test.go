package cypher_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/parser"
)

// This file sets up the graphs of the TCK. The engine only reads; here CREATE
// is a sink on top of its ordinary pipeline: what stands before it is run as a
// query, and the patterns are made for each row.

type graphMaker struct {
	nodes []*madeNode
	rels  []*madeRel
	made  int
	graph *graph.Graph // of what was made so far; nil after a change
}

type madeNode struct {
	id     string
	labels []string
	fields map[string]graph.Value
}

type madeRel struct {
	id, typ, start, end string
	fields              map[string]graph.Value
}

// bindings is one row: what each variable stands for.
type bindings map[string]graph.Value

// deletion is MATCH … DELETE r, which two scenarios set up with. The parser
// refuses it, so the text is cut there.
var deletion = regexp.MustCompile(`(?s)^(.*)\bDELETE (\w+)\s(.*)$`)

// execute runs a set-up text.
func (m *graphMaker) execute(text string) error {
	rows := []bindings{{}}
	if d := deletion.FindStringSubmatch(text); d != nil {
		var err error
		if rows, err = m.read(rows, d[1]); err != nil {
			return err
		}
		m.delete(rows, d[2])
		text = d[3]
	}
	s, err := parser.Parse(text, 200)
	if err != nil {
		return err
	}
	return m.part(text, s.Query.Parts[0], rows)
}

// delete removes the relationships that a variable stands for.
func (m *graphMaker) delete(rows []bindings, name string) {
	gone := map[string]bool{}
	for _, row := range rows {
		r, _ := row[name].AsRelationship()
		gone[r.ID] = true
	}
	m.rels = slices.DeleteFunc(m.rels, func(r *madeRel) bool { return gone[r.id] })
	m.graph = nil
}

// part runs clauses; those between two CREATEs are run together, as text.
func (m *graphMaker) part(text string, part *ast.Part, rows []bindings) error {
	for i := 0; i < len(part.Clauses); i++ {
		if c, ok := part.Clauses[i].(*ast.Create); ok {
			for _, row := range rows {
				if err := m.create(c, row); err != nil {
					return err
				}
			}
			m.graph = nil
			continue
		}
		start := part.Clauses[i].Pos().Offset
		end := int32(len(text))
		for ; i+1 < len(part.Clauses); i++ {
			if _, ok := part.Clauses[i+1].(*ast.Create); ok {
				end = part.Clauses[i+1].Pos().Offset
				break
			}
		}
		var err error
		if rows, err = m.read(rows, text[start:end]); err != nil {
			return err
		}
	}
	return nil
}

// read runs reading clauses on rows and returns what they make of them.
func (m *graphMaker) read(rows []bindings, clauses string) ([]bindings, error) {
	g, err := m.build()
	if err != nil {
		return nil, err
	}
	query, params := m.imports(rows, g)
	if !strings.Contains(strings.ToUpper(clauses), "RETURN") {
		clauses += " RETURN *"
	}
	r, err := cypher.Run(context.Background(), g, graph.Query{Text: query + clauses, Params: params})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", query+clauses, err)
	}
	var result []bindings
	for _, record := range r.Records {
		b := bindings{}
		for i, k := range r.Keys {
			b[k] = record[i]
		}
		result = append(result, b)
	}
	return result, nil
}

// imports is the beginning of a query that brings rows in as variables.
func (m *graphMaker) imports(rows []bindings, g *graph.Graph) (string, map[string]graph.Value) {
	var names []string
	for name := range rows[0] {
		names = append(names, fmt.Sprintf("`row`.`%s` AS `%s`", name, name))
	}
	if len(names) == 0 {
		return "", map[string]graph.Value{}
	}
	var list []graph.Value
	for _, row := range rows {
		b := map[string]graph.Value{}
		for k, v := range row {
			b[k] = moved(v, g)
		}
		list = append(list, graph.MapOf(b))
	}
	return "UNWIND $rows AS `row` WITH " + strings.Join(names, ", ") + " ",
		map[string]graph.Value{"rows": graph.ListOf(list...)}
}

// moved finds the elements of an earlier snapshot in a new one.
func moved(v graph.Value, g *graph.Graph) graph.Value {
	if n, ok := v.AsNode(); ok {
		return graph.NodeValue(g.NodeByID(n.ID))
	}
	if list, ok := v.AsList(); ok {
		var items []graph.Value
		for _, x := range list {
			items = append(items, moved(x, g))
		}
		return graph.ListOf(items...)
	}
	return v
}

// create makes the patterns of a CREATE for one row, and binds their variables.
func (m *graphMaker) create(c *ast.Create, row bindings) error {
	for _, p := range c.Patterns {
		nodes := p.Nodes()
		ids := make([]string, len(nodes))
		for i, n := range nodes {
			id, err := m.node(n, row)
			if err != nil {
				return err
			}
			ids[i] = id
		}
		for i, r := range p.Relationships() {
			if err := m.relationship(r, ids[i], ids[i+1], row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *graphMaker) node(n *ast.NodePattern, row bindings) (string, error) {
	if n.Variable != nil {
		if bound, ok := row[n.Variable.Name].AsNode(); ok {
			return bound.ID, nil
		}
	}
	fields, err := m.fields(n.Properties, row)
	if err != nil {
		return "", err
	}
	made := &madeNode{id: fmt.Sprintf("n%06d", len(m.nodes)), fields: fields}
	for _, l := range ast.LabelNames(nil, n.Labels) {
		made.labels = append(made.labels, l.Name)
	}
	m.nodes = append(m.nodes, made)
	if n.Variable != nil {
		row[n.Variable.Name] = graph.NodeValue(graph.DetachedNode(made.id, made.labels, graph.PropertiesOf(fields)))
	}
	return made.id, nil
}

func (m *graphMaker) relationship(r *ast.RelationshipPattern, start, end string, row bindings) error {
	fields, err := m.fields(r.Properties, row)
	if err != nil {
		return err
	}
	if r.Direction == ast.Leftward {
		start, end = end, start
	}
	m.rels = append(m.rels, &madeRel{
		id: fmt.Sprintf("r%06d", m.number()), typ: ast.LabelNames(nil, r.Types)[0].Name, start: start, end: end, fields: fields,
	})
	return nil
}

func (m *graphMaker) number() int {
	m.made++
	return m.made
}

// fields evaluates {key: value}.
func (m *graphMaker) fields(e ast.Expr, row bindings) (map[string]graph.Value, error) {
	if e == nil {
		return nil, nil
	}
	fields := map[string]graph.Value{}
	for _, entry := range e.(*ast.Map).Entries {
		if l, ok := entry.Value.(*ast.Literal); ok {
			fields[entry.Key] = l.Value
			continue
		}
		v, err := m.evaluate(entry.Value, row)
		if err != nil {
			return nil, err
		}
		fields[entry.Key] = v
	}
	return fields, nil
}

func (m *graphMaker) evaluate(e ast.Expr, row bindings) (graph.Value, error) {
	plain := bindings{}
	ast.Variables(e, func(v *ast.Variable) {
		if x, ok := row[v.Name]; ok {
			plain[v.Name] = x
		}
	})
	g, err := graph.NewBuilder().Build()
	if len(plain) > 0 {
		g, err = m.build()
	}
	if err != nil {
		return graph.NullValue(), err
	}
	query, params := m.imports([]bindings{plain}, g)
	r, err := cypher.Run(context.Background(), g, graph.Query{Text: query + "RETURN " + e.String() + " AS x", Params: params})
	if err != nil {
		return graph.NullValue(), err
	}
	return r.Records[0][0], nil
}

// build makes the snapshot of what was made so far.
func (m *graphMaker) build() (*graph.Graph, error) {
	if m.graph != nil {
		return m.graph, nil
	}
	b := graph.NewBuilder()
	for _, n := range m.nodes {
		b.AddNode(n.id, n.labels, graph.PropertiesOf(n.fields))
	}
	for _, r := range m.rels {
		b.AddRelationship(r.id, r.typ, r.start, r.end, graph.PropertiesOf(r.fields))
	}
	var err error
	m.graph, err = b.Build()
	return m.graph, err
}
