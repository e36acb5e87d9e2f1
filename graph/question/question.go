// Package question holds what policy staff ask again and again, as data: saved
// questions with parameters, and rules whose answers are findings. Both are
// read-only Cypher and run on whatever engine serves; nothing here depends on
// which. The loader fills the types from seeds/queries.yaml and
// seeds/rules.yaml.
package question

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// Engine answers a read query; both engines do.
type Engine interface {
	Run(ctx context.Context, q graph.Query) (*graph.Result, error)
}

// Question is a saved question.
type Question struct {
	ID          string        `json:"id" yaml:"id"` // part of its URL
	Title       ontology.Text `json:"title" yaml:"title"`
	Description ontology.Text `json:"description" yaml:"description"`
	Job         int           `json:"job" yaml:"job"` // which of the twelve jobs it serves, 1 to 12
	Parameters  []Parameter   `json:"parameters" yaml:"parameters"`
	Columns     []Column      `json:"columns" yaml:"columns"` // wordings of the result's keys
	Cypher      string        `json:"cypher" yaml:"cypher"`
	// Text names the parameter whose words are looked for in the official text,
	// too; "" for a question about the graph alone.
	Text string `json:"text,omitempty" yaml:"text"`
	// Example is a set of arguments that gives a telling answer.
	Example map[string]string `json:"example,omitempty" yaml:"example"`
	// Place is where the question stands, file:line, for error messages.
	Place string `json:"-" yaml:"-"`
}

// Column is the wording of one key of the result.
type Column struct {
	Name  string        `json:"name" yaml:"name"`
	Title ontology.Text `json:"title" yaml:"title"`
	// Kind says what the values are, where the name does not.
	Kind ColumnKind `json:"kind,omitempty" yaml:"kind"`
	// Empty says what an empty cell means, where the name does not.
	Empty Emptiness `json:"empty,omitempty" yaml:"empty"`
}

// ColumnKind says what a column's values are.
type ColumnKind string

// The kinds of columns.
const (
	CountColumn  ColumnKind = "count"  // a number of things; never the number of an article
	PlacesColumn ColumnKind = "places" // places of the document
	BasisColumn  ColumnKind = "basis"  // how a relationship is known
)

// Emptiness is what an empty cell means.
type Emptiness string

// The meanings of an empty cell. That the graph holds nothing is seen; that the
// text is silent is a statement about the text, made only where the reading of
// the plan bears it out.
const (
	EmptyGraph Emptiness = "graph" // the graph has nothing there
	EmptyText  Emptiness = "text"  // the text itself does not say
	EmptyNone  Emptiness = "none"  // nothing is missing
)

// Parameter is one blank of a question's form.
type Parameter struct {
	Name    string        `json:"name" yaml:"name"` // without the $
	Title   ontology.Text `json:"title" yaml:"title"`
	Type    Type          `json:"type" yaml:"type"`
	Default string        `json:"default" yaml:"default"`
	// Choices is Cypher that gives the values to choose from, one column of
	// values and, if there is a second, one of wordings. Empty: free input.
	Choices string `json:"choices,omitempty" yaml:"choices"`
}

// Type is the kind of value that a parameter takes.
type Type string

// The types of parameters. A strings value is written with commas.
const (
	TypeString  Type = "string"
	TypeInteger Type = "integer"
	TypeFloat   Type = "float"
	TypeBoolean Type = "boolean"
	TypeStrings Type = "strings"
)

// ArgumentError says which argument does not fit its parameter.
type ArgumentError struct {
	Name, Message string
	Zh            string // the message in Chinese
}

// Error names the parameter and what it takes.
func (e *ArgumentError) Error() string { return fmt.Sprintf("parameter %s: %s", e.Name, e.Message) }

// Bind turns what a person wrote into the query's parameters. A parameter that
// is not given takes its default; one that the question does not have is an
// error, since it is most likely a misspelt one. The plan in question is always
// $plan.
func (q *Question) Bind(plan string, args map[string]string) (map[string]graph.Value, error) {
	out := map[string]graph.Value{"plan": graph.Text(plan)}
	for _, p := range q.Parameters {
		text, given := args[p.Name]
		if !given {
			text = p.Default
		}
		v, err := p.Type.Parse(text)
		if err != nil {
			return nil, &ArgumentError{p.Name, err.Error(), fmt.Sprintf("“%s”不是%s", text, wordings[p.Type])}
		}
		out[p.Name] = v
	}
	for name := range args {
		if !slices.ContainsFunc(q.Parameters, func(p Parameter) bool { return p.Name == name }) {
			return nil, q.unknown(name)
		}
	}
	return out, nil
}

// wordings of the types in Chinese, for messages.
var wordings = map[Type]string{
	TypeString: "文字", TypeInteger: "整数", TypeFloat: "数", TypeBoolean: " true 或 false", TypeStrings: "文字列表",
}

func (q *Question) unknown(name string) error {
	if len(q.Parameters) == 0 {
		return &ArgumentError{name, "the question has no parameters", "这个问题没有参数"}
	}
	return &ArgumentError{name, "the question has no such parameter; it has " + strings.Join(q.names(), ", "), "没有这个参数；有 " + strings.Join(q.names(), "、")}
}

func (q *Question) names() []string {
	out := make([]string, len(q.Parameters))
	for i, p := range q.Parameters {
		out[i] = p.Name
	}
	return out
}

// Parse reads a value of the type. Empty text is null, which a question may
// take as "any".
func (t Type) Parse(text string) (graph.Value, error) {
	if text == "" {
		return graph.NullValue(), nil
	}
	switch t {
	case TypeInteger:
		i, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
		if err != nil {
			return graph.Value{}, fmt.Errorf("%q is not an integer", text)
		}
		return graph.Int(i), nil
	case TypeFloat:
		f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil {
			return graph.Value{}, fmt.Errorf("%q is not a number", text)
		}
		return graph.Number(f), nil
	case TypeBoolean:
		b, err := strconv.ParseBool(strings.TrimSpace(text))
		if err != nil {
			return graph.Value{}, fmt.Errorf("%q is neither true nor false", text)
		}
		return graph.Bool(b), nil
	case TypeStrings:
		return graph.Texts(splitList(text)), nil
	}
	return graph.Text(text), nil
}

func splitList(text string) []string {
	var out []string
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Run answers the question about one plan.
func (q *Question) Run(ctx context.Context, e Engine, plan string, args map[string]string, limits graph.Limits) (*graph.Result, error) {
	params, err := q.Bind(plan, args)
	if err != nil {
		return nil, err
	}
	return e.Run(ctx, graph.Query{Text: q.Cypher, Params: params, Limits: limits})
}

// Choice is one value of a parameter with its wording.
type Choice struct {
	Value string `json:"value"`
	Title string `json:"title"`
}

// ChoicesOf asks the graph for the values of a parameter in one plan.
func (p *Parameter) ChoicesOf(ctx context.Context, e Engine, plan string) ([]Choice, error) {
	if p.Choices == "" {
		return nil, nil
	}
	res, err := e.Run(ctx, graph.Query{Text: p.Choices, Params: map[string]graph.Value{"plan": graph.Text(plan)}})
	if err != nil {
		return nil, err
	}
	out := make([]Choice, 0, len(res.Records))
	for _, r := range res.Records {
		c := Choice{Value: plain(r[0])}
		c.Title = c.Value
		if len(r) > 1 {
			c.Title = plain(r[1])
		}
		out = append(out, c)
	}
	return out, nil
}

func plain(v graph.Value) string {
	if s, ok := v.AsString(); ok {
		return s
	}
	b, _ := v.MarshalJSON()
	return string(b)
}

// ByID returns the question of that id, or nil and the ids that are there.
func ByID(questions []Question, id string) (*Question, []string) {
	ids := make([]string, len(questions))
	for i := range questions {
		if questions[i].ID == id {
			return &questions[i], nil
		}
		ids[i] = questions[i].ID
	}
	return nil, ids
}
