import { readFileSync } from 'node:fs'
import { roles } from '@zhucan/catalogue'
import { customPinyin, pinyin } from 'pinyin-pro'
import { describe, expect, it } from 'vitest'
import { placesFor } from '../app/places.ts'
import type { Me } from '../app/session.ts'
import { fitOf } from './match.ts'
import { goTarget } from './shortcuts.ts'

const read = (locale: string, file: string): Record<string, string> =>
  JSON.parse(
    readFileSync(new URL(`../../../../packages/i18n/${locale}/${file}.json`, import.meta.url), 'utf8'),
  )
const zh = { ...read('zh-CN', 'shell'), ...read('zh-CN', 'palette'), ...read('zh-CN', 'settings') }
const meOf = (role: keyof typeof roles) => ({ may: [...roles[role].may] as string[] }) as unknown as Me

/** Each entry by its name and the words it is found by. */
const named = [
  ...placesFor({
    may: Object.values(roles).flatMap(({ may }) => may as readonly string[]),
  } as unknown as Me).map(({ id, word }) => [zh[word]!, zh[`palette.keys.${id}`]!]),
  ...Object.keys(zh)
    .filter((key) => /^palette\.(page|act)\./.test(key) && key !== 'palette.act.print')
    .map((key) => [
      zh[key]!,
      zh[key.replace('palette.page.', 'palette.keys.').replace('palette.act.', 'palette.keys.act.')]!,
    ]),
] as [string, string][]

// The library reads the character of weight; in 查重 it is that of doubling.
customPinyin({ 查重: 'chá chóng' })

describe('every page and action', () => {
  it.each(named)('%s is found by name, pinyin and initials', (label, keys) => {
    const sound = pinyin(label, { toneType: 'none', type: 'array', v: true })
    for (const typed of [label, sound.join(''), sound.map(([letter]) => letter).join('')])
      expect(fitOf({ label, keys }, typed), typed).toBeGreaterThanOrEqual(4)
  })

  it('is offered to whoever has the right, and a key leads nobody else there', () => {
    for (const role of Object.keys(roles) as (keyof typeof roles)[]) {
      const me = meOf(role)
      const own = placesFor(me).map(({ href }) => href)
      for (const key of 'abcdefghijklmnopqrstuvwxyz') {
        const target = goTarget(me, key)
        if (target) expect(own, `${role} ${key}`).toContain(target)
      }
    }
    expect(goTarget(meOf('data-clerk'), 'a'), 'the audit is the auditor’s').toBeUndefined()
    expect(goTarget(meOf('audit-officer'), 'a')).toBe('/audit')
  })
})
