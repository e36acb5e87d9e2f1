package main

import (
	"context"
	"testing"

	"planatlas/graph"
	"planatlas/graph/search"
	"planatlas/loader"
	"planatlas/seeds"
)

// BenchmarkTraceOnSeed is one trace on the shipped plan, 3 chains of at most 8
// hops.
func BenchmarkTraceOnSeed(b *testing.B) {
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		b.Fatal(err)
	}
	t, err := graph.NewTracer(s.Graph, s.Ontology.TraceRules(s.Graph))
	if err != nil {
		b.Fatal(err)
	}
	x := search.New(s.Graph, s.Ontology)
	for _, ends := range [][2]string{{"新材料", "新能源新材料产业集聚区"}, {"智慧照明", "新能源新材料产业集聚区"}, {"“3+3”先进制造业集群体系", "产城人融合区"}} {
		from, to := x.Resolve(ends[0], "").Node, x.Resolve(ends[1], "").Node
		if from == nil || to == nil {
			b.Fatalf("%v: not on the seed", ends)
		}
		b.Run(ends[0]+"→"+ends[1], func(b *testing.B) {
			for b.Loop() {
				if _, err := t.Find(context.Background(), graph.TraceRequest{From: int32(from.Index()), To: int32(to.Index())}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
