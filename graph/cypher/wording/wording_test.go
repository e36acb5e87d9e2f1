package wording

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// messageArgument is which argument of a function is the message of an error,
// or a part of one, by the function's name.
var messageArgument = map[string]int{
	"Syntax": 2, "Error": 4, "Unsupported": 1, "ReadOnly": 1, "Hint": 1,
	"TypeError": 1, "ArgumentError": 1, "ArithmeticError": 1, "Runtime": 3,
	"limitError": 1, "badArgument": 0, "badType": 0, "pointError": 0, "failType": 1,
}

// failArgument is the same of the functions named fail, by package.
var failArgument = map[string]int{"parser": 1, "check": 2, "temporal": 2, "fulltext": 0}

// written lists the messages and hints that the sources of the engine write,
// with the place of each.
func written(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	files := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "../wording") {
			return err
		}
		f, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			for _, e := range messages(f.Name.Name, n) {
				if text, ok := constant(e); ok {
					found[text] = files.Position(e.Pos()).String()
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// messages are the expressions in a piece of code that word something for the
// author of a query.
func messages(pkg string, n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		i, ok := messageArgument[name]
		if name == "fail" {
			i, ok = failArgument[pkg]
		}
		if name == "unknown" && pkg == "cypher" {
			i, ok = 3, true
		}
		if ok && i < len(n.Args) {
			return n.Args[i : i+1]
		}
	case *ast.AssignStmt: // e.Hint = …, and e.Limit, e.Hint = …
		for i, left := range n.Lhs {
			if s, ok := left.(*ast.SelectorExpr); ok && s.Sel.Name == "Hint" && len(n.Rhs) == len(n.Lhs) {
				return n.Rhs[i : i+1]
			}
		}
	case *ast.KeyValueExpr: // Hint: …, Message: …, and the hints of limits
		if k, ok := n.Key.(*ast.Ident); ok && (k.Name == "Hint" || k.Name == "Message") {
			return []ast.Expr{n.Value}
		}
	case *ast.ValueSpec:
		var list []ast.Expr
		if len(n.Names) == 1 && (n.Names[0].Name == "limitHints" || n.Names[0].Name == "slips") {
			for _, e := range n.Values[0].(*ast.CompositeLit).Elts {
				list = append(list, e.(*ast.KeyValueExpr).Value)
			}
		}
		return list
	}
	return nil
}

// constant is the text of a literal, with %s for each part that is none.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		a, ok1 := constant(e.X)
		b, ok2 := constant(e.Y)
		if !ok1 && !ok2 {
			return "", false
		}
		if !ok1 {
			a = "%s"
		}
		if !ok2 {
			b = "%s"
		}
		return a + b, true
	case *ast.CallExpr: // fmt.Sprintf
		if s, ok := e.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Sprintf" {
			return constant(e.Args[0])
		}
	}
	return "", false
}

// keyword matches what is Cypher's own and so has no wording: SHOW %s.
var keyword = regexp.MustCompile(`^[A-Z{}… %s]+$`)

// Every message that the engine writes has a Chinese wording, and every wording
// a message.
func TestEveryMessageIsWorded(t *testing.T) {
	all := written(t)
	if len(all) < 200 {
		t.Fatalf("found %d messages: are they still written as before?", len(all))
	}
	for text, place := range all {
		if table[text] == "" && patterns[text] == "" && phrase(strings.ReplaceAll(text, "%s", "x")) == strings.ReplaceAll(text, "%s", "x") && !keyword.MatchString(text) {
			t.Errorf("%s: no Chinese wording for %q", place, text)
		}
	}
	for text := range table {
		if _, ok := all[text]; !ok {
			t.Errorf("the engine does not write %q any more", text)
		}
	}
}

// A wording takes exactly the words that the message has.
func TestWordingsTakeTheWords(t *testing.T) {
	for en, zh := range table {
		words := make([]any, len(verb.FindAllString(en, -1)))
		for i := range words {
			words[i] = "<" + strconv.Itoa(i) + ">"
		}
		got := fmt.Sprintf(zh, words...)
		if strings.Contains(got, "%!") {
			t.Errorf("%q is worded %q", en, got)
		}
		for _, w := range words {
			if !strings.Contains(got, w.(string)) {
				t.Errorf("%q is worded %q without the word %s", en, got, w)
			}
		}
	}
}

func TestChinese(t *testing.T) {
	for _, c := range []struct{ en, zh string }{
		{"variable `甲` is not defined", "变量 `甲` 未定义"},
		{"expected an expression, found the end of the query", "此处须有表达式，而不是查询末尾"},
		{"expected ')' to close the node, found 'x'", "节点须以 ')' 关闭，而不是 'x'"},
		{"expected ',' or ']', found $p", "此处须为 ',' 或 ']'，而不是 $p"},
		{"a planner hint (USING) is not supported", "不支持指定执行方式（USING）"},
		{"SHOW DATABASES is not supported", "不支持 SHOW DATABASES"},
		{"a match mode (REPEATABLE …) is not supported", "不支持匹配方式 (REPEATABLE …)"},
		{"SET is refused: queries here only read", "拒绝 SET：这里的查询只读"},
		{"an operand of AND must be BOOLEAN, not INTEGER", "AND 的运算对象须为 BOOLEAN，而不是 INTEGER"},
		{"the query took longer than 90 s", "查询用时超过 90 秒"},
		{"the query did more than 50,000,000 units of work", "查询的工作量超过 50,000,000"},
		{"range() takes integers, not FLOAT", "range() 用于整数，不能用于 FLOAT"},
		{"sum() takes numbers or durations, not STRING", "sum() 用于数或时长，不能用于 STRING"},
		{"left() takes INTEGER for length, not STRING", "left() 的参数 length 须为 INTEGER，而不是 STRING"},
		{"write ( instead of （", "把 （ 改为 ("},
		{"the text \"x\" is not a duration", "文字 \"x\" 不是时长"},
		{"month 2 of 2021 has no day 30", "2021 年 2 月没有 30 日"},
		{"the full-text query is not in Lucene's syntax: a bracket is not closed, at the end", "检索词不合 Lucene 语法：括号没有关闭，在末尾处"},
		{"a message\nof Neo4j", "a message\nof Neo4j"},
		{"100% sure of %s", "100% sure of %s"},
		{"", ""},
	} {
		if got := Chinese(c.en); got != c.zh {
			t.Errorf("%q: %q, want %q", c.en, got, c.zh)
		}
	}
}
