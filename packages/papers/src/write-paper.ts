import type { Paper } from './paper.ts'

/** The paper as a .docx file; the same paper and moment give the same bytes but for random ids. The library is loaded only here. */
export async function writePaper(paper: Paper, made: string): Promise<Uint8Array> {
  const { writeDocx } = await import('./docx/write-docx.ts')
  return await writeDocx(paper, made)
}
