package graph

import (
	"testing"
)

// FuzzString holds the quick way of writing a string to encoding/json's.
func FuzzString(f *testing.F) {
	for _, s := range []string{"", "abc", "新材料", "“三区并进”", "a\"b", `a\b`, "a\nb", "a\u2028b", "\u2029", "\u2027\u202a", "a<b>&c", "\x7f", "\xff", "新\xe6\x9d", "\x00", "\xe2\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := appendString(nil, s); string(got) != string(want) {
			t.Errorf("%q is written %s, want %s", s, got, want)
		}
	})
}
