package briefing

import (
	"bytes"
	"context"
	"image/png"
	"testing"

	"planatlas/graph/layout"
)

// TestLegendLinesAreSeen: the sample of every basis stands in the legend of a
// picture, the dotted one of weak evidence too, at whatever scale it is drawn.
func TestLegendLinesAreSeen(t *testing.T) {
	for _, k := range []float64{0.5, 0.8, 1, 1.37, 3.125} {
		for _, width := range []float64{640, 1500} {
			for _, b := range vocabulary.Bases {
				s := &Scene{Title: "图", Lang: Chinese, Paper: paper, High: layout.Point{X: width, Y: 80}}
				without := dark(t, s, k)
				s.Bases = []BasisEntry{{Style: b.Line, Colour: relationship, Count: 9}}
				s.Bases[0].Style.Width = 0 // the words alone
				s.Bases[0].Style.Dash = []float64{0, 1000}
				words := dark(t, s, k)
				s.Bases[0].Style = b.Line
				if line := dark(t, s, k) - words; line < 8 {
					t.Errorf("%s at %g, %g wide: the line has %d pixels (the words %d)", b.Name, k, width, line, words-without)
				}
			}
		}
	}
}

// dark counts the pixels that differ clearly from the paper.
func dark(t *testing.T, s *Scene, k float64) int {
	t.Helper()
	made, err := s.png(context.Background(), false, k)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(made))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0xE000 {
				n++
			}
		}
	}
	return n
}
