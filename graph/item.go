package graph

// Item is a node as reports name it: enough to be read and found again.
type Item struct {
	ID       string  `json:"id"`
	Label    string  `json:"label"`
	Name     string  `json:"name"`
	NameEn   string  `json:"nameEn"` // the name where there is no English one
	Articles []int64 `json:"articles"`
}

// ItemOf names a node.
func ItemOf(n *Node) Item {
	en, _ := n.Properties.Get(PropNameEn).AsString()
	if en == "" {
		en = n.Name()
	}
	articles := n.Properties.Get(PropArticles).Integers()
	if articles == nil {
		articles = []int64{}
	}
	return Item{n.ID, n.Label(), n.Name(), en, articles}
}
