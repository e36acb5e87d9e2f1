package loader

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"planatlas/seeds"
)

func schemas(t *testing.T) map[string]*validator.Schema {
	t.Helper()
	o, err := ReadOntology(seeds.FS)
	if err != nil {
		t.Fatal(err)
	}
	files, err := Schemas(o)
	if err != nil {
		t.Fatal(err)
	}
	c := validator.NewCompiler()
	out := map[string]*validator.Schema{}
	for name, b := range files {
		doc, err := validator.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := c.AddResource(name, doc); err != nil {
			t.Fatal(err)
		}
	}
	for name := range files {
		if out[name], err = c.Compile(name); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return out
}

// TestSchemaFiles keeps the schemas of the repository as the types and the
// ontology have them.
func TestSchemaFiles(t *testing.T) {
	o, err := ReadOntology(os.DirFS("../seeds"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := Schemas(o)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		file := filepath.Join("../seeds", SchemaPath(name))
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the types say now (planatlas schema, or UPDATE_GOLDEN=1): %v", file, err)
		}
	}
}

func decodeYAML(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return jsonValue(v)
}

// jsonValue makes the integers of YAML what the validator takes for numbers.
func jsonValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = jsonValue(v[k])
		}
	case []any:
		for i := range v {
			v[i] = jsonValue(v[i])
		}
	case uint64:
		return int64(v)
	}
	return v
}

// TestSeedsFitTheirSchemas holds every seed file against the schema that its
// head refers to.
func TestSeedsFitTheirSchemas(t *testing.T) {
	all := schemas(t)
	n := 0
	err := fs.WalkDir(seeds.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(seeds.FS, name)
		if err != nil {
			return err
		}
		n++
		head, _, _ := strings.Cut(string(data), "\n")
		_, ref, ok := strings.Cut(head, "$schema=")
		schema := all[path.Base(ref)]
		if !ok || schema == nil || path.Join(path.Dir(name), ref) != SchemaPath(path.Base(ref)) {
			t.Errorf("%s: the first line refers to no schema: %s", name, head)
			return nil
		}
		if err := schema.Validate(decodeYAML(t, data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	})
	if err != nil || n < 10 {
		t.Errorf("%d files: %v", n, err)
	}
}

// TestSchemaRefuses: what the loader refuses for its shape, the schema of an
// editor underlines, too.
func TestSchemaRefuses(t *testing.T) {
	all := schemas(t)
	for _, name := range []string{
		"unknown-field", "unknown-collection", "number-for-text", "bad-id", "one-end", "both-ends", "unknown-type", "derived-type",
		"missing-basis", "unknown-basis", "missing-rationale", "missing-sources", "missing-field", "missing-id", "role-not-allowed",
		"role-missing", "role-wrong", "value-not-allowed", "property-not-allowed", "quote-too-long", "bad-place", "empty-value",
		"not-a-list", "not-a-mapping", "item-not-a-mapping", "scalar-file",
	} {
		data, err := os.ReadFile(filepath.Join("testdata/bad", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		if err := all["platforms.json"].Validate(decodeYAML(t, data)); err == nil {
			t.Errorf("%s: the schema has nothing against it", name)
		}
	}
}
