package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"planatlas/graph"
)

// commandLimits are those of a person at the command line, who waits for one
// answer and has the machine to himself.
var commandLimits = graph.Limits{Time: time.Minute, Rows: 1_000_000, Bytes: 1 << 30, Work: 2_000_000_000, Memory: 1 << 30}

// longestServed is how long a query may take in the server, which ends every
// request after 30 seconds.
const longestServed = 25 * time.Second

// limits are those that --limit gave, over those of the command line.
func (p *program) limits() graph.Limits { return p.given.limits.Or(commandLimits) }

// limitFlag is --limit name=value, several times or apart by commas.
type limitFlag struct {
	limits graph.Limits
	text   []string
	say    func(zh, en string) string
}

// String is the flag as it was given.
func (f *limitFlag) String() string { return strings.Join(f.text, ",") }

// Type is what the help calls the value.
func (f *limitFlag) Type() string { return "name=value" }

// Set reads one or more limits.
func (f *limitFlag) Set(text string) error {
	for _, one := range strings.Split(text, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(one), "=")
		if !ok {
			return fmt.Errorf(f.say("上限须写作 名=值，而不是“%s”", "a limit is name=value, not “%s”"), one)
		}
		if err := f.set(name, value); err != nil {
			return err
		}
		f.text = append(f.text, one)
	}
	return nil
}

func (f *limitFlag) set(name, value string) error {
	l := &f.limits
	var n int64
	var err error
	switch name {
	case "time":
		l.Time, err = time.ParseDuration(value)
		n = int64(l.Time)
	case "rows", "work", "nesting":
		n, err = strconv.ParseInt(strings.ReplaceAll(value, "_", ""), 10, 64)
	case "bytes", "memory", "text":
		n, err = parseSize(value)
	default:
		return fmt.Errorf(f.say("没有上限“%s”；有 time、rows、bytes、work、memory、text、nesting", "there is no limit “%s”; there are time, rows, bytes, work, memory, text, nesting"), name)
	}
	if err != nil || n <= 0 {
		return fmt.Errorf(f.say("上限 %s 不能是“%s”；例如 %s", "the limit %s cannot be “%s”; write for example %s"), name, value, limitExamples[name])
	}
	switch name {
	case "rows":
		l.Rows = int(n)
	case "work":
		l.Work = n
	case "nesting":
		if n > deepest {
			return fmt.Errorf(f.say("嵌套上限最多 %d", "the limit on nesting is %d at the most"), deepest)
		}
		l.Nesting = int(n)
	case "bytes":
		l.Bytes = n
	case "memory":
		l.Memory = n
	case "text":
		l.Text = int(n)
	}
	return nil
}

// deepest bounds the nesting that may be asked for: a query is walked by
// recursion, and a stack that overflows ends the program.
const deepest = 2_000

var limitExamples = map[string]string{
	"time": "time=5m", "rows": "rows=50000", "work": "work=5000000000", "nesting": "nesting=500",
	"bytes": "bytes=64MiB", "memory": "memory=4GiB", "text": "text=1MiB",
}

var sizeUnits = []struct {
	suffix string
	bytes  int64
}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"kB", 1000}, {"MB", 1_000_000}, {"GB", 1_000_000_000}}

func parseSize(text string) (int64, error) {
	unit := int64(1)
	for _, u := range sizeUnits {
		if rest, ok := strings.CutSuffix(text, u.suffix); ok {
			text, unit = rest, u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 10, 64)
	if err == nil && n > (1<<62)/unit {
		return 0, strconv.ErrRange
	}
	return n * unit, err
}

// limited runs queries that set no limits of their own under those that were
// given.
type limited struct {
	engine
	limits graph.Limits
}

// Run answers a query.
func (l *limited) Run(ctx context.Context, q graph.Query) (*graph.Result, error) {
	q.Limits = q.Limits.Or(l.limits)
	return l.engine.Run(ctx, q)
}

// served is the engine as the server uses it.
func (p *program) served(e engine) (engine, error) {
	if p.given.limits.Time > longestServed {
		return nil, p.usage("serve 的时间上限最多 %s：服务器每个请求 30 秒即止", "the limit on time is %s at the most for serve: the server ends every request after 30 seconds", longestServed)
	}
	return &limited{e, p.given.limits}, nil
}
