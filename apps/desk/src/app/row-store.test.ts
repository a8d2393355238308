import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRowStore } from './row-store.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const settle = () => vi.advanceTimersByTimeAsync(100)

/** A store of ten rows a part that writes down which parts it asked for. */
function storeOf(answer: (part: number) => Promise<{ total: number; rows: string[] }>) {
  const asked: number[] = []
  const store = createRowStore<string>(10, (part) => {
    asked.push(part)
    return answer(part)
  })
  return { asked, store }
}

describe('the rows of a long list', () => {
  it('asks for the parts around the window, each once, and tells when they are there', async () => {
    const { asked, store } = storeOf(async (part) => ({ total: 99, rows: [`row of ${part}`] }))
    let told = 0
    store.subscribe(() => told++)
    store.want(8, 22)
    await settle()
    store.want(8, 22)
    await settle()
    expect(asked).toEqual([0, 1, 2])
    expect(store.rows(1)).toEqual(['row of 1'])
    expect(told).toBe(3)
  })

  it('asks only for where a fast scroll ends', async () => {
    const { asked, store } = storeOf(async () => ({ total: 99, rows: [] }))
    for (const from of [0, 10, 20, 70]) store.want(from, from + 5)
    await settle()
    expect(asked).toEqual([7])
  })

  it('asks again for a part that did not arrive', async () => {
    const { asked, store } = storeOf(async () => Promise.reject(new Error('no network')))
    store.want(0, 5)
    await settle()
    store.want(0, 5)
    await settle()
    expect(asked).toEqual([0, 0])
    expect(store.rows(0)).toBeUndefined()
  })

  it('stops asking when the list is left', async () => {
    const { asked, store } = storeOf(async () => ({ total: 99, rows: [] }))
    store.want(0, 5)
    store.stop()
    await settle()
    expect(asked).toEqual([])
  })
})
