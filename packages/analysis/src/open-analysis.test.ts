import { execFile, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from '@zhucan/kernel'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Analysis, AnalysisError, openAnalysis } from './index.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-analysis-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

async function withAnalysis<T>(work: (analysis: Analysis) => Promise<T>, more: object = {}): Promise<T> {
  await using analysis = await openAnalysis({
    dir: join(dir, 'spill'),
    threads: 2,
    memoryLimit: '400MB',
    ...more,
  })
  return await work(analysis)
}

describe('rows in and out', () => {
  it('gives back what was appended, 64-bit keys and nulls included', async () => {
    const columns = {
      key: 'BIGINT',
      ck: 'SMALLINT',
      day: 'DATE',
      id: 'UUID',
      name: 'VARCHAR',
      yes: 'BOOLEAN',
    } as const
    const id = '0199f000-1111-7222-b333-444455556666'
    const out = await withAnalysis(async (analysis) => {
      const rows = [
        [9_223_372_036_854_775_807n, 10, '1950-02-28', id, '王小明', true],
        [5, null, null, null, null, false],
      ] as const
      expect(await analysis.appendRows('t', columns, rows)).toBe(2)
      return analysis.rows('select * from t order by key desc')
    })
    expect(out).toEqual([
      { key: 9_223_372_036_854_775_807n, ck: 10, day: '1950-02-28', id, name: '王小明', yes: true },
      { key: 5n, ck: null, day: null, id: null, name: null, yes: false },
    ])
  })

  it('appends across chunk borders and to a table that is already there', async () => {
    await withAnalysis(async (analysis) => {
      async function* numbers(from: number, to: number) {
        for (let n = from; n < to; n++) yield [n]
      }
      await analysis.appendRows('n', { n: 'INTEGER' }, numbers(0, 4096))
      await analysis.appendRows('n', { n: 'INTEGER' }, numbers(4096, 5000))
      expect(await analysis.rows('select count(*) as c, sum(n)::bigint as s from n')).toEqual([
        { c: 5000n, s: 12_497_500n },
      ])
    })
  })

  it('lets others have their turn after each chunk of rows that are at hand', async () => {
    await withAnalysis(async (analysis) => {
      let turns = 0
      let ended: number | null = null
      const count = () => {
        turns += 1
        if (ended === null) setImmediate(count)
      }
      function* rows() {
        count()
        for (let n = 0; n < 20 * 2048; n++) yield [n]
        ended = turns
      }
      await analysis.appendRows('n', { n: 'INTEGER' }, rows())
      expect(ended).toBeGreaterThanOrEqual(20)
    })
  })

  it('keeps nothing of an append that fails half-way', async () => {
    await withAnalysis(async (analysis) => {
      const rows = Array.from({ length: 300_000 }, (_, n) => [n === 299_999 ? 'x' : n])
      await expect(analysis.appendRows('n', { n: 'INTEGER' }, rows)).rejects.toThrow(TypeError)
      expect(await analysis.rows('select count(*) as c from n')).toEqual([{ c: 0n }])
    })
  })

  it.each([
    ['a fraction in a BIGINT', { a: 'BIGINT' }, [1.5]],
    ['a number beyond 2^53 in a BIGINT', { a: 'BIGINT' }, [2 ** 60]],
    ['a day that does not exist', { a: 'DATE' }, ['2026-02-30']],
    ['a number too large for SMALLINT', { a: 'SMALLINT' }, [70_000]],
    ['too few cells', { a: 'INTEGER', b: 'INTEGER' }, [1]],
    ['text that is no UUID', { a: 'UUID' }, ['990101']],
  ] as const)('refuses %s', async (_what, columns, row) => {
    await withAnalysis(async (analysis) => {
      await expect(analysis.appendRows('t', columns, [row])).rejects.toThrow(TypeError)
    })
  })

  it('binds whole numbers and bigints as 64-bit', async () => {
    const out = await withAnalysis((analysis) =>
      analysis.rows('select typeof(?) as a, typeof(?) as b, typeof(?) as c', [5, 7n, 0.5]),
    )
    expect(out).toEqual([{ a: 'BIGINT', b: 'BIGINT', c: 'DOUBLE' }])
  })

  it('streams a large answer while other statements run', async () => {
    await withAnalysis(async (analysis) => {
      await analysis.run('create table big as select range as n from range(100000)')
      let sum = 0n
      for await (const batch of analysis.stream<{ n: bigint }>('select n from big')) {
        for (const row of batch) sum += row.n
        await analysis.rows('select 1 as one')
      }
      expect(sum).toBe(4_999_950_000n)
    })
  })

  it('writes and reads Parquet inside the named folders, readable by its owner only', async () => {
    const folder = join(dir, 'kept')
    await withAnalysis(
      async (analysis) => {
        const file = join(folder, 'a', "o'k.parquet")
        expect(await analysis.copyToParquet('select range as n from range(10)', file)).toBe(10)
        expect(statSync(file).mode & 0o777).toBe(0o600)
        expect(await analysis.loadParquet('back', file)).toBe(10)
        await expect(analysis.copyToParquet('select nothing from nowhere', file)).rejects.toThrow(
          AnalysisError,
        )
        expect(readdirSync(join(folder, 'a'))).toEqual(["o'k.parquet"])
      },
      { folders: [folder] },
    )
  })
})

describe('walls', () => {
  it.each([
    ['reads a file outside its folders', "select * from read_csv('/etc/passwd')"],
    ['writes a file outside its folders', "copy (select 1) to '/tmp/zhucan-must-not-exist.csv'"],
    ['attaches a database outside', "attach '/tmp/zhucan-must-not-exist.duckdb'"],
    ['reaches the network', "select * from read_csv('http://127.0.0.1:9/x.csv')"],
    ['installs an extension', 'install httpfs'],
    ['opens the doors again', 'set enable_external_access = true'],
    ['raises its own memory', "set memory_limit = '100GB'"],
    ['allows itself to', "set allowed_configs = ['memory_limit']"],
  ])('never %s', async (_what, sql) => {
    await withAnalysis(async (analysis) => {
      await expect(analysis.run(sql)).rejects.toThrow(
        /Permission Error|has been locked|Cannot enable|disabled/,
      )
    })
  })

  it('keeps values out of its messages', async () => {
    await withAnalysis(async (analysis) => {
      await analysis.run("create table t as select '990101195003070018' as id")
      const error = await analysis.run('select id::tinyint from t').catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(AnalysisError)
      expect(String(error)).toContain('Conversion Error')
      expect(String(error)).not.toMatch(/990101/)
    })
  })
})

describe('limits', () => {
  it('says in a Problem that memory is too small', async () => {
    await withAnalysis(
      async (analysis) => {
        const error = await analysis
          .rows("select list(repeat('x', 200) || range) as l from range(4000000)")
          .catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(Problem)
        expect(error).toMatchObject({ code: 'analysis.out-of-memory', params: { limit: '60MB' } })
      },
      { memoryLimit: '60MB' },
    )
  })

  it('says in a Problem that the spill space is full', async () => {
    await withAnalysis(
      async (analysis) => {
        const sql = 'create table t as select uuid()::varchar as a, uuid()::varchar as b from range(3000000)'
        await expect(analysis.run(sql)).rejects.toMatchObject({ code: 'analysis.disk-full' })
      },
      { memoryLimit: '60MB', maxSpill: '20MB' },
    )
  })

  // Elsewhere the engine takes its memory from the system's own allocator.
  it.runIf(process.platform === 'linux')('holds when tables make room for something large', async () => {
    const limit = 150
    expect(await growthOf(limit)).toBeLessThan(limit + 30)
  })

  it('refuses an unreadable size', async () => {
    await expect(openAnalysis({ dir, memoryLimit: 'lots' })).rejects.toMatchObject({
      code: 'analysis.size-unreadable',
    })
    expect(readdirSync(dir)).toEqual([])
  })
})

describe('the spill folder', () => {
  it('is private while open and gone after', async () => {
    const spill = join(dir, 'spill')
    mkdirSync(spill)
    chmodSync(spill, 0o755)
    await withAnalysis(
      async (analysis) => {
        await analysis.run(
          'create table t as select uuid()::varchar as a, uuid()::varchar as b from range(1500000)',
        )
        expect(statSync(spill).mode & 0o777).toBe(0o700)
        const [session = ''] = readdirSync(spill)
        expect(statSync(join(spill, session)).mode & 0o777).toBe(0o700)
        expect(readdirSync(join(spill, session)).length).toBeGreaterThan(0)
      },
      { memoryLimit: '60MB' },
    )
    expect(readdirSync(spill)).toEqual([])
  })

  it('of a killed run is removed by the next one, that of a running one is not', async () => {
    const spill = join(dir, 'spill')
    const child = await runningChild(spill)
    const [held = ''] = readdirSync(spill)
    await withAnalysis(async () => expect(readdirSync(spill)).toContain(held))
    expect(readdirSync(join(spill, held)).length).toBeGreaterThan(0)
    await child.kill()
    expect(readdirSync(spill)).toEqual([held])
    await withAnalysis(async () => expect(readdirSync(spill)).not.toContain(held))
  })

  it('of an earlier process with our own id is removed, as in containers', async () => {
    const spill = join(dir, 'spill')
    const mine = await withAnalysis(async () => readdirSync(spill)[0] ?? '')
    const earlier = mine.replace(/-(\d+)-(?=[0-9a-f]{8}-)/, '-1-')
    expect(earlier).not.toBe(mine)
    mkdirSync(join(spill, earlier))
    writeFileSync(join(spill, earlier, 'duckdb_temp_storage_DEFAULT-0.tmp'), 'x')
    await withAnalysis(async () => expect(existsSync(join(spill, earlier))).toBe(false))
  })

  it('of another machine is left alone for a day', async () => {
    const spill = join(dir, 'spill')
    const foreign = join(spill, 'session-other-000000000000-1-1-00000000-0000-0000-0000-000000000000')
    mkdirSync(foreign, { recursive: true })
    await withAnalysis(async () => expect(existsSync(foreign)).toBe(true))
    const twoDaysAgo = statSync(foreign).mtimeMs / 1000 - 2 * 86_400
    utimesSync(foreign, twoDaysAgo, twoDaysAgo)
    await withAnalysis(async () => expect(existsSync(foreign)).toBe(false))
  })

  it('lets everything else in its folder stand', async () => {
    mkdirSync(join(dir, 'spill'))
    writeFileSync(join(dir, 'spill', 'note.txt'), 'kept')
    await withAnalysis(async () => undefined)
    expect(readdirSync(join(dir, 'spill'))).toEqual(['note.txt'])
  })
})

/** By how many MB a process grows at most that fills its engine and then joins with a table of half as much. */
async function growthOf(limit: number): Promise<number> {
  const script = `
    import { openAnalysis } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    const dir = ${JSON.stringify(join(dir, 'spill'))}
    await using analysis = await openAnalysis({ dir, memoryLimit: '${limit}MB', threads: 1 })
    const before = process.memoryUsage.rss()
    await analysis.run('create table held as select range::integer as n, hash(range)::varchar as h from range(3500000)')
    const few = '(select range::bigint as n from range(2200000))'
    await analysis.rows(\`select count(few.n) as n from held left join \${few} few on few.n = held.n\`)
    console.log(process.resourceUsage().maxRSS * 1024 - before)`
  const done = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  return Number(done.stdout) / 1e6
}

async function runningChild(spill: string): Promise<{ kill(): Promise<void> }> {
  const script = `
    import { openAnalysis } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    const analysis = await openAnalysis({ dir: ${JSON.stringify(spill)}, memoryLimit: '60MB', threads: 1 })
    await analysis.run('create table t as select uuid()::varchar as a, uuid()::varchar as b from range(1500000)')
    console.log('ready')
    setInterval(() => analysis.folder, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  await new Promise((done, fail) => {
    child.stdout.once('data', done)
    child.once('exit', () => fail(new Error('the child ended before it was ready')))
  })
  return {
    kill: () =>
      new Promise((done) => {
        child.once('exit', () => done())
        child.kill('SIGKILL')
      }),
  }
}
