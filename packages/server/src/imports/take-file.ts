import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { mayDo } from '@zhucan/catalogue'
import { Problem, type ProblemCode, problem } from '@zhucan/kernel'
import { inSession, insertAudit, type Server, type User } from '../platform/index.ts'
import { mapImport, registerUpload, startApply } from './import-commands.ts'
import { importTasks } from './imports.jobs.ts'
import { getImport, type ImportRecord } from './imports.store.ts'
import { receiveFile } from './stored-file.ts'

/** What became of a file; `state` is 'ready' where it was only to be checked. */
export interface TakenFile {
  id: string
  state: string
  fileType: string
  counts: Record<string, number>
  faults: { code: string; count: number }[]
}

/**
 * Takes a workbook in as the wizard would, with its columns as they are recognised: read, check, apply its good rows.
 * For the command line and the first filling of a database, where no clerk looks at the preview; `checkOnly` stops
 * before anything is applied, `again` takes the same content a second time.
 */
export async function takeFile(
  server: Server,
  user: User,
  path: string,
  options: { checkOnly?: boolean; again?: boolean } = {},
): Promise<TakenFile> {
  if (!mayDo(user.role, 'import.apply')) throw problem('access.forbidden')
  const request = new Request('http://local/', {
    method: 'POST',
    headers: { 'x-file-name': encodeURIComponent(basename(path)) },
    body: Readable.toWeb(createReadStream(path)) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
  const file = await receiveFile(server, request)
  const { id } = await inSession(server, user, async (ctx) => {
    const entered = await registerUpload(ctx, file, options.again ?? false)
    await insertAudit(ctx, { action: 'import.create', subjectKind: 'import', subjectId: entered.id })
    return entered
  })
  await importTasks['import-read'](server, { importId: id }, user)
  const read = await stateOf(server, user, id, 'mapping')
  await inSession(server, user, (ctx) =>
    mapImport(ctx, id, {
      fileType: read.fileType ?? '',
      sheets: read.sheets.map((sheet) => ({
        ...sheet,
        columns: Object.fromEntries(
          sheet.columns.flatMap(({ index, key }) => (key ? [[String(index), key]] : [])),
        ),
      })),
    }),
  )
  await importTasks['import-check'](server, { importId: id }, user)
  const checked = await stateOf(server, user, id, 'ready')
  if (options.checkOnly) return taken(checked)
  await inSession(server, user, (ctx) => startApply(ctx, id))
  await importTasks['import-apply'](server, { importId: id }, user)
  return taken(await stateOf(server, user, id, 'done'))
}

const taken = ({ id, state, fileType, counts, faults }: ImportRecord): TakenFile => ({
  ...{ id, state, counts, faults },
  fileType: fileType ?? '',
})

async function stateOf(server: Server, user: User, id: string, wanted: string) {
  const record = await inSession(server, user, (ctx) => getImport(ctx, id))
  if (record.state === wanted) return record
  if (record.problem) throw new Problem(record.problem.code as ProblemCode, record.problem.params)
  throw problem('import.not-ready', { state: record.state })
}
