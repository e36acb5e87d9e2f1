package matrix_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"planatlas/graph"
	"planatlas/graph/matrix"
	"planatlas/graph/ontology"
	"planatlas/loader"
	"planatlas/seeds"
)

// text shows a matrix: what stands in it, and how much.
func text(m *matrix.Matrix) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%+v all %v: %d pairs %v, idle %v, left out %v\n", m.Choice, m.All, m.Pairs, m.Bases, m.Idle, m.Left)
	fmt.Fprintf(&b, "  rows %s\n  columns %s\n", lines(m.Rows), lines(m.Columns))
	for _, c := range m.Cells {
		fmt.Fprintf(&b, "    %s × %s", c.Row, c.Column)
		for _, r := range c.Relationships {
			fmt.Fprintf(&b, " %s:%s", r.Type, r.Basis())
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func lines(list []matrix.Line) string {
	var out []string
	for _, l := range list {
		out = append(out, fmt.Sprintf("%s(%d)", l.ID, l.Pairs))
	}
	return strings.Join(out, " ")
}

// TestSeedMatrices holds what the page and the exports show.
func TestSeedMatrices(t *testing.T) {
	s, err := loader.Load(seeds.FS, loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for i, c := range matrix.Presets() {
		for _, l := range []string{c.Rows, c.Columns} {
			if s.Ontology.Label(l) == nil {
				t.Errorf("no label %s", l)
			}
		}
		if ty := s.Ontology.Type(c.Type); ty == nil || !ty.Allows(c.Rows, c.Columns) && !ty.Allows(c.Columns, c.Rows) {
			t.Errorf("%+v joins nothing", c)
		}
		m := matrix.Of(s.Graph, s.Ontology, matrix.Options{Choice: c, Plan: "jianghai-14fyp"})
		if i == 0 || i == 2 || i == 4 { // the others fill pages
			got.WriteString(text(m))
		}
		if m.Pairs == 0 && m.Idle == (matrix.Sides{}) {
			t.Errorf("%+v is empty", c)
		}
	}
	first := matrix.Options{Choice: matrix.Presets()[0], Plan: "jianghai-14fyp", Bases: s.Ontology.TextOnly()}
	got.WriteString(text(matrix.Of(s.Graph, s.Ontology, first)))
	const file = "testdata/seed.txt"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (UPDATE_GOLDEN=1 writes it)", err)
	}
	if got.String() != string(want) {
		t.Errorf("%s differs; UPDATE_GOLDEN=1 rewrites it\n%s", file, got.String())
	}
}

// small is a graph of industries (i…), platforms (p…; pg is a group) and a
// cluster (c) by its relationships, as "pa HOSTS ia explicit". Ids may name
// another plan.
func small(t *testing.T, alone string, rels ...string) (*graph.Graph, *ontology.Ontology) {
	t.Helper()
	b, seen := graph.NewBuilder(), map[string]bool{}
	full := func(id string) string {
		if strings.Contains(id, ":") {
			return id
		}
		return "x:" + id
	}
	add := func(id string) {
		if seen[id] {
			return
		}
		seen[id] = true
		short := id[strings.Index(id, ":")+1:]
		label := map[byte]string{'i': "Industry", 'p': "Platform", 'c': "Cluster", 'a': "Article"}[short[0]]
		kind := map[bool]string{true: "group", false: "system"}[short == "pg"]
		b.AddNode(id, []string{label, graph.OwnedLabel}, graph.PropertiesOf(map[string]graph.Value{
			"name": graph.Text(short), "plan": graph.Text(graph.PlanOf(id)), "kind": graph.Text(kind)}))
	}
	for _, id := range strings.Fields(alone) {
		add(full(id))
	}
	for _, line := range rels {
		f := strings.Fields(line)
		start, end := full(f[0]), full(f[2])
		add(start)
		add(end)
		b.AddRelationship(graph.RelationshipID(start, f[1], end, ""), f[1], start, end, graph.PropertiesOf(map[string]graph.Value{"basis": graph.Text(f[3])}))
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g, &ontology.Ontology{
		Labels: []ontology.Label{{Name: "Industry"}, {Name: "Platform"}, {Name: "Cluster"}, {Name: "Article", Category: ontology.Evidence}},
		Types: []ontology.RelationshipType{{Name: "HOSTS", Trace: ontology.TraceUp}, {Name: "INCLUDES", Trace: ontology.TraceDown},
			{Name: "SERVES", Trace: ontology.TraceUp}, {Name: "MENTIONS", Trace: ontology.TraceNone}},
		Bases: []ontology.Basis{{Name: "explicit", Strength: 5, TextOnly: true}, {Name: "inferred", Strength: 1}},
	}
}

func TestMatrix(t *testing.T) {
	g, o := small(t, "i9 p9", "c INCLUDES i1 explicit", "c INCLUDES i2 explicit", "c INCLUDES i3 explicit",
		"p2 HOSTS i1 inferred", "p2 SERVES i1 explicit", "p1 HOSTS i2 explicit", "i2 SERVES p2 explicit", "p3 HOSTS i2 hearsay",
		"pg INCLUDES p1 explicit", "pg INCLUDES p2 explicit", "pg HOSTS i1 explicit", "a1 MENTIONS i1 explicit", "y:p7 HOSTS i1 explicit", "i1 INCLUDES i2 explicit", "i1 MENTIONS p1 explicit")
	hosts := matrix.Choice{Rows: "Industry", Columns: "Platform", Type: "HOSTS"}
	anything := matrix.Choice{Rows: "Industry", Columns: "Platform"}
	opening := hosts
	opening.Opening = true
	for name, c := range map[string]struct {
		options matrix.Options
		want    string
	}{
		// A heading is no column, though what it hosts is a pair; nor is a node of
		// another plan, and a basis that the ontology does not know counts for nothing.
		"joined": {matrix.Options{Choice: hosts}, `
			3 pairs map[explicit:2 inferred:1], idle {2 2}, left out {0 0}
			rows x:i2(1) x:i1(2)
			columns x:p1(1) x:p2(1)
			x:i2 × x:p1 HOSTS:explicit
			x:i1 × x:p2 HOSTS:inferred`},
		"all": {matrix.Options{Choice: hosts, All: true}, `
			3 pairs map[explicit:2 inferred:1], idle {2 2}, left out {0 0}
			rows x:i2(1) x:i1(2) x:i3(0) x:i9(0)
			columns x:p1(1) x:p2(1) x:p3(0) x:p9(0)
			x:i2 × x:p1 HOSTS:explicit
			x:i1 × x:p2 HOSTS:inferred`},
		// Document structure is no relation of content; the direction does not matter.
		"any type, strongest first": {matrix.Options{Choice: anything}, `
			4 pairs map[explicit:4], idle {2 2}, left out {0 0}
			rows x:i2(2) x:i1(2)
			columns x:p1(1) x:p2(2)
			x:i2 × x:p1 HOSTS:explicit
			x:i2 × x:p2 SERVES:explicit
			x:i1 × x:p2 SERVES:explicit HOSTS:inferred`},
		"by the text": {matrix.Options{Choice: hosts, Bases: []string{"explicit"}}, `
			2 pairs map[explicit:2], idle {2 3}, left out {0 0}
			rows x:i2(1) x:i1(1)
			columns x:p1(1)
			x:i2 × x:p1 HOSTS:explicit`},
		"by nothing": {matrix.Options{Choice: hosts, Bases: []string{}}, `
			0 pairs map[], idle {4 4}, left out {0 0}
			rows
			columns`},
		"of the opening view": {matrix.Options{Choice: opening}, `
			3 pairs map[explicit:2 inferred:1], idle {1 0}, left out {0 0}
			rows x:i2(1) x:i1(2) x:i3(0)
			columns x:p1(1) x:p2(1)
			x:i2 × x:p1 HOSTS:explicit
			x:i1 × x:p2 HOSTS:inferred`},
		"turned": {matrix.Options{Choice: matrix.Choice{Rows: "Platform", Columns: "Industry", Type: "SERVES"}}, `
			2 pairs map[explicit:2], idle {3 2}, left out {0 0}
			rows x:p2(2)
			columns x:i1(1) x:i2(1)
			x:p2 × x:i1 SERVES:explicit
			x:p2 × x:i2 SERVES:explicit`},
		"of one label": {matrix.Options{Choice: matrix.Choice{Rows: "Industry", Columns: "Industry", Type: "INCLUDES"}}, `
			1 pairs map[explicit:1], idle {2 2}, left out {0 0}
			rows x:i1(1) x:i2(0)
			columns x:i2(1) x:i1(0)
			x:i1 × x:i2 INCLUDES:explicit`},
		"no such label": {matrix.Options{Choice: matrix.Choice{Rows: "Goal", Columns: "Platform"}}, `
			0 pairs map[], idle {0 4}, left out {0 0}
			rows
			columns`},
	} {
		c.options.Plan = "x"
		m := matrix.Of(g, o, c.options)
		_, got, _ := strings.Cut(text(m), " all ")
		_, got, _ = strings.Cut(got, ": ")
		if squeezed(got) != squeezed(c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestTooMuchIsCutAndCounted: what is not listed is told, and a row whose cells
// are all cut away is not taken for an empty one.
func TestTooMuchIsCutAndCounted(t *testing.T) {
	var rels []string
	for i := range 100 {
		rels = append(rels, fmt.Sprintf("p%03d HOSTS i%03d explicit", i, i%70))
	}
	rels = append(rels, "p000 HOSTS i069 explicit")
	g, o := small(t, "", rels...)
	m := matrix.Of(g, o, matrix.Options{Choice: matrix.Choice{Rows: "Industry", Columns: "Platform", Type: "HOSTS"}, Plan: "x"})
	if len(m.Rows) != 60 || len(m.Columns) != 40 || m.Left != (matrix.Sides{Rows: 10, Columns: 60}) || m.Pairs != 101 {
		t.Fatalf("%d rows, %d columns, %+v left out, %d pairs", len(m.Rows), len(m.Columns), m.Left, m.Pairs)
	}
	in := map[string]int{}
	for _, c := range m.Cells {
		in[c.Row]++
		in[c.Column]++
	}
	for _, l := range append(m.Rows, m.Columns...) {
		if l.Pairs == 0 || in[l.ID] > l.Pairs {
			t.Errorf("%s: %d cells of %d", l.ID, in[l.ID], l.Pairs)
		}
	}
	if m.Rows[1].ID != "x:i069" {
		t.Errorf("beside the first row stands %s, which shares its first column", m.Rows[1].ID)
	}
}

func TestNamed(t *testing.T) {
	o := &ontology.Ontology{
		Labels: []ontology.Label{{Name: "Industry", Title: ontology.Text{Zh: "产业", En: "Industry sector"}}, {Name: "Platform", Title: ontology.Text{Zh: "平台载体", En: "Platform"}}, {Name: "Article", Category: ontology.Evidence}},
		Types:  []ontology.RelationshipType{{Name: "HOSTS", Title: ontology.Text{Zh: "承载", En: "hosts"}, Inverse: ontology.Text{Zh: "承载于", En: "is hosted by"}}, {Name: "MENTIONS", Trace: ontology.TraceNone}},
	}
	for _, c := range []struct {
		choice matrix.Choice
		want   matrix.Choice
		wrong  string // of the English error
	}{
		{choice: matrix.Choice{}, want: matrix.Presets()[0]},
		{choice: matrix.Choice{Rows: "产业", Columns: "Platform", Type: "承载于", Opening: true}, want: matrix.Choice{Rows: "Industry", Columns: "Platform", Type: "HOSTS", Opening: true}},
		{choice: matrix.Choice{Rows: "Industry sector", Columns: "平台载体"}, want: matrix.Choice{Rows: "Industry", Columns: "Platform"}},
		{choice: matrix.Choice{Rows: "Industry"}, wrong: "columns is missing: a matrix takes rows and columns; there are the labels Industry, Platform"},
		{choice: matrix.Choice{Type: "HOSTS"}, wrong: "rows is missing: a matrix takes rows and columns; there are the labels Industry, Platform"},
		{choice: matrix.Choice{Rows: "行业", Columns: "Platform"}, wrong: "rows: there is no label “行业”; there are Industry, Platform"},
		{choice: matrix.Choice{Rows: "Industry", Columns: "Platform", Type: "LIKES"}, wrong: "type: there is no relationship type “LIKES”; there are HOSTS"},
	} {
		got, err := matrix.Named(o, c.choice)
		if c.wrong != "" {
			if err == nil || err.Error() != c.wrong {
				t.Errorf("%+v: %v, want %s", c.choice, err, c.wrong)
			}
			continue
		}
		if err != nil || got != c.want {
			t.Errorf("%+v: %+v, %v", c.choice, got, err)
		}
	}
	_, err := matrix.Named(o, matrix.Choice{Rows: "行业"})
	if wrong := err.(*matrix.ChoiceError).In("zh"); wrong != "rows：没有类型“行业”；有 产业、平台载体" {
		t.Error(wrong)
	}
}
