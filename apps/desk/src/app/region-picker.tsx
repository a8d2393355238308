import { useQueries } from '@tanstack/react-query'
import { type RegionNode, RegionTree, useT } from '@zhucan/ui'
import { useMemo, useState } from 'react'
import { nodesOf, regionQuery, useRegionPath } from './regions.ts'
import { useMe } from './session.ts'

/** The tree of one's area. What is opened is fetched; the way down to the chosen region is open from the start. */
export function RegionPicker(props: {
  selected: string | undefined
  onSelect: (code: string | undefined) => void
}) {
  const t = useT()
  const me = useMe()
  const { path } = useRegionPath(props.selected)
  const tops = useMemo(() => me.reach.map((region) => region.code), [me])
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(tops))
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => new Set())
  const expanded = useMemo(() => {
    const wanted = [...opened, ...path.slice(0, -1).map((step) => step.code)]
    return new Set(wanted.filter((code) => !closed.has(code)))
  }, [opened, closed, path])
  const answers = useQueries({ queries: [...expanded].map((code) => regionQuery(code)) })
  const childrenOf = useMemo(() => {
    const known = answers.flatMap(({ data }) => (data ? [[data.code, nodesOf(data)] as const] : []))
    return new Map(known)
  }, [answers])
  const roots: RegionNode[] = me.reach.map(({ code, name, level }) => ({
    code,
    name,
    hasChildren: level < 5,
  }))
  return (
    <RegionTree
      label={t('register.treeLabel')}
      roots={roots}
      childrenOf={childrenOf}
      expanded={expanded}
      onExpandedChange={(codes) => {
        setClosed(new Set([...closed, ...expanded].filter((code) => !codes.has(code))))
        setOpened(codes)
      }}
      selected={props.selected ?? tops[0] ?? null}
      onSelect={(code) => props.onSelect(tops.length === 1 && code === tops[0] ? undefined : code)}
    />
  )
}
