package loader

import (
	"strings"
	"testing"
	"testing/fstest"

	"planatlas/graph/question"
)

// ownRule is a rule file as a user writes it beside those of the program.
const ownRule = `# A rule of our own.
rules:
  - id: %ID%
    severity: low
    title: {zh: "平台没有英文名", en: "Platform without an English name"}
    why: {zh: "外文材料要用。", en: "Papers in English need it."}
    settle: {zh: "补写。", en: "Add it."}
    cypher: |
      MATCH (p:Platform) WHERE p.plan = $plan AND p.nameEn IS NULL
      RETURN p.id AS id, p.name AS name, p.articles AS articles, '没有英文名' AS detail
      ORDER BY id
    accepted:
      - {node: "platform.one", reason: "不用", date: "2021-03-02"}
`

func TestOwnRulesStandBesideTheOthers(t *testing.T) {
	files := good(t)
	files["rules.yaml"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(ownRule, "%ID%", "first"))}
	files["rules/b.yaml"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(ownRule, "%ID%", "third"))}
	files["rules/a.yaml"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(ownRule, "%ID%", "second"))}
	s := mustLoad(t, files, Options{})
	var got []string
	for _, r := range s.Rules {
		got = append(got, r.ID+" "+r.Place)
	}
	want := "first rules.yaml:9, second rules/a.yaml:9, third rules/b.yaml:9"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	r := s.Rules[0]
	if r.Severity != question.Low || !strings.HasPrefix(r.Cypher, "MATCH (p:Platform)") || len(r.Accepted) != 1 || r.Accepted[0].Date != "2021-03-02" {
		t.Errorf("the rule was read as %+v", r)
	}
	files["rules/b.yaml"] = files["rules/a.yaml"]
	if _, err := Load(files, Options{}); err == nil || !strings.Contains(err.Error(), `rules/b.yaml:3:9: the id "second" is already taken at rules/a.yaml:3:9`) {
		t.Errorf("a rule given twice: %v", err)
	}
}

func TestSeedsNeedNoQuestions(t *testing.T) {
	s := mustLoad(t, good(t), Options{})
	if len(s.Questions) != 0 || len(s.Rules) != 0 {
		t.Errorf("questions out of nowhere: %v %v", s.Questions, s.Rules)
	}
}
