package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var yamlBlock = regexp.MustCompile("(?s)```yaml\n(.*?)```")

var acceptReason = regexp.MustCompile(`reason: "([^"]*)"`)

// TestTheManualOfRules runs what docs/rules.md shows: a rule with its accepted
// exception, accepted.yaml and a saved question, beside those of the program.
func TestTheManualOfRules(t *testing.T) {
	for _, file := range []string{"docs/rules.md", "docs/rules.en.md"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		blocks := yamlBlock.FindAllStringSubmatch(string(text), -1)
		if len(blocks) != 4 {
			t.Fatalf("%s has %d examples", file, len(blocks))
		}
		dir := t.TempDir()
		if err := os.CopyFS(filepath.Join(dir, "jianghai-14fyp"), os.DirFS("seeds/jianghai-14fyp")); err != nil {
			t.Fatal(err)
		}
		for name, content := range map[string]string{"rules/own.yaml": blocks[0][1] + blocks[1][1], "accepted.yaml": blocks[2][1], "queries/own.yaml": blocks[3][1]} {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		found := run(nil, "findings", "--seeds", dir, "--accepted", "--graph", "both")
		for _, want := range []string{"拟建平台没有地点", "拟建，没有写明地点", "线上平台，没有固定地点", "智慧照明"} {
			if !strings.Contains(found.out, want) {
				t.Errorf("%s: the rule finds no %q\n%s", file, want, found.err)
			}
		}
		if reason := acceptReason.FindStringSubmatch(blocks[2][1]); reason == nil || !strings.Contains(found.out, reason[1]) {
			t.Errorf("%s: accepted.yaml accepts nothing: %q\n%s", file, reason, found.out)
		}
		if strings.Contains(found.err, "规则有误") {
			t.Errorf("%s: %s", file, found.err)
		}
		if asked := run(nil, "query", "--seeds", dir, "--saved", "platforms-of-level"); asked.status != statusDone || !strings.Contains(asked.out, "国家知识产权试点园区") {
			t.Errorf("%s: the question answers\n%s%s", file, asked.out, asked.err)
		}
	}
}
