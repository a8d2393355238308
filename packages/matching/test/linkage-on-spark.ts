import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openAnalysis } from '@zhucan/analysis'
import { type LinkageRow, makeLinkageSet } from '@zhucan/demo'
import { findSpark } from '../../../tools/find-spark.ts'
import { type Cluster, localSettings, startCluster } from '../../../tools/spark-cluster.ts'
import {
  assignPairs,
  dialectOf,
  type Engine,
  identityColumns,
  identityPlan,
  identityThresholds,
  linksSql,
  openSpark,
  reviewSql,
  scoreSides,
} from '../src/index.ts'
import { differences } from './conformance.ts'

const size = 20_000
const columns = {
  row_no: 'INTEGER',
  ...Object.fromEntries(identityColumns.map((column) => [column, 'VARCHAR'] as const)),
} as const
const found = findSpark()
const skip = 'missing' in found ? `SPARK WAS NOT TESTED: ${found.missing}` : false

function cells(row: LinkageRow, at: number) {
  const { name, sex, birth, region, address, phone, idNumber } = row
  return [at + 1, name, sex, birth, region, null, address, phone, idNumber].map((cell) => cell || null)
}

/** Links two Parquet files; what comes out, to the last digit, as one hash. */
async function linked(engine: Engine, folder: string) {
  await engine.loadParquet('people', join(folder, 'people.parquet'))
  await engine.loadParquet('rows', join(folder, 'rows.parquet'))
  const plan = identityPlan({ dialect: dialectOf(engine) })
  const { model, odds, pairs } = await scoreSides(engine, { plan, sides: { left: 'people', right: 'rows' } })
  const decided = await assignPairs(engine, identityThresholds, true)
  const links = await engine.rows(`select * from (${linksSql}) as x order by b, a`)
  const review = await engine.rows(`select * from (${reviewSql}) as x order by b, a`)
  const hash = createHash('sha256')
    .update(JSON.stringify([links, review]))
    .digest('hex')
  return { model: model.version, odds, pairs, ...decided, hash }
}

describe('a cluster of a master and two workers', { skip, timeout: 1_200_000 }, () => {
  let dir: string
  let cluster: Cluster
  let engine: Engine

  before(async () => {
    assert.ok(!('missing' in found))
    dir = mkdtempSync(join(tmpdir(), 'zhucan-spark-'))
    cluster = await startCluster(found.home, dir)
    engine = await openSpark({
      master: cluster.master,
      python: found.python,
      folder: dir,
      conf: {
        ...localSettings,
        'spark.driver.memory': '1g',
        'spark.executor.memory': '900m',
        'spark.local.dir': dir,
      },
    })
  })

  after(async () => {
    await engine?.close()
    await cluster?.stop()
    if (dir !== undefined) rmSync(dir, { recursive: true, force: true })
  })

  it('says of each primitive what the table says', async () => {
    assert.deepEqual(await differences(engine), [])
  })

  it(`links ${size} persons with ${size} rows as DuckDB does, to the last digit`, async () => {
    await using duckdb = await openAnalysis({ dir: join(dir, 'run'), folders: [dir], memoryLimit: '1GB' })
    const set = makeLinkageSet({ seed: 62, register: size, file: size })
    for (const [table, rows] of [
      ['people', set.register],
      ['rows', set.file],
    ] as const) {
      await duckdb.appendRows(`${table}_made`, columns, rows.map(cells))
      await duckdb.copyToParquet(`select * from ${table}_made`, join(dir, `${table}.parquet`))
    }
    const one = await linked(duckdb, dir)
    assert.deepEqual(await linked(engine, dir), one)
    assert.ok(one.links > size * 0.6)
  })

  it('lets both workers work', () => {
    for (const worker of cluster.workers)
      assert.ok(readdirSync(worker).some((name) => name.startsWith('app-')))
  })

  it('leaves nothing in the shared folder', async () => {
    await engine.close()
    assert.deepEqual(
      readdirSync(dir).filter((name) => name.startsWith('zhucan-')),
      [],
    )
  })
})
