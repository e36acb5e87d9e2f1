package graphtest

import (
	"regexp"
	"slices"
	"strings"

	"planatlas/graph"
)

// Entry is one listed difference between the embedded engine and Neo4j 5.26.
type Entry struct {
	Key    string // as queries name it
	Zh, En string // what differs and why
	// shows recognises the difference by the outcomes of the server and of the
	// embedded engine; nil where only marked queries show it.
	shows func(q Query, server, embedded Outcome) bool
}

// Differences lists them all; docs/neo4j.md shows the same list, which a test
// holds.
var Differences = []Entry{
	{
		Key: "static-types",
		Zh:  "类型不合：Neo4j 从表达式的写法就能看出类型不合时，运行前即报 SyntaxError；内置引擎只推断一部分，其余到运行时报 TypeError，遇 null 则得 null。",
		En:  "Types that do not fit: where the wording of an expression gives its type, Neo4j refuses before running, as a SyntaxError; the embedded engine infers less and refuses the rest as a TypeError when it runs, or gives null for null.",
		shows: func(_ Query, s, e Outcome) bool {
			return s.Kind() == "SyntaxError" && staticType.MatchString(s.Err.Error()) && (e.Err == nil || e.Kind() == "TypeError" || e.Kind() == "ArgumentError" || e.Kind() == "SyntaxError")
		},
	},
	{
		Key: "coerced-truth",
		Zh:  "AND、OR、XOR、NOT 遇到点或映射：Neo4j 把它们当作真假值；内置引擎报 TypeError。",
		En:  "AND, OR, XOR and NOT of points and maps: Neo4j takes them for truth values; the embedded engine refuses them as a TypeError.",
		shows: func(_ Query, s, e Outcome) bool {
			return s.Err == nil && e.Kind() == "TypeError" && strings.Contains(e.Err.Error(), "needs booleans")
		},
	},
	{
		Key: "reverse-stored",
		Zh:  "reverse() 作用于存储的列表属性：Neo4j 5.26.30 误报 TypeError；内置引擎照常颠倒。可写 reverse([x IN n.quotes | x])。",
		En:  "reverse() of a list that is a stored property: Neo4j 5.26.30 refuses it by mistake; the embedded engine reverses it. reverse([x IN n.quotes | x]) works on both.",
		shows: func(_ Query, s, e Outcome) bool {
			return s.Kind() == "TypeError" && strings.Contains(s.Err.Error(), "Invalid input for function 'reverse()'") && e.Err == nil
		},
	},
	{
		Key: "utf-16",
		Zh:  "split(文字, '')：Neo4j 把基本多文种平面以外的字（如表情符号）切成两半；内置引擎按字切。",
		En:  "split(text, ''): Neo4j cuts characters beyond the basic plane, such as emoji, in halves; the embedded engine cuts between characters.",
	},
	{
		Key: "list-bounds",
		Zh:  "列表切片的界：超过 32 位整数时 Neo4j 报错，内置引擎视为越界；界不是整数时内置引擎报 TypeError，Neo4j 对空表不查。",
		En:  "Bounds of slices: Neo4j refuses those beyond 32 bits, which for the embedded engine lie outside the list; of an empty list Neo4j does not look whether the bounds are integers.",
		shows: func(_ Query, s, e Outcome) bool {
			return s.Err != nil && strings.Contains(s.Err.Error(), "between -2147483648 and 2147483647") ||
				s.Err == nil && e.Kind() == "TypeError" && strings.Contains(e.Err.Error(), "the bound of a slice is an integer")
		},
	},
	{
		Key: "temporal-text",
		Zh:  "读不懂的时间文字：有几种写法 Neo4j 报 SyntaxError，内置引擎报 ArgumentError，并说出哪一部分不对。",
		En:  "Temporal text that cannot be read: for some forms Neo4j says SyntaxError where the embedded engine says ArgumentError and which part is wrong.",
		shows: func(_ Query, s, e Outcome) bool {
			return s.Kind() == "SyntaxError" && strings.HasPrefix(s.Err.Error(), "Text cannot be parsed to a ") && e.Kind() == "ArgumentError"
		},
	},
	{
		Key: "count-store",
		Zh:  "MATCH 只是一条关系时的 count(a.属性)：Neo4j 5.26.30 误用关系总数，把 null 也计入；内置引擎不计 null。可写 count(CASE WHEN a.属性 IS NOT NULL THEN 1 END)。",
		En:  "count(a.property) where the MATCH is a single relationship: Neo4j 5.26.30 takes the stored total by mistake and counts nulls; the embedded engine does not. count(CASE WHEN a.property IS NOT NULL THEN 1 END) is right on both.",
	},
	{
		Key: "exists-property",
		Zh:  "exists(n.属性)：Neo4j 5 已不支持，要求写 n.属性 IS NOT NULL；内置引擎两种都接受。",
		En:  "exists(n.property): no longer supported by Neo4j 5, which wants n.property IS NOT NULL; the embedded engine takes both.",
	},
	{
		Key: "unchecked-arguments",
		Zh:  "函数或运算有一个参数为 null 或空文字，或 AND、OR 的一边已定结果时：Neo4j 有时立即作答，不看其余参数；内置引擎每个参数都查，类型不合即报 TypeError。",
		En:  "Functions and operators with an argument that is null or an empty text, AND and OR of which one side decides: Neo4j sometimes answers at once, whatever the others are; the embedded engine checks every argument and refuses what does not fit as a TypeError.",
		shows: func(q Query, s, e Outcome) bool {
			return s.Err == nil && e.Kind() == "TypeError" && (wrongArgument.MatchString(e.Err.Error()) || q.Errors > 1 && (onlyNulls(s.Result) || decided.MatchString(q.Text)))
		},
	},
	{
		Key: "optional-path",
		Zh:  "OPTIONAL MATCH p = (a) WHERE false，而 a 已有值：Neo4j 5.26.30 仍给出 a 这条路径；内置引擎给 null，条件不满足即无路径。",
		En:  "OPTIONAL MATCH p = (a) WHERE false where a is bound already: Neo4j 5.26.30 gives the path of a all the same; the embedded engine gives null, since nothing meets the condition.",
	},
	{
		Key:   "first-error",
		Zh:    "一个表达式里有几处错时，两个引擎先说出的可能不是同一处。",
		En:    "Where several things are wrong in one expression, the two engines may name a different one first.",
		shows: func(q Query, s, e Outcome) bool { return q.Errors > 1 && s.Err != nil && e.Err != nil },
	},
}

var decided = regexp.MustCompile(` (AND|OR) `)

var wrongArgument = regexp.MustCompile(`\w\(\) takes .+ for \w+, not `)

var staticType = regexp.MustCompile(`Type mismatch|must be given as |Coercion of list to boolean|Invalid normal form|is not describing a valid point`)

// Known is the key of the listed difference that two outcomes show, or "".
func Known(q Query, server, embedded Outcome) string {
	for _, d := range Differences {
		if d.shows != nil && d.shows(q, server, embedded) {
			return d.Key
		}
	}
	return ""
}

func onlyNulls(r *graph.Result) bool {
	for _, record := range r.Records {
		for _, v := range record {
			if !v.IsNull() {
				return false
			}
		}
	}
	return true
}

func listed(key string) bool {
	return slices.ContainsFunc(Differences, func(e Entry) bool { return e.Key == key })
}
