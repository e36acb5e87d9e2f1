package server

import (
	"net/url"
	"testing"
)

func TestMatrix(t *testing.T) {
	s := start(t, nil)
	s.wants(t, root+"/matrix?", []wanted{
		{"rows=Industry&columns=Platform&type=HOSTS", 200, `{"plan":"j","choice":{"rows":"Industry","columns":"Platform","type":"HOSTS","opening":false},"all":false,` +
			`"rows":[{"id":"j:industry.new","label":"Industry","name":"新材料","nameEn":"New materials","articles":[12],"pairs":1}],"columns":[{"id":"j:platform.base",` +
			`^"cells":[{"row":"j:industry.new","column":"j:platform.base","relationships":[{"id":"j:platform.base|HOSTS|j:industry.new",` +
			`^"pairs":1,"bases":{"name_match":1},"idle":{"rows":1,"columns":4},"left":{"rows":0,"columns":0},"presets":[{"rows":"Industry","columns":"Platform","type":"HOSTS","opening":true},`},
		{"rows=" + url.QueryEscape("产业") + "&columns=" + url.QueryEscape("平台载体"), 200, `"choice":{"rows":"Industry","columns":"Platform","type":"","opening":false}^"pairs":1`},
		{"", 200, `"choice":{"rows":"Industry","columns":"Platform","type":"HOSTS","opening":true}`},
		{"rows=Industry&columns=Platform&all=1", 200, `"all":true^"name":"智慧照明"^"pairs":0}`},
		{"rows=Industry&columns=Platform&basis=text", 200, `"rows":[],"columns":[],"cells":[],"pairs":0,"bases":{},"idle":{"rows":2,"columns":5}`},
		{"rows=Industry&columns=Platform&basis=none", 200, `"pairs":0`},
		{"rows=Industry", 400, `缺少 columns：矩阵要有行与列；类型有 产业、平台载体"`},
		{"rows=Industry&lang=en", 400, `columns is missing`},
		{"rows=Industry&columns=Body", 400, `columns：没有类型“Body”`},
		{"rows=Industry&columns=Platform&type=LIKES", 400, `type：没有关系类型“LIKES”；有 HOSTS、INCLUDES`},
		{"basis=hearsay", 400, `hearsay`},
		{"plan=k", 404, `unknown_plan`},
	})
	s.wantsTag(t, root+"/matrix")
}
