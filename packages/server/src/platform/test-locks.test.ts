import { createPool } from '@zhucan/db'
import { testDatabase } from '@zhucan/testing'
import { expect, it } from 'vitest'
import { hasWaiting, holdTable } from './test-locks.ts'

it('sees also those wait who came after it first saw one wait', async () => {
  const database = await testDatabase()
  const open = () => createPool(database.ownerUrl, { max: 1 })
  const owner = open()
  const held = await holdTable(owner, 'break_glass')
  const writers = []
  const writes = []
  for (const count of [1, 2]) {
    const writer = open()
    writers.push(writer)
    writes.push(writer.query('delete from break_glass'))
    await held.hasWaiting(count)
  }
  await held.release()
  expect(await Promise.all(writes)).toHaveLength(2)
  await hasWaiting(owner, 0)
  for (const pool of [owner, ...writers]) await pool.end()
  await database.drop()
})
