package loader

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestParseText reads the texts of testdata/text: what is found, or the error.
func TestParseText(t *testing.T) {
	names, err := filepath.Glob("testdata/text/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(err, "no texts")
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			d, err := ParseText(string(b))
			out := ""
			var textErr *TextError
			if errors.As(err, &textErr) {
				out = textErr.Error() + "\n" + textErr.In("zh") + "\n"
			} else {
				j, err := json.MarshalIndent(d, "", " ")
				if err != nil {
					t.Fatal(err)
				}
				out = string(j) + "\n"
			}
			golden(t, "text/"+strings.TrimSuffix(filepath.Base(name), ".txt")+".json", out)
		})
	}
}

func TestFind(t *testing.T) {
	d, err := ParseText(demoText(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ at, quote, want string }{
		{"art:1", "绿色发展水平明显提高", "绿色发展水平明显提高"},
		{"art:1", "排名从2015年…第20位", "排名从2015年的第30位升至第20位"},
		{"art:1", "排名…第30位…第20位", "排名从2015年的第30位升至第20位"},
		{"art:1", "第20位…排名", ""},
		{"art:2", "坚持创新…坚持绿色", ""}, // two paragraphs
		{"art:3", "绿色发展水平明显提高", ""},
		{"ch:2", "建设产业平台,打造西部样板区", "建设产业平台,打造西部样板区"},
		{"ch:2", "坚持实体经济为本", "坚持实体经济为本"},
		{"title", "“十四五”规划", "“十四五”规划"},
		{"number", "青高发", "青高发"},
		{"preface", "提出以下建议", "提出以下建议"},
		{"closing", "任务艰巨", "任务艰巨"},
		{"signature", "2021年2月24日", "2021年2月24日"},
		{"signature", "任务艰巨", ""},
		{"art:99", "创新", ""},
		{"nowhere", "创新", ""},
		{"art:1", "", ""},
		{"art:1", "…", ""},
	} {
		span, ok := d.Find(c.at, c.quote)
		if ok != (c.want != "") || span.Text != c.want {
			t.Errorf("Find(%q, %q) = %q, %v; want %q", c.at, c.quote, span.Text, ok, c.want)
		}
		if ok {
			p := []rune(d.Paragraphs(c.at)[span.Paragraph].Text)
			if string(p[span.Start:span.End]) != span.Text {
				t.Errorf("Find(%q, %q): offsets %d–%d do not hold %q", c.at, c.quote, span.Start, span.End, span.Text)
			}
		}
	}
}

// TestHash: what the page puts around the text does not count, the text does.
func TestHash(t *testing.T) {
	hash := func(text string) string {
		d, err := ParseText(text)
		if err != nil {
			t.Fatal(err)
		}
		return d.Hash()
	}
	text := demoText(t)
	want := hash(text)
	for _, same := range []string{
		strings.Replace(text, "浏览数:7", "浏览数:812", 1), strings.ReplaceAll(text, "\n", "\r\n"), text + "\n\n",
		strings.Replace(text, "  二、", "\u3000\u00a0二、", 1), "\uFEFF" + text,
	} {
		if hash(same) != want {
			t.Error("the hash changes though the text does not")
		}
	}
	if hash(strings.Replace(text, "40%", "41%", 1)) == want {
		t.Error("the hash does not see that a number changed")
	}
}

func TestOtherVersionOfTheTextIsAWarning(t *testing.T) {
	files := good(t)
	d, _ := ParseText(demoText(t))
	plan := string(files["demo/plan.yaml"].Data)
	set := func(hash string) { files["demo/plan.yaml"].Data = []byte(plan + "  textHash: \"" + hash + "\"\n") }
	opts := Options{Sources: map[string]string{"demo": demoText(t)}}
	set(d.Hash())
	if s := mustLoad(t, files, opts); len(s.Warnings) > 0 {
		t.Errorf("the very text is taken for another: %v", s.Warnings)
	}
	set(strings.Repeat("0", 64))
	if s := mustLoad(t, files, opts); len(s.Warnings) != 1 || s.Warnings[0].Code != "other_text" {
		t.Errorf("warnings %v, want one about another version", s.Warnings)
	}
}

func TestNumerals(t *testing.T) {
	for s, want := range map[string]int{
		"一": 1, "十": 10, "十二": 12, "二十": 20, "四十六": 46, "一百": 100, "一百零二": 102, "一百二十三": 123, "12": 12,
		"二〇三五": 2035, "二○三五": 2035, "二零二一": 2021,
	} {
		if got, ok := parseNumeral(s); !ok || got != want {
			t.Errorf("%s is %d (%v), want %d", s, got, ok, want)
		}
	}
	if _, ok := parseNumeral("甲"); ok {
		t.Error("甲 is no number")
	}
}
