// Package neo4j is the engine for those who share one graph on a Neo4j 5
// server. It loads a plan into the server as one transaction (Load), reads the
// whole graph back (Engine.Snapshot) and answers read queries
// (Engine.Run). It touches only what carries the label Planatlas.
//
// Open gives an Engine. A single server is reached by bolt://, neo4j:// or
// their +s and +ssc forms; a cluster and Aura take the same calls.
package neo4j

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Config says which server to use and how.
type Config struct {
	URI      string // bolt://127.0.0.1:7687, neo4j+s://…
	User     string // empty: no authentication
	Password string
	Database string // empty: the server's default
	// MaxRelationships is how large a graph Snapshot takes into memory; 0 means
	// DefaultMaxRelationships.
	MaxRelationships int
	// Connections bounds the pool; 0 means 16.
	Connections int
}

// DefaultMaxRelationships is the snapshot's limit unless told otherwise.
const DefaultMaxRelationships = 1_000_000

// connectTimeout bounds how long a request waits for a lost server before it is
// told so.
const connectTimeout = 5 * time.Second

// Engine answers from one Neo4j database. It is safe for concurrent use and
// must be closed.
type Engine struct {
	driver driver.DriverWithContext
	cfg    Config
}

// Open connects and checks that the server answers, so that a wrong address or
// password is told at once. The password appears in no error.
func Open(ctx context.Context, cfg Config) (*Engine, error) {
	if err := checkURI(cfg.URI); err != nil {
		return nil, err
	}
	if cfg.MaxRelationships == 0 {
		cfg.MaxRelationships = DefaultMaxRelationships
	}
	if cfg.Connections == 0 {
		cfg.Connections = 16
	}
	auth := driver.NoAuth()
	if cfg.User != "" {
		auth = driver.BasicAuth(cfg.User, cfg.Password, "")
	}
	d, err := driver.NewDriverWithContext(cfg.URI, auth, func(c *config.Config) {
		c.MaxConnectionPoolSize = cfg.Connections
		c.ConnectionAcquisitionTimeout = connectTimeout
		c.SocketConnectTimeout = connectTimeout
		c.MaxTransactionRetryTime = connectTimeout
		c.UserAgent = "planatlas"
	})
	if err != nil {
		return nil, fmt.Errorf("open neo4j %s: %w", cfg.URI, err)
	}
	e := &Engine{driver: d, cfg: cfg}
	if err := d.VerifyConnectivity(ctx); err != nil {
		_ = d.Close(ctx)
		return nil, fmt.Errorf("open neo4j %s: %w", cfg.URI, translate(ctx, err))
	}
	return e, nil
}

// checkURI refuses credentials in the address: it would end up in logs.
func checkURI(uri string) error {
	u, err := url.Parse(uri)
	if err != nil {
		return errors.New("neo4j address is not a URI; write bolt://host:7687")
	}
	if u.User != nil {
		return errors.New("neo4j address must not hold a user or password; use --neo4j-user and --neo4j-password-file")
	}
	switch u.Scheme {
	case "bolt", "neo4j", "bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc":
		return nil
	}
	return fmt.Errorf("neo4j address begins with %q; it must begin with bolt:// or neo4j:// (or their +s, +ssc forms)", u.Scheme)
}

// Close returns the connections.
func (e *Engine) Close(ctx context.Context) error { return e.driver.Close(ctx) }

func (e *Engine) session(ctx context.Context, mode driver.AccessMode) driver.SessionWithContext {
	return e.driver.NewSession(ctx, driver.SessionConfig{AccessMode: mode, DatabaseName: e.cfg.Database, FetchSize: 1000})
}
