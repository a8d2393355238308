import { Breadcrumbs } from '@zhucan/ui'
import { useRegionPath } from './regions.ts'

/** The way from the top of one's area down to a region; each step opens the same page for that region. */
export function RegionCrumbs({ code, hrefOf }: { code: string; hrefOf: (code: string) => string }) {
  const { path } = useRegionPath(code)
  if (path.length < 2) return null
  return (
    <Breadcrumbs
      crumbs={path.map(({ code: step, name }, index) =>
        index === path.length - 1 ? { label: name } : { label: name, href: hrefOf(step) },
      )}
    />
  )
}
