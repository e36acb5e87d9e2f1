package neo4j

import (
	"context"
	"fmt"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"planatlas/graph"
)

// batchSize is how many rows one UNWIND takes.
const batchSize = 1000

// LoadOptions say how to load.
type LoadOptions struct {
	DryRun      bool // compare only
	AllowDelete bool // let more than a fifth of the plan's nodes go
	// Planned is told what will be done, once it is known and before anything is
	// written.
	Planned func(*Changes)
	// Progress is told how many elements are written of how many.
	Progress func(done, total int)
}

func (o LoadOptions) planned(c *Changes) {
	if o.Planned != nil {
		o.Planned(c)
	}
}

// Load makes the database hold one plan of g and returns what it changed. All
// of it is one transaction, so the database holds the old plan or the new one,
// never a mixture; what is already there is not written again. Two loads of one
// plan wait for each other on the Plan node's lock. Relationships between plans
// belong to the plan in which they start.
func (e *Engine) Load(ctx context.Context, g *graph.Graph, plan string, opts LoadOptions) (*Changes, error) {
	if g.NodeByID(plan+":plan") == nil {
		return nil, fmt.Errorf("the seeds hold no plan %q", plan)
	}
	if opts.DryRun {
		changes, err := e.compare(ctx, g, plan)
		if err == nil {
			opts.planned(changes)
		}
		return changes, err
	}
	if err := e.ensureSchema(ctx, g); err != nil {
		return nil, err
	}
	s := e.session(ctx, driver.AccessModeWrite)
	defer s.Close(context.WithoutCancel(ctx))
	tx, err := s.BeginTransaction(ctx)
	if err != nil {
		return nil, translate(ctx, err)
	}
	defer tx.Close(context.WithoutCancel(ctx)) // rolls back what was not committed
	changes, err := load(ctx, tx, g, plan, opts)
	if err != nil || changes.None() {
		return changes, passThrough(ctx, err)
	}
	if err := tx.Commit(ctx); err != nil {
		return nil, passThrough(ctx, err)
	}
	return changes, nil
}

func (e *Engine) compare(ctx context.Context, g *graph.Graph, plan string) (*Changes, error) {
	s := e.session(ctx, driver.AccessModeRead)
	defer s.Close(ctx)
	changes, err := s.ExecuteRead(ctx, func(tx driver.ManagedTransaction) (any, error) {
		if err := refuseForeign(ctx, tx, g, plan); err != nil {
			return nil, err
		}
		old, err := readState(ctx, tx, plan)
		if err != nil {
			return nil, err
		}
		return compare(plan, g, old), nil
	})
	if err != nil {
		return nil, passThrough(ctx, err)
	}
	return changes.(*Changes), nil
}

func load(ctx context.Context, tx driver.ExplicitTransaction, g *graph.Graph, plan string, opts LoadOptions) (*Changes, error) {
	if err := lockPlan(ctx, tx, plan); err != nil {
		return nil, err
	}
	if err := refuseForeign(ctx, tx, g, plan); err != nil {
		return nil, err
	}
	old, err := readState(ctx, tx, plan)
	if err != nil {
		return nil, err
	}
	changes := compare(plan, g, old)
	if changes.removed() > 0.2 && !opts.AllowDelete {
		return nil, &DeleteError{Plan: plan, Remove: changes.Nodes.Remove, Kept: changes.Nodes.Same + changes.Nodes.Change}
	}
	opts.planned(changes)
	if changes.None() {
		return changes, nil
	}
	return changes, write(ctx, tx, g, changes, opts.Progress)
}

// lockPlan takes the write lock of the Plan node, making a bare one where there
// is none: a second load waits here until the first has ended. The property
// never outlives the statement.
func lockPlan(ctx context.Context, tx runner, plan string) error {
	_, err := collect(ctx, tx, "MERGE (p:Planatlas {id: $id}) SET p.`_lock` = true REMOVE p.`_lock`", map[string]any{"id": plan + ":plan"})
	return err
}

// refuseForeign looks for nodes with ids of this plan that Planatlas did not
// write. Without our label no index helps, so the ids are looked for in one
// scan.
func refuseForeign(ctx context.Context, tx runner, g *graph.Graph, plan string) error {
	rows, err := collect(ctx, tx, "MATCH (n) WHERE n.id STARTS WITH $prefix AND NOT n:Planatlas RETURN n.id ORDER BY n.id", map[string]any{"prefix": plan + ":"})
	if err != nil {
		return err
	}
	var foreign []string
	for _, r := range rows {
		if id, ok := r[0].(string); ok && g.NodeByID(id) != nil {
			foreign = append(foreign, id)
		}
	}
	if len(foreign) > 0 {
		return &ForeignError{IDs: foreign}
	}
	return nil
}

func readState(ctx context.Context, tx runner, plan string) (*state, error) {
	s := &state{nodes: map[string]*graph.Node{}, rels: map[string]*graph.Relationship{}}
	rows, err := collect(ctx, tx, "MATCH (n:Planatlas) WHERE n.id STARTS WITH $prefix RETURN n", map[string]any{"prefix": plan + ":"})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		n, err := newDecoder().node(r[0].(driver.Node))
		if err != nil {
			return nil, err
		}
		if n.ID == plan+":plan" {
			s.version, _ = n.Properties.Get(graph.PropVersion).AsString()
			if n.Label() == graph.OwnedLabel { // the bare node that lockPlan made
				continue
			}
		}
		s.nodes[n.ID] = n
	}
	rows, err = collect(ctx, tx, "MATCH (a:Planatlas)-[r]->(b:Planatlas) WHERE a.id STARTS WITH $prefix RETURN a.id, type(r), b.id, properties(r)", map[string]any{"prefix": plan + ":"})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		p, err := newDecoder().properties(r[3].(map[string]any))
		if err != nil {
			return nil, err
		}
		role, _ := p["role"].AsString()
		start, typ, end := r[0].(string), r[1].(string), r[2].(string)
		id := graph.RelationshipID(start, typ, end, role)
		s.rels[id] = graph.DetachedRelationship(id, typ, start, end, graph.PropertiesOf(p))
	}
	return s, nil
}

// write applies the changes in batches and writes the data version last.
func write(ctx context.Context, tx runner, g *graph.Graph, c *Changes, progress func(done, total int)) error {
	total, done := 0, 0
	for _, b := range c.apply {
		total += len(b)
	}
	for _, statement := range inOrder(c.order) {
		for rows := c.apply[statement]; len(rows) > 0; {
			n := min(len(rows), batchSize)
			if _, err := collect(ctx, tx, statement, map[string]any{"rows": rows[:n]}); err != nil {
				return err
			}
			rows, done = rows[n:], done+n
			if progress != nil {
				progress(done, total)
			}
		}
	}
	if err := checkCounts(ctx, tx, g, c.Plan); err != nil {
		return err
	}
	_, err := collect(ctx, tx, "MATCH (p:Planatlas {id: $id}) SET p.dataVersion = $version", map[string]any{"id": c.Plan + ":plan", "version": c.Version})
	return err
}

// checkCounts holds what was written against the snapshot before the commit: a
// relationship whose end is missing would otherwise be lost in silence.
func checkCounts(ctx context.Context, tx runner, g *graph.Graph, plan string) error {
	rows, err := collect(ctx, tx, "MATCH (n:Planatlas) WHERE n.id STARTS WITH $prefix OPTIONAL MATCH (n)-[r]->(:Planatlas) RETURN count(DISTINCT n), count(r)", map[string]any{"prefix": plan + ":"})
	if err != nil {
		return err
	}
	nodes, rels := 0, 0
	for _, n := range g.Nodes() {
		if graph.PlanOf(n.ID) == plan {
			nodes++
			rels += g.Degree(int32(n.Index()), graph.Outgoing)
		}
	}
	if gotNodes, gotRels := rows[0][0].(int64), rows[0][1].(int64); gotNodes != int64(nodes) || gotRels != int64(rels) {
		return fmt.Errorf("after writing, the database holds %d nodes and %d relationships of plan %s instead of %d and %d (a relationship into another plan that is not loaded?); nothing was changed", gotNodes, gotRels, plan, nodes, rels)
	}
	return nil
}
