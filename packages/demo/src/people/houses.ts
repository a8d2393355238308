import { addDays, type PlainDate } from '@zhucan/kernel'
import { draw, type Random, weighted } from '../random.ts'
import type { House } from './model.ts'

const CLASSES = weighted<House['class']>([
  ['A', 5],
  ['B', 15],
  ['C', 50],
  ['D', 30],
])

/** An appraised house; about half of the dangerous ones have been repaired since. */
export function makeHouse(random: Random, day: PlainDate): House {
  const grade = draw(random, CLASSES)
  const appraisedOn = addDays(day, -random.int(300, 1800))
  const isRepaired = grade >= 'C' && random.chance(0.5)
  return {
    class: grade,
    appraisedOn,
    repairedOn: isRepaired ? addDays(appraisedOn, random.int(90, 280)) : null,
  }
}
