// Package values is what Cypher's operators do with values: equality with three
// outcomes (Equal), equivalence for grouping (Equivalent, AppendKey), order
// (Less for the operators, Order for ORDER BY), arithmetic, and access to
// properties, elements and components.
//
// Where openCypher leaves room, Neo4j 5.26 decides. Errors are
// *graph.QueryError in the words of the openCypher TCK without a position: the
// caller knows where the expression stands.
package values
