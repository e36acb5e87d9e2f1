package briefing

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"planatlas/graph"
	"planatlas/graph/layout"
)

// StoryFormat and StoryVersion open every story file.
const (
	StoryFormat  = "planatlas-story"
	StoryVersion = 1
)

// Bounds of a story, so that a document of it can still be opened and read.
const (
	mostStoryBytes = 8 << 20
	mostViews      = 100
	mostNote       = 4000 // characters
	mostViewTitle  = 200
	mostViewNodes  = 5000
	mostViewRows   = 5000
)

// Story is an ordered series of saved views with a note each: what the page
// keeps, saves to a file and presents.
type Story struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Title   string `json:"title"`
	// Plan is what ids without a plan belong to.
	Plan string `json:"plan"`
	// Data is the data version that the views were saved on.
	Data  string      `json:"data,omitempty"`
	Views []SavedView `json:"views"`
}

// SavedView is one view as it stood on screen. Link leads the page back to it;
// the rest is what a document shows of it.
type SavedView struct {
	Title   string        `json:"title"`
	Note    string        `json:"note,omitempty"`
	Link    string        `json:"link,omitempty"`
	Screen  []float64     `json:"screen,omitempty"` // width and height of the stage; only the page needs it
	Picture *SavedPicture `json:"picture,omitempty"`
	Table   *SavedTable   `json:"table,omitempty"`
}

// SavedPicture is what stood in the picture and where, by ids; an id without a
// plan is of the story's.
type SavedPicture struct {
	Nodes []string `json:"nodes"`
	// At is where each node stood. Exact places are kept as they are, others
	// brought together as far as the names allow.
	At            [][2]float64   `json:"at,omitempty"`
	Exact         bool           `json:"exact,omitempty"`
	Relationships []string       `json:"relationships,omitempty"`
	Selected      []string       `json:"selected,omitempty"` // drawn with a ring
	Lit           []string       `json:"lit,omitempty"`      // all else is dimmed; none: nothing is
	Chain         []string       `json:"chain,omitempty"`    // relationships hop by hop
	Captions      []SavedCaption `json:"captions,omitempty"`
}

// SavedCaption is a word over a column.
type SavedCaption struct {
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Text string  `json:"text"`
}

// SavedTable is a table as it was read on screen.
type SavedTable struct {
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

// StoryError says what is wrong with a story, where, and what to do.
type StoryError struct{ zh, en string }

// In is the error in a language.
func (e *StoryError) In(l Lang) string { return l.pick(e.zh, e.en) }

// Error is the error in English.
func (e *StoryError) Error() string { return e.en }

func storyError(zh, en string, args ...any) *StoryError {
	return &StoryError{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}

// ReadStory reads a story file. Errors are a *StoryError and the reader's.
func ReadStory(r io.Reader) (*Story, error) {
	text, err := io.ReadAll(io.LimitReader(r, mostStoryBytes+1))
	if err != nil {
		return nil, err
	}
	if len(text) > mostStoryBytes {
		return nil, storyError("故事文件超过 8 MB；请分成几个故事", "the story file is over 8 MB; split the story")
	}
	var s Story
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return nil, notAStory(text, d, err)
	}
	return &s, s.Check()
}

func notAStory(text []byte, d *json.Decoder, err error) error {
	at := d.InputOffset()
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	if errors.As(err, &syntax) {
		at = syntax.Offset
	} else if errors.As(err, &kind) {
		at = kind.Offset
	}
	line := 1 + bytes.Count(text[:min(int(at), len(text))], []byte("\n"))
	return storyError("故事文件第 %d 行读不懂：%s；请用页面“故事”里的“存为文件”得到的文件", "line %d of the story file cannot be read: %s; take a file that the page's Story view saved", line, strings.TrimPrefix(err.Error(), "json: "))
}

// Check holds a story against its bounds. The only error is a *StoryError.
func (s *Story) Check() error {
	switch {
	case s.Format != StoryFormat:
		return storyError("这不是故事文件：format 应为 %q", "this is no story file: format must be %q", StoryFormat)
	case s.Version != StoryVersion:
		return storyError("故事文件的 version 是 %d，本程序只读 %d；请用较新的程序打开", "the story file has version %d, this program reads %d; open it with a newer program", s.Version, StoryVersion)
	case len(s.Views) == 0:
		return storyError("故事里还没有画面；请先在页面上“加入故事”", "the story has no views; add one on the page first")
	case len(s.Views) > mostViews:
		return storyError("故事最多 %d 页，这里有 %d 页；请分成几个故事", "a story has %d views at the most, this has %d; split it", mostViews, len(s.Views))
	case utf8.RuneCountInString(s.Title) > mostViewTitle:
		return storyError("故事的标题超过 %d 字", "the title of the story is over %d characters", mostViewTitle)
	}
	for i := range s.Views {
		if err := s.Views[i].check(); err != nil {
			return storyError("第 %d 页：%s", "view %d: %s", i+1, err.zh).with(err, i+1)
		}
	}
	return nil
}

// with puts the English of an inner error in.
func (e *StoryError) with(inner *StoryError, number int) *StoryError {
	e.en = fmt.Sprintf("view %d: %s", number, inner.en)
	return e
}

func (v *SavedView) check() *StoryError {
	switch {
	case utf8.RuneCountInString(v.Title) > mostViewTitle:
		return storyError("标题超过 %d 字", "the title is over %d characters", mostViewTitle)
	case utf8.RuneCountInString(v.Note) > mostNote:
		return storyError("说明超过 %d 字", "the note is over %d characters", mostNote)
	}
	if p := v.Picture; p != nil {
		switch {
		case len(p.Nodes) > mostViewNodes:
			return storyError("画面里有 %d 个节点，最多 %d 个", "the picture has %d nodes; %d is the most", len(p.Nodes), mostViewNodes)
		case len(p.At) > 0 && len(p.At) != len(p.Nodes):
			return storyError("at 有 %d 个位置，nodes 有 %d 个", "at has %d places for %d nodes", len(p.At), len(p.Nodes))
		}
		for _, at := range p.At {
			if !bounded(at[0]) || !bounded(at[1]) {
				return storyError("at 里有过大的数", "a number in at is too large")
			}
		}
	}
	if t := v.Table; t != nil {
		if len(t.Rows) > mostViewRows || len(t.Columns) > 60 {
			return storyError("表有 %d 行 %d 列，最多 %d 行 60 列", "the table has %d rows and %d columns; %d and 60 are the most", len(t.Rows), len(t.Columns), mostViewRows)
		}
		for i, row := range t.Rows {
			if len(row) != len(t.Columns) {
				return storyError("表的第 %d 行有 %d 格，应有 %d 格", "row %d of the table has %d cells instead of %d", i+1, len(row), len(t.Columns))
			}
		}
	}
	return nil
}

func bounded(x float64) bool { return x > -1e7 && x < 1e7 }

// savedView is a picture found again in the graph.
type savedView struct {
	View
	at      []layout.Point
	missing []string // ids that the data no longer has
}

// find looks the picture's ids up.
func (k *builder) find(p *SavedPicture, plan string) savedView {
	var f savedView
	for i, id := range p.Nodes {
		n := k.node(id, plan)
		if n == nil {
			f.missing = append(f.missing, id)
			continue
		}
		at := k.Positions[n.Index()]
		if len(p.At) > 0 {
			at = layout.Point{X: p.At[i][0], Y: p.At[i][1]}
		}
		f.Nodes, f.at = append(f.Nodes, n), append(f.at, at)
	}
	in := map[string]bool{}
	for _, id := range p.Relationships {
		in[fullRelationship(id, plan)] = true
	}
	shown := map[string]bool{}
	for _, n := range f.Nodes {
		shown[n.ID] = true
	}
	for _, r := range k.Graph.Relationships() {
		if in[r.ID] && shown[r.Start] && shown[r.End] {
			f.Relationships = append(f.Relationships, r)
			delete(in, r.ID)
		}
	}
	for _, id := range p.Relationships {
		if full := fullRelationship(id, plan); in[full] {
			f.missing = append(f.missing, id)
			delete(in, full)
		}
	}
	return f
}

// node is the node of an id, which may be short of its plan.
func (k *builder) node(id, plan string) *graph.Node { return k.Graph.NodeByID(fullID(id, plan)) }

func fullID(id, plan string) string {
	if strings.Contains(id, ":") {
		return id
	}
	return plan + ":" + id
}

// fullRelationship completes both ends of a relationship's id.
func fullRelationship(id, plan string) string {
	parts := strings.Split(id, "|")
	if len(parts) < 3 {
		return id
	}
	parts[0], parts[2] = fullID(parts[0], plan), fullID(parts[2], plan)
	return strings.Join(parts, "|")
}

func idSet(ids []string, full func(string) string) map[string]bool {
	m := map[string]bool{}
	for _, id := range ids {
		m[full(id)] = true
	}
	return m
}
