import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type NoticeState, noticeStates } from '@zhucan/catalogue'
import { PageHeader, SearchField, Select, useFormat, useT } from '@zhucan/ui'
import { FilterFold } from '../app/filter-fold.tsx'
import { changedList } from '../app/search-params.ts'
import { useMay } from '../app/session.ts'
import { useSearchText } from '../app/use-search-text.ts'
import { ExportButton } from '../exports/export-button.tsx'
import type { NoticesSearch } from './notices.address.ts'
import { noticesQuery } from './notices.queries.ts'
import { NoticesTable } from './notices-table.tsx'
import { TakeBox } from './take-box.tsx'
import './notices.css'

const route = getRouteApi('/desk/notices')

/** Notices that came in: the way in for a new one, and how far each is checked. */
export function NoticesPage() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const notices = useQuery(noticesQuery(search))
  const mayTake = useMay('notice.take')
  const change = (part: NoticesSearch) => void navigate({ search: changedList(part) })
  return (
    <div className="desk-page">
      <PageHeader
        title={t('notices.title')}
        below={t('notices.note')}
        actions={
          <ExportButton
            what="notices"
            filter={{ state: search.state, from: search.from, title: search.title, sort: search.sort }}
          />
        }
      />
      {mayTake && <TakeBox />}
      <FilterFold chosen={chosenIn(search)}>
        <Filters search={search} onChange={change} />
      </FilterFold>
      <NoticesTable notices={notices} search={search} onChange={change} />
    </div>
  )
}

const anything = 'all'

const chosenIn = ({ state, from, title }: NoticesSearch): number =>
  [state, from, title].filter((one) => one !== undefined).length

function Filters({ search, onChange }: { search: NoticesSearch; onChange: (part: NoticesSearch) => void }) {
  const t = useT()
  const format = useFormat()
  const states = Object.keys(noticeStates) as NoticeState[]
  const froms = ['own', 'above'] as const
  return (
    <search className="notices-filters" aria-label={t('notices.list')}>
      <Select
        label={t('notices.filterState')}
        options={[
          { value: anything, label: t('notices.state.open') },
          ...states.map((state) => ({ value: state, label: format.label(noticeStates[state]) })),
        ]}
        value={search.state ?? anything}
        onChange={(next) => onChange({ state: states.find((state) => state === next) })}
      />
      <Select
        label={t('notices.filterFrom')}
        options={[
          { value: anything, label: t('notices.from.all') },
          ...froms.map((from) => ({ value: from, label: t(`notices.from.${from}`) })),
        ]}
        value={search.from ?? anything}
        onChange={(next) => onChange({ from: froms.find((from) => from === next) })}
      />
      <TitleField title={search.title ?? ''} onChange={(title) => onChange({ title })} />
    </search>
  )
}

function TitleField({ title, onChange }: { title: string; onChange: (title: string | undefined) => void }) {
  const t = useT()
  const { text, setText, ask } = useSearchText(title)
  return (
    <SearchField
      label={t('notices.findTitle')}
      value={text}
      onChange={setText}
      onSubmit={(next) => {
        ask(next.trim())
        onChange(next.trim() || undefined)
      }}
    />
  )
}
