import { addDays, type PlainDate, partsOf } from '@zhucan/kernel'
import { HOMOPHONES, LOOKALIKES, TRADITIONAL } from '../people/name-tables.ts'
import { draw, type Random, weighted } from '../random.ts'

type Fault = (text: string, random: Random) => string

/** Shares of rows with a fault, by field; a file of people without a usable number is worse than a usual list. */
const faults = {
  name: weighted<Fault>([
    [(name) => name, 0.885],
    [(name, random) => swapOne(name, random, HOMOPHONES), 0.055],
    [(name) => [...name].map((sign) => TRADITIONAL[sign] ?? sign).join(''), 0.025],
    [(name, random) => swapOne(name, random, LOOKALIKES), 0.01],
    [(name, random) => [...name].slice(0, -1).join('') + random.pick(['?', '□', '？']), 0.007],
    [(name) => ([...name].length > 2 ? [...name].slice(0, -1).join('') : name), 0.008],
    [(name) => ([...name].length === 3 ? name[0]! + name[2]! + name[1]! : name), 0.003],
    [() => '', 0.005],
  ]),
  number: weighted<Fault>([
    [() => '', 0.6],
    [otherDigit, 0.25],
    [(number, random) => swapNeighbours(number, random, 16), 0.07],
    [(number, random) => number.slice(0, random.pick([14, 16, 17])), 0.08],
  ]),
  birth: weighted<Fault>([
    [(birth) => birth, 0.904],
    [() => '', 0.02],
    [otherBirthDigit, 0.035],
    [swapDayAndMonth, 0.015],
    [(birth) => `${birth.slice(0, 4)}-01-01`, 0.01],
    [(birth, random) => otherYear(birth, random.pick([-1, 1])), 0.01],
    [(birth, random) => addDays(birth as PlainDate, random.pick([-2, -1, 1, 2])), 0.006],
  ]),
  phone: weighted<Fault>([
    [(phone) => phone, 0.43],
    [() => '', 0.25],
    [(_, random) => `199${String(random.int(0, 99_999_999)).padStart(8, '0')}`, 0.3],
    [otherDigit, 0.02],
  ]),
} as const
const dots = ['·', '·', '·', '•', '.', '・', '‧', ' · ']

/** A value as a list without good numbers has it. */
export function spoil(random: Random, field: keyof typeof faults, text: string): string {
  const spoilt = draw(random, faults[field])(text, random)
  return field === 'name' ? spoilt.replace('·', random.pick(dots)) : spoilt
}

/** Replaces one character that has a partner in the groups; names without one stay as they are. */
function swapOne(name: string, random: Random, groups: readonly string[]): string {
  const signs = [...name]
  const open = signs.flatMap((sign, place) => {
    const group = groups.find((members) => members.includes(sign))
    return group ? [{ place, others: [...group].filter((other) => other !== sign) }] : []
  })
  if (open.length === 0) return name
  const { place, others } = random.pick(open)
  signs[place] = random.pick(others)
  return signs.join('')
}

function otherDigit(digits: string, random: Random): string {
  const place = random.int(0, Math.min(digits.length, 17) - 1)
  const digit = (Number(digits[place]) + random.int(1, 9)) % 10
  return digits.slice(0, place) + digit + digits.slice(place + 1)
}

function swapNeighbours(digits: string, random: Random, most: number): string {
  const place = random.int(0, most - 1)
  return digits.slice(0, place) + digits[place + 1] + digits[place] + digits.slice(place + 2)
}

/** Another digit in the day or the year's last two; the month stays one. */
function otherBirthDigit(birth: string, random: Random): string {
  const place = random.pick([2, 3, 9])
  const digit = (Number(birth[place]) + random.int(1, 9)) % 10
  const changed = birth.slice(0, place) + digit + birth.slice(place + 1)
  const { day } = partsOf(changed as PlainDate)
  return day >= 1 && day <= 28 ? changed : birth
}

function swapDayAndMonth(birth: string): string {
  const [year, month, day] = birth.split('-')
  return Number(day) <= 12 ? `${year}-${day}-${month}` : birth
}

function otherYear(birth: string, by: number): string {
  const year = String(Number(birth.slice(0, 4)) + by)
  return birth.endsWith('02-29') ? `${year}-02-28` : year + birth.slice(4)
}
