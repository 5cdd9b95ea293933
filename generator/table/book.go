package table

import "strconv"

// The fixed parts of a workbook, and those that only list the others.

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	linkSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
	coreSpace = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
	coreLink  = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
	mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

const packageRels = `<Relationships xmlns="` + packSpace + `">` +
	`<Relationship Id="rId1" Type="` + linkSpace + `/officeDocument" Target="xl/workbook.xml"/>` +
	`<Relationship Id="rId2" Type="` + coreLink + `" Target="docProps/core.xml"/></Relationships>`

// stylesXML has the styles of cells: plain, bold for the header, dates, and
// wrapped text for the first sheet.
const stylesXML = `<styleSheet xmlns="` + mainSpace + `">` +
	`<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

func (p *part) contentTypes(sheets int) {
	p.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + mediaType + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + mediaType + `styles+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	for n := 1; n <= sheets; n++ {
		p.WriteString(`<Override PartName="/` + sheetPath(n) + `" ContentType="` + mediaType + `worksheet+xml"/>`)
	}
	p.WriteString("</Types>")
}

func (p *part) properties(title string) {
	p.WriteString(`<cp:coreProperties xmlns:cp="` + coreSpace + `" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`)
	p.Write(appendXML(nil, title))
	p.WriteString("</dc:title></cp:coreProperties>")
}

// bookRels numbers the sheets rId1, rId2 …; the styles come after them.
func (p *part) bookRels(sheets int) {
	p.WriteString(`<Relationships xmlns="` + packSpace + `">`)
	for n := 1; n <= sheets; n++ {
		id := strconv.Itoa(n)
		p.WriteString(`<Relationship Id="rId` + id + `" Type="` + linkSpace + `/worksheet" Target="worksheets/sheet` + id + `.xml"/>`)
	}
	p.WriteString(`<Relationship Id="rId` + strconv.Itoa(sheets+1) + `" Type="` + linkSpace + `/styles" Target="styles.xml"/></Relationships>`)
}

// workbook lists the sheets, and for each filter the hidden name that Excel
// gives to its range. The first sheet is no table.
func (p *part) workbook(names []string, last []corner) {
	p.WriteString(`<workbook xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><bookViews><workbookView/></bookViews><sheets>`)
	for i, name := range names {
		n := strconv.Itoa(i + 1)
		p.WriteString(`<sheet name="`)
		p.Write(appendXML(nil, name))
		p.WriteString(`" sheetId="` + n + `" r:id="rId` + n + `"/>`)
	}
	p.WriteString("</sheets><definedNames>")
	for i := 1; i < len(names); i++ {
		p.WriteString(`<definedName name="_xlnm._FilterDatabase" localSheetId="` + strconv.Itoa(i) + `" hidden="1">'` + names[i] + "'!$A$1:$" + last[i].column + "$" + strconv.Itoa(last[i].row) + "</definedName>")
	}
	p.WriteString("</definedNames></workbook>")
}
