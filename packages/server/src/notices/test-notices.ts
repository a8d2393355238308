import type { Role } from '@zhucan/catalogue'
import type { TestOffice } from '@zhucan/testing/office'

export const city = '990100000000'
export const county = '990101000000'
export const otherCounty = '990201000000'
export const township = '990101001000'
export const village = '990101001001'

/** Whatever an answer of the API holds; each test names what it expects of it. */
type Json = Awaited<ReturnType<Response['json']>>

/** Somebody who works with notices. */
export interface Clerk {
  get(path: string): Promise<{ status: number; body: Json }>
  bytes(path: string): Promise<Response>
  act(path: string, json: unknown, method?: 'POST' | 'PUT'): Promise<{ status: number; body: Json }>
  upload(bytes: Uint8Array | string, name: string): Promise<{ status: number; body: Json }>
  paste(text: string, name?: string): Promise<{ status: number; body: Json }>
}

/** Signs somebody of a role at a place in. */
export async function join(office: TestOffice, role: Role, region: string): Promise<Clerk> {
  const caller = await office.signIn(await office.user(role, region))
  const base = '/api/v1/notices'
  const answer = async (response: Response) => ({
    status: response.status,
    body: (await response.json()) as Json,
  })
  const send = (path: string, body: Uint8Array | string, name: string) =>
    caller.call(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: { 'x-file-name': encodeURIComponent(name) },
    })
  return {
    get: async (path) => answer(await caller.call(`${base}${path}`)),
    bytes: (path) => caller.call(`${base}${path}`),
    act: async (path, json, method = 'POST') => answer(await caller.call(`${base}${path}`, { method, json })),
    upload: async (bytes, name) => answer(await send(base, bytes, name)),
    paste: async (text, name = 'pasted') => answer(await send(`${base}/pasted`, text, name)),
  }
}

/** A notice as one clerk sees it. */
export const see = async (clerk: Clerk, id: string) => (await clerk.get(`/${id}`)).body
