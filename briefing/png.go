package briefing

import (
	"bytes"
	"cmp"
	"compress/flate"
	"context"
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"io"
	"math"
	"runtime"
	"sync"

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

// png paints the scene at k pixels for each of its own. Bands of rows are
// painted side by side; what lies outside a band costs it next to nothing.
func (s *Scene) png(ctx context.Context, title bool, k float64) ([]byte, error) {
	f, err := loadFaces()
	if err != nil {
		return nil, err
	}
	width, height := s.size(title)
	img := image.NewRGBA(image.Rect(0, 0, max(1, int(math.Ceil(width*k))), max(1, int(math.Ceil(height*k)))))
	glyphs := &glyphCache{masks: map[glyphKey]*glyphMask{}, faces: map[faceKey]font.Face{}}
	ground := rgb(s.Paper)
	err = inBands(ctx, img.Rect.Dy(), func(top, rows int) {
		band := &image.RGBA{Pix: img.Pix[top*img.Stride : (top+rows)*img.Stride], Stride: img.Stride, Rect: image.Rect(0, 0, img.Rect.Dx(), rows)}
		draw.Draw(band, band.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
		c := &raster{Context: gg.NewContextForRGBA(band), img: band, k: k, faces: f, paper: ground, glyphs: glyphs, top: float64(top), bottom: float64(top + rows)}
		s.paint(c, title)
	})
	if err != nil {
		return nil, err
	}
	return encodePNG(ctx, img, ground)
}

// bandRows is the height of a band. It is the same on every machine, since the
// bands of a file can be told from its bytes.
const bandRows = 512

// inBands does something for each band of rows, as many at a time as there are
// processors. The only error is the context's.
func inBands(ctx context.Context, height int, do func(top, rows int)) error {
	tops := make(chan int)
	var running sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		running.Go(func() {
			for top := range tops {
				do(top, min(bandRows, height-top))
			}
		})
	}
	for top := 0; top < height && ctx.Err() == nil; top += bandRows {
		tops <- top
	}
	close(tops)
	running.Wait()
	return ctx.Err()
}

// raster is the canvas of a band of a PNG.
type raster struct {
	*gg.Context
	img         *image.RGBA
	k           float64
	faces       *faces
	paper       color.RGBA
	glyphs      *glyphCache
	top, bottom float64 // of the band in the picture
}

// outside reports whether nothing between two heights of the scene falls into
// the band.
func (c *raster) outside(low, high float64) bool { return high*c.k < c.top || low*c.k > c.bottom }

func (c *raster) path(steps []step, b brush) {
	if c.outside(reachOf(steps, b.width)) {
		return
	}
	at := func(p layout.Point) (float64, float64) { return p.X * c.k, p.Y*c.k - c.top }
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
	c.SetDash(dashed(b.dash, c.k)...)
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

// leastDash is the shortest dash that the rasteriser does not lose, in pixels.
const leastDash = 0.5

// dashed is a dash pattern at a scale. The dots of a dotted line are dashes of
// hardly any length, which would vanish in a small picture: they keep a least
// one, at the cost of the gap that follows.
func dashed(pattern []float64, k float64) []float64 {
	dash := make([]float64, len(pattern))
	for i, d := range pattern {
		dash[i] = d * k
	}
	for i := 0; i+1 < len(dash); i += 2 {
		if more := leastDash - dash[i]; more > 0 && dash[i+1] > more {
			dash[i], dash[i+1] = leastDash, dash[i+1]-more
		}
	}
	return dash
}

// reachOf is between which heights an outline lies, its stroke included.
func reachOf(steps []step, width float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range steps {
		for _, p := range s.p[:map[byte]int{'M': 1, 'L': 1, 'Q': 2, 'C': 3}[s.op]] {
			low, high = min(low, p.Y), max(high, p.Y)
		}
	}
	return low - width - 2, high + width + 2
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
	if c.outside(y-2*size, y+size) {
		return
	}
	s = printable(s)
	if anchor == 0 {
		x -= c.faces.textWidth(c.faces.sans, s, size) / 2
	}
	passes := []bool{false}
	if halo {
		passes = []bool{true, false}
	}
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
			g := c.glyphs.glyph(glyphKey{faceKey{face, int(size * c.k * 64)}, r, pass}, c.k)
			if g.mask != nil {
				at := image.Pt(int(math.Round(pen*c.k)), int(math.Round(y*c.k-c.top))).Add(g.at)
				draw.DrawMask(c.img, g.mask.Bounds().Add(at), paint, image.Point{}, g.mask, image.Point{}, draw.Over)
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

// glyphCache draws each character once for all its occurrences in all bands.
type glyphCache struct {
	mu    sync.Mutex
	masks map[glyphKey]*glyphMask
	faces map[faceKey]font.Face
}

func (c *glyphCache) glyph(key glyphKey, k float64) *glyphMask {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.locked(key, k)
}

func (c *glyphCache) locked(key glyphKey, k float64) *glyphMask {
	if g, ok := c.masks[key]; ok {
		return g
	}
	g := &glyphMask{}
	if key.halo {
		plain := key
		plain.halo = false
		if p := c.locked(plain, k); p.mask != nil {
			*g = *p.grown(max(1, int(math.Round(1.6*k))))
		}
	} else if face := c.face(key.faceKey); face != nil {
		dr, mask, maskp, _, ok := face.Glyph(fixed.Point26_6{}, key.r)
		if ok && !dr.Empty() {
			g.mask, g.at = image.NewAlpha(image.Rect(0, 0, dr.Dx(), dr.Dy())), dr.Min
			draw.Draw(g.mask, g.mask.Bounds(), mask, maskp, draw.Src)
		}
	}
	c.masks[key] = g
	return g
}

func (c *glyphCache) face(key faceKey) font.Face {
	if f, ok := c.faces[key]; ok {
		return f
	}
	f, err := opentype.NewFace(key.face.sfnt, &opentype.FaceOptions{Size: float64(key.size) / 64, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil
	}
	c.faces[key] = f
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
// apart by five bits a channel. Bands are counted, turned into entries of the
// palette and deflated side by side; their streams follow one another as one.
func encodePNG(ctx context.Context, img *image.RGBA, paper color.RGBA) ([]byte, error) {
	width, height := img.Rect.Dx(), img.Rect.Dy()
	palette, index, err := paletteOf(ctx, img, paper)
	if err != nil {
		return nil, err
	}
	bands := make([][]byte, (height+bandRows-1)/bandRows)
	rows := make([][]byte, len(bands)) // as they are before deflation
	var failed error
	var mu sync.Mutex
	err = inBands(ctx, height, func(top, count int) {
		n := top / bandRows
		rows[n] = entries(img, index, top, count)
		deflated, err := deflate(rows[n], n == len(bands)-1)
		if err != nil {
			mu.Lock()
			failed = err
			mu.Unlock()
		}
		bands[n] = deflated
	})
	if err = cmp.Or(err, failed); err != nil {
		return nil, err
	}
	sum := adler32.New()
	data := []byte{0x78, 0x01} // the head of a zlib stream: deflate, fastest
	for n := range bands {
		sum.Write(rows[n])
		data = append(data, bands[n]...)
	}
	data = binary.BigEndian.AppendUint32(data, sum.Sum32())
	return pngFile(width, height, palette, data), nil
}

// entries are rows of the image by their entries in the palette, each behind the
// mark of an unfiltered row.
func entries(img *image.RGBA, index []uint8, top, count int) []byte {
	width := img.Rect.Dx()
	out := make([]byte, count*(width+1))
	for y := range count {
		row, pix := out[y*(width+1)+1:(y+1)*(width+1)], img.Pix[(top+y)*img.Stride:]
		var last [3]byte
		entry := index[0]
		for x := range row {
			p := pix[4*x : 4*x+3 : 4*x+3]
			if last != [3]byte(p) || x == 0 {
				last, entry = [3]byte(p), index[cellOf(p)]
			}
			row[x] = entry
		}
	}
	return out
}

// deflate compresses a part of a stream; only the last part ends it.
func deflate(part []byte, last bool) ([]byte, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(part); err != nil {
		return nil, err
	}
	if last {
		err = w.Close()
		return b.Bytes(), err
	}
	err = w.Flush()
	return b.Bytes(), err
}

// cellOf is the cell of a colour: five bits a channel.
func cellOf(p []byte) int { return int(p[0])>>3<<10 | int(p[1])>>3<<5 | int(p[2])>>3 }

// paletteOf counts the colours of all bands and chooses a palette.
func paletteOf(ctx context.Context, img *image.RGBA, paper color.RGBA) (color.Palette, []uint8, error) {
	counts := make([]int, 1<<15)
	var mu sync.Mutex
	err := inBands(ctx, img.Rect.Dy(), func(top, rows int) {
		own := make([]int, 1<<15)
		pix := img.Pix[top*img.Stride : (top+rows)*img.Stride]
		var last [3]byte
		cell := 0
		for i := 0; i < len(pix); i += 4 {
			if p := [3]byte(pix[i : i+3]); p != last || i == 0 {
				last, cell = p, cellOf(p[:])
			}
			own[cell]++
		}
		mu.Lock()
		defer mu.Unlock()
		for i, n := range own {
			counts[i] += n
		}
	})
	if err != nil {
		return nil, nil, err
	}
	palette, index := commonest(counts, cellOf([]byte{paper.R, paper.G, paper.B}), paper)
	return palette, index, nil
}

// pngFile puts the chunks of a file together.
func pngFile(width, height int, palette color.Palette, data []byte) []byte {
	perMetre := uint32(math.Round(dotsPerInch / 0.0254))
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(width)), uint32(height))
	head = append(head, 8, 3, 0, 0, 0) // eight bits, a palette
	size := append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, perMetre), perMetre), 1)
	var colours []byte
	for _, c := range palette {
		r, g, b, _ := c.RGBA()
		colours = append(colours, byte(r>>8), byte(g>>8), byte(b>>8))
	}
	out := []byte("\x89PNG\r\n\x1a\n")
	for _, chunk := range []struct {
		name string
		data []byte
	}{{"IHDR", head}, {"pHYs", size}, {"PLTE", colours}, {"IDAT", data}, {"IEND", nil}} {
		out = binary.BigEndian.AppendUint32(out, uint32(len(chunk.data)))
		out = append(append(out, chunk.name...), chunk.data...)
		sum := crc32.Update(crc32.ChecksumIEEE([]byte(chunk.name)), crc32.IEEETable, chunk.data)
		out = binary.BigEndian.AppendUint32(out, sum)
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
