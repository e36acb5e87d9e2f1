package layout

import (
	"strings"
	"unicode/utf8"
)

// How labels are set, in CSS pixels at zoom 1. Pictures use the same figures,
// so that the room which a layout leaves is the room that a label fills.
const (
	FontSize   = 13.0
	LineHeight = 17.0
	NodeRadius = 10.0
	labelGap   = 4.0
	margin     = 5.0
	lineUnits  = 20 // half-width units a line, that is ten Chinese characters
	maxLines   = 3
)

// Label is a name broken into lines.
type Label struct {
	Lines []string
	Width float64 // of the longest line
}

// LabelOf breaks a name into at most three lines of about equal length. A name
// that is longer ends in "…".
func LabelOf(name string) Label {
	wanted := max(1, (Units(name)+lineUnits-1)/lineUnits)
	per := min((Units(name)+wanted-1)/wanted, lineUnits)
	l := Label{Lines: breakLines(name, per)}
	for ; len(l.Lines) > wanted && per < lineUnits; per++ {
		l.Lines = breakLines(name, per+1)
	}
	for _, s := range l.Lines {
		l.Width = max(l.Width, TextWidth(s))
	}
	return l
}

// Height is the height of all lines.
func (l Label) Height() float64 { return LineHeight * float64(len(l.Lines)) }

// Room is the box of a node with this label beneath it, with a margin around.
func (l Label) Room() Box {
	half := max(l.Width/2, NodeRadius) + margin
	return Box{half, NodeRadius + margin, half, NodeRadius + labelGap + l.Height() + margin}
}

// Baseline is the distance from a node's position down to the baseline of a
// line of its label, counted from 0.
func (l Label) Baseline(line int) float64 {
	return NodeRadius + labelGap + LineHeight*float64(line) + FontSize
}

// TextWidth is the width of a text in the label's font, estimated: a Chinese
// character is as wide as the font is high, a Latin one a little over half.
func TextWidth(s string) float64 { return float64(FontSize * 0.52 * float64(Units(s))) }

// Units is the length of a text in half-width characters.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += runeUnits(r)
	}
	return n
}

func runeUnits(r rune) int {
	if r < 0x1100 || r == '“' || r == '”' {
		return 1
	}
	return 2
}

// noStart are characters that may not begin a line.
const noStart = "、，。；：！？）〕》”’,.;:!?)%…·"

// breakLines breaks greedily at per units a line; Latin words stay whole unless
// they are longer than a line.
func breakLines(s string, per int) []string {
	var lines []string
	for s != "" {
		if len(lines) == maxLines-1 && Units(s) > lineUnits {
			return append(lines, cut(s, lineUnits-2)+"…")
		}
		n := lineEnd(s, per)
		lines = append(lines, strings.TrimSpace(s[:n]))
		s = strings.TrimLeft(s[n:], " ")
	}
	if len(lines) == 0 {
		lines = []string{""}
	}
	return lines
}

// lineEnd is the byte length of the first line of s.
func lineEnd(s string, per int) int {
	used, space := 0, 0
	for i, r := range s {
		if r == ' ' {
			space = i
		}
		used += runeUnits(r)
		if used > per && i > 0 {
			return fitBreak(s, i, space)
		}
	}
	return len(s)
}

// fitBreak moves a break at byte i back to a space inside a Latin word, or on
// past characters that may not begin a line.
func fitBreak(s string, i, space int) int {
	r, size := utf8.DecodeRuneInString(s[i:])
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	if space > 0 && r < 0x1100 && before < 0x1100 && r != ' ' {
		return space
	}
	for i < len(s) && strings.ContainsRune(noStart, r) {
		i += size
		r, size = utf8.DecodeRuneInString(s[i:])
	}
	return i
}

func cut(s string, units int) string {
	for i, r := range s {
		if units -= runeUnits(r); units < 0 {
			return s[:i]
		}
	}
	return s
}
