package loader

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
)

// synthetic writes seed files of a plan with n nodes beside the document's own:
// n/20 articles, platforms that host industries and lie in districts, measures
// that act on platforms. Files are cut at 10 MB.
func synthetic(tb testing.TB, n int) fstest.MapFS {
	tb.Helper()
	files := good(tb)
	for name := range files {
		if name != ontologyFile {
			delete(files, name)
		}
	}
	add := func(name, content string) { files["large/"+name] = &fstest.MapFile{Data: []byte(content)} }
	add("plan.yaml", "plan:\n  id: large\n  name: \"合成规划\"\n  title: \"合成规划\"\n")
	articles := max(1, n/20)
	var b strings.Builder
	b.WriteString("chapters:\n  - {id: \"ch.1\", number: 1, name: \"第一部分\"}\narticles:\n")
	for i := 1; i <= articles; i++ {
		fmt.Fprintf(&b, "  - id: art.%d\n    number: %d\n    chapter: \"ch.1\"\n    name: \"第%d项工作\"\n    summary: \"推进第%d项工作。\"\n", i, i, i, i)
	}
	add("articles.yaml", b.String())
	b.Reset()
	part := 0
	flush := func() { add(fmt.Sprintf("part%03d.yaml", part), b.String()); b.Reset(); part++ }
	for i := 0; i < n; i++ {
		if b.Len() == 0 || i%4 == 0 {
			if b.Len() > 10<<20 {
				flush()
			}
		}
		writeSynthetic(&b, i, i%articles+1)
	}
	flush()
	var mentions strings.Builder
	mentions.WriteString("mentions:\n")
	for i := 0; i < n; i += 4 {
		fmt.Fprintf(&mentions, "  - {at: \"art:%d\", node: \"platform.p%d\", form: \"第%d号产业园\"}\n", i%articles+1, i, i)
	}
	add("mentions.yaml", mentions.String())
	collect(files)
	return files
}

// writeSynthetic writes item i, tagged with its collection for collect.
func writeSynthetic(b *strings.Builder, i, article int) {
	source := fmt.Sprintf("sources: [{at: \"art:%d\", quote: \"第%d号\"}]", article, i)
	group := i / 4 * 4
	switch i % 4 {
	case 0:
		fmt.Fprintf(b, "@platforms\n  - id: platform.p%d\n    name: \"第%d号产业园\"\n    nameEn: \"Park number %d\"\n    aliases: [\"%d号园\"]\n    kind: \"park\"\n    %s\n    relationships:\n", i, i, i, i, source)
		fmt.Fprintf(b, "      - type: HOSTS\n        to: \"industry.i%d\"\n        basis: name_match\n        rationale: \"园区名称与产业名称同号\"\n        %s\n", group+1, source)
		fmt.Fprintf(b, "      - type: LOCATED_IN\n        to: \"district.d%d\"\n        basis: coreference\n        %s\n", group+2, source)
	case 1:
		fmt.Fprintf(b, "@industries\n  - id: industry.i%d\n    name: \"第%d号产业\"\n    kind: \"other\"\n    %s\n", i, i, source)
	case 2:
		fmt.Fprintf(b, "@districts\n  - id: district.d%d\n    name: \"第%d号片区\"\n    kind: \"functional\"\n    %s\n", i, i, source)
	default:
		fmt.Fprintf(b, "@measures\n  - id: measure.m%d\n    name: \"建设第%d号产业园\"\n    kind: \"project\"\n    strength: \"建设\"\n    %s\n    relationships:\n      - type: TARGETS\n        to: \"platform.p%d\"\n        basis: explicit\n        %s\n", i, i, source, group, source)
	}
}

// collect sorts the tagged items of each file under their collections.
func collect(files fstest.MapFS) {
	for _, f := range files {
		if !strings.HasPrefix(string(f.Data), "@") {
			continue
		}
		byKey := map[string]*strings.Builder{}
		var order []string
		for _, item := range strings.Split(string(f.Data), "@")[1:] {
			key, body, _ := strings.Cut(item, "\n")
			if byKey[key] == nil {
				byKey[key] = &strings.Builder{}
				order = append(order, key)
			}
			byKey[key].WriteString(body)
		}
		var out strings.Builder
		for _, key := range order {
			out.WriteString(key + ":\n" + byKey[key].String())
		}
		f.Data = []byte(out.String())
	}
}

func size(files fstest.MapFS) (bytes int64) {
	for _, f := range files {
		bytes += int64(len(f.Data))
	}
	return bytes
}

// BenchmarkLoad loads the made-up plan and a synthetic one of the order of a
// real plan.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{1_000} {
		files := synthetic(b, n)
		b.Run(fmt.Sprintf("nodes=%d", n), func(b *testing.B) {
			b.SetBytes(size(files))
			b.ReportAllocs()
			for b.Loop() {
				mustLoad(b, files, Options{})
			}
		})
	}
}

// BenchmarkLoad100k loads 100,000 nodes in one pass, with progress, and prints
// the memory that it took.
func BenchmarkLoad100k(b *testing.B) {
	files := synthetic(b, 100_000)
	b.SetBytes(size(files))
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		calls := 0
		s := mustLoad(b, files, Options{Progress: func(done, total int) { calls++ }})
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/(1<<20), "MB-allocated")
		b.ReportMetric(float64(after.Sys)/(1<<20), "MB-from-system")
		b.ReportMetric(float64(calls), "progress-calls")
		b.ReportMetric(float64(s.Graph.NodeCount()), "nodes")
		b.ReportMetric(float64(s.Graph.RelationshipCount()), "relationships")
	}
}

// BenchmarkLoadSeeds loads what the program ships.
func BenchmarkLoadSeeds(b *testing.B) {
	dir := os.DirFS("../seeds")
	if _, err := Load(dir, Options{}); err != nil {
		b.Skip("the seeds do not load: ", err)
	}
	b.ReportAllocs()
	for b.Loop() {
		mustLoad(b, dir, Options{})
	}
}
