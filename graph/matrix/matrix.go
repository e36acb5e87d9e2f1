// Package matrix holds two groups of nodes against each other: rows of one label,
// columns of another, and in the cells the relationships between them. Empty
// rows and columns are what it is looked at for, so they are counted first. The
// page and the exports show the same matrix. Enter by Of.
package matrix

import (
	"cmp"
	"maps"
	"slices"

	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
)

// Choice says what is held against what.
type Choice struct {
	Rows    string `json:"rows"`    // label
	Columns string `json:"columns"` // label
	Type    string `json:"type"`    // of the relationships; "" for any of content
	Opening bool   `json:"opening"` // only nodes of the view that a page opens on
}

// Presets are the choices that a planner asks for, the usual one first.
func Presets() []Choice {
	return []Choice{
		{"Industry", "Platform", "HOSTS", true},
		{"Measure", "Body", "RESPONSIBLE_FOR", false},
		{"Goal", "Indicator", "MEASURED_BY", false},
		{"Measure", "Strategy", "ALIGNS_WITH", false},
		{"Platform", "District", "LOCATED_IN", false},
		{"Measure", "Goal", "ADVANCES", false},
	}
}

// Options say which matrix is wanted.
type Options struct {
	Choice
	Plan string // its nodes alone
	// All lists rows and columns without a cell beyond the opening view, too.
	All   bool
	Bases []string // only relationships of these bases; nil means all
}

// Matrix is what stands in the rows, columns and cells.
type Matrix struct {
	Plan    string `json:"plan"`
	Choice  Choice `json:"choice"`
	All     bool   `json:"all"`
	Rows    []Line `json:"rows"`
	Columns []Line `json:"columns"`
	// Cells are those of the rows and columns, row by row.
	Cells []Cell `json:"cells"`
	// Pairs is the number of all cells, Bases that by the strongest basis of each.
	Pairs int            `json:"pairs"`
	Bases map[string]int `json:"bases"`
	// Idle are the rows and columns without a cell, listed or not.
	Idle Sides `json:"idle"`
	// Left are those that would be listed and are too many.
	Left Sides `json:"left"`
}

// Line is a row or a column.
type Line struct {
	graph.Item
	Pairs int `json:"pairs"` // cells, also with what is left out
}

// Cell is what joins a row and a column.
type Cell struct {
	Row    string `json:"row"` // ids
	Column string `json:"column"`
	// Relationships come strongest first.
	Relationships []*graph.Relationship `json:"relationships"`
}

// Sides is a number of rows and one of columns.
type Sides struct {
	Rows    int `json:"rows"`
	Columns int `json:"columns"`
}

// A larger matrix is not read any more.
const (
	mostRows    = 60
	mostColumns = 40
)

// Of makes a matrix.
func Of(g *graph.Graph, o *ontology.Ontology, options Options) *Matrix {
	b := &builder{Options: options, g: g, o: o, cells: map[key][]*graph.Relationship{}, pairs: [2]map[int32]int{{}, {}}}
	if options.Opening {
		b.opening = map[int32]bool{}
		for _, i := range layout.Overview(g, o, options.Plan) {
			b.opening[i] = true
		}
	}
	b.fill()
	rows, columns := b.group(options.Rows), b.group(options.Columns)
	m := &Matrix{Plan: options.Plan, Choice: options.Choice, All: options.All, Pairs: len(b.cells), Bases: map[string]int{},
		Idle: Sides{b.idle(rows), b.idle(columns)}}
	for _, rels := range b.cells {
		m.Bases[rels[0].Basis()]++
	}
	rows, columns = b.listed(rows), b.listed(columns)
	m.Left = Sides{max(0, len(rows)-mostRows), max(0, len(columns)-mostColumns)}
	rows, columns = b.diagonal(rows, columns)
	m.Rows, m.Columns = b.lines(rows, row), b.lines(columns, column)
	m.Cells = b.within(rows, columns)
	return m
}

// side is a row's or a column's part of a key.
type side int

const (
	row side = iota
	column
)

// key is a row and a column, as indexes into the graph.
type key [2]int32

type builder struct {
	Options
	g       *graph.Graph
	o       *ontology.Ontology
	opening map[int32]bool // nil: every node counts
	cells   map[key][]*graph.Relationship
	pairs   [2]map[int32]int // cells of each row and of each column
}

func (b *builder) belongs(i int32) bool {
	return graph.PlanOf(b.g.Node(i).ID) == b.Plan && (b.opening == nil || b.opening[i])
}

// fill puts each relationship into its cell.
func (b *builder) fill() {
	for _, r := range b.g.Relationships() {
		k, ok := b.ends(r)
		if !ok || !b.counts(r.Basis()) || !b.belongs(k[row]) || !b.belongs(k[column]) {
			continue
		}
		if b.cells[k] == nil {
			b.pairs[row][k[row]]++
			b.pairs[column][k[column]]++
		}
		b.cells[k] = append(b.cells[k], r)
	}
	for _, rels := range b.cells {
		slices.SortStableFunc(rels, func(x, y *graph.Relationship) int { return cmp.Compare(b.strength(y), b.strength(x)) })
	}
}

func (b *builder) counts(basis string) bool {
	return b.o.Basis(basis) != nil && (b.Bases == nil || slices.Contains(b.Bases, basis))
}

func (b *builder) strength(r *graph.Relationship) int { return b.o.Basis(r.Basis()).Strength }

// ends finds the row and the column that a relationship joins, in whichever
// direction it goes.
func (b *builder) ends(r *graph.Relationship) (key, bool) {
	if b.Type != "" {
		if r.Type != b.Type {
			return key{}, false
		}
	} else if t := b.o.Type(r.Type); t != nil && t.Trace == ontology.TraceNone {
		return key{}, false
	}
	start, end := int32(r.StartIndex()), int32(r.EndIndex())
	from, to := b.g.Node(start).Label(), b.g.Node(end).Label()
	switch {
	case from == b.Rows && to == b.Columns:
		return key{start, end}, true
	case to == b.Rows && from == b.Columns:
		return key{end, start}, true
	}
	return key{}, false
}

// group are the nodes of a label. A node that counts others of its label
// (六个产业核心基地) is their heading, not a column beside them.
func (b *builder) group(label string) []int32 {
	return slices.DeleteFunc(slices.Clone(b.g.WithLabel(label)), func(i int32) bool {
		return b.g.Node(i).Label() != label || !b.belongs(i) || b.heading(i)
	})
}

func (b *builder) heading(i int32) bool {
	n := b.g.Node(i)
	if kind, _ := n.Properties.Get("kind").AsString(); kind != "group" {
		return false
	}
	inside := 0
	for _, h := range b.g.Halves(i, graph.Outgoing) {
		if b.g.Relationship(h.Relationship).Type == "INCLUDES" && b.g.Node(h.Node).Label() == n.Label() {
			inside++
		}
	}
	return inside > 1
}

func (b *builder) idle(list []int32) int {
	n := 0
	for _, i := range list {
		if !b.used(i) {
			n++
		}
	}
	return n
}

// used reports whether a node has a cell, as a row or as a column: where both
// are of one label it stands on both sides.
func (b *builder) used(i int32) bool { return b.pairs[row][i]+b.pairs[column][i] > 0 }

// listed leaves out what has no cell, except in the opening view, whose gaps are
// the question.
func (b *builder) listed(list []int32) []int32 {
	if b.Opening || b.All {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(i int32) bool { return !b.used(i) })
}

// diagonal orders rows and columns so that cells gather along the diagonal, and
// cuts what is too much to be read.
func (b *builder) diagonal(rows, columns []int32) (down, across []int32) {
	down = b.byFirst(rows, columns, row)
	down = down[:min(len(down), mostRows)]
	across = b.byFirst(columns, down, column)
	return down, across[:min(len(across), mostColumns)]
}

// byFirst orders a list by the first of the others that each has a cell with;
// what has none comes last.
func (b *builder) byFirst(list, others []int32, s side) []int32 {
	place := map[int32]int{}
	for i, o := range others {
		place[o] = i
	}
	first := map[int32]int{}
	for k := range b.cells {
		if at, ok := place[k[1-s]]; ok {
			if known, met := first[k[s]]; !met || at < known {
				first[k[s]] = at
			}
		}
	}
	rank := func(i int32) int {
		if at, ok := first[i]; ok {
			return at
		}
		return len(others)
	}
	out := slices.Clone(list)
	slices.SortFunc(out, func(x, y int32) int { return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x, y)) })
	return out
}

func (b *builder) lines(list []int32, s side) []Line {
	out := make([]Line, len(list))
	for i, n := range list {
		out[i] = Line{graph.ItemOf(b.g.Node(n)), b.pairs[s][n]}
	}
	return out
}

// within are the cells of the rows and columns that are listed.
func (b *builder) within(rows, columns []int32) []Cell {
	place := [2]map[int32]int{{}, {}}
	for s, list := range [][]int32{rows, columns} {
		for i, n := range list {
			place[s][n] = i
		}
	}
	keys := slices.Collect(maps.Keys(b.cells))
	keys = slices.DeleteFunc(keys, func(k key) bool {
		_, r := place[row][k[row]]
		_, c := place[column][k[column]]
		return !r || !c
	})
	slices.SortFunc(keys, func(x, y key) int {
		return cmp.Or(cmp.Compare(place[row][x[row]], place[row][y[row]]), cmp.Compare(place[column][x[column]], place[column][y[column]]))
	})
	out := make([]Cell, len(keys))
	for i, k := range keys {
		out[i] = Cell{b.g.Node(k[row]).ID, b.g.Node(k[column]).ID, b.cells[k]}
	}
	return out
}
