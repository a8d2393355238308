import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const router = join(import.meta.dirname, '..', '..', 'apps', 'desk', 'src', 'app', 'router.tsx')

/** The paths of the Desk as its router has them, `$personId` for what stands for an id. */
export function deskRoutes(): string[] {
  const paths = [...readFileSync(router, 'utf8').matchAll(/^\s*path: '([^']+)'/gm)].map(
    ([, path]) => path ?? '',
  )
  return [...new Set(paths)].filter((path) => path !== '/gallery')
}

/** Whether an address lies on a route. */
export function isOn(route: string, address: string): boolean {
  const [path = ''] = address.split('?')
  const parts = route.split('/')
  const given = path.split('/')
  return (
    parts.length === given.length &&
    parts.every((part, place) => part.startsWith('$') || part === given[place])
  )
}

/** Routes that none of these addresses shows. */
export const unseenRoutes = (routes: readonly string[], addresses: readonly string[]): string[] =>
  routes.filter((route) => !addresses.some((address) => isOn(route, address)))
