package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"planatlas/briefing"
	"planatlas/graph/neo4j"
	"planatlas/loader"
)

// Exit statuses of every command.
const (
	statusDone   = 0
	statusFailed = 1 // bad input, an error, findings
	statusUsage  = 2 // wrong usage, also a name that means several nodes
)

// program is one run of the command line. It reaches the outside only by its
// fields, so that tests run it as a person does.
type program struct {
	out, err io.Writer
	in       io.Reader
	env      func(string) (string, bool)
	lang     briefing.Lang
	seeds    seedFlags
	neo4j    neo4jFlags
	given    limitFlag
}

func newProgram(out, err io.Writer, in io.Reader, env func(string) (string, bool)) *program {
	return &program{out: out, err: err, in: in, env: env}
}

// say picks the wording of the program's language.
func (p *program) say(zh, en string) string {
	if p.lang == briefing.English {
		return en
	}
	return zh
}

// usageError is an error of how the program was called.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func (p *program) usage(zh, en string, args ...any) error {
	return &usageError{fmt.Sprintf(p.say(zh, en), args...)}
}

// run runs the command and returns the exit status.
func (p *program) run(ctx context.Context, args []string) int {
	p.lang = p.language(args)
	root := p.commands()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return statusDone
	}
	return p.report(err)
}

// report prints an error and returns its status.
func (p *program) report(err error) int {
	var problems loader.Problems
	var usage *usageError
	var query *queryFailure
	switch {
	case errors.Is(err, errReported):
		return statusFailed
	case errors.As(err, &problems):
		fmt.Fprintf(p.err, p.say("数据有 %d 处问题：\n", "The seeds have %d problems:\n"), len(problems))
		_ = problems.WriteText(p.err, string(p.lang))
	case errors.As(err, &usage):
		fmt.Fprintln(p.err, strings.TrimRight(usage.message, "\n"))
		return statusUsage
	case errors.As(err, &query):
		p.reportQuery(query)
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(p.err, p.say("已停下", "stopped"))
	default:
		fmt.Fprintln(p.err, p.say("出错：", "error: ")+err.Error())
	}
	return statusFailed
}

// errReported ends a command whose findings stand on stdout already.
var errReported = errors.New("reported")

// language looks for --lang before the commands exist, since their help is
// written in it.
func (p *program) language(args []string) briefing.Lang {
	lang, _ := p.env("PLANATLAS_LANG")
	for i, a := range args {
		switch {
		case a == "--":
			return briefing.LangOf(lang)
		case strings.HasPrefix(a, "--lang="):
			lang = strings.TrimPrefix(a, "--lang=")
		case a == "--lang" && i+1 < len(args):
			lang = args[i+1]
		}
	}
	return briefing.LangOf(lang)
}

// commands builds the command line.
func (p *program) commands() *cobra.Command {
	serve := p.serveCommand()
	root := &cobra.Command{
		Use:           "planatlas",
		Short:         p.say("规划图谱：把规划读成可追溯的图谱", "Planatlas: plans as graphs that can be traced"),
		Long:          p.say("规划图谱：把政府规划读成图谱，每条关系都说明依据、条号与原文。\n不带命令即 planatlas serve。", "Planatlas reads government plans as graphs; every relationship says how it is known, by which article and words.\nWithout a command it is planatlas serve."),
		Args:          p.unknownCommand,
		RunE:          serve.RunE,
		SilenceErrors: true, SilenceUsage: true,
		SuggestionsMinimumDistance: 2,
	}
	root.Flags().AddFlagSet(serve.Flags())
	root.SetOut(p.out)
	root.SetErr(p.err)
	root.SetIn(p.in)
	p.sharedFlags(root.PersistentFlags())
	root.AddCommand(serve, p.checkCommand(), p.queryCommand(), p.findingsCommand(), p.diffCommand(), p.hubsCommand(), p.searchCommand(), p.traceCommand(), p.exportCommand(),
		p.loadCommand(), p.mentionsCommand(), p.schemaCommand(), p.newCommand(), p.prepareCommand(), p.versionCommand())
	root.CompletionOptions.HiddenDefaultCmd = true
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return p.fromEnvironment(c.Flags()) }
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return p.usage("%s\n用法见 %s --help", "%s\nSee %s --help", err, c.CommandPath())
	})
	p.translate(root)
	return root
}

func (p *program) unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := fmt.Sprintf(p.say("没有命令“%s”", "there is no command “%s”"), args[0])
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		message += p.say("；是否指：", "; did you mean ") + strings.Join(near, p.say("、", ", "))
	}
	return p.usage("%s\n用法见 planatlas --help", "%s\nSee planatlas --help", message)
}

// arguments demands a number of arguments.
func (p *program) arguments(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < least || (most >= 0 && len(args) > most) {
			return p.usage("参数个数不对\n用法：%s", "wrong number of arguments\nUsage: %s", c.UseLine())
		}
		return nil
	}
}

// sharedFlags are those of every command.
func (p *program) sharedFlags(f *pflag.FlagSet) {
	f.String("lang", string(p.lang), p.say("语言：zh 或 en", "language: zh or en"))
	f.StringVar(&p.seeds.dir, "seeds", "", p.say("数据目录（默认用程序自带的）", "folder of seeds (those in the program unless given)"))
	f.StringVar(&p.seeds.source, "source", "", p.say("规划的官方原文文件", "official text of the plan"))
	f.StringVar(&p.seeds.accepted, "accepted-file", "", p.say("接受的疑点（accepted.yaml），由疑点页下载", "accepted findings (accepted.yaml), as the page of findings gives them"))
	f.StringVar(&p.seeds.plan, "plan", "", p.say("规划的 id（只有一份时可省）", "id of the plan (may be left out where there is one)"))
	p.given.say = p.say
	f.Var(&p.given, "limit", p.say("查询的上限 名=值（可多个）：time rows bytes work memory text nesting，如 time=5m", "limit of a query, name=value (several): time rows bytes work memory text nesting, as time=5m"))
	f.StringVar(&p.neo4j.uri, "neo4j-uri", "", p.say("改用这台 Neo4j 服务器（bolt://…）", "use this Neo4j server instead (bolt://…)"))
	f.StringVar(&p.neo4j.user, "neo4j-user", "", p.say("Neo4j 用户名", "user of the Neo4j server"))
	f.StringVar(&p.neo4j.passwordFile, "neo4j-password-file", "", p.say("存有 Neo4j 密码的文件", "file with the password of the Neo4j server"))
	f.IntVar(&p.neo4j.maxRelationships, "neo4j-max-relationships", neo4j.DefaultMaxRelationships,
		p.say("关系多于此数时不整体读入", "with more relationships than this the graph is not held as a whole"))
	f.StringVar(&p.neo4j.database, "neo4j-database", "", p.say("Neo4j 数据库名", "name of the Neo4j database"))
}

// fromEnvironment fills flags that were not given from PLANATLAS_ variables.
func (p *program) fromEnvironment(f *pflag.FlagSet) error {
	var failed error
	f.VisitAll(func(flag *pflag.Flag) {
		if !inEnvironment[flag.Name] || flag.Changed {
			return
		}
		name := "PLANATLAS_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_"))
		if v, ok := p.env(name); ok && v != "" {
			if err := f.Set(flag.Name, v); err != nil {
				failed = p.usage("%s：%s", "%s: %s", name, err)
			}
		}
	})
	if lang := f.Lookup("lang").Value.String(); failed == nil && lang != "zh" && lang != "en" {
		return p.usage("--lang 须为 zh 或 en，而不是“%s”", "--lang must be zh or en, not “%s”", lang)
	}
	return failed
}

// inEnvironment are the flags with a twin in the environment.
var inEnvironment = map[string]bool{
	"lang": true, "seeds": true, "source": true, "plan": true, "accepted-file": true, "addr": true, "allow-host": true, "limit": true,
	"neo4j-uri": true, "neo4j-user": true, "neo4j-password-file": true, "neo4j-database": true, "neo4j-max-relationships": true,
}

// formatFlag adds --format with the formats that a command knows.
func (p *program) formatFlag(c *cobra.Command, formats ...string) *string {
	return c.Flags().String("format", formats[0], p.say("输出格式：", "output format: ")+strings.Join(formats, "|"))
}

func (p *program) checkFormat(format string, formats ...string) error {
	for _, f := range formats {
		if f == format {
			return nil
		}
	}
	return p.usage("没有格式“%s”；有 %s", "there is no format “%s”; there are %s", format, strings.Join(formats, "|"))
}

// table writes rows in columns that stand under one another, also in Chinese.
func (p *program) table(rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], cells.StringWidth(cell))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-cells.StringWidth(cell)+2))
			}
		}
		fmt.Fprintln(p.out, strings.TrimRight(b.String(), " "))
	}
}

// cells measures text as a terminal shows it; characters of ambiguous width,
// such as “”, count as one.
var cells = &runewidth.Condition{EastAsianWidth: false}

// writeOut writes to a file, whole or not at all, or to stdout.
func (p *program) writeOut(name string, content []byte) error {
	if name == "" || name == "-" {
		_, err := p.out.Write(content)
		return err
	}
	tmp := name + ".part"
	if err := os.WriteFile(tmp, content, 0o644); err != nil {
		return err
	}
	if err := os.Rename(tmp, name); err != nil {
		os.Remove(tmp)
		return err
	}
	return nil
}
