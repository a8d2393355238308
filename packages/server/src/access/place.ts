import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { Server } from '../platform/index.ts'

/**
 * The address a request came from. A header a client can write is no evidence: `X-Forwarded-For` counts only on
 * connections from a proxy that the operator named, and of it only what that proxy added last.
 */
export function addressOf(c: Context, server: Pick<Server, 'proxies'>): string {
  const { remoteAddress } = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)
    ?.incoming?.socket ?? { remoteAddress: '127.0.0.1' }
  const connected = plainAddress(remoteAddress ?? '127.0.0.1')
  if (!server.proxies.includes(connected)) return connected
  const named = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return isIP(named) ? plainAddress(named) : connected
}

/** IPv4 as IPv4, also where a socket of both kinds wraps it. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** The block an address is one of: /24 of IPv4, /64 of IPv6, which is what one office or one home is given. */
export function placeOf(address: string): string {
  if (isIP(address) === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  if (isIP(address) !== 6) return 'unknown'
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const whole =
    tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  const prefix = whole.slice(0, 4).map((part) => Number.parseInt(part, 16).toString(16))
  return `${prefix.join(':')}::/64`
}

const browsers: [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/QQBrowser/, 'QQBrowser'],
  [/(360SE|360EE|QIHU)/, '360'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/(iPhone|iPad)/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/(UOS|Kylin|Linux)/, 'Linux'],
]

/** Browser and system in words somebody knows their own computer by, such as `Edge · Windows`. */
export function deviceName(userAgent: string | undefined): string {
  const find = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  return [find(browsers), find(systems)].filter((part) => part !== undefined).join(' · ') || '?'
}
