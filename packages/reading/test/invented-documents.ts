import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GoldDocument } from './score.ts'

/** An invented document with its annotation. */
export interface InventedDocument {
  readonly name: string
  readonly text: string
  readonly gold: GoldDocument
}

/** All invented documents by name: those the reader was built with, or those of an annotator who did not know it. */
export function inventedDocuments(kind: 'documents' | 'held-out' = 'documents'): InventedDocument[] {
  const folder = join(import.meta.dirname, kind)
  const names = readdirSync(folder).filter((file) => file.endsWith('.gold.json'))
  return names.sort().map((file) => {
    const name = file.slice(0, -'.gold.json'.length)
    return {
      name,
      text: readFileSync(join(folder, `${name}.txt`), 'utf8'),
      gold: JSON.parse(readFileSync(join(folder, file), 'utf8')) as GoldDocument,
    }
  })
}
