import { actions, mayDo, type Role, roles } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import { allOperations } from '@zhucan/server'
import { type SeededPlace, seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from './operation.ts'

const mine = '990101001001'
const foreign = '990201001001'
/** An id of the right form that belongs to nothing. */
const nothing = '01a20000-0000-7000-8000-000000000000'
const allRoles = Object.keys(roles) as Role[]

/** A body that is right in form for each operation that wants one. */
const bodies: Record<string, unknown> = {
  'POST /api/v1/persons/find-by-number': { number: '' },
  'POST /api/v1/persons/suggest': { name: '金丝雀9902' },
  'POST /api/v1/persons/{id}/reveal': { field: 'id', reason: 'checking the file' },
  'POST /api/v1/views': { place: 'register', name: 'mine', search: {}, isShared: true },
  'PUT /api/v1/views/{id}': { name: 'mine', search: {}, isShared: true },
  'POST /api/v1/views/first': { place: 'register', id: null },
  'POST /api/v1/screenings': {},
  'PUT /api/v1/imports/{id}/mapping': { fileType: 'deaths', sheets: [] },
  'POST /api/v1/imports/{id}/apply': { mode: 'good-rows' },
  'POST /api/v1/imports/{id}/discard': {},
}

/** What a narrowed read is narrowed to, so that it aims at the foreign county. */
const queries: Record<string, string> = {
  '/api/v1/persons': `?region=${foreign}`,
  '/api/v1/clues': `?region=${foreign}`,
  '/api/v1/dashboard': `?region=${foreign}`,
  '/api/v1/regions/search': '?q=x',
  '/api/v1/regions/{code}': '?count=holders',
}

function requestFor(operation: Operation, target: SeededPlace) {
  const name = `${operation.method.toUpperCase()} ${operation.path}`
  const collection = operation.path.split('/')[3] as keyof SeededPlace
  const path = operation.path.replace('{id}', target[collection] ?? nothing).replace('{code}', foreign)
  const body = name.endsWith('find-by-number') ? { number: target.idNumber } : bodies[name]
  return {
    name,
    path: path + (queries[operation.path] ?? ''),
    init: {
      method: operation.method.toUpperCase(),
      ...(body !== undefined && { json: body }),
      ...(operation.receive && { body: 'no workbook', headers: { 'x-file-name': 'list.csv' } }),
    },
  }
}

/** Calls every operation as a role at a place that is not its own; says what leaked. */
async function findLeaks(office: TestOffice, role: Role, target: SeededPlace): Promise<string[]> {
  const caller = await office.signIn(await office.user(role, '990101000000'))
  const leaks: string[] = []
  for (const operation of allOperations) {
    const { name, path, init } = requestFor(operation, target)
    const answer = await caller.call(path, init)
    const text = answer.headers.get('content-type')?.includes('event-stream') ? '' : await answer.text()
    if (text.includes(target.canary) || text.includes(target.persons) || text.includes('金*'))
      leaks.push(`${role} ${name}`)
    if (operation.path.includes('{id}') && answer.status < 400)
      leaks.push(`${role} ${name} answered ${answer.status}`)
    if (answer.status >= 500) leaks.push(`${role} ${name} broke`)
  }
  return leaks
}

describe('rights and reach', () => {
  let office: TestOffice
  let target: SeededPlace
  beforeAll(async () => {
    office = await testOffice()
    await seedPlace(office, mine)
    target = await seedPlace(office, foreign)
  })
  afterAll(() => office.close())

  it('every operation has a right that some role holds, and no path is served beside the list', () => {
    for (const operation of allOperations) {
      expect(Object.keys(actions)).toContain(operation.right)
      expect(allRoles.some((role) => mayDo(role, operation.right))).toBe(true)
    }
    const served = office.app.routes.filter((r) => r.path.startsWith('/api/v1/')).length
    expect(served).toBe(allOperations.length)
  })

  it.each(allRoles)('%s without a right is refused before anything is looked at', async (role) => {
    const caller = await office.signIn(await office.user(role, '990101000000'))
    for (const operation of allOperations.filter((o) => !mayDo(role, o.right))) {
      const { path, init, name } = requestFor(operation, target)
      expect([name, (await caller.call(path, init)).status]).toEqual([name, 403])
    }
  })

  it.each(allRoles)('%s sees nothing of a foreign county', async (role) => {
    expect(await findLeaks(office, role, target)).toEqual([])
  })

  it('row security alone holds when the application checks nothing', async () => {
    office.server.walls.application = false
    try {
      for (const role of allRoles) expect(await findLeaks(office, role, target)).toEqual([])
    } finally {
      office.server.walls.application = true
    }
  })

  it('the application alone holds without row security, and with neither the test sees the leak', async () => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    const tables = await owner.query<{ relname: string }>(
      'select relname from pg_class where relrowsecurity and relkind = $1',
      ['r'],
    )
    const own = tables.rows.map((t) => t.relname).filter((t) => !t.startsWith('_private'))
    for (const table of own) await owner.query(`alter table "${table}" disable row level security`)
    try {
      for (const role of allRoles) expect(await findLeaks(office, role, target)).toEqual([])
      office.server.walls.application = false
      expect((await findLeaks(office, 'data-clerk', target)).length).toBeGreaterThan(3)
    } finally {
      office.server.walls.application = true
      for (const table of own) await owner.query(`alter table "${table}" enable row level security`)
      await owner.end()
    }
  })
})
