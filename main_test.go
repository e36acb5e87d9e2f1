package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"planatlas/graph/layout"
	"planatlas/seeds"
)

// environment is that of the test, before TestMain changed it; Go's own cache of
// builds is found by it.
var environment = os.Environ()

// TestMain keeps positions in a folder of the tests' own.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "planatlas-test")
	if err != nil {
		panic(err)
	}
	os.Setenv("XDG_CACHE_HOME", dir)
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// result is what a command printed and how it ended.
type result struct {
	out, err string
	status   int
}

// run runs the program in this process, as a person would at a prompt.
func run(env map[string]string, args ...string) result {
	var out, errs bytes.Buffer
	p := newProgram(&out, &errs, strings.NewReader("RETURN 1 AS n"), func(name string) (string, bool) {
		v, ok := env[name]
		return v, ok
	})
	status := p.run(context.Background(), args)
	return result{out.String(), errs.String(), status}
}

// TestExportOfAStory: from a file and from stdin, with the same bytes; what is no
// story is told with its place.
func TestExportOfAStory(t *testing.T) {
	story := `{"format":"planatlas-story","version":1,"title":"新材料往何处去","plan":"jianghai-14fyp","views":[
{"title":"一幕","note":"说明文字","picture":{"nodes":["industry.new-materials","platform.base-new-energy-new-materials"],"at":[[0,0],[90,30]],
"relationships":["platform.base-new-energy-new-materials|HOSTS|industry.new-materials"],"selected":["industry.new-materials"]}}]}`
	file := filepath.Join(t.TempDir(), "故事.json")
	if err := os.WriteFile(file, []byte(story), 0o644); err != nil {
		t.Fatal(err)
	}
	from := run(nil, "export", "--format", "md", "--story", file)
	for _, want := range []string{"# 新材料往何处去", "说明文字", "〔推断·名称对应〕", "（第14条、第12条）"} {
		if !strings.Contains(from.out, want) {
			t.Errorf("no %q in %s%s", want, from.out, from.err)
		}
	}
	var out, errs bytes.Buffer
	p := newProgram(&out, &errs, strings.NewReader(story), func(string) (string, bool) { return "", false })
	if status := p.run(context.Background(), []string{"export", "--format", "md", "--kind", "story", "--story", "-"}); status != 0 || out.String() != from.out {
		t.Errorf("from stdin: %d %s%s", status, out.String(), errs.String())
	}
	if r := run(nil, "export", "--format", "md", "--story", "-"); r.status != 1 || !strings.Contains(r.err, "第 1 行读不懂") {
		t.Errorf("no story: %d %s", r.status, r.err)
	}
}

// sourceText is the official text's file, or skips the test.
func sourceText(t *testing.T) string {
	t.Helper()
	name := os.Getenv("PLANATLAS_SOURCE")
	if name == "" {
		t.Skip("needs the official text: set PLANATLAS_SOURCE to its file")
	}
	return name
}

func TestCommands(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		args   string
		env    map[string]string
		status int
		want   string // parts of stdout, or of stderr where the status is not 0, apart by |
	}{
		{args: "version", want: "planatlas "},
		{args: "trace 新材料 新能源新材料产业集聚区", want: "1 跳，最弱一环 名称对应|新材料 承载于 新能源新材料产业集聚区。  ◀ 最弱一环|依据：名称对应（第14条、第12条）|第14条 “新能源新材料产业集聚区”|理由："},
		{args: "trace xincailiao-chanye 新材料", status: 1, want: "没有名为"},
		{args: "trace 新材料产业 platform.base-new-energy-new-materials", want: "最弱一环 名称对应"},
		{args: "trace --lang en 新材料 新能源新材料产业集聚区", want: "weakest hop Name match|New materials is hosted by"},
		{args: "trace 新材料 新能源新材料产业集聚区", env: map[string]string{"PLANATLAS_LANG": "en"}, want: "is hosted by"},
		{args: "trace 智慧照明 新能源新材料产业集聚区", want: "原文未载明“智慧照明”与“新能源新材料产业集聚区”如何相连。|“5+N”先进制造业集群体系|从未走到："},
		{args: "trace --basis text 新材料 新能源新材料产业集聚区", want: "原文未载明"},
		{args: "trace --basis hearsay 新材料 新能源新材料产业集聚区", status: 2, want: "没有依据“hearsay”；有 text, explicit"},
		{args: "trace --format json 新材料 新能源新材料产业集聚区", want: `"weakest": "name_match"`},
		{args: "trace --format yaml 新材料 新能源新材料产业集聚区", status: 2, want: "没有格式“yaml”；有 text|json"},
		{args: "trace --max-hops 0 新材料 六个产业核心基地", status: 2, want: "--max-hops"},
		{args: "trace 新材料", status: 2, want: "追溯要两个节点"},
		{args: "trace 新材料 新材料产业", status: 2, want: "同一个节点"},
		{args: "trace 新才料 六个产业核心基地", status: 1, want: "是否指：新材料"},
		{args: "trace --up 新能源新材料产业集聚区", want: "服务于什么|1 跳|新材料"},
		{args: "trace --down --format json 新材料", want: `"hops": 1`},
		{args: "trace --up --down 新材料", status: 2, want: "--up"},
		{args: "search xcl", want: "新材料|拼音首字母|显示"},
		{args: "search --format json 新材料", want: `"id": "jianghai-14fyp:industry.new-materials"`},
		{args: "search 没有这样的东西呀", want: "没有找到"},
		{args: "search", status: 2, want: "用法：planatlas search"},
		{args: "search --plan other 新材料", status: 2, want: "没有规划“other”"},
		{args: "check", want: "11 章，46 条|没有问题"},
		{args: "check --format json", want: `"ok": true`},
		{args: "check --seeds " + dir, status: 1, want: "plan.yaml"},
		{args: "check --source " + dir + "/none.txt", status: 1, want: "none.txt"},
		{args: "query RETURN|1|AS|one,|'文'|AS|字", want: "one  字|---  --|1    文"},
		{args: "query --format json --param x=三 RETURN|$x|AS|x", want: `"三"`},
		{args: "query --format csv --param x={\"$date\":\"2021-02-24\"} RETURN|$x|AS|x,|'=1+1'|AS|y", want: "x,y\n2021-02-24,'=1+1"},
		{args: "query --param x RETURN|1", status: 2, want: "名=值"},
		{args: "query MATCH|(n|RETURN|n", status: 1, want: "第 1 行第 10 列|不是|         ^"},
		{args: "query CREATE|(n)", status: 1, want: "拒绝 CREATE：这里的查询只读|提示：要改数据"},
		{args: "query --lang en CREATE|(n)", status: 1, want: "line 1, column 1: CREATE is refused: queries here only read|hint: change"},
		{args: "query --limit work=5000 UNWIND|range(1,1000000)|AS|x|RETURN|sum(x)", status: 1, want: "查询已停下：第 1 行第 8 列，查询的工作量超过 5,000|--limit work=…"},
		{args: "query --format json MATCH|(n:产业)|RETURN|n", want: "没有标签为 :产业 的节点|是否指 Industry？"},
		{args: "query --limit rows=two RETURN|1", status: 2, want: "rows=50000"},
		{args: "query --limit lines=2 RETURN|1", status: 2, want: "没有上限“lines”"},
		{args: "query --limit 2 RETURN|1", status: 2, want: "名=值"},
		{args: "query RETURN|1", env: map[string]string{"PLANATLAS_LIMIT": "rows=many"}, status: 2, want: "PLANATLAS_LIMIT"},
		{args: "query UNWIND|range(1,9)|AS|x|RETURN|sum(x*x)|AS|n", env: map[string]string{"PLANATLAS_LIMIT": "text=1KiB,memory=64MiB"}, want: "285"},
		{args: "serve --limit time=5m --addr 127.0.0.1:0", status: 2, want: "25s"},
		{args: "query EXPLAIN|MATCH|(n:Article)|RETURN|count(n)", want: "估计行数|NodeCountFromCountStore"},
		{args: "query PROFILE|MATCH|(n:Article)|RETURN|n.number|ORDER|BY|n.number|LIMIT|1", want: "实际行数|毫秒|46|n.number"},
		{args: "query -", want: "n"},
		{args: "load", status: 2, want: "--neo4j-uri"},
		{args: "load --neo4j-uri http://127.0.0.1:1", status: 1, want: "bolt://"},
		{args: "query --neo4j-uri bolt://127.0.0.1:1 RETURN|1", status: 1, want: "127.0.0.1:1"},
		{args: "mentions --seeds " + dir, status: 1, want: "plan.yaml"},
		{args: "mentions --stdout", status: 1, want: "--source"},
		{args: "export", status: 2, want: "--format"},
		{args: "export --format bmp", status: 2, want: "没有格式“bmp”"},
		{args: "export --format md --kind dossier", status: 2, want: "--focus"},
		{args: "export --format md --kind story", status: 2, want: "--story"},
		{args: "export --format md --kind zones --story x", status: 2, want: "--story"},
		{args: "export --format md --story /nowhere/story.json", status: 2, want: "打不开故事文件"},
		{args: "export --format md --kind poem", status: 2, want: "没有种类“poem”"},
		{args: "export --format md --focus 新材料 --saved x", status: 2, want: "只能用一个"},
		{args: "export --format md --saved nothing", status: 2, want: "没有已存问题“nothing”"},
		{args: "export --format md --cypher RETRN", status: 1, want: "RETRN"},
		{args: "export --format md --cypher MATCH|(n:Industry)|RETURN|n.name|AS|产业", want: "| 产业 |"},
		{args: "export --format md --focus 新材料", want: "# “新材料”档案|〔推断·名称对应〕"},
		{args: "export --format md --lang en --kind indicators", want: "| Indicator |"},
		{args: "export --format md --kind glossary", want: "原文未解"},
		{args: "export --format md --kind findings", want: "疑点清单|智慧照明由哪个基地或园区承载？|已接受的"},
		{args: "export --format svg --from 新材料", status: 2, want: "--from 与 --to"},
		{args: "export --format svg --focus 新材料", want: "<svg |新材料</text>|</svg>"},
		{args: "export --format svg --lang en --from 新材料 --to 新能源新材料产业集聚区", want: "<title>New materials → "},
		{args: "export --format md --kind layers --focus 新材料", want: "# “新材料”的分层|## 一、分层图|〔推断·名称对应〕"},
		{args: "export --format svg --kind layers --focus 新材料 --way down", want: "承载者 · 第 1 层|platform.base-new-energy-new-materials|2 个节点"},
		{args: "export --format md --kind layers --focus 高新区(江海区) --most 3", want: "每层最多画 3 个，另有"},
		{args: "export --format svg --lang en --kind layers --focus 新材料 --basis text", want: "serves · layer 1|9 nodes"},
		{args: "export --format svg --kind layers --focus 新材料 --hops 1", want: "服务于 · 第 1 层|5 个节点"},
		{args: "export --format md --kind layers", status: 2, want: "--focus"},
		{args: "export --format md --kind layers --focus 新才料", status: 1, want: "是否指：新材料"},
		{args: "export --format md --kind layers --focus 新材料 --way left", status: 2, want: "both、up 或 down"},
		{args: "export --format md --kind layers --focus 新材料 --most 0", status: 2, want: "--most 须为 1 到 5000"},
		{args: "export --format md --kind layers --focus 新材料 --hops 0", status: 2, want: "1 到 5"},
		{args: "export --format md --kind layers --focus 新材料 --basis hearsay", status: 2, want: "没有依据“hearsay”"},
		{args: "export --format md --focus 新材料 --way up", status: 2, want: "--way 只与 --kind layers 同用"},
		{args: "export --format md --kind matrix", want: "# 产业 × 平台载体|以产业为行、平台载体为列，看“承载”关系|名称对应 第14条 第12条|## 二、关系清单"},
		{args: "export --format md --kind matrix --rows 产业 --columns Platform --type 承载 --opening --basis text", want: "0 对相连。没有这种关系的有 6 个产业、6 个平台载体。"},
		{args: "export --format json --kind matrix", want: `"type":"HOSTS"|industry.smart-lighting`},
		{args: "export --format md --lang en --kind matrix --rows Goal --columns Indicator --type MEASURED_BY", want: "# Goal × Indicator|38 pairs joined|not listed"},
		{args: "export --format md --kind matrix --rows 产业", status: 2, want: "缺少 columns：矩阵要有行与列"},
		{args: "export --format md --kind matrix --rows 行业 --columns 平台载体", status: 2, want: "没有类型“行业”；有 上级战略、"},
		{args: "export --format md --kind matrix --focus 新材料", status: 2, want: "--focus"},
		{args: "export --format md --rows 产业 --columns 平台载体", status: 2, want: "--rows 只与 --kind matrix 同用"},
		{args: "srve", status: 2, want: "没有命令“srve”；是否指：serve"},
		{args: "search --frmat json x", status: 2, want: "planatlas search --help"},
		{args: "version --lang fr", status: 2, want: "--lang 须为 zh 或 en"},
		{args: "serve --addr nonsense", status: 1, want: "nonsense"},
		{args: "--help", want: "命令：|check|trace|选项："},
		{args: "trace --lang en --help", want: "Usage:|weakest"},
	} {
		args := strings.Fields(c.args)
		for i, a := range args {
			args[i] = strings.ReplaceAll(a, "|", " ") // a query is one argument
		}
		r := run(c.env, args...)
		got := r.out
		if c.status != 0 {
			got = r.err
		}
		if r.status != c.status {
			t.Errorf("%s: status %d, want %d\n%s%s", c.args, r.status, c.status, r.out, r.err)
		}
		for _, want := range strings.Split(c.want, "|") {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", c.args, want, got)
			}
		}
		if c.status != 0 && r.out != "" {
			t.Errorf("%s: an error and yet stdout holds %q", c.args, r.out)
		}
	}
}

func TestExportJSONHoldsTheWholePlan(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	if r := run(nil, "export", "--format", "json", "--out", file); r.status != 0 || r.out != "" {
		t.Fatalf("%+v", r)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var g struct {
		Nodes []struct {
			ID     string
			Labels []string
		}
		Relationships []struct{ Start, End, Type string }
	}
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatal(err)
	}
	counts, ids := map[string]int{}, map[string]bool{}
	for _, n := range g.Nodes {
		counts[n.Labels[0]]++
		ids[n.ID] = true
	}
	if counts["Article"] != 46 || counts["Chapter"] != 11 || counts["Plan"] != 1 {
		t.Errorf("%v", counts)
	}
	for _, r := range g.Relationships {
		if !ids[r.Start] || !ids[r.End] {
			t.Errorf("%s of %s and %s lacks an end", r.Type, r.Start, r.End)
		}
	}
	if again := run(nil, "export", "--format", "json"); again.out != string(b) {
		t.Error("a second export differs")
	}
}

func TestExportedPictureIsWellFormed(t *testing.T) {
	r := run(nil, "export", "--format", "svg")
	d := xml.NewDecoder(strings.NewReader(r.out))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if again := run(nil, "export", "--format", "svg"); again.out != r.out {
		t.Error("a second export differs")
	}
}

// TestMentionsAreFresh: the committed mentions.yaml is what the command writes.
func TestMentionsAreFresh(t *testing.T) {
	r := run(nil, "mentions", "--stdout", "--source", sourceText(t))
	want, err := os.ReadFile(filepath.Join("seeds", "jianghai-14fyp", "mentions.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if r.status != 0 || r.out != string(want) {
		t.Errorf("status %d, %d bytes, committed %d; run planatlas mentions\n%s", r.status, len(r.out), len(want), r.err)
	}
}

// TestQuotesStandInTheText holds every quote of the seeds against the official
// text, in the article that it names.
func TestQuotesStandInTheText(t *testing.T) {
	r := run(map[string]string{"PLANATLAS_SOURCE": sourceText(t)}, "check")
	if r.status != 0 || !strings.Contains(r.out, "引文已逐字核对") {
		t.Errorf("status %d\n%s%s", r.status, r.out, r.err)
	}
}

func TestSchemasAreFresh(t *testing.T) {
	dir := t.TempDir()
	if r := run(nil, "schema", "--out", dir); r.status != 0 {
		t.Fatalf("%+v", r)
	}
	written, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(written) < 15 {
		t.Fatalf("%d files, %v", len(written), err)
	}
	for _, file := range written {
		got, _ := os.ReadFile(file)
		committed, err := os.ReadFile(filepath.Join("seeds", "schema", filepath.Base(file)))
		if err != nil || !bytes.Equal(got, committed) {
			t.Errorf("%s is stale (%v); run planatlas schema --out seeds/schema", filepath.Base(file), err)
		}
	}
	if r := run(nil, "schema", "platforms"); r.status != 0 || !json.Valid([]byte(r.out)) {
		t.Errorf("%+v", r)
	}
	if r := run(nil, "schema", "unheard-of"); r.status != 2 {
		t.Errorf("%+v", r)
	}
}

// TestNewPlan: the official text becomes a folder that loads clean.
func TestNewPlan(t *testing.T) {
	text := filepath.Join(t.TempDir(), "text.txt")
	content := "关于制定某某规划的建议\n\n某发〔2025〕3号\n\n　　为做好工作，提出以下建议。\n\n　　一、总体要求\n\n　　1.指导思想。坚持稳中求进。\n\n　　2.主要目标。地区生产总值年均增长6%左右。\n\n　　二、重点任务\n\n　　3.壮大产业。建设一个园区。\n\n某某区委\n2025年3月1日\n"
	if err := os.WriteFile(text, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	plans := t.TempDir()
	r := run(nil, "new", text, filepath.Join(plans, "some-plan"))
	if r.status != 0 {
		t.Fatalf("%+v", r)
	}
	if r := run(nil, "check", "--seeds", plans, "--source", text); r.status != 0 || !strings.Contains(r.out, "2 章，3 条") {
		t.Errorf("the new folder: %+v", r)
	}
	if r := run(nil, "new", text, filepath.Join(plans, "some-plan")); r.status != 1 {
		t.Errorf("a folder that is there already: %+v", r)
	}
	if err := os.WriteFile(text, []byte("没有章也没有条\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := run(nil, "new", text, filepath.Join(plans, "other")); r.status != 1 || !strings.Contains(r.err, "text.txt") {
		t.Errorf("a text that is none: %+v", r)
	}
	if _, err := os.Stat(filepath.Join(plans, "other")); err == nil {
		t.Error("something half-written stays behind")
	}
}

// TestPreparedLayout: what the build computes is what the program would compute.
func TestPreparedLayout(t *testing.T) {
	dir := t.TempDir()
	if r := run(nil, "prepare", dir); r.status != 0 {
		t.Fatalf("%+v", r)
	}
	s := mustSeeds(t)
	b, err := os.ReadFile(filepath.Join(dir, layoutFile(s.Graph)))
	if err != nil {
		t.Fatal(err)
	}
	var r layout.Result
	if err := json.Unmarshal(b, &r); err != nil || r.Check() != nil || len(r.Positions) != s.Graph.NodeCount() {
		t.Errorf("%v, %v, %d positions", err, r.Check(), len(r.Positions))
	}
	if kept := newLayouts().Load(s.Graph); kept != nil && kept.Hash != r.Hash {
		t.Errorf("the program carries %s; make build computes %s", kept.Hash, r.Hash)
	}
}

func TestDamagedLayoutCountsForNothing(t *testing.T) {
	k, g := keptLayouts{t.TempDir()}, mustSeeds(t).Graph
	file := filepath.Join(k.dir, layoutFile(g))
	carried, err := seeds.Computed.ReadFile("computed/" + layoutFile(g))
	if err == nil && len(carried) > 0 {
		t.Skip("the program carries positions of its own")
	}
	r := &layout.Result{Positions: make([]layout.Point, g.NodeCount()), Hash: "0123456789abcdef"}
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{"", "{", "{}", string(b)} {
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if k.Load(g) != nil {
			t.Errorf("%.40s is taken for positions", content)
		}
	}
}

func TestWriteOutLeavesNothingHalfWritten(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "taken")
	if err := os.Mkdir(file, 0o755); err != nil {
		t.Fatal(err)
	}
	if r := run(nil, "export", "--format", "json", "--out", file); r.status != 1 {
		t.Errorf("%+v", r)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.part")); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}

// TestQuotesWithTheText: with the official text at hand quotes are whole, in the
// trace at the prompt as in answers, and the data version stays what it was.
func TestQuotesWithTheText(t *testing.T) {
	env := map[string]string{"PLANATLAS_SOURCE": sourceText(t)}
	command := []string{"query", "--format", "json", "MATCH ()-[r]->() UNWIND r.quotes AS q WITH q WHERE q CONTAINS '…' RETURN count(q) AS cut"}
	count := func(env map[string]string) int {
		var reply struct{ Records [][]int }
		r := run(env, command...)
		if err := json.Unmarshal([]byte(r.out), &reply); err != nil || len(reply.Records) != 1 {
			t.Fatalf("%v: %s%s", err, r.out, r.err)
		}
		return reply.Records[0][0]
	}
	with, without := count(env), count(nil)
	if without < 1000 || with > without/50 {
		t.Errorf("quotes that leave words out: %d, with the text %d", without, with)
	}
	trace := func(env map[string]string) string {
		return run(env, "trace", "新材料", "三大战略性新兴产业集群").out
	}
	if a, b := trace(nil), trace(env); !strings.Contains(a, "“新材料…集群”") || !strings.Contains(b, "“新材料和新一代电子信息等三大战略性新兴产业集群”") {
		t.Errorf("without the text:\n%s\nwith it:\n%s", a, b)
	}
	version := func(env map[string]string) string {
		return run(env, "query", "--format", "csv", "MATCH (p:Plan) RETURN p.dataVersion").out
	}
	if a, b := version(nil), version(env); a != b || a == "" {
		t.Errorf("data version %q, with the text %q", a, b)
	}
}
