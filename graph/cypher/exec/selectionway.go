package exec

// way is the last part of a way through graph and automaton.
type way struct {
	before *way
	state  int
	node   int32
	rel    int32 // that led here, -1 for none
	length int32
	left   int32 // what is left at the least
	made   int64
}

// wayBytes is about what a way in the queue holds.
const wayBytes = 96

func (w *way) uses(rel int32) bool {
	for p := w; p != nil; p = p.before {
		if p.rel == rel {
			return true
		}
	}
	return false
}

// ways is a heap: the way that can be finished soonest is on top; among equals
// the longest, then the one made first.
type ways []*way

// Len is part of heap.Interface.
func (w ways) Len() int { return len(w) }

// Less is part of heap.Interface.
func (w ways) Less(i, j int) bool {
	a, b := w[i], w[j]
	if x, y := a.length+a.left, b.length+b.left; x != y {
		return x < y
	}
	if a.left != b.left {
		return a.left < b.left
	}
	return a.made < b.made
}

// Swap is part of heap.Interface.
func (w ways) Swap(i, j int) { w[i], w[j] = w[j], w[i] }

// Push is part of heap.Interface.
func (w *ways) Push(x any) { *w = append(*w, x.(*way)) }

// Pop is part of heap.Interface.
func (w *ways) Pop() any {
	last := (*w)[len(*w)-1]
	*w = (*w)[:len(*w)-1]
	return last
}
