package loader

import (
	"io/fs"
	"reflect"
	"runtime"
	"sync"
)

// This file reads seed files: all pieces of all files side by side, each bound
// to Go values and its tree dropped at once.

// fileJob is one file of a plan folder on its way.
type fileJob struct {
	plan     *plan
	source   *source
	sections []section
	parts    [][]part        // by section and chunk
	whole    bool            // parsed as a whole
	keys     map[string]bool // of the sections so far
}

// part is what one piece of a file held.
type part struct {
	items    []Item
	mentions []Mention
	found    []found
	broken   bool // no valid YAML by itself
}

// readPlans decodes all files of all plan folders.
func (l *loading) readPlans() {
	folders, files := l.planFiles()
	var jobs []*fileJob
	for _, folder := range folders {
		p := &plan{folder: folder, byID: map[string]*item{}}
		l.plans = append(l.plans, p)
		for _, name := range files[folder] {
			s, problems := readSource(l.fsys, name)
			l.problems = append(l.problems, problems...)
			if s == nil {
				l.incomplete = true
				continue
			}
			jobs = append(jobs, &fileJob{plan: p, source: s})
		}
	}
	l.decode(jobs)
	for _, j := range jobs {
		l.collect(j)
	}
}

// decode parses and binds every piece of every file, on all processors.
func (l *loading) decode(jobs []*fileJob) {
	var work []func()
	total, done := 0, 0
	var progress sync.Mutex
	report := func(n int) {
		if l.opts.Progress == nil {
			return
		}
		progress.Lock()
		defer progress.Unlock()
		done += n
		l.opts.Progress(done, total)
	}
	for _, j := range jobs {
		sections, ok := split(string(j.source.data), chunkSize)
		if !ok {
			j.whole = true
			continue
		}
		j.sections, j.parts = sections, make([][]part, len(sections))
		for i, s := range sections {
			j.parts[i] = make([]part, len(s.chunks))
			for k, c := range s.chunks {
				total += len(c.text)
				out := &j.parts[i][k]
				work = append(work, func() { *out = decodeChunk(s.key, c); report(len(c.text)) })
			}
		}
	}
	parallel(work)
}

func parallel(work []func()) {
	queue := make(chan func())
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(work)) {
		wg.Go(func() {
			for f := range queue {
				f()
			}
		})
	}
	for _, f := range work {
		queue <- f
	}
	close(queue)
	wg.Wait()
}

func decodeChunk(key string, c chunk) part {
	body, errs := parse(c.text)
	if len(errs) > 0 {
		return part{broken: true}
	}
	return bindSection(key, body, c.line)
}

// bindSection binds what stands under a key: the items of a collection, the
// mentions, or the one mapping of the plan.
func bindSection(key string, body *node, line int32) (p part) {
	b := &binder{line: line}
	defer func() {
		if r := recover(); r != nil {
			p = part{broken: true}
		}
	}()
	if body == nil {
		return p
	}
	switch key {
	case "plan":
		var it Item
		b.bind(body, reflect.ValueOf(&it).Elem(), key)
		p.items = []Item{it}
	case "mentions":
		b.bind(body, reflect.ValueOf(&p.mentions).Elem(), key)
	default:
		b.bind(body, reflect.ValueOf(&p.items).Elem(), key)
	}
	p.found = b.problems
	return p
}

// collect adds what a file held to its plan. A file of which a piece was no
// valid YAML, or that has another form than split knows, is parsed whole.
func (l *loading) collect(j *fileJob) {
	for _, s := range j.parts {
		for _, p := range s {
			j.whole = j.whole || p.broken
		}
	}
	if j.whole {
		l.collectWhole(j)
		return
	}
	for i, s := range j.sections {
		if l.knownSection(j, i, s.key, s.at) {
			for _, p := range j.parts[i] {
				l.collectPart(j, s.key, p)
			}
		}
	}
}

func (l *loading) collectWhole(j *fileJob) {
	body, errs := parse(string(j.source.data))
	for _, e := range errs {
		l.add(j.source, e.at, e.code, e.hint, e.args...)
		l.incomplete = true
	}
	if len(errs) > 0 {
		return
	}
	switch {
	case body == nil:
		l.add(j.source, position{}, "empty_file", hint{})
		l.incomplete = true
		return
	case body.kind != mappingNode:
		l.add(j.source, body.at, "not_a_mapping", hint{}, body.name())
		l.incomplete = true
		return
	}
	for i, key := range body.keys {
		if !l.knownSection(j, i, key.Value, key.at) {
			continue
		}
		p := bindSection(key.Value, &body.items[i], 0)
		if p.broken {
			l.add(j.source, key.at, "syntax", hint{}, "the reader failed on this value")
			l.incomplete = true
			continue
		}
		l.collectPart(j, key.Value, p)
	}
}

// knownSection checks the key of the section numbered i of a file.
func (l *loading) knownSection(j *fileJob, i int, key string, at position) bool {
	if j.keys[key] {
		l.add(j.source, at, "duplicate_field", hint{}, key)
		return true
	}
	if j.keys == nil {
		j.keys = map[string]bool{}
	}
	j.keys[key] = true
	if key == "mentions" || l.ontology.Collection(key) != nil {
		if i < len(j.parts) && len(j.parts[i]) == 0 && !j.whole {
			l.add(j.source, at, "empty_value", hintf("leave_out"), key)
		}
		return true
	}
	l.add(j.source, at, "unknown_list", near(key, l.collections()), key)
	l.incomplete = true
	return false
}

func (l *loading) collections() []string {
	names := []string{"mentions"}
	for _, label := range l.ontology.Labels {
		names = append(names, label.Collection)
	}
	return names
}

func (l *loading) collectPart(j *fileJob, key string, p part) {
	for _, f := range p.found {
		l.add(j.source, f.at, f.code, f.hint, f.args...)
	}
	for _, m := range p.mentions {
		j.plan.mentions = append(j.plan.mentions, mention{Mention: m, file: j.source})
	}
	label := l.ontology.Collection(key)
	for _, it := range p.items {
		if it.ID.Value == "" {
			l.incomplete = true // the binder has said why
			continue
		}
		j.plan.items = append(j.plan.items, &item{Item: it, file: j.source, label: label})
	}
}

// Decode fills a Go value (a pointer to a struct with `yaml` tags, or to a
// slice) from one YAML file as strictly as Load does: unknown fields, numbers
// in place of text and fields tagged `required:"true"` that are missing are
// problems. Its error is Problems, all that there are.
func Decode(fsys fs.FS, name string, into any) error {
	s, problems := readSource(fsys, name)
	if s == nil {
		return problems.err()
	}
	_, problems = s.decodeTree(into)
	return problems.err()
}

// decodeTree fills a Go value and returns the tree that it was filled from.
func (s *source) decodeTree(into any) (*node, Problems) {
	body, errs := parse(string(s.data))
	for _, e := range errs {
		s.add(e.at, e.code, e.hint, e.args...)
	}
	if len(errs) > 0 || body == nil {
		return nil, s.problems
	}
	b := &binder{}
	b.bind(body, reflect.ValueOf(into).Elem(), s.name)
	for _, f := range b.problems {
		s.add(f.at, f.code, f.hint, f.args...)
	}
	return body, s.problems
}
