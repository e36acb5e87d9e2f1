package main

import (
	"context"
	"strings"
	"sync"
	"testing"

	"planatlas/graph"
	"planatlas/graph/search"
	"planatlas/loader"
	"planatlas/seeds"
)

// This file holds what the seeds must answer: chains that a planner finds in the
// text, and pairs between which the text is silent. Shared goals, groups and
// measures would make a false chain of each silence if a walk might go up and
// then down.

type seedGraph struct {
	*loader.Seeds
	index  *search.Index
	tracer *graph.Tracer
}

var embedded = sync.OnceValues(func() (*seedGraph, error) {
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		return nil, err
	}
	t, err := graph.NewTracer(s.Graph, s.Ontology.TraceRules(s.Graph))
	return &seedGraph{s, search.New(s.Graph, s.Ontology), t}, err
})

func mustSeeds(t testing.TB) *seedGraph {
	t.Helper()
	s, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *seedGraph) node(t testing.TB, name string) *graph.Node {
	t.Helper()
	r := s.index.Resolve(name, "")
	if r.Node == nil {
		t.Fatalf("%s stands for no node, or for several; near are %v", name, r.Near)
	}
	return r.Node
}

func (s *seedGraph) trace(t testing.TB, from, to string) *graph.Trace {
	t.Helper()
	r, err := s.tracer.Find(context.Background(), graph.TraceRequest{From: int32(s.node(t, from).Index()), To: int32(s.node(t, to).Index())})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSeedChains(t *testing.T) {
	s := mustSeeds(t)
	walked := map[string]bool{}
	for _, c := range []struct {
		from, to, weakest string
		types             string // of the first chain's hops
		nodes             string // that it leads through, names
	}{
		{"新材料", "新能源新材料产业集聚区", "name_match", "HOSTS", ""},
		{"高端机电装备", "高端机电装备制造产业集聚区", "name_match", "HOSTS", ""},
		{"新材料", "产城人融合区", "name_match", "HOSTS INCLUDES LOCATED_IN", "新能源新材料产业集聚区 六个产业核心基地"},
		{"3+3", "产城人融合区", "name_match", "INCLUDES HOSTS INCLUDES LOCATED_IN", ""},
		{"三区并进", "六基地", "coreference", "INCLUDES LOCATED_IN", "产城人融合区"},
		{"国资公司", "城市更新", "explicit", "RESPONSIBLE_FOR TARGETS", ""},
		{"3+3", "六大工程", "explicit", "ALIGNS_WITH", ""},
		{"3+3", "5+N", "explicit", "ALIGNS_WITH", ""},
		{"智慧照明", "5+N", "explicit", "INCLUDES ALIGNS_WITH", "“3+3”先进制造业集群体系"},
		{"江门高新港", "盐田港", "explicit", "CONNECTS_TO", ""},
		{"高栏港", "江门高新港", "explicit", "CONNECTS_TO", ""},
		{"地区生产总值年均增长", "经济发展更高质量", "coreference", "MEASURED_BY", ""},
		{"地区生产总值年均增长7%左右", "经济发展更高质量", "coreference", "HAS_TARGET MEASURED_BY", "地区生产总值年均增长"},
		{"白水带森林公园整体升级改造", "白水带森林公园", "explicit", "SERVES", ""},
		{"江门高新区物流园", "制造业", "explicit", "SERVES", ""},
		{"城乡居民人均可支配收入", "城乡居民收入", "name_match", "SAME_AS", ""},
		{"重点企业", "高校院所", "explicit", "PARTNERS_WITH", ""},
		{"江门演艺中心", "5G演艺直播平台", "explicit", "RESPONSIBLE_FOR", ""},
		{"全区干部群众", "高质量发展先行区", "explicit", "RESPONSIBLE_FOR", ""},
		{"经济保持中高速增长", "经济发展更高质量", "", "SUBGOAL_OF", ""},
		{"三线一单", "生态保护红线", "explicit", "INCLUDES", ""},
		{"打造“3+3”先进制造业集群体系", "粤港澳大湾区西翼特色现代产业体系", "", "ADVANCES", ""},
		{"高新创智城", "粤港澳大湾区西翼创新驱动发展示范区", "coreference", "TARGETS ADVANCES", ""},
		{"创新人才高地", "粤港澳大湾区西翼创新驱动发展示范区", "coreference", "SUBGOAL_OF", ""},
		{"人才服务专员", "创新人才高地", "coreference", "TARGETS ADVANCES", "落实领导联系高层次人才和人才服务专员制度"},
		{"科技综合体", "网驿江门智造科技港", "explicit", "INCLUDES", ""},
		{"智能智造", "科技综合体", "name_match", "HOSTS INCLUDES", "网驿江门智造科技港"},
		{"中央商务区", "区行政中心", "explicit", "LOCATED_IN", ""},
		{"中江高速", "港珠澳大桥", "explicit", "CONNECTS_TO", ""},
		{"深茂铁路", "轨道上的大湾区", "explicit", "ALIGNS_WITH", ""},
		{"高新区外贸物流基地", "制造业", "explicit", "SERVES", ""},
		{"双循环", "出口比重扩大", "explicit", "ALIGNS_WITH TARGETS HAS_TARGET", ""},
		{"民营企业", "鼓励民营企业参与重大项目、重大产业", "explicit", "RESPONSIBLE_FOR", ""},
		{"产城人融合区", "城市能级", "explicit", "ADVANCES", ""},
		{"麻园", "区“三区并进”", "coreference", "LOCATED_IN INCLUDES", "老城区"},
		{"总人口超50万", "科创中心", "explicit", "HAS_TARGET MEASURED_BY", "总人口"},
		{"第57位", "创新驱动更加显著", "coreference", "HAS_TARGET MEASURED_BY", "高新区综合排名"},
		{"生态保护红线", "绿色发展引领区", "coreference", "INCLUDES TARGETS ADVANCES", ""},
		{"粤菜师傅", "三大培训工程", "explicit", "INCLUDES", ""},
		{"高素质农民培育", "就业质量", "coreference", "INCLUDES ADVANCES", ""},
		{"商业养老保险", "多支柱养老保险体系", "explicit", "INCLUDES", ""},
		{"厕所革命", "平安江海", "coreference", "TARGETS ADVANCES", ""},
		{"江门演艺中心", "文化强区", "coreference", "RESPONSIBLE_FOR ADVANCES", ""},
		{"亿元保障计划", "沿着正确方向稳步前进", "coreference", "ALIGNS_WITH ADVANCES", ""},
	} {
		r := s.trace(t, c.from, c.to)
		if len(r.Chains) == 0 {
			t.Errorf("%s → %s is silent", c.from, c.to)
			continue
		}
		first := r.Chains[0]
		var types, nodes []string
		for _, rel := range first.Relationships {
			types = append(types, rel.Type)
			walked[rel.Type] = true
		}
		for _, n := range first.Nodes[1 : len(first.Nodes)-1] {
			nodes = append(nodes, n.Name())
		}
		if got := strings.Join(types, " "); got != c.types {
			t.Errorf("%s → %s goes by %s, want %s", c.from, c.to, got, c.types)
		}
		if got := strings.Join(nodes, " "); c.nodes != "" && got != c.nodes {
			t.Errorf("%s → %s goes through %s, want %s", c.from, c.to, got, c.nodes)
		}
		if c.weakest != "" && first.Weakest != c.weakest {
			t.Errorf("%s → %s: weakest hop %s, want %s", c.from, c.to, first.Weakest, c.weakest)
		}
		for _, rel := range first.Relationships {
			if len(rel.Properties.Get(graph.PropRefs).Strings()) == 0 {
				t.Errorf("%s has no evidence", rel.ID)
			}
		}
	}
	for _, typ := range s.Ontology.Types {
		if typ.Trace != "none" && len(s.Graph.Relationships()) > 0 && !walked[typ.Name] && used(s.Graph, typ.Name) {
			t.Errorf("no chain of the table goes by %s", typ.Name)
		}
	}
}

func used(g *graph.Graph, typ string) bool {
	_, ok := g.TypeID(typ)
	return ok
}

func TestSeedSilences(t *testing.T) {
	s := mustSeeds(t)
	for _, c := range [][2]string{
		{"智慧照明", "六个产业核心基地"},
		{"智慧照明", "高端机电装备制造产业集聚区"},
		{"智慧照明", "新一代电子信息产业集聚区"},
		{"智慧照明", "新能源新材料产业集聚区"},
		{"智慧照明", "现代服务产业园"},
		{"智慧照明", "大健康产业基地"},
		{"智慧照明", "智能智造产业基地"},
		{"现代服务产业园", "3+3"},
		{"现代服务产业园", "新材料"},
		{"创新创业大道", "智慧照明"},
		{"园区开发", "城市更新"},
		{"盐田港", "南沙港"},
		{"盐田港", "高栏港"},
		{"金瓯路西延线", "港珠澳大桥"},
		{"港珠澳大桥", "深中通道"},
		{"中央商务区", "老城区"},
		{"老城区", "都市农业生态区"},
		{"新材料", "新一代电子信息"},
		{"新能源新材料产业集聚区", "大健康"},
		{"“1+6”园区", "六个产业核心基地"},
		{"中共江门高新区工委", "六个产业核心基地"},
		{"创新驱动更加显著", "生态环境更为优美"},
		{"江门演艺中心", "国资国企"},
		// One word, two things.
		{"金瓯路西延线", "创新创业大道"},
		{"金瓯路西延线", "金瓯路城市景观中轴"},
		{"创新创业大道", "金瓯路城市景观中轴"},
		{"产城人融合区", "中心城区产城融合示范区"},
		{"市“三区并进”", "区“三区并进”"},
		{"江门高新港", "电子信息产业港"},
		{"三甲医院服务", "高水平三甲医院"},
		{"儿童公园", "公园里的儿童免疫公共服务中心"},
		{"大健康", "健康养老"},
		{"江门高新港", "港澳"},
		// One sentence, one list.
		{"广交会", "粤贸全球"},
		{"粤菜师傅", "广东技工"},
		{"粤菜师傅", "农村电商"},
		{"畅通春运", "厕所革命"},
		{"新会睦洲", "三江"},
		{"大数据", "区块链"},
		{"高新创智城", "网驿江门智造科技港"},
		{"智慧照明", "智能智造"},
		// One chapter, one place.
		{"城央绿廊", "产业新城"},
		{"麻园", "中央商务区"},
		{"白水带森林公园", "城央绿廊"},
		{"民营企业", "国资国企"},
		{"现代农业产业园", "“1+6”园区"},
		{"国家知识产权试点园区", "六大国家级创新发展平台"},
	} {
		for _, pair := range [][2]string{c, {c[1], c[0]}} {
			r := s.trace(t, pair[0], pair[1])
			if len(r.Chains) > 0 {
				var names []string
				for _, n := range r.Chains[0].Nodes {
					names = append(names, n.Name())
				}
				t.Errorf("%s → %s: a chain through %s; the text states none", pair[0], pair[1], strings.Join(names, " → "))
			} else if len(r.Silent.From) == 0 || len(r.Silent.To) == 0 {
				t.Errorf("%s → %s: nothing said of where the ends stop", pair[0], pair[1])
			}
		}
	}
}

// TestSilenceSaysHowFar: 智慧照明 gets to “3+3” and on to the upper strategies,
// never to a base.
func TestSilenceSaysHowFar(t *testing.T) {
	s := mustSeeds(t)
	silent := s.trace(t, "智慧照明", "新能源新材料产业集聚区").Silent
	reached := map[string]bool{}
	for _, n := range silent.From {
		reached[n.Name()] = true
	}
	if !reached["“5+N”先进制造业集群体系"] {
		t.Errorf("the last nodes do not hold “5+N”: %v", reached)
	}
	never := strings.Join(silent.NeverFrom, " ")
	if !strings.Contains(never, "Platform") || strings.Contains(never, "Cluster") {
		t.Errorf("never reached: %s", never)
	}
}

// TestTextOnlyTakesTheEvidenceAway: the first walk stands on a shared name, so
// without the analyst's relationships it is silent.
func TestTextOnlyTakesTheEvidenceAway(t *testing.T) {
	s := mustSeeds(t)
	r, err := s.tracer.Find(context.Background(), graph.TraceRequest{
		From: int32(s.node(t, "新材料").Index()), To: int32(s.node(t, "新能源新材料产业集聚区").Index()), Bases: s.Ontology.TextOnly(),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Chains) > 0 {
		t.Errorf("%d chains without the name match", len(r.Chains))
	}
}

// Benchmarks on the seeds: what a visitor waits for.

func BenchmarkSeedLoad(b *testing.B) {
	for b.Loop() {
		if _, err := loader.Load(seeds.FS, loader.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSeedTrace(b *testing.B) {
	s := mustSeeds(b)
	pairs := [][2]string{{"新材料", "新能源新材料产业集聚区"}, {"3+3", "产城人融合区"}, {"智慧照明", "新能源新材料产业集聚区"}, {"现代服务产业园", "3+3"}}
	for _, p := range pairs {
		q := graph.TraceRequest{From: int32(s.node(b, p[0]).Index()), To: int32(s.node(b, p[1]).Index())}
		b.Run(p[0]+"→"+p[1], func(b *testing.B) {
			for b.Loop() {
				if _, err := s.tracer.Find(context.Background(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSeedSearch(b *testing.B) {
	s := mustSeeds(b)
	for _, q := range []string{"新材料", "xcl", "评定分离"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				s.index.Search(q, search.Options{Limit: 20})
			}
		})
	}
}
