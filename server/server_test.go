package server

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/gin-gonic/gin"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// engine answers from a graph; its hooks stand for a slow and a lost database.
type engine struct {
	g   *graph.Graph
	err error
	run func(context.Context, graph.Query) (*graph.Result, error)
}

func (e *engine) Snapshot(context.Context) (*graph.Graph, error) { return e.g, e.err }

func (e *engine) Run(ctx context.Context, q graph.Query) (*graph.Result, error) { return e.run(ctx, q) }

var vocabulary = &ontology.Ontology{
	Version: "1",
	Labels: []ontology.Label{
		{Name: "Article", Category: "evidence", Title: ontology.Text{Zh: "条", En: "Article"}},
		{Name: "Industry", Category: "industries", Title: ontology.Text{Zh: "产业", En: "Industry"}, Shape: "disc", Colour: ontology.Colour{Light: "#A56E11"}},
		{Name: "Platform", Category: "platforms", Title: ontology.Text{Zh: "平台载体", En: "Platform"}, Shape: "square-round", Colour: ontology.Colour{Light: "#3E63C5"}},
	},
	Types: []ontology.RelationshipType{
		{Name: "HOSTS", Trace: ontology.TraceUp}, {Name: "INCLUDES", Trace: ontology.TraceDown}, {Name: "MENTIONS", Trace: ontology.TraceNone},
	},
	Bases: []ontology.Basis{
		{Name: "explicit", Strength: 5, TextOnly: true}, {Name: "name_match", Strength: 2},
	},
}

func testGraph(t *testing.T) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	add := func(id, label, name string, p map[string]graph.Value) {
		if p == nil {
			p = map[string]graph.Value{}
		}
		p["name"] = graph.Text(name)
		b.AddNode(id, []string{label, graph.OwnedLabel}, graph.PropertiesOf(p))
	}
	add("j:plan", "Plan", "规划", map[string]graph.Value{"number": graph.Text("1号"), "subject": graph.Text("platform.group"), "date": graph.TemporalValue(graph.DateOf(2021, 2, 24))})
	add("j:art.12", "Article", "壮大集群", nil)
	add("j:industry.new", "Industry", "新材料", map[string]graph.Value{"nameEn": graph.Text("New materials"), "articles": graph.Ints([]int64{12})})
	add("j:industry.light", "Industry", "智慧照明", nil)
	add("j:platform.base", "Platform", "新材料集聚区", nil)
	add("j:platform.group", "Platform", "六基地", nil)
	add("j:platform.a", "Platform", "中心/一期", nil)
	add("j:platform.b1", "Platform", "展馆", nil)
	add("j:platform.b2", "Platform", "展馆", nil)
	rel := func(start, typ, end, basis string) {
		b.AddRelationship(graph.RelationshipID(start, typ, end, ""), typ, start, end, graph.PropertiesOf(map[string]graph.Value{"basis": graph.Text(basis)}))
	}
	rel("j:platform.base", "HOSTS", "j:industry.new", "name_match")
	rel("j:platform.group", "INCLUDES", "j:platform.base", "explicit")
	rel("j:platform.group", "INCLUDES", "j:platform.a", "explicit")
	rel("j:art.12", "MENTIONS", "j:industry.new", "explicit")
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// started is a running server of the test graph.
type started struct {
	t    *testing.T
	url  string
	host string
	srv  *Server
}

func start(t *testing.T, change func(*Config)) *started {
	t.Helper()
	cfg := Config{
		Engine: &engine{g: testGraph(t)}, Ontology: vocabulary, Version: "test",
		UI: fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>page</title>")}, "assets/x.js": {Data: []byte(strings.Repeat("let a=1;", 400))}},
	}
	if change != nil {
		change(&cfg)
	}
	srv, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- srv.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return &started{t, "http://" + l.Addr().String(), l.Addr().String(), srv}
}

// wanted is a question and parts of its answer, apart by ^.
type wanted struct {
	path   string
	status int
	want   string
}

// wants asks questions of a route.
func (s *started) wants(t *testing.T, route string, list []wanted) {
	t.Helper()
	for _, c := range list {
		resp, body := s.do("GET", route+c.path, "")
		if resp.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d: %s", c.path, resp.StatusCode, c.status, body)
		}
		for _, part := range strings.Split(c.want, "^") {
			if !strings.Contains(body, part) {
				t.Errorf("%s: no %s in %s", c.path, part, body)
			}
		}
	}
}

// wantsTag holds that an answer has a tag by which it is not sent again.
func (s *started) wantsTag(t *testing.T, path string) {
	t.Helper()
	resp, _ := s.do("GET", path, "")
	if tag := resp.Header.Get("ETag"); tag == "" {
		t.Error("no tag")
	} else if again, body := s.do("GET", path, "", "If-None-Match", tag); again.StatusCode != 304 || body != "" {
		t.Errorf("asked again with its tag: %d %s", again.StatusCode, body)
	}
}

func (s *started) do(method, path, body string, header ...string) (*http.Response, string) {
	s.t.Helper()
	req, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "identity")
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
		}
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp, string(b)
}

func TestAnswers(t *testing.T) {
	s := start(t, nil)
	for _, c := range []struct {
		path   string
		status int
		want   string // a part of the body
	}{
		{"/healthz", 200, `"status":"ok"`},
		{"/readyz", 200, `"status":"ready"`},
		{"/api/v1/plans", 200, `"plans":[{"id":"j","name":"规划","nameEn":"","title":"","number":"1号","date":"2021-02-24","subject":"j:platform.group"`},
		{"/api/v1/plans", 200, `"chapters":0,"articles":1,"nodes":9,"relationships":4,"hasText":false}]`},
		{"/api/v1/ontology", 200, `"name":"Industry","title":{"zh":"产业","en":"Industry"}`},
		{"/api/v1/ontology", 200, `"trace":"up","endpoints":null,"count":1}`},
		{"/api/v1/graph", 200, `"layout":{"hash":"`},
		{"/api/v1/graph?plan=x", 404, `"code":"unknown_plan"`},
		{"/api/v1/search?q=xcl&limit=1", 200, `"total":2,"results":[{"id":"j:industry.new","label":"Industry","name":"新材料","nameEn":"New materials","match":{"field":"initials","text":"新材料"},"articles":[12]}]`},
		{"/api/v1/search?q=xcl&limit=0", 400, `"code":"invalid_parameter"`},
		{"/api/v1/nodes/" + url.PathEscape("新材料"), 200, `"neighbours":[{"id":"j:platform.base"`},
		{"/api/v1/nodes/" + url.PathEscape("中心/一期"), 200, `{"node":{"id":"j:platform.a"`},
		{"/api/v1/nodes/industry.new/neighbours", 200, `"counts":{"HOSTS":{"in":1,"out":0},"MENTIONS":{"in":1,"out":0}},"more":0}`},
		{"/api/v1/nodes/industry.new/neighbours?hops=2&limit=2", 200, `"more":1}`},
		{"/api/v1/nodes/industry.new/neighbours?type=MENTIONS", 200, `{"nodes":[{"id":"j:industry.new"`},
		{"/api/v1/nodes/industry.new/neighbours?type=LIKES", 400, `LIKES`},
		{"/api/v1/nodes/industry.new/neighbours?hops=6", 400, `hops`},
		{"/api/v1/nodes/industry.new/reach?direction=down", 200, `{"from":"j:industry.new","nodes":[{"id":"j:industry.new","hops":0},{"id":"j:platform.base","hops":1}]`},
		{"/api/v1/nodes/industry.new/reach", 400, `direction`},
		{"/api/v1/trace?from=industry.new&to=" + url.QueryEscape("六基地"), 200, `"paths":[{"nodes":["j:industry.new","j:platform.base","j:platform.group"]`},
		{"/api/v1/trace?from=industry.new&to=platform.group&basis=text", 200, `"silent":{"message":"原文未载明“新材料”与“六基地”如何相连。"`},
		{"/api/v1/trace?from=industry.new&to=platform.group&basis=text&lang=en", 200, `The text does not say how New materials and 六基地 connect.`},
		{"/api/v1/trace?from=industry.new&to=platform.group&basis=rumour", 400, `rumour`},
		{"/api/v1/trace?from=industry.new&to=platform.group&maxHops=17", 400, `maxHops`},
		{"/api/v1/trace?from=industry.new", 400, `缺少 to=`},
		{"/api/v1/trace?from=industry.new&to=" + url.QueryEscape("新材料"), 400, `"code":"same_node"`},
		{"/api/v1/trace?from=industry.new&to=" + url.QueryEscape("新才料"), 404, `"hint":"是否指：新材料","parameter":"to","near":["新材料"]`},
		{"/api/v1/trace?from=industry.new&to=" + url.QueryEscape("展馆"), 409, `"code":"ambiguous_name","message":"“展馆”可指几个节点，请选一个","parameter":"to","candidates":[{"id":"j:platform.b1","label":"Platform","name":"展馆","articles":[]}`},
		{"/api/v1/export?format=json", 200, `{"nodes":[{"id":"j:art.12"`},
		{"/api/v1/export?format=json&focus=industry.new", 200, `{"nodes":[{"id":"j:industry.new"`},
		{"/api/v1/export?format=svg", 200, `<svg xmlns="http://www.w3.org/2000/svg"`},
		{"/api/v1/export?format=svg&from=industry.new&to=platform.group", 200, `<title>新材料 → 六基地</title>`},
		{"/api/v1/export?format=bmp", 400, `docx、pdf`},
		{"/api/v1/export?format=md&kind=poem", 400, `没有种类“poem”`},
		{"/api/v1/export?format=md&kind=dossier", 400, `缺少 focus=`},
		{"/api/v1/export?format=md&focus=industry.new", 200, `# “新材料”档案`},
		{"/api/v1/export?format=pdf&focus=industry.new", 200, `%PDF-1.7`},
		{"/api/v1/export?format=md&kind=story", 400, `缺少 story`},
		{"/api/v1/export/choices", 200, `{"name":"story","title":{"en":"Story","zh":"故事"},"needs":"story"}`},
		{"/api/v1/export/progress?job=none", 200, `{"running":false,"done":0,"total":0}`},
		{"/api/v1/text", 404, `"code":"no_text"`},
		{"/api/v1/coverage", 404, `"hint":"启动时加 --source 文件"`},
		{"/api/v1/nothing", 404, `"code":"not_found"`},
		{"/nothing.js", 404, `"code":"not_found"`},
		{"/", 200, `<title>page</title>`},
	} {
		resp, body := s.do("GET", c.path, "")
		if resp.StatusCode != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %s\nwant %d with %s", c.path, resp.StatusCode, body, c.status, c.want)
		}
	}
}

// TestErrorsHaveOneShape: {"error":{"code","message",…}} and nothing beside it.
func TestErrorsHaveOneShape(t *testing.T) {
	s := start(t, nil)
	for _, path := range []string{"/api/v1/nope", "/api/v1/graph?plan=x", "/api/v1/trace", "/api/v1/search?limit=x", "/api/v1/nodes/x"} {
		resp, body := s.do("GET", path, "")
		var e map[string]map[string]any
		if err := json.Unmarshal([]byte(body), &e); err != nil {
			t.Errorf("%s: %v in %s", path, err, body)
			continue
		}
		if len(e) != 1 || e["error"]["code"] == "" || e["error"]["message"] == "" {
			t.Errorf("%s: %s", path, body)
		}
		if resp.Header.Get("ETag") != "" || resp.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: an error may be kept: %v", path, resp.Header)
		}
	}
	if resp, _ := s.do("DELETE", "/api/v1/graph", ""); resp.StatusCode != 405 {
		t.Errorf("DELETE: %d", resp.StatusCode)
	}
}

func TestEveryCodeHasAStatusAndWords(t *testing.T) {
	for c, a := range answers {
		if a.status < 400 || strings.Count(a.zh, "%s") != 1 || strings.Count(a.en, "%s") != 1 {
			t.Errorf("%s: %+v", c, a)
		}
	}
}

func TestHostAndOrigin(t *testing.T) {
	run := func(context.Context, graph.Query) (*graph.Result, error) { return &graph.Result{}, nil }
	s := start(t, func(c *Config) {
		c.AllowHosts = []string{"plans.example"}
		c.Engine = &engine{g: c.Engine.(*engine).g, run: run}
	})
	_, port, _ := net.SplitHostPort(s.host)
	for _, c := range []struct {
		method, host, origin, site string
		status                     int
	}{
		{"GET", s.host, "", "", 200},
		{"GET", "localhost:" + port, "", "", 200},
		{"GET", "[::1]:" + port, "", "", 200},
		{"GET", "plans.example", "", "", 200},
		{"GET", "PLANS.example:443", "", "", 200},
		{"GET", "evil.example", "", "", 403},
		{"GET", "evil.example:" + port, "", "", 403},
		{"GET", "127.0.0.1:1", "", "", 403},
		{"GET", "localhost.evil.example:" + port, "", "", 403},
		{"POST", s.host, "", "", 200},
		{"POST", s.host, "http://" + s.host, "same-origin", 200},
		{"POST", s.host, "http://evil.example", "", 403},
		{"POST", s.host, "null", "", 403},
		{"POST", s.host, "", "cross-site", 403},
		{"POST", "plans.example", "https://plans.example", "", 200},
	} {
		path, header := "/healthz", []string{"Host", c.host, "Content-Type", "application/json"}
		if c.method == "POST" {
			path = "/api/v1/query"
		}
		if c.origin != "" {
			header = append(header, "Origin", c.origin)
		}
		if c.site != "" {
			header = append(header, "Sec-Fetch-Site", c.site)
		}
		if resp, body := s.do(c.method, path, `{"query":"RETURN 1"}`, header...); resp.StatusCode != c.status {
			t.Errorf("%+v: %d %s", c, resp.StatusCode, body)
		}
	}
}

func TestAllAddresses(t *testing.T) {
	var h hosts
	h.bind(&net.TCPAddr{IP: net.IPv4zero, Port: 8080})
	for host, want := range map[string]bool{"127.0.0.1:8080": true, "localhost:8080": true, "203.0.113.9:8080": false, "evil.example:8080": false, "localhost": false} {
		if h.accept(host) != want {
			t.Errorf("%s: accepted is %v", host, !want)
		}
	}
}

func TestHeaders(t *testing.T) {
	s := start(t, nil)
	for _, path := range []string{"/", "/api/v1/plans", "/api/v1/nope"} {
		resp, _ := s.do("GET", path, "")
		csp := resp.Header.Get("Content-Security-Policy")
		if strings.Contains(csp, "unsafe") || !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "script-src 'self';") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer"} {
			if got := resp.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
	}
}

func TestVersionedAnswersAreKept(t *testing.T) {
	s := start(t, nil)
	for _, path := range []string{"/api/v1/graph", "/api/v1/search?q=新", "/"} {
		path = strings.ReplaceAll(path, "新", url.QueryEscape("新"))
		resp, _ := s.do("GET", path, "")
		tag := resp.Header.Get("ETag")
		if tag == "" {
			t.Errorf("%s has no tag", path)
			continue
		}
		if resp, body := s.do("GET", path, "", "If-None-Match", tag); resp.StatusCode != 304 || body != "" {
			t.Errorf("%s: %d %s", path, resp.StatusCode, body)
		}
		if resp, _ := s.do("GET", path, "", "If-None-Match", `W/"older"`); resp.StatusCode != 200 {
			t.Errorf("%s: %d for an older tag", path, resp.StatusCode)
		}
	}
	resp, _ := s.do("GET", "/assets/x.js", "")
	if !strings.Contains(resp.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("a file with a hash in its name: %q", resp.Header.Get("Cache-Control"))
	}
}

func TestGzip(t *testing.T) {
	s := start(t, nil)
	for path, zipped := range map[string]bool{"/api/v1/graph": true, "/assets/x.js": true, "/healthz": false, "/api/v1/export?format=svg": true} {
		resp, body := s.do("GET", path, "", "Accept-Encoding", "gzip")
		if got := resp.Header.Get("Content-Encoding") == "gzip"; got != zipped {
			t.Errorf("%s: compressed is %v", path, got)
			continue
		}
		if !zipped {
			continue
		}
		r, err := gzip.NewReader(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil || len(b) < gzipFrom {
			t.Errorf("%s: %d bytes, %v", path, len(b), err)
		}
		if _, plain := s.do("GET", path, ""); plain != string(b) {
			t.Errorf("%s differs when compressed", path)
		}
	}
}

func TestQuery(t *testing.T) {
	var got graph.Query
	failure := error(nil)
	var notices []graph.Notice
	s := start(t, func(c *Config) {
		c.Engine = &engine{g: c.Engine.(*engine).g, run: func(_ context.Context, q graph.Query) (*graph.Result, error) {
			got = q
			return &graph.Result{Keys: []string{"n"}, Records: [][]graph.Value{{graph.Int(1)}}, Notices: notices}, failure
		}}
	})
	post := func(body, contentType string) (*http.Response, string) {
		return s.do("POST", "/api/v1/query", body, "Content-Type", contentType)
	}
	resp, body := post(`{"query":"RETURN $a AS n","params":{"a":[1,2.0,"三",{"$date":"2021-02-24"}]}}`, "application/json; charset=utf-8")
	if resp.StatusCode != 200 || !strings.HasPrefix(body, `{"keys":["n"],"records":[[1]]`) {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	if b, _ := json.Marshal(got.Params["a"]); got.Text != "RETURN $a AS n" || string(b) != `[1,2.0,"三",{"$date":"2021-02-24"}]` {
		t.Errorf("the engine got %s and %s", got.Text, b)
	}
	notices = []graph.Notice{{Code: "x", Message: "no such label", MessageZh: "没有这个标签"}}
	for lang, want := range map[string]string{"zh": "没有这个标签", "en": "no such label"} {
		if _, body := s.do("POST", "/api/v1/query?lang="+lang, `{"query":"x"}`, "Content-Type", "application/json"); !strings.Contains(body, `"message":"`+want+`"`) {
			t.Errorf("%s: %s", lang, body)
		}
	}
	failure = &graph.QueryError{Kind: "SyntaxError", Message: "unknown word", Line: 2, Column: 5, Hint: "RETURN"}
	if resp, body := post(`{"query":"x"}`, "application/json"); resp.StatusCode != 400 ||
		body != `{"error":{"code":"query_error","message":"unknown word","line":2,"column":5,"hint":"RETURN"}}`+"\n" {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	failure = &graph.QueryError{Message: "unknown word", Hint: "write it right", MessageZh: "没有这个词", HintZh: "请写对"}
	for lang, want := range map[string]string{"zh": `"没有这个词","hint":"请写对"`, "en": `"unknown word","hint":"write it right"`} {
		if _, body := s.do("POST", "/api/v1/query?lang="+lang, `{"query":"x"}`, "Content-Type", "application/json"); !strings.Contains(body, want) {
			t.Errorf("%s: %s", lang, body)
		}
	}
	failure = &graph.QueryError{Message: "too long", Limit: "time"}
	if resp, body := post(`{"query":"x"}`, "application/json"); resp.StatusCode != 422 || !strings.Contains(body, `"query_limit"`) {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	for _, c := range []struct {
		body, kind, code string
	}{
		{`{"query":"x"}`, "text/plain", "unsupported_media_type"},
		{`{"query":"x"`, "application/json", "invalid_body"},
		{`{"query":" "}`, "application/json", "invalid_body"},
		{`{"query":"x","parameters":{}}`, "application/json", "invalid_body"},
		{`{"query":"x","params":{"a":{"$date":"soon"}}}`, "application/json", "invalid_body"},
		{`{"query":"` + strings.Repeat("x", maxBody) + `"}`, "application/json", "too_large"},
	} {
		if _, body := post(c.body, c.kind); !strings.Contains(body, `"code":"`+c.code+`"`) {
			t.Errorf("%.40s: %s, want %s", c.body, body, c.code)
		}
	}
}

// postQuery sends a query from a goroutine of its own and returns what came back,
// an error, too.
func postQuery(url string) string {
	resp, err := http.Post(url+"/api/v1/query", "application/json", strings.NewReader(`{"query":"x"}`))
	if err != nil {
		return err.Error()
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestBusy(t *testing.T) {
	entered, leave := make(chan bool), make(chan bool)
	s := start(t, func(c *Config) {
		c.Engine = &engine{g: c.Engine.(*engine).g, run: func(context.Context, graph.Query) (*graph.Result, error) {
			entered <- true
			<-leave
			return &graph.Result{}, nil
		}}
	})
	places := cap(s.srv.queries)
	for range places {
		go postQuery(s.url)
		<-entered
	}
	if resp, body := s.do("POST", "/api/v1/query", `{"query":"x"}`, "Content-Type", "application/json"); resp.StatusCode != 503 || resp.Header.Get("Retry-After") == "" {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	close(leave)
}

func TestLostEngine(t *testing.T) {
	s := start(t, func(c *Config) { c.Engine = &engine{err: errors.New("dial tcp 10.0.0.7: secret detail")} })
	for _, path := range []string{"/readyz", "/api/v1/graph", "/api/v1/search?q=x"} {
		resp, body := s.do("GET", path, "")
		if resp.StatusCode != 503 || !strings.Contains(body, "engine_unavailable") || strings.Contains(body, "secret") {
			t.Errorf("%s: %d %s", path, resp.StatusCode, body)
		}
	}
	if resp, _ := s.do("GET", "/healthz", ""); resp.StatusCode != 200 {
		t.Errorf("healthz: %d", resp.StatusCode)
	}
}

func TestHugeGraph(t *testing.T) {
	s := start(t, func(c *Config) {
		c.Engine = &engine{err: fmt.Errorf("read: %w", ErrTooLarge), run: func(context.Context, graph.Query) (*graph.Result, error) { return &graph.Result{}, nil }}
	})
	if resp, body := s.do("GET", "/api/v1/graph", ""); resp.StatusCode != 501 || !strings.Contains(body, "graph_too_large") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	if resp, body := s.do("POST", "/api/v1/query", `{"query":"x"}`, "Content-Type", "application/json"); resp.StatusCode != 200 {
		t.Errorf("a query: %d %s", resp.StatusCode, body)
	}
}

func TestText(t *testing.T) {
	s := start(t, func(c *Config) {
		c.Texts = map[string][]Passage{"j": {{"title", "标题"}, {"art:12", "加快壮大"}}}
	})
	if _, body := s.do("GET", "/api/v1/text", ""); body != `{"passages":[{"at":"title","text":"标题"},{"at":"art:12","text":"加快壮大"}],"plan":"j"}`+"\n" {
		t.Errorf("got %s", body)
	}
	if _, body := s.do("GET", "/api/v1/search?q="+url.QueryEscape("加快"), ""); !strings.Contains(body, `"id":"j:art.12"`) {
		t.Errorf("got %s", body)
	}
}

func TestPanicIsAnAnswer(t *testing.T) {
	s := start(t, func(c *Config) {
		c.Engine = &engine{g: c.Engine.(*engine).g, run: func(context.Context, graph.Query) (*graph.Result, error) { panic("at the disco") }}
	})
	resp, body := s.do("POST", "/api/v1/query", `{"query":"x"}`, "Content-Type", "application/json")
	if resp.StatusCode != 500 || !strings.Contains(body, `"internal"`) || strings.Contains(body, "disco") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
}

func TestRequestsInFlightAreFinished(t *testing.T) {
	entered, leave := make(chan bool), make(chan bool)
	cfg := Config{Engine: &engine{g: testGraph(t), run: func(context.Context, graph.Query) (*graph.Result, error) {
		close(entered)
		<-leave
		return &graph.Result{Keys: []string{"done"}}, nil
	}}, Ontology: vocabulary, UI: fstest.MapFS{}}
	srv, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stopped, answered := make(chan error, 1), make(chan string, 1)
	go func() { stopped <- srv.Serve(ctx, l) }()
	go func() { answered <- postQuery("http://" + l.Addr().String()) }()
	<-entered
	stop()
	close(leave)
	if body := <-answered; !strings.Contains(body, "done") {
		t.Errorf("got %s", body)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestUnbuiltPageSaysHow(t *testing.T) {
	s := start(t, func(c *Config) { c.UI = fstest.MapFS{".gitkeep": {}} })
	resp, body := s.do("GET", "/", "")
	if resp.StatusCode != 200 || !strings.Contains(body, "make build") || strings.Contains(body, "<script") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	if resp, _ := s.do("GET", "/.gitkeep", ""); resp.StatusCode != 404 {
		t.Errorf("a hidden file is served")
	}
}

// TestOpenAPIAgrees: what gin routes is what the document describes, down to the
// parameters in paths and the schemas that it names.
func TestOpenAPIAgrees(t *testing.T) {
	s := start(t, nil)
	_, body := s.do("GET", "/api/v1/openapi.json", "")
	var doc struct {
		Paths      map[string]map[string]struct{ Parameters []struct{ Name, In string } }
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal([]byte(body), &doc); err != nil {
		t.Fatal(err)
	}
	routed := map[string]bool{}
	for _, r := range s.srv.handler.(*gin.Engine).Routes() {
		path := regexp.MustCompile(`:(\w+)`).ReplaceAllString(r.Path, "{$1}")
		routed[path] = true
		op, ok := doc.Paths[path][strings.ToLower(r.Method)]
		if !ok {
			t.Errorf("%s %s is not described", r.Method, path)
		}
		for _, m := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(path, -1) {
			if !slices.ContainsFunc(op.Parameters, func(p struct{ Name, In string }) bool { return p.Name == m[1] && p.In == "path" }) {
				t.Errorf("%s: parameter %s is not described", path, m[1])
			}
		}
	}
	for path := range doc.Paths {
		if !routed[path] {
			t.Errorf("%s is described and not routed", path)
		}
	}
	for _, m := range regexp.MustCompile(`#/components/schemas/(\w+)`).FindAllStringSubmatch(body, -1) {
		if doc.Components.Schemas[m[1]] == nil {
			t.Errorf("schema %s is not described", m[1])
		}
	}
}

func TestLanguage(t *testing.T) {
	s := start(t, nil)
	for accept, want := range map[string]string{"": "没有", "en-GB,en;q=0.9": "There is", "zh-CN": "没有", "fr": "没有"} {
		if _, body := s.do("GET", "/api/v1/graph?plan=x", "", "Accept-Language", accept); !strings.Contains(body, want) {
			t.Errorf("%q: %s", accept, body)
		}
	}
}

// lockedBuffer is a log that the server and the test use at once.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestLogHoldsNoWordsOfVisitors(t *testing.T) {
	var log lockedBuffer
	s := start(t, func(c *Config) { c.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	s.do("GET", "/healthz", "") // it listens
	req := httptest.NewRequest("GET", "/api/v1/search?q=secret-words", nil)
	req.Host = s.host
	s.srv.Handler().ServeHTTP(httptest.NewRecorder(), req)
	if !strings.Contains(log.String(), `"route":"/api/v1/search","status":200`) || strings.Contains(log.String(), "secret") {
		t.Errorf("logged %s", log.String())
	}
}

func TestLoopback(t *testing.T) {
	for addr, want := range map[string]bool{"127.0.0.1:1": true, "[::1]:1": true, "0.0.0.0:1": false, "192.0.2.1:1": false} {
		a, err := net.ResolveTCPAddr("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if Loopback(a) != want {
			t.Errorf("%s: loopback is %v", addr, !want)
		}
	}
}
