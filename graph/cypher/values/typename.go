package values

import (
	"cmp"
	"slices"
	"strings"

	"planatlas/graph"
)

// TypeName is the most precise type of a value in Neo4j's notation, as
// "INTEGER NOT NULL" or "LIST<STRING | INTEGER> NOT NULL". It goes through
// lists whole and reports the elements it looks at, so that a meter can stop it.
func TypeName(v graph.Value, looked func(elements int) error) (string, error) {
	t, err := describe(v, looked)
	if err != nil || t == "NULL" {
		return t, err
	}
	return t + " NOT NULL", nil
}

// describe is the name without NOT NULL.
func describe(v graph.Value, looked func(elements int) error) (string, error) {
	if v.Kind() != graph.List {
		return KindName(v.Kind()), nil
	}
	l, _ := v.AsList()
	if err := looked(len(l)); err != nil {
		return "", err
	}
	var inner []innerType
	nullable := false
	for _, x := range l {
		if x.IsNull() {
			nullable = true
			continue
		}
		name, err := describe(x, looked)
		if err != nil {
			return "", err
		}
		t := innerType{place(x.Kind()), name}
		if !slices.Contains(inner, t) {
			inner = append(inner, t)
		}
	}
	return "LIST<" + union(inner, nullable, len(l) == 0) + ">", nil
}

// innerType is a type of elements and its place in unions.
type innerType struct {
	place int
	name  string
}

func place(kind graph.Kind) int {
	for i, n := range kindNames {
		if n.kind == kind {
			return i
		}
	}
	return len(kindNames)
}

func union(types []innerType, nullable, empty bool) string {
	if empty {
		return "NOTHING"
	}
	if len(types) == 0 {
		return "NULL"
	}
	slices.SortFunc(types, func(a, b innerType) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.name, b.name))
	})
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.name
		if !nullable {
			names[i] += " NOT NULL"
		}
	}
	return strings.Join(names, " | ")
}
