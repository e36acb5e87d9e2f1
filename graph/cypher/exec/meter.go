package exec

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"planatlas/graph"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// meter counts what a query uses and ends it when a limit is reached. It is the
// functions.Meter of the functions.
type meter struct {
	ctx    context.Context
	limits graph.Limits
	work   int64
	look   int64 // the work at which to look at the context next
	held   int64
}

// lookEvery is how much work passes between two looks at the clock.
const lookEvery = 1024

// Work counts units of work: a row, a relationship looked at, an element made.
func (m *meter) Work(units int64) error {
	m.work += units
	if m.work < m.look {
		return nil
	}
	return m.check()
}

func (m *meter) check() error {
	m.look = m.work + lookEvery
	if m.work > m.limits.Work {
		return limitError("work", "the query did more than %s units of work", countText(m.limits.Work))
	}
	if err := m.ctx.Err(); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return timeError(m.limits.Time)
		}
		return err
	}
	return nil
}

// Hold counts bytes that the query holds; negative ones are given back.
func (m *meter) Hold(bytes int64) error {
	m.held += bytes
	if m.held > m.limits.Memory {
		return limitError("memory", "the query needs more than %s of memory", sizeText(m.limits.Memory))
	}
	return nil
}

// made counts a list, map or string that an expression has made: sixteen bytes
// are a unit of work, so that what a query makes in all is bounded even where it
// holds little at a time. Lists and maps within one another go no deeper than
// expressions do, for whoever walks through them is recursive.
func (m *meter) made(v graph.Value) error {
	if v.Depth() > m.limits.Nesting {
		return limitError("nesting", "lists and maps lie more than %d deep in one another", m.limits.Nesting)
	}
	size := values.Size(v)
	if err := m.Hold(size); err != nil {
		return err
	}
	_ = m.Hold(-size) // giving back cannot fail
	return m.Work(size>>4 + 1)
}

// growing is a list that an expression makes element by element. What its
// elements hold counts while it grows.
type growing struct {
	meter *meter
	items []graph.Value
	held  int64
}

func (g *growing) add(v graph.Value) error {
	size := 24 + values.Size(v)
	g.held += size
	g.items = append(g.items, v)
	return g.meter.Hold(size)
}

func (g *growing) list() (graph.Value, error) {
	_ = g.meter.Hold(-g.held) // giving back cannot fail
	g.held = 0
	v := graph.ListOf(g.items...)
	return v, g.meter.made(v)
}

// countText writes a number with commas between thousands.
func countText(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func timeError(most time.Duration) error {
	if most%time.Second == 0 {
		return limitError("time", "the query took longer than %d s", most/time.Second)
	}
	return limitError("time", "the query took longer than %s", most)
}

func sizeText(bytes int64) string {
	if bytes >= 1<<20 {
		return fmt.Sprintf("%d MiB", bytes>>20)
	}
	return fmt.Sprintf("%d bytes", bytes)
}

// limitHints say how to stay below each limit, and how to raise it.
var limitHints = map[string]string{
	"work":    "start from fewer nodes, bound variable lengths, or raise the limit: --limit work=…",
	"time":    "start from fewer nodes, bound variable lengths, or raise the limit: --limit time=…",
	"memory":  "aggregate or LIMIT earlier, or raise the limit: --limit memory=…",
	"nesting": "collect into one list, or raise the limit: --limit nesting=…",
}

func limitError(limit, format string, args ...any) error {
	e := source.Error(source.Pos{}, "LimitError", source.Runtime, "LimitExceeded", format, args...)
	e.Limit, e.Hint = limit, limitHints[limit]
	return e
}
