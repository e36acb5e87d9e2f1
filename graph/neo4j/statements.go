package neo4j

import (
	"sort"
	"strings"
)

// The statements of a load. Labels and types come from the ontology, never from
// input, and are quoted all the same; everything else is a parameter.

const removeNode = "UNWIND $rows AS row MATCH (n:Planatlas {id: row.id}) DETACH DELETE n"

// setNode writes nodes of one set of labels.
func setNode(labels []string) string {
	return "UNWIND $rows AS row MERGE (n:Planatlas {id: row.id}) SET n" + labelList(labels) + ", n = row.properties"
}

// dropLabels takes the ontology's labels off a node that changes its kind.
func dropLabels(labels []string) string {
	return "UNWIND $rows AS row MATCH (n:Planatlas {id: row.id}) REMOVE n" + labelList(without(labels, "Planatlas"))
}

func setRelationship(typ string) string {
	return "UNWIND $rows AS row MATCH (a:Planatlas {id: row.start}) MATCH (b:Planatlas {id: row.end}) " +
		"MERGE (a)-[r:" + quote(typ) + roleOf(typ) + "]->(b) SET r = row.properties"
}

func removeRelationship(typ string) string {
	where := ""
	if roleOf(typ) != "" {
		where = "WHERE r.role = row.role "
	}
	return "UNWIND $rows AS row MATCH (a:Planatlas {id: row.start})-[r:" + quote(typ) + "]->(b:Planatlas {id: row.end}) " + where + "DELETE r"
}

// roleOf is the part of a relationship's identity beside its ends and type.
func roleOf(typ string) string {
	if typ == "RESPONSIBLE_FOR" {
		return " {role: row.role}"
	}
	return ""
}

func labelList(labels []string) string {
	var b strings.Builder
	for _, l := range labels {
		b.WriteString(":" + quote(l))
	}
	return b.String()
}

// quote writes a name as a quoted identifier.
func quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

func without(labels []string, label string) []string {
	var out []string
	for _, l := range labels {
		if l != label {
			out = append(out, l)
		}
	}
	return out
}

// rank orders statements: relationships go before their nodes, nodes come
// before their relationships.
func rank(statement string) int {
	switch {
	case strings.HasSuffix(statement, "DELETE r"):
		return 0
	case statement == removeNode:
		return 1
	case strings.Contains(statement, "REMOVE n"):
		return 2
	case strings.Contains(statement, "SET n"):
		return 3
	}
	return 4
}

func inOrder(statements []string) []string {
	out := append([]string(nil), statements...)
	sort.SliceStable(out, func(i, j int) bool {
		if a, b := rank(out[i]), rank(out[j]); a != b {
			return a < b
		}
		return out[i] < out[j]
	})
	return out
}
