import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { countRegisterColumns, looksSwapped } from './register-columns.ts'

const folder = join(import.meta.dirname, '../../../../packages/catalogue/src/files')
const samples = readdirSync(folder).filter((name) => name.endsWith('.sample.csv'))
/** Columns of a sample; a title or two may stand above its header. */
const columnsOf = (name: string) => {
  const lines = readFileSync(join(folder, name), 'utf8').split(/\r?\n/).slice(0, 4)
  return { ofRegister: Math.max(...lines.map((line) => countRegisterColumns(line.split(',')))) }
}
const register = columnsOf('register.sample.csv')
const lists = samples.filter((name) => name !== 'register.sample.csv')

it.each(lists)('%s and a register are known apart', (name) => {
  const list = columnsOf(name)
  expect(looksSwapped({ register, file: list })).toBe(false)
  expect(looksSwapped({ register: list, file: register })).toBe(true)
})

it('two files of one kind, and an index made before columns were counted, say nothing', () => {
  expect(looksSwapped({ register, file: register })).toBe(false)
  expect(looksSwapped({ register: { ofRegister: 1 }, file: { ofRegister: 2 } })).toBe(false)
  expect(looksSwapped({ register: {}, file: register })).toBe(false)
})
