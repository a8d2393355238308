import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { type LinkageRow, makeLinkageSet } from '@zhucan/demo'
import { makeIdNumber, plainDate } from '@zhucan/kernel'
import { currentVersion } from '@zhucan/matching'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { matchFiles } from '../match-files.ts'
import { type KeptJob, matchKept } from './match-kept.ts'

const day = plainDate('2026-11-22')
const set = makeLinkageSet({ seed: 11, register: 900, file: 900, exact: 0.5 })
const header = '编号,姓名,性别,出生日期,户籍地,地址,联系电话,身份证号'

/** Persons whose number somebody else bears as well, before or after; and one whose number a stranger gives. */
const person = (place: number, name: string, number = place): LinkageRow => ({
  ...{
    name,
    sex: '男',
    birth: `196${place}-0${place}-1${place}`,
    region: '',
    address: `${place}组${place}${place}号`,
  },
  ...{ regionName: `临溪县/石桥镇/东风${place}村`, phone: `1990000000${place}` },
  idNumber: makeIdNumber('990101', plainDate(`196${number}-0${number}-1${number}`), number),
})
const [shared, freed, robbed] = [person(1, '司徒清源'), person(2, '欧阳望舒'), person(3, '慕容沧海')]
const sharer = person(4, '申屠白石', 1)
const newcomer = person(5, '东方既白', 2)
const stranger = person(6, '尉迟孤鸿', 3)
const bare = (row: LinkageRow) => ({ ...row, idNumber: '' })
const register = [...set.register, shared, sharer, freed, robbed]
const file = [...set.file, shared, bare(shared), freed, bare(freed), stranger]

let dir: string
let strangers: number
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-kept-'))
  write('register.csv', register)
  write('file.csv', file)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const at = (name: string) => join(dir, name)

function write(name: string, rows: readonly LinkageRow[], idOf = (place: number) => String(place + 1)) {
  const lines = rows.map(({ name: who, sex, birth, regionName, address, phone, idNumber }, place) =>
    [idOf(place), who, sex, birth, regionName, address, phone, idNumber].join(','),
  )
  writeFileSync(at(name), `${[header, ...lines].join('\n')}\n`)
}

async function kept(index: string, more: Partial<KeptJob> = {}) {
  const where = { index: at(index), keysDir: at('keys'), update: false, memory: '400MB', day }
  return matchKept({ ...where, ...more })
}

const matched = (name: string, more: Partial<KeptJob> = {}) => ({
  ...{ file: at('file.csv'), out: at(name), review: at(`review-${name}`) },
  ...more,
})

/** File row, register row and method of each link; weights depend a little on what was counted where. */
function links(name: string): string[] {
  const lines = readFileSync(at(name), 'utf8').trimEnd().split('\r\n').slice(1)
  return lines.map((line) => line.split(',').slice(0, 3).join())
}

/** Two in a hundred: some leave, some move and change numbers, some come; all others stand elsewhere in the file. */
function changedRegister(): LinkageRow[] {
  const stay = set.register.filter((_, place) => place % 100 !== 7)
  const changed = stay.map((row, place) =>
    place % 97 === 3 ? { ...row, phone: '19912345678', address: '1组1号' } : row,
  )
  const numbers = changed.map((row, place) =>
    place % 101 === 5 ? { ...row, idNumber: changed[(place + 9) % 700]!.idNumber } : row,
  )
  const fresh = set.file.filter((_, place) => set.truth[place] === null).slice(0, 8)
  const own = [
    shared,
    person(4, sharer.name),
    freed,
    newcomer,
    { ...robbed, idNumber: person(7, '').idNumber },
  ]
  return [...fresh, ...numbers, ...own]
}

/** Tells the sealed file of the rows an index began with from another. */
const prepared = (index: string) =>
  statSync(join(at(index), currentVersion(at(index))!, 'linkage_left.sealed')).ino

/** What an index says of the numbers of its register. */
function usableIn(index: string): number {
  const { state } = JSON.parse(
    readFileSync(join(at(index), currentVersion(at(index))!, 'index.json'), 'utf8'),
  )
  return JSON.parse(state).register.usable
}

describe('a kept index', () => {
  it('tells how many links by likeness went with the persons who left', async () => {
    write('bare.csv', set.file.map(bare))
    await kept('bare', { register: at('register.csv') })
    await kept('bare', { file: at('bare.csv'), out: at('bare-links.csv') })
    const left = register.map((_, place) => place).filter((place) => place % 50 === 7)
    const rows = readFileSync(at('register.csv'), 'utf8').trimEnd().split('\n')
    const fewer = rows.filter((_, line) => !left.includes(line - 1))
    writeFileSync(at('fewer.csv'), `${fewer.join('\n')}\n`)
    const dropped = links('bare-links.csv').filter((line) => left.includes(Number(line.split(',')[1]) - 1))
    expect(dropped.length).toBeGreaterThan(5)
    const places = { file: at('bare.csv'), out: at('fewer-links.csv') }
    const { delta } = await kept('bare', { register: at('fewer.csv'), update: true, ...places })
    expect(delta).toMatchObject({ gone: left.length, added: 0, dropped: dropped.length })
    expect(delta!.rows).toBeGreaterThanOrEqual(dropped.length)
  }, 60_000)

  it('gives a new file the links of a whole run, and the same file the same links again', async () => {
    const model = at('model.json')
    const whole = { register: at('register.csv'), file: at('file.csv'), out: at('whole.csv'), model }
    await matchFiles({ ...whole, day, memory: '400MB' })
    const made = await kept('one', { register: at('register.csv') })
    expect(made).toMatchObject({ index: { made: true, rows: 904, version: 0 }, match: null })
    const first = await kept('one', matched('first.csv', { model }))
    expect(first).toMatchObject({ index: { made: false }, delta: null })
    strangers = first.match!.strangers
    const expected = links('whole.csv')
    const found = links('first.csv')
    expect(found.length).toBeGreaterThan(500)
    const other = [
      ...found.filter((line) => !expected.includes(line)),
      ...expected.filter((line) => !found.includes(line)),
    ]
    // A weight beside the line may fall on its other side, because values are counted in the register alone.
    expect(other.length).toBeLessThanOrEqual(3)
    const again = await kept('one', matched('again.csv'))
    expect(again.delta).toEqual({ gone: 0, added: 0, rows: 0, dropped: 0 })
    for (const name of ['', 'review-'])
      expect(readFileSync(at(`${name}again.csv`), 'utf8')).toBe(readFileSync(at(`${name}first.csv`), 'utf8'))
  }, 60_000)

  it('drops and redoes the links of changed persons, and ends where a file that was never kept ends', async () => {
    cpSync(at('one'), at('twin'), { recursive: true })
    write('newer.csv', changedRegister(), (place) => `n-${place}`)
    const newer = { register: at('newer.csv'), update: true }
    const before = prepared('one')
    const { index, delta, match } = await kept('one', { ...newer, ...matched('delta.csv') })
    expect(index.version).toBe(1)
    expect(prepared('one'), 'what stays is not written again').toBe(before)
    expect(index.update).toMatchObject({ gone: delta!.gone, added: delta!.added })
    await kept('anew', { register: at('newer.csv') })
    expect(usableIn('one'), 'usable numbers, counted by what changed').toBe(usableIn('anew'))
    expect(usableIn('one')).not.toBe(usableIn('twin'))
    expect(delta!.gone).toBeGreaterThan(20)
    expect(delta!.dropped).toBeGreaterThan(5)
    expect(delta!.rows).toBeLessThan(200)
    // The same cells under another map are another file, so the twin matches it whole.
    writeFileSync(at('map.json'), '{"file":{"nothing":"name"}}')
    const twin = await kept('twin', { ...newer, ...matched('full.csv'), map: at('map.json') })
    expect(twin.delta).toBeNull()
    expect(links('delta.csv')).toEqual(links('full.csv'))
    const placeOf = (row: LinkageRow) => file.indexOf(row) + 1
    const [then, now] = [links('first.csv'), links('delta.csv')].map((all) =>
      all.map((line) => line.replace(/,.*,/, ' ')),
    )
    expect(then).toEqual(expect.arrayContaining([`${placeOf(shared) + 1} linked`, `${placeOf(freed)} exact`]))
    expect(now).toEqual(expect.arrayContaining([`${placeOf(shared)} exact`, `${placeOf(freed) + 1} linked`]))
    expect(now).not.toContain(`${placeOf(shared) + 1} linked`)
    expect([strangers, match!.strangers]).toEqual([1, 0])
    expect(links('review-delta.csv').sort()).toEqual(links('review-full.csv').sort())
    expect(match!.result).toEqual(twin.match!.result)
    expect(match!.strangers).toBe(twin.match!.strangers)
    const again = await kept('one', matched('delta-again.csv'))
    expect(again.delta).toMatchObject({ gone: 0, added: 0 })
    expect(links('delta-again.csv')).toEqual(links('delta.csv'))
  }, 60_000)

  it('puts all into one table after many changes, and ends the same', async () => {
    const many = changedRegister().map((row, place) =>
      place % 7 === 2 ? { ...row, phone: `1990000${1000 + place}` } : row,
    )
    cpSync(at('one'), at('many'), { recursive: true })
    write('many.csv', many, (place) => `n-${place}`)
    const before = prepared('many')
    const { delta } = await kept('many', {
      ...{ register: at('many.csv'), update: true },
      ...matched('many-delta.csv'),
    })
    expect(delta!.gone).toBeGreaterThan(100)
    expect(prepared('many')).not.toBe(before)
    writeFileSync(at('other.json'), '{"file":{"nothing":"sex"}}')
    const whole = await kept('many', { ...matched('many-full.csv'), map: at('other.json') })
    expect(whole.delta).toBeNull()
    expect(links('many-delta.csv')).toEqual(links('many-full.csv'))
    expect(links('many-delta.csv').length).toBeGreaterThan(500)
  }, 60_000)

  it('holds no number in clear, is for its owner only, and nothing of it stays behind', async () => {
    const numbers = set.register.slice(0, 300).flatMap(({ idNumber }) => formsOf(idNumber))
    const found = (bytes: Buffer) => numbers.some((form) => bytes.includes(form))
    expect(found(readFileSync(at('register.csv')))).toBe(true)
    const key = Buffer.alloc(8)
    key.writeBigInt64LE(BigInt(set.register[5]!.idNumber.slice(0, 17)))
    expect(found(Buffer.concat([Buffer.from('plain'), key]))).toBe(true)
    for (const version of readdirSync(at('one')).filter((name) => name.startsWith('v'))) {
      expect(statSync(join(at('one'), version)).mode & 0o777).toBe(0o700)
      for (const name of readdirSync(join(at('one'), version))) {
        const path = join(at('one'), version, name)
        expect(statSync(path).mode & 0o777).toBe(0o600)
        expect(found(readFileSync(path)), name).toBe(false)
      }
    }
    const left = readdirSync(tmpdir()).filter((name) => name === `zhucan-match-${userInfo().username}`)
    for (const name of left)
      expect(readdirSync(join(tmpdir(), name)).filter((one) => one.includes(`-${process.pid}-`))).toEqual([])
  })
})

/** A number as text and as the whole number of the key, as a table would hold it. */
function formsOf(idNumber: string): Buffer[] {
  const key = Buffer.alloc(8)
  key.writeBigInt64LE(BigInt(idNumber.slice(0, 17)))
  return [Buffer.from(idNumber), key]
}

describe('an index that does not fit', () => {
  const job = () => matched('never.csv')
  const copy = (name: string) => {
    cpSync(at('one'), at(name), { recursive: true })
    return at(name)
  }
  const current = (folder: string) =>
    join(
      folder,
      (JSON.parse(readFileSync(join(folder, 'current.json'), 'utf8')) as { version: string }).version,
    )

  it('is refused when it was made from a register of other content, until told to bring it up to date', async () => {
    await expect(kept('one', { register: at('register.csv'), ...job() })).rejects.toMatchObject({
      code: 'match.index-stale',
      params: { register: 'newer.csv' },
    })
  })

  it('is refused for another register, and left as it was', async () => {
    const other = makeLinkageSet({ seed: 12, register: 300, file: 300 })
    write('other.csv', other.register)
    const before = readFileSync(join(at('one'), 'current.json'), 'utf8')
    const given = { register: at('other.csv'), update: true, ...job() }
    await expect(kept('one', given)).rejects.toMatchObject({ code: 'match.index-foreign' })
    expect(readFileSync(join(at('one'), 'current.json'), 'utf8')).toBe(before)
  })

  it('is refused for a file that lacks what linkage needs, and matches its numbers where that is asked for', async () => {
    const numbers = set.file.slice(0, 40).map(({ name, idNumber }) => `${name},${idNumber}`)
    writeFileSync(at('poor.csv'), `姓名,身份证号\n${numbers.join('\n')}\n`)
    const poor = { ...job(), file: at('poor.csv') }
    const refused = { code: 'match.only-exact', params: { file: 'poor.csv', missing: 'place' } }
    await expect(kept('one', poor)).rejects.toMatchObject(refused)
    await expect(kept('poor', { register: at('poor.csv') })).rejects.toMatchObject(refused)
    const asked = { ...poor, out: at('poor-links.csv'), exactOnly: true }
    const found = await kept('one', asked)
    expect(found.match!.linkage).toEqual({ exactOnly: [{ side: 'file', missing: ['place'] }] })
    expect(links('poor-links.csv').every((line) => line.endsWith(',exact'))).toBe(true)
    // What was kept for numbers only is not taken for what would be linked.
    await expect(kept('one', poor)).rejects.toMatchObject(refused)
  }, 120_000)

  it.each([
    ['a changed byte in a table', (v: string) => flip(join(v, 'register_raw.sealed'), 40)],
    ['a table cut short', (v: string) => cut(join(v, 'linkage_left.sealed'))],
    ['a table gone', (v: string) => rmSync(join(v, 'register_key.sealed'))],
    [
      'a table in the place of another',
      (v: string) => swap(v, 'register_key.sealed', 'register_numbers.sealed'),
    ],
    ['a changed state', (v: string) => flip(join(v, 'index.json'), 300)],
    ['no state', (v: string) => rmSync(join(v, 'index.json'))],
    ['a broken pointer', (v: string) => writeFileSync(join(v, '../current.json'), '{"ver')],
  ])('is refused with %s', async (what, spoil) => {
    const name = `spoilt ${what}`
    spoil(current(copy(name)))
    await expect(kept(name, job())).rejects.toMatchObject({ code: 'match.index-damaged' })
    expect(readdirSync(dir)).not.toContain('never.csv')
  })

  it('is refused with other keys, another program, another model, in a foreign folder, and where there is none', async () => {
    await kept('elsewhere', { register: at('register.csv'), keysDir: at('other-keys') })
    await expect(kept('elsewhere', job())).rejects.toMatchObject({ code: 'match.index-other-key' })
    writeFileSync(
      at('model-2.json'),
      readFileSync(at('model.json'), 'utf8').replace(/"version": "[^"]+"/, '"version": "other"'),
    )
    await expect(kept('one', { ...job(), model: at('model-2.json') })).rejects.toMatchObject({
      code: 'match.index-other-model',
    })
    await expect(kept('none', job())).rejects.toMatchObject({ code: 'match.index-missing' })
    await expect(kept('', job())).rejects.toMatchObject({ code: 'match.index-foreign-folder' })
    const folder = copy('locked')
    writeFileSync(join(folder, 'in-use'), String(process.ppid))
    await expect(kept('locked', job())).rejects.toMatchObject({ code: 'match.index-in-use' })
    // The lock of a run that was killed holds nobody up.
    writeFileSync(join(folder, 'in-use'), '999999999')
    await expect(kept('locked', matched('after-kill.csv'))).resolves.toMatchObject({ delta: { rows: 0 } })
  }, 120_000)
})

function flip(path: string, place: number): void {
  const bytes = readFileSync(path)
  bytes[place] = bytes[place]! ^ 1
  rmSync(path)
  writeFileSync(path, bytes)
}

function cut(path: string): void {
  const bytes = readFileSync(path)
  rmSync(path)
  writeFileSync(path, bytes.subarray(0, bytes.length - 20))
}

function swap(folder: string, one: string, other: string): void {
  const bytes = readFileSync(join(folder, one))
  rmSync(join(folder, one))
  cpSync(join(folder, other), join(folder, one))
  rmSync(join(folder, other))
  writeFileSync(join(folder, other), bytes)
}
