package briefing_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"planatlas/briefing"
)

// wideTable is a matrix of 20 rows and 24 columns with a cell on the diagonal.
// Row 7 is empty, and nothing stands in columns 21 to 24.
func wideTable(filled bool) *briefing.SavedTable {
	t := &briefing.SavedTable{Columns: []string{"行"}}
	for c := range 24 {
		t.Columns = append(t.Columns, fmt.Sprintf("列%02d", c+1))
	}
	for r := range 20 {
		row := []string{fmt.Sprintf("行%02d", r+1)}
		for c := range 24 {
			switch {
			case r == 6:
				row = append(row, "〔 〕")
			case c == r || filled:
				row = append(row, fmt.Sprintf("格%d-%d", r+1, c+1))
			default:
				row = append(row, "")
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// TestWideMatrixOnPaper: a matrix that is wider than a page comes in parts, each
// with its rows and the word how many are left out; a sheet has it whole, and a
// table that is full stays as it is.
func TestWideMatrixOnPaper(t *testing.T) {
	m := mustReal(t)
	b := mustBriefing(t, m, briefing.Request{Lang: briefing.Chinese, Kind: briefing.KindGraph, Saved: &briefing.SavedView{Title: "宽", Table: wideTable(false)}})
	text := documentText(t, mustWrite(t, b, "docx"))
	for _, want := range []string{"第 1 至 6 列，共 24 列。有 13 行在这几列里没有内容，略去。", "第 7 至 12 列，共 24 列。有 14 行", "第 19 至 24 列，共 24 列。有 17 行", "格1-1", "格20-20"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	// The empty row stands in each part; each other row in the one with its cell.
	for word, want := range map[string]int{"行07": 4, "行08": 1, "列08": 1, "格8-8": 1} {
		if n := strings.Count(text, word); n != want {
			t.Errorf("%s stands there %d times, want %d", word, n, want)
		}
	}
	if md := string(mustWrite(t, b, "md")); strings.Contains(md, "略去") || !strings.Contains(md, "| 列24 |") {
		t.Errorf("text has room for the whole:\n%s", md)
	}
	full := mustBriefing(t, m, briefing.Request{Lang: briefing.Chinese, Kind: briefing.KindGraph, Saved: &briefing.SavedView{Title: "满", Table: wideTable(true)}})
	if strings.Contains(documentText(t, mustWrite(t, full, "docx")), "略去") {
		t.Error("a full table is cut into parts")
	}
	for _, format := range []string{"pdf", "pptx", "xlsx"} {
		checkForm(t, "wide", briefing.Format{Name: format}, mustWrite(t, b, format))
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// documentText is the text of a DOCX.
func documentText(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return tag.ReplaceAllString(string(mustPart(z, "word/document.xml")), "")
}
