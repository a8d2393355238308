import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const emptyNames = /^(utils?|helpers?|common|misc|extras?|types)\.[a-z.]+$/
const source = /\.(ts|tsx|mjs|cjs|css|grit|sql)$/
const openEnds = /\b(TODO|FIXME|XXX|HACK)\b/
const silencers = /biome-ignore|@ts-expect-error|@ts-ignore|@ts-nocheck|v8 ignore/
const withReason =
  /(biome-ignore(-all|-start|-end)? [\w/]+: \S.{4,}|@ts-expect-error \S+ \S+|v8 ignore .*-- \S+)/

/** What a look at the tracked files found; `silenced` counts the lint exceptions, which may only fall. */
export interface FileReport {
  readonly files: number
  readonly silenced: number
  readonly faults: readonly string[]
}

/** Looks at file names, open ends and silenced rules in the given files under `root`. */
export function checkFiles(root: string, files: readonly string[]): FileReport {
  const faults = files
    .filter((file) => emptyNames.test(basename(file)))
    .map((file) => `${file}: says nothing by its name`)
  let silenced = 0
  for (const file of files.filter((path) => source.test(path) && !isAboutThis(path)))
    for (const [index, line] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
      if (openEnds.test(line))
        faults.push(`${file}:${index + 1}: an open end; do it or write it down as work`)
      if (!silencers.test(line)) continue
      silenced += 1
      if (!withReason.test(line)) faults.push(`${file}:${index + 1}: silences a rule without a reason`)
    }
  return { files: files.length, silenced, faults }
}

// This file and its test must name what they look for.
function isAboutThis(path: string): boolean {
  return path.startsWith('tools/check-files')
}

/** Files that git tracks or would track, without those deleted in the working tree. */
export function trackedFiles(root: string): string[] {
  const done = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  return [...new Set(done.stdout.split('\n').filter(Boolean))].filter((file) => existsSync(join(root, file)))
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  const { files, silenced, faults } = checkFiles(root, trackedFiles(root))
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  process.stderr.write(`files: ${files} looked at, ${silenced} lint exceptions\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
