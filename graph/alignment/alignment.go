// Package alignment says how a plan takes up what comes from above: for every
// upper strategy that it names, which chapter, article, goal, cluster, platform,
// project or measure takes it up, on what basis and in which words, and which
// strategies it names and leaves there. Enter by Of.
package alignment

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// Status says how far a strategy is taken up.
type Status string

// The statuses, from the most that a plan can do to nothing. What a measure,
// goal, cluster, platform or project takes up is carried out. What the document
// itself takes up in its general part (the preface and the articles before the
// main objectives) guides it: thought, spirit and requirements have their place
// there; what only a later chapter or article names in general words is
// professed. What nothing takes up and the review alone names is reported there
// as done or under way; what is left is silent.
const (
	Carried   Status = "carried"
	Guiding   Status = "guiding"
	Professed Status = "professed"
	Part      Status = "part" // the strategy that includes it is taken up
	Reviewed  Status = "reviewed"
	Silent    Status = "silent" // named, and nothing more
)

// Statuses lists the statuses in that order.
func Statuses() []Status {
	return []Status{Carried, Guiding, Professed, Part, Reviewed, Silent}
}

// Line is one answer to the question of what takes a strategy up.
type Line struct {
	By           graph.Item `json:"by"`
	Relationship string     `json:"relationship"` // id
	Type         string     `json:"type"`         // ALIGNS_WITH, or TARGETS of a measure
	Basis        string     `json:"basis"`
	Refs         []string   `json:"refs"`   // places of the evidence
	Quotes       []string   `json:"quotes"` // their words, parallel to Refs
	Rationale    string     `json:"rationale,omitempty"`
	RationaleEn  string     `json:"rationaleEn,omitempty"`
	Chapter      int64      `json:"chapter"` // of the first place, 0 outside the chapters
	// Via is the strategy that includes this one and is taken up in its stead.
	Via *graph.Item `json:"via,omitempty"`
}

// Strategy is an upper strategy with what takes it up.
type Strategy struct {
	graph.Item
	Level    string     `json:"level"`
	Refs     []string   `json:"refs"` // where the plan names it
	Status   Status     `json:"status"`
	Lines    []Line     `json:"lines"`
	IssuedBy []string   `json:"issuedBy"` // names of bodies
	Counts   LineCounts `json:"counts"`
}

// LineCounts tells how many lines there are, and how many of them the text bears
// out itself.
type LineCounts struct {
	All     int `json:"all"`
	InText  int `json:"inText"`
	Carried int `json:"carried"` // by more than general words
}

// Report is the alignment of one plan.
type Report struct {
	Plan       string         `json:"plan"`
	Strategies []Strategy     `json:"strategies"` // by level, then by where they are named
	Totals     map[Status]int `json:"totals"`
}

// document are the labels whose alignment is a profession, not an act.
var document = []string{"Plan", "Chapter", "Article"}

// Of reports on a plan. Only relationships of the given bases count; nil counts
// all.
func Of(g *graph.Graph, o *ontology.Ontology, plan string, bases []string) *Report {
	a := &aligner{g: g, o: o, bases: bases, chapters: chaptersOf(g, plan)}
	a.objectives, a.review = partsOf(g, plan)
	r := &Report{Plan: plan, Strategies: []Strategy{}, Totals: map[Status]int{}}
	for _, i := range g.WithLabel("Strategy") {
		if n := g.Node(i); graph.PlanOf(n.ID) == plan {
			s := a.strategy(n)
			r.Totals[s.Status]++
			r.Strategies = append(r.Strategies, s)
		}
	}
	levels := LevelsOf(o)
	slices.SortStableFunc(r.Strategies, func(x, y Strategy) int {
		return cmp.Or(cmp.Compare(rank(levels, x.Level), rank(levels, y.Level)), cmp.Compare(a.place(x.Refs), a.place(y.Refs)), cmp.Compare(a.within(x), a.within(y)), cmp.Compare(x.ID, y.ID))
	})
	return r
}

// LevelsOf are the levels of strategies in the ontology's order.
func LevelsOf(o *ontology.Ontology) []string {
	label := o.Label("Strategy")
	if label == nil {
		return nil
	}
	var out []string
	for _, p := range label.Properties {
		if p.Name != "level" {
			continue
		}
		for _, v := range p.Values {
			out = append(out, v.Name)
		}
	}
	return out
}

func rank(all []string, s string) int {
	if i := slices.Index(all, s); i >= 0 {
		return i
	}
	return len(all)
}

type aligner struct {
	g        *graph.Graph
	o        *ontology.Ontology
	bases    []string
	chapters map[int64]int64 // chapter of an article, by number
	// objectives is the article with the main objectives, before which the plan
	// speaks in general; review is the one of those that reports most results. 0
	// where there is none.
	objectives, review int64
}

// partsOf finds the article of the main objectives and the review before it.
func partsOf(g *graph.Graph, plan string) (objectives, review int64) {
	results := map[int64]int{}
	for _, r := range g.Relationships() {
		if r.Type != "STATES" || graph.PlanOf(r.Start) != plan {
			continue
		}
		article, what := g.NodeByID(r.Start), g.NodeByID(r.End)
		number, _ := article.Properties.Get("number").AsInt()
		kind, _ := what.Properties.Get("kind").AsString()
		switch {
		case article.Label() != "Article":
		case what.Label() == "Goal" && kind == "objective" && (objectives == 0 || number < objectives):
			objectives = number
		case what.Label() == "Target" && (kind == "actual" || kind == "baseline"):
			results[number]++
		}
	}
	for number, n := range results {
		if number < objectives && (n > results[review] || n == results[review] && number < review) {
			review = number
		}
	}
	return objectives, review
}

func chaptersOf(g *graph.Graph, plan string) map[int64]int64 {
	out := map[int64]int64{}
	for _, r := range g.Relationships() {
		if r.Type != "HAS_PART" || graph.PlanOf(r.Start) != plan {
			continue
		}
		chapter, article := g.NodeByID(r.Start), g.NodeByID(r.End)
		if article.Label() == "Article" {
			number, _ := article.Properties.Get("number").AsInt()
			out[number], _ = chapter.Properties.Get("number").AsInt()
		}
	}
	return out
}

func (a *aligner) strategy(n *graph.Node) Strategy {
	s := Strategy{Item: graph.ItemOf(n), Refs: texts(n.Properties, graph.PropRefs), Lines: a.lines(n, nil), IssuedBy: []string{}}
	s.Level, _ = n.Properties.Get("level").AsString()
	for _, r := range a.at(n, "ISSUED_BY", graph.Outgoing) {
		s.IssuedBy = append(s.IssuedBy, a.g.NodeByID(r.End).Name())
	}
	s.Status = a.status(s.Lines)
	if s.Status == Silent {
		if s.Lines = a.wholes(n); len(s.Lines) > 0 {
			s.Status = Part
		} else if a.reviewed(s.Refs) {
			s.Status = Reviewed
		}
	}
	a.sort(s.Lines)
	for _, l := range s.Lines {
		s.Counts.All++
		if b := a.o.Basis(l.Basis); b != nil && b.TextOnly {
			s.Counts.InText++
		}
		if !slices.Contains(document, l.By.Label) {
			s.Counts.Carried++
		}
	}
	return s
}

func (a *aligner) status(lines []Line) Status {
	if len(lines) == 0 {
		return Silent
	}
	general := false
	for _, l := range lines {
		if !slices.Contains(document, l.By.Label) {
			return Carried
		}
		general = general || a.general(l.By)
	}
	if general {
		return Guiding
	}
	return Professed
}

// general reports whether a part of the document is of the general part: the
// whole, whose words are those of the preface, or an article before the main
// objectives.
func (a *aligner) general(by graph.Item) bool {
	if by.Label == "Plan" {
		return true
	}
	number, _ := a.g.NodeByID(by.ID).Properties.Get("number").AsInt()
	return by.Label == "Article" && number < a.objectives
}

// reviewed reports whether the review alone names something.
func (a *aligner) reviewed(refs []string) bool {
	own := "art:" + strconv.FormatInt(a.review, 10)
	return a.review > 0 && len(refs) > 0 && !slices.ContainsFunc(refs, func(r string) bool { return r != own })
}

// wholes are the lines of the strategies that include this one.
func (a *aligner) wholes(n *graph.Node) []Line {
	lines := []Line{}
	for _, r := range a.at(n, "INCLUDES", graph.Incoming) {
		whole := a.g.NodeByID(r.Start)
		if whole.Label() != "Strategy" {
			continue
		}
		via := graph.ItemOf(whole)
		lines = append(lines, a.lines(whole, &via)...)
	}
	return lines
}

// lines are what takes a strategy up, each thing once: a measure that both
// aligns with it and acts on it counts by the stronger of the two.
func (a *aligner) lines(n *graph.Node, via *graph.Item) []Line {
	lines := []Line{}
	best := map[string]*graph.Relationship{}
	for _, typ := range []string{"ALIGNS_WITH", "TARGETS"} {
		for _, r := range a.at(n, typ, graph.Incoming) {
			if old := best[r.Start]; old == nil || a.strength(r) > a.strength(old) {
				best[r.Start] = r
			}
		}
	}
	for _, typ := range []string{"ALIGNS_WITH", "TARGETS"} {
		for _, r := range a.at(n, typ, graph.Incoming) {
			if best[r.Start] != r {
				continue
			}
			l := Line{
				By: graph.ItemOf(a.g.NodeByID(r.Start)), Relationship: r.ID, Type: r.Type, Basis: r.Basis(), Via: via,
				Refs: texts(r.Properties, graph.PropRefs), Quotes: texts(r.Properties, graph.PropQuotes),
			}
			l.Rationale, _ = r.Properties.Get(graph.PropRationale).AsString()
			l.RationaleEn, _ = r.Properties.Get(graph.PropRationale + "En").AsString()
			l.Chapter = a.chapter(l)
			lines = append(lines, l)
		}
	}
	return lines
}

func (a *aligner) strength(r *graph.Relationship) int {
	if b := a.o.Basis(r.Basis()); b != nil {
		return b.Strength
	}
	return 0
}

func texts(p graph.Properties, key string) []string {
	if s := p.Get(key).Strings(); s != nil {
		return s
	}
	return []string{}
}

// at are the relationships of a type at a node whose basis counts.
func (a *aligner) at(n *graph.Node, typ string, d graph.Direction) []*graph.Relationship {
	id, ok := a.g.TypeID(typ)
	if !ok {
		return nil
	}
	var out []*graph.Relationship
	for _, h := range a.g.HalvesOfType(int32(n.Index()), d, id) {
		if r := a.g.Relationship(h.Relationship); a.bases == nil || slices.Contains(a.bases, r.Basis()) {
			out = append(out, r)
		}
	}
	return out
}

// chapter is where the plan takes the strategy up: that of the node itself,
// else that of the last place of the evidence, since a name_match cites the
// strategy's own place first.
func (a *aligner) chapter(l Line) int64 {
	if len(l.By.Articles) > 0 {
		return a.chapters[l.By.Articles[0]]
	}
	for _, ref := range slices.Backward(l.Refs) {
		if c := a.chapterOf(ref); c > 0 {
			return c
		}
	}
	return 0
}

func (a *aligner) chapterOf(ref string) int64 {
	kind, number, _ := strings.Cut(ref, ":")
	n, err := strconv.ParseInt(number, 10, 64)
	switch {
	case err != nil:
		return 0
	case kind == "ch":
		return n
	}
	return a.chapters[n]
}

// place orders refs by where they stand in the document: the preface first, a
// chapter's heading before its articles.
func (a *aligner) place(refs []string) int64 {
	if len(refs) == 0 {
		return 1 << 40
	}
	kind, number, _ := strings.Cut(refs[0], ":")
	n, err := strconv.ParseInt(number, 10, 64)
	switch {
	case err != nil:
		return -1
	case kind == "ch":
		return n << 20
	}
	return a.chapters[n]<<20 + n
}

// within orders strategies of one place by where the text names them in it, as
// MENTIONS tell: guiding thoughts stand in the order in which they are put.
func (a *aligner) within(s Strategy) int64 {
	typ, ok := a.g.TypeID("MENTIONS")
	if !ok || len(s.Refs) == 0 {
		return 0
	}
	for _, h := range a.g.HalvesOfType(int32(a.g.NodeByID(s.ID).Index()), graph.Incoming, typ) {
		p := a.g.Relationship(h.Relationship).Properties
		n, counted := p.Get("order").AsInt()
		if refs := p.Get(graph.PropRefs).Strings(); counted && len(refs) > 0 && refs[0] == s.Refs[0] {
			return n
		}
	}
	return 1 << 40
}

// sort puts acts before professions, then by place and id.
func (a *aligner) sort(lines []Line) {
	order := []string{"Goal", "Cluster", "Platform", "Project", "Measure", "Chapter", "Article", "Plan"}
	slices.SortStableFunc(lines, func(x, y Line) int {
		return cmp.Or(cmp.Compare(rank(order, x.By.Label), rank(order, y.By.Label)), cmp.Compare(x.Chapter, y.Chapter), slices.Compare(x.By.Articles, y.By.Articles), cmp.Compare(x.Relationship, y.Relationship))
	})
}
