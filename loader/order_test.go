package loader

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/seeds"
)

// TestMeasuresStandInTheOrderOfTheText: the order that STATES carries is that of
// the seed, so that the graph is the same without the text; with it, the seed
// is seen to follow the text.
func TestMeasuresStandInTheOrderOfTheText(t *testing.T) {
	s := mustLoad(t, seeds.FS, Options{Sources: map[string]string{"": officialText(t)}})
	d := s.plans[0].document
	byPlace := map[string][]*graph.Relationship{}
	for _, r := range s.Graph.Relationships() {
		if r.Type == states && s.Graph.NodeByID(r.End).Label() == "Measure" {
			byPlace[r.Start] = append(byPlace[r.Start], r)
		}
	}
	order := func(r *graph.Relationship) int64 { i, _ := r.Properties.Get(propOrder).AsInt(); return i }
	seen := 0
	for place, list := range byPlace {
		slices.SortFunc(list, func(a, b *graph.Relationship) int { return cmp.Compare(order(a), order(b)) })
		var text strings.Builder
		for _, p := range d.Paragraphs(list[0].Properties.Get(graph.PropRefs).Strings()[0]) {
			text.WriteString(p.Text + "\n")
		}
		last := -1
		for i, r := range list {
			if order(r) != int64(i+1) {
				t.Errorf("%s: %s is number %d, not %d", place, r.End, order(r), i+1)
			}
			parts := strings.Split(r.Properties.Get(graph.PropQuotes).Strings()[0], "…")
			for i := range parts {
				parts[i] = regexp.QuoteMeta(parts[i])
			}
			at := regexp.MustCompile("(?s)" + strings.Join(parts, ".*?")).FindStringIndex(text.String())
			if at == nil {
				continue
			}
			if seen++; at[0] < last {
				t.Errorf("%s: %s stands before the measure that precedes it in the seed", place, r.End)
			}
			last = max(last, at[0])
		}
	}
	if seen < 300 {
		t.Errorf("%d measures held against the text", seen)
	}
}
