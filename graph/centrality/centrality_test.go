package centrality_test

import (
	"context"
	"encoding/json"
	"testing"

	"planatlas/graph/centrality"
	"planatlas/graph/question"
	"planatlas/loader"
	"planatlas/seeds"
)

const plan = "jianghai-14fyp"

func report(t *testing.T, textOnly bool) (*centrality.Report, *loader.Seeds) {
	t.Helper()
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var bases []string
	if textOnly {
		bases = question.TextBases(s.Ontology)
	}
	r, err := centrality.Of(context.Background(), s.Graph, s.Ontology, plan, bases)
	if err != nil {
		t.Fatal(err)
	}
	return r, s
}

func TestWhatTheSeedHangsBy(t *testing.T) {
	r, s := report(t, false)
	through := map[string]float64{}
	content := 0
	for _, n := range r.Nodes {
		through[n.Name] = n.Through
		content++
		if n.Share < 0 || n.Share > 1 {
			t.Errorf("%s: share %v", n.Name, n.Share)
		}
	}
	if content == 0 || content >= s.Graph.NodeCount() {
		t.Errorf("%d nodes of content among %d", content, s.Graph.NodeCount())
	}
	for _, pair := range [][2]string{{"六个产业核心基地", "现代服务产业园"}, {"江门高新港", "盐田港"}, {"新材料", "智慧照明"}} {
		if through[pair[0]] <= through[pair[1]] {
			t.Errorf("%s: %v chains, %s: %v", pair[0], through[pair[0]], pair[1], through[pair[1]])
		}
	}
	// By the subject all hangs together; a chain may not lead through it.
	if n := through["高新区(江海区)"]; n != 0 {
		t.Errorf("%v chains lead through the subject", n)
	}
}

func TestGoalsThatHangByOne(t *testing.T) {
	r, s := report(t, false)
	text, _ := report(t, true)
	for _, g := range r.Goals {
		if (g.Supports == 1) != (g.Only != nil) || g.Measures > g.Supports {
			t.Errorf("%+v", g)
		}
		if g.Name == "经济发展更高质量" && (g.Supports < 2 || g.Only != nil) {
			t.Errorf("%+v", g)
		}
	}
	hanging := func(r *centrality.Report) (n int) {
		for _, g := range r.Goals {
			if g.Only != nil {
				n++
			}
		}
		return n
	}
	if hanging(r) < 10 || hanging(text) == hanging(r) {
		t.Errorf("%d goals hang by one, %d by the text alone", hanging(r), hanging(text))
	}
	if r.Goals[0].Supports > r.Goals[len(r.Goals)-1].Supports || s.Graph.NodeByID(r.Goals[0].ID) == nil {
		t.Errorf("fewest supports come first: %+v", r.Goals[0])
	}
}

func TestGroupsAgainstChapters(t *testing.T) {
	r, _ := report(t, false)
	size, members := 0, map[int]int{}
	for _, n := range r.Nodes {
		members[n.Group]++
	}
	for i, g := range r.Groups {
		size += g.Size
		inChapters := 0
		for _, c := range g.Chapters {
			inChapters += c.Count
		}
		if g.ID != i+1 || g.Size != members[g.ID] || inChapters != g.Size || len(g.Names) == 0 || (i > 0 && g.Size > r.Groups[i-1].Size) {
			t.Errorf("group %+v has %d members", g, members[g.ID])
		}
	}
	if size+members[0] != len(r.Nodes) || r.Modularity < 0.5 || r.Agreement < 0.4 || r.Agreement > 1 {
		t.Errorf("%d in groups of %d, modularity %v, agreement %v", size, len(r.Nodes), r.Modularity, r.Agreement)
	}
}

func TestTheSameEveryTime(t *testing.T) {
	a, _ := report(t, false)
	b, _ := report(t, false)
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	if string(x) != string(y) {
		t.Error("two counts of the same plan differ")
	}
}

func TestACountCanBeEnded(t *testing.T) {
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := centrality.Of(ctx, s.Graph, s.Ontology, plan, nil); err == nil {
		t.Error("an ended context ends no count")
	}
}
