// Package ui embeds the built page. The Go side compiles before the page was
// built: the folder then holds nothing but a marker, and Dist says so.
package ui

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Dist returns the built page with index.html at its top, and whether it was
// built at all.
func Dist() (fs.FS, bool) {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false
	}
	_, err = fs.Stat(sub, "index.html")
	return sub, err == nil
}
