package neo4j

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"planatlas/graph"
)

// translate turns a driver's error into the project's: a lost server becomes
// graph.ErrUnavailable, a refused query a *graph.QueryError with its position,
// a time-out the limit that bit. ctx is looked at first, since the driver wraps
// a deadline in an error that does not say so.
func translate(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctxErr := ctx.Err(); errors.Is(ctxErr, context.Canceled) {
		return ctxErr
	} else if ctxErr != nil {
		return timeLimit()
	}
	var server *driver.Neo4jError
	if errors.As(err, &server) {
		return translateServer(server)
	}
	if driver.IsConnectivityError(err) || driver.IsRetryable(err) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %s", graph.ErrUnavailable, firstLine(err.Error()))
	}
	return fmt.Errorf("neo4j: %w", err)
}

func timeLimit() error {
	return &graph.QueryError{Kind: "LimitError", Phase: "runtime", Detail: "TimeLimit", Limit: "time",
		Message: "查询超时，已停下 (the query ran out of time)", Hint: "缩小起点，或提高时间上限 (narrow the start, or raise the time limit)"}
}

// codes maps the server's status codes to the TCK's kinds.
var codes = []struct{ prefix, kind, detail string }{
	{"Neo.ClientError.Statement.SyntaxError", "SyntaxError", "SyntaxError"},
	{"Neo.ClientError.Statement.TypeError", "TypeError", "InvalidArgumentType"},
	{"Neo.ClientError.Statement.ArithmeticError", "ArithmeticError", "ArithmeticError"},
	{"Neo.ClientError.Statement.ArgumentError", "ArgumentError", "InvalidArgumentValue"},
	{"Neo.ClientError.Statement.ParameterMissing", "ParameterMissing", "MissingParameter"},
	{"Neo.ClientError.Statement.EntityNotFound", "EntityNotFound", "DeletedEntityAccess"},
	{"Neo.ClientError.Statement.AccessMode", "AccessError", "WriteInReadMode"},
	{"Neo.ClientError.Security", "SecurityError", "Unauthorized"},
	{"Neo.ClientError.Procedure", "ProcedureError", "ProcedureNotFound"},
}

// worded maps errors whose code says less than their words: the server reports
// a bad date as a syntax error, and a bad field of one as its own failure.
var worded = []struct {
	words        *regexp.Regexp
	kind, detail string
}{
	{regexp.MustCompile(`^Invalid (value for \w+ \(valid values|date ')`), "ArgumentError", "InvalidArgumentValue"},
	{regexp.MustCompile(`^Unsupported unit: |^Unknown field: |^negative length$|^Cannot handle negative start index|^Invalid Regex: |^The shortest path algorithm does not work when|There is no such fulltext schema index: `), "ArgumentError", "InvalidArgumentValue"},
	{regexp.MustCompile(`^Invalid input for (start|end|step) value in function 'range\(\)'`), "ArgumentError", "InvalidArgumentType"},
	{regexp.MustCompile(` must be an? (integer|number|string) value, but was |^Cannot convert to ZoneId: |^Invalid call signature for `), "TypeError", "InvalidArgumentType"},
	{regexp.MustCompile(`^For input string: "-?\d+"|will cause overflow`), "ArithmeticError", "NumberOutOfRange"},
}

// position is how the server writes a place in the query.
var position = regexp.MustCompile(`\(line (\d+), column (\d+) \(offset: \d+\)\)`)

func translateServer(err *driver.Neo4jError) error {
	if strings.HasPrefix(err.Code, "Neo.ClientError.Transaction.TransactionTimedOut") {
		return timeLimit()
	}
	if strings.HasSuffix(err.Code, "MemoryPoolOutOfMemoryError") {
		return &graph.QueryError{Kind: "LimitError", Phase: "runtime", Detail: "MemoryLimit", Limit: "memory",
			Message: "Neo4j 服务器内存不足 (the Neo4j server ran out of memory for the transaction)",
			Hint:    "提高 dbms.memory.transaction.total.max 或 server.memory.heap.max_size (raise one of these settings)"}
	}
	if strings.HasPrefix(err.Code, "Neo.TransientError") || strings.HasPrefix(err.Code, "Neo.ClientError.Cluster") {
		return fmt.Errorf("%w: %s", graph.ErrUnavailable, err.Code)
	}
	q := &graph.QueryError{Kind: "DatabaseError", Phase: "runtime", Detail: err.Code, Message: firstLine(err.Msg)}
	for _, c := range codes {
		if strings.HasPrefix(err.Code, c.prefix) {
			q.Kind, q.Detail = c.kind, c.detail
			break
		}
	}
	for _, w := range worded {
		if w.words.MatchString(err.Msg) {
			q.Kind, q.Detail = w.kind, w.detail
			break
		}
	}
	if m := position.FindStringSubmatch(err.Msg); m != nil {
		q.Line, _ = strconv.Atoi(m[1])
		q.Column, _ = strconv.Atoi(m[2])
		q.Message = strings.TrimSpace(firstLine(position.ReplaceAllString(err.Msg, "")))
	}
	if q.Kind == "SyntaxError" {
		q.Phase = "compile time"
	}
	return q
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return strings.TrimSpace(s)
}
