package briefing

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"html/template"
	"io"

	"planatlas/graph"
)

//go:embed offline/page.html
var pageHTML string

//go:embed offline/page.css
var pageCSS string

//go:embed offline/page.js
var pageJS string

// page is the offline page before its data are put in.
var page = template.Must(template.New("page").Parse(pageHTML))

// offlineData is what the page works on.
type offlineData struct {
	Lang          Lang                  `json:"lang"`
	Title         string                `json:"title"`
	Plan          Reference             `json:"plan"`
	Nodes         []*graph.Node         `json:"nodes"`
	Relationships []*graph.Relationship `json:"relationships"`
	Ontology      any                   `json:"ontology"`
	Subjects      []string              `json:"subjects"`
	Passages      []Passage             `json:"passages"`
}

// writeHTML writes one page with everything in it: picture, search, dossiers,
// trace, reader and table. It asks nobody for anything, so that it works from a
// USB stick; a policy in its head forbids the browser to.
func writeHTML(ctx context.Context, b *Briefing, w io.Writer) error {
	var picture bytes.Buffer
	if err := b.drawn().WriteSVG(&picture); err != nil {
		return err
	}
	overview, err := b.overview()
	if err != nil {
		return err
	}
	data := offlineData{b.Lang, b.Title, b.Plan, b.Data.Nodes, b.Data.Relationships, b.ontology, b.subjects, b.Passages}
	if data.Passages == nil {
		data.Passages = []Passage{}
	}
	// The encoder writes < as \u003c, so that no text can end the script.
	encoded, err := json.Marshal(data)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	lang := b.Lang.pick("zh-CN", "en")
	return page.Execute(w, map[string]any{
		"Lang": lang, "Title": b.Title, "Number": b.Plan.Number, "Date": b.Lang.pick(chineseDate(b.Plan.Date), b.Plan.Date), "Version": b.version,
		"CSS": template.CSS(pageCSS), "JS": template.JS(pageJS), "Data": template.JS(encoded), "Picture": template.HTML(picture.Bytes()), "Overview": template.HTML(overview), "English": b.Lang == English,
	})
}

// overview is the picture that a page of paper shows where the whole is too
// large to be read at once; nil where it is not. Its parts need no ids: those of
// the whole picture have them.
func (b *Briefing) overview() ([]byte, error) {
	for _, s := range b.Sections {
		for _, block := range s.Blocks {
			p, ok := block.(*Picture)
			if !ok || p.Scene == b.Picture || b.Picture == nil || b.Kind == KindStory {
				continue
			}
			var out bytes.Buffer
			err := p.Scene.WriteSVG(&out)
			return bytes.ReplaceAll(out.Bytes(), []byte(`<g id="`), []byte(`<g class="`)), err
		}
	}
	return nil, nil
}
