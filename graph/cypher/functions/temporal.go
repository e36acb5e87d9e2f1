package functions

import (
	"strings"
	"time"

	"planatlas/graph"
	"planatlas/graph/cypher/temporal"
	"planatlas/graph/cypher/values"
)

// instantKinds are the temporal types that have a constructor.
var instantKinds = []struct {
	name   string
	kind   graph.Kind
	zh, en string
}{
	{"date", graph.KindDate, "日期", "date"},
	{"datetime", graph.KindDateTime, "带时区的日期时间", "datetime with a time zone"},
	{"localdatetime", graph.KindLocalDateTime, "不带时区的日期时间", "datetime without a time zone"},
	{"localtime", graph.KindLocalTime, "不带时区的时间", "time without a time zone"},
	{"time", graph.KindTime, "带时区的时间", "time with a time zone"},
}

// clocks are those that a query may ask. A query that only reads is one
// transaction of one statement, so two of them are the same.
var clocks = []struct {
	name     string
	zh, en   string
	realtime bool
}{
	{"transaction", "本次查询开始时的", "at the start of the query", false},
	{"statement", "本次查询开始时的", "at the start of the query", false},
	{"realtime", "此刻的", "at this very moment", true},
}

// temporalFunctions makes the entries of every temporal type.
func temporalFunctions() []Function {
	list := []Function{
		{
			Name: "datetime.fromEpoch", Category: Temporal, Returns: values.KindsOf(graph.KindDateTime), Eval: fromEpoch,
			Parameters: []Parameter{{Name: "seconds", Kinds: numbers}, {Name: "nanoseconds", Kinds: numbers}},
			Zh:         "自 1970 年起的秒数与纳秒数所指的时刻。", En: "The datetime so many seconds and nanoseconds after 1970 began.",
		},
		{
			Name: "datetime.fromEpochMillis", Category: Temporal, Returns: values.KindsOf(graph.KindDateTime), Eval: fromEpochMillis,
			Parameters: one("milliseconds", numbers),
			Zh:         "自 1970 年起的毫秒数所指的时刻。", En: "The datetime so many milliseconds after 1970 began.",
		},
		{
			Name: "duration", Category: Temporal, Parameters: one("input", str|mapping), Returns: length, Eval: newDuration,
			Zh: "由文字（如 'P1Y2M'）或映射构造时长。", En: "A duration of text, as 'P1Y2M', or of a map.",
		},
		between("duration.between", temporal.AllUnits, "两个时刻之间的时长，按月、日、秒分别计。", "The duration between two instants in months, days and seconds."),
		between("duration.inMonths", temporal.Months, "两个时刻之间的整月数。", "The duration between two instants in whole months."),
		between("duration.inDays", temporal.Days, "两个时刻之间的整日数。", "The duration between two instants in whole days."),
		between("duration.inSeconds", temporal.Seconds, "两个时刻之间的秒数。", "The duration between two instants in seconds."),
	}
	for _, k := range instantKinds {
		list = append(list, constructor(k.name, k.kind, k.zh, k.en), truncation(k.name, k.kind, k.zh, k.en))
		for _, c := range clocks {
			list = append(list, Function{
				Name: k.name + "." + c.name, Category: Temporal, Returns: values.KindsOf(k.kind), Volatile: c.realtime,
				Parameters: []Parameter{{Name: "timezone", Kinds: str, Optional: true}},
				Eval:       now(k.kind, c.realtime),
				Zh:         c.zh + k.zh + "，可指定时区。", En: "The current " + k.en + " " + c.en + ", in a given time zone.",
			})
		}
	}
	return list
}

func clock(ctx *Context) temporal.Clock { return temporal.Clock{Now: ctx.Clock, Zone: ctx.Zone} }

func constructor(name string, kind graph.Kind, zh, en string) Function {
	return Function{
		Name: name, Category: Temporal, Returns: values.KindsOf(kind),
		Parameters: []Parameter{{Name: "input", Kinds: str | mapping | instant, Optional: true}},
		Zh:         "由文字、映射或其他时间值构造" + zh + "；无参数时为当前值。",
		En:         "A " + en + " of text, a map or another temporal value; without arguments the current one.",
		Eval: func(ctx *Context, args []graph.Value) (graph.Value, error) {
			if len(args) == 0 {
				return temporal.Now(kind, clock(ctx), "")
			}
			return temporal.Construct(kind, args[0], clock(ctx))
		},
	}
}

func truncation(name string, kind graph.Kind, zh, en string) Function {
	return Function{
		Name: name + ".truncate", Category: Temporal, Returns: values.KindsOf(kind), NullSafe: true,
		Parameters: []Parameter{
			{Name: "unit", Kinds: str},
			{Name: "input", Kinds: instant, Optional: true},
			{Name: "fields", Kinds: mapping, Optional: true},
		},
		Zh: "截断到某个单位的" + zh + "，可再改写较小的部分。",
		En: "Truncates to a unit and gives a " + en + "; smaller parts can be set.",
		Eval: func(ctx *Context, args []graph.Value) (graph.Value, error) {
			return truncate(ctx, kind, args)
		},
	}
}

// truncate refuses a null unit or value, as Neo4j does; null fields are none.
func truncate(ctx *Context, kind graph.Kind, args []graph.Value) (graph.Value, error) {
	unit, ok := args[0].AsString()
	if !ok {
		return graph.NullValue(), values.TypeError("InvalidArgumentValue", "truncation needs a unit, as 'month'")
	}
	var v graph.Value
	var err error
	if len(args) > 1 {
		v = args[1]
	} else if v, err = temporal.Now(kind, clock(ctx), ""); err != nil {
		return v, err
	}
	var fields map[string]graph.Value
	if len(args) > 2 {
		fields, _ = args[2].AsMap()
	}
	return temporal.Truncate(kind, unit, v, fields, clock(ctx))
}

func now(kind graph.Kind, realtime bool) Evaluation {
	return func(ctx *Context, args []graph.Value) (graph.Value, error) {
		c := clock(ctx)
		if realtime {
			c.Now = time.Now()
		}
		zone := ""
		if len(args) > 0 {
			if zone, _ = args[0].AsString(); strings.TrimSpace(zone) == "" {
				zone = "?" // no zone has this name
			}
		}
		return temporal.Now(kind, c, zone)
	}
}

func fromEpoch(_ *Context, args []graph.Value) (graph.Value, error) {
	seconds, ok := args[0].AsInt()
	nanos, ok2 := args[1].AsInt()
	if !ok || !ok2 {
		return graph.NullValue(), values.TypeError("InvalidArgumentValue", "datetime.fromEpoch() takes integers")
	}
	return temporal.FromEpoch(seconds, nanos)
}

func fromEpochMillis(_ *Context, args []graph.Value) (graph.Value, error) {
	millis, ok := args[0].AsInt()
	if !ok {
		return graph.NullValue(), values.TypeError("InvalidArgumentValue", "datetime.fromEpochMillis() takes an integer")
	}
	return temporal.FromEpochMillis(millis)
}

func newDuration(_ *Context, args []graph.Value) (graph.Value, error) {
	return temporal.Duration(args[0])
}

func between(name string, unit temporal.Unit, zh, en string) Function {
	return Function{
		Name: name, Category: Temporal, Returns: length, Zh: zh, En: en,
		Parameters: []Parameter{{Name: "from", Kinds: instant}, {Name: "to", Kinds: instant}},
		Eval: func(_ *Context, args []graph.Value) (graph.Value, error) {
			d, err := temporal.Between(args[0], args[1], unit)
			if err != nil {
				return graph.NullValue(), err
			}
			return graph.TemporalValue(d), nil
		},
	}
}
