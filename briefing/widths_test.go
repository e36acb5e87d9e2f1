package briefing

import (
	"strings"
	"testing"
)

// TestWidths: no number is broken, short cells stay on their line, what is left
// goes by weight, and the width is filled exactly.
func TestWidths(t *testing.T) {
	place := Column{"条", 1, PlaceColumn}
	wide := Column{"举措", 60, TextColumn}
	long := words("提升连接深中通道、港珠澳大桥等重要通道的便利度，深化与核心城市的合作")
	for _, c := range []struct {
		name string
		t    Table
		need []int // half-width characters
	}{
		{"a number beside a long text", Table{Columns: []Column{place, wide}, Rows: [][]Cell{{words("22"), long}}}, []int{2, 30}},
		{"three numbers stay on a line", Table{Columns: []Column{place, wide}, Rows: [][]Cell{{words("12、14、38"), long}}}, []int{10, 30}},
		{"many numbers break after the mark", Table{Columns: []Column{place, wide}, Rows: [][]Cell{{words("12、14、38、40、41"), long}}}, []int{4, 30}},
		{"a word of two characters", Table{Columns: []Column{{"力度", 1, TextColumn}, wide}, Rows: [][]Cell{{words("推进"), long}}}, []int{4, 30}},
		{"a Latin word", Table{Columns: []Column{{"名", 1, TextColumn}, wide}, Rows: [][]Cell{{words("不动产投资信托基金REITs等"), long}}}, []int{5, 30}},
	} {
		for _, l := range []struct {
			letter
			total int
		}{{pageLetter, typeWidth}, {slideLetter, slideInner}, {sheetLetter, sheetWide}} {
			got, sum := c.t.widths(l.total, l.letter), 0
			for i, width := range got {
				sum += width
				if least := c.need[i]*l.wide + l.edge; width < least {
					t.Errorf("%s: column %d of %v is %d wide, needs %d", c.name, i, l.letter, width, least)
				}
			}
			if sum != l.total {
				t.Errorf("%s: the columns fill %d of %d", c.name, sum, l.total)
			}
		}
	}
	// Where there is no room for all, each still gets its part.
	many := Table{}
	var row []Cell
	for range 40 {
		many.Columns = append(many.Columns, place)
		row = append(row, words("12、14、38"))
	}
	many.Rows = [][]Cell{row}
	for i, width := range many.widths(typeWidth, pageLetter) {
		if width < typeWidth/40-1 {
			t.Errorf("column %d of many is %d wide", i, width)
		}
	}
}

// TestPlaceLines: lines of places are broken after the mark, and hold all.
func TestPlaceLines(t *testing.T) {
	for _, c := range []struct {
		text string
		room int
		want string
	}{
		{"12", 4, "12"}, {"", 4, ""},
		{"1、2、4、12", 8, "1、2、|4、12"}, {"12、14", 8, "12、14"}, {"12、14", 4, "12、|14"}, {"第六章、12", 4, "第六章、|12"},
	} {
		got := strings.ReplaceAll(placeLines(c.text, c.room), "<w:r><w:br/></w:r>", "|")
		for strings.Contains(got, "<") {
			i := strings.Index(got, "<")
			got = got[:i] + got[i+strings.Index(got[i:], ">")+1:]
		}
		if got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.text, c.room, got, c.want)
		}
	}
}
