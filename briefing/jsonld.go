package briefing

import (
	"context"
	"encoding/json"
	"io"
	"net/url"

	"planatlas/graph"
)

// ownTerms is the name space of what SKOS and PROV have no word for.
const ownTerms = "urn:planatlas:ontology:"

// jsonLDContext gives each key its meaning: names are SKOS, evidence is PROV,
// everything else is the ontology's own. It stands in the file, so that nobody
// has to be asked for it.
func jsonLDContext() map[string]any {
	id := func(iri string) map[string]any { return map[string]any{"@id": iri, "@type": "@id"} }
	in := func(iri, lang string) map[string]any { return map[string]any{"@id": iri, "@language": lang} }
	return map[string]any{
		"@vocab": ownTerms, "skos": "http://www.w3.org/2004/02/skos/core#", "prov": "http://www.w3.org/ns/prov#", "dcterms": "http://purl.org/dc/terms/",
		"name": in("skos:prefLabel", "zh"), "nameEn": in("skos:prefLabel", "en"), "aliases": in("skos:altLabel", "zh"), "find": in("skos:hiddenLabel", "zh"),
		"definition": in("skos:definition", "zh"), "notation": "skos:notation", "inScheme": id("skos:inScheme"),
		"evidence": map[string]any{"@id": "prov:wasQuotedFrom"}, "value": "prov:value", "place": id("prov:atLocation"),
		"derivedFrom": id("prov:wasDerivedFrom"), "rationale": in("skos:editorialNote", "zh"), "rationaleEn": in("skos:editorialNote", "en"),
		"start": id(ownTerms + "start"), "end": id(ownTerms + "end"), "basis": id(ownTerms + "basis"),
		"title": in("dcterms:title", "zh"), "date": map[string]any{"@id": "dcterms:issued", "@type": "http://www.w3.org/2001/XMLSchema#date"}, "number": "dcterms:identifier",
	}
}

// iri is the IRI of an id. Ids are of letters that URNs allow, but a graph from
// elsewhere may hold others.
func iri(id string) string { return "urn:planatlas:" + url.PathEscape(id) }

// writeJSONLD writes the data as JSON-LD: nodes as SKOS concepts with the
// relationships between them as plain statements, and each relationship once
// more as a resource with its basis and evidence in PROV's terms.
func writeJSONLD(ctx context.Context, b *Briefing, w io.Writer) error {
	out := map[string]map[string][]string{}
	for _, r := range b.Data.Relationships {
		if out[r.Start] == nil {
			out[r.Start] = map[string][]string{}
		}
		out[r.Start][r.Type] = append(out[r.Start][r.Type], iri(r.End))
	}
	items := []any{}
	for _, n := range b.Data.Nodes {
		items = append(items, b.jsonLDNode(n, out[n.ID]))
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, r := range b.Data.Relationships {
		item := map[string]any{"@id": iri(r.ID), "@type": []string{ownTerms + "Relationship", "prov:Entity"}, "relationshipType": r.Type, "start": iri(r.Start), "end": iri(r.End)}
		b.describe(item, r.Properties)
		items = append(items, item)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(map[string]any{"@context": jsonLDContext(), "@graph": items})
}

func (b *Briefing) jsonLDNode(n *graph.Node, statements map[string][]string) map[string]any {
	item := map[string]any{"@id": iri(n.ID), "@type": []string{ownTerms + n.Label(), "skos:Concept", "prov:Entity"}}
	if plan := graph.PlanOf(n.ID); plan != "" {
		item["inScheme"] = iri(plan + ":plan")
	}
	b.describe(item, n.Properties)
	for typ, ends := range statements {
		links := make([]map[string]string, len(ends))
		for i, end := range ends {
			links[i] = map[string]string{"@id": end}
		}
		item[ownTerms+typ] = links
	}
	return item
}

// describe adds properties; refs and quotes become evidence, each a quotation
// with its place.
func (b *Briefing) describe(item map[string]any, ps graph.Properties) {
	own := map[string]bool{graph.PropRefs: true, graph.PropQuotes: true, graph.PropID: true, graph.PropPlan: true, graph.PropBasis: true, "value": true, "number": true}
	for _, p := range ps {
		if !own[p.Key] {
			item[p.Key] = jsonLDValue(p.Value)
		}
	}
	if v := ps.Get("value"); !v.IsNull() {
		item[ownTerms+"value"] = jsonLDValue(v)
	}
	if v := ps.Get("number"); !v.IsNull() {
		item["number"] = valueText(v)
	}
	if basis, ok := ps.Get(graph.PropBasis).AsString(); ok {
		item["basis"] = ownTerms + "basis:" + url.PathEscape(basis)
	}
	var evidence []map[string]any
	for _, s := range SourcesOf(ps) {
		e := map[string]any{"@type": "prov:Entity", "place": iri(b.Plan.ID + ":" + s.Ref)}
		if s.Quote != "" {
			e["value"] = map[string]string{"@value": s.Quote, "@language": "zh"}
		}
		evidence = append(evidence, e)
	}
	if evidence != nil {
		item["evidence"] = evidence
		item["derivedFrom"] = iri(b.Plan.ID + ":plan")
	}
}

func jsonLDValue(v graph.Value) any {
	if d, ok := graph.AsTemporal[graph.Date](v); ok {
		return d.String()
	}
	if f, ok := v.AsFloat(); ok {
		return map[string]any{"@value": f, "@type": "http://www.w3.org/2001/XMLSchema#double"}
	}
	return v
}
