package briefing

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"planatlas/graph"
	"planatlas/graph/question"
)

// ErrNeedsFindings is the error of a report of findings without findings.
var ErrNeedsFindings = errors.New("a report of findings needs the answers of the rules")

// Findings are the answers of the rules with the rules, for a report of them.
type Findings struct {
	Rules  []question.Rule
	Report *question.Report
}

// severityTitles word how much a finding weighs, severityHeads head the section
// of each.
var (
	severityTitles = map[question.Severity][2]string{question.High: {"高", "High"}, question.Medium: {"中", "Medium"}, question.Low: {"低", "Low"}}
	severityHeads  = map[question.Severity][2]string{
		question.High: {"分量重的问题", "Questions of high weight"}, question.Medium: {"分量中等的问题", "Questions of medium weight"}, question.Low: {"分量轻的问题", "Questions of low weight"}}
)

// findings is the 疑点清单: what the rules ask the drafter, heaviest first, each
// with its evidence; at the end what was accepted, with reason and date.
func (k *builder) findings(ctx context.Context) error {
	if k.Findings == nil {
		return ErrNeedsFindings
	}
	k.b.Title = k.Lang.pick(k.b.Plan.Name+"疑点清单", "Findings: "+k.b.Plan.Name)
	if err := k.show(ctx, Among(k.Graph, k.Ontology, k.questioned()), k.b.Title, nil); err != nil {
		return err
	}
	k.section(1, k.Lang.pick("总体情况", "In short"), k.findingsShort(), k.findingsCounts())
	for _, s := range []question.Severity{question.High, question.Medium, question.Low} {
		k.severitySections(s)
	}
	k.acceptedSection()
	return nil
}

// questioned are the nodes that open findings ask about.
func (k *builder) questioned() []*graph.Node {
	var nodes []*graph.Node
	seen := map[string]bool{}
	for _, f := range k.Findings.Report.Findings {
		if n := k.Graph.NodeByID(f.Node); n != nil && f.Accepted == nil && !seen[f.Node] {
			seen[f.Node] = true
			nodes = append(nodes, n)
		}
	}
	return nodes
}

func (k *builder) findingsShort() Paragraph {
	r := k.Findings.Report
	open := r.Open(question.Low)
	return Paragraph{Spans: []Span{{Text: fmt.Sprintf(k.Lang.pick(
		"按 %d 条规则审查，留给起草人 %d 个问题，其中高 %d 个、中 %d 个、低 %d 个；另有 %d 个已说明理由、予以接受。每一项是提问，不是结论。",
		"%d rules leave %d questions to the drafter, %d of high, %d of medium and %d of low weight; %d more are accepted with a reason. Each is a question, never a verdict."),
		len(k.Findings.Rules), open, r.Open(question.High), r.Open(question.Medium)-r.Open(question.High), open-r.Open(question.Medium), len(r.Findings)-open)}}}
}

// findingsOf are the findings of a rule, open or accepted.
func (k *builder) findingsOf(rule string, accepted bool) []question.Finding {
	var out []question.Finding
	for _, f := range k.Findings.Report.Findings {
		if f.Rule == rule && (f.Accepted != nil) == accepted {
			out = append(out, f)
		}
	}
	return out
}

func (k *builder) findingsCounts() *Table {
	t := &Table{Columns: []Column{{k.Lang.pick("规则", "Rule"), 5, TextColumn}, {k.Lang.pick("分量", "Weight"), 1, TextColumn},
		{k.Lang.pick("待答", "Open"), 1, NumberColumn}, {k.Lang.pick("已接受", "Accepted"), 1.1, NumberColumn}}}
	for _, r := range k.Findings.Rules {
		weight := severityTitles[r.Severity]
		t.Rows = append(t.Rows, []Cell{words(r.Title.In(string(k.Lang))), words(k.Lang.pick(weight[0], weight[1])),
			number(float64(len(k.findingsOf(r.ID, false)))), number(float64(len(k.findingsOf(r.ID, true))))})
	}
	return t
}

// severitySections is a section for each rule of a severity that asks
// something: why it is asked, the questions, how they are settled.
func (k *builder) severitySections(s question.Severity) {
	head := severityHeads[s]
	first := true
	for _, r := range k.Findings.Rules {
		open := k.findingsOf(r.ID, false)
		if r.Severity != s || len(open) == 0 {
			continue
		}
		if first {
			k.section(1, k.Lang.pick(head[0], head[1]))
			first = false
		}
		lang := string(k.Lang)
		k.section(2, r.Title.In(lang),
			Paragraph{Spans: []Span{{Text: k.Lang.pick("为何要看：", "Why: ") + r.Why.In(lang) + k.Lang.pick("怎样了结：", " To settle: ") + r.Settle.In(lang)}}},
			k.findingsTable(r, open))
	}
}

func (k *builder) findingsTable(r question.Rule, open []question.Finding) *Table {
	t := &Table{Whole: k.Lang.pick("待答问题", "Open questions"), Part: k.Lang.pick("规则", "Rule"), Columns: []Column{k.counter(),
		{k.Lang.pick("条号", "Articles"), 1.2, PlaceColumn}, {k.Lang.pick("问题", "Question"), 3.4, TextColumn},
		{k.Lang.pick("依据", "Evidence"), 3.4, TextColumn}, {k.Lang.pick("原文", "Words"), 2.6, TextColumn}, {k.Lang.pick("答复", "Answer"), 2.2, TextColumn}}}
	for _, f := range open {
		cell := Cell{Spans: []Span{blank(k.Lang)}}
		if n := k.Graph.NodeByID(f.Node); n != nil {
			cell = k.quotesCell(n.Properties.Get(graph.PropQuotes).Strings())
		}
		k.asking++
		// The last cell is the drafter's.
		t.Rows = append(t.Rows, []Cell{number(float64(k.asking)), k.orGap(numbers(f.Articles)), words(k.asked(r, f)), words(k.Lang.pick(f.Detail, f.DetailEn)), cell, words("")})
	}
	return t
}

// asked words a finding as a question to the drafter, by its name alone where
// the rule has no wording.
func (k *builder) asked(r question.Rule, f question.Finding) string {
	name := k.Lang.pick(f.Name, f.NameEn)
	if ask := r.Ask.In(string(k.Lang)); ask != "" {
		return strings.ReplaceAll(ask, "{name}", name)
	}
	return name
}

func (k *builder) acceptedSection() {
	t := &Table{Columns: []Column{{k.Lang.pick("规则", "Rule"), 2.4, TextColumn}, {k.Lang.pick("对象", "About"), 2.8, TextColumn},
		{k.Lang.pick("条号", "Articles"), 1.2, PlaceColumn}, {k.Lang.pick("接受的理由", "Reason"), 4.2, TextColumn}, {k.Lang.pick("日期", "Date"), 1.5, TextColumn}}}
	for _, r := range k.Findings.Rules {
		for _, f := range k.findingsOf(r.ID, true) {
			reason := f.Accepted.Reason
			if f.Accepted.ReasonEn != "" {
				reason = k.Lang.pick(reason, f.Accepted.ReasonEn)
			}
			t.Rows = append(t.Rows, []Cell{words(r.Title.In(string(k.Lang))), words(k.Lang.pick(f.Name, f.NameEn)), k.orGap(numbers(f.Articles)), words(reason), words(f.Accepted.Date)})
		}
	}
	if len(t.Rows) > 0 {
		k.section(1, k.Lang.pick("附：已接受的疑点", "Appendix: accepted findings"), t)
	}
}
