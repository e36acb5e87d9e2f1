package briefing

import (
	"fmt"
	"slices"
)

// A page takes so many columns beside the first; more would be a character wide.
const (
	widestTable = 9
	partColumns = 7
)

// part is a part of a wide table, with the words that say which; a whole table
// has none.
type part struct {
	*Table
	words string
	short string // after a heading
}

// onPaper is the table as pages take it. A matrix with more columns than a page
// has room for comes in parts, each with the first column; rows that have
// nothing in a part are left out of it and counted. Sheets and text have room
// for the whole.
func (t *Table) onPaper(l Lang) []part {
	if len(t.Columns) <= widestTable || !t.sparse() {
		return []part{{Table: t}}
	}
	total := len(t.Columns) - 1
	parts := (total + partColumns - 1) / partColumns
	var out []part
	for i := range parts {
		from, to := 1+i*total/parts, 1+(i+1)*total/parts
		p := &Table{Columns: slices.Concat(t.Columns[:1], t.Columns[from:to])}
		for c := range p.Columns {
			p.Columns[c].Weight = 1
		}
		p.Columns[0].Weight = 1.5
		for _, row := range t.Rows {
			if holds(row[from:to]) || !holds(row[1:]) {
				p.Rows = append(p.Rows, slices.Concat(row[:1], row[from:to]))
			}
		}
		words := fmt.Sprintf(l.pick("第 %d 至 %d 列，共 %d 列。", "Columns %d to %d of %d."), from, to-1, total)
		if left := len(t.Rows) - len(p.Rows); left > 0 {
			words += fmt.Sprintf(l.pick("有 %d 行在这几列里没有内容，略去。", " %d rows have nothing in these columns and are left out."), left)
		}
		if len(p.Rows) == 0 {
			p.Rows = [][]Cell{emptyRow(len(p.Columns), l)}
		}
		out = append(out, part{p, words, fmt.Sprintf(l.pick("（第 %d 至 %d 列）", " (columns %d to %d)"), from, to-1)})
	}
	return out
}

// emptyRow is the row of a part in which nothing stands.
func emptyRow(columns int, l Lang) []Cell {
	row := make([]Cell, columns)
	for i := range row[1:] {
		row[1+i] = Cell{Spans: []Span{blank(l)}}
	}
	row[0] = words(l.pick("各行", "all rows"))
	return row
}

// holds reports whether a cell says something.
func holds(cells []Cell) bool {
	return slices.ContainsFunc(cells, func(c Cell) bool { return c.String() != "" && !c.open() })
}

// sparse reports whether most cells beside the first column say nothing.
func (t *Table) sparse() bool {
	said, all := 0, 0
	for _, row := range t.Rows {
		for _, c := range row[1:] {
			all++
			if holds([]Cell{c}) {
				said++
			}
		}
	}
	return said*2 < all
}
