import type { ColumnKind } from '@zhucan/catalogue'
import { hideNumbers, maskName } from '@zhucan/kernel'

const looksLikeName = /^\p{Script=Han}{2,4}$/u

/** A cell as a sample of its column: enough to see what the column holds, too little to know anybody. */
export function maskSample(text: string, kind: ColumnKind | null): string {
  const short = text.trim().slice(0, 40)
  if (kind === 'name' || (kind === null && looksLikeName.test(short))) return maskName(short)
  if (kind === 'region' && /^\d{12}$/.test(short)) return short
  return hideNumbers(short)
}
