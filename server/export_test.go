package server

import (
	"strings"
	"testing"
)

func TestExportOfAStoryAndOfAView(t *testing.T) {
	s := start(t, nil)
	picture := `"picture":{"nodes":["industry.new","platform.base"],"at":[[0,0],[100,20]],"relationships":["platform.base|HOSTS|industry.new"],"selected":["industry.new"]}`
	for body, want := range map[string]string{
		`{"format":"md","kind":"story","story":{"format":"planatlas-story","version":1,"title":"一个故事","plan":"j","views":[{"title":"一幕","note":"说明文字",` + picture + `}]}}`: "# 一个故事",
		`{"format":"md","kind":"story","story":{"format":"planatlas-story","version":1,"title":"","plan":"j","views":[]}}`:                                                 "故事里还没有画面",
		`{"format":"md","kind":"story","story":{"format":"planatlas-story","version":1,"plan":"j","views":[{"titel":"一幕"}]}}`:                                              "titel",
		`{"format":"md","view":{"title":"眼前",` + picture + `}}`:                                                                                                            "# 眼前",
		`{"format":"svg","view":{"title":"眼前",` + picture + `}}`:                                                                                                           "<svg ",
		`{"format":"md","saved":"nothing"}`: "nothing",
	} {
		_, got := s.do("POST", "/api/v1/export?job=1", body, "Content-Type", "application/json")
		if !strings.Contains(got, want) {
			t.Errorf("%s\nno %q in %s", body, want, got)
		}
	}
	if resp, _ := s.do("GET", "/api/v1/export?format=md&focus=industry.new", ""); !strings.Contains(resp.Header.Get("Content-Disposition"), "filename*=UTF-8''%E2%80%9C") {
		t.Errorf("the file is called %s", resp.Header.Get("Content-Disposition"))
	}
}

func TestExportProgress(t *testing.T) {
	var j jobs
	tell := j.begin("a")
	tell(256, 5000)
	if j.far["a"] != (progress{true, 256, 5000}) {
		t.Errorf("%+v", j.far)
	}
	j.end("a")
	if len(j.far) != 0 || j.begin("") != nil || j.begin(strings.Repeat("x", 65)) != nil {
		t.Errorf("%+v", j.far)
	}
}

func TestFileName(t *testing.T) {
	for title, want := range map[string]string{"“新材料”档案": "“新材料”档案", "a/b:c*?\"<>|\\": "abc", " .. ": "planatlas", strings.Repeat("长", 99): strings.Repeat("长", 60), "x\u202e\x00y": "xy"} {
		if got := fileName(title); got != want {
			t.Errorf("%q becomes %q", title, got)
		}
	}
}
