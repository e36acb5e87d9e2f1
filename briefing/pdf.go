package briefing

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// Measures of the page in points; see docx.go for the same in twips.
const (
	point      = 72 / 25.4 // a millimetre
	pageWidth  = 210 * point
	pageHeight = 297 * point
	leftEdge   = 28 * point
	topEdge    = 37 * point
	textWidth  = 156 * point
	textHeight = 225 * point
	pitch      = textHeight / 22
	bodySize   = 16.0
	bottomEdge = topEdge + textHeight
	tableSize  = 10.5
	tablePitch = 15.0
	cellPad    = 3.0
)

// pdfWriter sets one briefing.
type pdfWriter struct {
	*Briefing
	*pdfFile
	faces  *faces
	y      float64 // where the next line begins
	figure int
	done   int
}

// writePDF sets the briefing in the layout of official documents, 22 lines of 28
// characters, with embedded fonts.
func writePDF(ctx context.Context, b *Briefing, w io.Writer) error {
	f, err := loadFaces()
	if err != nil {
		return err
	}
	d := &pdfWriter{Briefing: b, pdfFile: newPDF(pageWidth, pageHeight), faces: f}
	d.nextPage()
	d.title()
	for _, s := range numbered(b) {
		if err := d.section(ctx, s); err != nil {
			return err
		}
	}
	d.sources()
	lang := b.Lang.pick("zh-CN", "en")
	return d.write(w, b.Title, joinWith(nonEmpty(b.Plan.Title, b.Plan.Number, b.version), "; "), lang, b.Plan.Date)
}

// nextPage begins a page with its number: odd ones to the right, even ones to
// the left, one character in, 7 mm below the type area.
func (d *pdfWriter) nextPage() {
	d.addPage()
	d.y = topEdge
	n := len(d.pages)
	style := &lettering{face: d.faces.serif, size: 14, colour: "#000000"}
	l := typeLine{atoms: d.faces.set(fmt.Sprintf("— %d —", n), style)}
	for _, a := range l.atoms {
		l.width += a.width
	}
	x := leftEdge + style.size
	if n%2 == 1 {
		x = leftEdge + textWidth - style.size - l.width
	}
	d.line(x, bottomEdge+7*point+style.size*0.8, l)
}

// room begins a new page where less than a height is left.
func (d *pdfWriter) room(height float64) {
	if d.y+height > bottomEdge+0.01 && d.y > topEdge {
		d.nextPage()
	}
}

// spacing brings 28 characters of the body's size into the type area.
func (d *pdfWriter) spacing() float64 {
	if d.Lang == English {
		return 0
	}
	return textWidth/28 - bodySize
}

func (d *pdfWriter) style(face *typeface, size float64) *lettering {
	s := &lettering{face: face, size: size, colour: "#000000"}
	if size == bodySize {
		s.spacing = d.spacing()
	}
	return s
}

func (d *pdfWriter) title() {
	style := d.style(d.faces.serif, 22)
	for _, text := range titleLines(d.Title, 38) {
		d.centred(text, style, pitch)
	}
	if d.Plan.Number != "" {
		d.centred(d.Lang.pick("（据"+d.Plan.Number+"）", "("+d.Plan.Number+")"), d.style(d.faces.kai, bodySize), pitch)
	}
	d.y += pitch
}

func (d *pdfWriter) centred(text string, style *lettering, height float64) {
	for _, l := range breakLines(d.faces.set(text, style), 0, textWidth) {
		d.room(height)
		if l.extra != 0 {
			l.width -= l.extra * float64(len(l.atoms)-1)
			l.extra = 0
		}
		d.line(leftEdge+(textWidth-l.width)/2, d.y+(height+style.size*0.76)/2, l)
		d.y += height
	}
}

func (d *pdfWriter) section(ctx context.Context, s numberedSection) error {
	if s.Heading != "" {
		face := d.faces.sans
		if s.Level == 2 {
			face = d.faces.kai
		}
		d.heading(s, face)
	}
	item := 0
	for _, block := range s.Blocks {
		if err := d.block(ctx, block, &item); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// heading stays with what follows it.
func (d *pdfWriter) heading(s numberedSection, face *typeface) {
	atoms := d.faces.set(s.Heading, d.style(face, bodySize))
	need := pitch * float64(len(breakLines(atoms, bodySize*2, textWidth)))
	switch {
	case len(s.Blocks) == 0:
		need += 2 * pitch
	default:
		need += d.beginning(s.Blocks[0])
	}
	d.room(min(need, textHeight))
	d.marks = append(d.marks, bookmark{s.Heading, s.Level, len(d.pages) - 1, d.y})
	d.paragraph(atoms, bodySize*2, pitch)
}

// beginning is the height of what a block cannot be parted from its heading
// without: a line, a picture, the head and first row of a table.
func (d *pdfWriter) beginning(block Block) float64 {
	switch block := block.(type) {
	case *Picture:
		w, h := block.Scene.size(false)
		_, h = fit(w, h, 156, d.mostPicture())
		return h*point + 24
	case *Table:
		if block = block.onPaper(d.Lang)[0].Table; len(block.Rows) == 0 {
			return pitch
		}
		widths := block.widths(typeWidth, pageLetter)
		cells := make([][]typeLine, len(widths))
		for i, c := range block.Rows[0] {
			cells[i] = breakLines(d.spans(c.printed(), tableSize), 0, float64(widths[i])/20-2*cellPad)
		}
		return 3*tablePitch + min(heightOf(cells), textHeight/2)
	}
	return pitch
}

// paragraph sets lines on the grid.
func (d *pdfWriter) paragraph(atoms []atom, indent, height float64) {
	if len(atoms) == 0 {
		return
	}
	size := atoms[0].style.size
	for i, l := range breakLines(atoms, indent, textWidth) {
		d.room(height)
		x := leftEdge
		if i == 0 {
			x += indent
		}
		d.line(x, d.y+(height+size*0.76)/2, l)
		d.y += height
	}
}

func (d *pdfWriter) block(ctx context.Context, block Block, item *int) error {
	switch block := block.(type) {
	case Paragraph:
		head := ""
		if block.Item {
			*item++
			head = fmt.Sprintf("%d. ", *item)
		}
		d.paragraph(append(d.faces.set(head, d.style(d.faces.serif, bodySize)), d.spans(block.Spans, bodySize)...), bodySize*2, pitch)
	case *ChainBlock:
		d.paragraph(d.faces.set(strings.Join(block.Nodes, " → "), d.style(d.faces.kai, bodySize)), bodySize*2, pitch)
		for i, p := range block.Hops {
			d.paragraph(append(d.faces.set(fmt.Sprintf("%d. ", i+1), d.style(d.faces.serif, bodySize)), d.spans(p.Spans, bodySize)...), bodySize*2, pitch)
		}
	case *Picture:
		d.picture(block)
	case *Table:
		for _, part := range block.onPaper(d.Lang) {
			if part.words != "" {
				d.room(pitch + d.beginning(part.Table))
				d.paragraph(d.faces.set(part.words, d.style(d.faces.serif, bodySize)), bodySize*2, pitch)
			}
			if err := d.table(ctx, part.Table); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// spans sets text in its voices; a citation's number is raised.
func (d *pdfWriter) spans(spans []Span, size float64) []atom {
	var out []atom
	for _, s := range spans {
		style := d.style(d.faces.serif, size)
		switch s.Voice {
		case Strong:
			style.face = d.faces.sans
		case Inferred:
			style.face, style.colour = d.faces.kai, "#8A2413"
		case Gap:
			style.face, style.colour = d.faces.kai, ink3
		}
		out = append(out, d.faces.set(s.Text, style)...)
		if s.Cite > 0 {
			out = append(out, d.faces.set(fmt.Sprint(s.Cite), &lettering{face: d.faces.serif, size: size * 0.6, colour: "#000000", rise: size * 0.38})...)
		}
	}
	return out
}

func (d *pdfWriter) picture(p *Picture) {
	width, height := p.Scene.size(false)
	w, h := fit(width, height, 156, d.mostPicture())
	w, h = w*point, h*point
	d.room(min(h+34, textHeight))
	k := w / width
	c := &pdfCanvas{d.pdfFile, d.faces, leftEdge + (textWidth-w)/2, d.y + 4, k, p.Scene.Paper}
	d.rect(c.x, c.y, w, h, p.Scene.Paper)
	c.page().WriteString("q\n")
	p.Scene.paint(c, false)
	c.page().WriteString("Q [] 0 d 0 J 0 j\n")
	d.y += h + 8
	d.figure++
	d.centred(d.Lang.pick("图 ", "Figure ")+fmt.Sprint(d.figure)+"  "+p.Caption, d.style(d.faces.kai, 12), 18)
	d.y += 8
}

// table sets a table whose head is repeated on every page. Rows stay whole
// unless they would leave much of a page empty.
func (d *pdfWriter) table(ctx context.Context, t *Table) error {
	if len(t.Rows) == 0 {
		d.paragraph(d.spans([]Span{gap(d.Lang)}, bodySize), bodySize*2, pitch)
		return nil
	}
	widths := make([]float64, len(t.Columns))
	for i, w := range t.widths(typeWidth, pageLetter) {
		widths[i] = float64(w) / 20
	}
	head := make([][]typeLine, len(t.Columns))
	for i, c := range t.Columns {
		style := d.style(d.faces.sans, tableSize)
		head[i] = breakLines(d.faces.set(c.Title, style), 0, widths[i]-2*cellPad)
	}
	d.room(heightOf(head) + 2*tablePitch)
	d.row(t, head, widths, true)
	total := d.Rows()
	for _, row := range t.Rows {
		d.done++
		if err := d.step(ctx, d.done, total); err != nil {
			return err
		}
		cells := make([][]typeLine, len(row))
		for i, c := range row {
			cells[i] = breakLines(d.spans(c.printed(), tableSize), 0, widths[i]-2*cellPad)
		}
		d.rows(t, head, cells, widths)
	}
	if t.gaps() {
		d.y += 2
		d.paragraph(d.faces.set(t.gapNote(d.Lang), d.style(d.faces.kai, tableSize)), 0, tablePitch)
	}
	d.y += 10
	return nil
}

func heightOf(cells [][]typeLine) float64 {
	most := 1
	for _, lines := range cells {
		most = max(most, len(lines))
	}
	return float64(most)*tablePitch + 2*cellPad
}

// rows sets a row, in parts where no page could hold it whole.
func (d *pdfWriter) rows(t *Table, head, cells [][]typeLine, widths []float64) {
	for {
		left := bottomEdge - d.y
		whole := heightOf(cells)
		if whole <= left {
			d.row(t, cells, widths, false)
			return
		}
		if whole < textHeight/2 || left < 4*tablePitch {
			d.nextPage()
			d.row(t, head, widths, true)
			if heightOf(cells) <= bottomEdge-d.y {
				continue
			}
			left = bottomEdge - d.y
		}
		fits := int((left - 2*cellPad) / tablePitch)
		part, rest := make([][]typeLine, len(cells)), make([][]typeLine, len(cells))
		for i, lines := range cells {
			n := min(fits, len(lines))
			part[i], rest[i] = lines[:n], lines[n:]
		}
		d.row(t, part, widths, false)
		cells = rest
		d.nextPage()
		d.row(t, head, widths, true)
	}
}

func (d *pdfWriter) row(t *Table, cells [][]typeLine, widths []float64, head bool) {
	height := heightOf(cells)
	if head {
		d.rect(leftEdge, d.y, textWidth, height, "#EEF2F0")
	}
	x := leftEdge
	for i, lines := range cells {
		y := d.y + (height-float64(len(lines))*tablePitch)/2
		for _, l := range lines {
			at := x + cellPad
			// A cell is too narrow for its lines to be spread.
			if l.extra != 0 {
				l.width, l.extra = l.width-l.extra*float64(len(l.atoms)-1), 0
			}
			if head || t.Columns[i].Kind != TextColumn {
				at = x + (widths[i]-l.width)/2
			}
			d.line(at, y+(tablePitch+tableSize*0.76)/2, l)
			y += tablePitch
		}
		d.rule(x, d.y, x, d.y+height, 0.5)
		x += widths[i]
	}
	d.rule(leftEdge+textWidth, d.y, leftEdge+textWidth, d.y+height, 0.5)
	d.rule(leftEdge, d.y, leftEdge+textWidth, d.y, 0.5)
	d.rule(leftEdge, d.y+height, leftEdge+textWidth, d.y+height, 0.5)
	d.y += height
}

// sources lists the citations.
func (d *pdfWriter) sources() {
	if len(d.Citations) == 0 {
		return
	}
	title := d.Lang.pick("原文出处", "Sources")
	d.room(3 * pitch)
	d.marks = append(d.marks, bookmark{title, 1, len(d.pages) - 1, d.y})
	d.paragraph(d.faces.set(title, d.style(d.faces.sans, bodySize)), bodySize*2, pitch)
	for i, c := range d.Citations {
		d.paragraph(d.faces.set(fmt.Sprintf("%d  %s", i+1, c.Text(d.Lang)), d.style(d.faces.serif, 12)), 0, 20)
	}
}
