import { expect, it } from 'vitest'
import { machineFault } from './machine-faults.ts'

const fault = (code: string, message = code) =>
  Object.assign(new Error(message), { code, path: '/x/links.csv' })

it.each([
  ['ENOSPC', 'analysis.disk-full'],
  ['EDQUOT', 'analysis.disk-full'],
  ['EROFS', 'file.not-writable'],
  ['EACCES', 'file.not-writable'],
  ['ENOMEM', 'analysis.out-of-memory'],
])('%s is told as %s', (code, problem) => expect(machineFault(fault(code))).toMatchObject({ code: problem }))

it('tells when not even the engine fits into memory', () =>
  expect(machineFault(fault('', 'libduckdb.so: failed to map segment from shared object'))).toMatchObject({
    code: 'analysis.out-of-memory',
  }))

it('leaves other faults as they are', () => expect(machineFault(fault('ENOENT'))).toBeNull())
