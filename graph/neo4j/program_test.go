package neo4j

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"planatlas/graph/neo4j/neo4jtest"
	"planatlas/seeds"
)

// This file runs the built program against a real server, as a person does.

// build makes the program once.
var build = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "planatlas-program-")
	if err != nil {
		return "", err
	}
	builtIn = dir
	name := filepath.Join(dir, "planatlas")
	cmd := exec.Command("go", "build", "-o", name, "planatlas")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return name, nil
})

// removeProgram removes what build made.
func removeProgram() {
	if builtIn != "" {
		_ = os.RemoveAll(builtIn)
	}
}

var builtIn string

// program is the built program with what it needs to reach a server.
type program struct {
	t            *testing.T
	name, uri    string
	passwordFile string
}

func newProgram(t *testing.T, uri string) *program {
	t.Helper()
	name, err := build()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte(neo4jtest.Password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return &program{t, name, uri, file}
}

func (p *program) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.name, args...)
	cmd.Env = append(os.Environ(), "PLANATLAS_LANG=zh", "PLANATLAS_SOURCE=", "PLANATLAS_NEO4J_USER="+neo4jtest.User, "PLANATLAS_NEO4J_PASSWORD_FILE="+p.passwordFile)
	if p.uri != "" {
		cmd.Env = append(cmd.Env, "PLANATLAS_NEO4J_URI="+p.uri)
	}
	return cmd
}

func (p *program) run(args ...string) string {
	p.t.Helper()
	cmd := p.command(args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		p.t.Fatalf("planatlas %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// edited is a copy of the seeds with one file changed.
func edited(t *testing.T, file, old, with string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, seeds.FS); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, file)
	b, err := os.ReadFile(name)
	if err != nil || !bytes.Contains(b, []byte(old)) {
		t.Fatalf("%s does not hold %q: %v", file, old, err)
	}
	if err := os.WriteFile(name, bytes.Replace(b, []byte(old), []byte(with), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

const (
	terms = "jianghai-14fyp/terms.yaml"
	// A term more, which includes another one.
	oneMore = `terms:
  - id: term.one-more
    name: "多出的一项"
    nameEn: "One more"
    decoded: false
    sources: [{at: "art:1", quote: "“十…时期"}]
    relationships:
      - {type: INCLUDES, to: term.thirteenth-fyp, basis: explicit, sources: [{at: "art:1", quote: "“十…时期"}]}
`
)

// TestLoadCommand loads the seeds into an empty server, again, after an edit of
// one name, and after a node is gone.
func TestLoadCommand(t *testing.T) {
	e := open(t)
	p := newProgram(t, neo4jtest.URI(t))
	renamed := edited(t, terms, `nameEn: "“13th five-year plan”"`, `nameEn: "“Thirteenth five-year plan”"`)
	withOneMore := edited(t, terms, "terms:\n", oneMore)
	if out := p.run("load", "--dry-run"); !strings.Contains(out, "只比较，未写入") {
		t.Errorf("a dry run says\n%s", out)
	}
	if v, err := e.Versions(t.Context()); err != nil || len(v) != 0 {
		t.Errorf("a dry run wrote %v, %v", v, err)
	}
	var first struct {
		DryRun bool
		Plans  []Changes
	}
	if err := json.Unmarshal([]byte(p.run("load", "--format", "json")), &first); err != nil {
		t.Fatal(err)
	}
	if c := first.Plans[0]; c.Nodes.Add < 1000 || c.Relationships.Add < 3000 || c.Nodes.Change+c.Nodes.Remove != 0 || first.DryRun {
		t.Errorf("the first load: %+v %+v", c.Nodes, c.Relationships)
	}
	if out := p.run("load"); !strings.Contains(out, "没有变化") || strings.Contains(out, "~ ") {
		t.Errorf("a second load says\n%s", out)
	}
	if out := p.run("load", "--seeds", renamed); !regexp.MustCompile(`(?m)^~ +Term +jianghai-14fyp:term.thirteenth-fyp +nameEn$`).MatchString(out) || !strings.Contains(out, "节点 +0 ~1 -0") || !strings.Contains(out, "关系 +0 ~0 -0") {
		t.Errorf("one name edited:\n%s", out)
	}
	p.run("load", "--seeds", withOneMore)
	out := p.run("load")
	if !regexp.MustCompile(`(?m)^- +Term +jianghai-14fyp:term.one-more`).MatchString(out) || !strings.Contains(out, "节点 +0 ~0 -1") || !strings.Contains(out, "关系 +0 ~0 -1") {
		t.Errorf("a node gone, with its relationship:\n%s", out)
	}
	if out := p.run("load"); !strings.Contains(out, "没有变化") {
		t.Errorf("after all that:\n%s", out)
	}
}

// served is a running `planatlas serve`.
type served struct {
	t   *testing.T
	url string
	mu  sync.Mutex
	log bytes.Buffer
}

func (p *program) serve(args ...string) *served {
	p.t.Helper()
	cmd := p.command(append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	s := &served{t: p.t}
	address, done := make(chan string, 1), make(chan struct{})
	go s.read(stderr, address, done)
	p.t.Cleanup(func() { _ = cmd.Process.Kill(); <-done; _ = cmd.Wait() })
	select {
	case s.url = <-address:
	case <-done:
		p.t.Fatalf("serve ended:\n%s", s.text())
	}
	return s
}

func (s *served) read(r io.Reader, address chan<- string, done chan<- struct{}) {
	defer close(done)
	for lines := bufio.NewScanner(r); lines.Scan(); {
		s.mu.Lock()
		s.log.WriteString(lines.Text() + "\n")
		s.mu.Unlock()
		if _, at, ok := strings.Cut(lines.Text(), "规划图谱：http"); ok {
			address <- "http" + at
		}
	}
}

func (s *served) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

func (s *served) get(path string) (int, string) {
	s.t.Helper()
	return s.answer(http.Get(s.url + path))
}

func (s *served) query(text string) (int, string) {
	s.t.Helper()
	b, _ := json.Marshal(map[string]string{"query": text})
	return s.answer(http.Post(s.url+"/api/v1/query", "application/json", bytes.NewReader(b)))
}

func (s *served) answer(resp *http.Response, err error) (int, string) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// eventually asks again and again. It gives up long after it should be so.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Errorf("it does not come to pass that %s", what)
}

// planReply is what /api/v1/plans says of versions and freshness.
type planReply struct {
	Plans  []struct{ DataVersion string }
	Source struct {
		Engine string
		ReadAt time.Time
	}
}

func (s *served) plans() planReply {
	s.t.Helper()
	var r planReply
	if status, body := s.get("/api/v1/plans"); status != 200 || json.Unmarshal([]byte(body), &r) != nil || len(r.Plans) == 0 {
		s.t.Fatalf("plans: %d %s", status, body)
	}
	return r
}

// routes are asked of both engines.
var routes = []string{
	"/api/v1/ontology", "/api/v1/graph", "/api/v1/search?q=" + url.QueryEscape("新材料"), "/api/v1/search?q=xincailiao",
	"/api/v1/nodes/jianghai-14fyp:plan", "/api/v1/nodes/jianghai-14fyp:plan/neighbours?hops=2",
	"/api/v1/trace?from=" + url.QueryEscape("新材料") + "&to=" + url.QueryEscape("新能源新材料产业集聚区"),
	"/api/v1/trace?from=" + url.QueryEscape("智慧照明") + "&to=" + url.QueryEscape("新能源新材料产业集聚区"),
	"/api/v1/queries", "/api/v1/queries/measures-of-article?article=14", "/api/v1/queries/alignment", "/api/v1/queries/responsibilities",
	"/api/v1/findings", "/api/v1/alignment", "/api/v1/centrality", "/api/v1/export?format=graphml", "/api/v1/export?format=json",
	"/api/v1/nodes/nobody", "/api/v1/queries/nosuch", "/api/v1/coverage", "/readyz",
}

var elapsed = regexp.MustCompile(`"elapsedMs":[0-9.e-]+`)

// TestServeFromNeo4j holds what the page asks against the embedded engine's
// answers, then lets the data change and the line break.
func TestServeFromNeo4j(t *testing.T) {
	open(t)
	newProgram(t, neo4jtest.URI(t)).run("load")
	line := newProxy(t, strings.TrimPrefix(neo4jtest.URI(t), "bolt://"))
	program := newProgram(t, "bolt://"+line.address())
	embedded, s := newProgram(t, "").serve(), program.serve()

	for _, path := range routes {
		wantStatus, want := embedded.get(path)
		status, got := s.get(path)
		if status != wantStatus || elapsed.ReplaceAllString(got, "") != elapsed.ReplaceAllString(want, "") {
			t.Errorf("%s: %d from Neo4j, %d from the embedded engine\n%s", path, status, wantStatus, firstApart(got, want))
		}
	}
	before := s.plans()
	if before.Source.Engine != "neo4j" || before.Source.ReadAt.IsZero() || before.Plans[0].DataVersion == "" {
		t.Errorf("plans do not say where they come from: %+v", before)
	}

	// With the official text both show it, and the same whole quotes.
	if text := os.Getenv("PLANATLAS_SOURCE"); text != "" {
		own, server := newProgram(t, "").serve("--source", text), program.serve("--source", text)
		for _, path := range []string{"/api/v1/graph", "/api/v1/text", "/api/v1/trace?from=" + url.QueryEscape("新材料") + "&to=" + url.QueryEscape("三大战略性新兴产业集群")} {
			_, want := own.get(path)
			if status, got := server.get(path); status != 200 || got != want {
				t.Errorf("%s with the text: %d\n%s", path, status, firstApart(got, want))
			}
		}
	}

	// Somebody else loads other data: noticed without a restart.
	newProgram(t, neo4jtest.URI(t)).run("load", "--seeds", edited(t, terms, `nameEn: "“13th five-year plan”"`, `nameEn: "“Thirteenth five-year plan”"`))
	eventually(t, "the page has the new data", func() bool { return s.plans().Plans[0].DataVersion != before.Plans[0].DataVersion })
	if now := s.plans(); now.Source.ReadAt.Before(before.Source.ReadAt) {
		t.Errorf("read at %s, then at %s", before.Source.ReadAt, now.Source.ReadAt)
	}
	if _, body := s.get("/api/v1/nodes/jianghai-14fyp:term.thirteenth-fyp"); !strings.Contains(body, "Thirteenth") {
		t.Errorf("the old name is still there: %.300s", body)
	}

	line.cut()
	lost := func(status int, body string) bool {
		return status == 503 && strings.Contains(body, "engine_unavailable") && strings.Contains(body, "数据库暂时不可用") && strings.Contains(body, "自动重连")
	}
	if status, body := s.query("RETURN 1"); !lost(status, body) {
		t.Errorf("a query without the server: %d %s", status, body)
	}
	eventually(t, "the graph is missed", func() bool { return lost(s.get("/api/v1/plans")) })
	if status, _ := s.get("/healthz"); status != 200 {
		t.Errorf("healthz: %d", status)
	}
	line.mend()
	eventually(t, "it comes back", func() bool {
		status, _ := s.get("/api/v1/plans")
		again, _ := s.query("RETURN 1")
		return status == 200 && again == 200
	})
	if strings.Contains(s.text(), neo4jtest.Password) {
		t.Errorf("the password stands in the log:\n%s", s.text())
	}
}

// TestServeALargeGraph answers queries and saved questions where the graph is
// too large to be held, and says so on the rest.
func TestServeALargeGraph(t *testing.T) {
	open(t)
	p := newProgram(t, neo4jtest.URI(t))
	p.run("load")
	s := p.serve("--neo4j-max-relationships", "100")
	for _, path := range []string{"/api/v1/graph", "/api/v1/plans", "/api/v1/search?q=x", "/api/v1/findings"} {
		if status, body := s.get(path); status != 501 || !strings.Contains(body, "graph_too_large") || !strings.Contains(body, "查询与常用问题仍可用") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	if status, body := s.query("MATCH (a:Article) RETURN count(a) AS n"); status != 200 || !strings.Contains(body, "[[46]]") {
		t.Errorf("a query: %d %s", status, body)
	}
	if status, body := s.get("/api/v1/queries/measures-of-article?article=14&plan=jianghai-14fyp"); status != 200 || !strings.Contains(body, `"measure"`) {
		t.Errorf("a saved question: %d %.300s", status, body)
	}
}

func firstApart(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	around := func(s string) string { return strings.ToValidUTF8(s[max(0, min(i, len(s))-60):min(len(s), i+120)], "") }
	return "…" + around(a) + "…\n…" + around(b) + "…"
}
