import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '@zhucan/db'
import { buildApp } from '@zhucan/server'
import { type SeededPlace, seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdTable } from './test-locks.ts'

describe('hostile requests', () => {
  let office: TestOffice
  let place: SeededPlace
  let clerk: Awaited<ReturnType<TestOffice['signIn']>>
  beforeAll(async () => {
    office = await testOffice()
    place = await seedPlace(office, '990101001001')
    clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
  })
  afterAll(() => office.close())

  /** A JSON text of that many megabytes that says nothing of its length, as chunked uploads do. */
  const endless = (megabytes: number) => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ === megabytes) return controller.close()
        controller.enqueue(new Uint8Array(1_000_000).fill(0x20))
      },
    })
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' }, duplex: 'half' }
    return { init: init as RequestInit, sent: () => sent }
  }

  it.each(['/api/auth/sign-in', '/api/auth/welcome'])(
    'stops reading what a stranger sends to %s',
    async (path) => {
      const { init, sent } = endless(50)
      expect((await office.app.request(path, init)).status).toBe(413)
      expect(sent()).toBeLessThan(5)
    },
  )

  it('stops reading a body that is longer than its length says nothing about', async () => {
    const { init, sent } = endless(50)
    expect((await clerk.call('/api/v1/persons/find-by-number', init)).status).toBe(413)
    expect(sent()).toBeLessThan(5)
  })

  it.each([
    ['/api/v1/persons?name=%00', {}],
    ['/api/v1/clues?rule=a%00', {}],
    ['/api/v1/regions/search?q=%00', {}],
    ['/api/v1/persons/ID/reveal', { json: { field: 'id', reason: 'home\u0000visit' } }],
  ])('takes no NUL, which the database cannot hold: %s', async (path, init) => {
    const answer = await clerk.call(path.replace('ID', place.persons), init)
    expect([answer.status, (await answer.json()).code]).toEqual([400, 'request.invalid'])
  })

  it('takes a file whose name holds what no name can hold', async () => {
    const answer = await clerk.call('/api/v1/imports', {
      method: 'POST',
      body: '姓名,身份证号\n',
      headers: { 'x-file-name': '..%2F..%5C%00list%0D%0Ax.csv' },
    })
    const { id } = await answer.json()
    expect((await (await clerk.call(`/api/v1/imports/${id}`)).json()).fileName).toBe('listx.csv')
  })

  it('keeps connections for others when one person asks for everything at once', async ({ signal }) => {
    const most = office.server.pool.options.max
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    const held = await holdTable(owner, 'clue', 'access exclusive')
    const greedy = Array.from({ length: most + 4 }, () => clerk.call('/api/v1/clues'))
    const other = await office.signIn(await office.user('leader', '990101000000'))
    const othersAnswer = other.call('/api/v1/regions/990101000000')
    // The greedy are let go only when the other one has an answer, or this test is given up.
    await Promise.race([othersAnswer, once(signal, 'abort')])
    await held.release()
    await owner.end()
    expect((await othersAnswer).status).toBe(200)
    expect(new Set((await Promise.all(greedy)).map((a) => a.status))).toEqual(new Set([200]))
  })

  it.each(['null', 'nonsense', 'https://'])('takes the origin %s for a foreign one', async (origin) => {
    const answer = await clerk.call('/api/v1/screenings', { json: {}, headers: { origin } })
    expect(await answer.json()).toMatchObject({ status: 403, code: 'request.foreign-origin' })
  })

  it('answers with a problem and all headers where nothing lies and where something broke', async () => {
    const missing = await office.app.request('/api/v1/nowhere')
    expect(missing.headers.get('content-type')).toContain('application/problem+json')
    expect(await missing.json()).toMatchObject({ code: 'request.not-found', requestId: expect.any(String) })
    const query = office.server.pool.query
    office.server.pool.query = () => Promise.reject(new Error('secret of the inside')) as never
    const broken = await office.app.request('/readyz')
    office.server.pool.query = query
    expect(broken.status).toBe(503)
    expect(await broken.text()).not.toContain('secret')
    for (const answer of [missing, broken]) {
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })

  it('serves the files of the Desk and none beside them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zhucan-desk-'))
    await mkdir(join(folder, 'dist'))
    await writeFile(join(folder, 'secret.json'), 'secret')
    await writeFile(join(folder, 'dist', 'index.html'), 'desk')
    const app = buildApp(office, join(folder, 'dist'))
    const get = async (path: string) => {
      const answer = await app.fetch(new Request(`http://localhost${path}`))
      return `${answer.status} ${await answer.text()}`
    }
    for (const page of ['/persons', '/policy-lines/policy.selfPaidLineFen'])
      expect(await get(page)).toBe('200 desk')
    for (const path of ['/..%2fsecret.json', '/a/..%2f..%2fsecret.json', '/%ff', '/%', '/%00.js'])
      expect(await get(path)).toMatch(/^404 /)
    await rm(folder, { recursive: true })
  })
})
