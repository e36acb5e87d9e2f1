package loader

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Document is an official text by its parts. Paragraphs are as printed, with
// runs of white space (no-break and ideographic spaces included) as one space
// and none at the ends.
type Document struct {
	Title     string      `json:"title"`
	Number    string      `json:"number"` // 江高发〔2021〕1号, "" where there is none
	Preface   []Paragraph `json:"preface"`
	Chapters  []Chapter   `json:"chapters"`
	Closing   []Paragraph `json:"closing"`
	Signature []Paragraph `json:"signature"` // who signed and, last, the date as printed
	Date      string      `json:"date"`      // YYYY-MM-DD, "" where there is none

	titleLine, numberLine int
}

// Chapter is a numbered part with its heading and what stands before its first
// article.
type Chapter struct {
	Number   int         `json:"number"`  // counted through the document
	Printed  string      `json:"printed"` // 四、 or 第四章
	Heading  string      `json:"heading"` // without the number
	Part     string      `json:"part,omitempty"`
	Line     int         `json:"line"` // of the heading, from 1
	Preamble []Paragraph `json:"preamble"`
	Articles []Article   `json:"articles"`
}

// Article is a numbered article. Its first paragraph begins with the number and
// the title as printed.
type Article struct {
	Number     int         `json:"number"`  // as printed where that runs through the document, counted otherwise
	Printed    string      `json:"printed"` // 12. or 第十二条
	Title      string      `json:"title"`   // "" where the article has none, as in a law
	Section    string      `json:"section,omitempty"`
	Paragraphs []Paragraph `json:"paragraphs"`
}

// Paragraph is one line of the text.
type Paragraph struct {
	Text string `json:"text"`
	Line int    `json:"line"` // in the text as given, from 1
	// Column is the place of the first character on its line, from 1.
	Column int `json:"column"`
}

// Span is where a quote was found.
type Span struct {
	Paragraph int `json:"paragraph"` // index into Document.Paragraphs(at)
	// Start and End are offsets in characters; End is after the last.
	Start int `json:"start"`
	End   int `json:"end"`
	// Text is the whole passage, also where the quote leaves out its middle.
	Text string `json:"text"`
}

// TextError says at which line a text cannot be read, and why.
type TextError struct {
	Line, Column int // from 1; 0 for the text as a whole
	Message      string
	MessageZh    string
}

// Error is "line:column: message" in English.
func (e *TextError) Error() string { return e.In("en") }

// In is the error in a language, "zh" or "en".
func (e *TextError) In(lang string) string {
	message := e.Message
	if lang == "zh" {
		message = e.MessageZh
	}
	switch {
	case e.Line == 0:
		return message
	case lang == "zh":
		return fmt.Sprintf("第 %d 行第 %d 字：%s", e.Line, max(e.Column, 1), message)
	default:
		return fmt.Sprintf("line %d, column %d: %s", e.Line, max(e.Column, 1), message)
	}
}

// normal brings a text to the form in which texts and quotes are compared.
func normal(s string) string {
	if !strings.ContainsFunc(s, unicode.IsSpace) && !strings.ContainsRune(s, '\u200B') {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\u200B' }), " ")
}

// Paragraphs are the paragraphs at a place: art:12, ch:4 (the heading first,
// then the preamble), title, number, preface, closing, signature.
func (d *Document) Paragraphs(at string) []Paragraph {
	p, ok := parsePlace(at)
	if !ok {
		return nil
	}
	switch p.kind {
	case "art":
		if a := d.Article(p.number); a != nil {
			return a.Paragraphs
		}
		return nil
	case "ch":
		if c := d.chapter(p.number); c != nil {
			return c.paragraphs()
		}
		return nil
	case "title":
		return lone(d.Title, d.titleLine)
	case "number":
		return lone(d.Number, d.numberLine)
	case "preface":
		return d.Preface
	case "closing":
		return d.Closing
	}
	return d.Signature
}

func lone(text string, line int) []Paragraph {
	if text == "" {
		return nil
	}
	return []Paragraph{{text, line, 1}}
}

func (c *Chapter) paragraphs() []Paragraph {
	return append([]Paragraph{{c.Printed + c.Heading, c.Line, 1}}, c.Preamble...)
}

// Article is the article of that number, or nil.
func (d *Document) Article(number int) *Article {
	for i := range d.Chapters {
		for j := range d.Chapters[i].Articles {
			if a := &d.Chapters[i].Articles[j]; a.Number == number {
				return a
			}
		}
	}
	return nil
}

func (d *Document) chapter(number int) *Chapter {
	if number < 1 || number > len(d.Chapters) {
		return nil
	}
	return &d.Chapters[number-1]
}

// Places lists all places of the document in the order of the text.
func (d *Document) Places() []string {
	places := []string{"title", "number", "preface"}
	for _, c := range d.Chapters {
		places = append(places, place{"ch", c.Number}.String())
		for _, a := range c.Articles {
			places = append(places, place{"art", a.Number}.String())
		}
	}
	return append(places, "closing", "signature")
}

// heading is the heading of a chapter or article without its number.
func (d *Document) heading(prefix string, number int) (string, bool) {
	if prefix == "ch" {
		if c := d.chapter(number); c != nil {
			return c.Heading, true
		}
		return "", false
	}
	a := d.Article(number)
	if a == nil {
		return "", false
	}
	return a.Name(), true
}

// Name is the title, or the printed number of an article without one.
func (a *Article) Name() string {
	if a.Title == "" {
		return a.Printed
	}
	return a.Title
}

// Find looks a quote up at a place. A quote with … stands for the passage from
// its first words to its last within one paragraph.
func (d *Document) Find(at, quote string) (Span, bool) {
	for i, p := range d.Paragraphs(at) {
		if start, end, ok := findQuote(p.Text, normal(quote)); ok {
			return Span{
				Paragraph: i, Text: p.Text[start:end],
				Start: utf8.RuneCountInString(p.Text[:start]), End: utf8.RuneCountInString(p.Text[:end]),
			}, true
		}
	}
	return Span{}, false
}

// contains reports whether the words stand anywhere in the text.
func (d *Document) contains(words string) bool {
	words = normal(words)
	return slices.ContainsFunc(d.Places(), func(at string) bool {
		return slices.ContainsFunc(d.Paragraphs(at), func(p Paragraph) bool { return strings.Contains(p.Text, words) })
	})
}

// findQuote returns the byte offsets of a quote in a paragraph.
func findQuote(text, quote string) (start, end int, ok bool) {
	parts := findParts(text, quote)
	if parts == nil {
		return 0, 0, false
	}
	return parts[0][0], parts[len(parts)-1][1], true
}

// findParts returns the byte offsets of the words of a quote, one pair for each
// stretch between its ellipses, or nil where they are not there in this order.
func findParts(text, quote string) [][2]int {
	if quote == "" {
		return nil
	}
	if i := strings.Index(text, quote); i >= 0 {
		return [][2]int{{i, i + len(quote)}}
	}
	if !strings.Contains(quote, ellipsis) {
		return nil
	}
	var found [][2]int
	end := 0
	for _, part := range quoteParts(quote) {
		i := strings.Index(text[end:], part)
		if i < 0 || part == "" {
			return nil
		}
		found = append(found, [2]int{end + i, end + i + len(part)})
		end += i + len(part)
	}
	return found
}

// near says where a quote stands that is not at its place, or what the text has
// there that reads alike.
func (d *Document) near(at, quote string) hint {
	for _, other := range d.Places() {
		if _, ok := d.Find(other, quote); ok {
			return hintf("found_at", other)
		}
	}
	for _, p := range d.Paragraphs(at) {
		if start, end, ok := findQuote(foldRunes(p.Text), foldRunes(normal(quote))); ok {
			from, to := utf8.RuneCountInString(foldRunes(p.Text)[:start]), utf8.RuneCountInString(foldRunes(p.Text)[:end])
			return hintf("nearest", string([]rune(p.Text)[from:to]))
		}
	}
	return hint{}
}

// foldRunes makes characters that are often typed for one another the same,
// one for one, so that offsets in characters stay.
func foldRunes(s string) string { return strings.Map(foldRune, s) }

func foldRune(r rune) rune {
	switch r {
	case '○', '〇', '零':
		return '〇'
	case '“', '”', '＂', '「', '」':
		return '"'
	case '‘', '’':
		return '\''
	case '、', '，':
		return ','
	case '。', '．':
		return '.'
	}
	if r >= '！' && r <= '～' { // full-width forms of ASCII
		return unicode.ToLower(r - '！' + '!')
	}
	return unicode.ToLower(r)
}

// Hash is the SHA-256, in hex, of the text from its title to its date, one
// paragraph a line. What a web page puts around the text does not change it.
func (d *Document) Hash() string {
	h := sha256.New()
	for _, at := range d.Places() {
		for _, p := range d.Paragraphs(at) {
			h.Write([]byte(p.Text + "\n"))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
