package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"planatlas/loader"
)

// checked is the answer of check as JSON.
type checked struct {
	OK       bool                     `json:"ok"`
	Problems loader.Problems          `json:"problems"`
	Warnings loader.Problems          `json:"warnings"`
	Plans    []loader.PlanInfo        `json:"plans"`
	Coverage []*loader.CoverageReport `json:"coverage"` // of the plans whose text was given

	seeds *loader.Seeds
}

func (p *program) checkCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "check",
		Short: p.say("核对数据；有原文时逐字核对引文并报告覆盖", "Validate the seeds; with the text, every quote and the coverage"),
		Args:  p.arguments(0, 0),
	}
	format := p.formatFlag(c, "text", "json")
	c.RunE = func(*cobra.Command, []string) error {
		if err := p.checkFormat(*format, "text", "json"); err != nil {
			return err
		}
		r, err := p.check()
		if err != nil {
			return err
		}
		if *format == "json" {
			return r.status(p.writeJSON(r))
		}
		return r.status(p.printCheck(r))
	}
	return c
}

// check loads the seeds and holds them against the texts that are given.
// Problems of the seeds stand in its answer; its error is anything else.
func (p *program) check() (*checked, error) {
	r := &checked{Problems: loader.Problems{}, Warnings: loader.Problems{}, Plans: []loader.PlanInfo{}, Coverage: []*loader.CoverageReport{}}
	s, err := p.load()
	if problems := (loader.Problems{}); errors.As(err, &problems) {
		r.Problems = problems
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	r.seeds = s
	r.Warnings = append(r.Warnings, s.Warnings...)
	for _, i := range s.Plans {
		if p.seeds.plan != "" && i.ID != p.seeds.plan {
			continue
		}
		r.Plans = append(r.Plans, i)
		if i.HasText {
			if err := r.cover(i.ID); err != nil {
				return nil, err
			}
		}
	}
	r.OK = len(r.Problems) == 0
	return r, nil
}

// cover adds the coverage of a plan, and what is wrong with it as a whole.
func (r *checked) cover(plan string) error {
	c, err := loader.Coverage(r.seeds, plan)
	if err != nil {
		return err
	}
	r.Coverage = append(r.Coverage, c)
	stale, err := loader.StaleMentions(r.seeds, plan)
	r.Problems = append(r.Problems, stale...)
	return err
}

// status is err, or the error that ends a command which found problems.
func (r *checked) status(err error) error {
	if err == nil && !r.OK {
		return errReported
	}
	return err
}

func (p *program) printCheck(r *checked) error {
	if len(r.Problems) > 0 {
		fmt.Fprintf(p.err, p.say("数据有 %d 处问题：\n", "The seeds have %d problems:\n"), len(r.Problems))
		if err := r.Problems.WriteText(p.err, string(p.lang)); err != nil {
			return err
		}
	}
	if len(r.Warnings) > 0 {
		fmt.Fprintf(p.err, p.say("提醒 %d 处：\n", "%d warnings:\n"), len(r.Warnings))
		if err := r.Warnings.WriteText(p.err, string(p.lang)); err != nil {
			return err
		}
	}
	for _, c := range r.Coverage {
		if err := c.WriteText(p.out, string(p.lang)); err != nil {
			return err
		}
		fmt.Fprintln(p.out)
	}
	for _, i := range r.Plans {
		p.printPlan(i)
	}
	if r.OK {
		fmt.Fprintln(p.out, p.say("没有问题", "no problems"))
	}
	return nil
}

func (p *program) printPlan(i loader.PlanInfo) {
	fmt.Fprintf(p.out, p.say("%s（%s）：%d 章，%d 条，%d 个节点，%d 条关系，数据版本 %s\n", "%s (%s): %d chapters, %d articles, %d nodes, %d relationships, data version %s\n"),
		i.Name, i.ID, i.Chapters, i.Articles, i.Nodes, i.Relationships, i.DataVersion)
	if i.HasText {
		fmt.Fprintln(p.out, p.say("  引文已逐字核对", "  every quote was found in the text"))
		return
	}
	fmt.Fprintln(p.out, p.say("  未给出原文，引文没有核对（--source 文件）", "  no official text, quotes were not checked (--source FILE)"))
}
