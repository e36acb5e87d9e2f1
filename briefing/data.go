package briefing

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/gonum/graph/formats/gexf12"

	"planatlas/graph"
)

// writeJSON writes the data as nodes and relationships leave the program
// everywhere.
func writeJSON(_ context.Context, b *Briefing, w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(b.Data)
}

// dataType is the type of a property over all elements that have it: one type
// where they agree, otherwise string.
func dataTypes(all func(yield func(graph.Properties))) (keys []string, types map[string]graph.Kind) {
	types = map[string]graph.Kind{}
	all(func(ps graph.Properties) {
		for _, p := range ps {
			kind, seen := types[p.Key], false
			if _, seen = types[p.Key]; !seen {
				keys = append(keys, p.Key)
				kind = p.Value.Kind()
			}
			if kind != p.Value.Kind() {
				kind = graph.String
			}
			types[p.Key] = kind
		}
	})
	slices.Sort(keys)
	return keys, types
}

func (b *Briefing) nodeTypes() ([]string, map[string]graph.Kind) {
	return dataTypes(func(yield func(graph.Properties)) {
		for _, n := range b.Data.Nodes {
			yield(n.Properties)
		}
	})
}

func (b *Briefing) relationshipTypes() ([]string, map[string]graph.Kind) {
	return dataTypes(func(yield func(graph.Properties)) {
		for _, r := range b.Data.Relationships {
			yield(r.Properties)
		}
	})
}

// plainType is how a type is called in GraphML and GEXF, which know the same
// four; a list is written as one string, as JSON.
func plainType(k graph.Kind) string {
	switch k {
	case graph.Boolean:
		return "boolean"
	case graph.Integer:
		return "long"
	case graph.Float:
		return "double"
	}
	return "string"
}

// plain is a value as plain text: lists as JSON, so that nothing is lost where
// an item holds a comma.
func plain(v graph.Value) string {
	if v.Kind() != graph.List {
		return valueText(v)
	}
	var s strings.Builder
	e := json.NewEncoder(&s)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return valueText(v)
	}
	return strings.TrimSuffix(s.String(), "\n")
}

// xmlText escapes a text for XML; characters that XML forbids are left out.
func xmlText(s string) string { return escape(legal(s)) }

// legal is a text without the characters that XML forbids.
func legal(s string) string {
	ok := func(r rune) bool {
		return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
	}
	if strings.IndexFunc(s, func(r rune) bool { return !ok(r) }) < 0 {
		return strings.ToValidUTF8(s, "")
	}
	return strings.Map(func(r rune) rune {
		if ok(r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, ""))
}

// writeGraphML writes the data as GraphML, which networkx, yEd, Gephi and igraph
// read. Labels and types are ordinary attributes there.
func writeGraphML(ctx context.Context, b *Briefing, w io.Writer) error {
	out := bufio.NewWriter(w)
	out.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n")
	nodeKeys, nodeTypes := b.nodeTypes()
	relKeys, relTypes := b.relationshipTypes()
	key := func(id, domain, name, typ string) {
		fmt.Fprintf(out, `<key id="%s" for="%s" attr.name="%s" attr.type="%s"/>`+"\n", id, domain, xmlText(name), typ)
	}
	key("labels", "node", "labels", "string")
	key("x", "node", "x", "double")
	key("y", "node", "y", "double")
	key("type", "edge", "type", "string")
	nodeIDs, relIDs := keyIDs("n", nodeKeys), keyIDs("e", relKeys)
	for _, k := range nodeKeys {
		key(nodeIDs[k], "node", k, plainType(nodeTypes[k]))
	}
	for _, k := range relKeys {
		key(relIDs[k], "edge", k, plainType(relTypes[k]))
	}
	fmt.Fprintf(out, `<graph id="%s" edgedefault="directed">`+"\n", xmlText(b.Plan.ID))
	total := len(b.Data.Nodes) + len(b.Data.Relationships)
	for i, n := range b.Data.Nodes {
		if err := b.step(ctx, i, total); err != nil {
			return err
		}
		at := b.at[n.ID]
		fmt.Fprintf(out, `<node id="%s"><data key="labels">:%s</data><data key="x">%s</data><data key="y">%s</data>`, xmlText(n.ID), xmlText(strings.Join(n.Labels, ":")), num(at.X), num(at.Y))
		graphMLData(out, n.Properties, nodeIDs)
		out.WriteString("</node>\n")
	}
	for i, r := range b.Data.Relationships {
		if err := b.step(ctx, len(b.Data.Nodes)+i, total); err != nil {
			return err
		}
		fmt.Fprintf(out, `<edge id="%s" source="%s" target="%s"><data key="type">%s</data>`, xmlText(r.ID), xmlText(r.Start), xmlText(r.End), xmlText(r.Type))
		graphMLData(out, r.Properties, relIDs)
		out.WriteString("</edge>\n")
	}
	out.WriteString("</graph>\n</graphml>\n")
	return out.Flush()
}

func keyIDs(prefix string, keys []string) map[string]string {
	m := map[string]string{}
	for i, k := range keys {
		m[k] = prefix + strconv.Itoa(i)
	}
	return m
}

func graphMLData(w io.Writer, ps graph.Properties, ids map[string]string) {
	for _, p := range ps {
		fmt.Fprintf(w, `<data key="%s">%s</data>`, ids[p.Key], xmlText(plain(p.Value)))
	}
}

// writeGEXF writes the data as GEXF 1.2 with positions, colours and line widths,
// which Gephi shows as they stand here.
func writeGEXF(ctx context.Context, b *Briefing, w io.Writer) error {
	nodeKeys, nodeTypes := b.nodeTypes()
	relKeys, relTypes := b.relationshipTypes()
	c := gexf12.Content{Version: "1.2", Meta: &gexf12.Meta{Creator: "Planatlas", Description: legal(b.Title)}}
	c.Meta.LastModified, _ = time.Parse(time.DateOnly, b.Plan.Date)
	c.Graph.DefaultEdgeType, c.Graph.IDType, c.Graph.Mode = "directed", "string", "static"
	c.Graph.Attributes = []gexf12.Attributes{
		{Class: "node", Mode: "static", Attributes: gexfAttributes("labels", nodeKeys, nodeTypes)},
		{Class: "edge", Mode: "static", Attributes: gexfAttributes("type", relKeys, relTypes)},
	}
	nodeIDs, relIDs := keyIDs("a", nodeKeys), keyIDs("a", relKeys)
	for _, n := range b.Data.Nodes {
		c.Graph.Nodes.Nodes = append(c.Graph.Nodes.Nodes, b.gexfNode(n, nodeIDs))
	}
	for _, r := range b.Data.Relationships {
		values := &gexf12.AttValues{AttValues: append([]gexf12.AttValue{{For: "main", Value: legal(r.Type)}}, gexfValues(r.Properties, relIDs)...)}
		e := gexf12.Edge{ID: legal(r.ID), Source: legal(r.Start), Target: legal(r.End), Type: "directed", Label: legal(r.Type), AttValues: values}
		if basis := b.ontology.Basis(r.Basis()); basis != nil {
			e.Thickness = &gexf12.Thickness{Value: basis.Line.Width}
		}
		c.Graph.Edges.Edges = append(c.Graph.Edges.Edges, e)
	}
	c.Graph.Nodes.Count, c.Graph.Edges.Count = len(c.Graph.Nodes.Nodes), len(c.Graph.Edges.Edges)
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(c); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func gexfAttributes(main string, keys []string, types map[string]graph.Kind) []gexf12.Attribute {
	out := []gexf12.Attribute{{ID: "main", Title: main, Type: "string"}}
	for i, k := range keys {
		out = append(out, gexf12.Attribute{ID: "a" + strconv.Itoa(i), Title: legal(k), Type: plainType(types[k])})
	}
	return out
}

func gexfValues(ps graph.Properties, ids map[string]string) []gexf12.AttValue {
	var out []gexf12.AttValue
	for _, p := range ps {
		out = append(out, gexf12.AttValue{For: ids[p.Key], Value: legal(plain(p.Value))})
	}
	return out
}

func (b *Briefing) gexfNode(n *graph.Node, ids map[string]string) gexf12.Node {
	at := b.at[n.ID]
	out := gexf12.Node{ID: legal(n.ID), Label: legal(NameOf(n, b.Lang)), Position: &gexf12.Position{X: at.X, Y: -at.Y}, Size: &gexf12.Size{Value: 10}}
	out.AttValues = &gexf12.AttValues{AttValues: append([]gexf12.AttValue{{For: "main", Value: legal(strings.Join(n.Labels, ":"))}}, gexfValues(n.Properties, ids)...)}
	if l := b.ontology.Label(n.Label()); l != nil {
		c := rgb(l.Colour.Light)
		out.Color = &gexf12.Color{R: c.R, G: c.G, B: c.B}
	}
	return out
}

// fixedTime is the time of every file in a zip: the earliest that the format
// can hold, so that the same content gives the same bytes.
var fixedTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// archive writes files into a zip.
type archive struct {
	*zip.Writer
	err error
}

func newArchive(w io.Writer) *archive { return &archive{Writer: zip.NewWriter(w)} }

// file adds a file; store keeps what is already compressed as it is.
func (a *archive) file(name string, store bool, content []byte) {
	if a.err != nil {
		return
	}
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: fixedTime}
	if store {
		h.Method = zip.Store
	}
	f, err := a.CreateHeader(h)
	if err == nil {
		_, err = f.Write(content)
	}
	a.err = err
}

func (a *archive) text(name, content string) { a.file(name, false, []byte(content)) }

func (a *archive) close() error {
	if a.err != nil {
		return a.err
	}
	return a.Close()
}

// writeCSV writes a zip of nodes.csv and relationships.csv in UTF-8 with a byte
// order mark, by which Excel knows the encoding.
func writeCSV(ctx context.Context, b *Briefing, w io.Writer) error {
	a := newArchive(w)
	nodeKeys, _ := b.nodeTypes()
	relKeys, _ := b.relationshipTypes()
	var rows [][]string
	rows = append(rows, append([]string{"id", "label"}, without(nodeKeys, graph.PropID)...))
	for _, n := range b.Data.Nodes {
		rows = append(rows, append([]string{n.ID, n.Label()}, csvValues(n.Properties, without(nodeKeys, graph.PropID))...))
	}
	a.file("nodes.csv", false, csvFile(rows))
	if err := ctx.Err(); err != nil {
		return err
	}
	rows = [][]string{append([]string{"id", "type", "start", "end"}, relKeys...)}
	for _, r := range b.Data.Relationships {
		rows = append(rows, append([]string{r.ID, r.Type, r.Start, r.End}, csvValues(r.Properties, relKeys)...))
	}
	a.file("relationships.csv", false, csvFile(rows))
	return a.close()
}

func without(keys []string, key string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return k == key })
}

func csvValues(ps graph.Properties, keys []string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		if v := ps.Get(k); !v.IsNull() {
			out[i] = plain(v)
		}
	}
	return out
}

func csvFile(rows [][]string) []byte {
	var b strings.Builder
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
		// A strings.Builder takes everything.
		_ = w.Write(row)
	}
	w.Flush()
	return []byte(b.String())
}

// harmless keeps a spreadsheet from reading a text as a formula. Numbers below
// zero are left as they are.
func harmless(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil && s[0] == '-' {
		return s
	}
	return "'" + s
}

// writeCypher writes a script that makes the data in Neo4j. It may be run again:
// nodes are merged by id, relationships by id between their ends, and
// properties are replaced.
func writeCypher(ctx context.Context, b *Briefing, w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "// %s\n// Planatlas, %s, data version %s\n", oneLine(b.Title), oneLine(joinWith(nonEmpty(b.Plan.Number, b.Plan.Date), ", ")), b.version)
	out.WriteString("CREATE CONSTRAINT planatlas_id IF NOT EXISTS FOR (n:Planatlas) REQUIRE n.id IS UNIQUE;\n")
	total := len(b.Data.Nodes) + len(b.Data.Relationships)
	for i, n := range b.Data.Nodes {
		if err := b.step(ctx, i, total); err != nil {
			return err
		}
		fmt.Fprintf(out, "MERGE (n:%s {id: %s}) SET n = %s", graph.OwnedLabel, cypherText(n.ID), cypherMap(n.Properties, n.ID))
		for _, l := range n.Labels {
			if l != graph.OwnedLabel {
				fmt.Fprintf(out, ", n:%s", cypherName(l))
			}
		}
		out.WriteString(";\n")
	}
	for i, r := range b.Data.Relationships {
		if err := b.step(ctx, len(b.Data.Nodes)+i, total); err != nil {
			return err
		}
		fmt.Fprintf(out, "MATCH (a:%[1]s {id: %[2]s}), (b:%[1]s {id: %[3]s}) MERGE (a)-[r:%[4]s%[5]s]->(b) SET r = %[6]s;\n",
			graph.OwnedLabel, cypherText(r.Start), cypherText(r.End), cypherName(r.Type), cypherRole(r), cypherMap(r.Properties, ""))
	}
	return out.Flush()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cypherRole tells relationships of one type between the same two nodes apart.
func cypherRole(r *graph.Relationship) string {
	if role, ok := r.Properties.Get("role").AsString(); ok {
		return " {role: " + cypherText(role) + "}"
	}
	return ""
}

func cypherName(s string) string {
	for i, r := range s {
		if r != '_' && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (i == 0 || r < '0' || r > '9') {
			return "`" + strings.ReplaceAll(s, "`", "``") + "`"
		}
	}
	return s
}

func cypherText(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x20 || r == 0x7F || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

func cypherMap(ps graph.Properties, id string) string {
	var parts []string
	if id != "" {
		parts = append(parts, "id: "+cypherText(id))
	}
	for _, p := range ps {
		if id == "" || p.Key != graph.PropID {
			parts = append(parts, cypherName(p.Key)+": "+cypherValue(p.Value))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func cypherValue(v graph.Value) string {
	if s, ok := v.AsString(); ok {
		return cypherText(s)
	}
	if f, ok := v.AsFloat(); ok {
		return graph.FormatFloat(f)
	}
	if d, ok := graph.AsTemporal[graph.Date](v); ok {
		return "date(" + cypherText(d.String()) + ")"
	}
	if items, ok := v.AsList(); ok {
		var parts []string
		for _, item := range items {
			parts = append(parts, cypherValue(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return valueText(v)
}
