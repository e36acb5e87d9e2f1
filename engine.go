package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"sync"
	"time"

	"planatlas/graph"
	"planatlas/graph/memory"
	"planatlas/graph/neo4j"
	"planatlas/graph/ontology"
	"planatlas/loader"
	"planatlas/server"
)

// engine answers reads: the embedded one, or a Neo4j server.
type engine interface {
	server.Engine
	server.Runner
}

// data is what a command works on.
type data struct {
	ontology *ontology.Ontology
	engine   engine
	// seeds are what was loaded from files; nil where a server answers.
	seeds *loader.Seeds
	// documents are the official texts that were given, by plan.
	documents map[string]*loader.Document
	close     func()
}

// open loads the seeds into the embedded engine or, where one is named, connects
// to a Neo4j server. The caller closes what it got.
func (p *program) open(ctx context.Context) (*data, error) {
	if p.neo4j.uri != "" {
		return p.openNeo4j(ctx)
	}
	s, err := p.load()
	if err != nil {
		return nil, err
	}
	return &data{s.Ontology, ownEngine(s), s, s.Documents(), func() {}}, nil
}

// reading answers queries on the data as they stand, as a Neo4j server does, and
// shows the graph as it is read.
type reading struct {
	*memory.Engine
	shown *graph.Graph
}

func (r reading) Snapshot(context.Context) (*graph.Graph, error) { return r.shown, nil }

// ownEngine is the engine of the program. With the official text at hand answers
// to queries have whole quotes, too: without it a quote is what the data hold.
func ownEngine(s *loader.Seeds) engine {
	shown := loader.WholeQuotes(s.Graph, s.Documents())
	if len(s.Documents()) > 0 {
		return memory.New(shown)
	}
	return reading{memory.New(s.Graph), shown}
}

func (p *program) openNeo4j(ctx context.Context) (*data, error) {
	o, err := loader.ReadOntology(p.seedFiles())
	if err != nil {
		return nil, err
	}
	e, err := p.connect(ctx)
	if err != nil {
		return nil, err
	}
	documents, err := p.documents(ctx, e)
	if err != nil {
		_ = e.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	return &data{o, &watched{Engine: e, documents: documents}, nil, documents, func() { _ = e.Close(context.WithoutCancel(ctx)) }}, nil
}

// documents reads the official text that was given for a plan of a Neo4j server:
// the one that is named, or the only one.
func (p *program) documents(ctx context.Context, e *neo4j.Engine) (map[string]*loader.Document, error) {
	if p.seeds.source == "" {
		return nil, nil
	}
	text, err := readText(p.seeds.source)
	if err != nil {
		return nil, err
	}
	d, err := loader.ParseText(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.seeds.source, err)
	}
	plan := p.seeds.plan
	if plan == "" {
		versions, err := e.Versions(ctx)
		if err != nil {
			return nil, err
		}
		if len(versions) != 1 {
			return nil, p.usage("数据库里有 %d 份规划，请用 --plan 指明 --source 是哪一份的", "the database holds %d plans: say by --plan which one --source is of", len(versions))
		}
		for id := range versions {
			plan = id
		}
	}
	return map[string]*loader.Document{plan: d}, nil
}

func (p *program) connect(ctx context.Context) (*neo4j.Engine, error) {
	cfg := neo4j.Config{URI: p.neo4j.uri, User: p.neo4j.user, Database: p.neo4j.database, MaxRelationships: p.neo4j.maxRelationships}
	if p.neo4j.passwordFile != "" {
		b, err := os.ReadFile(p.neo4j.passwordFile)
		if err != nil {
			return nil, fmt.Errorf("--neo4j-password-file: %w", err)
		}
		cfg.Password = string(bytes.TrimRight(b, "\r\n"))
	}
	return neo4j.Open(ctx, cfg)
}

// source names the engine.
func (d *data) source() string {
	if d.seeds == nil {
		return "neo4j"
	}
	return "embedded"
}

// graph is the snapshot that the command works on.
func (d *data) graph(ctx context.Context) (*graph.Graph, error) { return d.engine.Snapshot(ctx) }

// texts are the official texts that were given.
func (d *data) texts() map[string][]server.Passage {
	texts := map[string][]server.Passage{}
	for plan, document := range d.documents {
		texts[plan] = passages(document)
	}
	return texts
}

// How often a serving process asks whether the data changed, and how soon it
// asks a lost server again.
const (
	lookEvery  = 5 * time.Second
	retryEvery = time.Second
)

// watched keeps the snapshot of a Neo4j server until its data version changes.
type watched struct {
	*neo4j.Engine
	documents map[string]*loader.Document // official texts, by plan
	mu        sync.Mutex
	snapshot  *graph.Graph
	versions  map[string]string
	looked    time.Time
	failed    time.Time
	failure   error // of the last look, nil where it went well
}

// Snapshot returns the kept snapshot, or a new one where the data changed.
// While the server is lost it says so at once, and asks again every second:
// each look at a silent server may take seconds.
func (w *watched) Snapshot(ctx context.Context) (*graph.Graph, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failure != nil && time.Since(w.failed) < retryEvery {
		return nil, w.failure
	}
	if w.failure == nil && w.snapshot != nil && time.Since(w.looked) < lookEvery {
		return w.snapshot, nil
	}
	g, err := w.look(ctx)
	if err == nil || ctx.Err() == nil { // that a visitor went away says nothing of the server
		w.failure, w.failed = err, time.Now()
	}
	return g, err
}

func (w *watched) look(ctx context.Context) (*graph.Graph, error) {
	versions, err := w.Versions(ctx)
	if err != nil {
		return nil, err
	}
	if w.snapshot == nil || !maps.Equal(versions, w.versions) {
		g, err := w.Engine.Snapshot(ctx)
		var tooLarge *neo4j.TooLargeError
		if errors.As(err, &tooLarge) {
			return nil, fmt.Errorf("%w: %w", server.ErrTooLarge, err)
		}
		if err != nil {
			return nil, err
		}
		w.snapshot, w.versions = loader.WholeQuotes(g, w.documents), versions
	}
	w.looked = time.Now()
	return w.snapshot, nil
}
