package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// ellipsis stands in a quote for words left out.
const ellipsis = "…"

// WithQuotes returns the graph as it is read: quotes that leave words out ("港澳
// 科…化器") are written out by whole, which is given the plan, the place and the
// quote, and returns the quote where it knows no better. Data versions, ids and
// indexes stay those of the graph, since nothing of the plan is different.
func (g *Graph) WithQuotes(whole func(plan, ref, quote string) string) *Graph {
	out := &Graph{
		nodes: append([]*Node(nil), g.nodes...), rels: append([]*Relationship(nil), g.rels...),
		types: g.types, typeID: g.typeID, labels: g.labels, byLabel: g.byLabel, byID: g.byID, out: g.out, in: g.in,
	}
	written := sha256.New()
	read := func(plan string, p Properties) (Properties, bool) {
		q, changed := readQuotes(plan, p, whole)
		if changed {
			written.Write([]byte(strings.Join(q.Get(PropQuotes).Strings(), "\n")))
		}
		return q, changed
	}
	changes := false
	for i, n := range g.nodes {
		if p, changed := read(PlanOf(n.ID), n.Properties); changed {
			c := *n
			c.Properties = p
			out.nodes[i], changes = &c, true
		}
	}
	for i, r := range g.rels {
		if p, changed := read(PlanOf(r.Start), r.Properties); changed {
			c := *r
			c.Properties = p
			out.rels[i], changes = &c, true
		}
	}
	if !changes {
		return g
	}
	out.stored = g
	out.reading = hex.EncodeToString(written.Sum(nil))[:8]
	return out
}

// Reading tells graphs of one data version apart whose quotes are written out
// differently, "" where they stand as in the data.
func (g *Graph) Reading() string { return g.reading }

func readQuotes(plan string, p Properties, whole func(plan, ref, quote string) string) (Properties, bool) {
	refs, quotes := p.Get(PropRefs).Strings(), p.Get(PropQuotes).Strings()
	changed := false
	for i, q := range quotes {
		if i >= len(refs) || !strings.Contains(q, ellipsis) {
			continue
		}
		if w := whole(plan, refs[i], q); w != q {
			if !changed {
				quotes, changed = append([]string(nil), quotes...), true
			}
			quotes[i] = w
		}
	}
	if !changed {
		return p, false
	}
	out := append(Properties(nil), p...)
	for i := range out {
		if out[i].Key == PropQuotes {
			out[i].Value = Texts(quotes)
		}
	}
	return out, true
}

// nameForms is the key of the names that are mentioned at each place.
type nameForms struct{}

// WholeQuote is a quote as the plan's own mentions know it. Where a quote gives a name by its
// beginning and end ("港澳科…化器") and exactly one name mentioned at the same
// place of the plan begins and ends so, it is that name, in the form in which
// the text has it; any other quote stays as it is.
func (g *Graph) WholeQuote(plan, ref, quote string) string {
	first, last, cut := strings.Cut(quote, ellipsis)
	if !cut || strings.Contains(last, ellipsis) {
		return quote
	}
	whole := ""
	for _, form := range g.formsAt(plan, ref) {
		if len(form) <= len(first)+len(last) || !strings.HasPrefix(form, first) || !strings.HasSuffix(form, last) {
			continue
		}
		if whole != "" && whole != form {
			return quote
		}
		whole = form
	}
	if whole == "" {
		return quote
	}
	return whole
}

// formsAt are the names that the text has at a place, as its MENTIONS hold them.
func (g *Graph) formsAt(plan, ref string) []string {
	forms := g.Memo(nameForms{}, func() any {
		at := map[[2]string][]string{}
		for _, r := range g.Relationships() {
			if r.Type != "MENTIONS" {
				continue
			}
			refs, quotes := r.Properties.Get(PropRefs).Strings(), r.Properties.Get(PropQuotes).Strings()
			for i := range min(len(refs), len(quotes)) {
				key := [2]string{PlanOf(r.Start), refs[i]}
				at[key] = append(at[key], quotes[i])
			}
		}
		return at
	}).(map[[2]string][]string)
	return forms[[2]string{plan, ref}]
}
