package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// composeProject loads docker-compose.yml as docker compose would, all profiles
// on.
func composeProject(t *testing.T) *types.Project {
	t.Helper()
	opts, err := cli.NewProjectOptions([]string{"docker-compose.yml"}, cli.WithName("planatlas"), cli.WithProfiles([]string{"*"}))
	if err != nil {
		t.Fatal(err)
	}
	p, err := opts.LoadProject(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestComposeFileIsSafeByDefault(t *testing.T) {
	p := composeProject(t)
	for name, s := range p.Services {
		for _, port := range s.Ports {
			if port.HostIP != "127.0.0.1" {
				t.Errorf("%s publishes %s on %q, not on loopback only", name, port.Published, port.HostIP)
			}
		}
		for key, value := range s.Environment {
			if value != nil && strings.Contains(strings.ToLower(key), "password") && !strings.HasPrefix(*value, "/run/secrets/") {
				t.Errorf("%s has a password in its environment: %s", name, key)
			}
		}
		if s.Image != "" && !regexp.MustCompile(`:\d+\.\d+\.\d+`).MatchString(s.Image) {
			t.Errorf("%s: image %s is not pinned", name, s.Image)
		}
	}
	neo := p.Services["neo4j"]
	for key, want := range map[string]string{
		"NEO4J_dbms_security_allow__csv__import__from__file__urls": "false",
		"NEO4J_internal_dbms_cypher__ip__blocklist":                "0.0.0.0/0,::/0",
	} {
		if v := neo.Environment[key]; v == nil || *v != want {
			t.Errorf("neo4j: %s is not %s", key, want)
		}
	}
	if neo.HealthCheck == nil || p.Services["planatlas"].HealthCheck == nil {
		t.Error("a service has no health check")
	}
	if len(neo.Ports) != 0 {
		t.Error("neo4j is published; only planatlas should be")
	}
}

// TestDockerfileSteps runs the RUN lines of the Dockerfile one by one in a
// scratch copy of the tracked files. No image is built: the machines of our
// tests have no container engine.
func TestDockerfileSteps(t *testing.T) {
	if os.Getenv("CI") != "true" {
		t.Skip("builds page and program afresh, which takes minutes; CI=true runs it")
	}
	if _, err := exec.LookPath("npm"); err != nil {
		t.Fatal("needs npm (Node 20)")
	}
	dir := t.TempDir()
	copyTracked(t, dir)
	out := filepath.Join(dir, "out")
	steps := regexp.MustCompile(`(?m)^RUN (.+)$`).FindAllStringSubmatch(read(t, "Dockerfile"), -1)
	if len(steps) < 4 {
		t.Fatalf("the Dockerfile has %d RUN lines", len(steps))
	}
	for _, s := range steps {
		step := strings.ReplaceAll(s[1], "/out/", out+"/")
		cmd := exec.Command("bash", "-c", step)
		cmd.Dir = dir
		if strings.HasPrefix(step, "npm") {
			cmd.Dir = filepath.Join(dir, "ui")
		}
		if b, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("RUN %s: %v\n%s", s[1], err, b)
		}
	}
	if b, err := exec.Command(filepath.Join(out, "planatlas"), "version").CombinedOutput(); err != nil {
		t.Fatalf("the built program: %v\n%s", err, b)
	}
}

func copyTracked(t *testing.T, dir string) {
	t.Helper()
	b, err := exec.Command("bash", "-c", "git ls-files -z | xargs -0 cp --parents -t "+dir).CombinedOutput()
	if err != nil {
		t.Fatalf("copy the tracked files: %v\n%s", err, b)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
