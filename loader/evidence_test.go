package loader

import (
	"strings"
	"testing"
)

func TestBounded(t *testing.T) {
	short := "统筹推进总体布局,协调推进战略布局"
	long := "统筹推进总体布局," + strings.Repeat("以改革为动力,", 20) + "推进治理现代化"
	for in, want := range map[string]string{
		short:                    short,
		long:                     "统筹推进总体布局……推进治理现代化",
		long + "。":               "统筹推进总体布局……推进治理现代化。",
		strings.Repeat("长", 130): strings.Repeat("长", 130),
	} {
		if got := bounded(in); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}
