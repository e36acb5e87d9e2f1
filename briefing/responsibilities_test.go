package briefing_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

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
					if n := row[0].Number; n == nil || int(*n) != rows {
						t.Errorf("row %d is numbered %q", rows, row[0].String())
					}
					seen[s.Title] = append(seen[s.Title], row[2].String())
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

// TestOneSheetForAWholeList: what a document divides among sections is one sheet
// of a workbook, with the section in a column, so that all rows can be filtered.
func TestOneSheetForAWholeList(t *testing.T) {
	m := mustReal(t)
	for _, c := range []struct {
		kind        briefing.Kind
		sheet, part string
		column      int
		rows        int
	}{
		{briefing.KindResponsibilities, "责任分工表", "章", 1, len(m.Graph.WithLabel("Measure"))},
		{briefing.KindZones, "片区台账", "类别", 0, len(m.Graph.WithLabel("District"))},
		{briefing.KindGlossary, "术语表", "解释", 0, len(m.Graph.WithLabel("Term"))},
	} {
		b := mustBriefing(t, m, briefing.Request{Kind: c.kind, Lang: briefing.Chinese})
		x, err := excelize.OpenReader(bytes.NewReader(mustWrite(t, b, "xlsx")))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range x.GetSheetList() {
			if name != c.sheet && name != "正文" && name != "原文出处" {
				t.Errorf("%s has a sheet %s, too", c.kind, name)
			}
		}
		rows, err := x.GetRows(c.sheet)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != c.rows+3 || rows[2][c.column] != c.part {
			t.Errorf("%s has %d rows, want %d; column %d is %q", c.kind, len(rows)-3, c.rows, c.column, rows[2][c.column])
		}
		titles := map[string]bool{}
		for _, s := range b.Sections {
			titles[s.Title] = true
		}
		for i, row := range rows[3:] {
			if !titles[row[c.column]] {
				t.Errorf("%s row %d is of no section: %q", c.kind, i+1, row[c.column])
			}
		}
	}
}

// TestFindingsLeaveRoomForAnswers: open findings are numbered through and have an
// empty column for the drafter; what was accepted comes last.
func TestFindingsLeaveRoomForAnswers(t *testing.T) {
	m := mustReal(t)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindFindings, Lang: briefing.Chinese, Findings: mustFindings(t, m)})
	asked := 0
	for i, s := range b.Sections {
		if strings.HasPrefix(s.Title, "附：") != (i == len(b.Sections)-1) {
			t.Errorf("section %d of %d is %s", i+1, len(b.Sections), s.Title)
		}
		for _, block := range s.Blocks {
			table, ok := block.(*briefing.Table)
			if !ok || table.Whole == "" {
				continue
			}
			for _, row := range table.Rows {
				asked++
				if n := row[0].Number; n == nil || int(*n) != asked || row[len(row)-1].String() != "" {
					t.Errorf("question %d: %q, answer %q", asked, row[0].String(), row[len(row)-1].String())
				}
			}
		}
	}
	if asked == 0 {
		t.Error("no questions")
	}
}
