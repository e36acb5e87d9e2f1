package functions

import (
	"math"
	"strings"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

var spatialFunctions = []Function{
	{
		Name: "point", Category: Spatial, Parameters: one("input", container), Returns: point, Eval: newPoint,
		Zh: "由坐标构造点：x、y、z，或 longitude、latitude、height。", En: "A point of x, y, z or of longitude, latitude, height.",
	},
	{
		Name: "point.distance", Category: Spatial, Returns: float, Eval: distance,
		Parameters: []Parameter{{Name: "from", Kinds: anything}, {Name: "to", Kinds: anything}},
		Zh:         "两点间的距离；经纬度的点以米计。", En: "The distance between two points, in metres for geographic ones.",
	},
	{
		Name: "point.withinBBox", Category: Spatial, Returns: boolean, Eval: withinBBox,
		Parameters: []Parameter{
			{Name: "point", Kinds: anything}, {Name: "lowerLeft", Kinds: anything}, {Name: "upperRight", Kinds: anything},
		},
		Zh: "点是否在两个角点围成的范围内。", En: "Whether a point lies in the box that two corners span.",
	},
}

// The coordinate reference systems, by name and number.
var systems = map[string]int32{"wgs-84": 4326, "wgs-84-3d": 4979, "cartesian": 7203, "cartesian-3d": 9157}

func newPoint(_ *Context, args []graph.Value) (graph.Value, error) {
	m, ok := args[0].AsMap()
	if !ok {
		m = propertiesOf(args[0]).Map()
	}
	for _, key := range []string{"x", "y", "z", "longitude", "latitude", "height", "crs", "srid"} {
		if v, ok := m[key]; ok && v.IsNull() {
			return graph.NullValue(), nil
		}
	}
	p, err := readPoint(m)
	if err != nil {
		return graph.NullValue(), err
	}
	return graph.PointValue(p), nil
}

func readPoint(m map[string]graph.Value) (graph.Point, error) {
	var p graph.Point
	names := []string{"x", "y", "z"}
	_, geographic := m["longitude"]
	if geographic {
		names = []string{"longitude", "latitude", "z"}
		if _, ok := m["height"]; ok {
			names[2] = "height"
		}
	}
	dimensions := 0
	for i, name := range names {
		v, ok := m[name]
		if !ok {
			break
		}
		if !values.Numbers.Has(v.Kind()) {
			return p, pointError("the coordinate %s of a point is a number, not %s", name, values.KindName(v.Kind()))
		}
		*[]*float64{&p.X, &p.Y, &p.Z}[i] = number(v)
		dimensions++
	}
	if dimensions < 2 {
		return p, pointError("a point needs x and y, or longitude and latitude")
	}
	var err error
	if p.SRID, err = pointSystem(m, geographic, dimensions); err != nil {
		return p, err
	}
	return checkPoint(p)
}

func pointError(format string, args ...any) error {
	return values.ArgumentError("InvalidArgumentValue", format, args...)
}

// pointSystem is the system that the map names, or the one that its coordinates
// imply.
func pointSystem(m map[string]graph.Value, geographic bool, dimensions int) (int32, error) {
	crs, named := m["crs"]
	srid, numbered := m["srid"]
	var system int32
	switch {
	case named && numbered:
		return 0, pointError("a point takes crs or srid, not both")
	case named:
		name, _ := crs.AsString()
		system = systems[strings.ToLower(name)]
	case numbered:
		n, _ := srid.AsInt()
		for _, s := range systems {
			if int64(s) == n {
				system = s
			}
		}
	case geographic:
		system = map[int]int32{2: 4326, 3: 4979}[dimensions]
	default:
		system = map[int]int32{2: 7203, 3: 9157}[dimensions]
	}
	p := graph.Point{SRID: system}
	switch {
	case system == 0:
		return 0, pointError("there is no such coordinate reference system; there are cartesian, cartesian-3d, wgs-84 and wgs-84-3d")
	case p.Dimensions() != dimensions:
		return 0, pointError("%s has %d dimensions and the point %d", p.CRS(), p.Dimensions(), dimensions)
	case geographic && !p.Geographic():
		return 0, pointError("longitude and latitude need wgs-84 or wgs-84-3d, not %s", p.CRS())
	}
	return system, nil
}

// checkPoint brings longitudes into -180 to 180 and refuses latitudes beyond the
// poles and what is not finite.
func checkPoint(p graph.Point) (graph.Point, error) {
	for _, c := range []float64{p.X, p.Y, p.Z} {
		if math.IsNaN(c) || math.IsInf(c, 0) {
			return p, pointError("the coordinates of a point are finite numbers")
		}
	}
	if !p.Geographic() {
		return p, nil
	}
	if p.Y < -90 || p.Y > 90 {
		return p, pointError("the latitude %s is not between -90 and 90", graph.FormatFloat(p.Y))
	}
	if p.X < -180 || p.X > 180 {
		p.X = math.Mod(math.Mod(p.X+180, 360)+360, 360) - 180
	}
	return p, nil
}

// distance is null for points of different systems, and for what is no point.
func distance(_ *Context, args []graph.Value) (graph.Value, error) {
	a, ok := args[0].AsPoint()
	b, ok2 := args[1].AsPoint()
	if !ok || !ok2 || a.SRID != b.SRID {
		return graph.NullValue(), nil
	}
	if a.Geographic() {
		return graph.Number(sphereDistance(a, b)), nil
	}
	return graph.Number(math.Hypot(math.Hypot(a.X-b.X, a.Y-b.Y), a.Z-b.Z)), nil
}

// earthRadius is Neo4j's, in metres.
const earthRadius = 6378140.0

// sphereDistance is the haversine formula at the mean height of both points.
func sphereDistance(a, b graph.Point) float64 {
	lat1, lat2 := radians(a.Y), radians(b.Y)
	dLat, dLon := lat2-lat1, radians(b.X)-radians(a.X)
	h := math.Pow(math.Sin(dLat/2), 2) + math.Pow(math.Sin(dLon/2), 2)*math.Cos(lat1)*math.Cos(lat2)
	arc := 2 * math.Atan2(math.Sqrt(h), math.Sqrt(1-h))
	if a.Dimensions() == 2 {
		return earthRadius * arc
	}
	return math.Hypot((earthRadius+(a.Z+b.Z)/2)*arc, a.Z-b.Z)
}

func radians(degrees float64) float64 { return degrees * (math.Pi / 180) }

// withinBBox lets a geographic box cross the 180th meridian.
func withinBBox(_ *Context, args []graph.Value) (graph.Value, error) {
	p, ok := args[0].AsPoint()
	low, ok2 := args[1].AsPoint()
	high, ok3 := args[2].AsPoint()
	if !ok || !ok2 || !ok3 || p.SRID != low.SRID || p.SRID != high.SRID {
		return graph.NullValue(), nil
	}
	inX := p.X >= low.X && p.X <= high.X
	if p.Geographic() && low.X > high.X {
		inX = p.X >= low.X || p.X <= high.X
	}
	return graph.Bool(inX && p.Y >= low.Y && p.Y <= high.Y && p.Z >= low.Z && p.Z <= high.Z), nil
}
