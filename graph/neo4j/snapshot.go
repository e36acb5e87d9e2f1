package neo4j

import (
	"context"
	"fmt"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"planatlas/graph"
)

// page is how many nodes one read of a snapshot takes.
const page = 5000

// TooLargeError says that the database holds more than a snapshot may.
type TooLargeError struct{ Relationships, Max int }

// Error names both numbers.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the database holds %d relationships, a snapshot takes at most %d; console and saved questions still work", e.Relationships, e.Max)
}

// Snapshot reads all that Planatlas wrote, page by page along the ids. If the
// data version changes meanwhile it reads again, so that a snapshot is never
// half old and half new.
func (e *Engine) Snapshot(ctx context.Context) (*graph.Graph, error) {
	for {
		before, err := e.Versions(ctx)
		if err != nil {
			return nil, err
		}
		g, err := e.read(ctx)
		if err != nil {
			return nil, err
		}
		after, err := e.Versions(ctx)
		if err != nil {
			return nil, err
		}
		if equal(before, after) {
			return g, nil
		}
	}
}

// Versions returns the data version of each plan in the database by plan id:
// a cheap read by which a change is noticed.
func (e *Engine) Versions(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	err := e.each(ctx, "MATCH (p:Plan:Planatlas) RETURN p.plan, p.dataVersion ORDER BY p.plan", nil, func(r []any) error {
		plan, _ := r[0].(string)
		version, _ := r[1].(string)
		out[plan] = version
		return nil
	})
	return out, err
}

func equal(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

func (e *Engine) read(ctx context.Context) (*graph.Graph, error) {
	if err := e.checkSize(ctx); err != nil {
		return nil, err
	}
	b := graph.NewBuilder()
	if err := e.readNodes(ctx, b); err != nil {
		return nil, err
	}
	if err := e.readRelationships(ctx, b); err != nil {
		return nil, err
	}
	return b.Build()
}

func (e *Engine) checkSize(ctx context.Context) error {
	return e.each(ctx, "MATCH (:Planatlas)-[r]->(:Planatlas) RETURN count(r)", nil, func(r []any) error {
		if n, _ := r[0].(int64); int(n) > e.cfg.MaxRelationships {
			return &TooLargeError{Relationships: int(n), Max: e.cfg.MaxRelationships}
		}
		return nil
	})
}

const nodePage = `
MATCH (n:Planatlas) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $page
RETURN n`

func (e *Engine) readNodes(ctx context.Context, b *graph.Builder) error {
	return e.pages(ctx, nodePage, func(r []any) (string, error) {
		n, err := newDecoder().node(r[0].(driver.Node))
		if err != nil {
			return "", err
		}
		b.AddNode(n.ID, n.Labels, n.Properties)
		return n.ID, nil
	})
}

// relationshipPage pages along the start nodes and gives each its
// relationships as a list, so that the last id read is always known.
const relationshipPage = `
MATCH (a:Planatlas) WHERE a.id > $after
WITH a ORDER BY a.id LIMIT $page
OPTIONAL MATCH (a)-[r]->(b:Planatlas)
RETURN a.id, type(r), b.id, properties(r)
ORDER BY a.id`

func (e *Engine) readRelationships(ctx context.Context, b *graph.Builder) error {
	return e.pages(ctx, relationshipPage, func(r []any) (string, error) {
		start := r[0].(string)
		typ, ok := r[1].(string)
		if !ok {
			return start, nil
		}
		p, err := newDecoder().properties(r[3].(map[string]any))
		if err != nil {
			return "", err
		}
		end := r[2].(string)
		role, _ := p["role"].AsString()
		b.AddRelationship(graph.RelationshipID(start, typ, end, role), typ, start, end, graph.PropertiesOf(p))
		return start, nil
	})
}

// pages runs a query again and again from the last id it gave until it gives
// none.
func (e *Engine) pages(ctx context.Context, query string, row func([]any) (string, error)) error {
	after := ""
	for {
		last := after
		err := e.each(ctx, query, map[string]any{"after": after, "page": int64(page)}, func(r []any) error {
			id, err := row(r)
			last = id
			return err
		})
		if err != nil || last == after {
			return err
		}
		after = last
	}
}

// each reads the records of one of the program's own queries. They are handed
// on after the transaction, since the driver may run it again.
func (e *Engine) each(ctx context.Context, query string, params map[string]any, row func([]any) error) error {
	s := e.session(ctx, driver.AccessModeRead)
	defer s.Close(ctx)
	rows, err := s.ExecuteRead(ctx, func(tx driver.ManagedTransaction) (any, error) {
		return collect(ctx, tx, query, params)
	})
	if err != nil {
		return passThrough(ctx, err)
	}
	for _, r := range rows.([][]any) {
		if err := row(r); err != nil {
			return err
		}
	}
	return nil
}

// runner is a transaction of either kind.
type runner interface {
	Run(ctx context.Context, query string, params map[string]any) (driver.ResultWithContext, error)
}

func collect(ctx context.Context, tx runner, query string, params map[string]any) ([][]any, error) {
	res, err := tx.Run(ctx, query, params)
	if err != nil {
		return nil, err
	}
	rows := [][]any{}
	for res.Next(ctx) {
		rows = append(rows, res.Record().Values)
	}
	return rows, res.Err()
}

// passThrough leaves this package's own errors as they are.
func passThrough(ctx context.Context, err error) error {
	switch err.(type) {
	case nil:
		return nil
	case *TooLargeError, *graph.QueryError, *ForeignError, *DeleteError:
		return err
	}
	return translate(ctx, err)
}
