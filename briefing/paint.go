package briefing

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"
	"sync"

	"planatlas/graph/layout"
)

// step is one step of an outline: M, L, Q, C or Z with its points.
type step struct {
	op byte
	p  [3]layout.Point
}

// brush says how an outline is filled and stroked; "" leaves it out.
type brush struct {
	fill, stroke string
	width        float64
	dash         []float64
	round        bool
}

// canvas is what a scene is painted on, in the scene's pixels. PNG and PDF have
// one each; SVG is written as text.
type canvas interface {
	path(steps []step, b brush)
	// text writes a line; anchor is -1 for a start at x, 0 for its middle. A halo
	// in the paper's colour keeps it legible on lines.
	text(x, y, size float64, fill string, anchor int, halo bool, s string)
}

// size is the size of the painted scene in pixels, with or without its title.
func (s *Scene) size(title bool) (width, height float64) {
	d := s.frameOf(title)
	return d.width + 2*edge, d.top + (s.High.Y - s.Low.Y) + d.bottom + 2*edge
}

// frameOf measures what stands around the marks.
type sceneFrame struct {
	k, width, left, top, bottom float64
	svg                         *svg
}

func (s *Scene) frameOf(title bool) sceneFrame {
	d := &svg{nil, s, s.scale()}
	f := sceneFrame{k: d.k, svg: d, width: max(s.High.X-s.Low.X, 640*d.k)}
	f.left = (s.Low.X + s.High.X - f.width) / 2
	rows := float64(d.legendRows(f.width))
	f.top, f.bottom = 84*d.k, (rows*26+60)*d.k
	if !title {
		f.top, f.bottom = 0, (rows*26+30)*d.k
	}
	return f
}

// paint draws the scene with its upper left corner at the origin.
func (s *Scene) paint(c canvas, title bool) {
	f := s.frameOf(title)
	dx, dy := edge-f.left, f.top+edge-s.Low.Y
	move := func(p layout.Point) layout.Point { return layout.Point{X: p.X + dx, Y: p.Y + dy} }
	if title {
		c.text(edge, edge+26*f.k, 26*f.k, ink, -1, false, s.Title)
		c.text(edge, edge+52*f.k, 14*f.k, ink3, -1, false, s.Subtitle)
	}
	for _, l := range s.Lines {
		paintLine(c, l, move)
	}
	for _, m := range s.Marks {
		s.paintMark(c, m, move(m.At))
	}
	for _, l := range s.Lines {
		s.paintHop(c, l, move)
	}
	for _, w := range s.Captions {
		at := move(w.At)
		c.text(at.X, at.Y, layout.FontSize, ink3, 0, true, w.Text)
	}
	bottom := s.High.Y + dy
	s.paintLegend(c, f, bottom+30*f.k)
	if title {
		c.text(edge, bottom+f.bottom-6*f.k, 12*f.k, ink3, -1, false, s.Source)
	}
}

func paintLine(c canvas, l Line, move func(layout.Point) layout.Point) {
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
	steps := []step{{'M', [3]layout.Point{move(start)}}, {'L', [3]layout.Point{move(end)}}}
	if l.Bend != 0 {
		steps[1] = step{'Q', [3]layout.Point{move(mid), move(end)}}
	}
	c.path(steps, brush{stroke: l.Colour, width: l.Style.Width, dash: l.Style.Dash, round: l.Style.Round})
	corner := func(side float64) layout.Point {
		return move(layout.Point{X: end.X + side*ey*3.2 - ex, Y: end.Y - side*ex*3.2 - ey})
	}
	c.path([]step{{'M', [3]layout.Point{move(tip)}}, {'L', [3]layout.Point{corner(-1)}}, {'L', [3]layout.Point{corner(1)}}, {op: 'Z'}}, brush{fill: l.Colour})
}

// paintHop numbers a hop of the chain at its middle.
func (s *Scene) paintHop(c canvas, l Line, move func(layout.Point) layout.Point) {
	if l.Hop == 0 {
		return
	}
	at := move(l.middle())
	c.path(circle(at, hopRadius), brush{fill: s.Paper, stroke: l.Colour, width: 1.5})
	c.text(at.X, at.Y+hopSize*0.36, hopSize, l.Colour, 0, false, strconv.Itoa(l.Hop))
	c.text(at.X+hopRadius+4, at.Y+hopSize*0.36, hopSize, l.Colour, -1, true, l.Name)
}

// The sign that numbers a hop.
const (
	hopRadius = 8.5
	hopSize   = 11.0
)

// middle is the point halfway along the line, bent as it is drawn.
func (l Line) middle() layout.Point {
	x, y, _ := unitVector(l.From, l.To)
	return layout.Point{X: (l.From.X+l.To.X)/2 - y*l.Bend/2, Y: (l.From.Y+l.To.Y)/2 + x*l.Bend/2}
}

func (s *Scene) paintMark(c canvas, m Mark, at layout.Point) {
	if m.Strong {
		c.path(circle(at, 16), brush{stroke: ink, width: 2.5})
	}
	paintShape(c, m.Shape, m.Colour, s.Paper, at, 1)
	for i, line := range m.Label.Lines {
		c.text(at.X, at.Y+m.Label.Baseline(i), layout.FontSize, m.Ink, 0, true, line)
	}
}

func (s *Scene) paintLegend(c canvas, f sceneFrame, top float64) {
	columns := f.svg.legendColumns(f.width)
	c.path([]step{{'M', [3]layout.Point{{X: edge, Y: top - 22*f.k}}}, {'L', [3]layout.Point{{X: edge + f.width, Y: top - 22*f.k}}}}, brush{stroke: hairline, width: f.k})
	place := func(i, row int) (x, y float64) {
		return edge + float64(i%columns)*legendEntry*f.k, top + float64(row+i/columns)*26*f.k
	}
	for i, e := range s.Labels {
		x, y := place(i, 0)
		paintShape(c, e.Shape, e.Colour, s.Paper, layout.Point{X: x + 12*f.k, Y: y}, 0.8*f.k)
		c.text(x+28*f.k, y+4.5*f.k, 13*f.k, ink2, -1, false, fmt.Sprintf("%s %d", e.Title, e.Count))
	}
	rows := (len(s.Labels) + columns - 1) / columns
	for i, e := range s.Bases {
		x, y := place(i, rows)
		dash := make([]float64, len(e.Style.Dash))
		for j, n := range e.Style.Dash {
			dash[j] = n * f.k
		}
		c.path([]step{{'M', [3]layout.Point{{X: x, Y: y}}}, {'L', [3]layout.Point{{X: x + 36*f.k, Y: y}}}}, brush{stroke: e.Colour, width: e.Style.Width * f.k, dash: dash, round: e.Style.Round})
		c.text(x+44*f.k, y+4.5*f.k, 13*f.k, ink2, -1, false, fmt.Sprintf("%s %d", e.Title, e.Count))
	}
}

// shapePart is one outline of a label's sign; {c} and {p} stand for the label's
// and the paper's colour.
type shapePart struct {
	steps []step
	brush brush
}

// shapeParts are the signs of all labels, read once from the SVG that the page
// and the SVG writer use.
var shapeParts = sync.OnceValue(func() map[string][]shapePart {
	m := map[string][]shapePart{}
	for name, text := range shapes {
		m[name] = readShape(text)
	}
	return m
})

func readShape(text string) []shapePart {
	d := xml.NewDecoder(strings.NewReader("<g>" + text + "</g>"))
	var parts []shapePart
	for {
		token, err := d.Token()
		if err != nil {
			return parts
		}
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local == "g" {
			continue
		}
		a := map[string]string{}
		for _, attr := range e.Attr {
			a[attr.Name.Local] = attr.Value
		}
		p := shapePart{brush: brush{fill: a["fill"], stroke: a["stroke"], width: float(a["stroke-width"]), round: a["stroke-linejoin"] == "round"}}
		if p.brush.fill == "none" {
			p.brush.fill = ""
		}
		switch e.Name.Local {
		case "path":
			p.steps = readPath(a["d"])
		case "circle":
			p.steps = circle(layout.Point{}, float(a["r"]))
		case "rect":
			p.steps = rounded(float(a["x"]), float(a["y"]), float(a["width"]), float(a["height"]), float(a["rx"]))
		}
		parts = append(parts, p)
	}
}

func float(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return f
}

// readPath reads the commands that the signs use: M, L, H, V, Q, Z and circular
// arcs A, all absolute.
func readPath(d string) []step {
	var out []step
	var at layout.Point
	op := byte(0)
	numbers := newNumbers(d)
	for {
		if next := numbers.command(); next != 0 {
			op = next
		} else if numbers.done() {
			return out
		}
		switch op {
		case 'M', 'L':
			at = layout.Point{X: numbers.next(), Y: numbers.next()}
			out = append(out, step{op, [3]layout.Point{at}})
			op = 'L'
		case 'H':
			at.X = numbers.next()
			out = append(out, step{'L', [3]layout.Point{at}})
		case 'V':
			at.Y = numbers.next()
			out = append(out, step{'L', [3]layout.Point{at}})
		case 'A':
			numbers.next()
			numbers.next()
			numbers.next()
			numbers.next()
			numbers.next()
			end := layout.Point{X: numbers.next(), Y: numbers.next()}
			out = append(out, corner(at, end))
			at = end
		default:
			out = append(out, step{op: 'Z'})
		}
	}
}

// corner is a quarter of a circle, clockwise, as a cubic curve: it leaves along
// one axis and arrives along the other.
func corner(from, to layout.Point) step {
	const k = 0.5523
	dx, dy := to.X-from.X, to.Y-from.Y
	if dx*dy > 0 { // leaves along x
		return step{'C', [3]layout.Point{{X: from.X + k*dx, Y: from.Y}, {X: to.X, Y: to.Y - k*dy}, to}}
	}
	return step{'C', [3]layout.Point{{X: from.X, Y: from.Y + k*dy}, {X: to.X - k*dx, Y: to.Y}, to}}
}

// pathNumbers reads the numbers of a path, which may stand without spaces.
type pathNumbers struct{ rest string }

func newNumbers(d string) *pathNumbers { return &pathNumbers{d} }

func (n *pathNumbers) skip() { n.rest = strings.TrimLeft(n.rest, " ,\n") }

func (n *pathNumbers) done() bool { n.skip(); return n.rest == "" }

func (n *pathNumbers) command() byte {
	n.skip()
	if n.rest == "" || !strings.ContainsRune("MLHVQAZ", rune(n.rest[0])) {
		return 0
	}
	c := n.rest[0]
	n.rest = n.rest[1:]
	return c
}

func (n *pathNumbers) next() float64 {
	n.skip()
	end, point := 0, false
	for end < len(n.rest) {
		c := n.rest[end]
		if c == '-' && end > 0 || c == '.' && point || c != '-' && c != '.' && (c < '0' || c > '9') {
			break
		}
		point = point || c == '.'
		end++
	}
	f := float(n.rest[:end])
	n.rest = n.rest[end:]
	return f
}

func circle(c layout.Point, r float64) []step { return rounded(c.X-r, c.Y-r, 2*r, 2*r, r) }

// rounded is a rectangle with round corners.
func rounded(x, y, w, h, r float64) []step {
	p := func(x, y float64) layout.Point { return layout.Point{X: x, Y: y} }
	return []step{
		{'M', [3]layout.Point{p(x+r, y)}}, {'L', [3]layout.Point{p(x+w-r, y)}}, corner(p(x+w-r, y), p(x+w, y+r)),
		{'L', [3]layout.Point{p(x+w, y+h-r)}}, corner(p(x+w, y+h-r), p(x+w-r, y+h)), {'L', [3]layout.Point{p(x+r, y+h)}}, corner(p(x+r, y+h), p(x, y+h-r)),
		{'L', [3]layout.Point{p(x, y+r)}}, corner(p(x, y+r), p(x+r, y)), {op: 'Z'},
	}
}

func paintShape(c canvas, name, colour, paper string, at layout.Point, k float64) {
	parts, ok := shapeParts()[name]
	if !ok {
		parts = shapeParts()["disc"]
	}
	inks := strings.NewReplacer("{c}", colour, "{p}", paper)
	for _, part := range parts {
		steps := make([]step, len(part.steps))
		for i, s := range part.steps {
			steps[i].op = s.op
			for j, p := range s.p {
				steps[i].p[j] = layout.Point{X: at.X + k*p.X, Y: at.Y + k*p.Y}
			}
		}
		b := part.brush
		b.fill, b.stroke, b.width = inks.Replace(b.fill), inks.Replace(b.stroke), b.width*k
		c.path(steps, b)
	}
}

// rgb is a colour written as #RRGGBB.
func rgb(hex string) color.RGBA {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		return color.RGBA{A: 255}
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}

// textWidth is the width of a line in a font, with other fonts for what it lacks.
func (f *faces) textWidth(want *typeface, s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		if t := f.of(want, r); t != nil {
			w += t.width(r)
		} else {
			w += 1000
		}
	}
	return math.Round(w*size) / 1000
}
