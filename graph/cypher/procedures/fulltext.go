package procedures

import (
	"planatlas/graph"
	"planatlas/graph/cypher/fulltext"
	"planatlas/graph/cypher/functions"
	"planatlas/graph/cypher/values"
)

var fullTextNodes = &Procedure{
	Name: "db.index.fulltext.queryNodes",
	Parameters: []functions.Parameter{
		{Name: "indexName", Kinds: text}, {Name: "queryString", Kinds: text}, {Name: "options", Kinds: mapping, Optional: true},
	},
	Columns: []Column{{"node", node}, {"score", float}},
	Zh:      "在名称、别名、摘要与引文中全文检索节点，按相关度排序",
	En:      "Searches names, aliases, summaries and quotes of nodes in Lucene's syntax, best first.",
	Rows: func(ctx *functions.Context, args []graph.Value, yield func([]graph.Value) error) error {
		hits, err := searchNodes(ctx, args)
		for i := 0; err == nil && i < len(hits); i++ {
			err = yield([]graph.Value{graph.NodeValue(ctx.Graph.Node(hits[i].Node)), graph.Number(hits[i].Score)})
		}
		return err
	},
}

func searchNodes(ctx *functions.Context, args []graph.Value) ([]fulltext.Hit, error) {
	name, ok := args[0].AsString()
	query, ok2 := args[1].AsString()
	if !ok || !ok2 {
		return nil, values.TypeError("InvalidArgumentValue", "a full-text search needs the name of the index and a query")
	}
	if name != graph.FullTextIndex {
		err := values.ArgumentError("InvalidArgumentValue", "there is no full-text index %q", name)
		err.Hint = "the index is named " + graph.FullTextIndex
		return nil, err
	}
	skip, limit, err := pageOf(args)
	if err != nil {
		return nil, err
	}
	hits, err := fulltext.Of(ctx.Graph).Search(query, ctx.Meter.Work)
	if err != nil {
		return nil, err
	}
	hits = hits[min(skip, int64(len(hits))):]
	return hits[:min(limit, int64(len(hits)))], nil
}

// pageOf reads the options skip and limit. Another analyzer than the index's is
// refused, because its terms would not be found.
func pageOf(args []graph.Value) (skip, limit int64, err error) {
	limit = 1 << 62
	if len(args) < 3 {
		return 0, limit, nil
	}
	options, _ := args[2].AsMap()
	for key, v := range options {
		n, ok := v.AsInt()
		switch {
		case key != "skip" && key != "limit":
			return 0, 0, values.ArgumentError("InvalidArgumentValue", "a full-text search has no option %q, only skip and limit", key)
		case !ok || n < 0:
			return 0, 0, values.ArgumentError("InvalidArgumentValue", "the option %s is a number from 0, not %s", key, values.Format(v))
		case key == "skip":
			skip = n
		default:
			limit = n
		}
	}
	return skip, limit, nil
}
