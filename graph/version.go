package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync"
)

// versions holds the data versions, computed when first asked for.
type versions struct {
	once   sync.Once
	all    string
	byPlan map[string]string
}

// Version is the data version of the whole graph: the first 16 hex digits of
// SHA-256 over its canonical JSON (elements by id, keys sorted, no white space,
// the property dataVersion left out).
func (g *Graph) Version() string {
	g.version.once.Do(g.computeVersions)
	return g.version.all
}

// PlanVersion is the data version of one plan: the nodes of that plan and the
// relationships that start in it.
func (g *Graph) PlanVersion(plan string) string {
	g.version.once.Do(g.computeVersions)
	return g.version.byPlan[plan]
}

func (g *Graph) computeVersions() {
	parts := map[string]*Subgraph{}
	part := func(id string) *Subgraph {
		p := PlanOf(id)
		if parts[p] == nil {
			parts[p] = &Subgraph{}
		}
		return parts[p]
	}
	all := Subgraph{Relationships: g.rels}
	for _, n := range g.nodes {
		n = withoutVersion(n)
		all.Nodes = append(all.Nodes, n)
		s := part(n.ID)
		s.Nodes = append(s.Nodes, n)
	}
	for _, r := range g.rels {
		s := part(r.Start)
		s.Relationships = append(s.Relationships, r)
	}
	g.version.all = digest(all)
	g.version.byPlan = map[string]string{}
	for p, s := range parts {
		g.version.byPlan[p] = digest(*s)
	}
}

func withoutVersion(n *Node) *Node {
	if n.Properties.Get(PropVersion).IsNull() {
		return n
	}
	c := *n
	c.Properties = nil
	for _, p := range n.Properties {
		if p.Key != PropVersion {
			c.Properties = append(c.Properties, p)
		}
	}
	return &c
}

// digest hashes the canonical JSON, in which the members of every object are
// sorted, so that a reader in any language can compute the same version.
func digest(s Subgraph) string {
	type relationship struct {
		End        string          `json:"end"`
		ID         string          `json:"id"`
		Properties json.RawMessage `json:"properties"`
		Start      string          `json:"start"`
		Type       string          `json:"type"`
	}
	rels := make([]relationship, len(s.Relationships))
	for i, r := range s.Relationships {
		rels[i] = relationship{r.End, r.ID, propertiesJSON(r.Properties), r.Start, r.Type}
	}
	h := sha256.New()
	b, err := marshal(struct {
		Nodes         []*Node        `json:"nodes"`
		Relationships []relationship `json:"relationships"`
	}{nonNil(s.Nodes), rels})
	if err != nil { // values of a snapshot always encode
		panic("graph: encode for the data version: " + err.Error())
	}
	h.Write(b)
	return hex.EncodeToString(h.Sum(nil))[:16]
}
