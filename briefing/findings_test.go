package briefing_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"planatlas/briefing"
	"planatlas/graph/memory"
	"planatlas/graph/question"
	"planatlas/loader"
	"planatlas/seeds"
)

// mustFindings puts the shipped rules to the shipped plan.
func mustFindings(t testing.TB, m briefing.Material) *briefing.Findings {
	t.Helper()
	rules, err := loader.Rules(seeds.FS)
	if err != nil {
		t.Fatal(err)
	}
	report, err := question.Run(context.Background(), memory.New(m.Graph), rules, m.Ontology, "jianghai-14fyp")
	if err != nil {
		t.Fatal(err)
	}
	return &briefing.Findings{Rules: rules, Report: report.On(false)}
}

func TestFindingsReport(t *testing.T) {
	m := mustReal(t)
	f := mustFindings(t, m)
	for lang, parts := range map[briefing.Lang][]string{
		briefing.Chinese: {"疑点清单", "分量重的问题", "| 12 | 智慧照明由哪个基地或园区承载？ |", "现代服务产业园对应哪个产业或集群？", "已接受的", "每一项是提问，不是结论"},
		briefing.English: {"Findings: ", "Questions of high weight", "To settle: ", "Smart lighting", "Accepted"},
	} {
		text := string(mustWrite(t, mustBriefing(t, m, briefing.Request{Kind: briefing.KindFindings, Lang: lang, Findings: f}), "md"))
		for _, part := range parts {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %q in the report", lang, part)
			}
		}
		// Every open finding is a line of a table, and every accepted one.
		if got, want := strings.Count(text, "\n| "), len(f.Report.Findings)+len(f.Rules); got < want {
			t.Errorf("%s: %d lines of tables for %d findings and rules", lang, got, want)
		}
	}
	if _, err := briefing.New(context.Background(), m, briefing.Request{Kind: briefing.KindFindings}); !errors.Is(err, briefing.ErrNeedsFindings) {
		t.Errorf("without findings: %v", err)
	}
}
