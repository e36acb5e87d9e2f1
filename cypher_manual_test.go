package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"planatlas/briefing"
	"planatlas/graph"
)

// cypherManual is the manual page in both languages.
var cypherManual = []struct {
	file string
	lang briefing.Lang
}{
	{"docs/cypher.md", briefing.Chinese},
	{"docs/cypher.en.md", briefing.English},
}

// TestCypherManual runs every example of the manual page on the seeds. An
// example is a block of Cypher; what the page shows right after it, a table of
// rows or a block of text with an error, a notice or a plan, must be the answer.
// UPDATE_GOLDEN=1 writes the answers anew.
func TestCypherManual(t *testing.T) {
	var counts []int
	for _, page := range cypherManual {
		p := newProgram(&bytes.Buffer{}, &bytes.Buffer{}, strings.NewReader(""), func(string) (string, bool) { return "", false })
		p.lang = page.lang
		d, err := p.open(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(page.file)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		count := 0
		for _, part := range readManual(string(b)) {
			out.WriteString(part.text)
			if part.query == "" {
				continue
			}
			count++
			out.WriteString(checkExample(t, fmt.Sprintf("%s:%d", page.file, part.line), p, d, part))
		}
		d.close()
		counts = append(counts, count)
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(page.file, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if counts[0] != counts[1] || counts[0] == 0 {
		t.Errorf("the pages have %v examples: both must have the same", counts)
	}
}

// manualPart is text of the page up to and with an example's query, and the
// answer that the page shows after it.
type manualPart struct {
	text, query, shown string
	line               int
}

// readManual takes a page apart. The parts' texts and shown answers, one after
// the other, are the page.
func readManual(page string) (parts []manualPart) {
	var text strings.Builder
	lines := strings.SplitAfter(page, "\n")
	for i := 0; i < len(lines); i++ {
		text.WriteString(lines[i])
		if lines[i] != "```cypher\n" {
			continue
		}
		part := manualPart{line: i + 1}
		for i++; i < len(lines); i++ {
			text.WriteString(lines[i])
			if lines[i] == "```\n" {
				break
			}
			part.query += lines[i]
		}
		if n := answerLines(lines, i+2); n > 0 {
			text.WriteString(lines[i+1])
			part.shown = strings.Join(lines[i+2:i+2+n], "")
			i += n + 1
		}
		part.text = text.String()
		text.Reset()
		parts = append(parts, part)
	}
	return append(parts, manualPart{text: text.String()})
}

// answerLines counts the lines of the table or the block of text that begins at
// a line.
func answerLines(lines []string, from int) int {
	n := from
	if from < len(lines) && lines[from] == "```text\n" {
		for n++; n < len(lines) && lines[n-1] != "```\n"; n++ {
		}
		return n - from
	}
	for n < len(lines) && strings.HasPrefix(lines[n], "|") {
		n++
	}
	return n - from
}

// checkExample runs an example, holds the answer against the one shown, and
// returns what should be shown.
func checkExample(t *testing.T, place string, p *program, d *data, part manualPart) string {
	t.Helper()
	q := graph.Query{Text: strings.TrimRight(part.query, "\n"), Params: manualParameters(t, place, part.query), Limits: p.limits()}
	r, err := d.engine.Run(context.Background(), q)
	if failure := (*graph.QueryError)(nil); err != nil && !errors.As(err, &failure) {
		t.Fatalf("%s: %v", place, err)
	}
	var want string
	switch {
	case part.shown == "" && err != nil:
		t.Errorf("%s: %v", place, err)
	case part.shown == "" && len(r.Records) == 0:
		t.Errorf("%s: no rows", place)
	case part.shown == "":
	case strings.HasPrefix(part.shown, "|"):
		if err != nil {
			t.Errorf("%s: %v", place, err)
			return part.shown
		}
		want = markdownTable(r)
	default:
		want = "```text\n" + printed(p, d, q, r, err) + "```\n"
	}
	if want != part.shown && os.Getenv("UPDATE_GOLDEN") == "" {
		t.Errorf("%s: the page shows\n%s\nthe answer is\n%s\nUPDATE_GOLDEN=1 go test -run TestCypherManual . writes it into the page", place, part.shown, want)
	}
	return want
}

var manualParameter = regexp.MustCompile(`(?m)^// --param (\S+?)=(.*)$`)

// manualParameters reads the comments that give parameters, written as on the
// command line.
func manualParameters(t *testing.T, place, query string) map[string]graph.Value {
	t.Helper()
	params := map[string]graph.Value{}
	for _, m := range manualParameter.FindAllStringSubmatch(query, -1) {
		v, err := graph.ParseValue([]byte(m[2]))
		if err != nil {
			v = graph.Text(m[2])
		}
		params[m[1]] = v
	}
	return params
}

// printed is what the command line says to an error, a notice or a plan.
func printed(p *program, d *data, q graph.Query, r *graph.Result, err error) string {
	var out bytes.Buffer
	was, errs := p.out, p.err
	p.out, p.err = &out, &out
	defer func() { p.out, p.err = was, errs }()
	failure := (*graph.QueryError)(nil)
	switch {
	case errors.As(err, &failure):
		p.reportQuery(&queryFailure{failure, q.Text})
	case r.Plan != nil:
		p.printOperators(r.Plan)
	default:
		for i, n := range r.Notices {
			r.Notices[i] = d.ontology.Meant(n).Said(string(p.lang))
		}
		p.notices(r)
	}
	return out.String()
}

func markdownTable(r *graph.Result) string {
	var b strings.Builder
	row := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
		}
		b.WriteString("|\n")
	}
	row(r.Keys)
	b.WriteString(strings.Repeat("| --- ", len(r.Keys)) + "|\n")
	for _, record := range r.Records {
		texts := make([]string, len(record))
		for i, v := range record {
			texts[i] = plainText(valueText(v))
		}
		row(texts)
	}
	return b.String()
}

// The reader of the page finds examples and what they show.
func TestReadManual(t *testing.T) {
	page := "a\n```cypher\nRETURN 1\n```\n\n| 1 |\n| --- |\n| 1 |\n\nb\n```cypher\n// --param x=3\nRETURN $x\n```\nc\n\n```cypher\nRETRN\n```\n\n```text\nno\n```\nd\n"
	parts := readManual(page)
	var again strings.Builder
	for _, p := range parts {
		again.WriteString(p.text + p.shown)
	}
	if again.String() != page || len(parts) != 4 {
		t.Fatalf("%d parts, together %q", len(parts), again.String())
	}
	for i, want := range []string{"| 1 |\n| --- |\n| 1 |\n", "", "```text\nno\n```\n", ""} {
		if parts[i].shown != want {
			t.Errorf("part %d shows %q", i, parts[i].shown)
		}
	}
	if v := manualParameters(t, "", parts[1].query)["x"]; v != graph.Int(3) {
		t.Errorf("parameter %v", v)
	}
}
