package question

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// engineFunc answers with whatever a test wants an engine to say.
type engineFunc func(graph.Query) (*graph.Result, error)

func (f engineFunc) Run(_ context.Context, q graph.Query) (*graph.Result, error) { return f(q) }

func TestBind(t *testing.T) {
	q := &Question{ID: "x", Parameters: []Parameter{
		{Name: "name", Type: TypeString, Default: "新材料"},
		{Name: "article", Type: TypeInteger},
		{Name: "labels", Type: TypeStrings, Default: "Platform,Project"},
	}}
	tests := []struct {
		args map[string]string
		want string // JSON of the parameters, or the error
	}{
		{nil, `{"article":null,"labels":["Platform","Project"],"name":"新材料","plan":"p"}`},
		{map[string]string{"article": " 14 ", "labels": "Body， Term,"}, `{"article":14,"labels":["Body","Term"],"name":"新材料","plan":"p"}`},
		{map[string]string{"article": "十四"}, `parameter article: "十四" is not an integer`},
		{map[string]string{"nmae": "x"}, `parameter nmae: the question has no such parameter; it has name, article, labels`},
		{map[string]string{"name": "' OR 1=1 //"}, `{"article":null,"labels":["Platform","Project"],"name":"' OR 1=1 //","plan":"p"}`},
	}
	for _, tt := range tests {
		params, err := q.Bind("p", tt.args)
		got := fmt.Sprint(err)
		if err == nil {
			b, _ := graph.MapOf(params).MarshalJSON()
			got = string(b)
		}
		if got != tt.want {
			t.Errorf("%v\n got %s\nwant %s", tt.args, got, tt.want)
		}
	}
}

func TestRulesRunTwiceAndMerge(t *testing.T) {
	o := &ontology.Ontology{Bases: []ontology.Basis{{Name: "explicit", TextOnly: true}, {Name: "inferred"}}}
	e := engineFunc(func(q graph.Query) (*graph.Result, error) {
		if strings.Contains(q.Text, "broken") {
			return nil, &graph.QueryError{Message: "unexpected end", Line: 2, Column: 3}
		}
		res := &graph.Result{Keys: []string{"id", "name", "articles", "detail"}}
		row := func(id string) {
			res.Records = append(res.Records, []graph.Value{graph.Text(id), graph.Text("n"), graph.Ints([]int64{14}), graph.Text("d")})
		}
		row("p:both")
		bases := q.Params["bases"].Strings()
		if slices.Equal(bases, []string{"explicit"}) {
			row("p:text-only")
		}
		return res, nil
	})
	rules := []Rule{
		{ID: "low", Severity: Low, Cypher: "ok", Accepted: []Exception{{Node: "both", Reason: "r", Date: "2021-03-02"}}},
		{ID: "bad", Severity: High, Cypher: "broken", Place: "rules.yaml:9"},
		{ID: "high", Severity: High, Cypher: "ok"},
	}
	report, err := Run(context.Background(), e, rules, o, "p")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range report.Findings {
		got = append(got, fmt.Sprintf("%s %s text=%v all=%v accepted=%v", f.Rule, f.Node, f.TextOnly, f.WithAnalyst, f.Accepted != nil))
	}
	want := []string{
		"high p:both text=true all=true accepted=false",
		"high p:text-only text=true all=false accepted=false",
		"low p:both text=true all=true accepted=true",
		"low p:text-only text=true all=false accepted=false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(report.Broken) != 1 || report.Broken[0].Error() != "rules.yaml:9: rule bad: 2:3: unexpected end" {
		t.Errorf("broken rules: %v", report.Broken)
	}
}

func TestALostEngineEndsTheRun(t *testing.T) {
	e := engineFunc(func(graph.Query) (*graph.Result, error) { return nil, graph.ErrUnavailable })
	if _, err := Run(context.Background(), e, []Rule{{ID: "a"}}, &ontology.Ontology{}, "p"); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
}
