package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	madeUpProposal = "graph/compare/testdata/jianyi"
	madeUpOutline  = "graph/compare/testdata/gangyao"
)

func TestQuestionsFindingsAndDiff(t *testing.T) {
	for _, c := range []struct {
		args   string
		status int
		want   string // parts of stdout, or of stderr where the status is not 0, apart by |
	}{
		{args: "query --saved bases-and-industries", want: "现代服务产业园|name_match"},
		{args: "query --saved measures-of-article --param article=27 --format json", want: `"keys"|城央绿廊`},
		{args: "query --saved measures-of-article --param article=x", status: 2, want: "--param article：“x”不是整数"},
		{args: "query --saved indicators --param y=x", status: 2, want: "没有参数"},
		{args: "query --saved indicator", status: 2, want: "没有常用问题“indicator”；有 responsibilities"},
		{args: "query --saved list --lang en", want: "words|Look up words"},
		{args: "query --saved words --param words=没有这样的话", want: "没有给出原文全文|不等于原文没有写"},
		{args: "query", status: 2, want: "--saved"},
		{args: "query --saved words RETURN", status: 2, want: "--saved"},
		{args: "findings", want: "智慧照明（第12条）|现代服务产业园（第14条）|2025年（第6条）|2035年（第3条）"},
		{args: "findings --accepted --lang en", want: "accepted (2021-03-02): Reached already"},
		{args: "findings --graph text --lang en", want: "the analyst's relationships fill it"},
		{args: "findings --format json", want: `"textOnly"|"broken": []|"settled": []`},
		{args: "findings --fail-on high", status: 1},
		{args: "findings --fail-on severe", status: 2, want: "“severe”"},
		{args: "findings --graph all", status: 2, want: "“all”"},
		{args: "diff " + madeUpProposal + " " + madeUpOutline, want: "+ 平台载体 云溪会展中心|- 平台载体 旧货市场|注明承接|40 → 38（下调）|种类：园区 → 基地|建设 → 谋划（减弱）|name_match → explicit"},
		{args: "diff --lang en " + madeUpOutline + " " + madeUpProposal, want: "Outline of made-up Yunxi District → Proposal|(stronger)"},
		{args: "diff --format json " + madeUpProposal + " " + madeUpProposal, want: `"kept": 10|"added": []`},
		{args: "hubs", want: "六个产业核心基地|图中只有一项支撑的目标|战略性新兴产业集群效应更加明显|模块度"},
		{args: "hubs --lang en --label Platform --limit 3", want: "Six core industrial bases|Goals with one support in the graph|more"},
		{args: "hubs --format json --graph text", want: `"pairs"|"agreement"`},
		{args: "hubs --label Nothing", status: 2, want: "没有类型“Nothing”"},
		{args: "hubs --limit 0", status: 2, want: "--limit"},
		{args: "hubs --graph both", status: 2, want: "“both”"},
		{args: "diff jianghai-14fyp jianghai-14fyp", want: "新增 0，不再有 0"},
		{args: "diff --format md " + madeUpProposal + " " + madeUpOutline, want: "# 虚构市云溪区规划纲要对照表|凭什么配对|注明承接|“建设云溪大桥”｜“谋划建设云溪大桥”"},
		{args: "export --kind comparison --format md --lang en --from " + madeUpProposal + " --to " + madeUpOutline, want: "Comparison: Outline|Found by|Words (before \\| after)"},
		{args: "export --kind comparison --format md", status: 2, want: "--from"},
		{args: "diff --format odt a b", status: 2, want: "odt"},
		{args: "serve --against nowhere", status: 2, want: "nowhere"},
		{args: "diff jianghai-14fyp nowhere", status: 2, want: "nowhere"},
	} {
		r := run(nil, strings.Fields(c.args)...)
		out := r.out
		if c.status != 0 && c.want != "" {
			out = r.err
		}
		if r.status != c.status {
			t.Errorf("%s: status %d, want %d\n%s", c.args, r.status, c.status, r.err)
		}
		for _, part := range strings.Split(c.want, "|") {
			if !strings.Contains(out, part) {
				t.Errorf("%s: no %q in\n%s", c.args, part, out)
			}
		}
	}
}

// TestWordsInTheText: with the official text, the place is given of words that
// no quotation holds.
func TestWordsInTheText(t *testing.T) {
	source := sourceText(t)
	r := run(map[string]string{"PLANATLAS_SOURCE": source}, "query", "--saved", "words", "--param", "words=渐进式延迟法定退休年龄")
	if r.status != 0 || !strings.Contains(r.out, "原文全文中 1 句有") || !strings.Contains(r.out, "第40条  ") {
		t.Errorf("status %d: %s%s", r.status, r.out, r.err)
	}
	r = run(nil, "query", "--saved", "words", "--format", "json", "--source", source, "--param", "words=没有这样的话")
	if r.status != 0 || !strings.Contains(r.out, `"given": true`) || !strings.Contains(r.out, `"places": []`) {
		t.Errorf("status %d: %s%s", r.status, r.out, r.err)
	}
}

// TestAcceptedFile: findings of the program's own rules are accepted by a file
// beside the data or named by the command; one that is wrong is said.
func TestAcceptedFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "accepted.yaml")
	write := func(rule string) {
		text := `accepted: [{rule: "` + rule + `", node: "jianghai-14fyp:industry.smart-lighting", reason: "照明产业不设专门基地", date: "2026-11-28"}]`
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("member-without-base")
	before, after := run(nil, "findings"), run(nil, "findings", "--accepted-file", file)
	if !strings.Contains(before.out, "智慧照明（第12条）") || after.status != 0 || strings.Contains(after.out, "智慧照明（第12条）") {
		t.Errorf("status %d: %s%s", after.status, after.out, after.err)
	}
	if r := run(map[string]string{"PLANATLAS_ACCEPTED_FILE": file}, "findings", "--accepted"); !strings.Contains(r.out, "照明产业不设专门基地") {
		t.Errorf("without the reason: %s%s", r.out, r.err)
	}
	write("no-such-rule")
	if r := run(nil, "findings", "--accepted-file", file); r.status != 1 || !strings.Contains(r.err, "no-such-rule") {
		t.Errorf("a rule that is not there: %d %s", r.status, r.err)
	}
	if r := run(nil, "findings", "--accepted-file", file+"x"); r.status != 1 || !strings.Contains(r.err, "accepted.yamlx") {
		t.Errorf("a file that is not there: %d %s", r.status, r.err)
	}
}

// TestOwnRules: a user's broken rule is reported with its place and the others
// run on, those of the program among them.
func TestOwnRules(t *testing.T) {
	dir := t.TempDir()
	mustWrite := func(name, content string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ontology, err := os.ReadFile("seeds/ontology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := os.ReadFile(madeUpProposal + "/plan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	mustWrite("ontology.yaml", string(ontology))
	mustWrite("jianyi/plan.yaml", string(plan))
	words := "    severity: high\n    title: {zh: \"一\", en: \"one\"}\n    why: {zh: \"一\", en: \"one\"}\n    settle: {zh: \"一\", en: \"one\"}\n"
	mustWrite("rules/own.yaml", "rules:\n  - id: broken\n"+words+"    cypher: |\n      MATCH (n)\n      RETURN m\n  - id: every-industry\n"+words+
		"    cypher: \"MATCH (i:Industry) WHERE i.plan = $plan RETURN i.id AS id, i.name AS name, i.articles AS articles, '自定' AS detail ORDER BY id\"\n")
	r := run(nil, "findings", "--seeds", dir, "--format", "json")
	var report struct {
		Findings []struct{ Rule, Node string }
		Broken   []struct {
			Rule, Place  string
			Line, Column int
		}
	}
	if err := json.Unmarshal([]byte(r.out), &report); err != nil {
		t.Fatal(err, r.err)
	}
	rules := map[string]string{}
	for _, f := range report.Findings {
		rules[f.Rule] = f.Node
	}
	if rules["every-industry"] != "jianyi:industry.bamboo" || rules["orphan-platform"] == "" {
		t.Errorf("found %v", rules)
	}
	if len(report.Broken) != 1 || report.Broken[0].Place != "rules/own.yaml:8" || report.Broken[0].Line != 2 || report.Broken[0].Column != 8 {
		t.Errorf("broken %+v", report.Broken)
	}
	if !strings.Contains(r.err, "rules/own.yaml:8: rule broken: 2:8") {
		t.Errorf("the broken rule is not reported: %s", r.err)
	}
}
