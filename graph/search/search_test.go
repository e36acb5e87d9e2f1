package search

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/ontology"
)

var labels = &ontology.Ontology{Labels: []ontology.Label{{Name: "Plan"}, {Name: "Article"}, {Name: "Chapter"}, {Name: "Measure"}, {Name: "Industry"}, {Name: "Cluster"}, {Name: "Platform"}, {Name: "District"}, {Name: "Term"}}}

// plan is a small graph of real names.
func plan(t testing.TB, more ...func(add func(id, label string, p map[string]graph.Value))) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	add := func(id, label string, p map[string]graph.Value) {
		b.AddNode(id, []string{label, graph.OwnedLabel}, graph.PropertiesOf(p))
	}
	text, texts := graph.Text, graph.Texts
	add("j:plan", "Plan", map[string]graph.Value{"name": text("江海“十四五”规划建议"), "title": text("关于制定二○三五年远景目标的建议")})
	add("j:art.12", "Article", map[string]graph.Value{"name": text("壮大先进制造业集群"), "number": graph.Int(12), "summary": text("列出六个产业，其中三个为战略性新兴产业。")})
	add("j:ch.4", "Chapter", map[string]graph.Value{"name": text("推进产业迈向中高端"), "number": graph.Int(4)})
	add("j:industry.new-materials", "Industry", map[string]graph.Value{"name": text("新材料"), "nameEn": text("New materials"), "aliases": texts([]string{"新材料产业"}), "articles": graph.Ints([]int64{12})})
	add("j:platform.base", "Platform", map[string]graph.Value{"name": text("新能源新材料产业集聚区"), "nameEn": text("New Energy and New Materials Cluster Zone")})
	add("j:platform.gov", "Platform", map[string]graph.Value{"name": text("“数字政府”"), "quotes": texts([]string{"“放管服”“数字政府”“评定分离”等"})})
	add("j:district.yrd", "District", map[string]graph.Value{"name": text("长三角")})
	add("j:district.cq", "District", map[string]graph.Value{"name": text("重庆")})
	add("j:district.zone", "District", map[string]graph.Value{"name": text("高新区(江海区)"), "aliases": texts([]string{"江海", "全区"}), "find": texts([]string{"高新开发区"})})
	add("j:cluster.all", "Cluster", map[string]graph.Value{"name": text("“3+3”先进制造业集群体系"), "aliases": texts([]string{"3+3"})})
	add("j:term.2035", "Term", map[string]graph.Value{"name": text("二○三五年远景目标")})
	add("j:measure.park", "Measure", map[string]graph.Value{"name": text("城市更新")})
	add("j:platform.park", "Platform", map[string]graph.Value{"name": text("城市更新")})
	for _, f := range more {
		f(add)
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestSearch(t *testing.T) {
	x := New(plan(t), labels, Text{"j:art.12", "加快壮大高端机电装备、新材料和新一代电子信息等三大战略性新兴产业集群,提升产业发展能级。"})
	for _, c := range []struct {
		query string
		want  string // ids and fields, best first
	}{
		{"新材料", "industry.new-materials:name platform.base:name art.12:text"},
		{"新材料产业", "industry.new-materials:alias platform.base:name"},
		{"xcl", "industry.new-materials:initials platform.base:initials"},
		{"xincailiao", "industry.new-materials:pinyin platform.base:pinyin"},
		{"XinCai", "industry.new-materials:pinyin platform.base:pinyin"},
		{"xincl", "industry.new-materials:pinyin platform.base:pinyin"},
		{"new materials", "industry.new-materials:nameEn platform.base:nameEn"},
		{"NEW-MAT", ""},
		{"csj", "district.yrd:initials"},
		{"changsanjiao", "district.yrd:pinyin"},
		{"zhangsanjiao", "district.yrd:pinyin"}, // a rarer reading still finds it
		{"chongqing", "district.cq:pinyin"},
		{"3+3", "cluster.all:alias"},
		{"３＋３", "cluster.all:alias"},
		{"二〇三五", "term.2035:name plan:title"},
		{"高新开发", "district.zone:find"},
		{"gxkfq", "district.zone:initials"},
		{"数字政府", "platform.gov:name"},
		{"评定分离", "platform.gov:quote"},
		{"第12条", "art.12:alias"},
		{"第四章", "ch.4:alias"},
		{"壮大先进制造业集群", "art.12:title"},
		{"art.12", "art.12:id"},
		{"战略性", "art.12:summary"},
		{"高端机电", "art.12:text"},
		{"新材料 集聚", "platform.base:name"},
		{"“”", ""},
		{"没有的名字", ""},
	} {
		var got []string
		for _, h := range x.Search(c.query, Options{}).Hits {
			got = append(got, strings.TrimPrefix(h.Node.ID, "j:")+":"+string(h.Match.Field))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.query, s, c.want)
		}
	}
}

func TestSearchCountsBeforeTheLimit(t *testing.T) {
	x := New(plan(t), labels)
	r := x.Search("新", Options{Limit: 1})
	if r.Total != 6 || len(r.Hits) != 1 || fmt.Sprint(r.Labels) != "map[Article:1 District:1 Industry:1 Measure:1 Platform:2]" {
		t.Errorf("got %d in all, %d shown, %v", r.Total, len(r.Hits), r.Labels)
	}
	if r := x.Search("新材料", Options{Plan: "other"}); r.Total != 0 {
		t.Errorf("another plan has %d hits", r.Total)
	}
}

func TestSearchJSON(t *testing.T) {
	b, err := json.Marshal(New(plan(t), labels).Search("新材料产业", Options{Limit: 1}))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"query":"新材料产业","total":2,"results":[{"id":"j:industry.new-materials","label":"Industry","name":"新材料","nameEn":"New materials","match":{"field":"alias","text":"新材料产业"},"articles":[12]}],"labels":{"Industry":1,"Platform":1}}`
	if string(b) != want {
		t.Errorf("got  %s\nwant %s", b, want)
	}
}

func TestTextIsCutAroundTheMatch(t *testing.T) {
	x := New(plan(t), labels, Text{"j:art.12", strings.Repeat("前", 40) + "“数字（政府）”建设" + strings.Repeat("后", 40)})
	hits := x.Search("字政府建", Options{}).Hits
	if len(hits) != 1 {
		t.Fatalf("%d hits", len(hits))
	}
	want := "…" + strings.Repeat("前", 16) + "“数字（政府）”建设" + strings.Repeat("后", 17) + "…"
	if got := hits[0].Match.Text; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestResolve(t *testing.T) {
	x := New(plan(t), labels)
	for _, c := range []struct{ name, plan, want string }{
		{"j:art.12", "", "j:art.12"},
		{"art.12", "", "j:art.12"},
		{"art.12", "j", "j:art.12"},
		{"新材料", "", "j:industry.new-materials"},
		{"全区", "", "j:district.zone"},
		{"高新区（江海区）", "", "j:district.zone"},
		{"数字政府", "", "j:platform.gov"},
		{"二〇三五年远景目标", "", "j:term.2035"},
		{"new MATERIALS", "", "j:industry.new-materials"},
		{"第12条", "", "j:art.12"},
		{"城市更新", "", "several [j:measure.park j:platform.park]"},
		{"新才料", "", "near [新材料]"},
		{"新材科", "", "near [新材料]"},
		{"数字证府", "", "near [“数字政府”]"},
		{"xcl", "", "near [新材料 新能源新材料产业集聚区]"},
		{"区块链", "", "near []"},
		{"x", "", "near []"},
		{"○、……", "", "near []"}, // signs without a sound
		{"", "", "near []"},
		{"新材料", "other", "near []"},
	} {
		r := x.Resolve(c.name, c.plan)
		got := "near " + fmt.Sprint(r.Near)
		if r.Node != nil {
			got = r.Node.ID
		} else if r.Candidates != nil {
			var ids []string
			for _, n := range r.Candidates {
				ids = append(ids, n.ID)
			}
			got = "several " + fmt.Sprint(ids)
		}
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"“Ｒ＆Ｄ”（投入）": "r&d投入", "二○三五": "二〇三五", "二〇三五": "二〇三五", " 1 + 6\u00a0": "1+6", "RCEP": "rcep", "〔2021〕1号": "20211号",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestChineseNumber(t *testing.T) {
	for n, want := range map[int64]string{1: "一", 10: "十", 11: "十一", 20: "二十", 46: "四十六", 0: "0", 100: "100"} {
		if got := chineseNumber(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "ab", 2}, {"新材料", "新材料", 0}, {"新料材", "新材料", 1}, {"城市", "都市圈", 2}} {
		if got := distance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%s, %s: got %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// TestSpellingEnds: a name of one repeated character has very many spellings.
func TestSpellingEnds(t *testing.T) {
	s := spelling{newEar().soundsOf(strings.Repeat("长", 40)), strings.Repeat("c", 30) + "x"}
	if m, _, _ := s.match(); m != soundNone {
		t.Errorf("got %d", m)
	}
	s.keys = strings.Repeat("c", 40)
	if m, _, whole := s.match(); m != soundInitials || !whole {
		t.Errorf("got %d, %v", m, whole)
	}
}

func BenchmarkSearch(b *testing.B) {
	g := plan(b, func(add func(string, string, map[string]graph.Value)) {
		for i := range 1500 {
			add(fmt.Sprintf("j:platform.p%04d", i), "Platform", map[string]graph.Value{"name": graph.Text(fmt.Sprintf("第%d产业基地示范园区", i)), "quotes": graph.Texts([]string{"加快推进园区建设,提升承载能力"})})
		}
	})
	x := New(g, labels)
	for _, q := range []string{"新材料", "xcl", "承载"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				x.Search(q, Options{Limit: 20})
			}
		})
	}
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			New(g, labels)
		}
	})
}
