package neo4j

import (
	"context"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"planatlas/graph"
	"planatlas/graph/cypher"
)

// Run answers a read query. It passes the same gate as on the embedded engine
// (only allow-listed clauses, functions and procedures), then runs in read
// access mode, so that the server refuses a write a second time. Rows and time
// are bounded by q.Limits. A query that met a lost connection before its first
// record is sent once more; reading twice does no harm.
func (e *Engine) Run(ctx context.Context, q graph.Query) (*graph.Result, error) {
	began := time.Now()
	limits := q.Limits.Or(graph.DefaultLimits())
	if q.Params == nil {
		q.Params = map[string]graph.Value{}
	}
	if _, err := cypher.Check(q); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()
	res, err := e.run(ctx, q, limits)
	if err != nil && driver.IsConnectivityError(err) && ctx.Err() == nil {
		res, err = e.run(ctx, q, limits)
	}
	if err != nil {
		return nil, passThrough(ctx, err)
	}
	res.Elapsed = time.Since(began)
	return res, nil
}

func (e *Engine) run(ctx context.Context, q graph.Query, limits graph.Limits) (*graph.Result, error) {
	s := e.session(ctx, driver.AccessModeRead)
	defer s.Close(context.WithoutCancel(ctx))
	tx, err := s.BeginTransaction(ctx, driver.WithTxTimeout(limits.Time))
	if err != nil {
		return nil, err
	}
	defer tx.Close(context.WithoutCancel(ctx))
	params := make(map[string]any, len(q.Params))
	for k, v := range q.Params {
		params[k] = toDriver(v)
	}
	rows, err := tx.Run(ctx, q.Text, params)
	if err != nil {
		return nil, err
	}
	return e.records(ctx, tx, rows, limits)
}

// records takes rows until a limit bites and names the ends of relationships.
func (e *Engine) records(ctx context.Context, tx driver.ExplicitTransaction, rows driver.ResultWithContext, limits graph.Limits) (*graph.Result, error) {
	keys, err := rows.Keys()
	if err != nil {
		return nil, err
	}
	res := &graph.Result{Keys: keys}
	d := newDecoder()
	for rows.Next(ctx) {
		if len(res.Records) == limits.Rows {
			res.Truncated, res.Limit = true, "rows"
			break
		}
		l, err := d.list(rows.Record().Values)
		if err != nil {
			return nil, err
		}
		record, _ := l.AsList()
		res.Records = append(res.Records, record)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if err := e.plan(ctx, rows, res); err != nil {
		return nil, err
	}
	return res, nameEnds(ctx, tx, d)
}

// plan reads what only comes after the last record: the plan of EXPLAIN and
// PROFILE and the server's notices.
func (e *Engine) plan(ctx context.Context, rows driver.ResultWithContext, res *graph.Result) error {
	if res.Truncated {
		return nil
	}
	summary, err := rows.Consume(ctx)
	if err != nil {
		return err
	}
	if p := summary.Profile(); p != nil {
		res.Plan = profiled(p)
	} else if p := summary.Plan(); p != nil {
		res.Plan = planned(p)
	}
	for _, n := range summary.Notifications() {
		notice := graph.Notice{Code: n.Code(), Message: n.Description()}
		if at := n.Position(); at != nil {
			notice.Line, notice.Column = at.Line(), at.Column()
		}
		res.Notices = append(res.Notices, notice)
	}
	return nil
}

func planned(p driver.Plan) *graph.Plan {
	out := &graph.Plan{Operator: operator(p.Operator())}
	out.Details, _ = p.Arguments()["Details"].(string)
	out.Estimated, _ = p.Arguments()["EstimatedRows"].(float64)
	for _, c := range p.Children() {
		out.Children = append(out.Children, planned(c))
	}
	return out
}

func profiled(p driver.ProfiledPlan) *graph.Plan {
	rows := p.Records()
	out := &graph.Plan{Operator: operator(p.Operator()), Rows: &rows}
	out.Details, _ = p.Arguments()["Details"].(string)
	out.Estimated, _ = p.Arguments()["EstimatedRows"].(float64)
	for _, c := range p.Children() {
		out.Children = append(out.Children, profiled(c))
	}
	return out
}

// operator strips the database's name that the server appends.
func operator(name string) string {
	for i := range name {
		if name[i] == '@' {
			return name[:i]
		}
	}
	return name
}

// nameEnds asks for the ids of nodes that only occur as ends of relationships.
func nameEnds(ctx context.Context, tx runner, d *decoder) error {
	if unknown := d.unknownEnds(); len(unknown) > 0 {
		rows, err := collect(ctx, tx, "UNWIND $ids AS e MATCH (n) WHERE elementId(n) = e RETURN e, n.id", map[string]any{"ids": unknown})
		if err != nil {
			return err
		}
		for _, r := range rows {
			if id, ok := r[1].(string); ok {
				d.names[r[0].(string)] = id
			}
		}
	}
	d.nameEnds()
	return nil
}
