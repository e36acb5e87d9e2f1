package main

import (
	"fmt"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"planatlas/graph/neo4j"
)

func (p *program) loadCommand() *cobra.Command {
	var opts neo4j.LoadOptions
	c := &cobra.Command{
		Use:     "load --neo4j-uri URI",
		Short:   p.say("把数据同步到 Neo4j", "Sync the seeds to Neo4j"),
		Long:    p.say("比较数据与数据库，列出增改删，并作为一个事务写入。", "Compares the seeds with the database, lists what is added, changed and removed, and applies it as one transaction."),
		Args:    p.arguments(0, 0),
		Example: "  planatlas load --neo4j-uri bolt://127.0.0.1:7687 --neo4j-user neo4j --neo4j-password-file pw --dry-run",
	}
	format := p.formatFlag(c, "table", "json")
	c.Flags().BoolVar(&opts.DryRun, "dry-run", false, p.say("只比较，不写", "compare only"))
	c.Flags().BoolVar(&opts.AllowDelete, "allow-delete", false, p.say("允许删去一份规划五分之一以上的节点", "let more than a fifth of a plan's nodes go"))
	c.RunE = func(c *cobra.Command, _ []string) error { return p.loadNeo4j(c, opts, *format) }
	return c
}

func (p *program) loadNeo4j(c *cobra.Command, opts neo4j.LoadOptions, format string) error {
	if err := p.checkFormat(format, "table", "json"); err != nil {
		return err
	}
	if p.neo4j.uri == "" {
		return p.usage("请用 --neo4j-uri 指明服务器", "name the server by --neo4j-uri")
	}
	s, err := p.load()
	if err != nil {
		return err
	}
	e, err := p.connect(c.Context())
	if err != nil {
		return err
	}
	defer e.Close(c.Context())
	all := []*neo4j.Changes{}
	for _, i := range s.Plans {
		if p.seeds.plan != "" && i.ID != p.seeds.plan {
			continue
		}
		if format == "table" {
			opts.Planned = p.printChanges
			opts.Progress = p.writing()
		}
		changes, err := e.Load(c.Context(), s.Graph, i.ID, opts)
		if err != nil {
			return err
		}
		if format == "table" {
			p.printOutcome(changes, opts.DryRun)
		}
		all = append(all, changes)
	}
	if format == "json" {
		return p.writeJSON(map[string]any{"dryRun": opts.DryRun, "plans": all})
	}
	return nil
}

// writing shows how far the transaction is, where somebody looks on.
func (p *program) writing() func(done, total int) {
	if !terminal(p.err) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.err), progressbar.OptionClearOnFinish(),
				progressbar.OptionSetDescription(p.say("写入", "writing")))
		}
		_ = bar.Set(done)
	}
}

const mostChanges = 50 // lines of a table

// printChanges lists what a load will add, change and remove, before it does.
func (p *program) printChanges(c *neo4j.Changes) {
	rows := [][]string{}
	for _, i := range c.Items[:min(len(c.Items), mostChanges)] {
		what := ""
		for k, name := range i.Properties {
			if k > 0 {
				what += ", "
			}
			what += name
		}
		rows = append(rows, []string{i.Action, i.Type, i.ID, what})
	}
	p.table(rows)
	if more := len(c.Items) - mostChanges; more > 0 {
		fmt.Fprintf(p.out, p.say("……另有 %d 处（--format json 全列）\n", "… and %d more (--format json lists all)\n"), more)
	}
}

// printOutcome says what a load has done.
func (p *program) printOutcome(c *neo4j.Changes, dryRun bool) {
	done := p.say("已写入", "written")
	switch {
	case c.None():
		done = p.say("没有变化", "no changes")
	case dryRun:
		done = p.say("只比较，未写入", "compared only, nothing written")
	}
	fmt.Fprintf(p.out, p.say("%s：节点 +%d ~%d -%d =%d，关系 +%d ~%d -%d =%d；%s\n", "%s: nodes +%d ~%d -%d =%d, relationships +%d ~%d -%d =%d; %s\n"),
		c.Plan, c.Nodes.Add, c.Nodes.Change, c.Nodes.Remove, c.Nodes.Same,
		c.Relationships.Add, c.Relationships.Change, c.Relationships.Remove, c.Relationships.Same, done)
}
