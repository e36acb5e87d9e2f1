package functions

import (
	"sort"
	"strconv"

	"planatlas/graph"
)

// graphFunctions look at nodes, relationships and paths.
var graphFunctions = []Function{
	{
		Name: "elementId", Category: Scalar, Parameters: one("input", node|rel), Returns: str, Eval: elementID,
		Zh: "节点或关系的 id。", En: "The id of a node or relationship.",
	},
	{
		Name: "id", Category: Scalar, Parameters: one("input", node|rel), Returns: integer, Eval: id,
		Zh: "节点或关系在图中的序号。", En: "The position of a node or relationship in the graph.",
	},
	{
		Name: "type", Category: Scalar, Parameters: one("input", rel), Returns: str, Eval: relationshipType,
		Zh: "关系的类型。", En: "The type of a relationship.",
	},
	{
		Name: "startNode", Category: Scalar, Parameters: one("input", rel), Returns: node, Eval: startNode,
		Zh: "关系的起点。", En: "The start node of a relationship.",
	},
	{
		Name: "endNode", Category: Scalar, Parameters: one("input", rel), Returns: node, Eval: endNode,
		Zh: "关系的终点。", En: "The end node of a relationship.",
	},
	{
		Name: "properties", Category: Scalar, Parameters: one("input", container), Returns: mapping, Eval: properties,
		Zh: "节点或关系的全部属性。", En: "All properties of a node or relationship as a map.",
	},
	{
		Name: "labels", Category: List, Parameters: one("input", node), Returns: list, Eval: labels,
		Zh: "节点的全部标签。", En: "All labels of a node.",
	},
	{
		Name: "keys", Category: List, Parameters: one("input", container), Returns: list, Eval: keys,
		Zh: "节点、关系或映射的属性名。", En: "The names of the properties of a node, relationship or map.",
	},
	{
		Name: "length", Category: Path, Parameters: one("input", path), Returns: integer, Eval: pathLength,
		Zh: "路径中关系的数目。", En: "The number of relationships of a path.",
	},
	{
		Name: "nodes", Category: Path, Parameters: one("input", path), Returns: list, Eval: nodes,
		Zh: "路径中的节点。", En: "The nodes of a path.",
	},
	{
		Name: "relationships", Category: Path, Parameters: one("input", path), Returns: list, Eval: relationships,
		Zh: "路径中的关系。", En: "The relationships of a path.",
	},
}

func elementID(_ *Context, args []graph.Value) (graph.Value, error) {
	name, index := "", 0
	if n, ok := args[0].AsNode(); ok {
		name, index = n.ID, n.Index()
	} else if r, ok := args[0].AsRelationship(); ok {
		name, index = r.ID, r.Index()
	}
	if name == "" {
		name = strconv.Itoa(index)
	}
	return graph.Text(name), nil
}

func id(_ *Context, args []graph.Value) (graph.Value, error) {
	if n, ok := args[0].AsNode(); ok {
		return graph.Int(int64(n.Index())), nil
	}
	r, _ := args[0].AsRelationship()
	return graph.Int(int64(r.Index())), nil
}

func relationshipType(_ *Context, args []graph.Value) (graph.Value, error) {
	r, _ := args[0].AsRelationship()
	return graph.Text(r.Type), nil
}

func startNode(ctx *Context, args []graph.Value) (graph.Value, error) {
	r, _ := args[0].AsRelationship()
	return nodeAt(ctx, r.StartIndex(), r.Start), nil
}

func endNode(ctx *Context, args []graph.Value) (graph.Value, error) {
	r, _ := args[0].AsRelationship()
	return nodeAt(ctx, r.EndIndex(), r.End), nil
}

// nodeAt finds a node by its index, or by its id where the relationship comes
// from outside the snapshot.
func nodeAt(ctx *Context, index int, id string) graph.Value {
	if ctx.Graph == nil {
		return graph.NullValue()
	}
	if index >= 0 && index < ctx.Graph.NodeCount() {
		return graph.NodeValue(ctx.Graph.Node(int32(index)))
	}
	return graph.NodeValue(ctx.Graph.NodeByID(id))
}

func propertiesOf(v graph.Value) graph.Properties {
	if n, ok := v.AsNode(); ok {
		return n.Properties
	}
	r, _ := v.AsRelationship()
	return r.Properties
}

func properties(ctx *Context, args []graph.Value) (graph.Value, error) {
	if _, ok := args[0].AsMap(); ok {
		return args[0], nil
	}
	p := propertiesOf(args[0])
	return graph.MapOf(p.Map()), ctx.Meter.Work(int64(len(p)))
}

func labels(_ *Context, args []graph.Value) (graph.Value, error) {
	n, _ := args[0].AsNode()
	return graph.Texts(n.Labels), nil
}

// keys are sorted; Neo4j gives them in no particular order.
func keys(ctx *Context, args []graph.Value) (graph.Value, error) {
	m, ok := args[0].AsMap()
	if !ok {
		p := propertiesOf(args[0])
		names := make([]string, len(p))
		for i := range p {
			names[i] = p[i].Key
		}
		return graph.Texts(names), nil
	}
	if err := ctx.made(int64(len(m)), 24*int64(len(m))); err != nil {
		return graph.NullValue(), err
	}
	names := make([]string, 0, len(m))
	for k := range m {
		names = append(names, k)
	}
	sort.Strings(names)
	return graph.Texts(names), nil
}

func pathLength(_ *Context, args []graph.Value) (graph.Value, error) {
	p, _ := args[0].AsPath()
	return graph.Int(int64(p.Len())), nil
}

func nodes(_ *Context, args []graph.Value) (graph.Value, error) {
	p, _ := args[0].AsPath()
	out := make([]graph.Value, len(p.Nodes))
	for i, n := range p.Nodes {
		out[i] = graph.NodeValue(n)
	}
	return graph.ListOf(out...), nil
}

func relationships(_ *Context, args []graph.Value) (graph.Value, error) {
	p, _ := args[0].AsPath()
	out := make([]graph.Value, len(p.Relationships))
	for i, r := range p.Relationships {
		out[i] = graph.RelationshipValue(r)
	}
	return graph.ListOf(out...), nil
}
