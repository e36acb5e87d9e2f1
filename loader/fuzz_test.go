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
	addSeeds(f, "testdata/bad/*.yaml", "testdata/good/demo/*.yaml", "../seeds/*.yaml")
	for _, s := range []string{
		"a:\n  - b: |\n      c # d\n      # e\n\n        f\n    g: h\n", "a: |\n  b\n  c", "a: |\n  b\n\n\nc: d\n", "a: |\n    b\n   c\n",
		"a: |\n  - b\n  \"c\n# d\ne: f", "a: |\n  b\n  \n  c\n",
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

// FuzzSplit: where all pieces of a cut file and the whole are valid, they hold
// the same, with keys at the same places. (The library places some broken texts
// by what follows them.)
func FuzzSplit(f *testing.F) {
	addSeeds(f, "testdata/bad/*.yaml", "testdata/good/demo/*.yaml")
	f.Add("a:\n- b\n- c\nd:\n  e: f\n")
	f.Add("a:\n  - \"b\n  - c\"\n  - d\n")
	f.Add("a:\n  - b: |\n      c\n\n  - d: >-\n      e\n      f\n  # g\n  - h\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, _ := newSource("x.yaml", []byte(text))
		if s == nil {
			return
		}
		sections, ok := split(string(s.data), 0)
		if !ok {
			return
		}
		got := node{kind: mappingNode}
		for _, section := range sections {
			got.keys = append(got.keys, Text{section.key, section.at})
			value, ok := joinChunks(section)
			if !ok {
				return
			}
			got.items = append(got.items, value)
		}
		want, errs := parseWhole(string(s.data))
		if len(errs) > 0 || want == nil {
			return // the library refuses some texts for what follows them
		}
		got, *want = placeless(got), placeless(*want)
		if !reflect.DeepEqual(plainTree(got), plainTree(*want)) {
			t.Fatalf("pieces\n%+v\nwhole\n%+v", plainTree(got), plainTree(*want))
		}
	})
}

// joinChunks parses the pieces of a section and puts them together.
func joinChunks(s section) (node, bool) {
	var whole node
	for i, c := range s.chunks {
		body, errs := parseWhole(c.text)
		if len(errs) > 0 || body == nil || i > 0 && body.kind != listNode {
			return whole, false
		}
		moved := move(*body, c.line)
		if i == 0 {
			whole = moved
			continue
		}
		whole.items = append(whole.items, moved.items...)
	}
	return whole, len(s.chunks) > 0
}

// move moves a tree down by some lines.
func move(n node, lines int32) node {
	n.at.line += lines
	for i := range n.keys {
		n.keys[i].at.line += lines
	}
	for i := range n.items {
		n.items[i] = move(n.items[i], lines)
	}
	return n
}

// placeless leaves only keys their places.
func placeless(n node) node {
	n.at = position{}
	for i := range n.items {
		n.items[i] = placeless(n.items[i])
	}
	return n
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
