package graph

import "strings"

// ellipsis stands in a quote for words left out.
const ellipsis = "…"

// nameForms is the key of the names that are mentioned at each place.
type nameForms struct{}

// WholeQuote is a quote as it can be shown. Where a quote gives a name by its
// beginning and end ("港澳科…化器") and exactly one name mentioned at the same
// place of the plan begins and ends so, it is that name, in the form in which
// the text has it; any other quote stays as it is.
func (g *Graph) WholeQuote(plan, ref, quote string) string {
	first, last, cut := strings.Cut(quote, ellipsis)
	if !cut || strings.Contains(last, ellipsis) {
		return quote
	}
	whole := ""
	for _, form := range g.formsAt(plan, ref) {
		if len(form) <= len(first)+len(last) || !strings.HasPrefix(form, first) || !strings.HasSuffix(form, last) {
			continue
		}
		if whole != "" && whole != form {
			return quote
		}
		whole = form
	}
	if whole == "" {
		return quote
	}
	return whole
}

// formsAt are the names that the text has at a place, as its MENTIONS hold them.
func (g *Graph) formsAt(plan, ref string) []string {
	forms := g.Memo(nameForms{}, func() any {
		at := map[[2]string][]string{}
		for _, r := range g.Relationships() {
			if r.Type != "MENTIONS" {
				continue
			}
			refs, quotes := r.Properties.Get(PropRefs).Strings(), r.Properties.Get(PropQuotes).Strings()
			for i := range min(len(refs), len(quotes)) {
				key := [2]string{PlanOf(r.Start), refs[i]}
				at[key] = append(at[key], quotes[i])
			}
		}
		return at
	}).(map[[2]string][]string)
	return forms[[2]string{plan, ref}]
}
