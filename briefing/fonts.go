package briefing

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/image/font/sfnt"
)

// The fonts are cut out of Noto CJK and LXGW WenKai by fonts/make.py, where their
// licences stand, too.
var (
	//go:embed fonts/sans.ttf
	sansFile []byte
	//go:embed fonts/serif.ttf
	serifFile []byte
	//go:embed fonts/kai.ttf
	kaiFile []byte
)

// typeface is one embedded font: what PDF and PNG have to know of it.
type typeface struct {
	name            string
	data            []byte
	tables          map[string][]byte
	glyphs          map[rune]uint16
	widths          []uint16
	unitsPerEm      int
	ascent, descent int
	box             [4]int16
	longOffsets     bool
	sfnt            *sfnt.Font
}

// faces are the embedded fonts, each read once.
type faces struct{ sans, serif, kai *typeface }

var loadFaces = sync.OnceValues(func() (*faces, error) {
	var f faces
	for _, one := range []struct {
		into **typeface
		name string
		data []byte
	}{{&f.sans, "PlanatlasSans", sansFile}, {&f.serif, "PlanatlasSerif", serifFile}, {&f.kai, "PlanatlasKai", kaiFile}} {
		t, err := readTypeface(one.name, one.data)
		if err != nil {
			return nil, fmt.Errorf("read font %s: %w", one.name, err)
		}
		*one.into = t
	}
	return &f, nil
})

var errFont = errors.New("the font is damaged")

func readTypeface(name string, data []byte) (*typeface, error) {
	t := &typeface{name: name, data: data, tables: map[string][]byte{}}
	if len(data) < 12 {
		return nil, errFont
	}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		e := data[12+16*i:]
		at, size := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		if int(at)+int(size) > len(data) {
			return nil, errFont
		}
		t.tables[string(e[:4])] = data[at : at+size]
	}
	for _, need := range []string{"head", "hhea", "hmtx", "maxp", "cmap", "glyf", "loca"} {
		if t.tables[need] == nil {
			return nil, errFont
		}
	}
	head, hhea := t.tables["head"], t.tables["hhea"]
	t.unitsPerEm = int(binary.BigEndian.Uint16(head[18:]))
	for i := range t.box {
		t.box[i] = int16(binary.BigEndian.Uint16(head[36+2*i:]))
	}
	t.longOffsets = binary.BigEndian.Uint16(head[50:]) == 1
	t.ascent, t.descent = int(int16(binary.BigEndian.Uint16(hhea[4:]))), int(int16(binary.BigEndian.Uint16(hhea[6:])))
	t.readWidths(int(binary.BigEndian.Uint16(hhea[34:])))
	var err error
	if t.sfnt, err = sfnt.Parse(data); err != nil {
		return nil, err
	}
	return t, t.readCharacters()
}

func (t *typeface) readWidths(long int) {
	count := int(binary.BigEndian.Uint16(t.tables["maxp"][4:]))
	t.widths = make([]uint16, count)
	hmtx := t.tables["hmtx"]
	for i := range t.widths {
		t.widths[i] = binary.BigEndian.Uint16(hmtx[4*min(i, long-1):])
	}
}

// readCharacters reads the cmap: format 12 where there is one, otherwise 4.
func (t *typeface) readCharacters() error {
	cmap := t.tables["cmap"]
	t.glyphs = map[rune]uint16{}
	for pass := range 2 {
		for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
			sub := cmap[binary.BigEndian.Uint32(cmap[8+8*i:]):]
			switch format := binary.BigEndian.Uint16(sub); {
			case pass == 0 && format == 12:
				t.readGroups(sub)
				return nil
			case pass == 1 && format == 4:
				return t.readSegments(sub)
			}
		}
	}
	return errFont
}

func (t *typeface) readGroups(sub []byte) {
	for i := range int(binary.BigEndian.Uint32(sub[12:])) {
		g := sub[16+12*i:]
		first, last, glyph := binary.BigEndian.Uint32(g), binary.BigEndian.Uint32(g[4:]), binary.BigEndian.Uint32(g[8:])
		for c := first; c <= last; c++ {
			t.glyphs[rune(c)] = uint16(glyph + c - first)
		}
	}
}

// readSegments asks the font library, since segments hold differences of
// differences.
func (t *typeface) readSegments([]byte) error {
	var b sfnt.Buffer
	for c := rune(0x20); c < 0x10000; c++ {
		if g, err := t.sfnt.GlyphIndex(&b, c); err != nil {
			return err
		} else if g != 0 {
			t.glyphs[c] = uint16(g)
		}
	}
	return nil
}

// has reports whether the font draws a character.
func (t *typeface) has(r rune) bool { return t.glyphs[r] != 0 }

// width is the advance of a character in thousandths of the size.
func (t *typeface) width(r rune) float64 {
	return float64(t.widths[t.glyphs[r]]) * 1000 / float64(t.unitsPerEm)
}

// of returns the first font that draws a character, the one wanted first; nil
// where none does.
func (f *faces) of(want *typeface, r rune) *typeface {
	for _, t := range []*typeface{want, f.serif, f.sans, f.kai} {
		if t.has(r) {
			return t
		}
	}
	return nil
}

// outline returns where a glyph's outline lies in glyf.
func (t *typeface) outline(glyph int) (from, to int) {
	loca := t.tables["loca"]
	if t.longOffsets {
		return int(binary.BigEndian.Uint32(loca[4*glyph:])), int(binary.BigEndian.Uint32(loca[4*glyph+4:]))
	}
	return 2 * int(binary.BigEndian.Uint16(loca[2*glyph:])), 2 * int(binary.BigEndian.Uint16(loca[2*glyph+2:]))
}

// cut is the font with the outlines of some glyphs only. Glyphs keep their
// numbers, so that text may refer to them directly.
func (t *typeface) cut(used map[uint16]bool) []byte {
	keep := map[int]bool{0: true}
	for g := range used {
		t.keep(int(g), keep)
	}
	count := len(t.widths)
	loca := make([]byte, 4*(count+1))
	var glyf []byte
	for g := range count {
		binary.BigEndian.PutUint32(loca[4*g:], uint32(len(glyf)))
		if keep[g] {
			from, to := t.outline(g)
			glyf = append(glyf, t.tables["glyf"][from:to]...)
			for len(glyf)%4 != 0 {
				glyf = append(glyf, 0)
			}
		}
	}
	binary.BigEndian.PutUint32(loca[4*count:], uint32(len(glyf)))
	head := append([]byte(nil), t.tables["head"]...)
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint32(head[8:], 0)
	return assemble([]fontTable{{"cmap", emptyCmap}, {"glyf", glyf}, {"head", head}, {"hhea", t.tables["hhea"]}, {"hmtx", t.tables["hmtx"]}, {"loca", loca}, {"maxp", t.tables["maxp"]}})
}

// emptyCmap maps nothing: the text names glyphs by their numbers.
var emptyCmap = []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 4, 0, 24, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 1, 0, 0}

// keep marks a glyph and the parts that it is put together from.
func (t *typeface) keep(glyph int, keep map[int]bool) {
	if keep[glyph] || glyph >= len(t.widths) {
		return
	}
	keep[glyph] = true
	from, to := t.outline(glyph)
	data := t.tables["glyf"][from:to]
	if len(data) < 10 || int16(binary.BigEndian.Uint16(data)) >= 0 {
		return
	}
	for at := 10; at+4 <= len(data); {
		flags := binary.BigEndian.Uint16(data[at:])
		t.keep(int(binary.BigEndian.Uint16(data[at+2:])), keep)
		at += 6
		if flags&1 != 0 {
			at += 2
		}
		switch {
		case flags&8 != 0:
			at += 2
		case flags&0x40 != 0:
			at += 4
		case flags&0x80 != 0:
			at += 8
		}
		if flags&0x20 == 0 {
			return
		}
	}
}

type fontTable struct {
	tag  string
	data []byte
}

// assemble writes tables as a font file; they come sorted by tag.
func assemble(tables []fontTable) []byte {
	n := len(tables)
	out := make([]byte, 12+16*n)
	binary.BigEndian.PutUint32(out, 0x00010000)
	binary.BigEndian.PutUint16(out[4:], uint16(n))
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	binary.BigEndian.PutUint16(out[6:], uint16(16*power))
	binary.BigEndian.PutUint16(out[8:], uint16(log))
	binary.BigEndian.PutUint16(out[10:], uint16(16*(n-power)))
	for i, t := range tables {
		e := out[12+16*i:]
		copy(e, t.tag)
		binary.BigEndian.PutUint32(e[4:], checksum(t.data))
		binary.BigEndian.PutUint32(e[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(e[12:], uint32(len(t.data)))
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

func checksum(b []byte) uint32 {
	var sum uint32
	for i := 0; i < len(b); i += 4 {
		var word [4]byte
		copy(word[:], b[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
