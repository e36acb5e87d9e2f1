package briefing

import (
	"context"
	"fmt"
	"slices"

	"planatlas/graph"
	"planatlas/graph/layout"
)

// chainMap is the 产业链图谱: clusters, their industries, the platforms that host
// them, where those lie, and the measures for them, drawn in columns; then the
// same as a table, and the gaps.
func (k *builder) chainMap(ctx context.Context) error {
	k.b.Title = k.Lang.pick(k.b.Plan.Name+"产业链图谱", "Industry chain map: "+k.b.Plan.Name)
	m := k.chainColumns()
	if err := k.drawChain(ctx, m); err != nil {
		return err
	}
	k.section(1, k.Lang.pick("图谱", "Picture"), k.picture(k.Lang.pick("集群—产业—平台—片区", "Clusters, industries, platforms, places")))
	table, gaps := k.chainTable(m)
	k.section(1, k.Lang.pick("产业与承载平台", "Industries and what hosts them"), table)
	if len(gaps) > 0 {
		k.section(1, k.Lang.pick("原文未载明的事项", "What the text leaves open"), gaps...)
	}
	k.prefaceLast()
	return nil
}

// prefaceLast makes the preface the last word, where what is told or drawn
// belongs on the first page.
func (k *builder) prefaceLast() {
	if preface := k.b.Sections[0]; preface.Title == "" {
		preface.Title, preface.Level = k.Lang.pick("说明", "Notes"), 1
		k.b.Sections = append(k.b.Sections[1:], preface)
	}
}

// chainColumns are the nodes of the map from left to right. Clusters are those
// with industries or clusters of their own, or the focus with all it includes.
func (k *builder) chainColumns() [][]*graph.Node {
	columns := make([][]*graph.Node, 4)
	seen := map[string]bool{}
	add := func(column int, n *graph.Node) {
		if !seen[n.ID] {
			seen[n.ID] = true
			columns[column] = append(columns[column], n)
		}
	}
	var clusters []*graph.Node
	if k.Focus != nil && k.Focus.Label() == "Cluster" {
		clusters = append(clusters, k.Focus)
	} else {
		clusters = k.hostedClusters()
	}
	for i := 0; i < len(clusters); i++ {
		add(0, clusters[i])
		for _, h := range k.ends(clusters[i], "INCLUDES", graph.Outgoing) {
			if h.To.Label() != "Cluster" {
				add(1, h.To)
			} else if !slices.Contains(clusters, h.To) {
				clusters = append(clusters, h.To)
			}
		}
	}
	for _, n := range slices.Concat(columns[0], columns[1]) {
		for _, h := range k.ends(n, "HOSTS", graph.Incoming) {
			add(2, h.To)
		}
	}
	for _, n := range columns[2] {
		for _, h := range k.ends(n, "LOCATED_IN", graph.Outgoing) {
			add(3, h.To)
		}
	}
	return columns
}

// hostedClusters are the clusters whose industries, or they themselves, some
// platform hosts, with the clusters that include them.
func (k *builder) hostedClusters() []*graph.Node {
	var out []*graph.Node
	add := func(n *graph.Node) {
		if n.Label() == "Cluster" && !slices.Contains(out, n) && (k.Plan == "" || graph.PlanOf(n.ID) == k.Plan) {
			out = append(out, n)
		}
	}
	for _, c := range k.ofLabel("Cluster") {
		hosted := len(k.ends(c, "HOSTS", graph.Incoming)) > 0
		for _, h := range k.ends(c, "INCLUDES", graph.Outgoing) {
			hosted = hosted || len(k.ends(h.To, "HOSTS", graph.Incoming)) > 0
		}
		if hosted {
			for _, h := range k.ends(c, "INCLUDES", graph.Incoming) {
				add(h.From)
				add(h.To)
			}
			add(c)
		}
	}
	return out
}

// drawChain makes the picture: a column for each kind, each node opposite the
// middle of what it is joined to on its left.
func (k *builder) drawChain(ctx context.Context, columns [][]*graph.Node) error {
	var v View
	for _, c := range columns {
		v.Nodes = append(v.Nodes, c...)
	}
	for _, r := range between(k.Graph, v.Nodes, k.Ontology) {
		if slices.Contains([]string{"INCLUDES", "HOSTS", "LOCATED_IN"}, r.Type) {
			v.Relationships = append(v.Relationships, r)
		}
	}
	k.b.Data = graph.Subgraph{Nodes: v.Nodes, Relationships: v.Relationships}
	if len(v.Nodes) == 0 {
		return ctx.Err()
	}
	k.b.Picture = placedScene(v, k.columnsAt(columns, v), k.Ontology, Caption(k.Graph, v, k.b.Title, k.Focus, k.Lang))
	return ctx.Err()
}

const (
	columnWidth = 240.0
	rowHeight   = 62.0
)

func (k *builder) columnsAt(columns [][]*graph.Node, v View) []layout.Point {
	rows := map[string]float64{}
	for c, nodes := range columns {
		want := map[string]float64{}
		for i, n := range nodes {
			want[n.ID] = wanted(n, float64(i), v, rows)
		}
		slices.SortStableFunc(nodes, func(a, b *graph.Node) int { return compareFloat(want[a.ID], want[b.ID]) })
		spread(nodes, want, rows, c)
	}
	at := make([]layout.Point, 0, len(v.Nodes))
	column := map[string]int{}
	for c, nodes := range columns {
		for _, n := range nodes {
			column[n.ID] = c
		}
	}
	for _, n := range v.Nodes {
		at = append(at, layout.Point{X: float64(column[n.ID]) * columnWidth, Y: rows[n.ID] * rowHeight})
	}
	return at
}

func compareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// wanted is the row at which a node would best stand: the mean of those already
// placed that it is joined to.
func wanted(n *graph.Node, otherwise float64, v View, rows map[string]float64) float64 {
	sum, count := 0.0, 0.0
	for _, r := range v.Relationships {
		other := r.Start
		if r.Start == n.ID {
			other = r.End
		} else if r.End != n.ID {
			continue
		}
		if row, ok := rows[other]; ok {
			sum, count = sum+row, count+1
		}
	}
	if count == 0 {
		return otherwise
	}
	return sum / count
}

// spread puts the nodes of a column at least a row apart, as near to where they
// would stand as that allows, without moving the column as a whole.
func spread(nodes []*graph.Node, want, rows map[string]float64, column int) {
	last, shift := -1e9, 0.0
	for _, n := range nodes {
		at := max(want[n.ID], last+1)
		rows[n.ID], last = at, at
		shift += at - want[n.ID]
	}
	if len(nodes) > 0 && column > 0 {
		for _, n := range nodes {
			rows[n.ID] -= shift / float64(len(nodes))
		}
	}
}

// chainTable lists industries with their clusters, platforms, places and
// measures, and what the text does not say of them.
func (k *builder) chainTable(columns [][]*graph.Node) (*Table, []Block) {
	t := &Table{Columns: []Column{
		{k.Lang.pick("集群", "Cluster"), 2, TextColumn}, {k.Lang.pick("产业", "Industry"), 2, TextColumn}, {k.Lang.pick("承载平台", "Hosted by"), 3, TextColumn},
		{k.Lang.pick("所在片区", "Lies in"), 2.4, TextColumn}, {k.Lang.pick("举措数", "Measures"), 1.1, NumberColumn}, {k.Lang.pick("条号", "Articles"), 1.3, PlaceColumn}}}
	var gaps []Block
	for _, n := range columns[1] {
		hosts := k.ends(n, "HOSTS", graph.Incoming)
		var places []Hop
		for _, h := range hosts {
			places = append(places, k.ends(h.To, "LOCATED_IN", graph.Outgoing)...)
		}
		t.Rows = append(t.Rows, []Cell{k.names(k.ends(n, "INCLUDES", graph.Incoming)), words(NameOf(n, k.Lang)), k.namesOr(hosts, gap(k.Lang)), k.namesOr(unique(places), gap(k.Lang)),
			number(float64(len(k.ends(n, "TARGETS", graph.Incoming)))), k.placesCell(n.Properties)})
		if len(hosts) == 0 {
			gaps = append(gaps, k.open(n, k.Lang.pick("由何平台承载", "what hosts it")))
		}
	}
	for _, n := range columns[2] {
		if len(k.ends(n, "LOCATED_IN", graph.Outgoing)) == 0 {
			gaps = append(gaps, k.open(n, k.Lang.pick("位于何处", "where it lies")))
		}
	}
	return t, gaps
}

func unique(hops []Hop) []Hop {
	var out []Hop
	for _, h := range hops {
		if !slices.ContainsFunc(out, func(o Hop) bool { return o.To == h.To }) {
			out = append(out, h)
		}
	}
	return out
}

func (k *builder) open(n *graph.Node, what string) Paragraph {
	return Paragraph{Item: true, Spans: []Span{{Text: fmt.Sprintf(k.Lang.pick("%s%s：", "%s, %s: "), k.quoted(NameOf(n, k.Lang)), what)}, gap(k.Lang), {Text: k.Lang.pick("。", ".")}, k.places(n.Properties)}}
}
