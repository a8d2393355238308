import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import type { Server } from '../platform/context.ts'

const sessionName = 'zhucan.session_token'
const deviceCookie = 'zhucan.device'
/** Browsers take such a cookie over https only, for this very host and the whole of it. */
const hostPrefix = '__Host-'
/** As long as browsers keep any cookie. */
const deviceSeconds = 400 * 86_400

/** The session cookie of a request, and whether the browser promised that it travels over https only. */
export interface SessionCookie {
  value: string
  isHostBound: boolean
}

/** Reads the cookies a request carries. */
export function readCookies(headers: Headers): Map<string, string> {
  const pairs = (headers.get('cookie') ?? '').split(/; */).flatMap((pair) => {
    const [name, ...rest] = pair.split('=')
    return name ? ([[name.trim(), rest.join('=')]] as const) : []
  })
  return new Map(pairs)
}

/** The session cookie; one bound to the host wins, because a neighbour on the network cannot have planted it. */
export function sessionCookie(headers: Headers): SessionCookie | null {
  const cookies = readCookies(headers)
  const bound = cookies.get(hostPrefix + sessionName)
  if (bound) return { value: bound, isHostBound: true }
  const plain = cookies.get(sessionName)
  return plain ? { value: plain, isHostBound: false } : null
}

/** The secret of the log-in library, which signs its cookies with it. */
export const sessionSecret = (server: Pick<Server, 'keyring'>): string =>
  server.keyring.secretFor('sessions').toString('base64url')

/** The token in a session cookie of the library, which signs it; null where the signature is not ours. */
export function tokenOf(server: Pick<Server, 'keyring'>, { value }: SessionCookie): string | null {
  const text = value.includes('%') ? decoded(value) : value
  const at = text.lastIndexOf('.')
  if (at < 1) return null
  const token = text.slice(0, at)
  const given = Buffer.from(text.slice(at + 1), 'base64')
  const made = createHmac('sha256', sessionSecret(server)).update(token).digest()
  return given.length === made.length && timingSafeEqual(given, made) ? token : null
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

/** The cookie header as the log-in library knows it. */
export const libraryCookie = (headers: Headers): string | null => {
  const cookie = sessionCookie(headers)
  return cookie && `${sessionName}=${cookie.value}`
}

/** The secret of a device that has signed in before. */
export const deviceToken = (headers: Headers): string | null => {
  const cookies = readCookies(headers)
  return cookies.get(hostPrefix + deviceCookie) ?? cookies.get(deviceCookie) ?? null
}

/** A browser that came over https says so in Origin, also behind a proxy that speaks plain http to us. */
export const isHttps = (c: Context): boolean => c.req.header('origin')?.startsWith('https://') === true

/** Cookies of the library for this browser: over https under a name that binds them to the host. */
export const browserCookies = (c: Context, cookies: string[]): string[] =>
  isHttps(c) ? cookies.map((cookie) => `${hostPrefix}${cookie}; Secure`) : cookies

/** The cookie that lets a device be known again. */
export const deviceCookieOf = (token: string): string =>
  `${deviceCookie}=${token}; Max-Age=${deviceSeconds}; Path=/; HttpOnly; SameSite=Lax`
