package loader

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"planatlas/graph/ontology"
	"planatlas/graph/question"
)

// This file describes the seed files to editors. Shape and descriptions come
// from the types of format.go, names and allowed values from the ontology.

// SchemaFolder is where the schemas lie within the seeds.
const SchemaFolder = "schema"

// schemaLine is the comment at the head of a seed file by which editors find
// the JSON Schema of its collection.
func schemaLine(collection string) string {
	return "# yaml-language-server: $schema=../" + SchemaFolder + "/" + collection + ".json\n"
}

// formatSource is the text of format.go: the descriptions are its comments.
//
//go:embed format.go
var formatSource string

// Schemas returns the JSON Schema of every kind of seed file, by file name: one
// for each collection of a plan folder, and those of mentions, ontology,
// queries and rules.
func Schemas(o *ontology.Ontology) (map[string][]byte, error) {
	s := schemaMaker{ontology: o, comments: comments(formatSource)}
	out := map[string]*jsonschema.Schema{
		"mentions.json": s.mentions(),
		"ontology.json": s.plain(ontology.Ontology{}, "Labels, relationship types and bases"),
		"queries.json":  s.keyed("questions", []question.Question{}, "Saved questions"),
		"accepted.json": s.keyed("accepted", []question.Settled{}, "Accepted findings of any rule"),
		"rules.json":    s.keyed("rules", []question.Rule{}, "Rules whose answers are findings"),
	}
	for i := range o.Labels {
		l := &o.Labels[i]
		out[l.Collection+".json"] = s.collection(l)
	}
	files := map[string][]byte{}
	for name, schema := range out {
		b, err := schemaJSON(schema)
		if err != nil {
			return nil, fmt.Errorf("schema %s: %w", name, err)
		}
		files[name] = b
	}
	return files, nil
}

func schemaJSON(s *jsonschema.Schema) ([]byte, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err = enc.Encode(json.RawMessage(raw))
	return b.Bytes(), err
}

// comments reads the doc comments of types and fields from Go source, keyed as
// the reflector asks for them.
func comments(source string) map[string]string {
	pkg := itemType.PkgPath()
	out := map[string]string{}
	file, err := parser.ParseFile(token.NewFileSet(), "format.go", source, parser.ParseComments)
	if err != nil { // it is the file that was compiled
		panic("loader: parse own source: " + err.Error())
	}
	for _, d := range file.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.TYPE {
			continue
		}
		for _, spec := range gen.Specs {
			t := spec.(*ast.TypeSpec)
			name := pkg + "." + t.Name.Name
			out[name] = sentence(gen.Doc.Text())
			if fields, ok := t.Type.(*ast.StructType); ok {
				for _, f := range fields.Fields.List {
					for _, id := range f.Names {
						out[name+"."+id.Name] = sentence(f.Doc.Text())
					}
				}
			}
		}
	}
	return out
}

func sentence(comment string) string { return strings.Join(strings.Fields(comment), " ") }

type schemaMaker struct {
	ontology *ontology.Ontology
	comments map[string]string
}

// reflect makes the schema of a Go value with the names of its YAML tags. What
// must be there says the tag `required`.
func (s *schemaMaker) reflect(v any) *jsonschema.Schema {
	r := jsonschema.Reflector{
		FieldNameTag: "yaml", Anonymous: true, RequiredFromJSONSchemaTags: true, DoNotReference: true,
		CommentMap: s.comments,
		Mapper: func(t reflect.Type) *jsonschema.Schema {
			switch t {
			case textType:
				return &jsonschema.Schema{Type: "string", MinLength: count(1)}
			case reflect.TypeFor[question.Type]():
				return &jsonschema.Schema{Enum: texts([]string{"string", "integer", "float", "boolean", "strings"})}
			case reflect.TypeFor[question.Severity]():
				return &jsonschema.Schema{Enum: texts([]string{"high", "medium", "low"})}
			case reflect.TypeFor[ontology.Trace]():
				return &jsonschema.Schema{Enum: texts([]string{"up", "down", "level", "none"})}
			}
			return nil
		},
	}
	schema := r.ReflectFromType(reflect.TypeOf(v))
	require(schema, reflect.TypeOf(v))
	return schema
}

// require adds the required fields of a type and of those inside it.
func require(s *jsonschema.Schema, t reflect.Type) {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		if t.Kind() == reflect.Slice && s.Items != nil {
			s = s.Items
		}
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t == textType || s.Properties == nil {
		return
	}
	fields := structureOf(t)
	s.Required = slices.Clone(fields.required)
	for name, i := range fields.fields {
		if p, ok := s.Properties.Get(name); ok {
			require(p, t.Field(i).Type)
		}
	}
}

func count(n uint64) *uint64 { return &n }

func texts(names []string) []any {
	out := make([]any, len(names))
	for i, n := range names {
		out[i] = n
	}
	return out
}

// draft is the dialect that editors know best.
const draft = "https://json-schema.org/draft/2020-12/schema"

// file is the schema of a file that holds one key.
func file(key, title string, value *jsonschema.Schema) *jsonschema.Schema {
	s := &jsonschema.Schema{Version: draft, Title: title, Type: "object", Properties: jsonschema.NewProperties(), Required: []string{key}, AdditionalProperties: jsonschema.FalseSchema}
	s.Properties.Set(key, value)
	return s
}

// plain is the schema of a file that one Go type describes.
func (s *schemaMaker) plain(v any, title string) *jsonschema.Schema {
	out := s.reflect(v)
	out.Version, out.Title = draft, title
	return out
}

func (s *schemaMaker) keyed(key string, list any, title string) *jsonschema.Schema {
	value := s.reflect(list)
	value.Version = ""
	return file(key, title, value)
}

const (
	placePattern = `^(art:[1-9][0-9]*|ch:[1-9][0-9]*|title|number|preface|closing|signature)$`
	partPattern  = `^(art|ch):[1-9][0-9]*$`
	idPattern    = `[a-z0-9][a-z0-9.-]*`
	refPattern   = `^(` + idPattern + `:)?` + idPattern + `$`
)

func (s *schemaMaker) mentions() *jsonschema.Schema {
	list := s.reflect([]Mention{})
	list.Version = ""
	property(list.Items, "at").Pattern = partPattern
	property(list.Items, "node").Pattern = refPattern
	return file("mentions", "Where the names of items occur: generated", list)
}

func property(s *jsonschema.Schema, name string) *jsonschema.Schema {
	p, ok := s.Properties.Get(name)
	if !ok {
		panic("loader: the seed format has no field " + name)
	}
	return p
}

// collection is the schema of a file with the items of one label.
func (s *schemaMaker) collection(l *ontology.Label) *jsonschema.Schema {
	item := s.reflect(Item{})
	item.Version, item.Title = "", l.Title.En+" / "+l.Title.Zh
	item.Description = l.Definition.En + " " + l.Definition.Zh
	id := property(item, "id")
	id.Pattern = "^" + l.Prefix + `\.[a-z0-9.-]+$`
	switch {
	case l.Collection == planLocal:
		id.Pattern = "^" + idPattern + "$"
	case l.Category != "evidence":
		item.Required = append(item.Required, "sources")
		property(item, "sources").MinItems = count(1)
	}
	if l.Name == "Article" {
		item.Required = append(item.Required, "chapter")
		property(item, "chapter").Pattern = `^ch\.[1-9][0-9]*$`
	} else {
		item.Properties.Delete("chapter")
	}
	s.addProperties(item, l.Properties)
	s.sources(property(item, "sources").Items)
	contexts := property(item, "context").Items
	for _, name := range []string{"only", "except"} {
		property(contexts, name).Items.Pattern = partPattern
	}
	s.relationship(property(item, "relationships").Items)
	if l.Collection == planLocal {
		return file(l.Collection, item.Title, item)
	}
	return file(l.Collection, item.Title, &jsonschema.Schema{Type: "array", Items: item})
}

func (s *schemaMaker) sources(source *jsonschema.Schema) {
	property(source, "at").Pattern = placePattern
	property(source, "quote").MaxLength = count(maxQuote)
}

// relationship narrows an entry to what the ontology allows.
func (s *schemaMaker) relationship(r *jsonschema.Schema) {
	var types, descriptions []string
	for _, t := range s.ontology.Types {
		if !t.Derived {
			types = append(types, t.Name)
			descriptions = append(descriptions, t.Title.En+" / "+t.Title.Zh+": "+t.Definition.En)
		}
		s.addProperties(r, t.Properties)
	}
	r.Required = []string{"type", "basis"} // those of one type only stand below
	typ := property(r, "type")
	typ.Enum, typ.Extras = texts(types), map[string]any{"enumDescriptions": descriptions}
	s.basis(r)
	s.sources(property(r, "sources").Items)
	property(r, "to").Pattern, property(r, "from").Pattern = refPattern, refPattern
	r.OneOf = []*jsonschema.Schema{{Required: []string{"to"}}, {Required: []string{"from"}}}
	for _, t := range s.ontology.Types {
		for _, p := range t.Properties {
			r.AllOf = append(r.AllOf, only(t.Name, p))
		}
	}
}

// only allows a property for one type and, where it must be there, demands it.
func only(typ string, p ontology.Property) *jsonschema.Schema {
	out := &jsonschema.Schema{If: where("type", typ), Else: &jsonschema.Schema{Not: &jsonschema.Schema{Required: []string{p.Name}}}}
	if p.Required {
		out.Then = &jsonschema.Schema{Required: []string{p.Name}}
	}
	return out
}

func where(name string, values ...string) *jsonschema.Schema {
	s := &jsonschema.Schema{Properties: jsonschema.NewProperties(), Required: []string{name}}
	s.Properties.Set(name, &jsonschema.Schema{Enum: texts(values)})
	return s
}

func (s *schemaMaker) basis(r *jsonschema.Schema) {
	var names, descriptions, weak []string
	for _, b := range s.ontology.Bases {
		names = append(names, b.Name)
		descriptions = append(descriptions, b.Title.En+" / "+b.Title.Zh+": "+b.Definition.En)
		if b.Rationale {
			weak = append(weak, b.Name)
		}
	}
	basis := property(r, "basis")
	basis.Enum, basis.Extras = texts(names), map[string]any{"enumDescriptions": descriptions}
	if len(weak) > 0 {
		r.AllOf = append(r.AllOf, &jsonschema.Schema{If: where("basis", weak...), Then: &jsonschema.Schema{Required: []string{"rationale"}}})
	}
	r.AllOf = append(r.AllOf, &jsonschema.Schema{If: where("basis", "external"), Else: &jsonschema.Schema{Required: []string{"sources"}}})
}

// addProperties adds what the ontology allows beside the fields that every item
// or relationship has.
func (s *schemaMaker) addProperties(to *jsonschema.Schema, properties []ontology.Property) {
	for _, p := range properties {
		schema := &jsonschema.Schema{Type: jsonType[p.Type], Description: p.Title.En + " / " + p.Title.Zh}
		switch p.Type {
		case "strings":
			schema.Items = &jsonschema.Schema{Type: "string", MinLength: count(1)}
		case "date":
			schema.Pattern = dateForm.String()
		case "string":
			schema.MinLength = count(1)
		}
		if len(p.Values) > 0 {
			var names, descriptions []string
			for _, v := range p.Values {
				names, descriptions = append(names, v.Name), append(descriptions, v.Title.En+" / "+v.Title.Zh)
			}
			schema.Enum, schema.Extras = texts(names), map[string]any{"enumDescriptions": descriptions}
		}
		to.Properties.Set(p.Name, schema)
		if p.Required {
			to.Required = append(to.Required, p.Name)
		}
	}
}

var jsonType = map[string]string{
	"string": "string", "integer": "integer", "float": "number", "boolean": "boolean", "date": "string", "strings": "array",
}

// SchemaPath is the path of a schema file within the seeds.
func SchemaPath(name string) string { return path.Join(SchemaFolder, name) }
