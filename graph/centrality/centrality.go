// Package centrality says what a plan hangs by: the platforms and measures that
// most chains pass through, the goals that a single support carries, and the
// groups of things that hang together, held against the chapters. Enter by Of.
package centrality

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// Node is a node of content with its weight in the plan.
type Node struct {
	graph.Item
	// Through is the number of pairs of things whose shortest chains pass
	// through the node; Share is that of all pairs that a chain joins.
	Through float64 `json:"through"`
	Share   float64 `json:"share"`
	// Group is the id of its group, 0 for a node that nothing joins.
	Group   int   `json:"group"`
	Chapter int64 `json:"chapter"` // where it first stands, 0 outside the chapters
}

// Goal is a goal with what carries it.
type Goal struct {
	graph.Item
	// Supports are the things that advance the goal or one below it; Measures
	// are those of them that are measures.
	Supports int `json:"supports"`
	Measures int `json:"measures"`
	// Only is the one support, where there is just one.
	Only *graph.Item `json:"only,omitempty"`
	// Basis is how weakly the only support is known.
	Basis string `json:"basis,omitempty"`
}

// Group is a set of things that hang together more closely than with the rest.
type Group struct {
	ID    int          `json:"id"` // from 1, the largest first
	Size  int          `json:"size"`
	Names []graph.Item `json:"names"` // those that most chains pass through
	// Chapters tells how many of its things each chapter holds, most first.
	Chapters []ChapterCount `json:"chapters"`
}

// ChapterCount is a number of things in a chapter.
type ChapterCount struct {
	Chapter int64 `json:"chapter"`
	Count   int   `json:"count"`
}

// Report is what one plan hangs by.
type Report struct {
	Plan   string  `json:"plan"`
	Pairs  int     `json:"pairs"` // that a chain joins
	Hops   int     `json:"hops"`  // of a chain at the most
	Nodes  []Node  `json:"nodes"` // most chains first
	Goals  []Goal  `json:"goals"` // fewest supports first
	Groups []Group `json:"groups"`
	// Modularity is how sharply the groups stand apart, 0 to 1.
	Modularity float64 `json:"modularity"`
	// Agreement of groups and chapters, 0 (none) to 1 (the same), as normalised
	// mutual information.
	Agreement float64 `json:"agreement"`
}

// namesOfGroup is how many names stand for a group.
const namesOfGroup = 4

// Of reports on a plan. Only relationships of the given bases count; nil counts
// all. The only error is the context's.
func Of(ctx context.Context, g *graph.Graph, o *ontology.Ontology, plan string, bases []string) (*Report, error) {
	t, err := graph.NewTracer(g, o.TraceRules(g))
	if err != nil {
		return nil, err
	}
	between, err := t.Betweenness(ctx, graph.TraceRequest{Bases: bases})
	if err != nil {
		return nil, err
	}
	c := &counter{g: g, o: o, plan: plan, bases: bases, chapters: chaptersOf(g, plan), structure: map[string]bool{}}
	for _, t := range o.Types {
		c.structure[t.Name] = t.Trace == ontology.TraceNone
	}
	c.general = c.generalUpTo()
	r := &Report{Plan: plan, Pairs: between.Pairs, Hops: graph.DefaultMaxHops}
	groups, modularity := c.groups(o.TraceRules(g).Subjects)
	r.Modularity = modularity
	for _, n := range g.Nodes() {
		if !c.content(n) {
			continue
		}
		x := Node{Item: graph.ItemOf(n), Through: between.Through[n.Index()], Group: groups[n.Index()], Chapter: c.chapter(n)}
		if between.Pairs > 0 {
			x.Share = x.Through / float64(between.Pairs)
		}
		r.Nodes = append(r.Nodes, x)
	}
	slices.SortStableFunc(r.Nodes, func(a, b Node) int { return cmp.Or(cmp.Compare(b.Through, a.Through), cmp.Compare(a.ID, b.ID)) })
	r.Goals = c.goals()
	r.Groups = groupsOf(r.Nodes)
	r.Agreement = agreement(r.Nodes)
	return r, nil
}

type counter struct {
	g         *graph.Graph
	o         *ontology.Ontology
	plan      string
	bases     []string
	chapters  map[int64]int64
	structure map[string]bool
	general   int64 // the last of the chapters that speak of everything
}

// content reports whether a node is a thing that the plan speaks of.
func (c *counter) content(n *graph.Node) bool {
	l := c.o.Label(n.Label())
	return graph.PlanOf(n.ID) == c.plan && l != nil && l.Category != ontology.Evidence
}

func (c *counter) counts(r *graph.Relationship) bool {
	return !c.structure[r.Type] && (c.bases == nil || slices.Contains(c.bases, r.Basis()))
}

func chaptersOf(g *graph.Graph, plan string) map[int64]int64 {
	out := map[int64]int64{}
	for _, r := range g.Relationships() {
		if r.Type != "HAS_PART" || graph.PlanOf(r.Start) != plan {
			continue
		}
		if article := g.NodeByID(r.End); article.Label() == "Article" {
			number, _ := article.Properties.Get("number").AsInt()
			out[number], _ = g.NodeByID(r.Start).Properties.Get("number").AsInt()
		}
	}
	return out
}

// chapter is where the plan first speaks of a node at length: the chapter of its
// first article, or one whose heading names it. The chapters up to the main
// objectives name nearly everything, so that a later place counts before them.
func (c *counter) chapter(n *graph.Node) int64 {
	var first int64
	for _, ref := range n.Properties.Get(graph.PropRefs).Strings() {
		kind, number, _ := strings.Cut(ref, ":")
		i, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			continue
		}
		if kind != "ch" {
			i = c.chapters[i]
		}
		if i > c.general {
			return i
		}
		first = cmp.Or(first, i)
	}
	return first
}

// generalUpTo is the chapter that states the main objectives, 0 where none does.
func (c *counter) generalUpTo() int64 {
	var first int64
	for _, r := range c.g.Relationships() {
		if r.Type != "STATES" || graph.PlanOf(r.Start) != c.plan {
			continue
		}
		article, goal := c.g.NodeByID(r.Start), c.g.NodeByID(r.End)
		number, ok := article.Properties.Get("number").AsInt()
		if kind, _ := goal.Properties.Get("kind").AsString(); ok && article.Label() == "Article" && kind == "objective" && (first == 0 || number < first) {
			first = number
		}
	}
	return c.chapters[first]
}

// goals counts what carries each goal, over the goals below it.
func (c *counter) goals() []Goal {
	goals := []Goal{}
	for _, i := range c.g.WithLabel("Goal") {
		n := c.g.Node(i)
		if graph.PlanOf(n.ID) != c.plan {
			continue
		}
		x := Goal{Item: graph.ItemOf(n)}
		supports := map[int32]*graph.Relationship{}
		c.supports(i, map[int32]bool{}, supports)
		for s := range supports {
			x.Supports++
			if c.g.Node(s).Label() == "Measure" {
				x.Measures++
			}
		}
		if len(supports) == 1 {
			for s, r := range supports {
				only := graph.ItemOf(c.g.Node(s))
				x.Only, x.Basis = &only, r.Basis()
			}
		}
		goals = append(goals, x)
	}
	slices.SortStableFunc(goals, func(a, b Goal) int { return cmp.Or(cmp.Compare(a.Supports, b.Supports), cmp.Compare(a.ID, b.ID)) })
	return goals
}

func (c *counter) supports(goal int32, seen map[int32]bool, out map[int32]*graph.Relationship) {
	if seen[goal] {
		return
	}
	seen[goal] = true
	for _, h := range c.g.Halves(goal, graph.Incoming) {
		r := c.g.Relationship(h.Relationship)
		switch {
		case !c.counts(r):
		case r.Type == "SUBGOAL_OF":
			c.supports(h.Node, seen, out)
		case r.Type == "ADVANCES":
			out[h.Node] = r
		}
	}
}

// groupsOf describes the groups that nodes are in.
func groupsOf(nodes []Node) []Group {
	groups := []Group{}
	for _, n := range nodes {
		for len(groups) < n.Group {
			groups = append(groups, Group{ID: len(groups) + 1, Names: []graph.Item{}, Chapters: []ChapterCount{}})
		}
		if n.Group == 0 {
			continue
		}
		x := &groups[n.Group-1]
		x.Size++
		if len(x.Names) < namesOfGroup { // the nodes come with most chains first
			x.Names = append(x.Names, n.Item)
		}
		i := slices.IndexFunc(x.Chapters, func(c ChapterCount) bool { return c.Chapter == n.Chapter })
		if i < 0 {
			x.Chapters, i = append(x.Chapters, ChapterCount{Chapter: n.Chapter}), len(x.Chapters)
		}
		x.Chapters[i].Count++
	}
	for i := range groups {
		slices.SortFunc(groups[i].Chapters, func(a, b ChapterCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Chapter, b.Chapter))
		})
	}
	return groups
}
