package server

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/memory"
	"planatlas/graph/ontology"
	"planatlas/graph/question"
)

// withQuestions adds a question and two rules, and an engine that answers.
func withQuestions(t *testing.T) func(*Config) {
	both := ontology.Text{Zh: "题", En: "title"}
	return func(cfg *Config) {
		g := testGraph(t)
		cfg.Engine = &engine{g: g, run: memory.New(g).Run}
		cfg.Questions = []question.Question{{
			ID: "hosts", Job: 6, Title: both, Description: both, Columns: []question.Column{{Name: "name", Title: both}},
			Parameters: []question.Parameter{
				{Name: "name", Title: both, Type: question.TypeString, Default: "新材料", Choices: "MATCH (i:Industry) RETURN i.name ORDER BY i.name"},
				{Name: "least", Title: both, Type: question.TypeInteger},
			},
			Cypher: "MATCH (p:Platform)-[:HOSTS]->(i) WHERE ($name IS NULL OR i.name = $name) AND ($least IS NULL OR $least < 5) RETURN p.name AS name ORDER BY name",
		}, {
			ID: "words", Job: 12, Title: both, Description: both, Text: "words", Columns: []question.Column{{Name: "name", Title: both}},
			Parameters: []question.Parameter{{Name: "words", Title: both, Type: question.TypeString, Default: "壮大"}},
			Cypher:     "MATCH (n) WHERE n.name CONTAINS $words RETURN n.name AS name ORDER BY name",
		}}
		cfg.Rules = []question.Rule{
			{ID: "lonely", Severity: question.High, Title: both, Cypher: "MATCH (i:Industry) WHERE NOT EXISTS { MATCH ()-[h:HOSTS]->(i) WHERE h.basis IN $bases } RETURN 'j:' + i.name AS id, i.name AS name, [] AS articles, '没有' AS detail ORDER BY i.name"},
			{ID: "broken", Severity: question.Low, Title: both, Cypher: "MATCH (n) RETURN m", Place: "rules.yaml:7"},
		}
	}
}

func TestSavedQuestions(t *testing.T) {
	s := start(t, withQuestions(t))
	for _, c := range []struct {
		method, path, body string
		status             int
		want               string // parts of the answer, apart by |
	}{
		{"GET", "/queries", "", 200, `"id":"hosts"|"options":[{"value":"新材料","title":"新材料"},{"value":"智慧照明"|"default":"新材料"`},
		{"GET", "/queries/hosts", "", 200, `"keys":["name"]|[["新材料集聚区"]]`},
		{"GET", "/queries/hosts?name=%E6%99%BA%E6%85%A7%E7%85%A7%E6%98%8E", "", 200, `"records":[]`},
		{"GET", "/queries/hosts?name=&least=3", "", 200, `[["新材料集聚区"]]`},
		{"GET", "/queries/words", "", 200, `[["壮大集群"]]|"text":{"words":"壮大","given":false,"places":[]}}`},
		{"GET", "/queries/hosts?least=many", "", 400, `invalid_parameter|least：“many”不是整数`},
		{"GET", "/queries/hosts?least=many&lang=en", "", 400, `least: \"many\" is not an integer`},
		{"GET", "/queries/hosts?nmae=x", "", 400, `没有这个参数；有 name、least`},
		{"GET", "/queries/host", "", 404, `unknown_question`},
		{"GET", "/queries/hosts?plan=other", "", 404, `unknown_plan`},
		{"POST", "/queries/hosts", `{"params":{"name":null,"least":3}}`, 200, `[["新材料集聚区"]]`},
		{"POST", "/queries/hosts", `{"params":{"least":9}}`, 200, `"records":[]`},
		{"POST", "/queries/hosts", `{}`, 200, `[["新材料集聚区"]]`},
		{"POST", "/queries/hosts", `{"params":{"name":{"a":1}}}`, 400, `invalid_body`},
		{"POST", "/queries/hosts", `{"name":"x"}`, 400, `invalid_body`},
		{"GET", "/findings", "", 200, `"plan":"j"|"rules":[{"id":"lonely"|"node":"j:新材料"|"textOnly":true,"withAnalyst":false|"node":"j:智慧照明"|"withAnalyst":true|"place":"rules.yaml:7","message"|"line":1,"column":18|"settled":[]`},
		{"GET", "/findings?plan=k", "", 404, `unknown_plan`},
		{"GET", "/diff?from=j&to=j", "", 200, `"kept":8,"pairs":{"id":8},"added":[],"gone":[]`},
		{"GET", "/export?format=md&kind=findings", "", 200, `疑点清单|智慧照明`},
		{"GET", "/diff?from=j", "", 400, `to=`},
		{"GET", "/diff?from=j&to=k", "", 404, `unknown_plan`},
	} {
		resp, body := s.do(c.method, root+c.path, c.body, "Content-Type", "application/json")
		if resp.StatusCode != c.status {
			t.Errorf("%s %s: status %d, want %d: %s", c.method, c.path, resp.StatusCode, c.status, body)
		}
		for _, part := range strings.Split(c.want, "|") {
			if !strings.Contains(body, part) {
				t.Errorf("%s %s: no %s in %s", c.method, c.path, part, body)
			}
		}
	}
	if resp, _ := s.do("POST", root+"/queries/hosts", "name=x", "Content-Type", "text/plain"); resp.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("a form is taken for JSON: %d", resp.StatusCode)
	}
}

// TestQuestionsOfAHugeGraph: an engine that cannot give its graph still answers.
func TestQuestionsOfAHugeGraph(t *testing.T) {
	s := start(t, func(cfg *Config) {
		withQuestions(t)(cfg)
		cfg.Engine.(*engine).err = ErrTooLarge
	})
	if resp, body := s.do("GET", root+"/queries/hosts?plan=j", ""); resp.StatusCode != 200 || !strings.Contains(body, "新材料集聚区") {
		t.Errorf("status %d: %s", resp.StatusCode, body)
	}
	if resp, body := s.do("GET", root+"/findings?plan=j", ""); resp.StatusCode != http.StatusNotImplemented {
		t.Errorf("status %d: %s", resp.StatusCode, body)
	}
}

// TestChoicesThatFail: the other questions are offered all the same.
func TestChoicesThatFail(t *testing.T) {
	s := start(t, func(cfg *Config) {
		withQuestions(t)(cfg)
		cfg.Questions[0].Parameters[0].Choices = "MATCH (n) RETURN m"
	})
	resp, body := s.do("GET", root+"/queries", "")
	if resp.StatusCode != 200 || !strings.Contains(body, `"id":"hosts"`) || strings.Contains(body, "options") {
		t.Errorf("status %d: %s", resp.StatusCode, body)
	}
}

func TestALostServerIsSaidSo(t *testing.T) {
	s := start(t, func(cfg *Config) {
		withQuestions(t)(cfg)
		cfg.Engine.(*engine).run = func(context.Context, graph.Query) (*graph.Result, error) { return nil, graph.ErrUnavailable }
	})
	for _, path := range []string{"/queries", "/queries/hosts", "/findings"} {
		if resp, body := s.do("GET", root+path, ""); resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "engine_unavailable") {
			t.Errorf("%s: status %d: %s", path, resp.StatusCode, body)
		}
	}
}

// TestWordsInTheText: what no quotation holds is found in the text itself.
func TestWordsInTheText(t *testing.T) {
	s := start(t, func(c *Config) {
		withQuestions(t)(c)
		c.Texts = map[string][]Passage{"j": {{"art:12", "壮大集群。加快壮大产业；再壮大。"}}}
	})
	_, body := s.do("GET", root+"/queries/words?words=%E5%8A%A0%E5%BF%AB%E5%A3%AE%E5%A4%A7", "")
	if want := `"text":{"words":"加快壮大","given":true,"places":[{"at":"art:12","text":"加快壮大产业；","from":0,"to":4}]}}`; !strings.Contains(body, want) {
		t.Errorf("no %s in %s", want, body)
	}
}
