package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
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
	if g.stored != nil {
		return g.stored.Version()
	}
	g.version.once.Do(g.computeVersions)
	return g.version.all
}

// PlanVersion is the data version of one plan: the nodes of that plan and the
// relationships that start in it.
func (g *Graph) PlanVersion(plan string) string {
	if g.stored != nil {
		return g.stored.PlanVersion(plan)
	}
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
		if len(parts) == 1 { // the whole is this plan
			g.version.byPlan[p] = g.version.all
			continue
		}
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
	h := sha256.New()
	b := append(make([]byte, 0, hashBuffer*2), `{"nodes":[`...)
	for i, n := range s.Nodes {
		if i > 0 {
			b = append(b, ',')
		}
		b = drain(h, appendNode(b, n))
	}
	b = append(b, `],"relationships":[`...)
	for i, r := range s.Relationships {
		if i > 0 {
			b = append(b, ',')
		}
		b = drain(h, appendCanonical(b, r))
	}
	h.Write(append(b, `]}`...))
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// hashBuffer is how many bytes are gathered before they are hashed.
const hashBuffer = 32 << 10

func drain(h hash.Hash, b []byte) []byte {
	if len(b) < hashBuffer {
		return b
	}
	h.Write(b)
	return b[:0]
}

// appendCanonical writes a relationship with its members sorted; those of a
// node are sorted anyway.
func appendCanonical(b []byte, r *Relationship) []byte {
	b = appendMember(append(b, '{'), "end", r.End)
	b = appendMember(append(b, ','), "id", r.ID)
	b = append(b, `,"properties":`...)
	b = appendProperties(b, r.Properties)
	b = appendMember(append(b, ','), "start", r.Start)
	return append(appendMember(append(b, ','), "type", r.Type), '}')
}
