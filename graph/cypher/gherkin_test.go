package cypher_test

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// This file reads the subset of Gherkin that the TCK is written in: features,
// backgrounds, scenarios, outlines with examples, tables and doc strings.

// scenario is one scenario, outlines expanded.
type scenario struct {
	feature string
	name    string // with "#n" for the n-th row of the examples
	steps   []gherkinStep
}

func (s *scenario) String() string { return s.feature + " " + s.name }

// gherkinStep is one step with its table or doc string.
type gherkinStep struct {
	text  string // without Given, When, Then, And, But
	doc   string
	table [][]string
}

var stepWord = regexp.MustCompile(`^(Given|When|Then|And|But)\s+`)

// readFeature reads the scenarios of a feature file.
func readFeature(in io.Reader) ([]scenario, error) {
	r := &featureReader{lines: bufio.NewScanner(in)}
	r.lines.Buffer(nil, 1<<20)
	for r.lines.Scan() {
		if err := r.line(r.lines.Text()); err != nil {
			return nil, err
		}
	}
	r.endScenario()
	return r.scenarios, r.lines.Err()
}

type featureReader struct {
	lines      *bufio.Scanner
	feature    string
	background []gherkinStep
	scenarios  []scenario

	current    *scenario // nil in the background
	outline    bool
	inExamples bool
	examples   [][]string
	steps      *[]gherkinStep
}

func (r *featureReader) line(raw string) error {
	line := strings.TrimSpace(raw)
	switch {
	case line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "@"):
	case strings.HasPrefix(line, "Feature:"):
		name, _, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "Feature:")), " ")
		r.feature = name
	case strings.HasPrefix(line, "Background:"):
		r.steps = &r.background
	case strings.HasPrefix(line, "Scenario:"):
		r.begin(strings.TrimPrefix(line, "Scenario:"), false)
	case strings.HasPrefix(line, "Scenario Outline:"):
		r.begin(strings.TrimPrefix(line, "Scenario Outline:"), true)
	case strings.HasPrefix(line, "Examples:"):
		r.inExamples = true
	case strings.HasPrefix(line, "|"):
		r.row(cells(line))
	case strings.HasPrefix(line, `"""`):
		return r.docString(strings.Index(raw, `"""`))
	case stepWord.MatchString(line):
		*r.steps = append(*r.steps, gherkinStep{text: stepWord.ReplaceAllString(line, "")})
	default:
		return fmt.Errorf("%s: cannot read %q", r.feature, line)
	}
	return nil
}

func (r *featureReader) begin(name string, outline bool) {
	r.endScenario()
	r.current = &scenario{feature: r.feature, name: strings.TrimSpace(name)}
	r.outline, r.inExamples, r.examples = outline, false, nil
	r.current.steps = append(r.current.steps, r.background...)
	r.steps = &r.current.steps
}

func (r *featureReader) row(row []string) {
	if r.inExamples {
		r.examples = append(r.examples, row)
		return
	}
	last := &(*r.steps)[len(*r.steps)-1]
	last.table = append(last.table, row)
}

// docString reads up to the closing quotes, taking the indentation away.
func (r *featureReader) docString(indent int) error {
	var lines []string
	for r.lines.Scan() {
		line := r.lines.Text()
		if strings.TrimSpace(line) == `"""` {
			last := &(*r.steps)[len(*r.steps)-1]
			last.doc = strings.Join(lines, "\n")
			return nil
		}
		cut := min(indent, len(line)-len(strings.TrimLeft(line, " ")))
		lines = append(lines, line[cut:])
	}
	return fmt.Errorf("%s: a doc string is never closed", r.feature)
}

func (r *featureReader) endScenario() {
	if r.current == nil {
		return
	}
	if !r.outline {
		r.scenarios = append(r.scenarios, *r.current)
		return
	}
	header := r.examples[0]
	for i, row := range r.examples[1:] {
		r.scenarios = append(r.scenarios, r.expand(header, row, i+1))
	}
}

// expand fills in one row of the examples.
func (r *featureReader) expand(header, row []string, number int) scenario {
	var pairs []string
	for i, h := range header {
		pairs = append(pairs, "<"+h+">", row[i])
	}
	fill := strings.NewReplacer(pairs...)
	s := scenario{feature: r.current.feature, name: fmt.Sprintf("%s #%d", r.current.name, number)}
	for _, step := range r.current.steps {
		filled := gherkinStep{text: fill.Replace(step.text), doc: fill.Replace(step.doc)}
		for _, row := range step.table {
			var cells []string
			for _, c := range row {
				cells = append(cells, fill.Replace(c))
			}
			filled.table = append(filled.table, cells)
		}
		s.steps = append(s.steps, filled)
	}
	return s
}

// cells splits a line of a table; \| is a bar and \\ a backslash.
func cells(line string) []string {
	var list []string
	var cell strings.Builder
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line) && (line[i+1] == '|' || line[i+1] == '\\'):
			i++
			cell.WriteByte(line[i])
		case line[i] == '|':
			list = append(list, strings.TrimSpace(cell.String()))
			cell.Reset()
		default:
			cell.WriteByte(line[i])
		}
	}
	return list
}
