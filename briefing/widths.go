package briefing

import "strings"

// letter is the room of half a full-width character in a table, and what a cell
// needs beside its words, in one unit.
type letter struct{ wide, edge int }

var (
	pageLetter  = letter{108, 150}        // twips, at 10.5 points
	slideLetter = letter{78_000, 130_000} // EMU
	sheetLetter = letter{100, 200}        // hundredths of a sheet's characters
)

const (
	sheetWide = 10_000 // a printed page, in the unit of sheetLetter
	sheetMost = 6_000  // the widest column of a sheet
	sheetUnit = 100.0

	shortCell = 10 // units of a cell that stays on one line
	placeCell = 12 // the same, of places: three numbers
	longWord  = 20 // units of a word that may be broken after all
)

// widths shares a width among the columns: by their weights, but so that no
// number or word is broken and short cells stay on their line, as far as there
// is room.
func (t *Table) widths(total int, l letter) []int {
	least, sum := make([]int, len(t.Columns)), 0
	for c := range t.Columns {
		least[c] = t.least(c)*l.wide + l.edge
		sum += least[c]
	}
	if sum > total {
		for c := range least {
			least[c] = least[c] * total / sum
		}
	}
	return t.share(total, least)
}

// share gives each column its share, none less than its least.
func (t *Table) share(total int, least []int) []int {
	out, fixed := make([]int, len(least)), make([]bool, len(least))
	for again := true; again; {
		again = false
		left, weights := total, 0.0
		for c, col := range t.Columns {
			if fixed[c] {
				left -= out[c]
			} else {
				weights += col.Weight
			}
		}
		for c, col := range t.Columns {
			if fixed[c] {
				continue
			}
			if out[c] = int(float64(left) * col.Weight / max(weights, 0.01)); out[c] < least[c] {
				out[c], fixed[c], again = least[c], true, true
			}
		}
	}
	left, widest := total, 0
	for c, width := range out {
		left -= width
		if width > out[widest] {
			widest = c
		}
	}
	if len(out) > 0 {
		out[widest] += left
	}
	return out
}

// least is the room that a column cannot do without, in half-width characters.
func (t *Table) least(c int) int {
	most := min(textUnits(t.Columns[c].Title), 4)
	short, unitsOf := shortCell, textUnits
	if t.Columns[c].Kind == PlaceColumn {
		short, unitsOf = placeCell, placeUnits
	}
	for _, row := range t.Rows {
		if c >= len(row) {
			continue
		}
		text := textOf(row[c].printed())
		if units := unitsOf(text); units <= short {
			most = max(most, units)
		} else {
			most = max(most, min(longestPiece(text), longWord))
		}
	}
	return most
}

// longestPiece is the longest part of a text that no line break divides: a word
// or a number with the marks that stick to it.
func longestPiece(text string) int {
	longest, piece, last := 0, 0, rune(0)
	for _, r := range text {
		units := textUnits(string(r))
		joined := isWord(last) && isWord(r) || noLineStart(r) || noLineEnd(last) || last == '-' || strings.ContainsRune("-/", r) && isWord(last)
		if !joined {
			piece = 0
		}
		piece += units
		if r != ' ' {
			longest = max(longest, piece)
		}
		last = r
	}
	return longest
}

// sheetWidths are the widths of the columns of a sheet in its characters: those
// of a printed page.
func (t *Table) sheetWidths() []float64 {
	out := make([]float64, len(t.Columns))
	for i, width := range t.widths(sheetWide, sheetLetter) {
		out[i] = float64(min(width, sheetMost)) / sheetUnit
	}
	return out
}
