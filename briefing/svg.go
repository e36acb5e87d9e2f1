package briefing

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"planatlas/graph/layout"
	"planatlas/graph/ontology"
)

const (
	uiFont    = `"Noto Sans CJK SC","PingFang SC","Microsoft YaHei","Source Han Sans SC",sans-serif`
	nodeReach = 13.0 // distance from a node at which lines end
	edge      = 40.0 // white space around the picture
)

// WriteSVG draws the scene with title, legend and source line. The same scene
// gives the same bytes.
func (s *Scene) WriteSVG(w io.Writer) error {
	b := bufio.NewWriter(w)
	d := &svg{b, s, s.scale()}
	d.draw()
	return b.Flush()
}

// scale is how much larger than usual title, legend and source line are set:
// beside a picture several pages wide they must still be seen.
func (s *Scene) scale() float64 {
	return min(max(max(s.High.X-s.Low.X, s.High.Y-s.Low.Y)/1400, 1), 6)
}

type svg struct {
	*bufio.Writer
	*Scene
	k float64 // scale of title, legend and source line
}

func (d *svg) draw() {
	width := max(d.High.X-d.Low.X, 640*d.k)
	left := (d.Low.X + d.High.X - width) / 2
	legend := d.legendRows(width)
	top := 84 * d.k
	bottom := (float64(legend)*26 + 60) * d.k
	height := d.High.Y - d.Low.Y + top + bottom
	fmt.Fprintf(d, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="%s %s %s %s" font-family='%s' role="img" aria-label="%s">`+"\n",
		num(width+2*edge), num(height+2*edge), num(left-edge), num(d.Low.Y-top-edge), num(width+2*edge), num(height+2*edge), uiFont, escape(d.Title))
	fmt.Fprintf(d, `<title>%s</title><desc>%s</desc>`+"\n", escape(d.Title), escape(d.Source))
	fmt.Fprintf(d, `<rect x="%s" y="%s" width="100%%" height="100%%" fill="%s"/>`+"\n", num(left-edge), num(d.Low.Y-top-edge), d.Paper)
	d.text(left, d.Low.Y-top+26*d.k, 26*d.k, ink, "bold", "", d.Title)
	d.text(left, d.Low.Y-top+52*d.k, 14*d.k, ink3, "", "", d.Subtitle)
	d.lines()
	d.marks()
	d.hops()
	for _, w := range d.Captions {
		d.text(w.At.X, w.At.Y, layout.FontSize, ink3, "", "middle", w.Text)
	}
	d.drawLegend(left, d.High.Y+30*d.k, width)
	d.text(left, d.High.Y+bottom-6*d.k, 12*d.k, ink3, "", "", d.Source)
	d.WriteString("</svg>\n")
}

func (d *svg) text(x, y, size float64, fill, weight, anchor, s string) {
	if s == "" {
		return
	}
	fmt.Fprintf(d, `<text x="%s" y="%s" font-size="%s" fill="%s"`, num(x), num(y), num(size), fill)
	if weight != "" {
		fmt.Fprintf(d, ` font-weight="%s"`, weight)
	}
	if anchor != "" {
		fmt.Fprintf(d, ` text-anchor="%s"`, anchor)
	}
	fmt.Fprintf(d, ">%s</text>\n", escape(s))
}

func (d *svg) lines() {
	d.WriteString(`<g fill="none" id="relationships">` + "\n")
	for _, l := range d.Lines {
		d.line(l)
	}
	d.WriteString("</g>\n")
}

// line draws a relationship from rim to rim with an arrow at its end.
func (d *svg) line(l Line) {
	x, y, dist := unitVector(l.From, l.To)
	if dist <= 2*nodeReach {
		return
	}
	mid := layout.Point{X: (l.From.X+l.To.X)/2 - y*l.Bend, Y: (l.From.Y+l.To.Y)/2 + x*l.Bend}
	sx, sy, _ := unitVector(l.From, mid)
	ex, ey, _ := unitVector(mid, l.To)
	tip := layout.Point{X: l.To.X - ex*nodeReach, Y: l.To.Y - ey*nodeReach}
	end := layout.Point{X: tip.X - ex*6, Y: tip.Y - ey*6}
	start := layout.Point{X: l.From.X + sx*nodeReach, Y: l.From.Y + sy*nodeReach}
	shape := fmt.Sprintf("L%s %s", num(end.X), num(end.Y))
	if l.Bend != 0 {
		shape = fmt.Sprintf("Q%s %s %s %s", num(mid.X), num(mid.Y), num(end.X), num(end.Y))
	}
	fmt.Fprintf(d, `<path d="M%s %s%s" stroke="%s"%s><title>%s</title></path>`,
		num(start.X), num(start.Y), shape, l.Colour, strokeOf(l.Style), escape(l.Relationship.Type))
	fmt.Fprintf(d, `<path d="M%s %sL%s %sL%s %sZ" fill="%s"/>`+"\n", num(tip.X), num(tip.Y),
		num(end.X-ey*3.2-ex), num(end.Y+ex*3.2-ey), num(end.X+ey*3.2-ex), num(end.Y-ex*3.2-ey), l.Colour)
}

func strokeOf(l ontology.Line) string {
	s := fmt.Sprintf(` stroke-width="%s"`, num(l.Width))
	if len(l.Dash) > 0 {
		var parts []string
		for _, n := range l.Dash {
			parts = append(parts, num(n))
		}
		s += fmt.Sprintf(` stroke-dasharray="%s"`, strings.Join(parts, " "))
	}
	if l.Round {
		s += ` stroke-linecap="round"`
	}
	return s
}

func (d *svg) marks() {
	d.WriteString(`<g id="nodes">` + "\n")
	for _, m := range d.Marks {
		fmt.Fprintf(d, `<g data-node="%s">`, escape(m.Node.ID))
		if m.Strong {
			fmt.Fprintf(d, `<circle cx="%s" cy="%s" r="16" fill="none" stroke="%s" stroke-width="2.5"/>`, num(m.At.X), num(m.At.Y), ink)
		}
		fmt.Fprintf(d, `<g transform="translate(%s %s)">%s</g>`, num(m.At.X), num(m.At.Y), shapeSVG(m.Shape, m.Colour, d.Paper))
		d.label(m)
		d.WriteString("</g>\n")
	}
	d.WriteString("</g>\n")
}

// hops numbers the hops of the chain that is shown.
func (d *svg) hops() {
	for _, l := range d.Lines {
		if l.Hop > 0 {
			at := l.middle()
			fmt.Fprintf(d, `<circle cx="%s" cy="%s" r="%s" fill="%s" stroke="%s" stroke-width="1.5"/>`, num(at.X), num(at.Y), num(hopRadius), d.Paper, l.Colour)
			d.text(at.X, at.Y+hopSize*0.36, hopSize, l.Colour, "", "middle", strconv.Itoa(l.Hop))
			fmt.Fprintf(d, `<text x="%[1]s" y="%[2]s" font-size="%[3]s" fill="%[4]s" stroke="%[4]s" stroke-width="3" aria-hidden="true">%[5]s</text>`, num(at.X+hopRadius+4), num(at.Y+hopSize*0.36), num(hopSize), d.Paper, escape(l.Name))
			d.text(at.X+hopRadius+4, at.Y+hopSize*0.36, hopSize, l.Colour, "", "", l.Name)
		}
	}
}

// label writes a name twice: a halo in the paper's colour, and the name on it.
// Few programs know the one attribute that would do both.
func (d *svg) label(m Mark) {
	weight := ""
	if m.Strong {
		weight = ` font-weight="bold"`
	}
	for _, pass := range []string{
		fmt.Sprintf(` stroke="%s" stroke-width="3.5" stroke-linejoin="round" aria-hidden="true"`, d.Paper), "",
	} {
		fmt.Fprintf(d, `<text font-size="%s" text-anchor="middle" fill="%s"%s%s>`, num(layout.FontSize), m.Ink, weight, pass)
		for i, line := range m.Label.Lines {
			fmt.Fprintf(d, `<tspan x="%s" y="%s">%s</tspan>`, num(m.At.X), num(m.At.Y+m.Label.Baseline(i)), escape(line))
		}
		d.WriteString("</text>")
	}
}

// legendEntry is the room of one entry of the legend at scale 1.
const legendEntry = 150.0

func (d *svg) legendColumns(width float64) int { return max(1, int(width/(legendEntry*d.k))) }

func (d *svg) legendRows(width float64) int {
	n := d.legendColumns(width)
	return (len(d.Labels)+n-1)/n + (len(d.Bases)+n-1)/n
}

func (d *svg) drawLegend(left, top, width float64) {
	columns := d.legendColumns(width)
	d.WriteString(`<g id="legend">` + "\n")
	fmt.Fprintf(d, `<path d="M%s %sH%s" stroke="%s" stroke-width="%s"/>`+"\n", num(left), num(top-22*d.k), num(left+width), hairline, num(d.k))
	place := func(i, row int) (x, y float64) {
		return left + float64(i%columns)*legendEntry*d.k, top + float64(row+i/columns)*26*d.k
	}
	for i, e := range d.Labels {
		x, y := place(i, 0)
		fmt.Fprintf(d, `<g transform="translate(%s %s) scale(%s)">%s</g>`, num(x+12*d.k), num(y), num(0.8*d.k), shapeSVG(e.Shape, e.Colour, d.Paper))
		d.text(x+28*d.k, y+4.5*d.k, 13*d.k, ink2, "", "", fmt.Sprintf("%s %d", e.Title, e.Count))
	}
	rows := (len(d.Labels) + columns - 1) / columns
	for i, e := range d.Bases {
		x, y := place(i, rows)
		fmt.Fprintf(d, `<path transform="translate(%s %s) scale(%s)" d="M0 0H36" fill="none" stroke="%s"%s/>`, num(x), num(y), num(d.k), e.Colour, strokeOf(e.Style))
		d.text(x+44*d.k, y+4.5*d.k, 13*d.k, ink2, "", "", fmt.Sprintf("%s %d", e.Title, e.Count))
	}
	d.WriteString("</g>\n")
}

// num writes a number with two digits after the point at the most.
func num(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// escape makes a text safe in XML; characters that XML forbids become spaces.
func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}
