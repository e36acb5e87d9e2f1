// Package neo4jtest gives tests a real Neo4j server: the one that
// PLANATLAS_TEST_NEO4J_URI names, or one that it starts from Maven Central with
// the script neo4j-local and stops when the test process ends.
package neo4jtest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// User and Password are those of every server that this package starts.
const (
	User     = "neo4j"
	Password = "planatlas-test"
)

var shared struct {
	once sync.Once
	uri  string
	err  error
	stop func()
}

// URI returns the address of a server that the tests of this process share.
// Where Java or Maven is missing the test is skipped, with CI=true it fails.
func URI(t testing.TB) string {
	t.Helper()
	if uri := os.Getenv("PLANATLAS_TEST_NEO4J_URI"); uri != "" {
		return uri
	}
	Require(t)
	shared.once.Do(func() {
		dir, err := os.MkdirTemp("", "planatlas-neo4j-")
		if err != nil {
			shared.err = err
			return
		}
		s := &Server{dir: dir, port: freePort(), extra: nil}
		shared.stop = func() { s.Stop(); _ = os.RemoveAll(dir) }
		shared.uri, shared.err = s.Start()
	})
	if shared.err != nil {
		t.Fatalf("start neo4j: %v", shared.err)
	}
	return shared.uri
}

// Encrypted returns host:port of a server that takes encrypted lines, too: the
// shared one, or one of the test's own where a server was named from outside.
func Encrypted(t testing.TB) string {
	t.Helper()
	if os.Getenv("PLANATLAS_TEST_NEO4J_URI") == "" {
		return strings.TrimPrefix(URI(t), "bolt://")
	}
	s := New(t)
	if _, err := s.Start(); err != nil {
		t.Fatalf("start neo4j: %v", err)
	}
	return s.Address()
}

// Main runs the tests, then what is to be cleaned up, and stops the shared
// server; call it from TestMain.
func Main(m *testing.M, after ...func()) {
	code := m.Run()
	for _, f := range after {
		f()
	}
	if shared.stop != nil {
		shared.stop()
	}
	os.Exit(code)
}

// Require skips, or with CI=true fails, where a server cannot be had.
func Require(t testing.TB) {
	t.Helper()
	for _, tool := range []string{"java", "mvn"} {
		if _, err := exec.LookPath(tool); err == nil {
			continue
		}
		const how = "needs %s for a real Neo4j (Debian: apt-get install openjdk-17-jre-headless maven)"
		if os.Getenv("CI") == "true" {
			t.Fatalf(how, tool)
		}
		t.Skipf(how, tool)
	}
}

// Server is a server of a test's own, to stop and kill as it likes.
type Server struct {
	dir   string
	port  int
	extra []string // environment
}

// New returns a server that is not yet started; it is stopped with the test.
func New(t testing.TB, environment ...string) *Server {
	t.Helper()
	Require(t)
	s := &Server{dir: t.TempDir(), port: freePort(), extra: environment}
	t.Cleanup(s.Stop)
	return s
}

// Start starts the server, waits until it answers and returns its address.
func (s *Server) Start() (string, error) {
	if err := writeCertificate(filepath.Join(s.dir, "certificates")); err != nil {
		return "", err
	}
	out, err := s.script("start").Output()
	if err != nil {
		if e, ok := err.(*exec.ExitError); ok {
			return "", fmt.Errorf("%w: %s", err, e.Stderr)
		}
		return "", err
	}
	return strings.TrimSpace(string(out)), nil
}

// Stop ends the server in good order.
func (s *Server) Stop() { _ = s.script("stop").Run() }

// Kill ends the server at once, as a power cut would.
func (s *Server) Kill() error {
	b, err := os.ReadFile(filepath.Join(s.dir, "pid"))
	if err != nil {
		return err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return err
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	if err := p.Kill(); err != nil {
		return err
	}
	for range 100 {
		if exec.Command("kill", "-0", strconv.Itoa(pid)).Run() != nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("process %d is still there", pid)
}

// Address is host:port.
func (s *Server) Address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// quick makes a server that lives for a minute cheaper: it compiles its code
// simply.
const quick = "-XX:TieredStopAtLevel=1"

// Thorough is the environment of a server that is to be timed: it compiles its
// code as a real one does.
const Thorough = "NEO4J_LOCAL_JVM_ARGS="

func (s *Server) script(verb string) *exec.Cmd {
	_, file, _, _ := runtime.Caller(0)
	cmd := exec.Command(filepath.Join(filepath.Dir(file), "..", "neo4j-local"), verb)
	cmd.Env = append(os.Environ(), "NEO4J_LOCAL_DIR="+s.dir, "NEO4J_LOCAL_PORT="+strconv.Itoa(s.port), "NEO4J_LOCAL_PASSWORD="+Password,
		"NEO4J_LOCAL_JVM_ARGS="+quick)
	conf := encrypted
	for _, e := range s.extra {
		if lines, ok := strings.CutPrefix(e, "NEO4J_LOCAL_CONF="); ok {
			conf += "\n" + lines
			continue
		}
		cmd.Env = append(cmd.Env, e)
	}
	cmd.Env = append(cmd.Env, "NEO4J_LOCAL_CONF="+conf)
	return cmd
}

// freePort asks the system for a port that nobody uses now.
func freePort() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 17687
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
