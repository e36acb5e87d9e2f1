package procedures

import (
	"planatlas/graph"
	"planatlas/graph/cypher/functions"
)

var labelNames = &Procedure{
	Name:    "db.labels",
	Columns: []Column{{"label", text}},
	Zh:      "列出图中的全部标签", En: "Lists the labels in use.",
	Rows: func(ctx *functions.Context, _ []graph.Value, yield func([]graph.Value) error) error {
		return each(ctx.Graph.Labels(), yield)
	},
}

var typeNames = &Procedure{
	Name:    "db.relationshipTypes",
	Columns: []Column{{"relationshipType", text}},
	Zh:      "列出图中的全部关系类型", En: "Lists the relationship types in use.",
	Rows: func(ctx *functions.Context, _ []graph.Value, yield func([]graph.Value) error) error {
		return each(ctx.Graph.Types(), yield)
	},
}

var propertyKeyNames = &Procedure{
	Name:    "db.propertyKeys",
	Columns: []Column{{"propertyKey", text}},
	Zh:      "列出图中的全部属性名", En: "Lists the property keys in use.",
	Rows: func(ctx *functions.Context, _ []graph.Value, yield func([]graph.Value) error) error {
		return each(ctx.Graph.PropertyKeys(), yield)
	},
}

func each(names []string, yield func([]graph.Value) error) error {
	for _, n := range names {
		if err := yield([]graph.Value{graph.Text(n)}); err != nil {
			return err
		}
	}
	return nil
}
