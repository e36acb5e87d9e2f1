package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"planatlas/graph"
)

func (p *program) queryCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "query CYPHER | - | --saved ID",
		Short: p.say("用 Cypher 查询（只读）", "Ask in Cypher (read-only)"),
		Long: p.say("用 Cypher 查询图谱，只读。参数写 --param 名=值，值可为 JSON，否则当作文字；- 从标准输入读查询。\n--saved 用常用问题，--param 填它的空；--saved list 列出全部。",
			"Asks the graph in Cypher, read-only. A parameter is --param name=value; the value may be JSON and is text otherwise; - reads the query from stdin.\n--saved asks a saved question, whose blanks --param fills; --saved list lists them."),
		Example: "  planatlas query 'MATCH (b:Platform)-[h:HOSTS]->(i:Industry) RETURN b.name, i.name, h.basis'\n" +
			"  planatlas query --param n=新材料 'MATCH (i {name: $n})--(x) RETURN x'\n" +
			"  planatlas query --saved measures-of-article --param article=14",
		Args: p.arguments(0, 1),
	}
	format := p.formatFlag(c, "table", "json", "csv")
	saved := c.Flags().String("saved", "", p.say("常用问题的 id；list 列出全部", "id of a saved question; list lists them"))
	params := c.Flags().StringArray("param", nil, p.say("参数 名=值（可多个）", "parameter name=value (several)"))
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := p.checkFormat(*format, "table", "json", "csv"); err != nil {
			return err
		}
		if (*saved == "") == (len(args) == 0) {
			return p.usage("请给出查询，或用 --saved 指明常用问题", "give a query, or name a saved question by --saved")
		}
		if *saved == "list" {
			return p.listQuestions(*format)
		}
		if *saved != "" {
			return p.askSaved(c, *saved, *params, *format)
		}
		q, err := p.readQuery(args[0], *params)
		if err != nil {
			return err
		}
		return p.query(c, q, *format)
	}
	return c
}

func (p *program) readQuery(text string, params []string) (graph.Query, error) {
	q := graph.Query{Text: text, Params: map[string]graph.Value{}, Limits: p.limits()}
	if text == "-" {
		b, err := io.ReadAll(io.LimitReader(p.in, 1<<20))
		if err != nil {
			return q, err
		}
		q.Text = string(b)
	}
	for _, s := range params {
		name, value, ok := strings.Cut(s, "=")
		if !ok || name == "" {
			return q, p.usage("--param 须写作 名=值，而不是“%s”", "--param is name=value, not “%s”", s)
		}
		v, err := graph.ParseValue([]byte(value))
		if err != nil {
			v = graph.Text(value)
		}
		q.Params[strings.TrimPrefix(name, "$")] = v
	}
	return q, nil
}

// queryFailure is a query's own error together with the query.
type queryFailure struct {
	*graph.QueryError
	text string
}

func (p *program) query(c *cobra.Command, q graph.Query, format string) error {
	d, err := p.open(c.Context())
	if err != nil {
		return err
	}
	defer d.close()
	r, err := d.engine.Run(c.Context(), q)
	if e := (*graph.QueryError)(nil); errors.As(err, &e) {
		return &queryFailure{e, q.Text}
	}
	if err != nil {
		return err
	}
	return p.writeResult(d, r, format)
}

// writeResult writes an answer as table, JSON or CSV.
func (p *program) writeResult(d *data, r *graph.Result, format string) error {
	for i, n := range r.Notices {
		r.Notices[i] = d.ontology.Meant(n).Said(string(p.lang))
	}
	p.notices(r)
	switch format {
	case "json":
		return p.writeJSON(r)
	case "csv":
		return p.writeCSV(r)
	}
	p.printResult(r)
	return nil
}

// reportQuery prints what is wrong with a query, with a caret under the place.
func (p *program) reportQuery(e *queryFailure) {
	message, hint := e.Said(string(p.lang))
	head := p.say("查询有误：", "query: ")
	if e.Limit != "" {
		head = p.say("查询已停下：", "query stopped: ")
	}
	if e.Line > 0 {
		head += fmt.Sprintf(p.say("第 %d 行第 %d 列，", "line %d, column %d: "), e.Line, e.Column)
	}
	fmt.Fprintln(p.err, head+plainText(message))
	lines := strings.Split(e.text, "\n")
	if e.Line >= 1 && e.Line <= len(lines) && strings.TrimSpace(e.text) != "" {
		line, caret := excerpt(plainText(strings.TrimRight(lines[e.Line-1], "\r")), e.Column)
		fmt.Fprintf(p.err, "  %s\n  %s^\n", line, strings.Repeat(" ", caret))
	}
	if hint != "" {
		fmt.Fprintln(p.err, p.say("提示：", "hint: ")+plainText(hint))
	}
}

// excerptWidth is how much of a line is shown on each side of a mistake, in
// columns of a terminal.
const excerptWidth = 50

// excerpt is what stands around a place in a line, and how many columns of the
// terminal the place is from its left.
func excerpt(line string, column int) (text string, caret int) {
	runes := []rune(line)
	at := min(max(column-1, 0), len(runes))
	before, after := string(runes[:at]), string(runes[at:])
	if extra := cells.StringWidth(before) - excerptWidth; extra > 0 && cells.StringWidth(line) > 2*excerptWidth {
		before = "…" + cells.TruncateLeft(before, extra, "")
	}
	return before + cells.Truncate(after, 2*excerptWidth-cells.StringWidth(before), "…"), cells.StringWidth(before)
}

// notices go to stderr: they are about the query, not part of its answer.
func (p *program) notices(r *graph.Result) {
	for _, n := range r.Notices {
		fmt.Fprintf(p.err, p.say("提醒：%s", "note: %s"), plainText(n.Message))
		if n.Hint != "" {
			fmt.Fprintf(p.err, p.say("（%s）", " (%s)"), plainText(n.Hint))
		}
		fmt.Fprintln(p.err)
	}
	if r.Truncated {
		fmt.Fprintf(p.err, p.say("结果到 %s 的上限为止，并不完整；提高上限：--limit %s=…\n", "the result was cut at the limit of %s; raise it by --limit %s=…\n"), r.Limit, r.Limit)
	}
}

const cellWidth = 60 // of a table, in columns of a terminal

func (p *program) printResult(r *graph.Result) {
	if r.Plan != nil {
		p.printOperators(r.Plan)
	}
	explained := r.Plan != nil && r.Plan.Rows == nil
	if len(r.Keys) > 0 && !explained {
		rows := [][]string{r.Keys}
		for _, record := range r.Records {
			row := make([]string, len(record))
			for i, v := range record {
				row[i] = cells.Truncate(plainText(valueText(v)), cellWidth, "…")
			}
			rows = append(rows, row)
		}
		p.table(slices.Insert(rows, 1, rule(rows)))
	}
	if !explained {
		fmt.Fprintf(p.err, p.say("%d 行，%.1f 毫秒\n", "%d rows, %.1f ms\n"), len(r.Records), float64(r.Elapsed.Microseconds())/1000)
	}
}

// rule is the line under the heads of a table.
func rule(rows [][]string) []string {
	out := make([]string, len(rows[0]))
	for i := range out {
		width := 0
		for _, row := range rows {
			width = max(width, cells.StringWidth(row[i]))
		}
		out[i] = strings.Repeat("-", width)
	}
	return out
}

// printOperators prints the operators of a plan, the last one on top and what feeds
// it below; rows and time only where the query was profiled.
func (p *program) printOperators(plan *graph.Plan) {
	head := []string{p.say("算子", "operator"), p.say("估计行数", "estimated"), p.say("细节", "details")}
	if plan.Rows != nil {
		head = slices.Insert(head, 2, p.say("实际行数", "rows"), p.say("毫秒", "ms"))
	}
	rows := planRows([][]string{head}, plan, 0)
	p.table(slices.Insert(rows, 1, rule(rows)))
}

func planRows(rows [][]string, n *graph.Plan, depth int) [][]string {
	row := []string{strings.Repeat("  ", depth) + n.Operator, estimateText(n.Estimated), plainText(n.Details)}
	if n.Rows != nil {
		ms := ""
		if n.TimeMs != nil {
			ms = fmt.Sprintf("%.3f", *n.TimeMs)
		}
		row = slices.Insert(row, 2, fmt.Sprint(*n.Rows), ms)
	}
	rows = append(rows, row)
	for _, c := range n.Children {
		rows = planRows(rows, c, depth+1)
	}
	return rows
}

// estimateText keeps a decimal of small estimates, which are seldom whole.
func estimateText(rows float64) string {
	if rows < 10 {
		return fmt.Sprintf("%.1f", rows)
	}
	return fmt.Sprintf("%.0f", rows)
}

// valueText writes a value for a person: names instead of whole nodes.
func valueText(v graph.Value) string {
	switch v.Kind() {
	case graph.Null:
		return ""
	case graph.String:
		s, _ := v.AsString()
		return s
	case graph.KindNode:
		n, _ := v.AsNode()
		return "(" + n.Name() + ":" + n.Label() + ")"
	case graph.KindRelationship:
		r, _ := v.AsRelationship()
		return "[" + r.Type + "]"
	case graph.KindPath:
		path, _ := v.AsPath()
		return pathText(path)
	case graph.List:
		items, _ := v.AsList()
		texts := make([]string, len(items))
		for i, x := range items {
			texts[i] = valueText(x)
		}
		return "[" + strings.Join(texts, ", ") + "]"
	}
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return tagged(string(b))
}

// tagged takes the value out of {"$date":"…"}.
func tagged(s string) string {
	var m map[string]string
	if json.Unmarshal([]byte(s), &m) == nil && len(m) == 1 {
		for k, v := range m {
			if strings.HasPrefix(k, "$") {
				return v
			}
		}
	}
	return s
}

func pathText(path *graph.Path) string {
	var b strings.Builder
	for i, n := range path.Nodes {
		b.WriteString("(" + n.Name() + ")")
		if i < len(path.Relationships) {
			r := path.Relationships[i]
			if r.Start == n.ID {
				b.WriteString("-[" + r.Type + "]->")
			} else {
				b.WriteString("<-[" + r.Type + "]-")
			}
		}
	}
	return b.String()
}

// plainText shows control characters instead of sending them to the terminal.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r):
			return '�'
		}
		return r
	}, s)
}

// writeCSV writes the result for spreadsheets: with a mark of UTF-8, and no text
// that a spreadsheet would take for a formula.
func (p *program) writeCSV(r *graph.Result) error {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	if err := w.Write(harmless(r.Keys)); err != nil {
		return err
	}
	for _, record := range r.Records {
		row := make([]string, len(record))
		for i, v := range record {
			row[i] = valueText(v)
			if k := v.Kind(); k != graph.Integer && k != graph.Float {
				row[i] = harmless(row[i : i+1])[0]
			}
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	_, err := p.out.Write(b.Bytes())
	return errors.Join(w.Error(), err)
}

func harmless(row []string) []string {
	out := make([]string, len(row))
	for i, s := range row {
		if out[i] = s; s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
			out[i] = "'" + s
		}
	}
	return out
}
