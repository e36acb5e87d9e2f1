package graphtest

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"planatlas/graph"
)

//go:embed queries/*.cypher
var tables embed.FS

// Tables are the suite's own queries, over all of the language. They are asked
// of the seed graph.
func Tables() ([]Query, error) {
	files, err := tables.ReadDir("queries")
	if err != nil {
		return nil, err
	}
	var out []Query
	for _, f := range files {
		b, err := tables.ReadFile(path.Join("queries", f.Name()))
		if err != nil {
			return nil, err
		}
		list, err := readTable(f.Name(), string(b))
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

// readTable reads paragraphs of lines. A line that begins with //@ says
// something about its query: "//@ ordered", "//@ bags", "//@ differs KEY",
// "//@ params JSON". Other lines that begin with // are comments; a paragraph of
// nothing else is none.
func readTable(name, text string) ([]Query, error) {
	var out []Query
	lines := append(strings.Split(text, "\n"), "")
	q, start := Query{}, 0
	var body []string
	for i, line := range lines {
		switch {
		case strings.TrimSpace(line) == "":
			if len(body) > 0 {
				q.Text, q.Place = strings.Join(body, "\n"), fmt.Sprintf("%s:%d", name, start)
				out = append(out, q)
			}
			q, body = Query{}, nil
		case strings.HasPrefix(line, "//@"):
			if err := q.mark(strings.TrimSpace(line[3:])); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
			}
		case strings.HasPrefix(line, "//"):
		default:
			if len(body) == 0 {
				start = i + 1
			}
			body = append(body, line)
		}
	}
	return out, nil
}

func (q *Query) mark(text string) error {
	word, rest, _ := strings.Cut(text, " ")
	switch word {
	case "ordered":
		q.Ordered = true
	case "bags":
		q.Bags = true
	case "differs":
		q.Differs = strings.TrimSpace(rest)
	case "params":
		var raw map[string]json.RawMessage
		if err := json.Unmarshal([]byte(rest), &raw); err != nil {
			return err
		}
		q.Params = map[string]graph.Value{}
		for k, v := range raw {
			x, err := graph.ParseValue(v)
			if err != nil {
				return err
			}
			q.Params[k] = x
		}
	default:
		return fmt.Errorf("there is no mark %q", word)
	}
	return nil
}
