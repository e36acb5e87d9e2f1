package exec

import (
	"planatlas/graph"
	"planatlas/graph/cypher/plan"
)

// projectPath builds a path of what is bound along it.
type projectPath struct {
	passing
	path     int
	elements []int
}

func newProjectPath(pass passing, o *plan.ProjectPath) step {
	return &projectPath{pass, o.Path.Slot, slots(o.Elements)}
}

func (p *projectPath) push() error {
	path := &graph.Path{}
	for _, slot := range p.elements {
		if !p.extend(path, p.row[slot]) { // some part is null
			p.row[p.path] = graph.NullValue()
			return p.next.push()
		}
	}
	if err := p.meter.Work(int64(len(path.Nodes))); err != nil {
		return err
	}
	p.row[p.path] = graph.PathValue(path)
	return p.next.push()
}

// extend adds a node, a relationship or a list of them to a path. Between two
// relationships of a list stands the node that joins them.
func (p *projectPath) extend(path *graph.Path, v graph.Value) bool {
	if n, ok := v.AsNode(); ok {
		if len(path.Nodes) == len(path.Relationships) {
			path.Nodes = append(path.Nodes, n)
		}
		return true
	}
	if rel, ok := v.AsRelationship(); ok {
		path.Relationships = append(path.Relationships, rel)
		return true
	}
	list, ok := v.AsList()
	for _, item := range list {
		rel, ok := item.AsRelationship()
		if !ok {
			return false
		}
		p.hop(path, rel)
	}
	return ok
}

// hop goes along a relationship to the node at its other end.
func (p *projectPath) hop(path *graph.Path, rel *graph.Relationship) {
	last := path.Nodes[len(path.Nodes)-1].Index()
	path.Relationships = append(path.Relationships, rel)
	path.Nodes = append(path.Nodes, p.graph.Node(int32(otherEnd(rel, last))))
}

func otherEnd(rel *graph.Relationship, node int) int {
	if rel.StartIndex() == node {
		return rel.EndIndex()
	}
	return rel.StartIndex()
}
