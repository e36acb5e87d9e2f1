package briefing

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"

	"github.com/fogleman/gg"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"planatlas/graph/layout"
)

// dotsPerInch is the resolution of pictures for print.
const dotsPerInch = 300

// mostPixels bounds a picture, so that programs still open it: A3 at 300 dpi is
// 17.4 million.
const mostPixels = 24e6

func writeSVG(_ context.Context, b *Briefing, w io.Writer) error { return b.drawn().WriteSVG(w) }

// writePNG draws the briefing's picture at 300 dpi with title, legend and source
// line.
func writePNG(ctx context.Context, b *Briefing, w io.Writer) error {
	s := b.drawn()
	width, height := s.size(true)
	k := min(dotsPerInch/96.0, math.Sqrt(mostPixels/(width*height)))
	img, err := s.png(ctx, true, k)
	if err != nil {
		return err
	}
	_, err = w.Write(img)
	return err
}

// drawn is the briefing's picture, or an empty sheet that says so.
func (b *Briefing) drawn() *Scene {
	if b.Picture != nil {
		return b.Picture
	}
	return &Scene{Title: b.Title, Subtitle: b.Lang.pick("没有可画的节点", "nothing to draw"), Source: b.Plan.Number + " " + b.version, Lang: b.Lang, Paper: paper, High: layout.Point{X: 640, Y: 80}}
}

// png paints the scene at k pixels for each of its own.
func (s *Scene) png(ctx context.Context, title bool, k float64) ([]byte, error) {
	f, err := loadFaces()
	if err != nil {
		return nil, err
	}
	width, height := s.size(title)
	c := &raster{Context: gg.NewContext(max(1, int(math.Ceil(width*k))), max(1, int(math.Ceil(height*k)))), k: k, faces: f, paper: rgb(s.Paper), cache: map[glyphKey]*glyphMask{}}
	draw.Draw(c.Image().(draw.Image), c.Image().Bounds(), image.NewUniform(c.paper), image.Point{}, draw.Src)
	s.paint(c, title)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return encodePNG(c.Image().(*image.RGBA), c.paper)
}

// raster is the canvas of a PNG.
type raster struct {
	*gg.Context
	k     float64
	faces *faces
	paper color.RGBA
	cache map[glyphKey]*glyphMask
	fonts map[faceKey]font.Face
}

func (c *raster) path(steps []step, b brush) {
	at := func(p layout.Point) (float64, float64) { return p.X * c.k, p.Y * c.k }
	c.ClearPath()
	for _, s := range steps {
		x, y := at(s.p[0])
		switch s.op {
		case 'M':
			c.MoveTo(x, y)
		case 'L':
			c.LineTo(x, y)
		case 'Q':
			x2, y2 := at(s.p[1])
			c.QuadraticTo(x, y, x2, y2)
		case 'C':
			x2, y2 := at(s.p[1])
			x3, y3 := at(s.p[2])
			c.CubicTo(x, y, x2, y2, x3, y3)
		default:
			c.ClosePath()
		}
	}
	if b.fill != "" {
		c.SetColor(rgb(b.fill))
		c.FillPreserve()
	}
	if b.stroke == "" {
		c.ClearPath()
		return
	}
	dash := make([]float64, len(b.dash))
	for i, d := range b.dash {
		dash[i] = d * c.k
	}
	c.SetDash(dash...)
	c.SetLineCap(gg.LineCapButt)
	c.SetLineJoin(gg.LineJoinBevel)
	if b.round {
		c.SetLineCap(gg.LineCapRound)
		c.SetLineJoin(gg.LineJoinRound)
	}
	c.SetLineWidth(b.width * c.k)
	c.SetColor(rgb(b.stroke))
	c.Stroke()
}

type faceKey struct {
	face *typeface
	size int // in 64ths of a pixel
}

type glyphKey struct {
	faceKey
	r    rune
	halo bool
}

// glyphMask is a drawn character; at is where its upper left corner stands from
// the pen.
type glyphMask struct {
	mask *image.Alpha
	at   image.Point
}

func (c *raster) text(x, y, size float64, fill string, anchor int, halo bool, s string) {
	s = printable(s)
	if anchor == 0 {
		x -= c.faces.textWidth(c.faces.sans, s, size) / 2
	}
	passes := []bool{false}
	if halo {
		passes = []bool{true, false}
	}
	img := c.Image().(draw.Image)
	for _, pass := range passes {
		pen, paint := x, image.NewUniform(rgb(fill))
		if pass {
			paint = image.NewUniform(c.paper)
		}
		for _, r := range s {
			face := c.faces.of(c.faces.sans, r)
			if face == nil {
				face, r = c.faces.sans, '〓'
			}
			g := c.glyph(glyphKey{faceKey{face, int(size * c.k * 64)}, r, pass})
			if g.mask != nil {
				at := image.Pt(int(math.Round(pen*c.k)), int(math.Round(y*c.k))).Add(g.at)
				draw.DrawMask(img, g.mask.Bounds().Add(at), paint, image.Point{}, g.mask, image.Point{}, draw.Over)
			}
			pen += face.width(r) * size / 1000
		}
	}
}

// printable leaves out control characters; white space of any kind is a space.
func printable(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range legal(s) {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			out = append(out, ' ')
		case r >= 0x20 && (r < 0x7F || r >= 0xA0) && r != 0xAD && r != 0xFEFF && (r < 0x200B || r > 0x200F):
			out = append(out, r)
		}
	}
	return string(out)
}

// glyph draws a character once for all its occurrences.
func (c *raster) glyph(key glyphKey) *glyphMask {
	if g, ok := c.cache[key]; ok {
		return g
	}
	g := &glyphMask{}
	if key.halo {
		plain := key
		plain.halo = false
		if p := c.glyph(plain); p.mask != nil {
			*g = *p.grown(max(1, int(math.Round(1.6*c.k))))
		}
	} else if face := c.face(key.faceKey); face != nil {
		dr, mask, maskp, _, ok := face.Glyph(fixed.Point26_6{}, key.r)
		if ok && !dr.Empty() {
			g.mask, g.at = image.NewAlpha(image.Rect(0, 0, dr.Dx(), dr.Dy())), dr.Min
			draw.Draw(g.mask, g.mask.Bounds(), mask, maskp, draw.Src)
		}
	}
	c.cache[key] = g
	return g
}

func (c *raster) face(key faceKey) font.Face {
	if f, ok := c.fonts[key]; ok {
		return f
	}
	f, err := opentype.NewFace(key.face.sfnt, &opentype.FaceOptions{Size: float64(key.size) / 64, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil
	}
	if c.fonts == nil {
		c.fonts = map[faceKey]font.Face{}
	}
	c.fonts[key] = f
	return f
}

// grown is the character spread by so many pixels in every direction.
func (g *glyphMask) grown(by int) *glyphMask {
	b := g.mask.Bounds()
	out := image.NewAlpha(image.Rect(0, 0, b.Dx()+2*by, b.Dy()+2*by))
	for dy := -by; dy <= by; dy++ {
		reach := int(math.Sqrt(float64(by*by - dy*dy)))
		for y := range b.Dy() {
			row := out.Pix[(y+by+dy)*out.Stride:]
			for x, a := range g.mask.Pix[y*g.mask.Stride : y*g.mask.Stride+b.Dx()] {
				if a == 0 {
					continue
				}
				for i := x + by - reach; i <= x+by+reach; i++ {
					row[i] = max(row[i], a)
				}
			}
		}
	}
	return &glyphMask{out, g.at.Sub(image.Pt(by, by))}
}

// encodePNG writes an image with a palette: pictures have few colours, and a
// quarter of the data is written in a quarter of the time. Colours are told
// apart by five bits a channel.
func encodePNG(img *image.RGBA, paper color.RGBA) ([]byte, error) {
	p := reduce(img, paper)
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(&b, p); err != nil {
		return nil, err
	}
	return withResolution(b.Bytes()), nil
}

func reduce(img *image.RGBA, paper color.RGBA) *image.Paletted {
	counts := make([]int, 1<<15)
	cell := func(p []byte) int { return int(p[0])>>3<<10 | int(p[1])>>3<<5 | int(p[2])>>3 }
	for i := 0; i < len(img.Pix); i += 4 {
		counts[cell(img.Pix[i:i+3])]++
	}
	ground := cell([]byte{paper.R, paper.G, paper.B})
	palette, index := commonest(counts, ground, paper)
	out := image.NewPaletted(img.Bounds(), palette)
	for i := range out.Pix {
		out.Pix[i] = index[cell(img.Pix[4*i:4*i+3])]
	}
	return out
}

// commonest makes a palette of the cells that are used most, the ground first,
// and says for each cell which entry is nearest.
func commonest(counts []int, ground int, paper color.RGBA) (color.Palette, []uint8) {
	type entry struct{ cell, count int }
	var used []entry
	for c, n := range counts {
		if n > 0 && c != ground {
			used = append(used, entry{c, n})
		}
	}
	kept := used
	if len(used) > 255 {
		kept = topEntries(used, 255, func(e entry) int { return e.count })
	}
	palette := color.Palette{paper}
	index := make([]uint8, len(counts))
	at := func(c int) [3]int { return [3]int{c >> 10 & 31, c >> 5 & 31, c & 31} }
	cells := []int{ground}
	for _, e := range kept {
		v := at(e.cell)
		index[e.cell] = uint8(len(palette))
		cells = append(cells, e.cell)
		palette = append(palette, color.RGBA{uint8(v[0]<<3 | v[0]>>2), uint8(v[1]<<3 | v[1]>>2), uint8(v[2]<<3 | v[2]>>2), 255})
	}
	for _, e := range used {
		if index[e.cell] != 0 {
			continue
		}
		best, least := 0, 1<<30
		for i, c := range cells {
			a, b := at(e.cell), at(c)
			d := (a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2])
			if d < least {
				best, least = i, d
			}
		}
		index[e.cell] = uint8(best)
	}
	return palette, index
}

// topEntries keeps the n entries with the highest counts, in their own order.
func topEntries[E any](all []E, n int, count func(E) int) []E {
	low, high := 0, 1<<40
	for low < high { // the least count that lets at most n in
		mid := (low + high) / 2
		over := 0
		for _, e := range all {
			if count(e) > mid {
				over++
			}
		}
		if over <= n {
			high = mid
		} else {
			low = mid + 1
		}
	}
	var out []E
	for _, e := range all {
		if count(e) > low {
			out = append(out, e)
		}
	}
	return out
}

// withResolution puts the resolution after the header of a PNG.
func withResolution(file []byte) []byte {
	const header = 8 + 25
	perMetre := uint32(math.Round(dotsPerInch / 0.0254))
	chunk := append([]byte{0, 0, 0, 9}, "pHYs"...)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	out := append([]byte(nil), file[:header]...)
	return append(append(out, chunk...), file[header:]...)
}
