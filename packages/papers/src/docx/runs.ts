import { BuilderElement, TextRun } from 'docx'
import type { Piece } from '../bound-text.ts'
import { characterSpacing, size } from '../measures.ts'
import { fonts } from '../wording.ts'

/** One of the five faces an official paper uses. */
export type Face = keyof typeof fonts

/** How a stretch of text is set. */
export interface Setting {
  readonly face: Face
  readonly points: number
  readonly colour?: string
  /** Narrower letters, in per cent. */
  readonly scale?: number
}

/** The body: 仿宋, size 3. */
export const bodySetting: Setting = { face: 'body', points: size.three }

/** A run that names its font for every script, so that no theme chooses another. */
export function run(text: string, setting: Setting): TextRun {
  const { name } = fonts[setting.face]
  return new TextRun({
    text,
    font: { ascii: name, hAnsi: name, eastAsia: name, cs: name },
    size: setting.points * 2,
    ...(setting.points === size.three ? { characterSpacing } : {}),
    ...(setting.colour === undefined ? {} : { color: setting.colour }),
    ...(setting.scale === undefined ? {} : { scale: setting.scale }),
  })
}

/** Begins the tag of every content control that holds a bound figure. */
export const figureTag = 'zhucan-figure-'

/** Runs of a text; a bound figure stands in a content control that names it. */
export const runs = (pieces: readonly Piece[], setting: Setting): TextRun[] =>
  pieces.map((piece) =>
    piece.figure === undefined ? run(piece.text, setting) : bound(piece.figure, run(piece.text, setting)),
  )

const value = (name: string, val: string) =>
  new BuilderElement({ name, attributes: { val: { key: 'w:val', value: val } } })

/** A content control is no run to the library's types, though it stands where one does. */
function bound(figure: string, inside: TextRun): TextRun {
  const tag = `${figureTag}${figure}`
  const control = new BuilderElement({
    name: 'w:sdt',
    children: [
      new BuilderElement({ name: 'w:sdtPr', children: [value('w:alias', tag), value('w:tag', tag)] }),
      new BuilderElement({ name: 'w:sdtContent', children: [inside] }),
    ],
  })
  return control as unknown as TextRun
}
