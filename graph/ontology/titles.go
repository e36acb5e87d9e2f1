package ontology

import (
	"slices"

	"planatlas/graph"
)

// everywhere are the titles of properties that every node or relationship may
// have, and that no label of the ontology lists.
var everywhere = map[string]string{
	"名称": "name", "英文名": "nameEn", "别名": "aliases", "检索词": "find", "条": "articles", "条号": "articles",
	"出处": "refs", "原文": "quotes", "依据": "basis", "理由": "rationale", "种类": "kind",
}

// Meant adds to a notice about a name that nothing in the graph has what the
// name is the title of: who asks for :产业 means Industry.
func (o *Ontology) Meant(n graph.Notice) graph.Notice {
	if n.Hint != "" || n.Name == "" {
		return n
	}
	if name := o.titled(n.Code, n.Name); name != "" {
		n.Hint, n.HintZh = "did you mean "+name+"?", "是否指 "+name+"？"
	}
	return n
}

// titled is the label, type or property key with a title, or "".
func (o *Ontology) titled(code, title string) string {
	switch code {
	case "UnknownLabelWarning":
		for i := range o.Labels {
			if o.Labels[i].Title.is(title) {
				return o.Labels[i].Name
			}
		}
	case "UnknownRelationshipTypeWarning":
		for i := range o.Types {
			if t := &o.Types[i]; t.Title.is(title) || t.Inverse.is(title) {
				return t.Name
			}
		}
	case "UnknownPropertyKeyWarning":
		if name := everywhere[title]; name != "" {
			return name
		}
		for i := range o.Labels {
			if name := propertyTitled(o.Labels[i].Properties, title); name != "" {
				return name
			}
		}
		for i := range o.Types {
			if name := propertyTitled(o.Types[i].Properties, title); name != "" {
				return name
			}
		}
	}
	return ""
}

func propertyTitled(list []Property, title string) string {
	for i := range list {
		if list[i].Title.is(title) {
			return list[i].Name
		}
	}
	return ""
}

func (t Text) is(title string) bool { return title == t.Zh || title == t.En }

// LabelCalled returns the label of that name or title, or nil.
func (o *Ontology) LabelCalled(words string) *Label {
	i := slices.IndexFunc(o.Labels, func(l Label) bool { return l.Name == words || l.Title.is(words) })
	if words == "" || i < 0 {
		return nil
	}
	return &o.Labels[i]
}

// TypeCalled returns the relationship type of that name or title, or nil.
func (o *Ontology) TypeCalled(words string) *RelationshipType {
	i := slices.IndexFunc(o.Types, func(t RelationshipType) bool { return t.Name == words || t.Title.is(words) || t.Inverse.is(words) })
	if words == "" || i < 0 {
		return nil
	}
	return &o.Types[i]
}
