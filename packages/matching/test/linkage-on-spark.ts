import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
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
  looksOneToOne,
  onSpark,
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

/** Links the two tables; what was learnt and how many came out. */
async function linked(engine: Engine) {
  const plan = identityPlan({ dialect: dialectOf(engine) })
  const { model, odds, pairs } = await scoreSides(engine, { plan, sides: { left: 'people', right: 'rows' } })
  const oneToOne = await looksOneToOne(engine, identityThresholds.link)
  return {
    model: model.version,
    odds,
    pairs,
    oneToOne,
    ...(await assignPairs(engine, identityThresholds, true)),
  }
}

/** What was decided, to the last digit, as one hash. */
async function hashOf(engine: Engine): Promise<string> {
  const links = await engine.rows(`select * from (${linksSql}) as x order by b, a`)
  const review = await engine.rows(`select * from (${reviewSql}) as x order by b, a`)
  return createHash('sha256')
    .update(JSON.stringify([links, review]))
    .digest('hex')
}

describe('a cluster of a master and two workers', { skip, timeout: 1_200_000 }, () => {
  let dir: string
  let cluster: Cluster
  let duckdb: Analysis

  before(async () => {
    assert.ok(!('missing' in found))
    dir = mkdtempSync(join(tmpdir(), 'zhucan-spark-'))
    duckdb = await openAnalysis({ dir: join(dir, 'run'), folders: [dir], memoryLimit: '1GB' })
    const set = makeLinkageSet({ seed: 62, register: size, file: size })
    await duckdb.appendRows('people', columns, set.register.map(cells))
    await duckdb.appendRows('rows', columns, set.file.map(cells))
    cluster = await startCluster(found.home, dir)
  })

  after(async () => {
    await cluster?.stop()
    await duckdb?.close()
    if (dir !== undefined) rmSync(dir, { recursive: true, force: true })
  })

  it(`says of each primitive what the table says, and links ${size} persons with ${size} rows as DuckDB does, to the last digit`, async () => {
    assert.ok(!('missing' in found))
    const one = { ...(await linked(duckdb)), hash: await hashOf(duckdb) }
    assert.ok(one.links > size * 0.6)
    const conf = {
      ...localSettings,
      'spark.driver.memory': '1g',
      'spark.executor.memory': '900m',
      'spark.local.dir': dir,
    }
    const place = { master: cluster.master, python: found.python, folder: dir, conf }
    await onSpark(duckdb, place, ['people', 'rows'], async (engine) => {
      assert.deepEqual(await differences(engine), [])
      assert.deepEqual({ ...(await linked(engine)), hash: await hashOf(engine) }, one)
    })
    assert.equal(await hashOf(duckdb), one.hash)
  })

  it('lets both workers work', () => {
    for (const worker of cluster.workers)
      assert.ok(readdirSync(worker).some((name) => name.startsWith('app-')))
  })

  it('leaves nothing in the shared folder', () => {
    assert.deepEqual(
      readdirSync(dir).filter((name) => name.startsWith('zhucan-')),
      [],
    )
  })

  it('says what is wrong when it cannot be reached', async () => {
    assert.ok(!('missing' in found))
    const opened = openSpark({ master: 'nothing', python: found.python, folder: dir })
    await assert.rejects(opened, { code: 'match.engine-not-available' })
  })
})
