package graph

import (
	"errors"
	"fmt"
	"time"
)

// Query is a read query as an engine takes it.
type Query struct {
	Text   string           // Cypher
	Params map[string]Value // by name, without the $
	Limits Limits           // zero fields mean the defaults
}

// Limits bound what one query may use. A limit that bites either cuts the
// result and says so (Rows, Bytes) or ends the query with an error that names
// the limit (the others).
type Limits struct {
	Time    time.Duration // wall time
	Rows    int           // records in the result
	Bytes   int64         // size of the result as JSON
	Work    int64         // units: a row, a relationship looked at, an element made
	Memory  int64         // bytes held at sorts, groups, collections
	Text    int           // bytes of query text
	Nesting int           // depth of nested expressions, lists, subqueries
}

// DefaultLimits are a visitor's.
func DefaultLimits() Limits {
	return Limits{
		Time: 10 * time.Second, Rows: 10_000, Bytes: 16 << 20, Work: 50_000_000,
		Memory: 256 << 20, Text: 64 << 10, Nesting: 200,
	}
}

// Or fills the fields of l that are zero from m.
func (l Limits) Or(m Limits) Limits {
	fill(&l.Time, m.Time)
	fill(&l.Rows, m.Rows)
	fill(&l.Bytes, m.Bytes)
	fill(&l.Work, m.Work)
	fill(&l.Memory, m.Memory)
	fill(&l.Text, m.Text)
	fill(&l.Nesting, m.Nesting)
	return l
}

func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// ErrUnavailable says that the engine's server cannot be reached now; the same
// call may work later.
var ErrUnavailable = errors.New("the graph server cannot be reached")

// Result is the answer to a query.
type Result struct {
	Keys    []string  // column names
	Records [][]Value // rows, each as long as Keys
	Notices []Notice
	Plan    *Plan // with EXPLAIN and PROFILE
	// Truncated says that a limit cut the records; Limit names it.
	Truncated bool
	Limit     string
	Elapsed   time.Duration
}

// Notice is something a query's author should know that is no error, such as a
// label that no node carries.
type Notice struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Line    int    `json:"line,omitempty"`   // from 1
	Column  int    `json:"column,omitempty"` // from 1, in characters
	Hint    string `json:"hint,omitempty"`
	// MessageZh and HintZh are the same in Chinese, where the engine has it.
	MessageZh string `json:"-"`
	HintZh    string `json:"-"`
	// Name is the label, type or property key that the notice is about.
	Name string `json:"-"`
}

// Said is the notice with its wording in a language, zh or en.
func (n Notice) Said(lang string) Notice {
	n.Message, n.Hint = inLanguage(lang, n.Message, n.Hint, n.MessageZh, n.HintZh)
	return n
}

// inLanguage picks the Chinese wording where it is asked for and there.
func inLanguage(lang, message, hint, messageZh, hintZh string) (string, string) {
	if lang == "en" || messageZh == "" {
		return message, hint
	}
	return messageZh, hintZh
}

// Plan is one operator of a query plan with its inputs.
type Plan struct {
	Operator  string   `json:"operator"`
	Details   string   `json:"details,omitempty"`
	Estimated float64  `json:"estimatedRows"`
	Rows      *int64   `json:"rows,omitempty"`   // with PROFILE
	TimeMs    *float64 `json:"timeMs,omitempty"` // with PROFILE
	Children  []*Plan  `json:"children,omitempty"`
}

// QueryError is what is wrong with a query, or what stopped it. Kind, Phase and
// Detail are the words of the openCypher TCK.
type QueryError struct {
	Kind    string // SyntaxError, TypeError, ArithmeticError, LimitError, …
	Phase   string // "compile time" or "runtime"
	Detail  string // UndefinedVariable, InvalidArgumentType, …
	Message string // a plain sentence
	Line    int    // from 1, 0 where unknown
	Column  int    // from 1, in characters
	Hint    string // what to do, a near name
	Limit   string // the limit that ended the query: "time", "work", …
	// MessageZh and HintZh are the same in Chinese, where the engine has it.
	MessageZh, HintZh string
}

// Said is the message and the hint in a language, zh or en.
func (e *QueryError) Said(lang string) (message, hint string) {
	return inLanguage(lang, e.Message, e.Hint, e.MessageZh, e.HintZh)
}

// Error is the message with its position in front.
func (e *QueryError) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message)
}
