// Planatlas turns government plans into a graph that people can walk, question
// and brief from. This package holds the commands; each wires the loader to an
// engine and to the server or a briefing.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the build.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := newProgram(os.Stdout, os.Stderr, os.Stdin, os.LookupEnv)
	status := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}
