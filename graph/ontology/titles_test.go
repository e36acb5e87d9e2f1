package ontology

import (
	"testing"

	"planatlas/graph"
)

// A Chinese title in a query is no name, but says which one is meant.
func TestMeant(t *testing.T) {
	o := &Ontology{
		Labels: []Label{{Name: "Industry", Title: Text{"产业", "Industry sector"}, Properties: []Property{{Name: "unit", Title: Text{"单位", "Unit"}}}}},
		Types:  []RelationshipType{{Name: "HOSTS", Title: Text{"承载", "hosts"}, Inverse: Text{"承载于", "is hosted by"}, Properties: []Property{{Name: "role", Title: Text{"角色", "Role"}}}}},
	}
	for _, c := range []struct{ code, name, hint, want string }{
		{"UnknownLabelWarning", "产业", "", "Industry"},
		{"UnknownLabelWarning", "Industry sector", "", "Industry"},
		{"UnknownLabelWarning", "承载", "", ""},
		{"UnknownRelationshipTypeWarning", "承载", "", "HOSTS"},
		{"UnknownRelationshipTypeWarning", "承载于", "", "HOSTS"},
		{"UnknownPropertyKeyWarning", "单位", "", "unit"},
		{"UnknownPropertyKeyWarning", "角色", "", "role"},
		{"UnknownPropertyKeyWarning", "名称", "", "name"},
		{"UnknownPropertyKeyWarning", "颜色", "", ""},
		{"Other", "产业", "", ""},
	} {
		n := o.Meant(graph.Notice{Code: c.code, Name: c.name})
		want, wantZh := "", ""
		if c.want != "" {
			want, wantZh = "did you mean "+c.want+"?", "是否指 "+c.want+"？"
		}
		if n.Hint != want || n.HintZh != wantZh {
			t.Errorf("%s %s: %q, %q", c.code, c.name, n.Hint, n.HintZh)
		}
	}
	if n := o.Meant(graph.Notice{Code: "UnknownLabelWarning", Name: "产业", Hint: "did you mean X?"}); n.Hint != "did you mean X?" {
		t.Errorf("a hint was replaced: %q", n.Hint)
	}
}
