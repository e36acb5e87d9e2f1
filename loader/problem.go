package loader

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// Problem is one thing that is wrong with a seed file, at its place.
type Problem struct {
	// Code names the rule that was broken, as unknown_reference.
	Code string `json:"code"`
	// File is the path within the seeds.
	File string `json:"file"`
	// Line and Column count from 1; Column counts characters. Both are 0 where
	// the problem is the file as a whole.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	// Message is a plain sentence in English, MessageZh the same in Chinese.
	Message   string `json:"message"`
	MessageZh string `json:"messageZh"`
	// Hint says what to do or what was perhaps meant; it may be empty.
	Hint   string `json:"hint,omitempty"`
	HintZh string `json:"hintZh,omitempty"`
	// Source is the line as written.
	Source string `json:"source,omitempty"`
}

// Error is "file:line:column: message (hint)" in English.
func (p Problem) Error() string { return p.headline("en") }

func (p Problem) headline(lang string) string {
	message, hint := p.Message, p.Hint
	if lang == "zh" {
		message, hint = p.MessageZh, p.HintZh
	}
	s := p.place() + ": " + message
	switch {
	case hint == "":
		return s
	case lang == "zh":
		return s + "（" + hint + "）"
	default:
		return s + " (" + hint + ")"
	}
}

func (p Problem) place() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Problems is everything that is wrong, in the order of file, line and column.
// As an error it prints each problem with its line and a caret.
type Problems []Problem

// Error is the text of WriteText in English.
func (ps Problems) Error() string {
	var b strings.Builder
	_ = ps.WriteText(&b, "en")
	return strings.TrimRight(b.String(), "\n")
}

// maxPrinted bounds what WriteText prints: beyond it one cause repeats itself.
const maxPrinted = 200

// WriteText writes each problem with the line it stands on and a caret under
// the place, in a language, "zh" or "en".
func (ps Problems) WriteText(w io.Writer, lang string) error {
	shown := ps[:min(len(ps), maxPrinted)]
	for _, p := range shown {
		if _, err := io.WriteString(w, p.headline(lang)+"\n"+p.excerpt()); err != nil {
			return err
		}
	}
	if more := len(ps) - len(shown); more > 0 {
		format := "… and %d more\n"
		if lang == "zh" {
			format = "……另有 %d 处\n"
		}
		_, err := fmt.Fprintf(w, format, more)
		return err
	}
	return nil
}

// cells measures text as a terminal shows it. Characters of ambiguous width, as
// the curly quotes, count as one cell whatever the locale, so that the same
// input prints the same everywhere.
var cells = &runewidth.Condition{EastAsianWidth: false}

// maxLine is the widest excerpt, in cells.
const maxLine = 120

// excerpt is the line and, under it, the caret; nothing for a whole file.
func (p Problem) excerpt() string {
	if p.Line == 0 || p.Source == "" {
		return ""
	}
	before, after := splitAt(p.Source, p.Column-1)
	before = keepEnd(visible(lastBytes(before)), maxLine*2/3)
	after = cells.Truncate(visible(firstBytes(after)), max(maxLine-cells.StringWidth(before), 20), "…")
	number := fmt.Sprintf("%6d | ", p.Line)
	pad := strings.Repeat(" ", len(number)-2) + "| " + strings.Repeat(" ", cells.StringWidth(before))
	return number + before + after + "\n" + pad + "^\n"
}

// farAway is more bytes than an excerpt can show; what lies beyond is not
// looked at, since a line may be as long as a file.
const farAway = 8 * maxLine

func lastBytes(s string) string {
	if len(s) <= farAway {
		return s
	}
	s = s[len(s)-farAway:]
	for !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	return s
}

func firstBytes(s string) string {
	if len(s) <= farAway {
		return s
	}
	return strings.ToValidUTF8(s[:farAway], "")
}

// visible shows characters without a width of their own as one that has: a tab,
// a byte order mark, control characters.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r == '\uFEFF':
			return '·'
		case r < ' ' || cells.RuneWidth(r) == 0:
			return '�'
		}
		return r
	}, s)
}

// splitAt cuts a text before the character of that number, from 0.
func splitAt(s string, runes int) (before, after string) {
	i := 0
	for range runes {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return s[:i], s[i:]
}

// keepEnd cuts the beginning off a text that is wider than that many cells.
func keepEnd(s string, width int) string {
	if cells.StringWidth(s) <= width {
		return s
	}
	cut, used := len(s), 1 // the ellipsis
	for {
		r, size := utf8.DecodeLastRuneInString(s[:cut])
		if used += cells.RuneWidth(r); used > width {
			return "…" + s[cut:]
		}
		cut -= size
	}
}

func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
}

// err is the list as an error, nil for an empty one.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	ps.sort()
	return slices.CompactFunc(ps, func(a, b Problem) bool { return a == b })
}
