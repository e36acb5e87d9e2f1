package server

import (
	"testing"
)

func TestLayers(t *testing.T) {
	s := start(t, nil)
	s.wants(t, root+"/layers?", []wanted{
		{"focus=industry.new", 200, `{"focus":"j:industry.new","way":"both","nodes":[{"id":"j:industry.new","column":0,"x":0,"y":0},{"id":"j:platform.base","column":-1,"x":-210,"y":0}` +
			`^"id":"j:platform.base|HOSTS|j:industry.new"^"columns":[{"at":-1,"x":-210,"shown":1,"total":1},{"at":0,"x":0,"shown":1,"total":1}],"left":0}`},
		{"focus=%E5%85%AD%E5%9F%BA%E5%9C%B0", 200, `"focus":"j:platform.group"`}, // by its name
		{"focus=industry.new&way=up", 200, `"way":"up"^"nodes":[{"id":"j:industry.new","column":0,"x":0,"y":0}],"relationships":[]`},
		{"focus=industry.new&basis=text", 200, `"relationships":[],"columns":[{"at":0,"x":0,"shown":1,"total":1}],"left":0}`},
		{"focus=platform.group&most=1", 200, `"left":1}`},
		{"", 400, `缺少 focus=`},
		{"focus=nobody", 404, `"code":"unknown_name"^"parameter":"focus"`},
		{"focus=%E5%B1%95%E9%A6%86", 409, `"code":"ambiguous_name"^"candidates":[`},
		{"focus=industry.new&way=left", 400, `way 须为 both、up 或 down`},
		{"focus=industry.new&most=0", 400, `most 须为 1 到 5000 的整数`},
		{"focus=industry.new&hops=6", 400, `hops 须为 1 到 5 的整数`},
		{"focus=industry.new&basis=hearsay", 400, `hearsay`},
		{"focus=industry.new&plan=k", 404, `unknown_plan`},
	})
	s.wantsTag(t, root+"/layers?focus=industry.new")
}
