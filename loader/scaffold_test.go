package loader

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"planatlas/graph/ontology"
	"planatlas/seeds"
)

func realOntology(t *testing.T) *ontology.Ontology {
	t.Helper()
	o, err := ReadOntology(seeds.FS)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// scaffolded makes a plan folder of a text beside the real ontology and loads
// it.
func scaffolded(t *testing.T, text string) (*ScaffoldReport, *Seeds, string) {
	t.Helper()
	parent := t.TempDir()
	dir := filepath.Join(parent, "new-plan")
	r, err := Scaffold(realOntology(t), text, dir)
	if err != nil {
		t.Fatal(err)
	}
	data, err := seeds.FS.ReadFile(ontologyFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(parent, ontologyFile), data, 0o644); err != nil {
		t.Fatal(err)
	}
	return r, mustLoad(t, os.DirFS(parent), Options{}), dir
}

func TestScaffoldLoadsClean(t *testing.T) {
	for _, name := range []string{"demo", "law", "outline", "brackets", "bare"} {
		b, err := os.ReadFile("testdata/text/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		r, s, dir := scaffolded(t, string(b))
		p := s.Plans[0]
		if len(s.Warnings) > 0 || !p.HasText || p.ID != "new-plan" || p.Chapters != r.Chapters || p.Articles != r.Articles || r.Articles == 0 {
			t.Errorf("%s: %+v, report %+v, warnings %v", name, p, r, s.Warnings)
		}
		if stale, err := StaleMentions(s, ""); err != nil || len(stale) > 0 {
			t.Errorf("%s: %v %v", name, stale, err)
		}
		left, _ := os.ReadDir(filepath.Dir(dir))
		if len(left) != 2 {
			t.Errorf("%s: something is left beside the folder: %v", name, left)
		}
	}
}

func TestScaffoldFiles(t *testing.T) {
	r, _, dir := scaffolded(t, demoText(t))
	var b strings.Builder
	for _, name := range r.Files {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString("=== " + name + "\n" + string(data))
	}
	r.Dir = "seeds/new-plan"
	for _, lang := range []string{"zh", "en"} {
		b.WriteString("=== report " + lang + "\n")
		if err := r.WriteText(&b, lang); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "scaffold.txt", b.String())
}

// TestScaffoldOfficialText: an hour's start for the plan that ships.
func TestScaffoldOfficialText(t *testing.T) {
	r, s, _ := scaffolded(t, officialText(t))
	if r.Chapters != 11 || r.Articles != 46 || r.Number != "江高发〔2021〕1号" || r.Date != "2021-02-24" || len(s.Warnings) > 0 {
		t.Errorf("%+v %v", r, s.Warnings)
	}
}

func TestScaffoldLeavesNothingHalfWritten(t *testing.T) {
	texts, err := filepath.Glob("testdata/text/bad-*.txt")
	if err != nil || len(texts) < 5 {
		t.Fatal(err, texts)
	}
	for _, name := range texts {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		parent := t.TempDir()
		_, err = Scaffold(realOntology(t), string(b), filepath.Join(parent, "a", "b"))
		var textErr *TextError
		if !errors.As(err, &textErr) {
			t.Errorf("%s: %v is no error of the text", name, err)
		}
		if left, _ := os.ReadDir(parent); len(left) > 0 {
			t.Errorf("%s: %v is left behind", name, left)
		}
	}
}

func TestScaffoldOverwritesNothing(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "mine.txt")
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Scaffold(realOntology(t), demoText(t), dir); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("a folder with a file in it: %v", err)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "mine" {
		t.Errorf("the file that was there: %q %v", b, err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := Scaffold(realOntology(t), demoText(t), dir); err != nil {
		t.Errorf("an empty folder: %v", err)
	}
}

func TestPlanID(t *testing.T) {
	got := []string{planID("seeds/Jiang Hai_15"), planID("规划"), planID("."), planID("x/jianghai-15fyp")}
	if want := []string{"jiang-hai-15", "plan", "plan", "jianghai-15fyp"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
