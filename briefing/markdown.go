package briefing

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
)

// writeMarkdown writes the briefing as Markdown with footnotes, as GitHub,
// Pandoc and most editors show it. Pictures are named by their captions.
func writeMarkdown(ctx context.Context, b *Briefing, w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# %s\n\n", markdown(b.Title))
	if b.Plan.Number != "" {
		fmt.Fprintf(out, "%s\n\n", markdown(b.Lang.pick("据"+b.Plan.Number, b.Plan.Number)))
	}
	done, total := 0, b.Rows()
	for _, s := range numbered(b) {
		if s.Heading != "" {
			fmt.Fprintf(out, "%s %s\n\n", strings.Repeat("#", s.Level+1), markdown(s.Heading))
		}
		item := 0
		for _, block := range s.Blocks {
			if t, ok := block.(*Table); ok {
				done += len(t.Rows)
			}
			if err := b.step(ctx, done, total); err != nil {
				return err
			}
			markdownBlock(out, block, &item, b.Lang)
		}
	}
	for i, c := range b.Citations {
		fmt.Fprintf(out, "[^%d]: %s\n", i+1, markdown(c.Text(b.Lang)))
	}
	return out.Flush()
}

func markdownBlock(out io.Writer, block Block, item *int, l Lang) {
	switch block := block.(type) {
	case Paragraph:
		if block.Item {
			*item++
			fmt.Fprintf(out, "%d. %s\n\n", *item, markdownSpans(block.Spans))
			return
		}
		fmt.Fprintf(out, "%s\n\n", markdownSpans(block.Spans))
	case *ChainBlock:
		fmt.Fprintf(out, "%s\n\n", markdown(strings.Join(block.Nodes, " → ")))
		for i, p := range block.Hops {
			fmt.Fprintf(out, "%d. %s\n\n", i+1, markdownSpans(p.Spans))
		}
	case *Picture:
		fmt.Fprintf(out, "%s%s\n\n", l.pick("（图：", "(Picture: "), markdown(block.Caption)+l.pick("）", ")"))
	case *Table:
		markdownTable(out, block, l)
	}
}

func markdownTable(out io.Writer, t *Table, l Lang) {
	if len(t.Rows) == 0 {
		fmt.Fprintf(out, "%s\n\n", NotInGraph(l))
		return
	}
	line := func(cells []string) { fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | ")) }
	var head, rule []string
	for _, c := range t.Columns {
		head = append(head, markdown(c.Title))
		rule = append(rule, map[ColumnKind]string{TextColumn: "---", NumberColumn: "---:", PlaceColumn: ":---:"}[c.Kind])
	}
	line(head)
	line(rule)
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, markdownSpans(c.Spans))
		}
		line(cells)
	}
	fmt.Fprintln(out)
}

func markdownSpans(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		text := markdown(s.Text)
		if s.Voice == Strong && strings.TrimSpace(text) != "" {
			text = "**" + text + "**"
		}
		b.WriteString(text)
		if s.Cite > 0 {
			fmt.Fprintf(&b, "[^%d]", s.Cite)
		}
	}
	return b.String()
}

// markdown escapes what Markdown would read as its own signs, and brings text on
// one line.
func markdown(s string) string {
	s = strings.Join(strings.FieldsFunc(printable(s), func(r rune) bool { return r == '\n' || r == '\r' }), " ")
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, "[", `\[`, "]", `\]`, "#", `\#`).Replace(s)
}
