package server

import (
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/compare"
	"planatlas/graph/memory"
)

// withStrategy adds an upper strategy that something takes up by its name, and
// one that nothing does.
func withStrategy(t *testing.T) func(*Config) {
	return func(cfg *Config) {
		old := testGraph(t)
		b := graph.NewBuilder()
		for _, n := range old.Nodes() {
			b.AddNode(n.ID, n.Labels, n.Properties)
		}
		for _, r := range old.Relationships() {
			b.AddRelationship(r.ID, r.Type, r.Start, r.End, r.Properties)
		}
		for id, name := range map[string]string{"j:strategy.up": "上级部署", "j:strategy.left": "无人承接"} {
			b.AddNode(id, []string{"Strategy", graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{"name": graph.Text(name), "level": graph.Text("municipal")}))
		}
		b.AddRelationship("j:platform.base|ALIGNS_WITH|j:strategy.up", "ALIGNS_WITH", "j:platform.base", "j:strategy.up", graph.PropertiesOf(map[string]graph.Value{
			"basis": graph.Text("name_match"), "refs": graph.Texts([]string{"art:12"}), "quotes": graph.Texts([]string{"上级部署"}), "rationale": graph.Text("同名")}))
		g, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		cfg.Engine = &engine{g: g, run: memory.New(g).Run}
	}
}

func TestAlignmentAndCentrality(t *testing.T) {
	s := start(t, withStrategy(t))
	for _, c := range []struct {
		path   string
		status int
		want   string // parts of the answer, apart by |
	}{
		{"/alignment", 200, `"plan":"j"|"name":"上级部署"|"status":"carried"|"relationship":"j:platform.base|"refs":["art:12"],"quotes":["上级部署"],"rationale":"同名"|"name":"无人承接"|"status":"silent"|"totals":{"carried":1,"silent":1}`},
		{"/alignment?basis=text", 200, `"lines":[]|"totals":{"silent":2}`},
		{"/alignment?basis=hearsay", 400, `hearsay`},
		{"/alignment?plan=k", 404, `unknown_plan`},
		// The subject is the group: its chains lead through the base to the industry.
		{"/centrality", 200, `"id":"j:platform.base","label":"Platform","name":"新材料集聚区","nameEn":"新材料集聚区","articles":[],"through":1,|"goals":[]|"groups":[{"id":1,`},
		{"/centrality?basis=text", 200, `"through":0,"share":0`},
		{"/centrality?plan=k", 404, `unknown_plan`},
	} {
		for range 2 { // the second answer is a kept one
			resp, body := s.do("GET", root+c.path, "")
			if resp.StatusCode != c.status {
				t.Errorf("%s: status %d, want %d: %s", c.path, resp.StatusCode, c.status, body)
			}
			for _, part := range strings.Split(c.want, "|") {
				if !strings.Contains(body, part) {
					t.Errorf("%s: no %s in %s", c.path, part, body)
				}
			}
		}
	}
}

// TestOtherVersions: a version that stands outside the graph is compared by its
// own id and merged with nothing.
func TestOtherVersions(t *testing.T) {
	s := start(t, func(cfg *Config) {
		b := graph.NewBuilder()
		for _, n := range testGraph(t).Nodes() {
			if n.ID == "j:industry.light" {
				continue
			}
			p := n.Properties
			if n.ID == "j:industry.new" {
				p = graph.PropertiesOf(map[string]graph.Value{"name": graph.Text("新型材料")})
			}
			b.AddNode(n.ID, n.Labels, p)
		}
		b.AddNode("j:platform.past", []string{"Platform"}, graph.PropertiesOf(map[string]graph.Value{"name": graph.Text("旧平台")}))
		old, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		cfg.Against = []Against{{ID: "j@first", Side: compare.Side{Graph: old, Plan: "j"}}}
	})
	for _, c := range []struct {
		path   string
		status int
		want   string
	}{
		{"/diff/sides", 200, `"id":"j","plan":"j"|"loaded":true|"id":"j@first","plan":"j"|"loaded":false`},
		{"/diff?from=j@first&to=j", 200, `"name":"智慧照明"|"name":"旧平台"|"how":"id"`},
		{"/diff/sheet?from=j@first&to=j", 200, `"j:industry.light":"added"|"j:platform.past":"gone"|"j:industry.new":"changed"|"j:platform.base|HOSTS|j:industry.new":"added"|"earlier":{|"positions":[[`},
		{"/diff/sheet?from=j@second&to=j", 404, `unknown_plan`},
		{"/diff/sheet?to=j", 400, `from=`},
		{"/export?format=md&kind=comparison&from=j@first&to=j", 200, `规划对照表|旧平台|新型材料`},
		{"/export?format=md&kind=comparison&from=j@first", 400, `to=`},
		{"/graph", 200, `"新材料"`},
	} {
		resp, body := s.do("GET", root+c.path, "")
		if resp.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d: %s", c.path, resp.StatusCode, c.status, body)
		}
		for _, part := range strings.Split(strings.ReplaceAll(c.want, "j:platform.base|HOSTS|", "j:platform.base\x00HOSTS\x00"), "|") {
			if part = strings.ReplaceAll(part, "\x00", "|"); !strings.Contains(body, part) {
				t.Errorf("%s: no %s in %s", c.path, part, body)
			}
		}
		if strings.HasPrefix(c.path, "/graph") && strings.Contains(body, "旧平台") {
			t.Error("the other version got into the graph")
		}
	}
}
