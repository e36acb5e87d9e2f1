package functions

import (
	"strings"
	"testing"
	"unicode/utf8"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

// FuzzFunctions calls any function with any text and numbers, alone, in lists
// and in maps: nothing panics, nothing grows beyond its meter, and what was valid
// text stays so.
func FuzzFunctions(f *testing.F) {
	for i := range All() {
		f.Add(uint16(i), "day", "新能源 new", int64(i), 0.5)
	}
	f.Add(uint16(7), "\xff", "", int64(-1)<<63, -1e300)
	f.Fuzz(func(t *testing.T, index uint16, a, b string, i int64, x float64) {
		fn := All()[int(index)%len(All())]
		if fn.Eval == nil {
			return
		}
		l := graph.ListOf(graph.Text(b), graph.Int(i), graph.Number(x), graph.NullValue())
		m := graph.MapOf(map[string]graph.Value{a: graph.Int(i), "year": graph.Int(i), "timezone": graph.Text(b), "x": graph.Number(x), "y": graph.Int(i)})
		date := graph.TemporalValue(graph.Date{Days: i % 400_000_000_000})
		for _, args := range [][]graph.Value{
			{graph.Text(a)}, {graph.Int(i)}, {graph.Number(x)}, {l}, {m}, {date},
			{graph.Text(a), graph.Text(b)}, {graph.Text(a), graph.Int(i)}, {graph.Number(x), graph.Int(i)}, {graph.Text(a), l},
			{graph.Text(a), date}, {date, date}, {graph.Int(i), graph.Number(x)},
			{graph.Text(b), graph.Text(a), graph.Text(a)}, {graph.Text(b), graph.Int(i), graph.Int(i)}, {graph.Int(i), graph.Int(i / 2), graph.Int(-i)},
			{graph.Text("month"), date, m}, {graph.Number(x), graph.Int(i % 20), graph.Text(a)},
		} {
			v, err := fn.Eval(testContext(), args)
			if s, ok := v.AsString(); err == nil && ok && utf8.ValidString(a) && utf8.ValidString(b) && !utf8.ValidString(s) {
				t.Fatalf("%s(%s) made broken text %q", fn.Name, values.Format(graph.ListOf(args...)), s)
			}
			if err != nil && !strings.Contains(a+b, "%") && strings.Contains(err.Error(), "%!") {
				t.Fatalf("%s: a broken message: %v", fn.Name, err)
			}
		}
	})
}
