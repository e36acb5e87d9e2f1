package briefing_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"planatlas/briefing"
	"planatlas/graph"
)

const plan = "jianghai-14fyp"

// storyOf is a story of three views: around a node, a chain, a table.
func storyOf(t testing.TB, m briefing.Material) *briefing.Story {
	t.Helper()
	focus := mustNode(t, m, "新材料")
	around, _ := briefing.Around(m.Graph, m.Ontology, focus, 1, 0)
	trace := mustTrace(t, m, "新材料", "产城人融合区")
	chain := saved(m, briefing.View{Nodes: trace.Chains[0].Nodes, Relationships: trace.Chains[0].Relationships})
	chain.Chain = chain.Relationships
	chain.Selected = []string{trace.From.ID, trace.To.ID}
	first := saved(m, around)
	first.Selected = []string{strings.TrimPrefix(focus.ID, plan+":")}
	first.Lit = first.Nodes[:3]
	return &briefing.Story{Format: briefing.StoryFormat, Version: 1, Title: "新材料往何处去", Plan: plan, Data: m.Graph.Version(), Views: []briefing.SavedView{
		{Title: "新材料周边", Note: "先看它与谁相连。\n再看依据。", Link: "#/map?sel=industry.new-materials", Picture: first},
		{Title: "从新材料到产城人融合区", Note: "最弱一环要有人答复。", Picture: chain},
		{Title: "矩阵", Table: &briefing.SavedTable{Columns: []string{"产业", "平台"}, Rows: [][]string{{"新材料", "名称对应 第14条"}, {"智慧照明", "〔 〕"}}}},
	}}
}

// saved is a view as the page saves it, with ids short of the plan.
func saved(m briefing.Material, v briefing.View) *briefing.SavedPicture {
	p := &briefing.SavedPicture{}
	for _, n := range v.Nodes {
		at := m.Positions[n.Index()]
		p.Nodes, p.At = append(p.Nodes, strings.TrimPrefix(n.ID, plan+":")), append(p.At, [2]float64{at.X, at.Y})
	}
	for _, r := range v.Relationships {
		p.Relationships = append(p.Relationships, strings.ReplaceAll(r.ID, plan+":", ""))
	}
	return p
}

func TestStoryIsTold(t *testing.T) {
	m := mustReal(t)
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindStory, Lang: briefing.Chinese, Story: storyOf(t, m)})
	text := string(mustWrite(t, b, "md"))
	for _, want := range []string{"# 新材料往何处去", "新材料周边", "先看它与谁相连。", "再看依据。", "【最弱一环】", "| 智慧照明 | 〔 〕图中未录 |", "（第14条）"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, f := range briefing.Formats() {
		checkForm(t, "story", f, mustWrite(t, b, f.Name))
	}
	if b.Data.Nodes == nil || len(b.Sections) != 4 {
		t.Errorf("%d nodes, %d sections", len(b.Data.Nodes), len(b.Sections))
	}
}

// TestStoryPictureIsTheSavedOne: the nodes of the view and no others, the ring
// on the selection, the hops numbered, what is not lit dimmed.
func TestStoryPictureIsTheSavedOne(t *testing.T) {
	m := mustReal(t)
	s := storyOf(t, m)
	b := mustBriefing(t, m, briefing.Request{Lang: briefing.Chinese, Story: s})
	var scenes []*briefing.Scene
	for _, section := range b.Sections {
		for _, block := range section.Blocks {
			if p, ok := block.(*briefing.Picture); ok {
				scenes = append(scenes, p.Scene)
			}
		}
	}
	if len(scenes) != 2 {
		t.Fatalf("%d pictures", len(scenes))
	}
	around, chain := scenes[0], scenes[1]
	if len(around.Marks) != len(s.Views[0].Picture.Nodes) || len(around.Lines) != len(s.Views[0].Picture.Relationships) {
		t.Errorf("%d marks, %d lines", len(around.Marks), len(around.Lines))
	}
	strong, dimmed := 0, 0
	for _, mark := range around.Marks {
		if mark.Strong {
			strong++
		}
		if mark.Ink != "#14201D" {
			dimmed++
		}
	}
	if strong != 1 || dimmed != len(around.Marks)-3 {
		t.Errorf("%d rings, %d dimmed of %d", strong, dimmed, len(around.Marks))
	}
	hops := map[int]bool{}
	red := 0
	for _, l := range chain.Lines {
		hops[l.Hop] = true
		if l.Colour == "#B8321B" {
			red++
		}
	}
	if !hops[1] || hops[0] || len(hops) != len(chain.Lines) || red != 1 {
		t.Errorf("hops %v, %d in the colour of the weakest", hops, red)
	}
	// The arrangement is kept: who stood left of whom still does, mostly.
	agree, all := 0, 0
	for i, a := range around.Marks {
		for j := range i {
			was := s.Views[0].Picture.At[i][0] < s.Views[0].Picture.At[j][0]
			if all++; was == (a.At.X < around.Marks[j].At.X) {
				agree++
			}
		}
	}
	if agree*100 < all*85 {
		t.Errorf("%d of %d pairs stand as they stood", agree, all)
	}
}

func TestStorySaysWhatIsGone(t *testing.T) {
	m := mustReal(t)
	s := storyOf(t, m)
	s.Data = "0123456789abcdef"
	s.Views[0].Picture.Nodes[1] = "industry.gone"
	s.Views[1].Picture = &briefing.SavedPicture{Nodes: []string{"nothing.left"}}
	text := string(mustWrite(t, mustBriefing(t, m, briefing.Request{Lang: briefing.Chinese, Story: s}), "md"))
	for _, want := range []string{"industry.gone", "画面作于数据版本 0123456789abcdef", "没有可画的节点"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestReadStory(t *testing.T) {
	m := mustReal(t)
	whole, err := json.Marshal(storyOf(t, m))
	if err != nil {
		t.Fatal(err)
	}
	if s, err := briefing.ReadStory(io.MultiReader(strings.NewReader("\ufeff"), bytes.NewReader(whole))); err != nil || len(s.Views) != 3 {
		t.Errorf("a good story: %v", err)
	}
	for text, want := range map[string]string{
		``:              "第 1 行读不懂",
		`{"format":"x"`: "第 1 行读不懂",
		"{\"format\":\"planatlas-story\",\n\"version\":1,\n\"veiws\":[]}":                                                             "veiws",
		`{"format":"gexf","version":1,"views":[]}`:                                                                                    "这不是故事文件",
		`{"format":"planatlas-story","version":9,"views":[{"title":"a"}]}`:                                                            "version 是 9",
		`{"format":"planatlas-story","version":1,"views":[]}`:                                                                         "还没有画面",
		`{"format":"planatlas-story","version":1,"views":[{"title":"a"},{"title":"b","picture":{"nodes":["x"],"at":[[1,2],[3,4]]}}]}`: "第 2 页：at 有 2 个位置",
		`{"format":"planatlas-story","version":1,"views":[{"title":"a","picture":{"nodes":["x"],"at":[[1,2e30]]}}]}`:                  "过大的数",
		`{"format":"planatlas-story","version":1,"views":[{"title":"a","table":{"columns":["x"],"rows":[["1","2"]]}}]}`:               "第 1 行有 2 格，应有 1 格",
		`{"format":"planatlas-story","version":1,"views":[{"title":"a","note":"` + strings.Repeat("字", 4001) + `"}]}`:                 "说明超过 4000 字",
	} {
		_, err := briefing.ReadStory(strings.NewReader(text))
		var wrong *briefing.StoryError
		if !errors.As(err, &wrong) || !strings.Contains(wrong.In(briefing.Chinese), want) || wrong.In(briefing.English) == "" {
			t.Errorf("%.60s: %v", text, err)
		}
	}
}

func TestStoryNeedsAStory(t *testing.T) {
	m := mustReal(t)
	if _, err := briefing.New(context.Background(), m, briefing.Request{Kind: briefing.KindStory}); !errors.Is(err, briefing.ErrNeedsStory) {
		t.Error(err)
	}
}

// TestViewAsOnScreen: a briefing of the graph shows the view that was sent.
func TestViewAsOnScreen(t *testing.T) {
	m := mustReal(t)
	v := storyOf(t, m).Views[1]
	b := mustBriefing(t, m, briefing.Request{Kind: briefing.KindGraph, Lang: briefing.Chinese, Plan: plan, Saved: &v})
	if b.Title != v.Title || len(b.Picture.Marks) != len(v.Picture.Nodes) || len(b.Data.Nodes) != len(v.Picture.Nodes) {
		t.Errorf("%q with %d marks", b.Title, len(b.Picture.Marks))
	}
	if text := string(mustWrite(t, b, "md")); !strings.Contains(text, "【最弱一环】") || !strings.Contains(text, "关系清单") {
		t.Errorf("the chain is not said:\n%s", text)
	}
	var none graph.Subgraph
	b = mustBriefing(t, m, briefing.Request{Kind: briefing.KindGraph, Lang: briefing.English, Saved: &briefing.SavedView{Picture: &briefing.SavedPicture{}}})
	if len(b.Data.Nodes) != len(none.Nodes) || b.Picture != nil {
		t.Error("an empty view shows something")
	}
	checkForm(t, "empty view", briefing.Format{Name: "png"}, mustWrite(t, b, "png"))
}

// TestSlideHoldsPictureAndNote: what is said of a picture stands on its slide.
func TestSlideHoldsPictureAndNote(t *testing.T) {
	m := mustReal(t)
	file := mustWrite(t, mustBriefing(t, m, briefing.Request{Lang: briefing.Chinese, Story: storyOf(t, m)}), "pptx")
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	pictures := 0
	for _, part := range z.File {
		if !strings.HasPrefix(part.Name, "ppt/slides/slide") {
			continue
		}
		slide := string(mustPart(z, part.Name))
		if !strings.Contains(slide, "<p:pic>") {
			continue
		}
		pictures++
		if !strings.Contains(slide, "先看它与谁相连。") && !(strings.Contains(slide, "最弱一环要有人答复。") && strings.Contains(slide, "【最弱一环】")) {
			t.Errorf("%s has a picture and nothing said of it", part.Name)
		}
	}
	if pictures != 2 {
		t.Errorf("%d slides with pictures", pictures)
	}
}
