package briefing

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetStyles are the numbers of the styles of a workbook.
type sheetStyles struct{ title, note, head, text, centre, number, gap, inferred int }

// writeXLSX writes each table as a sheet of its own: typed columns, frozen head,
// filter, print set-up; then the text and the citations. Data are written as
// text or numbers, never as formulas.
func writeXLSX(ctx context.Context, b *Briefing, w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close()
	x := &xlsx{Briefing: b, file: f, total: b.Rows() + len(b.Citations)}
	if err := x.prepare(); err != nil {
		return err
	}
	for _, made := range x.sheets() {
		if err := x.sheet(ctx, made.title, made.Table); err != nil {
			return err
		}
	}
	if err := x.sheet(ctx, b.Lang.pick("正文", "Text"), x.text()); err != nil {
		return err
	}
	if len(b.Citations) > 0 {
		if err := x.sheet(ctx, b.Lang.pick("原文出处", "Sources"), x.sources()); err != nil {
			return err
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	f.SetActiveSheet(0)
	var made bytes.Buffer
	if err := f.Write(&made); err != nil {
		return err
	}
	return sorted(made.Bytes(), w)
}

// titledTable is a table with the title of its sheet.
type titledTable struct {
	title string
	*Table
}

// sheets are the tables of the briefing; the parts of a list that is divided
// among sections are one, so that the whole can be filtered and sorted.
func (x *xlsx) sheets() []titledTable {
	var out []titledTable
	wholes := map[string]*Table{}
	for _, s := range x.Sections {
		for _, block := range s.Blocks {
			t, ok := block.(*Table)
			switch {
			case !ok || len(t.Rows) == 0:
			case t.Whole == "":
				out = append(out, titledTable{s.Title, t})
			default:
				whole := wholes[t.Whole]
				if whole == nil {
					whole = &Table{Columns: slices.Insert(slices.Clone(t.Columns), t.partAt(), Column{t.Part, 4, TextColumn})}
					wholes[t.Whole] = whole
					out = append(out, titledTable{t.Whole, whole})
				}
				for _, row := range t.Rows {
					whole.Rows = append(whole.Rows, slices.Insert(slices.Clone(row), t.partAt(), words(s.Title)))
				}
			}
		}
	}
	return out
}

// partAt is where the column of the sections stands: first, but after a number.
func (t *Table) partAt() int {
	if len(t.Columns) > 0 && t.Columns[0].Kind == NumberColumn {
		return 1
	}
	return 0
}

// sorted writes a zip with its parts in the order of their names: the library
// writes sheets in any order. Parts are copied as they are.
func sorted(file []byte, w io.Writer) error {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return err
	}
	slices.SortFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range z.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

type xlsx struct {
	*Briefing
	file        *excelize.File
	styles      sheetStyles
	names       map[string]bool
	done, total int
}

func (x *xlsx) prepare() error {
	x.names = map[string]bool{"sheet1": true}
	date := x.Plan.Date
	if date == "" {
		date = "1980-01-01"
	}
	stamp := date + "T00:00:00Z"
	if err := x.file.SetDocProps(&excelize.DocProperties{Title: legal(x.Title), Creator: "Planatlas", LastModifiedBy: "Planatlas", Created: stamp, Modified: stamp, Description: x.Plan.Number + " " + x.version}); err != nil {
		return err
	}
	border := []excelize.Border{{Type: "left", Color: "C3CDC9", Style: 1}, {Type: "right", Color: "C3CDC9", Style: 1}, {Type: "top", Color: "C3CDC9", Style: 1}, {Type: "bottom", Color: "C3CDC9", Style: 1}}
	font := func(name string, size float64, bold bool, colour string) *excelize.Font {
		return &excelize.Font{Family: name, Size: size, Bold: bold, Color: colour}
	}
	middle := func(horizontal string) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: horizontal, Vertical: "center", WrapText: true}
	}
	for _, s := range []struct {
		into  *int
		style excelize.Style
	}{
		{&x.styles.title, excelize.Style{Font: font("宋体", 16, true, "14201D"), Alignment: &excelize.Alignment{Vertical: "center"}}},
		{&x.styles.note, excelize.Style{Font: font("宋体", 10, false, "5C6964"), Alignment: &excelize.Alignment{Vertical: "center"}}},
		{&x.styles.head, excelize.Style{Font: font("黑体", 11, true, "14201D"), Alignment: middle("center"), Border: border, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEF2F0"}}}},
		{&x.styles.text, excelize.Style{Font: font("宋体", 11, false, "14201D"), Alignment: middle("left"), Border: border, NumFmt: 49}},
		{&x.styles.centre, excelize.Style{Font: font("宋体", 11, false, "14201D"), Alignment: middle("center"), Border: border, NumFmt: 49}},
		{&x.styles.number, excelize.Style{Font: font("宋体", 11, false, "14201D"), Alignment: middle("right"), Border: border}},
		{&x.styles.gap, excelize.Style{Font: font("宋体", 11, false, "5C6964"), Alignment: middle("left"), Border: border, NumFmt: 49}},
		{&x.styles.inferred, excelize.Style{Font: font("宋体", 11, false, "8A2413"), Alignment: middle("left"), Border: border, NumFmt: 49}},
	} {
		id, err := x.file.NewStyle(&s.style)
		if err != nil {
			return err
		}
		*s.into = id
	}
	return nil
}

// sheetName is a title as a sheet may be called: 31 characters, none of those
// that Excel refuses, and not used before.
func (x *xlsx) sheetName(title string) string {
	title = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return '·'
		}
		return r
	}, printable(title)), "' ")
	name := cutTo(title, 31)
	if name == "" {
		name = "1"
	}
	for i := 2; x.names[strings.ToLower(name)]; i++ {
		tail := fmt.Sprintf(" (%d)", i)
		name = cutTo(title, 31-len(tail)) + tail
	}
	x.names[strings.ToLower(name)] = true
	return name
}

// cutTo cuts a text to so many UTF-16 units, as Excel counts.
func cutTo(s string, most int) string {
	units := 0
	for i, r := range s {
		n := 1
		if r > 0xFFFF {
			n = 2
		}
		if units+n > most {
			return s[:i]
		}
		units += n
	}
	return s
}

const (
	headRow  = 3      // the row of the head; title and source stand above
	mostCell = 32_767 // UTF-16 units that a cell takes
	lineUnit = 16.0   // points of a line
	mostTall = 400.0  // points that a row may have
)

func (x *xlsx) sheet(ctx context.Context, title string, t *Table) error {
	name := x.sheetName(title)
	if _, err := x.file.NewSheet(name); err != nil {
		return err
	}
	// A streamed sheet is written as it goes, so that its set-up comes first.
	if err := x.setUp(name, t); err != nil {
		return err
	}
	w, err := x.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	widths := t.sheetWidths()
	for i, width := range widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: fmt.Sprintf("A%d", headRow+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := x.head(w, title, t); err != nil {
		return err
	}
	for i, row := range t.Rows {
		x.done++
		if err := x.step(ctx, x.done, x.total); err != nil {
			return err
		}
		if err := x.row(w, headRow+1+i, t, row, widths); err != nil {
			return err
		}
	}
	return w.Flush()
}

func (x *xlsx) head(w *excelize.StreamWriter, title string, t *Table) error {
	if err := w.SetRow("A1", []any{excelize.Cell{StyleID: x.styles.title, Value: legal(x.Title + "  " + title)}}, excelize.RowOpts{Height: 30}); err != nil {
		return err
	}
	source := joinWith(nonEmpty(x.Plan.Number, x.Plan.Date, x.Lang.pick("数据版本 ", "data version ")+x.version), " · ")
	if err := w.SetRow("A2", []any{excelize.Cell{StyleID: x.styles.note, Value: legal(source)}}, excelize.RowOpts{Height: 18}); err != nil {
		return err
	}
	cells, lines, widths := make([]any, len(t.Columns)), 1, t.sheetWidths()
	for i, c := range t.Columns {
		cells[i] = excelize.Cell{StyleID: x.styles.head, Value: legal(c.Title)}
		lines = max(lines, linesIn(c.Title, widths[i]-2)) // the head is bold
	}
	return w.SetRow(fmt.Sprintf("A%d", headRow), cells, excelize.RowOpts{Height: min(max(24, float64(lines)*lineUnit+8), mostTall)})
}

// row writes a row. A streamed string is an inline string: it is never read as a
// formula, whatever it begins with.
func (x *xlsx) row(w *excelize.StreamWriter, number int, t *Table, row []Cell, widths []float64) error {
	cells := make([]any, len(row))
	lines := 1
	for i, c := range row {
		text := cutTo(legal(c.String()), mostCell)
		switch {
		case c.Number != nil:
			cells[i] = excelize.Cell{StyleID: x.styles.number, Value: *c.Number}
		case c.open():
			cells[i] = excelize.Cell{StyleID: x.styles.gap, Value: text}
		case len(c.Spans) > 0 && c.Spans[0].Voice == Inferred:
			cells[i] = excelize.Cell{StyleID: x.styles.inferred, Value: text}
		case t.Columns[i].Kind == PlaceColumn:
			cells[i] = excelize.Cell{StyleID: x.styles.centre, Value: text}
		default:
			cells[i] = excelize.Cell{StyleID: x.styles.text, Value: text}
		}
		lines = max(lines, linesIn(text, widths[i]))
	}
	return w.SetRow(fmt.Sprintf("A%d", number), cells, excelize.RowOpts{Height: min(float64(lines)*lineUnit+6, mostTall)})
}

// linesIn is how many lines a text takes in a column: wrapped rows do not grow
// by themselves.
func linesIn(text string, width float64) int {
	n := 0
	for _, line := range strings.Split(text, "\n") {
		n += 1 + int(float64(textUnits(line))/max(width-2, 1))
	}
	return n
}

// setUp makes a sheet print well: A4 across, one page wide, the head on every
// page, page numbers below, and a filter on the head.
func (x *xlsx) setUp(name string, t *Table) error {
	last, err := excelize.CoordinatesToCellName(len(t.Columns), headRow+len(t.Rows), true)
	if err != nil {
		return err
	}
	quoted := "'" + strings.ReplaceAll(name, "'", "''") + "'"
	landscape, a4, tall, wide, fits := "landscape", 9, 0, 1, true
	margin, edge := 0.6, 0.5
	for _, err := range []error{
		x.file.AutoFilter(name, fmt.Sprintf("A%d:%s", headRow, strings.ReplaceAll(last, "$", "")), nil),
		x.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s!$%d:$%d", quoted, headRow, headRow), Scope: name}),
		x.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToHeight: &tall, FitToWidth: &wide}),
		x.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fits}),
		x.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &edge, Right: &edge, Top: &margin, Bottom: &margin}),
		x.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&C&P / &N"}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// text is the running text as a table, so that nothing said is lost.
func (x *xlsx) text() *Table {
	t := &Table{Columns: []Column{{x.Lang.pick("部分", "Section"), 2, TextColumn}, {x.Lang.pick("内容", "Text"), 7, TextColumn}, {x.Lang.pick("出处号", "Source no."), 1, PlaceColumn}}}
	for _, s := range numbered(x.Briefing) {
		for _, block := range s.Blocks {
			switch block := block.(type) {
			case Paragraph:
				t.Rows = append(t.Rows, x.said(s.Heading, block))
			case *ChainBlock:
				t.Rows = append(t.Rows, []Cell{words(s.Heading), words(strings.Join(block.Nodes, " → ")), words("")})
				for _, p := range block.Hops {
					t.Rows = append(t.Rows, x.said(s.Heading, p))
				}
			case *Picture:
				t.Rows = append(t.Rows, []Cell{words(s.Heading), words(x.Lang.pick("（图：", "(Picture: ") + block.Caption + x.Lang.pick("）", ")")), words("")})
			}
		}
	}
	return t
}

func (x *xlsx) said(heading string, p Paragraph) []Cell {
	var cites []string
	for _, s := range p.Spans {
		if s.Cite > 0 {
			cites = append(cites, fmt.Sprint(s.Cite))
		}
	}
	return []Cell{words(heading), words(p.String()), words(joinWith(cites, "、"))}
}

func (x *xlsx) sources() *Table {
	t := &Table{Columns: []Column{{x.Lang.pick("出处号", "No."), 1, PlaceColumn}, {x.Lang.pick("出处", "Source"), 9, TextColumn}}}
	for i, c := range x.Citations {
		t.Rows = append(t.Rows, []Cell{words(fmt.Sprint(i + 1)), words(c.Text(x.Lang))})
	}
	return t
}
