package main

import (
	"bufio"
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

// onlyIn says which packages may import a library or another package. Tests
// are not counted.
var onlyIn = map[string][]string{
	"github.com/gin-gonic/gin":         {"planatlas/server"},
	"github.com/goccy/go-yaml":         {"planatlas/loader"},
	"github.com/neo4j/neo4j-go-driver": {"planatlas/graph/neo4j"},
	"github.com/mozillazg/go-pinyin":   {"planatlas/graph/search"},
	"github.com/spf13/cobra":           {"planatlas"},
	"planatlas/server":                 {"planatlas"},
	"planatlas/loader":                 {"planatlas"},
	"planatlas/graph/memory":           {"planatlas", "planatlas/graph/graphtest"},
	"planatlas/graph/neo4j":            {"planatlas"},
	"planatlas/briefing":               {"planatlas", "planatlas/server"},
}

// TestImportsPointOneWay holds the arrows of ARCHITECTURE.md.
func TestImportsPointOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	packages := 0
	for lines.Scan() {
		pkg, imports, _ := strings.Cut(lines.Text(), " ")
		packages++
		for _, imp := range strings.Fields(imports) {
			checkImport(t, pkg, imp)
		}
	}
	if packages < 3 {
		t.Fatalf("go list found %d packages", packages)
	}
}

func checkImport(t *testing.T, pkg, imp string) {
	t.Helper()
	for owned, allowed := range onlyIn {
		if !within(imp, owned) {
			continue
		}
		ok := within(pkg, owned)
		for _, a := range allowed {
			ok = ok || pkg == a || (a != "planatlas" && within(pkg, a))
		}
		if !ok {
			t.Errorf("%s imports %s; only %s may", pkg, imp, strings.Join(allowed, ", "))
		}
	}
	if pkg == "planatlas/graph" && strings.Contains(strings.SplitN(imp, "/", 2)[0], ".") {
		t.Errorf("planatlas/graph imports %s; it keeps to the standard library", imp)
	}
	if pkg == "planatlas/graph" && strings.HasPrefix(imp, "planatlas/") {
		t.Errorf("planatlas/graph imports %s; it stands at the bottom", imp)
	}
}

func within(pkg, root string) bool { return pkg == root || strings.HasPrefix(pkg, root+"/") }
