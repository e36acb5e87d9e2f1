package loader

import (
	"fmt"
	"slices"
)

// wording is a message in both languages, as formats for the same arguments.
type wording struct{ en, zh string }

func (w wording) in(args []any) (en, zh string) {
	return fmt.Sprintf(w.en, inLanguage(args, "en")...), fmt.Sprintf(w.zh, inLanguage(args, "zh")...)
}

// inLanguage replaces the nouns among the arguments by their word.
func inLanguage(args []any, lang string) []any {
	out := slices.Clone(args)
	for i, a := range out {
		if n, ok := a.(noun); ok {
			out[i] = n.en
			if lang == "zh" {
				out[i] = n.zh
			}
		}
	}
	return out
}

// messages holds the wording of every problem by its code.
var messages = map[string]wording{
	// The file.
	"unreadable_file":   {"cannot be read: %v", "无法读取：%v"},
	"file_too_large":    {"the file has %d MB, more than the %d MB allowed", "文件有 %d MB，超过上限 %d MB"},
	"empty_file":        {"the file is empty", "文件为空"},
	"byte_order_mark":   {"the file begins with a byte order mark", "文件以字节顺序标记（BOM）开头"},
	"invalid_utf8":      {"not valid UTF-8: byte 0x%02X", "不是合法的 UTF-8：字节 0x%02X"},
	"control_character": {"control character U+%04X", "含控制字符 U+%04X"},
	"wrong_extension":   {"a seed file must be named *.yaml; this one is not read", "数据文件须以 .yaml 结尾；此文件未读入"},
	"syntax":            {"not valid YAML: %s", "不是合法的 YAML：%s"},
	"second_document":   {"a second document begins here; a file holds one", "此处开始了第二个文档；一个文件只能有一个"},
	"document_marker":   {"a document marker or directive is not used here", "此处不用文档标记或指令"},
	"anchor":            {"anchors are not allowed", "不允许使用锚点（&）"},
	"alias":             {"aliases are not allowed", "不允许使用别名引用（*）"},
	"merge_key":         {"merge keys are not allowed", "不允许使用合并键（<<）"},
	"tag":               {"tags are not allowed", "不允许使用标签（!）"},
	"complex_key":       {"complex keys (?) are not allowed", "不允许使用复合键（?）"},
	"too_deep":          {"nested more than %d levels deep", "嵌套超过 %d 层"},
	"no_plan":           {"no plan: no folder here has a plan.yaml", "没有规划：没有哪个文件夹含有 plan.yaml"},

	// The shape.
	"not_a_mapping":     {"a mapping (key: value) is meant here, not %s", "此处应为映射（键: 值），而不是%s"},
	"not_a_list":        {"a list (- …) is meant here, not %s", "此处应为列表（- …），而不是%s"},
	"not_text":          {"text is meant here, not %s", "此处应为文本，而不是%s"},
	"number_for_text":   {"the %[1]s %[2]s stands where text is meant", "此处应为文本，写的却是%[1]s %[2]s"},
	"not_an_integer":    {"a whole number is meant here, not %s", "此处应为整数，而不是 %s"},
	"not_a_number":      {"a number is meant here, not %s", "此处应为数，而不是 %s"},
	"not_a_boolean":     {"true or false is meant here, not %s", "此处应为 true 或 false，而不是 %s"},
	"not_a_date":        {"a date YYYY-MM-DD is meant here, not %s", "此处应为日期 YYYY-MM-DD，而不是 %s"},
	"empty_value":       {"%q has no value", "“%s”没有值"},
	"broken_line":       {"the line break becomes a space inside Chinese text", "换行会在中文里变成空格"},
	"unknown_field":     {"unknown field %q", "未知字段 %q"},
	"duplicate_field":   {"%q stands twice in one mapping", "同一映射里 %q 写了两次"},
	"missing_field":     {"%q is missing", "缺少 %q"},
	"unknown_list":      {"unknown collection %q", "未知的集合 %q"},
	"value_not_allowed": {"%[2]q is not a value of %[1]q", "%[2]q 不是 %[1]q 的取值"},

	// Ids and references.
	"bad_id":            {"%q is no id: small letters, digits, dots and hyphens, beginning with a letter or digit", "%q 不能作标识：只用小写字母、数字、点和连字符，以字母或数字开头"},
	"wrong_prefix":      {"the id of an item under %[2]q begins with %[3]q, not as %[1]q", "%[2]q 下各项的标识以 %[3]q 开头，不能是 %[1]q"},
	"duplicate_id":      {"the id %q is already taken at %s", "标识 %q 已在 %s 用过"},
	"duplicate_plan":    {"the plan id %q is already taken at %s", "规划标识 %q 已在 %s 用过"},
	"second_plan":       {"a folder holds one plan; the other is at %s", "一个文件夹只放一份规划；另一份在 %s"},
	"wrong_number":      {"the id %q does not go with number %d", "标识 %q 与编号 %d 不符"},
	"unknown_reference": {"unknown id %q", "未知的标识 %q"},
	"wrong_label":       {"%q is a %s; a %s is meant here", "%q 是 %s，此处应为 %s"},
	"alias_of_ours":     {"the wording of a %s is ours, so the text has no other name for it", "%s 的名称是本库所拟，原文里没有它的别名"},
	"alias_not_in_text": {"the alias %q does not stand in the text", "别名 %q 不见于原文"},
	"alias_inside":      {"the alias %q stands in the text only inside other names", "别名 %q 在原文里只见于别的名称之中"},
	"alias_repeats":     {"%q repeats the name, an alias or a search word", "%q 与名称、别名或检索词重复"},

	// Relationships.
	"unknown_type":             {"unknown relationship type %q", "未知的关系类型 %q"},
	"derived_type":             {"%s is made by the program and never written by hand", "%s 由程序生成，不手写"},
	"endpoint":                 {"%[1]s does not join %[2]s to %[3]s", "%[1]s 不能从 %[2]s 连到 %[3]s"},
	"loop":                     {"the relationship joins %q to itself", "关系的两端都是 %q"},
	"one_end":                  {"a relationship needs one of \"to\" and \"from\"", "关系须有且只有 \"to\" 与 \"from\" 之一"},
	"missing_basis":            {"the basis is missing", "缺少依据 basis"},
	"unknown_basis":            {"unknown basis %q", "未知的依据 %q"},
	"missing_rationale":        {"the basis %s needs a rationale", "依据为 %s 时须写理由 rationale"},
	"property_not_allowed":     {"%[1]s has no property %[2]q", "%[1]s 没有属性 %[2]q"},
	"duplicate_relationship":   {"%s to %q is already stated at %s", "%s 到 %q 已写在 %s"},
	"conflicting_relationship": {"the same relationship is stated at %s with another %s", "同一关系在 %s 写有不同的 %s"},

	// Questions and rules.
	"bad_argument": {"%[1]q does not fit a parameter of type %[2]s", "%[1]q 不合参数类型 %[2]s"},

	// Evidence.
	"bad_place":         {"%q is no place of the text", "%q 不是正文中的位置"},
	"unknown_place":     {"the plan has no %s %d", "本规划没有第 %[2]d %[1]s"},
	"missing_sources":   {"the sources are missing", "缺少出处 sources"},
	"quote_too_long":    {"the quote has %d characters, more than %d", "引文有 %d 字，超过 %d 字"},
	"quote_parts":       {"in a quote, … has words before and after it", "引文中“…”的前后都要有字"},
	"quote_not_found":   {"the quote is not in the text of %s", "引文不见于 %s 的原文"},
	"heading_not_found": {"the heading of %s is printed otherwise: %q", "%s 的标题原文是 %q"},
	"text_structure":    {"the text given has no %s", "所给正文里没有 %s"},
	"other_text":        {"the text given is another version than the one these files were read from: its hash is %s", "所给正文与编制本数据时所用的版本不同：其校验值为 %s"},
	"unreadable_text":   {"the official text cannot be read: %v", "官方正文无法读取：%v"},
	"unknown_source":    {"a text is given for the plan %q, which is not here", "给出了规划 %q 的正文，但这里没有这份规划"},
	"which_plan":        {"a text is given without its plan, and there are several", "给出的正文未指明规划，而这里不止一份"},

	// Mentions.
	"mention_form":    {"%q is neither the name nor an alias of %q", "%q 不是 %q 的名称或别名"},
	"mention_twice":   {"%q is already mentioned at %s here", "%q 在 %s 的提及已写过"},
	"quoted_share":    {"%.1f %% of the text stands under quotes, %.0f %% are allowed", "引文占正文 %.1f%%，上限 %.0f%%"},
	"stale_mentions":  {"mentions.yaml is stale: %d to add, %d to remove", "mentions.yaml 已过时：应增 %d 条，应删 %d 条"},
	"context_form":    {"%q is neither the name nor an alias of this item", "%q 不是此项的名称或别名"},
	"context_nothing": {"a context says one of only, except and notInside", "context 须写 only、except、notInside 之一"},

	// The ontology, questions and rules.
	"ontology_duplicate": {"%s %q is defined twice", "%s %q 定义了两次"},
	"ontology_unknown":   {"unknown %s %q", "未知的 %s %q"},
	"ontology_empty":     {"%q must not be empty", "%q 不能为空"},
}

// hints holds the wording of what follows a message in brackets.
var hints = map[string]wording{
	"mean":         {"did you mean %q?", "是否想写 %q？"},
	"quote_it":     {"put it in quotes: %q", "请加引号：%q"},
	"allowed":      {"allowed: %s", "可用：%s"},
	"leave_out":    {"leave the key out", "请删去这个键"},
	"one_line":     {"write it on one line", "请写在同一行"},
	"save_utf8":    {"save the file as UTF-8 without a byte order mark", "请另存为不带 BOM 的 UTF-8"},
	"write_out":    {"write the value out", "请把值写全"},
	"places":       {"art:12, ch:4, title, number, preface, closing, signature", "art:12、ch:4、title、number、preface、closing、signature"},
	"shorten":      {"quote its beginning and end with … between", "可只引首尾，中间用 …"},
	"found_at":     {"it stands at %s", "它在 %s"},
	"nearest":      {"the text has %q", "原文是 %q"},
	"joined":       {"it joins %s", "它连接 %s"},
	"one_entry":    {"write one relationship with both sources", "请并为一条关系，列出各处出处"},
	"rename":       {"rename it to %s", "请改名为 %s"},
	"hash":         {"check the quotes, then set textHash", "请核对引文后更新 textHash"},
	"run_mentions": {"run planatlas mentions --source FILE", "请运行 planatlas mentions --source FILE"},
	"use_find":     {"put words for searching under find", "检索用的词请写在 find 下"},
	"split":        {"split it into several files", "请拆成几个文件"},
}

// hint is a hint that has not been worded yet.
type hint struct {
	code string
	args []any
}

func hintf(code string, args ...any) hint { return hint{code, args} }

// newProblem words a problem; the codes must stand in the tables above.
func newProblem(code string, args ...any) Problem {
	w, ok := messages[code]
	if !ok {
		panic("loader: no message for " + code)
	}
	p := Problem{Code: code}
	p.Message, p.MessageZh = w.in(args)
	return p
}

func (p Problem) withHint(h hint) Problem {
	if h.code == "" {
		return p
	}
	w, ok := hints[h.code]
	if !ok {
		panic("loader: no hint " + h.code)
	}
	p.Hint, p.HintZh = w.in(h.args)
	return p
}
