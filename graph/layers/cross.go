package layers

import "slices"

// Bounds of the search for fewer crossings. A picture with more lines is no
// longer read line by line; one of long columns is improved as far as a tenth of
// a second goes, counted in pairs of lines and not in time, so that it is the
// same on every machine.
const (
	mostLines = 400
	mostSifts = 6
	mostPairs = 15_000_000
)

// line joins two nodes in different columns, from left to right.
type line struct{ from, to int }

func (d *drawing) lines() []line {
	var out []line
	for n, near := range d.near {
		for _, m := range near {
			if d.column[n] < d.column[m] {
				out = append(out, line{n, m})
			}
		}
	}
	return out
}

// row is twice the rank of a node: a whole number, so that counting is exact on
// every machine.
func (d *drawing) row(n int) int { return int(2 * d.rank[n]) }

// cross reports whether two lines cross between their ends.
func (d *drawing) cross(a, b line) bool {
	low := max(d.column[a.from], d.column[b.from])
	high := min(d.column[a.to], d.column[b.to])
	if low >= high {
		return false
	}
	return d.above(a, b, low)*d.above(a, b, high) < 0
}

// above compares the heights of two lines at a column: -1, 0 or 1.
func (d *drawing) above(a, b line, at int) int {
	wa, wb := d.column[a.to]-d.column[a.from], d.column[b.to]-d.column[b.from]
	ya := d.row(a.from)*wa + (d.row(a.to)-d.row(a.from))*(at-d.column[a.from])
	yb := d.row(b.from)*wb + (d.row(b.to)-d.row(b.from))*(at-d.column[b.from])
	switch difference := ya*wb - yb*wa; {
	case difference < 0:
		return -1
	case difference > 0:
		return 1
	}
	return 0
}

// sift takes each node through its column and leaves it where the fewest lines
// cross, until none finds a better place.
func (d *drawing) sift(lines []line) {
	at := make([][]line, len(d.nodes))
	for _, l := range lines {
		at[l.from], at[l.to] = append(at[l.from], l), append(at[l.to], l)
	}
	for range mostSifts {
		better := false
		for _, c := range d.order {
			for _, n := range slices.Clone(d.columns[c]) {
				if d.pairs > mostPairs {
					return
				}
				better = d.replace(n, at, lines) || better
			}
		}
		if !better {
			return
		}
	}
}

// replace moves a node to the best place of its column, and reports whether that
// is a better one. Of places that are as good the first that was met stays.
func (d *drawing) replace(n int, at [][]line, lines []line) bool {
	list := d.columns[d.column[n]]
	home := slices.Index(list, n)
	gain, most, best := 0, 0, home
	walk := func(to int) {
		for i := slices.Index(list, n); i != to; {
			step := 1
			if to < i {
				step = -1
			}
			gain += d.swap(list, i, i+step, at, lines)
			if i += step; gain > most {
				most, best = gain, i
			}
		}
	}
	walk(0)
	walk(len(list) - 1)
	walk(best)
	return most > 0
}

// swap exchanges two neighbours of a column and returns how many crossings that
// saves.
func (d *drawing) swap(list []int, i, j int, at [][]line, lines []line) int {
	u, v := list[i], list[j]
	before := d.between(u, v, at, lines)
	list[i], list[j] = v, u
	d.rank[u], d.rank[v] = d.rank[v], d.rank[u]
	return before - d.between(u, v, at, lines)
}

// between counts the crossings of the lines of two nodes with all lines.
func (d *drawing) between(u, v int, at [][]line, lines []line) int {
	count := 0
	d.pairs += (len(at[u]) + len(at[v])) * len(lines)
	for _, n := range []int{u, v} {
		for _, a := range at[n] {
			for _, b := range lines {
				if n == v && (b.from == u || b.to == u) {
					continue // counted from the other
				}
				if d.cross(a, b) {
					count++
				}
			}
		}
	}
	return count
}
