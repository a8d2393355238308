import { existsSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { isAlive } from '@zhucan/db'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  cleanUp,
  type Home,
  logOf,
  makeHome,
  processesBelow,
  processesOf,
  type Running,
  startUp,
  zhucan,
} from './program.ts'

// One home for all, in order: the first start loads the regions of the country.
let home: Home
beforeAll(() => {
  home = makeHome()
})
afterAll(cleanUp)

const patience = { timeout: 240_000 }

function part(launcher: number, name: string): number {
  const found = processesBelow(launcher).find(({ command }) => command.includes(join('apps', name, 'src')))
  if (found === undefined) throw new Error(`${name} does not run`)
  return found.pid
}

async function nothingRuns(): Promise<void> {
  await expect.poll(() => processesOf(home), { timeout: 60_000 }).toEqual([])
}

describe('zhucan up', () => {
  // A start takes seconds of two processors, so one that ends well tells all that it can before it ends.
  describe('that runs', () => {
    let up: Running
    beforeAll(async () => {
      up = await startUp(home)
    }, 240_000)

    test('has started all and made private folders', patience, async () => {
      expect(up.url).toBe('http://127.0.0.1:18420')
      expect(await (await fetch(`${up.url}/readyz`)).json()).toEqual({ ok: true })
      for (const folder of ['data', 'keys'])
        expect(statSync(join(home.path, folder)).mode & 0o777).toBe(0o700)
      expect(processesBelow(up.child.pid as number).length).toBeGreaterThanOrEqual(4)
    })

    test('gives its parts no log-in but the application’s', patience, async () => {
      const environment = readFileSync(`/proc/${part(up.child.pid as number, 'api')}/environ`, 'utf8')
      const secrets = JSON.parse(readFileSync(join(home.path, 'keys', 'database.json'), 'utf8')) as Record<
        string,
        string
      >
      expect(environment).toContain(secrets.zhucan_app)
      expect(environment).not.toContain(secrets.zhucan_owner)
      expect(environment).not.toContain(secrets.postgres)
    })

    test(
      'is left alone by a second start, which says so; admin create works beside it',
      patience,
      async () => {
        const second = zhucan(home, 'up', '--json')
        expect(second.status).toBe(1)
        expect(JSON.parse(second.stdout)).toMatchObject({ problem: { code: 'folder.in-use' } })
        const admin = zhucan(home, 'admin', 'create', '--json')
        expect(admin.status, admin.stderr).toBe(0)
        const { link } = JSON.parse(admin.stdout) as { link: string }
        expect(link).toMatch(/^http:\/\/127\.0\.0\.1:18420\/welcome\?token=[\w-]{43}$/)
        const answer = await useLink(up.url, link)
        expect(answer.status, await answer.text()).toBe(200)
        expect((await useLink(up.url, link)).status).toBe(410)
        expect(zhucan(home, 'doctor').status).toBe(0)
      },
    )

    test('stops all on SIGTERM', patience, async () => {
      up.child.kill('SIGTERM')
      expect(await up.ended, up.said()).toBe(0)
      await nothingRuns()
      expect(existsSync(join(home.path, 'data', 'zhucan.lock'))).toBe(false)
      expect(existsSync(join(home.path, 'data', 'server.json'))).toBe(false)
    })
  })

  test('takes the next free port and says so; stops on SIGINT', patience, async () => {
    const other = createServer().listen(18_420, '127.0.0.1')
    const up = await startUp(home)
    expect(up.url).toBe('http://127.0.0.1:18421')
    expect(up.said()).toContain('18421')
    up.child.kill('SIGINT')
    expect(await up.ended).toBe(0)
    other.close()
  })

  test.each(['api', 'worker'])('ends whole, with a reason, when the %s dies', patience, async (name) => {
    const up = await startUp(home)
    process.kill(part(up.child.pid as number, name), 'SIGKILL')
    expect(await up.ended).toBe(1)
    await nothingRuns()
  })

  test('ends whole, with a reason, when the database dies', patience, async () => {
    const up = await startUp(home)
    const pid = Number(
      readFileSync(join(home.path, 'data', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
    )
    process.kill(pid, 'SIGKILL')
    expect(await up.ended).toBe(1)
    await nothingRuns()
  })

  test('killed outright leaves nothing that the next start cannot clear', patience, async () => {
    const up = await startUp(home)
    const main = processesBelow(up.child.pid as number).find(({ command }) => command.includes('main.ts up'))
    const parts = ['api', 'worker'].map((name) => part(up.child.pid as number, name))
    process.kill(main?.pid as number, 'SIGKILL')
    await expect.poll(() => parts.filter(isAlive), { timeout: 60_000 }).toEqual([])
    const again = await startUp(home)
    expect(again.url).toBe('http://127.0.0.1:18420')
    // The launcher is killed: the rest must not stay behind.
    again.child.kill('SIGKILL')
    await nothingRuns()
  })

  test('asked to stop while it starts, stops', patience, async () => {
    const starting = startUp(home).catch((error: Error) => error.message)
    await expect.poll(() => processesOf(home).length, { timeout: 60_000 }).toBeGreaterThan(0)
    const mains = processesBelow(process.pid).filter(({ command }) => command.includes('main.ts up'))
    for (const { pid } of mains) process.kill(pid, 'SIGTERM')
    expect(await starting).toContain('ended before it was ready')
    await nothingRuns()
  })

  test('never makes new keys for data it has', patience, async () => {
    renameSync(join(home.path, 'keys', 'root.key'), join(home.path, 'root.key'))
    const run = zhucan(home, 'up', '--json')
    expect(run.status).toBe(1)
    expect(JSON.parse(run.stdout)).toMatchObject({ problem: { code: 'key.not-found' } })
    renameSync(join(home.path, 'root.key'), join(home.path, 'keys', 'root.key'))
    await nothingRuns()
  })

  test('a real database stays real', patience, async () => {
    const run = zhucan(home, 'up', '--demo', '--json')
    expect(run.status).toBe(1)
    expect(JSON.parse(run.stdout)).toMatchObject({ problem: { code: 'database.is-real' } })
    await nothingRuns()
  })

  test('kept no secret in its logs', () => {
    const secrets = Object.values(
      JSON.parse(readFileSync(join(home.path, 'keys', 'database.json'), 'utf8')) as object,
    )
    for (const name of ['api', 'worker']) {
      for (const secret of secrets) expect(logOf(home, name)).not.toContain(secret)
    }
  })
})

async function useLink(url: string, link: string): Promise<Response> {
  const token = new URL(link).searchParams.get('token')
  const who = { name: '王小明', username: 'first_admin', password: 'A long enough password' }
  return fetch(`${url}/api/auth/welcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token, ...who }),
  })
}
