package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"planatlas/briefing"
	"planatlas/graph"
	"planatlas/graph/question"
	"planatlas/loader"
	"planatlas/seeds"
)

// questions are the saved questions and rules of the seeds. A folder of seeds
// without queries.yaml or rules.yaml takes those of the program, with its own in
// the folders queries and rules beside them.
func (p *program) questions() ([]question.Question, []question.Rule, error) {
	own := p.seedFiles()
	questions, err := loader.Questions(own)
	if err != nil {
		return nil, nil, err
	}
	rules, err := loader.Rules(own)
	if err != nil {
		return nil, nil, err
	}
	if _, err := fs.Stat(own, "queries.yaml"); err != nil {
		program, err := loader.Questions(seeds.FS)
		if err != nil {
			return nil, nil, err
		}
		questions = append(program, questions...)
	}
	if _, err := fs.Stat(own, "rules.yaml"); err != nil {
		program, err := loader.Rules(seeds.FS)
		if err != nil {
			return nil, nil, err
		}
		rules = append(program, rules...)
	}
	return questions, rules, p.accept(rules, own)
}

// accept adds the findings that accepted.yaml of the seeds accepts, and those of
// the file that --accepted names.
func (p *program) accept(rules []question.Rule, own fs.FS) error {
	if err := loader.Accept(rules, own, loader.AcceptedName); err != nil || p.seeds.accepted == "" {
		return err
	}
	if _, err := os.Stat(p.seeds.accepted); err != nil {
		return err
	}
	return loader.Accept(rules, os.DirFS(filepath.Dir(p.seeds.accepted)), filepath.Base(p.seeds.accepted))
}

// listQuestions prints what can be asked.
func (p *program) listQuestions(format string) error {
	questions, _, err := p.questions()
	if err != nil {
		return err
	}
	if format == "json" {
		return p.writeJSON(map[string][]question.Question{"queries": questions})
	}
	rows := [][]string{}
	for _, q := range questions {
		var names []string
		for _, x := range q.Parameters {
			names = append(names, x.Name)
		}
		rows = append(rows, []string{q.ID, q.Title.In(string(p.lang)), strings.Join(names, ", ")})
	}
	p.table(rows)
	return nil
}

// askSaved answers a saved question about the plan.
func (p *program) askSaved(c *cobra.Command, id string, params []string, format string) error {
	questions, _, err := p.questions()
	if err != nil {
		return err
	}
	q, ids := question.ByID(questions, id)
	if q == nil {
		return p.usage("没有常用问题“%s”；有 %s", "there is no saved question “%s”; there are %s", id, strings.Join(ids, ", "))
	}
	args := map[string]string{}
	for _, s := range params {
		name, value, ok := strings.Cut(s, "=")
		if !ok || name == "" {
			return p.usage("--param 须写作 名=值，而不是“%s”", "--param is name=value, not “%s”", s)
		}
		args[strings.TrimPrefix(name, "$")] = value
	}
	d, err := p.open(c.Context())
	if err != nil {
		return err
	}
	defer d.close()
	plan, err := p.onlyPlan(c, d)
	if err != nil {
		return err
	}
	r, err := q.Run(c.Context(), d.engine, plan, args, p.limits())
	if err != nil {
		return p.savedError(q, err)
	}
	a := &question.Answer{Result: r, InText: q.InText(args, d.questionText(plan))}
	if format == "json" {
		return p.writeJSON(a)
	}
	if err := p.writeResult(d, r, format); err != nil {
		return err
	}
	p.reportInText(a.InText, format)
	return nil
}

// reportInText says where the official text has the words that were asked for:
// after a table on stdout, beside a CSV on stderr.
func (p *program) reportInText(t *question.InText, format string) {
	if t == nil {
		return
	}
	out := p.out
	if format == "csv" {
		out = p.err
	}
	if !t.Given {
		fmt.Fprintln(out, p.say("没有给出原文全文（--source），只查了引文；引文是节录，查不到不等于原文没有写。",
			"The official text was not given (--source); searched were quotations only. They are extracts: that none holds the words does not mean that the text does not."))
		return
	}
	fmt.Fprintf(out, p.say("原文全文中 %d 句有“%s”：\n", "Sentences of the official text with “%[2]s”: %[1]d\n"), len(t.Places), plainText(t.Words))
	for _, f := range t.Places {
		fmt.Fprintf(out, "  %s  %s\n", briefing.Place(f.At, briefing.LangOf(string(p.lang))), plainText(f.Text))
	}
}

func (p *program) savedError(q *question.Question, err error) error {
	var argument *question.ArgumentError
	if errors.As(err, &argument) {
		return p.usage("--param %s：%s", "--param %s: %s", argument.Name, p.say(argument.Zh, argument.Message))
	}
	var e *graph.QueryError
	if errors.As(err, &e) {
		return &queryFailure{e, q.Cypher}
	}
	return err
}

// onlyPlan is the plan that was named, or the only one of the graph.
func (p *program) onlyPlan(c *cobra.Command, d *data) (string, error) {
	if p.seeds.plan != "" {
		return p.seeds.plan, nil
	}
	g, err := d.graph(c.Context())
	if err != nil {
		return "", err
	}
	var plans []string
	for _, i := range g.WithLabel("Plan") {
		plans = append(plans, graph.PlanOf(g.Node(i).ID))
	}
	if len(plans) != 1 {
		return "", p.usage("有 %d 份规划，请用 --plan 指明一份：%s", "there are %d plans; name one by --plan: %s", len(plans), strings.Join(plans, ", "))
	}
	return plans[0], nil
}

func (p *program) findingsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "findings",
		Short: p.say("按规则审查规划：向起草人提的问题", "Put the rules to a plan: questions to the drafter"),
		Long: p.say("按规则审查规划，每条结果是向起草人提的问题，不是结论。\n每条规则看两次：只看原文，以及加上分析者的推断。--fail-on 让未接受的问题使命令失败，供起草流程使用。",
			"Puts the rules to a plan; each finding is a question to the drafter, never a verdict.\nEach rule looks twice: at the text only, and with the analyst's relationships. --fail-on makes open findings fail the command, for use in drafting."),
		Example: "  planatlas findings\n  planatlas findings --graph text --fail-on high",
		Args:    p.arguments(0, 0),
	}
	format := p.formatFlag(c, "text", "json")
	failOn := c.Flags().String("fail-on", "", p.say("有这一级及以上的未接受问题时以 1 退出：high|medium|low", "exit 1 on open findings of that severity and above: high|medium|low"))
	on := c.Flags().String("graph", "analyst", p.say("看哪张图：analyst 含推断，text 只看原文，both 两者", "which graph: analyst with the analyst's relationships, text, or both"))
	accepted := c.Flags().Bool("accepted", false, p.say("也列出已接受的", "list accepted ones, too"))
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := p.checkFindings(*format, *failOn, *on); err != nil {
			return err
		}
		return p.findings(c, *format, question.Severity(*failOn), *on, *accepted)
	}
	return c
}

func (p *program) checkFindings(format, failOn, on string) error {
	if err := p.checkFormat(format, "text", "json"); err != nil {
		return err
	}
	if failOn != "" && question.Severity(failOn).Rank() < 1 {
		return p.usage("--fail-on 须为 high、medium 或 low，而不是“%s”", "--fail-on is high, medium or low, not “%s”", failOn)
	}
	if on != "analyst" && on != "text" && on != "both" {
		return p.usage("--graph 须为 analyst、text 或 both，而不是“%s”", "--graph is analyst, text or both, not “%s”", on)
	}
	return nil
}

func (p *program) findings(c *cobra.Command, format string, failOn question.Severity, on string, accepted bool) error {
	_, rules, err := p.questions()
	if err != nil {
		return err
	}
	d, err := p.open(c.Context())
	if err != nil {
		return err
	}
	defer d.close()
	plan, err := p.onlyPlan(c, d)
	if err != nil {
		return err
	}
	report, err := question.Run(c.Context(), d.engine, rules, d.ontology, plan)
	if err != nil {
		return err
	}
	if on != "both" {
		report = report.On(on == "text")
	}
	for _, b := range report.Broken {
		fmt.Fprintf(p.err, p.say("规则有误：%v\n", "broken rule: %v\n"), b)
	}
	if format == "json" {
		err = p.writeJSON(report)
	} else {
		p.printFindings(report, rules, accepted)
	}
	if err == nil && failOn != "" && (report.Open(failOn) > 0 || len(report.Broken) > 0) {
		return errReported
	}
	return err
}

var severityWords = map[question.Severity][2]string{question.High: {"高", "high"}, question.Medium: {"中", "medium"}, question.Low: {"低", "low"}}

func (p *program) printFindings(r *question.Report, rules []question.Rule, accepted bool) {
	byID := map[string]*question.Rule{}
	for i := range rules {
		byID[rules[i].ID] = &rules[i]
	}
	last, hidden := "", 0
	for _, f := range r.Findings {
		if f.Accepted != nil && !accepted {
			hidden++
			continue
		}
		if f.Rule != last {
			p.printRule(byID[f.Rule])
			last = f.Rule
		}
		p.printFinding(f)
	}
	fmt.Fprintf(p.err, p.say("\n未接受 %d 个（高 %d），已接受 %d 个", "\n%d open (%d high), %d accepted"), r.Open(question.Low), r.Open(question.High), len(r.Findings)-r.Open(question.Low))
	if hidden > 0 {
		fmt.Fprint(p.err, p.say("，用 --accepted 列出", ", listed by --accepted"))
	}
	fmt.Fprintln(p.err)
	for _, x := range r.Settled {
		fmt.Fprintf(p.err, p.say("规则 %s 接受了 %s，但已经找不到这个问题，可以删去\n", "the rule %s accepts %s, which is not found any more; it can be taken out\n"), x.Rule, x.Node)
	}
}

func (p *program) printRule(r *question.Rule) {
	lang := string(p.lang)
	words := severityWords[r.Severity]
	fmt.Fprintf(p.out, p.say("\n[%s] %s（%s）\n", "\n[%s] %s (%s)\n"), p.say(words[0], words[1]), r.Title.In(lang), r.ID)
	fmt.Fprintf(p.out, p.say("  为何要看：%s\n  怎样了结：%s\n", "  why: %s\n  to settle: %s\n"), r.Why.In(lang), r.Settle.In(lang))
}

func (p *program) printFinding(f question.Finding) {
	places := make([]string, len(f.Articles))
	for i, a := range f.Articles {
		places[i] = fmt.Sprint(a)
	}
	where := ""
	if len(places) > 0 {
		where = p.say("（第"+strings.Join(places, "、")+"条）", " (Art. "+strings.Join(places, ", ")+")")
	}
	note := ""
	switch {
	case f.Accepted != nil:
		reason := f.Accepted.Reason
		if f.Accepted.ReasonEn != "" {
			reason = p.say(reason, f.Accepted.ReasonEn)
		}
		note = p.say("  已接受（"+f.Accepted.Date+"）："+reason, "  accepted ("+f.Accepted.Date+"): "+reason)
	case !f.WithAnalyst:
		note = p.say("  仅就原文而言，分析者的推断可以补上", "  by the text only; the analyst's relationships fill it")
	}
	fmt.Fprintf(p.out, "  - %s%s%s%s\n", plainText(p.say(f.Name, f.NameEn)), where, p.say("：", ": "), plainText(p.say(f.Detail, f.DetailEn)))
	if note != "" {
		fmt.Fprintln(p.out, "  "+note)
	}
}
