package functions

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// manual is the page that lists the table, from this folder.
const manual = "../../../docs/functions.md"

// categoryNames are the headings, in the order of the page.
var categoryNames = []struct {
	category Category
	zh, en   string
}{
	{Aggregating, "聚合函数", "Aggregating functions"},
	{Scalar, "标量函数", "Scalar functions"},
	{Predicate, "谓词函数", "Predicate functions"},
	{List, "列表函数", "List functions"},
	{Path, "路径函数", "Path functions"},
	{String, "字符串函数", "String functions"},
	{Numeric, "数值函数", "Numeric functions"},
	{Logarithmic, "对数函数", "Logarithmic functions"},
	{Trigonometric, "三角函数", "Trigonometric functions"},
	{Temporal, "时间函数", "Temporal functions"},
	{Spatial, "空间函数", "Spatial functions"},
	{Vector, "向量函数", "Vector functions"},
}

func page() string {
	var b strings.Builder
	b.WriteString(`# Cypher 函数 / Cypher functions

内置引擎支持的全部函数，共 ` + fmt.Sprint(len(All())) + ` 个；名称不分大小写。参数后的问号表示可省略，省略号表示可重复。
除说明另有所指，任一参数为 null 时结果为 null。` + "`planatlas query 'SHOW FUNCTIONS'`" + ` 列出同一张表。

All functions of the embedded engine, ` + fmt.Sprint(len(All())) + ` of them; names are the same in upper and lower case. A
question mark after a parameter says that it may be left out, dots that it may be repeated. Unless
the line says otherwise a function is null where an argument is null. ` + "`planatlas query 'SHOW FUNCTIONS'`" + `
lists the same table.

<!-- Written by UPDATE_GOLDEN=1 go test ./graph/cypher/functions from the table of functions. -->
`)
	for _, c := range categoryNames {
		fmt.Fprintf(&b, "\n## %s / %s\n\n| 函数 / Function | 说明 | Description |\n| --- | --- | --- |\n", c.zh, c.en)
		for _, f := range All() {
			if f.Category == c.category {
				fmt.Fprintf(&b, "| `%s` | %s | %s |\n", strings.ReplaceAll(f.Signature(), "|", `\|`), f.Zh, f.En)
			}
		}
	}
	return b.String()
}

// The page lists what the table holds.
func TestManualPage(t *testing.T) {
	want := page()
	for _, f := range All() {
		if !strings.Contains(want, "`"+f.Name+"(") {
			t.Errorf("the page lacks %s: is its category %q among the headings?", f.Name, f.Category)
		}
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(manual, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(manual)
	if err != nil || string(got) != want {
		t.Errorf("%s is not what the table of functions gives (%v); UPDATE_GOLDEN=1 rewrites it", manual, err)
	}
}
