// Package fulltext is the full-text index behind db.index.fulltext.queryNodes:
// the syntax of Lucene's classic query parser (parse.go), the terms of its cjk
// analyzer (analyze.go) and its ranking by BM25 (index.go), so that a search
// finds the same nodes as on Neo4j.
//
// Chinese text is indexed as pairs of neighbouring characters, as cjk does; a
// single character, which finds nothing there, is looked up too.
package fulltext
