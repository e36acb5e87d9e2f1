package neo4j

import (
	"fmt"
	"strconv"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"planatlas/graph"
)

// toDriver turns a value into what the driver sends. Graph elements cannot be
// sent; the gate refuses them as parameters.
func toDriver(v graph.Value) any {
	switch v.Kind() {
	case graph.Boolean:
		b, _ := v.AsBool()
		return b
	case graph.Integer:
		i, _ := v.AsInt()
		return i
	case graph.Float:
		f, _ := v.AsFloat()
		return f
	case graph.String:
		s, _ := v.AsString()
		return s
	case graph.List:
		l, _ := v.AsList()
		out := make([]any, len(l))
		for i, x := range l {
			out[i] = toDriver(x)
		}
		return out
	case graph.Map:
		m, _ := v.AsMap()
		out := make(map[string]any, len(m))
		for k, x := range m {
			out[k] = toDriver(x)
		}
		return out
	case graph.KindPoint:
		return pointToDriver(v)
	}
	return temporalToDriver(v)
}

func pointToDriver(v graph.Value) any {
	p, _ := v.AsPoint()
	if p.SRID == 9157 || p.SRID == 4979 {
		return driver.Point3D{X: p.X, Y: p.Y, Z: p.Z, SpatialRefId: uint32(p.SRID)}
	}
	return driver.Point2D{X: p.X, Y: p.Y, SpatialRefId: uint32(p.SRID)}
}

func temporalToDriver(v graph.Value) any {
	if d, ok := graph.AsTemporal[graph.Date](v); ok {
		return driver.Date(time.Unix(d.Days*86400, 0).UTC())
	}
	if t, ok := graph.AsTemporal[graph.LocalTime](v); ok {
		return driver.LocalTime(time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(t.Nanos)))
	}
	if t, ok := graph.AsTemporal[graph.Time](v); ok {
		zone := time.FixedZone("Offset", int(t.Offset))
		return driver.Time(time.Date(1970, 1, 1, 0, 0, 0, 0, zone).Add(time.Duration(t.Nanos)))
	}
	if t, ok := graph.AsTemporal[graph.LocalDateTime](v); ok {
		return driver.LocalDateTime(time.Unix(t.Seconds, int64(t.Nanos)).UTC())
	}
	if t, ok := graph.AsTemporal[graph.DateTime](v); ok {
		return dateTimeToDriver(t)
	}
	if d, ok := graph.AsTemporal[graph.Duration](v); ok {
		return driver.Duration{Months: d.Months, Days: d.Days, Seconds: d.Seconds, Nanos: int(d.Nanos)}
	}
	return nil
}

func dateTimeToDriver(t graph.DateTime) time.Time {
	at := time.Unix(t.Seconds, int64(t.Nanos))
	if t.Zone != "" {
		if zone, err := time.LoadLocation(t.Zone); err == nil {
			return at.In(zone)
		}
	}
	return at.In(time.FixedZone("Offset", int(t.Offset)))
}

// decoder turns what the driver receives into values. Ends of relationships
// come as element ids; names collects them so that one further read can tell
// their own ids.
type decoder struct {
	names map[string]string // element id → node id
	rels  []*pendingRelationship
}

type pendingRelationship struct {
	rel        *graph.Relationship
	start, end string // element ids
}

func newDecoder() *decoder { return &decoder{names: map[string]string{}} }

func (d *decoder) value(x any) (graph.Value, error) {
	switch x := x.(type) {
	case nil:
		return graph.NullValue(), nil
	case bool:
		return graph.Bool(x), nil
	case int64:
		return graph.Int(x), nil
	case float64:
		return graph.Number(x), nil
	case string:
		return graph.Text(x), nil
	case []any:
		return d.list(x)
	case map[string]any:
		m, err := d.properties(x)
		return graph.MapOf(m), err
	case driver.Node:
		n, err := d.node(x)
		return graph.NodeValue(n), err
	case driver.Relationship:
		r, err := d.relationship(x)
		return graph.RelationshipValue(r), err
	case driver.Path:
		return d.path(x)
	}
	return plain(x)
}

// plain turns the types without parts.
func plain(x any) (graph.Value, error) {
	switch x := x.(type) {
	case driver.Date:
		t := x.Time()
		return graph.TemporalValue(graph.DateOf(t.Year(), t.Month(), t.Day())), nil
	case driver.LocalTime:
		return graph.TemporalValue(graph.LocalTime{Nanos: sinceMidnight(x.Time())}), nil
	case driver.Time:
		t := x.Time()
		_, offset := t.Zone()
		return graph.TemporalValue(graph.Time{Nanos: sinceMidnight(t), Offset: int32(offset)}), nil
	case driver.LocalDateTime:
		t := x.Time()
		local := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
		return graph.TemporalValue(graph.LocalDateTime{Seconds: local.Unix(), Nanos: int32(local.Nanosecond())}), nil
	case time.Time:
		return graph.TemporalValue(zoned(x)), nil
	case driver.Duration:
		return graph.TemporalValue(graph.Duration{Months: x.Months, Days: x.Days, Seconds: x.Seconds, Nanos: int32(x.Nanos)}), nil
	case driver.Point2D:
		return graph.PointValue(graph.Point{SRID: int32(x.SpatialRefId), X: x.X, Y: x.Y}), nil
	case driver.Point3D:
		return graph.PointValue(graph.Point{SRID: int32(x.SpatialRefId), X: x.X, Y: x.Y, Z: x.Z}), nil
	}
	return graph.Value{}, fmt.Errorf("neo4j: a value of type %T has no place in a result", x)
}

func sinceMidnight(t time.Time) int64 {
	return int64(t.Hour())*int64(time.Hour) + int64(t.Minute())*int64(time.Minute) + int64(t.Second())*int64(time.Second) + int64(t.Nanosecond())
}

func zoned(t time.Time) graph.DateTime {
	name, offset := t.Zone()
	zone := t.Location().String()
	// The driver names a plain offset "Offset"; Go gives no name to others.
	if zone == "Offset" || zone == "Local" || zone == "" || name == "Offset" {
		zone = ""
	}
	return graph.DateTime{Seconds: t.Unix(), Nanos: int32(t.Nanosecond()), Offset: int32(offset), Zone: zone}
}

func (d *decoder) list(items []any) (graph.Value, error) {
	out := make([]graph.Value, len(items))
	for i, x := range items {
		v, err := d.value(x)
		if err != nil {
			return graph.Value{}, err
		}
		out[i] = v
	}
	return graph.ListOf(out...), nil
}

func (d *decoder) properties(m map[string]any) (map[string]graph.Value, error) {
	out := make(map[string]graph.Value, len(m))
	for k, x := range m {
		v, err := d.value(x)
		if err != nil {
			return nil, err
		}
		out[k] = v
	}
	return out, nil
}

func (d *decoder) node(n driver.Node) (*graph.Node, error) {
	p, err := d.properties(n.Props)
	if err != nil {
		return nil, err
	}
	id, ok := n.Props[graph.PropID].(string)
	if !ok {
		id = n.ElementId
	}
	d.names[n.ElementId] = id
	return graph.DetachedNode(id, ownedLast(n.Labels), graph.PropertiesOf(p)), nil
}

// ownedLast puts the label Planatlas last, as everywhere in the program; the
// server returns labels in no order.
func ownedLast(labels []string) []string {
	out := make([]string, 0, len(labels))
	owned := false
	for _, l := range labels {
		if l == graph.OwnedLabel {
			owned = true
			continue
		}
		out = append(out, l)
	}
	if owned {
		out = append(out, graph.OwnedLabel)
	}
	return out
}

func (d *decoder) relationship(r driver.Relationship) (*graph.Relationship, error) {
	p, err := d.properties(r.Props)
	if err != nil {
		return nil, err
	}
	rel := graph.DetachedRelationship("", r.Type, "", "", graph.PropertiesOf(p))
	d.rels = append(d.rels, &pendingRelationship{rel, r.StartElementId, r.EndElementId})
	return rel, nil
}

// path turns a path. The driver lists each node of it once, even where the path
// comes by again, so the sequence of nodes is walked along the relationships.
func (d *decoder) path(p driver.Path) (graph.Value, error) {
	out := &graph.Path{}
	nodes := make(map[string]*graph.Node, len(p.Nodes))
	for _, n := range p.Nodes {
		node, err := d.node(n)
		if err != nil {
			return graph.Value{}, err
		}
		nodes[n.ElementId] = node
	}
	at := ""
	if len(p.Nodes) > 0 {
		at = p.Nodes[0].ElementId
		out.Nodes = append(out.Nodes, nodes[at])
	}
	for _, r := range p.Relationships {
		rel, err := d.relationship(r)
		if err != nil {
			return graph.Value{}, err
		}
		if at == r.StartElementId {
			at = r.EndElementId
		} else {
			at = r.StartElementId
		}
		out.Nodes = append(out.Nodes, nodes[at])
		out.Relationships = append(out.Relationships, rel)
	}
	return graph.PathValue(out), nil
}

// unknownEnds are the element ids whose node was not part of the result.
func (d *decoder) unknownEnds() []string {
	seen := map[string]bool{}
	var out []string
	for _, r := range d.rels {
		for _, id := range []string{r.start, r.end} {
			if _, known := d.names[id]; !known && !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out
}

// nameEnds gives every relationship its ends and its id.
func (d *decoder) nameEnds() {
	for i, r := range d.rels {
		r.rel.Start, r.rel.End = d.nameOf(r.start, i), d.nameOf(r.end, i)
		role, _ := r.rel.Properties.Get("role").AsString()
		r.rel.ID = graph.RelationshipID(r.rel.Start, r.rel.Type, r.rel.End, role)
	}
}

func (d *decoder) nameOf(element string, i int) string {
	if id, ok := d.names[element]; ok {
		return id
	}
	if element == "" {
		return strconv.Itoa(i)
	}
	return element
}
