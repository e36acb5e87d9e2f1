package layers

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"planatlas/graph"
	"planatlas/graph/layout"
)

// How far apart columns and rows stand, in the units of the layout.
const (
	columnWidth    = 210.0
	heightOfColumn = 231.0 // of the picture for each column that it has, names and all
	lowestRow      = 84.0
	highestRow     = 150.0
	stagger        = 22.0
	staggerFrom    = 6 // columns of more nodes are staggered
)

// drawing is the picture while it is put in order. Nodes have numbers, by id.
type drawing struct {
	nodes   []*graph.Node
	column  []int
	columns map[int][]int // from top to bottom
	order   []int         // the columns, from left to right
	near    [][]int       // the other ends of each node's relationships
	rank    []float64     // rows from the middle of the column
	pairs   int           // of lines that were compared to find fewer crossings
}

func newDrawing(chosen []*graph.Node, column map[*graph.Node]int, rels []*graph.Relationship, ends map[*graph.Relationship][2]*graph.Node) *drawing {
	d := &drawing{columns: map[int][]int{}}
	d.nodes = slices.SortedFunc(slices.Values(chosen), func(a, b *graph.Node) int { return cmp.Compare(a.Index(), b.Index()) })
	number := map[*graph.Node]int{}
	for i, n := range d.nodes {
		number[n] = i
		d.column = append(d.column, column[n])
	}
	for _, n := range chosen {
		d.columns[column[n]] = append(d.columns[column[n]], number[n])
	}
	d.order = slices.Sorted(maps.Keys(d.columns))
	d.near, d.rank = make([][]int, len(d.nodes)), make([]float64, len(d.nodes))
	for _, r := range rels {
		a, b := number[ends[r][0]], number[ends[r][1]]
		d.near[a], d.near[b] = append(d.near[a], b), append(d.near[b], a)
	}
	return d
}

const sweeps = 10

// untangle orders the columns so that lines cross little.
func (d *drawing) untangle() {
	d.sweep()
	if lines := d.lines(); len(lines) <= mostLines {
		d.sift(lines)
	}
}

// sweep orders columns by the mean place of their neighbours, from the middle
// outwards and back.
func (d *drawing) sweep() {
	for c := range d.columns {
		d.number(c)
	}
	outwards := slices.SortedFunc(slices.Values(d.order), func(a, b int) int {
		return cmp.Or(cmp.Compare(max(a, -a), max(b, -b)), cmp.Compare(a, b))
	})
	inwards := slices.Clone(outwards)
	slices.Reverse(inwards)
	for sweep := range sweeps {
		for _, c := range [][]int{outwards, inwards}[sweep%2] {
			d.settle(c)
		}
	}
}

func (d *drawing) number(column int) {
	list := d.columns[column]
	for i, n := range list {
		d.rank[n] = float64(i) - float64(len(list)-1)/2
	}
}

// settle puts each node of a column at the mean of its neighbours.
func (d *drawing) settle(column int) {
	mean := map[int]float64{}
	for _, n := range d.columns[column] {
		mean[n] = d.rank[n]
		if len(d.near[n]) > 0 {
			sum := 0.0
			for _, m := range d.near[n] {
				sum += d.rank[m]
			}
			mean[n] = sum / float64(len(d.near[n]))
		}
	}
	slices.SortFunc(d.columns[column], func(a, b int) int { return cmp.Or(cmp.Compare(mean[a], mean[b]), cmp.Compare(a, b)) })
	d.number(column)
}

// places puts the rows so far apart that the picture is about as high as it is
// wide: a few columns of a few nodes need not be a narrow band. Neighbouring
// names of a long column stand at two depths, so that long ones pass each other.
func (d *drawing) places() []Placed {
	most := 0
	for _, list := range d.columns {
		most = max(most, len(list))
	}
	row := max(lowestRow, min(highestRow, math.Floor(float64(len(d.columns))*heightOfColumn/float64(most))))
	out := make([]Placed, len(d.nodes))
	for c, list := range d.columns {
		for i, n := range list {
			at := layout.Point{X: float64(c) * columnWidth, Y: d.rank[n] * row}
			if len(list) > staggerFrom {
				at.X += stagger * float64(2*(i%2)-1)
			}
			out[n] = Placed{d.nodes[n], c, at}
		}
	}
	return out
}
