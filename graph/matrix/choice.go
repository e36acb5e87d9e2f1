package matrix

import (
	"cmp"
	"fmt"
	"strings"

	"planatlas/graph/ontology"
)

// ChoiceError says which part of a choice is not understood.
type ChoiceError struct {
	Part  string // rows, columns, type
	Name  string // what was asked for; "" where it is missing
	Known []ontology.Text
}

// Error says what is wrong, in English.
func (e *ChoiceError) Error() string { return e.In("en") }

// In says what is wrong and what there is, in a language.
func (e *ChoiceError) In(lang string) string {
	kind := map[string]ontology.Text{"rows": {Zh: "类型", En: "label"}, "columns": {Zh: "类型", En: "label"}, "type": {Zh: "关系类型", En: "relationship type"}}[e.Part].In(lang)
	if e.Name == "" {
		if lang == "en" {
			return fmt.Sprintf("%s is missing: a matrix takes rows and columns; there are the labels %s", e.Part, e.known(lang))
		}
		return fmt.Sprintf("缺少 %s：矩阵要有行与列；类型有 %s", e.Part, e.known(lang))
	}
	if lang == "en" {
		return fmt.Sprintf("%s: there is no %s “%s”; there are %s", e.Part, kind, e.Name, e.known(lang))
	}
	return fmt.Sprintf("%s：没有%s“%s”；有 %s", e.Part, kind, e.Name, e.known(lang))
}

// known lists what there is in words that can be written in its place.
func (e *ChoiceError) known(lang string) string {
	var out []string
	for _, t := range e.Known {
		out = append(out, t.In(lang))
	}
	return strings.Join(out, map[bool]string{true: ", ", false: "、"}[lang == "en"])
}

// called is a name with its title, as a list of choices shows them.
func called(name string, title ontology.Text) ontology.Text {
	return ontology.Text{Zh: cmp.Or(title.Zh, name), En: name}
}

// Named reads a choice that a person wrote: labels and types by their names or
// by their titles in either language. One without rows and columns is the first
// of the presets. The only error is a *ChoiceError.
func Named(o *ontology.Ontology, c Choice) (Choice, error) {
	if c == (Choice{}) {
		return Presets()[0], nil
	}
	for _, part := range []struct {
		name string
		at   *string
	}{{"rows", &c.Rows}, {"columns", &c.Columns}} {
		l := o.LabelCalled(*part.at)
		if l == nil {
			return c, &ChoiceError{part.name, *part.at, labels(o)}
		}
		*part.at = l.Name
	}
	if c.Type == "" {
		return c, nil
	}
	t := o.TypeCalled(c.Type)
	if t == nil {
		return c, &ChoiceError{"type", c.Type, types(o)}
	}
	c.Type = t.Name
	return c, nil
}

func labels(o *ontology.Ontology) []ontology.Text {
	var out []ontology.Text
	for _, l := range o.Labels {
		if l.Category != ontology.Evidence {
			out = append(out, called(l.Name, l.Title))
		}
	}
	return out
}

func types(o *ontology.Ontology) []ontology.Text {
	var out []ontology.Text
	for _, t := range o.Types {
		if t.Trace != ontology.TraceNone {
			out = append(out, called(t.Name, t.Title))
		}
	}
	return out
}
