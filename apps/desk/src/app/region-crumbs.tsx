import { Breadcrumbs } from '@zhucan/ui'
import { useRegionPath } from './regions.ts'
import type { StateLink } from './state-link.ts'

/** The way from the top of one's area down to a region; each step opens the same page for that region. */
export function RegionCrumbs({ code, linkTo }: { code: string; linkTo: (code: string) => StateLink }) {
  const { path } = useRegionPath(code)
  if (path.length < 2) return null
  return (
    <Breadcrumbs
      crumbs={path.map(({ code: step, name }, index) =>
        index === path.length - 1 ? { label: name } : { label: name, ...linkTo(step) },
      )}
    />
  )
}
