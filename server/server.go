// Package server answers the page and other programs over HTTP: the page's
// files, and under /api/v1 graph, search, trace, query and exports as JSON. It
// reads only. Enter by New, then Serve.
package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"time"

	"github.com/gin-gonic/gin"

	"planatlas/graph"
	"planatlas/graph/compare"
	"planatlas/graph/layout"
	"planatlas/graph/ontology"
	"planatlas/graph/question"
)

// Engine gives the graph. An engine that is also a Runner answers queries.
type Engine interface {
	// Snapshot gives the whole graph, the same one until the data change.
	Snapshot(ctx context.Context) (*graph.Graph, error)
}

// Runner answers read queries within their limits. Errors that are the query's
// own are *graph.QueryError.
type Runner interface {
	Run(ctx context.Context, q graph.Query) (*graph.Result, error)
}

// Layouts keeps positions from one run to the next; both methods may be called
// by several goroutines.
type Layouts interface {
	// Load returns the positions kept for a graph, or nil.
	Load(g *graph.Graph) *layout.Result
	// Store keeps positions. It is not told whether that failed: they can be
	// computed again.
	Store(g *graph.Graph, r *layout.Result)
}

// Plan is one plan in the list of plans.
type Plan struct {
	ID            string `json:"id"`
	Name          string `json:"name"`
	NameEn        string `json:"nameEn"`
	Title         string `json:"title"`
	Number        string `json:"number"`
	Date          string `json:"date"`
	Subject       string `json:"subject"`
	DataVersion   string `json:"dataVersion"`
	Chapters      int    `json:"chapters"`
	Articles      int    `json:"articles"`
	Nodes         int    `json:"nodes"`
	Relationships int    `json:"relationships"`
	HasText       bool   `json:"hasText"`
}

// Passage is one paragraph of an official text.
type Passage struct {
	At   string `json:"at"` // art:12, ch:4, title, …
	Text string `json:"text"`
}

// ErrNoText is the error of a coverage for which the official text is needed.
var ErrNoText = errors.New("the official text was not given")

// ErrTooLarge is the error of an engine whose graph is too large for a snapshot.
// Such an engine still answers queries.
var ErrTooLarge = errors.New("the graph is too large to be held")

// Config is what a server needs.
type Config struct {
	Engine Engine
	// Source names the engine for people: embedded or neo4j.
	Source   string
	Ontology *ontology.Ontology
	Layouts  Layouts // nil keeps nothing
	// Texts are the official texts by plan, as far as they were given.
	Texts map[string][]Passage
	// Coverage reports how much of a plan's text stands in the graph; nil where
	// the program cannot tell.
	Coverage func(ctx context.Context, plan string) (any, error)
	// Questions are the saved questions, Rules those whose answers are findings.
	Questions []question.Question
	Rules     []question.Rule
	// Against are plans to compare with that are not part of the graph: other
	// versions of its plans.
	Against []Against
	UI      fs.FS  // the page's files, without index.html where it was not built
	Version string // of the program
	// AllowHosts are names, with or without a port, by which people may reach
	// the server beside the address that it listens on.
	AllowHosts []string
	Log        *slog.Logger
	// Lang is the language of messages where the request does not choose.
	Lang string
}

// Against is a plan that stands outside the graph, to be compared with.
type Against struct {
	ID   string // as jianghai-14fyp@v1
	Side compare.Side
}

// Server is an HTTP server for one engine.
type Server struct {
	cfg     Config
	hosts   hosts
	views   views
	assets  *assets
	jobs    jobs
	queries chan struct{} // one place for each query that may run now
	handler http.Handler
}

// Limits on requests.
const (
	maxBody        = 1 << 20
	maxStory       = 8 << 20 // body of an export: a story holds the pictures of its views
	maxHeader      = 64 << 10
	requestTimeout = 30 * time.Second
	stopTimeout    = 10 * time.Second
)

// New makes a server. It does not listen yet.
func New(cfg Config) (*Server, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	assets, err := readAssets(cfg.UI)
	if err != nil {
		return nil, fmt.Errorf("read the page: %w", err)
	}
	s := &Server{cfg: cfg, assets: assets, queries: make(chan struct{}, 2*runtime.GOMAXPROCS(0))}
	s.hosts.allow(cfg.AllowHosts)
	s.views.server = s
	s.handler = s.router()
	return s, nil
}

// Handler is the server without its listener, for tests and for other servers.
func (s *Server) Handler() http.Handler { return s.handler }

func (s *Server) router() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	// A name in a path may hold a slash, written %2F.
	e.UseRawPath, e.UnescapePathValues = true, true
	e.RedirectTrailingSlash = false
	e.HandleMethodNotAllowed = true
	e.ContextWithFallback = true
	e.Use(s.logged, s.recovered, s.secured, s.hosted, s.sameOrigin, s.bounded, s.compressed)
	for _, r := range s.routes() {
		e.Handle(r.method, r.path, s.answer(r))
	}
	e.NoRoute(s.file)
	e.NoMethod(func(c *gin.Context) { s.fail(c, newError(codeMethod, c.Request.Method)) })
	return e
}

// Serve answers on a listener until the context ends, then lets requests that
// run finish.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	s.hosts.bind(l.Addr())
	h := &http.Server{
		Handler: s.handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: requestTimeout,
		WriteTimeout: 2 * requestTimeout, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(s.cfg.Log.Handler(), slog.LevelWarn),
	}
	done := make(chan error, 1)
	go func() { done <- h.Serve(l) }()
	go s.warm(ctx)
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	if err := h.Shutdown(stop); err != nil {
		return errors.Join(fmt.Errorf("requests still ran after %s", stopTimeout), h.Close())
	}
	return nil
}

// warm computes what the first visitor would wait for.
func (s *Server) warm(ctx context.Context) {
	if v, err := s.views.now(ctx); err == nil {
		_, _ = v.layout(ctx)
	}
}

// Loopback reports whether only this machine can reach an address.
func Loopback(a net.Addr) bool {
	host, _, err := net.SplitHostPort(a.String())
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}
