package briefing

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/matrix"
)

// matrix reports two labels against each other: what is joined and what stays
// empty, the table, and the relationships in its cells.
func (k *builder) matrix(context.Context) error {
	m := k.Matrix
	if m == nil {
		return ErrNeedsMatrix
	}
	rows, columns := labelTitle(k.Ontology, m.Choice.Rows, k.Lang), labelTitle(k.Ontology, m.Choice.Columns, k.Lang)
	k.b.Title = rows + " × " + columns
	v := k.matrixView(m)
	k.b.Data = graph.Subgraph{Nodes: v.Nodes, Relationships: v.Relationships}
	k.section(1, k.Lang.pick("矩阵", "Matrix"), k.matrixFound(m, rows, columns), savedTable(k.matrixSaved(m), k.Lang))
	k.listed(v, false)
	return nil
}

// matrixFound says how many pairs are joined and by what, and what is empty.
func (k *builder) matrixFound(m *matrix.Matrix, rows, columns string) Paragraph {
	var by []string
	for _, b := range k.Ontology.Bases {
		if n := m.Bases[b.Name]; n > 0 {
			by = append(by, fmt.Sprintf(k.Lang.pick("%s %d 对", "%s %d"), b.Title.In(string(k.Lang)), n))
		}
	}
	relation := k.Lang.pick("各种关系", "any relationship")
	if t := k.Ontology.Type(m.Choice.Type); t != nil {
		relation = k.Lang.pick("“"+t.Title.Zh+"”关系", "“"+t.Title.En+"”")
	}
	text := fmt.Sprintf(k.Lang.pick("以%s为行、%s为列，看%s。%d 行 × %d 列，%d 对相连", "Rows: %s; columns: %s; relationship: %s. %d rows × %d columns, %d pairs joined"), rows, columns, relation, len(m.Rows), len(m.Columns), m.Pairs)
	if len(by) > 0 {
		text += k.Lang.pick("：", ": ") + k.Lang.join(by)
	}
	text += k.Lang.pick("。", ".")
	if m.Idle.Rows+m.Idle.Columns > 0 {
		stop := k.Lang.pick("。", ".")
		if !m.Choice.Opening && !m.All {
			stop = k.Lang.pick("，未列出。", ", not listed.")
		}
		text += fmt.Sprintf(k.Lang.pick("没有这种关系的有 %d 个%s、%d 个%s", " Without it: %d of %s, %d of %s"), m.Idle.Rows, rows, m.Idle.Columns, columns) + stop
	}
	if m.Left.Rows+m.Left.Columns > 0 {
		text += fmt.Sprintf(k.Lang.pick("表中放不下的 %d 行、%d 列未列出。", " %d rows and %d columns have no room and are not listed."), m.Left.Rows, m.Left.Columns)
	}
	return Paragraph{Spans: []Span{{Text: text}}}
}

// matrixSaved is the table that the page keeps of a matrix: in each cell the
// strongest basis and its places; a row or column without any is marked.
func (k *builder) matrixSaved(m *matrix.Matrix) *SavedTable {
	name := func(l matrix.Line) string { return NameOf(k.Graph.NodeByID(l.ID), k.Lang) }
	cells := map[[2]string]string{}
	for _, c := range m.Cells {
		cells[[2]string{c.Row, c.Column}] = k.cellText(c.Relationships[0])
	}
	t := &SavedTable{Columns: []string{labelTitle(k.Ontology, m.Choice.Rows, k.Lang)}}
	for _, c := range m.Columns {
		t.Columns = append(t.Columns, name(c))
	}
	for _, r := range m.Rows {
		row := []string{name(r)}
		for _, c := range m.Columns {
			text := cells[[2]string{r.ID, c.ID}]
			if text == "" && (r.Pairs == 0 || c.Pairs == 0) {
				text = emptyBracket
			}
			row = append(row, text)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (k *builder) cellText(r *graph.Relationship) string {
	words := []string{BasisTitle(k.Ontology, r.Basis(), k.Lang)}
	for _, ref := range r.Properties.Get(graph.PropRefs).Strings() {
		if place := Place(ref, k.Lang); !slices.Contains(words, place) {
			words = append(words, place)
		}
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

// matrixView is what stands in the table, as a part of the graph.
func (k *builder) matrixView(m *matrix.Matrix) View {
	var v View
	for _, l := range slices.Concat(m.Rows, m.Columns) {
		if n := k.Graph.NodeByID(l.ID); !slices.Contains(v.Nodes, n) {
			v.Nodes = append(v.Nodes, n)
		}
	}
	for _, c := range m.Cells {
		v.Relationships = append(v.Relationships, c.Relationships...)
	}
	return v
}
