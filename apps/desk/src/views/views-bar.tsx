import { useRouter } from '@tanstack/react-router'
import {
  CheckIcon,
  FirstIcon,
  Menu,
  type MenuEntry,
  RemoveIcon,
  RunIcon,
  SettingsIcon,
  useT,
  ViewIcon,
} from '@zhucan/ui'
import { lazy, Suspense, useState } from 'react'
import { address, type SearchValues } from '../app/address.ts'
import { useMay } from '../app/session.ts'
import { isSame, keptSearch, useViewActions, useViews, viewAddress } from './use-views.ts'
import type { SavedView, ViewPlace } from './views.queries.ts'
import './views.css'

const SaveViewDialog = lazy(() =>
  import('./save-view-dialog.tsx').then((module) => ({ default: module.SaveViewDialog })),
)

/** The saved views of a list: open one, save what one sees, change or share one's own. */
export function ViewsBar(props: { place: ViewPlace; search: SearchValues }) {
  const t = useT()
  const mayKeep = useMay('view.keep')
  const views = useViews(props.place)
  const [isSaving, setSaving] = useState(false)
  const current = views.find(({ id }) => id === props.search.view)
  if (!mayKeep) return null
  const kept = keptSearch(props.search)
  const isChanged = current !== undefined && !isSame(current.search, kept)
  const name = isChanged ? t('views.changed', { name: current.name }) : current?.name
  return (
    <div className="views-bar">
      <Menu
        icon={<ViewIcon />}
        entries={[
          ...views.map((view) => entryOf(view, view.id === current?.id, t)),
          { id: 'save', label: t('views.save'), icon: <ViewIcon />, onAction: () => setSaving(true) },
        ]}
      >
        <span className="desk-quiet">{t('views.label')}</span> {name ?? t('views.none')}
      </Menu>
      {current && <ManageView view={current} kept={kept} isChanged={isChanged} />}
      {isSaving && (
        <Suspense>
          <SaveViewDialog place={props.place} search={kept} isOpen onClose={() => setSaving(false)} />
        </Suspense>
      )}
    </div>
  )
}

type Translate = ReturnType<typeof useT>

const entryOf = (view: SavedView, isCurrent: boolean, t: Translate): MenuEntry => ({
  id: view.id,
  label: view.isMine ? view.name : t('views.office', { name: view.name }),
  icon: isCurrent ? <CheckIcon /> : view.isFirst ? <FirstIcon /> : <ViewIcon />,
  href: viewAddress(view),
})

/** What can be done with the open view; a colleague's can only be chosen for oneself. */
function ManageView(props: { view: SavedView; kept: Record<string, string>; isChanged: boolean }) {
  const t = useT()
  const router = useRouter()
  const { view, kept } = props
  const { id, name, isShared, isFirst, place } = view
  const actions = useViewActions(place)
  const own: MenuEntry[] = [
    {
      id: 'share',
      label: t(isShared ? 'views.shareOff' : 'views.shareOn', { name }),
      icon: <SettingsIcon />,
      onAction: () => actions.update.mutate({ id, name, search: view.search, isShared: !isShared }),
    },
    {
      id: 'remove',
      label: t('views.remove', { name }),
      icon: <RemoveIcon />,
      onAction: () => {
        actions.remove.mutate(view)
        router.history.replace(address(`/${place}`, kept))
      },
    },
  ]
  const update: MenuEntry = {
    id: 'update',
    label: t('views.update', { name }),
    icon: <RunIcon />,
    onAction: () => actions.update.mutate({ id, name, search: kept, isShared }),
  }
  return (
    <Menu
      icon={<SettingsIcon />}
      variant="quiet"
      entries={[
        ...(view.isMine && props.isChanged ? [update] : []),
        {
          id: 'first',
          label: t(isFirst ? 'views.unsetFirst' : 'views.setFirst', { name }),
          icon: <FirstIcon />,
          onAction: () => actions.first.mutate(isFirst ? null : id),
        },
        ...(view.isMine ? own : []),
      ]}
    >
      {t('views.manage')}
    </Menu>
  )
}
