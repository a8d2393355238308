import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type UndoFate, undoFates, undoReasons } from '@zhucan/catalogue'
import {
  Button,
  ConfirmDialog,
  DownloadIcon,
  Link,
  Pagination,
  Panel,
  ProblemSummary,
  Tabs,
  useFormat,
  useSpeech,
  useT,
} from '@zhucan/ui'
import { useEffect, useRef, useState } from 'react'
import { address } from '../app/address.ts'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { pageSize } from '../register/register.queries.ts'
import type { ImportSearch } from './imports.address.ts'
import { type Import, importQuery, importsQuery } from './imports.queries.ts'
import { type UndoPreview, undoPeopleQuery, undoPreviewQuery } from './undo.queries.ts'
import { UndoPeople } from './undo-people.tsx'
import { rowsOf, UndoRows } from './undo-rows.tsx'

const route = getRouteApi('/desk/imports/$importId')
const fates = Object.keys(undoFates) as UndoFate[]

/** What undoing an import would do, before it is done: wholly, or for the people one ticks. */
export function UndoPanel({ of }: { of: Import }) {
  const t = useT()
  const navigate = route.useNavigate()
  const preview = useQuery(undoPreviewQuery(of.id))
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <div ref={place} tabIndex={-1} className="imports-place">
      <Panel
        title={t('imports.undo.title')}
        actions={
          <Button variant="quiet" onPress={() => void navigate({ search: {} })}>
            {t('imports.undo.leave')}
          </Button>
        }
      >
        <QueryView query={preview}>{(counts) => <Plan of={of} counts={counts} />}</QueryView>
      </Panel>
    </div>
  )
}

function Plan({ of, counts }: { of: Import; counts: UndoPreview }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  return (
    <div className="desk-stack">
      <Summary of={of} counts={counts} />
      <UndoButtons of={of} counts={counts} ticked={ticked} />
      {of.fileType === 'register' && fates.some((fate) => counts.fates[fate] > 0) && (
        <PeopleByFate of={of} counts={counts} ticked={ticked} onTick={setTicked} />
      )}
      {of.fileType !== 'register' && counts.rows > 0 && (
        <ListRows of={of} ticked={ticked} onTick={setTicked} />
      )}
    </div>
  )
}

/** The same in sentences: how many go, go back, stay; and why somebody stays. */
function Summary({ of, counts: { fates: n, reasons, rows } }: { of: Import; counts: UndoPreview }) {
  const t = useT()
  const format = useFormat()
  if (of.fileType !== 'register')
    return <p className="desk-prose">{t('imports.undo.list', { count: rows })}</p>
  return (
    <div className="desk-prose desk-stack">
      <p>{t('imports.undo.sum', { goes: n.goes, back: n.back })}</p>
      {n.partly + n.stays > 0 && (
        <>
          <p>{t('imports.undo.stay', { partly: n.partly, stays: n.stays })}</p>
          <ul className="imports-faults">
            {reasons.map(({ what, count }) => (
              <li key={what}>
                <span>{format.label(undoReasons[what])}</span>
                <strong className="zc-number">{t('imports.undo.people', { count })}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function UndoButtons({
  of,
  counts,
  ticked,
}: {
  of: Import
  counts: UndoPreview
  ticked: ReadonlySet<string>
}) {
  const { t, locale } = useSpeech()
  const [asked, setAsked] = useState<'whole' | 'some' | null>(null)
  const undo = useUndo(of.id)
  const ofList = of.fileType !== 'register'
  const some = () => (ofList ? { rows: rowsOf(ticked) } : { people: [...ticked] })
  const nothing = counts.rows === 0 && counts.fates.goes + counts.fates.back + counts.fates.partly === 0
  return (
    <>
      {undo.error && <ProblemSummary {...problemOf(undo.error)} />}
      <div className="desk-row">
        <Button
          variant="danger"
          isDisabled={nothing}
          isPending={undo.isPending}
          onPress={() => setAsked('whole')}
        >
          {t('imports.undo.whole')}
        </Button>
        {ticked.size > 0 && (
          <Button isPending={undo.isPending} onPress={() => setAsked('some')}>
            {t(ofList ? 'imports.undo.someRows' : 'imports.undo.some', { count: ticked.size })}
          </Button>
        )}
        {of.fileType === 'register' && (
          <Link
            look="secondary"
            download=""
            icon={<DownloadIcon />}
            href={address(`/api/v1/imports/${of.id}/undo-people.xlsx`, {
              lang: locale === 'en' ? 'en' : 'zh',
            })}
          >
            {t('imports.undo.download')}
          </Link>
        )}
      </div>
      <ConfirmDialog
        title={t(
          asked === 'some'
            ? ofList
              ? 'imports.undo.askRows'
              : 'imports.undo.askSome'
            : 'imports.undo.askWhole',
          {
            count: ticked.size,
          },
        )}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => undo.mutate(asked === 'some' ? some() : {})}
        confirm={t('imports.undo.confirm')}
        isDangerous
      >
        <p>{t('imports.undo.askNote')}</p>
      </ConfirmDialog>
    </>
  )
}

function useUndo(id: string) {
  const queryClient = useQueryClient()
  const navigate = route.useNavigate()
  return useMutation({
    mutationFn: (choice: { people?: string[]; rows?: { sheet: number; row: number }[] }) =>
      post(`/api/v1/imports/${id}/undo`, choice),
    onSuccess: () => {
      void navigate({ search: {} })
      void queryClient.invalidateQueries({ queryKey: importQuery(id).queryKey })
      void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
    },
  })
}

/** The rows of a list by what became of them, to take only some back. */
function ListRows(props: {
  of: Import
  ticked: ReadonlySet<string>
  onTick: (ticked: ReadonlySet<string>) => void
}) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const place = { state: search.rows ?? 'matched', page: search.page ?? 1 }
  return (
    <UndoRows
      id={props.of.id}
      place={place}
      onGo={(part) => void navigate({ search: (before) => ({ ...before, page: undefined, ...part }) })}
      ticked={props.ticked}
      onTick={props.onTick}
    />
  )
}

function PeopleByFate(props: {
  of: Import
  counts: UndoPreview
  ticked: ReadonlySet<string>
  onTick: (ticked: ReadonlySet<string>) => void
}) {
  const t = useT()
  const format = useFormat()
  const { of, counts, ticked, onTick } = props
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const shown = fates.filter((fate) => counts.fates[fate] > 0)
  const fate = shown.find((one) => one === search.undo) ?? shown[0] ?? 'goes'
  const people = useQuery({
    ...undoPeopleQuery(of.id, fate, search.page),
  })
  const change = (part: ImportSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }) })
  return (
    <Tabs
      label={t('imports.undo.tabs')}
      selected={fate}
      onSelect={(tab) => change({ undo: fates.find((one) => one === tab) })}
      tabs={shown.map((id) => ({
        id,
        label: format.label(undoFates[id]),
        count: format.number(counts.fates[id]),
      }))}
    >
      <QueryView query={people}>
        {({ total, rows }) => (
          <>
            <UndoPeople
              caption={format.label(undoFates[fate])}
              rows={rows}
              isBusy={people.isPlaceholderData}
              {...(fate !== 'stays' && {
                selection: { keys: ticked, onChange: onTick, nameOf: ({ name }) => name },
              })}
            />
            <Pagination
              page={search.page ?? 1}
              pageSize={pageSize}
              total={total}
              hrefOf={(page) => address(`/imports/${of.id}`, { undo: fate, page })}
              onGo={(page) => change({ page })}
            />
          </>
        )}
      </QueryView>
    </Tabs>
  )
}
