package loader

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

func addSeeds(f *testing.F, patterns ...string) {
	f.Helper()
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(b))
		}
	}
}

// FuzzQuick holds the quick reader against the library: what it reads, it reads
// as the library does, places included.
func FuzzQuick(f *testing.F) {
	addSeeds(f, "testdata/bad/*.yaml", "testdata/good/demo/*.yaml", "../seeds/*.yaml", "../seeds/*/*.yaml")
	for _, s := range []string{
		"a: b\n", "- a\n- b # c\n", "a:\n  - b: \"x\\\"y\\\\z\"\n    c: [1, \"二\", {d: e}]\n", "a: [b , c]", "a: {b: c,d: e}",
		"a: 1.50\nb: 2021-02-24\nc: 00\nd: -1", "- - a", "a: - b", "a: b: c", "a: b#c\nd: e #f", "a:  \"b\"  # c", "a:\n- b\n", "a:\n    b: c\n  d: e",
		"a: \"b\" c", "a: [b]c", "a: [\"b\"\"c\"]", "a: b\n b: c", "a: b\n  - c", "# c\n\n  a: b\n\n  c: d", "a: 1e3\nb: 0x1\nc: 1_0\nd: .5\ne: 5.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, _ := newSource("x.yaml", []byte(text))
		if s == nil {
			return
		}
		got, ok := quick(string(s.data))
		if !ok {
			return
		}
		want, errs := parseWhole(string(s.data))
		if len(errs) > 0 || want == nil {
			t.Fatalf("the library refuses what quick reads: %v\n%s", errs, s.data)
		}
		if !reflect.DeepEqual(plainTree(got), plainTree(*want)) {
			t.Fatalf("quick\n%+v\nlibrary\n%+v", plainTree(got), plainTree(*want))
		}
	})
}

// plainTree makes empty slices nil, so that trees compare.
func plainTree(n node) node {
	if n.kind != textNode {
		n.text = ""
	} else {
		n.written = "" // only what stands for other kinds is ever shown
	}
	items := n.items
	n.items = nil
	for _, item := range items {
		n.items = append(n.items, plainTree(item))
	}
	if len(n.keys) == 0 {
		n.keys = nil
	}
	return n
}

// FuzzLoad loads the good plan with one file more: no panic, and every problem
// has a message in both languages.
func FuzzLoad(f *testing.F) {
	addSeeds(f, "testdata/bad/*.yaml", "testdata/good/demo/*.yaml")
	base := good(f)
	text := demoText(f)
	f.Fuzz(func(t *testing.T, data string) {
		files := fstest.MapFS{"demo/case.yaml": &fstest.MapFile{Data: []byte(data)}}
		for name, file := range base {
			files[name] = file
		}
		_, err := Load(files, Options{Sources: map[string]string{"demo": text}})
		if ps, ok := err.(Problems); ok {
			for _, p := range ps {
				if p.Message == "" || p.MessageZh == "" || strings.Contains(p.Message+p.MessageZh+p.Hint+p.HintZh, "%!") {
					t.Errorf("badly worded: %+v", p)
				}
			}
		}
	})
}

// FuzzParseText reads any text: a document or an error with a message.
func FuzzParseText(f *testing.F) {
	addSeeds(f, "testdata/text/*.txt")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseText(text)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without a message")
			}
			return
		}
		for _, at := range d.Places() {
			for _, p := range d.Paragraphs(at) {
				if _, ok := d.Find(at, p.Text); !ok {
					t.Errorf("%s: a whole paragraph is not found: %q", at, p.Text)
				}
			}
		}
	})
}
