package loader

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"planatlas/graph"
	"planatlas/seeds"
)

// golden compares with a file of testdata, or writes it with UPDATE_GOLDEN=1.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (UPDATE_GOLDEN=1 writes it)", err)
	}
	if got != string(want) {
		t.Errorf("%s differs\n--- got\n%s\n--- want\n%s", file, got, want)
	}
}

// good is the made-up plan with the real ontology.
func good(t testing.TB) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	copyFS(t, m, os.DirFS("testdata/good"))
	data, err := fs.ReadFile(seeds.FS, ontologyFile)
	if err != nil {
		t.Fatal(err)
	}
	m[ontologyFile] = &fstest.MapFile{Data: data}
	return m
}

func copyFS(t testing.TB, m fstest.MapFS, from fs.FS) {
	t.Helper()
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		m[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func demoText(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("testdata/text/demo.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func mustLoad(t testing.TB, fsys fs.FS, opts Options) *Seeds {
	t.Helper()
	s, err := Load(fsys, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func graphJSON(t *testing.T, s *Seeds) string {
	t.Helper()
	b, err := json.MarshalIndent(s.Graph, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b) + "\n"
}

func TestLoadBuildsTheGraph(t *testing.T) {
	s := mustLoad(t, good(t), Options{})
	golden(t, "good.json", graphJSON(t, s))
	if v := s.Graph.PlanVersion("demo"); s.Plans[0].DataVersion != v || v == "" {
		t.Errorf("data version %q, graph says %q", s.Plans[0].DataVersion, v)
	}
}

func TestTextDoesNotChangeTheGraph(t *testing.T) {
	without := mustLoad(t, good(t), Options{})
	with := mustLoad(t, good(t), Options{Sources: map[string]string{"": demoText(t)}})
	if graphJSON(t, without) != graphJSON(t, with) {
		t.Error("the graph differs when the text is given")
	}
	if !with.Plans[0].HasText || without.Plans[0].HasText {
		t.Error("HasText does not say whether there is a text")
	}
	beside := good(t)
	beside["demo/source.txt"] = &fstest.MapFile{Data: []byte(demoText(t))}
	if !mustLoad(t, beside, Options{}).Plans[0].HasText {
		t.Error("source.txt in the plan's folder was not read")
	}
}

// TestOrderOfFilesDoesNotShow gives every collection its own file, named so that
// they are read in two opposite orders, with the items turned around.
func TestOrderOfFilesDoesNotShow(t *testing.T) {
	want := graphJSON(t, mustLoad(t, good(t), Options{}))
	files := good(t)
	items, _, _ := strings.Cut(string(files["demo/items.yaml"].Data), "bodies:")
	_, bodies, _ := strings.Cut(string(files["demo/items.yaml"].Data), "bodies:")
	delete(files, "demo/items.yaml")
	var sections []string
	for _, line := range strings.Split(strings.TrimSpace(items), "\n") {
		if !strings.HasPrefix(line, " ") {
			sections = append(sections, "")
		}
		sections[len(sections)-1] += line + "\n"
	}
	slices.Reverse(sections)
	for i, s := range sections {
		files["demo/"+string(rune('a'+i))+".yaml"] = &fstest.MapFile{Data: []byte(s)}
	}
	parts := strings.Split(bodies, "\n  - id:")
	files["demo/z.yaml"] = &fstest.MapFile{Data: []byte("bodies:\n  - id:" + parts[2] + "\n  - id:" + parts[1] + "\n")}
	if got := graphJSON(t, mustLoad(t, files, Options{})); got != want {
		t.Error("the graph depends on the order of files and items")
	}
}

func TestMergedRelationship(t *testing.T) {
	g := mustLoad(t, good(t), Options{}).Graph
	for _, r := range g.Relationships() {
		if r.ID == "demo:cluster.two|INCLUDES|demo:industry.new-materials" {
			if r.Basis() != "explicit" {
				t.Errorf("basis %s, want the strongest, explicit", r.Basis())
			}
			if refs := r.Properties.Get(graph.PropRefs).Strings(); !slices.Equal(refs, []string{"art:3", "ch:2"}) {
				t.Errorf("refs %v, want those of both entries", refs)
			}
			return
		}
	}
	t.Error("the relationship is missing")
}

// TestBadFiles loads the good plan with one bad file beside it (or, where its
// name is that of a good one, in its place) and compares all that is said.
func TestBadFiles(t *testing.T) {
	entries, err := os.ReadDir("testdata/bad")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".yaml") {
			continue
		}
		t.Run(strings.TrimSuffix(e.Name(), ".yaml"), func(t *testing.T) {
			files := good(t)
			data, err := os.ReadFile(path.Join("testdata/bad", e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			name := "demo/case.yaml"
			if _, as, ok := strings.Cut(e.Name(), "@"); ok {
				name = strings.ReplaceAll(as, "+", "/")
			}
			files[name] = &fstest.MapFile{Data: data}
			_, err = Load(files, Options{Sources: map[string]string{"demo": demoText(t)}})
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("loaded, or no list of problems: %v", err)
			}
			var zh strings.Builder
			if err := problems.WriteText(&zh, "zh"); err != nil {
				t.Fatal(err)
			}
			for _, p := range problems {
				seen[p.Code] = true
			}
			golden(t, "bad/"+strings.TrimSuffix(e.Name(), ".yaml")+".txt", problems.Error()+"\n\n"+zh.String())
		})
	}
}

func TestLargeFileIsRefused(t *testing.T) {
	files := good(t)
	files["demo/large.yaml"] = &fstest.MapFile{Data: append([]byte("# "), make([]byte, maxFile)...)}
	_, err := Load(files, Options{})
	if err == nil || !strings.Contains(err.Error(), "demo/large.yaml: the file has 20 MB, more than the 20 MB allowed") {
		t.Errorf("a file over %d bytes: %v", maxFile, err)
	}
}

func TestOntologyFromElsewhere(t *testing.T) {
	files := good(t)
	want := graphJSON(t, mustLoad(t, files, Options{}))
	delete(files, ontologyFile)
	if got := graphJSON(t, mustLoad(t, files, Options{Ontology: realOntology(t)})); got != want {
		t.Error("the graph differs when the ontology is given")
	}
}

func TestNoPlan(t *testing.T) {
	files := good(t)
	for name := range files {
		if name != ontologyFile {
			delete(files, name)
		}
	}
	if _, err := Load(files, Options{}); err == nil || !strings.Contains(err.Error(), "no plan") {
		t.Errorf("seeds without a plan: %v", err)
	}
	delete(files, ontologyFile)
	if _, err := Load(files, Options{}); err == nil || !strings.Contains(err.Error(), "ontology.yaml: cannot be read") {
		t.Errorf("seeds without an ontology: %v", err)
	}
}

// TestTwoPlans: a plan may refer to another, and each has its own version.
func TestTwoPlans(t *testing.T) {
	files := good(t)
	for _, name := range []string{"plan", "articles"} {
		files["later/"+name+".yaml"] = &fstest.MapFile{Data: files["demo/"+name+".yaml"].Data}
	}
	plan := strings.Replace(string(files["demo/plan.yaml"].Data), "id: demo\n", "id: later\n", 1)
	plan = strings.Replace(plan, "\"district.hi-tech\"", "\"demo:district.hi-tech\"", 1)
	plan, _, _ = strings.Cut(plan, "  relationships:")
	plan += "  relationships:\n    - {type: DERIVED_FROM, to: \"demo:plan\", basis: explicit, sources: [{at: \"title\", quote: \"建议\"}]}\n"
	files["later/plan.yaml"] = &fstest.MapFile{Data: []byte(plan)}
	s := mustLoad(t, files, Options{Sources: map[string]string{"later": demoText(t)}})
	if len(s.Plans) != 2 || s.Plans[0].DataVersion == s.Plans[1].DataVersion || s.Plans[0].HasText || !s.Plans[1].HasText {
		t.Fatalf("%+v", s.Plans)
	}
	if s.Plans[1].Subject != "demo:district.hi-tech" {
		t.Errorf("subject %q", s.Plans[1].Subject)
	}
	if _, ok := s.Plan(""); ok {
		t.Error("\"\" is no plan where there are two")
	}
	if alone := mustLoad(t, good(t), Options{}); alone.Plans[0].DataVersion != s.Plans[0].DataVersion {
		t.Error("a plan's version depends on another plan")
	}
	_, err := Load(files, Options{Sources: map[string]string{"": demoText(t)}})
	if err == nil || !strings.Contains(err.Error(), "without its plan") {
		t.Errorf("a text that may belong to either: %v", err)
	}
}
