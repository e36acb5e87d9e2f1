package graph

import (
	"encoding/json"
	"testing"
)

func TestParseValueReadsWhatMarshalWrites(t *testing.T) {
	for _, text := range []string{
		`null`, `true`, `"新材料"`, `1`, `-9007199254740991`, `1.0`, `1.5E-8`, `{"$integer":"9223372036854775807"}`,
		`{"$float":"NaN"}`, `{"$float":"-Infinity"}`, `{"$date":"2021-02-24"}`, `[1,[2.5,"x"],{}]`, `{"a":{"b":[]}}`, `{"$map":{"$date":"not one"}}`,
	} {
		v, err := ParseValue([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if b, _ := json.Marshal(v); string(b) != text {
			t.Errorf("%s comes back as %s", text, b)
		}
	}
}

func TestParseValueRefuses(t *testing.T) {
	for _, text := range []string{``, `{`, `1 2`, `1e999`, `{"$date":"24.2.2021"}`, `{"$integer":"x"}`, `{"$node":{}}`, `{"$float":"1.5"}`, `[{"$date":1}]`} {
		if v, err := ParseValue([]byte(text)); err == nil {
			t.Errorf("%s is taken as %v", text, v)
		}
	}
}
