// Package loader turns seed files into a graph: it decodes the YAML strictly,
// resolves references, holds every claim against the ontology and, where the
// official text is given, every quote against the text, and builds the
// snapshot. Load does it all and reports every problem at once, with its place.
//
// ParseText reads an official text; Coverage and Mentions hold a plan against
// it; Scaffold makes the files of a new plan out of it; Schemas describes the
// files to editors. Only this package knows the YAML library.
package loader

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"planatlas/graph"
	"planatlas/graph/ontology"
	"planatlas/graph/question"
)

// Options say what Load takes beside the seed files.
type Options struct {
	// Sources holds the official text by plan id; the key "" stands for the
	// only plan. A plan without an entry takes source.txt of its own folder, if
	// there is one. The graph is the same with and without the text.
	Sources map[string]string
	// Progress is told how many bytes of YAML are done, of how many. It is
	// called by one goroutine at a time.
	Progress func(done, total int)
	// Ontology is used where the seeds have no ontology.yaml, as a folder with
	// nothing but plans.
	Ontology *ontology.Ontology
	// Folders are the plan folders to read; nil means all that there are.
	Folders []string
	// WithoutMentions leaves every mentions.yaml unread: it is to be written
	// anew, so it must not matter that it names an item or a form that is gone.
	WithoutMentions bool
}

// Seeds is what the seed files hold.
type Seeds struct {
	Ontology *ontology.Ontology
	Graph    *graph.Graph
	Plans    []PlanInfo // by id
	// Questions and Rules are those of queries.yaml and rules.yaml, then those
	// of the folders queries and rules, in the order of the files.
	Questions []question.Question
	Rules     []question.Rule
	// Warnings are no reason to refuse the seeds.
	Warnings Problems

	plans []*plan // parallel to Plans
}

// PlanInfo is one plan as a list of plans shows it.
type PlanInfo struct {
	ID          string `json:"id"`
	Folder      string `json:"-"` // within the seeds
	Name        string `json:"name"`
	NameEn      string `json:"nameEn"`
	Title       string `json:"title"`
	Number      string `json:"number"`
	Date        string `json:"date"`    // YYYY-MM-DD
	Subject     string `json:"subject"` // global id of the node that the plan is about
	DataVersion string `json:"dataVersion"`
	Chapters    int    `json:"chapters"`
	Articles    int    `json:"articles"`
	// Nodes and Relationships count what belongs to the plan, the document's
	// own structure included.
	Nodes         int  `json:"nodes"`
	Relationships int  `json:"relationships"`
	HasText       bool `json:"hasText"`
	// Document is the official text, nil where it was not given.
	Document *Document `json:"-"`
}

// Plan returns the plan of that id; "" stands for the only one.
func (s *Seeds) Plan(id string) (PlanInfo, bool) {
	if i := s.planIndex(id); i >= 0 {
		return s.Plans[i], true
	}
	return PlanInfo{}, false
}

func (s *Seeds) planIndex(id string) int {
	if id == "" && len(s.Plans) == 1 {
		return 0
	}
	return slices.IndexFunc(s.Plans, func(p PlanInfo) bool { return p.ID == id })
}

// Load reads ontology.yaml and every folder that has a plan.yaml. Its error is
// Problems, all that there are.
func Load(fsys fs.FS, opts Options) (*Seeds, error) {
	l := &loading{fsys: fsys, opts: opts, folders: opts.Folders}
	if _, err := fs.Stat(fsys, ontologyFile); err != nil && opts.Ontology != nil {
		l.ontology = opts.Ontology
	} else if l.ontology = l.loadOntology(); l.ontology == nil {
		return nil, l.problems.err()
	}
	l.questions, l.rules = l.loadQuestions(), l.loadRules()
	return l.run()
}

// run loads the plans by an ontology that was read before.
func (l *loading) run() (*Seeds, error) {
	l.readPlans()
	l.identify()
	l.attachTexts()
	l.resolve()
	l.checkEvidence()
	merged := l.merge()
	if err := l.problems.err(); err != nil {
		return nil, err
	}
	return l.build(merged)
}

// loading is one run of Load.
type loading struct {
	fsys     fs.FS
	opts     Options
	ontology *ontology.Ontology
	folders  []string // nil: every folder that has a plan.yaml
	plans    []*plan
	byID     map[string]*plan

	questions []question.Question
	rules     []question.Rule
	// incomplete says that a file could not be read whole, so that an id which
	// is not found may well stand there.
	incomplete bool
	problems   Problems
	warnings   Problems
}

// plan is one plan folder.
type plan struct {
	id       string
	folder   string
	item     *item // the Plan itself
	items    []*item
	byID     map[string]*item // by id within the plan
	mentions []mention
	document *Document
}

// item is an Item with what it was found to be.
type item struct {
	Item
	file   *source
	label  *ontology.Label
	local  string // id within the plan: "plan" for the Plan itself
	global string
	number int // of a chapter or article
	props  graph.Properties
	rels   []relationship
}

// relationship is a Relationship with its ends found.
type relationship struct {
	*Relationship
	typ   *ontology.RelationshipType
	basis *ontology.Basis
	start *item
	end   *item
	role  string
	props graph.Properties
}

type mention struct {
	Mention
	file *source
	from *item
	node *item
}

func (l *loading) add(s *source, p position, code string, h hint, args ...any) {
	if len(l.problems) == 10*maxProblems {
		return
	}
	l.problems = append(l.problems, s.problem(p, code, h, args...))
}

// addFile reports a problem of a path that was not read.
func (l *loading) addFile(name, code string, h hint, args ...any) {
	p := newProblem(code, args...).withHint(h)
	p.File = name
	l.problems = append(l.problems, p)
}

// planFile makes a folder a plan folder.
const planFile = "plan.yaml"

// planFiles lists the YAML files of every plan folder, by folder.
func (l *loading) planFiles() (folders []string, files map[string][]string) {
	files = map[string][]string{}
	folders = l.folders
	if folders == nil {
		folders = l.planFolders()
	}
	for _, folder := range folders {
		files[folder] = l.yamlFiles(folder)
	}
	return folders, files
}

func (l *loading) planFolders() []string {
	var folders []string
	entries, err := fs.ReadDir(l.fsys, ".")
	if err != nil {
		l.addFile(".", "unreadable_file", hint{}, err)
	}
	for _, e := range entries {
		if _, err := fs.Stat(l.fsys, path.Join(e.Name(), planFile)); err == nil && !strings.HasPrefix(e.Name(), ".") {
			folders = append(folders, e.Name())
		}
	}
	if len(folders) == 0 {
		l.addFile(".", "no_plan", hint{})
	}
	return folders
}

func (l *loading) yamlFiles(folder string) []string {
	var names []string
	entries, _ := fs.ReadDir(l.fsys, folder)
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		switch {
		case e.IsDir(), l.opts.WithoutMentions && e.Name() == mentionsFile:
		case path.Ext(name) == ".yaml":
			names = append(names, name)
		case path.Ext(name) == ".yml":
			l.addFile(name, "wrong_extension", hintf("rename", strings.TrimSuffix(e.Name(), ".yml")+".yaml"))
		}
	}
	return names
}
