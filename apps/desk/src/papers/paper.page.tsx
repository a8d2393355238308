import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Navigate } from '@tanstack/react-router'
import {
  DownloadIcon,
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
import { PageView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { FiguresPanel } from './figures-panel.tsx'
import { FlagsPanel } from './flags-panel.tsx'
import { Leaving } from './leaving.tsx'
import { PaperActs } from './paper-acts.tsx'
import { PaperEditor } from './paper-editor.tsx'
import { PaperSheet } from './paper-sheet.tsx'
import { PaperStateMark } from './paper-state.tsx'
import { newPaper, type PaperTab, paperTabs } from './papers.address.ts'
import { paperQuery, pathOf, type WholePaper } from './papers.queries.ts'
import { useWriting, type Writing } from './use-writing.ts'
import './papers.css'

const route = getRouteApi('/desk/papers/$paperId')

/** One paper: as it will be printed on the left, written and checked on the right. */
export function PaperPage() {
  const { paperId } = route.useParams()
  const { notice, target } = route.useSearch()
  // A paper that is still to be made is asked for in the list: so it has an address that other pages can link to.
  if (paperId === newPaper)
    return (
      <Navigate
        to="/papers"
        search={{ make: notice ? 'notice' : target ? 'targets' : 'blank', notice, target }}
        replace
      />
    )
  return <ExistingPaper key={paperId} id={paperId} />
}

function ExistingPaper({ id }: { id: string }) {
  const whole = useQuery(paperQuery(id))
  return <PageView query={whole}>{(data) => <Whole whole={data} />}</PageView>
}

function Whole({ whole }: { whole: WholePaper }) {
  const t = useT()
  const isWide = useIsWide()
  const writing = useWriting(whole)
  const { written, isChanged } = writing
  const changed = new Set(whole.flags.changed.map(({ figure }) => figure))
  const sheet = <PaperSheet id={whole.id} paper={written} changed={changed} />
  const parts = { whole, writing, sheet, isWide }
  return (
    <>
      <PageHeader
        title={whole.title}
        above={
          <Link href="/papers" icon={<PreviousIcon />}>
            {t('papers.back')}
          </Link>
        }
        below={<HowItStands whole={whole} isChanged={isChanged} />}
        actions={
          <>
            <Link look="secondary" href={`${pathOf(whole.id)}/file`} download="" icon={<DownloadIcon />}>
              {t('papers.download')}
            </Link>
            <PaperActs whole={whole} isChanged={isChanged} />
          </>
        }
      />
      <div className="paper-columns" data-wide={isWide || undefined}>
        {isWide && sheet}
        <Parts {...parts} />
      </div>
      <Leaving isChanged={isChanged} />
    </>
  )
}

function HowItStands({ whole, isChanged }: { whole: WholePaper; isChanged: boolean }) {
  const t = useT()
  const { documentNumber, isOwn } = whole
  return (
    <div className="desk-row" role="status">
      <PaperStateMark state={whole.state} />
      <span>{t(`papers.kind.${whole.kind}`)}</span>
      {documentNumber && <span>{documentNumber}</span>}
      {!isOwn && (
        <span className="desk-quiet">{t('papers.readOnly', { office: whole.organisationName })}</span>
      )}
      {whole.events.some(({ action }) => action === 'masked-later') && (
        <State kind="warning">{t('papers.maskedLater')}</State>
      )}
      {isChanged && <strong>{t('papers.unsaved')}</strong>}
    </div>
  )
}

interface PartsProps {
  whole: WholePaper
  writing: Writing
  sheet: React.ReactNode
  isWide: boolean
}

function Parts({ whole, writing, sheet, isWide }: PartsProps) {
  const t = useT()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('paper.write') && whole.isOwn && whole.state === 'draft'
  const tabs = paperTabs.filter((tab) => (tab !== 'sheet' || !isWide) && (tab !== 'write' || mayWrite))
  const first = tabs[0]!
  const selected = tabs.find((tab) => tab === search.tab) ?? first
  const { flags } = whole
  const counts: Partial<Record<PaperTab, number>> = {
    figures: Object.keys(whole.paper.figures).length,
    flags: flags.personal.length + flags.doubts.length + flags.changed.length,
  }
  return (
    <Tabs
      label={t('papers.tabs')}
      selected={selected}
      onSelect={(id) =>
        void navigate({
          search: { tab: tabs.find((tab) => tab === id && tab !== first) },
          replace: true,
          resetScroll: false,
        })
      }
      tabs={tabs.map((id) => {
        const count = counts[id]
        return {
          id,
          label: t(`papers.tab.${id}`),
          ...(count !== undefined && { count: format.number(count) }),
        }
      })}
    >
      {selected === 'sheet' && sheet}
      {selected === 'write' && <PaperEditor writing={writing} />}
      {selected === 'figures' && <FiguresPanel whole={whole} figure={search.figure} mayWrite={mayWrite} />}
      {selected === 'flags' && <FlagsPanel whole={whole} />}
      {selected === 'history' && <History whole={whole} />}
    </Tabs>
  )
}

const acts = [
  ...(['make', 'save', 'refresh', 'review', 'return', 'issue', 'withdraw'] as const),
  ...(['mask', 'unmask', 'masked-later'] as const),
]

function History({ whole }: { whole: WholePaper }) {
  const t = useT()
  const format = useFormat()
  const word = (action: string) => {
    const known = acts.find((act) => act === action)
    return known ? t(`papers.did.${known}`) : action
  }
  return (
    <Panel title={t('papers.tab.history')}>
      <Timeline
        entries={whole.events.toReversed().map(({ at, action, actorName, note }, place) => ({
          ...{ id: `${at}${place}`, when: format.moment(at), title: word(action), source: actorName },
          isCurrent: place === 0,
          body: note ?? '',
        }))}
      />
      {whole.sha256 && (
        <p className="desk-quiet desk-small paper-hash">{t('papers.sha256', { hash: whole.sha256 })}</p>
      )}
    </Panel>
  )
}

const wide = '(min-width: 76rem)'

/** Whether sheet and form stand side by side; in elder mode they never do. */
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
