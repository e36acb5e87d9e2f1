package briefing_test

import (
	"strings"
	"testing"

	"planatlas/briefing"
)

// TestResponsibilitiesInTheOrderOfTheText: every measure stands once, in its own
// chapter, those of a chapter's preamble first, in the order of the text.
func TestResponsibilitiesInTheOrderOfTheText(t *testing.T) {
	m := mustReal(t)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindResponsibilities, Lang: briefing.Chinese})
	rows, seen := 0, map[string][]string{}
	for _, s := range b.Sections {
		if s.Title == "其他" {
			t.Errorf("measures without a chapter")
		}
		for _, block := range s.Blocks {
			if table, ok := block.(*briefing.Table); ok {
				for _, row := range table.Rows {
					rows++
					seen[s.Title] = append(seen[s.Title], row[1].String())
				}
			}
		}
	}
	if all := len(m.Graph.WithLabel("Measure")); rows != all {
		t.Errorf("%d rows for %d measures", rows, all)
	}
	for title, list := range seen {
		if !strings.HasSuffix(title, "（第六章）") {
			continue
		}
		if first := list[0]; !strings.HasPrefix(first, "抢抓“双区”建设重大历史机遇") {
			t.Errorf("chapter 6 begins with %s", first)
		}
		if second := list[1]; !strings.HasPrefix(second, "发挥交通先导作用") {
			t.Errorf("article 22 begins with %s", second)
		}
	}
}
