package loader

import "unicode/utf8"

// near returns the candidate most like a word that was not found, as a hint, or
// no hint where none is alike. Of equals the first wins, so candidates should
// come in a fixed order.
func near(word string, candidates []string) hint {
	limit := max(1, utf8.RuneCountInString(word)/3)
	best, found := limit+1, ""
	for _, c := range candidates {
		if d := distance(word, c, best); d < best {
			best, found = d, c
		}
	}
	if found == "" {
		return hint{}
	}
	return hintf("mean", found)
}

// distance is the number of characters to insert, delete, replace or swap with
// their neighbour, given up at the bound.
func distance(a, b string, bound int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d >= bound || -d >= bound {
		return bound
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least >= bound {
			return bound
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
