package graphtest

import (
	"fmt"
	"sort"

	"planatlas/graph"
)

// Schema is what the generator knows of a graph, so that its queries find
// something.
type Schema struct {
	Labels, Types []string
	IDs           []string // of nodes
	// Properties of nodes and of relationships by the type of their values.
	Node, Relationship map[kind][]string
	Texts              []string // values of properties
	// Small graphs may be matched without a start.
	Small bool
	// RelationshipKey is a property that tells all relationships apart, or "".
	RelationshipKey string
}

// kind is the type of an expression as the generator sees it.
type kind int

const (
	kInt kind = iota
	kFloat
	kText
	kBool
	kInts  // list of integers
	kTexts // list of texts
	kDate
	kAny // of several types: only compared, ordered, grouped
	kNode
	kRelationship
	kRelationships // list, of a variable-length pattern
	kPath
	kBag // list in no order
)

// SchemaOf looks at a graph. Properties that hold values of several types are
// of the kind any.
func SchemaOf(g *graph.Graph, small bool) *Schema {
	s := &Schema{Labels: g.Labels(), Types: g.Types(), Small: small}
	node, rel := map[string]map[kind]bool{}, map[string]map[kind]bool{}
	texts := map[string]bool{}
	for _, n := range g.Nodes() {
		s.IDs = append(s.IDs, n.ID)
		note(node, texts, n.Properties)
	}
	for _, r := range g.Relationships() {
		note(rel, texts, r.Properties)
	}
	s.Node, s.Relationship = byKind(node), byKind(rel)
	for t := range texts {
		s.Texts = append(s.Texts, t)
	}
	sort.Strings(s.Texts)
	return s
}

func note(seen map[string]map[kind]bool, texts map[string]bool, p graph.Properties) {
	for _, x := range p {
		if seen[x.Key] == nil {
			seen[x.Key] = map[kind]bool{}
		}
		seen[x.Key][kindOf(x.Value)] = true
		if t, ok := x.Value.AsString(); ok && len(texts) < 60 && len(t) < 40 {
			texts[t] = true
		}
	}
}

func kindOf(v graph.Value) kind {
	switch v.Kind() {
	case graph.Integer:
		return kInt
	case graph.Float:
		return kFloat
	case graph.String:
		return kText
	case graph.Boolean:
		return kBool
	case graph.KindDate:
		return kDate
	case graph.List:
		if l, _ := v.AsList(); len(l) > 0 {
			switch kindOf(l[0]) {
			case kInt:
				return kInts
			case kText:
				return kTexts
			}
		}
	}
	return kAny
}

func byKind(seen map[string]map[kind]bool) map[kind][]string {
	out := map[kind][]string{}
	for key, kinds := range seen {
		if key == graph.PropVersion {
			continue // the server keeps it up to date by itself
		}
		k := kAny
		if len(kinds) == 1 {
			for only := range kinds {
				k = only
			}
		}
		out[k] = append(out[k], key)
	}
	for k := range out {
		sort.Strings(out[k])
	}
	return out
}

// RandomGraph makes a small graph from a seed: nodes with none to three of
// three labels, relationships of three types, parallel ones and loops among
// them, and properties of every type, each of which may be missing. The
// property m holds values of several types.
func RandomGraph(seed uint64) (*graph.Graph, *Schema) {
	c := newChoices(seed)
	b := graph.NewBuilder()
	nodes := 3 + c.n(7)
	for i := range nodes {
		var labels []string
		for _, l := range []string{"A", "B", "C"} {
			if c.often(45) {
				labels = append(labels, l)
			}
		}
		p := randomProperties(c)
		p["id"] = graph.Text(fmt.Sprintf("n%d", i))
		b.AddNode(fmt.Sprintf("n%d", i), labels, graph.PropertiesOf(p))
	}
	for i := range c.n(2*nodes + 2) {
		p := randomProperties(c)
		p["k"] = graph.Int(int64(i))
		from, to := c.n(nodes), c.n(nodes)
		b.AddRelationship(fmt.Sprintf("r%02d", i), pick(c, "R", "S", "T"), fmt.Sprintf("n%d", from), fmt.Sprintf("n%d", to), graph.PropertiesOf(p))
	}
	g, err := b.Build()
	if err != nil {
		panic(err) // ids are numbered
	}
	s := SchemaOf(g, true)
	s.Labels, s.Types, s.RelationshipKey = []string{"A", "B", "C"}, []string{"R", "S", "T"}, "k"
	s.Node = map[kind][]string{kInt: {"i", "j"}, kFloat: {"f"}, kText: {"s", "id"}, kBool: {"b"}, kInts: {"l"}, kTexts: {"t"}, kDate: {"d"}, kAny: {"m"}}
	s.Relationship = map[kind][]string{kInt: {"k", "i", "j"}, kFloat: {"f"}, kText: {"s"}, kBool: {"b"}, kInts: {"l"}, kTexts: {"t"}, kDate: {"d"}, kAny: {"m"}}
	return g, s
}

func randomProperties(c *choices) map[string]graph.Value {
	p := map[string]graph.Value{}
	values := map[string]func() graph.Value{
		"b": func() graph.Value { return graph.Bool(c.n(2) == 1) },
		"d": func() graph.Value { return graph.TemporalValue(graph.DateOf(2021, 2, 20+c.n(8))) },
		"f": func() graph.Value { return graph.Number(float64(c.n(12)-4)/4 + 0.125) },
		"i": func() graph.Value { return graph.Int(int64(c.n(5) - 1)) },
		"j": func() graph.Value { return graph.Int(int64(c.n(4))) },
		"l": func() graph.Value { return graph.Ints([]int64{int64(c.n(3)), int64(c.n(3)), 1}[:1+c.n(3)]) },
		"m": func() graph.Value {
			return pick(c, graph.Int(1), graph.Text("1"), graph.Bool(true), graph.Number(1.5), graph.Ints([]int64{1}), graph.TemporalValue(graph.DateOf(2021, 2, 24)), graph.Text("新材料"))
		},
		"s": func() graph.Value { return graph.Text(pick(c, "a", "b", "ab", "Ba", "新材料", "新能源 1", "")) },
		"t": func() graph.Value { return graph.Texts([]string{"a", "b", "新"}[:1+c.n(3)]) },
	}
	for _, key := range []string{"b", "d", "f", "i", "j", "l", "m", "s", "t"} {
		if c.often(55) {
			p[key] = values[key]()
		}
	}
	return p
}
