import { z } from '@hono/zod-openapi'
import { describe, expect, it } from 'vitest'
import { command, query } from './operation.ts'

const output = z.object({ ok: z.boolean() })
const run = async () => ({ ok: true })
const audit = () => ({ action: 'clue.list' })

describe('operations that must not compile', () => {
  it('takes a write with its right and its audit entry', () => {
    const write = command({
      ...({ method: 'post', path: '/api/v1/x', summary: 'x', right: 'import.apply' } as const),
      output,
      run,
      audit,
    })
    expect(write.kind).toBe('command')
  })

  it('refuses a write without its audit entry', () => {
    // @ts-expect-error a write without an audit entry does not compile
    command({ method: 'post', path: '/api/v1/x', summary: 'x', right: 'import.apply', output, run })
    expect.assertions(0)
  })

  it('refuses a write that says it concerns nobody', () => {
    command({
      ...({ method: 'post', path: '/api/v1/x', summary: 'x', right: 'import.apply' } as const),
      output,
      run,
      // @ts-expect-error only a read may be without personal data
      audit: 'no-personal-data',
    })
    expect.assertions(0)
  })

  it('refuses an operation without a right, and with one that is not in the table', () => {
    // @ts-expect-error every operation names its right
    query({ path: '/api/v1/x', summary: 'x', output, run, audit })
    // @ts-expect-error the table of rights does not know it
    query({ path: '/api/v1/x', summary: 'x', right: 'person.everything', output, run, audit })
    expect.assertions(0)
  })

  it('refuses a read that does not say what it logs', () => {
    // @ts-expect-error a read logs, or says that nobody can be recognised in it
    query({ path: '/api/v1/x', summary: 'x', right: 'person.list', output, run })
    expect.assertions(0)
  })
})
