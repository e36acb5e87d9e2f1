package loader_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"planatlas/graph/question"
	"planatlas/loader"
)

func TestAccept(t *testing.T) {
	file := func(s string) fstest.MapFS { return fstest.MapFS{"accepted.yaml": {Data: []byte(s)}} }
	rules := []question.Rule{{ID: "homonym"}, {ID: "orphan-platform"}}
	if err := loader.Accept(rules, fstest.MapFS{}, loader.AcceptedName); err != nil {
		t.Errorf("a file that is not there: %v", err)
	}
	err := loader.Accept(rules, file(`accepted:
  - {rule: "homonym", node: "p:term.a", reason: "两处所指不同", date: "2026-11-28"}
`), loader.AcceptedName)
	if err != nil || len(rules[0].Accepted) != 1 || rules[0].Accepted[0].Node != "p:term.a" || len(rules[1].Accepted) != 0 {
		t.Errorf("%v %+v", err, rules)
	}
	for text, want := range map[string]string{
		`accepted: [{rule: "homonim", node: "a", reason: "b", date: "2026-11-28"}]`: "homonim",
		`accepted: [{rule: "homonym", node: "a", reason: "b", date: "today"}]`:      "today",
		`accepted: [{rule: "homonym", node: "a", date: "2026-11-28"}]`:              "reason",
		`accept: []`: "accept",
	} {
		if err := loader.Accept(rules, file(text), loader.AcceptedName); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "accepted.yaml") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
