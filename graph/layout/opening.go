package layout

import (
	"cmp"
	"maps"
	"slices"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// ForGraph returns the options of ForOntology with the opening view of each plan
// in front.
func ForGraph(g *graph.Graph, o *ontology.Ontology) Options {
	options := ForOntology(o)
	opening := map[*graph.Node]bool{}
	for _, i := range Opening(g, o) {
		opening[g.Node(i)] = true
	}
	options.Front = func(n *graph.Node) bool { return opening[n] }
	return options
}

// Opening returns the nodes of the view that a page opens on, ascending: of each
// plan the leading cluster with its industries, what hosts them and where that
// lies, and the goals, upper strategies and measures at their head. It is found
// by types of relationships, never by names. A plan without clusters has none.
func Opening(g *graph.Graph, o *ontology.Ontology) []int32 {
	best := map[string][]int32{}
	for _, start := range leading(g) {
		plan, _ := g.Node(start).Properties.Get(graph.PropPlan).AsString()
		if around := around(g, o, start); len(around) > len(best[plan]) {
			best[plan] = around
		}
	}
	var all []int32
	for _, nodes := range best {
		all = append(all, nodes...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// nearBy is how many nodes stand for a plan without clusters.
const nearBy = 40

// Overview returns the nodes that a page of one plan opens on: those of Opening,
// or where the plan has no clusters those nearest to its best-connected node.
func Overview(g *graph.Graph, o *ontology.Ontology, plan string) []int32 {
	ours := func(i int32) bool { return graph.PlanOf(g.Node(i).ID) == plan }
	found := slices.DeleteFunc(Opening(g, o), func(i int32) bool { return !ours(i) })
	if len(found) > 0 {
		return found
	}
	n := nearness{g: g, o: o, ours: ours}
	start, ok := n.start()
	if !ok {
		return nil
	}
	found = n.around(start)
	slices.Sort(found)
	return found
}

// nearness walks over the content of one plan.
type nearness struct {
	g    *graph.Graph
	o    *ontology.Ontology
	ours func(int32) bool
}

// start is the node of content with most relationships.
func (n nearness) start() (best int32, ok bool) {
	most := -1
	for _, x := range n.g.Nodes() {
		i := int32(x.Index())
		if l := n.o.Label(x.Label()); !n.ours(i) || l != nil && l.Category == ontology.Evidence {
			continue
		}
		if degree := len(n.next(i)); degree > most {
			most, best, ok = degree, i, true
		}
	}
	return best, ok
}

// next are the other ends of a node's relationships, those that leave it first,
// by relationship.
func (n nearness) next(i int32) []int32 {
	var out []int32
	for _, d := range []graph.Direction{graph.Outgoing, graph.Incoming} {
		halves := slices.Clone(n.g.Halves(i, d))
		slices.SortFunc(halves, func(a, b graph.Half) int { return cmp.Compare(a.Relationship, b.Relationship) })
		for _, h := range halves {
			if t := n.o.Type(n.g.Relationship(h.Relationship).Type); n.ours(h.Node) && (t == nil || t.Trace != ontology.TraceNone) {
				out = append(out, h.Node)
			}
		}
	}
	return out
}

func (n nearness) around(start int32) []int32 {
	found := []int32{start}
	for at := 0; at < len(found) && len(found) < nearBy; at++ {
		for _, i := range n.next(found[at]) {
			if len(found) < nearBy && !slices.Contains(found, i) {
				found = append(found, i)
			}
		}
	}
	return found
}

// leading are the clusters of kind "system" of each plan, or all of a plan that
// has none.
func leading(g *graph.Graph) []int32 {
	clusters := g.WithLabel("Cluster")
	systems := map[string]bool{}
	system := func(i int32) bool {
		kind, _ := g.Node(i).Properties.Get("kind").AsString()
		return kind == "system"
	}
	for _, i := range clusters {
		if system(i) {
			systems[graph.PlanOf(g.Node(i).ID)] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(clusters), func(i int32) bool { return systems[graph.PlanOf(g.Node(i).ID)] && !system(i) })
}

// walk gathers nodes step by step.
type walk struct {
	g        *graph.Graph
	strength map[string]int
	subjects []string // what the plans are about: near to everything, so left out
	seen     map[int32]bool
}

func around(g *graph.Graph, o *ontology.Ontology, start int32) []int32 {
	w := walk{g: g, strength: map[string]int{}, subjects: o.TraceRules(g).Subjects, seen: map[int32]bool{start: true}}
	for _, b := range o.Bases {
		w.strength[b.Name] = b.Strength
	}
	const fan = 12
	first := []int32{start}
	groups := w.step(first, "INCLUDES", graph.Outgoing, fan, "Cluster", "Industry")
	members := slices.Concat(groups, w.step(groups, "INCLUDES", graph.Outgoing, fan, "Cluster", "Industry"))
	hosts := w.step(slices.Concat(first, members), "HOSTS", graph.Incoming, 1)
	parents := w.step(hosts, "INCLUDES", graph.Incoming, 1, "Platform")
	w.step(parents, "INCLUDES", graph.Outgoing, fan, "Platform")
	zones := w.step(slices.Concat(hosts, parents), "LOCATED_IN", graph.Outgoing, 2, "District")
	unions := w.step(zones, "INCLUDES", graph.Incoming, 1, "Term")
	w.step(unions, "INCLUDES", graph.Outgoing, 4, "District")
	w.step(first, "ALIGNS_WITH", graph.Outgoing, 4, "Strategy")
	measures := w.step(first, "TARGETS", graph.Incoming, 2, "Measure")
	w.step(measures, "ALIGNS_WITH", graph.Outgoing, 2, "Strategy")
	goals := w.step(slices.Concat(first, groups, zones, unions), "ADVANCES", graph.Outgoing, 2, "Goal")
	goals = append(goals, w.step(measures, "ADVANCES", graph.Outgoing, 1, "Goal")...)
	indicators := w.step(goals, "MEASURED_BY", graph.Outgoing, 1)
	w.step(indicators, "HAS_TARGET", graph.Outgoing, 1)
	return slices.Collect(maps.Keys(w.seen))
}

// step goes from each node over one type to at most limit others with one of
// the labels, the best supported first, and returns them in order.
func (w *walk) step(from []int32, typ string, d graph.Direction, limit int, labels ...string) []int32 {
	id, ok := w.g.TypeID(typ)
	if !ok {
		return nil
	}
	var found []int32
	for _, node := range from {
		for i, h := range w.ranked(node, d, id, labels) {
			if i < limit && !slices.Contains(found, h.Node) {
				found = append(found, h.Node)
				w.seen[h.Node] = true
			}
		}
	}
	return found
}

func (w *walk) ranked(node int32, d graph.Direction, typ int32, labels []string) []graph.Half {
	halves := slices.DeleteFunc(slices.Clone(w.g.HalvesOfType(node, d, typ)), func(h graph.Half) bool {
		other := w.g.Node(h.Node)
		return len(labels) > 0 && !slices.Contains(labels, other.Label()) || slices.Contains(w.subjects, other.ID)
	})
	slices.SortStableFunc(halves, func(a, b graph.Half) int {
		x, y := w.g.Relationship(a.Relationship), w.g.Relationship(b.Relationship)
		return cmp.Or(cmp.Compare(w.strength[y.Basis()], w.strength[x.Basis()]), cmp.Compare(x.ID, y.ID))
	})
	return halves
}
