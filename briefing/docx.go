package briefing

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// Measures of GB/T 9704-2012 in twips (a twentieth of a point): A4, a type area
// of 156 mm by 225 mm, 22 lines of 28 characters.
const (
	mm            = 56.6929
	typeWidth     = 8845 // 156 mm
	linePitch     = 579
	endnotesStart = 2 // 0 and 1 are the separators
)

// docx writes one document.
type docx struct {
	*Briefing
	body     strings.Builder
	media    [][]byte
	bookmark int
	cited    map[int]bool
	done     int
}

// writeDOCX writes the briefing as an Office Open XML document in the layout of
// official documents. It names the fonts that offices have and embeds none.
func writeDOCX(ctx context.Context, b *Briefing, w io.Writer) error {
	d := &docx{Briefing: b, cited: map[int]bool{}}
	d.title()
	for _, s := range numbered(b) {
		if err := d.section(ctx, s); err != nil {
			return err
		}
	}
	return d.pack(w)
}

// numberedSection is a section with its heading as printed.
type numberedSection struct {
	Section
	Heading string
}

// numbered counts the sections as official documents do: 一、 and （一）.
func numbered(b *Briefing) []numberedSection {
	var out []numberedSection
	first, second := 0, 0
	for _, s := range b.Sections {
		n := numberedSection{Section: s, Heading: s.Title}
		switch {
		case s.Title == "":
		case s.Level == 2:
			second++
			n.Heading = b.Lang.pick("（"+chineseNumber(second)+"）", fmt.Sprintf("(%d) ", second)) + s.Title
		default:
			first, second = first+1, 0
			n.Heading = b.Lang.pick(chineseNumber(first)+"、", fmt.Sprintf("%d. ", first)) + s.Title
		}
		out = append(out, n)
	}
	return out
}

// titleLines breaks a title into lines of about equal length of at most so many
// half-width characters, after a mark or a word if one stands near.
func titleLines(title string, most int) []string {
	total := textUnits(title)
	lines := (total + most - 1) / most
	if lines <= 1 {
		return []string{title}
	}
	rs := []rune(title)
	best, bestCost := len(rs), 1<<30
	want := total / lines
	for i := 1; i < len(rs); i++ {
		units := textUnits(string(rs[:i]))
		if units > most || textUnits(string(rs[i:])) > most*(lines-1) {
			continue
		}
		cost := 3 * abs(units-want)
		switch {
		case noLineStart(rs[i]) || noLineEnd(rs[i-1]) || isWord(rs[i-1]) && isWord(rs[i]):
			cost += 1000
		case strings.ContainsRune(" 、，,；）)》”", rs[i-1]) || strings.ContainsRune(" （(《“", rs[i]):
		case strings.ContainsRune("的和与及", rs[i-1]):
			cost += 8
		default:
			cost += 24
		}
		if cost < bestCost {
			best, bestCost = i, cost
		}
	}
	head := strings.TrimSpace(string(rs[:best]))
	return append([]string{head}, titleLines(strings.TrimSpace(string(rs[best:])), most)...)
}

func abs(n int) int { return max(n, -n) }

func isWord(r rune) bool {
	return r < 0x250 && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0xC0)
}

func run(props, text string) string {
	if text == "" {
		return ""
	}
	if props != "" {
		props = "<w:rPr>" + props + "</w:rPr>"
	}
	var b strings.Builder
	for i, part := range strings.Split(legal(text), "\n") {
		if i > 0 {
			b.WriteString("<w:r>" + props + "<w:br/></w:r>")
		}
		b.WriteString("<w:r>" + props + `<w:t xml:space="preserve">` + xmlText(part) + "</w:t></w:r>")
	}
	return b.String()
}

func (d *docx) paragraph(style, props, content string) {
	fmt.Fprintf(&d.body, `<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, props, content)
}

func (d *docx) title() {
	for _, line := range titleLines(d.Title, 38) {
		d.paragraph("Title", "", run("", line))
	}
	if d.Plan.Number != "" {
		d.paragraph("Subtitle", "", run("", d.Lang.pick("（据"+d.Plan.Number+"）", "("+d.Plan.Number+")")))
	}
	d.paragraph("Normal", "", "")
}

func (d *docx) section(ctx context.Context, s numberedSection) error {
	if s.Heading != "" {
		style := "Heading1"
		if s.Level == 2 {
			style = "Heading2"
		}
		d.paragraph(style, "", run("", s.Heading))
	}
	item := 0
	for _, block := range s.Blocks {
		if err := d.block(ctx, block, &item); err != nil {
			return err
		}
	}
	return nil
}

func (d *docx) block(ctx context.Context, block Block, item *int) error {
	switch block := block.(type) {
	case Paragraph:
		head, props := "", ""
		if block.Item {
			*item++
			head, props = run("", fmt.Sprintf("%d. ", *item)), together
		}
		d.paragraph("Normal", props, head+d.spans(block.Spans))
	case *Table:
		for _, part := range block.onPaper(d.Lang) {
			if part.words != "" {
				d.paragraph("Normal", "<w:keepNext/>", run("", part.words))
			}
			if err := d.table(ctx, part.Table); err != nil {
				return err
			}
		}
	case *Picture:
		return d.picture(ctx, block)
	case *ChainBlock:
		d.paragraph("Normal", "", run(kai, strings.Join(block.Nodes, " → ")))
		for i, p := range block.Hops {
			d.paragraph("Normal", together, run("", fmt.Sprintf("%d. ", i+1))+d.spans(p.Spans))
		}
	}
	return ctx.Err()
}

// together leaves no single line of an item on a page.
const together = "<w:widowControl/>"

// Run properties of the voices; every one names its East Asian font.
var (
	kai   = docxFont("楷体_GB2312", "Times New Roman")
	hei   = docxFont("黑体", "Arial")
	song  = docxFont("宋体", "Times New Roman")
	super = `<w:vertAlign w:val="superscript"/>`
)

func docxFont(eastAsia, latin string) string {
	return fmt.Sprintf(`<w:rFonts w:ascii="%[2]s" w:hAnsi="%[2]s" w:cs="%[2]s" w:eastAsia="%[1]s" w:hint="eastAsia"/>`, eastAsia, latin)
}

func voiceProps(v Voice) string {
	switch v {
	case Words:
		return song
	case Strong:
		return hei
	case Inferred:
		return kai + `<w:color w:val="8A2413"/>`
	case Gap:
		return kai + `<w:color w:val="5C6964"/>`
	}
	return ""
}

func (d *docx) spans(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(run(voiceProps(s.Voice), s.Text))
		b.WriteString(d.citation(s.Cite))
	}
	return b.String()
}

// citation refers to an endnote: the first time by the note's own reference,
// then by a field that repeats its number.
func (d *docx) citation(n int) string {
	if n == 0 {
		return ""
	}
	name := fmt.Sprintf("_Cite%d", n)
	if d.cited[n] {
		return fmt.Sprintf(`<w:r><w:rPr>%[1]s</w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr>%[1]s</w:rPr><w:instrText xml:space="preserve"> NOTEREF %[2]s \h </w:instrText></w:r><w:r><w:rPr>%[1]s</w:rPr><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr>%[1]s</w:rPr><w:t>%[3]d</w:t></w:r><w:r><w:rPr>%[1]s</w:rPr><w:fldChar w:fldCharType="end"/></w:r>`, super, name, n)
	}
	d.cited[n] = true
	d.bookmark++
	return fmt.Sprintf(`<w:bookmarkStart w:id="%[1]d" w:name="%[2]s"/><w:r><w:rPr>%[3]s</w:rPr><w:endnoteReference w:id="%[4]d"/></w:r><w:bookmarkEnd w:id="%[1]d"/>`, d.bookmark, name, super, n-1+endnotesStart)
}

func (d *docx) table(ctx context.Context, t *Table) error {
	if len(t.Rows) == 0 {
		d.paragraph("Normal", "", d.spans([]Span{gap(d.Lang)}))
		return nil
	}
	if t.Caption != "" {
		d.paragraph("Caption", "<w:keepNext/>", run("", t.Caption))
	}
	widths := t.widths(typeWidth, pageLetter)
	d.body.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="` + fmt.Sprint(typeWidth) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, width := range widths {
		fmt.Fprintf(&d.body, `<w:gridCol w:w="%d"/>`, width)
	}
	d.body.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.Columns {
		d.cell(widths[i], `<w:shd w:val="clear" w:color="auto" w:fill="EEF2F0"/>`, "TableHead", run("", c.Title))
	}
	d.body.WriteString("</w:tr>")
	total := d.Rows()
	for _, row := range t.Rows {
		d.done++
		if err := d.step(ctx, d.done, total); err != nil {
			return err
		}
		d.row(t, row, widths)
	}
	d.body.WriteString("</w:tbl>")
	if t.gaps() {
		d.paragraph("TableNote", "", run("", t.gapNote(d.Lang)))
	} else {
		d.paragraph("Spacer", "", "")
	}
	return nil
}

// row writes a row that stays on one page, unless it holds so much that a page
// might not take it.
func (d *docx) row(t *Table, row []Cell, widths []int) {
	props := "<w:trPr><w:cantSplit/></w:trPr>"
	for i, c := range row {
		if textUnits(c.String())*105/max(widths[i]-130, 1) > 36 {
			props = ""
		}
	}
	d.body.WriteString("<w:tr>" + props)
	for i, c := range row {
		style := "TableText"
		if t.Columns[i].Kind != TextColumn {
			style = "TableCentre"
		}
		content := d.spans(c.printed())
		if t.Columns[i].Kind == PlaceColumn && !c.open() {
			content = placeLines(c.String(), (widths[i]-pageLetter.edge)/pageLetter.wide)
		}
		d.cell(widths[i], "", style, content)
	}
	d.body.WriteString("</w:tr>")
}

// placeUnits is the room of places, whose figures are wider than half a
// character in the fonts that stand in for Times New Roman.
func placeUnits(text string) int {
	figures := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			figures++
		}
	}
	return textUnits(text) + (figures*3+9)/10
}

// placeLines sets places on lines of so many half-width characters, broken after
// a mark: LibreOffice may begin a line with the mark after a number.
func placeLines(text string, room int) string {
	var lines []string
	line := ""
	for _, piece := range strings.SplitAfter(text, "、") {
		if line != "" && placeUnits(line+piece) > room {
			lines, line = append(lines, line), ""
		}
		line += piece
	}
	var b strings.Builder
	for i, line := range append(lines, line) {
		if i > 0 {
			b.WriteString("<w:r><w:br/></w:r>")
		}
		b.WriteString(run("", line))
	}
	return b.String()
}

func (d *docx) cell(width int, props, style, content string) {
	fmt.Fprintf(&d.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s</w:p></w:tc>`, width, props, style, content)
}

func (d *docx) picture(ctx context.Context, p *Picture) error {
	width, height := p.Scene.size(false)
	w, h := fit(width, height, 156, d.mostPicture())
	img, err := p.Scene.png(ctx, false, w/25.4*300/width)
	if err != nil {
		return err
	}
	d.media = append(d.media, img)
	n := len(d.media)
	d.paragraph("Picture", "<w:keepNext/>", fmt.Sprintf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[1]d" cy="%[2]d"/><wp:docPr id="%[3]d" name="Picture %[3]d" descr="%[4]s"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%[3]d" name="image%[3]d.png" descr="%[4]s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdImage%[3]d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
		int(w*36000), int(h*36000), n, xmlText(p.Caption)))
	d.paragraph("Caption", "", run("", d.Lang.pick("图 ", "Figure ")+fmt.Sprint(n)+"  "+p.Caption))
	return nil
}

// mostPicture is the height of a picture on a page, in millimetres: it leaves
// room for a title and a heading above it, in a story for a note, too.
func (b *Briefing) mostPicture() float64 {
	if b.Kind == KindStory {
		return 128
	}
	return 158
}

// fit scales a picture into a box of millimetres; it is not made larger than it
// is drawn.
func fit(width, height, mostWidth, mostHeight float64) (w, h float64) {
	k := min(mostWidth/width, mostHeight/height, 25.4/96*1.1)
	return width * k, height * k
}

func (d *docx) pack(w io.Writer) error {
	a := newArchive(w)
	a.text("[Content_Types].xml", docxTypes)
	a.text("_rels/.rels", docxRels)
	a.text("docProps/core.xml", coreProps(d.Briefing))
	a.text("docProps/app.xml", appProps)
	a.text("word/document.xml", docxHead+"<w:body>"+d.body.String()+docxSection+"</w:body></w:document>")
	a.text("word/styles.xml", docxStyles(d.Lang))
	a.text("word/settings.xml", docxSettings)
	a.text("word/endnotes.xml", d.endnotes())
	a.text("word/footer1.xml", docxFooter("right"))
	a.text("word/footer2.xml", docxFooter("left"))
	var rels strings.Builder
	rels.WriteString(docxDocumentRels)
	for i, img := range d.media {
		name := fmt.Sprintf("media/image%d.png", i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rIdImage%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="%s"/>`, i+1, name)
		a.file("word/"+name, true, img)
	}
	a.text("word/_rels/document.xml.rels", rels.String()+"</Relationships>")
	return a.close()
}

func (d *docx) endnotes() string {
	var b strings.Builder
	b.WriteString(docxPart("w:endnotes") + `<w:endnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:endnote><w:endnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>`)
	for i, c := range d.Citations {
		fmt.Fprintf(&b, `<w:endnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="EndnoteText"/></w:pPr><w:r><w:rPr>%s</w:rPr><w:endnoteRef/></w:r>%s</w:p></w:endnote>`, i+endnotesStart, super, run("", " "+c.Text(d.Lang)))
	}
	return b.String() + "</w:endnotes>"
}
