// Package seeds embeds the data that Planatlas ships: the ontology, the saved
// questions and rules, and one folder for each plan.
package seeds

import "embed"

// FS holds ontology.yaml at the top and each plan's files in a folder of its
// own. Files are embedded by pattern, never by folder, so that an official text
// that lies beside the YAML (source.txt) cannot slip into the program.
//
//go:embed *.yaml */*.yaml
var FS embed.FS

// Computed holds what make computes from the data before it builds, such as
// positions. Without it the program computes them itself when it starts.
//
//go:embed all:computed
var Computed embed.FS
