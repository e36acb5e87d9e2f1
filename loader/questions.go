package loader

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"planatlas/graph/ontology"
	"planatlas/graph/question"
)

// This file reads the saved questions and the rules. What their Cypher means is
// the engine's business: a query that does not run is reported when it is run.

const (
	questionsFile = "queries.yaml"
	rulesFile     = "rules.yaml"
)

// QuestionsFile is what queries.yaml, and each file of the folder queries,
// holds.
type QuestionsFile struct {
	Questions []QuestionItem `yaml:"questions" json:"questions" required:"true"`
	Pos       position       `json:"-"`
}

// QuestionItem is a saved question as written.
type QuestionItem struct {
	// The id, part of the question's address.
	ID Text `yaml:"id" json:"id" required:"true"`
	// Which of the twelve jobs of planners it serves, 1 to 12.
	Job Number `yaml:"job" json:"job" required:"true"`
	// The question in a few words.
	Title Bilingual `yaml:"title" json:"title" required:"true"`
	// What the answer shows.
	Description Bilingual `yaml:"description" json:"description" required:"true"`
	// The blanks of its form.
	Parameters []ParameterItem `yaml:"parameters" json:"parameters,omitempty"`
	// Wordings of the result's keys, in their order.
	Columns []ColumnItem `yaml:"columns" json:"columns" required:"true"`
	// The parameter whose words are looked for in the official text, too.
	Text Text `yaml:"text" json:"text,omitempty"`
	// Arguments that give a telling answer, written as text.
	Example Arguments `yaml:"example" json:"example,omitzero"`
	// The read-only query; $plan is the plan in question.
	Cypher Cypher   `yaml:"cypher" json:"cypher" required:"true"`
	Pos    position `json:"-"`
}

// ParameterItem is one blank of a question.
type ParameterItem struct {
	// Its name in the query, without the $.
	Name Text `yaml:"name" json:"name" required:"true"`
	// Its wording in the form.
	Title Bilingual `yaml:"title" json:"title" required:"true"`
	// string, integer, float, boolean or strings.
	Type Text `yaml:"type" json:"type" required:"true"`
	// The value where none is given, written as text. Without it the parameter
	// is null, which a query takes as "any".
	Default Text `yaml:"default" json:"default,omitempty"`
	// A query for the values to choose from, with their wordings in a second
	// column.
	Choices Cypher   `yaml:"choices" json:"choices,omitempty"`
	Pos     position `json:"-"`
}

// ColumnItem is the wording of one key of a result.
type ColumnItem struct {
	Name  Text      `yaml:"name" json:"name" required:"true"`
	Title Bilingual `yaml:"title" json:"title" required:"true"`
	// What the values are, where the name does not say: count, places or basis.
	Kind Text `yaml:"kind" json:"kind,omitempty"`
	// What an empty cell means: graph (the graph has nothing there), text (the
	// text itself does not say) or none (nothing is missing).
	Empty Text     `yaml:"empty" json:"empty,omitempty"`
	Pos   position `json:"-"`
}

// RulesFile is what rules.yaml, and each file of the folder rules, holds.
type RulesFile struct {
	Rules []RuleItem `yaml:"rules" json:"rules" required:"true"`
	Pos   position   `json:"-"`
}

// RuleItem is a rule as written.
type RuleItem struct {
	// The id, by which findings name it.
	ID Text `yaml:"id" json:"id" required:"true"`
	// high, medium or low.
	Severity Text `yaml:"severity" json:"severity" required:"true"`
	// What is found, in a few words.
	Title Bilingual `yaml:"title" json:"title" required:"true"`
	// The finding as a question to the drafter; {name} is the node's name.
	Ask Bilingual `yaml:"ask" json:"ask,omitempty"`
	// Why it matters.
	Why Bilingual `yaml:"why" json:"why" required:"true"`
	// How to settle it.
	Settle Bilingual `yaml:"settle" json:"settle" required:"true"`
	// The read-only query; it takes $plan and $bases, the bases that count.
	Cypher Cypher `yaml:"cypher" json:"cypher" required:"true"`
	// Findings that were looked at and stand.
	Accepted []ExceptionItem `yaml:"accepted" json:"accepted,omitempty"`
	Pos      position        `json:"-"`
}

// ExceptionItem accepts one finding.
type ExceptionItem struct {
	// The id of the node in question; without a colon, in any plan.
	Node Text `yaml:"node" json:"node" required:"true"`
	// Why the finding stands as it is.
	Reason Text `yaml:"reason" json:"reason" required:"true"`
	// The reason in English.
	ReasonEn Text `yaml:"reasonEn" json:"reasonEn,omitempty"`
	// Since when, YYYY-MM-DD.
	Date Text     `yaml:"date" json:"date" required:"true"`
	Pos  position `json:"-"`
}

// Bilingual is a wording in both languages.
type Bilingual struct {
	Zh  Text     `yaml:"zh" json:"zh" required:"true"`
	En  Text     `yaml:"en" json:"en" required:"true"`
	Pos position `json:"-"`
}

func (b Bilingual) text() ontology.Text { return ontology.Text{Zh: b.Zh.Value, En: b.En.Value} }

// Arguments are values by parameter, as text.
type Arguments struct {
	Rest []Field  `json:"-"`
	Pos  position `json:"-"`
}

// Number is a whole number of a seed file with its place.
type Number struct {
	Value int64
	at    position
}

// jobs is the number of jobs that planners do with a plan.
const jobs = 12

// Cypher is a query of a seed file, which may have several lines.
type Cypher struct {
	Value string
	at    position
	below bool // begins on the line below its place
}

var (
	severities = []string{string(question.High), string(question.Medium), string(question.Low)}
	inputs     = []string{
		string(question.TypeString), string(question.TypeInteger), string(question.TypeFloat),
		string(question.TypeBoolean), string(question.TypeStrings),
	}
	columnKinds = []string{string(question.CountColumn), string(question.PlacesColumn), string(question.BasisColumn)}
	emptinesses = []string{string(question.EmptyGraph), string(question.EmptyText), string(question.EmptyNone)}
)

// Questions reads queries.yaml and the files of the folder queries, if they
// are there. Its error is Problems.
func Questions(fsys fs.FS) ([]question.Question, error) {
	l := &loading{fsys: fsys}
	return l.loadQuestions(), l.problems.err()
}

// Rules reads rules.yaml and the files of the folder rules, if they are
// there. Its error is Problems.
func Rules(fsys fs.FS) ([]question.Rule, error) {
	l := &loading{fsys: fsys}
	return l.loadRules(), l.problems.err()
}

func (l *loading) loadQuestions() []question.Question {
	var out []question.Question
	taken := map[string]string{}
	for _, name := range l.extraFiles(questionsFile) {
		var file QuestionsFile
		s := l.decodeFile(name, &file)
		if s == nil {
			continue
		}
		for i := range file.Questions {
			c := itemCheck{l, s}
			c.once(taken, file.Questions[i].ID)
			out = append(out, c.question(&file.Questions[i]))
		}
	}
	return out
}

func (l *loading) loadRules() []question.Rule {
	var out []question.Rule
	taken := map[string]string{}
	for _, name := range l.extraFiles(rulesFile) {
		var file RulesFile
		s := l.decodeFile(name, &file)
		if s == nil {
			continue
		}
		for i := range file.Rules {
			c := itemCheck{l, s}
			c.once(taken, file.Rules[i].ID)
			out = append(out, c.rule(&file.Rules[i]))
		}
	}
	return out
}

// extraFiles lists a file and the YAML files of the folder of the same name:
// what comes with the program, and what its users add.
func (l *loading) extraFiles(name string) []string {
	var names []string
	if _, err := fs.Stat(l.fsys, name); err == nil {
		names = append(names, name)
	}
	folder := strings.TrimSuffix(name, ".yaml")
	if _, err := fs.Stat(l.fsys, path.Join(folder, planFile)); err == nil {
		return names // a plan of that name
	}
	return append(names, l.yamlFiles(folder)...)
}

// decodeFile returns nil where nothing of the file can be used.
func (l *loading) decodeFile(name string, into any) *source {
	s, problems := readSource(l.fsys, name)
	if s != nil {
		_, problems = s.decodeTree(into)
	}
	l.problems = append(l.problems, problems...)
	if s != nil {
		s.problems = nil
	}
	return s
}

// itemCheck holds one question or rule against what it must be.
type itemCheck struct {
	l *loading
	s *source
}

func (c itemCheck) once(taken map[string]string, id Text) {
	switch {
	case id.Value == "": // the binder has said so
	case !idForm.MatchString(id.Value):
		c.l.add(c.s, id.at, "bad_id", hint{}, id.Value)
	case taken[id.Value] != "":
		c.l.add(c.s, id.at, "duplicate_id", hint{}, id.Value, taken[id.Value])
	default:
		taken[id.Value] = c.s.place(id.at)
	}
}

func (c itemCheck) oneOf(field string, value Text, allowed []string) {
	if value.Value == "" || slices.Contains(allowed, value.Value) {
		return
	}
	h := near(value.Value, allowed)
	if h.code == "" {
		h = hintf("allowed", strings.Join(allowed, ", "))
	}
	c.l.add(c.s, value.at, "value_not_allowed", h, field, value.Value)
}

func (c itemCheck) question(q *QuestionItem) question.Question {
	if q.Job.at != (position{}) {
		if q.Job.Value < 1 || q.Job.Value > jobs {
			c.l.add(c.s, q.Job.at, "value_not_allowed", hintf("allowed", fmt.Sprintf("1–%d", jobs)), "job", fmt.Sprint(q.Job.Value))
		}
	}
	out := question.Question{
		ID: q.ID.Value, Job: int(q.Job.Value), Title: q.Title.text(), Description: q.Description.text(),
		Cypher: q.Cypher.Value, Place: c.queryPlace(q.Cypher), Example: map[string]string{},
		Parameters: []question.Parameter{}, Columns: []question.Column{},
	}
	seen := map[string]bool{}
	for _, p := range q.Parameters {
		c.unique(seen, p.Name)
		out.Parameters = append(out.Parameters, c.parameter(p))
	}
	seen = map[string]bool{}
	for _, col := range q.Columns {
		c.unique(seen, col.Name)
		c.oneOf("kind", col.Kind, columnKinds)
		c.oneOf("empty", col.Empty, emptinesses)
		out.Columns = append(out.Columns, question.Column{
			Name: col.Name.Value, Title: col.Title.text(), Kind: question.ColumnKind(col.Kind.Value), Empty: question.Emptiness(col.Empty.Value),
		})
	}
	c.soughtInText(q.Text, &out)
	c.example(q.Example, &out)
	return out
}

// soughtInText holds the parameter whose words are looked for in the text.
func (c itemCheck) soughtInText(name Text, q *question.Question) {
	var names []string
	for _, p := range q.Parameters {
		names = append(names, p.Name)
	}
	c.oneOf("text", name, names)
	q.Text = name.Value
}

func (c itemCheck) unique(seen map[string]bool, name Text) {
	if seen[name.Value] && name.Value != "" {
		c.l.add(c.s, name.at, "duplicate_field", hint{}, name.Value)
	}
	seen[name.Value] = true
}

func (c itemCheck) parameter(p ParameterItem) question.Parameter {
	c.oneOf("type", p.Type, inputs)
	out := question.Parameter{
		Name: p.Name.Value, Title: p.Title.text(), Type: question.Type(p.Type.Value),
		Default: p.Default.Value, Choices: p.Choices.Value,
	}
	c.fits(out.Type, p.Default)
	return out
}

func (c itemCheck) fits(t question.Type, value Text) {
	if _, err := t.Parse(value.Value); err != nil {
		c.l.add(c.s, value.at, "bad_argument", hint{}, value.Value, t)
	}
}

func (c itemCheck) example(a Arguments, q *question.Question) {
	var names []string
	types := map[string]question.Type{}
	for _, p := range q.Parameters {
		names = append(names, p.Name)
		types[p.Name] = p.Type
	}
	for _, f := range a.Rest {
		switch t, known := types[f.Key.Value]; {
		case !known:
			c.l.add(c.s, f.Key.at, "unknown_field", near(f.Key.Value, names), f.Key.Value)
		case f.List || len(f.Values) == 0 || f.Values[0].kind != textScalar:
			c.l.add(c.s, f.at, "not_text", hint{}, noun{"this", "此值"})
		default:
			q.Example[f.Key.Value] = f.Values[0].written
			c.fits(t, Text{f.Values[0].written, f.at})
		}
	}
}

func (c itemCheck) rule(r *RuleItem) question.Rule {
	c.oneOf("severity", r.Severity, severities)
	out := question.Rule{
		ID: r.ID.Value, Severity: question.Severity(r.Severity.Value), Title: r.Title.text(),
		Ask: r.Ask.text(), Why: r.Why.text(), Settle: r.Settle.text(), Cypher: r.Cypher.Value, Place: c.queryPlace(r.Cypher),
	}
	for _, e := range r.Accepted {
		out.Accepted = append(out.Accepted, c.exception(e))
	}
	return out
}

func (c itemCheck) exception(e ExceptionItem) question.Exception {
	if _, err := time.Parse(time.DateOnly, e.Date.Value); err != nil && e.Date.Value != "" {
		c.l.add(c.s, e.Date.at, "not_a_date", hint{}, e.Date.Value)
	}
	return question.Exception{Node: e.Node.Value, Reason: e.Reason.Value, ReasonEn: e.ReasonEn.Value, Date: e.Date.Value}
}

// queryPlace is file:line of a query's first line, on which its own line
// numbers stand.
func (c itemCheck) queryPlace(q Cypher) string {
	line := q.at.line
	if q.below {
		line++
	}
	return fmt.Sprintf("%s:%d", c.s.name, line)
}
