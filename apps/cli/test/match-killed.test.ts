import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeIdNumber, plainDate } from '@zhucan/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'

const launcher = join(import.meta.dirname, '..', 'src', 'main.ts')
const rows = 6_000
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-killed-'))
  const number = (n: number) =>
    makeIdNumber('990101', plainDate(`19${40 + (n % 50)}-0${1 + (n % 9)}-1${n % 10}`), n % 999)
  const lines = Array.from({ length: rows }, (_, n) => number(n))
  writeFileSync(join(dir, 'register.csv'), `身份证号\n${[...new Set(lines)].join('\n')}\n`)
  writeFileSync(join(dir, 'file.csv'), `身份证号\n${lines.join('\n')}\n`)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const old = 'file_row,register_row,method\n1,1,exact\n'

/** Runs until something is seen in the folder or on stderr, then kills it for good; the exit code, or the signal. */
async function killWhen(args: readonly string[], seen: (said: string) => boolean) {
  return (await endWhen('SIGKILL', args, seen)).ended
}

async function endWhen(
  signal: 'SIGKILL' | 'SIGINT',
  args: readonly string[],
  seen: (said: string) => boolean,
) {
  const child = spawn(process.execPath, args, {
    cwd: dir,
    env: { ...process.env, TMPDIR: dir },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (data) => {
    said += data
  })
  const look = setInterval(() => seen(said) && child.kill(signal), 2)
  const ended = await new Promise<number | string | null>((done) =>
    child.once('exit', (code, signal) => done(signal ?? code)),
  )
  clearInterval(look)
  return { ended, said }
}

const match = [
  'match',
  '--register',
  'register.csv',
  '--file',
  'file.csv',
  '--out',
  'links.csv',
  '--review',
  'review.csv',
  '--exact-only',
  '--memory',
  '300MB',
]

it.each([
  ['as soon as it has its folder', () => readdirSync(dir).some((name) => name.startsWith('zhucan-match'))],
  ['while it writes the links', () => readdirSync(dir).some((name) => /^links\.csv\..*part$/.test(name))],
])(
  'a match that is killed %s leaves the old links whole',
  async (_when, seen) => {
    writeFileSync(join(dir, 'links.csv'), old)
    const ended = await killWhen([launcher, ...match], seen)
    const links = readFileSync(join(dir, 'links.csv'), 'utf8')
    // Killed too late it has finished, and then the new links must be whole.
    if (ended === 'SIGKILL') expect(links).toBe(old)
    else expect(links.trimEnd().split('\n')).toHaveLength(rows + 1)
  },
  60_000,
)

it('a match that is stopped by Ctrl-C says so and leaves nothing behind', async () => {
  writeFileSync(join(dir, 'links.csv'), old)
  const people = Array.from(
    { length: rows },
    (_, n) => `李${n % 97}明${n % 89},19${40 + (n % 50)}-03-1${n % 10},${n % 61}村`,
  )
  for (const name of ['people.csv', 'list.csv'])
    writeFileSync(join(dir, name), `姓名,出生日期,户籍地\n${people.join('\n')}\n`)
  const sides = ['--register', 'people.csv', '--file', 'list.csv', '--out', 'links.csv', '--memory', '300MB']
  const { ended, said } = await endWhen('SIGINT', [launcher, 'match', ...sides], (heard) =>
    heard.includes('已整理'),
  )
  expect({ ended, said }).toEqual({ ended: 130, said: expect.stringContaining('已停止') })
  expect(readFileSync(join(dir, 'links.csv'), 'utf8')).toBe(old)
  const folders = readdirSync(dir).filter((name) => name.startsWith('zhucan-match'))
  expect(
    folders.flatMap((name) => readdirSync(join(dir, name)).filter((one) => one.startsWith('session'))),
  ).toEqual([])
  expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([])
}, 60_000)

it('a twin that writes in place is seen to leave a mix', async () => {
  const path = join(dir, 'twin.csv')
  writeFileSync(path, old)
  const code = `const o=require('fs').createWriteStream('twin.csv');let n=0;const w=()=>{for(let i=0;i<1000;i++)o.write(++n+',1,exact\\n');setTimeout(w,1)};w()`
  expect(await killWhen(['-e', code], () => readFileSync(path, 'utf8').length > 2 * old.length)).toBe(
    'SIGKILL',
  )
  expect(readFileSync(path, 'utf8')).not.toBe(old)
}, 120_000)

it('the next run works and removes what killed ones left', async () => {
  expect(await killWhen([launcher, ...match], () => false)).toBe(0)
  expect(readFileSync(join(dir, 'links.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(rows + 1)
  expect(readdirSync(dir).filter((name) => /\.part$|^zhucan-match/.test(name))).toEqual([])
}, 60_000)
