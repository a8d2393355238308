import type { Role } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import { type PlainDate, plainDate } from '@zhucan/kernel'
import { type TestOffice, type TestUser, testOffice } from '@zhucan/testing/office'
import { expect } from 'vitest'
import { insertDepartment, moveUser } from './test-offices.store.ts'

export const city = '990100000000'
export const county = '990101000000'
export const township = '990101001000'
export const village = '990101001001'
export const otherCounty = '990102000000'

const townships = ['001', '002', '003']

/** A province with a city of two counties, three townships each, four villages each. */
export const workRegions = [
  { code: '990000000000', name: 'Province', level: 1 },
  { code: city, name: 'City', level: 2 },
  ...['9901', '9902'].flatMap((_, i) => {
    const prefix = `99010${i + 1}`
    return [
      { code: `${prefix}000000`, name: `County ${i + 1}`, level: 3 },
      ...townships.flatMap((t) => [
        { code: `${prefix}${t}000`, name: `Township ${t}`, level: 4 },
        ...[1, 2, 3, 4].map((v) => ({ code: `${prefix}${t}00${v}`, name: `Village ${t}${v}`, level: 5 })),
      ]),
    ]
  }),
]

/** Whatever an answer of the API holds; each test names what it expects of it. */
type Json = Awaited<ReturnType<Response['json']>>

/** Somebody at work, signed in. */
export interface Clerk {
  who: TestUser
  get(path: string): Promise<{ status: number; body: Json }>
  post(path: string, body?: unknown): Promise<{ status: number; body: Json }>
  put(path: string, body: unknown): Promise<{ status: number; body: Json }>
  send(path: string, bytes: Uint8Array, name: string): Promise<{ status: number; body: Json }>
}

/** A photo, as far as anybody looks. */
export const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('an invented photo')])

/** An office tree to hand work down in. */
export async function openWork() {
  const office = await testOffice({ regions: workRegions })
  const asOwner = async (statement: string, values: unknown[] = []): Promise<Json[]> => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    try {
      await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
      return (await owner.query(statement, values)).rows
    } finally {
      await owner.end()
    }
  }
  return {
    office,
    asOwner,
    join: (role: Role, region: string): Promise<Clerk> => signIn(office, role, region),
    /** An organisation of a county beside its federation, with somebody in it. */
    async department(name: string, kind: 'member-department' | 'service', region = county) {
      const id = await insertDepartment(asOwner, { name, kind, region })
      return {
        id,
        /** Puts somebody into it instead of where they are. */
        take: (clerk: Clerk) => moveUser(asOwner, clerk.who.id, id),
      }
    },
    /** Lets the server judge on another day. */
    setDay(day: string) {
      office.server.day = () => plainDate(day) as PlainDate
    },
    close: () => office.close(),
  }
}

export type Work = Awaited<ReturnType<typeof openWork>>

async function signIn(office: TestOffice, role: Role, region: string): Promise<Clerk> {
  const who = await office.user(role, region)
  const { call } = await office.signIn(who)
  const read = async (answer: Response) => ({
    status: answer.status,
    body: answer.headers.get('content-type')?.includes('json') ? ((await answer.json()) as Json) : null,
  })
  return {
    who,
    get: async (path) => read(await call(`/api/v1${path}`)),
    post: async (path, json = {}) => read(await call(`/api/v1${path}`, { json })),
    put: async (path, json) => read(await call(`/api/v1${path}`, { method: 'PUT', json })),
    send: async (path, bytes, name) =>
      read(
        await call(`/api/v1${path}`, {
          method: 'POST',
          body: new Uint8Array(bytes),
          headers: { 'x-file-name': encodeURIComponent(name) },
        }),
      ),
  }
}

/** Does one action with the version the piece has now. */
export async function act(
  clerk: Clerk,
  kind: 'targets' | 'tasks',
  id: string,
  action: string,
  body: Record<string, unknown> = {},
) {
  const { version } = (await clerk.get(`/${kind}/${id}`)).body
  return clerk.post(`/${kind}/${id}/${action}`, { version, ...body })
}

const year = { periodFrom: '2026-01-01', periodTo: '2026-12-31' }

/** A clause that no notice of the system holds. */
export const paper = {
  title: 'Plan of work for the year 2026',
  documentNumber: 'Plan 6 of 2026',
  quote: 'Home service for at least 1800 people with severe disabilities',
}
/** A target as somebody enters it. */
export const jobs = { indicator: 'placed-in-work', form: 'floor', unit: 'persons', value: '1000', ...year }

/** A target of somebody's office, agreed to. */
export async function create(clerk: Clerk, target: Record<string, unknown> = {}): Promise<string> {
  const made = await clerk.post('/targets', { ...jobs, clause: paper, ...target })
  expect([made.status, made.body]).toEqual([200, { id: expect.any(String), version: 1 }])
  expect((await act(clerk, 'targets', made.body.id, 'confirm')).status).toBe(200)
  return made.body.id
}

/** One share as a list shows it. */
export interface Part {
  id: string
  region: string
  value: string | null
  state: string
  version: number
  carriedBy: string
  actions: string[]
}

/** The shares right under a piece. */
export const parts = async (clerk: Clerk, parent: string): Promise<Part[]> =>
  (await clerk.get(`/targets?scope=area&parent=${parent}`)).body.rows

/** Their figures by region. */
export const figures = async (clerk: Clerk, parent: string) =>
  Object.fromEntries((await parts(clerk, parent)).map(({ region, value }) => [region, value]))

/** The share of a region. */
export const partAt = async (clerk: Clerk, parent: string, region: string) =>
  (await parts(clerk, parent)).find((part) => part.region === region)!.id
