import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { type Analysis, inTurn, openAnalysis } from '@zhucan/analysis'
import { type LinkageRow, makeLinkageSet } from '@zhucan/demo'
import { findSpark } from '../../../tools/find-spark.ts'
import { type Cluster, localSettings, shortLived, startCluster } from '../../../tools/spark-cluster.ts'
import {
  assignPairs,
  type Engine,
  identityThresholds,
  type LinkRequest,
  linksSql,
  looksOneToOne,
  onSpark,
  openSpark,
  reviewSql,
  type SparkEngine,
  scoreSides,
} from '../src/index.ts'
import { differences } from './conformance.ts'
import { makeOtherFiles, otherFiles, otherTables } from './other-files.ts'

/** Rows a side that no number leads from or to, which the linkage must find; and persons that a number finds. */
const [size, known] = [20_000, 400]
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

/** An engine that loses an executor, killed, while it compares samples; and how many it has lost. */
function losingAnExecutor(engine: Engine, cluster: Cluster): { robbed: Engine; killed: () => number } {
  let killed = 0
  const kill = () => {
    for (const pid of cluster.executors().slice(0, 1)) {
      process.kill(pid, 'SIGKILL')
      killed++
    }
  }
  const rows = <T extends object>(sql: string) => {
    if (sql.includes('cross join')) setTimeout(kill, 300)
    return engine.rows<T>(sql)
  }
  const robbed: Engine = { ...engine, rows, together: (work) => inTurn(robbed, work) }
  return { robbed, killed: () => killed }
}

/** Asks for a table whose files are gone, as a worker finds it that sees another folder. */
async function loseTable(engine: SparkEngine): Promise<void> {
  const path = join(engine.folder, 'lost.parquet')
  await engine.copyToParquet('select 1 as a', path)
  await engine.loadParquet('lost', path)
  rmSync(path)
  await engine.rows('select * from lost')
}

const program = join(import.meta.dirname, '..', '..', '..', 'apps', 'cli', 'src', 'main.ts')

/** Files as an operator has them: one row in fifty carries a good number, exactly `size` others a side must be linked. */
function writeFiles(folder: string): void {
  const whole = makeLinkageSet({ seed: 62, register: size + known, file: size + 2 * known, exact: 0.03 })
  const isKnown = whole.file.map(
    ({ idNumber }, at) => whole.register[(whole.truth[at] ?? 0) - 1]?.idNumber === idNumber,
  )
  const take = (wanted: boolean, count: number) =>
    whole.file.filter((_, at) => isKnown[at] === wanted).slice(0, count)
  const sides = { register: whole.register, file: [...take(true, known), ...take(false, size)] }
  const line = ({ name, sex, birth, regionName, address, phone, idNumber }: LinkageRow) =>
    [name, sex, birth, regionName, address, phone, idNumber].join(',')
  for (const side of ['register', 'file'] as const)
    writeFileSync(
      join(folder, `${side}.csv`),
      ['name,sex,birth,hukou,address,phone,number', ...sides[side].map(line)].join('\n'),
    )
  writeFileSync(join(folder, 'map.json'), JSON.stringify({ register: { number: 'idNumber' } }))
}

/** Runs `zhucan match`; what it wrote, and what it said of the linkage. */
async function matched(folder: string, name: string, more: readonly string[] = []) {
  const made = ['links', 'review', 'model'].map((what) => join(folder, `${name}-${what}`))
  const [out = '', review = '', model = ''] = made
  const files = ['--register', join(folder, 'register.csv'), '--file', join(folder, 'file.csv')]
  const outputs = ['--out', out, '--review', review, '--model', model, '--memory', '500MB', '--json']
  const { stdout, stderr } = await promisify(execFile)('env', [
    `SPARK_CONF_DIR=${folder}`,
    process.execPath,
    ...[program, 'match', ...files, '--map', join(folder, 'map.json'), ...outputs, ...more],
  ])
  const { linkage, result } = JSON.parse(stdout) as {
    linkage: { linked: number; oneToOne: boolean }
    result: { rows: number; matched: number }
  }
  const prepared = /^(\d+) rows prepared$/m.exec(stderr)?.[1]
  return { linkage, result, prepared, written: made.map((path) => readFileSync(path, 'utf8')) }
}

describe('a cluster of a master and two workers', { skip, timeout: 1_800_000 }, () => {
  let dir: string
  let cluster: Cluster
  let duckdb: Analysis

  before(async () => {
    assert.ok(!('missing' in found))
    dir = mkdtempSync(join(tmpdir(), 'zhucan-spark-'))
    duckdb = await openAnalysis({ dir: join(dir, 'run'), folders: [dir], memoryLimit: '1GB' })
    await makeOtherFiles(duckdb)
    cluster = await startCluster(found.home, dir)
  })

  after(async () => {
    await cluster?.stop()
    await duckdb?.close()
    if (dir !== undefined) rmSync(dir, { recursive: true, force: true })
  })

  it('says of each primitive what the table says, and links files of another kind as DuckDB does though a worker is killed', async () => {
    assert.ok(!('missing' in found))
    const other = await done(duckdb, otherFiles(duckdb))
    assert.ok(other.links > 250)
    const conf = {
      ...localSettings,
      ...shortLived,
      'spark.driver.memory': '1g',
      'spark.executor.memory': '900m',
      'spark.local.dir': dir,
    }
    const place = { master: cluster.master, python: found.python, folder: dir, conf }
    await onSpark(duckdb, place, otherTables, async (engine) => {
      assert.deepEqual(await differences(engine), [])
      const { killed, robbed } = losingAnExecutor(engine, cluster)
      assert.deepEqual(await done(robbed, otherFiles(engine)), other)
      assert.ok(killed() > 0)
      await assert.rejects(loseTable(engine), { code: 'match.engine-folder-not-seen' })
    })
    assert.equal(await hashOf(duckdb), other.hash)
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
    const { result, linkage, prepared } = here
    // Numbers found `known` persons, who take part no more; what is left on each side went into the linkage.
    assert.deepEqual([result.rows - result.matched, result.matched, prepared], [size, known, `${2 * size}`])
    assert.ok(linkage.linked > 13_000)
    assert.deepEqual(await matched(folder, 'there', ['--engine', 'spark', ...place]), here)
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
