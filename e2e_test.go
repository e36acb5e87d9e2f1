package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// This file starts the program as people get it: built, in a process of its own.

var built = sync.OnceValues(func() (string, error) {
	name := filepath.Join(os.Getenv("XDG_CACHE_HOME"), "planatlas-under-test")
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	cmd := exec.Command("go", "build", "-o", name, ".")
	cmd.Env = environment
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return name, nil
})

func mustBuild(t testing.TB) string {
	t.Helper()
	name, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// process is a serving program.
type process struct {
	t    testing.TB
	cmd  *exec.Cmd
	url  string
	mu   sync.Mutex
	log  bytes.Buffer
	done chan error
}

// serve starts the program on a free port and waits until it says where.
func serve(t testing.TB, args ...string) *process {
	t.Helper()
	p := &process{t: t, done: make(chan error, 1)}
	p.cmd = exec.Command(mustBuild(t), append([]string{"serve"}, args...)...)
	// No official text but one that a test names: with it quotes are longer.
	p.cmd.Env = append(os.Environ(), "PLANATLAS_LANG=zh", "PLANATLAS_SOURCE=")
	stderr, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.cmd.Process.Kill(); <-p.done })
	address := make(chan string, 1)
	go p.read(stderr, address)
	select {
	case p.url = <-address:
	case err := <-p.done:
		p.done <- err
		t.Fatalf("ended before it served: %v\n%s", err, p.text())
	case <-time.After(30 * time.Second):
		t.Fatalf("said no address\n%s", p.text())
	}
	return p
}

// read keeps what the program prints, and closes done at its end.
func (p *process) read(r io.Reader, address chan<- string) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		p.mu.Lock()
		p.log.WriteString(lines.Text() + "\n")
		p.mu.Unlock()
		if m := regexp.MustCompile(`^规划图谱：(http://\S+)$`).FindStringSubmatch(lines.Text()); m != nil {
			address <- m[1]
		}
	}
	p.done <- p.cmd.Wait()
	close(p.done)
}

func (p *process) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.String()
}

func (p *process) get(path string, into any) *http.Response {
	p.t.Helper()
	resp, err := http.Get(p.url + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if into != nil {
		if err := json.Unmarshal(b, into); err != nil {
			p.t.Fatalf("%s: %v in %.200s", path, err, b)
		}
	}
	return resp
}

func TestServedProgram(t *testing.T) {
	p := serve(t, "--addr", "127.0.0.1:0")
	var trace struct {
		Paths []struct {
			Nodes         []string
			Weakest       string
			Relationships []struct{ Properties map[string]any }
		}
		Silent *struct{ Message string }
	}
	p.get("/api/v1/trace?from="+url.QueryEscape("新材料")+"&to="+url.QueryEscape("新能源新材料产业集聚区"), &trace)
	if len(trace.Paths) == 0 || trace.Paths[0].Weakest != "name_match" || trace.Paths[0].Relationships[0].Properties["rationale"] == nil {
		t.Errorf("the first walk: %+v", trace)
	}
	p.get("/api/v1/trace?from="+url.QueryEscape("智慧照明")+"&to="+url.QueryEscape("新能源新材料产业集聚区"), &trace)
	if trace.Silent == nil || !strings.Contains(trace.Silent.Message, "原文未载明") {
		t.Errorf("a silence: %+v", trace.Silent)
	}
	var g struct {
		Nodes  []struct{ ID string }
		Layout struct{ Positions [][2]float64 }
	}
	p.get("/api/v1/graph", &g)
	if len(g.Nodes) < 600 || len(g.Layout.Positions) != len(g.Nodes) {
		t.Errorf("%d nodes, %d positions", len(g.Nodes), len(g.Layout.Positions))
	}
	resp, err := http.Post(p.url+"/api/v1/query", "application/json", strings.NewReader(`{"query":"MATCH (a:Article) RETURN count(a) AS n"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if b, _ := io.ReadAll(resp.Body); !strings.Contains(string(b), `"records":[[46]]`) {
		t.Errorf("a query: %s", b)
	}
	if resp := p.get("/", nil); resp.StatusCode != 200 || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		t.Errorf("the page: %d %s", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
}

func TestServedProgramStopsGracefully(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs signals")
	}
	p := serve(t, "--addr", "127.0.0.1:0")
	p.get("/healthz", nil)
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := <-p.done; err != nil {
		t.Errorf("ended with %v\n%s", err, p.text())
	}
}

func TestServeBeyondLoopbackWarns(t *testing.T) {
	p := serve(t, "--addr", "0.0.0.0:0")
	resp := p.get("/healthz", nil)
	if !strings.Contains(p.text(), "没有登录") || resp.StatusCode != 200 {
		t.Errorf("status %d\n%s", resp.StatusCode, p.text())
	}
}

func TestServeOnATakenPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	out, err := exec.Command(mustBuild(t), "--addr", l.Addr().String()).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "已被占用") || !strings.Contains(string(out), "--addr") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestBuiltProgramAtThePrompt(t *testing.T) {
	cmd := exec.Command(mustBuild(t), "query", "-")
	cmd.Stdin = strings.NewReader("MATCH (c:Chapter)\nRETURN count(c) AS 章")
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil || out.String() != "章\n--\n11\n" {
		t.Errorf("%v\n%s", err, out.String())
	}
	err := exec.Command(mustBuild(t), "trace", "新材料").Run()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 2 {
		t.Errorf("wrong usage ends with %v", err)
	}
}
