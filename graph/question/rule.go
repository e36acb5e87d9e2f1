package question

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

// Rule is a question to the drafter, put by a query: each record is a finding,
// never a verdict. The query takes $bases, the bases that count, and $plan. It
// returns the columns id (the node in question), name, articles and detail (the
// evidence in words), and, for readers of English, nameEn and detailEn. A node
// is found once by a rule: of several records the first counts.
type Rule struct {
	ID       string        `json:"id" yaml:"id"`
	Title    ontology.Text `json:"title" yaml:"title"`
	Severity Severity      `json:"severity" yaml:"severity"`
	Ask      ontology.Text `json:"ask" yaml:"ask"`       // the finding as a question to the drafter, {name} for the node; may be empty
	Why      ontology.Text `json:"why" yaml:"why"`       // why it matters
	Settle   ontology.Text `json:"settle" yaml:"settle"` // how to settle it
	Cypher   string        `json:"cypher" yaml:"cypher"`
	Accepted []Exception   `json:"accepted,omitempty" yaml:"accepted"`
	// Place is where the rule stands, file:line of its query.
	Place string `json:"-" yaml:"-"`
}

// Severity is how much a finding weighs.
type Severity string

// The severities.
const (
	High   Severity = "high"
	Medium Severity = "medium"
	Low    Severity = "low"
)

// Rank is 3 for high, 2 for medium, 1 for low, 0 for anything else.
func (s Severity) Rank() int {
	return slices.Index([]Severity{"", Low, Medium, High}, s)
}

// Exception accepts a finding, with a reason and since when.
type Exception struct {
	Node     string `json:"node" yaml:"node"` // id of the node in question; without a colon, in any plan
	Reason   string `json:"reason" yaml:"reason"`
	ReasonEn string `json:"reasonEn,omitempty" yaml:"reasonEn"`
	Date     string `json:"date" yaml:"date"` // YYYY-MM-DD
}

// Finding is one record of a rule's answer.
type Finding struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Node     string   `json:"node"` // id
	Name     string   `json:"name"`
	NameEn   string   `json:"nameEn"` // as Name where the rule gives none
	Articles []int64  `json:"articles"`
	Detail   string   `json:"detail"`
	DetailEn string   `json:"detailEn"` // as Detail where the rule gives none
	// TextOnly: the finding stands on the text-only graph; WithAnalyst: it
	// stands with the analyst's relationships, too.
	TextOnly    bool `json:"textOnly"`
	WithAnalyst bool `json:"withAnalyst"`
	// Accepted is set for an accepted exception.
	Accepted *Exception `json:"accepted,omitempty"`
}

// RuleError is a rule that could not be run; the others are.
type RuleError struct {
	Rule, Place string
	Err         error
}

// Error names file, line and the place in the query.
func (e *RuleError) Error() string { return fmt.Sprintf("%s: rule %s: %v", e.Place, e.Rule, e.Err) }

// Unwrap is the engine's error.
func (e *RuleError) Unwrap() error { return e.Err }

// MarshalJSON is {"rule","place","message","line","column","hint"}; line and
// column are those of the query.
func (e *RuleError) MarshalJSON() ([]byte, error) {
	out := struct {
		Rule    string `json:"rule"`
		Place   string `json:"place"`
		Message string `json:"message"`
		Line    int    `json:"line,omitempty"`
		Column  int    `json:"column,omitempty"`
		Hint    string `json:"hint,omitempty"`
	}{Rule: e.Rule, Place: e.Place, Message: e.Err.Error()}
	var q *graph.QueryError
	if errors.As(e.Err, &q) {
		out.Message, out.Line, out.Column, out.Hint = q.Message, q.Line, q.Column, q.Hint
	}
	return json.Marshal(out)
}

// Report is the answer of all rules.
type Report struct {
	Findings []Finding    `json:"findings"`
	Broken   []*RuleError `json:"broken"`
	// Settled are accepted exceptions that nothing was found for any more; they
	// can be taken out of the file.
	Settled []Settled `json:"settled"`
}

// Settled is an accepted exception without its finding.
type Settled struct {
	Rule string `json:"rule" yaml:"rule"`
	Exception
}

// Open counts the findings of a severity and above that are not accepted.
func (r *Report) Open(least Severity) int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Accepted == nil && r.Findings[i].Severity.Rank() >= least.Rank() {
			n++
		}
	}
	return n
}

// On keeps the findings that stand on one of the two graphs: on the text-only
// one, or with the analyst's relationships.
func (r *Report) On(textOnly bool) *Report {
	out := *r
	out.Findings = []Finding{}
	for _, f := range r.Findings {
		if textOnly && f.TextOnly || !textOnly && f.WithAnalyst {
			out.Findings = append(out.Findings, f)
		}
	}
	return &out
}

// TextBases are the bases of the text-only graph.
func TextBases(o *ontology.Ontology) []string { return basesOf(o, true) }

// AllBases are all bases.
func AllBases(o *ontology.Ontology) []string { return basesOf(o, false) }

func basesOf(o *ontology.Ontology, textOnly bool) []string {
	var out []string
	for _, b := range o.Bases {
		if b.TextOnly || !textOnly {
			out = append(out, b.Name)
		}
	}
	return out
}

// Run puts every rule twice, on the text-only graph and with the analyst's
// relationships, and merges the answers: heaviest first, then by rule and node.
// A rule that fails is reported and the others run on; only a lost engine or a
// cancelled context ends it.
func Run(ctx context.Context, e Engine, rules []Rule, o *ontology.Ontology, plan string) (*Report, error) {
	report := &Report{Findings: []Finding{}, Broken: []*RuleError{}, Settled: []Settled{}}
	for i := range rules {
		found, err := rules[i].run(ctx, e, o, plan)
		if errors.Is(err, graph.ErrUnavailable) || ctx.Err() != nil {
			return nil, errors.Join(err, ctx.Err())
		}
		if err != nil {
			report.Broken = append(report.Broken, &RuleError{rules[i].ID, rules[i].Place, err})
			continue
		}
		report.Findings = append(report.Findings, found...)
		report.Settled = append(report.Settled, rules[i].settled(found, plan)...)
	}
	sort.SliceStable(report.Findings, func(i, j int) bool {
		return report.Findings[i].Severity.Rank() > report.Findings[j].Severity.Rank()
	})
	return report, nil
}

func (r *Rule) run(ctx context.Context, e Engine, o *ontology.Ontology, plan string) ([]Finding, error) {
	text, err := r.ask(ctx, e, TextBases(o), plan)
	if err != nil {
		return nil, err
	}
	all, err := r.ask(ctx, e, AllBases(o), plan)
	if err != nil {
		return nil, err
	}
	byNode := map[string]*Finding{}
	for i := range text {
		text[i].TextOnly = true
		byNode[text[i].Node] = &text[i]
	}
	for i := range all {
		if f := byNode[all[i].Node]; f != nil {
			f.WithAnalyst = true
			continue
		}
		all[i].WithAnalyst = true
		byNode[all[i].Node] = &all[i]
	}
	out := make([]Finding, 0, len(byNode))
	for _, f := range byNode {
		f.Accepted = r.accepted(f.Node)
		out = append(out, *f)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Node < out[j].Node })
	return out, nil
}

// settled lists the exceptions for a plan that accept none of the findings. An
// exception without a plan is left alone: it may serve another one.
func (r *Rule) settled(found []Finding, plan string) []Settled {
	var out []Settled
	for i := range r.Accepted {
		e := &r.Accepted[i]
		used := slices.ContainsFunc(found, func(f Finding) bool { return f.Accepted == e })
		if !used && strings.HasPrefix(e.Node, plan+":") {
			out = append(out, Settled{r.ID, *e})
		}
	}
	return out
}

func (r *Rule) accepted(node string) *Exception {
	for i := range r.Accepted {
		id := r.Accepted[i].Node
		if id == node || strings.HasSuffix(node, ":"+id) {
			return &r.Accepted[i]
		}
	}
	return nil
}

func (r *Rule) ask(ctx context.Context, e Engine, bases []string, plan string) ([]Finding, error) {
	res, err := e.Run(ctx, graph.Query{Text: r.Cypher, Params: map[string]graph.Value{"bases": graph.Texts(bases), "plan": graph.Text(plan)}})
	if err != nil {
		return nil, err
	}
	if res.Truncated {
		return nil, fmt.Errorf("more findings than the limit %q lets through", res.Limit)
	}
	column := func(name string) int { return slices.Index(res.Keys, name) }
	id, name, articles, detail := column("id"), column("name"), column("articles"), column("detail")
	nameEn, detailEn := column("nameEn"), column("detailEn")
	if id < 0 || name < 0 || articles < 0 || detail < 0 {
		return nil, fmt.Errorf("the query must return the columns id, name, articles and detail; it returns %s", strings.Join(res.Keys, ", "))
	}
	var out []Finding
	seen := map[string]bool{}
	for _, rec := range res.Records {
		node, ok := rec[id].AsString()
		if !ok {
			return nil, errors.New("the column id must hold the id of a node in every record")
		}
		if seen[node] {
			continue
		}
		seen[node] = true
		numbers := rec[articles].Integers()
		if numbers == nil {
			numbers = []int64{}
		}
		out = append(out, Finding{
			Rule: r.ID, Severity: r.Severity, Node: node, Articles: numbers,
			Name: plain(rec[name]), NameEn: english(rec, nameEn, name),
			Detail: plain(rec[detail]), DetailEn: english(rec, detailEn, detail),
		})
	}
	return out, nil
}

// english is the text of one column, or of another where it is missing or null.
func english(rec []graph.Value, column, otherwise int) string {
	if column < 0 || rec[column].IsNull() {
		return plain(rec[otherwise])
	}
	return plain(rec[column])
}
