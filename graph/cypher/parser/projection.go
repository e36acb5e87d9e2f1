package parser

import "planatlas/graph/cypher/ast"

// With = "WITH" Projection ["WHERE" Expr]
func (p *parser) with() ast.Clause {
	w := &ast.With{At: p.place()}
	p.expect("WITH")
	w.Projection = p.projection()
	w.Where = p.where()
	return w
}

// Return = "RETURN" Projection
func (p *parser) returnClause() ast.Clause {
	r := &ast.Return{At: p.place()}
	p.expect("RETURN")
	r.Projection = p.projection()
	return r
}

// Projection = ["DISTINCT"] ("*" | Item) {"," Item} Ordering
func (p *parser) projection() ast.Projection {
	var j ast.Projection
	if p.tok().Is("DISTINCT") && !p.peek(1).IsSymbol(",") {
		p.next()
		j.Distinct = true
	}
	if p.acceptSymbol("*") {
		j.Star = true
		for p.acceptSymbol(",") {
			j.Items = append(j.Items, p.item())
		}
	} else {
		j.Items = append(j.Items, p.item())
		for p.acceptSymbol(",") {
			j.Items = append(j.Items, p.item())
		}
	}
	p.ordering(&j)
	return j
}

// Ordering = ["ORDER" "BY" SortItem {"," SortItem}] [("SKIP" | "OFFSET") Expr] ["LIMIT" Expr]
func (p *parser) ordering(j *ast.Projection) {
	if p.accept("ORDER", "BY") {
		j.OrderBy = p.sortItems()
	}
	if p.accept("SKIP") || p.accept("OFFSET") {
		j.Skip = p.expr()
	}
	if p.accept("LIMIT") {
		j.Limit = p.expr()
	}
}

// Item = Expr ["AS" Variable]
func (p *parser) item() *ast.Item {
	first := p.at
	i := &ast.Item{At: p.place(), Expr: p.expr()}
	i.Text = p.textOf(first)
	if p.accept("AS") {
		i.Alias = p.variable()
	}
	return i
}

// SortItem = Expr ["ASC" | "ASCENDING" | "DESC" | "DESCENDING"]
func (p *parser) sortItems() []*ast.SortItem {
	var list []*ast.SortItem
	for {
		s := &ast.SortItem{At: p.place(), Expr: p.expr()}
		if p.accept("DESC") || p.accept("DESCENDING") {
			s.Descending = true
		} else if !p.accept("ASC") {
			p.accept("ASCENDING")
		}
		list = append(list, s)
		if !p.acceptSymbol(",") {
			return list
		}
	}
}
