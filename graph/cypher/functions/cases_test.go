package functions

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCases runs the files of cases: "expression => outcome" a line. Their
// outcomes were read off Neo4j 5.26.30, so they are not rewritten from our own.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.cases")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".cases"), func(t *testing.T) {
			check(t, readCases(t, file))
		})
	}
}

func readCases(t testing.TB, file string) (cases [][2]string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		expression, want, ok := strings.Cut(line, " => ")
		if ok && !strings.HasPrefix(line, "#") {
			cases = append(cases, [2]string{expression, want})
		}
	}
	return cases
}

// Where Planatlas means to differ from Neo4j, or Neo4j has a limit of Java.
func TestDifferences(t *testing.T) {
	check(t, [][2]string{
		{"abs(-9223372036854775808)", "ArithmeticError/NumberOutOfRange"}, // wraps there
		{"round(1e300)", "1.0E300"},                                       // the largest integer there
		{"duration({years: 9223372036854775807})", "ArithmeticError/NumberOutOfRange"},
		{"toString(time('10:00+01:00:30'))", "'10:00:00+01:00:30'"}, // printed but not read there
		{"'a' + true", "'atrue'"},                                   // there too, once kinds are unknown beforehand
		{"'a' + date('2020-01-01')", "'a2020-01-01'"},
		{"split('😀ab', '')", "['😀', 'a', 'b']"}, // half characters there
	})
}

func TestAggregates(t *testing.T) {
	check(t, [][2]string{
		{"sum([])", "0"}, {"avg([])", "null"}, {"min([])", "null"}, {"max([])", "null"}, {"count([])", "0"},
		{"collect([])", "[]"}, {"stDev([])", "null"}, {"stDevP([])", "null"},
		{"percentileCont([], 0.5)", "null"}, {"percentileDisc([null], 0.5)", "null"},
		{"sum([1, null, 2])", "3"}, {"sum([1, 2.5])", "3.5"}, {"sum([1, 2.0])", "3.0"},
		{"sum([9223372036854775807, 1])", "9.223372036854776E18"},
		{"sum([duration('P1D'), duration('PT5S')])", "P1DT5S"},
		{"sum([duration('P1D'), 1])", "TypeError/InvalidArgumentType"},
		{"sum(['a'])", "TypeError/InvalidArgumentType"},
		{"avg([1, 2, 4])", "2.3333333333333335"}, {"avg([0.1, 0.2, 0.3])", "0.2"},
		{"avg([9223372036854775807, 9223372036854775807])", "9.223372036854776E18"},
		{"avg([duration('P1M'), duration('P1D'), duration('PT5S')])", "P10DT11H29M43.666666666S"},
		{"count([1, null, 'a'])", "2"}, {"collect([1, null, 'a'])", "[1, 'a']"},
		{"min([1, 'a', null, 0.5, true, [1], {a: 1}, date('2020-01-01')])", "{a: 1}"},
		{"max([1, 'a', null, 0.5, true, [1], {a: 1}, date('2020-01-01')])", "1"},
		{"min([[1], [0, 5]])", "[0, 5]"}, {"max([1, 0.0 / 0, 2])", "NaN"},
		{"min([1, 1.0])", "1"}, {"min([1.0, 1])", "1.0"},
		{"stDev([1, 2, 3, 4, 5])", "1.5811388300841898"}, {"stDevP([1, 2, 3, 4, 5])", "1.4142135623730951"},
		{"stDev([5])", "0.0"}, {"stDevP([5])", "0.0"}, {"stDev([1, 'a'])", "TypeError/InvalidArgumentType"},
		{"percentileCont([1, 2, 4], 0.5)", "2"}, {"percentileCont([1, 2, 4], 0.3)", "1.6"},
		{"percentileCont([4, 2, 1, null], 0.0)", "1"}, {"percentileCont([1, 2, 4], 1.0)", "4"},
		{"percentileCont([0.1, 0.2, 0.3], 0.4)", "0.18000000000000002"},
		{"percentileCont([1, 2, 3, 4], 0.25)", "1.75"},
		{"percentileDisc([1, 2, 3, 4], 0.25)", "1"}, {"percentileDisc([1, 2, 3, 4], 0.5)", "2"},
		{"percentileDisc([1, 2, 3, 4], 0.51)", "3"}, {"percentileDisc([1, 2.5], 0.9)", "2.5"},
		{"percentileDisc([1, 2], 1.5)", "ArgumentError/NumberOutOfRange"},
		{"percentileCont([1, 2], -0.1)", "ArgumentError/NumberOutOfRange"},
		{"percentileCont([1, 2], null)", "ArgumentError/NumberOutOfRange"},
		{"percentileCont([1, 2], 0.0 / 0)", "ArgumentError/NumberOutOfRange"},
	})
}

func TestMoreFunctions(t *testing.T) {
	check(t, [][2]string{
		{"log10(1000)", "3.0"}, {"log10(0.001)", "-3.0"}, {"log10(1e300)", "300.0"}, {"log10(-1)", "NaN"}, {"log10(0)", "-Infinity"},
		{"3 IN 3", "true"}, {"3 IN 'a'", "false"}, {"null IN 2", "null"}, {"true[0..1]", "[true]"}, {"true[1..]", "[]"},
		{"valueType(1)", "'INTEGER NOT NULL'"}, {"valueType(null)", "'NULL'"},
		{"valueType([1, 'a', null])", "'LIST<STRING | INTEGER> NOT NULL'"},
		{"valueType([])", "'LIST<NOTHING> NOT NULL'"}, {"valueType([null])", "'LIST<NULL> NOT NULL'"},
		{"valueType([[1], [1]])", "'LIST<LIST<INTEGER NOT NULL> NOT NULL> NOT NULL'"},
		{"valueType([1.0, 1, true])", "'LIST<BOOLEAN NOT NULL | INTEGER NOT NULL | FLOAT NOT NULL> NOT NULL'"},
		{"valueType([datetime(), time(), localtime(), point({x: 1, y: 2})])",
			"'LIST<LOCAL TIME NOT NULL | ZONED TIME NOT NULL | ZONED DATETIME NOT NULL | POINT NOT NULL> NOT NULL'"},
		{"size(randomUUID())", "36"}, {"randomUUID() = randomUUID()", "false"},
		{"rand() < 1", "true"}, {"timestamp()", "1773045015123"},
		{"date()", "2026-03-09"}, {"datetime()", "2026-03-09T08:30:15.123456789Z"},
		{"localtime.statement('Asia/Shanghai')", "16:30:15.123456789"},
		{"time({timezone: '+01:00'})", "09:30:15.123456789+01:00"},
		{"date({timezone: 'Pacific/Kiritimati'})", "2026-03-09"},
		{"date.truncate('month')", "2026-03-01"},
		{"datetime.transaction('asia/shanghai').timezone", "'Asia/Shanghai'"},
		{"datetime.statement('Mars/Olympus')", "SyntaxError/InvalidArgumentValue"},
		{"datetime('1818-07-21T21:40:32.142[Europe/Stockholm]')", "1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]"},
		{"vector.similarity.cosine([1, 2], [2, 4])", "1.0"},
		{"vector.similarity.euclidean([1, 2], [2, 4])", "0.16666666666666666"},
		{"vector.similarity.cosine([1], [2, 4])", "ArgumentError/InvalidArgumentValue"},
		{"normalize('Å') = normalize('Å')", "true"}, {"normalize('a', 'NFX')", "ArgumentError/InvalidArgumentValue"},
		{"toUpper('abc', 'd')", "SyntaxError/InvalidNumberOfArguments"}, {"toUpper()", "SyntaxError/InvalidNumberOfArguments"},
		{"left('规划图谱', 2) + right('规划图谱', 2)", "'规划图谱'"}, {"size('规划')", "2"},
		{"split('新能源、新材料；生物医药', ['、', '；'])", "['新能源', '新材料', '生物医药']"},
		{"btrim('“十四五”', '“”')", "'十四五'"},
	})
}

func TestGraphFunctions(t *testing.T) {
	b, vars := smallGraph(t)
	cases := [][2]string{
		{"labels(a)", "['Chapter', 'Planatlas']"}, {"keys(a)", "['id', 'name']"}, {"id(b)", "1"},
		{"elementId(a)", "'p:ch.1'"}, {"elementId(r)", "'p:ch.1|HAS_PART|p:art.1'"}, {"type(r)", "'HAS_PART'"},
		{"startNode(r) = a", "true"}, {"endNode(r) = b", "false"}, {"properties(r)", "{basis: 'explicit'}"},
		{"length(p)", "1"}, {"size(nodes(p))", "2"}, {"relationships(p) = [r]", "true"},
		{"labels(null)", "null"}, {"a.name", "'一'"}, {"a['name'] + a.none", "null"}, {"r.basis", "'explicit'"},
		{"[a, 1][0].id", "'p:ch.1'"}, {"a < r", "null"}, {"valueType(a)", "'NODE NOT NULL'"},
	}
	for _, c := range cases {
		e := &evaluator{text: c[0], ctx: testContext(), variables: vars}
		e.ctx.Graph = b
		if got := outcomeOf(e.expression()); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func TestLimits(t *testing.T) {
	check(t, [][2]string{
		{"range(1, 1000000000000)", "LimitError/work"},
		{"range(-9223372036854775808, 9223372036854775807)", "LimitError/work"},
		{"range(9223372036854775807, -9223372036854775808, -1)", "LimitError/work"},
		{"size(range(1, 620000))", "620000"}, {"size(range(1, 700000))", "LimitError/work"},
		{"size(replace(replace(replace('aaaaaaaaaaaaaaaa', '', 'bbbbbbbbbbbbbbbb'), '', 'cccccccccccccccc'), '', 'dddddddddddddddd'))", "83520"},
	})
	long := strings.Repeat("a", 1<<20)
	ctx := testContext()
	f, _ := Lookup("replace")
	if _, err := f.Eval(ctx, texts(long, "a", "0123456789abcdef")); err == nil {
		t.Error("replace made 16 MiB and more without a word")
	}
	if f, _ = Lookup("split"); f != nil {
		if _, err := f.Eval(testContext(), texts(long, "")); err == nil {
			t.Error("split made a million strings without a word")
		}
	}
}
