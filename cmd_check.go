package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"planatlas/loader"
)

// checked is the answer of check as JSON.
type checked struct {
	OK       bool              `json:"ok"`
	Problems loader.Problems   `json:"problems"`
	Warnings loader.Problems   `json:"warnings"`
	Plans    []loader.PlanInfo `json:"plans"`
}

func (p *program) checkCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "check",
		Short: p.say("核对数据；有原文时逐字核对引文", "Validate the seeds; with the text, every quote"),
		Args:  p.arguments(0, 0),
	}
	format := p.formatFlag(c, "text", "json")
	c.RunE = func(*cobra.Command, []string) error {
		if err := p.checkFormat(*format, "text", "json"); err != nil {
			return err
		}
		s, err := p.load()
		var problems loader.Problems
		if err != nil && !errors.As(err, &problems) {
			return err
		}
		if *format == "json" {
			return p.checkJSON(s, problems)
		}
		if err != nil {
			return err
		}
		return p.checkText(s)
	}
	return c
}

func (p *program) checkJSON(s *loader.Seeds, problems loader.Problems) error {
	out := checked{OK: len(problems) == 0, Problems: append(loader.Problems{}, problems...), Warnings: loader.Problems{}, Plans: []loader.PlanInfo{}}
	if s != nil {
		out.Warnings = append(out.Warnings, s.Warnings...)
		out.Plans = append(out.Plans, s.Plans...)
	}
	if err := p.writeJSON(out); err != nil {
		return err
	}
	if !out.OK {
		return errReported
	}
	return nil
}

func (p *program) checkText(s *loader.Seeds) error {
	if len(s.Warnings) > 0 {
		fmt.Fprintf(p.err, p.say("提醒 %d 处：\n", "%d warnings:\n"), len(s.Warnings))
		if err := s.Warnings.WriteText(p.err, string(p.lang)); err != nil {
			return err
		}
	}
	for _, i := range s.Plans {
		fmt.Fprintf(p.out, p.say("%s（%s）：%d 章，%d 条，%d 个节点，%d 条关系，数据版本 %s\n", "%s (%s): %d chapters, %d articles, %d nodes, %d relationships, data version %s\n"),
			i.Name, i.ID, i.Chapters, i.Articles, i.Nodes, i.Relationships, i.DataVersion)
		held := p.say("  未给出原文，引文没有核对（--source 文件）", "  no official text, quotes were not checked (--source FILE)")
		if i.HasText {
			held = p.say("  引文已逐字核对", "  every quote was found in the text")
		}
		fmt.Fprintln(p.out, held)
	}
	fmt.Fprintln(p.out, p.say("没有问题", "no problems"))
	return nil
}
