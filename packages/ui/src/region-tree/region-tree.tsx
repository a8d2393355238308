import { Button } from 'react-aria-components/Button'
import { Collection } from 'react-aria-components/Collection'
import { Tree, TreeItem, TreeItemContent } from 'react-aria-components/Tree'
import { NextIcon } from '../icon/icons.ts'
import { useFormat } from '../locale/format.ts'
import { useT } from '../locale/locale.tsx'
import './region-tree.css'

/** A place in the tree. `count` is what stands beside its name, such as holders. */
export interface RegionNode {
  readonly code: string
  readonly name: string
  readonly hasChildren: boolean
  readonly count?: number | undefined
}

/**
 * The tree of regions, five levels deep, fetched as it opens. Arrow keys move, right and left open and close, typing
 * finds a name, Enter chooses.
 */
export function RegionTree(props: {
  label: string
  roots: readonly RegionNode[]
  /** The children known so far, by the code of the parent. */
  childrenOf: ReadonlyMap<string, readonly RegionNode[]>
  expanded: ReadonlySet<string>
  onExpandedChange: (codes: Set<string>) => void
  selected: string | null
  onSelect: (code: string) => void
}) {
  return (
    <Tree
      className="zc-tree"
      aria-label={props.label}
      items={props.roots}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={props.selected ? [props.selected] : []}
      onSelectionChange={(keys) => {
        const [code] = keys === 'all' ? [] : keys
        if (code !== undefined) props.onSelect(String(code))
      }}
      expandedKeys={props.expanded}
      onExpandedChange={(keys) => props.onExpandedChange(new Set([...keys].map(String)))}
      dependencies={[props.childrenOf]}
    >
      {(node) => <Branch id={node.code} node={node} childrenOf={props.childrenOf} />}
    </Tree>
  )
}

function Branch({
  node,
  childrenOf,
}: {
  /** The kit tells branches apart by it. */
  id: string
  node: RegionNode
  childrenOf: ReadonlyMap<string, readonly RegionNode[]>
}) {
  const t = useT()
  const format = useFormat()
  const children = childrenOf.get(node.code)
  return (
    <TreeItem id={node.code} textValue={node.name} hasChildItems={node.hasChildren} className="zc-tree-item">
      <TreeItemContent>
        {({ isExpanded, level }) => (
          <div className="zc-tree-line" data-level={level}>
            {node.hasChildren ? (
              <Button slot="chevron" className="zc-tree-chevron" data-open={isExpanded || undefined}>
                <NextIcon />
              </Button>
            ) : (
              <span className="zc-tree-chevron" />
            )}
            <span className="zc-tree-name">{node.name}</span>
            {node.count !== undefined && <span className="zc-tree-count">{format.number(node.count)}</span>}
          </div>
        )}
      </TreeItemContent>
      {node.hasChildren && !children && (
        <TreeItem id={`${node.code} …`} textValue={t('ui.loading')} className="zc-tree-item">
          <TreeItemContent>
            <div className="zc-tree-line zc-tree-wait">{t('ui.loading')}</div>
          </TreeItemContent>
        </TreeItem>
      )}
      <Collection items={children ?? []} dependencies={[childrenOf]}>
        {(child) => <Branch id={child.code} node={child} childrenOf={childrenOf} />}
      </Collection>
    </TreeItem>
  )
}
