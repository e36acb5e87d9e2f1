package loader

import (
	"os"
	"path/filepath"
	"testing"

	"planatlas/seeds"
)

// officialText is the text that PLANATLAS_SOURCE names. It is an input and no
// tool that could be installed, so a machine without it skips, CI as well.
func officialText(t *testing.T) string {
	t.Helper()
	name := os.Getenv("PLANATLAS_SOURCE")
	if name == "" {
		t.Skip("set PLANATLAS_SOURCE to the official text of jianghai-14fyp to hold the seeds against it")
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestSeeds: what the program ships loads clean.
func TestSeeds(t *testing.T) {
	s := mustLoad(t, seeds.FS, Options{})
	p, ok := s.Plan("")
	if !ok || p.Chapters != 11 || p.Articles != 46 {
		t.Fatalf("%d chapters and %d articles, want 11 and 46", p.Chapters, p.Articles)
	}
	if p.Subject != "jianghai-14fyp:district.high-tech-zone" || s.Graph.NodeByID(p.Subject) == nil {
		t.Errorf("subject %q", p.Subject)
	}
	for _, n := range s.Graph.Nodes() {
		for _, prop := range n.Properties {
			if str, ok := prop.Value.AsString(); ok && str == "" {
				t.Errorf("%s: %s is empty", n.ID, prop.Key)
			}
			if l, ok := prop.Value.AsList(); ok && len(l) == 0 {
				t.Errorf("%s: %s is an empty list", n.ID, prop.Key)
			}
		}
	}
}

// refresh writes the plan's mentions.yaml anew with UPDATE_GOLDEN=1.
func refresh(t *testing.T, s *Seeds) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") == "" {
		return
	}
	text, err := Mentions(s, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("../seeds", s.Plans[0].Folder, mentionsFile), text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestMeaningsOfTerms: a term has a meaning where the text gives it, and no
// meaning of ours where the text is silent.
func TestMeaningsOfTerms(t *testing.T) {
	for _, n := range mustLoad(t, os.DirFS("../seeds"), Options{}).Graph.Nodes() {
		if n.Label() != "Term" {
			continue
		}
		decoded, _ := n.Properties.Get("decoded").AsBool()
		if meaning, _ := n.Properties.Get("decoding").AsString(); decoded != (meaning != "") {
			t.Errorf("%s: decoded %v, with the meaning %q", n.ID, decoded, meaning)
		}
	}
}

// TestSeedsAgainstTheText: every quote stands where it is said to, the very text
// was read, mentions.yaml is fresh, no name is left unlinked, and no more of the
// text stands under quotes than may.
func TestSeedsAgainstTheText(t *testing.T) {
	opts := Options{Sources: map[string]string{"": officialText(t)}}
	refresh(t, mustLoad(t, os.DirFS("../seeds"), opts))
	s := mustLoad(t, os.DirFS("../seeds"), opts)
	if len(s.Warnings) > 0 {
		t.Error(s.Warnings)
	}
	if stale, err := StaleMentions(s, ""); err != nil || len(stale) > 0 {
		t.Error(stale, err)
	}
	r, err := Coverage(s, "")
	if err != nil {
		t.Fatal(err)
	}
	if ps := r.Problems(); len(ps) > 0 {
		t.Error(ps)
	}
	if r.Totals.Unlinked > 0 {
		t.Errorf("%d names are not linked", r.Totals.Unlinked)
	}
	for _, c := range r.Articles {
		at, _ := parsePlace(c.At)
		if at.kind == "art" && at.number > 6 && c.Measures == 0 {
			t.Errorf("%s states no measure", c.At)
		}
	}
}
