package procedures

import (
	"planatlas/graph"
	"planatlas/graph/cypher/functions"
)

// Show is the table behind SHOW FUNCTIONS, PROCEDURES or INDEXES.
func Show(what string) *Procedure {
	switch what {
	case "FUNCTIONS":
		return showFunctions
	case "PROCEDURES":
		return showProcedures
	default:
		return showIndexes
	}
}

var showFunctions = &Procedure{
	Name: "SHOW FUNCTIONS",
	Columns: []Column{
		{"name", text}, {"category", text}, {"description", text}, {"descriptionZh", text},
		{"signature", text}, {"aggregating", boolean},
	},
	Rows: func(_ *functions.Context, _ []graph.Value, yield func([]graph.Value) error) error {
		for _, f := range functions.All() {
			row := []graph.Value{
				graph.Text(f.Name), graph.Text(f.Category), graph.Text(f.En), graph.Text(f.Zh),
				graph.Text(f.Signature()), graph.Bool(f.IsAggregate()),
			}
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	},
}

var showProcedures = &Procedure{
	Name: "SHOW PROCEDURES",
	Columns: []Column{
		{"name", text}, {"description", text}, {"descriptionZh", text}, {"mode", text}, {"signature", text},
	},
	Rows: func(_ *functions.Context, _ []graph.Value, yield func([]graph.Value) error) error {
		for _, p := range All() {
			row := []graph.Value{
				graph.Text(p.Name), graph.Text(p.En), graph.Text(p.Zh), graph.Text("READ"), graph.Text(p.Signature()),
			}
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	},
}

var showIndexes = &Procedure{
	Name: "SHOW INDEXES",
	Columns: []Column{
		{"name", text}, {"state", text}, {"type", text}, {"entityType", text}, {"labelsOrTypes", list}, {"properties", list},
	},
	Rows: func(_ *functions.Context, _ []graph.Value, yield func([]graph.Value) error) error {
		rows := [][]graph.Value{
			indexRow("node_id", "RANGE", nil, []string{graph.PropID}),
			indexRow("node_labels", "LOOKUP", nil, nil),
			indexRow(graph.FullTextIndex, "FULLTEXT", []string{graph.OwnedLabel}, graph.FullTextProperties),
		}
		for _, row := range rows {
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	},
}

func indexRow(name, typ string, labels, properties []string) []graph.Value {
	return []graph.Value{
		graph.Text(name), graph.Text("ONLINE"), graph.Text(typ), graph.Text("NODE"),
		optionalTexts(labels), optionalTexts(properties),
	}
}

func optionalTexts(list []string) graph.Value {
	if list == nil {
		return graph.NullValue()
	}
	return graph.Texts(list)
}
