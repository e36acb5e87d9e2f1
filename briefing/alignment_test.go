package briefing_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"planatlas/briefing"
	"planatlas/graph/compare"
)

// TestAlignmentTable: every line of the 对上衔接表 has basis, place and words, and
// what the plan leaves there is marked as silence.
func TestAlignmentTable(t *testing.T) {
	b := mustBriefing(t, mustReal(t), briefing.Request{Kind: briefing.KindAlignment, Lang: briefing.Chinese})
	lines, silent, pictures := 0, []string{}, 0
	for _, s := range b.Sections {
		for _, block := range s.Blocks {
			if p, ok := block.(*briefing.Picture); ok && len(p.Scene.Lines) > 0 {
				pictures++
			}
			table, ok := block.(*briefing.Table)
			if !ok {
				continue
			}
			for _, row := range table.Rows {
				switch {
				case strings.HasSuffix(s.Title, "层面战略的承接"):
					lines++
					for i, cell := range row {
						if strings.TrimSpace(cell.String()) == "" || strings.Contains(cell.String(), "原文未载明") {
							t.Errorf("column %d of %s by %s is %q", i, row[0], row[1], cell)
						}
					}
				case s.Title == "提到而未见承接的上级战略":
					silent = append(silent, row[0].String())
					if row[3].String() != "未见承接" {
						t.Errorf("%s is taken up by %s", row[0], row[3])
					}
				}
			}
		}
	}
	if lines < 100 || pictures < 5 {
		t.Errorf("%d lines, %d pictures", lines, pictures)
	}
	if got := strings.Join(silent, " "); !strings.Contains(got, "“双城”联动") || strings.Contains(got, "六大工程") {
		t.Errorf("silent are %s", got)
	}
}

// TestAlignmentInItsFormats: the table comes whole in what offices open.
func TestAlignmentInItsFormats(t *testing.T) {
	b := mustBriefing(t, mustReal(t), briefing.Request{Kind: briefing.KindAlignment, Lang: briefing.English})
	md := string(mustWrite(t, b, "md"))
	for _, want := range []string{"Alignment with upper levels", "Strategies named and not seen to be taken up", "Guiding thought and general requirements", "reported in the review", "〔inferred"} {
		if !strings.Contains(md, want) {
			t.Errorf("no %q in the English table", want)
		}
	}
	for _, format := range []string{"docx", "xlsx", "pdf", "svg"} {
		if len(mustWrite(t, b, format)) < 5000 {
			t.Errorf("%s is empty", format)
		}
	}
}

// TestComparisonOfThePlanWithItself: there is nothing to tell.
func TestComparisonOfThePlanWithItself(t *testing.T) {
	m := mustReal(t)
	side := compare.Side{Graph: m.Graph, Plan: "jianghai-14fyp"}
	c, sheet, err := briefing.Compare(context.Background(), side, side, m.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	b := mustBriefing(t, sheet, briefing.Request{Lang: briefing.Chinese, Comparison: c})
	if b.Kind != briefing.KindComparison || b.Plan.Number != "江高发〔2021〕1号" || !c.Diff.Empty() {
		t.Errorf("%s of %+v", b.Kind, b.Plan)
	}
	for _, s := range b.Sections {
		if s.Title != "" && s.Title != "总体情况" {
			t.Errorf("a plan differs from itself in %s", s.Title)
		}
	}
	if _, err := briefing.New(context.Background(), m, briefing.Request{Kind: briefing.KindComparison}); !errors.Is(err, briefing.ErrNeedsComparison) {
		t.Errorf("one plan is compared with nothing: %v", err)
	}
}
