import { describe, expect, it } from 'vitest'
import { openTurns } from './turns.ts'

describe('turns', () => {
  const gate = () => Promise.withResolvers<void>()

  it('lets so many of one person work at once and the others wait, first come first served', async () => {
    const turns = openTurns({ width: 2, longest: 10 })
    const gates = [gate(), gate(), gate(), gate()]
    const started: number[] = []
    const works = gates.map(({ promise }, i) =>
      turns('a', async () => {
        started.push(i)
        await promise
        return i
      }),
    )
    expect(started).toEqual([0, 1])
    gates[1]!.resolve()
    await works[1]
    expect(started).toEqual([0, 1, 2])
    for (const one of gates) one.resolve()
    expect(await Promise.all(works)).toEqual([0, 1, 2, 3])
  })

  it('never lets one person wait for another', async () => {
    const turns = openTurns({ width: 1, longest: 10 })
    const held = gate()
    const first = turns('a', () => held.promise)
    expect(await turns('b', async () => 'done')).toBe('done')
    held.resolve()
    await first
  })

  it('gives the turn on after a failure, and forgets who is done', async () => {
    const turns = openTurns({ width: 1, longest: 10 })
    await expect(turns('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await turns('a', async () => 'again')).toBe('again')
  })

  it('refuses who queues without end', async () => {
    const turns = openTurns({ width: 1, longest: 2 })
    const held = gate()
    const works = Array.from({ length: 3 }, () => turns('a', () => held.promise))
    await expect(turns('a', async () => 'late')).rejects.toMatchObject({ code: 'request.too-many' })
    held.resolve()
    await Promise.all(works)
  })
})
