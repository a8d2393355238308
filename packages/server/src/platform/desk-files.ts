import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Context } from 'hono'

const kinds: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/** Serves the built Desk; an address that is no file is a page of the Desk, which finds its own way. */
export function serveDesk(folder: string) {
  return async (c: Context): Promise<Response> => {
    const path = pathOf(c.req.url)
    if (path === null) return c.notFound()
    const wanted = normalize(join(folder, path))
    // A page's address may have a point in it, as a policy's code does; a file has an ending that we serve.
    const isAsset = Object.hasOwn(kinds, extname(wanted))
    if (isAsset && !wanted.startsWith(folder + sep)) return c.notFound()
    const file = isAsset ? wanted : join(folder, 'index.html')
    const body = await readFile(file).catch(() => null)
    if (!body) return c.notFound()
    return c.body(new Uint8Array(body), 200, {
      'content-type': kinds[extname(file)] ?? 'application/octet-stream',
      'cache-control':
        isAsset && file.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  }
}

/** The path of an address in clear; null where its escapes are no text. */
function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(new URL(url).pathname)
  } catch {
    return null
  }
}
