/** Indexes into `cellXfs` of `stylesXml`, in that order. */
export const styleIndex = {
  general: 0,
  header: 1,
  text: 2,
  textQuoted: 3,
  date: 4,
  faultText: 5,
  faultTextQuoted: 6,
  faultNumber: 7,
  faultDate: 8,
  note: 9,
  noteQuoted: 10,
  headerQuoted: 11,
  title: 12,
  openGeneral: 13,
  openText: 14,
  openTextQuoted: 15,
  openDate: 16,
} as const

const textFormat = 49
const dateFormat = 164

const format = (numFmt: number, font: number, fill: number, rest = '', inside = '') =>
  `<xf numFmtId="${numFmt}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${rest}${inside === '' ? '/>' : `>${inside}</xf>`}`
const quoted = ' quotePrefix="1"'
/** In a protected sheet, cells that may be filled in. */
const open = '<protection locked="0"/>'
const wrapped = '<alignment vertical="top" wrapText="1"/>'
const centred = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
const fill = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`

const formats = [
  format(0, 0, 0),
  format(textFormat, 1, 2, ' applyAlignment="1"', centred),
  format(textFormat, 0, 0),
  format(textFormat, 0, 0, quoted),
  format(dateFormat, 0, 0),
  format(textFormat, 0, 3),
  format(textFormat, 0, 3, quoted),
  format(0, 0, 3),
  format(dateFormat, 0, 3),
  format(textFormat, 0, 0, ' applyAlignment="1"', wrapped),
  format(textFormat, 0, 0, `${quoted} applyAlignment="1"`, wrapped),
  format(textFormat, 1, 2, `${quoted} applyAlignment="1"`, centred),
  format(textFormat, 2, 0, ' applyAlignment="1"', centred),
  format(0, 0, 0, ' applyProtection="1"', open),
  format(textFormat, 0, 0, ' applyProtection="1"', open),
  format(textFormat, 0, 0, `${quoted} applyProtection="1"`, open),
  format(dateFormat, 0, 0, ' applyProtection="1"', open),
]

/** The only styles our workbooks use; fonts by name, so that Excel and WPS take the machine's own. */
export const stylesXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="${dateFormat}" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3"><font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font><font><b/><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font><font><b/><sz val="16"/><name val="宋体"/><family val="3"/><charset val="134"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('FFDCE6F1')}${fill('FFFFC7CE')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
