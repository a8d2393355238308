import { createPool } from '@zhucan/db'
import { testOffice } from '@zhucan/testing/office'
import { findUser } from '../access/index.ts'
import { invented, makeWorkbook, openWizard } from '../imports/test-imports.ts'
import { linkingTasks } from './index.ts'

const street = '虚构省甲市清河县城关街道东街社区'
/** Another village of the same town. */
export const village = '虚构省甲市清河县城关街道李家村'

const families = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴']
const given = ['建国', '秀英', '志强', '桂兰', '晓东', '丽华', '国庆', '玉梅', '海涛', '春燕', '文博', '雪莲']
const twoDigits = (n: number) => String(n).padStart(2, '0')

/** Ninety invented people of two villages. */
export const people = Array.from({ length: 90 }, (_, at) => ({
  name: `${families[at % 10]}${given[(at * 7 + Math.floor(at / 10)) % 12]}`,
  ...invented(at * 2 + 1, `${1940 + (at % 60)}-${twoDigits((at % 12) + 1)}-${twoDigits((at % 27) + 1)}`),
  place: at % 3 === 0 ? village : street,
  address: `${at % 3 === 0 ? '李家村' : '东街'}${at + 1}号`,
  phone: `138${String(12_000_000 + at * 131)}`,
}))
/** One of them, perhaps as another file says it. */
export type Invented = (typeof people)[number]

/** A register of them. */
export const registerOf = (list: readonly Invented[]) =>
  makeWorkbook({
    持证残疾人: [
      ['姓名', '身份证号', '残疾人证号', '户籍地', '户编号', '与户主关系', '联系电话', '地址', '有效期至'],
      ...list.map((p, at) => [
        p.name,
        p.idNumber,
        p.certificateNumber,
        p.place,
        `H${at}`,
        '户主',
        p.phone,
        p.address,
        '2030-01-01',
      ]),
    ],
  })

/** Their number with one digit wrong. */
export const wrongDigit = ({ idNumber }: Invented): string =>
  `${idNumber.slice(0, 15)}${(Number(idNumber[15]) + 3) % 10}${idNumber.slice(16)}`

/** A list of the dead who bear these numbers, wrong in one digit. */
export const deathsOf = (list: readonly Invented[]) =>
  makeWorkbook({
    死亡名单: [
      ['死者姓名', '死者身份证号', '出生日期', '户籍地', '生前住址', '死亡日期'],
      ...list.map((p) => [p.name, wrongDigit(p), p.birth, p.place, p.address, '2026-02-03']),
    ],
  })

/** Payments of a month to people whose numbers are wrong in one digit. */
export const paymentsTo = (list: readonly Invented[], month: string) =>
  makeWorkbook({
    发放表: [
      ['姓名', '身份证号', '户籍地', '联系电话', '补贴类型', '月份', '金额'],
      ...list.map((p) => [p.name, wrongDigit(p), p.place, p.phone, '护理补贴', month, '100']),
    ],
  })

/** An office with a register of all of them, its clerk and a colleague; background work is done at once. */
export async function openLinking() {
  const office = await testOffice()
  const pool = createPool(office.database.ownerUrl, { max: 1 })
  // One connection, held: a pool would let it go, and its reach with it.
  const owner = await pool.connect()
  await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
  const clerk = await openWizard(office)
  const { done } = await clerk.take(await registerOf(people))
  const { call: colleague } = await office.signIn(await office.user('caseworker', '990101000000'))

  const me = () => findUser(office.server, clerk.who.id)
  const work = async (runId: string, server = office.server): Promise<void> =>
    linkingTasks.linking(server, { runId, userId: clerk.who.id }, await me())
  /** Searches a list; what the run is, or why it was refused. */
  async function search(listId: string) {
    const answer = await clerk.call('/api/v1/link-runs', { json: { listId } })
    const { id, code } = await answer.json()
    if (!answer.ok) return { status: answer.status, code }
    await work(id)
    return clerk.json(`/api/v1/link-runs/${id}`)
  }
  /** Asks for what an import asks for: that lists which were searched be searched again. Gives this list's run. */
  async function askRenewal(listId: string): Promise<string> {
    await linkingTasks['links-renew'](office.server, { userId: clerk.who.id }, await me())
    const [newest] = await clerk.json(`/api/v1/link-runs?list=${listId}`)
    return newest.id
  }
  const pairs = async (runId: string, states: string) =>
    (await clerk.json(`/api/v1/link-runs/${runId}/pairs?state=${states}`)).rows
  const decide = async (call: typeof clerk.call, pairId: string, body: object) => {
    const answer = await call(`/api/v1/link-pairs/${pairId}/decide`, { json: body })
    return { status: answer.status, body: await answer.json() }
  }
  async function close(): Promise<void> {
    owner.release()
    await pool.end()
    await office.close()
  }
  return {
    ...{ office, owner, clerk, colleague, people: done.counts.new as number },
    ...{ work, search, askRenewal, pairs, decide, close },
  }
}
