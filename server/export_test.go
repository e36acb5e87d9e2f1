package server

import (
	"strings"
	"testing"
)

func TestExportOfAStoryAndOfAView(t *testing.T) {
	s := start(t, nil)
	picture := `"picture":{"nodes":["industry.new","platform.base"],"at":[[0,0],[100,20]],"relationships":["platform.base|HOSTS|industry.new"],"selected":["industry.new"]}`
	for body, want := range map[string]string{
		`{"format":"md","kind":"story","story":{"format":"planatlas-story","version":1,"title":"一个故事","plan":"j","views":[{"title":"一幕","note":"说明文字",` + picture + `}]}}`: "# 一个故事",
		`{"format":"md","kind":"story","story":{"format":"planatlas-story","version":1,"title":"","plan":"j","views":[]}}`:                                                 "故事里还没有画面",
		`{"format":"md","kind":"story","story":{"format":"planatlas-story","version":1,"plan":"j","views":[{"titel":"一幕"}]}}`:                                              "titel",
		`{"format":"md","view":{"title":"眼前",` + picture + `}}`:                                                                                                            "# 眼前",
		`{"format":"svg","view":{"title":"眼前",` + picture + `}}`:                                                                                                           "<svg ",
		`{"format":"md","saved":"nothing"}`: "nothing",
	} {
		_, got := s.do("POST", "/api/v1/export?job=1", body, "Content-Type", "application/json")
		if !strings.Contains(got, want) {
			t.Errorf("%s\nno %q in %s", body, want, got)
		}
	}
	if resp, _ := s.do("GET", "/api/v1/export?format=md&focus=industry.new", ""); !strings.Contains(resp.Header.Get("Content-Disposition"), "filename*=UTF-8''%E2%80%9C") {
		t.Errorf("the file is called %s", resp.Header.Get("Content-Disposition"))
	}
}

func TestExportProgress(t *testing.T) {
	var j jobs
	tell := j.begin("a")
	tell(256, 5000)
	if j.far["a"] != (progress{true, 256, 5000}) {
		t.Errorf("%+v", j.far)
	}
	j.end("a")
	if len(j.far) != 0 || j.begin("") != nil || j.begin(strings.Repeat("x", 65)) != nil {
		t.Errorf("%+v", j.far)
	}
}

func TestFileName(t *testing.T) {
	for title, want := range map[string]string{"“新材料”档案": "“新材料”档案", "a/b:c*?\"<>|\\": "abc", " .. ": "planatlas", strings.Repeat("长", 99): strings.Repeat("长", 60), "x\u202e\x00y": "xy"} {
		if got := fileName(title); got != want {
			t.Errorf("%q becomes %q", title, got)
		}
	}
}

// TestExportOfLayersAndOfAMatrix: by address and by body, with the same bytes.
func TestExportOfLayersAndOfAMatrix(t *testing.T) {
	s := start(t, nil)
	for _, c := range []struct {
		query, body string
		status      int
		want        string
	}{
		{"format=svg&kind=layers&focus=industry.new&way=down&most=5&hops=2", `{"format":"svg","kind":"layers","focus":"industry.new","way":"down","most":5,"hops":2}`, 200, "承载者 · 第 1 层"},
		{"format=md&kind=layers&focus=industry.new&basis=text", `{"format":"md","kind":"layers","focus":"industry.new","basis":"text"}`, 200, "（1 个节点，0 条关系）"},
		{"format=md&kind=matrix&rows=Industry&columns=Platform&type=HOSTS&all=1", `{"format":"md","kind":"matrix","rows":"Industry","columns":"Platform","type":"HOSTS","all":true}`, 200, "| 智慧照明 | 〔 〕图中未录 |"},
		{"format=json&kind=matrix&rows=Industry&columns=Platform", `{"format":"json","kind":"matrix","rows":"Industry","columns":"Platform"}`, 200, `"j:platform.base|HOSTS|j:industry.new"`},
		{"format=md&kind=layers", `{"format":"md","kind":"layers"}`, 400, "缺少 focus="},
		{"format=md&kind=layers&focus=nobody", `{"format":"md","kind":"layers","focus":"nobody"}`, 404, "unknown_name"},
		{"format=md&kind=layers&focus=industry.new&way=left", `{"format":"md","kind":"layers","focus":"industry.new","way":"left"}`, 400, "both、up 或 down"},
		{"format=md&kind=layers&focus=industry.new&most=-1", `{"format":"md","kind":"layers","focus":"industry.new","most":-1}`, 400, "most 须为 1 到 5000"},
		{"format=md&kind=layers&focus=industry.new&hops=0", `{"format":"md","kind":"layers","focus":"industry.new","hops":0}`, 400, "hops 须为 1 到 5"},
		{"format=md&kind=layers&focus=industry.new&basis=hearsay", `{"format":"md","kind":"layers","focus":"industry.new","basis":"hearsay"}`, 400, "hearsay"},
		{"format=md&kind=matrix&rows=Industry", `{"format":"md","kind":"matrix","rows":"Industry"}`, 400, "缺少 columns"},
		{"format=md&kind=matrix&rows=Industry&columns=Platform&basis=hearsay", `{"format":"md","kind":"matrix","rows":"Industry","columns":"Platform","basis":"hearsay"}`, 400, "hearsay"},
	} {
		got, byAddress := s.do("GET", root+"/export?"+c.query, "")
		posted, byBody := s.do("POST", root+"/export", c.body, "Content-Type", "application/json")
		if got.StatusCode != c.status || posted.StatusCode != c.status {
			t.Errorf("%s: %d, %d, want %d: %s", c.query, got.StatusCode, posted.StatusCode, c.status, byAddress)
		}
		if !strings.Contains(byAddress, c.want) || !strings.Contains(byBody, c.want) {
			t.Errorf("%s: no %q in\n%s\n%s", c.query, c.want, byAddress, byBody)
		}
		if c.status == 200 && byAddress != byBody {
			t.Errorf("%s differs from the same by body", c.query)
		}
	}
}
