package graphtest

import "math/rand/v2"

// choices is where the generator's decisions come from: a seeded source, or a
// recorded sequence that is played again. Since the simplest decision is always
// 0, a sequence with parts taken out or set to 0 gives a smaller query, and one
// that is still valid: that is how a query is shrunk.
type choices struct {
	random *rand.Rand // nil: after the sequence all decisions are 0
	made   []uint32
	at     int
}

func newChoices(seed uint64) *choices {
	return &choices{random: rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))}
}

func replay(made []uint32) *choices { return &choices{made: made} }

// n is a number from 0 to n-1.
func (c *choices) n(n int) int {
	if c.at == len(c.made) {
		var next uint32
		if c.random != nil {
			next = c.random.Uint32N(1 << 20)
		}
		c.made = append(c.made, next)
	}
	c.at++
	return int(c.made[c.at-1]) % n
}

// often is true with the probability of percent in a hundred.
func (c *choices) often(percent int) bool { return c.n(100) >= 100-percent }

func pick[T any](c *choices, from ...T) T { return from[c.n(len(from))] }

// shrink looks for a smaller sequence that still fails. It stops after a number
// of attempts, since each asks both engines.
func shrink(made []uint32, fails func([]uint32) bool) []uint32 {
	attempts := 400
	try := func(smaller []uint32) bool {
		if attempts == 0 {
			return false
		}
		attempts--
		return fails(smaller)
	}
	for size := len(made) / 2; size > 0; size /= 2 {
		for at := 0; at+size <= len(made); {
			without := append(append([]uint32{}, made[:at]...), made[at+size:]...)
			if try(without) {
				made = without
				continue
			}
			at += size
		}
	}
	for i := range made {
		if made[i] == 0 {
			continue
		}
		zeroed := append([]uint32{}, made...)
		zeroed[i] = 0
		if try(zeroed) {
			made = zeroed
		}
	}
	return made
}
