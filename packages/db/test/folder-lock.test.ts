import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { folderHolder, lockFolder } from '../src/folder-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'zhucan-lock-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('a lock leaves nothing behind, nor do those who were killed while they asked for it', async () => {
  const gone = spawnSync(process.execPath, ['--version']).pid
  const left = `zhucan.lock.${gone}.${randomUUID()}`
  const asking = `zhucan.lock.${process.pid}.${randomUUID()}`
  for (const name of [left, asking]) writeFileSync(join(folder, name), '')
  const lock = await lockFolder(folder)
  expect(await folderHolder(folder)).toMatchObject({ pid: process.pid })
  await lock.release()
  expect(readdirSync(folder)).toEqual([asking])
})
