import type { Role } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import { type PlainDate, plainDate } from '@zhucan/kernel'
import { seedPlace, type TestOffice, type TestUser, testOffice } from '@zhucan/testing/office'

export const county = '990101000000'
export const township = '990101001000'
export const village = '990101001001'
export const otherVillage = '990101001200'
export const foreign = '990201001001'

/** Whatever an answer of the API holds; each test names what it expects of it. */
type Json = Awaited<ReturnType<Response['json']>>

/** Somebody of the loop, signed in. */
export interface Clerk {
  who: TestUser
  get(path: string): Promise<{ status: number; body: Json }>
  post(path: string, body: unknown): Promise<{ status: number; body: Json }>
  /** Sends a file and returns the answer. */
  send(path: string, bytes: Uint8Array, name: string): Promise<{ status: number; body: Json }>
  bytes(path: string): Promise<Response>
}

/** A photo, as far as anybody looks. */
export const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('an invented photo')])

/** The people of the loop over a county with clues. */
export async function openLoop() {
  const office = await testOffice()
  const join = async (role: Role, region: string): Promise<Clerk> => signIn(office, role, region)
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
    join,
    asOwner,
    /** A clue about a new person of a village. */
    async addClue(at = village): Promise<string> {
      return (await seedPlace(office, at)).clues
    },
    /** Lets the server judge on another day. */
    setDay(day: string) {
      office.server.day = () => plainDate(day) as PlainDate
    },
    close: () => office.close(),
  }
}

export type Loop = Awaited<ReturnType<typeof openLoop>>

async function signIn(office: TestOffice, role: Role, region: string): Promise<Clerk> {
  const who = await office.user(role, region)
  const { call } = await office.signIn(who)
  const read = async (answer: Response) => ({ status: answer.status, body: (await answer.json()) as Json })
  return {
    who,
    get: async (path) => read(await call(`/api/v1/clues${path}`)),
    post: async (path, json) => read(await call(`/api/v1/clues${path}`, { json })),
    send: async (path, bytes, name) =>
      read(
        await call(`/api/v1/clues${path}`, {
          method: 'POST',
          body: new Uint8Array(bytes),
          headers: { 'x-file-name': encodeURIComponent(name) },
        }),
      ),
    bytes: (path) => call(`/api/v1/clues${path}`),
  }
}

/** Does one action with the version the clue has now. */
export async function act(clerk: Clerk, clueId: string, action: string, body: Record<string, unknown> = {}) {
  const { version } = (await clerk.get(`/${clueId}`)).body
  return clerk.post(`/${clueId}/${action}`, { version, ...body })
}

export const finding = {
  visit: 'home',
  visitedOn: '2026-11-20',
  text: 'Went there and saw for ourselves.',
} as const
