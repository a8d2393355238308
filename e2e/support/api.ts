import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Account } from './office.ts'

/** A caller with somebody's cookie, for what a test needs before its browser opens. */
export interface Api {
  get<T>(path: string): Promise<T>
  /** Sends JSON and gives JSON back. */
  send<T>(path: string, body: unknown, method?: 'POST' | 'PUT'): Promise<T>
  /** Uploads a workbook and waits until it is read; gives its import's id. */
  upload(path: string): Promise<string>
  /** Has the rows checked, with the columns as they were recognised. */
  check(id: string): Promise<void>
  /** Uploads a workbook and takes its good rows in, with the columns as they were recognised. */
  takeIn(path: string): Promise<Record<string, number>>
  /** Has a pasted paper read; gives its notice's id. */
  paste(text: string): Promise<string>
  /** Starts something long and waits for its end; gives its id. */
  runToEnd(path: string, body: unknown): Promise<string>
  /** Runs all rules and waits for them. */
  screen(): Promise<void>
  /** Counts all indicators and waits for them. */
  count(): Promise<void>
}

interface Import {
  state: string
  fileType: string
  counts: Record<string, number>
  sheets: {
    index: number
    name: string
    headerRow: number
    sheet: string
    columns: { index: number; key: string | null }[]
  }[]
}

/** Signs in over HTTP. */
export async function openApi(url: string, account: Account): Promise<Api> {
  const signedIn = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: account.username, password: account.password }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return callWith(url, cookie)
}

/** Calls with a cookie that one has already, such as a browser's. */
export function callWith(url: string, cookie: string): Api {
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(url + path, { ...init, headers: { cookie, ...init.headers } })
    if (!answer.ok)
      throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const json = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T
  const send = <T>(path: string, body: unknown, method: 'POST' | 'PUT' = 'POST') =>
    json<T>(
      call(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    )
  /** The stream of events ends with the work. */
  const workEnds = async (path: string) => void (await (await call(`${path}/events`)).text())
  const get = <T>(path: string) => json<T>(call(path))
  const upload = async (file: string) => {
    const { id } = await json<{ id: string }>(
      call('/api/v1/imports', {
        method: 'POST',
        headers: { 'x-file-name': encodeURIComponent(basename(file)) },
        body: new Uint8Array(await readFile(file)),
      }),
    )
    await workEnds(`/api/v1/imports/${id}`)
    return id
  }
  const check = async (id: string) => {
    const path = `/api/v1/imports/${id}`
    const { fileType, sheets } = await get<Import>(path)
    await send(`${path}/mapping`, { fileType, sheets: sheets.map(asRecognised) }, 'PUT')
    await workEnds(path)
  }
  const runToEnd = async (path: string, body: unknown) => {
    const { id } = await send<{ id: string }>(path, body)
    await workEnds(`${path}/${id}`)
    return id
  }
  return {
    get,
    send,
    upload,
    check,
    async takeIn(file) {
      const id = await upload(file)
      await check(id)
      await send(`/api/v1/imports/${id}/apply`, { mode: 'good-rows' })
      await workEnds(`/api/v1/imports/${id}`)
      const { state, counts } = await get<Import>(`/api/v1/imports/${id}`)
      if (state !== 'done') throw new Error(`${basename(file)} is ${state} after its import`)
      return counts
    },
    paste: async (text) =>
      (
        await json<{ id: string }>(
          call('/api/v1/notices/pasted', {
            method: 'POST',
            headers: { 'x-file-name': encodeURIComponent('粘贴的文字') },
            body: new TextEncoder().encode(text),
          }),
        )
      ).id,
    runToEnd,
    screen: async () => void (await runToEnd('/api/v1/screenings', {})),
    count: async () => void (await runToEnd('/api/v1/figures/count', {})),
  }
}

const asRecognised = ({ columns, ...sheet }: Import['sheets'][number]) => ({
  ...sheet,
  columns: Object.fromEntries(columns.flatMap(({ index, key }) => (key ? [[index, key]] : []))),
})
