package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"planatlas/loader"
)

func (p *program) schemaCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "schema [NAME]",
		Short: p.say("写出数据文件的 JSON Schema", "Write the JSON Schema of the seed files"),
		Long: p.say("把每种数据文件的 JSON Schema 写到 --out 目录，供编辑器补全与检查；给出名称（如 platforms）则只写到标准输出。不带二者则列出名称。",
			"Writes the JSON Schema of each kind of seed file into the folder of --out, for editors to complete and check by; with a name (such as platforms) writes that one to stdout. Without either it lists the names."),
		Example: "  planatlas schema platforms\n  planatlas schema --out seeds/schema",
		Args:    p.arguments(0, 1),
	}
	out := c.Flags().String("out", "", p.say("写到这个目录", "folder to write into"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		o, err := loader.ReadOntology(p.seedFiles())
		if err != nil {
			return err
		}
		files, err := loader.Schemas(o)
		if err != nil {
			return err
		}
		switch {
		case *out != "":
			return p.writeSchemas(files, *out)
		case len(args) == 1:
			return p.printSchema(files, args[0])
		}
		for _, name := range slices.Sorted(maps.Keys(files)) {
			fmt.Fprintln(p.out, name)
		}
		return nil
	}
	return c
}

func (p *program) printSchema(files map[string][]byte, name string) error {
	for _, key := range []string{name, name + ".json"} {
		if content, ok := files[key]; ok {
			return p.writeOut("", content)
		}
	}
	return p.usage("没有“%s”的 Schema；不带参数可列出全部", "there is no schema “%s”; without arguments all are listed", name)
}

func (p *program) writeSchemas(files map[string][]byte, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := p.writeOut(filepath.Join(dir, filepath.Base(name)), files[name]); err != nil {
			return err
		}
	}
	fmt.Fprintf(p.err, p.say("已写 %d 个文件到 %s\n", "wrote %d files into %s\n"), len(files), dir)
	return nil
}
