// Package memory is the embedded engine: one snapshot, held in memory, and the
// Cypher engine on top of it. It needs no server and is the default.
package memory

import (
	"context"

	"planatlas/graph"
	"planatlas/graph/cypher"
)

// Engine answers queries over one snapshot. Any number of goroutines may use it
// at once.
type Engine struct{ graph *graph.Graph }

// New returns an engine over a snapshot.
func New(g *graph.Graph) *Engine { return &Engine{g} }

// Snapshot returns the whole graph. It is the same for the engine's life.
func (e *Engine) Snapshot(context.Context) (*graph.Graph, error) { return e.graph, nil }

// Run answers a read query within its limits. Errors are *graph.QueryError, or
// the context's where that was cancelled.
func (e *Engine) Run(ctx context.Context, q graph.Query) (*graph.Result, error) {
	return cypher.Run(ctx, e.graph, q)
}
