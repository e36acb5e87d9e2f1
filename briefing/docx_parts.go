package briefing

import (
	"fmt"
)

const (
	xmlDecl = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	docxNames = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	docxHead  = xmlDecl + "<w:document" + docxNames + ">"

	docxTypes = xmlDecl + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/endnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`

	docxRels = xmlDecl + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>`

	docxDocumentRels = xmlDecl + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rIdStyles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rIdSettings" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rIdEndnotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes" Target="endnotes.xml"/><Relationship Id="rIdFooterOdd" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/><Relationship Id="rIdFooterEven" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/>`

	// Margins: top 37 mm, bottom 35, left 28, right 26; the page number stands 7 mm
	// below the type area. A grid of lines and a little less space between
	// characters give 22 lines of 28; a grid of characters breaks in LibreOffice.
	docxSection = `<w:sectPr><w:footerReference w:type="default" r:id="rIdFooterOdd"/><w:footerReference w:type="even" r:id="rIdFooterEven"/><w:endnotePr><w:pos w:val="sectEnd"/><w:numFmt w:val="decimal"/></w:endnotePr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1417" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>`

	docxSettings = xmlDecl + `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="579"/><w:characterSpacingControl w:val="doNotCompress"/><w:endnotePr><w:pos w:val="sectEnd"/><w:numFmt w:val="decimal"/><w:endnote w:id="0"/><w:endnote w:id="1"/></w:endnotePr><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

	appProps = xmlDecl + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Planatlas</Application></Properties>`
)

func docxPart(name string) string { return xmlDecl + "<" + name + docxNames + ">" }

// coreProps are the document's properties; its dates are the plan's.
func coreProps(b *Briefing) string {
	date := b.Plan.Date
	if date == "" {
		date = "1980-01-01"
	}
	return xmlDecl + fmt.Sprintf(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>%s</dc:title><dc:creator>Planatlas</dc:creator><dc:description>%s</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">%[3]sT00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%[3]sT00:00:00Z</dcterms:modified></cp:coreProperties>`,
		xmlText(b.Title), xmlText(joinWith(nonEmpty(b.Plan.Title, b.Plan.Number, b.version), "; ")), xmlText(date))
}

// docxFooter is "— 1 —" in 4号 宋体, one character in from the edge.
func docxFooter(side string) string {
	field := func(kind string) string {
		return `<w:r><w:rPr>` + song + `<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>` + kind + `</w:r>`
	}
	return docxPart("w:ftr") + fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:%[1]s="280"/><w:jc w:val="%[1]s"/></w:pPr>`, side) +
		field(`<w:t xml:space="preserve">— </w:t>`) + field(`<w:fldChar w:fldCharType="begin"/>`) + field(`<w:instrText xml:space="preserve"> PAGE </w:instrText>`) +
		field(`<w:fldChar w:fldCharType="separate"/>`) + field(`<w:t>1</w:t>`) + field(`<w:fldChar w:fldCharType="end"/>`) + field(`<w:t xml:space="preserve"> —</w:t>`) + `</w:p></w:ftr>`
}

// docxStyle is a paragraph style; size is in half points.
func docxStyle(id, name, font string, size int, paragraph string) string {
	based := `<w:basedOn w:val="Normal"/>`
	if id == "Normal" {
		based = ""
	}
	def := ""
	if id == "Normal" {
		def = ` w:default="1"`
	}
	return fmt.Sprintf(`<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/>%s<w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s<w:b w:val="0"/><w:spacing w:val="-5"/><w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`,
		def, id, name, based, paragraph, font, size, size)
}

func docxStyles(l Lang) string {
	fangsong := docxFont("仿宋_GB2312", "Times New Roman")
	exact := `<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>`
	tight := `<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="300" w:lineRule="exact"/><w:ind w:firstLine="0" w:firstLineChars="0"/>`
	none := `<w:ind w:firstLine="0" w:firstLineChars="0"/>`
	indent := `<w:ind w:firstLine="630" w:firstLineChars="200"/>`
	justify := `<w:jc w:val="both"/>`
	if l == English {
		justify = `<w:jc w:val="left"/>`
	}
	return docxPart("w:styles") + `<w:docDefaults><w:rPrDefault><w:rPr>` + fangsong + `<w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		docxStyle("Normal", "Normal", fangsong, 32, `<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`+exact+indent+justify) +
		docxStyle("Title", "Title", docxFont("方正小标宋简体", "Times New Roman"), 44, `<w:keepNext/>`+exact+none+`<w:jc w:val="center"/>`) +
		docxStyle("Subtitle", "Subtitle", kai, 32, `<w:keepNext/>`+exact+none+`<w:jc w:val="center"/>`) +
		docxStyle("Heading1", "heading 1", hei, 32, `<w:keepNext/>`+exact+indent+`<w:jc w:val="left"/><w:outlineLvl w:val="0"/>`) +
		docxStyle("Heading2", "heading 2", kai, 32, `<w:keepNext/>`+exact+indent+`<w:jc w:val="left"/><w:outlineLvl w:val="1"/>`) +
		docxStyle("TableHead", "Table Head", hei, 21, `<w:keepNext/>`+tight+`<w:jc w:val="center"/>`) +
		docxStyle("TableText", "Table Text", fangsong, 21, tight+`<w:jc w:val="left"/>`) +
		docxStyle("TableCentre", "Table Centre", fangsong, 21, tight+`<w:jc w:val="center"/>`) +
		docxStyle("Picture", "Picture", fangsong, 32, `<w:snapToGrid w:val="0"/><w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>`+none+`<w:jc w:val="center"/>`) +
		docxStyle("Caption", "caption", kai, 24, `<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="160" w:line="360" w:lineRule="exact"/>`+none+`<w:jc w:val="center"/>`) +
		docxStyle("Spacer", "Spacer", fangsong, 12, `<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>`+none) +
		docxStyle("TableNote", "Table Note", kai, 21, `<w:snapToGrid w:val="0"/><w:spacing w:before="40" w:after="160" w:line="300" w:lineRule="exact"/>`+none+`<w:jc w:val="left"/>`) +
		docxStyle("EndnoteText", "endnote text", fangsong, 24, `<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="400" w:lineRule="exact"/>`+none+`<w:jc w:val="left"/>`) +
		docxStyle("Footer", "footer", song, 28, `<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>`+none) +
		`<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`
}
