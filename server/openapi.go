package server

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// openapi is the description of the API, made from the routes themselves.
func (s *Server) openapi(*request) (any, error) {
	paths := map[string]map[string]any{}
	for _, r := range s.routes() {
		p := ginParam.ReplaceAllString(r.path, "{$1}")
		if paths[p] == nil {
			paths[p] = map[string]any{}
		}
		paths[p][strings.ToLower(r.method)] = r.operation()
	}
	return object{
		"openapi":    "3.1.0",
		"info":       object{"title": "Planatlas 规划图谱", "version": s.cfg.Version, "license": object{"name": "Apache-2.0", "identifier": "Apache-2.0"}},
		"paths":      paths,
		"components": object{"schemas": schemas(), "responses": object{"Error": errorResponse()}},
	}, nil
}

type object = map[string]any

var ginParam = regexp.MustCompile(`:(\w+)`)

func (r route) operation() object {
	op := object{"summary": r.summary, "operationId": r.operationID(), "responses": r.responses()}
	params := []object{}
	for _, p := range r.params {
		params = append(params, object{"name": p.name, "in": p.in, "required": p.required, "description": p.about, "schema": object{"type": p.kind}})
	}
	if len(params) > 0 {
		op["parameters"] = params
	}
	if r.body != "" {
		op["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": ref(r.body)}}}
	}
	return op
}

// operationID is made of method and path: getNodesIdNeighbours.
func (r route) operationID() string {
	id := strings.ToLower(r.method)
	for _, part := range regexp.MustCompile(`\w+`).FindAllString(strings.TrimPrefix(r.path, root), -1) {
		id += strings.ToUpper(part[:1]) + part[1:]
	}
	return id
}

func (r route) responses() object {
	content := object{"application/json": object{"schema": ref(r.reply)}}
	if r.reply == "File" {
		content = object{"application/json": object{"schema": ref("Graph")}, "image/svg+xml": object{"schema": object{"type": "string"}}}
	}
	out := object{"200": object{"description": "The answer.", "content": content}}
	if r.versioned {
		out["304"] = object{"description": "The client has this answer already."}
	}
	for _, status := range append([]int{http.StatusBadRequest, http.StatusForbidden, http.StatusInternalServerError}, r.statuses...) {
		out[fmt.Sprint(status)] = object{"$ref": "#/components/responses/Error"}
	}
	return out
}

func errorResponse() object {
	return object{"description": "What is wrong and what to do.", "content": object{"application/json": object{"schema": ref("Error")}}}
}

func ref(schema string) object { return object{"$ref": "#/components/schemas/" + schema} }

func list(of any) object { return object{"type": "array", "items": of} }

// record is an object schema of required members given as name, schema pairs.
func record(pairs ...any) object {
	properties, required := object{}, []string{}
	for i := 0; i < len(pairs); i += 2 {
		name := pairs[i].(string)
		optional := strings.HasSuffix(name, "?")
		name = strings.TrimSuffix(name, "?")
		properties[name] = pairs[i+1]
		if !optional {
			required = append(required, name)
		}
	}
	return object{"type": "object", "properties": properties, "required": required}
}

// schemas describes what goes in and out.
func schemas() object {
	text, integer, number, boolean, anything := object{"type": "string"}, object{"type": "integer"}, object{"type": "number"}, object{"type": "boolean"}, object{}
	texts := list(text)
	counts := object{"type": "object", "additionalProperties": integer}
	return object{
		"Object": object{"type": "object"},
		"Health": record("status", text, "dataVersion?", text),
		"Error": record("error", record("code", object{"type": "string", "enum": codes()}, "message", text, "line?", integer, "column?", integer, "hint?", text,
			"parameter?", text, "candidates?", list(record("id", text, "label", text, "name", text, "nameEn?", text, "articles", list(integer))), "near?", texts)),
		"GraphNode":         record("id", text, "labels", texts, "properties", object{"type": "object"}),
		"GraphRelationship": record("id", text, "type", text, "start", text, "end", text, "properties", object{"type": "object"}),
		"Graph": record("nodes", list(ref("GraphNode")), "relationships", list(ref("GraphRelationship")), "dataVersion?", text,
			"layout?", record("hash", text, "positions", list(object{"type": "array", "items": number, "minItems": 2, "maxItems": 2}))),
		"Plans": record("plans", list(record("id", text, "name", text, "nameEn", text, "title", text, "number", text, "date", text, "subject", text,
			"dataVersion", text, "chapters", integer, "articles", integer, "nodes", integer, "relationships", integer, "hasText", boolean)), "source", record("engine", text, "readAt", text)),
		"Ontology": record("version", text, "labels", list(object{"type": "object"}), "types", list(object{"type": "object"}), "bases", list(object{"type": "object"})),
		"Text":     record("plan", text, "passages", list(record("at", text, "text", text))),
		"Search": record("query", text, "total", integer, "labels", counts, "results", list(record("id", text, "label", text, "name", text, "nameEn", text,
			"match", record("field", text, "text", text), "articles", list(integer)))),
		"Node": record("node", ref("GraphNode"), "relationships", list(ref("GraphRelationship")), "neighbours", list(ref("GraphNode"))),
		"Neighbours": record("nodes", list(ref("GraphNode")), "relationships", list(ref("GraphRelationship")), "more", integer,
			"counts", object{"type": "object", "additionalProperties": record("in", integer, "out", integer)}),
		"Reach": record("from", text, "nodes", list(record("id", text, "hops", integer)), "relationships", list(ref("GraphRelationship"))),
		"Layers": record("focus", text, "way", text, "nodes", list(record("id", text, "column", integer, "x", number, "y", number)),
			"relationships", list(ref("GraphRelationship")), "columns", list(record("at", integer, "x", number, "shown", integer, "total", integer)), "left", integer),
		"Matrix": record("plan", text, "choice", ref("MatrixChoice"), "all", boolean, "rows", list(ref("MatrixLine")), "columns", list(ref("MatrixLine")),
			"cells", list(record("row", text, "column", text, "relationships", list(ref("GraphRelationship")))), "pairs", integer, "bases", counts,
			"idle", ref("MatrixSides"), "left", ref("MatrixSides"), "presets", list(ref("MatrixChoice"))),
		"MatrixChoice": record("rows", text, "columns", text, "type", text, "opening", boolean),
		"MatrixLine":   record("id", text, "label", text, "name", text, "nameEn", text, "articles", list(integer), "pairs", integer),
		"MatrixSides":  record("rows", integer, "columns", integer),
		"Trace": record("from", text, "to", text, "paths", list(record("nodes", texts, "relationships", list(ref("GraphRelationship")), "weakest", text)),
			"silent", object{"oneOf": []any{object{"type": "null"}, record("message", text, "from", texts, "to", texts, "neverFrom", texts, "neverTo", texts)}}),
		"Export": record("format", text, "kind?", text, "title?", text, "focus?", text, "hops?", object{"type": "integer"}, "from?", text, "to?", text,
			"way?", text, "most?", integer, "rows?", text, "columns?", text, "type?", text, "opening?", boolean, "all?", boolean, "basis?", text,
			"nodes?", list(text), "query?", text, "saved?", text, "params?", object{"type": "object"}, "story?", ref("Story"), "view?", ref("SavedView")),
		"ExportChoices":  record("kinds", list(record("name", text, "title", ref("Text2"), "needs", text)), "formats", list(record("name", text, "extension", text, "data", boolean))),
		"ExportProgress": record("running", boolean, "done", integer, "total", integer),
		"Story":          record("format", text, "version", integer, "title", text, "plan", text, "data?", text, "views", list(ref("SavedView"))),
		"SavedView":      record("title", text, "note?", text, "link?", text, "screen?", list(number), "picture?", ref("SavedPicture"), "table?", record("columns", texts, "rows", list(texts))),
		"SavedPicture": record("nodes", texts, "at?", list(list(number)), "exact?", boolean, "relationships?", texts, "selected?", texts, "lit?", texts, "chain?", texts,
			"captions?", list(record("x", number, "y", number, "text", text))),
		"Questions": record("queries", list(record("id", text, "title", ref("Text2"), "description", ref("Text2"), "job", integer, "cypher", text,
			"parameters", list(record("name", text, "title", ref("Text2"), "type", text, "default", text, "choices?", text, "options?", list(record("value", text, "title", text)))),
			"columns", list(record("name", text, "title", ref("Text2"), "kind?", text, "empty?", text)), "text?", text, "example?", object{"type": "object", "additionalProperties": text}))),
		"Text2":     record("zh", text, "en", text),
		"Arguments": record("params?", object{"type": "object"}),
		"Findings": record("plan", text, "dataVersion", text, "rules", list(object{"type": "object"}), "findings", list(record("rule", text, "severity", text, "node", text,
			"name", text, "nameEn", text, "articles", list(integer), "detail", text, "detailEn", text, "textOnly", boolean, "withAnalyst", boolean, "accepted?", object{"type": "object"})),
			"broken", list(object{"type": "object"}), "settled", list(object{"type": "object"})),
		"Item":   record("id", text, "label", text, "name", text, "nameEn", text, "articles", list(integer)),
		"Change": record("from", ref("Item"), "to", ref("Item"), "property", text, "before", text, "after", text, "direction?", text),
		"Diff": record("from", ref("Item"), "to", ref("Item"), "kept", integer, "pairs", counts, "added", list(ref("Item")), "gone", list(ref("Item")),
			"renamed", list(record("from", ref("Item"), "to", ref("Item"), "how", text, "score", number)),
			"targets", list(ref("Change")), "strengths", list(ref("Change")), "properties", list(ref("Change")),
			"relationships", list(record("kind", text, "type", text, "role?", text, "start", ref("Item"), "end", ref("Item"), "before?", text, "after?", text))),
		"Sides": record("sides", list(record("id", text, "plan", text, "name", text, "nameEn", text, "title", text, "dataVersion", text, "loaded", boolean))),
		"Sheet": record("diff", ref("Diff"), "nodes", list(ref("GraphNode")), "relationships", list(ref("GraphRelationship")), "states", object{"type": "object", "additionalProperties": text},
			"earlier", object{"type": "object", "additionalProperties": ref("GraphNode")}, "dataVersion", text,
			"layout", record("hash", text, "positions", list(object{"type": "array", "items": number, "minItems": 2, "maxItems": 2}))),
		"Line": record("by", ref("Item"), "relationship", text, "type", text, "basis", text, "refs", texts, "quotes", texts, "rationale?", text, "rationaleEn?", text,
			"chapter", integer, "via?", ref("Item")),
		"Alignment": record("plan", text, "totals", counts, "strategies", list(record("id", text, "label", text, "name", text, "nameEn", text, "articles", list(integer),
			"level", text, "refs", texts, "status", text, "issuedBy", texts, "lines", list(ref("Line")), "counts", counts))),
		"Centrality": record("plan", text, "pairs", integer, "hops", integer, "modularity", number, "agreement", number,
			"nodes", list(record("id", text, "label", text, "name", text, "nameEn", text, "articles", list(integer), "through", number, "share", number, "group", integer, "chapter", integer)),
			"goals", list(record("id", text, "label", text, "name", text, "nameEn", text, "articles", list(integer), "supports", integer, "measures", integer, "only?", ref("Item"), "basis?", text)),
			"groups", list(record("id", integer, "size", integer, "names", list(ref("Item")), "chapters", list(record("chapter", integer, "count", integer))))),
		"Query": record("query", text, "params?", object{"type": "object"}),
		"Result": record("keys", texts, "records", list(list(anything)), "notices", list(object{"type": "object"}), "plan", anything, "truncated", boolean,
			"limit", anything, "elapsedMs", number),
		"Answer": record("keys", texts, "records", list(list(anything)), "notices", list(object{"type": "object"}), "plan", anything, "truncated", boolean,
			"limit", anything, "elapsedMs", number, "text?", record("words", text, "given", boolean, "places", list(record("at", text, "text", text, "from", integer, "to", integer)))),
	}
}

func codes() []string {
	var out []string
	for c := range answers {
		out = append(out, string(c))
	}
	slices.Sort(out)
	return out
}
