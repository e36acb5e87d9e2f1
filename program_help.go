package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// translate puts the frame of the help, which cobra writes in English, into
// Chinese.
func (p *program) translate(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultHelpFlag()
	for _, c := range append(root.Commands(), root) {
		c.InitDefaultHelpFlag()
		if f := c.Flags().Lookup("help"); f != nil {
			f.Usage = p.say("显示帮助", "show help")
		}
		if c.Name() == "help" {
			c.Short = p.say("显示一个命令的帮助", "Help about a command")
		}
	}
	root.SetUsageTemplate(p.usageTemplate(root.UsageTemplate()))
}

var chineseUsage = strings.NewReplacer(
	"Usage:", "用法：", "Aliases:", "别名：", "Examples:", "例：", "Available Commands:", "命令：",
	"Global Flags:", "通用选项：", "Flags:", "选项：", "Additional help topics:", "更多：",
	`Use "{{.CommandPath}} [command] --help" for more information about a command.`, `用 “{{.CommandPath}} 命令 --help” 看一个命令的用法。`,
)

func (p *program) usageTemplate(english string) string {
	if p.say("zh", "en") == "en" {
		return english
	}
	return chineseUsage.Replace(english)
}
