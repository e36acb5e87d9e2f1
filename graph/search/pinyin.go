package search

import (
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// sound is how one character of a name may be typed: its usual reading first.
// A letter or digit is its own reading.
type sound []string

// words lists readings that depend on the word, since most names that matter
// hold one of these.
var words = map[string]string{
	"重庆": "chong qing", "长三角": "chang san jiao", "长江": "chang jiang", "长期": "chang qi", "长效": "chang xiao",
	"长廊": "chang lang", "增长": "zeng zhang", "成长": "cheng zhang", "生长": "sheng zhang", "重复": "chong fu",
	"重构": "chong gou", "重塑": "chong su", "银行": "yin hang", "行业": "hang ye", "央行": "yang hang", "商行": "shang hang",
	"都市": "du shi", "首都": "shou du", "成都": "cheng du", "会计": "kuai ji", "调度": "diao du", "调研": "diao yan",
	"调查": "diao cha", "厦门": "xia men", "番禺": "pan yu", "音乐": "yin yue", "模具": "mu ju", "传记": "zhuan ji",
	"给水": "ji shui", "供给": "gong ji", "六安": "lu an", "蚌埠": "beng bu", "台州": "tai zhou", "丽水": "li shui",
	"大夫": "dai fu", "校对": "jiao dui", "朝阳": "chao yang", "还款": "huan kuan", "归还": "gui huan", "中标": "zhong biao",
	"处置": "chu zhi", "处理": "chu li", "曾经": "ceng jing", "差异": "cha yi", "参差": "cen ci", "石岐": "shi qi",
	"系统": "xi tong", "体系": "ti xi", "省级": "sheng ji", "反省": "fan xing", "便民": "bian min", "宁夏": "ning xia",
}

// usual is the usual reading of characters that the library lists under a rarer
// one first.
var usual = map[rune]string{'长': "chang", '都': "du", '调': "tiao", '厦': "sha", '还': "hai", '曾': "zeng", '露': "lu", '率': "lv"}

const longestWord = 3 // characters of the longest key of words

// ear knows the readings of characters; it looks each up once.
type ear struct {
	args pinyin.Args
	met  map[rune]sound
}

func newEar() *ear {
	a := pinyin.NewArgs()
	a.Heteronym = true
	return &ear{a, map[rune]sound{}}
}

func (e *ear) readings(r rune) sound {
	s, ok := e.met[r]
	if !ok {
		if all := pinyin.SinglePinyin(r, e.args); len(all) > 0 {
			s = all
		}
		e.met[r] = s
	}
	return s
}

// soundsOf gives the sounds of a name's characters. Characters that nobody types
// by sound, such as punctuation, have none and are left out.
func (e *ear) soundsOf(name string) []sound {
	runes := []rune(name)
	var out []sound
	for i := 0; i < len(runes); {
		if word, n := wordAt(runes[i:]); n > 0 {
			for k, s := range strings.Fields(word) {
				out = append(out, e.withUsual(s, runes[i+k]))
			}
			i += n
			continue
		}
		if s := e.soundOf(runes[i]); s != nil {
			out = append(out, s)
		}
		i++
	}
	return out
}

func wordAt(runes []rune) (string, int) {
	for n := min(longestWord, len(runes)); n > 1; n-- {
		if word, ok := words[string(runes[:n])]; ok {
			return word, n
		}
	}
	return "", 0
}

func (e *ear) soundOf(r rune) sound {
	r = foldRune(r)
	switch {
	case r == 0:
		return nil
	case r < 0x80:
		if (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') || r == '+' {
			return sound{string(r)}
		}
		return nil
	}
	if u, ok := usual[r]; ok {
		return e.withUsual(u, r)
	}
	return e.readings(r)
}

// withUsual puts one reading in front of the others of a character.
func (e *ear) withUsual(usual string, r rune) sound {
	s := sound{usual}
	for _, other := range e.readings(r) {
		if other != usual {
			s = append(s, other)
		}
	}
	return s
}

// keystrokes folds what was typed: lower case letters, digits and plus, v for ü.
// It is "" for a text that holds anything else, such as Chinese.
func keystrokes(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch r = foldRune(r); {
		case r == 0:
		case r == 'ü':
			b.WriteByte('v')
		case (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') || r == '+':
			b.WriteRune(r)
		default:
			return ""
		}
	}
	return b.String()
}

// soundMatch says how keystrokes spell a run of characters, best first.
type soundMatch uint8

const (
	soundFull     soundMatch = iota // each reading whole, the last may be begun
	soundInitials                   // the first letter of each
	soundMixed                      // some whole, some begun
	soundRare                       // by a reading that is not the usual one
	soundNone
)

// spelling tries keystrokes on the sounds of one name.
type spelling struct {
	sounds []sound
	keys   string
}

// match finds the best spelling that begins at any character; start is that
// character and whole tells whether it runs to the end of the name.
func (p spelling) match() (best soundMatch, start int, whole bool) {
	best = soundNone
	for at := range p.sounds {
		m, end := p.from(at, 0, true, true, false)
		if m < best {
			best, start, whole = m, at, at == 0 && end == len(p.sounds)
		}
	}
	return best, start, whole
}

// from spells the keys after used with the sounds from at on; full, initials and
// rare describe what was spelt so far. It returns where the spelling ends.
func (p spelling) from(at, used int, full, initials, rare bool) (soundMatch, int) {
	if used == len(p.keys) {
		return class(full, initials, rare), at
	}
	if at == len(p.sounds) {
		return soundNone, at
	}
	best, bestEnd := soundNone, at
	for i, reading := range p.sounds[at] {
		for _, n := range begun(reading, p.keys[used:]) {
			last := used+n == len(p.keys)
			first := n == 1 || (n == 2 && initialLength(reading) == 2)
			m, end := p.from(at+1, used+n, full && (n == len(reading) || last), initials && first, rare || i > 0)
			if m < best || (m == best && end > bestEnd) {
				best, bestEnd = m, end
			}
		}
	}
	return best, bestEnd
}

// begun lists how many letters of a reading the keys may stand for: the whole
// reading, what is left of the keys, its initial, its first letter.
func begun(reading, keys string) []int {
	n := 0
	for n < len(reading) && n < len(keys) && reading[n] == keys[n] {
		n++
	}
	var lengths []int
	if n > 0 && (n == len(reading) || n == len(keys)) {
		lengths = append(lengths, n)
	}
	for _, short := range []int{initialLength(reading), 1} {
		if short <= n && !slices.Contains(lengths, short) {
			lengths = append(lengths, short)
		}
	}
	return lengths
}

// initialLength is 2 for readings that begin with zh, ch or sh, otherwise 1.
func initialLength(reading string) int {
	if len(reading) > 1 && reading[1] == 'h' {
		return 2
	}
	return 1
}

func class(full, initials, rare bool) soundMatch {
	switch {
	case rare:
		return soundRare
	case full && !initials:
		return soundFull
	case initials:
		return soundInitials
	}
	return soundMixed
}
