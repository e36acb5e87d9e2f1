package neo4j

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"planatlas/graph"
	"planatlas/graph/neo4j/neo4jtest"
)

// interrupted is large enough that a load can be met in the middle.
const interrupted = 8000

func renamed(_ int, p map[string]graph.Value) bool {
	p["nameEn"] = graph.Text("renamed")
	return true
}

// wholeAfter checks that the database holds all of before or all of after, then
// that a rerun finishes.
func wholeAfter(t *testing.T, e *Engine, before, after *graph.Graph) {
	t.Helper()
	ctx := context.Background()
	g, err := e.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if v := g.Version(); v != before.Version() && v != after.Version() {
		t.Fatalf("the database holds neither the old graph nor the new one: %d nodes, %d relationships", g.NodeCount(), g.RelationshipCount())
	}
	if _, err := e.Load(ctx, after, "s", LoadOptions{}); err != nil {
		t.Fatalf("rerun: %v", err)
	}
	if g, err = e.Snapshot(ctx); err != nil || g.Version() != after.Version() {
		t.Fatalf("after the rerun: %v", err)
	}
}

// halfway returns a Progress that calls f once, half way through.
func halfway(f func()) func(done, total int) {
	var once sync.Once
	return func(done, total int) {
		if done*2 >= total {
			once.Do(f)
		}
	}
}

func TestServerKilledDuringLoad(t *testing.T) {
	s := neo4jtest.New(t)
	uri, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	e := openAt(t, uri)
	before, after := sample(t, interrupted, nil), sample(t, interrupted, renamed)
	mustLoad(t, e, before, LoadOptions{})
	_, err = e.Load(context.Background(), after, "s", LoadOptions{Progress: halfway(func() {
		if err := s.Kill(); err != nil {
			t.Error(err)
		}
	})})
	if !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("a load without its server ended with %v", err)
	}
	if _, err := e.Run(context.Background(), graph.Query{Text: "RETURN 1"}); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("a query without its server: %v", err)
	}
	if _, err := s.Start(); err != nil {
		t.Fatal(err)
	}
	// The same engine comes back by itself.
	if _, err := e.Run(context.Background(), graph.Query{Text: "RETURN 1"}); err != nil {
		t.Errorf("after the server came back: %v", err)
	}
	wholeAfter(t, e, before, after)
}

func TestLineCutDuringLoad(t *testing.T) {
	direct := open(t)
	before, after := sample(t, interrupted, nil), sample(t, interrupted, renamed)
	mustLoad(t, direct, before, LoadOptions{})
	p := newProxy(t, neo4jtest.URI(t)[len("bolt://"):])
	e := openAt(t, "bolt://"+p.address())
	if _, err := e.Load(context.Background(), after, "s", LoadOptions{Progress: halfway(p.cut)}); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("a load over a cut line ended with %v", err)
	}
	wholeAfter(t, direct, before, after)
}

// TestProcessKilledDuringLoad runs itself as a second process that loads, and
// kills it.
func TestProcessKilledDuringLoad(t *testing.T) {
	if uri := os.Getenv("PLANATLAS_TEST_LOAD_INTO"); uri != "" {
		mustLoad(t, openAt(t, uri), sample(t, interrupted, renamed), LoadOptions{Progress: halfway(func() {
			os.Stdout.WriteString("halfway\n")
			time.Sleep(time.Minute)
		})})
		return
	}
	direct := open(t)
	before, after := sample(t, interrupted, nil), sample(t, interrupted, renamed)
	mustLoad(t, direct, before, LoadOptions{})
	cmd := exec.Command(os.Args[0], "-test.run=^TestProcessKilledDuringLoad$")
	cmd.Env = append(os.Environ(), "PLANATLAS_TEST_LOAD_INTO="+neo4jtest.URI(t))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("halfway"))); err != nil {
		t.Fatalf("the loading process did not get half way: %v", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	wholeAfter(t, direct, before, after)
}

func TestServerMemoryRefusal(t *testing.T) {
	s := neo4jtest.New(t, "NEO4J_LOCAL_CONF=dbms.memory.transaction.total.max=16m")
	uri, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	e := openAt(t, uri)
	_, err = e.Load(context.Background(), sample(t, 60_000, nil), "s", LoadOptions{})
	var q *graph.QueryError
	if !errors.As(err, &q) || q.Limit != "memory" || !strings.Contains(q.Hint, "dbms.memory.transaction.total.max") {
		t.Fatalf("got %v, want the memory limit and the setting to raise", err)
	}
	g, err := e.Snapshot(context.Background())
	if err != nil || g.NodeCount() != 0 {
		t.Errorf("the refused load left something: %v, %v", g, err)
	}
}

func TestQueryComesBackAfterACutLine(t *testing.T) {
	open(t)
	p := newProxy(t, neo4jtest.URI(t)[len("bolt://"):])
	e := openAt(t, "bolt://"+p.address())
	p.cut()
	if _, err := e.Run(context.Background(), graph.Query{Text: "RETURN 1"}); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("while the line is cut: %v", err)
	}
	p.mend()
	if _, err := e.Run(context.Background(), graph.Query{Text: "RETURN 1"}); err != nil {
		t.Errorf("after the line is mended: %v", err)
	}
}

// proxy is a TCP line that a test can cut.
type proxy struct {
	listener net.Listener
	target   string
	mu       sync.Mutex
	broken   bool
	conns    []net.Conn
}

func newProxy(t *testing.T, target string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, target: target}
	t.Cleanup(func() { l.Close(); p.cut() })
	go p.serve()
	return p
}

func (p *proxy) address() string { return p.listener.Addr().String() }

func (p *proxy) serve() {
	for {
		in, err := p.listener.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", p.target)
		if err != nil || !p.keep(in, out) {
			in.Close()
			continue
		}
		go func() { _, _ = io.Copy(out, in); out.Close() }()
		go func() { _, _ = io.Copy(in, out); in.Close() }()
	}
}

// keep remembers a connection, or closes it while the line is cut.
func (p *proxy) keep(conns ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.broken {
		for _, c := range conns {
			c.Close()
		}
		return false
	}
	p.conns = append(p.conns, conns...)
	return true
}

func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.broken = true
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}

func (p *proxy) mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.broken = false
}
