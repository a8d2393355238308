import { Breadcrumbs } from '@zhucan/ui'
import { type RegionName, useMe } from '../app/session.ts'

/** The way from the top of one's area down to a region; what lies above the area is not one's to open. */
export function FigureCrumbs({
  path,
  hrefOf,
}: {
  path: readonly RegionName[]
  hrefOf: (code: string) => string
}) {
  const me = useMe()
  const top = Math.max(
    0,
    path.findIndex(({ code }) => me.reach.some((own) => own.code === code)),
  )
  const own = path.slice(top)
  if (own.length < 2) return null
  return (
    <Breadcrumbs
      crumbs={own.map(({ code, name }, at) =>
        at === own.length - 1 ? { label: name } : { label: name, href: hrefOf(code) },
      )}
    />
  )
}
