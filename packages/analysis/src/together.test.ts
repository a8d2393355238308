import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Analysis, AnalysisError, inTurn, openAnalysis } from './index.ts'

let dir: string
let analysis: Analysis
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-together-'))
  analysis = await openAnalysis({ dir, threads: 2, memoryLimit: '60MB' })
})
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Takes hours when nobody stops it. */
const endless =
  'select count(*) as n from range(10000000) a, range(10000000) b where (a.range * b.range) % 7 = 3'

const onlyRow = async (engine: Analysis, sql: string) => (await engine.rows(sql))[0]

it('returns what each piece returns, in their order, and all see the same tables', async () => {
  await analysis.run('create table seen as select 7 as n')
  const done = await analysis.together([
    (one) => onlyRow(one, 'select n from seen'),
    (other) => other.run('create table made as select range as n from range(5)'),
    async () => 'no statement',
  ])
  expect(done).toEqual([{ n: 7 }, 5, 'no statement'])
  expect(await onlyRow(analysis, 'select count(*) as n from made')).toEqual({ n: 5n })
  expect(await analysis.together([])).toEqual([])
})

it('begins a second piece before the first has ended, and no third', async () => {
  const begun: string[] = []
  const [second, looked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await analysis.together([
    async (engine) => {
      begun.push('first')
      await second.promise
      await engine.rows('select 1 as n')
      expect(begun).toEqual(['first', 'second'])
      looked.resolve()
    },
    async () => {
      begun.push('second')
      second.resolve()
      await looked.promise
    },
    async () => void begun.push('third'),
  ])
  expect(begun).toEqual(['first', 'second', 'third'])
})

it.each([
  ['a statement', 'select nothing from nowhere', AnalysisError],
  ['memory', "select list(repeat('x', 200) || range) as l from range(4000000)", /analysis.out-of-memory/],
] as const)('ends all when %s fails in one, and says why', async (_what, sql, why) => {
  const after: string[] = []
  const work = analysis.together([
    async (engine) => {
      await engine.rows(endless)
      after.push('the statement that was stopped')
    },
    (engine) => engine.rows(sql),
    async () => void after.push('a piece that had not begun'),
  ])
  await expect(work).rejects.toThrow(why)
  expect(after).toEqual([])
  expect(await onlyRow(analysis, 'select 1 as n')).toEqual({ n: 1 })
})

it('lets a stopped piece begin nothing more, and keeps none of its rows', async () => {
  await analysis.run('create table kept (n integer)')
  const failed = Promise.withResolvers<void>()
  const refused: unknown[] = []
  const work = analysis.together([
    async (engine) => {
      const stream = engine.stream<{ n: bigint }>('select range as n from range(100000)')
      await failed.promise
      const rows = async function* () {
        for await (const batch of stream) for (const { n } of batch) yield [n]
      }
      refused.push(await engine.appendRows('kept', { n: 'INTEGER' }, rows()).catch((error: unknown) => error))
      refused.push(await engine.run('insert into kept values (1)').catch((error: unknown) => error))
    },
    async () => {
      setImmediate(failed.resolve)
      throw new RangeError('wrong')
    },
  ])
  await expect(work).rejects.toThrow(RangeError)
  expect(refused.map(String)).toEqual([
    'AnalysisError: stopped: work beside it failed',
    'AnalysisError: not begun: work beside it failed',
  ])
  expect(await onlyRow(analysis, 'select count(*) as n from kept')).toEqual({ n: 0n })
})

it('does pieces within a piece one after the other, as an engine without lanes does all', async () => {
  const order: string[] = []
  const pieces = ['a', 'b'].map((name) => async (engine: Analysis) => {
    order.push(`${name} begins`)
    await engine.rows('select 1 as n')
    order.push(`${name} ends`)
  })
  await analysis.together([(engine) => engine.together(pieces)])
  await inTurn(analysis, pieces)
  expect(order).toEqual([...inOrder, ...inOrder])
})

const inOrder = ['a begins', 'a ends', 'b begins', 'b ends']
