package loader

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// nodeKind tells what a node of a YAML tree is.
type nodeKind uint8

const (
	nullNode nodeKind = iota
	textNode
	numberNode
	booleanNode
	listNode
	mappingNode
	otherNode // what the reader refuses or does not know
)

// node is one value of a YAML tree. The binder needs no more of it than this,
// whoever read it.
type node struct {
	kind nodeKind
	// folded says that the line breaks of a text became spaces; block that the
	// text begins on the line below its place.
	folded, block bool
	at            position
	// text is the content of a text; written is a scalar as it stands in the
	// file, its first line. For a text the two may be the same string.
	text, written string
	keys          []Text // of a mapping, parallel to items
	items         []node
}

// name is the kind in words.
func (n *node) name() noun {
	switch n.kind {
	case mappingNode:
		return noun{"a mapping", "映射"}
	case listNode:
		return noun{"a list", "列表"}
	case numberNode:
		return noun{"number", "数"}
	case booleanNode:
		return noun{"boolean", "布尔值"}
	case nullNode:
		return noun{"nothing", "空值"}
	}
	return noun{"text", "文本"}
}

// convert makes our tree of the library's.
func convert(n ast.Node) node {
	switch n := n.(type) {
	case *ast.MappingNode:
		return convertMapping(n.Values, tokenAt(n.GetToken()), n.IsFlowStyle)
	case *ast.MappingValueNode:
		return convertMapping([]*ast.MappingValueNode{n}, tokenAt(n.GetToken()), false)
	case *ast.SequenceNode:
		out := node{kind: listNode, at: tokenAt(n.GetToken()), items: make([]node, len(n.Values))}
		for i, item := range n.Values {
			out.items[i] = convert(item)
		}
		return out
	case *ast.LiteralNode:
		s := strings.TrimRight(n.Value.Value, "\n")
		return node{kind: textNode, at: tokenAt(n.Start), text: s, written: n.Start.Value, folded: n.Start.Value[:1] == ">", block: true}
	case nil:
		return node{}
	}
	return convertScalar(n)
}

func convertScalar(n ast.Node) node {
	t := n.GetToken()
	origin := strings.TrimSpace(t.Origin)
	first, _, folded := strings.Cut(origin, "\n")
	out := node{kind: otherNode, at: tokenAt(t), written: first, folded: folded}
	switch n := n.(type) {
	case *ast.StringNode:
		out.kind, out.text = textNode, n.Value
		if t.Type == token.StringType && plainNumber.MatchString(n.Value) {
			out.kind = numberNode // too large for the library, and no text either
		}
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		out.kind = numberNode
	case *ast.BoolNode:
		out.kind = booleanNode
	case *ast.NullNode:
		out.kind = nullNode
		if t.Type == token.ImplicitNullType {
			out.written = ""
		}
	}
	return out
}

// convertMapping begins where its brace or its first key stands.
func convertMapping(values []*ast.MappingValueNode, at position, flow bool) node {
	out := node{kind: mappingNode, at: at, keys: make([]Text, len(values)), items: make([]node, len(values))}
	for i, v := range values {
		key := convertScalar(v.Key)
		if key.kind != textNode {
			key.text = key.written
		}
		out.keys[i] = Text{key.text, key.at}
		out.items[i] = convert(v.Value)
	}
	if !flow && len(values) > 0 {
		out.at = out.keys[0].at
	}
	return out
}
