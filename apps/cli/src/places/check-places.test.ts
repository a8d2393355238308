import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../run-command-line.ts'

let dir: string
const at = (name: string) => join(dir, name)
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan 场所-'))
  mkdirSync(at('名单 一'))
  mkdirSync(at('kept'))
  writeFileSync(at('register.xlsx'), 'real people')
  writeFileSync(at('名单 一/deaths.csv'), '姓名,身份证号,死亡日期\n')
  writeFileSync(at('名单 一/clues.csv'), 'rule,subject,row,household,person,severity,title,reason\n')
  writeFileSync(at('kept/facts.parquet'), 'kept')
  writeFileSync(at('half.parquet'), 'PAR1 and no more')
  writeFileSync(at('half.xlsx'), Buffer.from('504b030414000600', 'hex'))
  writeFileSync(at('map.json'), '{"register": {,}}')
})
afterAll(() => {
  rmSync(dir, { recursive: true, force: true })
})

async function zhucan(...args: string[]) {
  const said: string[] = []
  const hear = (text: string) => void said.push(text)
  const status = await runCommandLine(args, { env: process.env, answers: hear, notes: hear })
  return { status, said: said.join('') }
}

const bothSides = ['--register', 'r.csv', '--file', 'f.csv', '--out', 'o.csv']
const screen = (...args: string[]) =>
  zhucan('screen', '--register', at('register.xlsx'), '--facts', at('名单 一'), ...args)
const count = (out: string) => zhucan('facts', 'count', '--kept', at('kept'), '--out', at(out))
const everyCommand: [string, (out: string) => ReturnType<typeof zhucan>][] = [
  ['screen --out', (out) => screen('--out', at(out))],
  ['screen --fact-table', (out) => screen('--out', at('c.csv'), '--fact-table', at(out))],
  ['facts count --out', count],
  [
    'match --out',
    (out) => zhucan('match', '--register', at('register.xlsx'), '--file', at('f.csv'), '--out', at(out)),
  ],
]

describe.each(everyCommand)('%s is looked at before the work', (_what, run) => {
  it.each([
    ['a folder that is not there', 'nowhere/links.csv', '[match.place-no-folder]'],
    ['a folder', 'kept', 'is a file to write'],
    ['the place of a device', '../../dev/null', 'match.place-no-file'],
  ])('%s', async (_which, out, expected) => {
    const { status, said } = await run(out)
    expect({ status, said }).toEqual({ status: 2, said: expect.stringContaining(expected) })
  })
})

it('writes over nothing that is read', async () => {
  const readings = [
    await screen('--out', at('register.xlsx')),
    await screen('--out', at('名单 一/deaths.csv')),
    await screen('--out', at('c.csv'), '--fact-table', at('register.xlsx')),
    await screen('--out', at('c.csv'), '--fact-table', at('c.csv')),
    await count('kept/facts.parquet'),
  ]
  for (const { status, said } of readings) {
    expect({ status, said }).toEqual({ status: 2, said: expect.stringContaining('are one file') })
    expect(said).toContain('是同一个文件')
  }
  expect(readFileSync(at('register.xlsx'), 'utf8')).toBe('real people')
  const amongLists = await screen('--out', at('c.csv'), '--fact-table', at('名单 一/facts.parquet'))
  expect(amongLists).toMatchObject({ status: 2, said: expect.stringContaining('--fact-table 不能放在') })
})

it('the clues of an earlier run are replaced, also among the lists', async () => {
  const { said } = await screen('--out', at('名单 一/clues.csv'))
  expect(said, 'the register is what is wrong').toContain('register.xlsx')
  expect(said).not.toContain('are one file')
})

describe('what is given in place of something else is told by its option and name', () => {
  const table = (path: string) => zhucan('facts', 'keep', '--table', at(path), '--kept', at('new'))
  const lists = (facts: string, register = 'register.xlsx') =>
    zhucan('screen', '--register', at(register), '--facts', at(facts), '--out', at('c.csv'))
  const sides = (register: string, file: string) =>
    zhucan('match', '--register', at(register), '--file', at(file), '--out', at('c.csv'))
  it.each([
    ['a folder as register', () => lists('名单 一', 'kept'), '--register 要给一个文件，而', 2],
    ['a folder as file', () => sides('register.xlsx', '名单 一'), '--file 要给一个文件，而', 2],
    ['a file as folder', () => lists('名单 一/deaths.csv'), '--facts 要给名单所在的文件夹，而', 2],
    ['a sheet as table', () => table('register.xlsx'), 'is a Parquet file (such as', 2],
    ['half a Parquet', () => table('half.parquet'), '[file.not-readable]', 1],
    ['a register that is damaged', () => lists('名单 一', 'half.xlsx'), 'half.xlsx：文件已损坏', 1],
    ['a map that is damaged', () => zhucan('match', '--map', at('map.json'), ...bothSides), 'map.json', 1],
  ])('%s', async (_what, run, expected, ends) => {
    const { status, said } = await run()
    expect({ status, said }).toEqual({ status: ends, said: expect.stringContaining(expected) })
    expect(said).not.toContain('    at ')
  })
})

describe('folders to write into', () => {
  it.each([
    ['a file', 'register.xlsx', 'is a folder to write into'],
    ['below a file', 'register.xlsx/here', 'is a folder to write into'],
    ['that nobody may write in', '../../proc/self', '[match.place-not-writable]'],
  ])('are looked at: %s', async (_what, out, expected) => {
    for (const run of [
      () => zhucan('demo', '--persons', '100', '--out', at(out)),
      () => zhucan('read', at('名单 一/deaths.csv'), '--out', at(out)),
    ]) {
      const { status, said } = await run()
      expect({ status, said }).toEqual({ status: 2, said: expect.stringContaining(expected) })
    }
  })

  it('keep a register that is no demo data', async () => {
    const { status, said } = await zhucan('demo', '--persons', '100', '--out', dir)
    expect({ status, said }).toEqual({ status: 2, said: expect.stringContaining('不是演示数据') })
    expect(readFileSync(at('register.xlsx'), 'utf8')).toBe('real people')
    expect(readdirSync(dir)).not.toContain('truth')
  })
})
