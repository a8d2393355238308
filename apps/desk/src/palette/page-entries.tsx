import { useQuery } from '@tanstack/react-query'
import {
  CluesIcon,
  DownloadIcon,
  FiguresIcon,
  HomeIcon,
  LinkIcon,
  NoticeIcon,
  RegisterIcon,
  SuperviseIcon,
  TreeIcon,
  useT,
} from '@zhucan/ui'
import { placesFor } from '../app/places.ts'
import { useMay, useMe } from '../app/session.ts'
import { useFirstViews } from '../views/use-views.ts'
import type { Entry } from './entries.tsx'
import { linkRunsQuery } from './palette.queries.ts'
import { goKeysOf } from './shortcuts.ts'

/** The pages one may open: those of the navigation, then those that stand below one of them. */
export function usePageEntries(): Entry[] {
  const t = useT()
  const firstOf = useFirstViews()
  const below = usePagesBelow()
  const review = useReviewEntry()
  const places = placesFor(useMe()).map(({ id, href, word, Icon }) => ({
    id: `page:${id}`,
    label: t(word),
    keys: t(`palette.keys.${id}`),
    icon: <Icon />,
    href: firstOf(href),
    shortcut: goKeysOf(id),
  }))
  return [...places, ...below, ...review]
}

/** Pages without an entry of their own in the navigation, and the right each needs. */
const pagesBelow = [
  { id: 'duplicates', href: '/duplicates', right: 'link.review', Icon: RegisterIcon },
  { id: 'reports', href: '/reports', right: 'figure.report', Icon: FiguresIcon },
  { id: 'mine', href: '/clues?mine=true', right: 'clue.receive', Icon: CluesIcon },
  { id: 'overdueClues', href: '/clues?colour=red', right: 'clue.list', Icon: CluesIcon },
  { id: 'overdueTargets', href: '/targets?scope=area&colour=red', right: 'target.read', Icon: SuperviseIcon },
  { id: 'overdueTasks', href: '/tasks?scope=area&colour=red', right: 'task.read', Icon: SuperviseIcon },
  { id: 'undecided', href: '/notices?state=checking', right: 'notice.read', Icon: NoticeIcon },
  { id: 'gaps', href: '/directory?tab=gaps', right: 'organisation.read', Icon: TreeIcon },
  { id: 'approve', href: '/exports?tab=approve', right: 'export.approve', Icon: DownloadIcon },
  { id: 'signals', href: '/audit?tab=signals', right: 'audit.read', Icon: HomeIcon },
] as const

function usePagesBelow(): Entry[] {
  const t = useT()
  const { may } = useMe()
  return pagesBelow
    .filter(({ right }) => may.includes(right))
    .map(({ id, href, Icon }) => ({
      id: `page:${id}`,
      label: t(`palette.page.${id}`),
      keys: t(`palette.keys.${id}`),
      icon: <Icon />,
      href,
    }))
}

/** Where pairs wait to be decided: the newest search by likeness that left any, or the lists one starts it from. */
function useReviewEntry(): Entry[] {
  const t = useT()
  const mayReview = useMay('link.review')
  const { data = [] } = useQuery({ ...linkRunsQuery, enabled: mayReview })
  if (!mayReview) return []
  const waiting = data.find(({ states }) => (states.review ?? 0) + (states.unsure ?? 0) > 0)
  const run = waiting ?? data[0]
  return [
    {
      id: 'page:review',
      label: t('palette.page.review'),
      keys: t('palette.keys.review'),
      note: run?.listTitle,
      icon: <LinkIcon />,
      href: run ? `/link-runs/${run.id}/review` : '/lists',
    },
  ]
}
