package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"
)

// ParseValue reads a value as MarshalJSON writes it: JSON's own types, with
// numbers without point and exponent as integers, and objects with one key that
// begins with "$" for the rest. Nodes, relationships and paths are no input.
func ParseValue(text []byte) (Value, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return Value{}, err
	}
	if d.More() {
		return Value{}, errors.New("more than one value")
	}
	return valueOf(v)
}

func valueOf(v any) (Value, error) {
	switch v := v.(type) {
	case nil:
		return NullValue(), nil
	case bool:
		return Bool(v), nil
	case string:
		return Text(v), nil
	case json.Number:
		return numberOf(v.String())
	case []any:
		items := make([]Value, len(v))
		for i, x := range v {
			var err error
			if items[i], err = valueOf(x); err != nil {
				return Value{}, err
			}
		}
		return ListOf(items...), nil
	case map[string]any:
		return objectOf(v)
	}
	return Value{}, fmt.Errorf("a %T is no value", v)
}

func numberOf(s string) (Value, error) {
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		return Int(i), nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(f, 0) {
		return Value{}, fmt.Errorf("%s is too large a number", s)
	}
	return Number(f), nil
}

func objectOf(m map[string]any) (Value, error) {
	if len(m) == 1 {
		for k, v := range m {
			if len(k) > 0 && k[0] == '$' {
				return taggedOf(k, v)
			}
		}
	}
	return mapOf(m)
}

func mapOf(m map[string]any) (Value, error) {
	out := make(map[string]Value, len(m))
	for k, x := range m {
		v, err := valueOf(x)
		if err != nil {
			return Value{}, err
		}
		out[k] = v
	}
	return MapOf(out), nil
}

func taggedOf(tag string, v any) (Value, error) {
	if m, ok := v.(map[string]any); ok && tag == "$map" {
		return mapOf(m)
	}
	s, ok := v.(string)
	if !ok {
		return Value{}, fmt.Errorf("%s takes a string", tag)
	}
	switch tag {
	case "$integer":
		i, err := strconv.ParseInt(s, 10, 64)
		return Int(i), err
	case "$float":
		return floatOf(s)
	case "$date":
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return Value{}, fmt.Errorf("%q is not a date", s)
		}
		return TemporalValue(DateOf(t.Year(), t.Month(), t.Day())), nil
	}
	return Value{}, fmt.Errorf("%s is no input", tag)
}

func floatOf(s string) (Value, error) {
	switch s {
	case "NaN":
		return Number(math.NaN()), nil
	case "Infinity":
		return Number(math.Inf(1)), nil
	case "-Infinity":
		return Number(math.Inf(-1)), nil
	}
	return Value{}, fmt.Errorf("%q is no float", s)
}
