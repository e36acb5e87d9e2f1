package loader

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// anyVerb takes every verb of a format, so that only the number of arguments
// counts.
type anyVerb struct{}

func (anyVerb) Format(s fmt.State, _ rune) { fmt.Fprint(s, "x") }

// TestMessages: both languages of every message take the same arguments.
func TestMessages(t *testing.T) {
	verb := regexp.MustCompile(`%(\[(\d)\])?[.\d]*[a-zA-Z]`)
	for _, table := range []map[string]wording{messages, hints} {
		for code, w := range table {
			n := len(verb.FindAllString(strings.ReplaceAll(w.en, "%%", ""), -1))
			args := make([]any, n)
			for i := range args {
				args[i] = anyVerb{}
			}
			if en, zh := w.in(args); strings.Contains(en+zh, "%!") {
				t.Errorf("%s: %q %q", code, en, zh)
			}
		}
	}
}

// TestHostileFiles: files made to hurt are answered with problems, soon.
func TestHostileFiles(t *testing.T) {
	const n = 50_000
	numbered := func(line string) string {
		var b strings.Builder
		for i := range n / 10 {
			fmt.Fprintf(&b, line, i)
		}
		return b.String()
	}
	base := good(t)
	for name, data := range map[string]string{
		"brackets":       strings.Repeat("[", n),
		"braces":         "a: " + strings.Repeat("{a: ", n),
		"dashes":         strings.Repeat("- ", n),
		"keys":           "platforms:\n  - id: platform.x\n" + numbered("    k%d: 1\n"),
		"top keys":       numbered("k%d:\n  - 1\n"),
		"unclosed":       "platforms:\n  - id: \"" + strings.Repeat("a\n", n),
		"unclosed items": "platforms:\n" + strings.Repeat("  - id: \"a\n", n/10),
		"colons":         "a" + strings.Repeat(": a", n),
		"questions":      strings.Repeat("? ", n),
		"literal":        "platforms: |\n" + strings.Repeat("  x\n", n),
		"folded":         "platforms: >\n" + strings.Repeat("  x\n\n", n),
		"anchors":        "a: " + strings.Repeat("&a ", n),
		"aliases":        "a: [" + strings.Repeat("*a, ", n) + "]",
		"tags":           "a: " + strings.Repeat("!a ", n),
		"commas":         "a: [" + strings.Repeat(",", n) + "]",
		"numbers":        "platforms:\n" + strings.Repeat("  - 1\n", n),
		"one id":         "platforms:\n" + strings.Repeat("  - {id: \"platform.x\", name: \"某港\"}\n", n/10),
		"quotes":         "a: " + strings.Repeat("'", n),
		"double quotes":  "a: " + strings.Repeat("\"", n),
	} {
		files := fstest.MapFS{"demo/case.yaml": &fstest.MapFile{Data: []byte(data)}}
		for name, f := range base {
			files[name] = f
		}
		_, err := Load(files, Options{})
		var problems Problems
		if !errors.As(err, &problems) || len(problems.Error()) > 1<<20 {
			t.Errorf("%s: %.200v", name, err)
		}
	}
}

// TestExcerpt: the caret stands under the place, whatever is wide before it, and
// a long line is cut around it.
func TestExcerpt(t *testing.T) {
	for _, c := range []struct {
		line   string
		column int
		want   string
	}{
		{"name: x", 7, "     1 | name: x\n       |       ^\n"},
		{"名称: x", 5, "     1 | 名称: x\n       |       ^\n"},
		{"\t“名”: x", 6, "     1 |  “名”: x\n       |       ^\n"},
		{"ｶﾅ: x", 5, "     1 | ｶﾅ: x\n       |     ^\n"},
		{"name", 5, "     1 | name\n       |     ^\n"},
		{"name", 99, "     1 | name\n       |     ^\n"},
	} {
		p := Problem{Line: 1, Column: c.column, Source: c.line}
		if got := p.excerpt(); got != c.want {
			t.Errorf("%q, column %d\n%s--- want\n%s", c.line, c.column, got, c.want)
		}
	}
	long := Problem{Line: 1, Column: 5001, Source: strings.Repeat("名", 5000) + "x" + strings.Repeat("称", 5000)}
	lines := strings.Split(long.excerpt(), "\n")
	caret := cells.StringWidth(strings.TrimRight(lines[1], "^"))
	x := cells.StringWidth(lines[0][:strings.Index(lines[0], "x")])
	if caret != x || cells.StringWidth(lines[0]) > maxLine+10 {
		t.Errorf("caret at %d, x at %d\n%s", caret, x, long.excerpt())
	}
}

func TestManyProblemsAreCut(t *testing.T) {
	var ps Problems
	for range maxPrinted + 7 {
		ps = append(ps, newProblem("empty_file"))
	}
	if s := ps.Error(); !strings.HasSuffix(s, "… and 7 more") {
		t.Error(s[len(s)-50:])
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"HOST", "HOSTS"}, {"HSOTS", "HOSTS"}, {"INCLUDE", "INCLUDES"}, {"xyz", ""}, {"hosts", ""},
	} {
		h := near(c.word, []string{"HOSTS", "INCLUDES", "SERVES"})
		got := ""
		if h.code != "" {
			got = h.args[0].(string)
		}
		if got != c.want {
			t.Errorf("near %q is %q, want %q", c.word, got, c.want)
		}
	}
}
