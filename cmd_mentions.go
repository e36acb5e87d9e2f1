package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"planatlas/loader"
)

func (p *program) mentionsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "mentions --source FILE",
		Short: p.say("据原文重写 mentions.yaml（何处提到什么）", "Write mentions.yaml anew from the official text"),
		Long: p.say("在原文中找出图谱已有的名称，写成规划目录里的 mentions.yaml。\n写到 --seeds 目录；没有给出时，写到当前目录的 seeds。",
			"Finds the names of the graph in the official text and writes them as mentions.yaml of the plan's folder.\nWrites into the folder of --seeds or, unless given, into ./seeds."),
		Args: p.arguments(0, 0),
	}
	toStdout := c.Flags().Bool("stdout", false, p.say("只写到标准输出", "write to stdout only"))
	c.RunE = func(*cobra.Command, []string) error { return p.mentions(*toStdout) }
	return c
}

func (p *program) mentions(toStdout bool) error {
	if p.seeds.dir == "" && !toStdout {
		if _, err := os.Stat(filepath.Join("seeds", "ontology.yaml")); err != nil {
			return p.usage("请用 --seeds 指明数据目录，或用 --stdout", "name the folder of seeds by --seeds, or use --stdout")
		}
		p.seeds.dir = "seeds"
	}
	s, err := p.loadWith(loader.Options{WithoutMentions: true})
	if err != nil {
		return err
	}
	plan, ok := s.Plan(p.seeds.plan)
	if !ok {
		return p.usage("有几份规划，请用 --plan 指明一份", "there are several plans; name one by --plan")
	}
	content, err := loader.Mentions(s, plan.ID)
	if err != nil {
		return err
	}
	if toStdout {
		return p.writeOut("", content)
	}
	file := filepath.Join(p.seeds.dir, filepath.FromSlash(plan.Folder), "mentions.yaml")
	if err := p.writeOut(file, content); err != nil {
		return err
	}
	fmt.Fprintf(p.err, p.say("已写 %s\n", "wrote %s\n"), file)
	return nil
}
