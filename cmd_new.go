package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"planatlas/loader"
)

func (p *program) newCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "new TEXT DIR",
		Short: p.say("从官方原文起一个规划目录", "Scaffold a plan folder from an official text"),
		Long: p.say("读一份官方原文，写出规划目录：章、条、文号、日期已填好，其余待填，写出即可载入。读不懂的原文会说明在第几行、为什么，不留下任何文件。",
			"Reads an official text and writes a plan folder: chapters, articles, number and date filled in, the rest ready to fill, loading clean. A text that cannot be read is told by line and reason, and leaves nothing behind."),
		Example: "  planatlas new 建议.txt plans/xinhui-14fyp\n  planatlas check --seeds plans",
		Args:    p.arguments(2, 2),
	}
	format := p.formatFlag(c, "text", "json")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := p.checkFormat(*format, "text", "json"); err != nil {
			return err
		}
		return p.scaffold(args[0], args[1], *format)
	}
	return c
}

func (p *program) scaffold(file, dir, format string) error {
	o, err := loader.ReadOntology(p.seedFiles())
	if err != nil {
		return err
	}
	text, err := readText(file)
	if err != nil {
		return err
	}
	r, err := loader.Scaffold(o, text, dir)
	if e := (*loader.TextError)(nil); errors.As(err, &e) {
		return fmt.Errorf("%s: %s", file, e.In(string(p.lang)))
	}
	if err != nil {
		return err
	}
	if format == "json" {
		return p.writeJSON(r)
	}
	return r.WriteText(p.out, string(p.lang))
}
