import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isProblem } from '@zhucan/kernel'
import { describe, expect, it } from 'vitest'
import { problemOf, type SparkFault } from './faults.ts'

/** Failures that were brought about on a standalone cluster of Spark 4.1.4, and what it said, without the stacks. */
interface Recorded {
  readonly name: string
  readonly code: string
  readonly isStart: boolean
  readonly fault: SparkFault
  readonly log: string
}

const file = join(import.meta.dirname, '..', '..', 'test', 'spark-faults.json')
const recorded = JSON.parse(readFileSync(file, 'utf8')) as readonly Recorded[]

const place = { master: 'spark://master:7077', folder: '/mnt/shared/zhucan' }
const told = ({ fault, isStart, log }: Omit<Recorded, 'name' | 'code'>) =>
  problemOf(fault, { ...place, isStart, log })
const reasons = Object.fromEntries(recorded.map((one) => [one.name, told(one).params.reason]))

describe('what Spark says when it fails', () => {
  it.each(recorded)('is understood: $name', ({ code, ...one }) => {
    const found = told(one)
    expect(found.code).toBe(code)
    expect(found.params).toMatchObject({ engine: 'spark', place: place.master })
  })

  it('names the reason in the words of Java where no code says it all', () => {
    expect(reasons).toMatchObject({
      'not-a-master': expect.stringContaining('Master must either be yarn or start with spark'),
      'no-shell': expect.stringContaining('No such file or directory'),
      'bad-driver-memory': 'Invalid maximum heap size: -Xmxviel',
    })
  })
})

it('names the version where another one is the trouble', () => {
  const versions = recorded.flatMap((one) => told(one).params.version ?? [])
  expect(versions).toEqual(['3.5.9', '4.1.4', '4.3.0'])
})

const gone = (log: string) =>
  told({
    fault: { kind: 'Py4JNetworkError', condition: null, text: 'Answer from Java side is empty', cause: null },
    isStart: false,
    log,
  })

it('tells a driver that ended from one that ended for want of memory', () => {
  expect(gone('').params.reason).toBe('Java, the driver of Spark, ended')
  expect(
    isProblem(gone('java.lang.OutOfMemoryError: Java heap space'), 'match.engine-no-driver-memory'),
  ).toBe(true)
})

it('hands on no values of rows', () => {
  const text = "[CAST_INVALID_INPUT] The value '990101199001010017' of the type cannot be cast"
  const fault = { kind: 'NumberFormatException', condition: 'CAST_INVALID_INPUT', text, cause: null }
  expect(told({ fault, isStart: false, log: '' }).message).not.toContain('9901')
})
