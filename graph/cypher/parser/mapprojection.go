package parser

import "planatlas/graph/cypher/ast"

// MapProjection = Variable "{" [ProjectionItem {"," ProjectionItem}] "}"
// ProjectionItem = "." "*" | "." Name | Name ":" Expr | Variable
func (p *parser) mapProjection(subject *ast.Variable) ast.Expr {
	m := &ast.MapProjection{At: subject.At, Subject: subject}
	bars := p.bars
	p.bars = nil
	p.expectSymbol("{")
	for !p.acceptSymbol("}") {
		if len(m.Items) > 0 {
			p.expectSymbol(",")
		}
		m.Items = append(m.Items, p.projectionItem())
	}
	p.bars = bars
	return m
}

func (p *parser) projectionItem() ast.ProjectionItem {
	if p.acceptSymbol(".") {
		if p.acceptSymbol("*") {
			return ast.ProjectionItem{All: true}
		}
		return ast.ProjectionItem{Key: p.name("a property")}
	}
	at := p.place()
	key := p.name("a key, .key or .*")
	if p.acceptSymbol(":") {
		return ast.ProjectionItem{Key: key, Value: p.expr()}
	}
	return ast.ProjectionItem{Key: key, Value: &ast.Variable{At: at, Name: key}}
}
