package question_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/memory"
	"planatlas/graph/question"
	"planatlas/graph/search"
	"planatlas/loader"
	"planatlas/seeds"
)

const plan = "jianghai-14fyp"

// golden compares with a file of testdata, or writes it with UPDATE_GOLDEN=1.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (UPDATE_GOLDEN=1 writes it)", err)
	}
	if got != string(want) {
		t.Errorf("%s differs; UPDATE_GOLDEN=1 rewrites it\n%s", file, firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}

func mustLoad(t *testing.T) (*loader.Seeds, *memory.Engine) {
	t.Helper()
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s, memory.New(s.Graph)
}

// table is a result as lines of JSON.
func table(t *testing.T, r *graph.Result) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(strings.Join(r.Keys, "\t") + "\n")
	for _, rec := range r.Records {
		for i, v := range rec {
			j, err := v.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			if i > 0 {
				b.WriteByte('\t')
			}
			b.Write(j)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestQuestionsAnswer asks every saved question of the seed with its example.
func TestQuestionsAnswer(t *testing.T) {
	s, e := mustLoad(t)
	if len(s.Questions) != 31 {
		t.Errorf("%d saved questions, thirty-one are promised", len(s.Questions))
	}
	for i := range s.Questions {
		q := &s.Questions[i]
		t.Run(q.ID, func(t *testing.T) {
			r, err := q.Run(t.Context(), e, plan, q.Example, graph.Limits{})
			if err != nil {
				t.Fatalf("%s: %v", q.Place, err)
			}
			golden(t, "answers/"+q.ID+".txt", table(t, r))
			checkQuestion(t, q, r)
		})
	}
}

func checkQuestion(t *testing.T, q *question.Question, r *graph.Result) {
	t.Helper()
	if len(r.Records) == 0 {
		t.Error("the example has no answer")
	}
	if r.Truncated || len(r.Notices) > 0 {
		t.Errorf("truncated %v, notices %v", r.Truncated, r.Notices)
	}
	var columns []string
	for _, c := range q.Columns {
		columns = append(columns, c.Name)
	}
	if !slices.Equal(columns, r.Keys) {
		t.Errorf("worded are the columns %v, the query returns %v", columns, r.Keys)
	}
	if hasLimit.MatchString(q.Cypher) || !strings.Contains(q.Cypher, "ORDER BY") {
		t.Error("a saved question orders all of its answer and cuts nothing")
	}
	for _, p := range q.Parameters {
		if !strings.Contains(q.Cypher, "$"+p.Name) {
			t.Errorf("the query does not use $%s", p.Name)
		}
	}
}

var hasLimit = regexp.MustCompile(`\b(LIMIT|SKIP|elementId|id\()`)

// TestQuestionsOpen asks every question as its form opens: with the defaults,
// each of which stands among the choices.
func TestQuestionsOpen(t *testing.T) {
	s, e := mustLoad(t)
	jobs := map[int]bool{}
	for i := range s.Questions {
		q := &s.Questions[i]
		jobs[q.Job] = true
		r, err := q.Run(t.Context(), e, plan, nil, graph.Limits{})
		if err != nil || len(r.Records) == 0 {
			t.Errorf("%s with its defaults: %v", q.ID, err)
		}
		for _, p := range q.Parameters {
			checkChoices(t, e, q, p)
		}
	}
	for job := 1; job <= 12; job++ {
		if !jobs[job] {
			t.Errorf("no question serves job %d", job)
		}
	}
}

func checkChoices(t *testing.T, e question.Engine, q *question.Question, p question.Parameter) {
	t.Helper()
	choices, err := p.ChoicesOf(t.Context(), e, plan)
	if err != nil {
		t.Errorf("%s: choices of %s: %v", q.ID, p.Name, err)
		return
	}
	if p.Choices == "" {
		return
	}
	values := []string{""}
	for _, c := range choices {
		if c.Title == "" || slices.Contains(values, c.Value) {
			t.Errorf("%s: %s: choice %q is empty or stands twice", q.ID, p.Name, c.Value)
		}
		values = append(values, c.Value)
	}
	for _, v := range []string{p.Default, q.Example[p.Name]} {
		if !slices.Contains(values, v) {
			t.Errorf("%s: %s: %q is none of the choices", q.ID, p.Name, v)
		}
	}
}

func findings(t *testing.T) *question.Report {
	t.Helper()
	s, e := mustLoad(t)
	r, err := question.Run(context.Background(), e, s.Rules, s.Ontology, plan)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestFindingsOnTheSeed holds every finding of every rule: what a planner has
// looked at.
func TestFindingsOnTheSeed(t *testing.T) {
	r := findings(t)
	for _, b := range r.Broken {
		t.Error(b)
	}
	for _, x := range r.Settled {
		t.Errorf("%s accepts %s, which is not found any more", x.Rule, x.Node)
	}
	byRule := map[string]*strings.Builder{}
	for _, f := range r.Findings {
		b := byRule[f.Rule]
		if b == nil {
			b = &strings.Builder{}
			byRule[f.Rule] = b
		}
		j, _ := json.Marshal(f.Articles)
		fmt.Fprintf(b, "%s %s %s\n\t%s\n\t%s | %s\n", standing(f), f.Node, j, f.Detail, f.NameEn, f.DetailEn)
		if f.DetailEn == f.Detail || f.NameEn == "" {
			t.Errorf("%s: %s is not worded in English", f.Rule, f.Node)
		}
	}
	for rule, b := range byRule {
		golden(t, "findings/"+rule+".txt", b.String())
	}
	s, _ := mustLoad(t)
	for _, rule := range s.Rules {
		if byRule[rule.ID] == nil && !slices.Contains(silent, rule.ID) {
			t.Errorf("the rule %s finds nothing on the seed; nothing shows that it can", rule.ID)
		}
	}
}

// silent are the rules that find nothing on the seed.
var silent = []string{"goal-without-measure", "orphan-platform"}

// TestSilentRules puts them to a made-up plan with one thing to find for each.
func TestSilentRules(t *testing.T) {
	s, _ := mustLoad(t)
	b := graph.NewBuilder()
	for _, id := range []string{"alone", "placed"} {
		b.AddNode("demo:platform."+id, []string{"Platform", graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{
			"id": graph.Text("demo:platform." + id), "plan": graph.Text("demo"), "name": graph.Text("虚构平台"), "articles": graph.Ints([]int64{1}),
		}))
	}
	b.AddNode("demo:district.here", []string{"District", graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{"plan": graph.Text("demo")}))
	b.AddRelationship("r", "LOCATED_IN", "demo:platform.placed", "demo:district.here", graph.PropertiesOf(map[string]graph.Value{"basis": graph.Text("explicit")}))
	for _, id := range []string{"idle", "served"} {
		b.AddNode("demo:goal."+id, []string{"Goal", graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{
			"id": graph.Text("demo:goal." + id), "plan": graph.Text("demo"), "name": graph.Text("虚构目标"), "kind": graph.Text("positioning"), "articles": graph.Ints([]int64{1}),
		}))
	}
	b.AddNode("demo:measure.one", []string{"Measure", graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{"plan": graph.Text("demo")}))
	b.AddRelationship("a", "ADVANCES", "demo:measure.one", "demo:goal.served", graph.PropertiesOf(map[string]graph.Value{"basis": graph.Text("explicit")}))
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	rules := slices.DeleteFunc(slices.Clone(s.Rules), func(r question.Rule) bool { return !slices.Contains(silent, r.ID) })
	r, err := question.Run(t.Context(), memory.New(g), rules, s.Ontology, "demo")
	if err != nil || len(r.Broken) > 0 {
		t.Fatal(err, r.Broken)
	}
	var found []string
	for _, f := range r.Findings {
		found = append(found, f.Node)
	}
	slices.Sort(found)
	if !slices.Equal(found, []string{"demo:goal.idle", "demo:platform.alone"}) {
		t.Errorf("found %v", found)
	}
}

// standing says on which graphs a finding stands and whether it is accepted.
func standing(f question.Finding) string {
	s := "both"
	switch {
	case !f.WithAnalyst:
		s = "text"
	case !f.TextOnly:
		s = "analyst"
	}
	if f.Accepted != nil {
		s += " accepted"
	}
	return s
}

// TestFindingsThatAPlannerKnows are those that a careful reader finds by hand,
// and those that would be false.
func TestFindingsThatAPlannerKnows(t *testing.T) {
	found := map[string]question.Finding{}
	for _, f := range findings(t).Findings {
		found[f.Rule+" "+strings.TrimPrefix(f.Node, plan+":")] = f
	}
	for _, want := range []struct{ key, detail string }{
		{"member-without-base industry.smart-lighting", "基础产业"},
		{"base-without-member platform.park-modern-services", "六个产业核心基地"},
		{"same-ambition-twice indicator.high-tech-zone-rank", "2025年（第6条）：在国家级高新区中争先进位,跻身上游；2035年（第3条）：在国家高新区的综合排名力争进入上游"},
		{"done-and-promised project.greenway", "第27条"},
		{"homonym term.three-zones", "市“三区并进”"},
		{"promise-not-taken-up goal.child-friendly-city", "第6条"},
		{"alias-drift district.city-industry-people", "产城人融合发展区"},
		{"slogan-not-decoded term.one-one-twelve", "所指"},
	} {
		f, ok := found[want.key]
		if !ok || !strings.Contains(f.Detail, want.detail) || !f.WithAnalyst || f.Accepted != nil {
			t.Errorf("%s: %+v", want.key, f)
		}
	}
	for _, never := range []string{
		"member-without-base industry.real-economy", // no member of “3+3”
		"slogan-not-decoded term.three-zones",       // its zones stand beside it
		"article-without-measure art.12",
		"chapter-without-objective ch.2",
		"strategy-not-taken-up strategy.six-projects",
	} {
		if f, ok := found[never]; ok {
			t.Errorf("a false alarm: %+v", f)
		}
	}
	if f := found["member-without-base industry.new-materials"]; !f.TextOnly || f.WithAnalyst {
		t.Errorf("new materials have a base by name only: %+v", f)
	}
}

// TestQuotesOfFindingsAreTheTexts: what a finding puts in quotation marks stands
// in the official text, or is part of a name that does; our own wordings stand
// without.
func TestQuotesOfFindingsAreTheTexts(t *testing.T) {
	name := os.Getenv("PLANATLAS_SOURCE")
	if name == "" {
		t.Skip("needs the official text: set PLANATLAS_SOURCE to its file")
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text, quotes := search.Fold(string(b)), 0
	for _, f := range findings(t).Findings {
		words := f.Detail
		if f.Accepted != nil {
			words += f.Accepted.Reason
		}
		for _, q := range quoted.FindAllStringSubmatch(words, -1) {
			quotes++
			for _, part := range strings.Split(q[1], "…") {
				if !strings.Contains(text, search.Fold(part)) {
					t.Errorf("%s %s quotes “%s”, which the text does not have", f.Rule, f.Node, q[1])
				}
			}
		}
	}
	if quotes < 10 {
		t.Errorf("%d quotations looked at", quotes)
	}
}

var quoted = regexp.MustCompile(`“([^“”]+)”`)

// TestIndustriesWithoutABase: by the text alone no member of “3+3” has a base;
// matching names fill all but one, and are shown as that.
func TestIndustriesWithoutABase(t *testing.T) {
	s, e := mustLoad(t)
	q, _ := question.ByID(s.Questions, "industries-without-base")
	for textOnly, want := range map[string]int{"true": 6, "false": 1} {
		r, err := q.Run(t.Context(), e, plan, map[string]string{"textOnly": textOnly}, graph.Limits{})
		if err != nil || len(r.Records) != want {
			t.Errorf("by the text alone %s: %d industries, %v", textOnly, len(r.Records), err)
			continue
		}
		for _, rec := range r.Records {
			bases, basis := rec[slices.Index(r.Keys, "base")].Strings(), rec[slices.Index(r.Keys, "basis")].Strings()
			if (len(bases) == 0) != (len(basis) == 0) || slices.Contains(basis, "explicit") || slices.Contains(basis, "coreference") {
				t.Errorf("bases %v on %v", bases, basis)
			}
		}
	}
}

// TestTheSameMeasuresAreCounted: what is counted by chapter is what stands in
// the table of responsibilities and what the rule on bodies counts.
func TestTheSameMeasuresAreCounted(t *testing.T) {
	s, e := mustLoad(t)
	ask := func(id string) *graph.Result {
		q, _ := question.ByID(s.Questions, id)
		r, err := q.Run(t.Context(), e, plan, nil, graph.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	overview, sum := ask("overview"), int64(0)
	for _, rec := range overview.Records {
		n, _ := rec[slices.Index(overview.Keys, "measures")].AsInt()
		sum += n
	}
	all := len(s.Graph.WithLabel("Measure"))
	if rows := len(ask("responsibilities").Records); rows != all || sum != int64(all) {
		t.Errorf("%d measures, %d rows of responsibilities, %d by chapter", all, rows, sum)
	}
	found := 0
	for _, f := range findings(t).Findings {
		var total, open, share int
		if f.Rule == "measures-without-body" {
			if _, err := fmt.Sscanf(f.DetailEn, "%d of %d measures (%d%%)", &open, &total, &share); err != nil || open > total {
				t.Errorf("%s: %s", f.Node, f.DetailEn)
			}
			found += total
		}
	}
	if found != all {
		t.Errorf("the rule counts %d measures of %d", found, all)
	}
}
