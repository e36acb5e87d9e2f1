package temporal

import (
	"fmt"

	"planatlas/graph"
)

func fail(kind, detail, format string, args ...any) error {
	return &graph.QueryError{Kind: kind, Phase: "runtime", Detail: detail, Message: fmt.Sprintf(format, args...)}
}

// badArgument is for a value of the right kind outside its range.
func badArgument(format string, args ...any) error {
	return fail("ArgumentError", "InvalidArgumentValue", format, args...)
}

// badType is for a value or a field that cannot stand there.
func badType(format string, args ...any) error {
	return fail("TypeError", "InvalidArgumentType", format, args...)
}

// badText is for text that no form of a temporal value fits.
func badText(text, name string) error {
	return &graph.QueryError{
		Kind: "SyntaxError", Phase: "runtime", Detail: "InvalidArgumentValue",
		Message: fmt.Sprintf("the text %q is not a %s", short(text), name), Hint: "write it as " + written[name],
	}
}

// written is an example of each kind's text.
var written = map[string]string{
	"date": "2021-02-24", "localtime": "10:35:00", "time": "10:35:00+08:00", "localdatetime": "2021-02-24T10:35:00",
	"datetime": "2021-02-24T10:35:00+08:00", "duration": "P5Y2M10DT2H",
}

// short keeps a message readable whatever text it quotes.
func short(text string) string {
	r := []rune(text)
	if len(r) <= 60 {
		return text
	}
	return string(r[:60]) + "…"
}

func overflow() error {
	return fail("ArithmeticError", "NumberOutOfRange", "the result is outside the years -999999999 to 999999999")
}
