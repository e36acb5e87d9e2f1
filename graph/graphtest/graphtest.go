// Package graphtest is the suite that every engine must pass: the same query on
// the same graph gives the same columns, the same rows with the same types, or
// an error of the same kind. Queries come from the tables of this folder
// (Tables), from whoever has queries of its own (saved questions, rules), and
// from a generator (Generator) that writes valid queries of growing shape over
// the seeds and over small random graphs.
//
// A Suite holds two engines and compares. What is known to differ is marked
// where the query stands and explained in Differences; anything else fails.
// To add a query, add a paragraph to a file of queries/.
package graphtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"planatlas/graph"
)

// Engine answers read queries; both engines do.
type Engine interface {
	Run(ctx context.Context, q graph.Query) (*graph.Result, error)
}

// Query is one query of the suite.
type Query struct {
	Place  string // where it stands, for messages
	Text   string
	Params map[string]graph.Value
	// Ordered says that ORDER BY is total, so that rows are compared in
	// sequence; they are compared as sets otherwise.
	Ordered bool
	// Bags says that lists come in no order, as those of collect do.
	Bags bool
	// Errors is in how many places the query may go wrong, 0 where that is not
	// known.
	Errors int
	// Differs is the key of the difference that this query shows on purpose.
	Differs string
}

// Suite compares two engines that hold the same graph.
type Suite struct {
	Reference, Tested Engine
	Limits            graph.Limits

	mu sync.Mutex
	// Compared and Listed count the queries and those that differ as listed.
	Compared, Listed int
	// Seen counts the listed differences by their keys.
	Seen map[string]int
}

// Report is a query on which the engines differ unlisted.
type Report struct {
	Query Query
	What  string // what differs
}

// String shows the query under its place.
func (r Report) String() string {
	return fmt.Sprintf("%s\n\t%s\n%s", r.Query.Place, strings.ReplaceAll(r.Query.Text, "\n", "\n\t"), r.What)
}

// Compare asks both engines. It returns nil where they agree, or differ as
// listed. A query that is marked as showing a difference and shows none is
// reported, too, so that the list stays true. It may be called by several
// goroutines.
func (s *Suite) Compare(ctx context.Context, q Query) *Report {
	want := Ask(ctx, s.Reference, q, s.Limits)
	got := Ask(ctx, s.Tested, q, s.Limits)
	return s.Judge(q, want, got)
}

// Judge is Compare for outcomes that are there already.
func (s *Suite) Judge(q Query, want, got Outcome) *Report {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Compared++
	what := Difference(q, want, got)
	if what == "" {
		if q.Differs != "" {
			return &Report{q, "listed as the difference " + q.Differs + ", but the engines agree"}
		}
		return nil
	}
	key := q.Differs
	if key == "" {
		key = Known(q, want, got)
	}
	if key == "" {
		return &Report{q, what}
	}
	if !listed(key) {
		return &Report{q, "the difference " + key + " has no entry in Differences"}
	}
	if s.Seen == nil {
		s.Seen = map[string]int{}
	}
	s.Seen[key]++
	s.Listed++
	return nil
}

// All compares many queries, several at a time, and returns what differs
// unlisted, in the order of the queries.
func (s *Suite) All(ctx context.Context, queries []Query, atOnce int) []*Report {
	reports := make([]*Report, len(queries))
	next := make(chan int)
	var wg sync.WaitGroup
	for range atOnce {
		wg.Go(func() {
			for i := range next {
				reports[i] = s.Compare(ctx, queries[i])
			}
		})
	}
	for i := range queries {
		next <- i
	}
	close(next)
	wg.Wait()
	return slices.DeleteFunc(reports, func(r *Report) bool { return r == nil })
}

// Outcome is what an engine made of a query.
type Outcome struct {
	Result *graph.Result
	Err    error
}

// Ask runs a query on an engine.
func Ask(ctx context.Context, e Engine, q Query, l graph.Limits) Outcome {
	res, err := e.Run(ctx, graph.Query{Text: q.Text, Params: q.Params, Limits: l})
	return Outcome{res, err}
}

// Kind is the kind of the outcome's error, "" where there is none. An error
// that is none of the query's own has its text as kind, so that it stands out.
func (o Outcome) Kind() string {
	var q *graph.QueryError
	switch {
	case o.Err == nil:
		return ""
	case !errors.As(o.Err, &q):
		return o.Err.Error()
	case q.Limit != "":
		return q.Kind + " " + q.Limit
	}
	return q.Kind
}

// Limited reports whether a limit ended or cut the answer: then there is
// nothing to compare.
func (o Outcome) Limited() bool {
	var q *graph.QueryError
	return errors.As(o.Err, &q) && q.Limit != "" || o.Result != nil && o.Result.Truncated
}
