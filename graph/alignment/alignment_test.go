package alignment_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"planatlas/graph/alignment"
	"planatlas/graph/ontology"
	"planatlas/graph/question"
	"planatlas/loader"
	"planatlas/seeds"
)

// madeUp is an invented plan: no such place, no such plan.
const madeUp = `
plan:
  id: yunxi
  name: "虚构市云溪区规划"
  title: "虚构市云溪区规划（测试用，非真实规划）"
  sources: [{at: "title"}]
chapters:
  - {id: "ch.1", number: 1, name: "总则"}
  - {id: "ch.2", number: 2, name: "任务"}
articles:
  - {id: "art.1", number: 1, chapter: "ch.1", name: "指导思想", summary: "测试。"}
  - {id: "art.2", number: 2, chapter: "ch.2", name: "任务", summary: "测试。"}
measures:
  - id: measure.river
    name: "治理云溪"
    kind: "project"
    strength: "建设"
    sources: [{at: "art:2", quote: "治理云溪"}]
    relationships:
      - {type: ALIGNS_WITH, to: "strategy.rivers", basis: name_match, rationale: "同称“清溪”", sources: [{at: "art:1", quote: "清溪工程"}, {at: "art:2", quote: "治理云溪"}]}
      - {type: TARGETS, to: "strategy.green", basis: explicit, sources: [{at: "art:2", quote: "落实绿色市部署"}]}
      - {type: ALIGNS_WITH, to: "strategy.green", basis: name_match, rationale: "同称“绿色”", sources: [{at: "art:2", quote: "绿色市部署"}]}
strategies:
  - id: strategy.rivers
    name: "清溪工程"
    level: "municipal"
    sources: [{at: "art:1", quote: "清溪工程"}]
    relationships:
      - {type: ALIGNS_WITH, from: "art.1", basis: explicit, sources: [{at: "art:1", quote: "落实清溪工程"}]}
  - {id: "strategy.green", name: "绿色市部署", level: "municipal", sources: [{at: "art:2", quote: "绿色市部署"}]}
  - id: strategy.great
    name: "大省战略"
    level: "provincial"
    sources: [{at: "art:1", quote: "大省战略"}]
    relationships:
      - {type: ALIGNS_WITH, from: "plan", basis: explicit, sources: [{at: "preface", quote: "大省战略"}]}
      - {type: INCLUDES, to: "strategy.small", basis: explicit, sources: [{at: "art:1", quote: "大省战略含小镇行动"}]}
  - {id: "strategy.small", name: "小镇行动", level: "provincial", sources: [{at: "art:1", quote: "小镇行动"}]}
  - {id: "strategy.left", name: "无人承接的部署", level: "provincial", sources: [{at: "art:2", quote: "无人承接"}]}
  - {id: "strategy.over", name: "已经结束的行动", level: "provincial", sources: [{at: "art:1", quote: "已经结束"}]}
  - id: strategy.named
    name: "条中提到的部署"
    level: "provincial"
    sources: [{at: "art:2", quote: "条中提到"}]
    relationships:
      - {type: ALIGNS_WITH, from: "art.2", basis: explicit, sources: [{at: "art:2", quote: "落实条中提到"}]}
goals:
  - {id: "goal.main", name: "主要目标", kind: "objective", sources: [{at: "art:2", quote: "主要目标"}]}
indicators:
  - id: indicator.length
    name: "绿道里程"
    sources: [{at: "art:1", quote: "绿道"}]
    relationships:
      - {type: HAS_TARGET, to: "target.done", basis: explicit, sources: [{at: "art:1", quote: "绿道里程达3公里"}]}
targets:
  - {id: "target.done", name: "绿道3公里", kind: "actual", text: "3公里", value: 3, sources: [{at: "art:1", quote: "3公里"}]}
`

func load(t *testing.T) (*loader.Seeds, *ontology.Ontology) {
	t.Helper()
	o, err := loader.ReadOntology(seeds.FS)
	if err != nil {
		t.Fatal(err)
	}
	s, err := loader.Load(fstest.MapFS{"yunxi/plan.yaml": {Data: []byte(madeUp)}}, loader.Options{Ontology: o})
	if err != nil {
		t.Fatal(err)
	}
	return s, o
}

func TestWhatTakesUpWhat(t *testing.T) {
	s, o := load(t)
	r := alignment.Of(s.Graph, o, "yunxi", nil)
	var names []string
	found := map[string]alignment.Strategy{}
	for _, x := range r.Strategies {
		names = append(names, x.Name)
		found[x.Name] = x
	}
	if len(names) != 7 || names[0] != "大省战略" || names[6] != "绿色市部署" {
		t.Fatalf("provincial comes before municipal, in the order of the text: %v", names)
	}
	for name, want := range map[string]alignment.Status{
		"清溪工程": alignment.Carried, "绿色市部署": alignment.Carried, "大省战略": alignment.Guiding, "小镇行动": alignment.Part, "无人承接的部署": alignment.Silent,
		"已经结束的行动": alignment.Reviewed, "条中提到的部署": alignment.Professed,
	} {
		if found[name].Status != want {
			t.Errorf("%s: %s, want %s", name, found[name].Status, want)
		}
	}
	river := found["清溪工程"]
	if len(river.Lines) != 2 || river.Lines[0].By.Label != "Measure" || river.Lines[0].Chapter != 2 || river.Lines[1].Chapter != 1 {
		t.Errorf("acts come before words, each in its chapter: %+v", river.Lines)
	}
	if l := river.Lines[0]; l.Basis != "name_match" || len(l.Quotes) != 2 || l.Rationale == "" {
		t.Errorf("a line without its evidence: %+v", l)
	}
	if river.Counts != (alignment.LineCounts{All: 2, InText: 1, Carried: 1}) {
		t.Errorf("counts %+v", river.Counts)
	}
	if l := found["绿色市部署"].Lines; len(l) != 1 || l[0].Type != "TARGETS" || l[0].Basis != "explicit" {
		t.Errorf("a measure stands twice, or by the weaker: %+v", l)
	}
	if l := found["小镇行动"].Lines; len(l) != 1 || l[0].Via == nil || l[0].Via.Name != "大省战略" {
		t.Errorf("a part says which whole it goes by: %+v", l)
	}
	if r.Totals[alignment.Carried] != 2 || r.Totals[alignment.Silent] != 1 {
		t.Errorf("totals %v", r.Totals)
	}
}

func TestByTheTextAlone(t *testing.T) {
	s, o := load(t)
	for _, x := range alignment.Of(s.Graph, o, "yunxi", question.TextBases(o)).Strategies {
		if x.Name == "清溪工程" && x.Status != alignment.Guiding {
			t.Errorf("without the shared name %s is %s", x.Name, x.Status)
		}
	}
}

// TestTheSeedAgreesWithItsRule: what the rule calls not taken up is what the
// table leaves silent.
func TestTheSeedAgreesWithItsRule(t *testing.T) {
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := alignment.Of(s.Graph, s.Ontology, "jianghai-14fyp", nil)
	silent, reviewed := map[string]bool{}, 0
	for _, x := range r.Strategies {
		switch x.Status {
		case alignment.Silent:
			silent[x.Name] = true
		case alignment.Reviewed:
			silent[x.Name] = true
			reviewed++
		}
		if (x.Name == "毛泽东思想" || x.Name == "党的十九届五中全会精神") && x.Status != alignment.Guiding {
			t.Errorf("%s is %s", x.Name, x.Status)
		}
		for _, l := range x.Lines {
			if l.Basis == "" || len(l.Refs) == 0 || len(l.Quotes) != len(l.Refs) {
				t.Errorf("%s by %s rests on nothing", x.Name, l.By.Name)
			}
		}
	}
	want := []string{"“双城”联动", "“两学一做”学习教育", "“不忘初心、牢记使命”主题教育", "全面建成小康社会"}
	for _, name := range want {
		if !silent[name] {
			t.Errorf("%s is named and never taken up", name)
		}
	}
	if len(silent) != len(want) || reviewed != len(want)-1 {
		t.Errorf("silent are %v, %d of them only in the review", silent, reviewed)
	}
}

// TestThoughtsStandInTheTextsOrder: what a place names together keeps the order
// in which the text puts it.
func TestThoughtsStandInTheTextsOrder(t *testing.T) {
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	wanted := []string{"马克思列宁主义", "毛泽东思想", "邓小平理论", "“三个代表”重要思想", "科学发展观"}
	var got []string
	for _, x := range alignment.Of(s.Graph, s.Ontology, "jianghai-14fyp", nil).Strategies {
		if slices.Contains(wanted, x.Name) {
			got = append(got, x.Name)
		}
	}
	if !slices.Equal(got, wanted) {
		t.Errorf("got %q, want %q", got, wanted)
	}
}
