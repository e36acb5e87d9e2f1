// Package temporal is Cypher's dates, times and durations: parsing in every
// form of ISO 8601 that Neo4j takes (parse.go), construction from maps and from
// other temporal values (construct.go), truncation, components, arithmetic, and
// durations between two instants.
//
// Every instant is taken apart into a moment (a day, a time of day, a zone, each
// of which may be missing), worked on, and put together again as the kind that
// is wanted. Zones come from the operating system or, where it has none, from
// the copy in the program.
package temporal
