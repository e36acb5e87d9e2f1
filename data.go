package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"planatlas/graph"
	"planatlas/graph/layout"
	"planatlas/graph/question"
	"planatlas/graph/search"
	"planatlas/loader"
	"planatlas/seeds"
	"planatlas/server"
)

// seedFlags say which data are used.
type seedFlags struct{ dir, source, plan, accepted string }

// neo4jFlags say which Neo4j server answers, if one does.
type neo4jFlags struct {
	uri, user, passwordFile, database string
	maxRelationships                  int
}

// load reads the seeds, with the official text where it is given.
func (p *program) load() (*loader.Seeds, error) { return p.loadWith(loader.Options{}) }

func (p *program) loadWith(opts loader.Options) (*loader.Seeds, error) {
	// A folder of nothing but plans is read by the ontology in the program.
	own, err := loader.ReadOntology(seeds.FS)
	if err != nil {
		return nil, err
	}
	opts.Ontology = own
	if p.seeds.source != "" {
		text, err := readText(p.seeds.source)
		if err != nil {
			return nil, err
		}
		opts.Sources = map[string]string{p.seeds.plan: text}
	}
	s, err := loader.Load(p.seedFiles(), opts)
	if err != nil {
		return nil, err
	}
	if p.seeds.plan != "" {
		if _, ok := s.Plan(p.seeds.plan); !ok {
			return nil, p.usage("没有规划“%s”", "there is no plan “%s”", p.seeds.plan)
		}
	}
	return s, nil
}

func (p *program) seedFiles() fs.FS {
	if p.seeds.dir != "" {
		return os.DirFS(p.seeds.dir)
	}
	return seeds.FS
}

const maxText = 20 << 20 // bytes of an official text

func readText(name string) (string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return "", err
	}
	if info.Size() > maxText {
		return "", fmt.Errorf("%s: larger than %d MB", name, maxText>>20)
	}
	b, err := os.ReadFile(name)
	return string(b), err
}

// resolve finds the node that a name stands for, or says what it could be.
func (p *program) resolve(x *search.Index, name string) (*graph.Node, error) {
	r := x.Resolve(name, p.seeds.plan)
	switch {
	case r.Node != nil:
		return r.Node, nil
	case r.Candidates != nil:
		message := fmt.Sprintf(p.say("“%s”可指 %d 个节点，请用 id 指明：", "“%s” can mean %d nodes; name one by its id:"), name, len(r.Candidates))
		for _, n := range r.Candidates {
			message += fmt.Sprintf("\n  %s  %s  %s", n.ID, n.Label(), p.articles(n))
		}
		return nil, &usageError{message}
	}
	message := fmt.Sprintf(p.say("没有名为“%s”的节点", "no node is called “%s”"), name)
	if len(r.Near) > 0 {
		message += p.say("；是否指：", "; did you mean ")
		for i, n := range r.Near {
			if i > 0 {
				message += p.say("、", ", ")
			}
			message += n
		}
	}
	return nil, errors.New(message)
}

// articles lists the articles of a node's evidence.
func (p *program) articles(n *graph.Node) string {
	s := ""
	for _, a := range n.Properties.Get(graph.PropArticles).Integers() {
		if s != "" {
			s += p.say("、", ", ")
		}
		s += fmt.Sprint(a)
	}
	if s == "" {
		return ""
	}
	return p.say("第"+s+"条", "Art. "+s)
}

// passages are the paragraphs of an official text with their places.
func passages(d *loader.Document) []server.Passage {
	var out []server.Passage
	for _, at := range d.Places() {
		for _, t := range d.Paragraphs(at) {
			out = append(out, server.Passage{At: at, Text: t.Text})
		}
	}
	return out
}

// keptLayouts keeps positions by data version: those of the embedded seeds stand
// in the program, others in the user's cache folder.
type keptLayouts struct{ dir string } // "" where the machine has no place for a cache

func newLayouts() server.Layouts {
	dir, err := os.UserCacheDir()
	if err != nil {
		return keptLayouts{}
	}
	return keptLayouts{filepath.Join(dir, "planatlas")}
}

// layoutFile is the name under which the positions of a graph are kept.
func layoutFile(g *graph.Graph) string {
	return "layout-" + layout.Version + "-" + g.Version() + ".json"
}

// Load reads positions; a file that does not fit the graph counts for nothing.
func (k keptLayouts) Load(g *graph.Graph) *layout.Result {
	b, err := seeds.Computed.ReadFile("computed/" + layoutFile(g))
	if err != nil && k.dir != "" {
		b, err = os.ReadFile(filepath.Join(k.dir, layoutFile(g)))
	}
	var r layout.Result
	if err != nil || json.Unmarshal(b, &r) != nil || len(r.Positions) != g.NodeCount() || r.Check() != nil {
		return nil
	}
	return &r
}

// Store writes positions. A cache that cannot be written is no error: they are
// computed again next time.
func (k keptLayouts) Store(g *graph.Graph, r *layout.Result) {
	b, err := json.Marshal(r)
	if err != nil || k.dir == "" || os.MkdirAll(k.dir, 0o755) != nil {
		return
	}
	tmp, err := os.CreateTemp(k.dir, "layout-*.part")
	if err != nil {
		return
	}
	_, err = tmp.Write(b)
	if cerr := tmp.Close(); err != nil || cerr != nil || os.Rename(tmp.Name(), filepath.Join(k.dir, layoutFile(g))) != nil {
		os.Remove(tmp.Name())
	}
}

// questionText is the official text of a plan as saved questions look into it;
// empty where it was not given.
func (d *data) questionText(plan string) []question.Passage {
	if d.seeds == nil {
		return nil
	}
	var out []question.Passage
	for _, i := range d.seeds.Plans {
		if i.ID != plan || i.Document == nil {
			continue
		}
		for _, t := range passages(i.Document) {
			out = append(out, question.Passage{At: t.At, Text: t.Text})
		}
	}
	return out
}
