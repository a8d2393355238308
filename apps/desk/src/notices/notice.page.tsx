import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { noticeActs } from '@zhucan/catalogue'
import {
  Link,
  PageHeader,
  Panel,
  PreviousIcon,
  State,
  Tabs,
  Timeline,
  useFormat,
  usePreferences,
  useT,
} from '@zhucan/ui'
import { useSyncExternalStore } from 'react'
import { PageView, QueryView } from '../app/query-view.tsx'
import { AboutPanel } from './about-panel.tsx'
import { FlagsPanel } from './flags-panel.tsx'
import { NoticeStateMark } from './item-words.tsx'
import { ItemsPanel } from './items-panel.tsx'
import { NoticeActs, NoticeProgress } from './notice-acts.tsx'
import { goToPlace, NoticeText } from './notice-text.tsx'
import { type NoticeTab, noticeTabs } from './notices.address.ts'
import {
  type NoticeHistoryLine,
  noticeHistoryQuery,
  noticeQuery,
  type WholeNotice,
} from './notices.queries.ts'
import { useNoticeKeys } from './use-notice-keys.ts'
import { type NoticeWork, useNoticeWork } from './use-notice-work.ts'
import './masking.css'
import './notices.css'

const route = getRouteApi('/desk/notices/$noticeId')

/** One notice: its text on the left, what was read in it on the right, and what people make of it. */
export function NoticePage() {
  const { noticeId } = route.useParams()
  const notice = useQuery(noticeQuery(noticeId))
  return <PageView query={notice}>{(data) => <WholePage notice={data} />}</PageView>
}

function WholePage({ notice }: { notice: WholeNotice }) {
  const t = useT()
  const work = useNoticeWork(notice)
  const isWide = useIsWide()
  useNoticeKeys(work)
  return (
    <>
      <PageHeader
        title={notice.title}
        above={
          <Link href="/notices" icon={<PreviousIcon />}>
            {t('notices.back')}
          </Link>
        }
        below={<HowItStands notice={notice} />}
        actions={<NoticeActs notice={notice} onGoOn={() => work.nextUndecided()} />}
      />
      <div className="notice-columns" data-wide={isWide || undefined}>
        {isWide && <NoticeText work={work} />}
        <Parts work={work} isWide={isWide} />
      </div>
    </>
  )
}

function HowItStands({ notice }: { notice: WholeNotice }) {
  const t = useT()
  const format = useFormat()
  const { personalData, doubts, documentNumber, confirmedByName, confirmedAt } = notice
  return (
    <div className="desk-row" role="status">
      <NoticeStateMark state={notice.state} />
      {notice.sentAt && <State kind="notice">{t('notices.sent')}</State>}
      {documentNumber && <span>{documentNumber}</span>}
      {notice.isOwn && <NoticeProgress items={notice.items} />}
      {personalData.length > 0 && (
        <State kind="warning">{t('notices.personalCount', { count: personalData.length })}</State>
      )}
      {doubts.length > 0 && <State kind="warning">{t('notices.doubtCount', { count: doubts.length })}</State>}
      {confirmedByName && confirmedAt && (
        <span className="desk-quiet">
          {t('notices.isConfirmed', { name: confirmedByName, at: format.moment(confirmedAt) })}
        </span>
      )}
      {!notice.isOwn && (
        <span className="desk-quiet">{t('notices.readOnly', { office: notice.organisationName })}</span>
      )}
    </div>
  )
}

function Parts({ work, isWide }: { work: NoticeWork; isWide: boolean }) {
  const t = useT()
  const format = useFormat()
  const { notice, search, go } = work
  const tabs = noticeTabs.filter((tab) => tab !== 'text' || !isWide)
  const first: NoticeTab = 'items'
  const selected = work.writing === 'mask' ? 'flags' : (tabs.find((tab) => tab === search.tab) ?? first)
  const counts: Partial<Record<NoticeTab, number>> = {
    items: notice.items.length,
    flags: notice.personalData.length + notice.doubts.length,
  }
  /** The text may be behind a tab of its own; it has to be there before anything in it can be shown. */
  const goTo = (at: number) => {
    if (!isWide) go({ tab: 'text' })
    requestAnimationFrame(() => requestAnimationFrame(() => goToPlace(notice, at)))
  }
  return (
    <Tabs
      label={t('notices.tabs')}
      selected={selected}
      onSelect={(id) => {
        const tab = tabs.find((one) => one === id)
        const isLeft = work.writing === 'mask' && tab !== 'flags'
        go({ tab: tab === first ? undefined : tab, ...(isLeft && { write: undefined }) })
      }}
      tabs={tabs.map((id) => {
        const count = counts[id]
        return {
          id,
          label: t(`notices.tab.${id}`),
          ...(count !== undefined && { count: format.number(count) }),
        }
      })}
    >
      {selected === 'text' && <NoticeText work={work} />}
      {selected === 'items' && <ItemsPanel work={work} />}
      {selected === 'flags' && <FlagsPanel work={work} onGo={goTo} />}
      {selected === 'about' && <AboutPanel notice={notice} canDecide={work.canDecide} />}
      {selected === 'history' && <History id={notice.id} />}
    </Tabs>
  )
}

function History({ id }: { id: string }) {
  const t = useT()
  const history = useQuery(noticeHistoryQuery(id))
  return (
    <Panel title={t('notices.history')}>
      <QueryView query={history}>{(lines) => <HistoryLines lines={lines} />}</QueryView>
    </Panel>
  )
}

function HistoryLines({ lines }: { lines: readonly NoticeHistoryLine[] }) {
  const t = useT()
  const format = useFormat()
  if (lines.length === 0) return <p className="desk-quiet">{t('notices.noHistory')}</p>
  const word = (action: string) =>
    Object.hasOwn(noticeActs, action) ? format.label(noticeActs[action as keyof typeof noticeActs]) : action
  return (
    <Timeline
      entries={lines.map(({ id, at, action, actorName, quote, reason }, place) => ({
        ...{ id, when: format.moment(at), title: word(action), source: actorName, isCurrent: place === 0 },
        body: (
          <>
            {quote && <p lang="zh-CN">{quote}</p>}
            {reason && <p>{reason}</p>}
          </>
        ),
      }))}
    />
  )
}

const wide = '(min-width: 64rem)'

/** Whether text and items stand side by side; in elder mode they never do. */
function useIsWide(): boolean {
  const { isElder } = usePreferences()
  const isWide = useSyncExternalStore(
    (changed) => {
      const query = matchMedia(wide)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => matchMedia(wide).matches,
  )
  return isWide && !isElder
}
