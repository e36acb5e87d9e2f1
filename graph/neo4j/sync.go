package neo4j

import (
	"fmt"
	"slices"
	"sort"

	"planatlas/graph"
)

// Changes is what a load would do: the plan that is printed before anything is
// written.
type Changes struct {
	Plan          string           `json:"plan"`
	Nodes         Counts           `json:"nodes"`
	Relationships Counts           `json:"relationships"`
	Items         []Change         `json:"items"`
	Version       string           `json:"dataVersion"`
	OldVersion    string           `json:"oldDataVersion,omitempty"`
	apply         map[string]batch // by statement
	order         []string
}

// Counts are numbers of elements by what happens to them.
type Counts struct {
	Add    int `json:"add"`
	Change int `json:"change"`
	Remove int `json:"remove"`
	Same   int `json:"same"`
}

// Change is one element that a load adds, changes or removes.
type Change struct {
	Action string `json:"action"` // "+", "~", "-"
	Kind   string `json:"kind"`   // node, relationship
	Type   string `json:"type"`   // label or relationship type
	ID     string `json:"id"`
	// Properties names what differs, for "~".
	Properties []string `json:"properties,omitempty"`
}

// batch is the rows of one statement.
type batch []map[string]any

// None reports whether there is nothing to do.
func (c *Changes) None() bool { return len(c.Items) == 0 }

// removed is the share of the database's elements of this plan that would go.
func (c *Changes) removed() float64 {
	old := c.Nodes.Change + c.Nodes.Remove + c.Nodes.Same
	if old == 0 {
		return 0
	}
	return float64(c.Nodes.Remove) / float64(old)
}

// DeleteError says that a load would remove more than a fifth of a plan.
type DeleteError struct {
	Plan         string
	Remove, Kept int
}

// Error says what to do.
func (e *DeleteError) Error() string {
	return fmt.Sprintf("plan %s: %d of %d nodes would be removed, more than a fifth; repeat with --allow-delete if that is meant", e.Plan, e.Remove, e.Remove+e.Kept)
}

// ForeignError says that a node which Planatlas did not write has one of its
// ids.
type ForeignError struct {
	IDs []string
}

// Error names the first ids.
func (e *ForeignError) Error() string {
	shown := e.IDs[:min(len(e.IDs), 5)]
	return fmt.Sprintf("%d nodes in the database carry ids of this plan without the label Planatlas: %v; they are not ours to change, so rename them or use another database", len(e.IDs), shown)
}

// state is what the database holds of one plan.
type state struct {
	nodes   map[string]*graph.Node
	rels    map[string]*graph.Relationship
	version string
}

// compare computes the changes that turn a state into the plan's part of g.
func compare(plan string, g *graph.Graph, old *state) *Changes {
	c := &Changes{Plan: plan, Version: g.PlanVersion(plan), OldVersion: old.version, apply: map[string]batch{}}
	c.compareNodes(plan, g, old)
	c.compareRelationships(plan, g, old)
	sort.SliceStable(c.Items, func(i, j int) bool {
		a, b := c.Items[i], c.Items[j]
		if a.Kind != b.Kind {
			return a.Kind < b.Kind
		}
		return a.ID < b.ID
	})
	return c
}

func (c *Changes) compareNodes(plan string, g *graph.Graph, old *state) {
	for _, n := range g.Nodes() {
		if graph.PlanOf(n.ID) != plan {
			continue
		}
		was, ok := old.nodes[n.ID]
		switch {
		case !ok:
			c.Nodes.Add++
			c.item("+", "node", n.Label(), n.ID, nil)
			c.write(setNode(n.Labels), n.ID, n.Properties)
		default:
			diff := differences(was.Properties, n.Properties)
			if !sameLabels(was.Labels, n.Labels) {
				diff = append(diff, "labels")
				c.add(dropLabels(was.Labels), map[string]any{"id": n.ID})
			}
			if len(diff) == 0 {
				c.Nodes.Same++
				break
			}
			c.Nodes.Change++
			c.item("~", "node", n.Label(), n.ID, diff)
			c.write(setNode(n.Labels), n.ID, n.Properties)
		}
	}
	for id, n := range old.nodes {
		if g.NodeByID(id) == nil {
			c.Nodes.Remove++
			c.item("-", "node", n.Label(), id, nil)
			c.add(removeNode, map[string]any{"id": id})
		}
	}
}

func (c *Changes) compareRelationships(plan string, g *graph.Graph, old *state) {
	kept := map[string]bool{}
	for _, r := range g.Relationships() {
		if graph.PlanOf(r.Start) != plan {
			continue
		}
		kept[r.ID] = true
		was, ok := old.rels[r.ID]
		if !ok {
			c.Relationships.Add++
			c.item("+", "relationship", r.Type, r.ID, nil)
			c.writeRelationship(r)
			continue
		}
		diff := differences(was.Properties, r.Properties)
		if len(diff) == 0 {
			c.Relationships.Same++
			continue
		}
		c.Relationships.Change++
		c.item("~", "relationship", r.Type, r.ID, diff)
		c.writeRelationship(r)
	}
	for id, r := range old.rels {
		if !kept[id] {
			c.Relationships.Remove++
			c.item("-", "relationship", r.Type, id, nil)
			c.add(removeRelationship(r.Type), relationshipRow(r))
		}
	}
}

func (c *Changes) item(action, kind, typ, id string, properties []string) {
	c.Items = append(c.Items, Change{Action: action, Kind: kind, Type: typ, ID: id, Properties: properties})
}

// add puts a row under its statement; statements run in the order in which they
// are ranked by applyOrder.
func (c *Changes) add(statement string, row map[string]any) {
	if _, ok := c.apply[statement]; !ok {
		c.order = append(c.order, statement)
	}
	c.apply[statement] = append(c.apply[statement], row)
}

func (c *Changes) write(statement, id string, p graph.Properties) {
	c.add(statement, map[string]any{"id": id, "properties": driverProperties(p)})
}

func (c *Changes) writeRelationship(r *graph.Relationship) {
	row := relationshipRow(r)
	row["properties"] = driverProperties(r.Properties)
	c.add(setRelationship(r.Type), row)
}

func relationshipRow(r *graph.Relationship) map[string]any {
	role, _ := r.Properties.Get("role").AsString()
	return map[string]any{"start": r.Start, "end": r.End, "role": role}
}

// driverProperties leaves dataVersion out: it is written last of all.
func driverProperties(p graph.Properties) map[string]any {
	m := make(map[string]any, len(p))
	for _, x := range p {
		if x.Key != graph.PropVersion {
			m[x.Key] = toDriver(x.Value)
		}
	}
	return m
}

// differences names the keys whose values differ.
func differences(a, b graph.Properties) []string {
	am, bm := a.Map(), b.Map()
	var out []string
	for k, v := range bm {
		if was, ok := am[k]; !ok || !same(was, v) {
			out = append(out, k)
		}
	}
	for k := range am {
		if _, ok := bm[k]; !ok {
			out = append(out, k)
		}
	}
	sort.Strings(out)
	return slices.DeleteFunc(out, func(k string) bool { return k == graph.PropVersion })
}

// same compares values exactly, so that 7 and 7.0 differ.
func same(a, b graph.Value) bool {
	if a.Kind() != b.Kind() {
		return false
	}
	x, errX := a.MarshalJSON()
	y, errY := b.MarshalJSON()
	return errX == nil && errY == nil && string(x) == string(y)
}

func sameLabels(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	sort.Strings(a)
	sort.Strings(b)
	return slices.Equal(a, b)
}
