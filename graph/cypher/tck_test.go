package cypher_test

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/cypher"
	"planatlas/graph/cypher/lexer"
)

// TestTCK runs the scenarios of the openCypher TCK whose query only reads. The
// features come from the official artifact on Maven Central, which is fetched
// once; TCK_JAR names a file instead. testdata/tck.txt lists the scenarios that
// do not pass, each with its reason: the list must be exactly true.
func TestTCK(t *testing.T) {
	jar := tckJar(t)
	known := readKnown(t)
	run := &tckRun{graphs: map[string]string{}}
	scenarios := run.load(t, jar)
	var outcomes []outcome
	for i := range scenarios {
		if s := &scenarios[i]; readOnly(s) {
			outcomes = append(outcomes, outcome{s.String(), run.scenario(s)})
		}
	}
	line, untrue := ratchet(outcomes, known)
	for _, what := range untrue {
		t.Error(what)
	}
	fmt.Println(line)
	if len(outcomes) != 3527 {
		t.Errorf("found %d read scenarios, not 3527: is the reader right?", len(outcomes))
	}
}

// outcome is how one scenario went.
type outcome struct {
	name string
	err  error // nil where it passed
}

// ratchet holds what happened against the list of what is known, and returns the
// summary and everything in which the list is not true: a listed scenario that
// passes, one that fails and is not listed, a listed one that there is not.
func ratchet(outcomes []outcome, known map[string]knownScenario) (line string, untrue []string) {
	unmet := maps.Clone(known)
	passed, divergent, failing := 0, 0, 0
	for _, o := range outcomes {
		k, listed := known[o.name]
		delete(unmet, o.name)
		switch {
		case o.err == nil && listed:
			untrue = append(untrue, fmt.Sprintf("%s passes, but testdata/tck.txt lists it", o.name))
		case o.err == nil:
			passed++
		case !listed:
			failing++
			untrue = append(untrue, fmt.Sprintf("%s\n    %v", o.name, o.err))
		case k.divergence:
			divergent++
		default:
			failing++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(unmet)) {
		untrue = append(untrue, fmt.Sprintf("testdata/tck.txt lists %q, which is no scenario", name))
	}
	return fmt.Sprintf("tck: %d read scenarios, %d passed, %d divergences, %d failing", len(outcomes), passed, divergent, failing), untrue
}

// The list of known scenarios must be exactly true.
func TestRatchet(t *testing.T) {
	wrong := errors.New("wrong rows")
	list := map[string]knownScenario{"A [1]": {true, "Neo4j differs"}, "B [2]": {false, "not yet"}}
	for _, c := range []struct {
		name     string
		outcomes []outcome
		line     string
		untrue   string
	}{
		{"true", []outcome{{"A [1]", wrong}, {"B [2]", wrong}, {"C [3]", nil}}, "3 read scenarios, 1 passed, 1 divergences, 1 failing", ""},
		{"a divergence passes", []outcome{{"A [1]", nil}, {"B [2]", wrong}}, "2 read scenarios, 0 passed, 0 divergences, 1 failing", "A [1] passes"},
		{"a failing one passes", []outcome{{"A [1]", wrong}, {"B [2]", nil}}, "2 read scenarios, 0 passed, 1 divergences, 0 failing", "B [2] passes"},
		{"an unlisted one fails", []outcome{{"A [1]", wrong}, {"B [2]", wrong}, {"C [3]", wrong}}, "3 read scenarios, 0 passed, 1 divergences, 2 failing", "C [3]\n    wrong rows"},
		{"a listed one is gone", []outcome{{"A [1]", wrong}}, "1 read scenarios, 0 passed, 1 divergences, 0 failing", `lists "B [2]"`},
	} {
		line, untrue := ratchet(c.outcomes, list)
		if line != "tck: "+c.line {
			t.Errorf("%s: %s", c.name, line)
		}
		if got := strings.Join(untrue, "\n"); (got == "") != (c.untrue == "") || !strings.Contains(got, c.untrue) || len(untrue) > 1 {
			t.Errorf("%s: %q, want %q", c.name, got, c.untrue)
		}
	}
}

const tckArtifact = "org.opencypher:tck:1.0.0-M23"

// tckJar finds the artifact, fetching it into the user's cache where needed.
func tckJar(t testing.TB) string {
	if path := os.Getenv("TCK_JAR"); path != "" {
		return path
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	dir := filepath.Join(cache, "planatlas", "tck")
	jar := filepath.Join(dir, "tck-1.0.0-M23.jar")
	if _, err := os.Stat(jar); err == nil {
		return jar
	}
	if _, err := exec.LookPath("mvn"); err != nil {
		skipOrFail(t, "the openCypher TCK is fetched with Maven, which is not installed (apt install maven), or named by TCK_JAR")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, goal := range [][]string{
		{"dependency:get", "-Dartifact=" + tckArtifact, "-Dtransitive=false"},
		{"dependency:copy", "-Dartifact=" + tckArtifact, "-DoutputDirectory=" + dir},
	} {
		out, err := exec.Command("mvn", append([]string{"-q", "-B"}, goal...)...).CombinedOutput()
		if err != nil {
			skipOrFail(t, fmt.Sprintf("Maven could not fetch the openCypher TCK (%s): %v\n%s", tckArtifact, err, out))
		}
	}
	return jar
}

// skipOrFail skips on a user's machine and fails where everything must run.
func skipOrFail(t testing.TB, reason string) {
	if os.Getenv("CI") == "true" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

// knownScenario is one line of testdata/tck.txt.
type knownScenario struct {
	divergence bool // Neo4j 5.26 differs from the TCK in the same way
	reason     string
}

func readKnown(t *testing.T) map[string]knownScenario {
	text, err := os.ReadFile("testdata/tck.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]knownScenario{}
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 || fields[0] != "divergence" && fields[0] != "failing" || fields[2] == "" {
			t.Fatalf("testdata/tck.txt:%d: want divergence or failing, the scenario and the reason, with tabs between", i+1)
		}
		known[fields[1]] = knownScenario{fields[0] == "divergence", fields[2]}
	}
	return known
}

type tckRun struct {
	graphs map[string]string // set-up texts of the named graphs
}

// load reads the features, in the order of their names, and the named graphs.
func (run *tckRun) load(t testing.TB, jar string) []scenario {
	z, err := zip.OpenReader(jar)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	sort.Slice(z.File, func(i, j int) bool { return z.File[i].Name < z.File[j].Name })
	var scenarios []scenario
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		switch filepath.Ext(f.Name) {
		case ".feature":
			list, err := readFeature(in)
			if err != nil {
				t.Fatal(err)
			}
			scenarios = append(scenarios, list...)
		case ".cypher":
			text, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			run.graphs[strings.TrimSuffix(filepath.Base(f.Name), ".cypher")] = string(text)
		}
		in.Close()
	}
	return scenarios
}

var writing = regexp.MustCompile(`(?i)\b(CREATE|MERGE|SET|DELETE|REMOVE|CALL)\b`)

// readOnly reports whether the query under test only reads.
func readOnly(s *scenario) bool {
	for _, step := range s.steps {
		if !strings.HasPrefix(step.text, "executing query") {
			continue
		}
		tokens, err := lexer.Scan(step.doc)
		if err != nil {
			return !writing.MatchString(step.doc)
		}
		for i := range tokens {
			if tokens[i].Kind == lexer.Name && writing.MatchString(tokens[i].Text) {
				return false
			}
		}
	}
	return true
}

var raised = regexp.MustCompile(`^an? (\w+) should be raised at (compile time|runtime|any time): (.+)$`)

// scenario runs one scenario and says what is wrong.
func (run *tckRun) scenario(s *scenario) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	m := &graphMaker{}
	params := map[string]graph.Value{}
	var result *graph.Result
	var failure error
	query := ""
	for _, step := range s.steps {
		switch text := step.text; {
		case text == "any graph", text == "an empty graph", text == "no side effects",
			strings.HasPrefix(text, "the side effects should be"):
		case strings.HasPrefix(text, "the ") && strings.HasSuffix(text, " graph"):
			name := strings.TrimSuffix(strings.TrimPrefix(text, "the "), " graph")
			if err := m.execute(run.graphs[name]); err != nil {
				return fmt.Errorf("set-up: %w", err)
			}
		case text == "having executed:":
			if err := m.execute(step.doc); err != nil {
				return fmt.Errorf("set-up: %w", err)
			}
		case text == "parameters are:":
			for _, row := range step.table {
				params[row[0]] = readExpected(row[1]).value()
			}
		case text == "executing query:", text == "executing control query:":
			g, err := m.build()
			if err != nil {
				return err
			}
			query = step.doc
			result, failure = cypher.Run(context.Background(), g, graph.Query{Text: query, Params: params})
		default:
			if err := verify(step, result, failure); err != nil {
				return fmt.Errorf("%s\n%w", query, err)
			}
		}
	}
	return nil
}

// verify compares a result, or an error, with what a step says.
func verify(step gherkinStep, result *graph.Result, failure error) error {
	if m := raised.FindStringSubmatch(step.text); m != nil {
		return verifyError(m[1], m[2], m[3], failure)
	}
	if failure != nil {
		return fmt.Errorf("failed: %w", failure)
	}
	if step.text == "the result should be empty" {
		step.table = [][]string{result.Keys}
	}
	if !strings.HasPrefix(step.text, "the result should be") {
		return fmt.Errorf("cannot read the step %q", step.text)
	}
	ordered := strings.Contains(step.text, "in order")
	c := comparison{anyListOrder: strings.Contains(step.text, "ignoring element order for lists")}
	return verifyRows(step.table, result, ordered, c)
}

func verifyError(kind, phase, detail string, failure error) error {
	want := fmt.Sprintf("%s at %s: %s", kind, phase, detail)
	var e *graph.QueryError
	if !errors.As(failure, &e) {
		return fmt.Errorf("expected %s, got %v", want, failure)
	}
	if e.Kind != kind || phase != "any time" && e.Phase != phase || detail != "*" && e.Detail != detail {
		return fmt.Errorf("expected %s, got %s at %s: %s (%v)", want, e.Kind, e.Phase, e.Detail, e)
	}
	return nil
}

func verifyRows(table [][]string, result *graph.Result, ordered bool, c comparison) error {
	column := map[string]int{}
	for i, k := range result.Keys {
		column[k] = i
	}
	header := table[0]
	if len(header) != len(result.Keys) {
		return fmt.Errorf("columns %q, want %q", result.Keys, header)
	}
	var want [][]expected
	for _, row := range table[1:] {
		var cells []expected
		for _, cell := range row {
			cells = append(cells, readExpected(cell))
		}
		want = append(want, cells)
	}
	same := func(i, j int) bool {
		for k, name := range header {
			at, ok := column[name]
			if !ok || !c.matches(want[i][k], result.Records[j][at]) {
				return false
			}
		}
		return true
	}
	ok := len(want) == len(result.Records)
	if ok && ordered {
		for i := range want {
			ok = ok && same(i, i)
		}
	} else if ok {
		ok = matchesSomeOrder(len(want), same)
	}
	if !ok {
		return fmt.Errorf("rows\n%s\nwant\n%s\n%v", rows(result), joined(table[1:]), result.Keys)
	}
	for _, name := range header {
		if _, ok := column[name]; !ok {
			return fmt.Errorf("no column %q in %q", name, result.Keys)
		}
	}
	return nil
}

func joined(table [][]string) string {
	var lines []string
	for _, row := range table {
		lines = append(lines, strings.Join(row, " | "))
	}
	return strings.Join(lines, "\n")
}
