package briefing

import "strings"

// lettering is how a piece of text is set; sizes are points.
type lettering struct {
	face    *typeface
	size    float64
	colour  string
	rise    float64 // of a citation's number above the line
	spacing float64 // added after each character
}

// atom is one character as set. face is nil where no font draws it.
type atom struct {
	r     rune
	style *lettering
	face  *typeface
	width float64
}

// typeLine is one line of a paragraph. Extra is added after each character but
// the last, so that the line fills its width.
type typeLine struct {
	atoms []atom
	width float64
	extra float64
}

// set turns text into atoms.
func (f *faces) set(text string, style *lettering) []atom {
	text = printable(text)
	out := make([]atom, 0, len(text)/2)
	for _, r := range text {
		face := f.of(style.face, r)
		w := style.size
		if face != nil {
			w = face.width(r) * style.size / 1000
		}
		out = append(out, atom{r, style, face, w + style.spacing})
	}
	return out
}

const (
	marksAfter  = "！），．：；？］｝、。〉》」』】〕〗”’…—·％)]},.:;?!%°℃】"
	marksBefore = "（〔［｛〈《「『【〖“‘([{"
)

// noLineStart reports whether a line must not begin with a character (kinsoku).
func noLineStart(r rune) bool { return strings.ContainsRune(marksAfter, r) }

// noLineEnd reports whether a line must not end with a character.
func noLineEnd(r rune) bool { return strings.ContainsRune(marksBefore, r) }

// mayBreak reports whether a line may end between two atoms.
func mayBreak(a, b atom) bool {
	switch {
	case b.r == ' ', b.style.rise > 0, noLineStart(b.r), noLineEnd(a.r):
		return false
	case a.r == ' ':
		return true
	case a.style.rise > 0 && b.style.rise == 0:
		return true
	}
	return !isWord(a.r) || !isWord(b.r)
}

// breakLines breaks text into lines; the first may be narrower by an indent.
// Lines but the last are filled by space between characters, unless that would
// tear them apart.
func breakLines(atoms []atom, indent, width float64) []typeLine {
	var lines []typeLine
	room := width - indent
	for len(atoms) > 0 {
		n := fitting(atoms, room)
		line := typeLine{atoms: trimmed(atoms[:n])}
		for _, a := range line.atoms {
			line.width += a.width
		}
		if n < len(atoms) {
			line.fill(room)
		}
		lines = append(lines, line)
		atoms = atoms[n:]
		for len(atoms) > 0 && atoms[0].r == ' ' {
			atoms = atoms[1:]
		}
		room = width
	}
	return lines
}

// trimmed leaves out the spaces at the end of a line.
func trimmed(atoms []atom) []atom {
	for len(atoms) > 1 && atoms[len(atoms)-1].r == ' ' {
		atoms = atoms[:len(atoms)-1]
	}
	return atoms
}

// fitting is how many atoms a line takes: to the last place that allows a break,
// or as many as fit where there is none.
func fitting(atoms []atom, room float64) int {
	used, last := 0.0, 0
	for i, a := range atoms {
		if i > 0 && mayBreak(atoms[i-1], a) {
			last = i
		}
		// A character's own spacing may hang over the edge.
		if used+a.width-max(a.style.spacing, 0) > room+0.01 && a.r != ' ' {
			if last > 0 {
				return last
			}
			return max(i, 1)
		}
		used += a.width
	}
	return len(atoms)
}

// fill spreads a line to the room. A line of mostly Latin words is left as it is:
// space between letters would tear them.
func (l *typeLine) fill(room float64) {
	letters := 0
	for _, a := range l.atoms {
		if isWord(a.r) {
			letters++
		}
	}
	if letters*2 > len(l.atoms) {
		return
	}
	if gaps := len(l.atoms) - 1; gaps > 0 {
		if extra := (room - l.width) / float64(gaps); extra < l.atoms[0].style.size*0.3 {
			l.extra = extra
			l.width = room
		}
	}
}
