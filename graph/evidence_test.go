package graph

import "testing"

func TestWholeQuote(t *testing.T) {
	b := NewBuilder()
	for _, id := range []string{"p:art.10", "p:platform.incubator", "p:platform.base", "p:platform.centre", "q:art.10"} {
		b.AddNode(id, []string{"Article", OwnedLabel}, nil)
	}
	mention := func(from, to, ref, form string) {
		b.AddRelationship(from+"|MENTIONS|"+to, "MENTIONS", from, to, PropertiesOf(map[string]Value{
			PropRefs: Texts([]string{ref}), PropQuotes: Texts([]string{form})}))
	}
	mention("p:art.10", "p:platform.incubator", "art:10", "港澳科技企业孵化器")
	mention("p:art.10", "p:platform.base", "art:10", "港澳青年创新创业基地")
	mention("p:art.10", "p:platform.centre", "art:10", "港澳基地")
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ plan, ref, quote, want string }{
		{"p", "art:10", "港澳科…化器", "港澳科技企业孵化器"},
		{"p", "art:10", "港澳青…基地", "港澳青年创新创业基地"},
		{"p", "art:10", "港澳…基地", "港澳青年创新创业基地"}, // the shorter has nothing left out
		{"p", "art:10", "港…地", "港…地"},          // two names begin and end so
		{"p", "art:10", "高标…基地", "高标…基地"},      // no name begins so
		{"p", "art:10", "港…青…地", "港…青…地"},
		{"p", "art:10", "港澳", "港澳"},
		{"p", "art:11", "港澳科…化器", "港澳科…化器"},
		{"q", "art:10", "港澳科…化器", "港澳科…化器"},
	} {
		if got := g.WholeQuote(c.plan, c.ref, c.quote); got != c.want {
			t.Errorf("%s %s %s: got %s, want %s", c.plan, c.ref, c.quote, got, c.want)
		}
	}
}

func TestWithQuotes(t *testing.T) {
	b := NewBuilder()
	b.AddNode("p:art.1", []string{"Article", OwnedLabel}, PropertiesOf(map[string]Value{PropRefs: Texts([]string{"art:1"}), PropQuotes: Texts([]string{"甲…丙"})}))
	b.AddNode("p:goal.a", []string{"Goal", OwnedLabel}, PropertiesOf(map[string]Value{PropRefs: Texts([]string{"art:1"}), PropQuotes: Texts([]string{"甲"})}))
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if same := g.WithQuotes(func(_, _, quote string) string { return quote }); same != g || same.Reading() != "" {
		t.Error("a graph without anything to write out is another one")
	}
	read := g.WithQuotes(func(plan, ref, quote string) string { return plan + ref + "甲乙丙" })
	if got := read.NodeByID("p:art.1").Properties.Get(PropQuotes).Strings()[0]; got != "part:1甲乙丙" {
		t.Errorf("the quote is %s", got)
	}
	if read.NodeByID("p:goal.a") != g.NodeByID("p:goal.a") || g.NodeByID("p:art.1").Properties.Get(PropQuotes).Strings()[0] != "甲…丙" {
		t.Error("more changed than the quote of the reading")
	}
	if read.Version() != g.Version() || read.PlanVersion("p") != g.PlanVersion("p") || read.Reading() == "" {
		t.Errorf("version %s, of the data %s, reading %q", read.Version(), g.Version(), read.Reading())
	}
}
