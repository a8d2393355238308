import type { ColumnKind } from '@zhucan/catalogue'
import { maskName, maskNumber } from '@zhucan/kernel'

const longRun = /[0-9０-９]{9,}[xX]?/g
const looksLikeName = /^\p{Script=Han}{2,4}$/u

/** A cell as a sample of its column: enough to see what the column holds, too little to know anybody. */
export function maskSample(text: string, kind: ColumnKind | null): string {
  const short = text.trim().slice(0, 40)
  if (kind === 'name' || (kind === null && looksLikeName.test(short))) return maskName(short)
  if (kind === 'region' && /^\d{12}$/.test(short)) return short
  return short.replaceAll(longRun, (run) => maskNumber(run))
}

/** Free text without official numbers: someone may have noted one in a remark, and numbers never rest in clear. */
export function hideNumbers(text: string): string {
  return text.length < 9 ? text : text.replaceAll(longRun, (run) => maskNumber(run))
}
