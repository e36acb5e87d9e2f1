package loader

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"planatlas/graph/question"
)

// The files of saved questions and rules at the top of the seeds.
const (
	queriesFile = "queries.yaml"
	rulesFile   = "rules.yaml"
)

// Questions reads the saved questions of queries.yaml, in their order; none
// where there is no such file. Whether their Cypher is sound is the engine's to
// say. The error is Problems.
func Questions(fsys fs.FS) ([]question.Question, error) {
	var file struct {
		Questions []question.Question `yaml:"questions" required:"true"`
	}
	c, err := decodeKeyed(fsys, queriesFile, &file)
	if c == nil {
		return nil, err
	}
	types := []string{"string", "integer", "float", "boolean", "strings"}
	for i := range file.Questions {
		q := &file.Questions[i]
		c.entry(i, q.ID, q.Cypher, q.Title.Zh, q.Title.En)
		if q.Job < 0 || q.Job > 12 {
			c.at(i, "job", "value_not_allowed", hintf("allowed", "1–12"), "job", c.written(i, "job"))
		}
		for k, p := range q.Parameters {
			if p.Name == "" {
				c.at(i, "parameters", "missing_field", hint{}, "name")
			}
			if !slices.Contains(types, string(p.Type)) {
				c.inside(i, "parameters", k, "type", types, string(p.Type))
			}
		}
		q.Place = c.place(i)
	}
	return file.Questions, c.source.problems.err()
}

// Rules reads the rules of rules.yaml, in their order; none where there is no
// such file. The error is Problems.
func Rules(fsys fs.FS) ([]question.Rule, error) {
	var file struct {
		Rules []question.Rule `yaml:"rules" required:"true"`
	}
	c, err := decodeKeyed(fsys, rulesFile, &file)
	if c == nil {
		return nil, err
	}
	severities := []string{string(question.High), string(question.Medium), string(question.Low)}
	for i := range file.Rules {
		r := &file.Rules[i]
		c.entry(i, r.ID, r.Cypher, r.Title.Zh, r.Title.En)
		if !slices.Contains(severities, string(r.Severity)) {
			c.inside(i, "", 0, "severity", severities, string(r.Severity))
		}
		for k, x := range r.Accepted {
			if x.Node == "" || x.Reason == "" || !dateForm.MatchString(x.Date) {
				c.at(i, "accepted", "incomplete_exception", hint{}, k+1)
			}
		}
		r.Place = c.place(i)
	}
	return file.Rules, c.source.problems.err()
}

// entries goes through the list under a file's one key, beside its tree, for
// the places of what is wrong.
type entries struct {
	source *source
	items  []node
	ids    map[string]bool
}

// decodeKeyed decodes a file; entries is nil where the file is missing (then
// the error is, too) or broken.
func decodeKeyed(fsys fs.FS, name string, into any) (*entries, error) {
	if _, err := fs.Stat(fsys, name); err != nil {
		return nil, nil
	}
	s, problems := readSource(fsys, name)
	if s == nil {
		return nil, problems.err()
	}
	body, problems := s.decodeTree(into)
	if len(problems) > 0 || body == nil || len(body.items) != 1 {
		return nil, problems.err()
	}
	return &entries{source: s, items: body.items[0].items, ids: map[string]bool{}}, nil
}

// entry checks what every entry needs.
func (c *entries) entry(i int, id, cypher, zh, en string) {
	switch {
	case id == "":
		c.at(i, "", "missing_field", hint{}, "id")
	case !idForm.MatchString(id):
		c.at(i, "id", "bad_id", hint{}, id)
	case c.ids[id]:
		c.at(i, "id", "ontology_duplicate", hint{}, "id", id)
	}
	c.ids[id] = true
	if cypher == "" {
		c.at(i, "", "missing_field", hint{}, "cypher")
	}
	if zh == "" || en == "" {
		c.at(i, "title", "missing_field", hint{}, "title: {zh, en}")
	}
}

// value is the value of a key of an entry, or the entry itself.
func (c *entries) value(i int, key string) *node {
	n := &c.items[i]
	if k := slices.IndexFunc(n.keys, func(t Text) bool { return t.Value == key }); k >= 0 {
		return &n.items[k]
	}
	return n
}

func (c *entries) written(i int, key string) string { return c.value(i, key).written }

func (c *entries) at(i int, key, code string, h hint, args ...any) {
	c.source.add(c.value(i, key).at, code, h, args...)
}

// inside reports a value that is not among the allowed ones, of the entry or of
// element k of one of its lists.
func (c *entries) inside(i int, list string, k int, key string, allowed []string, got string) {
	n := &c.items[i]
	if list != "" {
		n = &c.value(i, list).items[k]
	}
	at := n.at
	if j := slices.IndexFunc(n.keys, func(t Text) bool { return t.Value == key }); j >= 0 {
		at = n.items[j].at
	}
	c.source.add(at, "value_not_allowed", hintf("allowed", strings.Join(allowed, ", ")), key, got)
}

// place is file:line of the first line of an entry's query.
func (c *entries) place(i int) string {
	n := c.value(i, "cypher")
	line := n.at.line
	if n.block {
		line++
	}
	return c.source.name + ":" + strconv.Itoa(int(line))
}
