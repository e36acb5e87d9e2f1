package exec

import (
	"errors"
	"regexp"
	"regexp/syntax"

	"planatlas/graph"
	"planatlas/graph/cypher/values"
)

// This file evaluates =~.

// matcher evaluates =~. It keeps the last pattern compiled, which is nearly
// always the only one.
type matcher struct {
	text     string
	compiled *regexp.Regexp
	size     int // instructions of the compiled pattern
}

// maxPattern bounds the text of a regular expression.
const maxPattern = 4096

func (m *matcher) matches(r *run, a, b graph.Value) (graph.Value, error) {
	s, ok1 := a.AsString()
	pattern, ok2 := b.AsString()
	if ok1 && !ok2 && !b.IsNull() {
		return graph.NullValue(), values.TypeError("InvalidArgumentType", "a regular expression is a string, not %s", values.KindName(b.Kind()))
	}
	if !ok1 || !ok2 {
		return graph.NullValue(), nil
	}
	if m.compiled == nil || m.text != pattern {
		if err := m.prepare(pattern); err != nil {
			return graph.NullValue(), err
		}
	}
	// RE2 needs time linear in the string and in the compiled pattern. It cannot
	// be interrupted, so all of it is counted beforehand.
	if err := r.meter.Work(int64(len(s))*int64(m.size)>>3 + 1); err != nil {
		return graph.NullValue(), err
	}
	return graph.Bool(m.compiled.MatchString(s)), nil
}

func (m *matcher) prepare(pattern string) error {
	if len(pattern) > maxPattern {
		return limitError("work", "a regular expression can have %d bytes at most", maxPattern)
	}
	if _, err := regexp.Compile(pattern); err != nil {
		return badPattern(pattern, err)
	}
	compiled, err := regexp.Compile(`^(?:` + pattern + `)\z`)
	if err != nil {
		return badPattern(pattern, err)
	}
	m.text, m.compiled, m.size = pattern, compiled, instructions(pattern)
	return nil
}

// badPattern says what is wrong with a regular expression; what Java's have and
// RE2's lack is named.
func badPattern(pattern string, err error) error {
	e := values.ArgumentError("InvalidArgumentValue", "%q is not a regular expression of RE2", pattern)
	var s *syntax.Error
	switch {
	case lacking.MatchString(pattern):
		e.Hint = "RE2 has no look-around and no back-references"
	case errors.As(err, &s):
		e.Hint = "look at " + s.Expr
	}
	return e
}

// lacking matches look-around and back-references.
var lacking = regexp.MustCompile(`\(\?<?[=!]|\\[1-9]`)

func instructions(pattern string) int {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return len(pattern)
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return len(pattern)
	}
	return len(program.Inst)
}
