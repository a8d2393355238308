import type { FileDefinition } from './define-file.ts'
import {
  isKnownHeader as isKnown,
  type Recognition,
  rankFiles as rank,
  recogniseFile as recognise,
} from './header-map.ts'
import { files } from './registry.gen.ts'

export { files }

const byId: ReadonlyMap<string, FileDefinition> = new Map(files.map((file) => [file.id, file]))

/** The shipped file type with this id, or null. */
export function fileById(id: string): FileDefinition | null {
  return byId.get(id) ?? null
}

/** True when some shipped file type knows this header; what sheets' findHeader asks for each cell. */
export function isKnownHeader(header: string): boolean {
  return isKnown(header, files)
}

/** The shipped file type and sheet that a header row fits best, or null; `hint` = file name, sheet name, title row. */
export function recogniseFile(headers: readonly string[], hint = ''): Recognition | null {
  return recognise(headers, files, hint)
}

/** All shipped file types that fit a header row at all, best first; for a person to choose from. */
export function rankFiles(headers: readonly string[], hint = ''): Recognition[] {
  return rank(headers, files, hint)
}
