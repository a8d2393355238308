import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GoldDocument } from './score.ts'

/** An invented document with its annotation. */
export interface InventedDocument {
  readonly name: string
  readonly text: string
  readonly gold: GoldDocument
}

const folder = join(import.meta.dirname, 'documents')

/** All invented documents, by name. */
export function inventedDocuments(): InventedDocument[] {
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
