package neo4j

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"planatlas/graph"
	"planatlas/graph/neo4j/neo4jtest"
)

func TestRunGivesTypedValues(t *testing.T) {
	e := open(t)
	mustLoad(t, e, sample(t, 3, nil), LoadOptions{})
	tests := []struct{ query, want string }{
		{"RETURN null", `[null]`},
		{"RETURN 1, 1.0, true, 'a', [1, 'x'], {b: 2}", `[1,1.0,true,"a",[1,"x"],{"b":2}]`},
		{"RETURN 9223372036854775807", `[{"$integer":"9223372036854775807"}]`},
		{"RETURN 1.0 / 0", `[{"$float":"Infinity"}]`},
		{"RETURN date('2021-02-24'), localtime('10:35')", `[{"$date":"2021-02-24"},{"$localtime":"10:35:00"}]`},
		{"RETURN duration('P1M2DT3.5S')", `[{"$duration":"P1M2DT3.5S"}]`},
		{"RETURN point({x: 1, y: 2})", `[{"$point":{"srid":7203,"x":1.0,"y":2.0}}]`},
		{"MATCH (p:Plan) RETURN p.date, labels(p)[0] IN ['Plan', 'Planatlas']", `[{"$date":"2021-02-24"},true]`},
		{"MATCH (:Platform {id: 's:platform.000000'})-[r]->() RETURN r",
			`[{"$relationship":{"id":"s:platform.000000|SERVES|s:platform.000001","type":"SERVES","start":"s:platform.000000","end":"s:platform.000001","properties":{"basis":"explicit","quotes":["","字句"]}}}]`},
		{"MATCH p = (:Platform {id: 's:platform.000000'})-[*2]->() RETURN length(p), [n IN nodes(p) | n.id][2]", `[2,"s:platform.000002"]`},
	}
	for _, tt := range tests {
		res, err := e.Run(context.Background(), graph.Query{Text: tt.query})
		if err != nil {
			t.Errorf("%s: %v", tt.query, err)
			continue
		}
		b, _ := json.Marshal(res.Records[0])
		if got := strings.TrimSpace(string(b)); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.query, got, tt.want)
		}
	}
}

func TestParametersKeepTheirTypes(t *testing.T) {
	e := open(t)
	params := map[string]graph.Value{
		"i": graph.Int(7), "f": graph.Number(7), "s": graph.Text("“3+3”' OR 1=1"), "n": graph.NullValue(), "b": graph.Bool(true),
		"l": graph.Texts([]string{"a"}), "m": graph.MapOf(map[string]graph.Value{"k": graph.Int(1)}),
		"d": graph.TemporalValue(graph.DateOf(2021, 2, 24)), "p": graph.PointValue(graph.Point{SRID: 4326, X: 113, Y: 22}),
		"z": graph.TemporalValue(graph.DateTime{Seconds: 1614130200, Offset: 28800, Zone: "Asia/Shanghai"}),
		"u": graph.TemporalValue(graph.Duration{Months: 1, Seconds: 5}),
	}
	for name, want := range params {
		res, err := e.Run(context.Background(), graph.Query{Text: "RETURN $" + name + " AS v", Params: params})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := res.Records[0][0]; !same(got, want) {
			t.Errorf("$%s came back as %v, want %v", name, got, want)
		}
	}
}

func TestLimitsAndErrors(t *testing.T) {
	e := open(t)
	res, err := e.Run(context.Background(), graph.Query{Text: "UNWIND range(1, 100) AS i RETURN i", Limits: graph.Limits{Rows: 10}})
	if err != nil || len(res.Records) != 10 || !res.Truncated || res.Limit != "rows" {
		t.Errorf("row limit: %+v, %v", res, err)
	}
	_, err = e.Run(context.Background(), graph.Query{Text: "UNWIND range(1, 100000000) AS i WITH i WHERE i % 7 = 9 RETURN count(i)", Limits: graph.Limits{Time: 300 * time.Millisecond}})
	var q *graph.QueryError
	if !errors.As(err, &q) || q.Limit != "time" {
		t.Errorf("time limit: %v", err)
	}
	_, err = e.Run(context.Background(), graph.Query{Text: "RETURN 1 / 0"})
	if !errors.As(err, &q) || q.Kind != "ArithmeticError" {
		t.Errorf("division by zero: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Run(ctx, graph.Query{Text: "RETURN 1"}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestWritesAreRefusedByTheServerToo(t *testing.T) {
	e := open(t)
	_, err := e.run(context.Background(), graph.Query{Text: "CREATE (:Planatlas {id: 'x'})"}, graph.DefaultLimits())
	var q *graph.QueryError
	if err = translate(context.Background(), err); !errors.As(err, &q) || q.Kind != "AccessError" {
		t.Errorf("behind the gate the server lets a write through: %v", err)
	}
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	uri := neo4jtest.URI(t)
	tests := map[string]struct {
		cfg  Config
		want string
	}{
		"scheme":      {Config{URI: "http://127.0.0.1"}, "must begin with bolt://"},
		"credentials": {Config{URI: "bolt://u:geheim@127.0.0.1"}, "must not hold a user or password"},
		"password":    {Config{URI: uri, User: "neo4j", Password: "geheim-falsch"}, "Unauthorized"},
		"nobody":      {Config{URI: "bolt://127.0.0.1:1"}, "cannot be reached"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Open(context.Background(), tt.cfg)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				var q *graph.QueryError
				if !errors.As(err, &q) || q.Detail != tt.want {
					t.Fatalf("got %v, want …%s…", err, tt.want)
				}
			}
			if strings.Contains(err.Error(), "geheim") {
				t.Errorf("the password stands in the error: %v", err)
			}
		})
	}
}
