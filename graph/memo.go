package graph

import "sync"

// memos keep what was worked out about a snapshot and lives as long as it.
type memos struct {
	mu     sync.Mutex
	values map[any]*memo
}

type memo struct {
	once  sync.Once
	value any
}

// Memo returns what work gives for a key, and calls it only the first time: a
// full-text index, a count. The key should be of a type of the caller's package.
// Any number of goroutines may ask; the others wait for the first.
func (g *Graph) Memo(key any, work func() any) any {
	g.memos.mu.Lock()
	m := g.memos.values[key]
	if m == nil {
		if g.memos.values == nil {
			g.memos.values = map[any]*memo{}
		}
		m = &memo{}
		g.memos.values[key] = m
	}
	g.memos.mu.Unlock()
	m.once.Do(func() { m.value = work() })
	return m.value
}
