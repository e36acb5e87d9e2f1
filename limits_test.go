package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"planatlas/graph"
)

func say(zh, _ string) string { return zh }

func TestLimitFlag(t *testing.T) {
	f := limitFlag{say: say}
	for _, text := range []string{"time=90s,rows=1_000", "bytes=2MiB", "work=7", "memory=3GB,text=5KiB", "nesting=300"} {
		if err := f.Set(text); err != nil {
			t.Fatal(err)
		}
	}
	want := graph.Limits{Time: 90 * time.Second, Rows: 1000, Bytes: 2 << 20, Work: 7, Memory: 3_000_000_000, Text: 5 << 10, Nesting: 300}
	if f.limits != want {
		t.Errorf("%+v, want %+v", f.limits, want)
	}
	for _, text := range []string{"", "time", "time=5", "rows=0", "rows=-1", "bytes=9GiGiB", "memory=99999999999GiB", "nesting=2001", "colour=red"} {
		if err := (&limitFlag{say: say}).Set(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

// recorder keeps the limits of the query that it was asked.
type recorder struct {
	engine
	limits graph.Limits
}

func (r *recorder) Run(_ context.Context, q graph.Query) (*graph.Result, error) {
	r.limits = q.Limits
	return &graph.Result{}, nil
}

// The server's queries run under the limits that it was started with.
func TestServedLimits(t *testing.T) {
	p := program{given: limitFlag{limits: graph.Limits{Rows: 7}}}
	r := &recorder{}
	e, err := p.served(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Run(t.Context(), graph.Query{}); err != nil || r.limits.Rows != 7 {
		t.Errorf("limits %+v, %v", r.limits, err)
	}
	if _, err := e.Run(t.Context(), graph.Query{Limits: graph.Limits{Rows: 3}}); err != nil || r.limits.Rows != 3 {
		t.Errorf("limits %+v, %v", r.limits, err)
	}
}

// An excerpt shows the place of a mistake, however long the line is and however
// wide its characters are.
func TestExcerpt(t *testing.T) {
	long := strings.Repeat("匹配", 60) + "错" + strings.Repeat("返回", 60)
	for _, c := range []struct {
		line   string
		column int
		at     string // what stands above the caret
	}{
		{"RETURN x", 8, "x"},
		{"RETURN '新材料', x", 15, "x"},
		{"RETURN 1 +", 11, ""},
		{"", 1, ""},
		{"x", 99, ""},
		{long, 121, "错"},
		{long, 1, "匹"},
		{long, 241, "返"[:0]},
		{strings.Repeat("a", 500) + "!", 501, "!"},
	} {
		text, caret := excerpt(c.line, c.column)
		if got := cells.TruncateLeft(text, caret, ""); !strings.HasPrefix(got, c.at) {
			t.Errorf("column %d of %.20s…: the caret stands under %.9q in %q", c.column, c.line, got, text)
		}
		if width := cells.StringWidth(text); width > 2*excerptWidth+2 {
			t.Errorf("column %d of %.20s…: %d columns wide", c.column, c.line, width)
		}
	}
}
