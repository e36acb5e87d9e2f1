package loader

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
)

func loadWithText(t *testing.T, files fstest.MapFS) *Seeds {
	t.Helper()
	return mustLoad(t, files, Options{Sources: map[string]string{"": demoText(t)}})
}

func TestMentions(t *testing.T) {
	got, err := Mentions(loadWithText(t, good(t)), "demo")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "mentions.golden", string(got))
	if strings.Contains(string(got), `{at: "art:4", node: "industry.new-materials"`) {
		t.Error("新材料 is found inside 新材料产业园: the longest name must win")
	}
	if strings.Contains(string(got), `{at: "art:1", node: "district.hi-tech"`) {
		t.Error("全区 is found where it is not")
	}
}

// TestMentionContext: 三区并进 is the name of two things.
func TestMentionContext(t *testing.T) {
	item := func(id, context string) string {
		return "  - id: " + id + "\n    name: \"“三区并进”\"\n    decoded: false\n    sources: [{at: \"art:1\"}]\n" + context
	}
	for _, c := range []struct {
		name, one, two string
		want           map[string]string // place → item, "?" for either
	}{
		{"nothing says which", "", "", map[string]string{"ch:2": "?", "art:4": "?"}},
		{"only", "    context: [{only: [\"ch:2\"]}]\n", "    context: [{except: [\"ch:2\"]}]\n", map[string]string{"ch:2": "term.one", "art:4": "term.two"}},
		{"not inside", "    context: [{notInside: [\"推进“三区并进”\"]}]\n", "    context: [{form: \"“三区并进”\", only: [\"art:4\"]}]\n", map[string]string{"ch:2": "term.one", "art:4": "term.two"}},
	} {
		files := good(t)
		files["demo/terms.yaml"] = &fstest.MapFile{Data: []byte("terms:\n" + item("term.one", c.one) + item("term.two", c.two))}
		s := loadWithText(t, files)
		text, err := Mentions(s, "")
		if err != nil {
			t.Fatal(err)
		}
		report, err := Coverage(s, "")
		if err != nil {
			t.Fatal(err)
		}
		for at, want := range c.want {
			if want == "?" {
				if strings.Contains(string(text), `at: "`+at+`", node: "term`) {
					t.Errorf("%s: one of the two is mentioned at %s", c.name, at)
				}
				if u := unlinkedAt(report, at, "“三区并进”"); u == nil || len(u.Nodes) != 2 {
					t.Errorf("%s: %s should be reported with both: %+v", c.name, at, u)
				}
			} else if !strings.Contains(string(text), `at: "`+at+`", node: "`+want+`"`) {
				t.Errorf("%s: %s should mention %s:\n%s", c.name, at, want, text)
			}
		}
	}
}

func unlinkedAt(r *CoverageReport, at, form string) *Unlinked {
	for _, c := range r.Articles {
		for i := range c.Unlinked {
			if c.At == at && c.Unlinked[i].Form == form {
				return &c.Unlinked[i]
			}
		}
	}
	return nil
}

func TestWhole(t *testing.T) {
	for _, c := range []struct {
		text, form string
		want       bool
	}{
		{"造福全区人民", "全区", true}, {"健全区域协同", "全区", false}, {"完全区分", "全区", false}, {"覆盖全区域", "全区", false},
		{"实现5G网络", "5G", true}, {"使用15G内存", "5G", false}, {"（RCEP）", "RCEP", true}, {"RCEPS", "RCEP", false}, {"全区", "全区", true},
	} {
		i := strings.Index(c.text, c.form)
		if got := whole(c.text, i, i+len(c.form)); got != c.want {
			t.Errorf("%s in %s: %v, want %v", c.form, c.text, got, c.want)
		}
	}
}

func TestStaleMentions(t *testing.T) {
	files := good(t)
	s := loadWithText(t, files)
	stale, err := StaleMentions(s, "")
	if err != nil || len(stale) != 1 {
		t.Fatalf("the fixture's mentions.yaml is incomplete, but: %v %v", stale, err)
	}
	text, _ := Mentions(s, "")
	files["demo/mentions.yaml"] = &fstest.MapFile{Data: text}
	if stale, err = StaleMentions(loadWithText(t, files), ""); err != nil || len(stale) > 0 {
		t.Errorf("what was just written is stale: %v %v", stale, err)
	}
	again, _ := Mentions(loadWithText(t, files), "")
	if string(again) != string(text) {
		t.Error("the mentions depend on the mentions")
	}
	if _, err := StaleMentions(mustLoad(t, files, Options{}), ""); err == nil {
		t.Error("no error without the text")
	}
}

// TestMentionsOutliveTheirNames: mentions.yaml can be written anew though it
// names what is no longer there.
func TestMentionsOutliveTheirNames(t *testing.T) {
	files := good(t)
	want, err := Mentions(loadWithText(t, files), "")
	if err != nil {
		t.Fatal(err)
	}
	files["demo/mentions.yaml"] = &fstest.MapFile{Data: []byte("mentions:\n  - {at: \"art:1\", node: \"term.gone\", form: \"gone\"}\n")}
	opts := Options{Sources: map[string]string{"": demoText(t)}}
	if _, err := Load(files, opts); err == nil {
		t.Error("a mention of nothing is taken")
	}
	opts.WithoutMentions = true
	s, err := Load(files, opts)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Mentions(s, ""); err != nil || string(got) != string(want) {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestCoverage(t *testing.T) {
	r, err := Coverage(loadWithText(t, good(t)), "demo")
	if err != nil {
		t.Fatal(err)
	}
	j, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "coverage.json", string(j)+"\n")
	for _, lang := range []string{"zh", "en"} {
		var b strings.Builder
		if err := r.WriteText(&b, lang); err != nil {
			t.Fatal(err)
		}
		golden(t, "coverage."+lang+".txt", b.String())
	}
	if ps := r.Problems(); len(ps) > 0 {
		t.Errorf("%.0f %% is within the limit, but: %v", r.Totals.QuotedShare*100, ps)
	}
	r.Totals.QuotedShare = 0.36
	if len(r.Problems()) != 1 {
		t.Error("36 % of the text under quotes is no problem")
	}
}
