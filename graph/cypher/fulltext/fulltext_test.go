package fulltext

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"planatlas/graph"
)

// corpus is a small graph, a line a node: name, aliases, summary.
var corpus = [][3]string{
	{"新能源新材料产业集聚区"},
	{"新材料"},
	{"能源保障体系"},
	{"2025年 New Energy Base", "NEV base|新能源基地"},
	{"年"},
	{"The Base of Industry"},
	{"Ｎｅｗ能源汽车", "", "百亿级产业"},
	{"state-of-the-art 3.14 a_b U.S.A. don't x2"},
	{"规划图谱"},
	{"一二三"},
	{"カタカナ ひらがな 한국어"},
	{"产业"},
	{"“十四五”规划纲要"},
}

func corpusIndex(t testing.TB) *Index {
	b := graph.NewBuilder()
	for i, c := range corpus {
		p := map[string]graph.Value{"name": graph.Text(c[0])}
		if c[1] != "" {
			p["aliases"] = graph.Texts(strings.Split(c[1], "|"))
		}
		if c[2] != "" {
			p["summary"] = graph.Text(c[2])
		}
		b.AddNode(fmt.Sprintf("%02d", i+1), []string{"D"}, graph.PropertiesOf(p))
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return Of(g)
}

func free(int64) error { return nil }

// The hits, their order and their scores (to three decimals) are Neo4j's
// 5.26.30 for the same nodes under the cjk analyzer.
func TestSearchFindsWhatNeo4jFinds(t *testing.T) {
	cases := [][2]string{
		{`新能源`, "1 1.056, 7 0.645, 3 0.587, 4 0.262"},
		{`"新能源"`, "1 1.056, 4 0.262"},
		{`能源`, "7 0.645, 3 0.587, 1 0.404, 4 0.131"},
		{`产业 规划`, "12 1.139, 9 0.889, 13 0.729, 1 0.503, 7 0.131"},
		{`产业 AND 新能`, "1 1.154"},
		{`产业 AND NOT 新能`, "12 1.139, 7 0.131"},
		{`+产业 -集聚`, "12 1.139, 7 0.131"},
		{`产业 OR 规划 AND 图谱`, "9 2.041"},
		{`new`, "7 0.801, 4 0.729"},
		{`base`, "6 0.998, 4 0.860"},
		{`BASE energy`, "4 1.805, 6 0.998"},
		{`the`, ""},
		{`"new energy"`, "4 1.674"},
		{`"energy new"`, ""},
		{`bas*`, "4 2.000, 6 1.000"},
		{`b?se`, "4 2.000, 6 1.000"},
		{`*ase`, "4 2.000, 6 1.000"},
		{`产*`, "1 1.000, 7 1.000, 12 1.000"},
		{`产业*`, "1 1.000, 7 1.000, 12 1.000"},
		{`新能*`, "1 1.000, 4 1.000"},
		{`产?`, "1 1.000, 7 1.000, 12 1.000"},
		{`name:产业`, "12 1.139, 1 0.503"},
		{`aliases:base`, "4 0.131"},
		{`summary:产业`, "7 0.131"},
		{`nosuch:产业`, ""},
		{`(产业 OR 规划) AND 新能`, "1 1.154"},
		{`产业^2 规划`, "12 2.278, 1 1.005, 9 0.889, 13 0.729, 7 0.262"},
		{`[a TO z]`, "4 2.000, 6 1.000, 7 1.000, 8 1.000"},
		{`/ba.e/`, "4 2.000, 6 1.000"},
		{`NOT 产业`, ""},
		{`2025`, "4 0.945"},
		{`十四五`, "13 1.890"},
		{`“十四五”`, "13 1.890"},
		{`a_b`, "8 0.801"},
		{`u.s.a`, "8 0.801"},
		{`U.S.A.`, "8 0.801"},
		{`don't`, "8 0.801"},
		{`dont`, ""},
		{`3.14`, "8 0.801"},
		{`3`, ""},
		{`state-of`, "8 0.801"},
		{`x2`, "8 0.801"},
		{`カナ`, "11 0.744"},
		{`ひら`, "11 0.744"},
		{`한국`, "11 0.744"},
		{`new-energy`, "4 1.674, 7 0.801"},
		{`产业,规划`, "12 1.139, 9 0.889, 13 0.729, 1 0.503, 7 0.131"},
		{`产业，规划`, "12 1.139, 9 0.889, 13 0.729, 1 0.503, 7 0.131"},
		{`产业\*`, "12 1.139, 1 0.503, 7 0.131"},
		{`产\业`, "12 1.139, 1 0.503, 7 0.131"},
		{`""`, ""},
		{`"产业 规划"`, ""},
		{`a && b`, ""},
		{`产业 || 规划`, "12 1.139, 9 0.889, 13 0.729, 1 0.503, 7 0.131"},
		{`Ｎｅｗ`, "7 0.801, 4 0.729"},
		{`new能源`, "7 1.445, 4 0.860, 3 0.587, 1 0.404"},
		{`2025年`, "4 1.674, 5 1.139"},
	}
	x := corpusIndex(t)
	for _, c := range cases {
		if got := search1(t, x, c[0], true); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// Where ours differ: single characters are found everywhere, the scores of
// misspellings are simpler, a phrase may not reach over two aliases.
func TestSearchBeyondNeo4j(t *testing.T) {
	cases := [][2]string{
		{`源`, "7 3 1 4"}, {`年`, "5 4"}, {`产`, "12 1 7"}, {`"谱"`, "9"}, {`产 AND 材`, "1"},
		{`nev~`, "4 7"}, {`bse~1`, "6 4"}, {`"new base"~2`, "4"}, {`"base 新能"`, ""}, {`indstri~`, "6"},
		{`*`, "4 7 1 2 3 5 6 8 9 10 11 12 13"}, {`*:*`, "1 2 3 4 5 6 7 8 9 10 11 12 13"},
	}
	x := corpusIndex(t)
	for _, c := range cases {
		if got := search1(t, x, c[0], false); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func search1(t *testing.T, x *Index, query string, scored bool) string {
	t.Helper()
	hits, err := x.Search(query, free)
	if err != nil {
		t.Errorf("%s: %v", query, err)
	}
	var out []string
	for _, h := range hits {
		if scored {
			out = append(out, fmt.Sprintf("%d %.3f", h.Node+1, h.Score))
		} else {
			out = append(out, fmt.Sprint(h.Node+1))
		}
	}
	if scored {
		return strings.Join(out, ", ")
	}
	return strings.Join(out, " ")
}

func TestSyntaxErrors(t *testing.T) {
	x := corpusIndex(t)
	for _, query := range []string{
		``, ` `, `foo"`, `foo)`, `(foo`, `foo AND`, `AND foo`, `x:y:z`, `foo^`, `[a b]`, `[a TO b`, `/a(/`, `/a`, `~`, `:`, `+`,
		strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100),
	} {
		_, err := x.Search(query, free)
		var q *graph.QueryError
		if !errors.As(err, &q) || q.Kind != "ArgumentError" || q.Hint == "" {
			t.Errorf("%q gave %v", query, err)
		}
	}
}

func TestSearchIsMetered(t *testing.T) {
	full := errors.New("enough")
	if _, err := corpusIndex(t).Search("产业 规划 *", func(int64) error { return full }); err != full {
		t.Errorf("the meter's error was lost: %v", err)
	}
}

func FuzzSearch(f *testing.F) {
	x := corpusIndex(f)
	for _, s := range []string{`+产业 -集聚`, `(a OR b^2) AND "c d"~3`, `name:[a TO *}`, `/ba.e/ x~0.5 y~`, `\`, `a\`, `"\"`, `[\]`, `*?*:`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		left := int64(100_000)
		_, _ = x.Search(query, func(n int64) error {
			if left -= n; left < 0 {
				return errors.New("enough")
			}
			return nil
		})
	})
}
