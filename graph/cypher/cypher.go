// Package cypher answers read-only openCypher queries over a snapshot.
//
// A query's life: lexer and parser make the syntax tree (ast), check resolves
// names and refuses what is wrong or would not only read, plan chooses the
// operators, exec runs them under limits. Run does all of it; Check does the
// first half and is the gate in front of every engine, Neo4j's too.
//
// Values, their order and arithmetic are in values and temporal, the functions
// in functions, the procedures in procedures. All errors are *graph.QueryError.
package cypher

import (
	"context"
	"errors"
	"time"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/check"
	"planatlas/graph/cypher/exec"
	"planatlas/graph/cypher/parser"
	"planatlas/graph/cypher/plan"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/wording"
)

// Checked is a query that may run: it is well formed and only reads.
type Checked struct {
	Statement *ast.Statement
	Info      *check.Info
}

// Parse parses the text of a query without checking what it means.
func Parse(text string) (*ast.Statement, error) {
	return parser.Parse(text, graph.DefaultLimits().Nesting)
}

// Check parses a query and checks it; nothing that passes can write, reach
// outside the graph or administer a server. Where q.Params is nil, parameters
// are not looked for.
func Check(q graph.Query) (*Checked, error) {
	checked, err := parseAndCheck(q)
	return checked, worded(err)
}

func parseAndCheck(q graph.Query) (*Checked, error) {
	limits := q.Limits.Or(graph.DefaultLimits())
	if len(q.Text) > limits.Text {
		e := source.Error(source.Pos{}, "LimitError", source.CompileTime, "LimitExceeded",
			"the query is longer than %d bytes", limits.Text)
		e.Limit, e.Hint = "text", "shorten it or pass long lists as parameters, or raise the limit: --limit text=…"
		return nil, e
	}
	s, err := parser.Parse(q.Text, limits.Nesting)
	if err != nil {
		return nil, err
	}
	info, err := check.Statement(s, q.Params)
	if err != nil {
		return nil, err
	}
	return &Checked{s, info}, nil
}

// Run answers a query over a snapshot within its limits.
func Run(ctx context.Context, g *graph.Graph, q graph.Query) (*graph.Result, error) {
	start := time.Now()
	if q.Params == nil {
		q.Params = map[string]graph.Value{}
	}
	checked, err := Check(q)
	if err != nil {
		return nil, err
	}
	p := plan.Build(checked.Statement, checked.Info, g, q.Params)
	result, err := answer(ctx, p, g, q)
	if err != nil {
		return nil, worded(err)
	}
	result.Notices = notices(checked, g, len(result.Records) == 0)
	result.Elapsed = time.Since(start)
	return result, nil
}

func answer(ctx context.Context, p *plan.Plan, g *graph.Graph, q graph.Query) (*graph.Result, error) {
	if p.Mode == ast.Explain {
		result := &graph.Result{Plan: p.Explain(nil)}
		for _, c := range p.Columns {
			result.Keys = append(result.Keys, c.Name)
		}
		return result, nil
	}
	return exec.Run(ctx, p, g, q.Params, q.Limits.Or(graph.DefaultLimits()))
}

// worded adds the Chinese wording to an error of a query.
func worded(err error) error {
	var e *graph.QueryError
	if !errors.As(err, &e) || e.MessageZh != "" {
		return err
	}
	c := *e
	c.MessageZh, c.HintZh = wording.Chinese(e.Message), wording.Chinese(e.Hint)
	return &c
}

// IsLimit reports whether an error says that a limit ended the query, and
// which.
func IsLimit(err error) (limit string, ok bool) {
	var e *graph.QueryError
	if errors.As(err, &e) && e.Limit != "" {
		return e.Limit, true
	}
	return "", false
}
