import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The two programs that draw a paper as it is printed. */
export interface Writer {
  readonly soffice: string
  readonly pdftoppm: string
}

const places: Readonly<Record<keyof Writer, readonly string[]>> = {
  soffice: [
    '/usr/lib/libreoffice/program/soffice',
    '/Applications/LibreOffice.app/Contents/MacOS/soffice',
    'C:/Program Files/LibreOffice/program/soffice.exe',
  ],
  pdftoppm: ['/usr/bin/pdftoppm', '/opt/homebrew/bin/pdftoppm'],
}

/** LibreOffice with its Writer, and what turns pages into pictures; null when one is missing. */
export function findWriter(env: NodeJS.ProcessEnv = process.env): Writer | null {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const find = (name: keyof Writer) =>
    [...folders.map((folder) => join(folder, name)), ...places[name]].find((path) => existsSync(path))
  const soffice = find('soffice')
  const pdftoppm = find('pdftoppm')
  if (soffice === undefined || pdftoppm === undefined || !hasWriter(soffice)) return null
  return { soffice, pdftoppm }
}

/** Calc alone brings soffice as well; on Debian the Writer is a package of its own. */
function hasWriter(soffice: string): boolean {
  if (existsSync('/usr/lib/libreoffice/program')) return existsSync('/usr/lib/libreoffice/program/libswlo.so')
  return spawnSync(soffice, ['--version']).status === 0
}

/** On the machine of the check a paper that is not drawn counts as a fault. */
export const mustDraw = process.env.CI !== undefined

/** What the Writer is started with: the faces named in this file stand in for those of an office. */
export const writerEnvironment = (fontconfig: string): NodeJS.ProcessEnv => ({
  ...process.env,
  FONTCONFIG_FILE: fontconfig,
})
