import type { Keyring } from '@zhucan/crypto'
import { createPool } from '@zhucan/db'
import { makeIdNumber, plainDate } from '@zhucan/kernel'
import { type TestOffice, testOffice } from '@zhucan/testing/office'

/** People of the invented city; the same order of size as a prefecture's certificate holders. */
export const cityPeople = 150_000
const villages = 1_916

/** A server on a database with the whole national region table and an invented city of 150,000 holders. */
export async function openCity(): Promise<{ office: TestOffice; known: string[] }> {
  const office = await testOffice({ nation: true })
  return { office, known: await fillCity(office.database.ownerUrl, office.server.keyring) }
}

/** Fills a prepared database with the city; gives two thousand numbers that are in it. */
export async function fillCity(ownerUrl: string, keyring: Keyring): Promise<string[]> {
  const owner = createPool(ownerUrl, { max: 1 })
  await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
  await owner.query(`insert into region (code, name, level, parent, edition)
    select '990101' || lpad(t::text, 3, '0') || '000', '第' || t || '街道', 4, '990101000000', 'bench' from generate_series(2, 100) t`)
  await owner.query(`insert into region (code, name, level, parent, edition)
    select '990101' || lpad((2 + v % 99)::text, 3, '0') || lpad((1 + v / 99)::text, 3, '0'), '第' || v || '村', 5,
      '990101' || lpad((2 + v % 99)::text, 3, '0') || '000', 'bench' from generate_series(0, ${villages - 1}) v`)
  await owner.query(peopleSql)
  await owner.query('analyze')
  const known = await addNumbers(keyring, owner)
  await owner.end()
  return known
}

const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗'
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅'

const peopleSql = `insert into person (id, kind, name, sex, birth, category, level, certificate_status, certificate_valid_to,
    hukou_region, residence_region, created_at, updated_at)
  select new_id(), 'holder',
    substr('${surnames}', 1 + ((n::bigint * 7919) % 20)::int, 1) || substr('${given}', 1 + ((n::bigint * 104729) % 28)::int, 1) || substr('${given}', 1 + ((n::bigint * 1299709) % 28)::int, 1),
    case when n % 2 = 0 then 'male' else 'female' end, date '1930-01-01' + (n * 31) % 30000,
    (array['vision','hearing','speech','physical','physical','intellectual','mental','multiple'])[1 + n % 8], 1 + n % 4, 'issued',
    date '2026-06-01' + n % 3600, place, place, now(), now()
  from generate_series(1, ${cityPeople}) n,
    lateral (select '990101' || lpad((2 + n % 99)::text, 3, '0') || lpad((1 + (n % ${villages}) / 99)::text, 3, '0') as place) p`

async function addNumbers(keyring: Keyring, owner: ReturnType<typeof createPool>): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>('select id from person')
  const known: string[] = []
  const birth = plainDate('1950-01-01')
  for (let i = 0; i < rows.length; i += 5_000) {
    const part = rows.slice(i, i + 5_000).map((row, k) => {
      const number = makeIdNumber(
        `99${String(1000 + Math.floor((i + k) / 1000)).padStart(4, '0')}`,
        birth,
        (i + k) % 1000,
      )
      if (known.length < 2_000) known.push(number)
      const { key, check } = keyring.numberKey(number)
      const sealed = keyring.seal(number, `person:${row.id}`).toString('hex')
      return { person_id: row.id, key: String(key), check_sealed: check, sealed: `\\x${sealed}` }
    })
    await owner.query(
      `insert into person_number (person_id, kind, key, check_sealed, sealed)
       select person_id, 'id', key, check_sealed, sealed::bytea from jsonb_to_recordset($1::jsonb) as t(person_id uuid, key bigint, check_sealed smallint, sealed text)`,
      [JSON.stringify(part)],
    )
  }
  return known
}

/** The p-th quantile of a list of milliseconds. */
export function quantile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0).toFixed(2))
}

/** Milliseconds of each call, one after the other. */
export async function timeEach(count: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  for (let n = 0; n < 5; n++) await work(n)
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const start = performance.now()
    await work(n)
    times.push(performance.now() - start)
  }
  return times
}
