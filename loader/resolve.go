package loader

import (
	"fmt"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// This file gives every item its id, its properties and the ends of its
// relationships, and holds all of them against the ontology.

var (
	itemType         = reflect.TypeFor[Item]()
	relationshipType = reflect.TypeFor[Relationship]()
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*$`)

// planLocal is the id of the Plan node within its plan.
const planLocal = "plan"

// identify finds each plan's own item and checks the ids of all items.
func (l *loading) identify() {
	l.byID = map[string]*plan{}
	for _, p := range l.plans {
		l.identifyPlan(p)
	}
	l.plans = slices.DeleteFunc(l.plans, func(p *plan) bool { return p.item == nil })
	slices.SortFunc(l.plans, func(a, b *plan) int { return strings.Compare(a.id, b.id) })
	for _, p := range l.plans {
		for _, it := range p.items {
			l.identifyItem(p, it)
		}
	}
}

// identifyPlan finds the Plan of a folder. That of plan.yaml comes before one
// that strayed into another file.
func (l *loading) identifyPlan(p *plan) {
	var own []*item
	p.items = slices.DeleteFunc(p.items, func(it *item) bool {
		isPlan := it.label != nil && it.label.Name == "Plan"
		if isPlan {
			own = append(own, it)
		}
		return isPlan
	})
	if len(own) == 0 {
		if !l.incomplete {
			l.addFile(path.Join(p.folder, planFile), "missing_field", hint{}, "plan")
		}
		return
	}
	main := max(0, slices.IndexFunc(own, func(it *item) bool { return path.Base(it.file.name) == planFile }))
	p.item, p.id = own[main], own[main].ID.Value
	p.items = append(p.items, p.item)
	for i, it := range own {
		if i != main {
			l.add(it.file, it.Pos, "second_plan", hint{}, p.item.place())
		}
	}
	if !idForm.MatchString(p.id) {
		l.add(p.item.file, p.item.ID.at, "bad_id", hint{}, p.id)
	} else if other := l.byID[p.id]; other != nil {
		l.add(p.item.file, p.item.ID.at, "duplicate_plan", hint{}, p.id, other.item.place())
	}
	l.byID[p.id] = p
}

func (it *item) place() string { return it.file.place(it.ID.at) }

func (l *loading) identifyItem(p *plan, it *item) {
	it.local = it.ID.Value
	if it == p.item {
		it.local = planLocal
	} else if !l.checkID(it) {
		l.incomplete = true
		return
	}
	it.global = p.id + ":" + it.local
	if other := p.byID[it.local]; other != nil {
		l.add(it.file, it.ID.at, "duplicate_id", hint{}, it.local, other.place())
		return
	}
	p.byID[it.local] = it
	l.checkNames(it)
	it.props = l.properties(p, it)
}

func (l *loading) checkID(it *item) bool {
	id, prefix := it.ID.Value, it.label.Prefix+"."
	if !idForm.MatchString(id) {
		l.add(it.file, it.ID.at, "bad_id", hint{}, id)
		return false
	}
	if rest, ok := strings.CutPrefix(id, prefix); !ok || rest == "" {
		l.add(it.file, it.ID.at, "wrong_prefix", hint{}, id, it.label.Collection, prefix)
		return false
	}
	return true
}

// numbered are the labels whose items are told apart by their number.
func numbered(label string) bool { return label == "Chapter" || label == "Article" }

func (l *loading) checkNames(it *item) {
	seen := []string{it.Name.Value}
	for _, a := range slices.Concat(it.Aliases, it.Find) {
		if a.Value != "" && slices.Contains(seen, a.Value) {
			l.add(it.file, a.at, "alias_repeats", hint{}, a.Value)
		}
		seen = append(seen, a.Value)
	}
	if len(it.Aliases) > 0 && ownWording(it.label.Name) {
		l.add(it.file, it.Aliases[0].at, "alias_of_ours", hintf("use_find"), it.label.Name)
	}
	if it.Chapter.Value != "" && it.label.Name != "Article" {
		l.add(it.file, it.Chapter.at, "property_not_allowed", hint{}, it.label.Name, "chapter")
	}
	if it.Chapter.Value == "" && it.label.Name == "Article" {
		l.add(it.file, it.Pos, "missing_field", hint{}, "chapter")
	}
}

// properties turns the fields that the ontology allows for the label into
// properties and reports those that it does not allow or misses.
func (l *loading) properties(p *plan, it *item) graph.Properties {
	props := l.fields(it.file, it.label.Name, it.label.Properties, it.Rest, it.Pos)
	if numbered(it.label.Name) {
		n, _ := props.Get("number").AsInt()
		it.number = int(n)
		if want := it.label.Prefix + "." + strconv.Itoa(it.number); it.number > 0 && it.local != want {
			l.add(it.file, it.ID.at, "wrong_number", hintf("mean", want), it.local, it.number)
		}
	}
	return props
}

// fields checks properties against those that the owner (a label or a type) may
// have.
func (l *loading) fields(s *source, owner string, allowed []ontology.Property, fields []Field, at position) graph.Properties {
	var props graph.Properties
	for _, f := range fields {
		i := slices.IndexFunc(allowed, func(p ontology.Property) bool { return p.Name == f.Key.Value })
		if i < 0 {
			l.add(s, f.Key.at, "property_not_allowed", near(f.Key.Value, propertyNames(owner, allowed)), owner, f.Key.Value)
			continue
		}
		if v := l.propertyValue(s, &allowed[i], f); !v.IsNull() {
			props = append(props, graph.Property{Key: f.Key.Value, Value: v})
		}
	}
	for _, p := range allowed {
		if p.Required && !slices.ContainsFunc(fields, func(f Field) bool { return f.Key.Value == p.Name }) {
			l.add(s, at, "missing_field", allowedValues(&p), p.Name)
		}
	}
	return props
}

// propertyNames are the names that a field could have been meant to be.
func propertyNames(owner string, allowed []ontology.Property) []string {
	var names []string
	for _, p := range allowed {
		names = append(names, p.Name)
	}
	if owner == strings.ToUpper(owner) { // a relationship type
		return append(names, structureOf(relationshipType).names...)
	}
	return append(names, structureOf(itemType).names...)
}

func (l *loading) propertyValue(s *source, p *ontology.Property, f Field) graph.Value {
	if p.Type == "strings" {
		return l.stringsValue(s, f)
	}
	if f.List {
		l.add(s, f.at, "not_text", hint{}, noun{"a list", "列表"})
		return graph.Value{}
	}
	v, code := scalarValue(p.Type, f.Values[0])
	switch {
	case code == "number_for_text":
		w := f.Values[0].written
		l.add(s, f.at, code, hintf("quote_it", w), noun{"value", "值"}, w)
	case code != "":
		l.add(s, f.at, code, hint{}, f.Values[0].written)
	case len(p.Values) > 0 && !slices.ContainsFunc(p.Values, func(x ontology.Value) bool { return x.Name == f.Values[0].written }):
		l.add(s, f.at, "value_not_allowed", allowedValues(p), p.Name, f.Values[0].written)
	}
	return v
}

func (l *loading) stringsValue(s *source, f Field) graph.Value {
	var texts []string
	for _, x := range f.Values {
		if x.kind != textScalar {
			l.add(s, x.at, "number_for_text", hintf("quote_it", x.written), noun{"value", "值"}, x.written)
		}
		texts = append(texts, x.written)
	}
	if !f.List {
		l.add(s, f.at, "not_a_list", hint{}, noun{"text", "文本"})
	}
	if len(texts) == 0 {
		return graph.Value{}
	}
	return graph.Texts(texts)
}

func allowedValues(p *ontology.Property) hint {
	if len(p.Values) == 0 {
		return hint{}
	}
	var names []string
	for _, v := range p.Values {
		names = append(names, v.Name)
	}
	return hintf("allowed", strings.Join(names, ", "))
}

// scalarValue turns what was written into a value of a property type, or says
// with a code why it is none.
func scalarValue(typ string, s scalar) (graph.Value, string) {
	switch typ {
	case "integer":
		if i, ok := parseInteger(s.written); ok && s.kind == numberScalar {
			return graph.Int(i), ""
		}
		return graph.Value{}, "not_an_integer"
	case "float":
		if f, ok := parseNumber(s.written); ok && s.kind == numberScalar {
			return graph.Number(f), ""
		}
		return graph.Value{}, "not_a_number"
	case "boolean":
		if s.kind == booleanScalar {
			return graph.Bool(strings.EqualFold(s.written, "true")), ""
		}
		return graph.Value{}, "not_a_boolean"
	case "date":
		if t, err := time.Parse(time.DateOnly, s.written); err == nil && s.kind == textScalar {
			return graph.TemporalValue(graph.DateOf(t.Year(), t.Month(), t.Day())), ""
		}
		return graph.Value{}, "not_a_date"
	}
	if s.kind != textScalar {
		return graph.Value{}, "number_for_text"
	}
	return graph.Text(s.written), ""
}

// resolve finds the ends of all relationships, the chapters of articles, the
// subjects of plans and the nodes of mentions.
func (l *loading) resolve() {
	for _, p := range l.plans {
		for _, it := range p.items {
			if it.global == "" {
				continue
			}
			for i := range it.Relationships {
				l.resolveRelationship(p, it, &it.Relationships[i])
			}
			if it.Chapter.Value != "" && it.label.Name == "Article" {
				l.labelled(p, it, it.Chapter, "Chapter")
			}
		}
		l.resolveSubject(p)
		l.resolveMentions(p)
	}
}

// labelled finds the item that a text refers to and demands its label.
func (l *loading) labelled(p *plan, it *item, ref Text, label string) {
	if other := l.find(p, it.file, ref); other != nil && other.label.Name != label {
		l.add(it.file, ref.at, "wrong_label", hint{}, ref.Value, other.label.Name, label)
	}
}

func (l *loading) resolveSubject(p *plan) {
	for _, f := range p.item.Rest {
		if f.Key.Value != "subject" || f.List || f.Values[0].kind != textScalar {
			continue
		}
		if subject := l.find(p, p.item.file, Text{f.Values[0].written, f.at}); subject != nil {
			setProperty(p.item.props, "subject", graph.Text(subject.global))
		}
	}
}

func setProperty(props graph.Properties, key string, v graph.Value) {
	for i := range props {
		if props[i].Key == key {
			props[i].Value = v
		}
	}
}

// find returns the item with that id: of this plan, or with a colon of another.
// An id that nobody has is reported, unless a file is missing that may have it.
func (l *loading) find(p *plan, s *source, ref Text) *item {
	if ref.Value == "" {
		return nil
	}
	in, local := p, ref.Value
	if other, rest, ok := strings.Cut(ref.Value, ":"); ok {
		in, local = l.byID[other], rest
	}
	if in != nil {
		if it := in.byID[local]; it != nil {
			return it
		}
	}
	if !l.incomplete {
		l.add(s, ref.at, "unknown_reference", l.nearID(in, local), ref.Value)
	}
	return nil
}

// nearID suggests an id of the same label, or the same name under another.
func (l *loading) nearID(p *plan, id string) hint {
	if p == nil {
		var plans []string
		for _, p := range l.plans {
			plans = append(plans, p.id+":"+id)
		}
		return near(id, plans)
	}
	var same, all []string
	prefix, _, _ := strings.Cut(id, ".")
	for local := range p.byID {
		all = append(all, local)
		if strings.HasPrefix(local, prefix+".") {
			same = append(same, local)
		}
	}
	slices.Sort(same)
	slices.Sort(all)
	if h := near(id, same); h.code != "" {
		return h
	}
	for _, local := range all { // the right name under a wrong prefix
		if _, name, _ := strings.Cut(local, "."); name != "" && strings.HasSuffix(id, name) {
			return hintf("mean", local)
		}
	}
	return hint{}
}

func (l *loading) resolveRelationship(p *plan, it *item, r *Relationship) {
	rel := relationship{Relationship: r, typ: l.ontology.Type(r.Type.Value)}
	if r.Type.Value == "" {
		return // the binder has said so
	}
	switch {
	case rel.typ == nil:
		l.add(it.file, r.Type.at, "unknown_type", near(r.Type.Value, l.typeNames()), r.Type.Value)
	case rel.typ.Derived:
		l.add(it.file, r.Type.at, "derived_type", hint{}, r.Type.Value)
		return
	default:
		rel.props = l.fields(it.file, rel.typ.Name, rel.typ.Properties, r.Rest, r.Pos)
		rel.role, _ = rel.props.Get("role").AsString()
	}
	l.checkBasis(it, &rel)
	l.resolveEnds(p, it, &rel)
	if rel.typ != nil && rel.basis != nil && rel.start != nil && rel.end != nil {
		it.rels = append(it.rels, rel)
	}
}

func (l *loading) typeNames() []string {
	var names []string
	for _, t := range l.ontology.Types {
		names = append(names, t.Name)
	}
	return names
}

func (l *loading) checkBasis(it *item, rel *relationship) {
	name := rel.Basis.Value
	if name == "" {
		l.add(it.file, rel.Pos, "missing_basis", l.bases())
		return
	}
	rel.basis = l.ontology.Basis(name)
	switch {
	case rel.basis == nil:
		l.add(it.file, rel.Basis.at, "unknown_basis", l.bases(), name)
	case rel.basis.Rationale && rel.Rationale.Value == "":
		l.add(it.file, rel.Pos, "missing_rationale", hint{}, name)
	}
	if len(rel.Sources) == 0 && name != "external" {
		l.add(it.file, rel.Pos, "missing_sources", hint{})
	}
}

func (l *loading) bases() hint {
	var names []string
	for _, b := range l.ontology.Bases {
		names = append(names, b.Name)
	}
	return hintf("allowed", strings.Join(names, ", "))
}

func (l *loading) resolveEnds(p *plan, it *item, rel *relationship) {
	to, from := rel.To.Value != "", rel.From.Value != ""
	if to == from {
		l.add(it.file, rel.Pos, "one_end", hint{})
		return
	}
	ref := rel.To
	if from {
		ref = rel.From
	}
	other := l.find(p, it.file, ref)
	if other == nil {
		return
	}
	rel.start, rel.end = it, other
	if from {
		rel.start, rel.end = other, it
	}
	if rel.start == rel.end {
		l.add(it.file, ref.at, "loop", hint{}, it.local)
		return
	}
	if rel.typ != nil && !rel.typ.Allows(rel.start.label.Name, rel.end.label.Name) {
		l.add(it.file, ref.at, "endpoint", joins(rel.typ), rel.typ.Name, rel.start.label.Name, rel.end.label.Name)
		rel.end = nil
	}
}

func joins(t *ontology.RelationshipType) hint {
	var pairs []string
	for _, e := range t.Endpoints {
		pairs = append(pairs, fmt.Sprintf("%s → %s", strings.Join(e.From, "|"), strings.Join(e.To, "|")))
	}
	return hintf("joined", strings.Join(pairs, ", "))
}

func (l *loading) resolveMentions(p *plan) {
	seen := map[[2]string]bool{}
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.At.Value == "" || m.Node.Value == "" || m.Form.Value == "" {
			continue
		}
		m.from = l.mentionPlace(p, m)
		m.node = l.find(p, m.file, m.Node)
		if m.node == nil || m.from == nil {
			continue
		}
		if !slices.Contains(m.node.forms(), m.Form.Value) {
			l.add(m.file, m.Form.at, "mention_form", near(m.Form.Value, m.node.forms()), m.Form.Value, m.Node.Value)
		}
		key := [2]string{m.from.local, m.node.global}
		if seen[key] {
			l.add(m.file, m.Pos, "mention_twice", hint{}, m.Node.Value, m.At.Value)
		}
		seen[key] = true
	}
}

// forms are the name and the aliases of an item.
func (it *item) forms() []string { return append([]string{it.Name.Value}, values(it.Aliases)...) }

func values(list []Text) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.Value
	}
	return out
}

func (l *loading) mentionPlace(p *plan, m *mention) *item {
	at, ok := parsePlace(m.At.Value)
	if !ok || at.number == 0 {
		l.add(m.file, m.At.at, "bad_place", hintf("places"), m.At.Value)
		return nil
	}
	return l.placeItem(p, m.file, m.At, at)
}
