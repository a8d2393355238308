import {
  type IndicatorDefinition,
  indicatorByWords,
  indicators,
  indicatorUnits,
  type TargetForm,
} from '@zhucan/catalogue'
import { isPlainDate, type Label } from '@zhucan/kernel'
import type { ConfirmedItem, DeadlineValue, FigureValue } from '../notices/index.ts'
import { possibleForms, unitOfTarget } from './create-target.ts'
import type { Helper } from './task-create.store.ts'

/** An indicator that may be meant, and whether it is counted in the unit of the notice. */
export interface ProposedIndicator {
  code: string
  label: Label
  unit: string
  forms: TargetForm[]
  fitsUnit: boolean
}

/** What an item of a notice could become; a person decides. */
export type Proposal = { itemId: string; quote: string; section: string } & (
  | {
      kind: 'target'
      words: string
      printedUnit: string
      form: TargetForm
      value: string
      periodFrom: string
      periodTo: string
      indicators: ProposedIndicator[]
    }
  | {
      kind: 'task'
      title: string
      dueOn: string | null
      reportTo: string | null
      lead: ProposedOffice | null
      supports: ProposedOffice[]
    }
)

/** A body named in a notice, and the organisation that may be meant. */
export interface ProposedOffice {
  printed: string
  organisationId: string | null
}

/** What the items of a notice could become, in the order of its text; figures that tell a state become nothing. */
export function proposeWork(
  items: readonly ConfirmedItem[],
  issuedOn: string | null,
  { helpers, day }: { helpers: readonly Helper[]; day: string },
): Proposal[] {
  const year = (issuedOn ?? day).slice(0, 4)
  const nextDue = (section: string) =>
    items.flatMap((item) =>
      item.kind === 'deadline' && item.section === section ? [lastDay(item.value, day)] : [],
    )[0] ?? null
  return items.flatMap((item): Proposal[] => {
    const base = { itemId: item.id, quote: item.quote, section: item.section }
    switch (item.kind) {
      case 'target':
        return [{ ...base, ...proposeTarget(item.value, year) }]
      case 'deadline':
        return [
          {
            ...base,
            ...{
              kind: 'task',
              title: item.value.action || item.quote.slice(0, 60),
              dueOn: lastDay(item.value, day),
            },
            ...{ reportTo: item.value.to, lead: null, supports: [] },
          },
        ]
      case 'responsibility': {
        // The first listed leads; further leaders stand in front of those who support.
        const [lead, ...others] = item.value.lead.map((name) => proposeOffice(name, helpers))
        const supports = [...others, ...item.value.support.map((name) => proposeOffice(name, helpers))]
        return [
          {
            ...base,
            ...{ kind: 'task', title: item.quote.slice(0, 60), dueOn: nextDue(item.section), reportTo: null },
            ...{ lead: lead ?? null, supports },
          },
        ]
      }
      default:
        return []
    }
  })
}

const formOf = { '>=': 'floor', '<=': 'ceiling', '=': 'equals', '~': 'equals' } as const

function proposeTarget(value: FigureValue, year: string) {
  const isRate = value.unit === '%'
  return {
    kind: 'target' as const,
    words: value.indicator,
    printedUnit: value.unit,
    form: isRate ? ('rate' as const) : formOf[value.comparator],
    value: String(isRate ? Number((value.value * 100).toFixed(2)) : value.value),
    periodFrom: `${year}-01-01`,
    periodTo: value.by ?? `${year}-12-31`,
    indicators: suggestIndicators(value.indicator, value.unit),
  }
}

/** The indicators that words may mean: the one named or found by an alias first, then those in the same unit. */
export function suggestIndicators(words: string, printedUnit: string): ProposedIndicator[] {
  const named = indicatorByWords(words)
  const fits = (indicator: IndicatorDefinition) =>
    printedUnit === '%' ? indicator.kind === 'rate' : indicatorUnits[indicator.unit].zh === printedUnit
  const rest = indicators.filter((each) => each !== named).sort((a, b) => Number(fits(b)) - Number(fits(a)))
  return [...(named ? [named] : []), ...rest].map((indicator) => ({
    ...{ code: indicator.code, label: indicator.label, unit: unitOfTarget(indicator) },
    ...{ forms: [...possibleForms(indicator)], fitsUnit: fits(indicator) },
  }))
}

/**
 * The last day that a deadline leaves; of one that comes each year the next, seen from a day. Null where the notice names
 * neither a year nor that it comes each year.
 */
export function lastDay({ date }: DeadlineValue, today: string): string | null {
  if (typeof date === 'string') return isPlainDate(date) ? date : null
  if (date.year !== null) return dayIn(date, date.year)
  if (date.every !== 'year') return null
  const year = Number(today.slice(0, 4))
  const thisYear = dayIn(date, year)
  return thisYear >= today ? thisYear : dayIn(date, year + 1)
}

function dayIn({ month, day, part }: Exclude<DeadlineValue['date'], string>, year: number): string {
  const end = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const days = { early: 10, mid: 20, late: end, end }
  const last = Math.min(day ?? (part ? days[part] : end), end)
  return `${year}-${String(month).padStart(2, '0')}-${String(last).padStart(2, '0')}`
}

/** The organisation a printed body may be: the same name, or the only one that holds it. */
export function proposeOffice(printed: string, helpers: readonly Helper[]): ProposedOffice {
  const same = helpers.find(({ name }) => name === printed)
  const holding = helpers.filter(({ name }) => name.includes(printed) || printed.includes(name))
  const meant = same ?? (holding.length === 1 ? holding[0] : undefined)
  return { printed, organisationId: meant?.id ?? null }
}
