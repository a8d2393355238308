import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { type LinkageRow, makeLinkageSet } from '@zhucan/demo'
import { findSpark } from '../../../tools/find-spark.ts'
import { type Cluster, localSettings, shortLived, startCluster } from '../../../tools/spark-cluster.ts'
import {
  assignPairs,
  dialectOf,
  type Engine,
  identityPlan,
  identityThresholds,
  type LinkRequest,
  linksSql,
  looksOneToOne,
  onSpark,
  openSpark,
  reviewSql,
  scoreSides,
} from '../src/index.ts'
import { differences } from './conformance.ts'
import { identityCells, identityTable } from './identity-tables.ts'
import { makeOtherFiles, otherFiles, otherTables } from './other-files.ts'

const size = 20_000
const found = findSpark()
const skip = 'missing' in found ? `SPARK WAS NOT TESTED: ${found.missing}` : false

/** Links two tables; what was learnt and how many came out. */
async function linked(engine: Engine, work: LinkRequest) {
  const { model, odds, pairs } = await scoreSides(engine, work)
  const oneToOne = await looksOneToOne(engine, identityThresholds.link)
  return {
    model: model.version,
    odds,
    pairs,
    oneToOne,
    ...(await assignPairs(engine, identityThresholds, true)),
  }
}

const identities = (engine: Engine): LinkRequest => ({
  plan: identityPlan({ dialect: dialectOf(engine) }),
  sides: { left: 'people', right: 'rows' },
})

/** What was decided, to the last digit, as one hash. */
async function hashOf(engine: Engine): Promise<string> {
  const links = await engine.rows(`select * from (${linksSql}) as x order by b, a`)
  const review = await engine.rows(`select * from (${reviewSql}) as x order by b, a`)
  return createHash('sha256')
    .update(JSON.stringify([links, review]))
    .digest('hex')
}

const done = async (engine: Engine, work: LinkRequest) => ({
  ...(await linked(engine, work)),
  hash: await hashOf(engine),
})

const program = join(import.meta.dirname, '..', '..', '..', 'apps', 'cli', 'src', 'main.ts')

/** Files as an operator has them: half of the rows carry a good number, the others must be linked. */
function writeFiles(folder: string): void {
  const set = makeLinkageSet({ seed: 63, register: 3000, file: 3000, exact: 0.5 })
  const line = ({ name, sex, birth, regionName, address, phone, idNumber }: LinkageRow) =>
    [name, sex, birth, regionName, address, phone, idNumber].join(',')
  for (const side of ['register', 'file'] as const)
    writeFileSync(
      join(folder, `${side}.csv`),
      ['name,sex,birth,hukou,address,phone,number', ...set[side].map(line)].join('\n'),
    )
  writeFileSync(join(folder, 'map.json'), JSON.stringify({ register: { number: 'idNumber' } }))
}

/** Runs `zhucan match`; what it wrote, and what it said of the linkage. */
async function matched(folder: string, name: string, more: readonly string[] = []) {
  const made = ['links', 'review', 'model'].map((what) => join(folder, `${name}-${what}`))
  const [out = '', review = '', model = ''] = made
  const files = ['--register', join(folder, 'register.csv'), '--file', join(folder, 'file.csv')]
  const outputs = ['--out', out, '--review', review, '--model', model, '--memory', '500MB', '--json']
  const { stdout } = await promisify(execFile)('env', [
    `SPARK_CONF_DIR=${folder}`,
    process.execPath,
    ...[program, 'match', ...files, '--map', join(folder, 'map.json'), ...outputs, ...more],
  ])
  const { linkage, result } = JSON.parse(stdout) as { linkage: { linked: number }; result: object }
  return { linkage, result, written: made.map((path) => readFileSync(path, 'utf8')) }
}

describe('a cluster of a master and two workers', { skip, timeout: 1_800_000 }, () => {
  let dir: string
  let cluster: Cluster
  let duckdb: Analysis

  before(async () => {
    assert.ok(!('missing' in found))
    dir = mkdtempSync(join(tmpdir(), 'zhucan-spark-'))
    duckdb = await openAnalysis({ dir: join(dir, 'run'), folders: [dir], memoryLimit: '1GB' })
    const set = makeLinkageSet({ seed: 62, register: size, file: size })
    await duckdb.appendRows('people', identityTable, set.register.map(identityCells))
    await duckdb.appendRows('rows', identityTable, set.file.map(identityCells))
    await makeOtherFiles(duckdb)
    cluster = await startCluster(found.home, dir)
  })

  after(async () => {
    await cluster?.stop()
    await duckdb?.close()
    if (dir !== undefined) rmSync(dir, { recursive: true, force: true })
  })

  it(`says of each primitive what the table says, and links ${size} persons with ${size} rows as DuckDB does, to the last digit`, async () => {
    assert.ok(!('missing' in found))
    const other = await done(duckdb, otherFiles(duckdb))
    const one = await done(duckdb, identities(duckdb))
    assert.ok(other.links > 250)
    assert.ok(one.links > size * 0.6)
    const conf = {
      ...localSettings,
      ...shortLived,
      'spark.driver.memory': '1g',
      'spark.executor.memory': '900m',
      'spark.local.dir': dir,
    }
    const place = { master: cluster.master, python: found.python, folder: dir, conf }
    await onSpark(duckdb, place, ['people', 'rows', ...otherTables], async (engine) => {
      assert.deepEqual(await differences(engine), [])
      assert.deepEqual(await done(engine, otherFiles(engine)), other)
      assert.deepEqual(await done(engine, identities(engine)), one)
    })
    assert.equal(await hashOf(duckdb), one.hash)
  })

  it('serves zhucan match, which writes what it writes without a cluster, byte for byte', async () => {
    assert.ok(!('missing' in found))
    const folder = join(dir, 'command')
    mkdirSync(folder)
    writeFiles(folder)
    const settings = Object.entries({ ...localSettings, ...shortLived, 'spark.executor.memory': '900m' })
    const conf = settings.map(([key, value]) => `${key} ${value}\n`).join('')
    writeFileSync(join(folder, 'spark-defaults.conf'), conf)
    const place = ['--spark-master', cluster.master, '--spark-folder', dir, '--spark-python', found.python]
    const here = await matched(folder, 'here')
    const there = await matched(folder, 'there', ['--engine', 'spark', ...place])
    assert.ok(here.linkage.linked > 500)
    assert.deepEqual(there, here)
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
