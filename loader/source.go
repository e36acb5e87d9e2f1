package loader

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// maxFile is the largest seed file, in bytes. A planner's files have some
// 100 kB; a file beyond this is another kind of file, or a mistake.
const maxFile = 20 << 20

// position is a place in a seed file; lines and columns count from 1.
type position struct{ line, column int32 }

// source is one seed file as read.
type source struct {
	name string // path within the seeds
	data []byte // with line breaks as \n
	// starts holds the offset of each line, made when first asked for.
	starts []int
	// shown is the line that was asked for last: problems come in rows, and a
	// line may be as long as the file.
	shown    string
	shownAt  int32
	problems Problems
}

// readSource reads a file and checks what the YAML library would let pass: size,
// encoding, byte order mark, control characters, emptiness. The source is nil
// where nothing of the file can be used.
func readSource(fsys fs.FS, name string) (*source, Problems) {
	s := &source{name: name}
	if info, err := fs.Stat(fsys, name); err == nil && info.Size() > maxFile {
		s.add(position{}, "file_too_large", hintf("split"), info.Size()>>20, maxFile>>20)
		return nil, s.problems
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		s.add(position{}, "unreadable_file", hint{}, err)
		return nil, s.problems
	}
	return newSource(name, data)
}

func newSource(name string, data []byte) (*source, Problems) {
	s := &source{name: name, data: bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))}
	switch {
	case len(data) > maxFile:
		s.add(position{}, "file_too_large", hintf("split"), len(data)>>20, maxFile>>20)
	case bytes.HasPrefix(data, []byte("\uFEFF")):
		s.add(position{1, 1}, "byte_order_mark", hintf("save_utf8"))
	case !utf8.Valid(data):
		s.addInvalid()
	case s.addControl():
	case blank(s.data):
		s.add(position{}, "empty_file", hint{})
	}
	if len(s.problems) > 0 {
		return nil, s.problems
	}
	return s, nil
}

// blank reports whether a file holds nothing but white space and comments.
func blank(data []byte) bool {
	for line := range bytes.Lines(data) {
		if t := bytes.TrimSpace(line); len(t) > 0 && t[0] != '#' {
			return false
		}
	}
	return true
}

func (s *source) addInvalid() {
	for i := 0; i < len(s.data); {
		r, size := utf8.DecodeRune(s.data[i:])
		if r == utf8.RuneError && size == 1 {
			s.add(s.at(i), "invalid_utf8", hintf("save_utf8"), s.data[i])
			return
		}
		i += size
	}
}

// addControl reports the first character that YAML or a terminal would take for
// something else than text.
func (s *source) addControl() bool {
	control := func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r == 0x7F || r == 0x85 || r == 0x2028 || r == 0x2029 || r == 0xFEFF
	}
	i := bytes.IndexFunc(s.data, control)
	if i < 0 {
		return false
	}
	r, _ := utf8.DecodeRune(s.data[i:])
	s.add(s.at(i), "control_character", hint{}, r)
	return true
}

// at is the position of a byte offset.
func (s *source) at(offset int) position {
	start := bytes.LastIndexByte(s.data[:offset], '\n') + 1
	line := bytes.Count(s.data[:start], []byte("\n")) + 1
	return position{int32(line), int32(utf8.RuneCount(s.data[start:offset]) + 1)}
}

// line is the text of a line, "" where there is none.
func (s *source) line(n int32) string {
	if n != s.shownAt {
		s.shown, s.shownAt = s.readLine(n), n
	}
	return s.shown
}

func (s *source) readLine(n int32) string {
	if s.starts == nil {
		s.starts = []int{0}
		for i, c := range s.data {
			if c == '\n' {
				s.starts = append(s.starts, i+1)
			}
		}
	}
	if n < 1 || int(n) > len(s.starts) {
		return ""
	}
	rest := s.data[s.starts[n-1]:]
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	return strings.ToValidUTF8(string(rest), "\uFFFD")
}

// add reports a problem of this file.
func (s *source) add(p position, code string, h hint, args ...any) {
	s.problems = append(s.problems, s.problem(p, code, h, args...))
}

func (s *source) problem(p position, code string, h hint, args ...any) Problem {
	out := newProblem(code, args...).withHint(h)
	out.File, out.Line, out.Column = s.name, int(p.line), int(p.column)
	out.Source = s.line(p.line)
	return out
}

// place is a position of this file as a reader meets it.
func (s *source) place(p position) string {
	return fmt.Sprintf("%s:%d:%d", s.name, p.line, p.column)
}
