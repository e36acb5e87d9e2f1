package loader

import (
	"cmp"
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// This file makes the graph: nodes of items, stated relationships merged, and
// those that follow from the document (HAS_PART, STATES, MENTIONS).

const (
	hasPart  = "HAS_PART"
	states   = "STATES"
	mentions = "MENTIONS"
	explicit = "explicit"
)

// build makes the snapshot and the list of plans.
func (l *loading) build(merged map[string]*statement) (*Seeds, error) {
	b := graph.NewBuilder()
	labels := map[string][]string{}
	for _, label := range l.ontology.Labels {
		labels[label.Name] = []string{label.Name, graph.OwnedLabel}
	}
	for _, p := range l.plans {
		for _, it := range p.items {
			b.AddNode(it.global, labels[it.label.Name], nodeProperties(p, it))
		}
		addStructure(b, p)
		addStates(b, p)
		addMentions(b, p)
	}
	for id, m := range merged {
		b.AddRelationship(id, m.typ.Name, m.start.global, m.end.global, relationshipProperties(m))
	}
	g, err := b.Build()
	if err != nil {
		return nil, err
	}
	return l.seeds(g), nil
}

// seeds writes each plan's data version into its Plan node, before anybody else
// has seen the snapshot, and describes the plans.
func (l *loading) seeds(g *graph.Graph) *Seeds {
	s := &Seeds{Ontology: l.ontology, Graph: g, Questions: l.questions, Rules: l.rules, Warnings: l.warnings, plans: l.plans}
	counts := map[string][2]int{}
	for _, n := range g.Nodes() {
		c := counts[graph.PlanOf(n.ID)]
		c[0]++
		counts[graph.PlanOf(n.ID)] = c
	}
	for _, r := range g.Relationships() {
		c := counts[graph.PlanOf(r.Start)]
		c[1]++
		counts[graph.PlanOf(r.Start)] = c
	}
	for _, p := range l.plans {
		n := g.NodeByID(p.item.global)
		version := g.PlanVersion(p.id)
		n.Properties = sorted(append(n.Properties, graph.Property{Key: graph.PropVersion, Value: graph.Text(version)}))
		s.Plans = append(s.Plans, p.info(version, counts[p.id]))
	}
	s.Warnings.sort()
	return s
}

func (p *plan) info(version string, count [2]int) PlanInfo {
	text := func(key string) string { s, _ := p.item.props.Get(key).AsString(); return s }
	info := PlanInfo{
		ID: p.id, Folder: p.folder, Name: p.item.Name.Value, NameEn: p.item.NameEn.Value,
		Title: text("title"), Number: text("number"), Subject: text("subject"), DataVersion: version,
		Nodes: count[0], Relationships: count[1], HasText: p.document != nil, Document: p.document,
	}
	if d, ok := graph.AsTemporal[graph.Date](p.item.props.Get("date")); ok {
		info.Date = d.String()
	}
	for _, it := range p.items {
		switch it.label.Name {
		case "Chapter":
			info.Chapters++
		case "Article":
			info.Articles++
		}
	}
	return info
}

func sorted(p graph.Properties) graph.Properties {
	slices.SortFunc(p, func(a, b graph.Property) int { return strings.Compare(a.Key, b.Key) })
	return p
}

func nodeProperties(p *plan, it *item) graph.Properties {
	props := make(graph.Properties, 0, len(it.props)+8)
	add := func(key, text string) {
		if text != "" {
			props = append(props, graph.Property{Key: key, Value: graph.Text(text)})
		}
	}
	add(graph.PropID, it.global)
	add(graph.PropPlan, p.id)
	add(graph.PropName, it.Name.Value)
	add(graph.PropNameEn, it.NameEn.Value)
	if len(it.Aliases) > 0 {
		props = append(props, graph.Property{Key: graph.PropAliases, Value: graph.Texts(values(it.Aliases))})
	}
	if len(it.Find) > 0 {
		props = append(props, graph.Property{Key: graph.PropFind, Value: graph.Texts(values(it.Find))})
	}
	props = append(props, it.props...)
	return sorted(append(props, sourceProperties(it.evidence())...))
}

// evidence is what an item rests on. A chapter or article that names no source
// is its own: its heading stands at its own place.
func (it *item) evidence() []Source {
	if len(it.Sources) > 0 || !numbered(it.label.Name) {
		return it.Sources
	}
	own := Source{At: Text{Value: place{it.label.Prefix, it.number}.String()}}
	if len([]rune(it.Name.Value)) <= maxQuote {
		own.Quote.Value = it.Name.Value
	}
	return []Source{own}
}

// statement is one relationship of the graph with all that was written of it.
type statement struct {
	relationship
	sources []Source
	entries []entry
}

// entry is one entry of a seed file that states a relationship.
type entry struct {
	relationship
	file *source
}

// merge brings together what several items say of the same relationship.
func (l *loading) merge() map[string]*statement {
	merged := map[string]*statement{}
	for _, p := range l.plans {
		for _, it := range p.items {
			for _, r := range it.rels {
				l.mergeOne(merged, it, r)
			}
		}
	}
	for _, m := range merged {
		m.settle()
	}
	return merged
}

func (l *loading) mergeOne(merged map[string]*statement, it *item, r relationship) {
	id := graph.RelationshipID(r.start.global, r.typ.Name, r.end.global, r.role)
	m := merged[id]
	if m == nil {
		merged[id] = &statement{relationship: r, entries: []entry{{r, it.file}}}
		return
	}
	for _, w := range m.entries {
		at := w.file.place(w.Pos)
		switch field := conflict(w.relationship, r); {
		case sameSide(w.relationship, r) && w.file == it.file:
			ref := r.To.Value + r.From.Value
			l.add(it.file, r.Pos, "duplicate_relationship", hintf("one_entry"), r.typ.Name, ref, at)
			return
		case field != "":
			l.add(it.file, r.Pos, "conflicting_relationship", hintf("one_entry"), at, field)
			return
		}
	}
	m.entries = append(m.entries, entry{r, it.file})
}

// sameSide reports whether two entries stand at the same end, so in one item.
func sameSide(a, b relationship) bool { return (a.To.Value == "") == (b.To.Value == "") }

// conflict names what two entries of one relationship, on the same basis, say
// differently.
func conflict(a, b relationship) string {
	switch {
	case a.basis == b.basis && a.Rationale.Value != b.Rationale.Value:
		return "rationale"
	case a.basis == b.basis && a.RationaleEn.Value != b.RationaleEn.Value:
		return "rationaleEn"
	case !sameProperties(a.props, b.props):
		return "property"
	}
	return ""
}

func sameProperties(a, b graph.Properties) bool {
	for _, p := range a {
		x, _ := p.Value.AsString()
		if y, ok := b.Get(p.Key).AsString(); !ok || x != y {
			return false
		}
	}
	return len(a) == len(b)
}

// settle gives the relationship the strongest basis of its entries and all
// their sources, each once, in an order that does not depend on the files.
func (m *statement) settle() {
	slices.SortStableFunc(m.entries, func(a, b entry) int {
		return cmp.Or(b.basis.Strength-a.basis.Strength, strings.Compare(sourceKey(a.Sources), sourceKey(b.Sources)))
	})
	m.relationship = m.entries[0].relationship
	for _, w := range m.entries {
		for _, s := range w.Sources {
			if !slices.ContainsFunc(m.sources, func(x Source) bool { return x.At.Value == s.At.Value && x.Quote.Value == s.Quote.Value }) {
				m.sources = append(m.sources, s)
			}
		}
	}
}

func sourceKey(sources []Source) string {
	var b strings.Builder
	for _, s := range sources {
		b.WriteString(s.At.Value + "\x00" + s.Quote.Value + "\x00")
	}
	return b.String()
}

func relationshipProperties(m *statement) graph.Properties {
	props := slices.Clone(m.props)
	add := func(key, text string) {
		if text != "" {
			props = append(props, graph.Property{Key: key, Value: graph.Text(text)})
		}
	}
	add(graph.PropBasis, m.basis.Name)
	add(graph.PropRationale, m.Rationale.Value)
	add(graph.PropRationale+"En", m.RationaleEn.Value)
	return sorted(append(props, sourceProperties(m.sources)...))
}

// addStructure adds plan → chapter → article.
func addStructure(b *graph.Builder, p *plan) {
	for _, it := range p.items {
		whole := p.item
		switch it.label.Name {
		case "Chapter":
		case "Article":
			whole = p.byID[it.Chapter.Value]
		default:
			continue
		}
		b.AddRelationship(graph.RelationshipID(whole.global, hasPart, it.global, ""), hasPart, whole.global, it.global, nil)
	}
}

// stated are the labels whose items the text states at their sources.
func stated(l *ontology.Label) bool {
	return l.Name == "Goal" || l.Name == "Target" || l.Name == "Measure"
}

// propOrder is a property of STATES and MENTIONS: the how-manieth it is among
// what the place states of its label, or names.
const propOrder = "order"

// addStates adds, for every goal, value and measure, the articles and chapters
// that state it, with the words at each and its place in their order. That is
// the order of the seed, which follows the text, so that the graph is the same
// whether the text is at hand or not.
func addStates(b *graph.Builder, p *plan) {
	orders := map[string]int64{}
	for _, it := range p.items {
		if !stated(it.label) {
			continue
		}
		byPlace := map[string][]Source{}
		for _, s := range it.Sources {
			if at, ok := parsePlace(s.At.Value); ok && at.number > 0 {
				local := at.kind + "." + strings.TrimPrefix(s.At.Value, at.kind+":")
				byPlace[local] = append(byPlace[local], s)
			}
		}
		for local, sources := range byPlace {
			key := local + " " + it.label.Name
			orders[key]++
			addDerived(b, states, p.byID[local], it, sources, graph.Property{Key: propOrder, Value: graph.Int(orders[key])})
		}
	}
}

// addMentions adds what each place names, in the order of the list, which
// planatlas mentions writes in that of the text.
func addMentions(b *graph.Builder, p *plan) {
	orders := map[*item]int64{}
	for _, m := range p.mentions {
		orders[m.from]++
		addDerived(b, mentions, m.from, m.node, []Source{{At: m.At, Quote: m.Form}}, graph.Property{Key: propOrder, Value: graph.Int(orders[m.from])})
	}
}

func addDerived(b *graph.Builder, typ string, start, end *item, sources []Source, more ...graph.Property) {
	props := append(sourceProperties(sources), graph.Property{Key: graph.PropBasis, Value: graph.Text(explicit)})
	props = append(props, more...)
	b.AddRelationship(graph.RelationshipID(start.global, typ, end.global, ""), typ, start.global, end.global, sorted(props))
}
