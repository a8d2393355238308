import { actions, mayDo, type Role, roles } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import { allOperations } from '@zhucan/server'
import {
  type SeededClueWork,
  type SeededDuplicate,
  type SeededFigures,
  type SeededGovernance,
  type SeededNotice,
  type SeededPaper,
  type SeededPlace,
  type SeededPolicy,
  type SeededProposals,
  type SeededWork,
  seedClueWork,
  seedDuplicate,
  seedFigures,
  seedGovernance,
  seedNotice,
  seedPaper,
  seedPlace,
  seedPolicy,
  seedProposals,
  seedWork,
  type TestOffice,
  testOffice,
} from '@zhucan/testing/office'
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
  'PUT /api/v1/backups/policy': { enabled: true, at: '02:30', warnDays: 2, daily: 7, weekly: 4, monthly: 12 },
  'PUT /api/v1/imports/{id}/mapping': { fileType: 'deaths', sheets: [] },
  'POST /api/v1/imports/{id}/apply': { mode: 'good-rows' },
  'POST /api/v1/imports/{id}/discard': {},
  'POST /api/v1/imports/{id}/undo': {},
  'POST /api/v1/imports/{id}/undo-preview': {},
  'PUT /api/v1/imports/{id}/cells': { all: 'ours' },
}

/** The same for linkage by likeness. */
const linkBodies: Record<string, unknown> = {
  'POST /api/v1/link-runs/{id}/sample': { size: 1 },
  'POST /api/v1/link-pairs/{id}/decide': { action: 'reject', version: 1 },
  'POST /api/v1/link-pairs/{id}/judge': { agrees: true, version: 1 },
  'POST /api/v1/duplicate-pairs/{id}/decide': { action: 'different', version: 1 },
}

const finding = { version: 1, visit: 'home', visitedOn: '2026-11-01', text: 'Went there and saw it.' }
const everyClue = { filter: { state: 'all' } }

/** The same for what people do with clues. */
const clueBodies: Record<string, unknown> = {
  'POST /api/v1/clues/issue': { ...everyClue, to: 4 },
  'POST /api/v1/clues/receive': everyClue,
  'POST /api/v1/clues/pass-up': everyClue,
  'POST /api/v1/clues/sample': { ...everyClue, rate: 100 },
  'POST /api/v1/clues/{id}/issue': { version: 1, to: 4 },
  'POST /api/v1/clues/{id}/receive': { version: 1 },
  'POST /api/v1/clues/{id}/verify': { version: 1 },
  'POST /api/v1/clues/{id}/feedback': { ...finding, verdict: 'true' },
  'POST /api/v1/clues/{id}/pass-up': { version: 1 },
  'POST /api/v1/clues/{id}/return': { version: 1, note: 'once more' },
  'POST /api/v1/clues/{id}/sample-result': { ...finding, result: 'agrees' },
  'POST /api/v1/clues/{id}/handle': { version: 1, kind: 'refer', decision: 'Referred.', basis: 'Rule 1' },
  'POST /api/v1/clues/{id}/close': { version: 1 },
  'POST /api/v1/clues/{id}/reopen': { version: 1, note: 'once more' },
}

const foreignCounty = `${foreign.slice(0, 6)}000000`
const foreignLine = { code: 'policy.carerAge', region: foreignCounty, value: 62 }

/** The same for what two people decide: lines of policy, new organisations, the erasing of somebody. */
function decidedBodies(name: string, target: Target): unknown {
  const known: Record<string, unknown> = {
    'POST /api/v1/policy-lines': { ...foreignLine, fromDay: '2026-11-01', source: 'a paper' },
    'POST /api/v1/policy-lines/rehearse': foreignLine,
    'POST /api/v1/policy-lines/{id}/decide': { accept: true },
    'POST /api/v1/policy-lines/{id}/withdraw': {},
    'POST /api/v1/organisation-wishes': {
      ...{ kind: 'federation', name: 'mine', region: foreign, fromDay: '2026-11-01', reason: 'wanted' },
    },
    'POST /api/v1/organisation-wishes/{id}/decide': { accept: true },
    'POST /api/v1/organisation-wishes/{id}/withdraw': {},
    'POST /api/v1/erasures': {
      ...{
        personId: target.persons,
        basis: 'unlawful',
        askedOn: '2026-11-01',
        reason: 'asked for by the test',
      },
    },
    'POST /api/v1/erasures/{id}/decide': { accept: true },
    'POST /api/v1/erasures/{id}/withdraw': {},
    ...Object.fromEntries(
      ['account-policy', 'export-budget', 'merge'].flatMap((kind) => [
        [`POST /api/v1/${kind}-proposals/{id}/decide`, { accept: false, note: 'not wanted' }],
        [`POST /api/v1/${kind}-proposals/{id}/withdraw`, {}],
      ]),
    ),
  }
  return known[name]
}

const duty = { kind: 'responsibility', value: { lead: ['one'], support: [] } }

/** The same for notices. */
const noticeBodies: Record<string, unknown> = {
  'POST /api/v1/notices/{id}/reveal': { start: 0, reason: 'asked for by the test' },
  'POST /api/v1/notices/{id}/mask': { version: 1, start: 0, end: 2, kind: 'name' },
  'POST /api/v1/notices/{id}/unmask': { version: 1, start: 0, reason: 'asked for by the test' },
  'PUT /api/v1/notices/{id}/about': {
    ...{
      version: 1,
      title: 'mine',
      documentNumber: null,
      issuers: [],
      issuedOn: null,
      addressees: [],
      kind: 'notice',
    },
  },
  'POST /api/v1/notices/{id}/items': { item: duty, start: 0, end: 2 },
  'PUT /api/v1/notices/{id}/items/{item}': { version: 1, act: 'confirm' },
  'POST /api/v1/notices/{id}/confirm': { version: 1, withUndecided: true },
  'POST /api/v1/notices/{id}/reopen': { version: 1, reason: 'once more' },
  'POST /api/v1/notices/{id}/withdraw': { version: 1, reason: 'not wanted' },
  'POST /api/v1/notices/{id}/send': { version: 1, flagsSeen: true },
}

const work = { version: 1, note: 'asked for by the test' }
const period = { periodFrom: '2026-01-01', periodTo: '2026-12-31' }

/** The same for targets and tasks. */
function workBodies(name: string, target: Target): unknown {
  const known: Record<string, unknown> = {
    'POST /api/v1/targets': {
      indicator: 'placed-in-work',
      form: 'floor',
      value: '1',
      unit: 'persons',
      ...period,
    },
    'POST /api/v1/targets/{id}/split-preview': { by: 'equal' },
    'POST /api/v1/targets/{id}/split': { version: 1, by: 'equal' },
    'POST /api/v1/targets/{id}/ask-report': { ...work, reportBy: '2026-12-01' },
    'POST /api/v1/tasks': { title: 'mine', what: 'to do', dueOn: '2026-12-01', targetId: target.targets },
    'POST /api/v1/tasks/sample': { count: 5, region: foreign },
    'POST /api/v1/tasks/{id}/sample-result': { ...work, verdict: 'true' },
    'POST /api/v1/supervision/watch': {
      kind: 'task',
      pieceId: target.tasks,
      reason: 'asked for by the test',
    },
    'POST /api/v1/supervision/remind': { from: 'blue', region: foreign },
  }
  return (
    known[name] ?? (/^POST .*\/(targets|tasks|supervision)\/\{id\}\/(?!files)/.test(name) ? work : undefined)
  )
}

const emptyPaper = {
  ...{ title: 'mine', organ: 'M', urgency: '', issuers: ['mine'], addressees: [], body: [], attachments: [] },
  ...{ seal: false, signedOn: null, note: '', copiesTo: [], printedBy: '' },
}

/** The same for papers. */
function paperBodies(name: string, target: Target): unknown {
  const known: Record<string, unknown> = {
    'POST /api/v1/papers': { from: 'notice', notice: target.notices },
    'PUT /api/v1/papers/{id}': { version: 1, paper: emptyPaper },
    'POST /api/v1/papers/{id}/refresh': { version: 1 },
    'POST /api/v1/papers/{id}/review': { version: 1 },
    'POST /api/v1/papers/{id}/return': { version: 1, note: 'once more' },
    'POST /api/v1/papers/{id}/issue': { version: 1, issuedOn: '2026-11-01' },
    'POST /api/v1/papers/{id}/withdraw': { version: 1, note: 'not wanted' },
  }
  return known[name]
}

const office = { role: 'caseworker', organisation: '00000000-0000-4000-8000-000000000000' }
const reason = 'asked for by the test'

/** The same for accounts and their offices. None may reach its end: the caller has to stay signed in. */
const accessBodies: Record<string, unknown> = {
  'POST /api/v1/me/office': { appointment: office.organisation },
  'POST /api/v1/me/password': { present: 'not the present one', password: 'x' },
  'POST /api/v1/me/recovery-codes': {},
  'POST /api/v1/me/sessions/end-others': {},
  'POST /api/v1/users/{id}/appointments': { ...office, reason },
  'PUT /api/v1/appointments/{id}/end': { untilDay: null, reason },
  'POST /api/v1/users/{id}/leave': { lastDay: '2026-12-01', reason },
  'POST /api/v1/invitations': { ...office, name: 'somebody' },
  'POST /api/v1/invitations/{id}/renew': {},
  'POST /api/v1/users/{id}/password-link': {},
  'POST /api/v1/confirmations/{id}': { accept: false, reason },
  'PUT /api/v1/account-policy': { password: 'none', reason },
  'POST /api/v1/users/{id}/unlock': { reason },
  'POST /api/v1/users/{id}/end-sessions': { reason },
  'POST /api/v1/users/{id}/reset-factors': { reason },
}

const wanted = { what: 'register', filter: { region: foreign }, purpose: 'asked for by the test' }
const term = { post: 'chair', name: '某某', fromDay: '2026-11-01' }

const handedIn = { indicator: 'law-events', region: foreign, period: '2026-Q3', numerator: '3' }

/** The same for figures. */
const figureBodies: Record<string, unknown> = {
  'POST /api/v1/figures/count': { region: foreign },
  'POST /api/v1/reports': handedIn,
  'POST /api/v1/reports/{id}/review': { revision: 1 },
  'POST /api/v1/reports/{id}/return': { revision: 1, reason },
  'POST /api/v1/reports/{id}/lock': { revision: 1 },
  'POST /api/v1/reports/{id}/correct': { revision: 1, numerator: '4', reason },
}

/** The same for exports, oversight and the directory. */
function governanceBodies(name: string, target: Target): unknown {
  const known: Record<string, unknown> = {
    'POST /api/v1/exports/measure': wanted,
    'POST /api/v1/exports': wanted,
    'POST /api/v1/exports/{id}/decide': { approve: true },
    'PUT /api/v1/exports/policy': {
      role: 'caseworker',
      name: 'rows',
      region: foreign,
      fromDay: '2026-11-01',
      amount: 1,
      basis: 'test',
    },
    'POST /api/v1/audit/search': {
      from: '2026-11-01',
      to: '2026-12-01',
      number: target.idNumber,
      region: foreign,
    },
    // A number nobody has: of a real one it would say that it exists, which is what a reason and a review are for.
    'POST /api/v1/break-glass': { number: '990101197001010019', purpose: 'emergency', reason: 'x'.repeat(3) },
    'POST /api/v1/break-glass/{id}/review': { accept: true, note: 'fine' },
    'POST /api/v1/organisations': { name: 'mine', kind: 'village-association', region: foreign },
    'PUT /api/v1/organisations/{id}': { name: 'mine' },
    'POST /api/v1/organisations/{id}/terms': term,
    'POST /api/v1/office-holders/{id}/end': { untilDay: '2026-11-02' },
    'POST /api/v1/office-holders/{id}/contact': { reason: 'asked for by the test' },
    'PUT /api/v1/departments/duties': {
      department: 'education',
      region: foreign,
      fromDay: '2026-11-01',
      duties: ['none'],
      basis: 'test',
    },
  }
  return known[name]
}

/** What a narrowed read is narrowed to, so that it aims at the foreign county. */
const queries: Record<string, string> = {
  '/api/v1/link-runs/{id}/pairs': '?state=review,linked',
  '/api/v1/persons': `?region=${foreign}`,
  '/api/v1/clues': `?region=${foreign}&state=all`,
  '/api/v1/clues/counts': `?region=${foreign}`,
  '/api/v1/clues/history-figures': `?region=${foreign}`,
  '/api/v1/clues/offices': `?region=${foreign}`,
  '/api/v1/dashboard': `?region=${foreign}`,
  '/api/v1/figures': `?region=${foreign}`,
  '/api/v1/figures/{indicator}': `?region=${foreign}`,
  '/api/v1/figures/{indicator}/why': `?region=${foreign}`,
  '/api/v1/figures/{indicator}/records': `?region=${foreign}`,
  '/api/v1/reports': `?region=${foreign}`,
  '/api/v1/notices/{id}/case': '?textSeen=yes',
  '/api/v1/report-files': `?region=${foreign}`,
  '/api/v1/targets': `?scope=area&state=all&region=${foreign}`,
  '/api/v1/targets/proposals': '?notice=01a20000-0000-7000-8000-000000000000',
  '/api/v1/targets/counts': `?scope=area&state=all&region=${foreign}`,
  '/api/v1/tasks': `?scope=area&state=all&region=${foreign}`,
  '/api/v1/tasks/counts': `?scope=area&state=all&region=${foreign}`,
  '/api/v1/supervision/board': `?region=${foreign}`,
  '/api/v1/supervision/watch': `?region=${foreign}&past=true`,
  '/api/v1/dashboard/trend': `?region=${foreign}`,
  '/api/v1/policy-lines': `?region=${foreign}`,
  '/api/v1/policy-lines/history': `?region=${foreign}&code=policy.carerAge`,
  '/api/v1/directory': `?region=${foreign}`,
  '/api/v1/directory/gaps': `?region=${foreign}&township=${foreign.slice(0, 9)}000`,
  '/api/v1/audit/signals': '?from=2026-11-01&to=2026-12-01',
  '/api/v1/regions/search': '?q=x',
  '/api/v1/regions/{code}': '?count=holders',
}

type Target = SeededPlace &
  SeededDuplicate &
  SeededClueWork &
  SeededGovernance &
  SeededFigures &
  SeededNotice &
  SeededWork &
  SeededPaper &
  SeededPolicy &
  SeededProposals

function requestFor(operation: Operation, target: Target) {
  const name = `${operation.method.toUpperCase()} ${operation.path}`
  const collection = operation.path.split('/')[3] as keyof (SeededPlace &
    SeededGovernance &
    SeededDuplicate &
    SeededNotice &
    SeededWork &
    SeededPaper &
    SeededPolicy &
    SeededProposals)
  const path = operation.path
    .replace('{id}', target[collection] ?? nothing)
    .replace('{code}', foreign)
    .replace('{file}', fileOf(operation, target))
    .replace('{item}', target.item)
  const body = bodyOf(name, target)
  return {
    name,
    path: path + (queries[operation.path] ?? ''),
    init: {
      method: operation.method.toUpperCase(),
      ...(body !== undefined && { json: body }),
      ...(operation.receive && { body: bytesFor(operation), headers: { 'x-file-name': 'list.csv' } }),
    },
  }
}

const fileOf = ({ path }: Operation, { taskFile, reportFile, file }: Target): string =>
  path.includes('/tasks/') ? taskFile : path.includes('/reports/') ? reportFile : file

/** A paper is read by a process of its own, which takes its time; an empty one is refused before. */
const bytesFor = ({ path }: Operation) => (path.startsWith('/api/v1/notices') ? '' : '%PDF- no workbook')

function bodyOf(name: string, target: Target): unknown {
  if (name.endsWith('find-by-number')) return { number: target.idNumber }
  if (name.endsWith('clues/undo')) return { bulkId: target.bulk }
  if (name === 'POST /api/v1/link-runs') return { listId: target.lists }
  return (
    bodies[name] ??
    linkBodies[name] ??
    clueBodies[name] ??
    accessBodies[name] ??
    noticeBodies[name] ??
    figureBodies[name] ??
    paperBodies(name, target) ??
    workBodies(name, target) ??
    decidedBodies(name, target) ??
    governanceBodies(name, target)
  )
}

/** Calls every operation as a role at a place that is not its own; says what leaked. */
async function findLeaks(office: TestOffice, role: Role, target: Target): Promise<string[]> {
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
  let target: Target
  beforeAll(async () => {
    office = await testOffice()
    await seedPlace(office, mine)
    const there = await seedPlace(office, foreign)
    const duplicate = await seedDuplicate(office, there)
    target = {
      ...there,
      ...duplicate,
      ...(await seedProposals(office, { ...there, ...duplicate })),
      ...(await seedClueWork(office, there)),
      ...(await seedGovernance(office, there)),
      ...(await seedFigures(office, there)),
      ...(await seedNotice(office, there)),
      ...(await seedWork(office, there)),
      ...(await seedPaper(office, there)),
      ...(await seedPolicy(office, there)),
    }
  })
  afterAll(() => office.close())

  it('every operation has a right that some role holds, and no path is served beside the list', () => {
    for (const operation of allOperations) {
      expect(Object.keys(actions)).toContain(operation.right)
      expect(allRoles.some((role) => mayDo(role, operation.right))).toBe(true)
    }
    // What only wraps an answer (compression) is registered for all methods.
    const routes = office.app.routes.filter((r) => r.path.startsWith('/api/v1/') && r.method !== 'ALL')
    const served = routes.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(served).size).toBe(served.length)
    expect(served.length).toBe(allOperations.length)
  })

  it.each(allRoles)('%s without a right is refused before anything is looked at', async (role) => {
    const caller = await office.signIn(await office.user(role, '990101000000'))
    for (const operation of allOperations.filter((o) => !mayDo(role, o.right))) {
      const { path, init, name } = requestFor(operation, target)
      expect([name, (await caller.call(path, init)).status]).toEqual([name, 403])
    }
  })

  it.each(allRoles)(
    '%s sees nothing of a foreign county',
    async (role) => {
      expect(await findLeaks(office, role, target)).toEqual([])
    },
    120_000,
  )

  it('row security alone holds when the application checks nothing', async () => {
    office.server.walls.application = false
    try {
      for (const role of allRoles) expect(await findLeaks(office, role, target)).toEqual([])
    } finally {
      office.server.walls.application = true
    }
  }, 120_000)

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
  }, 120_000)
})
