package briefing

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Measures of a slide of 16:9 in EMU (36,000 a millimetre).
const (
	slideWidth  = 12192000
	slideHeight = 6858000
	slideLeft   = 640000
	slideTop    = 1330000
	slideInner  = slideWidth - 2*slideLeft
	slideBody   = 4750000
	slideLine   = 380000 // a line of 18 pt text
	slideUnits  = 86     // half-width characters across
	cellLine    = 230000 // a line of 11 pt in a table
)

// pptx writes one presentation.
type pptx struct {
	*Briefing
	slides []*slide
	media  [][]byte
	done   int
}

// slide is one slide with what stands on it and in its notes.
type slide struct {
	title  string
	shapes strings.Builder
	notes  []string
	images []int // numbers of its pictures
	used   int   // height in EMU that text takes
	next   int   // id of the next shape
	cited  map[int]bool
}

// writePPTX writes a slide for each section, continued where it is long: text
// that can be edited, the picture, tables, and the citations in the notes.
func writePPTX(ctx context.Context, b *Briefing, w io.Writer) error {
	p := &pptx{Briefing: b}
	p.cover()
	for _, s := range gathered(b) {
		if err := p.section(ctx, s); err != nil {
			return err
		}
	}
	return p.pack(w)
}

// gathered puts sections of the second level into those of the first, under
// their headings: a slide for each would be nearly empty.
func gathered(b *Briefing) []numberedSection {
	var out []numberedSection
	for _, s := range numbered(b) {
		if s.Level != 2 || len(out) == 0 {
			s.Blocks = slices.Clone(s.Blocks)
			out = append(out, s)
			continue
		}
		last := &out[len(out)-1]
		last.Blocks = append(last.Blocks, Paragraph{Spans: []Span{{Text: s.Heading, Voice: Strong}}})
		last.Blocks = append(last.Blocks, s.Blocks...)
	}
	return out
}

func (p *pptx) add(title string) *slide {
	s := &slide{title: title, next: 3, cited: map[int]bool{}}
	p.slides = append(p.slides, s)
	return s
}

func (p *pptx) cover() {
	s := p.add("")
	s.box(slideLeft, 2000000, slideInner, 1500000, para("l", slideRun(p.Title, 4000, ink, true)), "b")
	s.box(slideLeft, 3650000, slideInner, 1200000, para("l", slideRun(joinWith(nonEmpty(p.Plan.Title, p.Plan.Number, p.date()), "\u3000"), 1600, ink2, false)), "t")
	s.notes = append(s.notes, p.Lang.pick("数据版本 ", "Data version ")+p.version)
}

func (p *pptx) date() string { return p.Lang.pick(chineseDate(p.Plan.Date), p.Plan.Date) }

func (p *pptx) section(ctx context.Context, s numberedSection) error {
	title := s.Heading
	if title == "" {
		title = p.Lang.pick("说明", "Notes")
	}
	var text []Paragraph
	item := 0
	flush := func() { p.text(title, text); text = nil }
	for i := 0; i < len(s.Blocks); i++ {
		switch block := s.Blocks[i].(type) {
		case *Picture:
			// What is said before and after stands beside the picture, as far as it fits.
			beside := text
			if unitsOf(beside) > mostBeside {
				flush()
				beside = nil
			}
			text = nil
			for i+1 < len(s.Blocks) {
				at := item
				more := spoken(s.Blocks[i+1], &at)
				if more == nil || unitsOf(beside)+unitsOf(more) > mostBeside {
					break
				}
				beside, item = append(beside, more...), at
				i++
			}
			if err := p.picture(ctx, title, block, beside); err != nil {
				return err
			}
		case *Table:
			flush()
			for _, part := range block.onPaper(p.Lang) {
				if err := p.table(ctx, title+part.short, part.words, part.Table); err != nil {
					return err
				}
			}
		default:
			text = append(text, spoken(block, &item)...)
		}
	}
	flush()
	return ctx.Err()
}

// spoken is a block as paragraphs with their numbers; nil for what is no text.
func spoken(block Block, item *int) []Paragraph {
	number := func(n int, p Paragraph) Paragraph {
		p.Spans = append([]Span{{Text: fmt.Sprintf("%d. ", n)}}, p.Spans...)
		return p
	}
	switch block := block.(type) {
	case Paragraph:
		if block.Item {
			*item++
			block = number(*item, block)
		}
		return []Paragraph{block}
	case *ChainBlock:
		out := []Paragraph{{Spans: []Span{{Text: strings.Join(block.Nodes, " → "), Voice: Strong}}}}
		for i, hop := range block.Hops {
			out = append(out, number(i+1, hop))
		}
		return out
	}
	return nil
}

// mostBeside is how much text stands beside a picture, in half-width characters.
const mostBeside = 620

func unitsOf(paragraphs []Paragraph) int {
	n := 0
	for _, p := range paragraphs {
		n += textUnits(p.String()) + 10
	}
	return n
}

// text sets paragraphs, as many to a slide as it holds; a longer one is cut at
// the ends of sentences.
func (p *pptx) text(title string, paragraphs []Paragraph) {
	var s *slide
	var body strings.Builder
	flush := func() {
		if s != nil && body.Len() > 0 {
			s.box(slideLeft, slideTop, slideInner, slideBody, body.String(), "t")
			body.Reset()
		}
	}
	for _, paragraph := range paragraphs {
		height := slideLine*((textUnits(paragraph.String())+slideUnits-1)/slideUnits) + 60000
		if s == nil || s.used+height > slideBody && s.used > 0 {
			flush()
			s = p.add(title)
		}
		s.used += height
		body.WriteString(para("l", p.runs(s, paragraph.Spans, 1800)))
	}
	flush()
}

// runs are the spans of a paragraph; what they cite goes into the notes.
func (p *pptx) runs(s *slide, spans []Span, size int) string {
	var b strings.Builder
	for _, span := range spans {
		colour := map[Voice]string{Inferred: "#8A2413", Gap: ink3}[span.Voice]
		if colour == "" {
			colour = ink
		}
		b.WriteString(slideRun(span.Text, size, colour, span.Voice == Strong))
		if n := span.Cite; n > 0 && n <= len(p.Citations) {
			b.WriteString(slideCite(n, size))
			if !s.cited[n] {
				s.cited[n] = true
				s.notes = append(s.notes, fmt.Sprintf("%d  %s", n, p.Citations[n-1].Text(p.Lang)))
			}
		}
	}
	return b.String()
}

func slideRun(text string, size int, colour string, bold bool) string {
	if text == "" {
		return ""
	}
	b := ""
	if bold {
		b = ` b="1"`
	}
	return fmt.Sprintf(`<a:r><a:rPr lang="zh-CN" altLang="en-US" sz="%d"%s dirty="0"><a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:latin typeface="Arial"/><a:ea typeface="微软雅黑"/><a:cs typeface="Arial"/></a:rPr><a:t>%s</a:t></a:r>`, size, b, colour[1:], xmlText(text))
}

func slideCite(n, size int) string {
	return fmt.Sprintf(`<a:r><a:rPr lang="en-US" sz="%d" baseline="30000" dirty="0"><a:solidFill><a:srgbClr val="5C6964"/></a:solidFill><a:latin typeface="Arial"/><a:ea typeface="微软雅黑"/></a:rPr><a:t>%d</a:t></a:r>`, size, n)
}

func para(align, runs string) string {
	return fmt.Sprintf(`<a:p><a:pPr algn="%s"><a:lnSpc><a:spcPct val="110000"/></a:lnSpc><a:spcAft><a:spcPts val="400"/></a:spcAft><a:buNone/></a:pPr>%s</a:p>`, align, runs)
}

// box adds a text box.
func (s *slide) box(x, y, w, h int, paragraphs, anchor string) {
	fmt.Fprintf(&s.shapes, `<p:sp><p:nvSpPr><p:cNvPr id="%[1]d" name="Text %[1]d"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="%[2]d" y="%[3]d"/><a:ext cx="%[4]d" cy="%[5]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="%[6]s"><a:normAutofit/></a:bodyPr><a:lstStyle/>%[7]s</p:txBody></p:sp>`, s.next, x, y, w, h, anchor, paragraphs)
	s.next++
}

// picture sets a picture, with what is said of it beside it.
func (p *pptx) picture(ctx context.Context, title string, pic *Picture, beside []Paragraph) error {
	width, height := pic.Scene.size(false)
	inner := slideInner
	if len(beside) > 0 {
		inner = slideInner * 64 / 100
	}
	k := min(float64(inner)/width, float64(slideBody)/height)
	img, err := pic.Scene.png(ctx, false, min(k/36000/25.4*200, 3))
	if err != nil {
		return err
	}
	p.media = append(p.media, img)
	s := p.add(title)
	s.images = append(s.images, len(p.media))
	w, h := int(width*k), int(height*k)
	if len(beside) > 0 {
		var body strings.Builder
		for _, paragraph := range beside {
			body.WriteString(para("l", p.runs(s, paragraph.Spans, 1600)))
		}
		left := slideLeft + inner + 300000
		s.box(left, slideTop, slideWidth-slideLeft-left, slideBody, body.String(), "t")
	}
	fmt.Fprintf(&s.shapes, `<p:pic><p:nvPicPr><p:cNvPr id="%[1]d" name="Picture %[1]d" descr="%[2]s"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rIdImage%[3]d"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="%[4]d" y="%[5]d"/><a:ext cx="%[6]d" cy="%[7]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`,
		s.next, xmlText(pic.Caption), len(p.media), slideLeft+(inner-w)/2, slideTop-100000, w, h)
	s.next++
	s.box(slideLeft, slideTop-100000+h+40000, inner, 300000, para("ctr", slideRun(pic.Caption, 1200, ink2, false)), "t")
	s.notes = append(s.notes, pic.Scene.Source)
	return nil
}

// table sets a table, continued on slides of its own, each with the head, and
// with a word in the notes where there is one.
func (p *pptx) table(ctx context.Context, title, word string, t *Table) error {
	if len(t.Rows) == 0 {
		p.text(title, []Paragraph{{Spans: []Span{gap(p.Lang)}}})
		return nil
	}
	widths := t.widths(slideInner, slideLetter)
	var rows []string
	var s *slide
	height := 0
	flush := func() {
		if s != nil {
			s.tableShape(t, widths, rows, p.Lang)
			if word != "" {
				s.notes = append(s.notes, word)
			}
			if t.gaps() {
				s.notes = append(s.notes, t.gapNote(p.Lang))
			}
		}
		rows, height = nil, 2*cellLine
	}
	for _, row := range t.Rows {
		p.done++
		if err := p.step(ctx, p.done, p.Rows()); err != nil {
			return err
		}
		need := p.rowHeight(row, widths)
		if s == nil || height+need > slideBody {
			flush()
			s = p.add(title)
		}
		height += need
		rows = append(rows, p.tableRow(s, t, row, need))
	}
	flush()
	return nil
}

func (p *pptx) rowHeight(row []Cell, widths []int) int {
	lines := 1
	for i, c := range row {
		perLine := max((widths[i]-120000)/70000, 1)
		lines = max(lines, (textUnits(textOf(c.printed()))+perLine-1)/perLine)
	}
	return min(lines*cellLine+100000, slideBody-3*cellLine)
}

func (p *pptx) tableRow(s *slide, t *Table, row []Cell, height int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<a:tr h="%d">`, height)
	for i, c := range row {
		align := "l"
		if t.Columns[i].Kind != TextColumn {
			align = "ctr"
		}
		b.WriteString(slideCell(align, p.runs(s, c.printed(), 1100), "FFFFFF"))
	}
	return b.String() + "</a:tr>"
}

func slideCell(align, runs, fill string) string {
	line := ""
	for _, side := range []string{"lnL", "lnR", "lnT", "lnB"} {
		line += fmt.Sprintf(`<a:%[1]s w="6350"><a:solidFill><a:srgbClr val="C3CDC9"/></a:solidFill></a:%[1]s>`, side)
	}
	return fmt.Sprintf(`<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="%s"/>%s</a:p></a:txBody><a:tcPr marL="60000" marR="60000" marT="30000" marB="30000" anchor="ctr">%s<a:solidFill><a:srgbClr val="%s"/></a:solidFill></a:tcPr></a:tc>`, align, runs, line, fill)
}

func (s *slide) tableShape(t *Table, widths []int, rows []string, l Lang) {
	fmt.Fprintf(&s.shapes, `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="%[1]d" name="Table %[1]d"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="%[2]d" y="%[3]d"/><a:ext cx="%[4]d" cy="%[5]d"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid>`,
		s.next, slideLeft, slideTop, slideInner, len(rows)*cellLine)
	s.next++
	for _, w := range widths {
		fmt.Fprintf(&s.shapes, `<a:gridCol w="%d"/>`, w)
	}
	fmt.Fprintf(&s.shapes, `</a:tblGrid><a:tr h="%d">`, cellLine+100000)
	for _, c := range t.Columns {
		s.shapes.WriteString(slideCell("ctr", slideRun(c.Title, 1200, ink, true), "EEF2F0"))
	}
	s.shapes.WriteString("</a:tr>" + strings.Join(rows, "") + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>")
}

func (p *pptx) pack(w io.Writer) error {
	a := newArchive(w)
	var types, presentationRels, ids strings.Builder
	for i := range p.slides {
		fmt.Fprintf(&types, `<Override PartName="/ppt/slides/slide%[1]d.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/><Override PartName="/ppt/notesSlides/notesSlide%[1]d.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"/>`, i+1)
		fmt.Fprintf(&presentationRels, `<Relationship Id="rIdSlide%[1]d" Type="%[2]s/slide" Target="slides/slide%[1]d.xml"/>`, i+1, officeRels)
		fmt.Fprintf(&ids, `<p:sldId id="%d" r:id="rIdSlide%d"/>`, 256+i, i+1)
	}
	a.text("[Content_Types].xml", fmt.Sprintf(pptxTypes, types.String()))
	a.text("_rels/.rels", strings.ReplaceAll(docxRels, "word/document.xml", "ppt/presentation.xml"))
	a.text("docProps/core.xml", coreProps(p.Briefing))
	a.text("docProps/app.xml", appProps)
	a.text("ppt/presentation.xml", fmt.Sprintf(pptxPresentation, ids.String()))
	a.text("ppt/_rels/presentation.xml.rels", relationshipsOf(pptxPresentationRels+presentationRels.String()))
	a.text("ppt/slideMasters/slideMaster1.xml", pptxMaster)
	a.text("ppt/slideMasters/_rels/slideMaster1.xml.rels", relationshipsOf(link("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")+link("rId2", "theme", "../theme/theme1.xml")))
	a.text("ppt/slideLayouts/slideLayout1.xml", pptxLayout)
	a.text("ppt/slideLayouts/_rels/slideLayout1.xml.rels", relationshipsOf(link("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")))
	a.text("ppt/notesMasters/notesMaster1.xml", pptxNotesMaster)
	a.text("ppt/notesMasters/_rels/notesMaster1.xml.rels", relationshipsOf(link("rId1", "theme", "../theme/theme2.xml")))
	a.text("ppt/theme/theme1.xml", pptxTheme)
	a.text("ppt/theme/theme2.xml", pptxTheme)
	for i, s := range p.slides {
		p.packSlide(a, i+1, s)
	}
	for i, img := range p.media {
		a.file(fmt.Sprintf("ppt/media/image%d.png", i+1), true, img)
	}
	return a.close()
}

func (p *pptx) packSlide(a *archive, n int, s *slide) {
	title := fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/><a:p>%s</a:p></p:txBody></p:sp>`, slideRun(s.title, 2800, ink, true))
	if s.title == "" {
		title = ""
	}
	number := fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%[1]d" name="Number"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="%[2]d" y="6440000"/><a:ext cx="900000" cy="260000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/><a:p><a:pPr algn="r"/>%[3]s</a:p></p:txBody></p:sp>`, s.next, slideWidth-slideLeft-900000, slideRun(fmt.Sprint(n), 1100, ink3, false))
	a.text(fmt.Sprintf("ppt/slides/slide%d.xml", n), xmlDecl+`<p:sld`+pptxNames+`><p:cSld><p:spTree>`+groupHead+title+s.shapes.String()+number+`</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`)
	rels := link("rIdLayout", "slideLayout", "../slideLayouts/slideLayout1.xml") + link("rIdNotes", "notesSlide", fmt.Sprintf("../notesSlides/notesSlide%d.xml", n))
	for _, i := range s.images {
		rels += link(fmt.Sprintf("rIdImage%d", i), "image", fmt.Sprintf("../media/image%d.png", i))
	}
	a.text(fmt.Sprintf("ppt/slides/_rels/slide%d.xml.rels", n), relationshipsOf(rels))
	var notes strings.Builder
	for _, line := range s.notes {
		notes.WriteString("<a:p>" + slideRun(line, 1200, ink, false) + "</a:p>")
	}
	if len(s.notes) == 0 {
		notes.WriteString("<a:p/>")
	}
	a.text(fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", n), xmlDecl+`<p:notes`+pptxNames+`><p:cSld><p:spTree>`+groupHead+`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>`+notes.String()+`</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`)
	a.text(fmt.Sprintf("ppt/notesSlides/_rels/notesSlide%d.xml.rels", n), relationshipsOf(link("rId1", "notesMaster", "../notesMasters/notesMaster1.xml")+link("rId2", "slide", fmt.Sprintf("../slides/slide%d.xml", n))))
}
