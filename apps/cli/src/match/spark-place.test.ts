import { expect, it } from 'vitest'
import { type EngineValues, sparkPlace } from './spark-place.ts'

const values = (more: Partial<EngineValues>): EngineValues => ({
  engine: 'spark',
  'spark-master': 'spark://m:7077',
  'spark-folder': '/shared',
  'spark-python': 'python3',
  dedupe: false,
  ...more,
})

it('is where the command line says', () => {
  expect(sparkPlace(values({}))).toEqual({ master: 'spark://m:7077', folder: '/shared', python: 'python3' })
})

it('is nowhere with DuckDB', () => {
  const here = { engine: 'duckdb', 'spark-master': undefined, 'spark-folder': undefined }
  expect(sparkPlace(values(here))).toBeUndefined()
})

it.each([
  ['without a master', { 'spark-master': undefined }],
  ['without a shared folder', { 'spark-folder': undefined }],
  ['with an address for a folder', { 'spark-folder': 'hdfs://name/zhucan' }],
  ['for duplicates', { dedupe: true }],
  ['with a kept index', { index: '/index' }],
  ['with another engine', { engine: 'duckdb' }],
  ['with an engine nobody knows', { engine: 'hive' }],
])('is refused %s', (_, more) => {
  expect(() => sparkPlace(values(more))).toThrow(/--(engine|spark)/)
})
