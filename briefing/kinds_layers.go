package briefing

import (
	"context"
	"fmt"

	"planatlas/graph/layers"
)

// layersSaved is the view that the page keeps of a layered picture.
func (k *builder) layersSaved(p *layers.Picture) *SavedView {
	name := NameOf(p.Centre, k.Lang)
	v := &SavedView{Title: k.Lang.pick(k.quoted(name)+"的分层", "Layers of "+name), Picture: &SavedPicture{Exact: true, Selected: []string{p.Centre.ID}}}
	top := p.Nodes[0].At.Y
	for _, n := range p.Nodes {
		v.Picture.Nodes = append(v.Picture.Nodes, n.Node.ID)
		v.Picture.At = append(v.Picture.At, [2]float64{n.At.X, n.At.Y})
		top = min(top, n.At.Y)
	}
	for _, r := range p.Relationships {
		v.Picture.Relationships = append(v.Picture.Relationships, r.ID)
	}
	for _, c := range p.Columns {
		v.Picture.Captions = append(v.Picture.Captions, SavedCaption{c.X, top - captionHeight, columnName(c.At, k.Lang)})
	}
	if p.Left > 0 {
		v.Note = fmt.Sprintf(k.Lang.pick("每层最多画 %d 个，另有 %d 个未画。", "A column holds %d nodes at the most; %d more are not drawn."), p.Most, p.Left)
	}
	return v
}

// captionHeight is how far the words over a column stand above its first row.
const captionHeight = 40

// columnName is what a column of layers is called, as on the page.
func columnName(at int, l Lang) string {
	switch {
	case at > 0:
		return fmt.Sprintf(l.pick("服务于 · 第 %d 层", "serves · layer %d"), at)
	case at < 0:
		return fmt.Sprintf(l.pick("承载者 · 第 %d 层", "carried by · layer %d"), -at)
	}
	return l.pick("本节点", "this node")
}

// layers reports what a node serves and what carries it, with the picture that
// the page draws.
func (k *builder) layers(ctx context.Context) error {
	if k.Layers == nil {
		return ErrNeedsFocus
	}
	return k.shown(ctx, k.layersSaved(k.Layers), k.Lang.pick("分层图", "Layered picture"))
}
