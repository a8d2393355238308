import type { Page } from 'playwright-core'
import { type Api, openApi } from './api.ts'
import { noticePlan } from './notice-plan.ts'
import type { Office } from './office.ts'
import type { Shot } from './shot-pages.ts'

interface Item {
  readonly id: string
  readonly version: number
  readonly kind: string
  readonly value: { readonly value?: number }
}
interface Piece {
  readonly id: string
  readonly version: number
  readonly region: string
}

const untilDialog = (page: Page) => page.getByRole('dialog').waitFor()
const year = { periodFrom: '2026-01-01', periodTo: '2026-12-31' }

/** From a plan that arrived to papers that leave: notices, targets, tasks, the board, drafts. */
export async function workShots(office: Office, api: Api): Promise<Shot[]> {
  const worker = await openApi(office.url, office.accounts.caseworker)
  const township = await openApi(office.url, office.accounts.townshipA)
  const notice = await worker.paste(noticePlan)
  const open = await worker.paste(noticePlan.replace('3号', '4号').replaceAll('要点', '任务分工'))
  const items = await confirmAll(worker, notice)
  const target = await giveTarget(api, township, { notice, items })
  const task = await giveTask(api, township)
  const papers = await writePapers(worker, notice)
  const own = await township.get<{ rows: Piece[] }>('/api/v1/targets?scope=mine')
  return [
    { name: 'notices', path: '/notices' },
    { name: 'notice', path: `/notices/${open}`, as: 'caseworker' },
    { name: 'notice-mask', path: `/notices/${open}?write=mask`, as: 'caseworker' },
    { name: 'notice-flags', path: `/notices/${open}?tab=flags`, as: 'caseworker' },
    { name: 'notice-confirmed', path: `/notices/${notice}`, as: 'caseworker' },
    { name: 'targets', path: '/targets' },
    { name: 'targets-area', path: '/targets?scope=area&state=all', isLater: true },
    { name: 'targets-new', path: '/targets#new', act: untilDialog },
    { name: 'tasks-new', path: '/tasks#new', act: untilDialog },
    { name: 'clues-export', path: '/clues#export', act: untilDialog },
    { name: 'targets-from-notice', path: `/targets?from=${notice}` },
    { name: 'target', path: `/targets/${target}` },
    { name: 'target-township', path: `/targets/${own.rows[0]?.id}`, as: 'townshipA', isLater: true },
    { name: 'tasks', path: '/tasks' },
    { name: 'tasks-area', path: '/tasks?scope=area&state=all', isLater: true },
    { name: 'task', path: `/tasks/${task}` },
    { name: 'supervision', path: '/supervision', isLater: true },
    { name: 'supervision-township', path: '/supervision', as: 'townshipA' },
    { name: 'papers', path: '/papers' },
    { name: 'papers-make', path: '/papers?make=blank', as: 'caseworker' },
    { name: 'papers-make-targets', path: '/papers?make=targets', as: 'caseworker' },
    ...papers.map((id, at) => ({
      name: `paper-${at + 1}`,
      path: `/papers/${id}`,
      as: 'caseworker' as const,
    })),
  ]
}

/** Stands for everything that was read in a notice. */
async function confirmAll(worker: Api, notice: string): Promise<Item[]> {
  const path = `/api/v1/notices/${notice}`
  const { items } = await worker.get<{ items: Item[] }>(path)
  for (const { id, version } of items)
    await worker.send(`${path}/items/${id}`, { version, act: 'confirm' }, 'PUT')
  const { version } = await worker.get<{ version: number }>(path)
  await worker.send(`${path}/confirm`, { version, withUndecided: false })
  return items
}

/** Acts on a piece as it stands now. */
async function act(api: Api, kind: 'targets' | 'tasks', id: string, action: string, body: object = {}) {
  const path = `/api/v1/${kind}/${id}`
  const { version } = await api.get<Piece>(path)
  await api.send(`${path}/${action}`, { version, ...body })
}

/** Two targets of the county; one goes down to every township, and one township takes its share. */
async function giveTarget(api: Api, township: Api, from: { notice: string; items: readonly Item[] }) {
  const goal = from.items.find(({ kind, value }) => kind === 'target' && value.value === 200)
  const { id } = await api.send<{ id: string }>('/api/v1/targets', {
    ...(goal && { clause: { noticeId: from.notice, itemId: goal.id } }),
    ...{ indicator: 'vocational-training', form: 'floor', value: '200', unit: 'person-times', ...year },
  })
  await act(api, 'targets', id, 'confirm')
  await act(api, 'targets', id, 'split', { by: 'equal', receiveBy: '2026-11-23' })
  const { rows } = await township.get<{ rows: Piece[] }>('/api/v1/targets?scope=mine')
  await act(township, 'targets', rows[0]!.id, 'receive')
  await act(township, 'targets', rows[0]!.id, 'confirm')
  await act(api, 'targets', rows[0]!.id, 'ask-report', { reportBy: '2026-11-25' })
  await api.send('/api/v1/targets', {
    clause: { title: '关于做好2026年残疾人康复工作的通知', quote: '辅助器具适配率达到95%以上。' },
    ...{ indicator: 'device-fitting-rate', form: 'rate', value: '95', unit: 'per-cent', ...year },
  })
  return id
}

/** Three tasks; one is handed on to two townships, one of which works on it, and watched. */
async function giveTask(api: Api, township: Api): Promise<string> {
  const give = (title: string, what: string, dueOn: string) =>
    api.send<{ id: string }>('/api/v1/tasks', { title, what, dueOn, reportTo: '县残联办公室' })
  const { id } = await give(
    '报送上半年工作总结',
    '各乡镇残联要于11月24日前将上半年工作总结报县残联办公室，附典型案例。',
    '2026-11-24',
  )
  await give('困难重度残疾人家庭无障碍改造验收', '逐户核对改造清单与照片，做好问题整改。', '2026-12-20')
  await give('动态更新入户调查', '完成持证残疾人年度动态更新入户调查，逐人核实联系方式。', '2027-01-15')
  const { region } = (await api.get<{ rows: Piece[] }>('/api/v1/tasks')).rows[0]!
  const towns = [1, 2].map((at) => `${region.slice(0, 6)}00${at}000`)
  const own = (await township.get<{ reach: { code: string }[] }>('/api/v1/me')).reach[0]?.code
  await act(api, 'tasks', id, 'pass-down', {
    regions: own ? [own, ...towns.filter((town) => town !== own)] : towns,
  })
  const { rows } = await township.get<{ rows: Piece[] }>('/api/v1/tasks?scope=mine')
  await act(township, 'tasks', rows[0]!.id, 'receive')
  await act(township, 'tasks', rows[0]!.id, 'progress', { note: '已完成初稿，正在核对数字。', files: [] })
  await api.send('/api/v1/supervision/watch', {
    kind: 'task',
    pieceId: rows[0]!.id,
    reason: '县领导批示件，逐日跟进。',
  })
  return id
}

/** Drafts made of a notice and of tasks. */
async function writePapers(worker: Api, notice: string): Promise<string[]> {
  const made = [
    { from: 'notice', notice },
    { from: 'tasks', subject: '上半年工作总结报送情况' },
  ].map((source) => worker.send<{ id: string }>('/api/v1/papers', source))
  return (await Promise.all(made)).map(({ id }) => id)
}
