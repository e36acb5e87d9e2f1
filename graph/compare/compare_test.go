package compare_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"planatlas/graph/compare"
	"planatlas/loader"
	"planatlas/seeds"
)

// madeUp loads the two invented plans, after a change to their files.
func madeUp(t *testing.T, change func(fstest.MapFS)) *loader.Seeds {
	t.Helper()
	files := fstest.MapFS{}
	for _, folder := range []string{"jianyi", "gangyao"} {
		data, err := os.ReadFile("testdata/" + folder + "/plan.yaml")
		if err != nil {
			t.Fatal(err)
		}
		files[folder+"/plan.yaml"] = &fstest.MapFile{Data: data}
	}
	data, err := fs.ReadFile(seeds.FS, "ontology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files["ontology.yaml"] = &fstest.MapFile{Data: data}
	if change != nil {
		change(files)
	}
	s, err := loader.Load(files, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTwoPlans(t *testing.T) {
	s := madeUp(t, nil)
	d := compare.Plans(compare.Side{Graph: s.Graph, Plan: "jianyi"}, compare.Side{Graph: s.Graph, Plan: "gangyao"}, s.Ontology)
	got, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/two-plans.json"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got)+"\n" != string(want) {
		t.Errorf("%s differs (UPDATE_GOLDEN=1 rewrites it)\n%s", file, got)
	}
}

func TestWhatIsSaidOfTwoPlans(t *testing.T) {
	s := madeUp(t, nil)
	from, to := compare.Side{Graph: s.Graph, Plan: "jianyi"}, compare.Side{Graph: s.Graph, Plan: "gangyao"}
	d := compare.Plans(from, to, s.Ontology)
	how := map[string]compare.How{}
	for _, r := range d.Renamed {
		how[r.From.Name+" → "+r.To.Name] = r.How
	}
	for names, want := range map[string]compare.How{
		"云溪竹材产业园 → 竹产业基地":       compare.Alias,
		"云溪科学城 → 未来谷":           compare.Succeeds,
		"建设云溪大桥 → 谋划建设云溪大桥":     compare.Similarity,
		"探索集团化办学改革 → 实施集团化办学改革": compare.Similarity,
	} {
		if how[names] != want {
			t.Errorf("%s: found by %q, want %q", names, how[names], want)
		}
	}
	if len(d.Gone) != 1 || d.Gone[0].Name != "旧货市场" || len(d.Added) != 1 || d.Added[0].Name != "云溪会展中心" {
		t.Errorf("an equal id of another plan is no pair: gone %v, added %v", d.Gone, d.Added)
	}
	directions := map[string]string{}
	for _, c := range append(d.Strengths, d.Targets...) {
		directions[c.Property+" "+c.Before+" → "+c.After] = c.Direction
	}
	for change, want := range map[string]string{"strength 建设 → 谋划": "weaker", "strength 探索 → 实施": "stronger", "value 40 → 38": "down"} {
		if directions[change] != want {
			t.Errorf("%s: %q, want %q (%v)", change, directions[change], want, directions)
		}
	}
	kinds := map[string]string{}
	for _, r := range d.Relationships {
		kinds[r.Kind+" "+r.Type] = r.Before + "→" + r.After
	}
	if len(kinds) != 2 || kinds["basis HOSTS"] != "name_match→explicit" || kinds["gone TARGETS"] != "explicit→" {
		t.Errorf("relationships: %v", kinds)
	}
	back := compare.Plans(to, from, s.Ontology)
	if len(back.Renamed) != len(d.Renamed) || len(back.Added) != len(d.Gone) {
		t.Errorf("the way back finds other pairs: %+v", back.Renamed)
	}
}

func TestTwoVersionsOfOnePlan(t *testing.T) {
	first := madeUp(t, nil)
	same := compare.Plans(compare.Side{Graph: first.Graph, Plan: "jianyi"}, compare.Side{Graph: first.Graph, Plan: "jianyi"}, first.Ontology)
	if !same.Empty() || same.Kept == 0 {
		t.Errorf("a plan differs from itself: %+v", same)
	}
	second := madeUp(t, func(files fstest.MapFS) {
		f := files["jianyi/plan.yaml"]
		f.Data = []byte(strings.NewReplacer(`name: "旧货市场"`, `name: "二手交易中心"`, "value: 40,", "value: 42.5,", "HOSTS, to", "SERVES, to").Replace(string(f.Data)))
	})
	d := compare.Plans(compare.Side{Graph: first.Graph, Plan: "jianyi"}, compare.Side{Graph: second.Graph, Plan: "jianyi"}, first.Ontology)
	if len(d.Renamed) != 1 || d.Renamed[0].How != compare.ID || d.Renamed[0].To.Name != "二手交易中心" || len(d.Added)+len(d.Gone) != 0 {
		t.Errorf("renamed %+v, added %v, gone %v", d.Renamed, d.Added, d.Gone)
	}
	if len(d.Targets) != 1 || d.Targets[0].After != "42.5" || d.Targets[0].Direction != "up" {
		t.Errorf("targets %+v", d.Targets)
	}
	if len(d.Relationships) != 2 || d.Relationships[0].Kind != "added" || d.Relationships[0].Type != "SERVES" || d.Relationships[1].Kind != "gone" {
		t.Errorf("relationships %+v", d.Relationships)
	}
}

func TestThePlanOfTheSeedIsItself(t *testing.T) {
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	side := compare.Side{Graph: s.Graph, Plan: s.Plans[0].ID}
	if d := compare.Plans(side, side, s.Ontology); !d.Empty() {
		t.Errorf("renamed %v, targets %v, relationships %v", d.Renamed, d.Targets, d.Relationships)
	}
}

func TestOneSheetHoldsBoth(t *testing.T) {
	s := madeUp(t, nil)
	a, err := compare.Align(compare.Side{Graph: s.Graph, Plan: "jianyi"}, compare.Side{Graph: s.Graph, Plan: "gangyao"}, s.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]compare.State{
		"gangyao:platform.base": compare.Changed, "gangyao:industry.bamboo": compare.Kept, "gangyao:platform.old-market": compare.Added,
		"jianyi:platform.old-market": compare.Gone, "gangyao:target.green-cover": compare.Changed,
	} {
		if a.Nodes[id] != want || a.Graph.NodeByID(id) == nil {
			t.Errorf("%s is %q, want %q", id, a.Nodes[id], want)
		}
	}
	if a.Graph.NodeByID("jianyi:platform.bamboo-park") != nil || a.Earlier["gangyao:platform.base"].ID != "jianyi:platform.bamboo-park" {
		t.Error("a pair stands there twice")
	}
	if a.Graph.NodeByID("gangyao:art.1") != nil {
		t.Error("the document stands among what it speaks of")
	}
	for id, want := range map[string]compare.State{
		"gangyao:platform.base|HOSTS|gangyao:industry.bamboo":                 compare.Changed,
		"gangyao:measure.bridge|TARGETS|gangyao:platform.science-new-city":    compare.Gone,
		"gangyao:indicator.green-cover|HAS_TARGET|gangyao:target.green-cover": compare.Kept,
	} {
		if a.Relationships[id] != want {
			t.Errorf("%s is %q, want %q", id, a.Relationships[id], want)
		}
	}
	if len(a.Nodes) != a.Graph.NodeCount() || len(a.Relationships) != a.Graph.RelationshipCount() {
		t.Errorf("%d states of %d nodes, %d of %d relationships", len(a.Nodes), a.Graph.NodeCount(), len(a.Relationships), a.Graph.RelationshipCount())
	}
}

func TestOtherPropertiesAreCompared(t *testing.T) {
	first := madeUp(t, nil)
	second := madeUp(t, func(files fstest.MapFS) {
		f := files["jianyi/plan.yaml"]
		f.Data = []byte(strings.NewReplacer(`name: "旧货市场", kind: "complex"`, `name: "旧货市场", kind: "facility", status: "planned"`).Replace(string(f.Data)))
	})
	d := compare.Plans(compare.Side{Graph: first.Graph, Plan: "jianyi"}, compare.Side{Graph: second.Graph, Plan: "jianyi"}, first.Ontology)
	got := map[string]string{}
	for _, c := range d.Properties {
		got[c.Property] = c.Before + "→" + c.After
	}
	if len(got) != 2 || got["kind"] != "complex→facility" || got["status"] != "→planned" || d.Empty() {
		t.Errorf("properties %v", got)
	}
	if d.Pairs[compare.ID] == 0 || len(d.Strengths) != 0 {
		t.Errorf("%+v", d)
	}
}
