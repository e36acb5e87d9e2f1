package values

import (
	"strings"

	"planatlas/graph"
)

// Kinds is a set of kinds of value, for checks before a query runs.
type Kinds uint32

// Sets that signatures use.
const (
	NoKind  Kinds = 0
	AnyKind Kinds = 1<<(graph.KindPoint+1) - 1
	Numbers Kinds = 1<<graph.Integer | 1<<graph.Float
	// Temporals are the instants, without durations.
	Temporals Kinds = 1<<graph.KindDate | 1<<graph.KindTime | 1<<graph.KindLocalTime |
		1<<graph.KindDateTime | 1<<graph.KindLocalDateTime
)

// KindsOf returns the set of the given kinds.
func KindsOf(kinds ...graph.Kind) Kinds {
	var s Kinds
	for _, k := range kinds {
		s |= 1 << k
	}
	return s
}

// Has reports whether the kind is in the set.
func (k Kinds) Has(kind graph.Kind) bool { return k&(1<<kind) != 0 }

// kindNames are the names of Neo4j's type system, in the order in which it
// prints unions.
var kindNames = []struct {
	kind graph.Kind
	name string
}{
	{graph.Null, "NULL"},
	{graph.Boolean, "BOOLEAN"},
	{graph.String, "STRING"},
	{graph.Integer, "INTEGER"},
	{graph.Float, "FLOAT"},
	{graph.KindDate, "DATE"},
	{graph.KindLocalTime, "LOCAL TIME"},
	{graph.KindTime, "ZONED TIME"},
	{graph.KindLocalDateTime, "LOCAL DATETIME"},
	{graph.KindDateTime, "ZONED DATETIME"},
	{graph.KindDuration, "DURATION"},
	{graph.KindPoint, "POINT"},
	{graph.KindNode, "NODE"},
	{graph.KindRelationship, "RELATIONSHIP"},
	{graph.Map, "MAP"},
	{graph.List, "LIST<ANY>"},
	{graph.KindPath, "PATH"},
}

// KindName is the kind's name as Cypher's type predicates write it, as
// "INTEGER" or "ZONED DATETIME".
func KindName(kind graph.Kind) string {
	for _, n := range kindNames {
		if n.kind == kind {
			return n.name
		}
	}
	return "ANY"
}

// String is the union of the names, as "INTEGER | FLOAT"; "ANY" for all kinds.
// Null is not named beside others: every kind may be null.
func (k Kinds) String() string {
	if k|1<<graph.Null == AnyKind {
		return "ANY"
	}
	var names []string
	for _, n := range kindNames {
		if k.Has(n.kind) && (n.kind != graph.Null || k == 1<<graph.Null) {
			names = append(names, n.name)
		}
	}
	return strings.Join(names, " | ")
}
