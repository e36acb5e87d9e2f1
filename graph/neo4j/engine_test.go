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

// TestPathsThatComeByAgain reads paths over a loop and back the same way: the
// driver lists each node once, the path has it as often as it comes by.
func TestPathsThatComeByAgain(t *testing.T) {
	e := open(t)
	execute(t, e, "CREATE (a:Planatlas {id: 'a'})-[:R]->(a), (a)-[:S]->(b:Planatlas {id: 'b'}), (b)-[:S]->(a)")
	for query, want := range map[string]string{
		"MATCH p = (a {id: 'a'})-[:R]->(a) RETURN p":                                  "a a",
		"MATCH p = (:Planatlas {id: 'a'})-[:S*2]->() RETURN p":                        "a b a",
		"MATCH p = ({id: 'b'})-[:S]->()-[:R]->()<-[:S]-(b) WHERE b.id = 'b' RETURN p": "",
		"MATCH p = ({id: 'b'})-[:S]->()-[:R]->()-[:S]->() RETURN p":                   "b a a b",
		"MATCH p = ({id: 'b'})<-[:S]-(a)-[:R]-(a) RETURN p":                           "b a a",
		"MATCH p = ({id: 'b'}) RETURN p":                                              "b",
	} {
		res, err := e.Run(context.Background(), graph.Query{Text: query})
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		got := ""
		if len(res.Records) > 0 {
			p, _ := res.Records[0][0].AsPath()
			ids := []string{}
			for i, n := range p.Nodes {
				ids = append(ids, n.ID)
				if i > 0 {
					if r := p.Relationships[i-1]; !(r.Start == p.Nodes[i-1].ID && r.End == n.ID || r.End == p.Nodes[i-1].ID && r.Start == n.ID) {
						t.Errorf("%s: %s→%s does not join %s and %s", query, r.Start, r.End, p.Nodes[i-1].ID, n.ID)
					}
				}
			}
			got = strings.Join(ids, " ")
		}
		if got != want {
			t.Errorf("%s: nodes %q, want %q", query, got, want)
		}
	}
}

// TestServerErrorsHaveTheirPlace asks past the gate, so that the server itself
// finds what is wrong.
func TestServerErrorsHaveTheirPlace(t *testing.T) {
	e := open(t)
	tests := []struct {
		query, kind, phase string
		line, column       int
	}{
		{"MATCH (n)\nRETURN m", "SyntaxError", "compile time", 2, 8},
		{"RETURN 'a' * 2", "SyntaxError", "compile time", 1, 8},
		{"WITH ['a', 1] AS l RETURN l[0] * 2", "TypeError", "runtime", 0, 0},
		{"RETURN 1 / 0", "ArithmeticError", "runtime", 0, 0},
		{"RETURN $nobody", "ParameterMissing", "runtime", 0, 0},
		{"CALL nosuch.procedure()", "ProcedureError", "runtime", 0, 0},
		{"RETURN date('2021-13-01')", "ArgumentError", "runtime", 0, 0},
	}
	for _, tt := range tests {
		ctx := context.Background()
		_, err := e.run(ctx, graph.Query{Text: tt.query}, graph.DefaultLimits())
		var q *graph.QueryError
		if !errors.As(translate(ctx, err), &q) {
			t.Errorf("%s: %v", tt.query, err)
			continue
		}
		if q.Kind != tt.kind || q.Phase != tt.phase || q.Line != tt.line || q.Column != tt.column || strings.Contains(q.Message, "offset") || q.Message == "" {
			t.Errorf("%s: %s at %s, %d:%d %q", tt.query, q.Kind, q.Phase, q.Line, q.Column, q.Message)
		}
	}
}

// TestMostOfWhatTheGateIsFor asks what read mode alone would let through.
func TestMostOfWhatTheGateIsFor(t *testing.T) {
	e := open(t)
	for _, query := range []string{
		"LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "LOAD CSV FROM 'http://127.0.0.1:1/' AS row RETURN row",
		"CALL dbms.listConfig() YIELD name RETURN name", "SHOW SETTINGS", "SHOW USERS", "TERMINATE TRANSACTION 'x'",
		"CREATE (n)", "MATCH (n) DETACH DELETE n", "MATCH (n) SET n.x = 1", "CALL db.createLabel('x')", "USE system MATCH (n) RETURN n",
	} {
		res, err := e.Run(context.Background(), graph.Query{Text: query})
		var q *graph.QueryError
		if !errors.As(err, &q) || q.Line == 0 {
			t.Errorf("%s: %v, %v", query, res, err)
		}
	}
}
