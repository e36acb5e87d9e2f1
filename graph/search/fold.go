package search

import (
	"strings"
	"unicode"
)

// Fold brings a text into the form in which names are compared: half width,
// lower case, without white space, quotes and brackets, and with one sign for
// the several round zeros. It is never shown.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r = foldRune(r); r != 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// dropped are quotes, brackets and joining dots: writers and keyboards disagree
// about them.
const dropped = "“”‘’\"'`´「」『』《》〈〉()[]{}【】〔〕〖〗·・•‧"

// zeros are signs that people type for 〇.
const zeros = "○◯⭕"

func foldRune(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		r -= 0xFF01 - '!'
	case r == '\u200b' || r == '\ufeff':
		return 0
	}
	switch {
	case unicode.IsSpace(r) || strings.ContainsRune(dropped, r):
		return 0
	case strings.ContainsRune(zeros, r):
		return '〇'
	case r == '–' || r == '—' || r == '－' || r == '‑':
		return '-'
	}
	return unicode.ToLower(r)
}
