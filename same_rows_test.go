package main

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"planatlas/graph/question"
	"planatlas/loader"
	"planatlas/seeds"
)

// rows are what an answer says, without how long it took.
type rows struct {
	Keys      []string
	Records   []json.RawMessage
	Truncated bool
}

func (r rows) text() string {
	lines := []string{strings.Join(r.Keys, " ")}
	for _, x := range r.Records {
		var b bytes.Buffer
		if json.Compact(&b, x) == nil {
			lines = append(lines, b.String())
		}
	}
	return strings.Join(lines, "\n")
}

// TestTheSameQuestionEverywhere: a saved question gives the same rows on the
// command line, over HTTP by its name as the page asks it, in a POST, and as the
// Cypher that it is. (graphtest holds the two engines to the same rows.)
func TestTheSameQuestionEverywhere(t *testing.T) {
	questions, err := loader.Questions(seeds.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(questions) < 30 {
		t.Fatalf("%d saved questions", len(questions))
	}
	p := serve(t)
	for _, q := range questions {
		for _, args := range []map[string]string{q.Example, {}} {
			want := fromCommand(t, q.ID, args)
			if len(want.Keys) == 0 || want.Truncated {
				t.Fatalf("%s: %+v", q.ID, want)
			}
			values := url.Values{}
			for k, v := range args {
				values.Set(k, v)
			}
			var got rows
			p.get("/api/v1/queries/"+q.ID+"?"+values.Encode(), &got)
			same(t, q.ID+" by GET", got, want)
			same(t, q.ID+" by POST", p.post(t, "/api/v1/queries/"+q.ID, map[string]any{"params": args}), want)
			same(t, q.ID+" as Cypher", p.asCypher(t, q, args), want)
		}
	}
}

func same(t *testing.T, what string, got, want rows) {
	t.Helper()
	if got.text() != want.text() || got.Truncated {
		t.Errorf("%s:\n%.600s\nthe command line says\n%.600s", what, got.text(), want.text())
	}
}

func fromCommand(t *testing.T, id string, args map[string]string) rows {
	t.Helper()
	command := []string{"query", "--saved", id, "--format", "json"}
	for k, v := range args {
		command = append(command, "--param", k+"="+v)
	}
	r := run(nil, command...)
	var out rows
	if err := json.Unmarshal([]byte(r.out), &out); err != nil || r.status != statusDone {
		t.Fatalf("%s: status %d, %v\n%s", id, r.status, err, r.err)
	}
	return out
}

func (p *process) asCypher(t *testing.T, q question.Question, args map[string]string) rows {
	t.Helper()
	bound, err := q.Bind("jianghai-14fyp", args)
	if err != nil {
		t.Fatal(err)
	}
	params := map[string]any{}
	for k, v := range bound {
		params[k] = v
	}
	return p.post(t, "/api/v1/query", map[string]any{"query": q.Cypher, "params": params})
}

func (p *process) post(t *testing.T, path string, body any) rows {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(p.url+path, "application/json", bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var out rows
	if err := json.Unmarshal(answer, &out); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v: %.300s", path, resp.StatusCode, err, answer)
	}
	return out
}

// TestTheSameFindingsEverywhere: the command line and HTTP find the same.
func TestTheSameFindingsEverywhere(t *testing.T) {
	p := serve(t)
	var got, want question.Report
	p.get("/api/v1/findings", &got)
	r := run(nil, "findings", "--graph", "both", "--format", "json")
	if err := json.Unmarshal([]byte(r.out), &want); err != nil {
		t.Fatal(err, r.err)
	}
	x, _ := json.Marshal(got.Findings)
	y, _ := json.Marshal(want.Findings)
	if len(want.Findings) < 50 || string(x) != string(y) {
		t.Errorf("HTTP finds %d, the command line %d", len(got.Findings), len(want.Findings))
	}
	for _, f := range want.Settled {
		t.Errorf("the rule %s accepts %s, which is not found any more", f.Rule, f.Node)
	}
}

// TestTheRulesOfTheSeedStateTheirCase: each rule says why it matters, how to
// settle it and, in both languages, why a finding was accepted.
func TestTheRulesOfTheSeedStateTheirCase(t *testing.T) {
	rules, err := loader.Rules(fs.FS(seeds.FS))
	if err != nil {
		t.Fatal(err)
	}
	if len(rules) < 18 {
		t.Errorf("%d rules", len(rules))
	}
	for _, r := range rules {
		for _, text := range []string{r.Why.Zh, r.Why.En, r.Settle.Zh, r.Settle.En} {
			if text == "" {
				t.Errorf("%s leaves out why, or how to settle it", r.ID)
			}
		}
		for _, e := range r.Accepted {
			if e.Reason == "" || e.ReasonEn == "" || e.Date == "" {
				t.Errorf("%s accepts %s without reason and date", r.ID, e.Node)
			}
		}
	}
}

// TestGoalsOnOneSupportAreTheSame: the saved question and the count of hubs call
// the same goals those that hang by one support.
func TestGoalsOnOneSupportAreTheSame(t *testing.T) {
	asked := map[string]string{}
	for _, r := range fromCommand(t, "goals-on-one-support", nil).Records {
		var row []any
		if err := json.Unmarshal(r, &row); err != nil {
			t.Fatal(err)
		}
		asked[row[0].(string)] = row[1].(string)
	}
	var report struct {
		Goals []struct {
			Name string
			Only *struct{ Name string }
		}
	}
	r := run(nil, "hubs", "--format", "json")
	if err := json.Unmarshal([]byte(r.out), &report); err != nil {
		t.Fatal(err, r.err)
	}
	counted := 0
	for _, g := range report.Goals {
		if g.Only == nil {
			continue
		}
		counted++
		if asked[g.Name] != g.Only.Name {
			t.Errorf("%s hangs by %s, the question says %q", g.Name, g.Only.Name, asked[g.Name])
		}
	}
	if counted != len(asked) || counted < 10 {
		t.Errorf("%d goals counted, %d asked", counted, len(asked))
	}
}
