import { problem } from '@zhucan/kernel'
import { builtInStyle, type NumberStyle, styleOfFormat } from './number-format.ts'
import type { Limits } from './sheet-model.ts'
import { readPart } from './workbook-part.ts'
import type { ZipArchive } from './zip-archive.ts'

/** Excel itself stops at 64,000 cell formats. */
const mostStyles = 66_000

/** How the numbers of each cell format (by the index in a cell's `s`) are shown. */
export async function readStyles(
  archive: ZipArchive,
  part: string | null,
  limits: Limits,
): Promise<NumberStyle[]> {
  if (part === null) return []
  const formats = new Map<number, NumberStyle>()
  const styles: NumberStyle[] = []
  let inCellFormats = false
  await readPart(
    archive,
    part,
    {
      open(name, attributes) {
        const id = Number(attributes.get('numFmtId') ?? 0)
        if (name === 'cellXfs') inCellFormats = true
        else if (name === 'numFmt') formats.set(id, styleOfFormat(attributes.get('formatCode') ?? ''))
        else if (name === 'xf' && inCellFormats) styles.push(formats.get(id) ?? builtInStyle(id))
        if (styles.length > mostStyles || formats.size > mostStyles) {
          throw problem('sheet.broken-part', { part })
        }
        return false
      },
      close(name) {
        if (name === 'cellXfs') inCellFormats = false
      },
    },
    limits,
  )
  return styles
}
