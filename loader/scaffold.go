package loader

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"planatlas/graph/ontology"
)

// ScaffoldReport says what Scaffold wrote.
type ScaffoldReport struct {
	Plan     string   `json:"plan"` // id
	Dir      string   `json:"dir"`
	Title    string   `json:"title"`
	Number   string   `json:"number"`
	Date     string   `json:"date"`
	Chapters int      `json:"chapters"`
	Articles int      `json:"articles"`
	Files    []string `json:"files"`
}

// WriteText writes the report and what to do next, in a language, "zh" or "en".
func (r *ScaffoldReport) WriteText(w io.Writer, lang string) error {
	format := "%[1]s: plan %[2]s, %[3]s %[4]s %[5]s\n%[6]d chapters, %[7]d articles, files: %[8]s\nNext: fill in summaries, then items article by article; run planatlas check --seeds %[9]s as you go.\n"
	if lang == "zh" {
		format = "%[1]s：规划 %[2]s，%[3]s %[4]s %[5]s\n%[6]d 章 %[7]d 条，文件：%[8]s\n接下来：先写各条提要，再逐条填写条目；随时运行 planatlas check --seeds %[9]s 检查。\n"
	}
	_, err := fmt.Fprintf(w, format, r.Dir, r.Plan, r.Title, r.Number, r.Date, r.Chapters, r.Articles, strings.Join(r.Files, " "), filepath.Dir(r.Dir))
	return err
}

// Scaffold writes a plan folder from an official text: the outline filled in,
// the rest ready to be filled, loading clean. The folder must not exist, or be
// empty; it appears whole or not at all. A text that cannot be read is a
// *TextError.
func Scaffold(o *ontology.Ontology, text, dir string) (*ScaffoldReport, error) {
	d, err := ParseText(text)
	if err != nil {
		return nil, err
	}
	dir = filepath.Clean(dir)
	if err := vacant(dir); err != nil {
		return nil, err
	}
	s := scaffold{ontology: o, doc: d, plan: planID(dir)}
	files := s.files()
	files[sourceFile] = text
	files[".gitignore"] = "# The official text is an input and stays out of the repository.\n" + sourceFile + "\n"
	temp, err := writeTemp(filepath.Dir(dir), files)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp) // nothing is left there once it was renamed
	if err := s.finish(temp); err != nil {
		return nil, err
	}
	_ = os.Remove(dir) // empty, or not there
	if err := os.Rename(temp, dir); err != nil {
		return nil, fmt.Errorf("put the plan folder in place: %w", err)
	}
	return s.report(dir, files), nil
}

// vacant refuses a folder that has something in it.
func vacant(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case os.IsNotExist(err):
		return nil
	case err != nil:
		return fmt.Errorf("look into %s: %w", dir, err)
	case len(entries) > 0:
		return fmt.Errorf("%s is not empty: nothing is overwritten", dir)
	}
	return nil
}

var notInID = regexp.MustCompile(`[^a-z0-9.-]+`)

// planID makes the id of a plan from the name of its folder.
func planID(dir string) string {
	id := strings.Trim(notInID.ReplaceAllString(strings.ToLower(filepath.Base(dir)), "-"), "-.")
	return cmp.Or(id, "plan")
}

// writeTemp writes the files into a new folder beside the final one, so that it
// can be renamed.
func writeTemp(parent string, files map[string]string) (string, error) {
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", fmt.Errorf("make %s: %w", parent, err)
	}
	temp, err := os.MkdirTemp(parent, ".planatlas-new-")
	if err != nil {
		return "", fmt.Errorf("make a folder in %s: %w", parent, err)
	}
	err = os.Chmod(temp, 0o755)
	for name, content := range files {
		if err == nil {
			err = os.WriteFile(filepath.Join(temp, name), []byte(content), 0o644)
		}
	}
	if err != nil {
		os.RemoveAll(temp)
		return "", fmt.Errorf("write the plan folder: %w", err)
	}
	return temp, nil
}

type scaffold struct {
	ontology *ontology.Ontology
	doc      *Document
	plan     string
}

// finish loads what was written, as a test of it, and adds the mentions.
func (s *scaffold) finish(temp string) error {
	l := &loading{fsys: os.DirFS(filepath.Dir(temp)), ontology: s.ontology, folders: []string{filepath.Base(temp)}}
	seeds, err := l.run()
	if err != nil {
		return fmt.Errorf("the new folder does not load: %w", err)
	}
	mentions, err := Mentions(seeds, s.plan)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(temp, mentionsFile), mentions, 0o644)
}

func (s *scaffold) report(dir string, files map[string]string) *ScaffoldReport {
	r := &ScaffoldReport{
		Plan: s.plan, Dir: dir, Title: s.doc.Title, Number: s.doc.Number, Date: s.doc.Date, Chapters: len(s.doc.Chapters),
		Files: []string{mentionsFile},
	}
	for _, c := range s.doc.Chapters {
		r.Articles += len(c.Articles)
	}
	for name := range files {
		r.Files = append(r.Files, name)
	}
	slices.Sort(r.Files)
	return r
}

// files are the files of the folder by name, without the mentions.
func (s *scaffold) files() map[string]string {
	files := map[string]string{}
	for i := range s.ontology.Labels {
		l := &s.ontology.Labels[i]
		head := schemaLine(l.Collection) + "# " + l.Title.Zh + "：" + l.Definition.Zh + "\n# " + l.Title.En + ": " + l.Definition.En + "\n"
		var body string
		switch l.Name {
		case "Plan":
			body = s.planYAML()
		case "Chapter":
			body = s.chaptersYAML()
		case "Article":
			body = s.articlesYAML()
		case "Body":
			body = s.bodiesYAML(l)
		default:
			body = example(l) + l.Collection + ": []\n"
		}
		files[l.Collection+".yaml"] = head + body
	}
	return files
}

func (s *scaffold) planYAML() string {
	var b strings.Builder
	title := cmp.Or(s.doc.Title, s.plan)
	fmt.Fprintf(&b, "plan:\n  id: %s\n  name: %s # 可改为简称\n  title: %s\n", quoted(s.plan), quoted(title), quoted(title))
	if s.doc.Number != "" {
		fmt.Fprintf(&b, "  number: %s\n", quoted(s.doc.Number))
	}
	if s.doc.Date != "" {
		fmt.Fprintf(&b, "  date: %s\n", s.doc.Date)
	}
	fmt.Fprintf(&b, "  textHash: %s\n  # subject: \"district.…\" # 规划主体：本规划所说的地方\n", quoted(s.doc.Hash()))
	var sources []string
	for _, at := range []string{"title", "number"} {
		for _, p := range s.doc.Paragraphs(at) {
			sources = append(sources, sourceYAML(at, p.Text))
		}
	}
	if len(sources) > 0 {
		fmt.Fprintf(&b, "  sources: [%s]\n", strings.Join(sources, ", "))
	}
	if issuers := s.issuers(); len(issuers) > 0 {
		b.WriteString("  relationships:\n")
		for i, name := range issuers {
			fmt.Fprintf(&b, "    - type: ISSUED_BY\n      to: \"%s\"\n      basis: explicit\n      sources: [%s]\n", issuerID(i), sourceYAML("signature", name))
		}
	}
	return b.String()
}

// sourceYAML writes a source with a quote, shortened where it is too long.
func sourceYAML(at, quote string) string {
	if r := []rune(quote); len(r) > maxQuote {
		quote = string(r[:maxQuote/2]) + ellipsis + string(r[len(r)-maxQuote/3:])
	}
	return fmt.Sprintf("{at: %s, quote: %s}", quoted(at), quoted(quote))
}

func (s *scaffold) chaptersYAML() string {
	var b strings.Builder
	b.WriteString("chapters:\n")
	for _, c := range s.doc.Chapters {
		fmt.Fprintf(&b, "  - id: ch.%d\n    number: %d\n    name: %s\n", c.Number, c.Number, quoted(c.Heading))
	}
	return b.String()
}

// todo stands where a text must stand that only a person can write.
const todo = "待写"

func (s *scaffold) articlesYAML() string {
	var b strings.Builder
	b.WriteString("# 提要用自己的话写一两句，不抄原文。\narticles:\n")
	for _, c := range s.doc.Chapters {
		for _, a := range c.Articles {
			fmt.Fprintf(&b, "  - id: art.%d\n    number: %d\n    chapter: \"ch.%d\"\n    name: %s\n    summary: %s\n", a.Number, a.Number, c.Number, quoted(a.Name()), quoted(todo))
		}
	}
	return b.String()
}

// issuers are those who signed, as far as they stand in the signature.
func (s *scaffold) issuers() []string {
	var names []string
	for _, p := range s.doc.Signature {
		for _, name := range strings.Fields(p.Text) {
			if !fullDate.MatchString(name) && !fullDate.MatchString(p.Text) && utf8.RuneCountInString(name) >= 3 && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func issuerID(i int) string { return fmt.Sprintf("body.issuer-%c", 'a'+i%26) }

func (s *scaffold) bodiesYAML(l *ontology.Label) string {
	issuers := s.issuers()
	if len(issuers) == 0 {
		return example(l) + l.Collection + ": []\n"
	}
	var b strings.Builder
	b.WriteString("# 落款中的印发机关；标识请改成有意义的英文（plan.yaml 里一并改）。\n" + l.Collection + ":\n")
	for i, name := range issuers {
		fmt.Fprintf(&b, "  - id: %s\n    name: %s\n    kind: %s\n    sources: [%s]\n", issuerID(i), quoted(name), quoted(bodyKind(name)), sourceYAML("signature", name))
	}
	return b.String()
}

// bodyKind tells the kind of an issuer from its name.
func bodyKind(name string) string {
	for _, k := range []struct{ word, kind string }{
		{"人民代表大会", "congress"}, {"人大", "congress"}, {"政协", "congress"}, {"中共", "party"}, {"工委", "party"}, {"党委", "party"},
		{"政府", "government"}, {"管委会", "government"}, {"管理委员会", "government"}, {"局", "government"}, {"办公室", "government"}, {"公司", "enterprise"},
	} {
		if strings.Contains(name, k.word) {
			return k.kind
		}
	}
	return "other"
}

// example is an item of the label as a comment, to be copied.
func example(l *ontology.Label) string {
	var b strings.Builder
	fmt.Fprintf(&b, "#   - id: %s.short-english-name\n#     name: \"原文的说法\"\n#     nameEn: \"English\"\n", l.Prefix)
	for _, p := range l.Properties {
		switch {
		case len(p.Values) > 0:
			fmt.Fprintf(&b, "#     %s: %q # %s\n", p.Name, p.Values[0].Name, strings.Join(valueNames(p.Values), " "))
		case p.Required:
			fmt.Fprintf(&b, "#     %s: … # %s\n", p.Name, p.Title.Zh)
		}
	}
	b.WriteString("#     sources: [{at: \"art:1\", quote: \"最短的原文\"}]\n")
	return b.String()
}

func valueNames(values []ontology.Value) []string {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = v.Name
	}
	return names
}
