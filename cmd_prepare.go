package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"planatlas/graph/layout"
)

// prepareCommand is for the build: it computes what the program carries along.
func (p *program) prepareCommand() *cobra.Command {
	c := &cobra.Command{Use: "prepare DIR", Hidden: true, Args: p.arguments(1, 1)}
	c.RunE = func(c *cobra.Command, args []string) error {
		s, err := p.load()
		if err != nil {
			return err
		}
		r, err := layout.Compute(c.Context(), s.Graph, layout.ForGraph(s.Graph, s.Ontology))
		if err != nil {
			return err
		}
		b, err := json.Marshal(r)
		if err != nil {
			return err
		}
		old, err := filepath.Glob(filepath.Join(args[0], "layout-*.json"))
		if err != nil {
			return err
		}
		for _, name := range old {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
		return p.writeOut(filepath.Join(args[0], layoutFile(s.Graph)), b)
	}
	return c
}
