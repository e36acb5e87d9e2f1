package loader

import (
	"io/fs"
	"slices"

	"planatlas/graph/ontology"
)

const ontologyFile = "ontology.yaml"

// ReadOntology reads ontology.yaml and checks that it holds together. Its error
// is Problems.
func ReadOntology(fsys fs.FS) (*ontology.Ontology, error) {
	l := &loading{fsys: fsys}
	o := l.loadOntology()
	if o == nil {
		return nil, l.problems.err()
	}
	return o, nil
}

func (l *loading) loadOntology() *ontology.Ontology {
	s, problems := readSource(l.fsys, ontologyFile)
	if s != nil {
		var o ontology.Ontology
		_, problems = s.decodeTree(&o)
		if len(problems) == 0 {
			problems = checkOntology(s, &o)
		}
		if len(problems) == 0 {
			return &o
		}
	}
	l.problems = append(l.problems, problems...)
	return nil
}

// checkOntology holds the vocabulary against itself. The decoder keeps no
// positions of plain strings, so these problems name the file and the word.
func checkOntology(s *source, o *ontology.Ontology) Problems {
	c := ontologyCheck{source: s, seen: map[[2]string]bool{}}
	var labels []string
	for _, l := range o.Labels {
		labels = append(labels, l.Name)
		c.once("label", l.Name)
		c.once("collection", l.Collection)
		c.once("prefix", l.Prefix)
		c.properties(l.Name, l.Properties)
	}
	for _, t := range o.Types {
		c.once("type", t.Name)
		c.known("trace", string(t.Trace), []string{"up", "down", "level", "none"})
		c.properties(t.Name, t.Properties)
		for _, e := range t.Endpoints {
			for _, l := range slices.Concat(e.From, e.To) {
				c.known("label", l, append(labels, "*"))
			}
		}
		if len(t.Endpoints) == 0 {
			c.add("ontology_empty", t.Name+".endpoints")
		}
	}
	for _, b := range o.Bases {
		c.once("basis", b.Name)
	}
	for name, n := range map[string]int{"labels": len(o.Labels), "types": len(o.Types), "bases": len(o.Bases)} {
		if n == 0 {
			c.add("ontology_empty", name)
		}
	}
	for _, name := range []string{"Plan", "Chapter", "Article"} {
		c.known("label", name, labels)
	}
	return s.problems
}

type ontologyCheck struct {
	source *source
	seen   map[[2]string]bool
}

func (c *ontologyCheck) add(code string, args ...any) {
	c.source.add(position{}, code, hint{}, args...)
}

func (c *ontologyCheck) once(what, name string) {
	if name == "" {
		c.add("ontology_empty", what)
	}
	if c.seen[[2]string{what, name}] {
		c.add("ontology_duplicate", what, name)
	}
	c.seen[[2]string{what, name}] = true
}

func (c *ontologyCheck) known(what, name string, names []string) {
	if !slices.Contains(names, name) {
		c.source.add(position{}, "ontology_unknown", near(name, names), what, name)
	}
}

func (c *ontologyCheck) properties(owner string, properties []ontology.Property) {
	for _, p := range properties {
		c.once("property of "+owner, p.Name)
		c.known("property type", p.Type, []string{"string", "integer", "float", "boolean", "date", "strings"})
	}
}
