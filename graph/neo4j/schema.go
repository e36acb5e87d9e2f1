package neo4j

import (
	"context"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"planatlas/graph"
)

// schemaVersion is part of the names of what schema makes, so that a later
// version can tell and replace an earlier one.
const schemaVersion = "v1"

// FullTextIndex is the name of the full-text index over names, aliases and
// quotes; db.index.fulltext.queryNodes takes it on either engine.
const FullTextIndex = graph.FullTextIndex

// schema is what the database needs before data: the one uniqueness constraint,
// an index for a plan's nodes and the full-text index. Constraints and data
// cannot share a transaction.
var schema = []string{
	"CREATE CONSTRAINT planatlas_id_" + schemaVersion + " IF NOT EXISTS FOR (n:Planatlas) REQUIRE n.id IS UNIQUE",
	"CREATE INDEX planatlas_plan_" + schemaVersion + " IF NOT EXISTS FOR (n:Planatlas) ON (n.plan)",
	"CREATE INDEX planatlas_name_" + schemaVersion + " IF NOT EXISTS FOR (n:Planatlas) ON (n.name)",
	"CREATE FULLTEXT INDEX " + FullTextIndex + " IF NOT EXISTS FOR (n:Planatlas) ON EACH [n." + strings.Join(graph.FullTextProperties, ", n.") + "] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}",
}

// outdated tells whether a full-text index of an earlier version covers other
// properties: IF NOT EXISTS would leave it as it is.
const outdated = "SHOW FULLTEXT INDEXES YIELD name, properties WHERE name = $name AND properties <> $properties RETURN count(*) AS n"

func (e *Engine) dropOutdated(ctx context.Context, s driver.SessionWithContext) error {
	res, err := s.Run(ctx, outdated, map[string]any{"name": FullTextIndex, "properties": graph.FullTextProperties})
	if err != nil {
		return translate(ctx, err)
	}
	record, err := res.Single(ctx)
	if err != nil {
		return translate(ctx, err)
	}
	if n, _, err := driver.GetRecordValue[int64](record, "n"); err != nil || n == 0 {
		return err
	}
	res, err = s.Run(ctx, "DROP INDEX "+FullTextIndex, nil)
	if err == nil {
		_, err = res.Consume(ctx)
	}
	return translate(ctx, err)
}

// knownLabels makes the ontology's labels known to the database before the
// constraint makes Planatlas known: the server lists a node's labels in the
// order in which it met them, so that labels(n)[0] is the ontology's, as on the
// embedded engine.
const knownLabels = "UNWIND $labels AS label CALL db.createLabel(label)"

func (e *Engine) ensureSchema(ctx context.Context, g *graph.Graph) error {
	s := e.session(ctx, driver.AccessModeWrite)
	defer s.Close(ctx)
	run := func(statement string, params map[string]any) error {
		res, err := s.Run(ctx, statement, params)
		if err == nil {
			_, err = res.Consume(ctx)
		}
		return translate(ctx, err)
	}
	if err := run(knownLabels, map[string]any{"labels": without(g.Labels(), graph.OwnedLabel)}); err != nil {
		return err
	}
	if err := e.dropOutdated(ctx, s); err != nil {
		return err
	}
	for _, statement := range schema {
		if err := run(statement, nil); err != nil {
			return err
		}
	}
	return run("CALL db.awaitIndexes(60)", nil)
}
