package procedures

import (
	"cmp"
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/functions"
)

// This file holds the procedures that describe what the graph consists of.

var nodeProperties = &Procedure{
	Name: "db.schema.nodeTypeProperties",
	Columns: []Column{
		{"nodeType", text}, {"nodeLabels", list}, {"propertyName", text}, {"propertyTypes", list}, {"mandatory", boolean},
	},
	Zh: "列出各标签组合的节点所带的属性、类型及是否必有",
	En: "Lists the properties of nodes by labels, their types and whether every such node has them.",
	Rows: func(ctx *functions.Context, _ []graph.Value, yield func([]graph.Value) error) error {
		d := description{}
		for _, n := range ctx.Graph.Nodes() {
			if err := ctx.Meter.Work(int64(len(n.Properties)) + 1); err != nil {
				return err
			}
			d.add(quoted(n.Labels), n.Labels, n.Properties)
		}
		return d.rows(func(k *kind, p property) error {
			return yield(append([]graph.Value{graph.Text(k.name), graph.Texts(k.labels)}, p.columns(k)...))
		})
	},
}

var relationshipProperties = &Procedure{
	Name: "db.schema.relTypeProperties",
	Columns: []Column{
		{"relType", text}, {"propertyName", text}, {"propertyTypes", list}, {"mandatory", boolean},
	},
	Zh: "列出各类型的关系所带的属性、类型及是否必有",
	En: "Lists the properties of relationships by type, their types and whether every such relationship has them.",
	Rows: func(ctx *functions.Context, _ []graph.Value, yield func([]graph.Value) error) error {
		d := description{}
		for _, r := range ctx.Graph.Relationships() {
			if err := ctx.Meter.Work(int64(len(r.Properties)) + 1); err != nil {
				return err
			}
			d.add(quoted([]string{r.Type}), nil, r.Properties)
		}
		return d.rows(func(k *kind, p property) error {
			return yield(append([]graph.Value{graph.Text(k.name)}, p.columns(k)...))
		})
	},
}

// description collects the properties of each kind of node or relationship.
type description map[string]*kind

type kind struct {
	name       string
	labels     []string
	count      int
	properties map[string]*property
}

type property struct {
	name  string
	types map[string]bool
	count int
}

// quoted writes labels as :`A`:`B`.
func quoted(labels []string) string {
	sorted := slices.Sorted(slices.Values(labels))
	var b strings.Builder
	for _, l := range sorted {
		b.WriteString(":`" + strings.ReplaceAll(l, "`", "``") + "`")
	}
	return b.String()
}

func (d description) add(name string, labels []string, properties graph.Properties) {
	k := d[name]
	if k == nil {
		k = &kind{name: name, labels: labels, properties: map[string]*property{}}
		d[name] = k
	}
	k.count++
	for _, x := range properties {
		p := k.properties[x.Key]
		if p == nil {
			p = &property{name: x.Key, types: map[string]bool{}}
			k.properties[x.Key] = p
		}
		p.count++
		p.types[storedType(x.Value)] = true
	}
}

// rows calls yield for each property of each kind, by name; a kind without
// properties has one row without a name.
func (d description) rows(yield func(*kind, property) error) error {
	kinds := make([]*kind, 0, len(d))
	for _, k := range d {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b *kind) int { return cmp.Compare(a.name, b.name) })
	for _, k := range kinds {
		list := make([]property, 0, len(k.properties))
		for _, p := range k.properties {
			list = append(list, *p)
		}
		if len(list) == 0 {
			list = []property{{}}
		}
		slices.SortFunc(list, func(a, b property) int { return cmp.Compare(a.name, b.name) })
		for _, p := range list {
			if err := yield(k, p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p property) columns(k *kind) []graph.Value {
	if p.count == 0 {
		return []graph.Value{graph.NullValue(), graph.NullValue(), graph.Bool(false)}
	}
	types := make([]string, 0, len(p.types))
	for t := range p.types {
		types = append(types, t)
	}
	slices.Sort(types)
	return []graph.Value{graph.Text(p.name), graph.Texts(types), graph.Bool(p.count == k.count)}
}

// storedTypes are the names that Neo4j has for what a property holds.
var storedTypes = map[graph.Kind]string{
	graph.Boolean: "Boolean", graph.Integer: "Long", graph.Float: "Double", graph.String: "String",
	graph.KindDate: "Date", graph.KindTime: "Time", graph.KindLocalTime: "LocalTime", graph.KindDateTime: "DateTime",
	graph.KindLocalDateTime: "LocalDateTime", graph.KindDuration: "Duration", graph.KindPoint: "Point",
}

func storedType(v graph.Value) string {
	if l, ok := v.AsList(); ok {
		if len(l) == 0 {
			return "StringArray" // an empty list says nothing about its elements
		}
		return storedTypes[l[0].Kind()] + "Array"
	}
	return storedTypes[v.Kind()]
}

var visualization = &Procedure{
	Name:    "db.schema.visualization",
	Columns: []Column{{"nodes", list}, {"relationships", list}},
	Zh:      "以一张图展示标签之间有哪些类型的关系",
	En:      "Shows which types of relationship join which labels, as a graph of one node a label.",
	Rows: func(ctx *functions.Context, _ []graph.Value, yield func([]graph.Value) error) error {
		joins, err := labelJoins(ctx)
		if err != nil {
			return err
		}
		var nodes, rels []graph.Value
		for _, l := range ctx.Graph.Labels() {
			nodes = append(nodes, graph.NodeValue(graph.DetachedNode("label:"+l, []string{l}, named(l))))
		}
		for _, j := range joins {
			id := graph.RelationshipID("label:"+j[0], j[1], "label:"+j[2], "")
			r := graph.DetachedRelationship(id, j[1], "label:"+j[0], "label:"+j[2], named(j[1]))
			rels = append(rels, graph.RelationshipValue(r))
		}
		return yield([]graph.Value{graph.ListOf(nodes...), graph.ListOf(rels...)})
	},
}

func named(name string) graph.Properties {
	return graph.PropertiesOf(map[string]graph.Value{graph.PropName: graph.Text(name)})
}

// labelJoins lists start label, type and end label of the relationships, each
// once.
func labelJoins(ctx *functions.Context) ([][3]string, error) {
	seen := map[[3]string]bool{}
	for _, r := range ctx.Graph.Relationships() {
		start, end := ctx.Graph.Node(int32(r.StartIndex())), ctx.Graph.Node(int32(r.EndIndex()))
		if err := ctx.Meter.Work(int64(len(start.Labels)*len(end.Labels)) + 1); err != nil {
			return nil, err
		}
		for _, a := range start.Labels {
			for _, b := range end.Labels {
				seen[[3]string{a, r.Type, b}] = true
			}
		}
	}
	list := make([][3]string, 0, len(seen))
	for j := range seen {
		list = append(list, j)
	}
	slices.SortFunc(list, func(a, b [3]string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]), cmp.Compare(a[2], b[2]))
	})
	return list, nil
}
