import { readFile } from 'node:fs/promises'
import { detectEncoding } from '@zhucan/sheets'

/** Text of a .txt file in UTF-8, UTF-16 or GB18030, without its byte order mark. */
export async function readPlainText(path: string): Promise<string> {
  const encoding = await detectEncoding(path)
  return new TextDecoder(encoding).decode(await readFile(path))
}
