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

// leading are the clusters of kind "system", or all when there is none.
func leading(g *graph.Graph) []int32 {
	clusters := g.WithLabel("Cluster")
	var systems []int32
	for _, i := range clusters {
		if kind, _ := g.Node(i).Properties.Get("kind").AsString(); kind == "system" {
			systems = append(systems, i)
		}
	}
	if len(systems) == 0 {
		return clusters
	}
	return systems
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
