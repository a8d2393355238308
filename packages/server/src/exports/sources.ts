import { z } from '@hono/zod-openapi'
import { clueStates, type ExportKind, exportWords } from '@zhucan/catalogue'
import { ageOn, categories, levels, maskName } from '@zhucan/kernel'
import { clueFilter } from '../clues/index.ts'
import { noticesSource } from '../notices/index.ts'
import { directorySource } from '../organisations/index.ts'
import { looksSource } from '../oversight/index.ts'
import { papersSource } from '../papers/index.ts'
import type { Ctx } from '../platform/index.ts'
import { openFields, personFilter } from '../register/index.ts'
import { ruleTitle } from '../screening/index.ts'
import { supervisionSource, targetsSource, tasksSource } from '../work/index.ts'
import { countClues, countPeople, type ExportedPerson, readClues, readPeople } from './people.store.ts'
import { type ExportCell, type ExportSource, exportSource } from './source.ts'

type Locale = 'zh' | 'en'

const word = (code: string | null, locale: Locale): string =>
  code === null ? '' : (exportWords[code]?.[locale] ?? code)
const categoryName = (code: string | null, locale: Locale): string =>
  categories.find((c) => c.code === code)?.label[locale] ?? ''
const levelName = (code: number | null, locale: Locale): string =>
  levels.find((l) => l.code === code)?.label[locale] ?? ''

const register = exportSource({
  what: 'register',
  right: 'person.list',
  numberRight: 'person.reveal',
  numbersPerRow: 3,
  filter: personFilter.strict(),
  columns: (withNumbers) => [
    'name',
    'sex',
    'age',
    'category',
    'level',
    'certificateState',
    'certificateValidTo',
    'regionCode',
    'region',
    ...(withNumbers ? (['birth', 'id', 'certificate', 'phone'] as const) : []),
  ],
  markIn: 'region',
  count: countPeople,
  async *rows(ctx, filter, { withNumbers, locale }) {
    for await (const person of readPeople(ctx, filter, withNumbers)) {
      const row: ExportCell[] = [
        withNumbers ? person.name : maskName(person.name),
        word(person.sex, locale),
        person.birth ? ageOn(person.birth, ctx.day()) : null,
        categoryName(person.category, locale),
        levelName(person.level, locale),
        word(person.certificateState, locale),
        person.certificateValidTo,
        person.regionCode,
        person.regionName ?? '',
      ]
      yield withNumbers ? [...row, ...numbersOf(ctx, person)] : row
    }
  },
})

function numbersOf(ctx: Ctx, person: ExportedPerson): ExportCell[] {
  const open = (sealed: Buffer | null) =>
    sealed ? ctx.keyring.openText(sealed, `person:${person.id}`) : null
  return [
    person.birth,
    open(person.idSealed),
    open(person.certificateSealed),
    openFields(ctx.keyring, person.sealed, person.id).phone ?? null,
  ]
}

const clues = exportSource({
  what: 'clues',
  right: 'clue.list',
  numberRight: null,
  numbersPerRow: 0,
  // As in an address, where everything is text; kept filters come back with their true values.
  filter: z.preprocess(
    (raw) =>
      typeof raw === 'object' && raw !== null
        ? Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, String(value)]))
        : raw,
    clueFilter.strict(),
  ),
  columns: () => ['rule', 'severity', 'state', 'since', 'name', 'category', 'level', 'region'],
  markIn: 'region',
  count: countClues,
  async *rows(ctx, filter, { locale }) {
    for await (const clue of readClues(ctx, filter)) {
      yield [
        ruleTitle(clue.rule)[locale],
        word(clue.severity, locale),
        clueStates[clue.state as keyof typeof clueStates][locale],
        clue.since,
        maskName(clue.name),
        categoryName(clue.category, locale),
        levelName(clue.level, locale),
        clue.regionName ?? '',
      ]
    }
  },
})

const sources: ExportSource[] = [
  register,
  clues,
  exportSource(directorySource),
  exportSource(looksSource),
  exportSource(targetsSource),
  exportSource(tasksSource),
  exportSource(supervisionSource),
  exportSource(noticesSource),
  exportSource(papersSource),
]

/** The source of a kind of export. */
export const exportSourceOf = (what: ExportKind): ExportSource | undefined =>
  sources.find((source) => source.what === what)
