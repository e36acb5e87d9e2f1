package briefing

import (
	"bytes"
	"compress/zlib"
	"crypto/md5"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"planatlas/graph/layout"
)

// pdfFile writes a PDF: pages, embedded fonts, outline. Text is written by glyph
// numbers with a map back to Unicode, so that every character, also one beyond
// the basic plane, is copied out as it was put in. Positions are points from the
// upper left corner of the page.
type pdfFile struct {
	objects [][]byte
	fonts   []*pdfFont
	pages   []*bytes.Buffer
	width   float64
	height  float64
	marks   []bookmark
}

type pdfFont struct {
	*typeface
	used    map[uint16]bool
	unicode map[uint16]rune
	object  int
}

type bookmark struct {
	title string
	level int
	page  int
	y     float64
}

func newPDF(width, height float64) *pdfFile { return &pdfFile{width: width, height: height} }

func (p *pdfFile) addPage() { p.pages = append(p.pages, &bytes.Buffer{}) }

func (p *pdfFile) page() *bytes.Buffer { return p.pages[len(p.pages)-1] }

func (p *pdfFile) font(t *typeface) (int, *pdfFont) {
	for i, f := range p.fonts {
		if f.typeface == t {
			return i, f
		}
	}
	f := &pdfFont{typeface: t, used: map[uint16]bool{}, unicode: map[uint16]rune{}}
	p.fonts = append(p.fonts, f)
	return len(p.fonts) - 1, f
}

func colour(hex string) string {
	c := rgb(hex)
	return fmt.Sprintf("%s %s %s", num(float64(c.R)/255), num(float64(c.G)/255), num(float64(c.B)/255))
}

// line writes a line of text; y is its baseline.
func (p *pdfFile) line(x, y float64, l typeLine) {
	for i := 0; i < len(l.atoms); {
		a, end := l.atoms[i], i+1
		for end < len(l.atoms) && l.atoms[end].face == a.face && l.atoms[end].style == a.style && a.face != nil {
			end++
		}
		p.run(x, y, l.atoms[i:end], l.extra)
		for _, a := range l.atoms[i:end] {
			x += a.width + l.extra
		}
		i = end
	}
}

// run writes atoms of one font and style. What no font draws is a box that is
// copied out as the character it stands for.
func (p *pdfFile) run(x, y float64, atoms []atom, extra float64) {
	style := atoms[0].style
	out := p.page()
	face := atoms[0].face
	if face == nil {
		face = style.face
	}
	n, f := p.font(face)
	fmt.Fprintf(out, "BT /F%d %s Tf %s rg %s Tc %s %s Td ", n, num(style.size), colour(style.colour), number4(style.spacing+extra), number4(x), number4(p.height-y+style.rise))
	var hex strings.Builder
	flush := func() {
		if hex.Len() > 0 {
			fmt.Fprintf(out, "<%s> Tj ", hex.String())
			hex.Reset()
		}
	}
	for _, a := range atoms {
		glyph := face.glyphs[a.r]
		if a.face == nil {
			glyph = face.glyphs['〓']
		}
		f.used[glyph] = true
		if was, ok := f.unicode[glyph]; a.face != nil && (!ok || was == a.r) {
			f.unicode[glyph] = a.r
			fmt.Fprintf(&hex, "%04X", glyph)
			continue
		}
		if _, ok := f.unicode[glyph]; !ok {
			f.unicode[glyph] = '〓'
		}
		flush()
		fmt.Fprintf(out, "/Span <</ActualText <FEFF%s>>> BDC <%04X> Tj EMC ", utf16Hex(string(a.r)), glyph)
	}
	flush()
	out.WriteString("ET\n")
}

func number4(x float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.4f", math.Round(x*1e4)/1e4+0), "0"), ".")
}

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// rect fills or strokes a rectangle.
func (p *pdfFile) rect(x, y, w, h float64, fill string) {
	fmt.Fprintf(p.page(), "%s rg %s %s %s %s re f\n", colour(fill), num(x), num(p.height-y-h), num(w), num(h))
}

func (p *pdfFile) rule(x1, y1, x2, y2, width float64) {
	fmt.Fprintf(p.page(), "0 0 0 RG %s w %s %s m %s %s l S\n", num(width), num(x1), num(p.height-y1), num(x2), num(p.height-y2))
}

// add keeps an object and returns its number.
func (p *pdfFile) add(content string) int {
	p.objects = append(p.objects, []byte(content))
	return len(p.objects)
}

func (p *pdfFile) reserve() int { return p.add("") }

func (p *pdfFile) stream(dict string, data []byte) (int, error) {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	return p.add(fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", dict, b.Len(), b.Bytes())), nil
}

// write puts the file together. date is YYYY-MM-DD or empty.
func (p *pdfFile) write(w io.Writer, title, subject, lang, date string) error {
	catalog, pages, info := p.reserve(), p.reserve(), p.reserve()
	var fonts strings.Builder
	for i, f := range p.fonts {
		if err := p.embed(f); err != nil {
			return err
		}
		fmt.Fprintf(&fonts, "/F%d %d 0 R", i, f.object)
	}
	var kids []string
	var numbers []int
	for _, content := range p.pages {
		body, err := p.stream("", content.Bytes())
		if err != nil {
			return err
		}
		n := p.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<</Font<<%s>>>>/Contents %d 0 R>>", pages, num(p.width), num(p.height), fonts.String(), body))
		kids, numbers = append(kids, fmt.Sprintf("%d 0 R", n)), append(numbers, n)
	}
	outline := p.outline(numbers)
	p.objects[pages-1] = []byte(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " ")))
	p.objects[catalog-1] = []byte(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R%s/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>>>", pages, outline, lang))
	stamp := strings.ReplaceAll(date, "-", "")
	if stamp == "" {
		stamp = "19800101"
	}
	p.objects[info-1] = []byte(fmt.Sprintf("<</Title <FEFF%s>/Subject <FEFF%s>/Producer(Planatlas)/CreationDate(D:%[3]s000000Z)/ModDate(D:%[3]s000000Z)>>", utf16Hex(legal(title)), utf16Hex(legal(subject)), stamp))
	return p.finish(w, catalog, info)
}

func (p *pdfFile) finish(w io.Writer, catalog, info int) error {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	offsets := make([]int, len(p.objects))
	for i, o := range p.objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	id := md5.Sum(b.Bytes())
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(p.objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n", len(p.objects)+1, catalog, info, id, id, start)
	_, err := w.Write(b.Bytes())
	return err
}

// embed writes a font with the glyphs that are used.
func (p *pdfFile) embed(f *pdfFont) error {
	var glyphs []int
	for g := range f.used {
		glyphs = append(glyphs, int(g))
	}
	slices.Sort(glyphs)
	k := 1000 / float64(f.unitsPerEm)
	var widths, back strings.Builder
	for _, g := range glyphs {
		fmt.Fprintf(&widths, "%d[%s]", g, num(float64(f.widths[g])*k))
	}
	data := f.cut(f.used)
	file, err := p.stream(fmt.Sprintf("/Length1 %d", len(data)), data)
	if err != nil {
		return err
	}
	back.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for i := 0; i < len(glyphs); i += 100 {
		part := glyphs[i:min(i+100, len(glyphs))]
		fmt.Fprintf(&back, "%d beginbfchar\n", len(part))
		for _, g := range part {
			fmt.Fprintf(&back, "<%04X> <%s>\n", g, utf16Hex(string(f.unicode[uint16(g)])))
		}
		back.WriteString("endbfchar\n")
	}
	back.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	unicode, err := p.stream("", []byte(back.String()))
	if err != nil {
		return err
	}
	name := "AAAAAA+" + f.name
	descriptor := p.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s %s %s %s]/ItalicAngle 0/Ascent %s/Descent %s/CapHeight %s/StemV 80/FontFile2 %d 0 R>>",
		name, num(float64(f.box[0])*k), num(float64(f.box[1])*k), num(float64(f.box[2])*k), num(float64(f.box[3])*k), num(float64(f.ascent)*k), num(float64(f.descent)*k), num(float64(f.ascent)*k*0.8), file))
	descendant := p.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[%s]/CIDToGIDMap/Identity>>", name, descriptor, widths.String()))
	f.object = p.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, descendant, unicode))
	return nil
}

// outline writes the bookmarks and returns the catalog's reference to them.
func (p *pdfFile) outline(pages []int) string {
	if len(p.marks) == 0 {
		return ""
	}
	root := p.reserve()
	numbers := make([]int, len(p.marks))
	for i := range p.marks {
		numbers[i] = p.reserve()
	}
	parents := make([]int, len(p.marks)) // index of the mark above, -1 for none
	for i, m := range p.marks {
		parents[i] = -1
		for j := i - 1; j >= 0; j-- {
			if p.marks[j].level < m.level {
				parents[i] = j
				break
			}
		}
	}
	children := map[int][]int{}
	for i, parent := range parents {
		children[parent] = append(children[parent], i)
	}
	for i, m := range p.marks {
		siblings := children[parents[i]]
		at := slices.Index(siblings, i)
		up := root
		if parents[i] >= 0 {
			up = numbers[parents[i]]
		}
		s := fmt.Sprintf("<</Title <FEFF%s>/Parent %d 0 R/Dest[%d 0 R/XYZ 0 %s null]", utf16Hex(legal(m.title)), up, pages[m.page], num(p.height-m.y))
		if at > 0 {
			s += fmt.Sprintf("/Prev %d 0 R", numbers[siblings[at-1]])
		}
		if at+1 < len(siblings) {
			s += fmt.Sprintf("/Next %d 0 R", numbers[siblings[at+1]])
		}
		if c := children[i]; len(c) > 0 {
			s += fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count -%d", numbers[c[0]], numbers[c[len(c)-1]], len(c))
		}
		p.objects[numbers[i]-1] = []byte(s + ">>")
	}
	top := children[-1]
	p.objects[root-1] = []byte(fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", numbers[top[0]], numbers[top[len(top)-1]], len(top)))
	return fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", root)
}

// pdfCanvas paints a scene at a place of the page, k points a pixel.
type pdfCanvas struct {
	*pdfFile
	faces *faces
	x, y  float64
	k     float64
	paper string
}

func (c *pdfCanvas) at(p layout.Point) string {
	return num(c.x+p.X*c.k) + " " + num(c.height-c.y-p.Y*c.k)
}

func (c *pdfCanvas) path(steps []step, b brush) {
	out := c.page()
	var now layout.Point
	if b.fill != "" {
		fmt.Fprintf(out, "%s rg ", colour(b.fill))
	}
	if b.stroke != "" {
		round := 0
		if b.round {
			round = 1
		}
		fmt.Fprintf(out, "%s RG %s w %d J %d j [", colour(b.stroke), number4(b.width*c.k), round, round)
		for _, d := range b.dash {
			fmt.Fprintf(out, "%s ", number4(d*c.k))
		}
		out.WriteString("] 0 d ")
	}
	for _, s := range steps {
		switch s.op {
		case 'M':
			fmt.Fprintf(out, "%s m ", c.at(s.p[0]))
			now = s.p[0]
		case 'L':
			fmt.Fprintf(out, "%s l ", c.at(s.p[0]))
			now = s.p[0]
		case 'Q': // as a cubic curve
			mid, end := s.p[0], s.p[1]
			near := func(p layout.Point) layout.Point {
				return layout.Point{X: p.X + (mid.X-p.X)*2/3, Y: p.Y + (mid.Y-p.Y)*2/3}
			}
			fmt.Fprintf(out, "%s %s %s c ", c.at(near(now)), c.at(near(end)), c.at(end))
			now = end
		case 'C':
			fmt.Fprintf(out, "%s %s %s c ", c.at(s.p[0]), c.at(s.p[1]), c.at(s.p[2]))
			now = s.p[2]
		default:
			out.WriteString("h ")
		}
	}
	out.WriteString(map[[2]bool]string{{true, true}: "B", {true, false}: "f", {false, true}: "S", {false, false}: "n"}[[2]bool{b.fill != "", b.stroke != ""}] + "\n")
}

// text writes a line. The halo is a box behind it: a second, wider text would be
// copied out, too.
func (c *pdfCanvas) text(x, y, size float64, fill string, anchor int, halo bool, s string) {
	style := &lettering{face: c.faces.sans, size: size * c.k, colour: fill}
	l := typeLine{atoms: c.faces.set(s, style)}
	for _, a := range l.atoms {
		l.width += a.width
	}
	left := c.x + x*c.k
	if anchor == 0 {
		left -= l.width / 2
	}
	if halo {
		c.rect(left-0.5*c.k, c.y+(y-size*0.86)*c.k, l.width+c.k, size*1.04*c.k, c.paper)
	}
	c.line(left, c.y+y*c.k, l)
}
