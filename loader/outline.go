package loader

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// This file finds the parts of an official text by the forms of its headings.

// ParseText reads an official text: what a web page puts before the title is
// skipped; chapters are headed 一、 or 第一章, articles 1. or （一）, 第一节 or
// 第一条; signature and date stand at the end. Its error is a *TextError.
func ParseText(text string) (*Document, error) {
	lines, err := textLines(text)
	if err != nil {
		return nil, err
	}
	o := &outline{lines: dropContents(lines)}
	if err := o.chooseForms(); err != nil {
		return nil, err
	}
	if err := o.read(); err != nil {
		return nil, err
	}
	return &o.doc, nil
}

func textError(p Paragraph, en, zh string, args ...any) *TextError {
	e := &TextError{Line: p.Line, Column: p.Column}
	e.Message, e.MessageZh = wording{en, zh}.in(args)
	return e
}

// textLines are the lines with something on them.
func textLines(text string) ([]Paragraph, error) {
	if len(text) > maxFile {
		return nil, textError(Paragraph{}, "the text has %d MB, more than the %d MB allowed", "正文有 %d MB，超过上限 %d MB", len(text)>>20, maxFile>>20)
	}
	text = strings.TrimPrefix(text, "\uFEFF")
	var lines []Paragraph
	n := 0
	for raw := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		n++
		if !utf8.ValidString(raw) {
			return nil, textError(Paragraph{Line: n, Column: 1}, "not valid UTF-8; save the text as UTF-8", "不是合法的 UTF-8，请将正文另存为 UTF-8")
		}
		if s := normal(raw); s != "" {
			first, _ := utf8.DecodeRuneInString(s)
			lines = append(lines, Paragraph{s, n, utf8.RuneCountInString(raw[:strings.IndexRune(raw, first)]) + 1})
		}
	}
	if len(lines) == 0 {
		return nil, textError(Paragraph{}, "the text is empty", "正文为空")
	}
	if l := strings.ToLower(lines[0].Text); strings.HasPrefix(l, "<!doctype") || strings.HasPrefix(l, "<html") || strings.HasPrefix(l, "%pdf") || strings.HasPrefix(l, "pk\x03") {
		return nil, textError(lines[0], "this is no plain text; save the page or document as text", "这不是纯文本，请将网页或文档另存为文本")
	}
	return lines, nil
}

// dropContents leaves out a table of contents, which has all headings once
// more: what stands from 目录 to the second occurrence of its first entry.
func dropContents(lines []Paragraph) []Paragraph {
	i := slices.IndexFunc(lines, func(p Paragraph) bool { return strings.ReplaceAll(p.Text, " ", "") == "目录" })
	if i < 0 || i+1 >= len(lines) {
		return lines
	}
	first := entryText(lines[i+1].Text)
	for j := i + 2; j < len(lines); j++ {
		if entryText(lines[j].Text) == first {
			return slices.Concat(lines[:i], lines[j:])
		}
	}
	return lines
}

var leader = regexp.MustCompile(`[\s.…·]*\d*$`)

// entryText is an entry of a table of contents without dots and page number.
func entryText(s string) string { return strings.ReplaceAll(leader.ReplaceAllString(s, ""), " ", "") }

// form is one way to head a chapter or an article.
type form struct {
	name    string
	pattern *regexp.Regexp // number in group 1, the rest of the line in group 2
	// heading demands that the line is nothing but a heading: short and without
	// a full stop. The numbers of other forms are plain enough.
	heading bool
}

const numerals = `一二三四五六七八九十百零〇○`

var (
	partForm    = form{"篇", regexp.MustCompile(`^第([` + numerals + `\d]+)[篇编](?:\s*)(.*)$`), true}
	chapterForm = form{"章", regexp.MustCompile(`^第([` + numerals + `\d]+)章(?:\s*)(.*)$`), true}
	sectionForm = form{"节", regexp.MustCompile(`^第([` + numerals + `\d]+)节(?:\s*)(.*)$`), true}
	lawForm     = form{"条", regexp.MustCompile(`^第([` + numerals + `\d]+)条(?:[\s:：]+|$)(.*)$`), false}
	listForm    = form{"、", regexp.MustCompile(`^([` + numerals + `]+)、\s*(.*)$`), true}
	numberForm  = form{".", regexp.MustCompile(`^(\d+)[.．、]\s*((?:[^\d\s].*)?)$`), false}
	bracketForm = form{"（）", regexp.MustCompile(`^[(（]([` + numerals + `]+)[)）]\s*(.*)$`), false}
)

// maxHeading is the longest heading, in characters.
const maxHeading = 120

// match returns the number and the rest of a line of this form.
func (f *form) match(s string) (number int, printed, rest string, ok bool) {
	m := f.pattern.FindStringSubmatch(s)
	if m == nil || f.heading && (strings.ContainsAny(s, "。；;") || utf8.RuneCountInString(s) > maxHeading) {
		return 0, "", "", false
	}
	n, ok := parseNumeral(m[1])
	return n, strings.TrimSpace(strings.TrimSuffix(s, m[2])), strings.TrimSpace(m[2]), ok && n > 0
}

// parseNumeral reads 12, 十二, 二十三, 一百零二, 二〇.
func parseNumeral(s string) (int, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, true
	}
	const digits = "〇一二三四五六七八九"
	total, digit, positional := 0, 0, 0
	for _, r := range s {
		r = foldRune(r)
		switch r {
		case '十', '百':
			unit := map[rune]int{'十': 10, '百': 100}[r]
			total += max(digit, 1) * unit
			digit, positional = 0, 0
			continue
		}
		i := strings.IndexRune(digits, r)
		if i < 0 {
			return 0, false
		}
		digit = i / 3
		positional = positional*10 + digit
	}
	if total == 0 {
		return positional, true
	}
	return total + digit, true
}

// outline is a text on its way to a Document.
type outline struct {
	lines   []Paragraph
	chapter form
	article form
	// lawful says that 节 are headings between chapters and their 条.
	lawful bool
	// bare says that there are no chapters above the articles.
	bare bool
	doc  Document

	part, section string
	lastArticle   int // printed number of the article before
}

// chooseForms finds which headings the text uses.
func (o *outline) chooseForms() error {
	has := func(f form) bool {
		return slices.ContainsFunc(o.lines, func(p Paragraph) bool { n, _, _, ok := f.match(p.Text); return ok && n == 1 })
	}
	switch {
	case has(chapterForm) && has(lawForm):
		o.chapter, o.article, o.lawful = chapterForm, lawForm, true
	case has(chapterForm) && has(sectionForm):
		o.chapter, o.article = chapterForm, sectionForm
	case has(chapterForm):
		o.chapter, o.article = chapterForm, o.firstForm(chapterForm, listForm, bracketForm, numberForm)
	case has(lawForm):
		o.article, o.bare = lawForm, true
	case has(listForm):
		o.chapter, o.article = listForm, o.firstForm(listForm, numberForm, bracketForm)
	default:
		return textError(o.lines[0], "no chapter is found: no line begins with 一、 or 第一章, nor with 第一条", "找不到章：没有以“一、”“第一章”或“第一条”开头的行")
	}
	if o.article.pattern == nil {
		return textError(o.lines[0], "chapters are found, but no article below them: no line begins with 1. or （一）, 第一节 or 第一条", "找到了章，但其下没有条：没有以“1.”“（一）”“第一节”或“第一条”开头的行")
	}
	return nil
}

// firstForm is that one of the article forms that occurs first below a chapter.
func (o *outline) firstForm(chapter form, forms ...form) form {
	below := false
	for _, p := range o.lines {
		if n, _, _, ok := chapter.match(p.Text); ok && n == 1 {
			below = true
		}
		for _, f := range forms {
			if n, _, _, ok := f.match(p.Text); below && ok && n == 1 {
				return f
			}
		}
	}
	return form{}
}

// read goes through the lines once.
func (o *outline) read() error {
	first := slices.IndexFunc(o.lines, o.opens)
	o.readHead(o.lines[:first])
	body := o.readTail(o.lines[first:])
	if o.bare {
		o.doc.Chapters = []Chapter{{Number: 1, Heading: "正文", Line: body[0].Line}}
	}
	for _, p := range body {
		if err := o.take(p); err != nil {
			return err
		}
	}
	o.cutClosing()
	o.noNils()
	return o.checkWhole()
}

// noNils makes what is missing an empty list, for readers of the JSON.
func (o *outline) noNils() {
	for _, list := range []*[]Paragraph{&o.doc.Preface, &o.doc.Closing, &o.doc.Signature} {
		if *list == nil {
			*list = []Paragraph{}
		}
	}
	for i := range o.doc.Chapters {
		if c := &o.doc.Chapters[i]; c.Preamble == nil {
			c.Preamble = []Paragraph{}
		}
	}
}

// opens reports whether a line is the first of the body.
func (o *outline) opens(p Paragraph) bool {
	f := o.chapter
	if o.bare {
		f = o.article
	}
	n, _, _, ok := f.match(p.Text)
	if !ok && !o.bare {
		n, _, _, ok = partForm.match(p.Text)
	}
	return ok && n == 1
}

// take puts one line of the body where it belongs.
func (o *outline) take(p Paragraph) error {
	if n, printed, rest, ok := partForm.match(p.Text); ok && o.chapter.name == "章" && n > 0 {
		o.part = strings.TrimSpace(printed + " " + rest)
		return nil
	}
	if taken, err := o.takeChapter(p); taken || err != nil {
		return err
	}
	if _, printed, rest, ok := sectionForm.match(p.Text); ok && o.lawful {
		o.section = strings.TrimSpace(printed + " " + rest)
		return nil
	}
	if taken, err := o.takeArticle(p); taken || err != nil {
		return err
	}
	c := o.lastChapter()
	if n := len(c.Articles); n > 0 {
		c.Articles[n-1].Paragraphs = append(c.Articles[n-1].Paragraphs, p)
	} else {
		c.Preamble = append(c.Preamble, p)
	}
	return nil
}

func (o *outline) lastChapter() *Chapter { return &o.doc.Chapters[len(o.doc.Chapters)-1] }

func (o *outline) takeChapter(p Paragraph) (bool, error) {
	if o.bare {
		return false, nil
	}
	n, printed, rest, ok := o.chapter.match(p.Text)
	if !ok {
		return false, nil
	}
	before := len(o.doc.Chapters)
	printedBefore := 0
	if before > 0 {
		printedBefore, _, _, _ = o.chapter.match(o.lastChapter().Printed + o.lastChapter().Heading)
	}
	switch {
	case n == printedBefore+1, n == 1 && o.part != "" && before > 0 && o.lastChapter().Part != o.part:
	case n > printedBefore+1:
		return false, textError(p, "chapter %d stands where chapter %d is due", "此处是第 %d 章，应为第 %d 章", n, printedBefore+1)
	default:
		return false, nil // 一、 within an article
	}
	if rest == "" {
		return false, textError(p, "the chapter has no heading", "这一章没有标题")
	}
	o.section = ""
	o.doc.Chapters = append(o.doc.Chapters, Chapter{Number: before + 1, Printed: printed, Heading: rest, Part: o.part, Line: p.Line})
	return true, nil
}

func (o *outline) takeArticle(p Paragraph) (bool, error) {
	n, printed, rest, ok := o.article.match(p.Text)
	if !ok {
		return false, nil
	}
	c := o.lastChapter()
	restarts := n == 1 && len(c.Articles) == 0
	switch {
	case n == o.lastArticle+1, restarts:
	case n > o.lastArticle+1 && (o.article.name != "." || len(c.Articles) == 0 || n == o.lastArticle+2):
		return false, textError(p, "article %d stands where article %d is due", "此处是第 %d 条，应为第 %d 条", n, o.lastArticle+1)
	default:
		return false, nil // a list within an article
	}
	o.lastArticle = n
	c.Articles = append(c.Articles, Article{
		Number: o.count() + 1, Printed: printed, Title: o.title(rest), Section: o.section, Paragraphs: []Paragraph{p},
	})
	return true, nil
}

// count is the number of articles so far.
func (o *outline) count() int {
	n := 0
	for _, c := range o.doc.Chapters {
		n += len(c.Articles)
	}
	return n
}

// title is the title at the beginning of an article: all up to the first full
// stop, where that is short. An article of a law has one only in brackets.
func (o *outline) title(rest string) string {
	if o.article.name == "条" {
		if t, _, ok := strings.Cut(strings.TrimPrefix(rest, "【"), "】"); ok && strings.HasPrefix(rest, "【") {
			return t
		}
		return ""
	}
	t, _, _ := strings.Cut(rest, "。")
	if utf8.RuneCountInString(t) > maxQuote {
		return ""
	}
	return t
}

// checkWhole refuses what was read only in part.
func (o *outline) checkWhole() error {
	if len(o.doc.Chapters) == 0 || o.count() == 0 {
		return textError(o.lines[0], "no article is found", "找不到条")
	}
	for _, c := range o.doc.Chapters {
		if len(c.Articles)+len(c.Preamble) == 0 {
			return textError(Paragraph{Line: c.Line, Column: 1}, "nothing stands under the heading of chapter %d", "第 %d 章的标题下没有内容", c.Number)
		}
	}
	return nil
}

var (
	numberLine = regexp.MustCompile(`^\S{1,12}[〔\[［(（【]\d{4}[〕\]］)）】]\s?(?:第)?\d+号$`)
	titleEnd   = regexp.MustCompile(`(建议|规划|纲要|意见|方案|办法|条例|决定|决议|法|计划|规定|细则|报告|要点|措施|通知|章程)([（(][^（）()]*[)）])?$`)
	chrome     = regexp.MustCompile(`您现在的位置|当前位置|文章来源|信息来源|更新时间|发布时间|发布日期|浏览数|浏览次数|点击数|字体|打印本页|分享到|保护视力|关闭窗口|^【.*】$|^来源[:：]|首页\s*>`)
	fullDate   = regexp.MustCompile(`^[(（]?([\d` + numerals + `]{4})年([\d` + numerals + `]{1,3})月([\d` + numerals + `]{1,3})日[)）]?$`)
	anyDate    = regexp.MustCompile(`([\d` + numerals + `]{4})年([\d` + numerals + `]{1,3})月([\d` + numerals + `]{1,3})日`)
)

// readHead finds title, number and preface in what stands before the body.
func (o *outline) readHead(head []Paragraph) {
	number := slices.IndexFunc(head, func(p Paragraph) bool { return numberLine.MatchString(p.Text) })
	if number >= 0 {
		o.doc.Number, o.doc.numberLine = head[number].Text, head[number].Line
	}
	title := titleIndex(head)
	if title >= 0 {
		o.doc.Title, o.doc.titleLine = head[title].Text, head[title].Line
	}
	for _, p := range head[max(number, title)+1:] {
		switch m := anyDate.FindStringSubmatch(p.Text); {
		case chrome.MatchString(p.Text):
		case m != nil && strings.HasPrefix(p.Text, "（") || m != nil && strings.HasPrefix(p.Text, "("):
			o.doc.Date = isoDate(m) // （2021年2月24日……通过）
		case len(o.doc.Preface) == 0 && utf8.RuneCountInString(p.Text) < 30 && !strings.ContainsAny(p.Text, "。：:，,"):
			// a line of a page, as a repeated heading
		default:
			o.doc.Preface = append(o.doc.Preface, p)
		}
	}
}

// titleIndex is the last of the lines that read like a title: a page has the
// title in its head and again above the text. Without such a line it is the
// first line that is not part of a page.
func titleIndex(head []Paragraph) int {
	best := -1
	for i, p := range head {
		if utf8.RuneCountInString(p.Text) <= maxHeading && titleEnd.MatchString(p.Text) && !chrome.MatchString(p.Text) && !strings.ContainsAny(p.Text, "。！") {
			if best < 0 || utf8.RuneCountInString(p.Text) >= utf8.RuneCountInString(head[best].Text) {
				best = i
			}
		}
	}
	if best >= 0 {
		return best
	}
	return slices.IndexFunc(head, func(p Paragraph) bool {
		return !chrome.MatchString(p.Text) && !numberLine.MatchString(p.Text) && utf8.RuneCountInString(p.Text) <= maxHeading
	})
}

// readTail takes signature and date off the end and returns what is before
// them. What a page puts below the date is left out.
func (o *outline) readTail(lines []Paragraph) []Paragraph {
	i := len(lines) - 1
	for ; i >= 0 && !fullDate.MatchString(lines[i].Text); i-- {
		if o.isHeading(lines[i]) {
			return lines
		}
	}
	if i < 0 {
		return lines
	}
	o.doc.Date = isoDate(fullDate.FindStringSubmatch(lines[i].Text))
	first := i
	for first > 0 && i-first < 4 && !strings.ContainsAny(lines[first-1].Text, "。！!？；") && !o.isHeading(lines[first-1]) {
		first--
	}
	o.doc.Signature = lines[first : i+1]
	return lines[:first]
}

func (o *outline) isHeading(p Paragraph) bool {
	for _, f := range []form{o.chapter, o.article, partForm, sectionForm} {
		if f.pattern == nil {
			continue
		}
		if _, _, _, ok := f.match(p.Text); ok {
			return true
		}
	}
	return false
}

// isoDate is the date of a match of year, month and day, "" for none.
func isoDate(m []string) string {
	y, _ := parseNumeral(m[1])
	month, _ := parseNumeral(m[2])
	day, _ := parseNumeral(m[3])
	t := time.Date(y, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if s := fmt.Sprintf("%04d-%02d-%02d", y, month, day); s == t.Format(time.DateOnly) {
		return s
	}
	return ""
}

var appeal = regexp.MustCompile(`更加紧密地?团结|让我们|奋斗[!！。]?$`)

// cutClosing takes the closing appeal off the last article. It begins where the
// last article, after its own paragraph and bullets, goes on though no other
// article does, or where its words are those of an appeal.
func (o *outline) cutClosing() {
	last := o.lastChapter()
	if len(last.Articles) == 0 {
		return
	}
	a := &last.Articles[len(last.Articles)-1]
	single := o.singleParagraphs(a)
	for i := 1; i < len(a.Paragraphs); i++ {
		p := a.Paragraphs[i].Text
		if single && !bullet(p) || appeal.MatchString(p) {
			o.doc.Closing = a.Paragraphs[i:]
			a.Paragraphs = a.Paragraphs[:i:i]
			return
		}
	}
}

// singleParagraphs reports whether every article but one has, bullets aside,
// one paragraph.
func (o *outline) singleParagraphs(but *Article) bool {
	for i := range o.doc.Chapters {
		for j := range o.doc.Chapters[i].Articles {
			a := &o.doc.Chapters[i].Articles[j]
			if a != but && slices.ContainsFunc(a.Paragraphs[1:], func(p Paragraph) bool { return !bullet(p.Text) }) {
				return false
			}
		}
	}
	return true
}

func bullet(s string) bool { return strings.HasPrefix(s, "——") || strings.HasPrefix(s, "—") }
