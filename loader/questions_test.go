package loader

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestQuestions(t *testing.T) {
	fsys := fstest.MapFS{"queries.yaml": &fstest.MapFile{Data: []byte(`# head
questions:
  - id: one
    job: 1
    title: {zh: "一", en: "One"}
    parameters:
      - {name: "chapter", title: {zh: "章", en: "Chapter"}, type: integer, default: "4"}
    cypher: |
      // 第一行
      // 第二行
      RETURN 1 AS n
    example: {chapter: "6"}
  - id: two
    title: {zh: "二", en: "Two"}
    cypher: RETURN 2
`)}}
	got, err := Questions(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Place != "queries.yaml:9" || got[1].Place != "queries.yaml:15" || got[0].Example["chapter"] != "6" ||
		got[0].Cypher != "// 第一行\n// 第二行\nRETURN 1 AS n" || got[0].Parameters[0].Default != "4" {
		t.Errorf("%+v", got)
	}
	if none, err := Questions(fstest.MapFS{}); none != nil || err != nil {
		t.Errorf("without a file: %v %v", none, err)
	}
}

func TestQuestionsAndRulesSayWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ file, yaml, want string }{
		{queriesFile, "questions:\n  - id: one\n    title: {zh: \"一\", en: \"One\"}\n    job: 13\n    parameters:\n      - {name: \"a\", type: text}\n", "queries.yaml:2:5: \"cypher\" is missing\n     2 |   - id: one\n       |     ^\nqueries.yaml:4:10: \"13\" is not a value of \"job\" (allowed: 1–12)\n     4 |     job: 13\n       |          ^\nqueries.yaml:6:27: \"text\" is not a value of \"type\" (allowed: string, integer, float, boolean, strings)"},
		{queriesFile, "question: []\n", "unknown field \"question\" (did you mean \"questions\"?)"},
		{queriesFile, "questions:\n  - {id: a, cypher: x, title: {zh: a, en: b}}\n  - {id: a, cypher: x, title: {zh: a, en: b}}\n", "queries.yaml:3:10: id \"a\" is defined twice"},
		{rulesFile, "rules:\n  - {id: a, cypher: x, title: {zh: a}, severity: grave}\n", "\"grave\" is not a value of \"severity\" (allowed: high, medium, low)"},
		{rulesFile, "rules:\n  - id: a\n    cypher: x\n    title: {zh: a, en: b}\n    severity: low\n    accepted: [{node: \"demo:x\", reason: \"y\"}]\n", "accepted exception 1 needs node, reason and date"},
	} {
		fsys := fstest.MapFS{c.file: &fstest.MapFile{Data: []byte(c.yaml)}}
		_, err := Questions(fsys)
		if c.file == rulesFile {
			_, err = Rules(fsys)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\n%s\n--- got\n%v\n--- want\n%s", c.file, c.yaml, err, c.want)
		}
	}
}
