import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { after, before, describe } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openWindow, type View } from './support/browser.ts'
import { journey } from './support/journey.ts'
import { type Depth, look } from './support/look.ts'

const root = join(import.meta.dirname, '..')
const looks: Record<string, { view: View; depth: Depth }> = {
  light: { view: { theme: 'light' }, depth: 'whole' },
  dark: { view: { theme: 'dark' }, depth: 'colours' },
  'high contrast': { view: { theme: 'contrast' }, depth: 'colours' },
  elder: { view: { isElder: true }, depth: 'all-but-colours' },
}
const kinds: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** Every example of every component, in four themes. */
describe('the components can be used by everybody', () => {
  let folder: string
  let server: Server
  let browser: Browser
  const pages: Page[] = []
  const { sees } = journey(() => pages)

  before(
    async () => {
      folder = await mkdtemp(join(tmpdir(), 'zhucan-gallery-'))
      build(folder)
      server = await serve(folder)
      browser = await openBrowser()
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    server?.close()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  for (const [name, { view, depth }] of Object.entries(looks)) {
    sees(`every component in ${name}`, async () => {
      const { page, context } = await openWindow(browser, addressOf(server), view)
      pages.splice(0, pages.length, page)
      await page.goto('/gallery')
      await page.locator('[data-example]').last().waitFor()
      await look(page, depth, name)
      await context.close()
    })
  }
})

/** The gallery is no part of the product's build, so it is built beside it. */
function build(target: string): void {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const desk = join(root, 'apps', 'desk')
  const { status } = spawnSync(
    process.execPath,
    [vite, 'build', desk, '--mode', 'gallery', '--outDir', target, '--emptyOutDir', '--logLevel', 'warn'],
    { stdio: ['ignore', 2, 2] },
  )
  if (status !== 0) throw new Error('the gallery could not be built')
}

const addressOf = (server: Server): string => {
  const at = server.address()
  return `http://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`
}

/** Hands out the built files; every address without an ending is the page itself. */
async function serve(folder: string): Promise<Server> {
  const server = createServer((request, answer) => {
    const path = new URL(request.url ?? '/', 'http://gallery').pathname
    const ending = extname(path)
    const type = kinds[ending] ?? 'text/html; charset=utf-8'
    answer.writeHead(200, { 'content-type': type })
    answer.end(readFileSync(join(folder, ending === '' ? 'index.html' : path)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return server
}
