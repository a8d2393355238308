import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApiProblem, post } from './http.ts'

describe('a command', () => {
  const received: string[] = []
  /** Answers are held back until the test lets them go. */
  const held: (() => void)[] = []
  let server: Server
  let url: string

  beforeAll(async () => {
    server = createServer((request, answer) => {
      received.push(`${request.method} ${request.url}`)
      const isRefused = request.url === '/refused'
      const end = () =>
        answer.writeHead(isRefused ? 409 : 200).end(JSON.stringify({ code: 'x', id: received.length }))
      held.push(end)
      arrived?.()
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())

  let arrived: (() => void) | undefined
  /** Lets go all answers once so many requests have arrived. */
  const answerAll = async (count: number) => {
    while (held.length < count) await new Promise<void>((done) => (arrived = done))
    for (const end of held.splice(0)) end()
  }

  it('that is asked for again before its answer is there goes out once', async () => {
    received.length = 0
    const both = [post(`${url}/targets`, { value: 1 }), post(`${url}/targets`, { value: 1 })]
    await answerAll(1)
    const [first, second] = await Promise.all(both)
    expect(second).toEqual(first)
    expect(received).toEqual(['POST /targets'])
  })

  it('goes out anew once it was answered, also with a refusal', async () => {
    received.length = 0
    for (let time = 0; time < 2; time++) {
      const refused = post(`${url}/refused`, {})
      const isRefused = expect(refused).rejects.toBeInstanceOf(ApiProblem)
      await answerAll(1)
      await isRefused
    }
    expect(received).toEqual(['POST /refused', 'POST /refused'])
  })

  it('is another one when it says something else', async () => {
    received.length = 0
    const all = [
      post(`${url}/targets`, { value: 1 }),
      post(`${url}/targets`, { value: 2 }),
      post(`${url}/targets`, { value: 1 }, 'PUT'),
    ]
    await answerAll(3)
    await Promise.all(all)
    expect(received.toSorted()).toEqual(['POST /targets', 'POST /targets', 'PUT /targets'])
  })
})
